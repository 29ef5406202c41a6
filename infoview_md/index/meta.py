"""What the index was made from: the first thing that every command asks."""

import sqlite3


def put_meta(connection: sqlite3.Connection, key: str, value: object) -> None:
    """Keep one fact about the index itself."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))


def meta(connection: sqlite3.Connection) -> dict[str, object]:
    """Give what the index was made from."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())
