"""stay_in_touch, promise, waiting, announce, birthday.  20 November 2026 is a Friday."""

import pytest

from infoview_md.dates import ALWAYS
from infoview_md.network.birthdays import birthday_in_year
from infoview_md.network.followups import birthday
from infoview_md.network.network import Network
from infoview_md.network.report import is_open, state_of

from .builders import (
    derived,
    kinds_at,
    logged,
    only,
    open_at,
    passed,
    path_of,
    person,
    resolve,
    rules,
    search,
    talk,
    task,
)

# stay_in_touch


def due_at(at: str, name: str, facts) -> list[str]:
    return [one.due for one in open_at(at, name, facts, "stay_in_touch")]


@pytest.mark.parametrize(
    ("cadence", "last", "due"),
    [
        ("monthly", "2026-10-31", "2026-11-30"),
        ("monthly", "2026-01-31", "2026-02-28"),
        ("monthly", "2028-01-31", "2028-02-29"),
        ("1m", "2026-01-31", "2026-02-28"),
        ("30d", "2026-10-31", "2026-11-30"),
        ("30", "2026-10-31", "2026-11-30"),
        ("2w", "2026-11-20", "2026-12-04"),
        ("weekly", "2026-11-20", "2026-11-27"),
        ("quarterly", "2026-11-30", "2027-02-28"),
        ("yearly", "2028-02-29", "2029-02-28"),
        ("monthly", "2026-11-20T16:30", "2026-12-20"),
        ("2w", "2026-10-20T18:00", "2026-11-03"),  # calendar days, whatever the clocks do
    ],
)
def test_a_touchpoint_is_owed_one_cadence_after_the_last_one(cadence, last, due):
    owed = only("Bo", "stay_in_touch", [person("Bo", cadence=cadence, last_contact=last)])
    assert (owed.opened, owed.due, owed.closed) == (last, due, "")


@pytest.mark.parametrize("fact", ["asked", "nudged", "replied", "told_landed", "last_contact"])
def test_every_dated_exchange_on_the_contact_counts(fact):
    bo = person("Bo", cadence="2w", **{fact: "2026-11-06"})
    assert only("Bo", "stay_in_touch", [bo]).due == "2026-11-20"


@pytest.mark.parametrize("fact", ["thank_you_sent", "questions_sent"])
def test_what_was_sent_around_an_interview_counts(fact):
    facts = [person("Bo", cadence="2w"), talk("Bo", on="2026-11-02", **{fact: "2026-11-06"})]
    assert due_at("2026-11-07", "Bo", facts) == ["2026-11-20"]


def test_an_interview_that_is_done_counts_for_each_of_its_contacts():
    facts = [
        person("Bo", cadence="2w"),
        person("Cy", cadence="1w"),
        talk("Bo", "Cy", on="2026-11-06T10:00"),
    ]
    assert due_at("2026-11-07", "Bo", facts) == ["2026-11-20"]
    assert due_at("2026-11-07", "Cy", facts) == ["2026-11-13"]


def test_an_interview_of_a_day_without_time_counts_from_that_day():
    facts = [person("Bo", cadence="2w"), talk("Bo", on="2026-11-06")]
    assert only("Bo", "stay_in_touch", facts).due == "2026-11-20"


@pytest.mark.parametrize("status", ["proposed", "scheduled", "cancelled", "no_show"])
def test_an_interview_that_was_not_held_is_no_touchpoint(status):
    facts = [
        person("Bo", cadence="2w", last_contact="2026-11-06"),
        talk("Bo", on="2026-11-10", status=status),
    ]
    assert only("Bo", "stay_in_touch", facts).due == "2026-11-20"


def test_telling_a_referrer_is_a_touchpoint_with_the_referrer():
    facts = [
        person("Ana", cadence="2w", last_contact="2026-10-01"),
        person("Bo", referred_by=("Ana",)),
        talk("Bo", on="2026-11-02", referrer_told="2026-11-06"),
    ]
    assert due_at("2026-11-07", "Ana", facts) == ["2026-11-20"]


