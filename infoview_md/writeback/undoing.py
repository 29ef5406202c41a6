"""Taking changes back: the old text where the note is as it was left, only our own lines where it has moved on."""

from collections.abc import Sequence
from pathlib import Path

from infoview_md.errors import Mistake, NotFound
from infoview_md.journal import Change, Entry, mark_undone, plan_undo
from infoview_md.replace import read_fresh, recover_all
from infoview_md.writeback.landing import Deed, Told, carry_out
from infoview_md.writeback.work import Place


def take_back(place: Place, entry: Entry) -> tuple[Change, ...]:
    """Undo one command of the journal, all of it or nothing; gives what was written.

    Raises `NoteChanged` rather than overwrite what was written since.
    """
    wanted = plan_back(place.root, entry.changes)
    recover_all(place.root)
    done: dict[str, Change] = {}
    try:
        _restore(place.root, wanted, landed=lambda change: done.update({change.path: change}))
    except BaseException:
        _, failure = restore_all(place.root, list(done.values()))
        if failure is not None:
            raise failure from None
        raise
    mark_undone(place.journal, entry.number, place.at)
    written = (done.get(one.path) for one in wanted)
    return tuple(one for one in written if one is not None and one.before != one.after)


def plan_back(root: Path, changes: Sequence[Change]) -> list[Change]:
    """Give what taking changes back would write, as changes whose `after` is what stands there now.

    Raises `NoteChanged` where one of them cannot be taken back.
    """
    wanted = []
    for change in reversed(changes):
        undo = plan_undo(current(root, change.path), change)
        wanted.append(Change(path=change.path, before=undo.after, after=undo.before))
    return wanted


def restore_all(root: Path, changes: Sequence[Change]) -> tuple[list[str], Mistake | None]:
    """Take changes back, the last first, as many as can be; give the notes that may still have theirs, and why."""
    wanted, stuck, failure = list[Change](), list[str](), None
    for change in reversed(changes):
        try:
            wanted += plan_back(root, [change])
        except Mistake as error:
            stuck.append(change.path)
            failure = failure or error
    done: set[str] = set()
    try:
        _restore(root, wanted, landed=lambda change: done.add(change.path))
    except Mistake as error:
        stuck += [one.path for one in wanted if one.before != one.after and one.path not in done]
        failure = failure or error
    return stuck, failure


def _restore(root: Path, wanted: Sequence[Change], *, landed: Told) -> None:
    """Carry out what `plan_back` gave, as edits where a note has moved on even since then."""
    deeds = [_deed(one) for one in wanted if one.before != one.after]
    carry_out(root, deeds, about_to=_nobody, landed=landed)


def _deed(wanted: Change) -> Deed:
    change = Change(path=wanted.path, before=wanted.after, after=wanted.before)
    return Deed(change=change, edit=lambda raw: plan_undo(raw, wanted).after or b"")


def _nobody(change: Change) -> None:
    del change


def current(root: Path, path: str) -> bytes | None:
    """Give the text of a note as it is now, None where there is none."""
    try:
        return read_fresh(root, path).raw
    except NotFound:
        return None
