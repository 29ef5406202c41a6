"""Proposing the settings for a vault that was kept without this program.

Source of the ways: public vaults mark people by `type`, by a link in `categories`, by a tag (also `type/person`) or by
a folder, and write their last contact and their cadence under a dozen names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from infoview_md.dates import Moment
from infoview_md.network.schema import Properties, Schema, kind_of, plain_name
from infoview_md.network.settings import CONTACT, INTERVIEW, Headings, Kind
from infoview_md.network.survey.debts import since_for
from infoview_md.network.survey.habits import names_in_use
from infoview_md.network.survey.seen import Seen, is_unreadable, people_of, value_of
from infoview_md.network.survey.touching import log_headings
from infoview_md.network.survey.ways import people, talks
from infoview_md.network.survey.words import MEANT, OF_CONTACTS, OF_INTERVIEWS
from infoview_md.note.links import name_key

if TYPE_CHECKING:
    from infoview_md.network.model import NoteKind

_MANY, _SHARE = 3, 0.7
_USER_TALKS, _USER_SHARE = 5, 0.6
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
    log: tuple[str, ...] = Headings().log


SchemaFor = Callable[[Proposal], Schema]
"""Makes the schema of some settings; given by whoever knows the rest of the configuration."""


def propose(
    notes: Sequence[Seen], schema_for: SchemaFor, *, today: Moment, start: Proposal | None = None
) -> Proposal:
    """Give the settings with which the notes of a vault seem to be read rightly, beginning with those it has."""
    found = start or Proposal()
    found = replace(found, ignore=(*found.ignore, *_template_folders(notes)))
    living = [one for one in notes if not one.is_template and not _is_below(one.path, found.ignore)]
    found = replace(found, contact=people(living, schema_for(found), found.contact))
    found = replace(found, interview=talks(living, schema_for(found), found.interview))
    found = replace(found, properties=_names(living, schema_for(found), found.properties))
    schema = schema_for(found)
    contacts = [one for one in living if kind_of(one.properties, one.path, schema) == "contact"]
    return replace(
        found,
        date_order=found.date_order or _date_order(living, schema),
        me=found.me or _user(living, schema),
        log=log_headings(contacts, found.log),
        since=found.since or since_for(living, schema, today)[0],
    )


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


def _names(
    notes: Sequence[Seen], schema: Schema, known: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Add the other names under which facts stand, where notes have them and nothing else says the same.

    A usual name that most notes prefer to ours is added too: then new notes and new properties get it as well.
    """
    found: dict[str, list[str]] = defaultdict(list, {key: [*names] for key, names in known.items()})
    by_kind: dict[NoteKind, list[Seen]] = defaultdict(list)
    for one in notes:
        by_kind[kind_of(one.properties, one.path, schema)].append(one)
    for canonical, names in names_in_use(by_kind, schema).items():
        if canonical in (*OF_CONTACTS, *OF_INTERVIEWS) and plain_name(names[0]) != plain_name(
            canonical
        ):
            found[canonical].append(names[0])
    _add_meant(found, by_kind["contact"], OF_CONTACTS, schema)
    _add_meant(found, by_kind["interview"], OF_INTERVIEWS, schema)
    if title := _title_as_role(by_kind["contact"], schema):
        found["role"].append(title)
    return {canonical: tuple(dict.fromkeys(keys)) for canonical, keys in found.items()}


def _add_meant(
    found: dict[str, list[str]], some: Sequence[Seen], wanted: Collection[str], schema: Schema
) -> None:
    """Add the names of some notes that are read only where the settings say so."""
    for key in sorted({key for one in some for key in one.properties}):
        canonical = MEANT.get(plain_name(key), "")
        using = [one for one in some if one.properties.get(key)]
        if using and canonical in wanted and _is_news(key, canonical, using, schema):
            found[canonical].append(key)


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
        for canonical in ("last_contact", "next_contact", "date", "birthday", "asked")
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
    return tuple(often) if len(talks) >= _USER_TALKS and len(often) == 1 else ()
