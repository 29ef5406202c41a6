"""`export interviews` and `export follow-ups` as iCalendar: times, alarms, what is over, and how an update is told."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from infoview_md.dates import Moment
from tests.commands import _own_folders, desk  # noqa: F401 - fixtures

ADA = "---\ntype: contact\ncompany: Acme\nrole: Planner\nphone: 555-0100\n---\n# Ada\n"


def talk(**properties: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in properties.items())
    return f'---\ntype: interview\ncontact: "[[Ada]]"\n{lines}---\n'


def calendar(vault, *words: str) -> Calendar:
    return Calendar.from_ical(vault.do("export", *words))


def event_of(desk, *, config: str = "", words: tuple[str, ...] = (), **properties: str):
    vault = desk({"Ada.md": ADA, "Talk.md": talk(**properties)}, config=config)
    (event,) = calendar(vault, "interviews", *words).events
    return event


def newer(vault, path: str, seconds: int = 60) -> None:
    """Let a note look as if it was saved later."""
    at = (vault.root / path).stat().st_mtime + seconds
    os.utime(vault.root / path, (at, at))


# -- when ----------------------------------------------------------------------------------------------------------


def test_an_interview_is_an_event_in_the_zone_of_the_vault_with_an_alarm(desk):
    vault = desk(
        {"Ada.md": ADA, "Talk.md": talk(date="2026-12-01T14:00", duration="30", mode="phone")}
    )
    (vault.root / "infoview.toml").write_text('timezone = "America/New_York"\n')
    text = vault.do("export", "interviews")
    assert "DTSTART;TZID=America/New_York:20261201T140000\r\n" in text
    (event,) = Calendar.from_ical(text).events
    assert event["SUMMARY"] == "Interview with Ada (Acme)"
    assert event["DESCRIPTION"] == "Mode: phone\nAda: Planner, Acme\n  555-0100"
    assert event.start.astimezone(UTC) == datetime(2026, 12, 1, 19, tzinfo=UTC)
    assert event.end - event.start == timedelta(minutes=30)
    assert [one["TRIGGER"].dt for one in event.walk("VALARM")] == [timedelta(hours=-1)]
    assert Calendar.from_ical(text).get_missing_tzids() == set()


def test_an_interview_without_a_duration_takes_twenty_minutes(desk):
    event = event_of(desk, date="2026-12-01T14:00")
    assert event.end - event.start == timedelta(minutes=20)


def test_the_zone_of_the_note_gives_the_instant(desk):
    event = event_of(desk, date="2026-12-01T09:00", timezone="Asia/Tokyo")
    assert event.start.astimezone(UTC) == datetime(2026, 12, 1, 0, tzinfo=UTC)


def test_an_interview_with_a_date_only_is_a_day_without_alarm(desk):
    event = event_of(desk, date="2026-12-01")
    assert (event.start, event.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert list(event.walk("VALARM")) == []


def test_an_interview_without_a_date_is_in_no_calendar(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": talk(mode="phone")})
    assert calendar(vault, "interviews").events == []


@pytest.mark.parametrize(
    ("properties", "status", "alarms"),
    [
        ({"date": "2026-12-01T14:00"}, "CONFIRMED", 1),
        ({"date": "2026-12-01T14:00", "status": "scheduled"}, "CONFIRMED", 1),
        ({"date": "2026-12-01T14:00", "status": "proposed"}, "TENTATIVE", 1),
        ({"date": "2026-12-01T14:00", "status": "cancelled"}, "CANCELLED", 0),
        ({"date": "2026-11-01T14:00"}, "CONFIRMED", 0),
        ({"date": "2026-11-01T14:00", "status": "done"}, "CONFIRMED", 0),
        ({"date": "2026-11-01T14:00", "status": "no_show"}, "CANCELLED", 0),
    ],
)
def test_status_and_alarm_follow_from_the_note_and_the_time(desk, properties, status, alarms):
    event = event_of(desk, **properties)
    assert (event["STATUS"], len(list(event.walk("VALARM")))) == (status, alarms)


@pytest.mark.parametrize(("minutes", "alarms"), [("0", []), ("15", [timedelta(minutes=-15)])])
def test_the_alarm_is_chosen(desk, minutes, alarms):
    event = event_of(desk, date="2026-12-01T14:00", words=("--alarm", minutes))
    assert [one["TRIGGER"].dt for one in event.walk("VALARM")] == alarms


@pytest.mark.parametrize(
    ("zone", "at", "start", "minutes"),
    [
        # 02:30 does not exist on the night the clocks go forward; an hour later does.
        ("America/New_York", "2026-03-08T02:30", datetime(2026, 3, 8, 7, 30, tzinfo=UTC), 20),
        # 01:30 comes twice on the night they go back: the first one is meant.
        ("America/New_York", "2026-11-01T01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC), 20),
        ("Europe/Berlin", "2026-12-31T23:50", datetime(2026, 12, 31, 22, 50, tzinfo=UTC), 20),
        ("Australia/Lord_Howe", "2026-10-04T02:10", datetime(2026, 10, 3, 15, 40, tzinfo=UTC), 20),
    ],
)
def test_nights_on_which_clocks_or_years_change(desk, zone, at, start, minutes):
    vault = desk({"Ada.md": ADA, "Talk.md": talk(date=at)}, now="2026-01-01T00:00")
    (vault.root / "infoview.toml").write_text(f'timezone = "{zone}"\n')
    (event,) = calendar(vault, "interviews").events
    length = event.end.astimezone(UTC) - event.start.astimezone(UTC)
    assert (event.start.astimezone(UTC), length) == (start, timedelta(minutes=minutes))


def test_only_interviews_from_a_day_on_where_that_is_asked(desk):
    notes = {f"T{day}.md": talk(date=f"2026-12-0{day}T14:00") for day in (1, 2, 3)}
    vault = desk({"Ada.md": ADA, **notes})
    found = calendar(vault, "interviews", "--from", "2026-12-02").events
    assert [one.start.day for one in found] == [2, 3]


def test_what_a_note_says_cannot_add_to_the_calendar(desk):
    evil = "'x\n  END:VEVENT\n\n  BEGIN:VALARM;,\\\n\n  ATTENDEE:mailto:evil@x.example'"
    event = event_of(desk, date="2026-12-01T14:00", location=evil, mode="phone")
    assert event["LOCATION"] == "x END:VEVENT BEGIN:VALARM;,\\ ATTENDEE:mailto:evil@x.example"
    assert "ATTENDEE" not in event
    assert len(list(event.walk("VALARM"))) == 1


def test_another_parser_reads_it_too(desk):
    vault = desk(
        {"Ada.md": ADA, "Talk.md": talk(date="2026-12-01T14:00"), "Day.md": talk(date="2026-12-02")}
    )
    (vault.root / "infoview.toml").write_text('timezone = "America/New_York"\n')
    found = vobject.readOne(vault.do("export", "interviews"))
    assert [one.summary.value for one in found.vevent_list] == ["Interview with Ada (Acme)"] * 2
    assert found.vevent_list[0].dtstart.value.utcoffset() == timedelta(hours=-5)
    tasks = vobject.readOne(vault.do("export", "follow-ups"))
    assert {one.status.value for one in tasks.vtodo_list} == {"NEEDS-ACTION"}


# -- updates -------------------------------------------------------------------------------------------------------


def test_a_change_keeps_the_uid_and_raises_the_sequence(desk):
    vault = desk(
        {
            "Ada.md": ADA,
            "Talk.md": talk(date="2026-12-01T14:00"),
            "Other.md": talk(date="2026-12-05"),
        }
    )
    before = {
        str(one["SUMMARY"]) + str(one.start): one for one in calendar(vault, "interviews").events
    }
    first, other = before.values()
    vault.do("set", "Talk", "date", "2026-12-02T15:00")
    newer(vault, "Talk.md")
    after, unchanged = calendar(vault, "interviews").events
    assert after["UID"] == first["UID"]
    assert after.start.day == 2
    assert after["SEQUENCE"] > first["SEQUENCE"]
    assert after.DTSTAMP > first.DTSTAMP
    assert unchanged.to_ical() == other.to_ical()


def test_a_change_of_the_contact_raises_the_sequence_of_their_interviews(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": talk(date="2026-12-01T14:00")})
    (before,) = calendar(vault, "interviews").events
    vault.do("set", "Ada", "company", "Globex")
    newer(vault, "Ada.md")
    (after,) = calendar(vault, "interviews").events
    assert after["SUMMARY"] == "Interview with Ada (Globex)"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_cancelled_interview_stays_in_the_file_so_that_clients_remove_it(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": talk(date="2026-12-01T14:00")})
    (before,) = calendar(vault, "interviews").events
    vault.do("set", "Talk", "status", "cancelled")
    newer(vault, "Talk.md")
    (after,) = calendar(vault, "interviews").events
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_uid_in_the_note_counts_and_a_copied_note_gets_another(desk):
    note = talk(date="2026-12-01T14:00", uid="mine")
    vault = desk({"Ada.md": ADA, "Talk.md": note, "Talk 2.md": note})
    uids = [str(one["UID"]) for one in calendar(vault, "interviews").events]
    assert "mine" in uids
    assert len(set(uids)) == 2
    (vault.root / "Talk 2.md").unlink()
    (vault.root / "Talk.md").rename(vault.root / "Moved to December.md")
    (event,) = calendar(vault, "interviews").events
    assert event["UID"] == "mine"


def test_uids_that_are_written_stay_when_the_interview_is_renamed(desk):
    vault = desk({"Ada.md": ADA, "2026-12-01 Ada.md": talk(date="2026-12-01T14:00")})
    ran = vault.run("export", "interviews", "--write-uids")
    (before,) = Calendar.from_ical(ran.out).events
    assert ran.err == "Wrote a UID into 1 note.\n"
    (vault.root / "2026-12-01 Ada.md").rename(vault.root / "2026-12-03 Ada.md")
    (after,) = calendar(vault, "interviews").events
    assert after["UID"] == before["UID"]


# -- follow-ups ----------------------------------------------------------------------------------------------------


def thank_you(vault, *words: str):
    """Give the entry of the thank-you: there are others, of what the interview owed before it was held."""
    found = calendar(vault, "follow-ups", *words)
    (one,) = [one for one in (*found.todos, *found.events) if "thank-you" in one["SUMMARY"]]
    return one


DONE = talk(date="2026-11-20T14:00", status="done") + "## Notes\n\nShe told me much.\n"


def test_what_is_owed_is_a_task_with_its_reason_and_what_closes_it(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": DONE})
    task = thank_you(vault)
    assert task["SUMMARY"] == "Ada: Send a thank-you"
    assert task["STATUS"] == "NEEDS-ACTION"
    assert task["DUE"].dt == datetime(2026, 11, 21, 14, 20, tzinfo=UTC)
    assert "infoview-md done Ada thank_you" in task["DESCRIPTION"]
    assert "you talked on 2026-11-20 14:00" in task["DESCRIPTION"]


def test_what_was_closed_is_completed_under_the_same_uid(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": DONE})
    before = thank_you(vault)
    vault.do("done", "Ada", "thank_you")
    newer(vault, "Talk.md")
    after = thank_you(vault)
    assert (after["UID"], after["STATUS"], after["PERCENT-COMPLETE"]) == (
        before["UID"],
        "COMPLETED",
        100,
    )
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["COMPLETED"].dt.date() == date(2026, 11, 22)
    event = thank_you(vault, "--as", "events")
    assert (event["UID"], event["STATUS"]) == (before["UID"], "CANCELLED")


def test_what_was_closed_long_ago_is_left_out(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": DONE})
    vault.do("done", "Ada", "thank_you")
    vault.now = Moment("2027-01-20T10:00")
    assert len(calendar(vault, "follow-ups").todos) == 1
    vault.now = Moment("2027-01-22T10:00")
    assert calendar(vault, "follow-ups").todos == []


def test_follow_ups_as_events_take_their_day_and_no_time(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": DONE})
    event = thank_you(vault, "--as", "events")
    assert (event.start, event.end) == (date(2026, 11, 21), date(2026, 11, 22))
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_a_note_that_has_nothing_to_do_with_a_task_does_not_change_it(desk):
    vault = desk({"Ada.md": ADA, "Talk.md": DONE, "Zoe.md": "---\ntype: contact\n---\n"})
    before = vault.do("export", "follow-ups")
    newer(vault, "Zoe.md")
    assert vault.do("export", "follow-ups") == before
    newer(vault, "Talk.md")
    assert vault.do("export", "follow-ups") != before


def test_a_follow_up_of_somebody_without_a_note_is_a_task_too(desk):
    named = talk(date="2026-11-20T14:00", status="done", referrals='["[[Zed Ghost]]"]')
    vault = desk({"Ada.md": ADA, "Talk.md": named})
    tasks = {str(one["SUMMARY"]) for one in calendar(vault, "follow-ups").todos}
    assert "Zed Ghost: Ask for a conversation" in tasks


def test_a_folder_holds_one_component_a_file_and_only_what_changed_is_written(desk, tmp_path):
    notes = {f"T{day}.md": talk(date=f"2026-12-0{day}T14:00", mode="phone") for day in (1, 2)}
    vault = desk({"Ada.md": ADA, **notes})
    folder = tmp_path / "cal"
    vault.do("export", "interviews", "-o", f"{folder}/")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert [len(Calendar.from_ical(raw).events) for raw in before.values()] == [1, 1]
    vault.do("set", "T1", "mode", "video")
    newer(vault, "T1.md")
    ran = vault.run("export", "interviews", "-o", f"{folder}/")
    assert ran.err == f"{folder}/: 2 files, 1 written, 0 removed.\n"
    after = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1
