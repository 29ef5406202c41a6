"""Putting an export where it was asked for: whole or not at all, readable by its owner only."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infoview_md.digests import blake2b
from infoview_md.errors import StorageFailure, UsageMistake

_OURS: Final = "infoview-md-"


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


def save(target: Path, raw: bytes) -> None:
    """Write a file in one step, with the rights 0600; what was there is replaced.  Raises `StorageFailure`."""
    write_beside(target, lambda fresh: _write(fresh, raw))


def write_beside(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a file beside its place, and move it there whole.  Raises `StorageFailure`."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        write(fresh)
        fresh.replace(target)
    except OSError as error:
        raise StorageFailure(f"{target} cannot be written: {error.strerror or error}.") from None
    finally:
        fresh.unlink(missing_ok=True)


def _write(fresh: Path, raw: bytes) -> None:
    with fresh.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def save_each(folder: Path, items: Iterable[Item], ending: str) -> tuple[int, int]:
    """Write one file for each item into a folder, and take out those of an earlier export that have none now.

    Gives how many were written and removed; only files that are named as ours are ever removed, and one that
    says the same already stays as it is.  Raises `StorageFailure`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {file_name(one.uid, ending): one.text.encode() for one in items}
        found = list(folder.glob(f"{_OURS}*{ending}"))
        stale = [one for one in found if one.name not in wanted]
        for one in stale:
            one.unlink()
    except OSError as error:
        raise StorageFailure(f"{folder} cannot be written: {error.strerror or error}.") from None
    written = 0
    for name, raw in wanted.items():
        if _content(folder / name) != raw:
            save(folder / name, raw)
            written += 1
    return written, len(stale)


def file_name(uid: str, ending: str) -> str:
    """Give the name of an item's file: always the same for one UID, whatever is in it."""
    return f"{_OURS}{blake2b(uid.encode(), digest_size=10).hexdigest()}{ending}"


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
