"""Charts as inline SVG, titled for who cannot see them; no meaning is in a colour alone, every mark has its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from infoview_md.render import svg

_ROW = 42
_LINE = 27
_NAME = 124  # units for the name of a bar on one line
_SAID = 122  # units for the words behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its name, what is said beside it, its share from 0 to 1, and its tone (a class of the page).

    All are shares of the whole width: `part`, from the left, has the tone `part_tone`, `of` is what the bar could
    have been: a bar of few is short, so that 1 of 1 does not look like 20 of 20.  `likely` is the range that the true
    rate is likely in, drawn as a thin line.
    """

    name: str
    said: str
    ratio: float
    tone: str = "accent"
    of: float = 1
    part: float = 0
    part_tone: str = "overdue"
    likely: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One place of a series: its name on the axis and its number; a hollow one is not over yet."""

    name: str
    number: int
    is_hollow: bool = False


def bars(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Draw rows of bars, each with its name and number above it."""
    drawn = "".join(_bar(number, row) for number, row in enumerate(rows))
    return svg.frame(key, title, _said_of(rows), height=_ROW * len(rows), body=drawn)


def _bar(number: int, row: Bar) -> str:
    top = number * _ROW
    return (
        svg.text(0, top + 14, svg.short(row.name, beside=row.said), "label")
        + svg.text(svg.WIDTH, top + 14, row.said, "number", anchor="end")
        + _beam(top + 21, row.of, "track")
        + _beam(top + 21, row.ratio, row.tone)
        + _beam(top + 21, row.part, row.part_tone)
        + (_range(top + 26, *row.likely) if row.likely else "")
    )


def _beam(top: float, ratio: float, tone: str, *, left: float = 0, width: float = svg.WIDTH) -> str:
    """Draw a share of a width; what is more than nothing is seen."""
    if ratio <= 0:
        return ""
    return svg.box(left, top, max(min(ratio, 1.0) * width, 4), 10, tone, round_=5)


def _range(y: float, low: float, high: float) -> str:
    left, right = low * svg.WIDTH, high * svg.WIDTH
    strokes = ((left, y, right, y), (left, y - 4, left, y + 4), (right, y - 4, right, y + 4))
    return "".join(svg.line(*one, tone) for tone in ("under", "range") for one in strokes)


