"""When a talk could be: times in working hours that collide with nothing in the vault."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from infoview_md.dates import (
    Moment,
    add_business_days,
    add_days,
    day_of,
    has_time,
    to_date,
    to_datetime,
)
from infoview_md.errors import UsageMistake
from infoview_md.network.desk import SETTINGS, Desk
from infoview_md.network.model import Interview
from infoview_md.network.network import Network
from infoview_md.network.settings import Coaching

_STEP = timedelta(minutes=30)
_SATURDAY = 5
_NOON = 12
_LUNCH = (12, 13)
_OVER = ("cancelled", "no_show")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The working hours of a place, and what a talk there needs.

    `minutes` is the length of a talk; `gap` the minutes from one talk to the next where one of them is in person, else
    `pause`.
    """

    zone: tzinfo
    starts: time
    ends: time
    minutes: int
    gap: int
    pause: int
    is_in_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time for a talk, as exact instants; `start` and `end` are aware, in UTC."""

    start: datetime
    end: datetime

    def moment(self, zone: tzinfo) -> Moment:
        """Give the start as the clocks of a zone show it."""
        return Moment(self.start.astimezone(zone).isoformat(timespec="minutes")[:16])


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A stretch of time that is taken, in UTC."""

    start: datetime
    end: datetime
    is_in_person: bool


def hours_of(
    coaching: Coaching, *, zone: tzinfo, minutes: int, is_in_person: bool = False
) -> Hours:
    """Make the working hours of a zone from the settings.  Raises `UsageMistake` for a time that is none."""
    return Hours(
        zone=zone,
        starts=_read_time("work_starts", coaching.work_starts),
        ends=_read_time("work_ends", coaching.work_ends),
        minutes=minutes,
        gap=coaching.travel_minutes,
        pause=coaching.pause_minutes,
        is_in_person=is_in_person,
    )


def _read_time(name: str, text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        raise UsageMistake(
            f"{SETTINGS}: coaching.{name} is no time of day, and is {text!r}.",
            hint='Write it like "09:00".',
        ) from None


def busy(interviews: Iterable[Interview], zone: tzinfo, *, minutes: int) -> tuple[Busy, ...]:
    """Give the time that interviews take, proposed ones too; a day without a time is taken whole.

    `minutes` is the length of an interview that has a start and no end.
    """
    return tuple(
        _taken(one, zone, minutes) for one in interviews if one.start and one.status not in _OVER
    )


def _taken(interview: Interview, zone: tzinfo, minutes: int) -> Busy:
    start = interview.start
    is_in_person = interview.mode.casefold().replace("-", "_").replace(" ", "_") == "in_person"
    if not has_time(start):
        first, last = Moment(start + "T00:00"), Moment(add_days(start, 1) + "T00:00")
        return Busy(start=_utc(first, zone), end=_utc(last, zone, fold=1), is_in_person=False)
    length = timedelta(minutes=interview.duration or minutes)
    # A time that the clocks show twice is taken both times.
    begins, repeats = _utc(start, zone), _utc(start, zone, fold=1)
    return Busy(
        start=min(begins, repeats), end=max(begins, repeats) + length, is_in_person=is_in_person
    )


def _utc(moment: Moment, zone: tzinfo, *, fold: int = 0) -> datetime:
    return to_datetime(moment).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def slots_on(day: date, hours: Hours, *, zone: tzinfo) -> Iterator[Slot]:
    """Give the times of a day at which a talk could start, each half hour of the working hours.

    Times that the clocks of the place or of the vault's `zone` skip or show twice are left out: a note could not
    say which one is meant.
    """
    at = datetime.combine(day, hours.starts)
    length = timedelta(minutes=hours.minutes)
    closes = datetime.combine(day, hours.ends)
    while at + length <= closes:
        start = at.replace(tzinfo=hours.zone).astimezone(UTC)
        slot = Slot(start=start, end=start + length)
        is_real = start.astimezone(hours.zone).replace(tzinfo=None) == at
        if is_real and _is_plain(slot, hours.zone, closes) and _is_plain(slot, zone):
            yield slot
        at += _STEP


def _is_plain(slot: Slot, zone: tzinfo, closes: datetime | None = None) -> bool:
    ends = slot.end.astimezone(zone)
    if closes and ends.replace(tzinfo=None) > closes:
        return False
    return all(
        at.replace(tzinfo=None, fold=0).replace(tzinfo=zone).astimezone(UTC)
        == at.replace(tzinfo=None).replace(tzinfo=zone, fold=1).astimezone(UTC)
        for at in (slot.start.astimezone(zone), ends)
    )


def is_free(slot: Slot, taken: Iterable[Busy], hours: Hours) -> bool:
    """Tell whether a talk at that time leaves room to get from and to every other."""
    for one in taken:
        minutes = hours.gap if hours.is_in_person or one.is_in_person else hours.pause
        room = timedelta(minutes=minutes)
        if slot.start < one.end + room and one.start < slot.end + room:
            return False
    return True


def as_busy(slot: Slot, hours: Hours) -> Busy:
    """Take the time of a slot."""
    return Busy(start=slot.start, end=slot.end, is_in_person=hours.is_in_person)


def business_days(first: date, last: date, holidays: Iterable[str]) -> list[date]:
    """Give the days from Monday to Friday less the holidays, both ends included."""
    off = frozenset(holidays)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < _SATURDAY and day.isoformat() not in off]


