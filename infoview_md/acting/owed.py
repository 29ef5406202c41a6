"""What is owed to one contact, and which of it a command means."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoview_md.acting.whom import contact_of, network_of
from infoview_md.dates import day_of
from infoview_md.errors import Ambiguous, UsageMistake
from infoview_md.index import queries
from infoview_md.network.kinds import KINDS
from infoview_md.network.network import ghost_key
from infoview_md.network.report import Owed, owe
from infoview_md.render.words import lateness

if TYPE_CHECKING:
    from infoview_md.session import Session


def owed_to(session: "Session", key: str) -> list[Owed]:
    """Give what is open towards one contact now, in the order of a report."""
    from infoview_md.network.birthdays import birthday_in_year
    from infoview_md.network.followups import birthday

    found = session.ask(lambda connection: queries.every_follow_up(connection, key))
    born = birthday(network_of(session, key).circle(key))
    if born is not None:
        year, ahead = int(session.now[:4]), session.config.policy.birthday_days
        found += [birthday_in_year(born, one, ahead) for one in (year, year + 1)]
    return owe(found, session.now)


def candidates(session: "Session", name: str, kind: str = "", follow_up: str = "") -> list[Owed]:
    """Give the open follow-ups that NAME, a kind and an id may mean; never none.

    Of several of one kind those that are due by today are meant, else the next one: what a report shows without an
    id is always found.  Raises as `Session.resolve`, and `UsageMistake` where nothing of the sort is owed.
    """
    wanted = _kind_named(kind) if kind else ""
    key, rows = _owed_to_name(session, name, wanted, follow_up)
    found = _fitting(rows, wanted, follow_up)
    if not found:
        raise _not_owed(contact_of(session, key).name, wanted, follow_up, rows)
    return _nearest(found) if wanted else found


def _owed_to_name(
    session: "Session", name: str, kind: str, follow_up: str
) -> tuple[str, list[Owed]]:
    """Give the key that a name means, and what is owed; of people with one name, the only one it is owed to."""
    try:
        key = session.resolve(name)
    except Ambiguous as several:
        if not kind and not follow_up:
            raise
        owed = {
            path: owed_to(session, path) for path in (f"{one}.md" for one in several.candidates)
        }
        fits = [(path, rows) for path, rows in owed.items() if _fitting(rows, kind, follow_up)]
        if len(fits) != 1:
            raise
        return fits[0]
    return key, owed_to(session, key)


def _with_ending(path: str) -> str:
    return path if path.lower().endswith(".md") else f"{path}.md"


def _fitting(rows: Sequence[Owed], kind: str, follow_up: str) -> list[Owed]:
    return [
        row
        for row in rows
        if (not kind or row.kind == kind) and (not follow_up or row.id == follow_up)
    ]


def _nearest(rows: list[Owed]) -> list[Owed]:
    first = min(day_of(row.due) for row in rows)
    by_today = [row for row in rows if row.state != "upcoming"]
    return by_today or [row for row in rows if day_of(row.due) == first]


def _kind_named(text: str) -> str:
    plain = text.strip().casefold().replace("-", "_").replace(" ", "_")
    fits = [kind for kind in KINDS if kind == plain] or [
        kind for kind in KINDS if kind.startswith(plain)
    ]
    if len(fits) != 1:
        raise UsageMistake(
            f"{text!r} is no kind of follow-up.", hint=f"There are: {', '.join(sorted(KINDS))}."
        )
    return fits[0]


def _not_owed(who: str, kind: str, follow_up: str, rows: Sequence[Owed]) -> UsageMistake:
    what = f"follow-up {follow_up}" if follow_up else kind
    if not rows:
        hint = f"To see why: infoview-md why {shlex.quote(who)}"
        return UsageMistake(f"Nothing is owed to {who} now.", hint=hint)
    return UsageMistake(f"No {what} is open for {who}.", hint=f"Owed is:\n{listed(rows)}")


def several(rows: Sequence[Owed]) -> UsageMistake:
    """Say that more than one thing is meant, each with the command line that closes it."""
    return UsageMistake(
        f"{len(rows)} things are owed to {rows[0].contact}; say which:", hint=listed(rows)
    )


def listed(rows: Sequence[Owed]) -> str:
    """List follow-ups with the command that closes each."""
    return "\n".join(f"  {row.action}\n      {KINDS[row.kind].todo}: {row.reason}" for row in rows)


def is_still_owed(session: "Session", row: Owed) -> bool:
    """Tell whether a follow-up of an earlier report is open now."""
    key = row.contact_path or ghost_key(row.contact)
    return any(one.id == row.id for one in owed_to(session, key))


def next_of(session: "Session", key: str) -> str:
    """Say what is owed next to a contact."""
    who = contact_of(session, key).name
    rows = owed_to(session, key)
    if not rows:
        return f"Nothing more is owed to {who}."
    first = rows[0]
    return f"Next for {who}: {KINDS[first.kind].todo} ({lateness(first, session.now)})."
