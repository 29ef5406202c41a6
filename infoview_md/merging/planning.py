"""The merge of two contacts: one note gains what the other says, every link follows, and the other one goes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.acting.properties import key_in, name_for_new
from infoview_md.acting.whom import noted
from infoview_md.errors import CannotEdit, NoteChanged, UsageMistake
from infoview_md.merging.properties import Conflict, Prefers, unite
from infoview_md.merging.relinked import Relinker, relinked, relinker
from infoview_md.note.edit import append_to_list
from infoview_md.note.joining import add_log_lines, append_part, parts_of
from infoview_md.replace import read_fresh
from infoview_md.sync.reading import folded
from infoview_md.writeback import Edit, Removal, Step, Work

if TYPE_CHECKING:
    from infoview_md.network.model import Contact
    from infoview_md.session import Session


def plan_merge(session: "Session", first: str, second: str, prefers: Prefers) -> Act:
    """Plan to merge the second contact into the first; `prefers` decides each conflict once.

    Raises as `Session.resolve`, `UsageMistake` for one contact twice, `CannotEdit` where a note cannot be edited.
    """
    stays, goes = noted(session, first), noted(session, second)
    if stays.path == goes.path:
        raise UsageMistake(f"{first!r} and {second!r} mean the same note: {stays.path}.")
    merging = _Merging(session, stays, goes, read_fresh(session.root, goes.path).raw, prefers)
    found = relinked(session, merging.links, (stays.path, goes.path))
    merging.merged(
        read_fresh(session.root, stays.path).raw
    )  # asks what is to be asked, before anything is written
    steps: tuple[Step, ...] = (
        Edit(path=goes.path, change=merging.unchanged),
        Edit(path=stays.path, change=merging.merged),
        *found.edits,
        Removal(path=goes.path),
    )
    notes = len(found.edits)
    followed = (
        f"; {notes} other {'note links' if notes == 1 else 'notes link'} there now" if notes else ""
    )
    work = Work(
        sentence=f"Merged {goes.path} into {stays.path}{followed}.",
        subject=f"Merge {goes.name} into {stays.name}",
        steps=steps,
    )
    return Act(work=work, about=stays.path, remarks=found.refused)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """Decides each conflict once, so that an edit that is applied again gives the same."""

    prefers: Prefers
    answers: dict[Conflict, bool]

    def __call__(self, conflict: Conflict) -> bool:
        if conflict not in self.answers:
            self.answers[conflict] = self.prefers(conflict)
        return self.answers[conflict]


class _Merging:
    """Two notes that become one."""

    def __init__(
        self, session: "Session", stays: "Contact", goes: "Contact", second: bytes, prefers: Prefers
    ) -> None:
        self.session = session
        self.stays = stays
        self.goes = goes
        self.second = second
        self.prefers = _Remembered(prefers, {})
        self.links: Relinker = relinker(session, goes.path, stays.path)

    def unchanged(self, raw: bytes) -> bytes:
        """Let the second note go only as it was read: what was written there since would be lost."""
        if raw != self.second:
            raise NoteChanged(
                f"{self.goes.path} was changed a moment ago, so nothing was merged; run the command again."
            )
        return raw

    def merged(self, raw: bytes) -> bytes:
        """Give the first note with all that the second says."""
        headings = self.session.config.headings.log
        united = unite(raw, self.second, self.session.schema, self.prefers)
        raw = self._with_alias(united.raw)
        parts = parts_of(self.second, log_headings=headings, title=self.goes.name)
        told = [*united.leftover, *([""] if united.leftover and parts.rest else []), *parts.rest]
        try:
            raw = add_log_lines(raw, parts.log, log_headings=headings)
        except CannotEdit:
            told += ["", f"### {headings[0]} of {self.goes.name}", "", *parts.log]
        raw = append_part(raw, f"From {self.goes.name}", told)
        return self.links.change(self.stays.path)(raw)

    def _with_alias(self, raw: bytes) -> bytes:
        """Let the first note answer to the name of the second."""
        if folded(self.goes.name) == folded(self.stays.name):
            return raw
        accepted = self.session.schema.names["aliases"]
        key = key_in(raw, accepted) or name_for_new(self.session, "aliases")
        return append_to_list(raw, key, self.goes.name)
