"""The one path on which notes are written: prove every edit first, journal the intent, write, and journal the end.

Nothing is written where one edit of several cannot be proved; where a later one fails on the disk, the earlier
ones are taken back.
"""

import difflib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import CannotEdit, Mistake, NoteChanged, NotFound, StorageFailure
from infoview_md.journal import Change, Entry, begin, commit, intend, mark_undone, plan_undo
from infoview_md.replace import Neighbours, Reading, create, delete, read_fresh, update

EditText = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An edit of one note: pure, and safe to be applied again to a newer text."""

    path: str
    change: EditText


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """A new note."""

    path: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A note to delete: the end of a merge, or a creation taken back."""

    path: str


Step = Edit | Creation | Removal

Progress = Callable[[int, int], None]
"""Called with the number of notes written so far and the number to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one command wants to write, and the sentence that says it.

    `subject` is the sentence as an order, as versions of notes are named: "Thank Jane Doe for 2026-11-20".
    """

    sentence: str
    steps: tuple[Step, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to write: the vault, the journal's folder, the command line, and its instant (ISO)."""

    root: Path
    journal: Path
    command: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: the number in the journal (0: nothing had to be), and each note before and after."""

    number: int
    changes: tuple[Change, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Give the notes that were written."""
        return tuple(one.path for one in self.changes)


def plan(root: Path, work: Work) -> list[Change]:
    """Apply every edit to the notes as they are now, without writing.

    Raises `CannotEdit` where one cannot be proved or a new note would take the place of another, so that a command
    writes all of its edits or none.
    """
    planned: dict[str, Change] = {}
    for step in work.steps:
        known = planned.get(step.path)
        before = known.before if known else _before(root, step)
        current = known.after if known else before
        after = _after(step, current)
        planned[step.path] = Change(path=step.path, before=before, after=after)
    return [one for one in planned.values() if one.before != one.after]


def _before(root: Path, step: Step) -> bytes | None:
    if not isinstance(step, Creation):
        return read_fresh(root, step.path).raw
    if os.path.lexists(root / step.path):
        raise CannotEdit(
            f"{step.path} exists already and was left alone; choose another name.", code="exists"
        )
    return None


def _after(step: Step, current: bytes | None) -> bytes | None:
    if isinstance(step, Removal):
        return None
    return step.raw if isinstance(step, Creation) else _edited(step, current or b"")


def _edited(step: Edit, raw: bytes) -> bytes:
    """Apply an edit; a refusal says in which note."""
    try:
        return step.change(raw)
    except CannotEdit as refusal:
        if step.path in refusal.sentence:
            raise
        place = f"{step.path}, line {refusal.line}" if refusal.line else step.path
        raise CannotEdit(
            f"{place}: {refusal.sentence}", code=refusal.code, line=refusal.line, hint=refusal.hint
        ) from refusal


def write(place: Place, work: Work, *, progress: Progress | None = None) -> Written:
    """Write what a command wants, all of it or nothing; `progress` is told before each note.

    Raises the mistakes of `plan` and of `replace`.
    """
    planned = plan(place.root, work)
    if not planned:
        return Written(number=0, changes=())
    number = begin(
        place.journal, at=place.at, command=place.command, sentence=work.sentence, changes=planned
    )
    done: list[Change] = []
    neighbours, edits = Neighbours(), _edits_by_path(work)
    try:
        for change in planned:
            if progress:
                progress(len(done), len(planned))
            done.append(_write_one(place, number, change, edits.get(change.path, ()), neighbours))
    except BaseException:
        _give_up(place, number, done)
        raise
    commit(place.journal, number, changes=done)
    if progress:
        progress(len(done), len(planned))
    return Written(number=number, changes=tuple(done))


def _edits_by_path(work: Work) -> dict[str, list[Edit]]:
    edits: dict[str, list[Edit]] = {}
    for step in work.steps:
        if isinstance(step, Edit):
            edits.setdefault(step.path, []).append(step)
    return edits


def _write_one(
    place: Place, number: int, change: Change, edits: Sequence[Edit], neighbours: Neighbours
) -> Change:
    if change.before is None and change.after is not None:
        create(place.root, change.path, change.after, neighbours=neighbours)
        return change
    if change.after is None:
        _delete(place.root, change)
        return change

    def announce(reading: Reading, new: bytes) -> None:
        if (reading.raw, new) != (change.before, change.after):
            intend(place.journal, number, Change(path=change.path, before=reading.raw, after=new))

    result = update(
        place.root,
        change.path,
        lambda raw: _all_edited(edits, raw),
        known_size=len(change.before or b""),
        before_write=announce,
    )
    return Change(path=change.path, before=result.before, after=result.after)


def _all_edited(edits: Sequence[Edit], raw: bytes) -> bytes:
    for edit in edits:
        raw = _edited(edit, raw)
    return raw


def _delete(root: Path, change: Change) -> None:
    reading = read_fresh(root, change.path)
    if reading.raw != change.before:
        raise NoteChanged(
            f"{change.path} was changed a moment ago, so it was not deleted; run the command again."
        )
    delete(root, reading)


def _give_up(place: Place, number: int, done: Sequence[Change]) -> None:
    """Take back the notes that were written before another one failed.

    Where even that fails the command stays in the journal as interrupted, and `undo` takes it back.
    """
    try:
        for change in reversed(done):
            restore(place.root, change)
    except Mistake as error:
        written = " and ".join(one.path for one in done)
        raise StorageFailure(
            f"The command ended half way: {written} may be written already. {error.sentence}",
            hint="Take it back with: infoview-md undo",
        ) from error
    with suppress(Mistake):
        commit(place.journal, number, changes=[])


def take_back(place: Place, entry: Entry) -> tuple[Change, ...]:
    """Undo one command of the journal, all of it or nothing; gives what was written.

    Raises `NoteChanged` rather than overwrite what was written since.
    """
    wanted = plan_back(place.root, entry.changes)
    done: list[Change] = []
    try:
        for change in wanted:
            done.append(restore(place.root, change))  # noqa: PERF401 - what was done counts on failure
    except BaseException:
        for change in reversed(done):
            restore(place.root, change)
        raise
    mark_undone(place.journal, entry.number, place.at)
    return tuple(one for one in done if one.before != one.after)


def plan_back(root: Path, changes: Sequence[Change]) -> list[Change]:
    """Give what taking changes back would write, as changes whose `after` is what stands there now.

    Raises `NoteChanged` where one of them cannot be taken back.
    """
    wanted = []
    for change in reversed(changes):
        undo = plan_undo(_current(root, change.path), change)
        wanted.append(Change(path=change.path, before=undo.after, after=undo.before))
    return wanted


def restore(root: Path, change: Change) -> Change:
    """Take one change back, as an edit where the note has moved on.  Raises `NoteChanged` rather than overwrite."""
    undo = plan_undo(_current(root, change.path), change)
    done = Change(path=change.path, before=undo.before, after=undo.after)
    if undo.after is None and undo.before is not None:
        _delete(root, done)
    elif undo.before is None and undo.after is not None:
        create(root, change.path, undo.after)
    elif undo.is_needed:
        update(root, change.path, lambda raw: plan_undo(raw, change).after or b"")
    return done


def _current(root: Path, path: str) -> bytes | None:
    try:
        return read_fresh(root, path).raw
    except NotFound:
        return None


def diff_of(changes: Sequence[Change]) -> str:
    """Show changes as a unified diff, as git would."""
    return "".join(_diff(one) for one in changes)


def _diff(change: Change) -> str:
    old, new = (_lines(text) for text in (change.before, change.after))
    lines = difflib.unified_diff(
        old,
        new,
        fromfile=f"a/{change.path}" if change.before is not None else "/dev/null",
        tofile=f"b/{change.path}" if change.after is not None else "/dev/null",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(raw: bytes | None) -> list[str]:
    """Split at line feeds only: a carriage return or a separator inside a line is a part of it."""
    lines = (raw or b"").decode("utf-8", "replace").split("\n")
    ended = [f"{line}\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended
