"""Interviews and follow-ups as entries of a calendar, with UIDs that stay and sequences that grow.

A sequence is the time of the last change in seconds since 2020: it grows with every save without being stored
anywhere, and what is exported twice is the same.  That of an interview counts the changes of its note, of its
contacts' notes and of the settings; that of a follow-up counts those of all notes that its rules look at.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
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
from infoview_md.network.network import company_key, ghost_key
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


class _Changes:
    """When the notes of a vault were changed; each file is looked at once."""

    def __init__(self, session: "Session") -> None:
        self._root = session.root
        self._network = network = session.network
        self._seen: dict[str, float] = {}
        self._around: dict[str, int] = {}
        self._always = [FILE_NAME, *(one.path for one in network.searches)]
        self._colleagues: dict[str, list[str]] = defaultdict(list)
        for contact in network.contacts.values():
            if contact.company:
                self._colleagues[company_key(contact.company)].append(contact.path)

    def of(self, paths: Iterable[str]) -> int:
        """Give the last change of some notes in seconds since 2020; one that is gone was never changed."""
        times = [self._at(path) for path in (*self._always, *paths) if path]
        return max(int(max(times, default=0.0) - _EPOCH), 0)

    def around(self, key: str) -> int:
        """Give the last change of the notes that the follow-ups of a contact depend on."""
        if key not in self._around:
            self._around[key] = self.of(self._paths_around(key))
        return self._around[key]

    def _paths_around(self, key: str) -> list[str]:
        network, circle = self._network, self._network.circle(key)
        talks = [*(one.interview for one in circle.meetings), *circle.referrer_talks]
        talks += [lead.interview for lead in (*circle.named_in, *circle.leads)]
        company = circle.contact.company
        return [
            circle.contact.path,
            *(one.path for one in talks),
            *(network.contacts[who].path for who in network.referrers(key)),
            *(self._colleagues[company_key(company)] if company else ()),
        ]

    def _at(self, path: str) -> float:
        if path not in self._seen:
            self._seen[path] = _changed(self._root, path)
        return self._seen[path]


def _changed(root: Path, path: str) -> float:
    try:
        found = os.stat(root / path)  # noqa: PTH116 - both times of one look
    except OSError:
        return 0.0
    return max(found.st_mtime, found.st_ctime)


def uid_of(one: "Interview") -> str:
    """Give the UID of an interview: its own, else one that stays the same as long as the note keeps its path."""
    return one.uid or stable_uid("interview", one.path)


def interview_items(session: "Session", *, since: Moment, alarm_minutes: int) -> list[Item]:
    """Give the interviews that have a date, from a day on (empty: all), as events; `alarm_minutes` 0 is none."""
    network = session.network
    changes, uids = _Changes(session), set[str]()
    items: list[Item] = []
    for one in network.interviews:
        if one.start and day_of(one.start) >= since:
            people = [network.contacts[key] for key in network.people(one)]
            event = _event(session, one, people, alarm_minutes)
            changed = changes.of([one.path, *(who.path for who in people)])
            if event.uid in uids:  # a copied note, which repeats the UID of the other
                event = replace(event, uid=stable_uid("interview", one.path))
            uids.add(event.uid)
            items.append(replace(event, sequence=changed))
    return items


def _event(
    session: "Session", one: "Interview", people: "list[Contact]", alarm_minutes: int
) -> CalendarEvent:
    held = held_at(one)
    is_ahead = not (held and held <= instant(session.now)) and one.status != "done"
    names = " and ".join(who.name for who in people) or one.name
    companies = ", ".join(dict.fromkeys(who.company for who in people if who.company))
    return CalendarEvent(
        uid=uid_of(one),
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
    changes = _Changes(session)
    namesakes = session.ask(queries.namesakes)
    return [
        _task(
            session,
            one,
            sequence=changes.around(one.contact_path or ghost_key(one.contact)),
            closing=action(one, namesakes),
        )
        for one in sorted(session.ask(queries.every_follow_up), key=lambda one: (one.due, one.id))
        if is_open(one, now) or _was_closed(one, first, now)
    ]


def _was_closed(one: "FollowUp", first: Moment, now: Moment) -> bool:
    if not one.closed or one.opened > instant(now):
        return False
    return first <= (one.due if one.closed == ALWAYS else one.closed)


def _task(session: "Session", one: "FollowUp", *, sequence: int, closing: str) -> CalendarTask:
    kind = KINDS[one.kind]
    closed = one.due if one.closed == ALWAYS else one.closed
    is_closed = bool(one.closed) and not is_open(one, session.now)
    return CalendarTask(
        uid=stable_uid("follow-up", one.id),
        sequence=sequence,
        summary=f"{one.contact}: {kind.todo}",
        due=_when(one.due),
        timezone=_zone(session),
        description=f"{one.reason}\nClosed by {kind.closed_by}: {closing}",
        completed=_when(closed) if is_closed else None,
        url=_url(session, one.note),
    )


def as_ics(items: Iterable[Item], tasks_as: TasksAs, name: str) -> str:
    """Write items as one calendar."""
    return events_to_ics(items, stamped_at=_stamped_at, name=name, tasks_as=tasks_as)


def as_files(items: Iterable[Item], tasks_as: TasksAs) -> list[delivery.Item]:
    """Write items as one calendar file each."""
    return [
        delivery.Item(
            uid=one.uid, text=events_to_ics([one], stamped_at=_stamped_at, tasks_as=tasks_as)
        )
        for one in items
    ]


def _stamped_at(item: Item) -> datetime:
    """Give the last change of an item: RFC 5545 means that by the stamp of what is no message."""
    return datetime.fromtimestamp(_EPOCH + item.sequence, UTC)


def _when(moment: Moment) -> date | datetime:
    return to_datetime(moment) if has_time(moment) else to_date(moment)


def _zone(session: "Session") -> str:
    return str(getattr(session.config.zone(), "key", ""))


def _url(session: "Session", path: str) -> str:
    return home_of(session.root).url(path)
