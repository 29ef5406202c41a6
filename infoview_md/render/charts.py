"""Charts as inline SVG: drawn for the width of a phone, coloured by the page's style, titled for who cannot see them.

The colours are classes that the page gives light and dark values; no meaning is in a colour alone, every mark has
its number written beside it.  Lengths are in units of the view box, which is 360 wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH = 360
_LETTER = 8  # a wide guess at the width of one
_ROW = 42
_PLOT_HEIGHT = 132
_LEFT, _RIGHT = 30, 350
_MOST_LABELS = 5
_ROOM_FOR_A_NUMBER = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its name, what is said beside it, its share from 0 to 1, and its tone (a class of the page).

    All are shares of the whole width: `part`, from the left, has the tone `part_tone`, `of` is what the bar could
    have been: a bar of few is short, so that 1 of 1 does not look like 20 of 20.
    """

    name: str
    said: str
    ratio: float
    tone: str = "accent"
    of: float = 1
    part: float = 0
    part_tone: str = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One place of a series: its name on the axis and its number."""

    name: str
    number: int


def bars(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Draw rows of bars, each with its name and number above it."""
    drawn = "".join(_bar(number, row) for number, row in enumerate(rows))
    said = "; ".join(f"{row.name}: {row.said}" for row in rows)
    return _svg(key, title, said, height=_ROW * len(rows), body=drawn)


def _bar(number: int, row: Bar) -> str:
    top = number * _ROW
    return (
        _text(0, top + 14, _short(row.name, beside=row.said), "label")
        + _text(_WIDTH, top + 14, row.said, "number", anchor="end")
        + _beam(top + 21, row.of, "track")
        + _beam(top + 21, row.ratio, row.tone)
        + _beam(top + 21, row.part, row.part_tone)
    )


def _beam(top: float, ratio: float, tone: str) -> str:
    """Draw a share of the whole width; what is more than nothing is seen."""
    if ratio <= 0:
        return ""
    long = _number(max(min(ratio, 1.0) * _WIDTH, 4))
    return f'<rect class="{tone}" x="0" y="{_number(top)}" width="{long}" height="10" rx="5"/>'


def stack(key: str, title: str, parts: Sequence[Bar]) -> str:
    """Draw shares of one whole beside each other, and below them what each is; the shares sum up to 1."""
    body, left = "", 0.0
    for part in parts:
        long = part.ratio * _WIDTH
        body += (
            f'<rect class="{part.tone}" x="{_number(left)}" y="0" '
            f'width="{_number(max(long - 2, 0))}" height="22" rx="3"/>'
        )
        left += long
    for number, part in enumerate(parts):
        top = 42 + 24 * number
        body += f'<rect class="{part.tone}" x="0" y="{top - 1}" width="12" height="12" rx="3"/>'
        body += _text(20, top + 10, part.name, "label")
        body += _text(_WIDTH, top + 10, part.said, "number", anchor="end")
    said = "; ".join(f"{part.name}: {part.said}" for part in parts)
    return _svg(key, title, said, height=42 + 24 * len(parts), body=body)


def columns(key: str, title: str, points: Sequence[Point], *, target: int = 0) -> str:
    """Draw a number for each place as a column; `target` is a dashed line across them."""
    top = _ceiling(max([target, *(one.number for one in points)], default=0))
    step = (_RIGHT - _LEFT) / max(len(points), 1)
    body = _grid(top) + _names(points, step, offset=0.5)
    body += "".join(_column(n, one, step, top, target) for n, one in enumerate(points))
    said = _said(points) + (f"; the target is {target}" if target else "")
    return _svg(key, title, said, height=_PLOT_HEIGHT + 26, body=body + _target(target, top))


def _column(place: int, one: Point, step: float, top: int, target: int) -> str:
    if one.number <= 0:
        return ""
    wide = min(step * 0.7, 34)
    middle, y = _LEFT + step * (place + 0.5), _height_of(one.number, top)
    tone = "accent" if one.number >= target else "soft"
    drawn = (
        f'<rect class="{tone}" x="{_number(middle - wide / 2)}" y="{_number(y)}" '
        f'width="{_number(wide)}" height="{_number(_PLOT_HEIGHT - y)}" rx="2"/>'
    )
    fits = step >= _ROOM_FOR_A_NUMBER
    return drawn + (
        _text(middle, y - 4, str(one.number), "number", anchor="middle") if fits else ""
    )


