"""Calendars that calendar programs read and update."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import infoview_md
from infoview_md.errors import UsageMistake
from infoview_md.exchange.calendar import CalendarEvent, CalendarTask, events_to_ics

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
COFFEE = CalendarEvent(
    uid="urn:uuid:1",
    sequence=3,
    summary="Coffee; with Ada, née Byron",
    description="Agenda:\n- why engines\\why",
    start=datetime(2026, 11, 24, 14),
    end=datetime(2026, 11, 24, 14, 20),
    timezone="America/New_York",
    location="Zoom",
    url="obsidian://open?vault=My vault&file=Coffee",
    alarm_minutes=30,
)
THANKS = CalendarTask(uid="t1", summary="Thank Ada", due=date(2026, 11, 25), sequence=1)


def parsed(*items, **options):
    return Calendar.from_ical(events_to_ics(items, stamped_at=NOW, **options))


def test_an_event_says_what_it_was_given():
    (event,) = parsed(COFFEE).events
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == ("urn:uuid:1", 3, COFFEE.summary)
    assert event["DESCRIPTION"] == COFFEE.description
    assert event["URL"] == "obsidian://open?vault=My%20vault&file=Coffee"
    assert event.DTSTAMP == NOW
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2026-11-24T14:00:00-05:00",
        "2026-11-24T14:20:00-05:00",
    )
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-30)
    assert alarm["DESCRIPTION"] == COFFEE.summary


def test_the_rules_of_every_used_time_zone_are_in_the_file_in_one_order():
    berlin = CalendarTask(
        uid="b", summary="x", due=datetime(2026, 7, 1, 9), timezone="Europe/Berlin"
    )
    calendar = parsed(berlin, COFFEE)
    assert [zone.tz_name for zone in calendar.timezones] == ["America/New_York", "Europe/Berlin"]
    assert calendar.get_missing_tzids() == set()
    (todo,) = calendar.todos
    assert todo["DUE"].dt.utcoffset() == timedelta(hours=2)


def test_a_file_is_the_same_whenever_it_is_made_from_the_same():
    script = (
        "from datetime import datetime, UTC\n"
        "from infoview_md.exchange.calendar import CalendarEvent as E, events_to_ics\n"
        "zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney']\n"
        "events = [E(uid=z, summary=z, start=datetime(2026, 5, 1, 9), timezone=z) for z in zones]\n"
        "print(events_to_ics(events, stamped_at=datetime(2026, 5, 1, tzinfo=UTC)))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(infoview_md.__file__).parents[1])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(texts) == 1


def test_an_event_of_days_ends_after_its_last_day():
    fair = CalendarEvent(uid="f", summary="Fair", start=date(2026, 11, 24), end=date(2026, 11, 25))
    (event,) = parsed(fair).events
    assert fair.all_day
    assert (event.start, event.end) == (date(2026, 11, 24), date(2026, 11, 26))
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_time_without_a_zone_floats_and_one_with_an_offset_is_converted():
    floating = CalendarEvent(uid="1", summary="x", start=datetime(2026, 1, 1, 9))
    fixed = CalendarEvent(
        uid="2", summary="x", start=datetime(2026, 1, 1, 9, tzinfo=UTC), timezone="Asia/Tokyo"
    )
    text = events_to_ics([floating, fixed], stamped_at=NOW)
    assert "DTSTART:20260101T090000\r\n" in text
    assert "DTSTART;TZID=Asia/Tokyo:20260101T180000\r\n" in text


def test_a_cancelled_event_stays_in_the_file_and_rings_no_more():
    cancelled = CalendarEvent(
        uid="1", summary="x", start=date(2026, 1, 1), status="cancelled", alarm_minutes=5
    )
    (event,) = parsed(cancelled).events
    assert event["STATUS"] == "CANCELLED"
    assert list(event.walk("VALARM")) == []


def test_a_task_is_owed_until_it_is_completed():
    (todo,) = parsed(THANKS).todos
    assert (todo["STATUS"], todo["DUE"].dt, todo["SEQUENCE"]) == (
        "NEEDS-ACTION",
        date(2026, 11, 25),
        1,
    )
    done = CalendarTask(
        uid="t1",
        summary="Thank Ada",
        due=date(2026, 11, 25),
        completed=date(2026, 11, 24),
        timezone="Asia/Tokyo",
    )
    (todo,) = parsed(done).todos
    assert (todo["STATUS"], todo["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
    assert todo["COMPLETED"].dt == datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_tasks_become_events_of_their_day_where_a_calendar_shows_no_tasks():
    late = CalendarTask(
        uid="t2", summary="Thank Bob", due=datetime(2026, 11, 26, 17), completed=date(2026, 11, 24)
    )
    calendar = parsed(THANKS, late, tasks_as="event")
    owed, done = calendar.events
    assert calendar.todos == []
    assert (owed.start, owed.end, owed["UID"]) == (date(2026, 11, 25), date(2026, 11, 26), "t1")
    assert (done.start, done["STATUS"]) == (date(2026, 11, 26), "CANCELLED")


def test_the_calendar_has_a_name_and_may_be_empty():
    assert parsed(name="My\r\nsearch")["X-WR-CALNAME"] == "My search"
    assert list(parsed().walk())[1:] == []


def test_a_time_zone_that_does_not_exist_is_the_callers_mistake():
    for name in ("Mars/Olympus", "../../etc/passwd", "\0"):
        event = CalendarEvent(uid="1", summary="x", start=datetime(2026, 1, 1, 9), timezone=name)
        with pytest.raises(UsageMistake, match="no time zone"):
            events_to_ics([event], stamped_at=NOW)


_EVIL = st.text(
    st.one_of(
        st.sampled_from('\r\n\x0b\x0c\x85\u2028\u2029\x00;:,\\"^ Nn%'),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


def _values(written, name):
    """Read the values of a property as RFC 5545 has them: the library's own reader takes `\\\\N` for a new line."""
    for line in written.replace("\r\n ", "").split("\r\n"):
        if line.startswith(f"{name}:"):
            yield re.sub(r"\\(.)", lambda found: found[1].replace("n", "\n"), line[len(name) + 1 :])


