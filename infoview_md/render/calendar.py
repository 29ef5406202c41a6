"""A calendar of the coming weeks: each day with what is due on it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from infoview_md.dates import Moment, add_days, day_of, days_between, to_date
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import Owed
from infoview_md.network.weeks import monday
from infoview_md.render import days
from infoview_md.render.page_values import Calendar, CalendarDay, CalendarWeek, DayItem
from infoview_md.render.text import on_one_line
from infoview_md.render.words import count

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_FEWEST, _MOST = 2, 6
_NAMED_A_DAY = 3


def calendar(rows: Sequence[Owed], as_of: Moment, *, shown: Collection[str]) -> Calendar:
    """Lay out the weeks from the one of `as_of` to the last that holds something, two to six of them.

    Links lead to the follow-ups whose ids are `shown` on the page.
    """
    start = monday(as_of)
    by_day: dict[str, list[Owed]] = defaultdict(list)
    for row in rows:
        by_day[day_of(row.due)].append(row)
    last = max((monday(row.due) for row in rows), default=start)
    number = min(max(1 + days_between(start, last) // 7, _FEWEST), _MOST)
    end = add_days(start, 7 * number)
    return Calendar(
        weekdays=WEEKDAYS,
        weeks=tuple(_week(add_days(start, 7 * n), by_day, as_of, shown) for n in range(number)),
        before=sum(row.due < start for row in rows),
        after=sum(row.due >= end for row in rows),
    )


def _week(
    start: Moment, by_day: Mapping[str, list[Owed]], as_of: Moment, shown: Collection[str]
) -> CalendarWeek:
    on = [add_days(start, n) for n in range(7)]
    return CalendarWeek(
        name=days.day_of_month(start),
        days=tuple(_day(day, by_day.get(day, []), as_of, shown) for day in on),
    )


def _day(on: Moment, due: Sequence[Owed], as_of: Moment, shown: Collection[str]) -> CalendarDay:
    day = to_date(on)
    return CalendarDay(
        name=days.short_day(on),
        date=f"{day.day} {days.month(on)[:3]}" if day.day == 1 else str(day.day),
        is_today=on == day_of(as_of),
        is_past=on < day_of(as_of),
        is_weekend=day.weekday() >= 5,  # noqa: PLR2004 - Saturday
        state=due[0].state if due else "",
        number=len(due),
        said=f"{count(len(due), 'thing')} due" if due else "",
        href=next((f"#{row.id}" for row in due if row.id in shown), ""),
        items=tuple(
            DayItem(
                name=on_one_line(row.contact),
                todo=KINDS[row.kind].todo,
                href=f"#{row.id}" if row.id in shown else "",
            )
            for row in due[:_NAMED_A_DAY]
        ),
        more=max(len(due) - _NAMED_A_DAY, 0),
    )