def area(key: str, title: str, points: Sequence[Point]) -> str:
    """Draw a number that grows as a line over a filled area, with its last value written out."""
    top = _ceiling(max((one.number for one in points), default=0))
    step = (_RIGHT - _LEFT) / max(len(points) - 1, 1)
    places = [
        (_number(_LEFT + step * number), _number(_height_of(one.number, top)))
        for number, one in enumerate(points)
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    body = _grid(top) + _names(points, step, offset=0)
    if places:
        (first, _), (last, y) = places[0], places[-1]
        shape = f"{first},{_PLOT_HEIGHT} {line} {last},{_PLOT_HEIGHT}"
        body += f'<polygon class="wash" points="{shape}"/><polyline class="line" points="{line}"/>'
        body += f'<circle class="accent" cx="{last}" cy="{y}" r="4"/>'
        body += _text(float(last), float(y) - 9, str(points[-1].number), "number", anchor="end")
    return _svg(key, title, _said(points), height=_PLOT_HEIGHT + 26, body=body)


def span(key: str, title: str, *, shortest: float, middle: float, longest: float) -> str:
    """Draw the way from the shortest to the longest with the median on it, in days."""
    reach = max(longest, 1)

    def at(value: float) -> str:
        return _number(10 + 340 * value / reach)

    body = (
        f'<rect class="track" x="10" y="30" width="340" height="6" rx="3"/>'
        f'<line class="line" x1="{at(shortest)}" y1="33" x2="{at(longest)}" y2="33"/>'
        f'<circle class="accent" cx="{at(shortest)}" cy="33" r="4"/>'
        f'<circle class="accent" cx="{at(longest)}" cy="33" r="4"/>'
        f'<circle class="accent ring" cx="{at(middle)}" cy="33" r="8"/>'
        + _text(
            float(at(middle)), 16, f"median {middle:g}", "number", anchor=_anchor(middle / reach)
        )
        + _text(10, 58, f"{shortest:g}", "label")
        + _text(350, 58, f"{longest:g} days", "label", anchor="end")
    )
    said = f"from {shortest:g} to {longest:g} days, median {middle:g}"
    return _svg(key, title, said, height=64, body=body)


def _anchor(place: float) -> str:
    """Keep a text over its mark inside of the drawing."""
    return "start" if place < 0.2 else "end" if place > 0.8 else "middle"  # noqa: PLR2004 - fifths of the width


def _svg(key: str, title: str, said: str, *, height: int, body: str) -> str:
    mark = escape(key)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{mark}-title {mark}-desc">'
        f'<title id="{mark}-title">{escape(title)}</title>'
        f'<desc id="{mark}-desc">{escape(said or "no data")}</desc>{body}</svg>'
    )


def _text(x: float, y: float, words: str, tone: str, *, anchor: str = "start") -> str:
    return (
        f'<text class="{tone}" x="{_number(x)}" y="{_number(y)}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _short(name: str, *, beside: str) -> str:
    """Cut a name to the room that is left beside its number."""
    most = int((_WIDTH - _LETTER * (len(beside) + 1)) / _LETTER)
    return name if len(name) <= most else name[: max(most - 1, 1)].rstrip() + "…"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _said(points: Sequence[Point]) -> str:
    return "; ".join(f"{one.name}: {one.number}" for one in points)


def _ceiling(most: int) -> int:
    """Give the number that an axis ends at: round, and its half a whole number."""
    if most <= 2:  # noqa: PLR2004 - a smaller axis has no middle
        return 2
    power = 1
    while power * 10 <= most:
        power *= 10
    times = (2, 4, 6, 8, 10) if power == 1 else (1, 2, 3, 4, 5, 6, 8, 10)
    return next(power * one for one in times if power * one >= most)


def _height_of(value: float, top: int) -> float:
    return _PLOT_HEIGHT - (_PLOT_HEIGHT - 10) * value / top


def _grid(top: int) -> str:
    def line(value: int) -> str:
        y = _number(_height_of(value, top))
        return f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}"/>' + _text(
            _LEFT - 6, float(y) + 4, str(value), "tick", anchor="end"
        )

    return "".join(line(value) for value in (0, top // 2, top))


def _names(points: Sequence[Point], step: float, *, offset: float) -> str:
    """Write the names below the axis: the last, and before it every so many, so that none touches another."""
    stride = -(-len(points) // _MOST_LABELS)
    return "".join(
        _name(_LEFT + step * (number + offset), points[number].name)
        for number in range(len(points) - 1, -1, -stride or -1)
    )


def _name(x: float, name: str) -> str:
    """Write one name below its place, kept inside of the drawing."""
    half = 3.5 * len(name)
    return _text(min(max(x, half), _WIDTH - half), _PLOT_HEIGHT + 18, name, "tick", anchor="middle")


def _target(target: int, top: int) -> str:
    if not target:
        return ""
    y = _number(_height_of(target, top))
    line = f'<line class="target" x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}"/>'
    return line + _text(_LEFT + 4, float(y) - 5, f"target {target}", "number halo")
