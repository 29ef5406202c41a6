"""Whom to ask for an interview now, and why them: warm ties first, then down the chain of each company."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from infoview_md.dates import Moment, add_business_days, add_days, day_of
from infoview_md.network.aim import current, has_landed
from infoview_md.network.desk import meaning
from infoview_md.network.followups.circle import Rulebook, held_at, is_dated
from infoview_md.network.free_times import proposed_to
from infoview_md.network.model import Contact, Interview
from infoview_md.network.network import Network, company_key, is_ghost

WARM, KNOWN, COLD = 0, 1, 2

_CHANNELS: dict[str, tuple[int, str]] = {
    "referral": (WARM, "you were referred to them"),
    "friend": (WARM, "a friend"),
    "family": (WARM, "family"),
    "alumni": (WARM, "you share a school"),
    "association": (KNOWN, "you share an association"),
    "event": (KNOWN, "you met at an event"),
    "linkedin": (KNOWN, "you are connected on LinkedIn"),
    "cold": (COLD, "a cold contact"),
    "": (COLD, "no tie is noted"),
}
"""Channel -> warmth and words, warmest first.  Source: docs/notes-and-rules.md, "contact"."""

_CHAIN = ("decision_maker", "manager", "peer")
_CHAIN_WORDS = {"decision_maker": "a decision maker", "manager": "a manager", "peer": "a peer"}
_USUAL_PRIORITY = 3
_ANSWER_DAYS = 14  # somebody who said yes this lately holds the company's turn without a date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Somebody to ask now."""

    key: str = field(metadata=meaning("path of the note; ?name for somebody without a note"))
    name: str = field(metadata=meaning("the name"))
    company: str = field(metadata=meaning("the company; may be empty"))
    role: str = field(metadata=meaning("the role; may be empty"))
    has_note: bool = field(metadata=meaning("false for somebody who is only named in other notes"))
    reasons: tuple[str, ...] = field(metadata=meaning("why them, and why now"))
    then: tuple[str, ...] = field(metadata=meaning("who comes after them at the same company"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could be asked, with everything that ranks them."""

    key: str
    contact: Contact
    warmth: int
    rank: int
    due: Moment
    reasons: tuple[str, ...]

    @property
    def place_at_company(self) -> tuple[int, int, int, int, str]:
        """Order the people of one company: warm ties before cold ones, then down the chain."""
        return (self.warmth, *self._standing, self.rank, self.contact.name.casefold())

    @property
    def place(self) -> tuple[int, int, str, int, int, str]:
        """Order people of different companies."""
        chain, priority = self._standing
        name = self.contact.name.casefold()
        return (self.warmth, priority, self.due or "9999", self.rank, chain, name)

    @property
    def _standing(self) -> tuple[int, int]:
        chain = _in_chain(self.contact.seniority)
        return chain, self.contact.priority or _USUAL_PRIORITY


def propose(
    network: Network, *, today: Moment, count: int, rules: Rulebook
) -> tuple[Proposal, ...]:
    """Propose whom to ask now, best first, one person for each company; nobody once the search has landed.

    People who were asked, talked to, declined, closed or snoozed are left out, and so is a company where somebody was
    asked and may still answer.
    """
    search = current(network.searches, today)
    if search is not None and has_landed(search, today):
        return ()
    turns = _turns(network, today, rules)
    chains = _chains(
        one for one in candidates(network, today) if turns.get(_turn(one), "") != _HELD
    )
    best = sorted(chains, key=lambda chain: chain[0].place)
    return tuple(_proposal(chain, turns.get(_turn(chain[0]), "")) for chain in best[:count])


def candidates(network: Network, today: Moment) -> Iterator[Candidate]:
    """Give everybody who was not asked yet and may be."""
    for key, contact in network.contacts.items():
        if may_ask(network, key, contact, today):
            yield candidate(network, key, contact, today)


def may_ask(network: Network, key: str, contact: Contact, today: Moment) -> bool:
    """Tell whether a contact is still to be asked; somebody without a note must have been named by somebody."""
    is_free = not (contact.asked or contact.replied or contact.declined)
    has_talk = any(one.interview.status not in _NOT_AGREED for one in network.meetings(key))
    is_known = not is_ghost(key) or bool(network.named_in(key))
    return is_free and not has_talk and is_known and not is_held_back(contact, today)


_NOT_AGREED = ("proposed", "cancelled")


def is_held_back(contact: Contact, today: Moment) -> bool:
    """Tell whether nothing more is to be sent to a contact, or not yet."""
    is_closed = bool(contact.closed) and contact.closed <= today
    return is_closed or day_of(contact.snoozed_until) > today


def candidate(network: Network, key: str, contact: Contact, today: Moment) -> Candidate:
    """Weigh one contact."""
    channel = contact.channel.strip().casefold()
    referrers = network.referrers(key)
    if referrers:
        channel = "referral"
    warmth, words = _CHANNELS.get(channel, (KNOWN, f"you know each other by {contact.channel}"))
    reasons = [_referral_words(network, key, referrers) if referrers else words]
    reasons += _own_reasons(contact, today)
    for one in proposed_to((each.interview for each in network.meetings(key)), today):
        reasons.append(f"a time is set aside for them on {one.start.replace('T', ' at ')}")
    order = list(_CHANNELS)
    rank = order.index(channel) if channel in order else order.index("linkedin")
    return Candidate(
        key=key,
        contact=contact,
        warmth=warmth,
        rank=rank,
        due=_due(network, key, contact),
        reasons=tuple(reasons),
    )


def _own_reasons(contact: Contact, today: Moment) -> Iterator[str]:
    seniority = _seniority(contact.seniority)
    if seniority in _CHAIN_WORDS:
        yield _CHAIN_WORDS[seniority]
    if contact.priority:
        yield f"priority {contact.priority}"
    if is_dated(contact.reach_out_by):
        late = day_of(contact.reach_out_by) < today
        yield f"you {'wanted' if late else 'want'} to ask by {day_of(contact.reach_out_by)}"


def _referral_words(network: Network, key: str, referrers: list[str]) -> str:
    who = " and ".join(network.contacts[one].name for one in referrers)
    days = sorted(day_of(one.start) for one in network.named_in(key) if one.start)
    return f"{who} named them on {days[-1]}" if days else f"{who} referred you to them"


def _due(network: Network, key: str, contact: Contact) -> Moment:
    named = [day_of(one.start) for one in network.named_in(key) if one.start]
    dates = [contact.reach_out_by] if is_dated(contact.reach_out_by) else named
    return min(dates, default=Moment(""))


def _seniority(seniority: str) -> str:
    return seniority.strip().casefold().replace("-", "_").replace(" ", "_")


def _in_chain(seniority: str) -> int:
    plain = _seniority(seniority)
    return _CHAIN.index(plain) if plain in _CHAIN else len(_CHAIN)


def _chains(found: Iterable[Candidate]) -> list[list[Candidate]]:
    """Put the candidates of each company into the order in which they are asked."""
    companies: dict[str, list[Candidate]] = defaultdict(list)
    for one in found:
        companies[_turn(one) or f"\0{one.key}"].append(one)
    return [sorted(chain, key=lambda one: one.place_at_company) for chain in companies.values()]


def _turn(one: Candidate) -> str:
    return company_key(one.contact.company) if one.contact.company else ""


def _proposal(chain: list[Candidate], turn: str) -> Proposal:
    best = chain[0]
    return Proposal(
        key=best.key,
        name=best.contact.name,
        company=best.contact.company,
        role=best.contact.role,
        has_note=not is_ghost(best.key),
        reasons=(*best.reasons, turn) if turn else best.reasons,
        then=tuple(one.contact.name for one in chain[1:]),
    )


_HELD = "somebody there may still answer"


def _turns(network: Network, today: Moment, rules: Rulebook) -> dict[str, str]:
    """Say for each company where somebody was asked whether it is the next one's turn, and why."""
    turns: dict[str, list[str]] = defaultdict(list)
    for key, contact in network.contacts.items():
        if contact.company and (contact.asked or contact.replied or network.meetings(key)):
            meetings = [one.interview for one in network.meetings(key)]
            turns[company_key(contact.company)].append(_turn_after(contact, meetings, today, rules))
    return {company: _HELD if _HELD in found else max(found) for company, found in turns.items()}


def _turn_after(contact: Contact, meetings: list[Interview], today: Moment, rules: Rulebook) -> str:
    """Say whether one person's request leaves the company to the next; empty where it says nothing."""
    if contact.declined or contact.closed:
        return f"{contact.name} there has declined" if contact.declined else ""
    if any((at := held_at(one)) and at <= today for one in meetings):
        return f"you talked with {contact.name} there"
    if any(one.start >= today and one.status not in _NOT_AGREED for one in meetings):
        return _HELD
    if is_dated(contact.replied):
        return _HELD if add_days(contact.replied, _ANSWER_DAYS) > today else ""
    return _unanswered(contact, today, rules) if is_dated(contact.asked) else ""


def _unanswered(contact: Contact, today: Moment, rules: Rulebook) -> str:
    days = rules.policy.try_another_business_days
    if add_business_days(contact.asked, days, rules.calendar.holidays) > today:
        return _HELD
    return f"{contact.name} there was asked on {day_of(contact.asked)} and has not answered"
