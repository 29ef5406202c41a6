"""The rules of asking for an interview: reach_out, try_another, nudge, schedule."""

from collections.abc import Iterator
from itertools import pairwise

from infoview_md.dates import ALWAYS, Moment, add_business_days, day_of
from infoview_md.network.followup import Finding, FollowUp, Pass, earliest
from infoview_md.network.followups.circle import (
    Circle,
    Lead,
    Rulebook,
    follow_up,
    held_at,
    is_dated,
    line_of,
)
from infoview_md.network.model import NoMoment


def reach_out(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe a first request to somebody you were referred to, or meant to ask.

    Of the interviews that name them the first counts, else the last talk with whom `referred_by` says.
    """
    closed = _asked_or_talked(circle)
    naming = _naming(circle)
    if closed == ALWAYS:
        yield Pass(kind="reach_out", reason="already asked, or a talk is arranged")
    elif is_dated(circle.contact.reach_out_by):
        yield _planned(circle, naming, closed)
    elif naming:
        yield _named(circle, rules, naming, closed)
    elif circle.referrers:
        yield from _referred(circle, rules, closed)
    else:
        yield Pass(kind="reach_out", reason="nobody referred you and there is no reach_out_by")


def _naming(circle: Circle) -> Lead | None:
    """Give the first interview that names the contact and has a date."""
    return min(
        (
            one
            for one in circle.named_in
            if one.interview.start and one.interview.status != "cancelled"
        ),
        key=lambda one: (one.interview.start, one.interview.path),
        default=None,
    )


def _asked_or_talked(circle: Circle) -> Moment:
    """Give the moment of the first request or talk; a talk that is only agreed has no date of its own."""
    dated = [
        held_at(meeting.interview)
        for meeting in circle.meetings
        if meeting.interview.status == "done"
    ]
    arranged = any(
        meeting.interview.status not in ("proposed", "cancelled") for meeting in circle.meetings
    )
    return earliest(circle.contact.asked, *dated) or (ALWAYS if arranged else NoMoment)


def _planned(circle: Circle, naming: Lead | None, closed: Moment) -> FollowUp:
    """Owe it by the day the user set, since the interview that names them or since always."""
    planned = circle.contact.reach_out_by
    return follow_up(
        circle,
        "reach_out",
        opened=naming.interview.end if naming else ALWAYS,
        due=planned,
        closed=closed,
        line=line_of(circle.contact.lines, "reach_out_by"),
        about="a request",
        reason=_named_by(naming) if naming else f"meant to ask by {planned}; not asked yet",
    )


def _named(circle: Circle, rules: Rulebook, naming: Lead, closed: Moment) -> FollowUp:
    """Owe it some business days after the interview that names them."""
    interview = naming.interview
    return follow_up(
        circle,
        "reach_out",
        opened=interview.end,
        due=add_business_days(
            interview.start, rules.policy.reach_out_business_days, rules.calendar.holidays
        ),
        closed=closed,
        note=interview.path,
        line=line_of(interview.lines, "referrals"),
        about="a request",
        reason=_named_by(naming),
    )


def _named_by(naming: Lead) -> str:
    return f"{naming.name} named them on {day_of(naming.interview.start)}; not asked yet"


def _referred(circle: Circle, rules: Rulebook, closed: Moment) -> Iterator[Finding]:
    """Owe it after the referrer's last talk; a later talk with them sets the date anew."""
    talks = sorted(
        {(held, day_of(one.start)) for one in circle.referrer_talks if (held := held_at(one))}
    )
    if not talks:
        yield Pass(
            kind="reach_out",
            reason="referred, but no talk with the referrer has a date; set reach_out_by",
        )
    who = " and ".join(circle.referrers)
    for (held, day), (later, _) in pairwise([*talks, (NoMoment, NoMoment)]):
        yield follow_up(
            circle,
            "reach_out",
            opened=held,
            due=add_business_days(
                day, rules.policy.reach_out_business_days, rules.calendar.holidays
            ),
            closed=earliest(closed, later),
            line=line_of(circle.contact.lines, "referred_by"),
            about="a request",
            reason=f"{who} referred you, last talk {day}; not asked yet",
        )


def _answered(circle: Circle) -> Moment:
    """Give the moment an unanswered request stopped being one: their reply, else a talk that shows there was one."""
    contact = circle.contact
    if contact.replied:
        return contact.replied
    talked = any(
        meeting.interview.status not in ("proposed", "cancelled")
        and meeting.interview.start >= day_of(contact.asked)
        for meeting in circle.meetings
    )
    return ALWAYS if talked else NoMoment


def try_another(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe a request to somebody else at a company that has not answered."""
    contact = circle.contact
    if not is_dated(contact.asked) or not contact.company:
        missing = "has no company" if is_dated(contact.asked) else "not asked on a date"
        yield Pass(kind="try_another", reason=missing)
        return
    yield follow_up(
        circle,
        "try_another",
        opened=contact.asked,
        due=add_business_days(
            contact.asked, rules.policy.try_another_business_days, rules.calendar.holidays
        ),
        closed=earliest(_answered(circle), contact.nudged, circle.colleague_asked),
        line=line_of(contact.lines, "asked"),
        same_as=day_of(contact.asked),
        reason=f"asked {day_of(contact.asked)}, no reply; nobody else at {contact.company} asked",
    )


def nudge(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe the one reminder to somebody who has not answered."""
    contact = circle.contact
    if not is_dated(contact.asked):
        yield Pass(kind="nudge", reason="not asked on a date")
        return
    yield follow_up(
        circle,
        "nudge",
        opened=contact.asked,
        due=add_business_days(
            contact.asked, rules.policy.nudge_business_days, rules.calendar.holidays
        ),
        closed=earliest(_answered(circle), contact.nudged),
        line=line_of(contact.lines, "asked"),
        same_as=day_of(contact.asked),
        reason=f"asked {day_of(contact.asked)}, no reply and no reminder",
    )


def schedule(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe a date to somebody who said yes."""
    contact = circle.contact
    if not is_dated(contact.replied):
        yield Pass(kind="schedule", reason="no dated reply")
        return
    arranged = any(
        meeting.interview.status not in ("cancelled", "no_show")
        and (not meeting.interview.start or meeting.interview.start >= day_of(contact.replied))
        for meeting in circle.meetings
    )
    yield follow_up(
        circle,
        "schedule",
        opened=contact.replied,
        due=add_business_days(
            contact.replied, rules.policy.schedule_business_days, rules.calendar.holidays
        ),
        closed=ALWAYS if arranged else NoMoment,
        line=line_of(contact.lines, "replied"),
        same_as=day_of(contact.replied),
        reason=f"replied {day_of(contact.replied)}; no interview arranged since",
    )
