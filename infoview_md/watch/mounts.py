"""The file systems that a vault lies on, and the moments at which one comes or goes.

A folder on which something is mounted falls silent: what was heard is the folder below, which nobody sees any more.
"""

import os
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from selectors import EVENT_READ, BaseSelector

_TABLE = "/proc/self/mountinfo"
_MOUNT_SECONDS = 5

Mount = tuple[str, str]
"""Where a file system is mounted, and the name of its kind."""


def file_systems(root: str, mounts: list[Mount]) -> list[str]:
    """Give the kinds of file systems of a folder: the one it lies on, then those that are mounted in it."""
    over = ("", "")
    inside: dict[str, str] = {}
    for place, kind in mounts:  # the last one of a place lies over the others
        if root == place or _is_in(root, place):
            over = (place, kind) if len(place) >= len(over[0]) else over
        elif _is_in(place, root) and "/." not in place[len(root.rstrip("/")) :]:
            inside[place] = kind
    return [over[1], *inside.values()]


def _is_in(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _table() -> str:
    return Path(_TABLE).read_text(encoding="utf-8", errors="surrogateescape")


def mounts() -> list[Mount]:
    """Give what is mounted on this computer; nothing where that cannot be known."""
    try:
        if sys.platform == "darwin":
            return read_mount_list(_run_mount())
        return read_mountinfo(_table())
    except (OSError, ValueError, subprocess.SubprocessError):
        return []


def read_mountinfo(text: str) -> list[Mount]:
    """Read Linux's table of mounts.  Source: proc_pid_mountinfo(5): the place is field 5, the name follows ` - `."""
    found = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:  # noqa: PLR2004 - the place is field 5
            found.append((_unescaped(fields[4]), after.split(" ")[0]))
    return found


def _unescaped(place: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, character)
    return place


def read_mount_list(text: str) -> list[Mount]:
    """Read what `mount` says on macOS: `//me@host/share on /Volumes/share (smbfs, nodev)`."""
    found = []
    for line in text.splitlines():
        where, _, how = line.rpartition(" (")
        _, _, place = where.partition(" on ")
        if place:
            found.append((place, how.split(",")[0].rstrip(")")))
    return found


def _run_mount() -> str:
    return subprocess.run(
        ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=_MOUNT_SECONDS
    ).stdout


class MountNews:
    """Hears when a file system of a folder is mounted or unmounted, where the system tells; else it never has news.

    Source: proc_pid_mountinfo(5): a change marks the table as having an exceptional condition (POLLERR, POLLPRI).
    """

    def __init__(self, root: str, selector: BaseSelector) -> None:
        self._root = root
        self._selector = selector
        self._is_news_for_some = False
        self._table = -1
        if sys.platform == "linux":
            with suppress(OSError):
                self._table = os.open(_TABLE, os.O_RDONLY | os.O_CLOEXEC)
                # The table is always readable, so it cannot be waited for directly.
                self._changes = select.epoll()
                self._changes.register(self._table, select.EPOLLPRI | select.EPOLLERR)
                selector.register(self._changes, EVENT_READ, self._hear)
        self._known = self._lines()

    def _lines(self) -> list[str]:
        """Give what the table says of the folder, with all numbers: the same place may have another disk."""
        try:
            text = _table()
        except OSError:
            return []
        return [line for line in text.splitlines() if _is_about(line, self._root)]

    def _hear(self) -> None:
        self._changes.poll(0)
        self._is_news_for_some = True

    def take(self) -> bool:
        """Tell whether there is news of this folder, and forget it; programs mount things elsewhere all the time."""
        if not self._is_news_for_some:
            return False
        self._is_news_for_some = False
        before, self._known = self._known, self._lines()
        return before != self._known

    def close(self) -> None:
        """Hear no more."""
        if self._table < 0:
            return
        with suppress(KeyError, OSError, ValueError):
            self._selector.unregister(self._changes)
        self._changes.close()
        os.close(self._table)
        self._table = -1


def _is_about(line: str, root: str) -> bool:
    return any(
        root == place or _is_in(root, place) or _is_in(place, root)
        for place, _ in read_mountinfo(line)
    )
