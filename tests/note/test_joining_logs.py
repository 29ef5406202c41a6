"""Two logs as one, whatever stands in them: no line is lost, none is changed, and dates stay in their order."""

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from infoview_md.errors import CannotEdit
from infoview_md.note.body import log_items
from infoview_md.note.joining_logs import add_log_lines

_DATES = st.dates(min_value=date(2020, 1, 1), max_value=date(2027, 1, 1)).map(date.isoformat)
_ITEMS = st.tuples(_DATES, st.sampled_from(["call: hi", "mail", "met\n  - more", "x\n\n  below"]))
_LINES = st.one_of(
    _ITEMS.map(lambda item: f"- {item[0]} {item[1]}"),
    st.sampled_from(
        ["- undated", "words", "", "* 2026-01-01 star", "1. 2026-01-02 one", "### 2026-01-03 head"]
    ),
    st.sampled_from(["```", "<!-- x", "    code", "***", "> - 2026-01-04 quoted", "#### Deep"]),
)


def log_of(raw: bytes) -> list[tuple[str, str]]:
    return [(item.on, item.text) for item in log_items(raw.decode(), 1)]


def lines_of(text: str) -> list[str]:
    return sorted(line.strip().lstrip("#").strip() for line in text.split("\n") if line.strip())


@given(own=st.lists(_LINES, max_size=6), other=st.lists(_LINES, max_size=6), below=st.booleans())
def test_no_line_is_lost_or_changed(own, other, below):
    text = "\n".join(
        ["words", "## Log", *own, *(["## Other", "- 2026-01-09 no log"] if below else [])]
    )
    lines = "\n".join(other).split("\n")
    with suppress(CannotEdit):
        result = add_log_lines(text.encode(), lines, log_headings=["Log"]).decode()
        assert set(lines_of(text)) | set(lines_of("\n".join(other))) == set(lines_of(result))
        assert result.startswith("words\n## Log")
        assert not below or result.endswith("## Other\n- 2026-01-09 no log")


@given(
    own=st.lists(_ITEMS, min_size=2, max_size=8),
    other=st.lists(_ITEMS, max_size=8),
    falls=st.booleans(),
)
def test_logs_that_are_sorted_stay_sorted_and_every_item_counts(own, other, falls):
    own.sort(reverse=falls)
    text = "## Log\n" + "".join(f"- {on} {words}\n" for on, words in own)
    lines = "".join(f"- {on} {words}\n" for on, words in other).split("\n")
    result = add_log_lines(text.encode(), lines, log_headings=["Log"])
    dates = [on for on, _ in log_of(result)]
    if len({on for on, _ in own}) > 1:
        assert dates == sorted(dates, reverse=falls)
    wanted = {(on, words) for on, words in [*own, *other]}
    assert {on for on, _ in log_of(result)} == {on for on, _ in wanted}
    assert len(log_of(result)) >= len(wanted)


@given(own=st.lists(_LINES.filter(lambda line: line != "***"), max_size=6))
def test_the_same_log_again_changes_nothing(own):  # a rule between entries belongs to none of them
    text = "\n".join(["## Log", *own]).encode()
    lines = "\n".join(own).split("\n")
    with suppress(CannotEdit):
        assert add_log_lines(text, lines, log_headings=["Log"]) == text
