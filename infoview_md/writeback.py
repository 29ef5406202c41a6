"""The one path on which notes are written: prove every edit first, journal the intent, write, and journal the end.

Nothing is written where one edit of several cannot be proved; where a later one fails on the disk, the earlier
ones are taken back.
"""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import Mistake
from infoview_md.journal import Change, begin, commit, intend, plan_undo
from infoview_md.replace import Reading, create, delete, read_fresh, update

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one command wants to write, and the sentence that says it."""

    sentence: str
    steps: tuple[Step, ...]


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

    Raises `CannotEdit` where one cannot be proved, so that a command writes all of its edits or none.
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
    return None if isinstance(step, Creation) else read_fresh(root, step.path).raw


def _after(step: Step, current: bytes | None) -> bytes | None:
    if isinstance(step, Removal):
        return None
    return step.raw if isinstance(step, Creation) else step.change(current or b"")


def write(place: Place, work: Work) -> Written:
    """Write what a command wants, all of it or nothing.  Raises the mistakes of `plan` and of `replace`."""
    planned = plan(place.root, work)
    if not planned:
        return Written(number=0, changes=())
    number = begin(
        place.journal, at=place.at, command=place.command, sentence=work.sentence, changes=planned
    )
    done: list[Change] = []
    try:
        for change in planned:
            done.append(_write_one(place, number, work, change))  # noqa: PERF401 - what was done counts on failure
    except Mistake:
        _take_back(place.root, done)
        commit(place.journal, number, changes=[])
        raise
    commit(place.journal, number, changes=done)
    return Written(number=number, changes=tuple(done))


def _write_one(place: Place, number: int, work: Work, change: Change) -> Change:
    if change.before is None and change.after is not None:
        create(place.root, change.path, change.after)
        return change
    if change.after is None:
        delete(place.root, read_fresh(place.root, change.path))
        return change

    def announce(reading: Reading, new: bytes) -> None:
        if (reading.raw, new) != (change.before, change.after):
            intend(place.journal, number, Change(path=change.path, before=reading.raw, after=new))

    edits = [one.change for one in work.steps if isinstance(one, Edit) and one.path == change.path]
    result = update(
        place.root,
        change.path,
        lambda raw: _applied(edits, raw),
        known_size=len(change.before or b""),
        before_write=announce,
    )
    return Change(path=change.path, before=result.before, after=result.after)


def _applied(edits: Sequence[EditText], raw: bytes) -> bytes:
    for edit in edits:
        raw = edit(raw)
    return raw


def _take_back(root: Path, done: Sequence[Change]) -> None:
    """Undo the notes that were written before another one failed."""
    for change in reversed(done):
        restore(root, change)


def restore(root: Path, change: Change) -> Change:
    """Take one change back, as an edit where the note has moved on.  Raises `NoteChanged` rather than overwrite."""
    current = read_fresh(root, change.path).raw if (root / change.path).exists() else None
    undo = plan_undo(current, change)
    if undo.after is None and undo.before is not None:
        delete(root, read_fresh(root, change.path))
    elif undo.before is None and undo.after is not None:
        create(root, change.path, undo.after)
    elif undo.is_needed:
        update(root, change.path, lambda raw: plan_undo(raw, change).after or b"")
    return Change(path=change.path, before=undo.before, after=undo.after)


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
    return (raw or b"").decode("utf-8", "replace").splitlines(keepends=True)
