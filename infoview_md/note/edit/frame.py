"""A note's bytes as text, and where its front matter begins and ends.

The fences are those of Obsidian: the first line is `---`, and the first later line that is `---` closes
the block.  Anything that another reader could take for a fence is refused, not interpreted.
"""

import re
from dataclasses import dataclass

from infoview_md.errors import CannotEdit

MAX_NOTE_BYTES = 16 * 1024 * 1024

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_OPENING = re.compile(r"---[ \t]*(\r\n|\n)")
_FENCE_LIKE = re.compile(r"^(?:---|\.\.\.(?![^\s]))[^\r\n]*(?P<eol>\r\n|\n|\r|\Z)", re.MULTILINE)
_FIRST_BREAK = re.compile(r"\r\n|\n")
_PROPERTIES_AFTER_BLANK = re.compile(
    r"(?:[ \t]*\r?\n)+---[ \t]*\r?\n[^\s:#][^\r\n:]*:(?:[ \t\r\n])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """One replacement: the text from `start` up to `end` becomes `insert`."""

    start: int
    end: int
    insert: str

    def applied_to(self, text: str) -> str:
        """Return the text with the splice done."""
        return text[: self.start] + self.insert + text[self.end :]

    def shifted(self, by: int) -> "Splice":
        """Return the same splice for a text that begins `by` characters earlier."""
        return Splice(start=self.start + by, end=self.end + by, insert=self.insert)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A decoded note: its text without byte order mark, and the offsets of its front matter.

    Without front matter `has_front` is false and the three offsets are 0.
    """

    raw: bytes
    has_bom: bool
    text: str
    has_front: bool
    block_start: int
    block_end: int
    body_start: int
    newline: str

    @property
    def block(self) -> str:
        """The text between the fences."""
        return self.text[self.block_start : self.block_end]

    def encoded(self, text: str) -> bytes:
        """Return `text` as the bytes of this note: the same byte order mark, UTF-8."""
        return (_BOM if self.has_bom else b"") + text.encode("utf-8")

    def line_at(self, offset: int) -> int:
        """Return the line number of an offset of the text, from 1."""
        return self.text.count("\n", 0, offset) + 1


def read_frame(raw: bytes) -> Frame:
    """Decode a note and find its fences; refuse what cannot be read or is in doubt."""
    text = _decoded(raw)
    has_bom = raw.startswith(_BOM)
    newline = _FIRST_BREAK.search(text)
    opening = _OPENING.match(text)
    if opening is None:
        _refuse_odd_first_line(text)
        return Frame(
            raw=raw,
            has_bom=has_bom,
            text=text,
            has_front=False,
            block_start=0,
            block_end=0,
            body_start=0,
            newline=newline[0] if newline else "\n",
        )
    block_end, body_start = _closing(text, opening.end())
    return Frame(
        raw=raw,
        has_bom=has_bom,
        text=text,
        has_front=True,
        block_start=opening.end(),
        block_end=block_end,
        body_start=body_start,
        newline=opening[1],
    )


def refuse_hidden_properties(frame: Frame) -> None:
    """Refuse a note whose properties stand below an empty first line, where Obsidian ignores them."""
    if _PROPERTIES_AFTER_BLANK.match(frame.text):
        raise CannotEdit(
            "The note begins with an empty line, so the properties below it do not count.",
            code="front-matter-not-first",
            line=1,
            hint="Delete the empty lines above the first ---.",
        )


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_NOTE_BYTES:
        raise CannotEdit(
            "The note is larger than 16 MiB.",
            code="note-too-large",
            hint="Split it into several notes.",
        )
    if raw.startswith(_UTF16_BOMS):
        raise CannotEdit(
            "The note is stored as UTF-16.", code="not-utf8", hint="Save it again as UTF-8."
        )
    try:
        text = raw.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotEdit(
            f"Line {line} is not UTF-8 text.",
            code="not-utf8",
            line=line,
            hint="Save the note again as UTF-8.",
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CannotEdit(
            f"Line {line} holds a NUL character, so this is not a text file.",
            code="binary",
            line=line,
            hint="Delete that character, or restore the note from a backup.",
        )
    return text


def _refuse_odd_first_line(text: str) -> None:
    if not text.startswith("---"):
        return
    if re.match(r"---[ \t]*\Z", text):
        raise _unclosed()
    if text.startswith("---\r") or re.search(r"\n---", text):
        raise CannotEdit(
            "Line 1 begins with --- but is not exactly ---, so it is unclear where the properties are.",
            code="ambiguous-fence",
            line=1,
            hint="Make line 1 exactly ---, or begin the note with something else.",
        )


def _closing(text: str, start: int) -> tuple[int, int]:
    """Return where the closing fence begins, and where the text after it begins."""
    match = _FENCE_LIKE.search(text, start)
    if match is None:
        raise _unclosed()
    line = match[0].removesuffix(match["eol"])
    if match["eol"] == "\r" or line.rstrip(" \t") != "---":
        number = text.count("\n", 0, match.start()) + 1
        raise CannotEdit(
            f"Line {number} could be taken for the end of the properties.",
            code="ambiguous-fence",
            line=number,
            hint="End the properties with a line that is exactly ---.",
        )
    return match.start(), match.end()


def _unclosed() -> CannotEdit:
    return CannotEdit(
        "The properties begin on line 1 and never end.",
        code="unclosed-front-matter",
        line=1,
        hint="Put a line --- after the last property.",
    )
