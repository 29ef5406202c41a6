"""Add a dated list item to a log, in the style of the items that are there."""

import re
from collections.abc import Sequence
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


class Entry(NamedTuple):
    """A dated entry on the lines [at, stop): a list item, or a heading of a level (0: an item)."""

    at: int
    stop: int
    item: Item | None
    level: int
    on: str
    before: str
    after: str
    text: str

    def beside(self, on: str, text: str, *, after: bool) -> str:
        """Return the line of a new entry before or after this one, dressed like it."""
        dressed = f"{self.before}{on}{self.after}{text}"
        return (
            self.item.beside(dressed, after=after)
            if self.item
            else "#" * self.level + f" {dressed}"
        )


def add_log_item(
    raw: bytes, *, on: str, text: str, heading: str = "Log", newest_first: bool | None = None
) -> bytes:
    """Add `on` (YYYY-MM-DD) and `text` as a list item under the heading, which is made if missing.

    The bullet, the dress of the date and what separates it from the text are those of the
    neighbour; a log of dated headings gets a heading, unless it has a list above them.  The order is
    that of the dates there, else the newest last (or `newest_first`).  An item of that date with
    that text is not added twice.
    """
    _check_date(on)
    text = check_line(text, what="log item")
    body = read_body(read_frame(raw))
    name = comparable(heading)
    section = body.section(name)
    if section is None:
        splice = section_at_end(body, heading_line(heading), "", f"- {on} {text}")
        return prove_body(body, splice, line=1, holds=lambda new: _has(new, name, on, text, 1))
    old = entries_of(body, section)
    if any(entry.on == on and entry.text == text for entry in old):
        return raw
    splice = _placed(body, section, on, text, newest_first=newest_first)
    line = body.number(section.heading.row)
    return prove_body(
        body, splice, line=line, holds=lambda new: _has(new, name, on, text, len(old) + 1)
    )


def _has(body: Body, name: str, on: str, text: str, count: int) -> bool:
    section = body.section(name)
    entries = entries_of(body, section) if section else []
    return len(entries) == count and any(e.on == on and e.text == text for e in entries)


def entries_of(body: Body, section: Section) -> list[Entry]:
    """Give the dated list items; where the section has no list, the dated headings in it."""
    items = read_items(body, section.start, section.own_stop)
    found = [_entry(item.text, item.at, item.stop, item=item) for item in items]
    return [entry for entry in found or _headed(body, section) if entry is not None]


def _headed(body: Body, section: Section) -> list[Entry | None]:
    """Return the highest headings inside the log, each with the lines up to the next one."""
    inside = [h for h in body.headings() if section.start <= h.row < section.stop]
    level = min((heading.level for heading in inside), default=0)
    highest = [heading for heading in inside if heading.level == level]
    stops = [*(heading.row for heading in highest[1:]), section.stop]
    return [
        _entry(heading.title, heading.row, body.visible_stop(heading.row, stop), level=level)
        for heading, stop in zip(highest, stops, strict=False)
    ]


def _entry(
    words: str, at: int, stop: int, *, item: Item | None = None, level: int = 0
) -> Entry | None:
    match = _DATED.match(words)
    if match is None:
        return None
    after, before = match["after"], match["open"]
    # An unbalanced dress, such as **2026-11-20 Coffee**, is not one to copy.
    closed = (match["close"] or "").replace(":", "") == before[::-1].translate(_MIRROR)
    if after is None or not closed:
        before, after = "", " "
    return Entry(at, stop, item, level, match["on"], before, after, match["text"])


def _placed(
    body: Body, section: Section, on: str, text: str, *, newest_first: bool | None
) -> Splice:
    items = read_items(body, section.start, section.own_stop)
    entries = entries_of(body, section)
    if not entries:
        line = f"{on} {text}"
        if not items:
            return first_item_splice(body, section, f"- {line}")
        return line_splice(body, items[-1].stop, items[-1].beside(line, after=True))
    first = is_newest_first([one.on for one in entries]) if newest_first is None else newest_first
    gap = [""] if entries[0].level or is_loose(items) else []
    later = next((entry for entry in entries if entry.on <= on), None) if first else None
    if later is not None:
        return line_splice(body, later.at, later.beside(on, text, after=False), *gap)
    near = entries[-1] if first else _last_not_after(entries, on)
    line = near.beside(on, text, after=True)
    # Behind the last dated item may stand undated ones, which the new one goes behind too.
    is_last = near is entries[-1] and near.item is not None
    return line_splice(body, items[-1].stop if is_last else near.stop, *gap, line)


def _last_not_after(entries: list[Entry], on: str) -> Entry:
    """Return the entry behind which a date belongs in a log that grows downwards."""
    earlier = [entry for entry in entries if entry.on <= on] if _is_sorted(entries) else []
    return earlier[-1] if earlier else entries[-1]


def _is_sorted(entries: list[Entry]) -> bool:
    dates = [entry.on for entry in entries]
    return dates == sorted(dates)


def is_newest_first(dates: Sequence[str]) -> bool:
    """Tell whether the dates of a log rather fall than rise."""
    steps = list(pairwise(dates))
    return sum(a > b for a, b in steps) > sum(a < b for a, b in steps)


def is_loose(items: list[Item]) -> bool:
    """Tell whether a blank line stands between all items."""
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
