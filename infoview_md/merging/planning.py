"""The merge of two contacts: one note gains what the other says, every link follows, and the other one goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infoview_md.acting.act import Act
from infoview_md.acting.properties import key_in, name_for_new
from infoview_md.acting.whom import noted, notes_called
from infoview_md.errors import Ambiguous, CannotEdit, NoteChanged, NotFound, UsageMistake
from infoview_md.merging.properties import Conflict, Prefers, unite
from infoview_md.merging.relinked import Relinker, relinked, relinker
from infoview_md.note.body import heading_key, sections
from infoview_md.note.edit import append_to_list
from infoview_md.note.joining import Parts, append_part, parts_of
from infoview_md.note.joining_logs import add_log_lines
from infoview_md.note.links import parse_link
from infoview_md.note.reading import read
from infoview_md.note.task_text import BLOCK_ID
from infoview_md.replace import read_fresh
from infoview_md.sync.reading import folded
from infoview_md.writeback import Edit, Removal, Step, Work

if TYPE_CHECKING:
    from infoview_md.network.model import Contact
    from infoview_md.session import Session


_NEVER_IN_LINKS: Final = frozenset("#^[]|")


def plan_merge(session: "Session", first: str, second: str, prefers: Prefers) -> Act:
    """Plan to merge the second contact into the first; `prefers` decides each conflict once.

    Raises as `Session.resolve`, `UsageMistake` for one contact twice, `CannotEdit` where a note cannot be edited.
    """
    stays, goes = _contact(session, first), _contact(session, second)
    if stays.path == goes.path:
        raise UsageMistake(f"{first!r} and {second!r} mean the same note: {stays.path}.")
    links = relinker(session, goes.path, stays.path)
    raw = read_fresh(session.root, goes.path).raw
    _refuse_unread(goes.path, raw)
    merging = _Merging(session, stays, goes, raw, links, _Remembered(prefers, {}))
    found = relinked(session, links, (stays.path, goes.path))
    if found.edits:
        _refuse_unlinkable(stays.path)
    # Asks what is to be asked, before anything is written.
    first_raw = read_fresh(session.root, stays.path).raw
    merging.merged(first_raw)
    steps: tuple[Step, ...] = (
        Edit(path=stays.path, change=merging.merged),
        *found.edits,
        # The last to be written: until then its text is in both notes, whatever happens.
        Edit(path=goes.path, change=merging.unchanged),
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
    remarks = (
        *merging.prefers.told(goes.name),
        *found.refused,
        *_twice(first_raw, raw, session, links.parts, goes.name),
    )
    return Act(work=work, about=stays.path, remarks=remarks)


def _twice(
    first: bytes, second: bytes, session: "Session", linked: set[str], name: str
) -> Iterator[str]:
    """Say which links to a part of the second note open that of the first, because both have one of that name."""
    logs = {heading_key(one) for one in session.config.headings.log}
    here, there = _part_names(first), _part_names(second)
    for part in sorted(linked):
        key = _part_key(part)
        if key in here and key in there and key not in logs:
            yield f"Both notes have “{part}”: links to that of {name} open the first one now; look after them."


def _part_names(raw: bytes) -> set[str]:
    text = read(raw).body
    blocks = (BLOCK_ID.search(line) for line in text.split("\n"))
    return {
        *(_part_key(one.heading) for one in sections(text, 1)),
        *(f"^{found[1].casefold()}" for found in blocks if found),
    }


def _part_key(part: str) -> str:
    """Give the form in which the names of parts are compared; of a path of headings the last one counts."""
    last = part.rpartition("#")[2].strip()
    return last.casefold() if last.startswith("^") else heading_key(last)


def _contact(session: "Session", name: str) -> "Contact":
    """Give the contact of a name; a note of another kind is called what it is."""
    try:
        return noted(session, name)
    except Ambiguous:
        raise
    except NotFound:
        for path, kind in notes_called(session, name):
            if kind != "contact":
                what = "no contact" if kind == "other" else f"a note of type {kind}, no contact"
                raise NotFound(
                    f"{path} is {what}.", hint="merge makes one of two notes of one person."
                ) from None
        raise


def _refuse_unlinkable(path: str) -> None:
    """Refuse a name that no link can hold: links would lead nowhere."""
    odd = "".join(sorted(_NEVER_IN_LINKS.intersection(path)))
    if odd:
        raise CannotEdit(
            f"No link can lead to {path}, because its name holds {odd}. Nothing was merged.",
            code="unlinkable",
            hint="Rename it, or merge the other way round.",
        )


def _refuse_unread(path: str, raw: bytes) -> None:
    """Refuse a note of which a part cannot be read: it would be gone with the note."""
    for defect in read(raw).defects[:1]:
        raise CannotEdit(
            f"{path}, line {defect.line or 1}: {defect.message} Nothing was merged.",
            code="unread",
            line=defect.line,
            hint=defect.hint,
        )


@dataclass(frozen=True, slots=True)
class _Remembered:
    """Decides each conflict once, so that an edit that is applied again gives the same."""

    prefers: Prefers
    answers: dict[Conflict, bool]

    def told(self, name: str) -> Iterator[str]:
        """Say of each conflict how it was decided."""
        for conflict, is_second in self.answers.items():
            kept, other = conflict.first, conflict.second
            kept, other = (other, kept) if is_second else (kept, other)
            yield f"{conflict.name}: {kept} stays; {other} is below “From {name}”."

    def __call__(self, conflict: Conflict) -> bool:
        if conflict not in self.answers:
            self.answers[conflict] = self.prefers(conflict)
        return self.answers[conflict]


@dataclass(frozen=True, slots=True)
class _Merging:
    """Two notes that become one; `second` is the text of the one that goes."""

    session: "Session"
    stays: "Contact"
    goes: "Contact"
    second: bytes
    links: Relinker
    prefers: _Remembered

    def unchanged(self, raw: bytes) -> bytes:
        """Let the second note go only as it was read: what was written there since would be lost."""
        if raw != self.second:
            raise NoteChanged(
                f"{self.goes.path} was changed a moment ago, so nothing was merged; run the command again."
            )
        return raw

    def merged(self, raw: bytes) -> bytes:
        """Give the first note with all that the second says."""
        try:
            return self._merged(raw)
        except CannotEdit as refusal:
            raise _named(self.stays.path, refusal) from refusal

    def _merged(self, raw: bytes) -> bytes:
        headings = self.session.config.headings.log
        second = self._of_second()
        raw = self.links.change(self.stays.path)(raw)
        united = unite(raw, second, self.session.schema, self.prefers, self._is_one)
        raw = self._with_alias(united.raw)
        parts = self._parts(second)
        told = [list(united.leftover), list(parts.rest)]
        try:
            raw = add_log_lines(raw, parts.log, log_headings=headings)
        except CannotEdit:
            told.append([f"### {headings[0]} of {self.goes.name}", "", *parts.log])
        return append_part(raw, f"From {self.goes.name}", _paragraphs(told))

    def _of_second(self) -> bytes:
        try:
            return self.links.moved(self.second)
        except CannotEdit as refusal:
            raise _named(self.goes.path, refusal) from refusal

    def _parts(self, second: bytes) -> Parts:
        try:
            headings = self.session.config.headings.log
            return parts_of(second, log_headings=headings, title=self.goes.name)
        except CannotEdit as refusal:
            raise _named(self.goes.path, refusal) from refusal

    def _is_one(self, text: str) -> bool:
        """Tell whether a link leads to the first note, as every link to the second does by now."""
        link = parse_link(text)
        return link is not None and self.links.leads(link, self.stays.path, self.stays.path)

    def _with_alias(self, raw: bytes) -> bytes:
        """Let the first note answer to the name of the second."""
        if folded(self.goes.name) == folded(self.stays.name):
            return raw
        accepted = self.session.schema.names["aliases"]
        key = key_in(raw, accepted) or name_for_new(self.session, "aliases")
        return append_to_list(raw, key, self.goes.name)


def _named(path: str, refusal: CannotEdit) -> CannotEdit:
    """Say in which of two notes the reason is."""
    if path in refusal.sentence or refusal.sentence.partition(": ")[0].endswith(".md"):
        return refusal
    return CannotEdit(
        f"{path}: {refusal.sentence}", code=refusal.code, line=refusal.line, hint=refusal.hint
    )


def _paragraphs(parts: list[list[str]]) -> list[str]:
    """Join parts with a blank line between them; an empty one, or a blank beginning, counts for nothing."""
    lines: list[str] = []
    for part in parts:
        shown = part[1:] if part[:1] == [""] else part
        lines += [*([""] if lines and shown else []), *shown]
    return lines
