"""The rules around an interview: send_questions, prepare, confirm_outcome, thank_you, write_up, report_back."""

from collections.abc import Iterator
from itertools import groupby

from infoview_md.dates import ALWAYS, Moment, add_days, add_hours, day_of, has_time
from infoview_md.network.followup import Finding, FollowUpKind, Pass, earliest
from infoview_md.network.followups.circle import (
    Circle,
    Rulebook,
    follow_up,
    held_at,
    is_dated,
    is_planned,
    line_of,
    over_at,
)
from infoview_md.network.model import Interview, NoMoment


def send_questions(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe the questions in advance of an agreed interview."""
    planned = _planned(circle)
    if not planned:
        yield Pass(kind="send_questions", reason="no interview is scheduled")
    for interview in planned:
        yield follow_up(
            circle,
            "send_questions",
            opened=_agreed(circle, interview),
            due=add_days(interview.start, -rules.policy.send_questions_days),
            closed=earliest(interview.questions_sent, over_at(interview)),
            note=interview.path,
            line=line_of(interview.lines, "date"),
            reason=f"interview on {_when(interview.start)}; your questions were not sent",
        )


def prepare(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe the preparation of an agreed interview: its open tasks, and an agenda."""
    planned = _planned(circle)
    if not planned:
        yield Pass(kind="prepare", reason="no interview is scheduled")
    for interview in planned:
        prepared, missing = _preparation(interview)
        yield follow_up(
            circle,
            "prepare",
            opened=_agreed(circle, interview),
            due=add_days(interview.start, -rules.policy.prepare_days),
            closed=earliest(prepared, over_at(interview)),
            note=interview.path,
            line=line_of(interview.lines, "date"),
            reason=f"interview on {_when(interview.start)}; {missing}",
        )


def _preparation(interview: Interview) -> tuple[Moment, str]:
    """Give when the preparation was complete (empty: it is not), and what is missing."""
    tasks = [task for task in interview.tasks if task.is_preparation]
    still_open = sum(not task.is_done for task in tasks)
    lacks = [f"{still_open} of {len(tasks)} preparation tasks open"] if still_open else []
    if not interview.has_agenda:
        lacks.append("no agenda")
    if lacks:
        return NoMoment, " and ".join(lacks)
    return max((task.done_on for task in tasks if is_dated(task.done_on)), default=ALWAYS), "ready"


def _planned(circle: Circle) -> list[Interview]:
    return [
        meeting.interview
        for meeting in circle.meetings
        if meeting.is_lead and is_planned(meeting.interview)
    ]


def _agreed(circle: Circle, interview: Interview) -> Moment:
    """Give when the interview was agreed: their reply, else the request; a note has no other date."""
    for at in (circle.contact.replied, circle.contact.asked):
        if is_dated(at) and at <= interview.start:
            return at
    return ALWAYS


def _when(moment: Moment) -> str:
    return moment.replace("T", " ")


def confirm_outcome(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe a word on whether an interview took place, where the note says nothing at all."""
    silent = [
        meeting.interview
        for meeting in circle.meetings
        if meeting.is_lead
        and meeting.interview.start
        and (
            meeting.interview.status == "scheduled"
            or (not meeting.interview.status and not meeting.interview.has_notes)
        )
    ]
    if not silent:
        yield Pass(kind="confirm_outcome", reason="every past interview has a status or notes")
    for interview in silent:
        yield follow_up(
            circle,
            "confirm_outcome",
            opened=over_at(interview),
            due=add_days(interview.end, rules.policy.confirm_outcome_days),
            note=interview.path,
            line=line_of(interview.lines, "status", "date"),
            reason=f"the interview of {_when(interview.start)} has ended; the note "
            + ("still says scheduled" if interview.status else "does not say how"),
        )


def thank_you(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe a thank-you to each contact of an interview, within a day of its end.

    Source: thank-you within 24 hours; without a time of day, the next day.
    """
    held = _held(circle, lead_only=False)
    if not held:
        yield Pass(kind="thank_you", reason="no interview is done")
    for interview, at in held:
        hours = rules.policy.thank_you_hours
        yield follow_up(
            circle,
            "thank_you",
            opened=at,
            due=add_hours(interview.end, hours, rules.calendar.zone)
            if has_time(interview.end)
            else add_days(interview.end, -(-hours // 24)),
            closed=interview.thank_you_sent,
            note=interview.path,
            line=line_of(interview.lines, "date"),
            reason=f"you talked on {_when(interview.start)}; no thank-you is noted",
        )


def write_up(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe notes of an interview that is done."""
    yield from _unwritten(circle, rules, "write_up")


def _unwritten(circle: Circle, rules: Rulebook, kind: FollowUpKind) -> Iterator[Finding]:
    held = [(one, at) for one, at in _held(circle, lead_only=True) if not one.has_notes]
    if not held:
        yield Pass(kind=kind, reason="every interview that is done has notes")
    for interview, at in held:
        yield follow_up(
            circle,
            kind,
            opened=at,
            due=add_days(interview.end, rules.policy.write_up_days),
            note=interview.path,
            line=line_of(interview.lines, "date"),
            reason=f"you talked on {_when(interview.start)}; Notes and Takeaways are empty",
        )


def _held(circle: Circle, *, lead_only: bool) -> list[tuple[Interview, Moment]]:
    return [
        (meeting.interview, at)
        for meeting in circle.meetings
        if (meeting.is_lead or not lead_only) and (at := held_at(meeting.interview))
    ]


def report_back(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe the referrer a word on how a talk with people they named went, once for each interview."""
    held = [lead for lead in circle.leads if held_at(lead.interview)]
    if not held:
        yield Pass(kind="report_back", reason="nobody they referred you to was interviewed")
    for _, same in groupby(held, key=lambda lead: lead.interview.path):
        leads = list(same)
        interview = leads[0].interview
        names = " and ".join(lead.name for lead in leads)
        yield follow_up(
            circle,
            "report_back",
            opened=held_at(interview),
            due=add_days(interview.end, rules.policy.report_back_days),
            closed=interview.referrer_told,
            note=interview.path,
            line=line_of(interview.lines, "contact"),
            reason=f"they referred you to {names}, you talked on {day_of(interview.start)}",
        )
