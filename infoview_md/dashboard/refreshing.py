"""Making managed blocks anew: ticks first, then the text, and never over what a person wrote."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from infoview_md.dashboard.arguments import KEPT
from infoview_md.dashboard.contents import Contents, follow_ups_with
from infoview_md.dashboard.marked_notes import Marked, is_resting, problem_of, read_marked
from infoview_md.dashboard.ticking import Ticking, take_ticks
from infoview_md.errors import Mistake, Problem
from infoview_md.index.marked import marked_notes
from infoview_md.network.followup import FollowUp
from infoview_md.note.edit import Block, find_blocks, replace_block
from infoview_md.note.generated import items_in, with_kept
from infoview_md.note.ticks import Ticks, is_current, may_replace, read_ticks, settled_lines
from infoview_md.render.blocks import is_fixed
from infoview_md.replace.naming import digest
from infoview_md.session import state_folder
from infoview_md.writeback import Edit, Place, Work, diff_of, plan, write

if TYPE_CHECKING:
    from infoview_md.session import Session

QUIET_SECONDS = 10.0
"""So long a note is left alone after somebody else wrote it: people who type lose text to those who do not wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What one refresh did.

    `closed` says in a sentence each what ticks closed; `written` are the notes whose blocks are new; `resting` those
    that somebody wrote a moment ago, which are left for the next refresh; `diff` is what a dry run would write.
    """

    closed: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    resting: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocks: int = 0
    diff: str = ""

    def followed_by(self, later: "Refreshed") -> "Refreshed":
        """Give what this refresh and one after it did together; the later one knows what is still wrong."""
        return replace(
            later,
            closed=(*self.closed, *later.closed),
            written=tuple(dict.fromkeys((*self.written, *later.written))),
        )


def refresh_blocks(
    session: "Session",
    *,
    quiet_seconds: float = QUIET_SECONDS,
    own: MutableMapping[str, str] | None = None,
    now: float | None = None,
    is_dry: bool = False,
) -> Refreshed:
    """Close what was ticked in the vault's managed blocks, then make every block anew whose content changed.

    A note that somebody wrote within `quiet_seconds` is left for the next refresh, its ticks too, so that one can be
    taken back; `own` remembers what we wrote ourselves, and `now` is the time of the file system in seconds.  With
    `is_dry` nothing is written.
    """
    own = {} if own is None else own
    notes, problems = read_marked(session)
    for note in notes:
        problems += note.problems()
    at_rest = [
        one for one in notes if is_resting(one, quiet_seconds=quiet_seconds, own=own, now=now)
    ]
    follow_ups = _follow_ups_in(session, at_rest)
    contents = Contents(session=session)
    known = {one.id: contents.line(one) for one in follow_ups.values()}
    ticking = take_ticks(session, at_rest, follow_ups, known, contents.style, is_dry=is_dry)
    writing = _Writing(
        session=session,
        contents=Contents(session=session, without=frozenset(ticking.closed) if is_dry else ()),
        known=known,
        ticking=ticking,
        own=own,
        is_dry=is_dry,
    )
    written = [one.path for one in at_rest if writing.make_anew(one)]
    return Refreshed(
        closed=tuple(ticking.sentences),
        written=tuple(written),
        resting=tuple(one.path for one in notes if one not in at_rest),
        problems=tuple(
            sorted(
                [*problems, *ticking.problems, *writing.problems], key=lambda p: (p.note, p.line)
            )
        ),
        blocks=sum(len(one.blocks) for one in notes),
        diff="".join([*ticking.diffs, *writing.diffs]),
    )


def problems_in_blocks(session: "Session") -> tuple[Problem, ...]:
    """Give what is wrong with the vault's managed blocks, and what was not understood in them; nothing is written."""
    if not session.ask(marked_notes):
        return ()
    return refresh_blocks(session, quiet_seconds=0, is_dry=True).problems


def _follow_ups_in(session: "Session", notes: Sequence[Marked]) -> dict[str, FollowUp]:
    style = Contents(session=session).style
    ids = [item.id for one in notes for item in (*one.items(), *one.strays(style))]
    return follow_ups_with(session, ids) if ids else {}


Fresh = Mapping[tuple[str, str], str]
"""Name and arguments of a block -> its new content."""


