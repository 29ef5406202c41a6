"""Canvas files of Obsidian (JSON Canvas 1.0): the notes that they show, and the links in their texts."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from infoview_md.errors import CannotEdit

ENDING: Final = ".canvas"

_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_COLON: Final = re.compile(r"\s*:\s*")


def relink(raw: bytes, *, old: str, new: str, text: Callable[[bytes], bytes]) -> bytes:
    """Let a canvas show one note in place of another; `text` changes the links of a text that stands on it.

    Only the strings that change are written anew, every other byte stays.  Raises `CannotEdit` for a file that is no
    canvas, or where the change cannot be proved.
    """

    def changed(key: str, value: str) -> str:
        if key == "file":
            return new if value == old else value
        return _of_text(value, text) if key == "text" else value

    before = raw.decode("utf-8", "surrogateescape")
    after = _spliced(before, changed)
    if after == before:
        return raw
    if _read(after) != _with(_read(before), changed):
        raise CannotEdit(
            "The change could not be shown to leave the rest of the canvas as it is.",
            code="not-proved",
        )
    return after.encode("utf-8", "surrogateescape")


def _of_text(value: str, text: Callable[[bytes], bytes]) -> str:
    try:
        return text(value.encode()).decode()
    except UnicodeEncodeError:
        return value  # half a character, which no note can hold


def _spliced(text: str, changed: Callable[[str, str], str]) -> str:
    parts, done, key, value_at = [], 0, "", -1
    for found in _STRING.finditer(text):
        value = _read(found[0])
        if colon := _COLON.match(text, found.end()):
            key, value_at = value, colon.end()
            continue
        wanted = changed(key if found.start() == value_at else "", value)
        if wanted != value:
            is_escaped = found[0].isascii() and not value.isascii()
            written = json.dumps(wanted, ensure_ascii=is_escaped)
            parts += [text[done : found.start()], written]
            done = found.end()
    return "".join([*parts, text[done:]])


def _with(value: Any, changed: Callable[[str, str], str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _with(inner, changed, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with(inner, changed) for inner in value]
    return changed(key, value) if isinstance(value, str) else value


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CannotEdit("It is no valid canvas (JSON).", code="bad-canvas") from None
