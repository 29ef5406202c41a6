"""The numbers of a search on a screen, in a pipe, as Markdown and as data."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from infoview_md.dates import Moment, add_days
from infoview_md.network.stats import Days, Replies, Share, Stats, Step, Thanks, Week
from infoview_md.render.bars import bar, sparkline
from infoview_md.render.stats import as_dict, as_json, as_markdown, as_plain, for_screen


def weeks(*rows: tuple[int, int, int]) -> tuple[Week, ...]:
    return tuple(
        Week(
            starts_on=add_days(Moment("2026-09-28"), 7 * number),
            talks=talks,
            new_contacts=new,
            known=known,
            is_over=True,
        )
        for number, (talks, new, known) in enumerate(rows)
    )


def step(name: str, count: int, of: int, of_step: str) -> Step:
    return Step(name=name, share=Share(count=count, of=of), of_step=of_step)


def numbers(**changes) -> Stats:
    defaults = {
        "as_of": Moment("2026-11-22T09:00"),
        "since": Moment(""),
        "goal": "",
        "funnel": (
            step("known", 23, 23, "known"),
            step("asked", 12, 23, "known"),
            step("replied", 9, 12, "asked"),
            step("talked", 4, 23, "known"),
            step("referred", 2, 4, "talked"),
            step("openings", 1, 4, "talked"),
        ),
        "replies": (
            Replies(
                by="channel",
                rows=(("alumni", Share(count=3, of=4)), ("cold", Share(count=0, of=2))),
            ),
            Replies(by="seniority", rows=()),
        ),
        "days_to_reply": Days(number=3, median=2.5, shortest=1, longest=9),
        "thanks": Thanks(in_time=3, late=1, missing=0, pending=1),
        "talks": 4,
        "named": 5,
        "named_only": 1,
        "openings": 1,
        "waiting": 2,
        "undated": 1,
        "weeks": weeks((0, 0, 2), (2, 3, 5), (0, 0, 5), (1, 1, 6)),
        "weekly_target": 2,
        "weeks_on_target": Share(count=1, of=3),
    }
    return Stats(**(defaults | changes))


PLAIN = """\
Everything until Sunday, 22 November 2026

How far people came
  Known                 ####################  23
  Asked for a talk      ##########..........  12 of 23 known (52 %)
  Answered              ###############.....  9 of 12 asked (75 %)
  Talked with           ###.................  4 of 23 known (17 %)
  Named somebody        ##########..........  2 of 4 talked
  Mentioned an opening  #####...............  1 of 4 talked
  2 people were asked in the last 7 days and may still answer.
  1 person who was named has no note yet.

Answers by how you found each other
  alumni                ###############.....  3 of 4
  cold                  ....................  0 of 2

Manners
  Thank-yous in time    ###############.....  3 of 4, 1 late, 1 not due yet
  Days to an answer                           median 2.5, 1 to 9 (n = 3)
  Named in talks                              5 people in 4 talks; 1 opening mentioned

Week by week, 5 Oct to 19 Oct
  Talks                 2 0 1
  New contacts          3 0 1
  Network               5 5 6
  Target: 2 talks a week, reached in 1 of 3 whole weeks.
  6 known, 4 of them new in these weeks. 1 contact without a date cannot be placed in a week.
"""


def test_the_plain_numbers_are_aligned_ascii():
    assert as_plain(numbers()) == PLAIN
    assert as_plain(numbers()).isascii()


def test_a_screen_gets_bars_and_sparklines_and_keeps_to_its_width():
    for width in (40, 80, 200):
        out = io.StringIO()
        Console(file=out, width=width, force_terminal=False).print(
            for_screen(numbers(), width=width)
        )
        text = out.getvalue()
        assert "█" in text
        assert "█▁▅" in text
        assert all(len(line) <= width for line in text.splitlines())


def test_texts_of_notes_cannot_act_on_the_terminal():
    hostile = numbers(
        goal="\x1b]0;x\x07",
        replies=(Replies(by="channel", rows=(("\x1b[2J", Share(count=1, of=1)),)),),
    )
    out = io.StringIO()
    Console(file=out, width=80, force_terminal=False).print(for_screen(hostile, width=80))
    for text in (as_plain(hostile), out.getvalue()):
        assert "\x1b" not in text
        assert "\\x1b[2J" in text


def test_the_markdown_has_tables_that_hold():
    hostile = numbers(
        goal="<b>|", replies=(Replies(by="channel", rows=(("a | b", Share(count=1, of=1)),)),)
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(as_markdown(hostile))
    rows = [one for one in tokens if one.type == "td_open"]
    assert len(rows) == 2 * (6 + 1 + 3)
    assert not any(one.type == "html_block" for one in tokens)
    assert as_markdown(hostile).endswith("week.\n")


def test_the_data_keeps_counts_apart_from_ratios():
    data = json.loads(as_json(numbers()))
    assert data == as_dict(numbers())
    assert data["funnel"][1] == {
        "step": "asked",
        "of_step": "known",
        "count": 12,
        "of": 23,
        "ratio": 0.5217,
    }
    assert data["replies"]["channel"][0] == {"name": "alumni", "count": 3, "of": 4, "ratio": 0.75}
    assert data["days_to_reply"] == {"n": 3, "median": 2.5, "shortest": 1, "longest": 9}
    assert data["weeks"][1] == {
        "starts_on": "2026-10-05",
        "talks": 2,
        "new_contacts": 3,
        "known": 5,
        "is_over": True,
    }


def test_what_is_not_known_is_null_and_not_zero():
    nothing = as_dict(numbers(days_to_reply=Days(number=0), weeks_on_target=Share(count=0, of=0)))
    assert nothing["days_to_reply"]["median"] is None
    assert nothing["weeks_on_target"]["ratio"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": Moment("2026-09-28")}, "From Monday, 28 September 2026 until Sunday"),
        ({"days_to_reply": Days(number=0)}, "none yet"),
        ({"days_to_reply": Days(number=1, median=4, shortest=4, longest=4)}, "4 (one answer)"),
        ({"talks": 0}, "no talks yet"),
        ({"talks": 20, "named": 30}, "30 people in 20 talks, 1.5 a talk"),
        ({"waiting": 1}, "1 person was asked in the last 7 days"),
        ({"weeks_on_target": Share(count=0, of=0)}, "Target: 2 talks a week."),
        ({"weeks": weeks((1, 1, 1))}, "The week of 28 Sep"),
    ],
)
def test_each_number_is_said_with_what_it_stands_on(changes, said):
    assert said in as_plain(numbers(**changes))


def test_a_vault_without_talks_has_no_weeks_to_show():
    assert "Week" not in as_plain(numbers(weeks=(), weekly_target=0, talks=0))


# --- pictures of characters -----------------------------------------------------------------------


@given(st.floats(0, 1), st.integers(1, 60))
def test_a_bar_is_as_wide_as_it_should_be(ratio, width):
    assert len(bar(ratio, width)) == width
    assert len(bar(ratio, width, is_plain=True)) == width


@given(st.lists(st.integers(0, 10_000), max_size=40))
def test_a_sparkline_shows_what_is_more_than_nothing_above_nothing(values):
    drawn = sparkline(values)
    assert len(drawn) == len(values)
    assert all((height == "▁") == (value == 0) for height, value in zip(drawn, values, strict=True))


def test_bars_grow_with_the_share():
    assert [bar(n / 8, 1) for n in range(9)] == list(" ▏▎▍▌▋▊▉█")
    assert bar(0.001, 10, is_plain=True) == "#........."
    assert sparkline([0, 1, 2, 4]) == "▁▄▅█"
