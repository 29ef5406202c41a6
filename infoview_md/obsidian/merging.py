"""Obsidian's files of settings are merged into: what is missing is added, and no assignment is ever changed.

They are pretty-printed JSON with two blanks, as Obsidian writes them.
"""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from infoview_md.errors import CannotEdit


def merged_types(raw: bytes, wanted: Mapping[str, str]) -> bytes:
    """Add property types to a `types.json`; the same bytes come back where nothing is missing.

    Obsidian compares names without regard to case.  Raises `CannotEdit` where the file is not what it should be.
    """
    known = read_object(raw, "types.json")
    types = known.setdefault("types", {})
    if not isinstance(types, dict):
        raise unexpected("types.json")
    there = {str(name).casefold() for name in types}
    missing = {name: kind for name, kind in wanted.items() if name.casefold() not in there}
    if not missing:
        return raw
    types.update(missing)
    return written(known)


def merged_snippets(raw: bytes, snippet: str) -> bytes:
    """Switch a snippet on in an `appearance.json`.  Raises like `merged_types`."""
    known = read_object(raw, "appearance.json")
    enabled = known.setdefault("enabledCssSnippets", [])
    if not isinstance(enabled, list):
        raise unexpected("appearance.json")
    if snippet in enabled:
        return raw
    enabled.append(snippet)
    return written(known)


def merged_templates(raw: bytes, folder: str) -> bytes:
    """Name the folder of templates in a `templates.json` that names none.  Raises like `merged_types`."""
    known = read_object(raw, "templates.json")
    if known.get("folder"):
        return raw
    known["folder"] = folder
    return written(known)


def read_object(raw: bytes, name: str) -> dict[str, Any]:
    """Read a JSON object; an empty file is an empty one.  Raises `CannotEdit`."""
    try:
        found = (
            json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number) if raw.strip() else {}
        )
    except (ValueError, RecursionError):
        raise unexpected(name) from None
    if not isinstance(found, dict):
        raise unexpected(name)
    return found


def _no_number(_: str) -> NoReturn:
    """Refuse `NaN` and its like, which Python would read and Obsidian could not."""
    raise ValueError


def unexpected(name: str) -> CannotEdit:
    """Say that a file of settings is not what Obsidian writes."""
    return CannotEdit(
        f"{name} is not what Obsidian writes, so it was left alone.",
        code="not-obsidian",
        hint="Open the vault in Obsidian once, then try again.",
    )


def written(known: dict[str, Any]) -> bytes:
    """Write settings as Obsidian does: two blanks, no line break at the end."""
    text = json.dumps(known, ensure_ascii=False, indent=2)
    try:
        return text.encode()
    except UnicodeEncodeError:  # halves of characters, which JSON can only escape
        return json.dumps(known, indent=2).encode()
