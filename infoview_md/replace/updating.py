"""Applying an edit to a note, again if another program wrote it meanwhile."""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import CannotEdit, Mistake, NoteChanged
from infoview_md.replace.failures import KeptBeside, note_changed
from infoview_md.replace.folder import Folder
from infoview_md.replace.reading import Reading, read_fresh, read_once
from infoview_md.replace.writing import GRACE, Pause, locked_note, replace_in

_FIRST_BACKOFF = 0.02
_LONGEST_BACKOFF = 0.5

Edit = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an edit did to a note: the whole text before and after; equal where nothing was written."""

    path: str
    before: bytes
    after: bytes
    was_changed: bool


def update(
    root: Path,
    path: str,
    edit: Edit,
    *,
    known_size: int | None = None,
    attempts: int = 5,
    before_write: Callable[[Reading, bytes], None] | None = None,
    pause: Pause = time.sleep,
    grace: float = GRACE,
) -> Update:
    """Read a note, edit its text and put the result in its place; redo the edit if the note changed.

    `edit` is pure and may run several times; equal bytes write nothing.  `before_write` is told what
    is about to be written, before each attempt.  After the grace time the note is looked at once
    more: if an editor saved an older text over ours, the edit is applied again.

    Raises what `read_fresh`, `edit` and `replace` raise; NoteChanged, with the wanted change as a
    unified diff in its hint, when the edit no longer applies or `attempts` were in vain; CannotEdit
    (`emptied`) for a note that is empty though it had `known_size` bytes.
    """
    wanted: tuple[Reading, bytes] | None = None
    for attempt in range(attempts):
        if attempt:
            pause(_backoff(attempt))
        # Locked from the reading on, so that two of our own commands never meet in the middle.
        with locked_note(root, path, pause) as (folder, name):
            reading = read_fresh(root, path, known_size=known_size, pause=pause)
            _refuse_emptied(reading, known_size)
            new = _edited(edit, reading, wanted=wanted)
            if new == reading.raw:
                return Update(path=path, before=new, after=new, was_changed=False)
            wanted, known_size = (reading, new), len(reading.raw)
            if before_write is not None:
                before_write(reading, new)
            has_landed = _has_landed(folder, name, reading, new, pause=lambda: pause(grace))
        if has_landed and not _was_saved_over(root, reading, new, pause=pause):
            return Update(path=path, before=reading.raw, after=new, was_changed=True)
    raise note_changed(path, hint=_diff(wanted))


def _edited(edit: Edit, reading: Reading, *, wanted: tuple[Reading, bytes] | None) -> bytes:
    try:
        return edit(reading.raw)
    except CannotEdit as error:
        if wanted is None:
            raise
        raise note_changed(reading.path, hint=_diff(wanted)) from error


def _has_landed(
    folder: Folder, name: str, reading: Reading, new: bytes, *, pause: Callable[[], None]
) -> bool:
    try:
        replace_in(folder, name, reading, new, pause=pause)
    except KeptBeside:
        raise
    except NoteChanged:
        return False
    return True


def _backoff(attempt: int) -> float:
    """Return a random wait in seconds: two writers that wait equally long meet again."""
    longest: float = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2**attempt)
    return longest * (0.25 + 0.75 * os.urandom(1)[0] / 255)


def _refuse_emptied(reading: Reading, known_size: int | None) -> None:
    if known_size and not reading.raw.strip():
        raise CannotEdit(
            f"{reading.path} is empty, but it held {known_size} bytes before; look at it in your"
            " editor, restore its text or delete it, then run the command again.",
            code="emptied",
        )


def _was_saved_over(root: Path, written: Reading, new: bytes, *, pause: Pause) -> bool:
    """Say whether the note lost our change to a program that saved what it had read before."""
    try:
        now = read_once(root, written.path)
        if now.raw != new:
            now = read_fresh(root, written.path, known_size=len(new), pause=pause)
    except Mistake:
        return False
    return now.raw != new and _is_undone(written.raw, new, now.raw)


def _is_undone(old: bytes, new: bytes, now: bytes) -> bool:
    """Say whether nothing of the step from `old` to `new` is in `now`, counting equal lines.

    A line that somebody changed once more is not undone: whoever did that had read ours.
    """
    before, after, present = (Counter(raw.splitlines()) for raw in (old, new, now))
    added, removed = after - before, before - after
    return all(present[line] <= before[line] for line in added) and all(
        present[line] >= before[line] for line in removed
    )


def _diff(wanted: tuple[Reading, bytes] | None) -> str:
    if wanted is None:
        return ""
    from difflib import unified_diff

    reading, new = wanted
    old_lines, new_lines = (raw.decode(errors="replace").splitlines() for raw in (reading.raw, new))
    names = (f"{reading.path} (as read)", f"{reading.path} (wanted)")
    return "\n".join(unified_diff(old_lines, new_lines, *names, lineterm=""))
