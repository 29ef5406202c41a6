"""What is wrong with a block of front matter, in plain words: the line, the sort of mistake, and how to mend it.

A parser says "did not find expected key"; a person needs "put quotation marks around this value".
Source of the sorts: the invalid front matter of 45,138 public notes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infoview_md.note.yaml_fallback import Unreadable

_AS_OBSIDIAN = "Obsidian shows such properties as invalid too."
_PAIR = re.compile(
    r"^(?P<indent>[ \t]*)(?P<dash>(?:- +)*)(?:(?P<key>[^\s:#\"'][^:]*?):)?(?P<gap>\s*)(?P<value>.*)$"
)
_CONFLICT = re.compile(r"<{7}|={7}$|>{7}")
_TOP_KEY = re.compile(r"([^\s#:\-\"'\[{][^:]*?|\"[^\"]+\"|'[^']+')\s*:(?:\s|$)")
_CLOSING = {"[": "]", "{": "}"}
_SAMPLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Where a block is wrong (`line` from 0 within it), under which property, and what to do."""

    line: int
    property: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    before: str
    indent: str
    key: str
    value: str


def explain(block: str, refusal: Unreadable) -> Diagnosis:
    """Say what is wrong with a block that could not be read.  `block` has LF between its lines."""
    if whole := _WHOLE.get(refusal.why):
        message, hint = whole
        line, name = refusal.line, ""
        return Diagnosis(line=line, property=name, message=message, hint=hint)
    lines = block.split("\n")
    for number in _suspects(lines, refusal.line):
        if found := _sort_of(_parsed(lines, number)):
            message, hint = found
            break
    else:
        number = next((n for n in _suspects(lines, refusal.line) if lines[n].strip()), 0)
        message, hint = _unknown_sort(lines[number])
    return Diagnosis(line=number, property=top_key(lines, number), message=message, hint=hint)


def explain_repetition(block: str, key: str, line: int) -> Diagnosis:
    """Say that a key stands twice; `line` is that of the later one."""
    return Diagnosis(
        line=line,
        property=top_key(block.split("\n"), line) or key,
        message=f"The property `{key}` is written more than once; the last one counts here.",
        hint=f"Keep one `{key}` and delete the other. {_AS_OBSIDIAN}",
    )


def top_key(lines: list[str], number: int) -> str:
    """Give the property that a line of a block belongs to; empty where there is none."""
    for text in reversed(lines[: number + 1]):
        if found := _TOP_KEY.match(text):
            return found[1].strip("\"'")
        if text and text[0] not in " \t-#":
            break
    return ""


_WHOLE: dict[str, tuple[str, str]] = {
    "too long": (
        "The front matter is longer than 64 KB, so its properties were not read.",
        "Move long text from the properties to below the closing --- line.",
    ),
    "nested too deeply": (
        "The front matter is nested too deeply, so its properties were not read.",
        "Write properties one below the other, with lists at most.",
    ),
    "aliases stand for too much": (
        "The front matter repeats itself through aliases (*name) too often, so it was not read.",
        "Write the values out instead of using aliases.",
    ),
    "not a list of properties": (
        "The block between the --- lines at the top is not a list of properties.",
        "Write each property as `name: value` on a line of its own, or put an empty line above the first ---.",
    ),
    "a second document begins": (
        "A line in the front matter begins a second block, so its properties were not read.",
        "Close the front matter with one line of exactly three dashes.",
    ),
}


def _suspects(lines: list[str], reported: int) -> Iterator[int]:
    """Give the line that the parser stopped at, then those above it that have something in them."""
    reported = min(reported, len(lines) - 1)
    conflict = (n for n, text in enumerate(lines) if _CONFLICT.match(text))
    yield from conflict
    yield reported
    above = (n for n in range(reported - 1, -1, -1) if lines[n].strip())
    yield from (n for n, _ in zip(above, range(3), strict=False))


def _parsed(lines: list[str], number: int) -> _Line:
    text = lines[number]
    above = next((one for one in reversed(lines[:number]) if one.strip()), "")
    pair = _PAIR.match(text)
    if pair is None:
        return _Line(text=text, before=above, indent="", key="", value=text)
    key = pair["key"] or ""
    if key and not pair["gap"] and pair["value"]:  # `10:30` and `a:b` are values, not keys
        return _Line(
            text=text, before=above, indent=pair["indent"], key="", value=f"{key}:{pair['value']}"
        )
    return _Line(
        text=text, before=above, indent=pair["indent"], key=key, value=pair["value"].strip()
    )


def _sort_of(line: _Line) -> tuple[str, str] | None:
    return next((found for check in _SORTS if (found := check(line))), None)


def _conflict(line: _Line) -> tuple[str, str] | None:
    if not _CONFLICT.match(line.text):
        return None
    return (
        "The front matter holds both sides of a conflict that git could not settle.",
        "Choose one side, and delete the other and the lines of <<<<<<<, ======= and >>>>>>>.",
    )


