"""Writing into a folder that only its owner may read, one command after the other."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

BINARY = getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LOCK = ".lock"
_LOCK_STEP, _LOCK_STEPS = 0.01, 1000


def cut_torn_line(handle: int) -> None:
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


def write_all(handle: int, raw: bytes) -> None:
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


def flush_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where it knows how."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems have no such thing as flushing a folder.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(folder: Path, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Make the folder and keep other commands from writing in it; advice, not force."""
    folder.mkdir(parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != 0o700:  # noqa: PLR2004 - the owner alone
        folder.chmod(0o700)
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600)
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