def test_dated_log_items_are_touchpoints():
    bo = person(
        "Bo",
        cadence="2w",
        last_contact="2026-10-01",
        log=(logged("2026-11-06"), logged("2026-10-20")),
    )
    assert due_at("2026-11-07", "Bo", [bo]) == ["2026-11-20"]


def test_a_touchpoint_in_the_future_does_not_count_before_its_day():
    facts = [person("Bo", cadence="2w", last_contact="2026-11-06", log=(logged("2026-11-25"),))]
    assert due_at("2026-11-24T23:59", "Bo", facts) == ["2026-11-20"]
    assert due_at("2026-11-25", "Bo", facts) == ["2026-12-09"]


def test_an_interview_still_to_come_is_no_touchpoint_before_its_end():
    facts = [
        person("Bo", cadence="2w", last_contact="2026-11-06"),
        talk("Bo", on="2026-11-25T10:00"),
    ]
    assert due_at("2026-11-25T10:19", "Bo", facts) == ["2026-11-20"]
    assert due_at("2026-11-25T10:20", "Bo", facts) == ["2026-12-09"]


def test_any_touchpoint_closes_the_debt_and_opens_the_next():
    bo = person("Bo", cadence="monthly", log=(logged("2026-09-30"), logged("2026-10-31", "call")))
    first, second = derived("Bo", [bo], "stay_in_touch")
    assert (first.due, first.closed) == ("2026-10-30", "2026-10-31")
    assert (second.due, second.closed) == ("2026-11-30", "")
    assert first.id != second.id
    assert second.reason == "monthly; last touchpoint 2026-10-31 (call)"


def test_several_touchpoints_of_one_day_are_one():
    facts = [
        person("Bo", cadence="2w", log=(logged("2026-11-20"), logged("2026-11-20", "call"))),
        talk("Bo", on="2026-11-20T10:00", thank_you_sent="2026-11-20T16:00"),
    ]
    assert only("Bo", "stay_in_touch", facts).due == "2026-12-04"


@pytest.mark.parametrize("cadence", ["", "none", "adhoc"])
def test_without_a_cadence_nothing_is_owed(cadence):
    bo = person("Bo", cadence=cadence, last_contact="2020-01-01")
    assert passed("Bo", "stay_in_touch", [bo]) == "no cadence is set"


def test_a_cadence_that_cannot_be_read_explains_itself():
    bo = person("Bo", cadence="often", last_contact="2020-01-01")
    assert passed("Bo", "stay_in_touch", [bo]).startswith("'often' is not an interval")


def test_a_cadence_without_a_dated_touchpoint_has_nothing_to_count_from():
    bo = person("Bo", cadence="monthly", asked=ALWAYS)
    assert passed("Bo", "stay_in_touch", [bo]) == "no touchpoint has a date to count from"


# promise and waiting


def test_an_open_task_with_a_date_is_a_promise_due_that_day():
    bo = person("Bo", tasks=(task("send the talk", "2026-11-25", line=14),))
    owed = only("Bo", "promise", [bo])
    assert (owed.due, owed.closed, owed.line) == ("2026-11-25", "", 14)
    assert (owed.note, owed.reason) == (path_of("Bo"), "send the talk")
    assert open_at("2026-11-01", "Bo", [bo], "promise")


def test_a_task_without_a_date_is_no_promise():
    assert not derived("Bo", [person("Bo", tasks=(task("someday"),))], "promise")


def test_a_tick_closes_a_promise_from_its_date():
    bo = person("Bo", tasks=(task("a", "2026-11-25", is_done=True, done_on="2026-11-24"),))
    assert only("Bo", "promise", [bo]).closed == "2026-11-24"
    assert not open_at("2026-11-24", "Bo", [bo], "promise")


def test_a_tick_without_a_date_means_that_it_is_not_owed():
    assert not derived("Bo", [person("Bo", tasks=(task("a", "2026-11-25", is_done=True),))])


def test_a_task_tagged_waiting_is_owed_to_the_user():
    bo = person("Bo", tasks=(task("intro to Cy", "2026-11-25", is_waiting=True),))
    assert only("Bo", "waiting", [bo]).due == "2026-11-25"
    assert not derived("Bo", [bo], "promise")


