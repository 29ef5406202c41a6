"""Tables as an SQLite file of their own, for datasette and any other reader; nothing of it is read back."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `rule` says what else holds of it, such as `PRIMARY KEY` or `REFERENCES contacts(id)`."""

    name: str
    type: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows; `searched` are the columns of its full text index."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    searched: tuple[str, ...] = ()


def write(path: Path, tables: Iterable[Table]) -> None:
    """Fill an empty file with tables, each with its references and an index on every column that refers.

    Raises `OSError` where the file cannot be written, as on a full disk.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("BEGIN")
        for table in tables:
            _add(connection, table)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _add(connection: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f'"{one.name}" {one.type} {one.rule}'.strip() for one in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)  # noqa: S608 - our own names
    for one in table.columns:
        if one.rule.startswith("REFERENCES"):
            name = f"{table.name}_{one.name}"
            connection.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{one.name}")')
    if table.searched:
        _add_search(connection, table)


def _add_search(connection: sqlite3.Connection, table: Table) -> None:
    """Add a full text index in the form that datasette finds by itself."""
    columns = ", ".join(f'"{name}"' for name in table.searched)
    connection.execute(
        f'CREATE VIRTUAL TABLE "{table.name}_fts" USING fts5({columns}, content="{table.name}", content_rowid="id")'
    )
    connection.execute(
        f'INSERT INTO "{table.name}_fts" (rowid, {columns}) SELECT id, {columns} FROM "{table.name}"'  # noqa: S608 - our own names
    )
