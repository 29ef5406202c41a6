"""Asking the index what a command wants to know: what is owed, who is who, what is wrong."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from infoview_md.dates import Moment, add_days, instant, to_date
from infoview_md.network.followup import FollowUp

if TYPE_CHECKING:
    from infoview_md.network.model import Contact, Fact


def joined(folder: str, name: str) -> str:
    """Give the path of a note from its folder and its name."""
    return f"{folder}/{name}" if folder else name


_COLUMNS = "id, kind, contact, contact_path, note, line, opened, due, closed, reason"
_CHUNK = 500


def follow_ups(
    connection: sqlite3.Connection, as_of: Moment, until: Moment | None = None
) -> list[FollowUp]:
    """Give what is open at a moment, and due by a day where one is given.  Birthdays are not among them."""
    at = instant(as_of)
    last = "9999" if until is None else f"{until}~"
    rows = connection.execute(
        f"""
        SELECT {_COLUMNS} FROM follow_up WHERE closed = '' AND due <= ?2 AND opened <= ?1
        UNION ALL
        SELECT {_COLUMNS} FROM follow_up WHERE closed > ?1 AND due <= ?2 AND opened <= ?1
        """,  # noqa: S608 - constants only
        (at, last),
    )
    return [_follow_up(row) for row in rows]


def _follow_up(row: Sequence[object]) -> FollowUp:
    names = _COLUMNS.split(", ")
    return FollowUp(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]  # typed by the table


def count_open(connection: sqlite3.Connection, as_of: Moment) -> int:
    """Count what is open at a moment, birthdays aside."""
    at = instant(as_of)
    (count,) = connection.execute(
        """
        SELECT (SELECT count(*) FROM follow_up WHERE closed = '' AND opened <= ?1)
             + (SELECT count(*) FROM follow_up WHERE closed > ?1 AND opened <= ?1)
        """,
        (at,),
    ).fetchone()
    return int(count)


def told_of_landing(connection: sqlite3.Connection, as_of: Moment) -> tuple[int, int]:
    """Count who knows where the last search landed, and everyone who is or was owed that news."""
    at = instant(as_of)
    told, everyone = connection.execute(
        """
        SELECT coalesce(sum(closed <> '' AND closed <= ?1), 0), count(*)
        FROM follow_up WHERE kind = 'announce' AND (closed = '' OR closed >= opened) AND opened = (
            SELECT max(opened) FROM follow_up WHERE kind = 'announce' AND opened <= ?1
        )
        """,
        (at,),
    ).fetchone()
    return int(told), int(everyone)


def first_after(connection: sqlite3.Connection, as_of: Moment, day: Moment) -> FollowUp | None:
    """Give the open follow-up that is due next after a day."""
    at = instant(as_of)
    row = connection.execute(
        f"""
        SELECT {_COLUMNS} FROM follow_up
        WHERE (closed = '' OR closed > ?1) AND opened <= ?1 AND due > ?2 ORDER BY due LIMIT 1
        """,  # noqa: S608 - constants only
        (at, f"{day}~"),
    ).fetchone()
    return _follow_up(row) if row else None


def every_follow_up(
    connection: sqlite3.Connection, contact_key: str | None = None
) -> list[FollowUp]:
    """Give all follow-ups, also those that closed, of one contact or of all."""
    where, values = ("", ()) if contact_key is None else ("WHERE contact_key=?", (contact_key,))
    rows = connection.execute(f"SELECT {_COLUMNS} FROM follow_up {where}", values)  # noqa: S608 - constants only
    return [_follow_up(row) for row in rows]


def follow_ups_with(connection: sqlite3.Connection, ids: Sequence[str]) -> list[FollowUp]:
    """Give follow-ups by their ids, closed ones too; ids of none are left out."""
    found: list[FollowUp] = []
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(some))
        question = f"SELECT {_COLUMNS} FROM follow_up WHERE id IN ({marks})"  # noqa: S608 - constants only
        found += [_follow_up(row) for row in connection.execute(question, some)]
    return found


def closed_between(connection: sqlite3.Connection, first: Moment, last: Moment) -> list[FollowUp]:
    """Give the follow-ups that closed from one moment to another, both included."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM follow_up WHERE closed BETWEEN ? AND ? AND opened <= closed",  # noqa: S608 - constants only
        (first, last),
    )
    return [_follow_up(row) for row in rows]


def birthdays(connection: sqlite3.Connection, as_of: Moment, days_ahead: int) -> Iterator[FollowUp]:
    """Give the birthdays of the coming days, today included."""
    from infoview_md.network.birthdays import Birthday, birthday_in_year

    days = [add_days(as_of, number) for number in range(days_ahead + 2)]
    ends = {day[5:] for day in days} | (
        {"02-29"} if any(day[5:] == "02-28" for day in days) else set()
    )
    year = to_date(as_of).year
    for month_day in sorted(ends):
        for name, path, line, born, met, closed, snoozed in connection.execute(
            """
            SELECT contact, path, line, born, met, closed, snoozed_until
            FROM birthday WHERE month_day=?
            """,
            (month_day,),
        ):
            found = Birthday(
                contact=name,
                path=path,
                line=line,
                born=born,
                met=tuple(met.split()),
                closed=closed,
                snoozed_until=snoozed,
            )
            for one in (year, year + 1):
                yield birthday_in_year(found, one, days_ahead)


