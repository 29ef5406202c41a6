"""What was heard from the file system since somebody last asked: where to look again, and since when."""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from infoview_md.vault import CONFIG_NAME, is_misnamed, is_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Where to look again: in some folders (relative to the vault), everywhere, and at the settings."""

    folders: frozenset[str] = frozenset()
    everywhere: bool = False
    settings: bool = False

    def __bool__(self) -> bool:
        return bool(self.folders or self.everywhere or self.settings)

    def __or__(self, other: "Hint") -> "Hint":
        return Hint(
            folders=self.folders | other.folders,
            everywhere=self.everywhere or other.everywhere,
            settings=self.settings or other.settings,
        )


def is_watched(folder: str, ignored: Collection[str]) -> bool:
    """Tell whether a folder may hold notes: not hidden, and not one that is never read."""
    below = ""
    for name in folder.split("/") if folder else ():
        below = f"{below}/{name}" if below else name
        if name[0] == "." or name == "node_modules":
            return False
        if name.lower() in ignored or below.lower() in ignored:
            return False
    return True


class Hints:
    """The letter box between the threads that hear of changes and the one that looks.

    `wake` is called from those threads, once for everything that comes before the next `take`.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._folders: set[str] = set()
        self._everywhere = False
        self._settings = False
        self._tokens: set[str] = set()
        self.first_at = 0.0
        self.last_at = 0.0

    def note(self, folder: str, name: str) -> None:
        """Take in that a file of a folder was saved, moved or deleted; only notes and the settings count."""
        if name == CONFIG_NAME and not folder:
            self._put(settings=True)
        elif name and is_note(name) and not is_misnamed(folder):
            self._put(folder=folder)

    def everywhere(self) -> None:
        """Take in that anything may have changed: a folder did, or events were lost."""
        self._put(everywhere=True)

    def token(self, name: str) -> None:
        """Take in that a token came through: all that happened before it has been heard."""
        with self._lock:
            self._tokens.add(name)
        self._wake()

    def _put(
        self, *, folder: str | None = None, everywhere: bool = False, settings: bool = False
    ) -> None:
        now = time.monotonic()
        with self._lock:
            is_first = not (self._folders or self._everywhere or self._settings)
            if folder is not None:
                self._folders.add(folder)
            self._everywhere |= everywhere
            self._settings |= settings
            self.last_at = now
            if is_first:
                self.first_at = now
        if is_first:
            self._wake()

    @property
    def is_waiting(self) -> bool:
        """Tell whether there is anything to look at."""
        return self._everywhere or self._settings or bool(self._folders)

    def take(self) -> Hint:
        """Give all that was heard, and forget it."""
        with self._lock:
            hint = Hint(
                folders=frozenset(self._folders),
                everywhere=self._everywhere,
                settings=self._settings,
            )
            self._folders.clear()
            self._everywhere = self._settings = False
        return hint

    def take_tokens(self) -> set[str]:
        """Give the tokens that came through, and forget them."""
        with self._lock:
            tokens, self._tokens = self._tokens, set()
        return tokens
