"""What a tick closes, kind by kind: the fact that `done` would write, in the right note, with the day of the tick."""

import pytest

from infoview_md.network.kinds import KINDS
from tests.commands import Desk, Git, _own_folders, desk  # noqa: F401 - fixtures
from tests.dashboards import ADA, BLOCK, TALK, Board, ticked, ticked_by_tasks

DAY = "2026-11-21"
BOB = ADA.replace("Acme", "Other")
COMING = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-11-23T15:00
---
## Agenda

Five minutes each.

## Preparation

- [ ] read her talk
- [ ] pack the card
"""
LANDED = "---\ntype: search\nstarted: 2026-09-01\nlanded: 2026-11-10\nemployer: Acme\n---\n"


def contact(*lines, body=""):
    return "---\ntype: contact\n" + "".join(f"{line}\n" for line in lines) + f"---\n{body}"


CLOSES = {
    "thank_you": (
        {"Ada.md": ADA, "Talk.md": TALK},
        "Talk.md",
        f"thank_you_sent: {DAY}",
    ),
    "report_back": (
        {
            "Ada.md": contact('referred_by: "[[Bob]]"'),
            "Bob.md": BOB,
            "Talk.md": TALK.replace("11-20", "11-16"),
        },
        "Talk.md",
        f"referrer_told: {DAY}",
    ),
    "promise": (
        {"Ada.md": ADA + "- [ ] send the talk 📅 2026-11-20 ^mine\n"},
        "Ada.md",
        f"- [x] send the talk 📅 2026-11-20 ✅ {DAY} ^mine",
    ),
    "waiting": (
        {"Ada.md": ADA, "Talk.md": TALK + "- [ ] Ada sends it [due:: 2026-11-20] #waiting\n"},
        "Talk.md",
        f"- [x] Ada sends it [due:: 2026-11-20] #waiting  [completion:: {DAY}]",
    ),
    "nudge": (
        {"Ada.md": contact("asked: 2026-11-09")},
        "Ada.md",
        f"nudged: {DAY}",
    ),
    "send_questions": (
        {"Ada.md": ADA, "Talk.md": COMING},
        "Talk.md",
        f"questions_sent: {DAY}",
    ),
    "prepare": (
        {"Ada.md": ADA, "Talk.md": COMING},
        "Talk.md",
        f"- [x] read her talk ✅ {DAY}",
    ),
    "confirm_outcome": (
        {"Ada.md": ADA, "Talk.md": COMING.replace("11-23", "11-20").partition("## Agenda")[0]},
        "Talk.md",
        "status: done",
    ),
    "announce": (
        {"Ada.md": ADA, "Talk.md": TALK.replace("11-20", "10-20"), "Search.md": LANDED},
        "Ada.md",
        f"told_landed: {DAY}",
    ),
    "reach_out": (
        {
            "Ada.md": ADA,
            "Bob.md": BOB,
            "Talk.md": TALK.replace("11-20", "11-16").replace(
                "status", 'referrals: ["[[Bob]]"]\nstatus'
            ),
        },
        "Bob.md",
        f"asked: {DAY}",
    ),
    "stay_in_touch": (
        {"Ada.md": contact("cadence: 30d", "last_contact: 2026-10-01")},
        "Ada.md",
        f"- {DAY} message: got in touch",
    ),
    "birthday": (
        {"Ada.md": contact("birthday: 1990-11-21")},
        "Ada.md",
        f"- {DAY} message: birthday wishes",
    ),
}
ASKS = {
    "schedule": ({"Ada.md": contact("replied: 2026-11-16")}, "new interview Ada"),
    "try_another": (
        {"Ada.md": contact("company: Acme", "asked: 2026-11-16")},
        "say it with --whom NAME",
    ),
    "write_up": (
        {"Ada.md": ADA, "Talk.md": TALK.replace("She said a lot.\n", "")},
        "write it into Talk.md",
    ),
}


@pytest.fixture
def board(desk):
    def make(kind, notes, *, now):
        page = BLOCK.format(f"report kind={kind} days=30")
        made = Board(desk({**notes, "Dashboard.md": page}, now=now))
        made.refresh()
        return made

    return make


def item(here):
    (line,) = [one for one in here.text.splitlines() if "^iv-" in one]
    return line


def test_every_kind_is_either_closed_by_a_tick_or_asks_for_more():
    assert CLOSES.keys() | ASKS.keys() == KINDS.keys()
    assert not CLOSES.keys() & ASKS.keys()


@pytest.mark.parametrize("kind", CLOSES)
def test_a_tick_writes_the_fact_that_closes_it_with_the_day_of_the_tick(board, kind):
    notes, path, line = CLOSES[kind]
    here = board(kind, notes, now="2026-11-21T22:00" if kind == "birthday" else "2026-11-22T10:00")
    before = here.desk.bytes_of_all()
    old = item(here).rpartition(" ")[2]
    here.change(item(here), lambda one: ticked_by_tasks(one, DAY))
    done = here.refresh()
    assert (len(done.closed), done.problems) == (1, ())
    assert line in here.desk.text(path).splitlines()
    after = here.desk.bytes_of_all()
    assert {one for one in after if after[one] != before.get(one)} == {path, "Dashboard.md"}
    assert old not in here.text
    assert here.refresh().written == ()


@pytest.mark.parametrize("kind", CLOSES)
def test_undo_takes_the_tick_back_and_no_refresh_closes_it_again(board, kind):
    notes, path, _ = CLOSES[kind]
    here = board(kind, notes, now="2026-11-21T22:00" if kind == "birthday" else "2026-11-22T10:00")
    before = here.text
    here.change(item(here), ticked)
    here.refresh()
    here.desk.do("undo")
    assert here.desk.text(path) == notes[path]
    for _ in range(2):
        assert here.refresh().closed == ()
        assert here.text == before


@pytest.mark.parametrize("kind", ASKS)
def test_what_asks_for_more_is_named_with_the_way_and_its_box_is_empty_again(board, kind):
    notes, hint = ASKS[kind]
    here = board(kind, notes, now="2026-11-22T10:00")
    before = here.text
    here.change(item(here), ticked)
    done = here.refresh()
    assert done.closed == ()
    assert len(done.problems) == 1
    assert hint in done.problems[0].hint
    assert here.text == before
    assert {path: here.desk.text(path) for path in notes} == notes


def test_birthday_wishes_before_the_day_are_refused_and_say_until_when_it_stays(board):
    here = board("birthday", {"Ada.md": contact("birthday: 1990-11-24")}, now="2026-11-22T10:00")
    before = here.text
    here.change(item(here), ticked)
    done = here.refresh()
    assert "is on 2026-11-24" in done.problems[0].message
    assert here.text == before


def test_somebody_without_a_note_is_asked_for_one(board):
    talk = TALK.replace("11-20", "11-16").replace("status", 'referrals: ["[[Bob]]"]\nstatus')
    here = board("reach_out", {"Ada.md": ADA, "Talk.md": talk}, now="2026-11-22T10:00")
    before = here.text
    here.change(item(here), ticked)
    done = here.refresh()
    assert "asked Bob --create" in f"{done.problems[0].message} {done.problems[0].hint}"
    assert here.text == before


def test_one_thank_you_for_an_interview_with_two_counts_for_both(board):
    talk = TALK.replace('"[[Ada]]"', '["[[Ada]]", "[[Bob]]"]')
    here = board("thank_you", {"Ada.md": ADA, "Bob.md": BOB, "Talk.md": talk}, now="2026-11-22")
    here.change("to [[Bob]]", ticked)
    done = here.refresh()
    assert done.closed == (
        "Noted the thank-you to Bob for 2026-11-20, sent on 2026-11-22; it counts for Ada too.",
    )
    assert here.desk.text("Talk.md").count("thank_you_sent") == 1
    assert "Nothing is owed." in here.text


def test_two_follow_ups_of_one_note_that_are_ticked_at_once_are_both_closed(board):
    notes = {"Ada.md": ADA + "- [ ] one 📅 2026-11-20\n- [ ] two 📅 2026-11-20\n"}
    here = board("promise", notes, now="2026-11-22T10:00")
    here.text = here.text.replace("[ ]", "[x]")
    assert len(here.refresh().closed) == 2
    assert here.desk.text("Ada.md").count("- [x]") == 2


def test_a_tick_that_leaves_something_undone_says_so(board):
    notes = {"Ada.md": ADA, "Talk.md": COMING.replace("Five minutes each.\n", "")}
    here = board("prepare", notes, now="2026-11-22T10:00")
    here.change(item(here), ticked)
    done = here.refresh()
    assert here.desk.text("Talk.md").count("- [x]") == 2
    assert "The agenda is still missing" in done.problems[0].message
    assert "- [ ] Prepare for [[Ada]]" in here.text


def test_a_task_that_repeats_is_left_to_the_tasks_plugin(board):
    notes = {"Ada.md": ADA + "- [ ] call 🔁 every week 📅 2026-11-20\n"}
    here = board("promise", notes, now="2026-11-22T10:00")
    before = here.text
    here.change(item(here), ticked)
    done = here.refresh()
    assert done.problems[0].message.endswith(
        "line 6: This task repeats, or goes away when it is done."
    )
    assert here.text == before
    assert here.desk.text("Ada.md") == notes["Ada.md"]