@pytest.mark.parametrize("place", [r"C:\Notes\new", r"\\server\Nina; 2, 3", "back\\"])
def test_a_backslash_stays_one_whatever_letter_follows(place):
    event = CalendarEvent(
        uid="1", summary=place, location=place, description=place, start=date(2026, 1, 1)
    )
    written = events_to_ics([event], stamped_at=NOW)
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert list(_values(written, name)) == [place]


@settings(deadline=None)
@given(text=_EVIL)
@example(text="\\N")
@example(text="\\\\N")
@example(text="://[")
def test_no_text_can_add_a_property_or_a_component(text):
    evil = f"x{text}\r\nATTENDEE:mailto:e@x.org\r\nBEGIN:VALARM"
    item = {"uid": evil, "summary": evil, "description": evil, "url": evil}
    event = CalendarEvent(start=date(2026, 1, 1), location=evil, **item)
    task = CalendarTask(due=date(2026, 1, 1), **item)
    written = events_to_ics([event, task], stamped_at=NOW, name=evil)
    calendar = Calendar.from_ical(written)
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT", "VTODO"]
    for component in calendar.walk()[1:]:
        assert "ATTENDEE" not in component
    for summary in _values(written, "SUMMARY"):
        assert summary == " ".join(summary.split())


@settings(deadline=None)
@given(text=_EVIL)
def test_every_line_is_folded_and_ended_by_cr_lf(text):
    written = events_to_ics(
        [CalendarEvent(uid="1", summary=text * 5, start=date(2026, 1, 1))], stamped_at=NOW
    )
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert not {"\r", "\n"} & set(written.replace("\r\n", ""))
