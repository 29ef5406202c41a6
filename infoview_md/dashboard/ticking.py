"""Ticks in managed blocks: each closes its follow-up as `done` would, in the note that the follow-up is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from infoview_md.acting.act import perform, preview
from infoview_md.acting.closing import close
from infoview_md.acting.deed import said_of
from infoview_md.acting.owed import owed_to
from infoview_md.dashboard.marked_notes import Marked
from infoview_md.dates import instant
from infoview_md.errors import Mistake, NoteChanged, Problem, StorageFailure
from infoview_md.network.followup import FollowUp
from infoview_md.network.network import ghost_key
from infoview_md.network.report import action, is_open
from infoview_md.note.edit import Block
from infoview_md.note.generated import Item, Tick, Ticks, read_ticks

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session


@dataclass(slots=True, kw_only=True)
class Ticking:
    """What became of the ticks: `settled` are the follow-ups whose tick was dealt with, one way or the other."""

    settled: set[str] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)


def take_ticks(
    session: "Session",
    notes: Sequence[Marked],
    follow_ups: Mapping[str, FollowUp],
    known: Mapping[str, str],
    *,
    is_dry: bool,
) -> Ticking:
    """Close what was ticked; what is in doubt is left alone and named.

    `follow_ups` are those that the blocks show, by id, and `known` their lines as they are written now.
    """
    taking = _Taking(session, follow_ups, is_dry=is_dry)
    for note in notes:
        for block in note.sound():
            taking.take_block(note.path, block, read_ticks(block, known))
    for note in notes:
        for stray in note.strays():
            taking.name_stray(note.path, stray)
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
            self.result.settled.add(doubt.id)
            self._complain(path, first + doubt.row, doubt.message, doubt.hint)
        for tick in ticks.done:
            if tick.id not in self.result.settled:
                self._take(path, first + tick.row, tick)

    def _take(self, path: str, line: int, tick: Tick) -> None:
        """Close one follow-up; where it cannot be written now the tick stays for the next refresh."""
        try:
            act = self._act(tick)
            if act is not None:
                self._carry_out(act, path, line)
        except Mistake as error:
            self._complain(path, line, error.sentence, error.hint)
            if isinstance(error, StorageFailure | NoteChanged):
                return
        self.result.settled.add(tick.id)

    def _act(self, tick: Tick) -> "Act | None":
        """Plan what closes a follow-up; None where it is closed already.  Raises `UsageMistake`."""
        one = self.follow_ups[tick.id]
        key = one.contact_path or ghost_key(one.contact)
        row = next((one for one in owed_to(self.session, key) if one.id == tick.id), None)
        return None if row is None else close(self.session, row, said_of(self.session, on=tick.on))

    def _carry_out(self, act: "Act", path: str, line: int) -> None:
        if self.is_dry:
            self.result.diffs.append(preview(self.session, act))
            return
        outcome = perform(self.session, act, command=f"tick in {path}, line {line}")
        self.result.sentences.append(outcome.sentences[0])
        for remark in outcome.remarks:
            self._complain(path, line, remark, "")

    def name_stray(self, path: str, stray: Item) -> None:
        """Name a ticked line that was moved out of its block while its follow-up is open.

        It does not count: it would close the follow-up again for as long as it stands there, also after an `undo`.
        """
        one = self.follow_ups.get(stray.id)
        is_news = stray.id not in self.result.settled
        if one is not None and is_news and is_open(one, instant(self.session.now)):
            self._complain(
                path,
                stray.row,
                "This line came out of a block, and a tick counts only inside of one.",
                f"Close it with: {action(one.kind, one.contact)}",
            )

    def _complain(self, path: str, line: int, message: str, hint: str) -> None:
        self.result.problems.append(
            Problem(note=path, line=line, property="", message=message, hint=hint)
        )
