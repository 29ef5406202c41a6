"""Counting what some settings make of the notes of a vault: so many contacts by which ways, and how they are read."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from infoview_md.network.schema import Properties, Schema, kind_of, plain_name
from infoview_md.network.settings import Kind
from infoview_md.network.survey.seen import (
    Mark,
    Seen,
    WayField,
    is_unreadable,
    marked,
    people_of,
    value_of,
)
from infoview_md.network.survey.ways import with_ways
from infoview_md.network.survey.words import OF_CONTACTS, OF_INTERVIEWS
from infoview_md.note.links import links_of

_EXAMPLES = 3
_MARKS = frozenset(
    {"type", "tags", "tag", "categories", "category", "aliases", "alias", "cssclasses"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which notes are marked, as it is written: how many are, and some of them."""

    field: WayField
    value: str
    number: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """One property of notes: the name it stands under, what it is read as (empty: nothing), how often, an example."""

    name: str
    canonical: str
    number: int
    unreadable: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What counts as notes of one kind: how many, by which ways, and how their properties are read.

    Of interviews, `undated` have no date and `nameless` name nobody, so nothing can be owed for them.
    """

    number: int
    paths: tuple[str, ...]
    ways: tuple[Way, ...]
    reads: tuple[Reads, ...]
    undated: int = 0
    nameless: int = 0


def count(notes: Sequence[Seen], schema: Schema, kind: Literal["contact", "interview"]) -> Counted:
    """Give what counts as a contact or an interview under some settings."""
    some = [
        one
        for one in notes
        if not one.is_template and kind_of(one.properties, one.path, schema) == kind
    ]
    ways = [
        Way(field=way[0], value=way[1], number=len(found), examples=_paths(found))
        for way, found in sorted(marked(some).items(), key=lambda one: (-len(one[1]), one[0]))
        if _is_known(way, schema.kinds[kind])
    ]
    is_talk = kind == "interview"
    wanted = OF_INTERVIEWS if is_talk else OF_CONTACTS
    return Counted(
        number=len(some),
        paths=tuple(one.path for one in some),
        ways=tuple(ways),
        reads=tuple(_reads(some, schema, wanted)),
        undated=sum(value_of(one, "date", schema) is None for one in some) if is_talk else 0,
        nameless=sum(not people_of(one, schema) for one in some) if is_talk else 0,
    )


def _is_known(way: Mark, rule: Kind) -> bool:
    """Tell whether a rule, in comparison form, goes by a way."""
    return with_ways(rule, [way]) == rule


def _paths(notes: Sequence[Seen]) -> tuple[str, ...]:
    return tuple(one.path for one in notes[:_EXAMPLES])


def _reads(notes: Sequence[Seen], schema: Schema, wanted: Sequence[str]) -> Iterator[Reads]:
    """Give each property of some notes, what is read first, then the rest, both by number."""
    values: dict[str, list[Any]] = defaultdict(list)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for one in notes:
        properties = Properties(one.properties, {}, one.path, schema)
        read = {properties.find(canonical)[0]: canonical for canonical in wanted}
        for key, value in one.properties.items():
            if value not in (None, "", []) and plain_name(key) not in _MARKS:
                values[key].append(value)
                roles[key][read.get(key, "")] += 1
    order = {name: number for number, name in enumerate((*wanted, ""))}
    rows = [
        Reads(
            name=key,
            canonical=(canonical := _main(roles[key])),
            number=len(found),
            unreadable=sum(is_unreadable(canonical, one, schema) for one in found),
            example=_example(found[0]),
        )
        for key, found in values.items()
    ]
    yield from sorted(rows, key=lambda row: (order[row.canonical], -row.number, row.name))


def _main(roles: Counter[str]) -> str:
    """Give what a property is read as; where it is read at all in some notes, that."""
    return max(roles, key=lambda role: (bool(role), roles[role]))


def _example(value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    if any(
        isinstance(one, list) for one in items
    ):  # links without quotes, as they stand in the note
        items = [f"[[{one.target}]]" for one in links_of(value)]
    text = ", ".join(map(str, items))
    return " ".join(text.split())
