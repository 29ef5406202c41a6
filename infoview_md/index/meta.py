"""What the index was made from: the first thing that every command asks."""

import sqlite3


def put_meta(connection: sqlite3.Connection, key: str, value: object) -> None:
    """Keep one fact about the index itself."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))


def meta(connection: sqlite3.Connection) -> dict[str, object]:
    """Give what the index was made from."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def commits_of_others(connection: sqlite3.Connection) -> int:
    """Give a number that is another one once anybody else wrote into the index since this connection last asked."""
    number: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return number


def folder_digests(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Give the digest of each folder as it was read; none where its notes must be looked at again."""
    return dict(connection.execute("SELECT path, digest FROM folder").fetchall())


def folder_digest(connection: sqlite3.Connection, path: str) -> tuple[bytes | None] | None:
    """Give the digest of one folder in a tuple; None where the index does not know the folder."""
    row: tuple[bytes | None] | None = connection.execute(
        "SELECT digest FROM folder WHERE path=?", (path,)
    ).fetchone()
    return row