def free_times(network: Network, desk: Desk, *, hours: Hours, count: int) -> tuple[Slot, ...]:
    """Propose times in the coming days that are free in the vault, spread over days and halves of days.

    They begin some business days from now (a letter wants an answer), end with the configured horizon, and are
    given in order; fewer than `count` where there are not more.
    """
    holidays = desk.rules.calendar.holidays
    first = to_date(add_business_days(desk.now, max(desk.coaching.notice_days, 1), holidays))
    last = to_date(add_days(desk.now, desk.coaching.proposed_days))
    near = (one for one in network.interviews if day_of(one.start) >= desk.today)
    taken = busy(near, desk.zone, minutes=desk.rules.policy.interview_minutes)
    open_slots = {
        day: found
        for day in business_days(first, last, holidays)
        if (found := [s for s in slots_on(day, hours, zone=desk.zone) if is_free(s, taken, hours)])
    }
    return tuple(sorted(_spread(open_slots, hours, count), key=lambda slot: slot.start))


def _spread(open_slots: dict[date, list[Slot]], hours: Hours, count: int) -> list[Slot]:
    """Take one slot from days that lie far apart, mornings and afternoons in turn; then fill up."""
    chosen: list[Slot] = []
    taken: list[Busy] = []
    rest = {day: list(slots) for day, slots in open_slots.items()}
    while len(chosen) < count and any(rest.values()):
        days = [day for day, slots in rest.items() if slots]
        for day in _apart(days, count - len(chosen)):
            slot = _best(rest[day], hours, wants_morning=len(chosen) % 2 == 0)
            chosen.append(slot)
            taken.append(as_busy(slot, hours))
        rest = {
            day: [slot for slot in slots if is_free(slot, taken, hours)]
            for day, slots in rest.items()
        }
    return chosen


def _apart(days: Sequence[date], count: int) -> list[date]:
    """Choose days that are spread evenly over the given ones, the first among them."""
    if count >= len(days):
        return list(days)
    return [days[number * len(days) // count] for number in range(count)]


def _best(slots: Sequence[Slot], hours: Hours, *, wants_morning: bool) -> Slot:
    """Choose the time of a half day that suits most people: ten, or two; never lunch if it can be helped."""

    def discomfort(slot: Slot) -> tuple[bool, bool, int]:
        local = slot.start.astimezone(hours.zone)
        is_lunch = _LUNCH[0] <= local.hour < _LUNCH[1]
        ideal = 10 * 60 if wants_morning else 14 * 60
        return (
            (local.hour < _NOON) != wants_morning,
            is_lunch,
            abs(local.hour * 60 + local.minute - ideal),
        )

    return min(slots, key=discomfort)


def proposed_to(circle_interviews: Iterable[Interview], now: Moment) -> list[Interview]:
    """Give the interviews that were set aside for a contact and not yet agreed, earliest first."""
    return sorted(
        (one for one in circle_interviews if one.status == "proposed" and one.start >= day_of(now)),
        key=lambda one: (one.start, one.path),
    )
