"""Telling the user at once: asks the index what came up since it was asked last, and shows it."""

from collections.abc import Callable
from datetime import timedelta

from infoview_md.dates import Moment, from_datetime, to_datetime
from infoview_md.index import queries
from infoview_md.index.coming import interviews_in
from infoview_md.network.reminders import AHEAD_MINUTES, Reminder, reminders
from infoview_md.session import Session


class Reminding:
    """Called with the session once a minute; shows each thing once."""

    def __init__(self, show: Callable[[Reminder], None]) -> None:
        self._show = show
        self._since: Moment | None = None

    def __call__(self, session: Session) -> None:
        """Show what came up since the last call."""
        now = session.now
        if now == self._since:
            return
        coming = from_datetime(to_datetime(now) + timedelta(minutes=AHEAD_MINUTES))
        for reminder in reminders(
            self._since,
            now,
            owed=queries.follow_ups(session.connection, now, now),
            interviews=interviews_in(session.connection, now[:14], coming[:14]),
        ):
            self._show(reminder)
        self._since = now
