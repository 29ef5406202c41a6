"""Full text of the notes, filled in when it is first asked for: a report never pays for it."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from infoview_md.index.store import joined

_MANY = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that fits, best first by BM25."""

    path: str
    rank: float


def refresh(
    connection: sqlite3.Connection,
    read: Callable[[str], str],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Read the text of every note that changed since the last search."""
    connection.execute("DELETE FROM page WHERE rowid NOT IN (SELECT note_id FROM paged)")
    missing = connection.execute(
        """
        SELECT note.id, note.folder, note.name FROM note
        LEFT JOIN paged ON paged.note_id = note.id WHERE paged.note_id IS NULL
        """
    ).fetchall()
    for start in range(0, len(missing), _MANY):
        if progress:
            progress(start, len(missing))
        _add(connection, missing[start : start + _MANY], read)
    if progress and missing:
        progress(len(missing), len(missing))


def _add(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[int, str, str]],
    read: Callable[[str], str],
) -> None:
    listed = list(rows)
    connection.executemany(
        "INSERT INTO page(rowid, title, body) VALUES (?,?,?)",
        [
            (number, name.removesuffix(".md"), read(joined(folder, name)))
            for number, folder, name in listed
        ],
    )
    connection.executemany("INSERT INTO paged VALUES (?)", [(row[0],) for row in listed])


def find(connection: sqlite3.Connection, words: Iterable[str], limit: int) -> list[Hit]:
    """Give the notes with all the words (the beginning of a word is enough), best first; titles weigh more."""
    quoted = " ".join('"' + word.replace('"', '""') + '"*' for word in words)
    if not quoted:
        return []
    rows = connection.execute(
        """
        SELECT note.folder, note.name, bm25(page, 10.0, 1.0) AS rank FROM page
        JOIN note ON note.id = page.rowid WHERE page MATCH ? ORDER BY rank, note.folder, note.name LIMIT ?
        """,
        (quoted, limit),
    )
    return [Hit(joined(folder, name), rank) for folder, name, rank in rows]
