"""The folder of notes: where it is, what is in it, and the bytes of one note."""

import os
import re
import stat
import struct
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from infoview_md.digests import blake2b
from infoview_md.errors import NotFound, StorageFailure

try:
    from _blake2 import (
        blake2b,
    )  # hashlib loads OpenSSL, which takes longer than reading a small vault
except ImportError:  # pragma: no cover - an interpreter without its own BLAKE2
    from hashlib import blake2b

CONFIG_NAME = "infoview.toml"
LARGEST_NOTE = 16 * 1024 * 1024

_CONFLICT_COPY = re.compile(
    r"""(?ix)
    \.sync-conflict-\d{8}-\d{6}-[a-z0-9]+(?=\.|$)     # Syncthing
    | \([^()]*conflicted\ copy[^()]*\)                # Obsidian Sync, Dropbox, Nextcloud
    | \((case|unicode\ encoding|selective\ sync|white\ ?space)\ conflict[^()]*\)
    | [-_]conflict-\d                                 # ownCloud clients
    | \.infoview-conflict                             # our own, of two writers at the same moment
    | ^conflict-files-obsidian-git\.md$
    """
)
_NEVER_READ = frozenset({"node_modules"})
_FINE_CLOCK_NS = 50_000_000
_COARSE_CLOCK_NS = 2_500_000_000
_SECOND_NS = 1_000_000_000


class Folder(NamedTuple):
    """A folder with its notes; equal digests mean that no note in it was touched.

    `path` is relative to the vault with `/`, empty for the vault itself; `entries` are (name, size, ctime in
    nanoseconds, inode) of each note.  ctime tells every change, also of content that keeps its old mtime.
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
    return bool(_CONFLICT_COPY.search(name))


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


def look(root: str, path: str) -> Folder | None:
    """Give one folder of a vault as `scan` would; None where it is gone, cannot be read, or lies behind a link."""
    real = f"{root}/{path}" if path else root
    try:
        return _read_folder(real, path)[0] if os.path.realpath(real) == real else None
    except OSError:
        return None


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
    with os.scandir(listed) as found:
        for one in found:
            name = one.name
            if name[0] == ".":
                continue
            if name[-3:] in (".md", ".MD", ".Md", ".mD"):
                if is_note(name):
                    held = one.stat(follow_symlinks=False)
                    if stat.S_ISREG(held.st_mode):
                        entries.append((name, held.st_size, held.st_ctime_ns, held.st_ino))
                    elif stat.S_ISDIR(held.st_mode):
                        below.append(name)
            elif one.is_dir(follow_symlinks=False) and name not in _NEVER_READ:
                below.append(name)
    entries.sort()
    return Folder(
        path, _digest(entries), max((e[2] for e in entries), default=0), tuple(entries)
    ), below


def _digest(entries: list[tuple[str, int, int, int]]) -> bytes:
    names = "\0".join([e[0] for e in entries]).encode("utf-8", "surrogateescape")
    numbers = [number for e in entries for number in e[1:]]
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


def read(root: str, path: str) -> bytes | None:
    """Give the bytes of a note; None where it is gone, no file, or may not be read.

    A longer note than 16 MiB is cut there: its properties still count.
    """
    try:
        opened = os.open(f"{root}/{path}", _READ_FLAGS)
    except OSError:
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
