"""What taking one change back would write, decided from the texts alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infoview_md.errors import NoteChanged
from infoview_md.journal.change import Change

# Comparing is quadratic in the lines that differ: this many pairs take about a second.
_MOST_PAIRS = 4_000_000

_NEIGHBOURS = 3

Lines = Sequence[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What would take a change back.

    `after` are the bytes that the note should get (None: it should not exist), to be written only if it
    still holds `before`; equal where there is nothing to do.  `was_merged` says that the note has moved
    on and only our own lines are taken back.
    """

    path: str
    before: bytes | None
    after: bytes | None
    was_merged: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def plan_undo(current: bytes | None, change: Change) -> Undo:
    """Decide how to take a change back in a note that holds `current` now (None: there is no note).

    The old text comes back where the note still is as the command left it.  Where it has moved on,
    only the lines of the command are taken back, and only if they stand there untouched and cannot be
    mistaken for others.  Raises NoteChanged otherwise: later text is never overwritten.
    """
    if current in (change.after, change.before):
        return Undo(path=change.path, before=current, after=change.before)
    if current is None:
        raise NoteChanged(
            f"{change.path} was deleted or renamed since the command ran, so it was left alone;"
            " bring it back and run undo again."
        )
    if change.after is None:
        raise NoteChanged(
            f"{change.path} was deleted by the command, and there is a new note of that name now;"
            " rename the new one and run undo again."
        )
    if change.before is None:
        raise NoteChanged(
            f"{change.path} was created by the command and has been changed since, so it was left"
            " alone; delete it yourself if you do not need it."
        )
    merged = _without(change.after, change.before, current)
    if merged is None:
        raise NoteChanged(
            f"{change.path} was changed since, in the lines that the command wrote, so it was left"
            " alone; take the change back by hand.",
            hint=_diff(change),
        )
    return Undo(path=change.path, before=current, after=merged, was_merged=True)


def _without(after: bytes, before: bytes, current: bytes) -> bytes | None:
    """Turn the lines of `after` back into those of `before` in a later text, or None for a doubt."""
    ours, theirs = after.splitlines(keepends=True), current.splitlines(keepends=True)
    olds = before.splitlines(keepends=True)
    steps, moves = _blocks(ours, olds), _blocks(ours, theirs)
    if steps is None or moves is None:
        return None
    places = list(_same_places(moves, len(ours), len(theirs)))
    result: list[bytes] = []
    done = 0
    for start, end, old_start, old_end in _between(steps, len(ours), len(olds)):
        place = _place(places, ours, theirs, start, end)
        if place is None or place < done:
            return None
        result += theirs[done:place]
        is_last = place + end - start == len(theirs)
        result += (
            olds[old_start:old_end] if is_last else _ended(olds[old_start:old_end], ours[start:end])
        )
        done = place + end - start
    return b"".join([*result, *theirs[done:]])


Block = tuple[int, int, int]
"""So many equal lines: where in the one text, where in the other, how many."""


def _blocks(one: Lines, other: Lines) -> list[Block] | None:
    """Return the blocks of equal lines, or None where finding them would take too long."""
    from difflib import SequenceMatcher

    head = _common(one, other)
    rest = min(len(one), len(other)) - head
    tail = min(rest, _common(one[::-1], other[::-1]))
    one_end, other_end = len(one) - tail, len(other) - tail
    if (one_end - head) * (other_end - head) > _MOST_PAIRS:
        return None
    middle = SequenceMatcher(None, one[head:one_end], other[head:other_end], autojunk=False)
    inner = [(a + head, b + head, size) for a, b, size in middle.get_matching_blocks() if size]
    found = [(0, 0, head), *inner, (one_end, other_end, tail)]
    return _joined([block for block in found if block[2]])


def _common(one: Lines, other: Lines) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _joined(blocks: list[Block]) -> list[Block]:
    """Make one of neighbours that touch in both texts."""
    joined: list[Block] = []
    for a, b, size in blocks:
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (a, b):
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        else:
            joined.append((a, b, size))
    return joined


def _between(blocks: list[Block], one: int, other: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield what lies between blocks: start and end in the one text, start and end in the other."""
    a = b = 0
    for start, other_start, size in [*blocks, (one, other, 0)]:
        if (a, b) != (start, other_start):
            yield a, start, b, other_start
        a, b = start + size, other_start + size


def _same_places(blocks: list[Block], one: int, other: int) -> Iterator[Block]:
    """Yield the blocks with one line more where they touch the beginning or the end of both texts.

    The edge of a text is a neighbour like a line: line -1 is the beginning, line `one` the end.
    """
    for a, b, size in blocks:
        grows_down = int((a, b) == (0, 0))
        grows_up = int((a + size, b + size) == (one, other))
        yield a - grows_down, b - grows_down, size + grows_down + grows_up


def _place(places: list[Block], ours: Lines, theirs: Lines, start: int, end: int) -> int | None:
    """Return where our lines stand in the later text, if they stand there untouched and unmistakably.

    Unmistakable are lines that occur once, by themselves or with their neighbours, still the same.
    """
    for a, b, size in places:
        if a <= start and end <= a + size and _is_single(theirs, ours[start:end]):
            return start - a + b
        if a < start and end < a + size:
            around = ours[max(a, start - _NEIGHBOURS, 0) : min(a + size, end + _NEIGHBOURS)]
            return start - a + b if _is_single(theirs, around) else None
    return None


def _is_single(text: Lines, lines: Lines) -> bool:
    if not lines:
        return False
    width, wanted = len(lines), list(lines)
    starts = (i for i, line in enumerate(text) if line == wanted[0])
    return sum(list(text[i : i + width]) == wanted for i in starts) == 1


def _ended(lines: Lines, like: Lines) -> list[bytes]:
    """Give the last line an end, because others follow it now; the old text may have stopped there."""
    ended = list(lines)
    if ended and not ended[-1].endswith((b"\n", b"\r")):
        ended[-1] += b"\r\n" if any(line.endswith(b"\r\n") for line in like) else b"\n"
    return ended


def _diff(change: Change) -> str:
    from difflib import unified_diff

    texts = ((raw or b"").decode(errors="replace") for raw in (change.after, change.before))
    one, other = (text.splitlines() for text in texts)
    names = (f"{change.path} (as written)", f"{change.path} (before)")
    return "\n".join(unified_diff(one, other, *names, lineterm=""))