def lines(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Draw bars each on one line, between its name and its number; for short names."""
    drawn = "".join(_line(number, row) for number, row in enumerate(rows))
    return svg.frame(key, title, _said_of(rows), height=_LINE * len(rows), body=drawn)


def _line(number: int, row: Bar) -> str:
    middle, room = number * _LINE + _LINE / 2, svg.WIDTH - _NAME - _SAID
    return (
        svg.text(0, middle + 5, svg.short(row.name, room=_NAME), "label")
        + _beam(middle - 5, row.ratio, row.tone, left=_NAME, width=room)
        + _beam(middle - 5, row.part, row.part_tone, left=_NAME, width=room)
        + svg.text(svg.WIDTH, middle + 5, row.said, "number", anchor="end")
    )


def stack(key: str, title: str, parts: Sequence[Bar]) -> str:
    """Draw shares of one whole beside each other, and below them what each is; the shares sum up to 1 at most."""
    body, left = svg.box(0, 0, svg.WIDTH, 22, "frame", round_=3), 0.0
    for part in parts:
        long = part.ratio * svg.WIDTH
        body += svg.box(left, 0, max(long - 2, 0), 22, part.tone, round_=3) if long else ""
        left += long
    for number, part in enumerate(parts):
        top = 42 + 24 * number
        body += svg.box(0, top - 1, 12, 12, part.tone, round_=3)
        body += svg.text(20, top + 10, part.name, "label")
        body += svg.text(svg.WIDTH, top + 10, part.said, "number", anchor="end")
    return svg.frame(key, title, _said_of(parts), height=42 + 24 * len(parts), body=body)


def _said_of(rows: Sequence[Bar]) -> str:
    return "; ".join(f"{row.name}: {row.said}" for row in rows)


def columns(key: str, title: str, points: Sequence[Point], *, target: int = 0) -> str:
    """Draw a number for each place as a column; `target` is a dashed line across them."""
    most = max([target, *(one.number for one in points)], default=0)
    top = svg.ceiling(most)
    step = (svg.RIGHT - svg.LEFT) / max(len(points), 1)
    body = svg.grid(top) + svg.names([one.name for one in points], step, offset=0.5)
    are_numbered = step >= svg.wide(str(most)) + 4
    for n, one in enumerate(points):
        body += _column(n, one, step, top, target)
        if are_numbered and one.number > 0:
            middle = svg.LEFT + step * (n + 0.5)
            body += svg.text(
                middle,
                svg.height_of(one.number, top) - 4,
                str(one.number),
                "number halo",
                anchor="middle",
            )
    said = _said(points) + (f"; the target is {target}" if target else "")
    height = svg.PLOT_HEIGHT + (46 if target else 26)
    return svg.frame(key, title, said, height=height, body=body + _target(target, top))


def _column(place: int, one: Point, step: float, top: int, target: int) -> str:
    if one.number <= 0:
        return ""
    wide = min(step * 0.7, 34)
    middle, y = svg.LEFT + step * (place + 0.5), svg.height_of(one.number, top)
    tone = "hollow" if one.is_hollow else "accent" if one.number >= target else "soft"
    said = f"{one.name}: {one.number}{' so far' if one.is_hollow else ''}"
    return svg.box(middle - wide / 2, y, wide, svg.PLOT_HEIGHT - y, tone, round_=2, said=said)


def _target(target: int, top: int) -> str:
    if not target:
        return ""
    y, legend = svg.height_of(target, top), svg.PLOT_HEIGHT + 36
    return (
        svg.line(svg.LEFT, y, svg.RIGHT, y, "target")
        + svg.line(svg.LEFT, legend, svg.LEFT + 28, legend, "target")
        + svg.text(svg.LEFT + 36, legend + 4, f"target: {target} a week", "tick")
    )


def area(key: str, title: str, points: Sequence[Point]) -> str:
    """Draw a number that grows as a line over a filled area, with its first and last value written out."""
    top = svg.ceiling(max((one.number for one in points), default=0))
    step = (svg.RIGHT - svg.LEFT) / max(len(points) - 1, 1)
    places = [(svg.LEFT + step * n, svg.height_of(one.number, top)) for n, one in enumerate(points)]
    body = svg.grid(top) + svg.names([one.name for one in points], step, offset=0)
    if places:
        last, y = places[-1]
        body += outline(places, below=svg.PLOT_HEIGHT)
        body += dot(last, y, 4)
        end = "start" if len(places) == 1 else "end"
        body += svg.text(last, y - 9, str(points[-1].number), "number halo", anchor=end)
    return svg.frame(key, title, _said(points), height=svg.PLOT_HEIGHT + 26, body=body)


def outline(places: Sequence[tuple[float, float]], *, below: float) -> str:
    """Draw a line through some places, and fill what is below it."""
    way = " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in places)
    first, last = svg.number(places[0][0]), svg.number(places[-1][0])
    floor = svg.number(below)
    return (
        f'<polygon class="wash" points="{first},{floor} {way} {last},{floor}"/>'
        f'<polyline class="line" points="{way}"/>'
    )


def dot(x: float, y: float, radius: float, tone: str = "accent") -> str:
    """Draw a dot."""
    return f'<circle class="{tone}" cx="{svg.number(x)}" cy="{svg.number(y)}" r="{svg.number(radius)}"/>'


def _said(points: Sequence[Point]) -> str:
    return "; ".join(
        f"{one.name}: {one.number}{' so far' if one.is_hollow else ''}" for one in points
    )
