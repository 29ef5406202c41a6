"""The notes that hold managed blocks, read fresh: what is in them, and whether somebody is at work on one."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from infoview_md import vault
from infoview_md.dashboard.arguments import KNOWN
from infoview_md.errors import Mistake, Problem
from infoview_md.index.marked import marked_notes
from infoview_md.note.edit import Block, find_blocks, why_without_blocks
from infoview_md.note.generated import Item, ItemStyle, items_in, strays
from infoview_md.note.reading import read
from infoview_md.note.visible import visible_lines
from infoview_md.replace import Reading, read_fresh

if TYPE_CHECKING:
    from infoview_md.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A note that holds managed blocks, or lines that came out of one.

    `copies` are the blocks in copies of it that sync clients made, each with the path of its copy.
    """

    reading: Reading
    blocks: tuple[Block, ...]
    copies: tuple[tuple[str, Block], ...] = ()

    @property
    def path(self) -> str:
        """Give the path in the vault."""
        return self.reading.path

    @property
    def broken(self) -> tuple[Block, ...]:
        """Give the markers that are out of order: nothing is written into a note that has any."""
        return tuple(one for one in self.blocks if one.problems)

    def sound(self) -> Iterator[Block]:
        """Give the blocks that can be told apart; none of a note with markers out of order."""
        if not self.broken:
            number = Counter((one.name, one.arguments) for one in self.blocks)
            yield from (one for one in self.blocks if number[one.name, one.arguments] == 1)

    def items(self) -> Iterator[Item]:
        """Give every line that stands for a follow-up, in this note or a copy of it."""
        for block in (*self.blocks, *(block for _, block in self.copies)):
            yield from items_in(block.content)

    def ticked_copies(self, style: ItemStyle) -> Iterator[tuple[str, Item]]:
        """Give ticked lines in copies with their path; their `row` is the line of the copy, from 1."""
        for path, block in self.copies:
            for item in items_in(block.content):
                if item.is_ticked(style) and not item.is_given_up(style):
                    yield path, replace(item, row=block.first_line + 1 + item.row)

    def strays(self, style: ItemStyle) -> list[Item]:
        """Give ticked lines outside of all blocks; their `row` is the line of the note, from 1.

        Where markers are out of order or cannot be read nobody knows what is inside.
        """
        if self.broken or why_without_blocks(self.reading.raw):
            return []
        inside = {
            number for one in self.blocks for number in range(one.first_line, one.last_line + 1)
        }
        note = read(self.reading.raw)
        lines = visible_lines(note.body, note.body.split("\n"))
        return strays(enumerate(lines, note.body_line), inside, style)

    def problems(self) -> Iterator[Problem]:
        """Give what is wrong with the markers."""
        if refusal := why_without_blocks(self.reading.raw):
            yield problem_of(refusal, self.path, refusal.line)
        for one in self.broken:
            yield Problem(
                note=self.path,
                line=one.first_line,
                property="",
                message=f"The markers of a block are out of order: {one.problems[0]}.",
                hint="A block is <!-- infoview: name -->, its text and <!-- /infoview -->.",
            )
        number = Counter((one.name, one.arguments) for one in self.blocks if not one.problems)
        for one in () if self.broken else self.blocks:
            if number[one.name, one.arguments] > 1 and one.name in KNOWN:
                yield Problem(
                    note=self.path,
                    line=one.first_line,
                    property="",
                    message=f"The block {one.name} stands several times in this note.",
                    hint="Delete all but one, or give them different arguments.",
                )


def read_marked(session: "Session") -> tuple[list[Marked], list[Problem]]:
    """Read every note that holds managed blocks; one that cannot be read is a problem of its own."""
    found: list[Marked] = []
    problems: list[Problem] = []
    for path in session.ask(marked_notes):
        try:
            reading = read_fresh(session.root, path)
        except Mistake as error:
            problems.append(problem_of(error, path))
        else:
            blocks = tuple(find_blocks(reading.raw))
            copies = tuple(_copies(session, path)) if blocks else ()
            found.append(Marked(reading=reading, blocks=blocks, copies=copies))
    return found, problems


def _copies(session: "Session", path: str) -> Iterator[tuple[str, Block]]:
    """Give the blocks in copies of a note; one that cannot be read has none."""
    for copy in vault.conflict_copies(str(session.root), path):
        for block in find_blocks(vault.read(str(session.root), copy) or b""):
            yield copy, block


def problem_of(error: Mistake, path: str, line: int = 0) -> Problem:
    """Turn a mistake into a problem of a note, which is named in front of it and need not be named again."""
    about = error.sentence.removeprefix(f"{path} ")
    message = error.sentence if about == error.sentence else f"This note {about}"
    return Problem(note=path, line=line, property="", message=message, hint=error.hint)


def is_resting(
    one: Marked, *, quiet_seconds: float, own: Mapping[str, str], now: float | None = None
) -> bool:
    """Tell whether nobody else wrote a note in the last seconds; `own` are digests of what we wrote, by path."""
    if own.get(one.path) == one.reading.digest:
        return True
    *_, modified, changed = one.reading.signature
    at = time.time() if now is None else now
    # A time that lies far ahead is that of another clock, and says nothing about this moment.
    return abs(at - max(modified, changed) / 1e9) >= quiet_seconds
