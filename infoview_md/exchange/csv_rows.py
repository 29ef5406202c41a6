"""The rows of a table in text: each with its line, and each that cannot be read with the reason.

The csv module reads the rows.  What it lacks is here: a quotation mark that is never closed costs one row
and not the rest of the file, and a row knows its line.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
# A quoted field that holds whole rows was not meant to be one.  Only believed of tables this wide: a note
# of several lines may well have one or two commas in each.
_WIDE_TABLE = 6
_LONGEST_LINE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number (that of the header's line plus its place), its first line, its cells.

    `broken` says why it cannot be used; its cells are then the text of the line.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    broken: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether no cell holds anything."""
        return not self.broken and not any(cell.strip() for cell in self.cells)


def split_lines(text: str) -> list[str]:
    """Return the lines with their ends; only CR and LF end a line, so that U+2028 stays in its cell."""
    return _LINE.findall(text)


def _reader(lines: Iterable[str], *, delimiter: str, strict: bool) -> Iterator[list[str]]:
    """Read rows; a blank behind a delimiter does not keep a quotation mark from opening a cell (`a, "b, c"`)."""
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=True)


def cells_of(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells of one line alone, whatever its quotation marks."""
    try:
        return tuple(next(_reader([line.rstrip("\r\n")], delimiter=delimiter, strict=False), ()))
    except csv.Error:
        return (line,)


@dataclass(slots=True)
class _Feed:
    """Hands lines to the csv module and remembers how far it went."""

    lines: Sequence[str]
    at: int

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self.lines):
            self.at += 1
            if len(self.lines[self.at - 1]) > _LONGEST_LINE:
                raise csv.Error("a line is longer than 1 MiB")
            yield self.lines[self.at - 1]


def _refuse_swallowed_rows(lines: Sequence[str], *, delimiter: str, width: int) -> None:
    """Raise where a row of several lines has one inside that is a row of its own by its cells."""
    for line in lines[1:-1]:
        if width >= _WIDE_TABLE and '"' not in line and line.count(delimiter) == width - 1:
            raise csv.Error("it holds other rows")


def _alone(line: str, *, delimiter: str, width: int, why: str) -> tuple[tuple[str, ...], str]:
    """Read one line by itself after the csv module refused it; return its cells and why it is broken."""
    if len(line) > _LONGEST_LINE:
        return (line[:_LONGEST_LINE],), "this line is longer than 1 MiB"
    cells = cells_of(line, delimiter)
    if line.count('"') % 2:
        return (line,), 'a quotation mark (") on this line is never closed'
    if len(cells) > width or "field larger" in why:
        return (line,), f"this line cannot be read as a row ({why})"
    return cells, ""


def rows(lines: Sequence[str], *, after: int, delimiter: str, width: int) -> Iterator[Row]:
    """Yield the rows that follow the header in line `after` (from 1), which has `width` columns."""
    number, begun = after, after
    while begun < len(lines):
        feed = _Feed(lines, begun)
        try:
            for cells in _reader(feed, delimiter=delimiter, strict=True):
                _refuse_swallowed_rows(lines[begun : feed.at], delimiter=delimiter, width=width)
                number += 1
                yield Row(number=number, line=begun + 1, cells=tuple(cells))
                begun = feed.at
        except csv.Error as error:
            number += 1
            alone, broken = _alone(lines[begun], delimiter=delimiter, width=width, why=str(error))
            yield Row(number=number, line=begun + 1, cells=alone, broken=broken)
            begun += 1
