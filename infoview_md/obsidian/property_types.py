"""Which property is shown as what in Obsidian, as far as the notes of a vault agree.

A type holds for a name in the whole vault, so it is left to Obsidian's own guess where a note has a value of another
form under that name.  Properties that may be a text as well as a list, or a date as well as `true`, are left to it too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from infoview_md.network.survey.habits import Habits
from infoview_md.network.survey.seen import Seen

_DEFAULTS: Mapping[str, str] = {"aliases": "aliases", "cssclasses": "multitext", "tags": "tags"}
"""What Obsidian itself writes first into the file."""

TYPES: Mapping[str, str] = {
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
    "next_contact": "date",
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

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?")


def types_for(habits: Habits, notes: Iterable[Seen]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give the type of each property under the name the vault has for it, and the names that are left alone."""
    values: dict[str, list[Any]] = defaultdict(list)
    for one in notes:
        if not one.is_template:
            for key, value in one.properties.items():
                if value not in (None, "", []):
                    values[key.casefold()].append(value)
    found, left = dict(_DEFAULTS), []
    for canonical, usual in TYPES.items():
        for name in habits.names.get(canonical, (habits.name(canonical),)):
            if kind := _agreed(usual, values[name.casefold()]):
                found.setdefault(name, kind)
            else:
                left.append(name)
    return found, tuple(dict.fromkeys(left))


def _agreed(usual: str, values: Sequence[Any]) -> str:
    """Give the type that all values have; empty where there are several."""
    kinds = {_kind(value) for value in values}
    if kinds <= {usual}:
        return usual
    return "date" if usual == "datetime" and kinds == {"date"} else ""


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "checkbox"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, list):
        return "multitext"
    if _DAY.fullmatch(str(value)):
        return "date"
    return "datetime" if _MOMENT.fullmatch(str(value)) else "text"
