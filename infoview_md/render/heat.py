"""A calendar of the past weeks, a square for each day: the more exchanges, the darker; talks have a dot."""

from infoview_md.dates import Moment, add_days, day_of, to_date
from infoview_md.network.stats import Stats
from infoview_md.network.weeks import ActiveDay, monday
from infoview_md.render import days, svg
from infoview_md.render.charts import dot
from infoview_md.render.words import count

WEEKS = 26
_LEFT, _TOP = 26, 18
_STEP, _SIDE = 12.8, 10.8
_LEVELS = (1, 2, 4, 7)
"""The least number of exchanges for each shade."""


def first_day(stats: Stats) -> Moment:
    """Give the Monday that the picture begins with."""
    return add_days(monday(stats.as_of), -7 * (WEEKS - 1))


def calendar(key: str, title: str, stats: Stats) -> str:
    """Draw the last half year."""
    start, today = first_day(stats), day_of(stats.as_of)
    active = {one.on: one for one in stats.days}
    body = _months(start) + "".join(
        svg.text(0, _TOP + _STEP * row + 9, name, "tick small")
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    )
    for n in range(7 * WEEKS):
        on = add_days(start, n)
        if on <= today:
            body += _day(n // 7, n % 7, active.get(on, ActiveDay(on=on, talks=0, exchanges=0)))
    body += _key()
    return svg.frame(key, title, said(stats), height=round(_TOP + 7 * _STEP + 24), body=body)


def _day(week: int, row: int, one: ActiveDay) -> str:
    x, y = _LEFT + _STEP * week, _TOP + _STEP * row
    number = one.talks + one.exchanges
    level = sum(number >= least for least in _LEVELS)
    told = f"{days.short_day(one.on)}: {day_words(one)}" if number else ""
    drawn = svg.box(x, y, _SIDE, _SIDE, f"heat{level}", round_=2, said=told)
    return drawn + (dot(x + _SIDE / 2, y + _SIDE / 2, 2.4, "talk") if one.talks else "")


def day_words(one: ActiveDay) -> str:
    """Say what happened on a day."""
    parts = [count(one.talks, "talk")] if one.talks else []
    parts += [count(one.exchanges, "exchange")] if one.exchanges else []
    return ", ".join(parts)


def _months(start: Moment) -> str:
    """Write the months above the first week that begins in them."""
    drawn, last = "", to_date(start).month
    for week in range(1, WEEKS - 1):
        on = add_days(start, 7 * week)
        if to_date(on).month != last:
            last = to_date(on).month
            drawn += svg.text(_LEFT + _STEP * week, 11, days.month(on)[:3], "tick small")
    return drawn


def _key() -> str:
    y = _TOP + 7 * _STEP + 8
    drawn = svg.text(_LEFT, y + 9, "none", "tick small")
    for level in range(len(_LEVELS) + 1):
        drawn += svg.box(_LEFT + 30 + _STEP * level, y, _SIDE, _SIDE, f"heat{level}", round_=2)
    drawn += svg.text(_LEFT + 100, y + 9, f"{_LEVELS[-1]} or more", "tick small")
    x = _LEFT + 190
    drawn += svg.box(x, y, _SIDE, _SIDE, "heat2", round_=2)
    drawn += dot(x + _SIDE / 2, y + _SIDE / 2, 2.4, "talk")
    return drawn + svg.text(x + 18, y + 9, "with a talk", "tick small")


def said(stats: Stats) -> str:
    """Say the picture in words."""
    shown = [one for one in stats.days if one.on >= first_day(stats)]
    if not shown:
        return "nothing in the last 26 weeks"
    talks, others = sum(one.talks for one in shown), sum(one.exchanges for one in shown)
    return (
        f"{count(len(shown), 'day')} with something in the last {WEEKS} weeks: "
        f"{count(talks, 'talk')} and {count(others, 'other exchange')}; the last on {days.short_day(shown[-1].on)}"
    )
