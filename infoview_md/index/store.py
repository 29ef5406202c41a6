"""Writing the index: rows of notes, of what they point at, and of what is owed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from infoview_md.index.tables import INDEXES

if TYPE_CHECKING:
    from infoview_md.errors import Problem
    from infoview_md.network.birthdays import Birthday
    from infoview_md.network.followup import FollowUp
    from infoview_md.network.model import Fact, NoteKind


_FOLLOW_UP_COLUMNS = (
    "id",
    "kind",
    "contact",
    "contact_path",
    "note",
    "line",
    "opened",
    "due",
    "closed",
    "reason",
)
"""The first fields of a follow-up, in their order; its `detail` is not kept."""
INSERT_FOLLOW_UP = f"INSERT INTO follow_up(contact_key, {', '.join(_FOLLOW_UP_COLUMNS)}) VALUES ({', '.join('?' * 11)})"  # noqa: S608 - constants only
_NOTE_COLUMNS = 8
_NAMES_OF_INDEXES = "SELECT name FROM sqlite_master WHERE type='index' AND sql IS NOT NULL"


def joined(folder: str, name: str) -> str:
    """Give the path of a note from its folder and its name."""
    return f"{folder}/{name}" if folder else name


class Edge(NamedTuple):
    """A link that a rule follows, from a note to a contact: as written, and what it turned out to mean.

    The fields stand in the order of the table.

    `contact_key` is a path or `?name`; `finding` is empty, or says why the link is a problem: `dangling`,
    `ambiguous` or `stranger` (a note that is no contact), with the candidates behind a colon.
    """

    field: str
    target: str
    target_key: str
    contact_key: str
    finding: str
    line: int


class NoteRow(NamedTuple):
    """A note as the index keeps it; it is `marked` where it holds a managed block, or a line that came out of one.

    The fields before `fact` stand in the order of the table.
    """

    folder: str
    name: str
    size: int
    ctime_ns: int
    inode: int
    digest: bytes
    kind: "NoteKind"
    name_key: str
    fact: "Fact | None"
    problems: "tuple[Problem, ...]"
    names: tuple[tuple[str, bool], ...]
    is_marked: bool = False

    @property
    def path(self) -> str:
        """Give the path from the vault."""
        return joined(self.folder, self.name)


@contextmanager
def filling(connection: sqlite3.Connection) -> Iterator[None]:
    """Write the rows of a whole index first and then what finds them, which takes half the time.

    The caller holds the transaction, so that a failure leaves the indexes as they were.
    """
    names = [name for (name,) in connection.execute(_NAMES_OF_INDEXES)]
    for name in names:
        connection.execute(f"DROP INDEX {name}")
    yield
    for statement in INDEXES.split(";"):
        connection.execute(statement)


def clear(connection: sqlite3.Connection) -> None:
    """Empty every table but the one that says what the index was made from."""
    for table in (
        "folder",
        "note",
        "edge",
        "problem",
        "name",
        "marked",
        "paged",
        "follow_up",
        "birthday",
    ):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants only


def add_notes(connection: sqlite3.Connection, rows: Iterable[NoteRow]) -> list[int]:
    """Add notes with their problems and names; give their ids in the same order."""
    from infoview_md.index import codec  # the nouns of notes are not loaded for a report

    (highest,) = connection.execute("SELECT coalesce(max(id), 0) FROM note").fetchone()
    listed = list(rows)
    ids = list(range(highest + 1, highest + 1 + len(listed)))
    connection.executemany(
        "INSERT INTO note VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (number, *row[:_NOTE_COLUMNS], codec.dumps(row.kind, row.fact) if row.fact else None)
            for number, row in zip(ids, listed, strict=True)
        ],
    )
    _add_beside(connection, list(zip(ids, listed, strict=True)))
    connection.executemany(
        "INSERT INTO name VALUES (?,?,?)",
        [
            (key, number, is_own)
            for number, row in zip(ids, listed, strict=True)
            for key, is_own in row.names
        ],
    )
    return ids


def _add_beside(connection: sqlite3.Connection, numbered: Sequence[tuple[int, NoteRow]]) -> None:
    """Add what is wrong with notes, and which hold managed blocks: no fact tells these."""
    connection.executemany(
        "INSERT INTO problem VALUES (?,?,?,?,?)",
        [
            (number, one.line, one.property, one.message, one.hint)
            for number, row in numbered
            for one in row.problems
        ],
    )
    connection.executemany(
        "INSERT INTO marked VALUES (?)", [(number,) for number, row in numbered if row.is_marked]
    )


def add_edges(connection: sqlite3.Connection, edges: Iterable[tuple[int, Edge]]) -> None:
    """Add what notes point at, each with the id of its note."""
    connection.executemany(
        "INSERT INTO edge VALUES (?,?,?,?,?,?,?)",
        [(number, *edge) for number, edge in edges],
    )


def remove_notes(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Remove notes with everything that was read from them, but not what is owed."""
    numbers = [(one,) for one in ids]
    connection.executemany("DELETE FROM note WHERE id=?", numbers)
    for table in ("edge", "problem", "name", "marked", "paged"):
        connection.executemany(f"DELETE FROM {table} WHERE note_id=?", numbers)  # noqa: S608 - constants only


