"""Adopting notes that were kept without this program: one infoview.toml is written, and no note is touched."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_md import vault
from infoview_md.config import Config, parse
from infoview_md.errors import UsageMistake
from infoview_md.founding import documented_config
from infoview_md.network.facts import attendees_in
from infoview_md.network.schema import Schema, plain_name, schema_of
from infoview_md.network.settings import ACCEPTED_NAMES, Kind
from infoview_md.network.survey.counting import Counted, count
from infoview_md.network.survey.proposing import Proposal, propose
from infoview_md.network.survey.seen import FIELDS, Seen
from infoview_md.note.body import outline
from infoview_md.note.reading import Reading, read
from infoview_md.obsidian.settings import read_settings
from infoview_md.session import state_folder
from infoview_md.writeback import Creation, Edit, Place, Step, Work, write

if TYPE_CHECKING:
    from infoview_md.network.model import NoteKind

Settings = dict[tuple[str, str], Any]
"""Table (empty: none) and key of a setting -> its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found in a folder, and the settings that seem to fit."""

    root: Path
    notes: tuple[Seen, ...]
    proposal: Proposal

    def counted(self, kind: str) -> Counted:
        """Give what the settings make of the notes: `contact` or `interview`."""
        schema = schema_with(self.proposal)
        living = [one for one in self.notes if not self._is_ignored(one.path)]
        return count(living, schema, "contact" if kind == "contact" else "interview")

    @property
    def settings(self) -> Settings:
        """Give the settings that differ from the defaults."""
        found = settings_of(self.proposal)
        for kind in ("contact", "interview"):
            home = self._home(kind)
            if home and home != getattr(Config().folders, f"{kind}s"):
                found["folders", f"{kind}s"] = home
        return found

    def _home(self, kind: str) -> str:
        """Give the folder where most notes of a kind lie; empty where none has more than half of them."""
        counted = self.counted(kind)
        folders = Counter(path.rpartition("/")[0] for path in counted.paths)
        folder, number = next(iter(folders.most_common(1)), ("", 0))
        return folder if 2 * number > counted.number else ""

    def _is_ignored(self, path: str) -> bool:
        folders = [one.casefold() for one in (*Config().folders.ignore, *self.proposal.ignore)]
        parts = path.casefold().split("/")[:-1]
        ways = {*parts, *("/".join(parts[:end]) for end in range(1, len(parts) + 1))}
        return bool(ways & set(folders))


def look(folder: Path, *, is_forced: bool = False) -> Survey:
    """Read every note of a folder and propose settings.

    Raises `NotFound` where there is no such folder, `UsageMistake` where it has settings already, unless `is_forced`.
    """
    root = vault.check_root(folder)
    if (root / vault.CONFIG_NAME).exists() and not is_forced:
        raise UsageMistake(
            f"{folder} has an {vault.CONFIG_NAME} already.",
            hint="Change it in your editor, or have it made anew with --force.",
        )
    ignored = [one.lower() for one in Config().folders.ignore]
    notes = tuple(
        _seen(root, f"{found.path}/{entry[0]}" if found.path else entry[0])
        for found in vault.scan(str(root), ignored)
        for entry in found.entries
    )
    proposal = propose(notes, schema_with)
    return Survey(root=root, notes=notes, proposal=_with_template_folders(root, proposal))


def _seen(root: Path, path: str) -> Seen:
    reading = read(vault.read(str(root), path) or b"")
    return Seen(
        path=path,
        properties=reading.properties,
        attendees=_attendees(reading),
        is_template=reading.is_template,
    )


def _attendees(reading: Reading) -> tuple[str, ...]:
    headings = Config().headings.attendees
    if not any(one in reading.body for one in headings):
        return ()
    return attendees_in(
        outline(reading.body, reading.body_line), {one.casefold() for one in headings}
    )


def _with_template_folders(root: Path, proposal: Proposal) -> Proposal:
    """Leave out the folders that Obsidian's own plugins take templates from."""
    named = (
        read_settings(root, "templates.json").get("folder"),
        read_settings(root, "plugins/templater-obsidian/data.json").get("templates_folder"),
    )
    usual = {one.casefold() for one in Config().folders.ignore}
    found = [one.strip("/") for one in named if isinstance(one, str) and one.strip("/")]
    new = [
        one for one in (*proposal.ignore, *found) if one.rsplit("/", 1)[-1].casefold() not in usual
    ]
    return replace(proposal, ignore=tuple(dict.fromkeys(new)))


