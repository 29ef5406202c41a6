"""Adopting notes that were kept without this program: infoview.toml is written, and no note is touched."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoview_md import vault
from infoview_md.config import Config, parse
from infoview_md.dates import Moment
from infoview_md.errors import UsageMistake
from infoview_md.founding import documented_config
from infoview_md.network.schema import Schema, plain_name, schema_of
from infoview_md.network.settings import ACCEPTED_NAMES, Kind
from infoview_md.network.survey.counting import Counted, count
from infoview_md.network.survey.debts import due_before
from infoview_md.network.survey.findings import Findings, touches
from infoview_md.network.survey.proposing import Proposal, propose
from infoview_md.network.survey.seen import FIELDS, Seen
from infoview_md.obsidian.settings import read_settings
from infoview_md.session import state_folder
from infoview_md.settings_file import Settings, with_settings
from infoview_md.surveying import survey
from infoview_md.writeback import Creation, Edit, Place, Step, Work, write

if TYPE_CHECKING:
    from infoview_md.network.model import NoteKind


@dataclass(frozen=True, kw_only=True)  # without slots: what was counted is kept
class Survey:
    """What was found in a folder, the settings it has, and those that seem to fit.

    `raw` are the bytes of its infoview.toml; None where it has none.
    """

    root: Path
    notes: tuple[Seen, ...]
    proposal: Proposal
    raw: bytes | None = None

    @cached_property
    def config(self) -> Config:
        """The settings that are there, else the defaults."""
        return parse(self.raw) if self.raw is not None else Config()

    @property
    def has_settings(self) -> bool:
        """Tell whether somebody has set anything already: an infoview.toml of comments says nothing."""
        return self.config != Config()

    @cached_property
    def schema(self) -> Schema:
        """How the notes are read with the proposal."""
        return schema_with(self.config, self.proposal)

    @cached_property
    def findings(self) -> Findings:
        """What the proposal makes of the notes."""
        living = [one for one in self.notes if not self._is_ignored(one.path)]
        contacts, interviews = (
            count(living, self.schema, "contact"),
            count(living, self.schema, "interview"),
        )
        return Findings(
            notes=len(self.notes),
            contacts=contacts,
            interviews=interviews,
            touches=touches(living, contacts, interviews, self.proposal.log),
            since=self.proposal.since,
            forgiven=due_before(self.proposal.since, living, self.schema),
        )

    @cached_property
    def settings(self) -> Settings:
        """Give the settings that differ from those that are in force."""
        found = settings_of(self.proposal, self.config)
        for kind, counted in (
            ("contacts", self.findings.contacts),
            ("interviews", self.findings.interviews),
        ):
            usual, home = getattr(Config().folders, kind), _home(counted)
            if home and home != usual and getattr(self.config.folders, kind) == usual:
                found["folders", kind] = home
        return found

    def text(self) -> bytes:
        """Give the infoview.toml with the proposal in force.  Raises the mistakes of `with_settings`."""
        return with_settings(self.raw or documented_config().encode(), self.settings)

    def _is_ignored(self, path: str) -> bool:
        folders = [one.casefold() for one in (*self.config.folders.ignore, *self.proposal.ignore)]
        parts = path.casefold().split("/")[:-1]
        ways = {*parts, *("/".join(parts[:end]) for end in range(1, len(parts) + 1))}
        return bool(ways & set(folders))


def _home(counted: Counted) -> str:
    """Give the folder where most notes of a kind lie; empty where none has more than half of them."""
    folders = Counter(path.rpartition("/")[0] for path in counted.paths)
    folder, number = next(iter(folders.most_common(1)), ("", 0))
    return folder if 2 * number > counted.number else ""


def look(folder: Path, *, today: Moment) -> Survey:
    """Read every note of a folder and propose settings, beginning with those it has.

    Raises `NotFound` where there is no such folder, `UsageMistake` for an infoview.toml that cannot be read.
    """
    root = vault.check_root(folder)
    raw = vault.read(str(root), vault.CONFIG_NAME)
    config = parse(raw) if raw is not None else Config()
    notes = survey(root, config)
    start = Proposal(
        contact=config.contact,
        interview=config.interview,
        properties=config.properties,
        ignore=tuple(one for one in config.folders.ignore if one not in Config().folders.ignore),
        date_order=config.date_order,
        since=config.since,
        me=config.me,
        log=config.headings.log,
    )
    proposal = propose(notes, partial(schema_with, config), today=today, start=start)
    return Survey(root=root, notes=notes, proposal=_with_template_folders(root, proposal), raw=raw)


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


def schema_with(config: Config, proposal: Proposal) -> Schema:
    """Give the schema of some settings, with the rest as a vault has it."""
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
        me=(config.coaching.name, *proposal.me),
    )


def with_property(proposal: Proposal, text: str) -> Proposal:
    """Read `company=Org`: the property, and the name that notes use for it; `company=` drops what was found.

    Raises `UsageMistake`.
    """
    canonical, equals, name = (part.strip() for part in text.partition("="))
    known = {plain_name(one): one for one in ACCEPTED_NAMES}
    if not equals or plain_name(canonical) not in known:
        raise UsageMistake(
            f"{text!r} does not say which property is meant.",
            hint="Write it like company=Org: the property first, then the name your notes use for it.",
        )
    canonical = known[plain_name(canonical)]
    others = {
        one: tuple(kept for kept in names if plain_name(kept) != plain_name(name))
        for one, names in proposal.properties.items()
    }
    names = dict.fromkeys((*others.get(canonical, ()), name)) if name else {}
    found = {one: names for one, names in others.items() if names} | {canonical: tuple(names)}
    return replace(proposal, properties=found)


def settings_of(proposal: Proposal, config: Config) -> dict[tuple[str, str], Any]:
    """Give the settings of a proposal that differ from those in force."""
    found: dict[tuple[str, str], Any] = {}
    for name in ("date_order", "since", "me"):
        if getattr(proposal, name) != getattr(config, name):
            found["", name] = getattr(proposal, name)
    for kind in ("contact", "interview"):
        for way in FIELDS:
            value = getattr(getattr(proposal, kind), way)
            if value != getattr(getattr(config, kind), way):
                found[kind, way] = value
    for canonical in {**config.properties, **proposal.properties}:
        names = proposal.properties.get(canonical, ())
        if names != config.properties.get(canonical, ()):
            found["properties", canonical] = names
    usual = Config().folders.ignore
    kept = tuple(one for one in config.folders.ignore if one in usual)
    if (ignore := (*kept, *proposal.ignore)) != config.folders.ignore:
        found["folders", "ignore"] = ignore
    if proposal.log != config.headings.log:
        found["headings", "log"] = proposal.log
    return found


def adopt(found: Survey, *, at: str, command: str) -> None:
    """Write the settings of a survey; what was there is in the journal.  Raises the mistakes of `writeback.write`."""
    raw = found.text()
    parse(raw)
    path = vault.CONFIG_NAME
    step: Step = Creation(path=path, raw=raw)
    if found.raw is not None:
        step = Edit(path=path, change=lambda now: with_settings(now, found.settings))
    journal = state_folder(found.root) / "journal"
    place = Place(root=found.root, journal=journal, command=command, at=at)
    write(place, Work(sentence=f"Made {path} for the notes that were there.", steps=(step,)))
