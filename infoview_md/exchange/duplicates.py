"""Which contacts may be one person with two notes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from shlex import quote
from typing import Final

from infoview_md.exchange.contacts import person_of
from infoview_md.exchange.identity import identities, name_key
from infoview_md.exchange.matching import are_different
from infoview_md.network.model import Contact

_REASONS: Final = {
    "uid": "the same UID",
    "linkedin": "the same LinkedIn profile",
    "email": "the same e-mail address",
    "name": "the same name",
}
_MOST_OF_ONE: Final = 20
"""More contacts with one address share it as an office does; every pair of them would be noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two contacts that may be one: the fuller note first, and what they share, the strongest first."""

    first: Contact
    second: Contact
    reasons: tuple[str, ...]

    @property
    def action(self) -> str:
        """Give the command line that makes one note of the two."""
        return f"infoview-md merge {quote(self.first.path)} {quote(self.second.path)}"


def as_dict(pair: Pair) -> dict[str, object]:
    """Give a pair for programs."""
    return {
        "first": pair.first.path,
        "second": pair.second.path,
        "reasons": list(pair.reasons),
        "action": pair.action,
    }


def find_pairs(contacts: Iterable[Contact]) -> list[Pair]:
    """Give the contacts that share a UID, a profile, an e-mail address or a name, the surest pairs first."""
    known = {one.path: one for one in contacts if one.path}
    groups: dict[str, set[str]] = defaultdict(set)
    for path, contact in known.items():
        for mark in _marks(contact):
            groups[mark].add(path)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark, paths in groups.items():
        if len(paths) <= _MOST_OF_ONE:
            for pair in combinations(sorted(paths), 2):
                shared[pair].add(mark.partition(":")[0])
    pairs = [
        _pair(known[one], known[other], kinds)
        for (one, other), kinds in shared.items()
        if kinds != {"name"} or not are_different(person_of(known[one]), person_of(known[other]))
    ]
    return sorted(pairs, key=_order)


def _order(pair: Pair) -> tuple[int, str, str]:
    return list(_REASONS.values()).index(pair.reasons[0]), pair.first.path, pair.second.path


def _marks(contact: Contact) -> Iterator[str]:
    person = person_of(contact)
    yield from identities(person)
    for name in (contact.name, *contact.aliases):
        if key := name_key(name):
            yield f"name:{key}"


def _pair(one: Contact, other: Contact, kinds: set[str]) -> Pair:
    first, second = sorted((one, other), key=lambda contact: (-_fullness(contact), contact.path))
    return Pair(
        first=first,
        second=second,
        reasons=tuple(reason for kind, reason in _REASONS.items() if kind in kinds),
    )


def _fullness(contact: Contact) -> int:
    """Count what a note says, to propose the fuller one as the one that stays."""
    facts = (
        contact.company,
        contact.role,
        contact.location,
        contact.emails,
        contact.phones,
        contact.linkedin,
        contact.asked,
        contact.replied,
        contact.birthday,
        contact.referred_by,
    )
    return sum(map(bool, facts)) + len(contact.log) + len(contact.tasks)
