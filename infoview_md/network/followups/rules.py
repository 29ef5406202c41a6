"""All rules in one table, and what applies before each of them: closed, declined, snoozed, landed."""

from collections.abc import Callable, Iterator
from itertools import chain

from infoview_md.dates import ALWAYS, Moment, day_of
from infoview_md.network.followup import Finding, FollowUp, FollowUpKind, Pass, earliest
from infoview_md.network.followups import keeping, meetings, outreach
from infoview_md.network.followups.circle import Circle, Rulebook, is_dated
from infoview_md.network.kinds import KINDS
from infoview_md.network.model import Contact, NoMoment, Search

Rule = Callable[[Circle, Rulebook], Iterator[Finding]]

Pause = tuple[Moment, Moment]
"""A time without a search: from a landing to the next start, which is empty while there is none."""

RULES: dict[FollowUpKind, Rule] = {
    "reach_out": outreach.reach_out,
    "try_another": outreach.try_another,
    "nudge": outreach.nudge,
    "schedule": outreach.schedule,
    "send_questions": meetings.send_questions,
    "prepare": meetings.prepare,
    "confirm_outcome": meetings.confirm_outcome,
    "thank_you": meetings.thank_you,
    "write_up": meetings.write_up,
    "report_back": meetings.report_back,
    "stay_in_touch": keeping.stay_in_touch,
    "promise": keeping.promise,
    "waiting": keeping.waiting,
    "announce": keeping.announce,
}
"""Every rule but `birthday`, whose follow-ups repeat for ever and are made when asked for."""


def derive(circle: Circle, rules: Rulebook) -> list[FollowUp]:
    """Give every follow-up that was, is or will be owed to one contact, from the notes alone.

    The clock has no part in it: what is open at a moment is selected later, by `opened` and `closed`.
    """
    return [one for one in explain(circle, rules) if isinstance(one, FollowUp)]


def explain(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Give what each rule found, also where nothing is owed, in the order of the table."""
    contact, since = circle.contact, rules.since
    if contact.closed == ALWAYS:
        return (Pass(kind=kind, reason="the contact is closed") for kind in RULES)
    pauses = tuple(_pauses(circle.searches))
    every = chain.from_iterable(rule(circle, rules) for rule in RULES.values())
    held = (_held(one, contact, pauses) if isinstance(one, FollowUp) else one for one in every)
    if not since:
        return held
    return (_since(one, since) if isinstance(one, FollowUp) else one for one in held)


_CLOSINGS = (
    "closed, the notes do not say when",
    "the contact is closed",
    "they declined",
    "the search had landed",
)


def _held(found: FollowUp, contact: Contact, pauses: tuple[Pause, ...]) -> Finding:
    """Apply what comes before all rules.  Source: docs/notes-and-rules.md, "The rules"."""
    if found.closed != ALWAYS and not (
        contact.closed or contact.declined or contact.snoozed_until or pauses
    ):
        return found
    row = KINDS[found.kind]
    closings = (
        found.closed,
        contact.closed,
        contact.declined if row.is_outreach else NoMoment,
        _stopped(found, pauses) if row.stops_when_landed and pauses else NoMoment,
    )
    closed = earliest(*closings)
    if closed == ALWAYS:
        why = _CLOSINGS[closings.index(ALWAYS)]
        return Pass(kind=found.kind, reason=f"{why} ({found.reason})")
    due = _snoozed(found.due, contact) if contact.snoozed_until else found.due
    if closed == found.closed and due == found.due:
        return found
    return found._replace(closed=closed, due=due)


def _since(found: FollowUp, since: Moment) -> Finding:
    """Forgive what was due before a day.

    A cadence and the day of the next touchpoint say how things stand now, so what they ask for is owed all the same.
    """
    if found.kind == "stay_in_touch" or day_of(found.due) >= since:
        return found
    due = day_of(found.due)
    return Pass(kind=found.kind, reason=f"due {due}, before `since` of {since} ({found.reason})")


def _snoozed(due: Moment, contact: Contact) -> Moment:
    """Give the later of the due moment and the snooze; on the day itself the moment stays."""
    held = contact.snoozed_until
    return day_of(held) if is_dated(held) and day_of(due) < day_of(held) else due


def _stopped(found: FollowUp, pauses: tuple[Pause, ...]) -> Moment:
    """Give when a landing ended this debt: empty where none did, `ALWAYS` where it never arose."""
    # An interview belongs to the search of its own date: they may have said yes to an earlier one.
    is_of_interview = not KINDS[found.kind].is_outreach or found.opened == ALWAYS
    belongs_to = found.due if is_of_interview else found.opened
    for landed, resumed in pauses:
        if not resumed or belongs_to < resumed:
            return landed if found.opened < landed else ALWAYS
    return NoMoment


def _pauses(searches: tuple[Search, ...]) -> Iterator[Pause]:
    """Give the times without a search.

    A landing ends nothing while another search goes on; one without `started` goes on since always.
    """
    for landed in sorted(one.landed for one in searches if is_dated(one.landed)):
        goes_on = any(
            one.started <= landed and (not one.landed or one.landed > landed) for one in searches
        )
        if not goes_on:
            yield landed, earliest(*(one.started for one in searches if one.started > landed))
