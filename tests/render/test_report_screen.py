"""The report laid out for a terminal of some columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.render.report import as_plain, for_screen
from infoview_md.render.words import columns_of
from tests.render.pages import HOSTILE, owed, report

KINDS = ("thank_you", "announce", "nudge", "waiting")
DUE = ("2026-05-20", "2026-11-22T16:00", "2026-11-24", "2026-12-30")

rows = st.builds(
    lambda n, name, kind, due, reason: owed(n, name, kind, due, reason=reason, action="do it"),
    st.integers(0, 10**6),
    st.text(min_size=1, max_size=60),
    st.sampled_from(KINDS),
    st.sampled_from(DUE),
    st.text(max_size=300) | st.sampled_from(HOSTILE),
)


@given(st.lists(rows, max_size=5), st.integers(44, 160), st.booleans())
def test_no_line_is_wider_than_the_terminal(found, width, is_plain):
    lines = for_screen(report(follow_ups=tuple(found)), width=width, is_plain=is_plain)
    assert all(columns_of(line.plain) <= width for line in lines)


@given(st.lists(rows, min_size=1, max_size=5), st.integers(44, 160))
def test_every_follow_up_says_what_is_to_be_done_and_how_late(found, width):
    told = report(follow_ups=tuple(found))
    text = "\n".join(line.plain for line in for_screen(told, width=width))
    assert text.count("Send a thank-you") == sum(row.kind == "thank_you" for row in found)
    assert text.count("days late") >= sum(row.state == "overdue" for row in found)
    assert not any(letter in text for letter in "\x00\x07\x1b\x9b\u202e")


@given(st.lists(st.sampled_from(["river", "flood", "école", "洪水"]), max_size=25))
def test_a_reason_is_told_in_full_where_three_lines_hold_it(words):
    reason = " ".join(words)
    told = report(follow_ups=(owed(1, "Ada", "nudge", DUE[0], reason=reason),))
    text = " ".join(" ".join(line.plain for line in for_screen(told, width=70)).split())
    assert reason in text


@pytest.mark.parametrize("width", [44, 60, 80, 120])
def test_columns_stand_below_each_other(width):
    told = report(later=0, problems=())
    lines = [line.plain for line in for_screen(told, width=width)]
    starts = {
        columns_of(line[: line.index(todo)])
        for line in lines
        for todo in ("Send the one", "Keep a", "Wish a happy")
        if todo in line
    }
    assert len(starts) == 1


def test_the_command_stands_on_a_line_of_its_own_to_be_copied():
    told = report(follow_ups=(owed(1, "Ada", "nudge", DUE[0], action="infoview-md " + "x" * 90),))
    lines = [line.plain.strip() for line in for_screen(told, width=60, with_actions=True)]
    assert "infoview-md " + "x" * 90 in lines


def test_a_pipe_gets_a_line_for_each_follow_up_however_long():
    told = report(follow_ups=(owed(1, "Ada", "nudge", DUE[0], reason="r " * 300),), later=0)
    assert len(as_plain(told).splitlines()) == 2
