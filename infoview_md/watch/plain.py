"""Watching where there is no inotify: the events of watchdog's own observer, as hints."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from infoview_md.watch.hints import Hints, is_watched
from infoview_md.watch.limits import CannotWatch, reason
from infoview_md.watch.records import Records

if TYPE_CHECKING:
    from infoview_md.watch import Place

_EVENTS = [
    FileClosedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
]
_JOIN_SECONDS = 2.0


class _Handler(FileSystemEventHandler):
    def __init__(self, place: "Place", hints: Hints) -> None:
        self._root = place.root.rstrip(os.sep) + os.sep
        self._ignored = place.ignored
        self._hints = hints

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of both ends of an event: an atomic save names the note only as where something moved to."""
        for path in (event.src_path, event.dest_path):
            if path:
                self._hear(os.fsdecode(path), is_folder=event.is_directory)

    def _hear(self, path: str, *, is_folder: bool) -> None:
        if not path.startswith(self._root):
            self._hints.everywhere()
            return
        inner = path[len(self._root) :].replace(os.sep, "/")
        folder, _, name = inner.rpartition("/")
        if not is_watched(inner if is_folder else folder, self._ignored):
            return
        if is_folder:
            self._hints.everywhere()
        else:
            self._hints.note(folder, name)


class PlainWatcher:
    """Watches a vault by whatever the system has.  It cannot prove that it heard everything.  Raises `CannotWatch`."""

    is_complete = False
    has_gaps = False
    failure = ""

    def __init__(self, place: "Place", hints: Hints) -> None:
        self._records = Records(hints)
        try:
            self._observer = Observer()
            self._observer.schedule(
                _Handler(place, hints), place.root, recursive=True, event_filter=_EVENTS
            )
            self._observer.start()
        except OSError as error:
            self._records.close()
            raise CannotWatch(reason(error)) from None

    @property
    def is_alive(self) -> bool:
        """Whether it still hears anything."""
        return self._observer.is_alive() and all(one.is_alive() for one in self._observer.emitters)

    def drop_token(self) -> str:
        """No token: nothing could be concluded from it."""
        return ""

    def stop(self) -> None:
        """Stop listening."""
        with suppress(RuntimeError):
            self._observer.stop()
            self._observer.join(_JOIN_SECONDS)
        self._records.close()
