"""How moments and numbers are said to people."""

from collections.abc import Iterator

from infoview_md.dates import Moment, days_between, has_time
from infoview_md.network.report import Owed

_WEEK = 7


def count(number: int, noun: str, plural: str = "") -> str:
    """Say `1 note`, `3 notes`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def time_of(moment: Moment) -> str:
    """Give the time of day of a moment; empty for a day."""
    return moment[11:] if has_time(moment) else ""


def day_words(moment: Moment, as_of: Moment) -> str:
    """Say a coming day as people do: today, tomorrow, in 5 days, and the date from a week on."""
    days = days_between(as_of, moment)
    at = f" {time_of(moment)}" if has_time(moment) else ""
    near = {0: "today", 1: "tomorrow"}
    if days in near:
        return near[days] + at
    return f"in {days} days" if days <= _WEEK else f"on {moment[:10]}"


def lateness(owed: Owed, as_of: Moment) -> str:
    """Say how late a follow-up is, or when it is due."""
    if owed.state != "overdue":
        return day_words(owed.due, as_of)
    if owed.days_overdue == 0:
        return f"since {time_of(owed.due)}"
    return f"{count(owed.days_overdue, 'day')} late"


def columns_of(text: str) -> int:
    """Give the columns of a text on a terminal; most texts need no closer look."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text at its blanks into lines of at most `width` columns; a word that is longer is cut."""
    if columns_of(text) <= width:
        return [text]
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if columns_of(joined) <= width:
            lines[-1] = joined
            continue
        lines += [""] if lines[-1] else []
        for part in _pieces(word, width):
            lines[-1:] = [part] if not lines[-1] else [lines[-1], part]
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and columns_of(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def cut(text: str, width: int, *, mark: str = "…") -> str:
    """Shorten a text to `width` columns, with a mark where something is missing."""
    if columns_of(text) <= width:
        return text
    return next(_pieces(text, max(width - columns_of(mark), 1))).rstrip() + mark
