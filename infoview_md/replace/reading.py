"""Reading one note of the vault so that a half-written text is never taken for the note."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import CannotEdit, Mistake, NotFound, StorageFailure
from infoview_md.replace.failures import note_changed
from infoview_md.replace.folder import Folder, close_after_reading, inside, is_regular, opened
from infoview_md.replace.naming import digest

MAX_BYTES = 16 * 1024 * 1024

# Obsidian and VS Code empty the file and then write it: in between it is 0 bytes long, with the old
# modification time.  Such a reading counts when nothing has moved for a second.
_SETTLED_AFTER = 1.0
# A file that was touched within the last second may still be in the middle of being written.
_IS_FRESH_FOR = 1.0
_STEP = 0.01
_PATIENCE = 10.0
_IS_AWAY_FOR = 0.05

Signature = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The bytes of one note and what the file looked like when they were read.

    `path` is the path that was asked for, also where it is a link; `digest` is the SHA-256 in
    hexadecimal; `signature` is (device, inode, size, mtime_ns, ctime_ns) of the file itself.
    """

    path: str
    raw: bytes
    digest: str
    signature: Signature


def read_fresh(
    root: Path,
    path: str,
    *,
    known_size: int | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Reading:
    """Read a note, never believing an empty or suddenly short text before it has settled.

    `known_size` is the size in bytes that the note had when it was last seen; a text of less than half of it, like an
    empty one, counts only after two equal readings a second apart.  A file older than a second is read once, without
    waiting; a missing one is looked for twice.  Raises NotFound, CannotEdit (`outside-vault`, `not-a-file`,
    `too-large`, `unreadable`), and NoteChanged when the file does not come to rest in ten seconds.
    """
    try:
        reading = read_once(root, path)
    except NotFound:
        # vim renames the old text away before it writes the new one.
        pause(_IS_AWAY_FOR)
        reading = read_once(root, path)
    unchanged_for = waited = 0.0
    while unchanged_for < _rest_needed(reading, known_size):
        if waited >= _PATIENCE:
            raise note_changed(path, hint="The file was still being written after ten seconds.")
        pause(_STEP)
        waited += _STEP
        again = read_once(root, path)
        is_same = (again.signature, again.digest) == (reading.signature, reading.digest)
        unchanged_for = unchanged_for + _STEP if is_same else 0.0
        reading = again
    return reading


def _rest_needed(reading: Reading, known_size: int | None) -> float:
    size = len(reading.raw)
    if size == 0 or size < (known_size or 0) / 2:
        return _SETTLED_AFTER
    *_, modified, changed = reading.signature
    is_old = time.time_ns() - max(modified, changed) > _IS_FRESH_FOR * 1e9
    return 0.0 if is_old else _STEP


def read_once(root: Path, path: str) -> Reading:
    """Read a note as it is at this moment, whole or not."""
    with note_opened(root, path) as (folder, name), reading_explained(path):
        raw, status = read_whole(folder, name, path)
        return Reading(path=path, raw=raw, digest=digest(raw), signature=signature(status))


@contextmanager
def note_opened(root: Path, path: str) -> Iterator[tuple[Folder, str]]:
    """Open the folder that really holds a note; gives the folder and the note's name in it."""
    real = inside(root, path)
    with ExitStack() as stack:
        with reading_explained(path):
            folder = stack.enter_context(opened(root, real.parent))
        yield folder, real.name


def read_whole(folder: Folder, name: str, note: str) -> tuple[bytes, os.stat_result]:
    """Read an ordinary file of at most `MAX_BYTES`, with its status as it was opened."""
    # Looked at before it is opened: opening a device can have effects.
    _refuse_unreadable(folder.status(name), note)
    handle = folder.open_to_read(name)
    try:
        status = os.fstat(handle)
        _refuse_unreadable(status, note)
        raw = _read_up_to(handle, MAX_BYTES + 1)
    finally:
        close_after_reading(handle)
    if len(raw) > MAX_BYTES:
        raise too_large(note)
    return raw, status


def _refuse_unreadable(status: os.stat_result, note: str) -> None:
    if not is_regular(status):
        raise _not_a_file(note)
    if status.st_size > MAX_BYTES:
        raise too_large(note)


def _read_up_to(handle: int, limit: int) -> bytes:
    parts: list[bytes] = []
    while limit > 0 and (part := os.read(handle, min(limit, 1 << 20))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


def signature(status: os.stat_result) -> Signature:
    """Return what changes when a file is written, replaced, or given other permissions."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def too_large(note: str) -> CannotEdit:
    """Say that a note is larger than this program edits."""
    return CannotEdit(
        f"{note} is larger than {MAX_BYTES >> 20} MiB; move what is not text out of the note.",
        code="too-large",
    )


def _not_a_file(note: str) -> CannotEdit:
    return CannotEdit(
        f"{note} is not an ordinary file, so it is not read as a note; rename or remove it.",
        code="not-a-file",
    )


@contextmanager
def reading_explained(note: str) -> Iterator[None]:
    """Raise a sentence about reading instead of any `OSError` of the block."""
    try:
        yield
    except OSError as error:
        raise _explained(error, note) from error


def _explained(error: OSError, note: str) -> Mistake:
    number = error.errno
    if number in {errno.ENOENT, errno.ENOTDIR}:
        return NotFound(f"There is no file {note} in the vault; check the name.")
    if number in {errno.ELOOP, errno.ENXIO}:
        return _not_a_file(note)
    if number in {errno.EACCES, errno.EPERM}:
        return CannotEdit(
            f"{note} cannot be read: permission was refused;"
            " make it readable (chmod u+r) and run the command again.",
            code="unreadable",
        )
    return StorageFailure(
        f"{note} could not be read, because the system reported: {error.strerror or error};"
        " check the disk and run the command again."
    )
