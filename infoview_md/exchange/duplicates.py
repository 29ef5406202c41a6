"""Which contacts are, or may be, one person with two notes.

The same UID or profile is proof.  The same e-mail address or telephone number is proof where the names agree, because
families and offices share them.  The same or a similar name alone is only possible.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from shlex import quote
from typing import Final

from infoview_md.exchange.contacts import person_of
from infoview_md.exchange.identity import identities, name_key
from infoview_md.exchange.matching import are_different, names_agree
from infoview_md.exchange.similar_names import initial_key, is_initial, similar_keys
from infoview_md.network.model import Contact

_REASONS: Final = {
    "uid": "the same UID",
    "linkedin": "the same LinkedIn profile",
    "email": "the same e-mail address",
    "phone": "the same telephone number",
    "name": "the same name",
    "similar": "a similar name",
    "initial": "the same initial and family name",
}
_PROOFS: Final = frozenset({"uid", "linkedin"})
_SHARED: Final = frozenset({"email", "phone"})
_NAMES: Final = frozenset({"name", "similar", "initial"})
_MOST_OF_ONE: Final = 20
"""More contacts with one address share it as an office does; every pair of them would be noise."""
_DIGITS_OF_A_NUMBER: Final = 9
_NOT_A_DIGIT: Final = re.compile(r"\D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two contacts that may be one: the fuller note first, and what they share, the strongest first."""

    first: Contact
    second: Contact
    reasons: tuple[str, ...]
    is_certain: bool

    @property
    def action(self) -> str:
        """Give the command line that makes one note of the two."""
        return f"infoview-md merge {_argument(self.first.path)} {_argument(self.second.path)}"


def _argument(path: str) -> str:
    """Write a path for a shell; one that begins with a dash would be taken for an option."""
    return quote(f"./{path}" if path.startswith("-") else path)


def as_dict(pair: Pair) -> dict[str, object]:
    """Give a pair for programs."""
    return {
        "first": pair.first.path,
        "second": pair.second.path,
        "certain": pair.is_certain,
        "reasons": list(pair.reasons),
        "action": pair.action,
    }


def find_pairs(contacts: Iterable[Contact]) -> list[Pair]:
    """Give the contacts that share a UID, a profile, an address, a number or a name, the surest pairs first.

    Contacts are compared with those of the same mark only, so that the time grows with their number.
    """
    known = {one.path: one for one in contacts if one.path}
    groups: dict[str, set[str]] = defaultdict(set)
    for path, contact in known.items():
        for mark in _marks(contact):
            groups[mark].add(path)
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark, paths in groups.items():
        if 1 < len(paths) <= _MOST_OF_ONE:
            for pair in combinations(sorted(paths), 2):
                shared[pair].add(mark.partition(":")[0])
    found = (_pair(known[one], known[other], kinds) for (one, other), kinds in shared.items())
    return sorted((pair for pair in found if pair), key=_order)


def _order(pair: Pair) -> tuple[bool, int, str, str]:
    rank = list(_REASONS.values()).index(pair.reasons[0])
    return not pair.is_certain, rank, pair.first.path, pair.second.path


def _marks(contact: Contact) -> Iterator[str]:
    yield from identities(person_of(contact))
    for phone in contact.phones:
        digits = _NOT_A_DIGIT.sub("", phone)
        if len(digits) >= _DIGITS_OF_A_NUMBER:
            yield f"phone:{digits[-_DIGITS_OF_A_NUMBER:]}"
    for name in (contact.name, *contact.aliases):
        if key := name_key(name):
            yield f"name:{key}"
        yield from (f"similar:{key}" for key in similar_keys(name))
        if key := initial_key(name):
            yield f"initial:{key}"


def _pair(one: Contact, other: Contact, kinds: set[str]) -> Pair | None:
    """Give two contacts as a pair, or nothing where what they share says too little."""
    kinds = _telling(one, other, kinds)
    people = person_of(one), person_of(other)
    if not kinds or (kinds <= _NAMES and are_different(*people)):
        return None
    agree = bool(kinds & _NAMES) or names_agree(*people)
    first, second = sorted((one, other), key=lambda contact: (-_fullness(contact), contact.path))
    return Pair(
        first=first,
        second=second,
        reasons=tuple(reason for kind, reason in _REASONS.items() if kind in kinds),
        is_certain=bool(kinds & _PROOFS) or (bool(kinds & _SHARED) and agree),
    )


def _telling(one: Contact, other: Contact, kinds: set[str]) -> set[str]:
    """Leave out what a stronger reason says already, and initials where both given names are known."""
    if "name" in kinds:
        return kinds - {"similar", "initial"}
    names = (one.name, *one.aliases, other.name, *other.aliases)
    if "similar" in kinds or not any(map(is_initial, names)):
        return kinds - {"initial"}
    return kinds


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
