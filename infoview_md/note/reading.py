"""One note's bytes -> its properties and its body, as Obsidian reads them; nothing here ever raises."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from infoview_md.note import written

if TYPE_CHECKING:
    from types import ModuleType

LARGEST = 16 * 1024 * 1024
"""Bytes of a note beyond which only its first part is read."""
FIRST_PART = 5 * 1024 * 1024

_FIRST_LINE = 2  # of the front matter, below the opening fence
_MOST_REPORTED = 20
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?(?:%>|$)", re.MULTILINE)
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A Problem without its note's path: `line` counts from 1 in the file (0: the whole note)."""

    line: int
    property: str
    message: str
    hint: str


class Reading(NamedTuple):
    """What a note says.

    `properties` are the top-level front matter by YAML 1.2 core: dates and times are text, an unquoted
    `[[X]]` is the list in a list that YAML makes of it; keys are always text.  `front_matter` is the text
    between the fences, `body` the text below them, both with LF line breaks; `body_line` is the line of the
    file, from 1, where the body begins.  `is_template` says that the properties hold placeholders.
    """

    properties: dict[str, Any]
    front_matter: str
    body: str
    body_line: int
    defects: tuple[Defect, ...] = ()
    is_template: bool = False

    @property
    def property_lines(self) -> dict[str, int]:
        """The line of the file, from 1, of each property; worked out anew at each call."""
        return self.lines()

    def lines(self) -> dict[str, int]:
        """Give the line of the file, from 1, of each property (of one written twice, the last)."""
        return written.lines_of(self.front_matter, self.properties, first=_FIRST_LINE)

    def source_of(self, key: str) -> str | None:
        """Give a property that is a single value as it was written; see `source_of`."""
        return source_of(self, key)


def read(raw: bytes) -> Reading:
    """Read a note from its bytes.  What is wrong with it becomes a Defect, and the rest still counts.

    Properties that are not valid YAML are not guessed at: none of them counts, as in Obsidian.  The one
    exception is a key that stands twice, of which the last value counts.
    """
    if len(raw) > LARGEST:
        return _read_first_part(raw)
    if b"\0" in raw:
        return _no_text(raw)
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return _read_fenced(raw) if raw.startswith(b"---") else _body_only(raw.decode())
    except UnicodeDecodeError:
        return _no_text(raw)


def source_of(reading: Reading, key: str) -> str | None:
    """Give a property that is a single value as it was written, without quotation marks and comment.

    A telephone number `0176123456` is the number 176123456 to YAML; here it keeps its zero.  Empty for an
    empty value; None for a list, a mapping, or a property that is not there.
    """
    return written.source_of(reading.front_matter, reading.properties, key)


def sources_of(reading: Reading, key: str) -> list[str]:
    """Give a property as it was written, as a list of texts: one for a single value, one for each list item."""
    return written.sources_of(reading.front_matter, reading.properties, key)


@cache
def _frontmatter() -> "ModuleType":
    """Import on first use: with PyYAML it costs more time than a refresh that finds nothing changed."""
    from infoview_md.note import frontmatter

    return frontmatter


def _body_only(text: str, *defects: Defect) -> Reading:
    return Reading(properties={}, front_matter="", body=text, body_line=1, defects=defects)


def _no_text(raw: bytes) -> Reading:
    """Report a file that is no text in UTF-8; nothing in it counts."""
    place = raw.find(b"\0")
    what = "This file is not a text (it holds binary data)"
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        what, place = "This note is stored as UTF-16", 0
    elif place < 0:
        what, place = "This note is not stored as UTF-8", _first_bad_byte(raw)
    return _body_only(
        "",
        Defect(
            line=raw.count(b"\n", 0, place) + 1,
            property="",
            message=f"{what}, so it was not read.",
            hint="Save it with the encoding UTF-8, or move it out of the vault if it is no note.",
        ),
    )


