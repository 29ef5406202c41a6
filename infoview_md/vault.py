"""The folder of notes: where it is, what is in it, and the bytes of one note."""

import os
import re
import stat
import struct
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from infoview_md.digests import blake2b
from infoview_md.errors import NotFound, StorageFailure

CONFIG_NAME = "infoview.toml"
LARGEST_NOTE = 16 * 1024 * 1024
MISNAMED = -1

_CONFLICT_COPY = r"""(?ix)
    \.sync-conflict-\d{8}-\d{6}-[a-z0-9]+(?=\.|$)     # Syncthing
    | \([^()]*conflicted\ copy[^()]*\)                # Obsidian Sync, Dropbox, Nextcloud
    | \((case|unicode\ encoding|selective\ sync|white\ ?space)\ conflict[^()]*\)
    | [-_]conflict-\d                                 # ownCloud clients
    | \.infoview-conflict                             # our own, of two writers at the same moment
    | ^conflict-files-obsidian-git\.md$
    """
_NEVER_READ = frozenset({"node_modules"})
_FINE_CLOCK_NS = 50_000_000
_COARSE_CLOCK_NS = 2_500_000_000
_SECOND_NS = 1_000_000_000


class Folder(NamedTuple):
    """A folder with its notes; equal digests mean that no note in it was touched.

    `path` is relative to the vault with `/`, empty for the vault itself; `entries` are (name, size, ctime in
    nanoseconds, inode) of each note.  ctime tells every change, also of content that keeps its old mtime.  A note or
    folder whose name is no UTF-8 stands there as it is shown, with the size `MISNAMED`, and is not looked into.
    """

    path: str
    digest: bytes
    newest_ns: int
    entries: tuple[tuple[str, int, int, int], ...]


def find_root(start: Path) -> Path | None:
    """Give the nearest folder at or above `start` that holds an infoview.toml."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    return None


def check_root(root: Path) -> Path:
    """Give the real path of a vault's folder.  Raises `NotFound` where there is none."""
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist"
        raise NotFound(
            f"The vault {root} {what}.", hint="Name the folder of your notes: --vault DIR."
        )
    return root.resolve()


def is_conflict_copy(name: str) -> bool:
    """Tell whether a file name is of a copy that a sync client made of two versions."""
    return bool(re.search(_CONFLICT_COPY, name))  # compiled on first use: few vaults have one


def conflict_copies(root: str, path: str) -> list[str]:
    """Give the paths of the copies that sync clients made of a note, beside it."""
    folder, _, name = path.rpartition("/")
    stem = name[:-3]
    try:
        names = sorted(os.listdir(f"{root}/{folder}" if folder else root))  # noqa: PTH208 - as text
    except OSError:
        return []
    return [
        f"{folder}/{one}" if folder else one
        for one in names
        if one.startswith(stem)
        and one[-3:].lower() == ".md"
        and not is_misnamed(one)
        and re.match(_CONFLICT_COPY, one[len(stem) :].lstrip())
    ]


def is_misnamed(name: str) -> bool:
    """Tell whether a name or path is no UTF-8: neither the index nor any answer can hold it."""
    if name.isascii():
        return False
    try:
        name.encode()
    except UnicodeEncodeError:
        return True
    return False


def is_note(name: str) -> bool:
    """Tell whether a file name is of a note: Markdown, not hidden, no conflict copy."""
    return (
        name[-3:].lower() == ".md"
        and name[0] not in ".~"
        and not ("onflict" in name.lower() and is_conflict_copy(name))
    )


def scan(root: str, ignored: Collection[str]) -> Iterator[Folder]:
    """Give every folder of a vault that may hold notes, with its notes' signatures.

    `ignored` are folder names (anywhere) or paths, in lower case.  Symbolic links are not followed: nothing in a vault
    may make the tool read outside it.  A folder that cannot be read is passed over; the root raises `StorageFailure`.
    """
    pending = [""]
    while pending:
        path = pending.pop()
        try:
            folder, below = _read_folder(f"{root}/{path}" if path else root, path)
        except OSError as error:
            if not path:
                raise StorageFailure(
                    f"The vault {root} cannot be read: {error.strerror}."
                ) from None
            continue
        yield folder
        for name in below:
            inner = f"{path}/{name}" if path else name
            if name.lower() not in ignored and inner.lower() not in ignored:
                pending.append(inner)


