"""Lists of people that have no notes: one CSV file beside a note that says what it is.

Thousands of connections stay one file.  They are searched and matched, and become notes when that is asked for.
The CSV file is the truth; a list that anybody edited in a spreadsheet is read as any other table.
"""

import csv
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Final

from infoview_md import vault
from infoview_md.exchange import contact_csv, csv_out
from infoview_md.exchange.contact_csv import HEADER
from infoview_md.exchange.records import Person, Source

ENDING: Final = ".csv"
_UID: Final = "urn:uuid:"
_BELOW_HEADER: Final = 2

_PREVIOUSLY: Final = "previously: "
_THEN: Final = " · "

Cells = Mapping[str, str]
"""One row of a list by the names of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A list: its name, and the paths of its table and of its note, relative to the vault."""

    name: str
    path: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person of a list, with the path of its table and the line there, from 1."""

    person: Person
    path: str
    line: int


def previously(company: str, role: str) -> str:
    """Give the line that keeps, in the notes of a row, where somebody worked before."""
    return _PREVIOUSLY + _THEN.join(filter(None, (company, role)))


def previous_companies(notes: str) -> list[str]:
    """Give the companies that such lines keep."""
    lines = [line for line in notes.split("\n") if line.startswith(_PREVIOUSLY)]
    return [line.removeprefix(_PREVIOUSLY).partition(_THEN)[0] for line in lines]


def roster_named(folder: str, name: str) -> Roster:
    """Give where a list of this name belongs."""
    stem = f"{folder}/{name}" if folder else name
    return Roster(name=name, path=f"{stem}{ENDING}", note=f"{stem}.md")


def rosters(root: Path, folder: str) -> list[Roster]:
    """Give the lists of a vault, by name; links are not followed."""
    try:
        with os.scandir(root / folder) as found:
            names = [one.name for one in found if one.is_file(follow_symlinks=False)]
    except OSError:
        return []
    stems = [Path(name).stem for name in names if _is_table(name)]
    return [roster_named(folder, stem) for stem in sorted(stems, key=str.casefold)]


def _is_table(name: str) -> bool:
    hidden_or_conflict = name.startswith((".", "~")) or vault.is_conflict_copy(name)
    return name.endswith(ENDING) and not hidden_or_conflict


def people(root: Path, roster: Roster, fits: Callable[[Cells], bool]) -> list[Listed]:
    """Give the people of a list whose row fits; only these rows are read closely.

    A table that is not in our own form is read whole, as any other, and each row is asked as we would write it.
    """
    raw = vault.read(str(root), roster.path) or b""
    table = own_table(raw)
    if table is not None:
        return _read_closely(roster, [(line, row) for line, row in table if fits(row)])
    found = contact_csv.loads(raw).people
    written = own_table(contact_csv.dumps(found).encode()) or []
    return [
        _listed(roster, person, person.source.line)
        for person, (_, row) in zip(found, written, strict=True)
        if fits(row)
    ]


def lines_with(root: Path, roster: Roster, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give the rows of a list that have all the words, which are folded, as lines: what is filled in, with commas."""
    raw = vault.read(str(root), roster.path) or b""
    try:
        for line, row in _numbered(raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")):
            said = (cell for cell in row if cell and not cell.startswith(_UID))
            text = ", ".join(" ".join(cell.split()) for cell in said)
            if line > 1 and _has_all(text, words):
                yield line, text
    except csv.Error:
        return


def _has_all(text: str, words: Sequence[str]) -> bool:
    plain = text.lower()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.casefold())
        plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return all(word in plain for word in words)


def own_table(raw: bytes) -> list[tuple[int, dict[str, str]]] | None:
    """Give the rows of a table in our own form, each with its line, as they are written; None for any other table."""
    try:
        found = list(_numbered(raw.removeprefix(b"\xef\xbb\xbf").decode()))
    except (UnicodeDecodeError, csv.Error):
        return None
    rows = [(line, row) for line, row in found[1:] if any(row)]
    is_ours = bool(found) and tuple(found[0][1]) == HEADER
    if not is_ours or any(len(row) != len(HEADER) for _, row in rows):
        return None
    return [(line, dict(zip(HEADER, row, strict=True))) for line, row in rows]


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""))
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _read_closely(roster: Roster, rows: list[tuple[int, dict[str, str]]]) -> list[Listed]:
    table = csv_out.dumps(HEADER, [list(row.values()) for _, row in rows], raw=True)
    lines = {number: line for number, (line, _) in enumerate(rows, _BELOW_HEADER)}
    return [
        _listed(roster, one, lines.get(one.source.row, one.source.line))
        for one in contact_csv.loads(table.encode()).people
    ]


def _listed(roster: Roster, person: Person, line: int) -> Listed:
    place = Source(file=roster.path, line=line)
    return Listed(person=replace(person, source=place), path=roster.path, line=line)
