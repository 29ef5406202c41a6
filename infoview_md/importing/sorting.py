"""Sorting the people of some files: who is new, who is known, who may be, and which rows are one person."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.contacts import uid_for
from infoview_md.exchange.identity import identities, name_key, profile_key
from infoview_md.exchange.matching import NOBODY, Match, Register, names_agree
from infoview_md.exchange.records import Person, Source, stable_uid
from infoview_md.importing import sources
from infoview_md.importing.noting import inert
from infoview_md.importing.sources import Wanted, is_wanted

LINKEDIN: Final = "linkedin"
_ROW: Final = "row "
_NAMES_OF_ONE: Final = 3
"""A person may have been married and have a nickname; a mark on rows of more names is not one person's."""
_PLACES: Final = 3
"""Of somebody who is on many rows, so many are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A property of which one value can be kept and two rows of one person say two."""

    name: str
    kept: str
    other: str
    place: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person to import: all that the files say, where they say it, and what is known already.

    The keys of `match` are paths of contacts, or `row N` for the Nth entry of the same import.  `uid` is that of the
    card, or one that the same row has every time it is imported.  `rivals` says in words whom the keys mean.
    `clashes` is what a later row says differently, and what is therefore not kept.
    """

    person: Person
    uid: str
    places: tuple[Source, ...]
    match: Match
    channel: str = ""
    rivals: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def label(self) -> str:
        """Say where the person was read: `contacts.vcf, row 3 (line 20)`."""
        more = len(self.places) - _PLACES
        said = "; ".join(place_label(one) for one in self.places[:_PLACES])
        return f"{said}; and {more:,} more" if more > 0 else said


def place_label(place: Source) -> str:
    """Say where in which file a person was read."""
    row = f"{place.file}, row {place.row}" if place.row else place.file
    return f"{row} (line {place.line})" if place.line not in (0, place.row) else row


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The people of an import, each once, how many were not wanted, and sentences about doubtful marks."""

    entries: tuple[Entry, ...]
    left_out: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorting:
    known: Register
    entries: list[Entry] = field(default_factory=list)
    among: Register = field(default_factory=Register)
    by_path: dict[str, int] = field(default_factory=dict)
    by_person: dict[Person, int] = field(default_factory=dict)
    uids: set[str] = field(default_factory=set)
    twins: dict[str, int] = field(default_factory=dict)

    def take(self, person: Person, channel: str) -> None:
        """Sort one more person in."""
        beside = self.among.match(person)
        number = int(beside.keys[0]) if beside.verdict == "known" else self.by_person.get(person)
        uid = self._uid(person) if number is None else self.entries[number].uid
        match = self.known.match(person, uid)
        if beside.is_torn and not match.is_sure:  # as when none of them had a note yet
            match = self._twin(person, beside)
        if match.verdict == "known":
            other = self.by_path.get(match.keys[0])
            if number is None:
                number = other
            elif other not in (None, number):  # between two of the file the surer mark has decided
                match = NOBODY
        if number is None:
            number = len(self.entries)
            if match.verdict == "new" and beside.verdict == "possible":
                match = self._twin(person, beside)
            self.entries.append(self._entry(person, uid, match, channel))
        else:
            self.entries[number] = _joined(self.entries[number], person, channel, match)
        self._remember(number, person)

    def _entry(self, person: Person, uid: str, match: Match, channel: str) -> Entry:
        rows = [row_of(key) for key in match.keys]
        rivals = (
            key if row is None else self.entries[row].label
            for key, row in zip(match.keys, rows, strict=True)
        )
        return Entry(
            person=person,
            uid=uid,
            places=(person.source,),
            match=match,
            channel=channel,
            rivals=tuple(rivals),
        )

    def _uid(self, person: Person) -> str:
        """Give the UID of a row that is a person of its own; of rows that nothing tells apart, by their order."""
        first = uid = person.uid or uid_for(person)
        while uid in self.uids:
            self.twins[first] = self.twins.get(first, 1) + 1
            uid = stable_uid(first, str(self.twins[first]))
        return uid

    def _twin(self, person: Person, beside: Match) -> Match:
        """Doubt a row that has the name of another one, unless each has a profile of its own."""
        profile = profile_key(person.linkedin)
        doubtful = [
            int(key)
            for key in beside.keys
            if not (profile and profile_key(self.among.people[key].linkedin))
        ]
        if not doubtful:
            return Match(verdict="new")
        return replace(beside, keys=tuple(f"{_ROW}{one}" for one in doubtful))

    def _remember(self, number: int, person: Person) -> None:
        entry = self.entries[number]
        self.uids.add(entry.uid)
        self.among.add(str(number), person, whole=entry.person)
        self.by_person.setdefault(person, number)
        if entry.match.verdict == "known":
            self.by_path.setdefault(entry.match.keys[0], number)


def _joined(old: Entry, person: Person, channel: str, match: Match) -> Entry:
    """Add a row to the entry of the same person; it may be what tells that the person is known."""
    return replace(
        old,
        person=united(old.person, person),
        places=(*old.places, person.source),
        channel=old.channel or channel,
        clashes=(*old.clashes, *clashes(old.person, person)),
        match=match if match.verdict == "known" and old.match.verdict != "known" else old.match,
    )


