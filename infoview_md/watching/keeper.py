"""One vault and its index, kept in step: a look, what it found, and whether the index can be vouched for."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from infoview_md import barrier, vault
from infoview_md.errors import StorageFailure
from infoview_md.freshness import Difference, compare, compare_some
from infoview_md.index import database, meta, store
from infoview_md.session import Session, cache_folder
from infoview_md.sync import BelieveLoss, Progress, SyncResult, sync
from infoview_md.watch import Hint

_BUSY_SECONDS = 0.5
_ATTEMPTS = 5
_CONFIG_MISSING_SECONDS = 5.0

Identity = tuple[int, int]


def _no_pause(seconds: float) -> None:
    del seconds


def identity_of(path: str | Path) -> Identity | None:
    """Give what tells one folder or file from another of the same name; None where there is none."""
    try:
        held = os.stat(path)  # noqa: PTH116 - it is asked often
    except OSError:
        return None
    return held.st_dev, held.st_ino


def looks_like_a_vault(root: Path) -> bool:
    """Tell whether a folder is in use as a vault, and not an empty place where a disk is mounted at times."""
    if (root / vault.CONFIG_NAME).exists() or (root / ".obsidian").exists():
        return True
    try:
        return any(folder.entries for folder in vault.scan(str(root), ()))
    except StorageFailure:
        return False


class Keeper:
    """Keeps the index of one vault; made, used and closed in one thread.  Raises like `Session`."""

    def __init__(
        self,
        root: Path,
        *,
        pause: Callable[[float], None],
        progress: Callable[[], Progress | None] | None,
    ) -> None:
        self.root = root
        self.identity = identity_of(root)
        self.folder = cache_folder(root)
        self.tokens = None if self.folder is None else self.folder / "tokens"
        self._pause = pause
        self._progress = progress
        self._mark = os.urandom(8).hex()
        self._missing_since = 0.0
        self._index: Identity | None = None
        self._is_open = False
        self._commits: int | None = None
        self.session = self._fresh_session()
        self._had_settings = self._has_settings()

    def _fresh_session(self) -> Session:
        return Session(root=self.root, progress=self._progress, asks_watcher=False)

    def _has_settings(self) -> bool:
        return (self.root / vault.CONFIG_NAME).exists()

    @property
    def is_there(self) -> bool:
        """Whether the vault is the folder it was: not unmounted, moved or replaced by another."""
        return self.identity is not None and identity_of(self.root) == self.identity

    @property
    def has_other_settings(self) -> bool:
        """Whether the settings, or the time zone of this computer, are not those in force."""
        return self._fresh_session().fingerprint != self.session.fingerprint

    def follow_settings(self, now: float) -> bool:
        """Take over settings that changed, and tell whether they did.

        A missing file is believed after some seconds: editors replace files, and disks are unplugged.
        Raises `UsageMistake` for settings that make no sense; the old ones stay in force.
        """
        fresh = self._fresh_session()
        if fresh.fingerprint == self.session.fingerprint:
            return False
        if self._had_settings and not self._has_settings():
            self._missing_since = self._missing_since or now
            if now < self._missing_since + _CONFIG_MISSING_SECONDS:
                return False
        fresh.setup  # noqa: B018 - it is read here so that a mistake in it changes nothing
        self.close()
        self.session = fresh
        self._missing_since = 0.0
        self._had_settings = self._has_settings()
        return True

    @property
    def waits_for_settings(self) -> bool:
        """Whether the settings are missing for so short a time that it is not believed."""
        return bool(self._missing_since)

    def look(self, hint: Hint, believe_loss: BelieveLoss) -> SyncResult:
        """Bring the index to what is found where the hint says.

        Raises `StorageFailure` where the vault cannot be read, `sqlite3.OperationalError` where the index is in use
        by others or cannot be written.
        """
        self._open_index()
        try:
            return self._sync(hint, believe_loss)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # broken, and made anew from the notes
            self.close()
            if self.folder is not None:
                database.discard(self.folder)
            self._open_index()
            return self._sync(Hint(everywhere=True), believe_loss)

    def _sync(self, hint: Hint, believe_loss: BelieveLoss) -> SyncResult:
        compared = compare if hint.everywhere else partial(compare_some, folders=hint.folders)

        def look(*where: Any) -> Difference:
            found = compared(*where)
            if not self.is_there:  # it was unmounted while it was read
                raise StorageFailure(f"{self.root} is not there.")
            return found

        return sync(
            self.session.connection,
            str(self.root),
            self.session.setup,
            progress=self._progress() if self._progress else None,
            pause=self._brief_pause(),
            believe_loss=believe_loss,
            look=look,
        )

    def _brief_pause(self) -> Callable[[float], None]:
        """Wait for writers once: this look holds up others, and the next one comes by itself."""
        pauses = iter([self._pause])

        def pause(seconds: float) -> None:
            next(pauses, _no_pause)(seconds)

        return pause

    def _open_index(self) -> None:
        """Open the index; anew where its file was deleted or replaced, as a rebuild does."""
        for _ in range(_ATTEMPTS):
            if self._is_open and not self.has_lost_index:
                return
            self.close()
            connection = self.session.connection
            database.wait_at_most(connection, _BUSY_SECONDS)
            self._is_open = True
            if not database.is_in_memory(connection):
                meta.put_meta(connection, barrier.MARK, self._mark)
                self._index = self._marked_file()

    def _marked_file(self) -> Identity | None:
        """Give the file that others would open, if it is the one with the mark: two may have made it at once."""
        found = self._index_file()
        other = database.open_at(self.folder)
        try:
            is_ours = meta.meta(other).get(barrier.MARK) == self._mark
        finally:
            other.close()
        return found if is_ours else None

    @property
    def is_in_memory(self) -> bool:
        """Whether the index is kept where no command can read it, for want of a place that can be written."""
        return (
            self._is_open and self._index is None and database.is_in_memory(self.session.connection)
        )

    @property
    def has_lost_index(self) -> bool:
        """Whether the index that is open is not the one that others would open."""
        return self._index_file() != self._index

    def _index_file(self) -> Identity | None:
        return None if self.folder is None else identity_of(self.folder / database.FILE_NAME)

    def has_news_of_others(self) -> bool:
        """Tell whether somebody else wrote into the index since this was last asked, or since it was opened.

        A command that nobody could vouch for looks for itself: what it took in, no look here finds changed.
        """
        known, self._commits = self._commits, meta.commits_of_others(self.session.connection)
        return known != self._commits

    def at_this_moment(self) -> Session:
        """Give the session for those who ask it something: its index is fresh, and its `now` is now."""
        if hasattr(time, "tzset"):
            time.tzset()  # whoever travels changes the clock of the computer, and C asks for it only once
        for read_once in ("now", "network"):  # by a command, but again by a watcher
            self.session.__dict__.pop(read_once, None)
        self.session.index = self.session.connection
        return self.session

    def unsettled(self) -> frozenset[str]:
        """Give the folders with notes that may still be changing."""
        return store.unsettled_folders(self.session.connection)

    def count(self) -> int:
        """Count the notes of the index."""
        return store.count_notes(self.session.connection)

    def may_vouch(self, question: bytes) -> bool:
        """Tell whether a question is about the index that is kept here, for the settings in force here."""
        return (
            question == barrier.question(self._mark, self.session.fingerprint)
            and self.is_there
            and self._index is not None
            and not self.has_lost_index
        )

    def close(self) -> None:
        """Close the index, and take the mark off it."""
        if self._index is not None and not self.has_lost_index:
            with suppress(
                sqlite3.Error
            ):  # a mark that stays costs a command one vain attempt to ask
                meta.put_meta(self.session.connection, barrier.MARK, "")
        self.session.close()
        self._index = None
        self._is_open = False
        self._commits = None
