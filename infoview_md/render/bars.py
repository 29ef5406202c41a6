"""Small pictures made of characters: bars and sparklines, and what stands for them in plain text."""

from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"


def bar(ratio: float, width: int, *, is_plain: bool = False) -> str:
    """Draw a share from 0 to 1 as a bar of `width` columns; what is more than nothing is seen."""
    ratio = min(max(ratio, 0.0), 1.0)
    if is_plain:
        filled = max(round(ratio * width), int(ratio > 0))
        return "#" * filled + "." * (width - filled)
    eighths = max(round(ratio * width * 8), int(ratio > 0))
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(width)


def sparkline(values: Sequence[int], *, is_plain: bool = False) -> str:
    """Draw numbers as a row of columns, from nothing to the largest; in plain text the numbers themselves."""
    if is_plain:
        return " ".join(map(str, values))
    top = max(values, default=0)
    return "".join(
        _HEIGHTS[0] if value <= 0 else _HEIGHTS[1 + round(6 * value / top)] for value in values
    )
