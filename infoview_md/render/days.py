"""Days as people write them; English, and without the locale of the computer."""

import re

from infoview_md.dates import Moment, to_date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(moment: str) -> str:
    """Write the day of a moment in full: `Tuesday, 24 November 2026`."""
    on = to_date(Moment(moment))
    return f"{_DAYS[on.weekday()]}, {on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_day(moment: str) -> str:
    """Write the day of a moment in brief: `Tue 24 Nov`."""
    on = to_date(Moment(moment))
    return f"{_DAYS[on.weekday()][:3]} {on.day} {_MONTHS[on.month - 1][:3]}"


def day_of_month(moment: str) -> str:
    """Write the day of a moment without its weekday: `24 Nov`."""
    on = to_date(Moment(moment))
    return f"{on.day} {_MONTHS[on.month - 1][:3]}"


def month(moment: str) -> str:
    """Write the month of a moment in full: `November`."""
    return _MONTHS[to_date(Moment(moment)).month - 1]


def clock(moment: str) -> str:
    """Write the time of a moment, `14:00`; empty where it is a day."""
    return moment[11:16]


def with_friendly_days(words: str, as_of: str) -> str:
    """Write the ISO dates within a text as people do: `20 Nov, 16:00`; the year where it is another one.

    The blanks within do not break, so that a date is never split over two lines.
    """
    return re.sub(
        r"\b(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?\b",
        lambda found: _friendly(found, as_of),
        words,
    )


def _friendly(found: re.Match[str], as_of: str) -> str:
    try:
        written = day_of_month(found[1])
    except ValueError:
        return found[0]
    if found[1][:4] != as_of[:4]:
        written += f" {found[1][:4]}"
    return (f"{written}, {found[2]}" if found[2] else written).replace(" ", "\u00a0")
