"""Lines of managed blocks that stand for follow-ups: how they are written, and what a tick has made of them.

Source of the forms: core Obsidian changes nothing but the box; the Tasks plugin puts the date of completion behind the
other dates and before a block id, and may reorder the line; Dataview appends `[completion:: …]`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

_ID = re.compile(r"(?:^|(?<=\s))\^iv-([0-9a-f]{10})(?=\s|$)")
_BOX = re.compile(r"(?P<lead>[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[)(?P<mark>.)(?P<rest>\].*)", re.DOTALL)
_CLOSED = re.compile(
    "\\s*(?P<sign>[✅❌])\ufe0f?[ \\t]*(?P<day>\\d\\S*)?"
    "|\\s*[\\[(](?P<field>completion|cancelled)::[ \\t]*(?P<value>[^\\[\\]()]*?)[ \\t]*[\\])]"
)
_DUE = re.compile(
    "\\s*📅\ufe0f?[ \\t]*(?P<day>\\d\\S*)|\\s*[\\[(]due::[ \\t]*(?P<value>[^\\[\\]()]*?)[ \\t]*[\\])]"
)
_SIGNS = re.compile("[📅📆🗓⏳⌛🛫➕✅❌🔁🏁🆔⛔🔺⏫🔼🔽⏬]\ufe0f?")
DONE = frozenset("xX")
CANCELLED = frozenset("-")
OPEN = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStyle:
    """How the Tasks plugin of a vault wants its lines: its own signs or Dataview's fields, and the tag it asks for.

    `done` and `cancelled` are the marks in a box that mean so, also those of the vault's own statuses.
    """

    is_dataview: bool = False
    tag: str = ""
    done: frozenset[str] = DONE
    cancelled: frozenset[str] = CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line that stands for a follow-up.

    `row` is its place in the text it was read from, from 0; `closed_on` the day of completion that stands in it, as
    written; `is_signed` says that a completion stands in it, and `is_cancelled` that it was given up; `due_on` is the
    day it is due, as written; `words` are its words without box, days and the block id, in any order.
    """

    id: str
    row: int
    mark: str
    closed_on: str
    is_signed: bool
    is_cancelled: bool
    due_on: str
    words: Counter[str] = field(repr=False)
    text: str

    def is_ticked(self, style: ItemStyle) -> bool:
        """Tell whether it was ticked, by a mark that means so or by a completion beside any other mark."""
        return self.mark in style.done or (self.mark != OPEN and self.is_signed)

    def is_given_up(self, style: ItemStyle) -> bool:
        """Tell whether it was cancelled."""
        return self.mark in style.cancelled or (self.mark != OPEN and self.is_cancelled)


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
    due = [one["day"] or one["value"] or "" for one in _DUE.finditer(rest)]
    is_cancelled = any(one["sign"] == "❌" or one["field"] == "cancelled" for one in closings)
    return Item(
        id=follow_up_id,
        row=row,
        mark=mark,
        closed_on=next((one["day"] or one["value"] or "" for one in closings), ""),
        is_signed=bool(closings) and not is_cancelled,
        is_cancelled=is_cancelled,
        due_on=due[-1] if due else "",
        words=Counter(_DUE.sub(" ", _CLOSED.sub(" ", _ID.sub(" ", rest))).split()),
        text=line,
    )


def unticked(line: str) -> str:
    """Give a line as it was before it was ticked."""
    box = _BOX.match(line)
    return line if box is None else f"{box['lead']} {_CLOSED.sub('', box['rest'])}"


def without_id(line: str) -> str:
    """Give a line that stands for no follow-up any more, with all its words."""
    return _ID.sub("", line).rstrip()


def has_id(line: str) -> bool:
    """Tell whether a line holds the id of a follow-up."""
    return _ID.search(line) is not None


def with_kept(content: str, kept: Mapping[str, str], held: Mapping[str, str]) -> str:
    """Give a new content with lines left as a person marked them, by follow-up.

    Those that are `kept` stay where their follow-up is shown; those that are `held` stay in any case, at the end.
    """
    if not kept and not held:
        return content
    ids = {item.row: item.id for item in items_in(content)}
    own = {**kept, **held}
    lines = [own.get(ids.get(row, ""), line) for row, line in enumerate(content.split("\n"))]
    return "\n".join([*lines, *(line for one, line in held.items() if one not in ids.values())])


def strays(
    lines: Iterable[tuple[int, str]], inside: Collection[int], style: ItemStyle
) -> list[Item]:
    """Give ticked lines that stand outside of every block; `lines` are numbered, `inside` are numbers in blocks."""
    return [
        replace(item, row=number)
        for number, line in lines
        if "^iv-" in line and number not in inside
        for item in items_in(line)
        if item.is_ticked(style) and not item.is_given_up(style)
    ]
