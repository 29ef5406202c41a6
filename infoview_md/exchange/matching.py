"""Is this person known already: surely, possibly, or not.

The same UID or LinkedIn profile is proof.  The same e-mail address is proof where the names agree, because families and
offices share addresses.  The same name is only possible.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, Literal

from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.identity import identities, name_key, profile_key
from infoview_md.exchange.records import Person

Verdict = Literal["new", "known", "possible"]

MOST_CANDIDATES: Final = 20
_Mark = tuple[str, ...]
_PROOFS: Final = (
    ("uid:", "the same UID"),
    ("linkedin:", "the same LinkedIn profile"),
    ("email:", "the same e-mail address"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What is known of a person: the keys of those it is or may be, and why.

    `is_sure` means that a UID, which nobody shares, says it; `is_torn`, that a proof and the name fit several people.
    """

    verdict: Verdict
    keys: tuple[str, ...] = ()
    reason: str = ""
    is_sure: bool = False
    is_torn: bool = False


NOBODY: Final = Match(verdict="new")


@dataclass(slots=True)
class Register:
    """People by key, found again by what identifies them and by their names.

    A match names at most `MOST_CANDIDATES`, so that a file in which all share one name takes no longer than another.
    """

    people: dict[str, Person] = field(default_factory=dict)
    _keys: dict[_Mark, dict[str, None]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[tuple[str, Person]]) -> "Register":
        """Make a register of (key, person) pairs."""
        register = cls()
        for key, person in people:
            register.add(key, person)
        return register

    def add(self, key: str, person: Person, *, whole: Person | None = None) -> None:
        """Add a person, or more that is known of one; `whole` is then all that is known, `person` what is new."""
        self.people[key] = whole or person
        company, profile = company_key(person.company), profile_key(person.linkedin)
        names = _names(person)
        marks: list[_Mark] = [("name", name) for name in names]
        marks += [("name at company", name, company) for name in names]
        marks += [("name without profile", name) for name in names if not profile]
        for one in identities(person):
            marks += [(one,), *((one, name) for name in names)]
        for mark in marks:
            self._keys.setdefault(mark, {})[key] = None

    def match(self, person: Person, made_uid: str = "") -> Match:
        """Tell whether a person is in the register; the strongest proof counts.

        `made_uid` is the UID that the note of a row without one gets, or got when it was imported before.
        """
        found = identities(person) | ({f"uid:{made_uid}"} if made_uid else frozenset())
        for prefix, reason in _PROOFS:
            marks = [one for one in sorted(found) if one.startswith(prefix)]
            if keys := self._sharing(marks, _names(person)):
                return self._proved(person, keys, prefix, reason)
        return self._by_its_name(person)

    def _sharing(self, marks: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
        """Give the keys that share a mark; beyond the first of them, those that share a name as well."""
        named = [
            islice(self._keys.get((one, name), ()), MOST_CANDIDATES)
            for one in marks
            for name in names
        ]
        first = [islice(self._keys.get((one,), ()), MOST_CANDIDATES) for one in marks]
        return tuple(dict.fromkeys(chain(*first, *named)))

    def _proved(self, person: Person, keys: tuple[str, ...], prefix: str, reason: str) -> Match:
        agreeing = tuple(key for key in keys if names_agree(person, self.people[key]))
        sure = agreeing if len(agreeing) == 1 or prefix == "email:" else keys
        if len(sure) == 1:
            return Match(verdict="known", keys=sure, reason=reason, is_sure=prefix == "uid:")
        more = "another name" if not agreeing else "more than one fits"
        return Match(
            verdict="possible",
            keys=sure or keys,
            reason=f"{reason}, but {more}",
            is_torn=len(agreeing) > 1,
        )

    def _by_its_name(self, person: Person) -> Match:
        names, company = _names(person), company_key(person.company)
        near = [("name at company", name, company) for name in names]
        far = "name without profile" if profile_key(person.linkedin) else "name"
        if company and (same := self._not_different(person, near)):
            return Match(verdict="possible", keys=same, reason="the same name and company")
        keys = self._not_different(person, [*near, *((far, name) for name in names)])
        return Match(verdict="possible", keys=keys, reason="the same name") if keys else NOBODY

    def _not_different(self, person: Person, marks: Iterable[_Mark]) -> tuple[str, ...]:
        found = chain.from_iterable(self._keys.get(mark, ()) for mark in marks)
        fits = (key for key in found if not are_different(person, self.people[key]))
        return tuple(dict.fromkeys(islice(fits, MOST_CANDIDATES)))


def _names(person: Person) -> list[str]:
    """Give the names of a person as they are compared; one without a letter, such as an emoji, as it is."""
    keys = (name_key(name) or " ".join(name.split()) for name in (person.name, *person.aliases))
    return [key for key in keys if key]


def are_different(one: Person, other: Person) -> bool:
    """Tell whether two of one name are surely two: each has a profile of its own, at another company."""
    profiles = profile_key(one.linkedin), profile_key(other.linkedin)
    if not all(profiles) or profiles[0] == profiles[1]:
        return False
    return company_key(one.company) != company_key(other.company)


def _is_nameless(person: Person) -> bool:
    """Tell whether somebody is only called by an address."""
    return person.name.casefold() in (email.casefold() for email in person.emails)


def names_agree(one: Person, other: Person) -> bool:
    """Tell whether two names may be of one person: a nickname, an initial, another family name are fine."""
    if (
        one.name == other.name
        or "@" in one.name + other.name
        or set(_names(one)) & set(_names(other))
    ):
        return True
    firsts = [{name.split()[0] for name in _names(person)} for person in (one, other)]
    return any(a.startswith(b) or b.startswith(a) for a in firsts[0] for b in firsts[1])