def files(root: str, ignored: Collection[str], ending: str) -> Iterator[str]:
    """Give the paths of other files by their ending, such as `.canvas`; hidden ones and links are left out."""
    for folder in scan(root, ignored):
        inner = f"{folder.path}/" if folder.path else ""
        try:
            with os.scandir(f"{root}/{inner}") as found:
                names = [one.name for one in found if one.is_file(follow_symlinks=False)]
        except OSError:
            continue
        fitting = [name for name in names if name.endswith(ending) and name[0] not in ".~"]
        fitting = [name for name in fitting if not is_misnamed(name)]
        yield from (f"{inner}{name}" for name in sorted(fitting))


def has(root: str, path: str) -> bool:
    """Tell whether a path is of a file inside the vault; one that leads out of it is none."""
    place = os.path.normpath(f"{root}/{path}")
    return place.startswith(f"{root}/") and os.path.isfile(place)  # noqa: PTH113 - a text is at hand


def folders(root: str) -> Iterator[str]:
    """Give the path of every folder of a vault, also of those that hold no notes; as `scan` walks them."""
    for one in scan(root, ()):
        if one.path:
            yield one.path


def look(root: str, path: str) -> Folder | None:
    """Give one folder of a vault as `scan` would; None where it is gone, cannot be read, or lies behind a link."""
    real = f"{root}/{path}" if path else root
    try:
        return _read_folder(real, path)[0] if os.path.realpath(real) == real else None
    except OSError:
        return None


_ENDINGS = frozenset({".md", ".MD", ".Md", ".mD"})
_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_TAKES_DESCRIPTORS = os.scandir in os.supports_fd


def _read_folder(real: str, path: str) -> tuple[Folder, list[str]]:
    if not _TAKES_DESCRIPTORS:
        return _list(real, path)
    listed = os.open(real, _FOLDER_FLAGS)
    try:
        return _list(listed, path)
    finally:
        os.close(listed)


def _list(listed: int | str, path: str) -> tuple[Folder, list[str]]:
    """List one folder; statting relative to an open one is a fifth cheaper than by path."""
    entries: list[tuple[str, int, int, int]] = []
    below: list[str] = []
    misnamed: list[tuple[str, int, int, int]] = []
    with os.scandir(listed) as found:
        for one in found:
            name = one.name
            if name[0] == ".":
                continue
            if not name.isascii() and is_misnamed(name):
                misnamed += _misnamed(one)
            elif name[-3:] in _ENDINGS:
                if is_note(name):
                    held = one.stat(follow_symlinks=False)
                    if stat.S_ISREG(held.st_mode):
                        entries.append((name, held.st_size, held.st_ctime_ns, held.st_ino))
                    elif stat.S_ISDIR(held.st_mode):
                        below.append(name)
            elif one.is_dir(follow_symlinks=False) and name not in _NEVER_READ:
                below.append(name)
    entries.sort()
    digest = _digest(entries)
    if misnamed:
        digest, entries = _with_misnamed(digest, entries, misnamed)
    newest = max((e[2] for e in entries), default=0)
    return Folder(path, digest, newest, tuple(entries)), below


def _misnamed(one: "os.DirEntry[str]") -> Iterator[tuple[str, int, int, int]]:
    if is_note(one.name) or one.is_dir(follow_symlinks=False):
        held = one.stat(follow_symlinks=False)
        shown = os.fsencode(one.name).decode("utf-8", "backslashreplace")
        yield shown, MISNAMED, held.st_ctime_ns, held.st_ino


