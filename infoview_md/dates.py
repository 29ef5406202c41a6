"""Civil dates and local moments, as text that sorts.

A `Moment` is `YYYY-MM-DD` (a day) or `YYYY-MM-DDTHH:MM` (a local time of the vault's time zone).  Both are
ISO 8601 and compare as text: a day sorts before every time of that day, which is the rule "a date counts from the
start of its day".  The index stores moments as they are, so a report needs no date arithmetic at all.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, NewType

Moment = NewType("Moment", str)

ALWAYS = Moment("0001-01-01")
"""The moment before all others: a fact without a date ("closed: true") holds since always."""

NEVER = Moment("9999-12-31")
"""The last day there is: what would lie beyond it (people write 9999-12-31 for "open end") stays on it."""

_SATURDAY = 5
_REMEMBERED = 4096  # a vault has few different days
_ISO_DAY = 10
_ISO_MINUTE = 16
_YEAR_DIGITS = 4
_ISO = r"\d{4}-\d{2}-\d{2}"
_SPACED = r"(\d{4}-\d{1,2}-\d{1,2})[ Tt]+(\d{1,2}:\d{2}.*)"
_SLASHED = r"(\d{1,2}|\d{4})([/.])(\d{1,2})\2(\d{1,2}|\d{4})(?:[ ,T]+(.*))?"
_SINGLE_DIGITS = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_RELATIVE = (
    r"(?:(?P<sign>[+-])|in\s+)?\s*(?P<number>\d+)\s*"
    r"(?:(?P<days>d(?:ays?)?)|(?P<weeks>w(?:eeks?)?)|(?P<months>mo?|months?)|(?P<years>y(?:ears?)?))"
    r"(?P<ago>\s+ago)?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


class NotADate(ValueError):
    """A text that is no date, or may be two; `args[0]` says how to write it."""


def day_of(moment: Moment) -> Moment:
    """Give the day a moment falls on."""
    return Moment(moment[:_ISO_DAY])


def has_time(moment: Moment) -> bool:
    """Tell whether a moment names a time and not only a day."""
    return len(moment) > _ISO_DAY


def to_date(moment: Moment) -> date:
    """Give the calendar day of a moment."""
    return date.fromisoformat(moment[:_ISO_DAY])


def to_datetime(moment: Moment) -> datetime:
    """Give a moment as a local time without zone; a day is its first minute."""
    return datetime.fromisoformat(moment)


def from_date(day: date) -> Moment:
    """Write a day as a moment."""
    return Moment(day.isoformat())


def from_datetime(at: datetime) -> Moment:
    """Write a local time as a moment, to the minute."""
    return Moment(at.isoformat(timespec="minutes")[:16])


def instant(moment: Moment) -> Moment:
    """Give the first minute of a day, or the moment itself where it names a time."""
    return moment if has_time(moment) else Moment(moment + "T00:00")


@lru_cache(maxsize=_REMEMBERED)
def add_days(moment: Moment, days: int) -> Moment:
    """Give the day that many calendar days after the day of a moment."""
    try:
        return from_date(to_date(moment) + timedelta(days=days))
    except OverflowError:
        return NEVER if days > 0 else ALWAYS


@lru_cache(maxsize=_REMEMBERED)
def add_hours(moment: Moment, hours: float, zone: tzinfo) -> Moment:
    """Give the local moment that many real hours later, also across a change of the clocks.

    Hours are exact durations and days are calendar days.  Source: RFC 5545, section 3.3.6.
    """
    try:
        start = to_datetime(moment).replace(tzinfo=zone).astimezone(UTC)
        return from_datetime((start + timedelta(hours=hours)).astimezone(zone))
    except OverflowError:
        return moment


@lru_cache(maxsize=_REMEMBERED)
def add_business_days(moment: Moment, days: int, holidays: frozenset[str]) -> Moment:
    """Give the day that many business days later: Monday to Friday less the holidays."""
    day = to_date(moment)
    while days > 0 and day < date.max:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day.isoformat() not in holidays:
            days -= 1
    return from_date(day)


def days_between(earlier: Moment, later: Moment) -> int:
    """Count the calendar days from one moment's day to another's."""
    return (to_date(later) - to_date(earlier)).days


class Cadence(NamedTuple):
    """A wished interval between touchpoints, in calendar months or in days."""

    months: int = 0
    days: int = 0


_CADENCE_WORDS = {
    "daily": Cadence(days=1),
    "weekly": Cadence(days=7),
    "biweekly": Cadence(days=14),
    "fortnightly": Cadence(days=14),
    "monthly": Cadence(months=1),
    "bimonthly": Cadence(months=2),
    "quarterly": Cadence(months=3),
    "halfyearly": Cadence(months=6),
    "semiannually": Cadence(months=6),
    "biannually": Cadence(months=6),
    "twiceperyear": Cadence(months=6),
    "twiceayear": Cadence(months=6),
    "yearly": Cadence(months=12),
    "annually": Cadence(months=12),
    "annual": Cadence(months=12),
    "everyweek": Cadence(days=7),
    "everymonth": Cadence(months=1),
    "everyquarter": Cadence(months=3),
    "everyyear": Cadence(months=12),
}
_NO_CADENCE = frozenset({"", "none", "never", "no", "adhoc", "asneeded", "false", "off", "0"})
_CADENCE_FORM = r"(?:every\s*)?(\d+)\s*(d|days?|w|weeks?|m|mo|months?|q|quarters?|y|years?)?"
_LONGEST_YEARS = 100


@lru_cache(maxsize=256)
def read_cadence(text: str) -> Cadence | None:
    """Read `30d`, `2w`, `1m`, `quarterly`, `every 6 weeks` or a number of days; None means "no cadence".

    Raises `NotADate` where the text says nothing of the kind.
    """
    plain = text.strip().lower()
    word = re.sub(r"[\s_-]+", "", plain)
    if word in _NO_CADENCE:
        return None
    if word in _CADENCE_WORDS:
        return _CADENCE_WORDS[word]
    if form := re.fullmatch(_CADENCE_FORM, plain):
        cadence = _cadence_of(int(form[1]), (form[2] or "d")[0])
        if Cadence() != cadence and _is_within_a_life(cadence):
            return cadence
    raise NotADate(
        f"{text!r} is not an interval; write 30d, 2w, 1m, weekly, monthly, quarterly or a number of days"
    )


def _is_within_a_life(cadence: Cadence) -> bool:
    return cadence.months <= _LONGEST_YEARS * 12 and cadence.days <= _LONGEST_YEARS * 366


def _cadence_of(number: int, unit: str) -> Cadence:
    per_unit = {"m": 1, "q": 3, "y": 12}
    if unit in per_unit:
        return Cadence(months=number * per_unit[unit])
    return Cadence(days=number * 7 if unit == "w" else number)


def add_cadence(moment: Moment, cadence: Cadence) -> Moment:
    """Give the day one cadence after a moment; months are cut to the month's last day."""
    if not cadence.months:
        return add_days(moment, cadence.days)
    return _add_months(day_of(moment), cadence.months)


