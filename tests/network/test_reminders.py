import pytest

from infoview_md.dates import ALWAYS, Moment
from infoview_md.network.followup import FollowUp
from infoview_md.network.model import Interview
from infoview_md.network.reminders import reminders


def owed(due, contact="Ann", kind="thank_you", closed="", opened=ALWAYS):
    return FollowUp(
        id=f"{kind}-{contact}",
        kind=kind,
        contact=contact,
        contact_path="",
        note="",
        line=0,
        opened=opened,
        due=Moment(due),
        closed=Moment(closed),
        reason="",
    )


def interview(start, **more):
    return Interview(
        name="Talk", path="Talk.md", contacts=("People/Ann Lee",), start=Moment(start), **more
    )


def titles(since, now, *, follow_ups=(), interviews=()):
    found = reminders(
        Moment(since) if since else None, Moment(now), owed=follow_ups, interviews=interviews
    )
    return [one.title for one in found]


class TestOverdue:
    def test_a_time_passes_and_it_is_said_once(self):
        one = [owed("2026-11-24T14:00")]
        assert not titles("2026-11-24T13:58", "2026-11-24T14:00", follow_ups=one)
        assert titles("2026-11-24T14:00", "2026-11-24T14:01", follow_ups=one) == ["Overdue"]
        assert not titles("2026-11-24T14:01", "2026-11-24T14:02", follow_ups=one)

    def test_a_day_is_overdue_when_it_has_ended(self):
        one = [owed("2026-11-24")]
        assert not titles("2026-11-24T00:00", "2026-11-24T23:59", follow_ups=one)
        assert titles("2026-11-24T23:59", "2026-11-25T00:00", follow_ups=one) == ["Overdue"]

    def test_what_became_overdue_while_the_computer_slept_is_said_in_the_morning(self):
        one = [owed("2026-11-24"), owed("2026-11-24T15:00", "Bo")]
        late = titles("2026-11-24T14:00", "2026-11-25T08:30", follow_ups=one)
        assert late == ["2 follow-ups are overdue"]

    def test_a_start_says_nothing_about_what_is_overdue_already(self):
        assert not titles(None, "2026-11-25T08:30", follow_ups=[owed("2026-11-20")])

    def test_what_is_closed_or_not_yet_open_is_not_said(self):
        closed = owed("2026-11-24T14:00", closed="2026-11-24T13:00")
        coming = owed("2026-11-24T14:00", opened=Moment("2026-11-24T15:00"))
        assert not titles("2026-11-24T13:59", "2026-11-24T14:30", follow_ups=[closed, coming])

    def test_many_are_one_message_with_the_weightiest_first(self):
        many = [owed("2026-11-24", f"P{number}", "stay_in_touch") for number in range(5)]
        many.append(owed("2026-11-24", "Zoë", "thank_you"))
        (one,) = reminders(
            Moment("2026-11-24T23:59"), Moment("2026-11-25T00:01"), owed=many, interviews=[]
        )
        assert one.title == "6 follow-ups are overdue"
        assert one.text.splitlines() == [
            "Zoë: send a thank-you",
            "P0: get in touch",
            "P1: get in touch",
            "and 3 more",
        ]


class TestInterviews:
    def test_an_hour_before_it_is_said_once(self):
        one = [interview("2026-11-24T14:00")]
        assert not titles("2026-11-24T12:58", "2026-11-24T12:59", interviews=one)
        assert titles("2026-11-24T12:59", "2026-11-24T13:00", interviews=one) == ["14:00 Ann Lee"]
        assert not titles("2026-11-24T13:00", "2026-11-24T13:01", interviews=one)

    def test_a_note_that_is_written_in_the_last_hour_is_not_too_late_at_the_start(self):
        one = [interview("2026-11-24T14:00")]
        assert titles(None, "2026-11-24T13:40", interviews=one)
        assert not titles(None, "2026-11-24T14:00", interviews=one)
        assert not titles(None, "2026-11-24T12:30", interviews=one)

    def test_midnight_is_no_border(self):
        one = [interview("2026-11-25T00:20")]
        assert titles("2026-11-24T23:19", "2026-11-24T23:20", interviews=one)

    @pytest.mark.parametrize("status", ["cancelled", "done", "no_show", "proposed"])
    def test_one_that_will_not_be_held_or_is_not_agreed_is_not_said(self, status):
        one = [interview("2026-11-24T14:00", status=status)]
        assert not titles("2026-11-24T12:59", "2026-11-24T13:00", interviews=one)

    def test_one_without_a_time_is_not_said(self):
        assert not titles(
            "2026-11-23T23:00", "2026-11-24T00:00", interviews=[interview("2026-11-24")]
        )

    def test_it_says_where(self):
        for more, text in (
            ({"location": "Café Nord"}, "Informational interview: Café Nord"),
            ({"mode": "in_person"}, "Informational interview: in person"),
            ({}, "Informational interview"),
        ):
            (one,) = reminders(
                None,
                Moment("2026-11-24T13:00"),
                owed=[],
                interviews=[interview("2026-11-24T14:00", **more)],
            )
            assert one.text == text
