"""What a file adds to the note of a known contact: properties that are missing, and nothing that is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infoview_md.acting.properties import key_in, name_for_new
from infoview_md.errors import CannotEdit
from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.identity import name_key, profile_key, same_number
from infoview_md.exchange.records import Person
from infoview_md.importing.noting import Link, Property, properties_of
from infoview_md.network.schema import Properties, plain_name
from infoview_md.network.values import addresses, texts
from infoview_md.note.edit import Value, set_property
from infoview_md.note.reading import Reading, read, sources_of
from infoview_md.render.text import for_markdown
from infoview_md.sync.reading import folded
from infoview_md.writeback import Edit

if TYPE_CHECKING:
    from infoview_md.network.schema import Schema
    from infoview_md.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A property that note and file both have, and differently; the note's value stays."""

    name: str
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What one known contact's note gains, what differs, and what could not be set safely, with the reason."""

    path: str
    gains: tuple[Property, ...] = ()
    differences: tuple[Difference, ...] = ()
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """How one vault names its properties and its companies."""

    schema: "Schema"
    name_of: Callable[[str], str]
    link: Link

    def look(self, path: str, raw: bytes, person: Person, *, with_uid: str = "") -> Filling:
        """Compare a note with a person; `with_uid` is the UID to keep where the note has none."""
        reading = read(raw)
        found = Properties(reading.properties, {}, path, self.schema)
        gains, refusals, differences = list[Property](), list[str](), list[Difference]()
        for name, value in self._said(person, with_uid):
            yours = self._yours(found, reading, name)
            theirs = _texts_of(person, name, value)
            if not yours:
                raw, refusal = self._set(raw, name, value)
                refusals += [refusal] if refusal else []
                gains += [] if refusal else [(name, value)]
            elif (name != "uid" or person.uid) and not _says_the_same(name, yours, theirs):
                differences.append(_difference(name, yours, theirs))
        return Filling(
            path=path,
            gains=tuple(gains),
            differences=(*differences, *_unsaid(person, path, found, reading)),
            refusals=tuple(refusals),
        )

    def edit(self, path: str, person: Person, *, with_uid: str = "") -> Edit:
        """Give the edit; it asks the note again what is missing when it is applied."""

        def change(raw: bytes) -> bytes:
            for name, value in self.look(path, raw, person, with_uid=with_uid).gains:
                raw, _ = self._set(raw, name, value)
            return raw

        return Edit(path=path, change=change)

    def _said(self, person: Person, with_uid: str) -> list[Property]:
        said = [(name, value) for name, value in properties_of(person, self.link) if name != "uid"]
        uid = person.uid or with_uid
        return [*said, ("uid", uid)] if uid else said

    def _accepted(self, name: str) -> tuple[str, ...]:
        return self.schema.names.get(name, (plain_name(name),))

    def _yours(self, found: Properties, reading: Reading, name: str) -> tuple[str, ...]:
        if name not in self.schema.names:
            key = key_in_reading(reading, plain_name(name))
            return tuple(sources_of(reading, key)) if key else ()
        key, _ = found.find(name)
        if name == "phone" and key:
            return tuple(sources_of(reading, key))
        return addresses(found, name) if name == "email" else texts(found, name)

    def _set(self, raw: bytes, name: str, value: Value) -> tuple[bytes, str]:
        """Give the note with a property, or as it was and why it could not be set."""
        key = key_in(raw, self._accepted(name)) or self.name_of(name)
        try:
            return set_property(raw, key, value), ""
        except CannotEdit as refusal:
            return raw, f"{name} cannot be set: {refusal.sentence}"


def filler_of(session: "Session", link: Link) -> Filler:
    """Give the filler of a vault."""
    return Filler(session.schema, lambda name: name_for_new(session, name), link)


def key_in_reading(reading: Reading, name: str) -> str:
    """Give the key of a note whose comparison form is this; empty where there is none."""
    return next((key for key in reading.properties if plain_name(key) == name), "")


def _texts_of(person: Person, name: str, value: Value) -> tuple[str, ...]:
    if name == "company":
        return (person.company,)
    return tuple(value) if isinstance(value, list) else (str(value),)


def _difference(name: str, yours: Sequence[str], theirs: Sequence[str]) -> Difference:
    return Difference(name=name, yours=", ".join(yours), theirs=", ".join(theirs))


def _says_the_same(name: str, yours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether the note says all that the file says, however it is written."""
    if name == "phone":
        return all(any(same_number(one, other) for other in yours) for one in theirs)
    key = _KEYS.get(name, folded)
    return {key(one) for one in theirs} <= {key(one) for one in yours}


_KEYS: Final[dict[str, Callable[[str], str]]] = {
    "company": company_key,
    "linkedin": lambda url: profile_key(url) or folded(url),
    "tags": lambda tag: folded(tag.lstrip("#")),
}


def _unsaid(person: Person, path: str, found: Properties, reading: Reading) -> list[Difference]:
    """Name what a note lacks though it is no property to set: another name, a text."""
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    called = {name_key(one) for one in (name, *texts(found, "aliases"))}
    differences = []
    if name_key(person.name) not in called:
        differences.append(Difference(name="name", yours=name, theirs=person.name))
    first = person.note.split("\n")[0]
    if first and first not in reading.body and for_markdown(first) not in reading.body:
        differences.append(Difference(name="note", yours="", theirs=first))
    return differences
