"""What a command wants to know, asked of an open session: the report, the problems, the lists."""

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from infoview_md.dates import Moment, add_days
from infoview_md.index import queries
from infoview_md.network.report import Owed, Report, owe, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from infoview_md.errors import Problem
    from infoview_md.network.dossier import Dossier, Explained
    from infoview_md.network.followup import FollowUp
    from infoview_md.network.model import Contact
    from infoview_md.session import Session


class Wish(NamedTuple):
    """Which follow-ups are wanted: of some kinds, of one contact, of companies or places, so far ahead, so many."""

    as_of: Moment | None = None
    days: int | None = None
    kinds: tuple[str, ...] = ()
    contact: str = ""
    company: str = ""
    location: str = ""
    only_overdue: bool = False
    limit: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Tell whether some follow-ups are left out for another reason than their date."""
        return bool(
            self.kinds or self.contact or self.company or self.location or self.only_overdue
        )


def report(session: "Session", wish: Wish, *, with_problems: bool = True) -> Report:
    """Give what is owed as of a moment; the current one where none is wished."""
    return session.ask(
        lambda connection: _report(session, connection, wish, with_problems=with_problems)
    )


def _report(
    session: "Session", connection: sqlite3.Connection, wish: Wish, *, with_problems: bool
) -> Report:
    as_of = wish.as_of or session.now
    until = None if wish.days is None else add_days(as_of, wish.days)
    found = queries.follow_ups(connection, as_of, until)
    if queries.has_birthdays(connection):
        found += queries.birthdays(connection, as_of, int(session.basics["birthday_days"]))
    rows = owe(found, as_of, queries.namesakes(connection))
    has_news = any(row.kind == "announce" for row in rows)
    if wish.is_narrowed:
        rows = _narrowed(session, rows, wish)
    rows, far = within(rows, as_of, wish.days)
    later = len(far) if wish.is_narrowed or until is None else _count_later(connection, as_of, rows)
    return Report(
        as_of=as_of,
        vault=str(session.root),
        follow_ups=tuple(rows[: wish.limit] if wish.limit else rows),
        problems=tuple(problems(connection)) if with_problems else (),
        later=max(later, 0),
        cut=max(len(rows) - wish.limit, 0) if wish.limit else 0,
        upcoming=None
        if rows or wish.is_narrowed or until is None
        else _next(connection, as_of, until),
        told=queries.told_of_landing(connection, as_of) if has_news else (0, 0),
    )


def _count_later(connection: sqlite3.Connection, as_of: Moment, rows: list[Owed]) -> int:
    return queries.count_open(connection, as_of) - sum(row.kind != "birthday" for row in rows)


def _next(connection: sqlite3.Connection, as_of: Moment, until: Moment) -> Owed | None:
    found = queries.first_after(connection, as_of, until)
    return owe([found], as_of, queries.namesakes(connection))[0] if found else None


def _narrowed(session: "Session", rows: list[Owed], wish: Wish) -> list[Owed]:
    tests: list[Callable[[Owed], bool]] = []
    if wish.only_overdue:
        tests.append(lambda row: row.state == "overdue")
    if wish.kinds:
        tests.append(lambda row: row.kind in wish.kinds)
    if wish.contact:
        key = session.resolve(wish.contact)
        tests.append(lambda row: key in (row.contact_path, f"?{row.contact.casefold()}"))
    if wish.company or wish.location:
        paths = {
            one.path for one in contacts(session, company=wish.company, location=wish.location)
        }
        tests.append(lambda row: row.contact_path in paths)
    return [row for row in rows if all(test(row) for test in tests)]


def contacts(session: "Session", *, company: str = "", location: str = "") -> "list[Contact]":
    """Give the contacts at a company and in a place; a part of the name fits."""
    from infoview_md.sync.reading import folded

    wanted = folded(company), folded(location)
    return [
        one
        for one in session.ask(queries.contacts)
        if wanted[0] in folded(one.company) and wanted[1] in folded(one.location)
    ]


def dossier(session: "Session", name: str) -> "Dossier":
    """Gather everything about one contact.  Raises as `Session.resolve`."""
    from infoview_md.network import dossier as build

    key = session.resolve(name)
    return build.dossier(session.network, key, follow_ups_of(session, key), session.now)


def explanations(session: "Session", name: str) -> "list[Explained]":
    """Give what each rule found about one contact.  Raises as `Session.resolve`."""
    from infoview_md.network import dossier as build

    key = session.resolve(name)
    birthdays = [one for one in follow_ups_of(session, key) if one.kind == "birthday"]
    return build.explanations(session.network, key, session.setup.rules, birthdays, session.now)


def follow_ups_of(session: "Session", key: str) -> "list[FollowUp]":
    """Give every follow-up of one contact, closed ones and the next birthdays too."""
    from infoview_md.network.birthdays import birthday_in_year
    from infoview_md.network.followups import birthday

    found = session.ask(lambda connection: queries.every_follow_up(connection, key))
    born = birthday(session.network.circle(key))
    if born is not None:
        year = int(session.now[:4])
        ahead = session.config.policy.birthday_days
        found += [birthday_in_year(born, one, ahead) for one in (year, year + 1)]
    return found


def problems(connection: sqlite3.Connection) -> "list[Problem]":
    """Give every problem of the vault, by note and line."""
    from infoview_md.problems import link_problem, note_problem

    found = [note_problem(*row) for row in queries.note_problems(connection)]
    found += [link_problem(*row) for row in queries.link_findings(connection)]
    return sorted(found, key=lambda one: (one.note, one.line, one.property, one.message))
