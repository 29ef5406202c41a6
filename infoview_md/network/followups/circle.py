"""What the rules see of one contact: the notes around it, already linked to each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from infoview_md.dates import ALWAYS, Moment, add_days, day_of, has_time
from infoview_md.network.followup import FollowUp, FollowUpKind, mark
from infoview_md.network.model import Contact, Interview, NoMoment, Search
from infoview_md.network.settings import Calendar, Policy


class Meeting(NamedTuple):
    """An interview as seen from one of its contacts; what is owed once goes to the lead only."""

    interview: Interview
    is_lead: bool


class Lead(NamedTuple):
    """An interview that links this contact to others, and the name of those others."""

    name: str
    interview: Interview


class Circle(NamedTuple):
    """A contact and the facts of other notes that its follow-ups depend on.

    `named_in` are interviews whose `referrals` name the contact, with the names of those talked with; `referrers` are
    the names in its `referred_by` and `referrer_talks` all interviews with them; `leads` are interviews of people it
    referred, earliest first;
    `referred_first` is when it first led to somebody (`ALWAYS`: on an unknown day; empty: never);
    `colleague_asked` is the first request to somebody else at its company since it was asked itself; `searches` are
    all of the vault.
    """

    contact: Contact
    meetings: tuple[Meeting, ...] = ()
    named_in: tuple[Lead, ...] = ()
    referrers: tuple[str, ...] = ()
    referrer_talks: tuple[Interview, ...] = ()
    leads: tuple[Lead, ...] = ()
    referred_first: Moment = NoMoment
    colleague_asked: Moment = NoMoment
    searches: tuple[Search, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The policy numbers and the calendar, as every rule takes them; nothing is owed that was due before `since`."""

    policy: Policy
    calendar: Calendar
    since: Moment = NoMoment


class Touchpoint(NamedTuple):
    """A dated exchange: the moment it counts from, its day, what it was, and the note that says so."""

    at: Moment
    what: str
    note: str
    line: int = 0


def is_dated(moment: Moment) -> bool:
    """Tell whether a fact is set and has a date."""
    return bool(moment) and moment != ALWAYS


def over_at(interview: Interview) -> Moment:
    """Give the moment from which an interview lies behind; empty where it has no date.

    A day without a time is over when it has ended, or at once where the user says the interview is done.
    """
    if not interview.end or has_time(interview.end) or interview.status == "done":
        return interview.end
    return add_days(interview.end, 1)


def held_at(interview: Interview) -> Moment:
    """Give the moment from which an interview counts as done; empty where it does not.

    Left out, the status is `done` after the end; an explicit `scheduled` waits for the user's word.
    """
    return over_at(interview) if interview.status in ("", "done") else NoMoment


def is_planned(interview: Interview) -> bool:
    """Tell whether an interview was agreed, so that it has (or had) to be prepared."""
    return bool(interview.start) and interview.status not in ("proposed", "cancelled")


def line_of(lines: tuple[tuple[str, int], ...], *names: str) -> int:
    """Give the line of the first of the properties that is set; 1 where none is."""
    for wanted in names:
        for name, line in lines:
            if name == wanted:
                return line
    return 1


def touchpoints(circle: Circle) -> list[Touchpoint]:
    """List every dated exchange with the contact, earliest first.

    Source: docs/notes-and-rules.md, "The rules"; cancelled and missed interviews do not count.
    """
    found = [*_own(circle.contact), *_met(circle), *_told(circle)]
    return sorted(
        (one for one in found if is_dated(one.at)), key=lambda one: (one.at, one.what, one.line)
    )


def _own(contact: Contact) -> Iterator[Touchpoint]:
    for name in ("asked", "nudged", "replied", "told_landed", "last_contact"):
        at = getattr(contact, name)
        if at:
            yield Touchpoint(at=at, what=name, note=contact.path, line=line_of(contact.lines, name))
    for item in contact.log:
        yield Touchpoint(at=item.at, what=item.kind or "log", note=contact.path, line=item.line)


def _met(circle: Circle) -> Iterator[Touchpoint]:
    for meeting in circle.meetings:
        one = meeting.interview
        if held := held_at(one):
            # Without a time the talk counts from the day it was on, also when that day must end first.
            at = held if has_time(held) else day_of(one.start)
            yield Touchpoint(
                at=at, what="interview", note=one.path, line=line_of(one.lines, "date")
            )
        for name in ("thank_you_sent", "questions_sent"):
            if at := getattr(one, name):
                yield Touchpoint(at=at, what=name, note=one.path, line=line_of(one.lines, name))


def _told(circle: Circle) -> Iterator[Touchpoint]:
    for lead in circle.leads:
        if at := lead.interview.referrer_told:
            yield Touchpoint(
                at=at,
                what="referrer_told",
                note=lead.interview.path,
                line=line_of(lead.interview.lines, "referrer_told"),
            )


def follow_up(
    circle: Circle,
    kind: FollowUpKind,
    *,
    opened: Moment,
    due: Moment,
    reason: str,
    note: str = "",
    line: int = 1,
    closed: Moment = NoMoment,
    about: str = "",
    same_as: str = "",
) -> FollowUp:
    """Make the follow-up of this contact.

    Its id is made of the kind, the contact, what it is `about` (the note, unless said otherwise) and `same_as`, which
    tells debts of one kind and note apart.
    """
    where = note or circle.contact.path
    who = circle.contact.path or circle.contact.name.casefold()
    return FollowUp(
        id=mark(kind, about or where, who, same_as),
        kind=kind,
        contact=circle.contact.name,
        contact_path=circle.contact.path,
        note=where,
        line=line,
        opened=opened,
        due=due,
        closed=closed,
        reason=reason,
    )
