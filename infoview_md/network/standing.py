"""One contact as statistics see it: how far it came in a period of time."""

from collections.abc import Iterable
from dataclasses import dataclass

from infoview_md.dates import ALWAYS, Moment, add_days, day_of, days_between
from infoview_md.network.followups.circle import Touchpoint, held_at, is_dated, touchpoints
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

    def held(self, interview: Interview) -> bool:
        """Tell whether an interview took place in the period: begun in it, and over at its end."""
        return self.start <= interview.start and "" < held_at(interview) <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A contact as the numbers see it.

    `days_waited` are the days until the answer, or until now where there is none; -1 where a date is missing.
    `touched_on` are the days of the period with an exchange that was no talk, one for each exchange.
    """

    key: str
    contact: Contact
    known_since: Moment
    was_asked: bool
    has_answered: bool
    may_still_answer: bool
    days_waited: int
    was_referred: bool
    has_talked: bool
    has_openings: bool
    touched_on: tuple[Moment, ...]


def standing(network: Network, key: str, period: Period) -> Standing | None:
    """Look at one contact; None where nobody knew it yet at the end of the period."""
    contact = network.contacts[key]
    noted = touchpoints(network.circle(key))
    known_since = _known_since(network, key, noted, period.end)
    if known_since is None:
        return None
    was_asked = period.holds(contact.asked)
    talks = [one.interview for one in network.meetings(key)]
    held = [one for one in talks if period.held(one)]
    answer = _answer(contact, talks, period.end) if was_asked else NoMoment
    return Standing(
        key=key,
        contact=contact,
        known_since=known_since,
        was_asked=was_asked,
        has_answered=bool(answer),
        may_still_answer=was_asked and not answer and _is_recent(contact.asked, period.end),
        days_waited=_waited(contact, answer, period.end) if was_asked else -1,
        was_referred=_is_referred(network, key, period.end),
        has_talked=bool(held),
        has_openings=any(one.opportunities for one in held),
        touched_on=tuple(
            day_of(one.at) for one in noted if one.what != "interview" and period.holds(one.at)
        ),
    )


def _is_referred(network: Network, key: str, end: Moment) -> bool:
    """Tell whether somebody had led to a contact when they were asked; who was named later was asked without."""
    contact = network.contacts[key]
    if contact.channel == "referral" or network.referred_by(key):
        return True
    until = day_of(contact.asked) if is_dated(contact.asked) else day_of(end)
    naming = (one for one in network.named_in(key) if key not in network.people(one))
    return any(day_of(one.start) <= until and "" < held_at(one) <= end for one in naming)


def _is_recent(asked: Moment, end: Moment) -> bool:
    return asked >= add_days(end, -_RECENT_DAYS)


def _answer(contact: Contact, talks: Iterable[Interview], end: Moment) -> Moment:
    """Give the first answer until then: a reply, a no, or a talk after the request."""
    asked_on = day_of(contact.asked)
    held = [at for one in talks if one.start >= asked_on and (at := held_at(one))]
    return min((at for at in (*_replies(contact), *held) if at <= end), default=NoMoment)


def _replies(contact: Contact) -> list[Moment]:
    """Give what came back after the request; a reply to an earlier one does not answer it."""
    given = [at for at in (contact.replied, contact.declined) if at]
    return [at for at in given if at == ALWAYS or at >= day_of(contact.asked)]


def _waited(contact: Contact, answer: Moment, end: Moment) -> int:
    """Count the days from the request to the dated reply, or until now; -1 where one of them has no date."""
    if not is_dated(contact.asked):
        return -1
    if not answer:
        return days_between(contact.asked, end)
    replies = [at for at in _replies(contact) if is_dated(at) and at <= end]
    return days_between(contact.asked, min(replies)) if replies else -1


def _known_since(network: Network, key: str, noted: list[Touchpoint], end: Moment) -> Moment | None:
    """Give the day of the first dated fact about a contact, empty where there is none until then.

    None: what was noted about them is all of later days, so at that moment nobody knew them.
    """
    facts = [one.at for one in noted]
    facts += [one.start for one in network.named_in(key) if one.start]
    past = [day_of(at) for at in facts if at <= end]
    if not past and any(one.what != "interview" for one in noted):
        return None
    return min(past, default=NoMoment)
