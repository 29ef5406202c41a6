"""Ticks in managed blocks: each closes its follow-up as `done` would, in the note that the follow-up is about."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from infoview_md.acting.act import perform, preview
from infoview_md.acting.closing import close
from infoview_md.acting.deed import said_of
from infoview_md.acting.owed import owed_to
from infoview_md.dashboard.marked_notes import Marked
from infoview_md.dates import instant
from infoview_md.errors import CannotEdit, Mistake, NoteChanged, Problem, StorageFailure
from infoview_md.index import queries
from infoview_md.index.marked import have_problems
from infoview_md.network.followup import FollowUp
from infoview_md.network.network import ghost_key
from infoview_md.network.report import action, is_open
from infoview_md.note.edit import Block
from infoview_md.note.generated import Item, ItemStyle
from infoview_md.note.links import links_in, name_key
from infoview_md.note.ticks import Doubt, Tick, Ticks, read_ticks

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session

_FINAL = frozenset({"recurring-task", "task-ambiguous", "task-not-found"})
"""Refusals of an edit that no repair of the note ends; all others may be over at the next refresh."""


@dataclass(slots=True, kw_only=True)
class Ticking:
    """What became of the ticks: the follow-ups that are `closed`, and those whose tick was `refused` for good.

    A tick that is neither waits on its line for the next refresh.
    """

    closed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)

    @property
    def settled(self) -> set[str]:
        """Give the follow-ups whose tick was dealt with, one way or the other."""
        return self.closed | self.refused


def take_ticks(
    session: "Session",
    notes: Sequence[Marked],
    follow_ups: Mapping[str, FollowUp],
    known: Mapping[str, str],
    style: ItemStyle,
    *,
    is_dry: bool,
) -> Ticking:
    """Close what was ticked; what is in doubt is left alone and named.

    `follow_ups` are those that the blocks show, by id, and `known` their lines as they are written now.
    """
    taking = _Taking(session, follow_ups, is_dry=is_dry)
    for note in notes:
        for block in note.sound():
            taking.take_block(note.path, block, read_ticks(block, known, style))
    for note in notes:
        for stray in note.strays(style):
            taking.name_stray(note.path, stray)
        for copy, item in note.ticked_copies(style):
            taking.name_copy(note.path, copy, item)
    return taking.result


class _Taking:
    """Goes from tick to tick and closes; a follow-up that is ticked in several blocks is closed once."""

    def __init__(
        self, session: "Session", follow_ups: Mapping[str, FollowUp], *, is_dry: bool
    ) -> None:
        self.session = session
        self.follow_ups = follow_ups
        self.is_dry = is_dry
        self.result = Ticking()

    def take_block(self, path: str, block: Block, ticks: Ticks) -> None:
        """Close what was ticked in one block."""
        first = block.first_line + 1
        for doubt in ticks.doubts:
            self._name_doubt(path, first, block, doubt)
        for tick in ticks.done:
            if tick.id not in self.result.settled:
                self._take(path, first + tick.row, tick)

    def _name_doubt(self, path: str, first: int, block: Block, doubt: Doubt) -> None:
        """Name what was not understood; what a note that cannot be read may owe waits until it can be read."""
        line = block.content.split("\n")[doubt.row]
        if doubt.is_orphan and self._may_come_back(line):
            message = (
                "Nothing is owed under the id of this line while something is wrong with its note."
            )
            hint = "Mend the note (infoview-md check names it) and the tick counts; or delete the line."
            self._complain(path, first + doubt.row, message, hint)
            return
        if doubt.is_about_tick:
            self.result.refused.add(doubt.id)
        self._complain(path, first + doubt.row, doubt.message, self._with_name(doubt))

    def _with_name(self, doubt: Doubt) -> str:
        one = self.follow_ups.get(doubt.id)
        return doubt.hint if one is None else doubt.hint.replace("NAME", shlex.quote(one.contact))

    def _may_come_back(self, line: str) -> bool:
        names = [name_key(link.target.rsplit("/", 1)[-1]) for _, link in links_in(line)]
        return self.session.ask(lambda connection: have_problems(connection, names))

    def _take(self, path: str, line: int, tick: Tick) -> None:
        """Close one follow-up; where it cannot be written now the tick stays for the next refresh."""
        try:
            act = self._act(tick)
            if act is not None:
                self._carry_out(act, path, line)
            self.result.closed.add(tick.id)
        except Mistake as error:
            self._complain(path, line, error.sentence, error.hint)
            if not _may_pass(error):
                self.result.refused.add(tick.id)

    def _act(self, tick: Tick) -> "Act | None":
        """Plan what closes a follow-up; None where it is closed already.  Raises `UsageMistake`."""
        one = self.follow_ups[tick.id]
        key = one.contact_path or ghost_key(one.contact)
        row = next((one for one in owed_to(self.session, key) if one.id == tick.id), None)
        return None if row is None else close(self.session, row, said_of(self.session, on=tick.on))

    def _carry_out(self, act: "Act", path: str, line: int) -> None:
        if self.is_dry:
            shown = preview(self.session, act)
            if shown not in self.result.diffs:  # one thank-you may count for several people
                self.result.diffs.append(shown)
            return
        outcome = perform(self.session, act, command=f"tick in {path}, line {line}")
        self.result.sentences.append(outcome.sentences[0])
        for remark in outcome.remarks:
            self._complain(path, line, remark, "")

    def name_copy(self, path: str, copy: str, item: Item) -> None:
        """Name a ticked line in a copy that a sync client made of a note, while its follow-up is open.

        It does not count: nobody knows which of the two versions is the later one.
        """
        if self._is_news(item.id):
            self._complain(
                copy,
                item.row,
                f"This tick stands in a copy that a sync program made of {path}, so it was not taken.",
                f"Tick it in {path}, and delete the copy once nothing else in it is missing there.",
            )

    def _is_news(self, follow_up_id: str) -> bool:
        one = self.follow_ups.get(follow_up_id)
        is_settled = follow_up_id in self.result.settled
        return one is not None and not is_settled and is_open(one, instant(self.session.now))

    def name_stray(self, path: str, stray: Item) -> None:
        """Name a ticked line that was moved out of its block while its follow-up is open.

        It does not count: it would close the follow-up again for as long as it stands there, also after an `undo`.
        """
        if self._is_news(stray.id):
            one = self.follow_ups[stray.id]
            self._complain(
                path,
                stray.row,
                "This line came out of a block, and a tick counts only inside of one.",
                f"Close it with: {action(one, self.session.ask(queries.namesakes))}",
            )

    def _complain(self, path: str, line: int, message: str, hint: str) -> None:
        self.result.problems.append(
            Problem(note=path, line=line, property="", message=message, hint=hint)
        )


def _may_pass(error: Mistake) -> bool:
    """Tell whether what stands in the way may be gone at the next refresh, so that the tick waits for it."""
    if isinstance(error, CannotEdit):
        return error.code not in _FINAL
    return isinstance(error, StorageFailure | NoteChanged)
