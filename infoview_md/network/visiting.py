"""Who is worth a visit at a place: those who said yes, those to ask, those one knows already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from infoview_md.dates import Moment, day_of
from infoview_md.network.asking import Candidate, candidate, is_held_back
from infoview_md.network.desk import Desk
from infoview_md.network.followups.circle import is_dated
from infoview_md.network.history import held
from infoview_md.network.model import Contact
from infoview_md.network.network import Network, company_key, is_ghost
from infoview_md.network.occasion import day_words
from infoview_md.network.person import person_of
from infoview_md.network.places import is_at

_SAID_YES, _TO_ASK, _NO_ANSWER, _KNOWN = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody to meet at the place, and why."""

    key: str
    name: str
    work: str
    reasons: tuple[str, ...]


def visits(
    network: Network, place: str, *, first: Moment, last: Moment, desk: Desk
) -> tuple[Visit, ...]:
    """Give the people at a place, best first; one of each company before the second of any.

    Left out are those who declined, are closed, snoozed beyond the first day, or have a talk that is still to come.
    """
    ranked: list[tuple[int, Candidate, str]] = []
    for key, contact in network.contacts.items():
        if is_ghost(key) or not is_at(contact.location, place):
            continue
        if contact.declined or is_held_back(contact, first) or _is_coming(network, key, desk, last):
            continue
        standing, words = _standing(network, key, contact, desk)
        ranked.append((standing, candidate(network, key, contact, desk.today), words))
    ranked.sort(key=lambda one: (one[0], one[1].place, one[1].key))
    return tuple(_visit(one, words) for _, one, words in _by_turns(ranked))


def _is_coming(network: Network, key: str, desk: Desk, last: Moment) -> bool:
    """Tell whether a talk is agreed or proposed between now and the end of the trip."""
    return any(
        desk.today <= day_of(one.interview.start) <= last
        and one.interview.status not in ("cancelled", "no_show", "done")
        for one in network.meetings(key)
    )


def _standing(network: Network, key: str, contact: Contact, desk: Desk) -> tuple[int, str]:
    talks = held(network.circle(key), desk)
    if talks:
        return _KNOWN, f"you talked on {day_words(talks[-1].start, desk)}"
    if contact.replied:
        return _SAID_YES, "said yes, no date yet"
    if contact.asked:
        day = day_words(contact.asked, desk) if is_dated(contact.asked) else ""
        return _NO_ANSWER, f"asked on {day}, no answer" if day else "asked, no answer"
    return _TO_ASK, ""


def _by_turns(
    ranked: Iterable[tuple[int, Candidate, str]],
) -> Iterator[tuple[int, Candidate, str]]:
    """Let the companies take turns: first the best of each, then the second best."""
    rounds: dict[int, list[tuple[int, Candidate, str]]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    for one in _down_the_chain(ranked):
        company = _company(one[1])
        rounds[seen[company]].append(one)
        seen[company] += 1
    for number in sorted(rounds):
        yield from rounds[number]


def _down_the_chain(
    ranked: Iterable[tuple[int, Candidate, str]],
) -> list[tuple[int, Candidate, str]]:
    """Within a company put decision makers first, and leave each company the places that it has."""
    everyone = list(ranked)
    companies: dict[str, list[tuple[int, Candidate, str]]] = defaultdict(list)
    for one in everyone:
        companies[_company(one[1])].append(one)
    ordered = {
        name: iter(sorted(people, key=lambda one: (one[0], one[1].place_at_company)))
        for name, people in companies.items()
    }
    return [next(ordered[_company(one[1])]) for one in everyone]


def _company(one: Candidate) -> str:
    return company_key(one.contact.company) if one.contact.company else f"\0{one.key}"


def _visit(one: Candidate, words: str) -> Visit:
    person = person_of(one.contact)
    return Visit(
        key=one.key,
        name=person.name,
        work=person.work,
        reasons=tuple(reason for reason in (words, *one.reasons) if reason),
    )
