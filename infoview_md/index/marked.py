"""Asking the index what managed blocks need: where they are, what is coming, and which names need no path."""

import re
import sqlite3
from collections.abc import Iterable

from infoview_md.dates import Moment
from infoview_md.index import codec
from infoview_md.index.relations import edges
from infoview_md.index.store import joined
from infoview_md.network.model import Interview

_DAY = re.compile(r'"(\d{4}-\d{2}-\d{2})')


def marked_notes(connection: sqlite3.Connection) -> list[str]:
    """Give the paths of the notes that hold a managed block, or a line that came out of one."""
    rows = connection.execute(
        "SELECT note.folder, note.name FROM marked JOIN note ON note.id = marked.note_id"
    )
    return sorted(joined(folder, name) for folder, name in rows)


def have_problems(connection: sqlite3.Connection, names: Iterable[str]) -> bool:
    """Tell whether something is wrong with a note of one of these name keys, so that it may owe what is not known."""
    return any(
        connection.execute(
            "SELECT 1 FROM note JOIN problem ON problem.note_id = note.id WHERE name_key=? LIMIT 1",
            (name,),
        ).fetchone()
        for name in set(names)
    )


def next_moment(connection: sqlite3.Connection, now: Moment) -> Moment:
    """Give the next time of day, from now on, at which a follow-up opens, falls due or closes; empty: none."""
    found = [
        connection.execute(
            f"SELECT min({column}) FROM follow_up WHERE {column} >= ? AND {column} LIKE '%T%'",  # noqa: S608 - constants only
            (now,),
        ).fetchone()[0]
        for column in ("opened", "due", "closed")
    ]
    return Moment(min(filter(None, found), default=""))


def interviews_from(
    connection: sqlite3.Connection, day: Moment
) -> list[tuple[Interview, dict[str, str]]]:
    """Give the interviews that start on a day or later, each with its contacts by key, as they are linked."""
    found = []
    for number, fact in connection.execute("SELECT id, fact FROM note WHERE kind='interview'"):
        # Most interviews are over; looking for a date is a tenth of decoding the fact.
        if fact and max(_DAY.findall(fact), default="") >= day:
            interview = codec.loads("interview", fact)
            if isinstance(interview, Interview) and interview.start >= day:
                linked = edges(connection, [number])
                people = {one.contact_key: one.target for one in linked if one.field == "contact"}
                found.append((interview, people))
    return sorted(found, key=lambda one: (one[0].start, one[0].path))


def are_alone(connection: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """Give those name keys that only one note has."""
    return {
        name
        for name in set(names)
        if len(
            connection.execute("SELECT 1 FROM note WHERE name_key=? LIMIT 2", (name,)).fetchall()
        )
        == 1
    }
