"""The numbers of a search on a screen, in a pipe, as Markdown and as data."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from infoview_md.dates import Moment, add_days
from infoview_md.network.shares import Share
from infoview_md.network.stats import Replies, Stats, Step, Thanks
from infoview_md.network.waits import Waits
from infoview_md.network.weeks import ActiveDay, Week
from infoview_md.render.bars import bar, share_bar, sparkline
from infoview_md.render.chapters import chapters
from infoview_md.render.stats import as_dict, as_json, as_markdown, as_plain, for_screen
from infoview_md.render.words import columns_of, wrapped


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


def groups(*counts: tuple[int, int]) -> tuple[Replies, ...]:
    rows = tuple((f"g{n}", Share(count=c, of=of)) for n, (c, of) in enumerate(counts))
    return (Replies(by="channel", rows=rows),)


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
        "days_to_reply": Waits(answered=(1, 1, 2, 3, 5, 9), open=(2, 4, 30)),
        "thanks": Thanks(in_time=3, late=1, missing=0, pending=1),
        "talks": 4,
        "named": 5,
        "named_only": 1,
        "openings": 1,
        "waiting": 2,
        "undated": 1,
        "days": (ActiveDay(on=Moment("2026-10-06"), talks=2, exchanges=3),),
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
  Answered              ########..            9 of 12 asked (75 %)
  Talked with           ###.................  4 of 23 known (17 %)
  Named somebody        ##.                   2 of 4 talked
  Mentioned an opening  #..                   1 of 4 talked
  2 people were asked in the last 7 days and may still answer.
  1 person who was named has no note yet.

Answers by how you found each other
  alumni                ###.                  3 of 4
  cold                  ..                    0 of 2
  Too few to compare; that takes 10 asked in each of two groups.

Manners
  Thank-yous in time    ###.                  3 of 4, 1 late, 1 not due yet
  Days to an answer                           median 2.5 days, 1 to 9 (6 answers); 3 not yet
  Referrals                                   5 people in 4 talks; 1 opening mentioned

Week by week, 5 Oct to 19 Oct
  Talks                 2 0 1  at most 2 a week
  New contacts          3 0 1  at most 3 a week
  Network               5 5 6  6 known
  Target: 2 talks a week, reached in 1 of 3 whole weeks.
  6 known, 4 of them new in these weeks. 1 contact without a date cannot be placed in a week.
"""


def test_the_plain_numbers_are_aligned_ascii():
    assert as_plain(numbers()) == PLAIN
    assert as_plain(numbers()).isascii()


def on_screen(stats: Stats, width: int, *, is_plain: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=False)
    for line in for_screen(stats, width=width, is_plain=is_plain):
        console.print(line, soft_wrap=True)
    return out.getvalue()


LONG = numbers(
    goal="I want to learn how towns prepare for floods and where a teacher is useful in all that",
    replies=(
        Replies(
            by="channel",
            rows=(
                ("met at the annual conference of stormwater engineers", Share(count=3, of=4)),
                ("木村花子さんの紹介で会った人たちの集まり", Share(count=0, of=2)),
            ),
        ),
    ),
    weeks=weeks(*((n % 6, n % 3, 1000 + n) for n in range(30))),
)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("is_plain", [False, True], ids=["drawn", "ascii"])
def test_on_a_screen_no_word_is_lost_and_no_line_is_too_long(width, is_plain):
    text = on_screen(LONG, width, is_plain=is_plain)
    for line in text.splitlines():
        assert columns_of(line) <= width, line
    words = text.split()
    for said in (line.said for part in chapters(LONG) for line in part.lines):
        assert all(word in words for word in said.split()), said
    for note in (note for part in chapters(LONG) for note in part.notes):
        assert note in " ".join(words)


def test_a_screen_gets_bars_and_sparklines():
    assert "Answered              ██████▎·" in on_screen(numbers(), 80)
    assert "█▁▅" in on_screen(numbers(), 80)
    assert on_screen(numbers(), 80, is_plain=True).isascii()


def test_texts_of_notes_cannot_act_on_the_terminal():
    hostile = numbers(
        goal="\x1b]0;x\x07",
        replies=(Replies(by="channel", rows=(("\x1b[2J", Share(count=1, of=1)),)),),
    )
    for text in (as_plain(hostile), on_screen(hostile, 80)):
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
        "likely_from": 0.3296,
        "likely_to": 0.7076,
    }
    assert data["replies"]["channel"][0] == {
        "name": "alumni",
        "count": 3,
        "of": 4,
        "ratio": 0.75,
        "likely_from": 0.3006,
        "likely_to": 0.9544,
    }
    assert data["days_to_reply"] == {
        "n": 6,
        "median": 2.5,
        "shortest": 1,
        "longest": 9,
        "not_answered_yet": 3,
        "half_answer_within": 5,
    }
    assert data["referrals_per_talk"] == 1.25
    assert data["days"] == [{"date": "2026-10-06", "talks": 2, "exchanges": 3}]
    assert data["weeks"][1] == {
        "starts_on": "2026-10-05",
        "talks": 2,
        "new_contacts": 3,
        "known": 5,
        "is_over": True,
    }


