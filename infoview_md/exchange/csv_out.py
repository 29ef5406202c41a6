"""Rows to CSV text that a spreadsheet shows and never runs."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

# A cell that begins so is a formula for Excel, LibreOffice or Google Sheets, full-width forms included.
# Source: OWASP, "CSV Injection".
_FORMULA_BEGINS: Final = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")

Cell = str | int | float | None


def harmless(cell: Cell) -> Cell:
    """Return the cell with ' before what a spreadsheet would calculate; numbers are left alone.

    `contact_csv.loads` takes the ' off again, so +44 20 ... comes back as it was.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")  # ends the cell for some readers, and begins a formula for others
    # A ' that stood there already gets another one, so that taking one off is always right.
    return f"'{text}" if text.lstrip("'")[:1] in _FORMULA_BEGINS else text


def dumps(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, raw: bool = False) -> str:
    """Return the table with its header, lines ended by CR LF (RFC 4180); `raw` leaves formulas alone."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(row if raw else map(harmless, row) for row in rows)
    return text.getvalue()
