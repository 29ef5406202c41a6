"""Proposing the settings for a vault that was kept without this program.

Source of the ways: public vaults mark people by `type`, by a link in `categories`, by a tag (also `type/person`) or by
a folder, and write their last contact and their cadence under a dozen names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from infoview_md.network.schema import Properties, Schema, kind_of, plain_name
from infoview_md.network.settings import CONTACT, INTERVIEW, Kind
from infoview_md.network.survey.seen import (
    FIELDS,
    Mark,
    Seen,
    is_unreadable,
    marked,
    people_of,
    value_of,
    word_of,
)
from infoview_md.network.survey.words import (
    MEANT,
    MEETING,
    NO_PERSON,
    OF_CONTACTS,
    OF_INTERVIEWS,
    PERSON,
    TALK,
)
from infoview_md.note.links import name_key

_STRONG = frozenset({"email", "phone", "linkedin", "birthday", "cadence", "last_contact"})
_WEAK = frozenset({"company", "role", "referred_by", "location"})
_MANY, _SHARE, _SOME = 3, 0.7, 1 / 3
__USER_TALKS, _USER_SHARE = 5, 0.6
_TEMPLATE_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The settings that a vault seems to need; what is like the defaults is the default."""

    contact: Kind = CONTACT
    interview: Kind = INTERVIEW
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    date_order: str = ""
    since: str = ""
    me: tuple[str, ...] = ()


SchemaFor = Callable[[Proposal], Schema]
"""Makes the schema of some settings; given by whoever knows the rest of the configuration."""


def propose(notes: Sequence[Seen], schema_for: SchemaFor) -> Proposal:
    """Give the settings with which the notes of a vault seem to be read rightly."""
    found = Proposal(ignore=_template_folders(notes))
    living = [one for one in notes if not one.is_template and not _is_below(one.path, found.ignore)]
    found = replace(found, contact=_contacts(living, schema_for(found)))
    found = replace(found, interview=_interviews(living, schema_for(found)))
    found = replace(found, properties=_names(living, schema_for(found)))
    schema = schema_for(found)
    return replace(found, date_order=_date_order(living, schema), me=_user(living, schema))


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(path.casefold().startswith(f"{one.casefold()}/") for one in folders)


def _template_folders(notes: Iterable[Seen]) -> tuple[str, ...]:
    """Give the folders that hold templates and little else."""
    number: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    for one in notes:
        folder = one.path.rpartition("/")[0]
        number[folder] += 1
        templates[folder] += one.is_template
    return tuple(
        sorted(
            folder
            for folder, found in templates.items()
            if folder and found >= _TEMPLATE_SHARE * number[folder] and found
        )
    )


def _contacts(notes: Sequence[Seen], schema: Schema) -> Kind:
    """Add to the usual ways those that are called so, and those whose notes say what one knows of people only."""
    by_way = marked(notes)
    known = with_ways(CONTACT, sorted(way for way in by_way if word_of(way[1]) in PERSON))
    counted = {one.path for one in notes if _is(one, known, "contact", schema)}
    for way, some in sorted(by_way.items(), key=lambda one: (FIELDS.index(one[0][0]), one[0][1])):
        new = [one for one in some if one.path not in counted]
        is_rest = len(new) >= _MANY and len(new) > len(some) / 2
        if is_rest and word_of(way[1]) not in NO_PERSON | TALK | MEETING:
            like = sum(_is_like_a_person(one, schema) for one in new)
            if like >= _SHARE * len(new) and not _has_narrower(way, by_way, len(some)):
                known = with_ways(known, [way])
                counted.update(one.path for one in some)
    return known


def _has_narrower(way: Mark, by_way: Mapping[Mark, Sequence[Seen]], number: int) -> bool:
    """Tell whether a folder inside this one holds the same notes, and so says it better."""
    return way[0] == "folders" and any(
        other[0] == "folders" and other[1].startswith(f"{way[1]}/") and len(some) == number
        for other, some in by_way.items()
    )


def _is_like_a_person(one: Seen, schema: Schema) -> bool:
    known = set(Properties(one.properties, {}, one.path, schema).names())
    return bool(known & _STRONG) and len(known & (_STRONG | _WEAK)) > 1


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


