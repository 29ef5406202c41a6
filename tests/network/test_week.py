"""Free times, and a week of meetings at a place."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment, to_datetime
from infoview_md.errors import UsageMistake
from infoview_md.network.followups import Rulebook
from infoview_md.network.free_times import Hours, Slot, busy, free_times, hours_of, slots_on
from infoview_md.network.model import Fact, Interview
from infoview_md.network.places import is_at
from infoview_md.network.settings import Calendar, Coaching, Policy
from infoview_md.network.week import Trip, WeekPlan, plan
from tests.network.builders import BERLIN, person, rules, talk
from tests.network.desks import desk, linked

NEW_YORK = ZoneInfo("America/New_York")


def hours(minutes: int = 20, zone=BERLIN, **settings_) -> Hours:
    return hours_of(Coaching(**settings_), zone=zone, minutes=minutes)


def free(*facts: Fact, count: int = 3, table=None, **settings_) -> list[str]:
    table = table or desk(**settings_)
    found = free_times(
        linked(*facts), table, hours=hours_of(table.coaching, zone=BERLIN, minutes=20), count=count
    )
    return [slot.moment(BERLIN) for slot in found]


def test_three_times_on_three_days_in_turn_morning_and_afternoon():
    assert free() == ["2026-11-24T10:00", "2026-11-27T14:00", "2026-12-02T10:00"]


def test_times_leave_notice_and_end_within_two_weeks():
    found = free(count=200)
    assert found[0] >= "2026-11-24T09:00"
    assert found[-1] <= "2026-12-06"
    assert all(to_datetime(one).weekday() < 5 for one in found)
    assert all("09:00" <= one[11:] <= "16:40" for one in found)


def test_holidays_are_left_out():
    table = desk(book=rules(holidays=["2026-11-24", "2026-11-27", "2026-12-02"]))
    assert not {one[:10] for one in free(count=50, table=table)} & table.rules.calendar.holidays


@pytest.mark.parametrize("status", ["", "scheduled", "proposed", "done"])
def test_times_collide_with_no_interview_of_the_vault(status):
    taken = talk("Ann", on="2026-11-24T10:00", status=status)
    found = free(person("Ann"), taken, count=200)
    assert not {"2026-11-24T10:00", "2026-11-24T10:30"} & set(found)


def test_a_cancelled_interview_leaves_its_time_free():
    taken = talk("Ann", on="2026-11-24T10:00", status="cancelled")
    assert "2026-11-24T10:00" in free(person("Ann"), taken)


def test_a_talk_in_person_keeps_the_way_free_around_it():
    taken = talk("Ann", on="2026-11-24T12:00", minutes=30, mode="in_person")
    on_the_day = [one[11:] for one in free(taken, count=300) if one.startswith("2026-11-24")]
    assert all(one <= "10:55" or one >= "13:15" for one in on_the_day)


def test_an_interview_without_a_time_takes_its_day():
    found = free(talk("Ann", on="2026-11-24"), count=200)
    assert not [one for one in found if one.startswith("2026-11-24")]


def test_fewer_times_than_wanted_are_all_there_are():
    assert free(count=5, work_starts="09:00", work_ends="09:10") == []
    assert free(count=0) == []


def test_a_working_time_that_is_none_is_a_mistake_of_the_settings():
    with pytest.raises(UsageMistake, match="work_ends"):
        hours(work_ends="five")


def test_times_that_the_clocks_skip_or_show_twice_are_not_offered():
    night = hours(work_starts="00:00", work_ends="05:00")
    spring = [s.moment(BERLIN) for s in slots_on(date(2026, 3, 29), night, zone=BERLIN)]
    assert spring == [
        "2026-03-29T00:00",
        "2026-03-29T00:30",
        "2026-03-29T01:00",
        "2026-03-29T01:30",
        "2026-03-29T03:00",
        "2026-03-29T03:30",
        "2026-03-29T04:00",
        "2026-03-29T04:30",
    ]
    autumn = [s.moment(BERLIN)[11:] for s in slots_on(date(2026, 10, 25), night, zone=BERLIN)]
    assert autumn == ["00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]


# A week of meetings


def trip(**facts) -> Trip:
    given_ = {
        "first_day": "2026-12-07",
        "days": 5,
        "place": "Washington, DC",
        "per_day": 4,
        "minutes": 30,
    }
    return Trip(**{**given_, **facts, "first_day": Moment(facts.get("first_day", "2026-12-07"))})


def there(*names: str, **facts) -> list[Fact]:
    return [person(name, location="Washington, DC", **facts) for name in names]


def times(made: WeekPlan) -> list[str]:
    return [one.start for day in made.days for one in day.meetings]


def test_a_week_has_its_slots_spread_over_each_day_with_room_to_travel():
    made = plan(linked(*there(*"ABCDEFGH")), trip(days=2), desk())
    assert times(made) == [
        f"2026-12-0{day}T{time}" for day in (7, 8) for time in ("09:00", "11:30", "14:00", "16:30")
    ]
    assert [one.name for day in made.days for one in day.meetings] == list("ABCDEFGH")
    assert made.notes == ()


def test_as_many_meetings_as_fit_when_they_are_close():
    made = plan(linked(*there(*"ABCDEFGHIJ")), trip(days=1, per_day=10), desk())
    starts = times(made)
    assert len(starts) == 6
    assert any("room for 6 meetings, not 10" in note for note in made.notes)
    assert made.left_over == ("G", "H", "I", "J")


def test_meetings_of_the_vault_count_and_keep_their_room():
    fixed = talk("Old", on="2026-12-07T11:00", status="proposed", mode="in_person")
    made = plan(linked(person("Old"), fixed, *there(*"ABCDEF")), trip(days=1), desk())
    (day,) = made.days
    assert [one.name for one in day.fixed] == ["Old"]
    assert day.fixed[0].is_proposed
    assert len(day.meetings) == 3
    assert all(one.start[11:] <= "09:45" or one.start[11:] >= "12:05" for one in day.meetings)


def test_planning_twice_adds_nothing():
    people = there(*"ABCDEFGH")
    first = plan(linked(*people), trip(days=2), desk())
    written = [
        talk(one.name, on=one.start, minutes=30, status="proposed", mode="in_person")
        for day in first.days
        for one in day.meetings
    ]
    second = plan(linked(*people, *written), trip(days=2), desk())
    assert times(second) == []
    assert second.left_over == ()


def test_the_hours_are_those_of_the_place():
    made = plan(linked(*there("A")), trip(days=1, per_day=1, zone=NEW_YORK), desk())
    (only,) = made.days[0].meetings
    assert (only.start, only.local.clock, only.local.zone, only.until) == (
        "2026-12-07T15:00",
        "09:00",
        "EST",
        "09:30",
    )
    assert made.zone == "America/New_York"


def test_weekends_holidays_and_the_past_are_left_out_and_said():
    table = desk("2026-12-08T10:00", book=rules(holidays=["2026-12-10"]))
    made = plan(linked(*there(*"ABCDEFGH")), trip(days=7, per_day=1), table)
    assert [day.on for day in made.days] == ["2026-12-08", "2026-12-09", "2026-12-11"]
    assert made.days[0].meetings[0].start > "2026-12-08T10:00"
    assert "4 days of 7 left out: weekend, holiday or past." in made.notes


def test_too_few_people_and_nobody_are_said_plainly():
    few = plan(linked(*there("A")), trip(days=1), desk())
    assert "Only 1 person for 4 slots: 3 free." in few.notes
    assert [one.name for one in few.days[0].meetings] == ["A", "", "", ""]
    nobody = plan(linked(person("Far", location="Oslo")), trip(days=1), desk())
    assert any("Nobody whose location is Washington, DC" in note for note in nobody.notes)


def test_a_day_that_is_kept_for_an_interview_without_a_time_is_said():
    made = plan(linked(*there("A"), talk("Old", on="2026-12-07")), trip(days=1), desk())
    assert made.days[0].meetings == ()
    assert any("Old has no time yet" in note for note in made.notes)


def test_the_best_people_come_first_one_of_each_company_before_the_second_of_any():
    people = [
        *there("Known", company="A", asked="2026-09-01", replied="2026-09-02"),
        talk("Known", on="2026-09-10T10:00", status="done"),
        *there("Yes", company="B", asked="2026-11-01", replied="2026-11-10"),
        *there("Peer", company="C", seniority="peer", channel="friend"),
        *there("Boss", company="C", seniority="decision_maker", channel="friend"),
        *there("No", company="D", declined="2026-11-01"),
        *there("Closed", closed="0001-01-01"),
        *there("Away", snoozed_until="2026-12-20"),
        *there("Silent", company="E", asked="2026-11-01"),
        person("Elsewhere", location="Baltimore, MD"),
        *there("Coming", company="F"),
        talk("Coming", on="2026-12-01T10:00", status="scheduled"),
    ]
    made = plan(linked(*people), trip(days=2), desk())
    found = [one for day in made.days for one in day.meetings if one.name]
    assert [one.name for one in found] == ["Yes", "Boss", "Silent", "Known", "Peer"]
    assert found[0].reasons[0] == "said yes, no date yet"
    assert found[2].reasons[0] == "asked on Sunday 1 November, no answer"


def test_a_place_is_understood_as_people_write_it():
    assert is_at("Washington, DC", "Washington")
    assert is_at("washington d.c.", "Washington, DC")
    assert is_at("Baltimore, MD / Washington, DC", "Washington, DC")
    assert is_at("São Paulo, Brasil", "Sao Paulo")
    assert not is_at("Portland, OR", "Portland, ME")
    assert not is_at("New York", "York")
    assert not is_at("", "York")
    assert not is_at("York", "")


ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]
)
DAYS = st.sampled_from(["2026-03-27", "2026-10-23", "2026-11-01", "2026-12-07", "2026-03-08"])
TAKEN = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 47),
        st.sampled_from([10, 20, 45, 120]),
        st.sampled_from(["in_person", "phone", "video", ""]),
        st.sampled_from(["", "proposed", "scheduled", "cancelled"]),
    ),
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(
    st.tuples(ZONES, ZONES, DAYS),
    TAKEN,
    st.tuples(st.integers(1, 8), st.sampled_from([10, 30, 60]), st.booleans()),
)
def test_slots_never_collide_also_across_a_change_of_the_clocks(where, taken, how):
    (vault, place, first), (per_day, minutes, all_day) = where, how
    vault_zone, zone = ZoneInfo(vault), ZoneInfo(place)
    book = Rulebook(policy=Policy(), calendar=Calendar(zone=vault_zone))
    open_ = {"work_starts": "00:00", "work_ends": "23:59"} if all_day else {}
    table = desk("2026-01-01T00:00", book=book, **open_)
    fixed = [
        at(first, day, half, length, vault_zone, mode=mode, status=status, number=number)
        for number, (day, half, length, mode, status) in enumerate(taken)
    ]
    made = plan(
        linked(*there(*"ABCDEFGHIJKL"), *fixed),
        trip(first_day=first, days=7, per_day=per_day, minutes=minutes, zone=zone),
        table,
    )
    new = [span(one.start, minutes, vault_zone) for day in made.days for one in day.meetings]
    room = timedelta(minutes=table.coaching.travel_minutes)
    for one, other in combinations(new, 2):
        assert one[0] >= other[1] + room or other[0] >= one[1] + room
    for block in busy(fixed, vault_zone, minutes=20):
        assert all(start >= block.end + room or block.start >= end + room for start, end in new)
    for day in made.days:
        local = [one.local.at for one in day.meetings]
        assert all(one.startswith(day.on) for one in local)
        assert len(day.meetings) <= per_day
        if not all_day:
            assert all(one[11:] >= "09:00" for one in local)
            assert all(one.until <= "17:00" for one in day.meetings)
    for one in (each for day in made.days for each in day.meetings):
        again = to_datetime(one.start).replace(tzinfo=vault_zone).astimezone(zone)
        assert again.strftime("%Y-%m-%dT%H:%M") == one.local.at


def at(first, day, half, length, zone, *, number, **facts) -> Interview:
    moment = to_datetime(Moment(first)) + timedelta(days=day, minutes=30 * half)
    return talk(
        f"X{number}",
        on=moment.strftime("%Y-%m-%dT%H:%M"),
        minutes=length,
        note=f"N{number}",
        **facts,
    )


def span(start: Moment, minutes: int, zone) -> tuple[datetime, datetime]:
    begins = to_datetime(start).replace(tzinfo=zone).astimezone(UTC)
    return begins, begins + timedelta(minutes=minutes)


@settings(max_examples=60, deadline=None)
@given(TAKEN, st.integers(1, 12))
def test_proposed_times_never_collide_with_each_other_or_the_vault(taken, count):
    fixed = [
        at("2026-11-23", day, half, length, BERLIN, mode=mode, status=status, number=number)
        for number, (day, half, length, mode, status) in enumerate(taken)
    ]
    found = free_times(linked(*fixed), desk(), hours=hours(), count=count)
    assert len(found) <= count
    assert all(one.end <= two.start for one, two in pairwise(found))
    blocks = busy(fixed, BERLIN, minutes=20)
    assert all(
        one.end <= block.start or block.end <= one.start for one in found for block in blocks
    )


def test_a_slot_says_its_start_as_any_clock_shows_it():
    slot = Slot(
        start=datetime(2026, 12, 7, 14, 0, tzinfo=UTC),
        end=datetime(2026, 12, 7, 14, 20, tzinfo=UTC),
    )
    assert slot.moment(NEW_YORK) == "2026-12-07T09:00"
