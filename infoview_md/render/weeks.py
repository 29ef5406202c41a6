"""A calendar of the coming weeks as plain data: each day with what is due on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from infoview_md.dates import Moment, add_days, day_of, to_date
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import Owed
from infoview_md.render import days
from infoview_md.render.text import on_one_line
from infoview_md.render.words import count

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_FEWEST, _MOST = 2, 6
_NAMED_A_DAY = 3


def calendar(rows: Sequence[Owed], as_of: Moment) -> dict[str, Any]:
    """Lay out the weeks from the one of `as_of` to the last that holds something, two to six of them."""
    start = _monday(as_of)
    by_day: dict[str, list[Owed]] = defaultdict(list)
    for row in rows:
        by_day[day_of(row.due)].append(row)
    last = max((_monday(row.due) for row in rows), default=start)
    number = 1 + (to_date(last) - to_date(start)).days // 7
    shown = min(max(number, _FEWEST), _MOST)
    end = add_days(start, 7 * shown)
    return {
        "weekdays": WEEKDAYS,
        "weeks": [_week(add_days(start, 7 * n), by_day, as_of) for n in range(shown)],
        "before": sum(row.due < start for row in rows),
        "after": sum(row.due >= end for row in rows),
    }


def _monday(moment: Moment) -> Moment:
    return add_days(moment, -to_date(moment).weekday())


def _week(start: Moment, by_day: Mapping[str, list[Owed]], as_of: Moment) -> dict[str, Any]:
    on = [add_days(start, n) for n in range(7)]
    return {
        "name": days.day_of_month(start),
        "days": [_day(day, by_day.get(day, ()), as_of) for day in on],
    }


def _day(on: Moment, due: Iterable[Owed], as_of: Moment) -> dict[str, Any]:
    rows = list(due)
    return {
        "name": days.short_day(on),
        "number": to_date(on).day,
        "month": days.month(on)[:3] if to_date(on).day == 1 else "",
        "is_today": on == day_of(as_of),
        "is_past": on < day_of(as_of),
        "is_weekend": to_date(on).weekday() >= 5,  # noqa: PLR2004 - Saturday
        "state": rows[0].state if rows else "",
        "count": len(rows),
        "said": count(len(rows), "thing") + " due" if rows else "",
        "href": f"#{rows[0].id}" if rows else "",
        "due": [
            {"name": on_one_line(row.contact), "todo": KINDS[row.kind].todo, "href": f"#{row.id}"}
            for row in rows[:_NAMED_A_DAY]
        ],
        "more": max(len(rows) - _NAMED_A_DAY, 0),
    }
