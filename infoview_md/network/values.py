"""One property to one typed value: dates, names, numbers; what cannot be read is complained of and left out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from infoview_md.dates import (
    ALWAYS,
    Moment,
    NotADate,
    add_hours,
    day_of,
    has_time,
    read_birthday,
    read_cadence,
    read_moment,
)
from infoview_md.network.model import NoMoment, Status
from infoview_md.network.schema import Properties, plain_name
from infoview_md.note.links import links_of

_YES = frozenset({"yes", "y", "true", "x", "done", "✓", "✅"})
NOT_YET = frozenset({"no", "n", "false", "none", "never", "tbd", "?", "-"})
"""Words for what was not done, where a date would say that it was."""
_HOW_TO_DATE = "Write the date as YYYY-MM-DD, for example 2026-11-20."
_LAST_PRIORITY = 5
_DAY_MINUTES = 24 * 60
_MOST_TALKS = 100  # a week; what is more was meant otherwise

STATUSES: Mapping[str, Status] = {
    "proposed": "proposed",
    "tentative": "proposed",
    "pending": "proposed",
    "scheduled": "scheduled",
    "confirmed": "scheduled",
    "planned": "scheduled",
    "booked": "scheduled",
    "upcoming": "scheduled",
    "done": "done",
    "completed": "done",
    "complete": "done",
    "held": "done",
    "finished": "done",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "noshow": "no_show",
    "missed": "no_show",
}
"""Words for the status of an interview -> the status, in comparison form."""


def text(properties: Properties, name: str) -> str:
    """Give one text: a link gives its note's name, a list its first item."""
    value = properties.find(name)[1]
    if isinstance(value, str) and "[" not in value:
        return value.strip()
    return next(iter(_plain_texts(value)), "")


def texts(properties: Properties, name: str) -> tuple[str, ...]:
    """Give a list of texts; a single value is a list of one."""
    value = properties.find(name)[1]
    return tuple(_plain_texts(value)) if value is not None else ()


def _plain_texts(value: Any) -> list[str]:
    if isinstance(value, str):
        plain = value.strip()
        if plain.startswith("["):
            names = [_last(link.target) or link.text for link in links_of(plain)]
            return names or [plain[1:].partition("](")[0]]  # a link that leads out of the vault
        return [plain] if plain else []
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], list):
            return [_last(link.target) for link in links_of(value)]
        return [one for item in value for one in _plain_texts(item)]
    if value is None or isinstance(value, dict):
        return []
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _last(target: str) -> str:
    return target.rsplit("/", 1)[-1]


def targets(properties: Properties, name: str) -> tuple[str, ...]:
    """Give the link targets of a property as written, each once."""
    value = properties.find(name)[1]
    return tuple(dict.fromkeys(link.target for link in links_of(value) if link.target))


def addresses(properties: Properties, name: str) -> tuple[str, ...]:
    """Give e-mail addresses or telephone numbers: lists, or one text with commas or semicolons."""
    found = [part for one in texts(properties, name) for part in one.replace(";", ",").split(",")]
    return tuple(plain for part in found if (plain := part.strip()))


def moment(properties: Properties, name: str) -> Moment:
    """Give a date or a time; what cannot be read is a problem and counts as not set."""
    key, value = properties.find(name)
    if value is None or isinstance(value, bool | dict):
        return NoMoment
    return _read(properties, key, value)


def mark(properties: Properties, name: str) -> Moment:
    """Give when something was done: a date, or `ALWAYS` where the note only says that it was."""
    key, value = properties.find(name)
    if value is None or isinstance(value, dict):
        return NoMoment
    word = str(value).strip().lower()
    if value is True or word in _YES:
        return ALWAYS
    return NoMoment if value is False or word in NOT_YET else _read(properties, key, value)


def day(properties: Properties, name: str) -> Moment:
    """Give a date without its time."""
    return day_of(moment(properties, name))


def _read(properties: Properties, key: str, value: Any) -> Moment:
    schema = properties.schema
    written = next(iter(_plain_texts(value)), "") if isinstance(value, list) else str(value)
    try:
        return read_moment(written, zone=schema.calendar.zone, order=schema.date_order)
    except NotADate as error:
        properties.complain(key, f"{error}.", _HOW_TO_DATE)
        return NoMoment


def birthday(properties: Properties, name: str = "birthday") -> str:
    """Give a birthday as `YYYY-MM-DD` or `--MM-DD`."""
    key, value = properties.find(name)
    if value is None or isinstance(value, bool | dict | list):
        return ""
    schema = properties.schema
    try:
        return read_birthday(str(value), zone=schema.calendar.zone, order=schema.date_order)
    except NotADate as error:
        properties.complain(key, f"{error}.", "Write it as 1980-05-12, or --05-12 without a year.")
        return ""


