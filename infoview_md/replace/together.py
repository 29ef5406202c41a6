"""Applying edits to many notes, with one grace time for all that are under way, and again where a note changed.

Up to `MOST_AT_ONCE` notes are replaced one after the other, each as carefully as one alone; then their old files are
watched for late writers together.  Their folders stay open and locked until then.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import CannotEdit, Mistake, NoteChanged
from infoview_md.replace.failures import KeptBeside, note_changed
from infoview_md.replace.folder import Folder, inside, opened
from infoview_md.replace.outcome import diff_of, was_saved_over
from infoview_md.replace.reading import Reading, read_fresh, reading_explained
from infoview_md.replace.writing import GRACE, Pause, Swap, put, refuse_link, settle, take_out

MOST_AT_ONCE = 64
"""So many folders may be open at once; some systems allow 256 open files."""

# Others of our commands wait for a locked folder, and sync clients see what lies in one for longer.
_LONGEST_HOLD = 2.0
_FIRST_BACKOFF = 0.02
_LONGEST_BACKOFF = 0.5

Edit = Callable[[bytes], bytes | None]
"""Gives the new text of a note, or None to delete it; pure, for it may run several times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to do with one note.

    `known_size` is its size in bytes when it was last seen; `before_write` is told what was read and what is about to
    take its place, before each attempt.
    """

    path: str
    edit: Edit
    known_size: int | None = None
    before_write: Callable[[Reading, bytes | None], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an edit did to a note: the whole text before and after (None: it was deleted).

    Equal where nothing was written.
    """

    path: str
    before: bytes
    after: bytes | None
    was_changed: bool


Landed = Callable[[Update], None]


