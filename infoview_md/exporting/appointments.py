"""Interviews and follow-ups as entries of a calendar, with UIDs that stay and sequences that grow.

A sequence is the time of the last change in seconds since 2020: it grows with every save without being stored
anywhere.  That of an interview counts the changes of its note, of its contacts' notes and of the settings; that of
a follow-up counts every change in the vault, because any note may close it.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from infoview_md.config import FILE_NAME
from infoview_md.dates import (
    ALWAYS,
    Moment,
    add_days,
    day_of,
    has_time,
    instant,
    to_date,
    to_datetime,
)
from infoview_md.exchange.calendar import (
    CalendarEvent,
    CalendarTask,
    Item,
    Status,
    TasksAs,
    events_to_ics,
)
from infoview_md.exchange.records import stable_uid
from infoview_md.exporting import delivery
from infoview_md.index import queries
from infoview_md.network.followups.circle import held_at
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import action, is_open
from infoview_md.obsidian.home import home_of

if TYPE_CHECKING:
    from infoview_md.network.followup import FollowUp
    from infoview_md.network.model import Contact, Interview
    from infoview_md.session import Session

_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
_DONE_DAYS: Final = 60
"""So long a closed follow-up is exported as done, so that a calendar that has it learns of it."""

_STATUS: Final[dict[str, Status]] = {
    "proposed": "tentative",
    "cancelled": "cancelled",
    "no_show": "cancelled",
}


def interview_items(session: "Session", *, since: Moment, alarm_minutes: int) -> list[Item]:
    """Give the interviews that have a date, from a day on (empty: all), as events; `alarm_minutes` 0 is none."""
    network = session.network
    found = (one for one in network.interviews if one.start and day_of(one.start) >= since)
    return [
        _event(session, one, [network.contacts[key] for key in network.people(one)], alarm_minutes)
        for one in found
    ]


def _event(
    session: "Session", one: "Interview", people: "list[Contact]", alarm_minutes: int
) -> CalendarEvent:
    held = held_at(one)
    is_ahead = not (held and held <= instant(session.now)) and one.status != "done"
    names = " and ".join(who.name for who in people) or one.name
    companies = ", ".join(dict.fromkeys(who.company for who in people if who.company))
    return CalendarEvent(
        uid=stable_uid("interview", one.path),
        sequence=_sequence(session, [one.path, *(who.path for who in people), FILE_NAME]),
        summary=f"Interview with {names}" + (f" ({companies})" if companies else ""),
        start=_when(one.start),
        end=_when(one.end) if has_time(one.start) and one.end else None,
        timezone=_zone(session),
        status=_STATUS.get(one.status, "confirmed"),
        location=one.location,
        description="\n".join(_about(one, people)),
        url=_url(session, one.path),
        alarm_minutes=alarm_minutes if alarm_minutes and is_ahead and has_time(one.start) else None,
    )


def _about(one: "Interview", people: "list[Contact]") -> Iterator[str]:
    if one.mode:
        yield f"Mode: {one.mode.replace('_', ' ')}"
    for who in people:
        role = ", ".join(filter(None, (who.role, who.company)))
        yield f"{who.name}: {role}" if role else who.name
        yield from (f"  {text}" for text in (*who.phones, *who.emails, who.linkedin) if text)


def follow_up_items(session: "Session") -> "list[Item]":
    """Give what is open now, and what was closed in the last 60 days, as tasks."""
    now = session.now
    first = add_days(now, -_DONE_DAYS)
    sequence = _sequence(session, [FILE_NAME, *(one[0] for one in session.ask(queries.notes))])
    return [
        _task(session, one, sequence)
        for one in sorted(session.ask(queries.every_follow_up), key=lambda one: (one.due, one.id))
        if is_open(one, now) or _was_closed(one, first, now)
    ]


def _was_closed(one: "FollowUp", first: Moment, now: Moment) -> bool:
    if not one.closed or one.opened > instant(now):
        return False
    return first <= (one.due if one.closed == ALWAYS else one.closed)


def _task(session: "Session", one: "FollowUp", sequence: int) -> CalendarTask:
    kind = KINDS[one.kind]
    closed = one.due if one.closed == ALWAYS else one.closed
    is_closed = bool(one.closed) and not is_open(one, session.now)
    return CalendarTask(
        uid=stable_uid("follow-up", one.id),
        sequence=sequence,
        summary=f"{one.contact}: {kind.todo}",
        due=_when(one.due),
        timezone=_zone(session),
        description=f"{one.reason}\nClosed by {kind.closed_by}: {action(one.kind, one.contact)}",
        completed=_when(closed) if is_closed else None,
        url=_url(session, one.note),
    )


def as_ics(session: "Session", items: Iterable[Item], tasks_as: TasksAs, name: str) -> str:
    """Write items as one calendar."""
    return events_to_ics(items, stamped_at=_stamp(session), name=name, tasks_as=tasks_as)


def as_files(items: Iterable[Item], tasks_as: TasksAs) -> list[delivery.Item]:
    """Write items as one calendar file each; the stamp of each is its last change, so that equal ones stay equal."""
    return [
        delivery.Item(
            uid=one.uid,
            text=events_to_ics([one], stamped_at=changed_at(one.sequence), tasks_as=tasks_as),
        )
        for one in items
    ]


def changed_at(sequence: int) -> datetime:
    """Give the instant that a sequence stands for."""
    return datetime.fromtimestamp(_EPOCH + sequence, UTC)


def _stamp(session: "Session") -> datetime:
    return to_datetime(session.now).replace(tzinfo=session.config.zone())


def _sequence(session: "Session", paths: Iterable[str]) -> int:
    """Give the last change of some files in seconds since 2020; one that is gone counts as never changed."""
    times = [_changed(session, path) for path in paths if path]
    return max(int(max(times, default=0.0) - _EPOCH), 0)


def _changed(session: "Session", path: str) -> float:
    try:
        found = os.stat(session.root / path)  # noqa: PTH116 - both times of one look
    except OSError:
        return 0.0
    return max(found.st_mtime, found.st_ctime)


def _when(moment: Moment) -> date | datetime:
    return to_datetime(moment) if has_time(moment) else to_date(moment)


def _zone(session: "Session") -> str:
    return str(getattr(session.config.zone(), "key", ""))


def _url(session: "Session", path: str) -> str:
    return home_of(session.root).url(path)
