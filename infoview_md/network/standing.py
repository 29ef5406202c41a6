"""One contact as statistics see it: how far it came in a period of time."""

from collections.abc import Iterable
from dataclasses import dataclass

from infoview_md.dates import ALWAYS, Moment, add_days, day_of, days_between
from infoview_md.network.followups.circle import held_at, is_dated, touchpoints
from infoview_md.network.model import Contact, Interview, NoMoment
from infoview_md.network.network import Network

_RECENT_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that is looked at: from a moment (empty: ever) until another."""

    start: Moment
    end: Moment

    def holds(self, moment: Moment) -> bool:
        """Tell whether a fact falls into the period; one without a date does where there is no start."""
        return bool(moment) and self.start <= moment <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A contact as the numbers see it; `days_to_reply` is -1 where it is not known."""

    contact: Contact
    known_since: Moment
    was_asked: bool
    has_answered: bool
    may_still_answer: bool
    days_to_reply: int
    was_referred: bool
    has_talked: bool
    has_named: bool
    has_openings: bool


def standing(network: Network, key: str, period: Period) -> Standing | None:
    """Look at one contact; None where nobody knew it yet at the end of the period."""
    contact = network.contacts[key]
    known_since = _known_since(network, key, period.end)
    if known_since is None:
        return None
    was_asked = period.holds(contact.asked)
    talks = [one.interview for one in network.meetings(key)]
    held = [one for one in talks if period.holds(held_at(one))]
    answer = _answer(contact, talks, period.end) if was_asked else NoMoment
    return Standing(
        contact=contact,
        known_since=known_since,
        was_asked=was_asked,
        has_answered=bool(answer),
        may_still_answer=was_asked and not answer and _is_recent(contact.asked, period.end),
        days_to_reply=_waited(contact, period.end) if was_asked else -1,
        was_referred=bool(network.referrers(key)) or contact.channel == "referral",
        has_talked=bool(held),
        has_named=bool(held and network.referred(key)),
        has_openings=any(one.opportunities for one in held),
    )


def _is_recent(asked: Moment, end: Moment) -> bool:
    return asked >= add_days(end, -_RECENT_DAYS)


def _answer(contact: Contact, talks: Iterable[Interview], end: Moment) -> Moment:
    """Give the first answer until then: a reply, a no, or a talk after the request."""
    asked_on = day_of(contact.asked)
    held = [at for one in talks if one.start >= asked_on and (at := held_at(one))]
    given = [at for at in (contact.replied, contact.declined) if at == ALWAYS or at >= asked_on]
    return min((at for at in (*given, *held) if at and at <= end), default=NoMoment)


def _waited(contact: Contact, end: Moment) -> int:
    """Count the days from the request to the reply; -1 where one of them has no date."""
    answers = [at for at in (contact.replied, contact.declined) if is_dated(at) and at <= end]
    if not answers or not is_dated(contact.asked):
        return -1
    return max(days_between(contact.asked, min(answers)), -1)


def _known_since(network: Network, key: str, end: Moment) -> Moment | None:
    """Give the day of the first dated fact about a contact, empty where there is none until then.

    None: what was noted about them is all of later days, so at that moment nobody knew them.
    """
    noted = touchpoints(network.circle(key))
    facts = [one.at for one in noted]
    facts += [one.start for one in network.named_in(key) if one.start]
    past = [day_of(at) for at in facts if at <= end]
    if not past and any(one.what != "interview" for one in noted):
        return None
    return min(past, default=NoMoment)
