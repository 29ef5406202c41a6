"""The text of one task -> its dates and identity, and the description that is left of it.

Source: the signs of the Tasks plugin and the fields of Dataview.  Tasks itself reads signs at the end of a
line only; here a date counts wherever it stands, because the promise was made.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
"""What stands behind ^ at the end of a line: the name by which Obsidian links to it."""

_SIGNED_DATE = re.compile("([^\x00-\x7f])\ufe0f?\\s{0,3}(\\d[\\d./-]*)(?:T[\\d:]+)?")
"""Any sign that is not ASCII: looked for three times as quickly as ten of them, and compiled at once."""
_SIGNED_WORD = re.compile(
    "🆔\ufe0f?\\s{0,3}([\\w-]+)|⛔\ufe0f?\\s{0,3}[\\w-]+(?:,\\s*[\\w-]+)*|[🔺⏫🔼🔽⏬]\ufe0f?"
    "|🔁\ufe0f?[a-zA-Z0-9, !]+|🏁\ufe0f?\\s{0,3}(?:keep|delete)"
)
_FIELD = re.compile(
    r"\[\s*([\w -]{1,40}?)\s*::((?:\[\[[^\[\]]*\]\]|[^\[\]])*)\]"
    r"|\(\s*([\w -]{1,40}?)\s*::([^()]*)\)"
)
_ROLES = {
    **dict.fromkeys(("📅", "📆", "🗓", "due"), "due"),
    **dict.fromkeys(("✅", "❌", "completion", "done", "cancelled"), "done"),
    **dict.fromkeys(("➕", "created"), "created"),
    **dict.fromkeys(("⏳", "⌛", "🛫", "scheduled", "start"), "other"),
    **dict.fromkeys(("priority", "repeat", "recurrence", "dependson", "oncompletion"), "other"),
    "id": "id",
}
"""Signs of the Tasks plugin and fields of Dataview -> what they say about a task."""


@dataclass(slots=True)
class Said:
    """What the text of one task says; dates are ISO days or empty, `text` is the description."""

    text: str
    due: str = ""
    done: str = ""
    created: str = ""
    task_id: str = ""
    block_id: str = ""
    wrong: str = ""

    def take(self, found: re.Match[str]) -> str:
        """Note one date with its sign; nothing of it stays in the description."""
        role = _ROLES.get(found[1])
        if role is None:
            return found[0]
        self._date(role, found[2])
        return ""

    def take_word(self, found: re.Match[str]) -> str:
        """Note one sign that has no date."""
        self.task_id = found[1] or self.task_id
        return ""

    def take_field(self, found: re.Match[str]) -> str:
        """Note one field of Dataview; those that say nothing about a task stay."""
        name, value = (found[1], found[2]) if found[1] else (found[3], found[4])
        role = _ROLES.get(name.lower())
        if role is None:
            return found[0]
        if role == "id":
            self.task_id = value.strip()
        elif value and not value.isspace():
            self._date(role, value.strip(" \t[]"))
        return ""

    def take_block_id(self, found: re.Match[str]) -> str:
        """Note the name by which Obsidian links to this line."""
        self.block_id = found[1]
        return ""

    def _date(self, role: str, written: str) -> None:
        if role == "other":
            return
        written = written.rstrip("./-")
        day = written[:10]
        if not is_day(day) or written[10:11] not in ("", "T", " ", "|"):
            self.wrong = self.wrong or written
        elif not getattr(self, role):
            setattr(self, role, day)


def understood(written: str) -> Said:
    """Read the text of a task, without its box.  A date that is none is left in `wrong`, the first of them."""
    said = Said(written)
    text = written
    if "^" in text:
        text = BLOCK_ID.sub(said.take_block_id, text)
    if not text.isascii():
        text = _SIGNED_DATE.sub(said.take, text)
        if not text.isascii():
            text = _SIGNED_WORD.sub(said.take_word, text)
    if "::" in text:
        text = _FIELD.sub(said.take_field, text)
    said.text = " ".join(text.split()) if "  " in text else text.strip()
    return said


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Tell whether a text is an ISO day that exists: `2026-11-20`, not `20261120` or `2026-13-45`."""
    if len(text) != len("2026-11-20") or text[4] + text[7] != "--":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
