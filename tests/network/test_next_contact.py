"""`next_contact`: the day until which the user means to be in touch goes before the cadence."""

from dataclasses import replace

import pytest

from infoview_md.dates import ALWAYS, Moment
from tests.network.builders import RULES, derived, logged, only, open_at, passed, person


def ada(*touched, cadence="", planned="2026-12-01"):
    log = tuple(logged(day) for day in touched)
    return person("Ada", next_contact=Moment(planned), cadence=cadence, log=log)


def test_a_day_that_was_set_is_owed_since_the_last_touchpoint_before_it():
    found = only("Ada", "stay_in_touch", [ada("2026-10-01")])
    assert (found.opened, found.due, found.closed) == ("2026-10-01", "2026-12-01", "")
    assert found.reason == "meant to be in touch by 2026-12-01; last touchpoint 2026-10-01 (email)"


def test_without_any_touchpoint_it_is_owed_since_always():
    found = only("Ada", "stay_in_touch", [ada()])
    assert (found.opened, found.due) == (ALWAYS, "2026-12-01")


@pytest.mark.parametrize("day", ["2026-12-01", "2026-12-05"])
def test_a_touchpoint_on_the_day_or_later_closes_it(day):
    found = only("Ada", "stay_in_touch", [ada("2026-10-01", day)])
    assert found.closed == day


def test_one_before_the_day_does_not_and_the_debt_stays_the_same_one():
    before = only("Ada", "stay_in_touch", [ada("2026-10-01")])
    after = only("Ada", "stay_in_touch", [ada("2026-10-01", "2026-11-20")])
    assert after.id == before.id
    assert (after.opened, after.due, after.closed) == ("2026-11-20", "2026-12-01", "")


def test_it_goes_before_the_cadence_until_it_is_kept_and_then_the_cadence_counts():
    facts = [ada("2026-10-01", cadence="weekly")]
    assert [one.due for one in open_at("2026-11-22", "Ada", facts, "stay_in_touch")] == [
        "2026-12-01"
    ]
    kept = [ada("2026-10-01", "2026-12-02", cadence="weekly")]
    assert [one.due for one in open_at("2026-12-03", "Ada", kept, "stay_in_touch")] == [
        "2026-12-09"
    ]


def test_what_the_cadence_asked_for_before_the_last_touchpoint_stays_as_it_was():
    facts = [ada("2026-09-01", "2026-10-01", cadence="weekly")]
    dues = {one.due: one.closed for one in derived("Ada", facts, "stay_in_touch")}
    assert dues == {"2026-09-08": "2026-10-01", "2026-12-01": ""}


def test_a_day_from_before_since_is_owed_as_a_cadence_is():
    book = replace(RULES, since=Moment("2026-11-01"))
    facts = [ada("2020-01-01", planned="2020-03-01", cadence="monthly")]
    assert [one.due for one in derived("Ada", facts, "stay_in_touch", book)] == ["2020-03-01"]


def test_without_a_day_and_a_cadence_nothing_is_owed():
    assert passed("Ada", "stay_in_touch", [person("Ada")]) == "no cadence is set"
