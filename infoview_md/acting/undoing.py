"""`undo`: what the journal holds, and taking one command of it back."""

from typing import TYPE_CHECKING

from infoview_md.acting.act import Outcome, place_of, versioned
from infoview_md.errors import Mistake, NotFound, UsageMistake
from infoview_md.journal import Change, Entry, State, entries, entry
from infoview_md.writeback import Work, diff_of, plan_back, take_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infoview_md.session import Session

_LISTED = 20
_MOST = 10_000


def history(session: "Session", limit: int = _LISTED) -> list[Entry]:
    """Give the last commands that wrote something, the newest first."""
    journal = place_of(session, "").journal
    return [one for one in entries(journal, limit=limit) if one.changes]


def listed(found: "Sequence[Entry]") -> str:
    """List commands of the journal: number, when, what was done, and how it stands."""
    if not found:
        return "Nothing was written yet.\n"
    marks = {State.UNDONE: " (taken back)", State.INTERRUPTED: " (interrupted)"}
    width = len(str(found[0].number))
    return "".join(
        f"{one.number:{width}}  {one.at.replace('T', ' ')}  {one.sentence}{marks.get(one.state, '')}\n"
        for one in found
    )


def chosen(session: "Session", number: int | None) -> Entry:
    """Give the command to take back: the one of a number, else the last one that was not taken back.

    Raises `NotFound` where there is none, `UsageMistake` where it was taken back already.
    """
    if number is None:
        for limit in (_LISTED, _MOST):
            for one in history(session, limit):
                if one.state != State.UNDONE:
                    return one
        raise NotFound("There is nothing to undo.")
    found = entry(place_of(session, "").journal, number)
    if found.state == State.UNDONE:
        raise UsageMistake(f"Command {number} was taken back already: {found.sentence}")
    return found


def preview(session: "Session", one: Entry) -> str:
    """Show what taking a command back would write as a unified diff."""
    wanted = plan_back(session.root, one.changes)
    return diff_of([Change(path=w.path, before=w.after, after=w.before) for w in wanted])


def undo(session: "Session", one: Entry, *, command: str) -> Outcome:
    """Take a command back.  Raises `NoteChanged` rather than overwrite what was written since."""
    changes = take_back(place_of(session, command), one)
    subject = f"Undo: {one.sentence.rstrip('.')}"
    remarks = versioned(session, changes, Work(sentence=one.sentence, subject=subject, steps=()))
    try:
        session.refresh()
    except Mistake as mistake:
        remarks.append(mistake.sentence)
    sentence = f"Took back: {one.sentence}"
    return Outcome(
        sentences=(sentence,), remarks=tuple(remarks), paths=tuple(c.path for c in changes)
    )
