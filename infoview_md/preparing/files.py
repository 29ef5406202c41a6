"""Files outside the vault that a command writes or reads: mail files, texts to be checked."""

import os
from collections.abc import Sequence
from pathlib import Path

from infoview_md.errors import NotFound, StorageFailure
from infoview_md.replace import safe_file_name

_LARGEST = 1024 * 1024


def mail_paths(place: str, names: Sequence[str]) -> list[Path]:
    """Give the file of one message; for several a file each in a folder of that name, called after the person."""
    if len(names) == 1:
        return [Path(place)]
    folder = Path(place)
    taken: set[str] = set()
    paths = []
    for name in names:
        stem = safe_file_name(name)
        while stem.casefold() in taken:
            stem += "_"
        taken.add(stem.casefold())
        paths.append(folder / f"{stem}.eml")
    return paths


def write_bytes(path: Path, raw: bytes) -> None:
    """Write a file in one piece, with the folder it lies in.  Raises `StorageFailure`."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(raw)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StorageFailure(f"{path} cannot be written: {error.strerror}.") from None


def read_text(place: str) -> str:
    """Read a text of the user's.  Raises `NotFound` and `StorageFailure`."""
    try:
        with Path(place).open("rb") as file:
            raw = file.read(_LARGEST)
    except FileNotFoundError:
        raise NotFound(f"There is no file {place}.") from None
    except OSError as error:
        raise StorageFailure(f"{place} cannot be read: {error.strerror}.") from None
    return raw.decode("utf-8-sig", "replace")
