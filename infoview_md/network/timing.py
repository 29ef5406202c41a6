"""The minutes of an interview: how they are shared out, so that they add up exactly."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from infoview_md.dates import Moment, has_time
from infoview_md.network.desk import Desk, meaning
from infoview_md.network.occasion import clock_words, earlier

_SHARES: tuple[tuple[int, tuple[int, int, int, int]], ...] = (
    (60, (4, 2, 8, 4)),
    (45, (3, 2, 6, 3)),
    (30, (2, 1, 4, 2)),
    (18, (2, 1, 3, 2)),
    (10, (1, 1, 2, 1)),
    (4, (1, 0, 1, 1)),
    (3, (1, 0, 0, 1)),
    (0, (0, 0, 0, 0)),
)
"""From so many minutes on: opening, story, asks, close; the questions get the rest."""

_TITLES = {
    "opening": "Opening and thanks",
    "story": "My story in a minute",
    "questions": "Questions",
    "asks": "Two asks",
    "close": "Close",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of an interview; `first` and `last` count minutes from its start."""

    name: str = field(metadata=meaning("opening, story, questions, asks or close"))
    title: str = field(metadata=meaning("its heading"))
    minutes: int = field(metadata=meaning("how long it takes"))
    first: int = field(metadata=meaning("minutes from the start at which it begins"))
    last: int = field(metadata=meaning("minutes from the start at which it ends"))
    starts_at: str = field(metadata=meaning("when it begins: 14:02; empty where no time is known"))
    ends_at: str = field(metadata=meaning("when it ends; empty where no time is known"))


def share_out(minutes: int) -> dict[str, int]:
    """Share the minutes of an interview out to its parts; they add up exactly, parts without time are left out."""
    opening, story, asks, close = next(share for least, share in _SHARES if minutes >= least)
    parts = {
        "opening": opening,
        "story": story,
        "questions": minutes - opening - story - asks - close,
        "asks": asks,
        "close": close,
    }
    return {name: length for name, length in parts.items() if length > 0}


def blocks(minutes: int, start: Moment, desk: Desk) -> tuple[Block, ...]:
    """Lay the parts one after the other, with the time of the clock where the start has one."""
    made: list[Block] = []
    first = 0
    for name, length in share_out(minutes).items():
        made.append(
            Block(
                name=name,
                title=_TITLES[name],
                minutes=length,
                first=first,
                last=first + length,
                starts_at=_clock(start, first, desk),
                ends_at=_clock(start, first + length, desk),
            )
        )
        first += length
    return tuple(made)


def _clock(start: Moment, minutes: int, desk: Desk) -> str:
    return clock_words(earlier(start, -minutes, desk), desk) if has_time(start) else ""


def for_each(minutes: int, questions: Sequence[str], *, least: int) -> tuple[int, ...]:
    """Give each question its minutes, the first ones the odd minute; the last get none where time is short."""
    if not questions or minutes <= 0:
        return (0,) * len(questions)
    timed = min(len(questions), max(1, minutes // max(1, least)))
    share, odd = divmod(minutes, timed)
    lengths = [share + (number < odd) for number in range(timed)]
    return (*lengths, *[0] * (len(questions) - timed))