def _fence(line: _Line) -> tuple[str, str] | None:
    if not re.fullmatch(r"-{4,}[ \t]*|\.{3}[ \t]*", line.text):
        return None
    return (
        f"`{line.text.strip()}` does not close the front matter.",
        "Write exactly three dashes (---) there.",
    )


def _tab(line: _Line) -> tuple[str, str] | None:
    if "\t" not in line.indent:
        return None
    return (
        "This line is indented with a tab, which properties do not allow.",
        "Replace the tab at the start of the line with two spaces.",
    )


def _backslash(line: _Line) -> tuple[str, str] | None:
    if not line.value.startswith('"') or "\\" not in line.value:
        return None
    plain = line.value.strip('"').replace("'", "''")
    return (
        "A backslash between double quotation marks has a meaning of its own.",
        f"Use single quotation marks: {_shown(line.key, chr(39) + plain + chr(39))}",
    )


def _quotes(line: _Line) -> tuple[str, str] | None:
    mark = line.value[:1]
    if mark not in ('"', "'"):
        return None
    plain = line.value.replace(mark * 2, "")
    if len(plain) > 1 and plain.endswith(mark) and plain.count(mark) == 2:  # noqa: PLR2004 - a pair
        return None
    if plain.count(mark) == 1:
        return (
            f"The quotation mark {mark} that opens here is never closed.",
            f"Add a {mark} at the end of the value.",
        )
    inner = line.value[1:].removesuffix(mark)
    return (
        "There is text after the closing quotation mark.",
        f"Put one pair of quotation marks around the whole value: {_shown(line.key, _quoted(inner))}",
    )


def _links(line: _Line) -> tuple[str, str] | None:
    if not line.value.startswith("[[") or '"' in line.value:
        return None
    if line.value.endswith("]]") and line.value.count("[[") == 1:
        return None
    return (
        "Links in a property need quotation marks.",
        f"Write {_shown(line.key, _quoted(line.value))}, or a list with one quoted link to a line.",
    )


def _brackets(line: _Line) -> tuple[str, str] | None:
    opening = line.value[:1]
    closing = _CLOSING.get(opening)
    if closing is None:
        return None
    if line.value.count(opening) > line.value.count(closing):
        return (
            f"The bracket {opening} that opens here is never closed.",
            f"Add a {closing}, or put quotation marks around the value.",
        )
    return (
        f"There is something wrong between {opening} and {closing}, or text behind it.",
        "Put quotation marks around the whole value, or around each item that has special characters.",
    )


def _first_character(line: _Line) -> tuple[str, str] | None:
    if line.value[:1] not in "@`%*&!|>,?" or not line.value[1:].strip("-+0123456789"):
        return None
    return (
        f"A value may not begin with {line.value[0]} unless it stands in quotation marks.",
        f"Put it in quotation marks: {_shown(line.key, _quoted(line.value))}",
    )


def _colon(line: _Line) -> tuple[str, str] | None:
    if not re.search(r":\s|:$", line.value) or line.value[:1] in "\"'|>":
        return None
    return (
        "The value contains a colon followed by a space, which begins another property.",
        f"Put the value in quotation marks: {_shown(line.key, _quoted(line.value))}",
    )


def _dash(line: _Line) -> tuple[str, str] | None:
    if not line.key or not (line.value.startswith("- ") or line.value == "-"):
        return None
    return (
        "A list may not begin on the line of its property.",
        "Put each item on a line of its own below, as `  - item`.",
    )


def _no_colon(line: _Line) -> tuple[str, str] | None:
    text = line.text.strip()
    if line.key or not text or text.startswith(("-", "#")) or line.indent:
        return None
    if ":" in text:
        name, _, value = text.partition(":")
        return (
            "A space is missing after the colon.",
            f"Write {_shown(name, value)}",
        )
    return (
        f"`{_cut(text)}` is not a property: it has no colon.",
        "Write it as `name: value`; if it is text of the note, put a line with --- above it.",
    )


def _indented(line: _Line) -> tuple[str, str] | None:
    if not line.indent or not line.key:
        return None
    return (
        "This line is indented differently from its neighbours.",
        "Begin it in the same column as the property or item above.",
    )


def _unknown_sort(text: str) -> tuple[str, str]:
    return (
        f"The properties cannot be read from here on: `{_cut(text.strip())}`.",
        f"Put quotation marks around values with special characters. {_AS_OBSIDIAN}",
    )


_SORTS: tuple[Callable[[_Line], tuple[str, str] | None], ...] = (
    _conflict,
    _fence,
    _tab,
    _backslash,
    _quotes,
    _links,
    _brackets,
    _first_character,
    _dash,
    _colon,
    _no_colon,
    _indented,
)


def _quoted(value: str) -> str:
    plain = value.strip()
    return (
        f"'{plain}'" if '"' in plain and "'" not in plain else '"' + plain.replace('"', "'") + '"'
    )


def _shown(key: str, value: str) -> str:
    return _cut(f"{key}: {value.strip()}" if key else value.strip())


def _cut(text: str) -> str:
    return text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + "…"
