"""Take the text of a note apart, and put it below that of another one, under a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.body import Body, comparable, prove_body, read_body, section_at_end
from infoview_md.note.edit.frame import read_frame
from infoview_md.note.edit.property_block import read_properties
from infoview_md.note.joining_logs import log_section

_DEEPEST = 6
_COMMENT = re.compile(r"(?:\A|(?<=[ \t\n]))#")
_HINT = "Close every code block and comment of both notes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The text of a note in two parts: the lines of its log, and all other lines."""

    log: tuple[str, ...]
    rest: tuple[str, ...]


def parts_of(raw: bytes, *, log_headings: Sequence[str], title: str) -> Parts:
    """Take the text of a note apart; a first heading that only says the title is left out, other headings go deeper.

    Raises `CannotEdit` for a note that cannot be read as text.
    """
    body = read_body(read_frame(raw))
    log = log_section(body, log_headings)
    in_log = range(log.heading.row, log.stop) if log else range(0)
    first = next(iter(body.headings()), None)
    is_title = (
        first is not None and first.level == 1 and comparable(first.title) == comparable(title)
    )
    titled = range(first.row, first.below) if is_title and first else range(0)
    rest = [
        _deeper(body, index)
        for index in range(len(body.lines))
        if index not in in_log and index not in titled
    ]
    return Parts(
        log=tuple(_trimmed([body.text(index) for index in in_log][1:])), rest=tuple(_trimmed(rest))
    )


def _deeper(body: Body, index: int) -> str:
    text = body.text(index)
    return f"#{text.lstrip()}" if 0 < body.lines[index].level < _DEEPEST else text


def _trimmed(lines: Sequence[str]) -> list[str]:
    shown = [number for number, line in enumerate(lines) if line.strip()]
    return list(lines[shown[0] : shown[-1] + 1]) if shown else []


def append_part(raw: bytes, heading: str, lines: Sequence[str]) -> bytes:
    """Put lines under a new heading of level 2 at the end of a note.  Raises `CannotEdit` where it cannot be proved."""
    if not lines:
        return raw
    body = read_body(read_frame(raw))
    splice = section_at_end(body, f"## {heading}", "", *lines)

    def holds(after: Body) -> bool:
        written = [after.text(index) for index in range(len(after.lines))]
        return written[-len(lines) :] == list(lines)

    try:
        return prove_body(body, splice, line=1, holds=holds, hint=_HINT)
    except CannotEdit as refusal:
        raise CannotEdit(
            "The text of the second note could not be put below that of the first.",
            code=refusal.code,
            hint=_HINT,
        ) from refusal


def rows_with_comments(raw: bytes) -> list[int]:
    """Give the lines of a note, from 1, on which a comment stands in its properties.

    Raises `CannotEdit` for properties that cannot be read.
    """
    frame = read_frame(raw)
    if "#" not in frame.block:
        return []
    properties = read_properties(frame)
    said = [(one.start, one.end) for one in properties.events if one.kind == "scalar"]
    rows, start = set[int](), 0
    for begin, end in [*said, (len(properties.text), 0)]:
        for found in _COMMENT.finditer(properties.text[start:begin]):
            rows.add(frame.line_at(frame.block_start + start + found.start()))
        start = max(start, end)
    return sorted(rows)
