"""A person of a foreign file as a contact's note: the properties, the text, and a name for the file."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

from infoview_md.acting.properties import name_for_new
from infoview_md.exchange.records import Person
from infoview_md.index import queries
from infoview_md.note.edit import Value
from infoview_md.note.new import compose
from infoview_md.render.text import for_markdown
from infoview_md.replace import safe_file_name

if TYPE_CHECKING:
    from infoview_md.session import Session

Property = tuple[str, Value]

Link = Callable[[str], str]
"""From the name of a company to the link to its note; the name itself where it has none."""

# What a template plugin would run or fill in when it sees a new note.
_ACTIVE: Final = re.compile(r"(<)(%)|(\{)(\{)")
# A name may have 180 bytes.
_ROOM_FOR_A_NUMBER: Final = 160
_NOT_IN_A_TAG: Final = re.compile(r"[^\w/-]+")


def inert(text: str) -> str:
    """Give a stranger's text so that no template plugin takes a part of it for a command."""
    return _ACTIVE.sub(lambda found: " ".join(filter(None, found.groups())), text)


def properties_of(person: Person, link: Link = str) -> list[Property]:
    """Give the properties that a person fills, under their canonical names, in the order of a note."""
    said: list[tuple[str, Value]] = [
        ("aliases", _texts(person.aliases)),
        ("tags", tags(person.categories)),
        ("company", link(inert(person.company))),
        ("role", inert(person.role)),
        ("location", inert(person.location)),
        ("email", _one_or_more(person.emails)),
        ("phone", _one_or_more(person.phones)),
        ("linkedin", inert(person.linkedin)),
        ("url", inert(person.url)),
        ("birthday", person.birthday),
        ("connected_on", person.connected_on.isoformat() if person.connected_on else ""),
        ("uid", inert(person.uid)),
    ]
    return [(name, value) for name, value in said if value]


def _texts(values: Iterable[str]) -> list[str]:
    return [inert(one) for one in values]


def _one_or_more(values: tuple[str, ...]) -> Value:
    return inert(values[0]) if len(values) == 1 else _texts(values)


def tags(categories: Iterable[str]) -> list[str]:
    """Give the labels of an address book as tags of Obsidian, which have no blanks and are no numbers."""
    words = (
        _NOT_IN_A_TAG.sub("-", unicodedata.normalize("NFC", one)).strip("-/") for one in categories
    )
    return list(dict.fromkeys(one for one in words if one and not one.isdecimal()))


def body_of(person: Person, log_heading: str) -> str:
    """Give the text of a new note: the name, what the file says of them as a quotation, a place for the log."""
    quoted = "".join(f"> {for_markdown(line)}".rstrip() + "\n" for line in person.note.split("\n"))
    said = f"{quoted}\n" if person.note else ""
    return f"# {for_markdown(person.name)}\n\n{said}## {log_heading}\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """What new notes of one vault have in common: their folder, what marks them, the names that are taken."""

    folder: str
    mark: tuple[Property, ...]
    log_heading: str
    name_of: Callable[[str], str]
    link: Link
    taken: set[str]
    numbers: dict[str, int] = field(default_factory=dict)

    def note(self, person: Person, channel: str, uid: str) -> tuple[str, bytes]:
        """Give path and text of the note of a new person; the name is taken from then on."""
        stem = self._free_name(person)
        alias = [inert(person.name)] if stem != person.name else []
        found = [(n, v) for n, v in properties_of(person, self.link) if n not in ("uid", "aliases")]
        known = [("channel", channel)] if channel else []
        properties: list[Property] = [
            *self.mark,
            ("aliases", [*alias, *_texts(person.aliases)]),
            *found,
            *known,
            ("uid", inert(uid)),
        ]
        named = _united((self.name_of(name), value) for name, value in properties if value)
        path = f"{self.folder}/{stem}.md" if self.folder else f"{stem}.md"
        return path, compose(named, body_of(person, self.log_heading))

    def _free_name(self, person: Person) -> str:
        spoken = (one for one in _names(person) if file_key(one) not in self.taken)
        stem = next(spoken, "") or self._numbered(person)
        self.taken.add(file_key(stem))
        return stem

    def _numbered(self, person: Person) -> str:
        """Give the name with the next free number; where it stopped is kept, for thousands of one name."""
        short = _stem(person.name).encode()[:_ROOM_FOR_A_NUMBER].decode(errors="ignore")
        for number in count(self.numbers.get(file_key(short), 2)):
            self.numbers[file_key(short)] = number + 1
            if file_key(stem := _stem(f"{short} {number}")) not in self.taken:
                return stem
        raise AssertionError("there is always another number")


def _united(properties: Iterable[Property]) -> list[Property]:
    """Give each property once; lists of one name, as of tags, become one."""
    found: dict[str, Value] = {}
    for name, value in properties:
        old = found.get(name)
        if isinstance(old, list) and isinstance(value, list):
            found[name] = list(dict.fromkeys([*old, *value]))
        else:
            found.setdefault(name, value)
    return list(found.items())


def file_key(name: str) -> str:
    """Give the form in which names of files are compared: some systems take names for one that differ by case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _names(person: Person) -> Iterator[str]:
    """Give names for a note without a number, best first: the name, with the company or the place."""
    yield _stem(person.name)
    for more in (person.company, person.location):
        if more:
            yield _stem(f"{person.name} ({more})")


def _stem(text: str) -> str:
    """Give a safe name for a note; one that began with ~ would be taken for a backup and never read."""
    return safe_file_name(safe_file_name(text).lstrip("~ "))


def desk_of(session: "Session") -> Desk:
    """Look up how this vault writes new contacts."""
    config, notes = session.config, session.ask(queries.notes)
    stems = [_name_of(path) for path, _, _ in notes]
    others = {_name_of(path) for path, kind, _ in notes if kind == "other"}
    folder = _folder(session, [path for path, kind, _ in notes if kind == "contact"])
    return Desk(
        folder=folder,
        mark=_mark(session),
        log_heading=config.headings.log[0],
        name_of=lambda name: name_for_new(session, name),
        link=lambda name: f"[[{name}]]" if name in others and stems.count(name) == 1 else name,
        taken={file_key(one) for one in stems} | _files_in(session, folder),
    )


def _name_of(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def _mark(session: "Session") -> tuple[Property, ...]:
    """Give what makes a note a contact in this vault: a type, else a tag, a category, or its folder alone."""
    kind = session.config.contact
    if kind.types:
        return (("type", kind.types[0]),)
    if kind.tags:
        return (("tags", [kind.tags[0]]),)
    return (("categories", [f"[[{kind.categories[0]}]]"]),) if kind.categories else ()


def _folder(session: "Session", contacts: list[str]) -> str:
    """Give the configured folder; where it is missing, the one in which most contacts are."""
    configured = session.config.folders.contacts.strip("/")
    if (session.root / configured).is_dir() or not contacts:
        return configured
    folders = [path.rpartition("/")[0] for path in contacts]
    return max(sorted(set(folders)), key=folders.count)


def _files_in(session: "Session", folder: str) -> set[str]:
    place = session.root / folder
    names = [one.name for one in place.iterdir()] if place.is_dir() else []
    return {file_key(name[:-3]) for name in names if name.lower().endswith(".md")}
