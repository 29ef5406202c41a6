"""One deed of a user: what it writes, and what is said once it is written."""

import shlex
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.acting.owed import next_of, owed_to
from infoview_md.acting.whom import contact_of
from infoview_md.errors import CannotEdit, Mistake, NoteChanged
from infoview_md.journal import Change, plan_undo
from infoview_md.session import state_folder
from infoview_md.writeback import Edit, Place, Progress, Work, Written, diff_of, plan, write

if TYPE_CHECKING:
    from infoview_md.session import Session
    from infoview_md.versioning import Rebase


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a command is about to write.

    `about` is the key of the contact whose next follow-up is told (empty: nobody's), `closes` the id of the one that
    this is meant to close; `remarks` are said beside the answer, `if_there` where nothing had to be written.
    """

    work: Work
    about: str = ""
    closes: str = ""
    remarks: tuple[str, ...] = ()
    if_there: str = "That is in your notes already; nothing was written."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done, in sentences: the answer itself, and what is said beside it."""

    sentences: tuple[str, ...]
    remarks: tuple[str, ...]
    paths: tuple[str, ...]


def preview(session: "Session", act: Act) -> str:
    """Show what an act would write as a unified diff; nothing is written."""
    return diff_of(plan(session.root, act.work))


def perform(
    session: "Session", act: Act, *, command: str, progress: Progress | None = None
) -> Outcome:
    """Write what an act says, version it where the vault wants that, and refresh the index.

    `command` is the command line as the journal keeps it; `progress` is told after each note.  Raises the mistakes
    of `writeback.write`.
    """
    written = write(place_of(session, command), act.work, progress=progress)
    remarks = [*act.remarks, *versioned(session, written.changes, act.work)]
    try:
        session.refresh()
        sentences = _told(session, act, written)
        remarks += _still_open(session, act)
    except Mistake as mistake:
        # The notes are the truth and they are written: the next command refreshes the index.
        sentences = [act.work.sentence]
        remarks.append(mistake.sentence)
    return Outcome(sentences=tuple(sentences), remarks=tuple(remarks), paths=written.paths)


def place_of(session: "Session", command: str) -> Place:
    """Give where a session writes, and how the journal calls it."""
    return Place(
        root=session.root,
        journal=state_folder(session.root) / "journal",
        command=command,
        at=session.now,
    )


def versioned(session: "Session", changes: Sequence[Change], work: Work) -> list[str]:
    """Commit changes to git where the settings ask for it; gives what is to be said about it."""
    if not changes or not session.config.git.commit:
        return []
    from infoview_md.versioning import Step, commit

    steps = [Step(path=one.path, before=one.before, after=one.after) for one in changes]
    reason = commit(session.root, steps, work.subject, rebase=_rebase_by(work))
    return [f"Not committed to git: {reason}."] if reason else []


def _rebase_by(work: Work) -> "Rebase":
    """Give how a change of this work is made in another text: line by line, else by the same edits."""

    def rebase(path: str, held: bytes, before: bytes, after: bytes) -> bytes | None:
        # To make a change is to take the way back from `after` to `before` back.
        with suppress(NoteChanged):
            return plan_undo(held, Change(path=path, before=after, after=before)).after
        edits = [one for one in work.steps if isinstance(one, Edit) and one.path == path]
        with suppress(CannotEdit):
            for edit in edits:
                held = edit.change(held)
            return held if edits else None
        return None

    return rebase


def _told(session: "Session", act: Act, written: Written) -> list[str]:
    if not written.number:
        return [act.if_there]
    next_one = next_of(session, act.about) if act.about else ""
    return [act.work.sentence, *([next_one] if next_one else [])]


def _still_open(session: "Session", act: Act) -> list[str]:
    """Say so where the follow-up that was meant is open all the same; nobody should believe it closed."""
    if not act.closes or all(row.id != act.closes for row in owed_to(session, act.about)):
        return []
    name = shlex.quote(contact_of(session, act.about).name)
    return [f"It is still owed all the same; infoview-md why {name} explains it."]
