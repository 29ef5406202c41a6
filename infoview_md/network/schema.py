"""From the properties and the body of a note to a fact: the one place where untyped values become typed.

Source of the names and forms: docs/notes-and-rules.md, "Notes".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from infoview_md.errors import Problem
from infoview_md.network.model import NoteKind
from infoview_md.network.settings import ACCEPTED_NAMES, Calendar, Headings, Kind, Policy
from infoview_md.note.links import links_of, name_key


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Give the comparison form of a property name or a kind: without case, `-`, `_` and space."""
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """How a vault writes its facts: which notes are what, and under which names.

    `names` maps each canonical property to the names it is read under, in comparison form, best first; `meanings` is
    the same the other way round: each name with the properties it may be, and its rank there.  `me` are the user's own
    names as keys of notes.
    """

    kinds: Mapping[NoteKind, Kind]
    names: Mapping[str, tuple[str, ...]]
    headings: Headings
    policy: Policy
    calendar: Calendar
    date_order: str = ""
    own_headings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    meanings: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    me: frozenset[str] = frozenset()


def schema_of(
    *,
    kinds: Mapping[NoteKind, Kind],
    properties: Mapping[str, tuple[str, ...]],
    headings: Headings,
    policy: Policy,
    calendar: Calendar,
    date_order: str = "",
    me: Iterable[str] = (),
) -> Schema:
    """Compile the configured names.  A name given to one property is no longer read as another."""
    claimed = {plain_name(name): owner for owner, names in properties.items() for name in names}
    names = {
        canonical: tuple(
            dict.fromkeys(
                plain
                for name in (canonical, *properties.get(canonical, ()), *usual)
                if claimed.get(plain := plain_name(name), canonical) == canonical
            )
        )
        for canonical, usual in ACCEPTED_NAMES.items()
    }
    own_headings = {
        part: frozenset(name.casefold() for name in getattr(headings, part))
        for part in ("log", "notes", "preparation", "agenda", "attendees")
    }
    return Schema(
        kinds={kind: _plain_kind(rule) for kind, rule in kinds.items()},
        names=names,
        headings=headings,
        policy=policy,
        calendar=calendar,
        date_order=date_order,
        own_headings=own_headings,
        meanings=_meanings(names),
        me=frozenset(name_key(name) for name in me if name),
    )


def _meanings(names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for canonical, ways in names.items():
        for rank, name in enumerate(ways):
            found[name] = (*found.get(name, ()), (canonical, rank))
    return found


def _plain_kind(kind: Kind) -> Kind:
    return Kind(
        types=tuple(plain_name(one) for one in kind.types),
        tags=tuple(plain_name(one) for one in kind.tags),
        categories=tuple(plain_name(one) for one in kind.categories),
        folders=tuple(one.strip("/").casefold() for one in kind.folders),
    )


def kind_of(properties: Mapping[str, Any], path: str, schema: Schema) -> NoteKind:
    """Tell what a note is: by its `type`, else its `categories`, its tags, or the nearest folder.

    A `type` of another meaning keeps the folder from counting: a company note may live beside contacts.
    """
    if not properties:
        return _by_folder(path, schema)
    plain = {plain_name(key): value for key, value in properties.items()}
    by_type = _texts(plain.get("type"))
    return (
        _kind_with(schema, "types", by_type)
        or _kind_with(schema, "categories", _texts(_first(plain, schema.names["categories"])))
        or _kind_with(schema, "tags", _tags(_first(plain, schema.names["tags"])))
        or ("other" if by_type else _by_folder(path, schema))
    )


def _kind_with(schema: Schema, way: str, words: frozenset[str]) -> NoteKind | None:
    """Give the first kind that has one of some words in one of its ways: `types`, `categories`, `tags`, `folders`."""
    if words:
        for kind, rule in schema.kinds.items():
            if not words.isdisjoint(getattr(rule, way)):
                return kind
    return None


def _first(plain: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((plain[name] for name in names if plain.get(name) is not None), None)


def _texts(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return _words_of(value)
    return _names_of(value) if value else frozenset()


@lru_cache(maxsize=1024)
def _words_of(text: str) -> frozenset[str]:
    """Do for one text what `_texts` does; a vault writes its types and categories in few ways."""
    return _names_of(text)


def _names_of(value: Any) -> frozenset[str]:
    return frozenset(plain_name(link.target.rsplit("/", 1)[-1]) for link in links_of(value))


def _tags(value: Any) -> frozenset[str]:
    """Give each tag, the tags above it, and its last part: `person/friend` and `type/person` are a `person`."""
    if value is None:
        return frozenset()
    items = value if isinstance(value, list) else str(value).replace(",", " ").split()
    found: set[str] = set()
    for item in items:
        parts = str(item).lstrip("#").split("/") if item is not None else []
        found.update("/".join(parts[:end]) for end in range(1, len(parts) + 1))
        found.update(parts[-1:])
    return frozenset(map(plain_name, found))


_INDEX_NOTES = frozenset({"readme", "index", "_index", "home", "moc"})


def _by_folder(path: str, schema: Schema) -> NoteKind:
    folder, _, name = path.casefold().rpartition("/")
    parts = folder.split("/")
    stem = name.removesuffix(".md")
    if not folder or stem in _INDEX_NOTES or stem == parts[-1]:
        return "other"
    for end in range(len(parts), 0, -1):
        ways = frozenset({parts[end - 1], "/".join(parts[:end])})
        if kind := _kind_with(schema, "folders", ways):
            return kind
    return "other"


_NOT_SET: tuple[str, Any] = ("", None)
_Lines = tuple[tuple[str, int], ...]


@lru_cache(maxsize=4096)
def _shared(lines: _Lines) -> _Lines:
    """Give the same object for the same lines: notes made from one template have them all in the same places."""
    return lines


class Properties:
    """The properties of one note under their canonical names; defects are collected, never raised."""

    __slots__ = ("_found", "_lines", "path", "problems", "schema")

    def __init__(
        self, properties: Mapping[str, Any], lines: Mapping[str, int], path: str, schema: Schema
    ) -> None:
        found: dict[str, tuple[str, Any]] = {}
        ranks: dict[str, int] = {}
        for key, value in properties.items():
            if not value and (value is None or value in ("", [])):
                continue
            for canonical, rank in schema.meanings.get(plain_name(key), ()):
                if canonical not in found or rank < ranks[canonical]:
                    found[canonical] = (key, value)
                    ranks[canonical] = rank
        self._found = found
        self._lines = lines
        self.path = path
        self.schema = schema
        self.problems: list[Problem] = []

    def find(self, canonical: str) -> tuple[str, Any]:
        """Give the key as written and its value; ("", None) where the property is not set."""
        return self._found.get(canonical, _NOT_SET)

    def names(self) -> Iterable[str]:
        """Give the canonical names of the properties that are set."""
        return self._found

    def line(self, key: str) -> int:
        """Give the line of a key as written; 1 where it is not known."""
        return self._lines.get(key, 1)

    def lines(self, names: Iterable[str]) -> _Lines:
        """Give the lines of those canonical properties that are set."""
        found, lines = self._found, self._lines
        return _shared(
            tuple([(name, lines.get(found[name][0], 1)) for name in names if name in found])
        )

    def complain(self, key: str, message: str, hint: str) -> None:
        """Collect a problem with one property."""
        self.problems.append(
            Problem(note=self.path, line=self.line(key), property=key, message=message, hint=hint)
        )
