"""Two logs as one: the entries of the second stand among those of the first, in the order of their dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import fill_section
from infoview_md.note.edit.body import Body, Section, comparable, prove_body, read_body
from infoview_md.note.edit.frame import Splice, read_frame
from infoview_md.note.edit.items import read_items
from infoview_md.note.edit.log import Entry, entries_of, is_loose, is_newest_first

_DEEPEST: Final = 6
_BELOW_A_NEW_ONE: Final = 3
_HINT: Final = "Close every code block and comment of both notes."
_ALONE: Final = "infoview-md joins logs"
"""The heading under which the lines of the second log are read."""


class _Piece(NamedTuple):
    """Some lines of the second log: a dated entry with what belongs to it, or (`on` empty) others."""

    on: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Log:
    """The log of the first note; `entries` are the dated ones."""

    body: Body
    section: Section
    entries: list[Entry]

    @property
    def has_headings(self) -> bool:
        """Tell whether the entries are headings."""
        return bool(self.entries) and self.entries[0].level > 0

    @property
    def gap(self) -> tuple[str, ...]:
        """The blank line that stands between entries, where one does."""
        items = read_items(self.body, self.section.start, self.section.own_stop)
        return ("",) if self.has_headings or is_loose(items) else ()

    def behind(self, entry: Entry) -> int:
        """Give the line behind an entry and all that belongs to it."""
        later = [one.at for one in self.entries if one.at > entry.at]
        stop = self.section.stop if entry.level else self.section.own_stop
        return self.body.visible_stop(entry.stop, min([*later[:1], stop]))


def log_section(body: Body, headings: Sequence[str]) -> Section | None:
    """Give the log of a note.  Raises `CannotEdit` where it stands twice."""
    for name in headings:
        if section := body.section(comparable(name)):
            return section
    return None


def add_log_lines(raw: bytes, lines: Sequence[str], *, log_headings: Sequence[str]) -> bytes:
    """Put the lines of another log into a note's own, which is made where it is missing.

    Dated entries come in the order of the dates there, newest first or last; what has no date goes below them.  An
    entry that is there already is not repeated.  Raises `CannotEdit` where the log stands twice or the change cannot
    be proved.
    """
    body = read_body(read_frame(raw))
    section = log_section(body, log_headings)
    if section is None:
        content = "\n".join(_at_level(lines, _BELOW_A_NEW_ONE))
        return fill_section(raw, heading=log_headings[0], content=content) if lines else raw
    if body.is_open:
        raise CannotEdit(
            "The note ends inside a code block or a comment that is never closed.",
            code="unclosed-code",
            hint=_HINT,
        )
    log = _Log(body, section, entries_of(body, section))
    places: dict[int, list[str]] = defaultdict(list)
    for before, new in _places(log, _at_level(lines, _level_in(log))):
        places[before] += new
    return _joined(log, places) if places else raw


def _level_in(log: _Log) -> int:
    """Give the level of the highest headings in a log, or the one that they must have."""
    section = log.section
    inside = [one.level for one in log.body.headings() if section.start <= one.row < section.stop]
    return min(inside, default=min(section.heading.level + 1, _DEEPEST))


def _at_level(lines: Sequence[str], level: int) -> list[str]:
    """Let the highest heading of some lines have a level, and the deeper ones follow."""
    body = read_body(read_frame("\n".join(["", *lines, ""]).encode()))
    levels = [line.level for line in body.lines[1:]]
    highest = min((one for one in levels if one > 0), default=level)
    return [
        _heading(line, min(found + level - highest, _DEEPEST)) if found > 0 else line
        for line, found in zip(lines, levels, strict=True)
    ]


def _heading(line: str, level: int) -> str:
    words = line.lstrip()
    return "#" * level + words.lstrip("#") if len(words) - len(words.lstrip("#")) != level else line


def _places(log: _Log, lines: Sequence[str]) -> Iterator[tuple[int, Iterable[str]]]:
    """Give the lines that go before a line of the first note, in the order in which they stand there."""
    pieces, are_headings = _pieces(lines)
    known = [_said(map(log.body.text, range(one.at, log.behind(one)))) for one in log.entries]
    dated = [one for one in pieces if one.on and _said(one.lines) not in known]
    if log.entries and log.has_headings == are_headings:
        yield from _in_order(log, dated, [one.on for one in pieces if one.on])
    elif dated:
        # Among headings, list items would belong to the one above them.
        stop = log.section.own_stop if log.has_headings else log.section.stop
        yield _at_end(log, stop, [line for one in dated for line in one.lines])
    there = set(map(log.body.text, range(log.section.start, log.section.stop)))
    others = [line for one in pieces if not one.on for line in one.lines]
    if any(line.strip() and line not in there for line in others):
        yield _at_end(log, log.section.stop, others)


def _in_order(
    log: _Log, dated: list[_Piece], their_dates: list[str]
) -> Iterator[tuple[int, Iterable[str]]]:
    dates = [one.on for one in log.entries]
    falls = is_newest_first(dates if len(set(dates)) > 1 else their_dates)
    is_sorted = dates == sorted(dates, reverse=falls)
    gap = log.gap
    for one in sorted(dated, key=lambda one: one.on, reverse=falls):
        before = [own for own in log.entries if (own.on > one.on if falls else own.on <= one.on)]
        if not is_sorted:
            before = log.entries
        if before:
            yield log.behind(before[-1]), (*gap, *one.lines)
        else:
            yield log.entries[0].at, (*one.lines, *gap)


def _at_end(log: _Log, stop: int, lines: Sequence[str]) -> tuple[int, Iterable[str]]:
    """Put lines below a stretch of the log, apart from a list that they would become a part of."""
    return log.body.visible_stop(log.section.start, stop), ("", *lines)


def _pieces(lines: Sequence[str]) -> tuple[list[_Piece], bool]:
    """Take the second log apart, and tell whether its entries are headings."""
    body = read_body(read_frame("\n".join([f"# {_ALONE}", *lines]).encode()))
    section = body.section(comparable(_ALONE))
    found = entries_of(body, section) if section else []
    if not found or section is None:
        return [_Piece("", _trimmed(lines))], False
    are_headings = found[0].level > 0
    end = section.stop if are_headings else section.own_stop
    starts = [one.at for one in found]
    pieces = [
        _Piece(one.on, _trimmed(lines[one.at - 1 : stop - 1]))
        for one, stop in zip(found, [*starts[1:], end], strict=True)
    ]
    head, tail = _trimmed(lines[: starts[0] - 1]), _trimmed(lines[end - 1 :])
    return [_Piece("", head), *pieces, _Piece("", tail)], are_headings


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    shown = [number for number, line in enumerate(lines) if line.strip()]
    return tuple(lines[shown[0] : shown[-1] + 1]) if shown else ()


def _said(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


def _joined(log: _Log, places: Mapping[int, Sequence[str]]) -> bytes:
    """Put all lines where they belong, in one change that is proved."""
    body, section = log.body, log.section
    rows = range(section.start, section.stop)
    wanted = [
        text
        for row in range(section.start, section.stop + 1)
        for text in (*places.get(row, ()), *([body.text(row)] if row in rows else []))
    ]
    name = comparable(section.heading.title)

    def holds(after: Body) -> bool:
        found = after.section(name)
        return found is not None and wanted == [
            after.text(row) for row in range(found.start, found.stop)
        ]

    return prove_body(
        body,
        _splice(body, places),
        line=body.number(section.heading.row),
        holds=holds,
        hint=_HINT,
    )


def _splice(body: Body, places: Mapping[int, Sequence[str]]) -> Splice:
    """Plan to put lines before other lines; those between them stay with their line breaks."""
    text, first, last = body.frame.text, min(places), max(places)
    newline, insert = body.newline(first), ""
    is_open = bool(text) and not text.endswith(("\n", "\r"))
    for row in range(first, last + 1):
        if is_open and row == len(body.lines):
            insert += newline
        insert += "".join(line + newline for line in places.get(row, ()))
        if row < last:
            insert += text[body.lines[row].start : body.lines[row].stop]
    if is_open and last == len(body.lines):
        insert = insert.removesuffix(newline)  # a note without a final line break stays one
    start, end = (
        body.lines[at].start if at < len(body.lines) else len(text) for at in (first, last)
    )
    return Splice(start=start, end=end, insert=insert)
