"""Telling the user at once: asks the index what came up since it was asked last, and shows it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from infoview_md.dates import Moment, from_datetime, to_datetime
from infoview_md.index import queries
from infoview_md.index.coming import interviews_in
from infoview_md.network.followup import NoMoment
from infoview_md.network.reminders import AHEAD_MINUTES, Reminder, reminders
from infoview_md.session import Session, state_folder
from infoview_md.watching.told import Told, load, save

if TYPE_CHECKING:
    from pathlib import Path

_TO_THE_HOUR = len("2026-11-24T14")


class Reminding:
    """Called with the session once a minute; shows each thing once, also what came up while no watcher ran."""

    def __init__(self, show: Callable[[Reminder], None]) -> None:
        self._show = show
        self._folder: Path | None = None
        self._told = Told()
        self._kept_at = NoMoment

    def __call__(self, session: Session) -> None:
        """Show what came up since the last call, or since the last watcher."""
        now, folder = session.now, state_folder(session.root)
        if folder != self._folder:  # another vault may take the place of the first
            self._folder, self._told = folder, load(folder)
        if now == self._told.until:
            return
        found = self._found(session, now)
        for reminder in found:
            self._show(reminder)
            self._told.add(reminder.keys)
        self._told.until = now
        # Once an hour is enough: what was shown is remembered one by one.
        if found or now[:_TO_THE_HOUR] != self._kept_at[:_TO_THE_HOUR]:
            self._kept_at = now
            save(folder, self._told)

    def _found(self, session: Session, now: Moment) -> list[Reminder]:
        coming = from_datetime(to_datetime(now) + timedelta(minutes=AHEAD_MINUTES))
        return reminders(
            self._told.until or None,
            now,
            owed=queries.follow_ups(session.connection, now, now),
            interviews=interviews_in(session.connection, now[:14], coming[:14]),
            told=self._told.keys,
        )
