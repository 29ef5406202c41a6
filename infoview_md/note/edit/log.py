"""Add a dated list item to a log, in the style of the items that are there."""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.body import (
    Body,
    Section,
    check_line,
    comparable,
    line_splice,
    prove_body,
    read_body,
    section_at_end,
)
from infoview_md.note.edit.frame import Splice, read_frame
from infoview_md.note.edit.items import Item, first_item_splice, read_items
from infoview_md.note.edit.sections import heading_line

_DATED = re.compile(
    r"(?P<open>[*_\[(`~]{0,4})(?P<on>\d{4}-\d\d-\d\d)(?!\d)"
    r"(?P<after>(?P<close>[*_\])`~:]{0,5})(?:[ \t]*[-–—:|·,]+)?[ \t]+)?(?P<text>.*)"
)
_MIRROR = str.maketrans("[(", "])")


class _Entry(NamedTuple):
    """A dated item: what stands before and after its date, and its text."""

    item: Item
    on: str
    before: str
    after: str
    text: str


def add_log_item(
    raw: bytes, *, on: str, text: str, heading: str = "Log", newest_first: bool | None = None
) -> bytes:
    """Add `on` (YYYY-MM-DD) and `text` as a list item under the heading, which is made if missing.

    The bullet, the dress of the date and what separates it from the text are those of the
    neighbour; the order is that of the dates there, else the newest last (or `newest_first`).
    An item of that date with that text is not added twice.
    """
    _check_date(on)
    text = check_line(text, what="log item")
    body = read_body(read_frame(raw))
    name = comparable(heading)
    section = body.section(name)
    if section is None:
        splice = section_at_end(body, heading_line(heading), "", f"- {on} {text}")
        return prove_body(body, splice, line=1, holds=lambda new: _has(new, name, on, text, 1))
    old = _entries(body, section)
    if any(entry.on == on and entry.text == text for entry in old):
        return raw
    splice = _placed(body, section, on, text, newest_first=newest_first)
    line = body.number(section.heading.row)
    return prove_body(
        body, splice, line=line, holds=lambda new: _has(new, name, on, text, len(old) + 1)
    )


def _has(body: Body, name: str, on: str, text: str, count: int) -> bool:
    section = body.section(name)
    entries = _entries(body, section) if section else []
    return len(entries) == count and any(e.on == on and e.text == text for e in entries)


def _entries(body: Body, section: Section) -> list[_Entry]:
    items = read_items(body, section.start, section.own_stop)
    return [entry for entry in map(_entry, items) if entry is not None]


def _entry(item: Item) -> _Entry | None:
    match = _DATED.match(item.text)
    if match is None:
        return None
    after, before = match["after"], match["open"]
    # An unbalanced dress, such as **2026-11-20 Coffee**, is not one to copy.
    closed = (match["close"] or "").replace(":", "") == before[::-1].translate(_MIRROR)
    if after is None or not closed:
        before, after = "", " "
    return _Entry(item, match["on"], before, after, match["text"])


def _placed(
    body: Body, section: Section, on: str, text: str, *, newest_first: bool | None
) -> Splice:
    items = read_items(body, section.start, section.own_stop)
    if not items:
        return first_item_splice(body, section, f"- {on} {text}")
    entries = _entries(body, section)
    first = _is_newest_first(entries) if newest_first is None else newest_first
    is_blank_between = _is_loose(items)
    if first:
        later = next((entry for entry in entries if entry.on <= on), None)
        if later is not None:
            line = later.item.beside(f"{later.before}{on}{later.after}{text}", after=False)
            return line_splice(body, later.item.at, line, *[""] * is_blank_between)
        near, style = items[-1], entries[-1] if entries else None
    else:
        near, style = _last_not_after(items, entries, on)
    before, after = (style.before, style.after) if style else ("", " ")
    line = near.beside(f"{before}{on}{after}{text}", after=True)
    return line_splice(body, near.stop, *[""] * is_blank_between, line)


def _last_not_after(
    items: list[Item], entries: list[_Entry], on: str
) -> tuple[Item, _Entry | None]:
    """Return the item behind which a date belongs in a log that grows downwards, and its style."""
    if not entries or entries[-1].on <= on or not _is_sorted(entries):
        return items[-1], entries[-1] if entries else None
    earlier = [entry for entry in entries if entry.on <= on]
    if earlier:
        return earlier[-1].item, earlier[-1]
    return items[-1], entries[-1]


def _is_sorted(entries: list[_Entry]) -> bool:
    dates = [entry.on for entry in entries]
    return dates == sorted(dates)


def _is_newest_first(entries: list[_Entry]) -> bool:
    dates = [entry.on for entry in entries]
    steps = list(pairwise(dates))
    return sum(a > b for a, b in steps) > sum(a < b for a, b in steps)


def _is_loose(items: list[Item]) -> bool:
    """Whether a blank line stands between all items."""
    steps = list(pairwise(items))
    return bool(steps) and all(second.at > first.stop for first, second in steps)


def _check_date(on: str) -> None:
    try:
        is_date = date.fromisoformat(on).isoformat() == on
    except ValueError:
        is_date = False
    if not is_date:
        raise CannotEdit(
            f"{on[:20]!r} is not a date.", code="bad-text", hint="Write it as 2026-11-20."
        )