@lru_cache(maxsize=_REMEMBERED)
def _add_months(day: Moment, months: int) -> Moment:
    from dateutil.relativedelta import relativedelta

    try:
        later: date = to_date(day) + relativedelta(months=months)
    except (ValueError, OverflowError):
        return NEVER
    return from_date(later)


def read_moment(text: str, *, zone: tzinfo, order: str = "") -> Moment:
    """Read a date as people write it, with or without time, as a moment of the zone.

    Understood are ISO dates, with time by space or `T`, with a UTC offset or `Z` (turned into the zone's time), in
    `[[…]]`, and numeric dates with slashes or dots where `order` (`dmy`, `mdy` or `ymd`) names their order or
    where only one order is possible.  Raises `NotADate` with the way to write it.
    """
    plain = text.strip()
    if as_stored := _as_stored(plain):
        return as_stored
    if len(plain) == _ISO_DAY and re.fullmatch(_ISO, plain):
        return _day(plain, text)
    if plain.startswith("[[") and plain.endswith("]]"):
        plain = plain[2:-2].split("|")[0].split("#")[0].rsplit("/", 1)[-1].strip()
    return _read_loose(plain, text, zone=zone, order=order)


@lru_cache(maxsize=_REMEMBERED)
def _as_stored(text: str) -> Moment | None:
    """Give a text that is a moment as it stands, as nearly every date of a note is; None for every other."""
    if len(text) not in (_ISO_DAY, _ISO_MINUTE):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(text) if at.isoformat(timespec="minutes").startswith(text) else None


def _day(plain: str, text: str) -> Moment:
    try:
        return from_date(date.fromisoformat(plain))
    except ValueError:
        raise NotADate(f"{text!r} is not a day of the calendar") from None


def _read_loose(plain: str, text: str, *, zone: tzinfo, order: str) -> Moment:
    if spaced := re.fullmatch(_SPACED, plain):
        return _with_time(
            _read_loose(spaced[1], text, zone=zone, order=order), spaced[2], text, zone
        )
    if single := re.fullmatch(_SINGLE_DIGITS, plain):
        return _day(f"{single[1]}-{single[2]:0>2}-{single[3]:0>2}", text)
    if slashed := re.fullmatch(_SLASHED, plain):
        day = _slashed((slashed[1], slashed[3], slashed[4]), text, order)
        return _with_time(day, slashed[5], text, zone) if slashed[5] else day
    raise NotADate(f"{text!r} is not a date; write it as YYYY-MM-DD, for example 2026-11-20")


