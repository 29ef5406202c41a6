"""The blocks of a vault under watch: refreshed when something changed, and again once a note came to rest."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from infoview_md.dashboard.contents import next_change
from infoview_md.dashboard.refreshing import QUIET_SECONDS, Refreshed, refresh_blocks
from infoview_md.dates import Moment

if TYPE_CHECKING:
    from infoview_md.errors import Problem
    from infoview_md.session import Session
    from infoview_md.sync import SyncResult


_GRAIN = 0.05


class Keeping:
    """Refreshes the blocks of one vault, call by call; says each problem once, for as long as it lasts.

    `after_refresh` is for each change of the vault, `on_minute` for the notes that were left until they rest, and for
    what changes by the time of day alone.
    """

    def __init__(
        self,
        *,
        say: Callable[[str], None],
        tell: Callable[[str], None],
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        self._say = say
        self._tell = tell
        self._quiet_seconds = quiet_seconds
        self._own: dict[str, str] = {}
        self._said: frozenset[Problem] = frozenset()
        self._again_at: float | None = None
        self._next_change = Moment("")

    def after_refresh(self, session: "Session", result: "SyncResult") -> None:
        """Refresh the blocks, for the vault or the day has changed."""
        del result
        self._refresh(session)

    def on_minute(self, session: "Session") -> float | None:
        """Refresh where a note came to rest, or something opened or fell due; gives the seconds until one may rest."""
        is_rested = self._again_at is not None and time.monotonic() >= self._again_at
        if is_rested or (self._next_change and session.now > self._next_change):
            self._refresh(session)
        return None if self._again_at is None else max(self._again_at - time.monotonic(), 0.0)

    def _refresh(self, session: "Session") -> None:
        session.__dict__.pop("network", None)  # a command loads it once, a watcher again
        found = refresh_blocks(session, quiet_seconds=self._quiet_seconds, own=self._own)
        is_waiting = bool(found.resting)
        self._again_at = time.monotonic() + self._quiet_seconds + _GRAIN if is_waiting else None
        for line in told(found):
            self._tell(line)
        for one in found.problems:
            if one not in self._said:
                self._say(problem_line(one))
        self._said = frozenset(found.problems) | {
            one for one in self._said if one.note in found.resting
        }
        self._next_change = next_change(session) if found.blocks else Moment("")


def told(found: Refreshed) -> list[str]:
    """Say in sentences what a refresh did; nothing where it did nothing."""
    lines = list(found.closed)
    if found.written:
        lines.append(f"Made the blocks anew in {', '.join(found.written)}.")
    return lines


def problem_line(one: "Problem") -> str:
    """Write a problem on one line, as `check` does, with its hint."""
    place = f"{one.note}:{one.line}" if one.line else one.note
    return f"{place}: {one.message} {one.hint}".strip()
