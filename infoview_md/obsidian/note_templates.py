"""Note templates for the core plugin Templates, in the words of a vault: its marks and its names of properties."""

import json
import re

from infoview_md.network.model import NoteKind
from infoview_md.network.survey.habits import Habits

_FENCE = "---\n"
_PLAIN_KEY = re.compile(r"[^\W\d][\w -]*")
_PLAIN_VALUE = re.compile(r"[^\W\d][\w/-]*(?: [\w/-]+)*")
_YAML_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def as_template(shipped: str, kind: NoteKind, habits: Habits, *, has_times: bool = True) -> str:
    """Give a shipped template as this vault would write it; without `has_times` a date has none."""
    _, head, body = shipped.split(_FENCE, 2)
    lines = [_line(line, kind, habits) for line in head.splitlines()]
    text = "\n".join(lines)
    if not has_times:
        text = text.replace("YYYY-MM-DDTHH:mm", "YYYY-MM-DD")
    return f"{_FENCE}{text}\n{_FENCE}{body}"


def _line(line: str, kind: NoteKind, habits: Habits) -> str:
    name, colon, value = line.partition(":")
    if not colon or name.startswith((" ", "-")):
        return line
    if name == "type":
        return _mark(value.strip(), kind, habits)
    return f"{_key(habits.name(name))}:{value}"


def _mark(usual: str, kind: NoteKind, habits: Habits) -> str:
    """Give what makes the note one of a kind: the mark that most notes of the vault carry, else its type."""
    way, value = habits.marks[kind].usual or ("types", usual)
    if way == "tags":
        return f"tags:\n  - {_value(value)}"
    if way == "categories":
        return f"{_key(habits.name('categories'))}:\n  - {json.dumps(f'[[{value}]]', ensure_ascii=False)}"
    return f"{_key(habits.name('type'))}: {_value(value)}"


def _key(name: str) -> str:
    is_plain = _PLAIN_KEY.fullmatch(name) and name.lower() not in _YAML_WORDS
    return name if is_plain else json.dumps(name, ensure_ascii=False)


def _value(text: str) -> str:
    is_plain = _PLAIN_VALUE.fullmatch(text) and text.lower() not in _YAML_WORDS
    return text if is_plain else json.dumps(text, ensure_ascii=False)