def _with_misnamed(
    digest: bytes,
    entries: list[tuple[str, int, int, int]],
    misnamed: list[tuple[str, int, int, int]],
) -> tuple[bytes, list[tuple[str, int, int, int]]]:
    """Add what is shown under another name than it has, where no note has that name."""
    names = {entry[0] for entry in entries}
    added = [one for one in sorted(misnamed) if one[0] not in names]
    shape = _digest([(name, 0, ctime_ns, inode) for name, _, ctime_ns, inode in added])
    return blake2b(digest + shape, digest_size=16).digest(), sorted([*entries, *added])


def _digest(entries: list[tuple[str, int, int, int]]) -> bytes:
    names = "\0".join([e[0] for e in entries]).encode("utf-8", "surrogateescape")
    numbers = [one for _, size, ctime_ns, inode in entries for one in (size, ctime_ns, inode)]
    packed = struct.pack(f"{len(numbers)}Q", *numbers)
    return blake2b(names + b"\0\0" + packed, digest_size=16).digest()


def is_settled(ctime_ns: int, scanned_ns: int) -> bool:
    """Tell whether a later write would surely give a note another ctime than it has now.

    A file system with whole seconds needs longer than one with a fine clock.
    """
    grain = _COARSE_CLOCK_NS if ctime_ns % _SECOND_NS == 0 else _FINE_CLOCK_NS
    return ctime_ns < scanned_ns - grain


def now_ns() -> int:
    """Give the clock that file times are compared with, in nanoseconds."""
    return time.time_ns()


_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


_NONE = -1
_AHEAD = 64
_CAN_FETCH = hasattr(os, "posix_fadvise")


def read(root: str, path: str) -> bytes | None:
    """Give the bytes of a note; None where it is gone, no file, or may not be read.

    A longer note than 16 MiB is cut there: its properties still count.
    """
    return _content(_opened(root, path))


def read_many(root: str, paths: Iterable[str]) -> Iterator[bytes | None]:
    """Give the bytes of many notes as `read` does, while the disk is already asked for the next ones.

    Notes that the system holds in memory cost nothing more; those that it does not take a third of the time.
    """
    waiting: deque[int] = deque()
    try:
        for path in paths:
            waiting.append(_opened(root, path))
            _fetch(waiting[-1])
            if len(waiting) > _AHEAD:
                yield _content(waiting.popleft())
        while waiting:
            yield _content(waiting.popleft())
    finally:
        for opened in waiting:
            _close(opened)


def _opened(root: str, path: str) -> int:
    """Give the descriptor of a note; `_NONE` where it cannot be opened."""
    try:
        return os.open(f"{root}/{path}", _READ_FLAGS)
    except OSError:
        return _NONE


def _close(opened: int) -> None:
    if opened != _NONE:
        os.close(opened)


def _fetch(opened: int) -> None:
    """Ask the disk for a note that will soon be read, where the system knows how."""
    if _CAN_FETCH and opened != _NONE:
        with suppress(OSError):  # a pipe
            os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_WILLNEED)


def _content(opened: int) -> bytes | None:
    """Read an open note to its end, and close it."""
    if opened == _NONE:
        return None
    try:
        held = os.fstat(opened)
        if not stat.S_ISREG(held.st_mode):
            return None
        # One byte more than the note has tells its end without a second call; a larger buffer costs more than the read.
        parts, left = [], LARGEST_NOTE
        size = min(held.st_size + 1, left)
        while left > 0 and (part := os.read(opened, min(size, left))):
            parts.append(part)
            left -= len(part)
            if len(part) < size:
                break
        return parts[0] if len(parts) == 1 else b"".join(parts)
    except OSError:
        return None
    finally:
        os.close(opened)


def is_gone(root: str, path: str) -> bool:
    """Tell whether a note that could not be read is not there any more."""
    return not os.path.lexists(f"{root}/{path}")


def is_forbidden(root: str, path: str) -> bool:
    """Tell whether a note may not be read, which stays so until somebody changes it, and its ctime with it."""
    real = f"{root}/{path}"
    return os.path.lexists(real) and not os.access(real, os.R_OK)


def content_digest(raw: bytes) -> bytes:
    """Give the digest that tells whether a note's content changed."""
    return blake2b(raw, digest_size=16).digest()
