"""The properties of two notes as one: what is missing is added, lists are united, a conflict is decided and kept."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from infoview_md.acting.properties import key_in
from infoview_md.errors import CannotEdit
from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.identity import profile_key, same_number
from infoview_md.network.schema import plain_name
from infoview_md.note.edit import (
    Value,
    append_to_list,
    remove_from_list,
    remove_property,
    set_property,
)
from infoview_md.note.joining import rows_with_comments
from infoview_md.note.links import links_of, name_key
from infoview_md.note.reading import Reading, read, source_of, sources_of

if TYPE_CHECKING:
    from infoview_md.network.schema import Schema

_LISTS: Final = frozenset(
    {"aliases", "tags", "categories", "email", "phone", "linkedin", "referred_by", "past_companies"}
)
_LEFT_ALONE: Final = frozenset({"type"})
_SILENCING: Final = frozenset({"closed"})
"""Would end every follow-up of the note that stays."""
_FIRST_LINE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A property that both notes have, and differently, in the words of each."""

    name: str
    first: str
    second: str


Prefers = Callable[[Conflict], bool]
"""Tells whether the value of the second note is to be taken."""

IsOne = Callable[[str], bool]
"""Tells whether the text of a link leads to the person whose notes these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """The first note with the properties of both, and the lines that say what did not fit into them."""

    raw: bytes
    leftover: tuple[str, ...]


def unite(first: bytes, second: bytes, schema: "Schema", prefers: Prefers, is_one: IsOne) -> United:
    """Add to the first note what the second says in its properties.  Raises `CannotEdit`."""
    raw, leftover = without_self(first, schema, is_one), list[str]()
    second = without_self(second, schema, is_one)
    other = read(second)
    more = commented(second, other)
    for key in other.properties:
        if other.properties[key] in (None, "", []):
            continue
        raw, lines = _united(raw, other, key, schema, prefers)
        is_shown = lines[:1] == [""] and set(_lines_of(other, key)) <= set(more)
        leftover += [] if is_shown else lines
    return United(raw=raw, leftover=(*leftover, *more))


def without_self(raw: bytes, schema: "Schema", is_one: IsOne) -> bytes:
    """Take out of `referred_by` who would have referred themselves."""
    key = key_in(raw, schema.names["referred_by"])
    if not key:
        return raw
    held = sources_of(read(raw), key)
    selves = [one for one in held if is_one(one)]
    if not selves:
        return raw
    if len(selves) == len(held):
        return remove_property(raw, key)
    for one in selves:
        raw = remove_from_list(raw, key, one)
    return raw


def _united(
    raw: bytes, other: Reading, key: str, schema: "Schema", prefers: Prefers
) -> tuple[bytes, list[str]]:
    name, accepted = canonical(key, schema)
    mine = read(raw)
    here = key_in(raw, accepted)
    try:
        value = carried(other, key)
        if not here or mine.properties[here] in (None, "", []):
            if name in _SILENCING:
                return _silenced(raw, here or key, value, prefers)
            return set_property(raw, here or key, value), []
        if name in _LEFT_ALONE:
            return raw, []
        if name in _LISTS or isinstance(mine.properties[here], list) or isinstance(value, list):
            return _with_items(raw, here, _texts(carried(mine, here)), _texts(value), name), []
        values = carried(mine, here), value
        return _decided(raw, here, values, name, prefers)
    except CannotEdit:
        return raw, [] if _are_equal(mine, here, other, key) else written(other, key)


def _silenced(raw: bytes, key: str, value: Value, prefers: Prefers) -> tuple[bytes, list[str]]:
    """Let a note that still counts not be closed by the other one, unless that is wanted."""
    if prefers(Conflict(name=key, first="not set", second=str(value))):
        return set_property(raw, key, value), []
    return raw, [f"- {key}: {value}"]


def canonical(key: str, schema: "Schema") -> tuple[str, tuple[str, ...]]:
    """Give the canonical name of a property of a contact, and the names it is read under."""
    plain = plain_name(key)
    for name, names in schema.names.items():
        if plain in names and name in _OF_CONTACTS:
            return name, names
    return plain, (plain,)


_OF_CONTACTS: Final = frozenset(
    _LISTS
    | _LEFT_ALONE
    | {"company", "role", "location", "channel", "seniority", "segment", "priority", "reach_out_by"}
    | {"asked", "nudged", "replied", "declined", "cadence", "last_contact", "birthday"}
    | {"next_contact"}
    | {"told_landed", "snoozed_until", "closed", "uid"}
)


def _are_equal(mine: Reading, here: str, other: Reading, key: str) -> bool:
    return bool(here) and mine.properties[here] == other.properties[key]


def carried(reading: Reading, key: str) -> Value:
    """Give a property as a value that can be written: as it stands there, links as links.

    Raises `CannotEdit` for a nested structure.
    """
    value = reading.properties[key]
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], list):
            return [_link_text(value)]
        if any(isinstance(item, list | dict) for item in value):
            raise CannotEdit(f"The property {key} is nested.", code="value-is-collection")
        return sources_of(reading, key)
    if isinstance(value, dict):
        raise CannotEdit(f"The property {key} is nested.", code="value-is-collection")
    text = source_of(reading, key)
    is_odd_number = (
        isinstance(value, int | float) and not isinstance(value, bool) and str(value) != text
    )
    scalar: Value = text if is_odd_number else value
    return scalar


def _link_text(value: Any) -> str:
    link = next(iter(links_of(value)))
    heading = f"#{link.subpath}" if link.subpath else ""
    return f"[[{link.target}{heading}{f'|{link.text}' if link.text else ''}]]"


def _texts(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _with_items(
    raw: bytes, key: str, mine: Sequence[str], theirs: Sequence[str], name: str
) -> bytes:
    known = list(mine)
    for item in theirs:
        if not any(_are_same(name, item, other) for other in known):
            raw = append_to_list(raw, key, item)
            known.append(item)
    return raw


def _are_same(name: str, one: str, other: str) -> bool:
    if name == "phone":
        return same_number(one, other)
    key = _KEYS.get(name, _plain)
    return key(one) == key(other)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _link_key(text: str) -> str:
    return name_key(next((link.target for link in links_of(text)), text).rsplit("/", 1)[-1])


_KEYS: Final[Mapping[str, Callable[[str], str]]] = {
    "tags": lambda text: _plain(text.lstrip("#")),
    "linkedin": lambda text: profile_key(text) or _plain(text),
    "referred_by": _link_key,
    "categories": _link_key,
    "company": lambda text: company_key(_link_key(text)),
}


def _decided(
    raw: bytes, key: str, values: tuple[Value, Value], name: str, prefers: Prefers
) -> tuple[bytes, list[str]]:
    """Keep one of two values, the first note's and the second's, and the other one as a line of text."""
    mine, theirs = values
    if _are_same(name, str(mine), str(theirs)):
        return raw, []
    if name == "last_contact":
        is_later = re.match(r"\d{4}-", str(theirs)) is not None and str(theirs) > str(mine)
    else:
        is_later = name != "uid" and prefers(
            Conflict(name=key, first=str(mine), second=str(theirs))
        )
    if is_later:
        return set_property(raw, key, theirs), _listed(key, mine)
    return raw, _listed(key, theirs)


def _listed(key: str, value: Value) -> list[str]:
    """Give a value as a line of a list; what has several lines is indented below it."""
    first, *more = str(value).rstrip("\n").split("\n")
    return [f"- {key}: {first}", *(f"  {line}".rstrip() for line in more)]


def written(reading: Reading, key: str) -> list[str]:
    """Give the lines of a property as they stand in its note, as a block of code."""
    return _as_code(_lines_of(reading, key))


def commented(raw: bytes, reading: Reading) -> list[str]:
    """Give the properties beside which a comment stands, with it, as a block of code."""
    rows = rows_with_comments(raw)
    if not rows:
        return []
    lines, starts = reading.front_matter.split("\n"), reading.lines()
    first = min(starts.values(), default=_FIRST_LINE)
    alone = [lines[row - _FIRST_LINE] for row in rows if row < first]
    for key, start in sorted(starts.items(), key=lambda pair: pair[1]):
        held = _lines_of(reading, key)
        if any(start <= row < start + len(held) for row in rows):
            alone += held
    return _as_code(alone)


def _lines_of(reading: Reading, key: str) -> list[str]:
    lines = reading.front_matter.rstrip("\n").split("\n")
    starts = reading.lines()
    start = starts[key]
    stop = min(
        (place for place in starts.values() if place > start), default=len(lines) + _FIRST_LINE
    )
    return lines[start - _FIRST_LINE : stop - _FIRST_LINE]


def _as_code(lines: list[str]) -> list[str]:
    longest = max((len(found) for line in lines for found in re.findall("`+", line)), default=0)
    fence = "`" * max(longest + 1, 3)
    return ["", f"{fence}yaml", *lines, fence]
