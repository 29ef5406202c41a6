"""Which notes differ from what the index knows: one by one, in the folders that differ."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes to read, with what is known of them, and the notes whose rows go."""

    to_read: list[tuple[str, Entry, Known | None]] = field(default_factory=list)
    gone: list[tuple[int, str]] = field(default_factory=list)


def changes_of(connection: sqlite3.Connection, found: Difference) -> Changes:
    """Compare the folders that differ note by note."""
    changes = Changes()
    for folder in found.folders:
        rows = store.notes_in(connection, folder.path)
        for entry in folder.entries:
            row = rows.pop(entry[0], None)
            if row is None:
                changes.to_read.append((folder.path, entry, None))
            elif row[1:4] != entry[1:]:
                changes.to_read.append((folder.path, entry, Known(row[0], row[1], row[4])))
        changes.gone.extend(_leaving(folder.path, rows))
    for path in found.gone:
        changes.gone.extend(_leaving(path, store.notes_in(connection, path)))
    return changes


def _leaving(
    folder: str, rows: dict[str, tuple[int, int, int, int, bytes]]
) -> Iterator[tuple[int, str]]:
    for name, row in rows.items():
        yield row[0], store.joined(folder, name)
