"""Days as people write them; English, and without the locale of the computer."""

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