_OF_ONE_VALUE: Final = (
    "company",
    "role",
    "location",
    "linkedin",
    "url",
    "birthday",
    "connected_on",
)
_KEY_OF: Final[Mapping[str, Callable[[str], str]]] = {
    "company": company_key,
    "linkedin": lambda url: profile_key(url) or url,
}


def clashes(old: Person, person: Person) -> Iterator[Clash]:
    """Give what a second row of one person says otherwise, where only one value can be kept."""
    for name in _OF_ONE_VALUE:
        kept, other = (str(getattr(one, name) or "") for one in (old, person))
        key = _KEY_OF.get(name, str.casefold)
        if kept and other and key(kept) != key(other):
            yield Clash(name=name, kept=kept, other=other, place=person.source)


Clashing = tuple[Entry, Clash]


def clashing(entries: Iterable[Entry]) -> list[Clashing]:
    """Give every clash of some entries with its entry."""
    return [(entry, clash) for entry in entries for clash in entry.clashes]


def sort_people(found: Sequence[sources.Source], wanted: Wanted, known: Register) -> Sorted:
    """Sort the people of files; `known` are the contacts of the vault by path."""
    people = [
        (person, LINKEDIN if one.is_linkedin else "")
        for one in found
        for person in one.batch.people
    ]
    return sort_chosen([pair for pair in people if is_wanted(pair[0], wanted)], known, len(people))


def sort_chosen(people: Iterable[tuple[Person, str]], known: Register, seen: int = 0) -> Sorted:
    """Sort people, each with the channel by which they were found; `seen` were looked at."""
    chosen, remarks = _without_shared_marks([(_as_kept(one), how) for one, how in people])
    sorting = _Sorting(known)
    for person, channel in chosen:
        sorting.take(person, channel)
    return Sorted(
        entries=tuple(sorting.entries), left_out=max(seen - len(chosen), 0), remarks=tuple(remarks)
    )


def _as_kept(person: Person) -> Person:
    """Give a person with the UID that a note of it would have, so that it is found again by it."""
    return person if person.uid == inert(person.uid) else replace(person, uid=inert(person.uid))


Found = Sequence[tuple[Person, str]]


def _without_shared_marks(found: Found) -> tuple[Found, list[str]]:
    """Give people without the UIDs and profiles that people of different names have in common, and say which.

    Some programs write one UID into every card, and some tables the page of whoever exported them into every row:
    by such a mark all would become one person.
    """
    first: dict[str, Person] = {}
    called: dict[str, set[str]] = {}
    shared: dict[str, None] = {}
    for person, _ in found:
        for mark in identities(person):
            if mark.startswith("email:"):
                continue
            names = called.setdefault(mark, set())
            names.add(name_key(person.name))
            agrees = names_agree(first.setdefault(mark, person), person)
            if not agrees or len(names) > _NAMES_OF_ONE:
                shared[mark] = None
    if not shared:
        return found, []
    remarks = [
        f"{mark.replace(':', ' ', 1)} is on rows of different people ({len(called[mark]):,} names), "
        "so it proves nothing here."
        for mark in shared
    ]
    return [(_without(person, shared), channel) for person, channel in found], remarks


def _without(person: Person, shared: Container[str]) -> Person:
    if f"uid:{person.uid}" in shared:
        person = replace(person, uid="")
    if f"linkedin:{profile_key(person.linkedin)}" in shared:
        person = replace(person, linkedin="", url=person.url or person.linkedin)
    return person


def row_of(key: str) -> int | None:
    """Give the entry that a key of a match means; None where it means a note."""
    return int(key.removeprefix(_ROW)) if key.startswith(_ROW) else None


def united(one: Person, other: Person) -> Person:
    """Unite what two rows say of one person; where they differ the first counts."""
    called = () if name_key(other.name) == name_key(one.name) else (other.name,)
    notes = [one.note, *([other.note] if other.note not in one.note else [])]
    return replace(
        one,
        given=one.given or other.given,
        family=one.family or other.family,
        aliases=_both(one.aliases, (*called, *other.aliases), but=one.name),
        emails=_both(one.emails, other.emails),
        phones=_both(one.phones, other.phones),
        company=one.company or other.company,
        role=one.role or (other.role if one.company in ("", other.company) else ""),
        location=one.location or other.location,
        linkedin=one.linkedin or other.linkedin,
        url=one.url or other.url,
        birthday=one.birthday or other.birthday,
        connected_on=one.connected_on or other.connected_on,
        uid=one.uid or other.uid,
        note="\n\n".join(filter(None, notes)),
        categories=_both(one.categories, other.categories),
    )


def _both(one: tuple[str, ...], other: tuple[str, ...], *, but: str = "") -> tuple[str, ...]:
    kept = {text.casefold(): text for text in reversed((*one, *other)) if text and text != but}
    return tuple(dict.fromkeys(kept[text.casefold()] for text in (*one, *other) if text != but))
