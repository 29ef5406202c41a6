"""One opened folder of a vault: every name is looked up in it, wherever its path leads by now."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from infoview_md.errors import CannotEdit, UsageMistake
from infoview_md.replace.naming import finished_name

if sys.platform != "win32":
    import fcntl

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
# A FIFO that is named like a note must not make us wait for its other end.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_HAS_FOLDER_HANDLES = os.open in os.supports_dir_fd
_KNOWS_EFFECTIVE_USER = os.access in os.supports_effective_ids

_NO_REPLACE, _EXCHANGE = 1, 2
_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_LOCK_STEP, _LOCK_STEPS = 0.01, 1000


def inside(root: Path, path: str) -> Path:
    """Return the real place of a path relative to the vault; refuse one that leads out of it.

    `path` uses `/`.  Links are followed; the last part need not exist.
    """
    lexical = Path(path)
    if not path or "\0" in path or lexical.is_absolute() or lexical.drive or not lexical.parts:
        raise UsageMistake(
            f"{path!r} is not a path inside the vault; give one like People/Jane.md."
        )
    if ".." in lexical.parts:
        raise UsageMistake(f"{path} leads upwards; give a path inside the vault without `..`.")
    real_root = os.path.realpath(root)
    real = os.path.realpath(Path(real_root, lexical))
    if real == real_root or os.path.commonpath([real_root, real]) != real_root:
        raise CannotEdit(
            f"{path} is a link to {real}, which is outside the vault;"
            " change that file itself, or move it into the vault.",
            code="outside-vault",
        )
    return Path(real)


class Folder:
    """A folder that stays open; closed by `opened`."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self._handle = handle

    def _at(self, name: str) -> str:
        return name if self._handle is not None else str(self.path / name)

    def open_to_read(self, name: str) -> int:
        """Open a file, never through a link and never waiting."""
        flags = os.O_RDONLY | _BINARY | _NO_LINK | _NO_WAIT
        return os.open(self._at(name), flags, dir_fd=self._handle)

    def open_to_create(self, name: str, mode: int) -> int:
        """Open a file that must not exist yet."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK
        return os.open(self._at(name), flags, mode, dir_fd=self._handle)

    def status(self, name: str) -> os.stat_result:
        """Return the status of the name itself, not of what a link leads to."""
        return os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)

    def names(self) -> list[str]:
        """Return all names in the folder."""
        # By the handle where there is one, which pathlib cannot.
        return os.listdir(self.path if self._handle is None else self._handle)  # noqa: PTH208 - handle

    def changed_at(self) -> int:
        """Return when a name in the folder last changed, in nanoseconds."""
        status = self.path.stat() if self._handle is None else os.fstat(self._handle)
        return status.st_mtime_ns

    def identity(self) -> tuple[int, int]:
        """Return what is the same for two paths that lead to one folder."""
        status = self.path.stat() if self._handle is None else os.fstat(self._handle)
        return status.st_dev, status.st_ino

    def is_writable(self, name: str) -> bool:
        """Say whether the present user may write into the file."""
        return os.access(
            self._at(name), os.W_OK, dir_fd=self._handle, effective_ids=_KNOWS_EFFECTIVE_USER
        )

    def is_on_read_only_disk(self) -> bool:
        """Say whether nobody can write here, whatever the permissions."""
        if sys.platform == "win32":
            return False
        return bool(os.statvfs(self._handle or self.path).f_flag & os.ST_RDONLY)

    def remove(self, name: str) -> None:
        """Remove a name."""
        os.unlink(self._at(name), dir_fd=self._handle)

    def move(self, name: str, new_name: str) -> None:
        """Rename, replacing what has the new name."""
        os.replace(
            self._at(name), self._at(new_name), src_dir_fd=self._handle, dst_dir_fd=self._handle
        )

    def link(self, name: str, new_name: str) -> None:
        """Give a file a second name, which must be free."""
        os.link(
            self._at(name), self._at(new_name), src_dir_fd=self._handle, dst_dir_fd=self._handle
        )

    def exchange(self, name: str, other: str) -> None:
        """Let two names change places in one step; `OSError` with an unsupported number if it cannot."""
        self._rename_with_flags(name, other, _EXCHANGE)

    def move_to_free(self, name: str, new_name: str) -> None:
        """Rename to a name that must be free: `FileExistsError` instead of replacing anything."""
        try:
            self._rename_with_flags(name, new_name, _NO_REPLACE)
        except OSError as error:
            if not is_unsupported(error):
                raise
            self._move_to_free_in_two_steps(name, new_name)

    def _move_to_free_in_two_steps(self, name: str, new_name: str) -> None:
        try:
            self.link(name, new_name)
        except FileExistsError:
            raise
        except OSError:
            # No hard links here either: take the name first, so that nobody's file is replaced.
            os.close(self.open_to_create(new_name, 0o600))
            self.move(name, new_name)
        else:
            self._remove_or(name, undo=new_name)

    def _remove_or(self, name: str, *, undo: str) -> None:
        try:
            self.remove(name)
        except OSError:
            self.remove(undo)
            raise

    def _rename_with_flags(self, name: str, other: str, flags: int) -> None:
        call = _renameat2()
        if call is None or self._handle is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        failure = call(self._handle, os.fsencode(name), os.fsencode(other), flags)
        if failure:
            raise OSError(failure, os.strerror(failure), name)

    def flush(self) -> None:
        """Make the names durable; silently not where the file system has no such thing."""
        if self._handle is None:
            return
        try:
            os.fsync(self._handle)
        except OSError as error:
            if not is_unsupported(error):
                raise

    @contextmanager
    def locked(self, pause: Callable[[float], None]) -> Iterator[None]:
        """Keep other writers of this program out of the folder, as far as the system can.

        The lock is advice among our own processes and leaves no file behind.  After ten seconds of
        waiting the block runs without it: every replacement is checked anyway.
        """
        for _ in range(_LOCK_STEPS):
            if self.try_lock():
                break
            pause(_LOCK_STEP)
        try:
            yield
        finally:
            self._unlock()

    def try_lock(self) -> bool:
        """Take the lock if it is free or if there is no such thing as a lock here."""
        if sys.platform == "win32" or self._handle is None:
            return True
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _unlock(self) -> None:
        if sys.platform != "win32" and self._handle is not None:
            with suppress(OSError):
                fcntl.flock(self._handle, fcntl.LOCK_UN)


def hold(handle: int) -> None:
    """Mark an open file as being written by a living process, until it is closed; as far as the system can."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(folder: Folder, name: str) -> bool:
    """Say whether a living process is writing the file."""
    if sys.platform == "win32":
        return False
    handle = folder.open_to_read(name)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        close_after_reading(handle)
    return False