def test_a_promise_in_an_interview_is_owed_once_and_since_that_day():
    facts = [
        person("Bo"),
        person("Cy"),
        talk("Bo", "Cy", on="2026-11-20T10:00", tasks=(task("a", "2026-11-25"),)),
    ]
    owed = only("Bo", "promise", facts)
    assert (owed.opened, owed.note) == ("2026-11-20", "Interviews/2026-11-20 Bo Cy.md")
    assert not derived("Cy", facts, "promise")


def test_a_task_says_itself_since_when_it_is_owed():
    bo = person("Bo", tasks=(task("a", "2026-11-25", created_on="2026-11-18"),))
    assert only("Bo", "promise", [bo]).opened == "2026-11-18"


def test_equal_tasks_are_debts_of_their_own_and_moving_them_changes_no_id():
    above = person(
        "Bo", tasks=(task("call", "2026-11-25", line=9), task("call", "2026-12-02", line=10))
    )
    below = person(
        "Bo", tasks=(task("call", "2026-11-25", line=30), task("call", "2026-12-02", line=31))
    )
    ids = [one.id for one in derived("Bo", [above], "promise")]
    assert len(set(ids)) == 2
    assert ids == [one.id for one in derived("Bo", [below], "promise")]


def test_the_next_turn_of_a_repeated_task_is_another_debt():
    before = person("Bo", tasks=(task("call", "2026-11-20"),))
    after = person(
        "Bo",
        tasks=(
            task("call", "2026-11-27", line=9),
            task("call", "2026-11-20", line=10, is_done=True, done_on="2026-11-20"),
        ),
    )
    (was,) = derived("Bo", [before], "promise")
    ticked, following = derived("Bo", [after], "promise")
    assert (ticked.id, ticked.closed) == (was.id, "2026-11-20")
    assert following.id != was.id


def test_a_promise_does_not_wait_for_business_days():
    bo = person("Bo", tasks=(task("a", "2026-11-22"),))
    assert only("Bo", "promise", [bo]).due == "2026-11-22"


# announce

LANDED = search(started="2026-09-01", landed="2026-11-10", employer="Acme")


def test_who_was_interviewed_is_told_within_seven_days_where_the_search_landed():
    facts = [person("Bo"), talk("Bo", on="2026-10-01"), LANDED]
    owed = only("Bo", "announce", facts)
    assert (owed.opened, owed.due, owed.closed) == ("2026-11-10", "2026-11-17", "")
    assert owed.reason == "you landed on 2026-11-10 at Acme"


def test_who_referred_somebody_has_helped():
    facts = [person("Ana"), person("Bo", referred_by=("Ana",)), LANDED]
    assert only("Ana", "announce", facts).due == "2026-11-17"
    assert not derived("Bo", facts, "announce")


@pytest.mark.parametrize("status", ["cancelled", "no_show", "proposed", "scheduled"])
def test_who_was_not_interviewed_is_not_told(status):
    facts = [person("Bo", asked="2026-09-20"), talk("Bo", on="2026-10-01", status=status), LANDED]
    assert not derived("Bo", facts, "announce")


def test_a_search_that_goes_on_is_not_announced():
    facts = [person("Bo"), talk("Bo", on="2026-10-01"), search(started="2026-09-01")]
    assert passed("Bo", "announce", facts) == "no search has landed"


@pytest.mark.parametrize("told", ["2026-11-12", "2026-11-10", "2026-11-08"])
def test_having_been_told_closes_it_also_a_little_before_the_landing(told):
    facts = [person("Bo", told_landed=told), talk("Bo", on="2026-10-01"), LANDED]
    assert only("Bo", "announce", facts).closed == told
    assert not open_at("2026-11-20", "Bo", facts, "announce")


def test_having_been_told_on_an_unknown_day_is_enough():
    facts = [person("Bo", told_landed=ALWAYS), talk("Bo", on="2026-10-01"), LANDED]
    assert not derived("Bo", facts, "announce")


OLD = search("2024", started="2024-01-01", landed="2024-06-01")
NEW = search("2026", started="2026-09-01")


def test_a_helper_who_was_never_told_is_owed_it_also_during_the_next_search():
    facts = [person("Bo"), talk("Bo", on="2024-03-01", status="done"), OLD, NEW]
    assert only("Bo", "announce", facts).closed == ""