@dataclass(slots=True)
class _Try:
    """A job that has not landed yet, and what was wanted the last time."""

    job: Job
    known_size: int | None
    count: int = 0
    wanted: tuple[Reading, bytes | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    root: Path
    landed: Landed
    pause: Pause
    grace: float


At = Callable[[str], tuple[Folder, str]]


def update_all(
    root: Path,
    jobs: Sequence[Job],
    *,
    landed: Landed,
    attempts: int = 5,
    pause: Pause = time.sleep,
    grace: float = GRACE,
) -> None:
    """Read each note fresh, edit its text and put the result in its place; redo the edit if the note changed.

    `landed` is told of each note that was written, or had no need to be, as soon as that is certain; where one
    fails also of the others that were under way.  After the grace time each note is looked at once more: if an editor
    saved an older text over ours, the edit is applied again.

    Stops at the first failure and raises what `read_fresh`, an edit, `replace` and `delete` raise; NoteChanged, with
    the wanted change as a unified diff in its hint, when an edit no longer applies or `attempts` were in vain;
    CannotEdit (`emptied`) for a note that is empty though it had `known_size` bytes.
    """
    way = _Way(root=root, landed=landed, pause=pause, grace=grace)
    todo = [_Try(job, job.known_size) for job in jobs]
    while todo:
        now, rest = todo[:MOST_AT_ONCE], todo[MOST_AT_ONCE:]
        again = max(one.count for one in now)
        if again:
            pause(_backoff(again))
        todo = [*_round(way, now), *rest]
        for one in now:
            if one.count >= attempts and any(one is other for other in todo):
                raise note_changed(one.job.path, hint=diff_of(one.wanted))


def _round(way: _Way, tries: Sequence[_Try]) -> list[_Try]:
    """Try each once; give those that have to be tried again, and those for which there was no time."""
    flights: list[tuple[_Try, Swap]] = []
    left = list(tries)
    try:
        with _locked(way, [one.job.path for one in tries]) as at:
            try:
                _begin_all(way, left, at, flights)
            finally:
                settle([swap for _, swap in flights], pause=lambda: way.pause(way.grace))
        _raise_failure(swap for _, swap in flights)
    except BaseException:
        for _, swap in flights:
            if swap.is_there:
                way.landed(_update(swap))
        raise
    return [*_missed(way, flights), *left]


def _raise_failure(swaps: Iterable[Swap]) -> None:
    """Raise the first outcome that another attempt cannot mend."""
    for swap in swaps:
        is_mendable = isinstance(swap.outcome, NoteChanged)
        if swap.outcome and (not is_mendable or isinstance(swap.outcome, KeptBeside)):
            raise swap.outcome from swap.failure


def _begin_all(way: _Way, left: list[_Try], at: At, flights: list[tuple[_Try, Swap]]) -> None:
    """Take from `left` what is under way or needs nothing; what was written meanwhile stays in it."""
    changed: list[_Try] = []
    end = time.monotonic() + _LONGEST_HOLD
    while left and time.monotonic() < end:
        one = left.pop(0)
        one.count += 1
        try:
            swap = _begin(way, one, at)
        except _NotLanded:
            changed.append(one)
            continue
        if swap is not None:
            flights.append((one, swap))
    left[:0] = changed


class _NotLanded(Exception):
    """Another program was quicker; the edit may be tried again."""


def _begin(way: _Way, one: _Try, at: At) -> Swap | None:
    path = one.job.path
    folder, name = at(path)
    reading = read_fresh(way.root, path, known_size=one.known_size, pause=way.pause)
    _refuse_emptied(reading, one.known_size)
    new = _edited(one, reading)
    if new == reading.raw:
        way.landed(Update(path=path, before=new, after=new, was_changed=False))
        return None
    if new is None:
        refuse_link(way.root, path)
    one.wanted, one.known_size = (reading, new), len(reading.raw)
    if one.job.before_write is not None:
        one.job.before_write(reading, new)
    try:
        return take_out(folder, name, reading) if new is None else put(folder, name, reading, new)
    except KeptBeside:
        raise
    except NoteChanged as changed:
        raise _NotLanded from changed


def _edited(one: _Try, reading: Reading) -> bytes | None:
    try:
        return one.job.edit(reading.raw)
    except CannotEdit as error:
        if one.wanted is None:
            raise
        raise note_changed(reading.path, hint=diff_of(one.wanted)) from error


def _refuse_emptied(reading: Reading, known_size: int | None) -> None:
    size = len(reading.raw)
    if known_size and size < known_size and not reading.raw.strip():
        raise CannotEdit(
            f"{reading.path} is empty, but it held {known_size} bytes before; look at it in your"
            " editor, restore its text or delete it, then run the command again.",
            code="emptied",
        )


def _missed(way: _Way, flights: Sequence[tuple[_Try, Swap]]) -> Iterator[_Try]:
    """Give the tries that did not land, and tell of those that did."""
    for number, (one, swap) in enumerate(flights):
        try:
            is_lost = not swap.is_there or was_saved_over(
                way.root, swap.reading, swap.new, pause=way.pause
            )
        except BaseException:
            for _, other in flights[number:]:
                if other.is_there:
                    way.landed(_update(other))
            raise
        if is_lost:
            yield one
        else:
            way.landed(_update(swap))


def _update(swap: Swap) -> Update:
    reading = swap.reading
    return Update(path=reading.path, before=reading.raw, after=swap.new, was_changed=True)


def _backoff(attempt: int) -> float:
    """Return a random wait in seconds: two writers that wait equally long meet again."""
    longest: float = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2**attempt)
    return longest * (0.25 + 0.75 * os.urandom(1)[0] / 255)


@contextmanager
def _locked(way: _Way, paths: Sequence[str]) -> Iterator[At]:
    """Open and lock the folders that really hold these notes; gives what gives a note's folder and its name there.

    Locked from the reading on, so that two of our own commands never meet in the middle, and always in one order,
    so that two never wait for each other.
    """
    found: dict[Path, Folder] = {}
    with ExitStack() as stack:

        def at(path: str) -> tuple[Folder, str]:
            real = inside(way.root, path)
            if real.parent not in found:
                found[real.parent] = lock(real.parent, path)
            return found[real.parent], real.name

        def lock(parent: Path, path: str) -> Folder:
            with reading_explained(path):
                folder = stack.enter_context(opened(way.root, parent))
                identity = folder.identity()
                # Under another spelling of its path a folder would wait for the lock that we hold ourselves.
                for one in found.values():
                    if one.identity() == identity:
                        return one
            stack.enter_context(folder.locked(way.pause))
            return folder

        for path in sorted(paths, key=lambda one: one.rpartition("/")[::2]):
            # What is wrong with a path is said at its turn.
            with suppress(Mistake):
                at(path)
        yield at
