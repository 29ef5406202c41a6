"""Is this person known already: surely, possibly, or not.

The same UID or LinkedIn profile is proof.  The same e-mail address is proof where the names agree, because families and
offices share addresses.  The same name is only possible.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.identity import identities, name_key, profile_key
from infoview_md.exchange.records import Person

Verdict = Literal["new", "known", "possible"]

_PROOFS: Final = (
    ("uid:", "the same UID"),
    ("linkedin:", "the same LinkedIn profile"),
    ("email:", "the same e-mail address"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What is known of a person: the keys of those it is or may be, and why."""

    verdict: Verdict
    keys: tuple[str, ...] = ()
    reason: str = ""


NOBODY: Final = Match(verdict="new")


@dataclass(slots=True)
class Register:
    """People by key, found again by what identifies them and by their names."""

    people: dict[str, Person] = field(default_factory=dict)
    _by_identity: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, people: Iterable[tuple[str, Person]]) -> "Register":
        """Make a register of (key, person) pairs."""
        register = cls()
        for key, person in people:
            register.add(key, person)
        return register

    def add(self, key: str, person: Person) -> None:
        """Add a person, or more that is known of one."""
        self.people[key] = person
        for one in identities(person):
            _enter(self._by_identity[one], key)
        for name in _names(person):
            _enter(self._by_name[name], key)

    def match(self, person: Person, made_uid: str = "") -> Match:
        """Tell whether a person is in the register; the strongest proof counts.

        `made_uid` is the UID that the note of a row without one gets, or got when it was imported before.
        """
        found = identities(person) | ({f"uid:{made_uid}"} if made_uid else frozenset())
        for prefix, reason in _PROOFS:
            keys = [
                key
                for one in sorted(found)
                if one.startswith(prefix)
                for key in self._by_identity.get(one, ())
            ]
            if keys:
                return self._proved(person, tuple(dict.fromkeys(keys)), prefix, reason)
        return self._by_its_name(person)

    def _proved(self, person: Person, keys: tuple[str, ...], prefix: str, reason: str) -> Match:
        agreeing = tuple(key for key in keys if names_agree(person, self.people[key]))
        sure = agreeing if len(agreeing) == 1 or prefix == "email:" else keys
        if len(sure) == 1:
            return Match(verdict="known", keys=sure, reason=reason)
        more = "another name" if not agreeing else "more than one fits"
        return Match(verdict="possible", keys=sure or keys, reason=f"{reason}, but {more}")

    def _by_its_name(self, person: Person) -> Match:
        found = (key for name in _names(person) for key in self._by_name.get(name, ()))
        keys = [key for key in dict.fromkeys(found) if not are_different(person, self.people[key])]
        if not keys:
            return NOBODY
        company = company_key(person.company)
        same = [key for key in keys if company and company_key(self.people[key].company) == company]
        reason = "the same name and company" if same else "the same name"
        return Match(verdict="possible", keys=tuple(same or keys), reason=reason)


def _enter(keys: list[str], key: str) -> None:
    if key not in keys:
        keys.append(key)


def _names(person: Person) -> list[str]:
    return [key for name in (person.name, *person.aliases) if (key := name_key(name))]


def are_different(one: Person, other: Person) -> bool:
    """Tell whether two of one name are surely two: each has a profile of its own, at another company."""
    profiles = profile_key(one.linkedin), profile_key(other.linkedin)
    if not all(profiles) or profiles[0] == profiles[1]:
        return False
    return company_key(one.company) != company_key(other.company)


def names_agree(one: Person, other: Person) -> bool:
    """Tell whether two names may be of one person: a nickname, an initial, another family name are fine."""
    if "@" in one.name + other.name or set(_names(one)) & set(_names(other)):
        return True
    firsts = [{name.split()[0] for name in _names(person)} for person in (one, other)]
    return any(a.startswith(b) or b.startswith(a) for a in firsts[0] for b in firsts[1])
