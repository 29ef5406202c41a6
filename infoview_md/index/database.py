"""Opening the index: where it lies, whether it is ours and whole, and making it anew where it is not."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infoview_md.index.tables import APPLICATION, INDEXES, TABLES, VERSION

FILE_NAME = "index.db"
_WAIT_SECONDS = 5.0
"""So long a command waits for the write of another process, which may be stopped; then it makes its own in memory."""


def open_at(folder: Path | None) -> sqlite3.Connection:
    """Open the index of a vault in a private folder, making it where it is missing, foreign or broken.

    With no folder, or one that cannot be written, the index lives in memory for this one command: the answer is
    the same and only takes longer.
    """
    if folder is None:
        return in_memory()
    try:
        _make_private(folder)
        return _open_or_make(folder / FILE_NAME)
    except (OSError, sqlite3.Error):
        return in_memory()


def in_memory() -> sqlite3.Connection:
    """Make an empty index that is gone with the process."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _make_tables(connection)
    return connection


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)


def _open_or_make(path: Path) -> sqlite3.Connection:
    if path.exists():
        try:
            return _open_existing(path)
        except sqlite3.DatabaseError as error:
            if is_busy(error):
                raise
        discard(path.parent)
    _make_file(path)
    return _open_existing(path)


def is_busy(error: Exception) -> bool:
    """Tell whether an error only means that another process writes the index at this moment."""
    text = str(error)
    return isinstance(error, sqlite3.OperationalError) and ("locked" in text or "busy" in text)


def _open_existing(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise sqlite3.DatabaseError("no index yet")
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA trusted_schema=OFF; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
        )
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Refuse an index of another program, of another version of this one, or one that was never finished."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if (application, version) != (APPLICATION, VERSION):
        raise sqlite3.DatabaseError("an index of another version")
    planted = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type IN ('view', 'trigger')"
    ).fetchone()
    if planted != (0,):
        raise sqlite3.DatabaseError("an index that is not ours")


def _make_file(path: Path) -> None:
    """Make an empty index beside its place and move it there whole: a half-made one is never opened."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}{os.urandom(2).hex()}.new")
    os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    connection = sqlite3.connect(fresh, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size=8192")
        _make_tables(connection)
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    try:
        os.link(fresh, path)  # not a move: one that another process made meanwhile is in use
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        fresh.replace(path)
    fresh.unlink(missing_ok=True)


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION}; BEGIN; {TABLES} {INDEXES} COMMIT;"
    )


def discard(folder: Path) -> None:
    """Delete the index of a folder; the next command makes it anew from the notes."""
    for ending in ("", "-wal", "-shm"):
        (folder / (FILE_NAME + ending)).unlink(missing_ok=True)


def is_in_memory(connection: sqlite3.Connection) -> bool:
    """Tell whether an index is gone with its process."""
    _, _, file = connection.execute("PRAGMA database_list").fetchone()
    return not file


def wait_at_most(connection: sqlite3.Connection, seconds: float) -> None:
    """Let a write wait no longer than this for that of another process."""
    connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write in one piece: all of it or nothing, one process at a time."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