def has_birthdays(connection: sqlite3.Connection) -> bool:
    """Tell whether any contact has a birthday."""
    return connection.execute("SELECT 1 FROM birthday LIMIT 1").fetchone() is not None


def names_beginning(connection: sqlite3.Connection, key: str) -> list[tuple[str, str, bool]]:
    """Give (name key, path, whether it is the note's own name) of contacts whose name begins with a key."""
    rows = connection.execute(
        """
        SELECT name.key, note.folder, note.name, name.is_own FROM name JOIN note ON note.id = name.note_id
        WHERE name.key >= ?1 AND name.key < ?1 || char(1114111) ORDER BY name.key
        """,
        (key,),
    )
    return [(found, joined(folder, name), bool(own)) for found, folder, name, own in rows]


def all_names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Give every (name key, path) of contacts."""
    rows = connection.execute(
        "SELECT name.key, note.folder, note.name FROM name JOIN note ON note.id = name.note_id"
    )
    return [(key, joined(folder, name)) for key, folder, name in rows]


def namesakes(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the paths of the contacts whose own name another contact has too."""
    rows = connection.execute(
        """
        SELECT note.folder, note.name FROM name JOIN note ON note.id = name.note_id
        WHERE name.is_own AND name.key IN (
            SELECT key FROM name WHERE is_own GROUP BY key HAVING count(*) > 1
        )
        """
    )
    return frozenset(joined(folder, name) for folder, name in rows)


def fact_at(connection: sqlite3.Connection, path: str) -> "Fact | None":
    """Give what the note at a path says; None where there is none or it is of no kind the rules know."""
    from infoview_md.index import codec

    row = connection.execute(
        "SELECT kind, fact FROM note WHERE folder=? AND name=?", path.rpartition("/")[::2]
    ).fetchone()
    return codec.loads(row[0], row[1]) if row and row[1] else None


def notes(connection: sqlite3.Connection, kind: str = "") -> list[tuple[str, str, int]]:
    """Give (path, kind, size in bytes) of every note, or of one kind, sorted by path."""
    rows = connection.execute(
        "SELECT folder, name, kind, size FROM note WHERE ?1 = '' OR kind = ?1", (kind,)
    )
    return sorted((joined(folder, name), found, size) for folder, name, found, size in rows)


def contacts(connection: sqlite3.Connection) -> "list[Contact]":
    """Give every contact that has a note, sorted by path."""
    from infoview_md.index import codec
    from infoview_md.network.model import Contact

    rows = connection.execute(
        "SELECT fact FROM note WHERE kind='contact' AND fact IS NOT NULL ORDER BY folder, name"
    )
    found = [codec.loads("contact", fact) for (fact,) in rows]
    return [one for one in found if isinstance(one, Contact)]


def note_problems(connection: sqlite3.Connection) -> list[tuple[str, int, str, str, str]]:
    """Give (path, line, property, message, hint) of the defects found in notes."""
    rows = connection.execute(
        """
        SELECT note.folder, note.name, problem.line, problem.property, problem.message, problem.hint
        FROM problem JOIN note ON note.id = problem.note_id
        """
    )
    return [(joined(folder, name), *rest) for folder, name, *rest in rows]


def link_findings(connection: sqlite3.Connection) -> list[tuple[str, int, str, str, str]]:
    """Give (path, line, property, target, finding) of the links that a rule cannot follow."""
    rows = connection.execute(
        """
        SELECT note.folder, note.name, edge.line, edge.field, edge.target, edge.finding
        FROM edge JOIN note ON note.id = edge.note_id WHERE edge.finding != ''
        """
    )
    return [(joined(folder, name), *rest) for folder, name, *rest in rows]


def place(connection: sqlite3.Connection) -> str:
    """Give the file of the index; empty where it lives in memory."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2] or "")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count notes by kind, follow-ups, and problems."""
    kinds = dict(connection.execute("SELECT kind, count(*) FROM note GROUP BY kind").fetchall())
    (owed,) = connection.execute("SELECT count(*) FROM follow_up").fetchone()
    (problems,) = connection.execute("SELECT count(*) FROM problem").fetchone()
    (links,) = connection.execute("SELECT count(*) FROM edge WHERE finding != ''").fetchone()
    names = ("contact", "interview", "search", "questions", "other")
    return {
        "notes": sum(kinds.values()),
        **{name: kinds.get(name, 0) for name in names},
        "follow_ups": owed,
        "problems": problems + links,
    }
