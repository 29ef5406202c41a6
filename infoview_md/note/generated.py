"""Lines of managed blocks that stand for follow-ups: how they are written, and what a tick has made of them.

Source of the forms: core Obsidian changes nothing but the box; the Tasks plugin puts the date of completion behind the
other dates and before a block id, and may reorder the line; Dataview appends `[completion:: …]`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from infoview_md.note.edit.managed_blocks import Block, digest

_ID = re.compile(r"(?:^|(?<=\s))\^iv-([0-9a-f]{10})(?=\s|$)")
_BOX = re.compile(r"(?P<lead>[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[)(?P<mark>.)(?P<rest>\].*)", re.DOTALL)
_CLOSED = re.compile(
    "\\s*(?P<sign>[✅❌])\ufe0f?[ \\t]*(?P<day>\\d\\S*)?"
    "|\\s*[\\[(](?P<field>completion|cancelled)::[ \\t]*(?P<value>[^\\[\\]()]*?)[ \\t]*[\\])]"
)
_SIGNS = re.compile("[📅📆🗓⏳⌛🛫➕✅❌🔁🏁🆔⛔🔺⏫🔼🔽⏬]\ufe0f?")
DONE = "x"
OPEN = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStyle:
    """How the Tasks plugin of a vault wants its lines: its own signs or Dataview's fields, and the tag it asks for."""

    is_dataview: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line that stands for a follow-up.

    `row` is its place in the text it was read from, from 0; `closed_on` the day of completion that stands in it, as
    written; `words` are its words without box, that day and the block id, in any order.
    """

    id: str
    row: int
    mark: str
    closed_on: str
    is_cancelled: bool
    words: Counter[str] = field(repr=False)
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A follow-up that was ticked: `on` is the day that was written, empty where only the box changed."""

    id: str
    row: int
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A line that was not understood and left alone: where it is, why, and what to do."""

    id: str
    row: int
    message: str
    hint: str


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


def item_line(text: str, follow_up_id: str, due_on: str, style: ItemStyle) -> str:
    """Write a follow-up as a task that Obsidian, Tasks and Dataview read.

    Everything stands in the order in which Tasks would write it, so that a tick there only adds to the line.
    """
    due = f" [due:: {due_on}]" if style.is_dataview else f"📅 {due_on}"
    tag = f"{style.tag} " if style.tag else ""
    return f"- [ ] {tag}{text} {due} ^iv-{follow_up_id}"


def without_signs(text: str) -> str:
    """Take out of a text what the Tasks plugin would read as a date, a repetition or a priority."""
    return " ".join(_SIGNS.sub(" ", text).split())


def items_in(content: str) -> list[Item]:
    """Give the lines of a text that stand for a follow-up; one that holds two ids stands for none."""
    found = []
    for row, line in enumerate(content.split("\n")):
        ids = _ID.findall(line)
        box = _BOX.match(line)
        if len(ids) == 1 and box is not None:
            found.append(_item(line, row, ids[0], box["mark"], box["rest"][1:]))
    return found


def _item(line: str, row: int, follow_up_id: str, mark: str, rest: str) -> Item:
    closings = list(_CLOSED.finditer(rest))
    return Item(
        id=follow_up_id,
        row=row,
        mark=mark.lower(),
        closed_on=next((one["day"] or one["value"] or "" for one in closings), ""),
        is_cancelled=any(one["sign"] == "❌" or one["field"] == "cancelled" for one in closings),
        words=Counter(_CLOSED.sub(" ", _ID.sub(" ", rest)).split()),
        text=line,
    )


def unticked(line: str) -> str:
    """Give a line as it was before it was ticked."""
    box = _BOX.match(line)
    return line if box is None else f"{box['lead']} {_CLOSED.sub('', box['rest'])}"


def read_ticks(block: Block, known: Mapping[str, str]) -> Ticks:
    """Give what was ticked in a block; `known` are the lines of its follow-ups as they are written now, by id.

    Only what is beyond doubt counts as a tick: one follow-up, one box, the words that were generated.
    """
    by_id: dict[str, list[Item]] = {}
    for item in items_in(block.content):
        by_id.setdefault(item.id, []).append(item)
    is_generated = _is_as_generated(block, known)
    done: list[Tick] = []
    doubts: list[Doubt] = []
    kept: dict[str, str] = {}
    is_stuck = False
    for item, *copies in by_id.values():
        reason = _reason_against(item, copies, known, is_generated=is_generated)
        if reason:
            doubts.append(_doubt(item, *reason))
            is_stuck |= reason is _COPIES
        elif item.mark == DONE:
            done.append(Tick(id=item.id, row=item.row, on=item.closed_on))
        if item.mark not in (DONE, OPEN) or reason in (_CANCELLED, _NO_DAY):
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
_NO_DAY = (
    "The day on which this was done cannot be read, so its tick was not taken",
    "Write it with year, month and day, for example ✅ 2026-11-25.",
)


def _doubt(item: Item, message: str, hint: str) -> Doubt:
    return Doubt(id=item.id, row=item.row, message=f"{message}.", hint=hint)


def _reason_against(
    item: Item, copies: list[Item], known: Mapping[str, str], *, is_generated: bool
) -> tuple[str, str] | None:
    """Give why a line is left alone; None where what was done to it is clear, or nothing was done."""
    if any((one.mark, one.closed_on) != (item.mark, item.closed_on) for one in copies):
        return _COPIES
    if item.mark == "-" or item.is_cancelled:
        return _CANCELLED
    if item.mark != DONE:
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


def may_replace(block: Block, known: Mapping[str, str], fresh: str) -> bool:
    """Tell whether a block holds nothing that a person wrote, but for boxes; `fresh` is its new content.

    It does where it is what was generated, ticks taken back; and where each of its lines is one that would be
    generated now: then lines were deleted or copied, and nothing is lost.
    """
    if block.is_untouched or _is_as_generated(block, known):
        return True
    fixed = {line for line in fresh.split("\n") if not _ID.search(line)}
    own = {item.row for item in items_in(block.content) if _is_known(item, known)}
    rows = enumerate(block.content.split("\n"))
    return all(row in own or not line.strip() or line in fixed for row, line in rows)


def _is_known(item: Item, known: Mapping[str, str]) -> bool:
    return item.id in known and items_in(known[item.id])[0].words == item.words


def _is_as_generated(block: Block, known: Mapping[str, str]) -> bool:
    """Tell whether a block is what was generated but for ticks, reordered words and copies of a line."""
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
    return block.sha in (digest("\n".join(plain)), digest("\n".join(restored)))


def with_kept(content: str, kept: Mapping[str, str]) -> str:
    """Give a new content with the lines that a person marked in their own way left as they are."""
    if not kept:
        return content
    ids = {item.row: item.id for item in items_in(content)}
    lines = enumerate(content.split("\n"))
    return "\n".join(kept.get(ids.get(row, ""), line) for row, line in lines)


def strays(lines: Iterable[tuple[int, str]], inside: Collection[int]) -> list[Item]:
    """Give ticked lines that stand outside of every block; `lines` are numbered, `inside` are numbers in blocks."""
    return [
        replace(item, row=number)
        for number, line in lines
        if "^iv-" in line and number not in inside
        for item in items_in(line)
        if item.mark == DONE
    ]
