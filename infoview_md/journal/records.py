"""The journal's folder: one file for each command, only ever added to.

The folder belongs to one vault and lies outside it.  Folder and files can be read by their owner only
(0700, 0600), whatever the umask.  A damaged file is skipped, never an error.
"""

import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from infoview_md.errors import NotFound, StorageFailure
from infoview_md.journal.change import (
    Change,
    Entry,
    change_line,
    committed_line,
    header_line,
    read_entry,
    undone_line,
)

if sys.platform != "win32":
    import fcntl

KEPT_DAYS = 90
KEPT_BYTES = 50 * 1024 * 1024
KEPT_ENTRIES = 20
"""So many of the newest entries stay, however old or large they are."""

_NAME = re.compile(r"(\d{8,})\.jsonl")
_NEW = ".new-"
_LOCK = ".lock"
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LOCK_STEP, _LOCK_STEPS = 0.01, 1000
# Looking at every entry costs a millisecond for a few hundred.
_FORGET_EVERY = 16
_IS_LARGE = 1024 * 1024


def begin(
    folder: Path,
    *,
    at: str,
    command: str,
    sentence: str,
    changes: Sequence[Change],
    kept_days: int = KEPT_DAYS,
    kept_bytes: int = KEPT_BYTES,
    kept_entries: int = KEPT_ENTRIES,
) -> int:
    """Write what a command is about to do, on the disk before this returns; return its number.

    Until `commit` the entry is listed as interrupted.  Entries that are too many by age, size and number
    are forgotten.  Raises StorageFailure when the intent cannot be kept; then write nothing.
    """
    lines = [header_line(at=at, command=command, sentence=sentence), *map(change_line, changes)]
    keep = {"days": kept_days, "size": kept_bytes, "entries": kept_entries}
    return _store(folder, b"".join(lines), keep)


def record(
    folder: Path,
    *,
    at: str,
    command: str,
    sentence: str,
    changes: Sequence[Change],
    kept_days: int = KEPT_DAYS,
    kept_bytes: int = KEPT_BYTES,
    kept_entries: int = KEPT_ENTRIES,
) -> int:
    """Write an entry for changes that are done already; return its number.

    Forgets and raises like `begin`.
    """
    lines = [header_line(at=at, command=command, sentence=sentence), *map(change_line, changes)]
    keep = {"days": kept_days, "size": kept_bytes, "entries": kept_entries}
    return _store(folder, b"".join(lines) + committed_line(None, ""), keep)


def intend(folder: Path, number: int, change: Change) -> None:
    """Add a change to an entry that was begun, on the disk before this returns.

    The place for a note that is found to have changed, so that the edit is redone on another text:
    of two changes of one note the second counts, or both as one where it goes on from the first.
    """
    _append(folder, number, change_line(change))


def commit(
    folder: Path, number: int, *, changes: Sequence[Change] | None = None, sentence: str = ""
) -> None:
    """Say that everything an entry announced is written.

    `changes`, where given, are what really was written and replace the intents; `sentence` replaces
    the announced one.
    """
    _append(folder, number, committed_line(changes, sentence))


def mark_undone(folder: Path, number: int, at: str) -> None:
    """Say that an entry was taken back, and when."""
    _append(folder, number, undone_line(at))


def entries(folder: Path, *, limit: int) -> list[Entry]:
    """Return up to `limit` entries, the newest first; damaged ones are left out."""
    found: list[Entry] = []
    for number in sorted(_numbers(folder), reverse=True):
        if len(found) >= limit:
            break
        one = _read(folder, number)
        if one is not None:
            found.append(one)
    return found


def entry(folder: Path, number: int) -> Entry:
    """Return one entry; NotFound if there is none of this number or it is damaged."""
    one = _read(folder, number)
    if one is None:
        raise _not_found(number)
    return one


def _not_found(number: int) -> NotFound:
    return NotFound(
        f"The journal holds no command number {number};"
        " list the numbers with `infoview-md undo --list`."
    )


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:08d}.jsonl"


