"""List items of a stretch of lines: where each begins and ends, and how it is written."""

import re
from typing import NamedTuple

from infoview_md.note.edit.body import Body, Section, line_splice
from infoview_md.note.edit.frame import Splice
from infoview_md.note.scan import LONG

_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+|\Z)")


class Item(NamedTuple):
    """A list item of the outermost level: lines [at, stop), its marker, and the text behind it."""

    at: int
    stop: int
    indent: str
    bullet: str
    gap: str
    text: str

    def beside(self, text: str, *, after: bool) -> str:
        """Return the line of a new item before or after this one; a number counts on."""
        number = self.bullet[:-1]
        bullet = f"{int(number) + after}{self.bullet[-1]}" if number else self.bullet
        return f"{self.indent}{bullet}{self.gap or ' '}{text}"


def read_items(body: Body, start: int, stop: int) -> list[Item]:
    """Return the outermost list items among the lines [start, stop)."""
    items: list[Item] = []
    is_running = after_blank = False
    for index in range(start, stop):
        item = _item(body, index)
        if item is not None and (not items or not is_running or not _is_inside(item, items[-1])):
            items.append(item)
            is_running = True
        elif is_running and not body.is_blank(index):
            # Text after a blank line belongs to the item only where it is indented.
            is_running = not after_blank or body.text(index)[:1] in {" ", "\t"}
            if is_running:
                items[-1] = items[-1]._replace(stop=index + 1)
        after_blank = body.is_blank(index)
    return items


def first_item_splice(body: Body, section: Section, line: str) -> Splice:
    """Plan the first list item of a section that has none: below its text, else at its top."""
    stop = body.visible_stop(section.start, section.own_stop)
    if stop > section.start:
        return line_splice(body, stop, "", line)
    # One blank line under the heading is left as the gap to what follows; of two, one stays above.
    lines = range(section.start, min(section.start + 2, len(body.lines)))
    has_room = [body.is_blank(index) for index in lines] in ([True], [True, True])
    at = section.start + has_room
    return line_splice(body, at, line, *_gap_below(body, at))


def _gap_below(body: Body, at: int) -> list[str]:
    """Return a blank line where the next line would else be read as a part of a list item."""
    is_apart = at >= len(body.lines) or body.is_blank(at) or body.lines[at].level > 0
    return [] if is_apart else [""]


def _item(body: Body, index: int) -> Item | None:
    line = body.lines[index]
    if line.kind != "text" or line.end - line.start > LONG or body.is_rule(index):
        return None
    text = body.text(index)
    match = _ITEM.match(text)
    if match is None:
        return None
    indent, bullet, gap = match.groups()
    return Item(index, index + 1, indent, bullet, gap, text[match.end() :].rstrip())


def _is_inside(item: Item, outer: Item) -> bool:
    return len(item.indent.expandtabs(4)) > len(outer.indent.expandtabs(4))
