"""What an index says, as rows that can be compared: without row numbers, and without what only speeds it up."""

from infoview_md.index import database
from infoview_md.session import Session
from infoview_md.sync import sync

_QUESTIONS = {
    "folder": "SELECT path FROM folder",
    "note": "SELECT folder, name, size, hex(digest), kind, name_key, fact FROM note",
    "edge": """
        SELECT note.folder, note.name, field, target, target_key, contact_key, finding, line
        FROM edge LEFT JOIN note ON note.id = note_id
    """,
    "problem": """
        SELECT note.folder, note.name, line, property, message, hint
        FROM problem LEFT JOIN note ON note.id = note_id
    """,
    "name": "SELECT note.folder, note.name, key, is_own FROM name LEFT JOIN note ON note.id = note_id",
    "follow_up": "SELECT * FROM follow_up",
    "birthday": "SELECT * FROM birthday",
    "meta": "SELECT key, value FROM meta WHERE key != 'watched_by'",
}


def rows_of(connection):
    """Give every table as its sorted rows."""
    return {
        table: sorted(map(repr, connection.execute(question)))
        for table, question in _QUESTIONS.items()
    }


def rebuilt(root):
    """Give the rows of an index that is made from the notes alone, now."""
    session = Session(root=root)
    connection = database.in_memory()
    try:
        sync(connection, str(root), session.setup)
        return rows_of(connection)
    finally:
        connection.close()
        session.close()


def differences(one, other):
    """Give the rows that only one of two indexes has, by table; empty where they are equal."""
    found = {}
    for table in _QUESTIONS:
        left, right = set(one[table]) - set(other[table]), set(other[table]) - set(one[table])
        if left or right or one[table] != other[table]:
            found[table] = {"only in the first": sorted(left), "only in the second": sorted(right)}
    return found
