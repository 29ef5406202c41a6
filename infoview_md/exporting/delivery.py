"""Putting an export where it was asked for: whole or not at all, readable by its owner only."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infoview_md.digests import blake2b
from infoview_md.errors import StorageFailure, UsageMistake

_OURS: Final = "infoview-md-"
_BEGINS: Final = {
    "ics": (b"BEGIN:VCALENDAR",),
    "vcf": (b"BEGIN:VCARD",),
    "db": (b"SQLite format 3\0",),
    "json": (b"[", b"{"),
}
"""How an earlier export of a kind begins; a table is known by its header."""
_LONGEST: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One card or event that gets a file of its own."""

    uid: str
    text: str


def check_target(root: Path, target: Path) -> None:
    """Refuse to write over a note or the settings of the vault.  Raises `UsageMistake`."""
    real = target.expanduser().resolve()
    is_inside = real.is_relative_to(root)
    if is_inside and (real.suffix.lower() == ".md" or real.name == "infoview.toml"):
        raise UsageMistake(
            f"{target} is one of your notes or settings; choose another file for the export."
        )


def check_earlier(target: Path, kind: str, first: bytes = b"") -> None:
    """Refuse to replace a file that is no earlier export of this kind; `first` is how this one begins.

    Raises `UsageMistake`, also for a folder.
    """
    if target.is_dir():
        raise UsageMistake(
            f"{target} is a folder.", hint="Name a file in it, for example: export.db"
        )
    if not target.is_file():
        return
    try:
        with target.open("rb") as file:
            held = file.read(_LONGEST).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError as error:
        raise StorageFailure(f"{target} cannot be read: {error.strerror}.") from None
    begins = _BEGINS.get(kind, (first.partition(b",")[0],))
    if held and not held.startswith(begins):
        raise UsageMistake(
            f"{target} exists and is no earlier export of this kind, so it was left alone.",
            hint="Choose another name, or delete it first.",
        )


def save(target: Path, raw: bytes) -> None:
    """Write a file in one step, with the rights 0600; what was there is replaced.  Raises `StorageFailure`.

    A link is followed, and what is no file, such as a pipe or /dev/stdout, is written to.
    """
    try:
        held = target.stat()
    except OSError:
        held = None
    if held is not None and not stat.S_ISREG(held.st_mode):
        with _explaining(target):
            target.write_bytes(raw)
        return
    write_beside(target, lambda fresh: _write(fresh, raw))


def write_beside(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a file beside its place, and move it there whole.  Raises `StorageFailure`."""
    place = Path(os.path.realpath(target))
    fresh = place.with_name(f".{place.name[:100]}.{os.getpid()}.tmp")
    try:
        with _explaining(target):
            fresh.unlink(missing_ok=True)
            os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
            write(fresh)
            fresh.replace(place)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@contextmanager
def _explaining(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageFailure(f"{target} cannot be written: {error.strerror or error}.") from None


def _write(fresh: Path, raw: bytes) -> None:
    with fresh.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def save_each(folder: Path, items: Iterable[Item], *, kind: str, ending: str) -> tuple[int, int]:
    """Write one file for each item into a folder, and take out those of an earlier export that have none now.

    Gives how many were written and removed; only files that are named as ours, of this kind, are ever removed, and
    one that says the same already stays as it is.  Raises `StorageFailure`.
    """
    with _explaining(folder):
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {file_name(one.uid, kind=kind, ending=ending): one.text.encode() for one in items}
        found = list(folder.glob(f"{_OURS}{kind}-*{ending}"))
    written = 0
    for name, raw in wanted.items():
        if _content(folder / name) != raw:
            save(folder / name, raw)
            written += 1
    stale = [one for one in found if one.name not in wanted]
    for one in stale:
        with _explaining(folder):
            one.unlink(missing_ok=True)
    return written, len(stale)


def file_name(uid: str, *, kind: str, ending: str) -> str:
    """Give the name of an item's file: always the same for one UID, whatever is in it."""
    return f"{_OURS}{kind}-{blake2b(uid.encode(), digest_size=10).hexdigest()}{ending}"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