def _with_time(day: Moment, time: str, text: str, zone: tzinfo) -> Moment:
    clean = time.strip().upper().replace(" ", "")
    clean = clean if clean[1:2].isdigit() else "0" + clean
    try:
        if clean.endswith(("AM", "PM")):
            form = "%I:%M:%S%p" if clean.count(":") > 1 else "%I:%M%p"
            return from_datetime(datetime.strptime(f"{day} {clean}", f"%Y-%m-%d {form}"))  # noqa: DTZ007 - local by meaning
        at = datetime.fromisoformat(f"{day}T{clean}")
        return from_datetime(at.astimezone(zone).replace(tzinfo=None) if at.tzinfo else at)
    except (ValueError, OverflowError):
        raise NotADate(
            f"{text!r} is not a date with a time; write it as 2026-11-20T14:30"
        ) from None


def _slashed(parts: tuple[str, str, str], text: str, order: str) -> Moment:
    orders = _orders(parts, order)
    found = {day for name in orders if (day := _arranged(parts, _ORDERS[name]))}
    if len(found) == 1:
        return found.pop()
    if not found:
        raise NotADate(f"{text!r} is not a day of the calendar; write it as YYYY-MM-DD")
    meant = " or ".join(sorted(found))
    raise NotADate(
        f"{text!r} may mean {meant}; write it as YYYY-MM-DD, or set date_order in infoview.toml"
    )


def _orders(parts: tuple[str, str, str], order: str) -> list[str]:
    """Give the orders that the digits allow: a year of four digits shows its own place."""
    if len(parts[0]) == _YEAR_DIGITS:
        return ["ymd"]
    if order and not (order == "ymd" and len(parts[2]) == _YEAR_DIGITS):
        return [order]
    return ["dmy", "mdy"]


def _arranged(parts: tuple[str, str, str], places: tuple[int, int, int]) -> Moment | None:
    year, month, day = (int(parts[place]) for place in places)
    try:
        return from_date(date(year if year > 99 else 2000 + year, month, day))  # noqa: PLR2004 - two-digit years
    except ValueError:
        return None


def read_birthday(text: str, *, zone: tzinfo, order: str = "") -> str:
    """Read a birthday as `YYYY-MM-DD`, or as `--MM-DD` where the year is unknown.

    Source of the yearless form: vCard 4.0, RFC 6350, section 4.3.1.  A birthday is a day wherever one is: of an
    exported `1964-04-05T00:00:00Z` the zone moves nothing.
    """
    plain = text.strip()
    if yearless := re.fullmatch(r"-{0,2}(\d{2})-?(\d{2})", plain):
        _day(f"2000-{yearless[1]}-{yearless[2]}", text)
        return f"--{yearless[1]}-{yearless[2]}"
    if with_time := re.fullmatch(_SPACED, plain):
        plain = with_time[1]
    return day_of(read_moment(plain, zone=zone, order=order))


def birthday_in(birthday: str, year: int) -> Moment:
    """Give the day a birthday is kept in a year; 29 February is kept on the 28th where there is none."""
    month, day = int(birthday[-5:-3]), int(birthday[-2:])
    try:
        return from_date(date(year, month, day))
    except ValueError:
        return from_date(date(year, month, day - 1))


def when(text: str, *, today: date, zone: tzinfo = UTC, order: str = "") -> Moment:
    """Read the date of a command line: `today`, `yesterday`, `fri`, `+2w`, `2w`, `3d ago` or a date as in a note.

    A weekday means the next one after today; a bare interval counts forwards.  Raises `NotADate`.
    """
    plain = " ".join(text.strip().lower().split())
    near = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
    if plain in near:
        return from_date(today + timedelta(days=near[plain]))
    if form := re.fullmatch(_RELATIVE, plain):
        return _relative(form, text, today)
    if plain.startswith(("last ", "next ", "this ", *_WEEKDAYS)):
        return _weekday(plain, text, today)
    return read_moment(text, zone=zone, order=order)


def _relative(form: re.Match[str], text: str, today: date) -> Moment:
    from dateutil.relativedelta import relativedelta

    number = int(form["number"]) * (-1 if form["sign"] == "-" or form["ago"] else 1)
    unit = next(name for name in ("days", "weeks", "months", "years") if form[name])
    try:
        day: date = today + relativedelta(**{unit: number})  # type: ignore[arg-type]  # one of four int fields
    except (ValueError, OverflowError):
        raise NotADate(f"{text!r} is beyond the calendar; write it as 2026-11-20") from None
    return from_date(day)


def _weekday(plain: str, text: str, today: date) -> Moment:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    name = plain.removeprefix("last ").removeprefix("next ").removeprefix("this ")
    fits = [number for number, day in enumerate(full) if len(name) > 2 and day.startswith(name)]  # noqa: PLR2004 - `fri`
    if not fits:
        raise NotADate(f"{text!r} is not a date; write today, fri, +2w or 2026-11-20")
    if plain.startswith("last "):
        return from_date(today - timedelta(days=(today.weekday() - fits[0] - 1) % 7 + 1))
    return from_date(today + timedelta(days=(fits[0] - today.weekday() - 1) % 7 + 1))
