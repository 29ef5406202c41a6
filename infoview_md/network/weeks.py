"""A search week by week and day by day: talks, exchanges, and the people who became known."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from infoview_md.dates import Moment, add_days, day_of, instant, to_date
from infoview_md.network.model import Interview, NoMoment, Search
from infoview_md.network.shares import Share
from infoview_md.network.standing import Period, Standing

MOST_WEEKS = 520
"""Weeks that are told one by one: a year mistyped in one note would otherwise make a series of centuries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week from its Monday: talks held, contacts that became known, and all known at its end."""

    starts_on: Moment
    talks: int
    new_contacts: int
    known: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveDay:
    """A day with talks, or with other exchanges: a request, an answer, a thank-you, a line of a log."""

    on: Moment
    talks: int
    exchanges: int


def active_days(people: Iterable[Standing], held: Iterable[Interview]) -> tuple[ActiveDay, ...]:
    """Count the days with anything on them, earliest first."""
    talks = Counter(day_of(one.start) for one in held)
    others = Counter(on for one in people for on in one.touched_on)
    return tuple(
        ActiveDay(on=on, talks=talks[on], exchanges=others[on]) for on in sorted({*talks, *others})
    )


def monday(moment: Moment) -> Moment:
    """Give the Monday of a moment's week."""
    return add_days(moment, -to_date(moment).weekday())


def weekly(
    people: Iterable[Standing], held: Iterable[Interview], period: Period
) -> tuple[Week, ...]:
    """Count week by week, from the first with anything in it, or from the start of the period."""
    talks = Counter(monday(one.start) for one in held)
    known = [one.known_since for one in people]
    arrived = Counter(monday(at) for at in known if period.holds(at))
    before = sum(not period.holds(at) for at in known)
    starts = list(_mondays(min([*talks, *arrived], default=NoMoment), period))
    totals = accumulate((arrived[start] for start in starts), initial=before)
    next(totals)
    weeks = (
        Week(
            starts_on=start,
            talks=talks[start],
            new_contacts=arrived[start],
            known=total,
            is_over=instant(add_days(start, 7)) <= period.end,
        )
        for start, total in zip(starts, totals, strict=True)
    )
    return tuple(deque(weeks, maxlen=MOST_WEEKS))


def _mondays(first: Moment, period: Period) -> Iterator[Moment]:
    start = monday(period.start) if period.start else first
    while start and start <= period.end:
        yield start
        start = add_days(start, 7)


def on_target(weeks: Iterable[Week], search: Search | None) -> Share:
    """Count the whole weeks of the search that reached its target; the first and last may be cut."""
    if search is None or not search.weekly_target:
        return Share(count=0, of=0)
    whole = [
        one
        for one in weeks
        if one.is_over
        and one.starts_on >= day_of(search.started)
        and (not search.landed or add_days(one.starts_on, 7) <= day_of(search.landed))
    ]
    return Share(count=sum(one.talks >= search.weekly_target for one in whole), of=len(whole))
