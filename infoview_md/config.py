"""infoview.toml -> one frozen `Config`; every default and every explanation of a setting lives here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from infoview_md.errors import StorageFailure, UsageMistake
from infoview_md.network.settings import (
    ACCEPTED_NAMES,
    CONTACT,
    INTERVIEW,
    QUESTIONS,
    SEARCH,
    Calendar,
    Coaching,
    Headings,
    Kind,
    Policy,
    setting,
)

FILE_NAME = "infoview.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where new notes go, and which folders are never read."""

    contacts: str = setting("Contacts", "New contacts are created here.")
    interviews: str = setting("Interviews", "New interviews are created here.")
    lists: str = setting(
        "Lists", "Lists of people without notes (`import --as-list`) are kept here."
    )
    templates: str = setting(
        "infoview-templates",
        "Your own wording of drafts and pages (`templates copy`) is kept here.",
    )
    views: str = setting("Views", "Views for Obsidian (`obsidian install`) are made here.")
    ignore: tuple[str, ...] = setting(
        ("Templates", "_templates", "Template", "_Templates"),
        "Folders that hold no notes of yours (by name anywhere, or by path from the vault).",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """The note that shows what is owed, and is made anew by `sync` and `watch`."""

    note: str = setting("Dashboard.md", "Where `sync --create` puts it, from the vault.")
    days: int = setting(7, "Days ahead in the block `week`, and days back in the block `done`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """Versioning of what the commands write."""

    commit: bool = setting(False, "Make each command one git commit of exactly the notes it wrote.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that a vault's infoview.toml can say; without the file, the defaults."""

    timezone: str = setting(
        "", 'Time zone of the dates in your notes, e.g. "Europe/Berlin"; empty: this computer\'s.'
    )
    date_order: str = setting("", 'How to read 5/12/2025: "dmy", "mdy" or "ymd"; empty: ask.')
    holidays: tuple[str, ...] = setting((), 'Days without business, e.g. ["2026-11-26"].')
    holidays_country: str = setting(
        "",
        'Public holidays of a country, e.g. "US" or "DE-BY" (needs: pip install infoview-md[holidays]).',
    )
    since: str = setting(
        "",
        'Nothing is owed that was due before this day, e.g. "2026-09-01", but to stay in touch;'
        " for notes from before you began.",
    )
    me: tuple[str, ...] = setting(
        (), "Your own names as your notes link you: you are no contact of your interviews."
    )
    report_days: int = setting(7, "Days ahead that `report` shows of what is coming.")
    policy: Policy = field(default_factory=Policy)
    contact: Kind = CONTACT
    interview: Kind = INTERVIEW
    search: Kind = SEARCH
    questions: Kind = QUESTIONS
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: Folders = field(default_factory=Folders)
    headings: Headings = field(default_factory=Headings)
    coaching: Coaching = field(default_factory=Coaching)
    dashboard: Dashboard = field(default_factory=Dashboard)
    git: Git = field(default_factory=Git)

    def zone(self) -> tzinfo:
        """Give the time zone of the vault's dates."""
        return zone_of(self.timezone)

    def calendar(self) -> Calendar:
        """Give the zone and the holidays that the rules count with."""
        return Calendar(zone=self.zone(), holidays=frozenset(self.holidays))

    def read_by(self) -> str:
        """Give as text what the notes are read and judged by: two settings with the same one make the same index.

        What only words an answer is left out, so that naming yourself does not read twenty thousand notes again.
        """
        coaching = Coaching(name=self.coaching.name)  # the user's own name tells who is no contact
        return repr(
            replace(self, report_days=0, coaching=coaching, dashboard=Dashboard(), git=Git())
        )

    def accepted_names(self, canonical: str) -> tuple[str, ...]:
        """Give the names a property is read under: its own, the configured, the usual."""
        return (canonical, *self.properties.get(canonical, ()), *ACCEPTED_NAMES.get(canonical, ()))


def zone_of(name: str) -> tzinfo:
    """Give the zone of an IANA name; an empty name is this computer's.  Raises `UsageMistake`."""
    if not name:
        return _zone_of_this_computer()
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageMistake(
            f"{name!r} is not a time zone.",
            hint='Write it like "Europe/Berlin" or "America/New_York".',
        ) from None


def _zone_of_this_computer() -> tzinfo:
    from tzlocal import reload_localzone

    return reload_localzone()  # get_localzone remembers the first answer, and a watcher travels


def load(path: Path) -> Config:
    """Read an infoview.toml; a file that does not exist is the defaults.

    Raises `UsageMistake` with the place and the nearest known key, `StorageFailure` where it cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise StorageFailure(f"{path} cannot be read: {error.strerror}.") from None
    return parse(raw)


def parse(raw: bytes) -> Config:
    """Read the bytes of an infoview.toml.  Raises `UsageMistake`."""
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageMistake(f"{FILE_NAME} is not UTF-8 text.", hint="Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageMistake(f"{FILE_NAME} is not valid TOML: {error}.") from None
    config = _read_table(Config(), table, place="")
    _check(config)
    return _with_country(_with_log_heading(config))


def _read_table(default: Any, table: Mapping[str, Any], *, place: str) -> Any:
    known = {one.name for one in fields(default)}
    changed = {}
    for key, value in table.items():
        if key not in known:
            raise _unknown(key, known, place)
        changed[key] = _read_value(getattr(default, key), value, place=f"{place}{key}")
    return replace(default, **changed)


def _read_value(default: Any, value: Any, *, place: str) -> Any:
    if place == "properties":
        return _read_properties(value)
    if hasattr(default, "__dataclass_fields__"):
        if not isinstance(value, Mapping):
            raise UsageMistake(
                f"{FILE_NAME}: {place} is a table; write [{place}] above its settings."
            )
        return _read_table(default, value, place=f"{place}.")
    if isinstance(default, tuple):
        return _texts(value, place)
    if isinstance(default, str) and type(value) is date:  # TOML has dates without quotes
        return value.isoformat()
    if (
        isinstance(default, int)
        and not isinstance(default, bool)
        and isinstance(value, int)
        and value < 0
    ):
        raise UsageMistake(f"{FILE_NAME}: {place} cannot be negative, and is {value}.")
    if type(value) is not type(default):
        words = {bool: "true or false", int: "a whole number", str: "text in quotes"}
        raise UsageMistake(
            f"{FILE_NAME}: {place} must be {words[type(default)]}, and is {value!r}."
        )
    return value


def _texts(value: Any, place: str) -> tuple[str, ...]:
    items = [value] if isinstance(value, str | date) else value
    if not isinstance(items, list) or not all(isinstance(item, str | date) for item in items):
        raise UsageMistake(f'{FILE_NAME}: {place} must be a list of texts, like ["one", "two"].')
    return tuple(str(item) for item in items)


def _read_properties(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise UsageMistake(f"{FILE_NAME}: [properties] is a table.")
    for key in value:
        if key not in ACCEPTED_NAMES:
            raise _unknown(key, set(ACCEPTED_NAMES), "properties.")
    return {key: _texts(names, f"properties.{key}") for key, names in value.items()}


def _unknown(key: str, known: set[str], place: str) -> UsageMistake:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"Did you mean {place}{near[0]}?" if near else f"Known are: {', '.join(sorted(known))}."
    return UsageMistake(f"{FILE_NAME}: {place}{key} is not a setting.", hint=hint)


def _check(config: Config) -> None:
    if config.timezone:
        zone_of(config.timezone)
    if config.date_order not in ("", "dmy", "mdy", "ymd"):
        raise UsageMistake(f'{FILE_NAME}: date_order must be "dmy", "mdy" or "ymd".')
    if config.since and not _is_day(config.since):
        raise UsageMistake(f"{FILE_NAME}: since is {config.since!r}, and no date like 2026-09-01.")
    for day in config.holidays:
        if not _is_day(day):
            raise UsageMistake(f"{FILE_NAME}: the holiday {day!r} is not a date like 2026-11-26.")


def _with_log_heading(config: Config) -> Config:
    """Put the heading that stands for all of them last: new items go under one that can be written."""
    named = tuple(one for one in config.headings.log if one != "*")
    if named == config.headings.log and named:
        return config
    log = (*(named or Headings().log), *(["*"] if "*" in config.headings.log else []))
    return replace(config, headings=replace(config.headings, log=log))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _with_country(config: Config) -> Config:
    if not config.holidays_country:
        return config
    try:
        from holidays import country_holidays
    except ImportError:
        raise UsageMistake(
            f"{FILE_NAME}: holidays_country needs the optional package holidays.",
            hint='Install it with: pip install "infoview-md[holidays]"',
        ) from None
    country, _, part = config.holidays_country.partition("-")
    try:
        days = country_holidays(country, subdiv=part or None, years=range(2000, 2061))
    except (NotImplementedError, AttributeError):
        raise UsageMistake(
            f"{FILE_NAME}: no public holidays are known for {config.holidays_country!r}.",
            hint='Write a country like "US", or with a part like "DE-BY".',
        ) from None
    return replace(config, holidays=(*config.holidays, *sorted(day.isoformat() for day in days)))