def is_unsupported(error: OSError) -> bool:
    """Say whether the system or the file system does not know the call."""
    return error.errno in _UNSUPPORTED


@contextmanager
def opened(root: Path, real: Path) -> Iterator[Folder]:
    """Open a folder by its real path, step by step from the root and through no link."""
    if not _HAS_FOLDER_HANDLES:
        yield Folder(real, None)
        return
    real_root = os.path.realpath(root)
    handle = os.open(real_root, _FOLDER)
    try:
        for part in real.relative_to(real_root).parts:
            deeper = os.open(part, _FOLDER, dir_fd=handle)
            close_after_reading(handle)
            handle = deeper
        yield Folder(real, handle)
    finally:
        close_after_reading(handle)


def close_after_reading(handle: int) -> None:
    """Close a handle through which nothing was written, so that a failure means nothing."""
    with suppress(OSError):
        os.close(handle)


def free_name(folder: Folder, old: bytes, new: bytes) -> str:
    """Return a name for a finished temporary file that not even a killed command has left in the folder."""
    while True:
        name = finished_name(old, new)
        try:
            folder.status(name)
        except FileNotFoundError:
            return name


def swap(folder: Folder, temporary: str, name: str, texts: tuple[bytes, bytes]) -> str | None:
    """Put the temporary file in the place of the note.

    Returns the name under which the replaced file can be looked at, or None where the file system
    can neither exchange two names nor give a file two.  `texts` are the old and the new bytes.
    """
    try:
        folder.exchange(temporary, name)
    except OSError as error:
        if not is_unsupported(error):
            raise
        return _swap_in_two_steps(folder, temporary, name, free_name(folder, *texts))
    return temporary


def _swap_in_two_steps(folder: Folder, temporary: str, name: str, aside: str) -> str | None:
    kept: str | None = aside
    try:
        folder.link(name, aside)
    except FileNotFoundError:
        raise
    except OSError:
        kept = None
        folder.status(name)  # A note that was deleted in between must not come back.
    try:
        folder.move(temporary, name)
    except OSError:
        if kept is not None:
            folder.remove(kept)
        raise
    return kept


def is_regular(status: os.stat_result) -> bool:
    """Say whether the status is that of an ordinary file."""
    return stat.S_ISREG(status.st_mode)


@cache
def _renameat2() -> Callable[[int, bytes, bytes, int], int] | None:
    """Return Linux's rename with flags as a function that returns an error number, 0 for success."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (ImportError, OSError, AttributeError):
        return None
    a_place = (ctypes.c_int, ctypes.c_char_p)
    function.argtypes = (*a_place, *a_place, ctypes.c_uint)
    function.restype = ctypes.c_int

    def call(handle: int, name: bytes, other: bytes, flags: int) -> int:
        while function(handle, name, handle, other, flags):
            failure = ctypes.get_errno()
            if failure != errno.EINTR:
                return failure
        return 0

    return call