def test_being_told_late_closes_an_old_landing():
    facts = [
        person("Bo", told_landed="2026-10-05"),
        talk("Bo", on="2024-03-01", status="done"),
        OLD,
        NEW,
    ]
    assert only("Bo", "announce", facts).closed == "2026-10-05"


def test_a_helper_of_the_new_search_is_not_told_of_the_old_landing():
    facts = [person("Bo"), talk("Bo", on="2026-10-01", status="done"), OLD, NEW]
    assert not derived("Bo", facts, "announce")


def test_a_helper_of_both_searches_is_told_of_the_second_landing_too():
    landed_again = search("2026", started="2026-09-01", landed="2026-11-10")
    bo = person("Bo", told_landed="2024-06-03")
    facts = [bo, talk("Bo", on="2024-03-01", status="done"), OLD, landed_again]
    first, second = derived("Bo", facts, "announce")
    assert (first.due, first.closed) == ("2024-06-08", "2024-06-03")
    assert (second.due, second.closed) == ("2026-11-17", "")


# birthday


def circle_of(*facts):
    return Network(facts, resolve).circle(path_of("Bo"))


def the_birthday(year: int = 2026, **facts):
    found = birthday(circle_of(person("Bo", **facts)))
    assert found is not None
    return birthday_in_year(found, year, 7)


def test_a_birthday_shows_seven_days_ahead_and_passes_with_the_day():
    owed = the_birthday(birthday="1980-11-27")
    assert (owed.opened, owed.due, owed.closed) == ("2026-11-20", "2026-11-27", "2026-11-28")
    assert not is_open(owed, "2026-11-19T23:59")
    assert is_open(owed, "2026-11-20")
    assert state_of(owed.due, "2026-11-27T23:59") == "today"
    assert not is_open(owed, "2026-11-28")


def test_a_birthday_of_early_january_shows_in_december():
    owed = the_birthday(2027, birthday="--01-03")
    assert (owed.opened, owed.due) == ("2026-12-27", "2027-01-03")


@pytest.mark.parametrize(
    ("year", "due", "closed"),
    [(2026, "2026-02-28", "2026-03-01"), (2028, "2028-02-29", "2028-03-01")],
)
def test_a_birthday_on_the_leap_day_is_kept_every_year(year, due, closed):
    owed = the_birthday(year, birthday="--02-29")
    assert (owed.due, owed.closed) == (due, closed)


def test_a_touchpoint_on_the_day_closes_the_birthday_of_that_year_only():
    facts = {"birthday": "--11-27", "log": (logged("2026-11-27T09:00"), logged("2025-11-20"))}
    assert the_birthday(2026, **facts).closed == "2026-11-27T09:00"
    assert the_birthday(2025, **facts).closed == "2025-11-28"


def test_each_year_of_a_birthday_is_a_debt_of_its_own():
    assert the_birthday(2026, birthday="--11-27").id != the_birthday(2027, birthday="--11-27").id


def test_a_snoozed_birthday_is_due_at_the_snooze_and_passes_all_the_same():
    owed = the_birthday(birthday="--11-27", snoozed_until="2026-12-15")
    assert (owed.due, owed.closed) == ("2026-12-15", "2026-11-28")


def test_a_closed_contact_has_no_birthday_to_remember():
    assert birthday(circle_of(person("Bo", birthday="--11-27", closed=ALWAYS))) is None
    assert the_birthday(birthday="--11-27", closed="2026-11-22").closed == "2026-11-22"
    assert birthday(circle_of(person("Bo"))) is None


def test_the_policy_sets_the_days_of_an_announcement():
    facts = [person("Bo"), talk("Bo", on="2026-10-01"), LANDED]
    assert only("Bo", "announce", facts, rules(announce_days=3)).due == "2026-11-13"


def test_after_landing_the_cadence_goes_on():
    facts = [person("Bo", cadence="2w"), talk("Bo", on="2026-10-01", has_notes=True), LANDED]
    assert kinds_at("2026-11-22", "Bo", *facts) == {"announce", "stay_in_touch", "thank_you"}
