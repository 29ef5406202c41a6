"""Which notes differ from what the index knows: one by one, in the folders that differ."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from infoview_md.freshness import Difference
from infoview_md.index import store

Entry = tuple[str, int, int, int]
"""Name, size, ctime in nanoseconds and inode of a note."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of a note that is to be read again."""

    id: int
    size: int
    digest: bytes


class Differing(NamedTuple):
    """A note that differs from what the index knows of it, if anything."""

    folder: str
    entry: Entry
    known: Known | None

    @property
    def path(self) -> str:
        """Give the path from the vault."""
        return store.joined(self.folder, self.entry[0])


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes to read, with what is known of them, and the notes whose rows go."""

    to_read: list[Differing] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)

    @property
    def new(self) -> int:
        """The number of notes that the index does not know."""
        return sum(one.known is None for one in self.to_read)


def changes_of(connection: sqlite3.Connection, found: Difference) -> Changes:
    """Compare the folders that differ note by note."""
    changes = Changes()
    for folder in found.folders:
        rows = store.notes_in(connection, folder.path)
        for entry in folder.entries:
            row = rows.pop(entry[0], None)
            if row is None:
                changes.to_read.append(Differing(folder.path, entry, None))
            elif row[1:4] != entry[1:]:
                known = Known(row[0], row[1], row[4])
                changes.to_read.append(Differing(folder.path, entry, known))
        changes.gone.extend(_leaving(folder.path, rows))
    for path in found.gone:
        changes.gone.extend(_leaving(path, store.notes_in(connection, path)))
    return changes


def _leaving(
    folder: str, rows: dict[str, tuple[int, int, int, int, bytes]]
) -> Iterator[tuple[int, str]]:
    for name, row in rows.items():
        yield row[0], store.joined(folder, name)
