"""Watching on Linux: the raw events of watchdog's reader, in the order in which they happened.

watchdog's own handlers would do, but between the kernel and them lie three threads, half a second of waiting for the
other half of a move, and no word when the kernel's queue overflowed.  Its reader hears everything at once and in one
order, so a token that is dropped behind the changes proves that they have all been heard.
"""

import itertools
import os
from contextlib import suppress
from pathlib import Path
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
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, EventDispatcher
from watchdog.observers.inotify import InotifyEmitter
from watchdog.observers.inotify_c import CallbackId, InotifyConstants, InotifyEvent, InotifyFD, Mask

from infoview_md.watch.hints import Hints, is_watched
from infoview_md.watch.limits import CannotWatch, is_limit, reason
from infoview_md.watch.records import Records

if TYPE_CHECKING:
    from watchdog.observers.inotify_c import WatchCallback, WatchDescriptor

    from infoview_md.watch import Place

_EVENTS = [
    FileClosedEvent,
    FileModifiedEvent,  # a program may write and keep the file open
    FileMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
]
_JOIN_SECONDS = 2.0
_MOVES_KEPT = 16


class _Unheard:
    """The callback of the tokens' folder, which is never called: its events are heard before."""

    def on_event(self, event: InotifyEvent) -> None:
        """Nothing to do."""

    def on_watch_deleted(self, wd: "WatchDescriptor") -> None:
        """Nothing to do."""

    def on_queue_overflow(self) -> None:
        """Nothing to do."""


class _Reader(InotifyFD):
    """watchdog's reader of events, which tells what it hears to `Hints` as well.

    Only events of folders go on into watchdog, which keeps its watches by them.
    """

    def __init__(self, place: "Place", hints: Hints) -> None:
        super().__init__()
        self._root = os.fsencode(place.root)
        self._ignored = place.ignored
        self._hints = hints
        self._folders: dict[int, str] = {}
        self._moving: dict[int, dict[int, str]] = {}
        self._tokens = -1
        self.failure: OSError | None = None
        self.has_gaps = False
        self.is_confused = False

    def watch_tokens(self, folder: Path) -> None:
        """Hear of the files that are made in a folder outside the vault."""
        self._tokens = super().add_callback(
            os.fsencode(folder), InotifyConstants.IN_CREATE, _Unheard(), CallbackId(0)
        )

    def add_callback(
        self, path: bytes, mask: Mask, callback: "WatchCallback", id_: CallbackId
    ) -> "WatchDescriptor":
        """Watch one folder; one that is never read is refused, which watchdog takes for a folder that is gone."""
        folder = os.fsdecode(path[len(self._root) + 1 :])
        if not is_watched(folder, self._ignored):
            raise FileNotFoundError(path)
        # A permission is no content, but it decides what can be read; and the vault itself may move.
        mask = Mask(mask | InotifyConstants.IN_ATTRIB | InotifyConstants.IN_MOVE_SELF)
        try:
            watched = super().add_callback(path, mask, callback, id_)
        except OSError as error:
            if is_limit(error):
                self.failure = error
            raise
        self.has_gaps |= watched < 0
        self._folders[watched] = folder
        return watched

    def run(self) -> None:
        """Hear until stopped; whatever ends it early is heard of as a reason to look everywhere."""
        with suppress(
            Exception
        ):  # the watch is found dead and begun again, with a look at everything
            super().run()
        self._hints.everywhere()

    def handle_event(self, event: InotifyEvent) -> None:
        """Tell of one event."""
        if event.wd == self._tokens:
            if event.is_create:
                self._hints.token(os.fsdecode(event.name))
        elif event.is_ignored:
            self._pass_on(event)
            self._folders.pop(event.wd, None)
        elif event.mask & InotifyConstants.IN_UNMOUNT:
            self.is_confused = (
                True  # what lies below is not listened to, and nothing more will be said
            )
            self._hints.everywhere()
        elif event.is_directory or event.is_queue_overflow:
            self._handle_folder(event)
        elif self._has_left(event):
            pass
        elif (folder := self._folders.get(event.wd)) is None or not event.name:
            self._hints.everywhere()
        else:
            self._hints.note(folder, os.fsdecode(event.name))

    def _has_left(self, event: InotifyEvent) -> bool:
        """Tell whether an event is of a folder that was moved out of the vault, and its watch with it.

        If it only moved within, its arrival is a reason to look everywhere.
        """
        return event.wd not in self._folders and any(
            event.wd in moving for moving in self._moving.values()
        )

    def _handle_folder(self, event: InotifyEvent) -> None:
        """Follow a folder that came, went or moved, first in the watches and then in the hints."""
        above = self._folders.get(event.wd)
        if above is not None and event.name:
            name = os.fsdecode(event.name)
            folder = f"{above}/{name}" if above else name
            if not is_watched(folder, self._ignored):
                return
            self._follow(event, folder)
        if not (event.is_attrib or event.is_move_self):
            self._pass_on(event)
        if not self._has_left(event):
            self._hints.everywhere()

    def _pass_on(self, event: InotifyEvent) -> None:
        """Let watchdog follow its folders; where two moves cross, its books can break."""
        try:
            super().handle_event(event)
        except (KeyError, OSError):
            self.is_confused = True
            self._hints.everywhere()

    def _follow(self, event: InotifyEvent, folder: str) -> None:
        """Keep the paths of the watched folders right when one of them moves: the watches move along."""
        if event.is_moved_from:
            below = f"{folder}/"
            moving = {
                watched: path[len(folder) :]
                for watched, path in self._folders.items()
                if path == folder or path.startswith(below)
            }
            for watched in moving:
                del self._folders[watched]
            self._moving[event.cookie] = moving
            if len(self._moving) > _MOVES_KEPT:
                del self._moving[next(iter(self._moving))]
        elif event.is_moved_to:
            for watched, path in self._moving.pop(event.cookie, {}).items():
                self._folders[watched] = folder + path


