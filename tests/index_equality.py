"""An index as comparable rows: everything it says, without the numbers that only tell its history."""

import sqlite3

_NAMED = {
    "edge": "SELECT n.folder, n.name, e.field, e.target, e.target_key, e.contact_key, e.finding, e.line"
    " FROM edge e JOIN note n ON n.id = e.note_id",
    "problem": "SELECT n.folder, n.name, p.line, p.property, p.message, p.hint"
    " FROM problem p JOIN note n ON n.id = p.note_id",
    "name": "SELECT m.key, n.folder, n.name, m.is_own FROM name m JOIN note n ON n.id = m.note_id",
    "note": "SELECT folder, name, digest, kind, name_key, fact FROM note",
    "follow_up": "SELECT * FROM follow_up",
    "birthday": "SELECT * FROM birthday",
}


def rows_of(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Give what an index says, table by table, sorted."""
    found = {
        table: sorted(connection.execute(question).fetchall(), key=repr)
        for table, question in _NAMED.items()
    }
    for table in ("edge", "problem", "name"):
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert count == len(found[table]), f"{table} has rows of notes that are gone"
    return found
