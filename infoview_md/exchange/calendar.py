"""Interviews and follow-ups as iCalendar: events with alarms and time zones, tasks, or all-day events."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infoview_md.errors import UsageMistake
from infoview_md.exchange.strangers_text import lines, one_line

if TYPE_CHECKING:
    from icalendar import Calendar, Component, vText

Status = Literal["confirmed", "tentative", "cancelled"]
TasksAs = Literal["task", "event"]

_PRODUCT: Final = "-//infoview-md//infoview-md//EN"
# Which years a time zone's rules are written for, around the items: enough for a client to move one.
_YEARS_AROUND: Final = 2
_SPECIAL: Final = re.compile(r"[\\;,]")
# What RFC 3986 lets stand in an address; `%` begins what is written in numbers already.
_IN_ADDRESSES: Final = "!#$%&'()*+,/:;=?@[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """Something that happens at a time.

    `start` and `end` are both dates (all day, `end` the last day) or both datetimes; one without an offset
    is local time of `timezone` (an IANA name; empty: wherever the reader is).  `uid` stays the same for
    the life of the event and `sequence` grows when it changes, so that importing again updates it.
    """

    uid: str
    summary: str
    start: date | datetime
    end: date | datetime | None = None
    sequence: int = 0
    timezone: str = ""
    status: Status = "confirmed"
    description: str = ""
    location: str = ""
    url: str = ""
    alarm_minutes: int | None = None

    @property
    def all_day(self) -> bool:
        """Say whether the event has days and no hours."""
        return not isinstance(self.start, datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTask:
    """Something to be done by `due`; `completed` is when it was done, None while it is owed."""

    uid: str
    summary: str
    due: date | datetime
    sequence: int = 0
    timezone: str = ""
    description: str = ""
    completed: date | datetime | None = None
    url: str = ""


Item = CalendarEvent | CalendarTask


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageMistake(
            f"“{name}” is no time zone.",
            hint="Use a name such as Europe/Berlin or America/New_York.",
        ) from error


def _moment(moment: date | datetime, timezone: str) -> date | datetime:
    """Return a date as it is, and a datetime in its time zone."""
    zone = _zone(timezone)
    if not isinstance(moment, datetime) or zone is None:
        return moment
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def _instant(moment: date | datetime, timezone: str) -> datetime:
    """Return the moment in UTC; of a day its noon, which is that day in nearly every place."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(timezone) or UTC)
    return moment.astimezone(UTC)


@cache
def _text_type() -> "type[vText]":
    r"""Give a text that is escaped as RFC 5545, 3.3.11 has it; the library makes two lines of `C:\Notes`."""
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            return _SPECIAL.sub(r"\\\g<0>", self).replace("\n", r"\n").encode()

    return Text


def _text(text: str) -> "vText":
    return _text_type()(text)


def _fill(component: "Component", item: Item, stamped_at: datetime) -> None:
    """Add what events and tasks have in common."""
    component.add("uid", _text(one_line(item.uid)))
    component.add("dtstamp", stamped_at.astimezone(UTC))
    component.add("sequence", item.sequence)
    component.add("summary", _text(one_line(item.summary)))
    if item.description:
        component.add("description", _text(lines(item.description)))
    if item.url:
        component.add("url", quote(one_line(item.url), safe=_IN_ADDRESSES))


def _event(item: CalendarEvent, stamped_at: datetime) -> "Component":
    from icalendar import Alarm, Event

    event = Event()
    _fill(event, item, stamped_at)
    event.add("dtstart", _moment(item.start, item.timezone))
    if item.all_day:
        event.add("dtend", (item.end or item.start) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    elif item.end is not None:
        event.add("dtend", _moment(item.end, item.timezone))
    event.add("status", item.status.upper())
    if item.location:
        event.add("location", _text(one_line(item.location)))
    if item.alarm_minutes is not None and item.status != "cancelled":
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _text(one_line(item.summary)))
        alarm.add("trigger", timedelta(minutes=-item.alarm_minutes))
        event.add_component(alarm)
    return event


def _task(item: CalendarTask, stamped_at: datetime) -> "Component":
    from icalendar import Todo

    todo = Todo()
    _fill(todo, item, stamped_at)
    todo.add("due", _moment(item.due, item.timezone))
    if item.completed is None:
        todo.add("status", "NEEDS-ACTION")
    else:
        todo.add("status", "COMPLETED")
        todo.add("percent-complete", 100)
        todo.add("completed", _instant(item.completed, item.timezone))
    return todo


def _day_of(item: CalendarTask) -> CalendarEvent:
    """Return the task as an event of its day; done, it is cancelled, which takes it off the calendar."""
    return CalendarEvent(
        uid=item.uid,
        sequence=item.sequence,
        summary=item.summary,
        description=item.description,
        start=item.due.date() if isinstance(item.due, datetime) else item.due,
        status="confirmed" if item.completed is None else "cancelled",
        url=item.url,
    )


def _add_time_zones(calendar: "Calendar", items: Sequence[Item]) -> None:
    """Put the rules of every used zone first, by name: the library's own order changes from run to run."""
    from icalendar import Timezone

    years = [(item.start if isinstance(item, CalendarEvent) else item.due).year for item in items]
    first, last = min(years) - _YEARS_AROUND, max(years) + _YEARS_AROUND
    since, until = date(max(first, 1970), 1, 1), date(min(last, 9998), 12, 31)
    rules = [
        Timezone.from_tzid(zone, first_date=since, last_date=until)
        for zone in sorted(calendar.get_missing_tzids())
    ]
    calendar.subcomponents[:0] = rules


def _calendar(name: str) -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", _text(one_line(name)))
    return calendar


Stamp = Callable[[Item], datetime]


def events_to_ics(
    items: Iterable[Item],
    *,
    stamped_at: datetime | Stamp,
    name: str = "",
    tasks_as: TasksAs = "task",
) -> str:
    """Return the items as one iCalendar file (RFC 5545), with the rules of the time zones they use.

    `stamped_at` (with an offset) is when the file is made, or gives the last change of each item; `name` is the
    calendar's.  `tasks_as` writes a
    task as VTODO, or as an all-day event for calendars that show no tasks.  Raises `UsageMistake` for a
    time zone that does not exist.
    """
    calendar, listed = _calendar(name), list(items)
    for item in listed:
        at = stamped_at if isinstance(stamped_at, datetime) else stamped_at(item)
        if isinstance(item, CalendarEvent):
            calendar.add_component(_event(item, at))
        elif tasks_as == "event":
            calendar.add_component(_event(_day_of(item), at))
        else:
            calendar.add_component(_task(item, at))
    if listed:
        _add_time_zones(calendar, listed)
    octets: bytes = calendar.to_ical()
    return octets.decode("utf-8")
