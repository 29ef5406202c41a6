"""By which ways the notes of a vault are marked as people and as talks: what they are called, and what they say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from infoview_md.network.schema import Properties, Schema, kind_of, plain_name
from infoview_md.network.settings import Kind
from infoview_md.network.survey.seen import FIELDS, Mark, Seen, marked, people_of, ways_of, word_of
from infoview_md.network.survey.words import MEETING, NO_PERSON, PERSON, TALK

_STRONG = frozenset(
    {"email", "phone", "linkedin", "birthday", "cadence", "last_contact", "next_contact"}
)
_WEAK = frozenset({"company", "role", "referred_by", "location"})
_OTHERS = NO_PERSON | TALK | MEETING
_MANY, _SHARE, _SOME = 3, 0.7, 1 / 3

ByWay = Mapping[Mark, Sequence[Seen]]


def with_ways(kind: Kind, ways: Iterable[Mark]) -> Kind:
    """Add ways to a kind; those that it understands already are left out."""
    for name, value in ways:
        known = getattr(kind, name)
        last = value.rsplit("/", 1)[-1]
        texts = {value, last} if name in ("tags", "folders") else {value}
        if not {plain_name(one) for one in known} & {plain_name(one) for one in texts}:
            kind = replace(kind, **{name: (*known, value)})
    return kind


def people(notes: Sequence[Seen], schema: Schema, usual: Kind) -> Kind:
    """Add to the usual ways those that are called so, and those whose notes say what one knows of people only."""
    by_way = marked(notes)
    kind = usual
    for way in _in_order(by_way):
        if word_of(way[1]) in PERSON and not _holds_other_folders(way, by_way):
            new = _new(by_way[way], kind, way, schema)
            if new and sum(map(_is_something_else, new)) < len(new) * _SOME:
                kind = with_ways(kind, [way])
    for way in _in_order(by_way):
        new = _new(by_way[way], kind, way, schema)
        is_rest = len(new) >= _MANY and len(new) > len(by_way[way]) / 2
        if is_rest and word_of(way[1]) not in _OTHERS:
            like = sum(_is_like_a_person(one, schema) for one in new)
            if like >= _SHARE * len(new) and not _has_narrower(way, by_way):
                kind = with_ways(kind, [way])
    return kind


def talks(notes: Sequence[Seen], schema: Schema, usual: Kind) -> Kind:
    """Add to the usual ways those that are called talks or meetings, where the notes name who was there."""
    kind, by_way = usual, marked(notes)
    for way in _in_order(by_way):
        word = word_of(way[1])
        if word not in TALK | MEETING or not _new(by_way[way], kind, way, schema, "interview"):
            continue
        naming = sum(bool(people_of(one, schema)) for one in by_way[way])
        if word in TALK or naming >= _SOME * len(by_way[way]):
            kind = with_ways(kind, [way])
    return kind


def _in_order(by_way: ByWay) -> list[Mark]:
    """Give the ways with the surest first: what a note says itself goes before the folder it lies in."""
    return sorted(by_way, key=lambda way: (FIELDS.index(way[0]), way[1]))


def _new(
    some: Sequence[Seen],
    kind: Kind,
    way: Mark,
    schema: Schema,
    name: Literal["contact", "interview"] = "contact",
) -> list[Seen]:
    """Give the notes that would count by one more way, and do not count without it."""
    more = with_ways(kind, [way])
    if more == kind:
        return []
    return [
        one for one in some if _is(one, more, name, schema) and not _is(one, kind, name, schema)
    ]


def _is(one: Seen, kind: Kind, name: Literal["contact", "interview"], schema: Schema) -> bool:
    kinds = {**schema.kinds, name: _plain(kind)}
    return kind_of(one.properties, one.path, replace(schema, kinds=kinds)) == name


def _plain(kind: Kind) -> Kind:
    return Kind(
        types=tuple(map(plain_name, kind.types)),
        tags=tuple(map(plain_name, kind.tags)),
        categories=tuple(map(plain_name, kind.categories)),
        folders=tuple(one.strip("/").casefold() for one in kind.folders),
    )


def _holds_other_folders(way: Mark, by_way: ByWay) -> bool:
    """Tell whether a folder holds folders of people, talks or other things: `CRM` with `CRM/People` in it."""
    return way[0] == "folders" and any(
        name == "folders" and value.startswith(f"{way[1]}/") and word_of(value) in PERSON | _OTHERS
        for name, value in by_way
    )


def _has_narrower(way: Mark, by_way: ByWay) -> bool:
    """Tell whether a folder inside this one holds the same notes, and so says it better."""
    return way[0] == "folders" and any(
        name == "folders" and value.startswith(f"{way[1]}/") and len(some) == len(by_way[way])
        for (name, value), some in by_way.items()
    )


def _is_something_else(one: Seen) -> bool:
    """Tell whether a note says that it is a company, a talk or the like."""
    return any(name != "folders" and word_of(value) in _OTHERS for name, value in ways_of(one))


def _is_like_a_person(one: Seen, schema: Schema) -> bool:
    known = set(Properties(one.properties, {}, one.path, schema).names())
    return bool(known & _STRONG) and len(known & (_STRONG | _WEAK)) > 1