def _numbers(folder: Path) -> list[int]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names alone, and only once
    except OSError:
        return []
    return [int(match[1]) for name in names if (match := _NAME.fullmatch(name))]


def _read(folder: Path, number: int) -> Entry | None:
    try:
        handle = os.open(_path(folder, number), os.O_RDONLY | _BINARY | _NO_LINK)
        with os.fdopen(handle, "rb") as file:
            return read_entry(number, file.read())
    except OSError:
        return None


def _store(folder: Path, raw: bytes, keep: dict[str, int]) -> int:
    with _explaining(folder), _locked(folder):
        number = _add(folder, raw)
        if number % _FORGET_EVERY == 0 or len(raw) > _IS_LARGE:
            _forget(folder, **keep)
    return number


def _add(folder: Path, raw: bytes) -> int:
    """Store a new entry under the next free number; it appears whole or not at all."""
    new = folder / f"{_NEW}{os.urandom(6).hex()}"
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK, 0o600)
        _write_all(handle, raw)
        number = max(_numbers(folder), default=0) + 1
        while not _takes(new, _path(folder, number)):
            number += 1
    finally:
        with suppress(OSError):
            new.unlink()
    _flush_folder(folder)
    return number


def _takes(new: Path, path: Path) -> bool:
    """Give a new file its name, unless a command that could not be locked out took it."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return False
    except OSError:
        # No hard links on this file system.
        if path.exists():
            return False
        new.replace(path)
    return True


def _append(folder: Path, number: int, raw: bytes) -> None:
    path = _path(folder, number)
    with _explaining(folder), _locked(folder):
        try:
            handle = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY | _NO_LINK)
        except FileNotFoundError:
            raise _not_found(number) from None
        _cut_torn_line(handle)
        _write_all(handle, raw)


def _cut_torn_line(handle: int) -> None:
    """Remove the beginning of a line that a killed command left, which counts as not written."""
    try:
        size = os.fstat(handle).st_size
        if not size:
            return
        os.lseek(handle, size - 1, os.SEEK_SET)
        if os.read(handle, 1) != b"\n":
            os.lseek(handle, 0, os.SEEK_SET)
            with os.fdopen(os.dup(handle), "rb") as file:
                whole = file.read().rpartition(b"\n")
            os.ftruncate(handle, len(whole[0] + whole[1]))
    except BaseException:
        os.close(handle)
        raise


def _write_all(handle: int, raw: bytes) -> None:
    """Write everything to an open file, wait until the disk has it, and close the file."""
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems have no such thing as flushing a folder.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _forget(folder: Path, *, days: int, size: int, entries: int) -> None:
    """Remove the entries that are too old or too many, and what killed commands left half made."""
    with suppress(OSError):
        for half_made in folder.glob(f"{_NEW}*"):
            half_made.unlink(missing_ok=True)
        total, newest = 0, 0.0
        for age, number in enumerate(sorted(_numbers(folder), reverse=True)):
            path = _path(folder, number)
            status = path.stat()
            total += status.st_size
            # The newest entry tells the time: it was written a moment ago.
            newest = newest or status.st_mtime
            is_old = newest - status.st_mtime > days * 86_400
            if age >= entries and (is_old or total > size):
                path.unlink(missing_ok=True)


@contextmanager
def _explaining(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFailure(
            f"The journal in {folder} could not be written ({error.strerror or error}), and without it"
            " nothing can be taken back; free some space or repair the folder's permissions."
        ) from error


@contextmanager
def _locked(folder: Path, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Make the folder and keep other commands from writing in it; advice, not force."""
    folder.mkdir(parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != 0o700:  # noqa: PLR2004 - the owner alone
        folder.chmod(0o700)
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        _wait_for_lock(handle, pause)
        yield
    finally:
        os.close(handle)


def _wait_for_lock(handle: int, pause: Callable[[float], None]) -> None:
    if sys.platform == "win32":
        return
    for _ in range(_LOCK_STEPS):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pause(_LOCK_STEP)
        except OSError:
            return
        else:
            return
