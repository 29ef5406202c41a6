"""Pictures of how long answers took: a dot for each person where there are few, a rising line where there are many."""

from collections import Counter

from infoview_md.network.waits import Waits
from infoview_md.render import svg
from infoview_md.render.charts import dot, outline

_LONGEST = 42
"""Days that are drawn; what took longer is counted in words."""

_STEP = 11  # units between dots above each other


def dots(key: str, title: str, waits: Waits) -> str:
    """Draw a dot for each answer at its day, and a ring for each request without one at the days it is out."""
    last = max(7, min(_LONGEST, max([*waits.answered, *waits.open], default=0)))
    drawn = [(min(day, last), "accent") for day in waits.answered]
    drawn += [(min(day, last), "open") for day in waits.open]
    floor = 6 + _STEP * max(Counter(day for day, _ in drawn).values(), default=1)
    stacked: Counter[int] = Counter()
    body = svg.line(svg.LEFT - 14, floor + 6, svg.RIGHT, floor + 6, "grid") + _days(last, floor + 6)
    for day, tone in sorted(drawn):
        body += dot(_across(day, last), floor - 2 - _STEP * stacked[day], 4.5, tone)
        stacked[day] += 1
    return svg.frame(key, title, said(waits), height=floor + 34, body=body)


def curve(key: str, title: str, waits: Waits) -> str:
    """Draw which share of everybody asked has answered within so many days, as a line that rises by steps."""
    last = max(7, min(_LONGEST, max([*waits.answered, *waits.open])))
    places, share = [(_across(0, last), svg.height_of(0, 1))], 0.0
    for day, risen in waits.curve:
        if day > last:
            break
        x = _across(day, last)
        places += [(x, svg.height_of(share, 1)), (x, svg.height_of(risen, 1))]
        share = risen
    places.append((_across(last, last), svg.height_of(share, 1)))
    body = "".join(svg.level(one, 1, f"{100 * one:g}%") for one in (0, 0.5, 1)) + outline(
        places, below=svg.PLOT_HEIGHT
    )
    half = waits.half_within
    if half is not None and half <= last:
        x, y = _across(half, last), svg.height_of(0.5, 1)
        body += svg.line(x, y, x, svg.PLOT_HEIGHT, "target") + dot(x, y, 4.5)
        near_the_end = x > svg.RIGHT - 90
        body += svg.text(
            x + (-8 if near_the_end else 8),
            y + 18,
            f"half: {half} {'day' if half == 1 else 'days'}",
            "number halo",
            anchor="end" if near_the_end else "start",
        )
    body += _days(last, svg.PLOT_HEIGHT)
    return svg.frame(key, title, said(waits), height=svg.PLOT_HEIGHT + 26, body=body)


def _across(day: int, last: int) -> float:
    return svg.LEFT + (svg.RIGHT - svg.LEFT) * day / last


def _days(last: int, floor: float) -> str:
    """Write some days below the axis."""
    step = next(one for one in (1, 2, 7, 14) if last / one <= 8 or one == 14)  # noqa: PLR2004 - labels that fit
    marks = list(range(0, last + 1, step))
    words = [str(day) for day in marks]
    words[-1] += " days"
    return "".join(
        svg.text(
            min(_across(day, last), svg.WIDTH - svg.wide(word) / 2),
            floor + 18,
            word,
            "tick",
            anchor="middle",
        )
        for day, word in zip(marks, words, strict=True)
    )


def said(waits: Waits) -> str:
    """Say the picture in words."""
    parts = []
    if waits.answered:
        parts.append(
            f"{len(waits.answered)} answered after {waits.shortest} to {waits.longest} days,"
            f" median {waits.median:g}"
        )
    if waits.open:
        parts.append(f"{len(waits.open)} not yet, after {waits.open[0]} to {waits.open[-1]} days")
    return "; ".join(parts)
