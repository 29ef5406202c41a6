"""The search in numbers, counted from the index."""

from typing import TYPE_CHECKING

from infoview_md.index import queries
from infoview_md.network.stats import Stats, build

if TYPE_CHECKING:
    from infoview_md.dates import Moment
    from infoview_md.session import Session


def stats_of(session: "Session", since: "Moment | None" = None) -> Stats:
    """Count what happened until now, from a day on where one is given."""
    return build(
        session.network,
        session.ask(queries.every_follow_up),
        as_of=session.now,
        since=since,
    )
