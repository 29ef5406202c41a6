"""Dates of a command line, in the vault's zone and order: when something was, or until when it waits."""

import re
from typing import TYPE_CHECKING

from infoview_md.dates import (
    Moment,
    NotADate,
    add_days,
    day_of,
    has_time,
    read_moment,
    to_date,
    when,
)
from infoview_md.errors import UsageMistake

if TYPE_CHECKING:
    from infoview_md.session import Session

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_TIMED = re.compile(
    r"(?P<day>\S.*?)[\s,]+(?:at\s+)?(?P<hour>\d{1,2})(?P<minute>:\d{2})?\s*(?P<half>[ap]m)?",
    re.IGNORECASE,
)
_HOW = "Write today, yesterday, fri, 3d ago, 2026-11-20 or 2026-11-20T14:30."


def moment(session: "Session", text: str) -> Moment:
    """Read a day or a time: what `dates.when` reads, also with a time of day behind it.  Raises `UsageMistake`."""
    return _read(session, text, is_past=False)


def past(session: "Session", text: str) -> Moment:
    """Read when something was; nothing said means today, and a weekday the last one, today included.

    Raises `UsageMistake` for what is no date and for the future.
    """
    if not text.strip():
        return day_of(session.now)
    at = _read(session, text, is_past=True)
    if at > (session.now if has_time(at) else day_of(session.now)):
        raise UsageMistake(
            f"{_shown(at)} is in the future, and this has happened already.",
            hint="Say when it was, for example: --on yesterday",
        )
    return at


def past_day(session: "Session", text: str) -> Moment:
    """Read the day on which something was.  Raises as `past`."""
    return day_of(past(session, text))


def coming_day(session: "Session", text: str) -> Moment:
    """Read a day that lies ahead.  Raises `UsageMistake` for what is no date, for today and the past."""
    day = day_of(moment(session, text))
    if day <= day_of(session.now):
        raise UsageMistake(
            f"{day} is not ahead.", hint="Say for how long or until when: 2w, fri, 2026-12-01."
        )
    return day


def _read(session: "Session", text: str, *, is_past: bool) -> Moment:
    plain = text.strip()
    try:
        return _day(session, plain, is_past=is_past)
    except NotADate as error:
        timed = _TIMED.fullmatch(plain)
        if timed is None or not (timed["minute"] or timed["half"]):
            raise UsageMistake(f"{error}.", hint=_HOW) from None
    try:
        day = day_of(_day(session, timed["day"], is_past=is_past))
        clock = f"{timed['hour']}{timed['minute'] or ':00'}{timed['half'] or ''}"
        return read_moment(f"{day} {clock}", zone=session.config.zone())
    except NotADate as error:
        raise UsageMistake(f"{error}.", hint=_HOW) from None


def _day(session: "Session", text: str, *, is_past: bool) -> Moment:
    config = session.config
    found = when(text, today=to_date(session.now), zone=config.zone(), order=config.date_order)
    return add_days(found, -7) if is_past and _WEEKDAY.fullmatch(text.casefold()) else found


def _shown(at: Moment) -> str:
    return at.replace("T", " ")
