"""Reading the settings of Obsidian in a vault: nothing in them is trusted, and what cannot be read is as if not there.

Source: "Configuration folder" and "How Obsidian stores data" of Obsidian's help; the names of the Tasks plugin's own
settings.
"""

import json
from pathlib import Path
from typing import Any

from infoview_md import vault
from infoview_md.note.generated import CANCELLED, DONE, ItemStyle

USUAL_FOLDER = ".obsidian"
_TELL_TALES = ("app.json", "core-plugins.json")
_TASKS = "plugins/obsidian-tasks-plugin/data.json"
_LONGEST_TAG = 60
_HARMFUL = ("<!--", "-->", "%%", "^", "`", "[[")


def settings_folder(root: Path) -> str | None:
    """Give the name of Obsidian's folder in a vault, which people can rename; None where Obsidian was never here."""
    if (root / USUAL_FOLDER).is_dir():
        return USUAL_FOLDER
    try:
        hidden = sorted(one for one in root.iterdir() if one.name.startswith(".") and one.is_dir())
    except OSError:
        return None
    found = (one.name for one in hidden if any((one / name).is_file() for name in _TELL_TALES))
    return next(found, None)


def read_settings(root: Path, name: str) -> dict[str, Any]:
    """Read one file of settings, such as `templates.json`; empty where there is none or it is no JSON object."""
    found = _read(root, name)
    return found if isinstance(found, dict) else {}


def read_list(root: Path, name: str) -> list[Any]:
    """Read one file of settings that is a list, as older versions of Obsidian kept them; empty where it is none."""
    found = _read(root, name)
    return found if isinstance(found, list) else []


def _read(root: Path, name: str) -> Any:
    folder = settings_folder(root)
    raw = vault.read(str(root), f"{folder}/{name}") if folder else None
    try:
        return json.loads((raw or b"{}").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def task_style(root: Path) -> ItemStyle:
    """Give the form in which the Tasks plugin of a vault wants tasks; its own signs where it is not installed."""
    known = read_settings(root, _TASKS)
    return ItemStyle(
        is_dataview=known.get("taskFormat") == "dataview",
        tag=_tag(known),
        done=DONE | _marks(known, "DONE"),
        cancelled=CANCELLED | _marks(known, "CANCELLED"),
    )


def _marks(known: dict[str, Any], kind: str) -> frozenset[str]:
    """Give the marks in a box to which the vault gave a status of that type."""
    settings = known.get("statusSettings")
    groups = settings.values() if isinstance(settings, dict) else ()
    rows = [row for group in groups if isinstance(group, list) for row in group]
    found = [row.get("symbol") for row in rows if isinstance(row, dict) and row.get("type") == kind]
    return frozenset(one for one in found if isinstance(one, str) and one.strip() and len(one) == 1)


def _tag(known: dict[str, Any]) -> str:
    """Give the text that every task must have; one that could end a line or a comment is left out."""
    text = known.get("globalFilter")
    if not isinstance(text, str) or len(text) > _LONGEST_TAG or not text.isprintable():
        return ""
    return "" if any(part in text for part in _HARMFUL) else text.strip()