def test_what_is_not_known_is_null_and_not_zero():
    nothing = as_dict(numbers(days_to_reply=Waits(), weeks_on_target=Share(count=0, of=0)))
    assert nothing["days_to_reply"]["median"] is None
    assert nothing["weeks_on_target"]["ratio"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": Moment("2026-09-28")}, "From Monday, 28 September 2026 until Sunday"),
        ({"days_to_reply": Waits()}, "no answer yet"),
        ({"days_to_reply": Waits(answered=(1, 4, 11))}, "1, 4 and 11 days (3 answers)"),
        ({"days_to_reply": Waits(open=(1, 2))}, "no answer yet (2 asked)"),
        (
            {"days_to_reply": Waits(answered=(1,) * 6, open=(9,) * 5)},
            "half of the 11 asked answer within 1 day.",
        ),
        (
            {"days_to_reply": Waits(answered=(1,) * 4, open=(9,) * 7)},
            "Fewer than half of the 11 asked have answered so far.",
        ),
        ({"days_to_reply": Waits(answered=(4,))}, "4 days (one answer)"),
        ({"talks": 0}, "no talks yet"),
        ({"talks": 20, "named": 30}, "30 people in 20 talks, 1.5 a talk"),
        ({"waiting": 1}, "1 person was asked in the last 7 days"),
        ({"weeks_on_target": Share(count=0, of=0)}, "Target: 2 talks a week."),
        ({"weeks": weeks((1, 1, 1))}, "The week of 28 Sep"),
        (
            {"weeks": (replace(weeks((1, 1, 1))[0], is_over=False),)},
            "1 so far this week, at most 1 a week",
        ),
        ({"replies": groups((40, 50), (10, 50))}, "differ by more than chance (95 %)"),
        ({"replies": groups((40, 50), (35, 50))}, "The differences may be chance"),
        ({"replies": groups((9, 9), (0, 9))}, "Too few to compare"),
        ({"replies": groups(*[(1, 2)] * 15)}, "3 others              ###...                3 of 6"),
    ],
)
def test_each_number_is_said_with_what_it_stands_on(changes, said):
    assert said in as_plain(numbers(**changes))


def test_those_whose_channel_is_not_noted_are_no_group_to_compare():
    only = Replies(
        by="channel",
        rows=(("not noted", Share(count=1, of=40)), ("alumni", Share(count=39, of=40))),
    )
    text = as_plain(numbers(replies=(only,)))
    assert "chance" not in text
    assert "Too few" not in text


def test_a_group_that_nothing_is_noted_of_is_not_told():
    only = Replies(by="channel", rows=(("not noted", Share(count=1, of=1)),))
    assert "found each other" not in as_plain(numbers(replies=(only,)))


def test_an_empty_vault_is_told_how_to_begin():
    nobody = (step("known", 0, 0, "known"), *numbers().funnel[1:])
    assert "infoview-md new contact" in as_plain(numbers(funnel=nobody))


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
    assert bar(0.001, 10, is_plain=True) == "#         "


@pytest.mark.parametrize(
    ("count", "of", "most", "drawn"),
    [
        (1, 1, 1, "#         "),
        (3, 4, 7, "###.      "),
        (0, 2, 7, "..        "),
        (20, 20, 20, "##########"),
        (1, 20, 20, "#........."),
        (1, 5000, 5000, "#........."),
        (0, 0, 0, "          "),
    ],
)
def test_one_person_is_never_drawn_wider_than_a_column(count, of, most, drawn):
    assert share_bar(count, of, most, 10, is_plain=True) == drawn


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000), st.booleans())
def test_a_larger_count_is_never_drawn_shorter(first, second, of, is_plain):
    few, many = sorted((min(first, of), min(second, of)))
    most = max(of, 1)

    def filled(n: int) -> int:
        return len(share_bar(n, of, most, 20, is_plain=is_plain).rstrip(" .·"))

    assert filled(few) <= filled(many) <= 20


@given(st.text(max_size=80), st.integers(1, 30))
def test_wrapped_lines_keep_every_word_and_the_width(text, width):
    lines = wrapped(text, width)
    assert all(columns_of(line) <= width or len(line) == 1 for line in lines)
    if columns_of(text) > width:
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_sparklines_begin_at_nothing():
    assert sparkline([0, 1, 2, 4]) == "▁▄▅█"