def schema_with(proposal: Proposal) -> Schema:
    """Give the schema of some settings."""
    config = Config()
    kinds: dict[NoteKind, Kind] = {
        "contact": proposal.contact,
        "interview": proposal.interview,
        "search": config.search,
        "questions": config.questions,
    }
    return schema_of(
        kinds=kinds,
        properties=proposal.properties,
        headings=config.headings,
        policy=config.policy,
        calendar=config.calendar(),
        date_order=proposal.date_order,
        me=proposal.me,
    )


def with_property(proposal: Proposal, text: str) -> Proposal:
    """Read `company=Org`: the property, and the name that notes use for it.  Raises `UsageMistake`."""
    canonical, equals, name = (part.strip() for part in text.partition("="))
    known = {plain_name(one): one for one in ACCEPTED_NAMES}
    if not equals or not name or plain_name(canonical) not in known:
        raise UsageMistake(
            f"{text!r} does not say which property is meant.",
            hint="Write it like company=Org: the property first, then the name your notes use for it.",
        )
    canonical = known[plain_name(canonical)]
    others = {
        one: tuple(kept for kept in names if plain_name(kept) != plain_name(name))
        for one, names in proposal.properties.items()
    }
    names = dict.fromkeys((*others.get(canonical, ()), name))
    found = {one: names for one, names in others.items() if names} | {canonical: tuple(names)}
    return replace(proposal, properties=found)


def settings_of(proposal: Proposal) -> Settings:
    """Give the settings of a proposal that differ from the defaults."""
    usual = Config()
    found: Settings = {}
    for name in ("date_order", "since", "me"):
        if getattr(proposal, name) != getattr(usual, name):
            found["", name] = getattr(proposal, name)
    for kind in ("contact", "interview"):
        for way in FIELDS:
            value = getattr(getattr(proposal, kind), way)
            if value != getattr(getattr(usual, kind), way):
                found[kind, way] = value
    for canonical, names in proposal.properties.items():
        found["properties", canonical] = names
    if proposal.ignore:
        found["folders", "ignore"] = (*usual.folders.ignore, *proposal.ignore)
    return found


def settings_text(settings: Settings) -> str:
    """Write an infoview.toml with every setting explained; those given are in force, the others show the default."""
    return "".join(f"{line}\n" for line in _lines(settings))


def _lines(settings: Settings) -> Iterator[str]:
    table = ""
    tables = {one for one, _ in settings}
    for line in documented_config().splitlines():
        bare = line.removeprefix("# ")
        key, equals, _ = bare.partition(" = ")
        if bare.startswith("[") and bare.endswith("]"):
            table = bare[1:-1]
            yield bare if table in tables else line
        else:
            yield line
        if equals and (table, key) in settings:
            yield f"{key} = {_toml(settings[table, key])}"


def _toml(value: Any) -> str:
    """Write a value as TOML, whose texts are those of JSON."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    plain = "".join(char for char in str(value) if char.isprintable())
    return json.dumps(plain, ensure_ascii=False)


def adopt(survey: Survey, *, at: str, command: str) -> None:
    """Write the settings of a survey; what was there is in the journal.  Raises the mistakes of `writeback.write`."""
    raw = settings_text(survey.settings).encode()
    parse(raw)
    path = vault.CONFIG_NAME
    step: Step = Creation(path=path, raw=raw)
    if (survey.root / path).exists():
        step = Edit(path=path, change=lambda _: raw)
    journal = state_folder(survey.root) / "journal"
    place = Place(root=survey.root, journal=journal, command=command, at=at)
    write(place, Work(sentence=f"Made {path} for the notes that were there.", steps=(step,)))
