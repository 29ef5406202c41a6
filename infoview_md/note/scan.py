"""Which lines of a note are text, which are hidden in code or comments, and which are headings.

Follows CommonMark where Obsidian does: code fences, HTML comments and `%%` blocks hide their lines.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "code", "comment"]

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\Z)")
UNDERLINE = -1  # the level of a line of = or - that makes a heading of the line above it
LONG = 10_000  # no person writes a longer heading or task, and no pattern is run over one

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n)|([^\r\n]+)\Z")
_HIDES = re.compile("<!--|%%|```|~~~")
_QUOTE = re.compile(r"(?:[ \t]*>)*[ \t]*")
_FENCE = re.compile(r"(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}(?=[^`]*\Z)|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,8})(?!`).+?(?<!`)\1(?!`)")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_NOT_A_PARAGRAPH = re.compile(
    r"[ \t]*(?:\Z|>|\||<!--|%%|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)|#{1,6}[ \t])|    |\t"
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")
_CODE_INDENT = 4
_LONGEST_TITLE = 60
_ASIDE = 2_000  # no person writes a longer comment in the middle of a paragraph
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


class Line(NamedTuple):
    """One line: `end` is before its line break, `stop` after it.

    `level` is that of a heading with `#`, `UNDERLINE` for the line below one without, else 0.
    """

    start: int
    end: int
    stop: int
    kind: Kind
    level: int


def read_lines(text: str, start: int) -> tuple[tuple[Line, ...], bool]:
    """Return the lines from `start` on, and whether a fence or a comment in them never ends."""
    scan = _Scan(text, start)
    lines = tuple(scan.lines())
    return lines, scan.is_open


def is_title(text: str) -> bool:
    """Whether a text above an underline is meant as a heading.

    Obsidian takes any text there for one; a sentence was rather meant to stand above a rule.
    """
    return 0 < len(text) <= _LONGEST_TITLE and text[-1] not in ".,;:!?"


class _Fence(NamedTuple):
    """An open code fence: its run of marks, how deep in quotations it is, and the columns of its list item."""

    marker: str
    depth: int
    width: int


class _Scan:
    """Reads lines one after the other and remembers what is open: a fence, a comment, a list.

    `list_width` is how far a line is indented that belongs to a list item, `in_list` says that any may.
    """

    __slots__ = (
        "comment_stop",
        "fence",
        "in_list",
        "is_open",
        "is_paragraph",
        "list_width",
        "may_hide",
        "start",
        "text",
    )

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.fence: _Fence | None = None
        self.may_hide = _HIDES.search(text, start) is not None
        self.comment_stop = start
        self.list_width = 0
        self.in_list = False
        self.is_paragraph = False
        self.is_open = False

    def lines(self) -> Iterator[Line]:
        for match in _LINE.finditer(self.text, self.start):
            start, stop = match.span()
            end = match.end(1) if match.end(1) >= 0 else stop
            kind, level = self._read(start, end)
            yield Line(start, end, stop, kind, level)
        self.is_open = self.is_open or self.fence is not None

    def _read(self, start: int, end: int) -> tuple[Kind, int]:
        text = self.text[start:end]
        kind = self._hidden(text, start, end) if self.may_hide else None
        if kind is None:
            return "text", self._level(text)
        self.in_list = self.is_paragraph = False
        return kind, 0

    def _hidden(self, text: str, start: int, end: int) -> Kind | None:
        if self.fence is not None and self._stays_in_fence(text, self.fence):
            return "code"
        if start < self.comment_stop:
            if end >= self.comment_stop:
                self._open_comments(self.comment_stop, end)
            return "comment"
        if self._opens_fence(text):
            return "code"
        return "comment" if self._opens_comment(text, start, end) else None

    def _stays_in_fence(self, text: str, fence: _Fence) -> bool:
        at = _after_quote(text, fence.depth)
        inner = "" if at is None else text[at:]
        is_outside = bool(inner.strip()) and _indent(inner) < fence.width
        if at is None or is_outside:
            self.fence = None
            return False
        run = inner.strip(" \t")
        is_closing = len(run) >= len(fence.marker) and not run.strip(fence.marker[0])
        if is_closing and _indent(inner) < fence.width + _CODE_INDENT:
            self.fence = None
        return True

    def _opens_fence(self, text: str) -> bool:
        if "```" not in text and "~~~" not in text:
            return False
        quote = _QUOTE.match(text)
        at = quote.end() if quote else 0
        opening = _FENCE.match(text, at)
        if opening is None:
            return False
        indent = _indent(text[text.rfind(">", 0, at) + 1 :])
        marker = opening.start(1) - at
        width = indent + marker if marker else self.list_width * (indent >= self.list_width)
        if indent >= width + _CODE_INDENT:
            return False
        self.fence = _Fence(opening[1], text.count(">", 0, at), width)
        return True

    def _opens_comment(self, text: str, start: int, end: int) -> bool:
        """Note a comment that goes on beyond the line; return whether it hides the line's start."""
        if "<!--" not in text and "%%" not in text:
            return False
        stripped = text.lstrip(" \t")
        if stripped.startswith("%%") and "%%" not in stripped[2:]:
            stop = self.text.find("%%", end)
            if stop >= 0:
                self.comment_stop = stop + 2
                return True
        if "<!--" not in text:
            return False
        self._open_comments(start, end)
        return self.comment_stop > end and stripped.startswith("<!--")

    def _open_comments(self, start: int, end: int) -> None:
        line = self.text[start:end]
        if "`" in line and len(line) <= LONG:
            line = _INLINE_CODE.sub(lambda match: " " * len(match[0]), line)
        at = line.find("<!--")
        while at >= 0:
            begins_line = not line[:at].strip()
            # A comment inside a paragraph ends with it; one that begins a line hides all that follows.
            limit = len(self.text) if begins_line else end + _ASIDE
            close = self.text.find("-->", start + at + 4, limit)
            if close < 0:
                if begins_line:
                    self.comment_stop, self.is_open = len(self.text) + 1, True
                return
            if close >= end:
                if begins_line or not _BLANK_LINE.search(self.text, end - 1, close):
                    self.comment_stop = close + 3
                return
            at = line.find("<!--", close + 3 - start)

    def _level(self, text: str) -> int:
        if len(text) > LONG or not text.strip():
            self.in_list = self.is_paragraph = False
            return 0
        if text[0].isalpha():
            self.list_width *= self.in_list
            self.is_paragraph = not self.in_list
            return 0
        item = None if RULE.match(text) else _LIST_ITEM.match(text)
        if item:
            self.in_list, self.list_width = True, len(item[0].expandtabs(4))
        elif not self.in_list and _indent(text) < self.list_width:
            self.list_width = 0
        atx = _ATX.match(text)
        if atx:
            self.in_list = self.is_paragraph = False
            return len(atx[1])
        if self.is_paragraph and _SETEXT.match(text):
            self.is_paragraph = False
            return UNDERLINE
        self.is_paragraph = not self.in_list and _NOT_A_PARAGRAPH.match(text) is None
        return 0


def _after_quote(text: str, depth: int) -> int | None:
    """Return where a line goes on behind that many `>`; None where it has fewer."""
    at = 0
    for _ in range(depth):
        found = text.find(">", at)
        if found < 0 or text[at:found].strip(" \t"):
            return None
        at = found + 1
    return at


def _indent(text: str) -> int:
    """Return how many columns of blanks begin a text."""
    blank = text[: len(text) - len(text.lstrip(" \t"))]
    return len(blank.expandtabs(4))