def with_ways(kind: Kind, ways: Iterable[Mark]) -> Kind:
    """Add ways to a kind; those that it understands already are left out."""
    for name, value in ways:
        known = getattr(kind, name)
        last = value.rsplit("/", 1)[-1]
        texts = {value, last} if name in ("tags", "folders") else {value}
        if not {plain_name(one) for one in known} & {plain_name(one) for one in texts}:
            kind = replace(kind, **{name: (*known, value)})
    return kind


def _interviews(notes: Sequence[Seen], schema: Schema) -> Kind:
    """Add to the usual ways those that are called talks or meetings, where the notes name who was there."""
    kind = INTERVIEW
    for way, some in sorted(marked(notes).items(), key=lambda one: one[0]):
        word = word_of(way[1])
        naming = sum(bool(people_of(one, schema)) for one in some)
        if word in TALK or (word in MEETING and naming >= _SOME * len(some)):
            kind = with_ways(kind, [way])
    return kind


def _names(notes: Sequence[Seen], schema: Schema) -> dict[str, tuple[str, ...]]:
    """Give the other names under which facts stand, where notes have them and nothing else says the same."""
    found: dict[str, list[str]] = defaultdict(list)
    kinds = {one.path: kind_of(one.properties, one.path, schema) for one in notes}
    for kind, wanted in (("contact", OF_CONTACTS), ("interview", OF_INTERVIEWS)):
        some = [one for one in notes if kinds[one.path] == kind]
        for key in sorted({key for one in some for key in one.properties}):
            canonical = MEANT.get(plain_name(key), "")
            using = [one for one in some if one.properties.get(key)]
            if using and canonical in wanted and _is_news(key, canonical, using, schema):
                found[canonical].append(key)
        if kind == "contact" and (title := _title_as_role(some, schema)):
            found["role"].append(title)
    return {canonical: tuple(dict.fromkeys(keys)) for canonical, keys in found.items()}


def _is_news(key: str, canonical: str, using: Sequence[Seen], schema: Schema) -> bool:
    """Tell whether a property says something, in most notes, that no other one says already."""
    news = [one for one in using if not _has(one, canonical, schema)]
    clear = [one for one in news if not is_unreadable(canonical, one.properties[key], schema)]
    return 2 * len(clear) > len(using)


def _title_as_role(contacts: Sequence[Seen], schema: Schema) -> str:
    """Give the key `title` where it is what people do, and not the title of their note."""
    titled = [
        (key, str(value), one)
        for one in contacts
        for key, value in one.properties.items()
        if plain_name(key) == "title" and value
    ]
    roles = sum(_has(one, "role", schema) for one in contacts)
    others = [key for key, value, one in titled if name_key(value) != name_key(one.name)]
    is_role = len(others) >= _MANY and len(others) > _SHARE * len(titled) and not roles
    return others[0] if is_role else ""


def _has(one: Seen, canonical: str, schema: Schema) -> bool:
    return bool(Properties(one.properties, {}, one.path, schema).find(canonical)[0])


_SLASHED = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b")
_MONTHS = 12


def _date_order(notes: Iterable[Seen], schema: Schema) -> str:
    """Give the order of day and month where the dates with slashes show it, and none shows another."""
    orders = Counter(
        "dmy" if int(found[1]) > _MONTHS else "mdy"
        for one in notes
        for canonical in ("last_contact", "date", "birthday", "asked")
        if (found := _SLASHED.match(str(value_of(one, canonical, schema))))
        and (int(found[1]) > _MONTHS) != (int(found[2]) > _MONTHS)
    )
    return next(iter(orders)) if len(orders) == 1 else ""


def _user(notes: Iterable[Seen], schema: Schema) -> tuple[str, ...]:
    """Give the one name that most talks with several people have in common: the user writes themselves down too."""
    talks = [
        people
        for one in notes
        if kind_of(one.properties, one.path, schema) == "interview"
        and len(people := people_of(one, schema)) > 1
    ]
    number = Counter(name for people in talks for name in people)
    often = [name for name, found in number.most_common(2) if found >= _USER_SHARE * len(talks)]
    return tuple(often) if len(talks) >= __USER_TALKS and len(often) == 1 else ()
