"""What a watcher is told: how to look, how long to wait, whom to tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from infoview_md.session import Session
from infoview_md.sync import Progress, SyncResult

AfterRefresh = Callable[[Session, SyncResult], None]
"""Called after each refresh that changed something, after the first, and with an empty result on each new day.

The session's index is fresh, and its `now` is the current moment."""

OnMinute = Callable[[Session], float | None]
"""Called about once a minute and after each refresh; the session's `now` is the current moment.

Gives the seconds after which it wants to be called again; None where the next minute is soon enough."""

POLL_SECONDS = 60.0


class Outcome(Enum):
    """How watching ended: it was told to, another watcher has the vault, or the program was updated meanwhile."""

    STOPPED = "stopped"
    TAKEN = "taken"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long the watcher waits, in seconds.

    A burst is over after `quiet` without an event, and is looked at after `longest` even if it goes on.  `settle` are
    the waits for a writer to finish, `away` those for a vault that is not there, `retry` for an index in use by others;
    `loss` says when to look again at many notes that are gone at once, and when to believe it.  Everything is looked
    at after `whole`, and the clock after each `tick`.
    """

    quiet: float = 0.02
    longest: float = 0.5
    settle: tuple[float, ...] = (0.12, 0.25, 0.5, 1.0, 2.6, 5.0, 10.0, 30.0, 60.0)
    away: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
    retry: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
    loss: tuple[float, float] = (5.0, 30.0)
    tick: float = 60.0
    whole: float = 900.0
    token: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user wants of a watcher.

    `poll` looks every so many seconds instead of listening (0: listen).  `say` gets what a user must know, `tell` one
    line for each refresh.
    """

    poll: float = 0.0
    times: Times = field(default_factory=Times)
    say: Callable[[str], None] = lambda line: None  # noqa: ARG005 - named for the reader
    tell: Callable[[str], None] = lambda line: None  # noqa: ARG005 - named for the reader
    after_refresh: Sequence[AfterRefresh] = ()
    on_minute: Sequence[OnMinute] = ()
    progress: Callable[[], Progress | None] | None = None