def says(connection: sqlite3.Connection, note_id: int, row: NoteRow) -> bool:
    """Tell whether a note says what it said before, in other words: the same fact, or none of the same kind."""
    from infoview_md.index import codec

    known = connection.execute("SELECT kind, fact FROM note WHERE id=?", (note_id,)).fetchone()
    return bool(known == (row.kind, codec.dumps(row.kind, row.fact) if row.fact else None))


def put_words(connection: sqlite3.Connection, note_id: int, row: NoteRow) -> None:
    """Keep the new content of a note that says what it said before."""
    connection.execute(
        "UPDATE note SET size=?, ctime_ns=?, inode=?, digest=? WHERE id=?",
        (row.size, row.ctime_ns, row.inode, row.digest, note_id),
    )
    for table in ("problem", "marked", "paged"):
        connection.execute(f"DELETE FROM {table} WHERE note_id=?", (note_id,))  # noqa: S608 - constants only
    _add_beside(connection, [(note_id, row)])


def touch_note(
    connection: sqlite3.Connection, note_id: int, entry: tuple[str, int, int, int]
) -> None:
    """Keep the new signature of a note whose content is the same."""
    connection.execute(
        "UPDATE note SET size=?, ctime_ns=?, inode=? WHERE id=?", (*entry[1:], note_id)
    )


def put_folders(
    connection: sqlite3.Connection, digests: Iterable[tuple[str, bytes | None]]
) -> None:
    """Keep the digests of folders; none means "look closely next time"."""
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?,?)", digests)


def unsettled_folders(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the folders that must be looked at closely next time, as their writers may not have finished."""
    rows = connection.execute("SELECT path FROM folder WHERE digest IS NULL")
    return frozenset(path for (path,) in rows)


def remove_folders(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget folders that are gone."""
    connection.executemany("DELETE FROM folder WHERE path=?", [(path,) for path in paths])


def forget_owed(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Remove what is owed to some contacts."""
    listed = [(key,) for key in keys]
    connection.executemany("DELETE FROM follow_up WHERE contact_key=?", listed)
    connection.executemany("DELETE FROM birthday WHERE contact_key=?", listed)


def add_owed(
    connection: sqlite3.Connection,
    owed: "Iterable[tuple[str, FollowUp]]",
    birthdays: "Iterable[tuple[str, Birthday]]",
) -> None:
    """Add what is owed, each with the key of its contact."""
    connection.executemany(
        INSERT_FOLLOW_UP, [(key, *one[: len(_FOLLOW_UP_COLUMNS)]) for key, one in owed]
    )
    connection.executemany(
        "INSERT INTO birthday VALUES (?,?,?,?,?,?,?,?,?)",
        [
            (
                key,
                b.born[-5:],
                b.contact,
                b.path,
                b.line,
                b.born,
                " ".join(b.met),
                b.closed,
                b.snoozed_until,
            )
            for key, b in birthdays
        ],
    )


def notes_in(
    connection: sqlite3.Connection, folder: str
) -> dict[str, tuple[int, int, int, int, bytes]]:
    """Give id, size, ctime, inode and digest of each note of one folder, by name."""
    rows = connection.execute(
        "SELECT name, id, size, ctime_ns, inode, digest FROM note WHERE folder=?", (folder,)
    )
    return {row[0]: row[1:] for row in rows}


def count_notes(connection: sqlite3.Connection) -> int:
    """Count the notes of the index."""
    (count,) = connection.execute("SELECT count(*) FROM note").fetchone()
    return int(count)


def forget_all_owed(connection: sqlite3.Connection) -> None:
    """Remove what is owed to everybody."""
    connection.execute("DELETE FROM follow_up")
    connection.execute("DELETE FROM birthday")


def replace_edges(connection: sqlite3.Connection, note_id: int, edges: Iterable[Edge]) -> None:
    """Put other edges in the place of those of one note."""
    connection.execute("DELETE FROM edge WHERE note_id=?", (note_id,))
    add_edges(connection, [(note_id, edge) for edge in edges])


def forget_edges(connection: sqlite3.Connection) -> None:
    """Remove what every note points at."""
    connection.execute("DELETE FROM edge")