class OrderedWatcher:
    """Watches a vault by inotify.  Raises `CannotWatch`."""

    def __init__(self, place: "Place", hints: Hints) -> None:
        self._tokens = place.tokens
        self._numbers = itertools.count(1)
        self._records = Records(hints)
        try:
            self._reader = _Reader(place, hints)
        except OSError as error:
            self._records.close()
            raise CannotWatch(reason(error)) from None
        self._reader.start()
        self._observer = BaseObserver(InotifyEmitter, inotify_fd=self._reader)
        try:
            self._observer.schedule(
                FileSystemEventHandler(), place.root, recursive=True, event_filter=_EVENTS
            )
            self._observer.start()
            self._make_tokens()
        except OSError as error:
            self.stop()
            raise CannotWatch(reason(error)) from None
        if self._reader.failure is not None:
            self.stop()
            raise CannotWatch(reason(self._reader.failure))

    def _make_tokens(self) -> None:
        """Make the folder of tokens and listen to it; where nothing can be written, there are none."""
        if self._tokens is None:
            return
        try:
            self._tokens.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            self._tokens = None
            return
        self._reader.watch_tokens(self._tokens)

    @property
    def is_complete(self) -> bool:
        """Whether every change is heard, in the order of changes."""
        return self.is_alive and not self.has_gaps and not self.failure

    @property
    def is_alive(self) -> bool:
        """Whether the reader still hears, of every folder."""
        return self._reader.is_alive() and not self._reader.is_confused

    @property
    def has_gaps(self) -> bool:
        """Whether some folder may not be entered."""
        return self._reader.has_gaps

    @property
    def failure(self) -> str:
        """Why some folders are not watched; empty where all are."""
        return reason(self._reader.failure) if self._reader.failure else ""

    def drop_token(self) -> str:
        """Send a token behind everything that has happened; empty where that cannot be done."""
        if self._tokens is None:
            return ""
        name = str(next(self._numbers))
        token = self._tokens / name
        try:
            os.close(os.open(token, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            token.unlink()
        except OSError:
            self._reader.is_confused = True  # whoever deleted their folder deleted the watch on it
            return ""
        return name

    def stop(self) -> None:
        """Stop listening, and wait for the threads to end."""
        try:
            self._observer.stop()
            self._observer.join(_JOIN_SECONDS)
        except KeyError:  # its books broke, and it did not get as far as to end its threads
            self._observer.event_queue.put_nowait(EventDispatcher.stop_event)
        except RuntimeError:
            pass  # it never began
        self._reader.stop()
        self._reader.join(_JOIN_SECONDS)
        self._records.close()
