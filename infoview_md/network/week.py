"""A week of meetings at a place: slots with room to travel, given to the best people there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from infoview_md.dates import Moment, day_of, from_date, to_date
from infoview_md.network.desk import Desk, meaning
from infoview_md.network.free_times import (
    Busy,
    Hours,
    Slot,
    as_busy,
    business_days,
    busy,
    hours_of,
    is_free,
    slots_on,
)
from infoview_md.network.model import Interview
from infoview_md.network.network import Network
from infoview_md.network.occasion import Time, day_words, time_words
from infoview_md.network.prose import plain
from infoview_md.network.visiting import Visit, visits

_LONGEST = 62  # days of one trip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """Where the user will be, and what they want of it.

    `first_day` is a day of the place, `days` counts calendar days from it; `zone` is the place's, None the vault's.
    """

    first_day: Moment
    days: int
    place: str
    per_day: int
    minutes: int
    zone: tzinfo | None = None
    is_in_person: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A slot and who it is for; without anybody it is free."""

    start: Moment = field(metadata=meaning("YYYY-MM-DDTHH:MM in the vault's time zone"))
    end: Moment = field(metadata=meaning("its end, in the vault's time zone"))
    local: Time = field(metadata=meaning("its start as the clocks of the place show it"))
    until: str = field(metadata=meaning("the time it ends there: 09:30"))
    key: str = field(metadata=meaning("path of the contact's note; empty where it is free"))
    name: str = field(metadata=meaning("who it is for; empty where it is free"))
    work: str = field(metadata=meaning("their role and company; may be empty"))
    reasons: tuple[str, ...] = field(metadata=meaning("why them"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """An interview that is in the vault already."""

    local: Time = field(metadata=meaning("its start as the clocks of the place show it"))
    name: str = field(metadata=meaning("with whom"))
    is_proposed: bool = field(metadata=meaning("true where the time is not agreed yet"))
    note: str = field(metadata=meaning("path of its note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the trip."""

    day: str = field(metadata=meaning("the day, in words"))
    on: Moment = field(metadata=meaning("the day as YYYY-MM-DD"))
    fixed: tuple[Fixed, ...] = field(metadata=meaning("interviews that are in the vault already"))
    meetings: tuple[Meeting, ...] = field(metadata=meaning("new slots, in order"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """The plan of a trip; `notes` says plainly what did not work out."""

    place: str = field(metadata=meaning("the place"))
    zone: str = field(metadata=meaning("the name of the place's time zone"))
    minutes: int = field(metadata=meaning("length of a meeting"))
    days: tuple[Day, ...] = field(metadata=meaning("the days, in order"))
    left_over: tuple[str, ...] = field(metadata=meaning("people there for whom no slot was left"))
    notes: tuple[str, ...] = field(metadata=meaning("what did not work out, one sentence each"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What every day of a trip is looked at with; `fixed` are the interviews near the trip."""

    network: Network
    desk: Desk
    hours: Hours
    fixed: tuple[Interview, ...]


def plan(network: Network, trip: Trip, desk: Desk) -> WeekPlan:
    """Lay out meetings on the business days of a trip and give them to the best people there.

    Meetings collide with nothing in the vault and leave the travel time between them.  `per_day` is the most
    meetings of a day, with those that are in the vault already, so that planning twice adds nothing.
    """
    zone = trip.zone or desk.zone
    first = to_date(trip.first_day)
    last = first + timedelta(days=min(max(trip.days, 1), _LONGEST) - 1)
    hours = hours_of(desk.coaching, zone=zone, minutes=trip.minutes, is_in_person=trip.is_in_person)
    frame = _Frame(network=network, desk=desk, hours=hours, fixed=_near(network, first, last))
    slots = _all_slots(frame, business_days(first, last, desk.rules.calendar.holidays), trip)
    found = visits(network, trip.place, first=from_date(first), last=from_date(last), desk=desk)
    queue = iter(found)
    made = tuple(_day(frame, day, slots[day], queue) for day in slots)
    return WeekPlan(
        place=trip.place,
        zone=str(zone),
        minutes=trip.minutes,
        days=made,
        left_over=tuple(one.name for one in queue),
        notes=tuple(_notes(trip, made, found)),
    )


def _all_slots(frame: _Frame, days: Sequence[date], trip: Trip) -> dict[date, tuple[Slot, ...]]:
    """Choose the slots of each day to come; those of the day before are taken, should a day end at midnight."""
    desk, hours = frame.desk, frame.hours
    taken = list(busy(frame.fixed, desk.zone, minutes=desk.rules.policy.interview_minutes))
    chosen = {}
    for day in (one for one in days if one >= to_date(desk.now)):
        free = [
            slot
            for slot in slots_on(day, hours, zone=desk.zone)
            if is_free(slot, taken, hours) and slot.moment(desk.zone) > desk.now
        ]
        chosen[day] = day_slots(free, hours, max(0, trip.per_day - len(_fixed_on(frame, day))))
        taken += [as_busy(slot, hours) for slot in chosen[day]]
    return chosen


def day_slots(free: Sequence[Slot], hours: Hours, wanted: int) -> tuple[Slot, ...]:
    """Choose slots of one day: spread over it where that gives as many, else as close as they go."""
    densest = _in_order(free, hours, wanted)
    spread = _spread(free, hours, len(densest))
    return tuple(spread if len(spread) == len(densest) else densest)


def _in_order(free: Sequence[Slot], hours: Hours, wanted: int) -> list[Slot]:
    """Take the earliest slot that fits, again and again: no choice of slots of one length has more."""
    chosen: list[Slot] = []
    taken: list[Busy] = []
    for slot in free:
        if len(chosen) < wanted and is_free(slot, taken, hours):
            chosen.append(slot)
            taken.append(as_busy(slot, hours))
    return chosen


def _spread(free: Sequence[Slot], hours: Hours, wanted: int) -> list[Slot]:
    """Take slots near points that lie evenly between the first and the last of the day."""
    if wanted < 2:  # noqa: PLR2004 - one slot has nothing to keep away from
        return list(free[:wanted])
    first, last = free[0].start, free[-1].start
    chosen: list[Slot] = []
    taken: list[Busy] = []
    for number in range(wanted):
        ideal = first + (last - first) * number / (wanted - 1)
        fits = [slot for slot in free if is_free(slot, taken, hours)]
        if not fits:
            return []
        slot = min(fits, key=lambda one: (abs(one.start - ideal), one.start))
        chosen.append(slot)
        taken.append(as_busy(slot, hours))
    return sorted(chosen, key=lambda one: one.start)


def _near(network: Network, first: date, last: date) -> tuple[Interview, ...]:
    """Give the interviews that may touch a trip, in whatever zone: those of the days around it too."""
    start = from_date(first - timedelta(days=2))
    end = from_date(last + timedelta(days=2))
    return tuple(
        one
        for one in network.interviews
        if start <= day_of(one.start) <= end and one.status not in ("cancelled", "no_show")
    )


def _fixed_on(frame: _Frame, day: date) -> list[Interview]:
    """Give the interviews that fall on a day as the clocks of the place show it."""
    return [
        one
        for one in frame.fixed
        if day_of(time_words(one.start, frame.desk, zone=frame.hours.zone).at) == day.isoformat()
    ]


def _day(frame: _Frame, day: date, slots: Sequence[Slot], queue: Iterator[Visit]) -> Day:
    return Day(
        day=day_words(from_date(day), frame.desk),
        on=from_date(day),
        fixed=tuple(_fixed(frame, one) for one in _fixed_on(frame, day)),
        meetings=tuple(_meeting(slot, next(queue, None), frame) for slot in slots),
    )


def _fixed(frame: _Frame, one: Interview) -> Fixed:
    names = [frame.network.contacts[key].name for key in frame.network.people(one)]
    return Fixed(
        local=time_words(one.start, frame.desk, zone=frame.hours.zone),
        name=", ".join(names) or plain(one.name),
        is_proposed=one.status == "proposed",
        note=one.path,
    )


def _meeting(slot: Slot, visit: Visit | None, frame: _Frame) -> Meeting:
    desk, zone = frame.desk, frame.hours.zone
    start = slot.moment(desk.zone)
    end = Slot(start=slot.end, end=slot.end).moment(desk.zone)
    return Meeting(
        start=start,
        end=end,
        local=time_words(start, desk, zone=zone),
        until=time_words(end, desk, zone=zone).clock,
        key=visit.key if visit else "",
        name=visit.name if visit else "",
        work=visit.work if visit else "",
        reasons=visit.reasons if visit else (),
    )


def _notes(trip: Trip, made: Sequence[Day], found: Sequence[Visit]) -> Iterator[str]:
    """Say what did not work out."""
    slots = sum(len(day.meetings) for day in made)
    calendar_days = min(max(trip.days, 1), _LONGEST)
    if trip.days > _LONGEST:
        yield f"A trip is planned for {_LONGEST} days at most; the rest was left out."
    if len(made) < calendar_days:
        off = calendar_days - len(made)
        yield f"{_counted(off, 'day')} of {calendar_days} left out: weekend, holiday or past."
    for day in made:
        total = len(day.meetings) + len(day.fixed)
        open_ = [one.name for one in day.fixed if not one.local.clock]
        if open_:
            yield f"{day.day} is kept free: {', '.join(open_)} has no time yet."
        elif total < trip.per_day:
            yield f"{day.day}: room for {_counted(total, 'meeting')}, not {trip.per_day}."
    if not found:
        yield f"Nobody whose location is {trip.place} can be asked: look at `location` of your contacts."
    elif len(found) < slots:
        people = _counted(len(found), "person", "people")
        yield f"Only {people} for {_counted(slots, 'slot')}: {slots - len(found)} free."
    elif len(found) > slots:
        yield f"{_counted(slots, 'slot')} for {len(found)} people: {len(found) - slots} left over."


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
