"""Put the text of one note below that of another: its log into the log that is there, the rest under a heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import fill_section
from infoview_md.note.edit.body import (
    Body,
    Section,
    comparable,
    line_splice,
    prove_body,
    read_body,
    section_at_end,
)
from infoview_md.note.edit.frame import read_frame

_DEEPEST = 6
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
    log = _log_section(body, log_headings)
    in_log = range(log.heading.row, log.stop) if log else range(0)
    first = next(iter(body.headings()), None)
    is_title = (
        first is not None and first.level == 1 and comparable(first.title) == comparable(title)
    )
    rest = [
        _deeper(body, index)
        for index in range(len(body.lines))
        if index not in in_log and not (is_title and first and index == first.row)
    ]
    return Parts(
        log=tuple(_trimmed([body.text(index) for index in in_log][1:])), rest=tuple(_trimmed(rest))
    )


def _log_section(body: Body, headings: Sequence[str]) -> Section | None:
    for name in headings:
        if section := body.section(comparable(name)):
            return section
    return None


def _deeper(body: Body, index: int) -> str:
    text = body.text(index)
    return f"#{text.lstrip()}" if 0 < body.lines[index].level < _DEEPEST else text


def _trimmed(lines: Sequence[str]) -> list[str]:
    shown = [number for number, line in enumerate(lines) if line.strip()]
    return list(lines[shown[0] : shown[-1] + 1]) if shown else []


def add_log_lines(raw: bytes, lines: Sequence[str], *, log_headings: Sequence[str]) -> bytes:
    """Put lines at the end of a note's log, which is made where it is missing; those that are there are not repeated.

    Raises `CannotEdit` where the log stands twice or the change cannot be proved.
    """
    body = read_body(read_frame(raw))
    section = _log_section(body, log_headings)
    if section is None:
        return (
            fill_section(raw, heading=log_headings[0], content="\n".join(lines)) if lines else raw
        )
    there = [body.text(index) for index in range(section.start, section.stop)]
    new = [line for line in lines if line not in there or not line.strip()]
    if not any(line.strip() for line in new):
        return raw
    stop = body.visible_stop(section.start, section.stop)
    gap = [""] if stop == section.start else []
    name = comparable(section.heading.title)

    def holds(after: Body) -> bool:
        found = after.section(name)
        texts = [after.text(i) for i in range(found.start, found.stop)] if found else []
        return all(line in texts for line in [*there, *new])

    splice = line_splice(body, stop, *gap, *new)
    return prove_body(body, splice, line=body.number(section.heading.row), holds=holds, hint=_HINT)


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