def cadence(properties: Properties, name: str = "cadence") -> str:
    """Give the cadence as written, where it can be read."""
    key, value = properties.find(name)
    if value is None or isinstance(value, bool | dict | list):
        return ""
    written = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    try:
        return written.strip() if read_cadence(written) else ""
    except NotADate as error:
        properties.complain(key, f"{error}.", "Leave it out where you want no reminder.")
        return ""


def priority(properties: Properties, name: str = "priority") -> int:
    """Give 1 (first) to 5; 0 where none is set."""
    key, value = properties.find(name)
    if value is None:
        return 0
    written = str(value).strip()
    if written.isdecimal() and 1 <= int(written) <= _LAST_PRIORITY:
        return int(written)
    properties.complain(
        key, f"{written!r} is not a priority.", "Write a number from 1 (first) to 5."
    )
    return 0


def weekly_target(properties: Properties, name: str = "weekly_target") -> int:
    """Give the talks a week that a search wants; 0 where none are named."""
    key, value = properties.find(name)
    if value is None:
        return 0
    written = str(value).strip()
    if re.fullmatch(r"[0-9]{1,3}(\.0+)?", written) and float(written) <= _MOST_TALKS:
        return int(float(written))
    properties.complain(
        key, f"{written!r} is not a number of talks.", "Write how many talks a week, for example 2."
    )
    return 0


def status(properties: Properties) -> Status:
    """Give the status of an interview; an unknown word is a problem and counts as left out."""
    key, value = properties.find("status")
    word = plain_name(next(iter(_plain_texts(value)), "")) if value is not None else ""
    if not word or word in STATUSES:
        return STATUSES.get(word, "")
    properties.complain(
        key,
        f"{value!r} is not a status of an interview.",
        "Write proposed, scheduled, done, cancelled or no_show, or leave it out.",
    )
    return ""


def duration(properties: Properties) -> int:
    """Give the minutes of an interview: `30`, `45 min`, `1h`, `1:30`; else the policy's default."""
    key, value = properties.find("duration")
    if value is None:
        return properties.schema.policy.interview_minutes
    minutes = _minutes(str(value).strip().lower())
    if 0 < minutes <= _DAY_MINUTES:
        return minutes
    properties.complain(key, f"{value!r} is not a duration.", "Write the minutes, for example 20.")
    return properties.schema.policy.interview_minutes


@lru_cache(maxsize=256)
def _minutes(written: str) -> int:
    if form := re.fullmatch(r"(\d+)(?:\.0+)?\s*(?:m|min|mins|minutes?)?", written):
        return int(form[1])
    if form := re.fullmatch(r"(\d+)(?::|\s*h(?:ours?|rs?)?\s*)(\d*)\s*(?:m|min|minutes)?", written):
        return int(form[1]) * 60 + int(form[2] or 0)
    return 0


def start(properties: Properties) -> Moment:
    """Give the start of an interview as a moment of the vault, from the zone of the note where it names one."""
    at = moment(properties, "date")
    time = properties.find("time")[1]
    if at and not has_time(at) and time is not None:
        at = _timed(properties, at, str(time))
    key, zone_name = properties.find("timezone")
    if not zone_name or not has_time(at) or _has_offset(properties):
        return at
    return _from_zone(properties, at, key, str(zone_name).strip())


def _timed(properties: Properties, at: Moment, time: str) -> Moment:
    try:
        return read_moment(f"{at} {time}", zone=properties.schema.calendar.zone)
    except NotADate:
        key = properties.find("time")[0]
        properties.complain(key, f"{time!r} is not a time of day.", "Write it as 14:30.")
        return at


def _has_offset(properties: Properties) -> bool:
    """Tell whether the date itself says its offset from UTC; then the zone of the note adds nothing."""
    written = str(properties.find("date")[1])
    return bool(re.search(r"\d(?:Z|[+-]\d{2}:?\d{2})\]*$", written.strip()))


def _from_zone(properties: Properties, at: Moment, key: str, zone_name: str) -> Moment:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(zone_name)
    except (KeyError, ValueError, OSError):
        properties.complain(
            key,
            f"{zone_name!r} is not a time zone.",
            "Write it like Europe/Berlin or America/New_York.",
        )
        return at
    local = datetime.fromisoformat(at).replace(tzinfo=zone)
    moved = local.astimezone(properties.schema.calendar.zone)
    return cast("Moment", moved.isoformat(timespec="minutes")[:16])


def end(properties: Properties, begins: Moment, minutes: int) -> Moment:
    """Give the end of an interview; without a time of day it is the day itself."""
    if not has_time(begins):
        return begins
    return add_hours(begins, minutes / 60, properties.schema.calendar.zone)
