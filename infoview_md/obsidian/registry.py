"""The vaults that Obsidian knows on this computer, by name.

Source: "How Obsidian stores data": `obsidian.json` holds `{"vaults": {"<id>": {"path": ..., "ts": ...}}}`; the name of
a vault is that of its folder.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infoview_md.obsidian.settings import USUAL_FOLDER

_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A vault as Obsidian lists it; `opened` is when it was opened last, in milliseconds."""

    id: str
    path: Path
    opened: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """How Obsidian calls a folder: the name of its vault (or its id, where two have one name), and the way to it.

    `below` is the path of the folder from the vault, with a slash behind it; empty for the vault itself.
    """

    vault: str
    below: str = ""


def known_vaults() -> dict[str, list[Path]]:
    """Give the folders of the vaults by name, those opened last first; folders that are gone are left out."""
    by_name: dict[str, list[Path]] = {}
    for one in _known():
        same = by_name.setdefault(one.path.name, [])
        if one.path not in same:
            same.append(one.path)
    return by_name


def address_of(root: Path) -> Address:
    """Give how Obsidian calls a folder: the nearest vault that it knows at it or above, else one that it has opened.

    A folder that Obsidian never saw goes by its own name.
    """
    known = [one for one in _known() if _is_within(root, _real(one.path))]
    if known:
        nearest = max(known, key=lambda one: len(_real(one.path).parts))
        same = {
            _real(one.path)
            for one in _known()
            if one.path.name.casefold() == nearest.path.name.casefold()
        }
        return Address(
            vault=nearest.path.name if len(same) == 1 else nearest.id,
            below=_below(root, _real(nearest.path)),
        )
    opened = next(
        (
            one
            for one in (root, *root.parents)
            if _is_folder(one / USUAL_FOLDER) and _is_within(root, one)
        ),
        root,
    )
    return Address(vault=opened.name, below=_below(root, opened))


def _is_within(root: Path, vault: Path) -> bool:
    """Tell whether Obsidian sees a folder as part of a vault: nothing on the way to it is hidden."""
    if not root.is_relative_to(vault):
        return False
    return not any(part.startswith(".") for part in root.relative_to(vault).parts)


def _below(root: Path, vault: Path) -> str:
    return "" if root == vault else f"{root.relative_to(vault).as_posix()}/"


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path


def _known() -> list[Known]:
    found = [
        Known(id=key, path=Path(path), opened=_number(one.get("ts")))
        for place in _places()
        for key, one in _entries(place / "obsidian.json")
        if isinstance(path := one.get("path"), str)
        and Path(path).is_absolute()
        and _is_folder(Path(path))
    ]
    return sorted(found, key=lambda one: (-one.opened, str(one.path)))


def _number(value: Any) -> float:
    is_number = isinstance(value, int | float) and abs(value) < sys.float_info.max
    return float(value) if is_number else 0.0


def _is_folder(path: Path) -> bool:
    """Tell whether a folder is there; one that may not be looked at counts as gone."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def vaults_named(name: str) -> list[Path]:
    """Give the vaults of a name, without regard to case, or the one of an id as Obsidian's links have it."""
    wanted = name.casefold()
    found = (one.path for one in _known() if wanted in (one.path.name.casefold(), one.id))
    return list(dict.fromkeys(found))


def _places() -> list[Path]:
    """Give the folders in which Obsidian may keep its list: as installed, from Flatpak, from Snap."""
    home = Path.home()
    if sys.platform == "darwin":
        return [home / "Library/Application Support/obsidian"]
    if sys.platform == "win32":
        base = os.environ.get("APPDATA")
        return [Path(base) / name for name in ("obsidian", "Obsidian")] if base else []
    chosen = os.environ.get("XDG_CONFIG_HOME", "").strip()
    return [
        (Path(chosen) if chosen else home / ".config") / "obsidian",
        home / ".var/app/md.obsidian.Obsidian/config/obsidian",
        home / "snap/obsidian/current/.config/obsidian",
    ]


def _entries(place: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        raw = place.read_bytes() if place.stat().st_size <= _LARGEST else b""
        known = json.loads(raw)
        vaults = known.get("vaults", {}) if isinstance(known, dict) else {}
    except (OSError, ValueError, RecursionError):
        return
    if isinstance(vaults, dict):
        yield from ((key, one) for key, one in vaults.items() if isinstance(one, dict))
