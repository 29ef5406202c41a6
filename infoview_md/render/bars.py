"""Small pictures made of characters: bars and sparklines, and what stands for them in plain text."""

from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"


def bar(ratio: float, width: int, *, is_plain: bool = False) -> str:
    """Draw a share from 0 to 1 as a bar of `width` columns; what is more than nothing is seen."""
    ratio = min(max(ratio, 0.0), 1.0)
    if is_plain:
        filled = max(round(ratio * width), int(ratio > 0))
        return ("#" * filled).ljust(width)
    eighths = max(round(ratio * width * 8), int(ratio > 0))
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(width)


def share_bar(count: int, of: int, most: int, width: int, *, is_plain: bool = False) -> str:
    """Draw `count` of `of` people against the `most` of a picture, with what is missing as dots.

    One person is at most one column wide, so that 1 of 1 does not look like 20 of 20.
    """
    scale = max(most, width, 1)
    drawn = bar(count / scale, width, is_plain=is_plain).rstrip()
    reach = max(round(of / scale * width), len(drawn))
    return (drawn + ("." if is_plain else "·") * (reach - len(drawn))).ljust(width)


def sparkline(values: Sequence[int], *, is_plain: bool = False) -> str:
    """Draw numbers as a row of columns, from nothing to the largest; in plain text the numbers themselves."""
    if is_plain:
        return " ".join(map(str, values))
    top = max(values, default=0)
    return "".join(
        _HEIGHTS[0] if value <= 0 else _HEIGHTS[1 + round(6 * value / top)] for value in values
    )
