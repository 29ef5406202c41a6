"""Asking the index who is related to whom: what one refresh needs to know beyond the notes that changed."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from infoview_md.index import codec
from infoview_md.index.store import Edge, joined
from infoview_md.network.model import Fact
from infoview_md.network.network import Resolve, is_ghost

Candidates = Callable[[str], Sequence[tuple[str, str]]]
"""From a name key to the (path, kind) of every note of that name, sorted."""


def candidates(connection: sqlite3.Connection) -> Candidates:
    """Look notes up by name, each name once."""
    seen: dict[str, list[tuple[str, str]]] = {}

    def find(key: str) -> list[tuple[str, str]]:
        if key not in seen:
            rows = connection.execute(
                "SELECT folder, name, kind FROM note WHERE name_key=?", (key,)
            )
            seen[key] = sorted((joined(folder, name), kind) for folder, name, kind in rows)
        return seen[key]

    return find


def all_candidates(connection: sqlite3.Connection) -> Candidates:
    """Load every note's name at once, for a whole index."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, folder, name, kind in connection.execute(
        "SELECT name_key, folder, name, kind FROM note"
    ):
        found.setdefault(key, []).append((joined(folder, name), kind))
    for same in found.values():
        same.sort()
    return lambda key: found.get(key, ())


def edges(connection: sqlite3.Connection, note_ids: Iterable[int]) -> list[Edge]:
    """Give what some notes point at."""
    return [
        Edge(*row)
        for number in note_ids
        for row in connection.execute(
            "SELECT field, target, target_key, contact_key, finding, line FROM edge WHERE note_id=?",
            (number,),
        )
    ]


def notes_naming(connection: sqlite3.Connection, target_keys: Iterable[str]) -> set[int]:
    """Give the notes with a link to some name."""
    return _ids(connection, "SELECT note_id FROM edge WHERE target_key=?", target_keys)


def notes_about(connection: sqlite3.Connection, keys: Iterable[str]) -> set[int]:
    """Give the notes with a link that means some contact, or some company."""
    return _ids(connection, "SELECT note_id FROM edge WHERE contact_key=?", keys)


def _ids(connection: sqlite3.Connection, question: str, keys: Iterable[str]) -> set[int]:
    return {number for key in keys for (number,) in connection.execute(question, (key,))}


def note_ids(connection: sqlite3.Connection, paths: Iterable[str]) -> set[int]:
    """Give the notes at some paths; what is no path of a note is left out."""
    return {
        number
        for path in paths
        for (number,) in connection.execute(
            "SELECT id FROM note WHERE folder=? AND name=?", path.rpartition("/")[::2]
        )
    }


def places(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Give the (path, kind) of notes."""
    return {
        number: (joined(folder, name), kind)
        for number in ids
        for folder, name, kind in connection.execute(
            "SELECT folder, name, kind FROM note WHERE id=?", (number,)
        )
    }


def facts(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Fact]:
    """Load the facts of some notes, and the searches and question banks, which concern everybody."""
    whole = connection.execute(
        "SELECT kind, fact FROM note WHERE kind IN ('search', 'questions') AND fact IS NOT NULL"
    ).fetchall()
    for number in ids:
        whole += connection.execute(
            "SELECT kind, fact FROM note WHERE id=? AND kind IN ('contact', 'interview')", (number,)
        ).fetchall()
    return [codec.loads(kind, fact) for kind, fact in whole if fact]


def numbered_facts(connection: sqlite3.Connection) -> Iterable[tuple[int, str, Fact]]:
    """Load the facts of every note, with its id and path."""
    rows = connection.execute(
        "SELECT id, folder, name, kind, fact FROM note WHERE fact IS NOT NULL ORDER BY id"
    ).fetchall()
    return (
        (number, joined(folder, name), codec.loads(kind, fact))
        for number, folder, name, kind, fact in rows
    )


def all_facts(connection: sqlite3.Connection) -> Iterable[Fact]:
    """Load the facts of every note."""
    return (fact for _, _, fact in numbered_facts(connection))


def meanings(connection: sqlite3.Connection, ids: Iterable[int] | None = None) -> Resolve:
    """Give what each link of some notes, or of all, was found to mean."""
    question = """
        SELECT edge.target, edge.contact_key, note.folder, note.name
        FROM edge JOIN note ON note.id = edge.note_id
        """
    rows = (
        connection.execute(question)
        if ids is None
        else (
            row
            for number in ids
            for row in connection.execute(question + "WHERE edge.note_id=?", (number,))
        )
    )
    found = {
        (target, joined(folder, name)): "" if is_ghost(key) else key
        for target, key, folder, name in rows
    }
    return lambda target, source: found.get((target, source), "")
