"""How the notes of a vault write what they say: under which names, and by which marks; for files that must do alike."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infoview_md.network.model import NoteKind
from infoview_md.network.schema import Properties, Schema, kind_of, plain_name
from infoview_md.network.settings import Kind
from infoview_md.network.survey.seen import Mark, Seen, ways_of
from infoview_md.network.survey.words import OF_CONTACTS, OF_INTERVIEWS

_MARKS = frozenset({"type", "tags", "categories"})
_WANTED: Mapping[NoteKind, frozenset[str]] = {
    "contact": _MARKS | frozenset(OF_CONTACTS) | {"aliases"},
    "interview": _MARKS | frozenset(OF_INTERVIEWS),
    "search": _MARKS
    | {"goal", "fields", "roles", "places", "companies", "started", "landed", "employer"}
    | {"new_email", "weekly_target"},
}
"""Kind of note -> the properties that it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What makes a note one of a kind, as it is written: settings, and spellings that notes use.

    `types` are in comparison form; `folders` are paths from the vault; `usual` is the mark that most notes carry
    themselves, None where they carry none.
    """

    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    usual: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a vault writes: canonical property -> its names in use, as they are preferred; kind -> its marks.

    `usual` has of each property the name that is used most, or that the settings give.
    """

    names: Mapping[str, tuple[str, ...]]
    usual: Mapping[str, str]
    marks: Mapping[NoteKind, Marks]
    has_joined_links: bool = False
    """Some notes name several people as one text: `"[[A]], [[B]]"`."""

    def name(self, canonical: str) -> str:
        """Give the one name that fits best."""
        return self.usual.get(canonical, canonical)


def habits_of(
    notes: Sequence[Seen],
    schema: Schema,
    *,
    configured: Mapping[str, tuple[str, ...]],
    kinds: Mapping[NoteKind, Kind],
) -> Habits:
    """Look at the notes of each kind; where none says anything, the settings do, and else the usual names."""
    living = [one for one in notes if not one.is_template]
    by_kind: dict[NoteKind, list[Seen]] = defaultdict(list)
    for one in living:
        by_kind[kind_of(one.properties, one.path, schema)].append(one)
    used = names_in_use(by_kind, schema)
    return Habits(
        names={canonical: _by_rank(keys, canonical, schema) for canonical, keys in used.items()},
        usual={
            **{canonical: names[0] for canonical, names in configured.items() if names},
            **{canonical: keys[0] for canonical, keys in used.items()},
        },
        marks={kind: _marks(kind, kinds[kind], by_kind[kind], living, schema) for kind in _WANTED},
        has_joined_links=any(map(_is_joined, _values(by_kind["interview"], "contact", schema))),
    )


def names_in_use(
    by_kind: Mapping[NoteKind, Sequence[Seen]], schema: Schema
) -> dict[str, tuple[str, ...]]:
    """Give the names under which each property is read, most used first; of two that differ by case only, the first."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, wanted in _WANTED.items():
        for one in by_kind.get(kind, ()):
            properties = Properties(one.properties, {}, one.path, schema)
            for canonical in wanted & set(properties.names()):
                used[canonical][properties.find(canonical)[0]] += 1
    found = {}
    for canonical, keys in used.items():
        by_case: dict[str, str] = {}
        own = plain_name(canonical)
        ranked = sorted(keys.items(), key=lambda one: (-one[1], plain_name(one[0]) != own, one[0]))
        for key, _ in ranked:
            by_case.setdefault(key.casefold(), key)
        found[canonical] = tuple(by_case.values())
    return found


def _by_rank(keys: tuple[str, ...], canonical: str, schema: Schema) -> tuple[str, ...]:
    """Put names into the order in which a note that has several of them is read."""
    order = schema.names[canonical]
    return tuple(sorted(keys, key=lambda key: order.index(plain_name(key))))


def _values(notes: Iterable[Seen], canonical: str, schema: Schema) -> Iterator[Any]:
    for one in notes:
        yield Properties(one.properties, {}, one.path, schema).find(canonical)[1]


def _is_joined(value: Any) -> bool:
    return isinstance(value, str) and "]]" in value.rstrip().removesuffix("]]")


def _marks(
    kind: NoteKind, usual: Kind, own: Sequence[Seen], living: Sequence[Seen], schema: Schema
) -> Marks:
    rule, plain = usual, schema.kinds[kind]
    ways = [way for one in own for way in ways_of(one)]
    tags = [tag for name, tag in ways if name == "tags" and _parts(tag) & set(plain.tags)]
    categories = [
        one for name, one in ways if name == "categories" and plain_name(one) in plain.categories
    ]
    types = [one for name, one in ways if name == "types" and plain_name(one) in plain.types]
    folders = sorted({value for one in living for name, value in ways_of(one) if name == "folders"})
    said: list[Mark] = [("types", one) for one in types]
    said += [("categories", one) for one in categories]
    said += [("tags", one) for one in tags]
    return Marks(
        types=plain.types,
        categories=_all(rule.categories, categories),
        tags=_all(rule.tags, tags),
        folders=_all(
            (), [one for one in folders if _ends_of(one) & set(plain.folders)] or rule.folders
        ),
        usual=next((way for way, _ in Counter(said).most_common(1)), None),
    )


def _all(usual: Iterable[str], used: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*usual, *sorted(used))))


def _ends_of(path: str) -> set[str]:
    return {path.casefold(), path.rsplit("/", 1)[-1].casefold()}


def _parts(tag: str) -> set[str]:
    """Give the forms in which a tag may be named: itself, those above it, its last part."""
    parts = tag.split("/")
    ways = {"/".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return {plain_name(one) for one in (*ways, parts[-1])}