class _Writing:
    """The second half of a refresh: what is written, and what stands in the way."""

    def __init__(
        self,
        *,
        session: "Session",
        contents: Contents,
        known: Mapping[str, str],
        ticking: Ticking,
        own: MutableMapping[str, str],
        is_dry: bool,
    ) -> None:
        self.session = session
        self.contents = contents
        self.known = known
        self.ticking = ticking
        self.own = own
        self.is_dry = is_dry
        self.problems: list[Problem] = []
        self.diffs: list[str] = []

    def make_anew(self, note: Marked) -> bool:
        """Write the blocks of a note whose content changed, and tell whether anything was written."""
        fresh = self._fresh(note)
        change = self._editor(fresh)
        try:
            if change(note.reading.raw) == note.reading.raw:
                return False
            work = Work(
                sentence=f"Made the blocks of {note.path} anew.",
                steps=(Edit(path=note.path, change=change),),
            )
            if self.is_dry:
                self.diffs.append(diff_of(plan(self.session.root, work)))
                return True
            written = write(self._place(), work)
        except Mistake as error:
            self.problems.append(problem_of(error, note.path))
            return False
        for one in written.changes:
            self.own[one.path] = digest(one.after or b"")
        return bool(written.changes)

    def _place(self) -> Place:
        """Give where generated text is journalled: apart from what the user did, which is what `undo` takes back."""
        return Place(
            root=self.session.root,
            journal=state_folder(self.session.root) / "generated",
            command="sync",
            at=self.session.now,
        )

    def _fresh(self, note: Marked) -> Fresh:
        found: dict[tuple[str, str], str] = {}
        for block in note.sound():
            if block.name in KEPT:
                continue
            try:
                content = self.contents.of(block.name, block.arguments, note.path)
            except Mistake as error:
                self.problems.append(problem_of(error, note.path, block.first_line))
                continue
            if content is None:
                continue
            found[block.name, block.arguments] = content
            if not may_replace(block, self.known, content, is_fixed):
                self.problems.append(_edited(note, block))
        return found

    def _editor(self, fresh: Fresh) -> Callable[[bytes], bytes]:
        """Give the edit of a note; it looks at the blocks again, for it may run on a newer text."""

        def change(raw: bytes) -> bytes:
            found = find_blocks(raw)
            marks = self._own_marks(found)
            for block in found:
                content = fresh.get((block.name, block.arguments))
                if content is not None:
                    raw = self._renewed(raw, block, content, marks)
            return raw

        return change

    def _own_marks(self, blocks: Sequence[Block]) -> dict[str, str]:
        """Give the lines with a mark of their own: it goes along when a follow-up comes into another block."""
        found: dict[str, str] = {}
        for block in blocks:
            found |= read_ticks(block, self.known, self.contents.style).kept
        return found

    def _renewed(self, raw: bytes, block: Block, content: str, marks: Mapping[str, str]) -> bytes:
        """Put the new text into a block as it stands now; into one that stays, only what became of its ticks.

        A tick that was not dealt with yet stays, on its line or at the end.
        """
        ticks = read_ticks(block, self.known, self.contents.style)
        if ticks.is_stuck:
            return raw
        is_free = may_replace(block, self.known, content, is_fixed)
        text = (
            self._with_marks(block, ticks, content, marks)
            if is_free
            else self._after_ticks(block, ticks)
        )
        if is_current(block, text) if is_free else text == block.content:
            return raw
        return replace_block(
            raw,
            name=block.name,
            arguments=block.arguments,
            content=text,
            overwrite=True,
            keeps_sha=not is_free,
        )

    def _with_marks(
        self, block: Block, ticks: Ticks, content: str, marks: Mapping[str, str]
    ) -> str:
        shown = {item.id for item in items_in(block.content)}
        moved = {key: line for key, line in marks.items() if key not in shown}
        rows = {one.id: one.row for one in ticks.done}
        rows |= {one.id: one.row for one in ticks.doubts if one.is_orphan}
        lines = block.content.split("\n")
        held = {key: lines[row] for key, row in rows.items() if key not in self.ticking.settled}
        return with_kept(content, {**moved, **ticks.kept}, held)

    def _after_ticks(self, block: Block, ticks: Ticks) -> str:
        taken = frozenset(one.id for one in ticks.done)
        closed, refused = taken & self.ticking.closed, taken & self.ticking.refused
        return "\n".join(settled_lines(block, self.known, closed=closed, refused=refused))


def _edited(note: Marked, block: Block) -> Problem:
    return Problem(
        note=note.path,
        line=block.first_line,
        property="",
        message=f"Somebody wrote into the block {block.name}, so it stays as it is.",
        hint="Move your text out of the block; what is left is made anew, or delete all of it.",
    )
