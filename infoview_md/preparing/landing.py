"""The end of a search: what is written into its note, and how many helpers are owed the news."""

from typing import TYPE_CHECKING

from infoview_md.acting import properties
from infoview_md.acting.act import Act
from infoview_md.acting.moments import past_day
from infoview_md.acting.whom import one_line
from infoview_md.dates import ALWAYS, day_of
from infoview_md.errors import NotFound, UsageMistake
from infoview_md.index import queries
from infoview_md.network.aim import current, has_landed
from infoview_md.network.model import Search
from infoview_md.writeback import Edit, Work

if TYPE_CHECKING:
    from infoview_md.session import Session


def landed(
    session: "Session", *, company: str, role: str = "", on: str = "", new_email: str = ""
) -> Act:
    """Plan what the note of the current search says of its end.

    Raises `NotFound` where there is no search note, `UsageMistake` where the search ended on another day already.
    """
    day = past_day(session, on)
    search = _search(session)
    if search.landed and search.landed != ALWAYS and day_of(search.landed) != day:
        raise UsageMistake(
            f"{search.path} says that you landed on {day_of(search.landed)} already.",
            hint="Start a new search in a new note, or change `landed` there.",
        )
    employer = one_line(company, "company")
    said = (
        ("landed", str(day)),
        ("employer", employer),
        ("landed_role", " ".join(role.split())),
        ("new_email", new_email.strip()),
    )
    steps: tuple[Edit, ...] = tuple(
        properties.put(session, search.path, name, value) for name, value in said if value
    )
    return Act(
        work=Work(
            sentence=f"Congratulations! {search.path} says that you landed at {employer} on {day}.",
            subject=f"Land at {employer}",
            steps=steps,
        )
    )


def _search(session: "Session") -> Search:
    searches = session.network.searches
    search = current(searches, day_of(session.now))
    if search is None:
        raise NotFound(
            "There is no search note whose search has begun.",
            hint="Write one: a note with `type: search`, a `goal` of one sentence, and `started: 2026-09-01`.",
        )
    if has_landed(search, day_of(session.now)):
        running = [one for one in searches if not one.landed]
        return max(running, key=lambda one: (one.started, one.path), default=search)
    return search


def still_to_tell(session: "Session") -> str:
    """Say how many helpers are owed the news, and how to write to them; empty where nobody landed."""
    told, everyone = session.ask(
        lambda connection: queries.told_of_landing(connection, session.now)
    )
    if not everyone:
        return "Nobody helped by your notes, so nobody is owed the news."
    owed = everyone - told
    if not owed:
        return f"All {everyone} who helped know already."
    people = "1 person who helped is" if owed == 1 else f"{owed} people who helped are"
    return f"{people} owed the news: infoview-md draft landed --all"
