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

_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A vault as Obsidian lists it; `opened` is when it was opened last, in milliseconds."""

    id: str
    path: Path
    opened: float = 0.0


def known_vaults() -> dict[str, list[Path]]:
    """Give the folders of the vaults by name, those opened last first; folders that are gone are left out."""
    by_name: dict[str, list[Path]] = {}
    for one in registered():
        same = by_name.setdefault(one.path.name, [])
        if one.path not in same:
            same.append(one.path)
    return by_name


def registered() -> list[Known]:
    """Give every vault of the list whose folder is there, those opened last first."""
    found = [
        Known(id=key, path=Path(path), opened=_number(one.get("ts")))
        for place in _places()
        for key, one in _entries(place / "obsidian.json")
        if isinstance(path := one.get("path"), str)
        and Path(path).is_absolute()
        and is_folder(Path(path))
    ]
    return sorted(found, key=lambda one: (-one.opened, str(one.path)))


def _number(value: Any) -> float:
    is_number = isinstance(value, int | float) and abs(value) < sys.float_info.max
    return float(value) if is_number else 0.0


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there; one that may not be looked at counts as gone."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def vaults_named(name: str) -> list[Path]:
    """Give the vaults of a name, without regard to case, or the one of an id as Obsidian's links have it."""
    wanted = name.casefold()
    found = (one.path for one in registered() if wanted in (one.path.name.casefold(), one.id))
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
