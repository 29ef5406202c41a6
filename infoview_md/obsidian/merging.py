"""`types.json`: which property is shown as what in Obsidian.  It is merged into, and no assignment is ever changed.

Source of the form: {"types": {"name": "type"}}, with two blanks; a type holds for a name in the whole vault.
Properties that may be a text as well as a list, or a date as well as `true`, are left to Obsidian's own guess.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from infoview_md.errors import CannotEdit

TYPES: Mapping[str, str] = {
    "aliases": "aliases",
    "cssclasses": "multitext",
    "tags": "tags",
    "company": "text",
    "role": "text",
    "location": "text",
    "channel": "text",
    "referred_by": "text",
    "seniority": "text",
    "segment": "text",
    "priority": "number",
    "reach_out_by": "date",
    "asked": "date",
    "nudged": "date",
    "replied": "date",
    "declined": "date",
    "last_contact": "date",
    "told_landed": "date",
    "snoozed_until": "date",
    "date": "datetime",
    "duration": "number",
    "mode": "text",
    "status": "text",
    "questions_sent": "date",
    "thank_you_sent": "date",
    "thank_you_via": "text",
    "referrals": "multitext",
    "referrer_told": "date",
    "opportunities": "multitext",
    "goal": "text",
    "fields": "multitext",
    "roles": "multitext",
    "places": "multitext",
    "started": "date",
    "weekly_target": "number",
    "landed": "date",
    "employer": "text",
}
"""Canonical property -> its type in Obsidian."""


def merged_types(raw: bytes, name_of: Callable[[str], str]) -> bytes:
    """Add our properties to a `types.json`; the same bytes come back where nothing is missing.

    Obsidian compares names without regard to case.  Raises `CannotEdit` where the file is not what it should be.
    """
    known = read_object(raw, "types.json")
    types = known.setdefault("types", {})
    if not isinstance(types, dict):
        raise unexpected("types.json")
    there = {str(name).casefold() for name in types}
    new = {name_of(canonical): kind for canonical, kind in TYPES.items()}
    missing = {name: kind for name, kind in new.items() if name.casefold() not in there}
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
        found = json.loads(raw.decode("utf-8-sig")) if raw.strip() else {}
    except (ValueError, RecursionError):
        raise unexpected(name) from None
    if not isinstance(found, dict):
        raise unexpected(name)
    return found


def unexpected(name: str) -> CannotEdit:
    """Say that a file of settings is not what Obsidian writes."""
    return CannotEdit(
        f"{name} is not what Obsidian writes, so it was left alone.",
        code="not-obsidian",
        hint="Open the vault in Obsidian once, then try again.",
    )


def written(known: dict[str, Any]) -> bytes:
    """Write settings as Obsidian does: two blanks, no line break at the end."""
    return json.dumps(known, ensure_ascii=False, indent=2).encode()
