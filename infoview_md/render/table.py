"""A table of values in every form a list command knows: aligned text, a terminal table, Markdown, JSON, CSV."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.render.text import for_markdown, for_terminal
from infoview_md.render.words import columns_of

if TYPE_CHECKING:
    from rich.console import RenderableType

_NAME = 24
_SHORT = 12
_NARROW = 8
_READABLE = 22

Cell = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns (the field names of JSON and CSV) and rows; `titles` are the headings that people see.

    `shown` names the columns that people see; programs get all.  `empty` says what an empty table means.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: tuple[str, ...]
    empty: str

    def visible(self) -> list[list[str]]:
        """Give the cells that people see, as text."""
        places = [self.columns.index(name) for name in self.shown]
        return [[_text(row[place]) for place in places] for row in self.rows]


def _text(cell: Cell) -> str:
    return ", ".join(cell) if isinstance(cell, tuple) else str(cell)


def title(column: str) -> str:
    """Give the heading of a column."""
    return column.replace("_", " ").capitalize()


def as_plain(table: Table) -> str:
    """Write a table as aligned text for a pipe."""
    if not table.rows:
        return table.empty + "\n"
    lines = [[title(name) for name in table.shown]]
    lines += [[for_terminal(cell) for cell in row] for row in table.visible()]
    widths = [max(columns_of(line[n]) for line in lines) for n in range(len(table.shown))]
    return "".join(
        "  ".join(
            cell + " " * (widths[n] - columns_of(cell)) for n, cell in enumerate(line)
        ).rstrip()
        + "\n"
        for line in lines
    )


def for_screen(table: Table, *, width: int) -> "RenderableType":
    """Lay a table out for a terminal of some columns, one line a row."""
    from rich.table import Table as Screen
    from rich.text import Text

    if not table.rows:
        return Text(table.empty)
    screen = Screen(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name, columns in zip(table.shown, _widths(table, width), strict=True):
        screen.add_column(title(name), overflow="ellipsis", no_wrap=True, width=columns)
    for row in table.visible():
        first, *rest = [for_terminal(cell) for cell in row]
        screen.add_row(Text(first, style="bold"), *(Text(cell) for cell in rest))
    return screen


def fits(table: Table, width: int) -> bool:
    """Tell whether a terminal of some columns can show a table with every column readable."""
    return sum(min(one, _READABLE) + 2 for one in _natural(table)) <= width


def _natural(table: Table) -> list[int]:
    """Give the columns that each cell would take in full."""
    rows = [[title(name) for name in table.shown], *table.visible()]
    return [
        max(columns_of(for_terminal(cell)) for cell in cells) for cells in zip(*rows, strict=True)
    ]


def _widths(table: Table, width: int) -> list[int]:
    """Give the columns that each cell gets: the longest gives way first, names and dates stay whole."""
    found = _natural(table)
    least = [_least(one, is_name=place == 0) for place, one in enumerate(found)]
    while sum(found) + 2 * len(found) > width and found != least:
        widest = max(range(len(found)), key=lambda place: found[place] - least[place])
        found[widest] -= 1
    return found


def _least(columns: int, *, is_name: bool) -> int:
    if is_name:
        return min(columns, _NAME)
    return columns if columns <= _SHORT else _NARROW


def as_markdown(table: Table) -> str:
    """Write a table as a Markdown table."""
    if not table.rows:
        return table.empty + "\n"
    lines = [[title(name) for name in table.shown], ["---"] * len(table.shown)]
    lines += [[for_markdown(cell) for cell in row] for row in table.visible()]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def as_json(table: Table) -> str:
    """Write a table as a list of objects."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def csv_rows(table: Table) -> list[Sequence[str | int]]:
    """Give the rows for CSV; a cell of several values is joined by semicolons."""
    return [["; ".join(c) if isinstance(c, tuple) else c for c in row] for row in table.rows]
