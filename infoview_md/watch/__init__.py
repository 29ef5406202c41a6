"""The door to watchdog: it says "look again", and where, and nothing more.

Events are hints, never facts: what changed is read from the disk.
"""

import sys
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from infoview_md.watch.hints import Hint, Hints
from infoview_md.watch.limits import CannotWatch

__all__ = ["CannotWatch", "Hint", "Hints", "Place", "Watcher", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What to watch: the vault's real path, the folders that are never read, and a private folder for tokens."""

    root: str
    ignored: Collection[str] = ()
    tokens: Path | None = None


class Watcher(Protocol):
    """Something that hears of changes and puts them into `Hints` until it is stopped."""

    @property
    def is_complete(self) -> bool:
        """Whether it hears of every change to a note, in the order in which they happen."""

    @property
    def is_alive(self) -> bool:
        """Whether it still hears anything."""

    @property
    def has_gaps(self) -> bool:
        """Whether it may not enter some folder, so that listening anew may hear more."""

    @property
    def failure(self) -> str:
        """Why some folders are not watched, in a sentence; empty where all are."""

    def drop_token(self) -> str:
        """Send a token behind everything that has happened, and give its name; empty where that cannot be done."""

    def stop(self) -> None:
        """Stop listening."""


def start(place: Place, hints: Hints, *, in_order: bool = True) -> Watcher:
    """Begin to listen to a folder and all below it.  Raises `CannotWatch`."""
    # A folder made a moment before its parent is watched is found twice, which does no harm.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
    if in_order and sys.platform == "linux":
        from infoview_md.watch.inotify import OrderedWatcher

        return OrderedWatcher(place, hints)
    from infoview_md.watch.plain import PlainWatcher

    return PlainWatcher(place, hints)
