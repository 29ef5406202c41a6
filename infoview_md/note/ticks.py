"""What a person did to the lines of a managed block: ticks that count, ticks in doubt, and text of their own.

Only what is beyond doubt counts as a tick: one follow-up, one box, the words that were generated.  A cancelled line
closes nothing: that something is given up is no fact of any note, and whoever means it says so there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from infoview_md.note.edit.managed_blocks import Block, digest
from infoview_md.note.generated import OPEN, Item, ItemStyle, has_id, items_in, unticked, without_id

_BULLET = re.compile(r"^([ \t]*)[*+](?=[ \t])", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A follow-up that was ticked: `on` is the day that was written, empty where only the box changed."""

    id: str
    row: int
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A line that was not understood and left alone: where it is, why, and what to do.

    One that `is_orphan` stands for nothing that is known; one that is not `is_about_tick` says nothing against a tick
    of the same follow-up elsewhere.
    """

    id: str
    row: int
    message: str
    hint: str
    is_orphan: bool = False
    is_about_tick: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """What a person did to the boxes of one block.

    `kept` are the lines that stay as they are, by follow-up: those with a mark of their own.  A block that `is_stuck`
    says two things at once and stays as it is.
    """

    done: tuple[Tick, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    is_stuck: bool = False


def read_ticks(block: Block, known: Mapping[str, str], style: ItemStyle) -> Ticks:
    """Give what was ticked in a block; `known` are the lines of its follow-ups as they are written now, by id."""
    by_id: dict[str, list[Item]] = {}
    for item in items_in(block.content):
        by_id.setdefault(item.id, []).append(item)
    is_generated = _is_as_generated(block, known)
    is_plain = _is_plain(block)
    done: list[Tick] = []
    doubts: list[Doubt] = []
    kept: dict[str, str] = {}
    is_stuck = False
    for item, *copies in by_id.values():
        is_ticked = item.is_ticked(style) and not item.is_given_up(style)
        reason = _reason_against(item, copies, known, style, is_generated=is_generated)
        if reason:
            doubts.append(_doubt(item, reason))
            is_stuck |= reason is _COPIES
        elif item.mark == OPEN and not is_plain and _is_moved(item, known):
            doubts.append(_doubt(item, _MOVED))
        elif is_ticked:
            done.append(Tick(id=item.id, row=item.row, on=item.closed_on))
        if (item.mark != OPEN and not is_ticked) or reason is _NO_DAY:
            kept[item.id] = item.text
    return Ticks(done=tuple(done), doubts=tuple(doubts), kept=kept, is_stuck=is_stuck)


_COPIES = (
    "This line stands twice in its block, and the two say different things",
    "Delete one of them.",
)
_CANCELLED = (
    "This follow-up was cancelled here, which closes nothing",
    "Tick it if it is done. To owe the person nothing more: infoview-md close NAME",
)
_REWRITTEN = (
    "The words of this line were changed, so its tick was not taken",
    "Take the change back and tick it again, or close it with: infoview-md done NAME",
)
_UNKNOWN = (
    "Nothing is owed under the id of this line any more, so its tick did nothing",
    "See what is owed with: infoview-md report",
)
_MOVED = (
    "The day of this line was changed, which moves nothing: it follows from your notes",
    "To hold all that is owed to the person: infoview-md snooze NAME DATE",
)
_NO_DAY = (
    "The day on which this was done cannot be read, so its tick was not taken",
    "Write it with year, month and day, for example ✅ 2026-11-25.",
)


def _doubt(item: Item, reason: tuple[str, str]) -> Doubt:
    message, hint = reason
    return Doubt(
        id=item.id,
        row=item.row,
        message=f"{message}.",
        hint=hint,
        is_orphan=reason is _UNKNOWN,
        is_about_tick=reason is not _MOVED,
    )


def _reason_against(
    item: Item,
    copies: list[Item],
    known: Mapping[str, str],
    style: ItemStyle,
    *,
    is_generated: bool,
) -> tuple[str, str] | None:
    """Give why a line is left alone; None where what was done to it is clear, or nothing was done."""
    said = {(one.mark.lower(), one.closed_on) for one in (item, *copies)}
    if len(said) > 1:
        return _COPIES
    if item.is_given_up(style):
        return _CANCELLED
    if not item.is_ticked(style):
        return None
    if item.id not in known:
        return _UNKNOWN
    if item.closed_on and not _is_day(item.closed_on):
        return _NO_DAY
    is_same = is_generated or items_in(known[item.id])[0].words <= item.words
    return None if is_same else _REWRITTEN


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def may_replace(
    block: Block, known: Mapping[str, str], fresh: str, is_fixed: Callable[[str], bool]
) -> bool:
    """Tell whether a block holds nothing that a person wrote, but for boxes; `fresh` is its new content.

    It does where it is what was generated, ticks taken back; and where each of its lines is one that would be
    generated now, or one that stands for no fact (`is_fixed`): then lines were deleted or copied, and nothing is lost.
    """
    if block.is_untouched or _is_as_generated(block, known):
        return True
    fixed = {line for line in fresh.split("\n") if not has_id(line)}
    own = {item.row for item in items_in(block.content) if _is_known(item, known)}
    rows = enumerate(block.content.split("\n"))
    return all(
        row in own or not line.strip() or line in fixed or is_fixed(line) for row, line in rows
    )


def is_current(block: Block, content: str) -> bool:
    """Tell whether a block says what it should; what a formatter did to it stays."""
    return block.sha == digest(content) and _unformatted(block.content) == _unformatted(content)


def _unformatted(text: str) -> str:
    """Take back what formatters of Markdown do: blank lines at the ends, and another bullet."""
    return _BULLET.sub(r"\1-", text).strip("\n")


def _is_known(item: Item, known: Mapping[str, str]) -> bool:
    return item.id in known and items_in(known[item.id])[0].words == item.words


def _is_moved(item: Item, known: Mapping[str, str]) -> bool:
    return _is_known(item, known) and items_in(known[item.id])[0].due_on != item.due_on


def _is_plain(block: Block) -> bool:
    """Tell whether nothing but boxes was touched in a block."""
    lines = block.content.split("\n")
    for item in items_in(block.content):
        lines[item.row] = unticked(item.text)
    return block.is_untouched or block.sha == digest(_unformatted("\n".join(lines)))


def _is_as_generated(block: Block, known: Mapping[str, str]) -> bool:
    """Tell whether a block is what was generated but for ticks, reordered words, copies of a line, blank ends."""
    if block.is_untouched:
        return True
    items = {item.row: item for item in items_in(block.content)}
    plain: list[str] = []
    restored: list[str] = []
    seen: set[str] = set()
    for row, line in enumerate(block.content.split("\n")):
        item = items.get(row)
        before = unticked(line) if item else line
        if item and before in seen:
            continue
        seen.add(before)
        plain.append(before)
        restored.append(known[item.id] if item and _is_known(item, known) else before)
    texts = ("\n".join(plain), "\n".join(restored))
    return block.sha in {digest(form) for text in texts for form in (text, _unformatted(text))}


def settled_lines(
    block: Block, known: Mapping[str, str], *, closed: frozenset[str], refused: frozenset[str]
) -> list[str]:
    """Give the lines of a block that stays, after its ticks were dealt with.

    Nothing that a person wrote goes.  A ticked line whose follow-up is closed goes, or loses its id where it has words
    of its own; one that was refused is open again.  So no tick is taken twice, above all not after an `undo`.
    """
    items = {item.row: item for item in items_in(block.content) if item.mark != OPEN}
    lines: list[str] = []
    for row, line in enumerate(block.content.split("\n")):
        item = items.get(row)
        if item is None or item.id not in closed | refused:
            lines.append(line)
        elif item.id in refused:
            lines.append(unticked(line))
        elif not _is_known(item, known):
            lines.append(without_id(line))
    return lines
