"""The strokes that charts are made of: a frame with a title, texts, rectangles, axes.

Colours are classes that the page gives light and dark values.  Lengths are in units of the view box, 360 wide: drawn
for the width of a phone.
"""

from collections.abc import Sequence
from html import escape

from infoview_md.render.words import columns_of, cut

WIDTH = 360
PLOT_HEIGHT = 132
LEFT, RIGHT = 30, 350
_LETTER = 8  # a wide guess at the width of one
_MOST_LABELS = 5
_THOUSANDS = 10_000


def frame(key: str, title: str, said: str, *, height: int, body: str) -> str:
    """Put a drawing into its frame, with its title and what it shows in words."""
    mark = escape(key)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{mark}-title {mark}-desc">'
        f'<title id="{mark}-title">{escape(title)}</title>'
        f'<desc id="{mark}-desc">{escape(said or "no data")}</desc>{body}</svg>'
    )


def text(x: float, y: float, words: str, tone: str, *, anchor: str = "start") -> str:
    """Write words; whatever is in them stays text."""
    return (
        f'<text class="{tone}" x="{number(x)}" y="{number(y)}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def box(
    x: float, y: float, width: float, height: float, tone: str, *, round_: float = 0, said: str = ""
) -> str:
    """Draw a rectangle; what is `said` shows when it is pointed at."""
    corner = f' rx="{number(round_)}"' if round_ else ""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    if not said:
        return f'<rect class="{tone}" {place}{corner}/>'
    return f'<rect class="{tone}" {place}{corner}><title>{escape(said)}</title></rect>'


def line(x1: float, y1: float, x2: float, y2: float, tone: str) -> str:
    """Draw a straight line."""
    start, end = f'x1="{number(x1)}" y1="{number(y1)}"', f'x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line class="{tone}" {start} {end}/>'


def number(value: float) -> str:
    """Write a length; a tenth of a unit is finer than a screen."""
    return f"{value:.1f}".removesuffix(".0")


def short(name: str, *, beside: str = "", room: float = WIDTH) -> str:
    """Cut a name to the room that is left beside some words."""
    return cut(name, int((room - _LETTER * (columns_of(beside) + bool(beside))) / _LETTER))


def wide(words: str) -> float:
    """Guess how wide some words are; rather too wide."""
    return _LETTER * columns_of(words)


def ceiling(most: int) -> int:
    """Give the number that an axis ends at: round, and its half a whole number."""
    if most <= 2:  # noqa: PLR2004 - a smaller axis has no middle
        return 2
    power = 1
    while power * 10 <= most:
        power *= 10
    times = (2, 4, 6, 8, 10) if power == 1 else (1, 2, 3, 4, 5, 6, 8, 10)
    return next(power * one for one in times if power * one >= most)


def height_of(value: float, top: float) -> float:
    """Give the place of a value on an axis from nothing to the top."""
    return PLOT_HEIGHT - (PLOT_HEIGHT - 10) * value / top


def grid(top: int) -> str:
    """Draw an axis of numbers: nothing, the half and the top."""
    return "".join(level(value, top, _tick(value)) for value in (0, top // 2, top))


def level(value: float, top: float, words: str) -> str:
    """Draw one line of a grid with its words."""
    y = height_of(value, top)
    return line(LEFT, y, RIGHT, y, "grid") + text(LEFT - 6, y + 4, words, "tick", anchor="end")


def _tick(value: int) -> str:
    return f"{value / 1000:g}k" if value >= _THOUSANDS else str(value)


def names(words: Sequence[str], step: float, *, offset: float) -> str:
    """Write the names below the axis: the last, and before it every so many, so that none touches another."""
    stride = -(-len(words) // _MOST_LABELS)
    return "".join(
        name(LEFT + step * (number + offset), words[number])
        for number in range(len(words) - 1, -1, -stride or -1)
    )


def name(x: float, words: str) -> str:
    """Write one name below its place, kept inside of the drawing."""
    half = 3.5 * len(words)
    return text(min(max(x, half), WIDTH - half), PLOT_HEIGHT + 18, words, "tick", anchor="middle")
