"""One watcher for each vault: a lock that the system takes back when its holder ends, however it ends."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infoview_md.errors import StorageFailure

FILE_NAME = "watch.lock"
_ASKING_SECONDS = 0.1
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def sole(folder: Path) -> Iterator[bool]:
    """Hold the lock of a private folder; False where another process has it.  Raises `StorageFailure`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(folder / FILE_NAME, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StorageFailure(
            f"{folder} cannot be written: {error.strerror}.",
            hint="It keeps what one watcher must know of another. XDG_STATE_HOME names another place.",
        ) from None
    try:
        is_ours = _take(opened)
        if not is_ours:  # or somebody asks at this moment whether it is taken
            time.sleep(_ASKING_SECONDS)
            is_ours = _take(opened)
        yield is_ours
    finally:
        os.close(opened)


def is_taken(folder: Path) -> bool:
    """Tell whether a watcher holds the lock of a private folder now."""
    try:
        opened = os.open(folder / FILE_NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _take(opened)
    finally:
        os.close(opened)


def _take(opened: int) -> bool:
    """Take the lock; a file system that has none cannot tell of others, and then nobody is turned away."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # of Windows only
        else:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
