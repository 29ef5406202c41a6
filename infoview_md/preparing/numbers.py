"""The search in numbers, counted from the index."""

from typing import TYPE_CHECKING

from infoview_md.dates import day_of
from infoview_md.errors import UsageMistake
from infoview_md.index import queries
from infoview_md.network.stats import Stats, build

if TYPE_CHECKING:
    from infoview_md.dates import Moment
    from infoview_md.session import Session


def stats_of(session: "Session", since: "Moment | None" = None) -> Stats:
    """Count what happened until now, from a day on where one is given.  Raises `UsageMistake` for a day to come."""
    if since and day_of(since) > day_of(session.now):
        raise UsageMistake(
            f"--since {since} lies after {day_of(session.now)}, until which is counted.",
            hint="Give an earlier day, or a later one to --as-of.",
        )
    return build(
        session.network,
        session.ask(queries.every_follow_up),
        as_of=session.now,
        since=since,
    )