def _first_bad_byte(raw: bytes) -> int:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _read_first_part(raw: bytes) -> Reading:
    ends = range(FIRST_PART, FIRST_PART - 4, -1)  # a character has at most four bytes
    end = next((end for end in ends if raw[end] & 0xC0 != 0x80), FIRST_PART)  # noqa: PLR2004 - its first
    reading = read(raw[:end])
    defect = Defect(
        line=0,
        property="",
        message=f"This note is larger than {LARGEST >> 20} MB; only its first {FIRST_PART >> 20} MB were read.",
        hint="Split it into several notes.",
    )
    return Reading(
        properties=reading.properties,
        front_matter=reading.front_matter,
        body=reading.body,
        body_line=reading.body_line,
        defects=(*reading.defects, defect),
        is_template=reading.is_template,
    )


def _read_fenced(raw: bytes) -> Reading:
    """Read a note whose first line begins with three dashes; its fences are found before it is decoded.

    Decoded apart, front matter stays narrow text where only the body has emoji, which halves the time.
    """
    start = raw.find(b"\n") + 1
    if not start or raw[3 : start - 1].strip(b" \t"):
        return _body_only(raw.decode())
    close = raw.find(b"\n---", start - 1)
    while close >= 0:
        end = raw.find(b"\n", close + 4)
        if end < 0:
            end = len(raw)
        if close + 4 == end or not raw[close + 4 : end].strip(b" \t"):
            return _read_halves(raw, close + 4, end)
        close = raw.find(b"\n---", close + 4)
    text = raw.decode()
    return _body_only(text, *_unclosed(text, start))


def _unclosed(text: str, start: int) -> tuple[Defect, ...]:
    """Report properties without an end; prose below a line of dashes is a note with a rule on top."""
    first = text[start : start + 2000].lstrip("\n")
    if not _KEY_LINE.match(first):
        return ()
    return (
        Defect(
            line=1,
            property="",
            message="The front matter opened on line 1 is never closed.",
            hint="Add a line with three dashes (---) after the last property.",
        ),
    )


def _read_halves(raw: bytes, close: int, end: int) -> Reading:
    """Read a note whose closing dashes end at `close`, and their line at `end`."""
    head = raw[:close].decode()
    block = head[head.index("\n") + 1 : -3]
    is_template = _may_have_placeholder(block) and _PLACEHOLDER.search(block) is not None
    frontmatter = _frontmatter()
    defects: tuple[Defect, ...] = ()
    try:
        properties = frontmatter.properties_of(head)
    except frontmatter.Repeated as error:
        properties, defects = error.properties, _repetitions(block, error)
    except frontmatter.Unreadable as error:
        properties, defects = {}, _refusal(block, error, is_template=is_template)
    if is_template:
        defects = (_template(block), *defects)
    return Reading(
        properties=properties,
        front_matter=block,
        body=raw[end + 1 :].decode(),
        body_line=raw.count(b"\n", 0, close) + 2,
        defects=defects,
        is_template=is_template,
    )


def _may_have_placeholder(block: str) -> bool:
    """Look for one character first: that is ten times as quick as looking for two."""
    return ("{" in block and "{{" in block) or ("%" in block and "<%" in block)


def _repetitions(block: str, error: Any) -> tuple[Defect, ...]:
    from infoview_md.note.diagnosis import explain_repetition

    return tuple(
        _defect(explain_repetition(block, one.key, one.line))
        for one in error.duplicates[:_MOST_REPORTED]
    )


def _refusal(block: str, error: Any, *, is_template: bool) -> tuple[Defect, ...]:
    """Explain why a block cannot be read; a placeholder on that very line is reason enough."""
    from infoview_md.note.diagnosis import explain

    found = explain(block, error)
    if is_template and _PLACEHOLDER.search(block.split("\n")[found.line]):
        return ()
    return (_defect(found),)


def _template(block: str) -> Defect:
    from infoview_md.note.diagnosis import top_key

    found = _PLACEHOLDER.search(block)
    place, shown = (found.start(), found[0]) if found else (0, "")
    number = block.count("\n", 0, place)
    return Defect(
        line=number + _FIRST_LINE,
        property=top_key(block.split("\n"), number),
        message=f"This looks like a template: its properties hold the placeholder {shown[:40]}.",
        hint="Move it to your templates folder, or add its folder to `ignore` in infoview.toml.",
    )


def _defect(found: Any) -> Defect:
    return Defect(
        line=found.line + _FIRST_LINE,
        property=found.property,
        message=found.message,
        hint=found.hint,
    )
