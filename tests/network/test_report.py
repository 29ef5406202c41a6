"""What is open at a moment, how it stands, and in which order it is said."""

import pytest

from infoview_md.dates import ALWAYS, Moment
from infoview_md.network.followup import FollowUp
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import action, is_open, owe, state_of, within

from .builders import derived, person, talk, task


def debt(**facts) -> FollowUp:
    usual = {
        "id": "1",
        "kind": "promise",
        "contact": "Bo",
        "contact_path": "People/Bo.md",
        "note": "People/Bo.md",
        "line": 1,
        "opened": "2026-11-10",
        "due": "2026-11-20",
        "closed": "",
        "reason": "because",
    }
    return FollowUp(**{**usual, **facts})


# open


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2026-11-09T23:59", False),
        ("2026-11-10", True),
        ("2026-11-10T00:00", True),
        ("2026-11-14T23:59", True),
        ("2026-11-15", False),
        ("2026-11-15T00:00", False),
        ("2026-12-01", False),
    ],
)
def test_a_debt_of_days_is_open_from_the_first_day_to_the_start_of_the_closing_one(at, answer):
    assert is_open(debt(closed="2026-11-15"), Moment(at)) is answer


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2026-11-10", False),
        ("2026-11-10T14:19", False),
        ("2026-11-10T14:20", True),
        ("2026-11-10T17:59", True),
        ("2026-11-10T18:00", False),
    ],
)
def test_a_debt_of_hours_opens_and_closes_to_the_minute(at, answer):
    one = debt(opened="2026-11-10T14:20", closed="2026-11-10T18:00")
    assert is_open(one, Moment(at)) is answer


def test_a_debt_without_a_closing_stays_open():
    assert is_open(debt(), Moment("2099-01-01"))


@pytest.mark.parametrize("closed", ["2026-11-10", "2026-11-09", ALWAYS])
def test_a_debt_that_was_closed_before_it_opened_never_is_open(closed):
    one = debt(opened="2026-11-10T14:20", closed=closed)
    for at in ("2026-11-09", "2026-11-10", "2026-11-10T14:20", "2026-11-11"):
        assert not is_open(one, Moment(at))


def test_a_debt_without_a_beginning_has_been_open_since_always():
    assert is_open(debt(opened=ALWAYS), Moment("1999-01-01"))


# state


@pytest.mark.parametrize(
    ("due", "at", "state"),
    [
        ("2026-11-20", "2026-11-19T23:59", "upcoming"),
        ("2026-11-20", "2026-11-20", "today"),
        ("2026-11-20", "2026-11-20T23:59", "today"),
        ("2026-11-20", "2026-11-21", "overdue"),
        ("2026-11-20T14:20", "2026-11-19T14:20", "upcoming"),
        ("2026-11-20T14:20", "2026-11-20", "today"),
        ("2026-11-20T14:20", "2026-11-20T14:20", "today"),  # exactly twenty-four hours
        ("2026-11-20T14:20", "2026-11-20T14:21", "overdue"),
        ("2026-11-20T00:00", "2026-11-20", "today"),
        ("2026-11-20T00:00", "2026-11-20T00:01", "overdue"),
        ("2026-11-20T23:59", "2026-11-21", "overdue"),
    ],
)
def test_a_debt_is_overdue_once_its_moment_has_passed_and_a_day_once_it_has_ended(due, at, state):
    assert state_of(Moment(due), Moment(at)) == state


def test_a_thank_you_is_in_time_at_exactly_twenty_four_hours():
    (thanks,) = derived(
        "Bo", [person("Bo"), talk("Bo", on="2026-11-20T14:00", has_notes=True)], "thank_you"
    )
    assert state_of(thanks.due, Moment("2026-11-21T14:20")) == "today"
    assert state_of(thanks.due, Moment("2026-11-21T14:21")) == "overdue"
    (late,) = owe([thanks], Moment("2026-11-21T14:21"))
    assert (late.state, late.days_overdue) == ("overdue", 0)


# order


def test_a_report_says_what_is_overdue_first_then_the_weightier_kind_then_the_later_one_then_the_name():
    debts = [
        debt(id="upcoming", kind="thank_you", due="2026-11-30"),
        debt(id="today", kind="thank_you", due="2026-11-22"),
        debt(id="promise b", contact="Bo"),
        debt(id="promise a", contact="Ana"),
        debt(id="later promise", contact="Zoe", due="2026-11-12"),
        debt(id="waiting", kind="waiting", due="2026-01-01"),
        debt(id="thanks", kind="thank_you", due="2026-11-21"),
    ]
    order = [one.id for one in owe(debts, Moment("2026-11-22"))]
    assert order == [
        "thanks",
        "later promise",
        "promise a",
        "promise b",
        "waiting",
        "today",
        "upcoming",
    ]
    assert order == [one.id for one in owe(reversed(debts), Moment("2026-11-22"))]


def test_lateness_is_relative_to_the_interval_of_the_debt():
    yearly = debt(id="year", kind="stay_in_touch", opened="2025-11-12", due="2026-11-12")
    weekly = debt(id="week", kind="stay_in_touch", opened="2026-11-07", due="2026-11-14")
    assert [one.id for one in owe([yearly, weekly], Moment("2026-11-22"))] == ["week", "year"]


def test_every_kind_has_its_words_and_a_command():
    for kind, row in KINDS.items():
        assert row.todo
        assert row.owed_when
        assert row.closed_by
        owed = debt(kind=kind, contact="Jane Doe", contact_path="Old/Jane Doe.md")
        assert action(owed).startswith("infoview-md ")
        assert "'Jane Doe'" in action(owed)
        assert "'Old/Jane Doe'" in action(owed, {"Old/Jane Doe.md"})
    assert len({row.weight for row in KINDS.values()}) == len(KINDS) == 15


def test_only_several_debts_of_one_kind_need_an_id_in_their_command():
    facts = [person("Bo", tasks=(task("a", "2026-11-20"), task("b", "2026-11-21")))]
    two = owe(derived("Bo", facts), Moment("2026-11-22"))
    assert [one.action for one in two] == [
        f"infoview-md done Bo promise --id {one.id}" for one in two
    ]
    (one,) = owe(derived("Bo", facts)[:1], Moment("2026-11-22"))
    assert one.action == "infoview-md done Bo promise"


def test_days_ahead_keep_what_is_late_and_cut_what_comes_later():
    debts = [
        debt(id=due, due=due) for due in ("2026-11-20", "2026-11-22", "2026-11-29", "2026-11-30")
    ]
    rows = owe(debts, Moment("2026-11-22"))
    near, later = within(rows, Moment("2026-11-22"), 7)
    assert [one.id for one in near] == ["2026-11-20", "2026-11-22", "2026-11-29"]
    assert [one.id for one in later] == ["2026-11-30"]
    assert within(rows, Moment("2026-11-22"), None) == (rows, [])
