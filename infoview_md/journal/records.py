"""The journal's folder: one file for each command, only ever added to.

The folder belongs to one vault and lies outside it.  Folder and files can be read by their owner only
(0700, 0600), whatever the umask.  A damaged file is skipped, never an error.
"""

import os
import re
from collections.abc import Iterator, Sequence
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
from infoview_md.journal.storing import (
    BINARY,
    NO_LINK,
    cut_torn_line,
    flush_folder,
    locked,
    write_all,
)

KEPT_DAYS = 90
KEPT_BYTES = 50 * 1024 * 1024
KEPT_ENTRIES = 20
"""So many of the newest entries stay, however old or large they are."""

_NAME = re.compile(r"(\d{8,})\.jsonl")
_NEW = ".new-"
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
        handle = os.open(_path(folder, number), os.O_RDONLY | BINARY | NO_LINK)
        with os.fdopen(handle, "rb") as file:
            return read_entry(number, file.read())
    except OSError:
        return None


def _store(folder: Path, raw: bytes, keep: dict[str, int]) -> int:
    with _explaining(folder), locked(folder):
        number = _add(folder, raw)
        if number % _FORGET_EVERY == 0 or len(raw) > _IS_LARGE:
            _forget(folder, **keep)
    return number


def _add(folder: Path, raw: bytes) -> int:
    """Store a new entry under the next free number; it appears whole or not at all."""
    new = folder / f"{_NEW}{os.urandom(6).hex()}"
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY | NO_LINK, 0o600)
        write_all(handle, raw)
        number = max(_numbers(folder), default=0) + 1
        while not _takes(new, _path(folder, number)):
            number += 1
    finally:
        with suppress(OSError):
            new.unlink()
    flush_folder(folder)
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
    with _explaining(folder), locked(folder):
        try:
            handle = os.open(path, os.O_RDWR | os.O_APPEND | BINARY | NO_LINK)
        except FileNotFoundError:
            raise _not_found(number) from None
        cut_torn_line(handle)
        write_all(handle, raw)


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
