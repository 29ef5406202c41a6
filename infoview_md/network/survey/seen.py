"""One note of a vault that was kept without this program: how it is marked, whom it names, what its properties say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from infoview_md.dates import NotADate, read_birthday, read_cadence, read_moment
from infoview_md.network.schema import Properties, Schema, plain_name
from infoview_md.network.survey.words import MEANT, MEETING
from infoview_md.network.values import STATUSES
from infoview_md.note.links import links_of

WayField = Literal["types", "categories", "tags", "folders"]
FIELDS: tuple[WayField, ...] = ("types", "categories", "tags", "folders")
Mark = tuple[WayField, str]
"""One way in which a note is marked, as it is written."""

_DATES = frozenset(
    {"last_contact", "next_contact", "date", "thank_you_sent", "asked", "replied", "nudged"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLine:
    """A heading or a list item that begins with a date.

    `under` are all headings above it, the outermost first; `heading` is the outermost that is neither the note's title
    nor a date, empty where there is none.
    """

    on: str
    text: str
    under: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One note as it was read.

    `attendees` are the people whom a list in its body names, `lines` what in it begins with a date, `due` the days of
    its open tasks, `linked` the names of the notes that its body links.
    """

    path: str
    properties: Mapping[str, Any]
    attendees: tuple[str, ...] = ()
    lines: tuple[DatedLine, ...] = ()
    due: tuple[str, ...] = ()
    linked: frozenset[str] = frozenset()
    is_template: bool = False

    @property
    def name(self) -> str:
        """Give the name of the note."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")


def ways_of(seen: Seen) -> Iterator[Mark]:
    """Give how a note is marked: its types, its categories, its tags, and the folders it lies in.

    A name that is no text, as old programs left them on disk, could stand in no settings and is left out.
    """
    yield from (
        way for way in _ways(seen) if not any("\ud800" <= one <= "\udfff" for one in way[1])
    )


def _ways(seen: Seen) -> Iterator[Mark]:
    plain = {plain_name(key): value for key, value in seen.properties.items() if value}
    for target in _targets(plain.get("type")):
        yield "types", target
    for target in _targets(plain.get("categories") or plain.get("category")):
        yield "categories", target
    for tag in _tags(plain.get("tags") or plain.get("tag")):
        yield "tags", tag
    parts = seen.path.split("/")[:-1]
    for end in range(1, len(parts) + 1):
        yield "folders", "/".join(parts[:end])


def _targets(value: Any) -> list[str]:
    found = [link.target.rsplit("/", 1)[-1] for link in links_of(value)] if value else []
    return list(dict.fromkeys(one for one in found if one))


def _tags(value: Any) -> list[str]:
    items = value if isinstance(value, list) else str(value or "").replace(",", " ").split()
    return list(dict.fromkeys(str(one).lstrip("#").strip("/") for one in items if one))


def word_of(value: str) -> str:
    """Give the word that a mark is about: `people` of `type/People`, `02 People` and `👥 people`."""
    last = value.rsplit("/", 1)[-1].casefold().strip()
    if plain_name(last) in MEETING:
        return plain_name(last)
    return plain_name(re.sub(r"^[\W\d_]+|[\W\d_]+$", "", last))


def marked(notes: Iterable[Seen]) -> dict[Mark, list[Seen]]:
    """Give the notes by the ways in which they are marked."""
    found: dict[Mark, list[Seen]] = defaultdict(list)
    for one in notes:
        for way in ways_of(one):
            found[way].append(one)
    return found


def people_of(one: Seen, schema: Schema) -> tuple[str, ...]:
    """Give the names of the people whom a note of a talk names, by property or in its body."""
    value = value_of(one, "contact", schema)
    if value is None:
        keys = (key for key in one.properties if MEANT.get(plain_name(key)) == "contact")
        value = next((found for key in keys if (found := one.properties[key])), None)
    links = links_of(value) if value is not None else ()
    named = [link.target.rsplit("/", 1)[-1] for link in links]
    return tuple(dict.fromkeys(name for name in (named or one.attendees) if name))


def is_unreadable(canonical: str, value: Any, schema: Schema) -> bool:
    """Tell whether a value makes no sense for a property: a date that is none, no interval, no known status."""
    first = value[0] if isinstance(value, list) and value else value
    try:
        if canonical in _DATES and not isinstance(value, bool):
            read_moment(str(first), zone=schema.calendar.zone, order=schema.date_order)
        elif canonical == "birthday":
            read_birthday(str(first), zone=schema.calendar.zone, order=schema.date_order)
        elif canonical == "cadence":
            read_cadence(str(value))
        elif canonical == "status":
            return plain_name(str(first)) not in STATUSES
    except NotADate:
        return True
    return False


def value_of(one: Seen, canonical: str, schema: Schema) -> Any:
    """Give the value of a property under any of its names; None where it is not set."""
    return Properties(one.properties, {}, one.path, schema).find(canonical)[1]
