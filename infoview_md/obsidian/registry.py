"""The vaults that Obsidian knows on this computer, by name.

Source: "How Obsidian stores data": `obsidian.json` holds `{"vaults": {"<id>": {"path": ..., "ts": ...}}}`; the name of
a vault is that of its folder.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_LARGEST = 1024 * 1024


def known_vaults() -> dict[str, list[Path]]:
    """Give the folders of the vaults by name, those opened last first; folders that are gone are left out."""
    found: list[tuple[float, Path]] = []
    for place in _places():
        for one in _entries(place / "obsidian.json"):
            path, opened = one.get("path"), one.get("ts")
            if isinstance(path, str) and Path(path).is_absolute() and Path(path).is_dir():
                found.append(
                    (float(opened) if isinstance(opened, int | float) else 0.0, Path(path))
                )
    by_name: dict[str, list[Path]] = {}
    for _, path in sorted(found, key=lambda one: (-one[0], str(one[1]))):
        same = by_name.setdefault(path.name, [])
        if path not in same:
            same.append(path)
    return by_name


def vaults_named(name: str) -> list[Path]:
    """Give the vaults of a name, without regard to case."""
    wanted = name.casefold()
    return [
        path
        for known, paths in known_vaults().items()
        if known.casefold() == wanted
        for path in paths
    ]


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


def _entries(place: Path) -> Iterator[dict[str, Any]]:
    try:
        raw = place.read_bytes() if place.stat().st_size <= _LARGEST else b""
        known = json.loads(raw)
        vaults = known.get("vaults", {}) if isinstance(known, dict) else {}
    except (OSError, ValueError, RecursionError):
        return
    if isinstance(vaults, dict):
        yield from (one for one in vaults.values() if isinstance(one, dict))
