"""Writing what a command wants: the intent into the journal, then the notes, then the end into the journal."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from infoview_md.errors import Mistake, StorageFailure
from infoview_md.journal import Change, begin, commit, intend
from infoview_md.replace import Unconfirmed, recover_all
from infoview_md.writeback.landing import Deed, carry_out
from infoview_md.writeback.planning import all_edited, plan
from infoview_md.writeback.undoing import current, restore_all
from infoview_md.writeback.work import Edit, Place, Progress, Work, Written

_NAMED = 3
"""So many notes are named in a sentence; a command may have written thousands."""


def write(place: Place, work: Work, *, progress: Progress | None = None) -> Written:
    """Write what a command wants, all of it or nothing; `progress` is told as the number of written notes grows.

    Clears away first what a killed command left.  Raises the mistakes of `plan` and of `replace`.
    """
    planned = plan(place.root, work)
    if not planned:
        return Written(number=0, changes=())
    recover_all(place.root)
    number = begin(
        place.journal, at=place.at, command=place.command, sentence=work.sentence, changes=planned
    )
    diary = _Diary(place, number, planned, progress)
    try:
        carry_out(place.root, _deeds(work, planned), about_to=diary.about_to, landed=diary.landed)
    except BaseException as error:
        _give_up(place, number, diary.written(error))
        if isinstance(error, Unconfirmed):
            raise _taken_back(error) from error
        raise
    done = diary.written()
    is_as_announced = done == planned and not diary.has_other_intents
    commit(place.journal, number, changes=None if is_as_announced else done)
    return Written(number=number, changes=tuple(done))


def _deeds(work: Work, planned: Sequence[Change]) -> list[Deed]:
    edits: dict[str, list[Edit]] = {}
    for step in work.steps:
        if isinstance(step, Edit):
            edits.setdefault(step.path, []).append(step)
    return [Deed(change=one, edit=_editing(edits.get(one.path, []))) for one in planned]


def _editing(edits: Sequence[Edit]) -> Callable[[bytes], bytes]:
    return lambda raw: all_edited(edits, raw)


class _Diary:
    """What was announced and what was written so far, each note once."""

    def __init__(
        self, place: Place, number: int, planned: Sequence[Change], progress: Progress | None
    ) -> None:
        self._place, self._number, self._progress = place, number, progress
        self._planned = {one.path: one for one in planned}
        self._begun: dict[str, Change] = {}
        self._done: dict[str, Change] = {}
        self.has_other_intents = False
        self._show()

    def about_to(self, change: Change) -> None:
        """Keep in the journal what differs from the plan, before it is written."""
        if self._begun.get(change.path, self._planned[change.path]) != change:
            self.has_other_intents = True
            intend(self._place.journal, self._number, change)
        self._begun[change.path] = change

    def landed(self, change: Change) -> None:
        """Remember what was written."""
        is_new = change.path not in self._done
        self._done[change.path] = change
        if is_new:
            self._show()

    def written(self, failure: BaseException | None = None) -> list[Change]:
        """Give what was written, in the order of the plan.

        A mistake says of each note whether it was; anything else can come between the writing and our hearing of it.
        """
        if failure is not None and not isinstance(failure, Mistake):
            with suppress(Mistake):
                for path, change in self._begun.items():
                    if path not in self._done and current(self._place.root, path) == change.after:
                        self._done[path] = change
        return [self._done[path] for path in self._planned if path in self._done]

    def _show(self) -> None:
        if self._progress:
            self._progress(len(self._done), len(self._planned))


def _give_up(place: Place, number: int, done: Sequence[Change]) -> None:
    """Take back the notes that were written before another one failed.

    Where even that fails the command stays in the journal as interrupted, and `undo` takes it back.
    """
    stuck, error = restore_all(place.root, done)
    if error is not None:
        raise StorageFailure(
            f"The command ended half way: {_listed(stuck)} may be written already. {error.sentence}",
            hint="Take it back with: infoview-md undo",
        ) from error
    with suppress(Mistake):
        commit(place.journal, number, changes=[])


def _listed(paths: Sequence[str]) -> str:
    shown = list(paths[:_NAMED])
    if len(paths) > _NAMED:
        shown.append(f"{len(paths) - _NAMED} more notes")
    return " and ".join(shown)


def _taken_back(error: Unconfirmed) -> StorageFailure:
    return StorageFailure(
        f"{error.sentence.partition(';')[0]}, so the whole command was taken back;"
        " check the disk and run the command again."
    )
