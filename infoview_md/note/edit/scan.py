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
_QUOTE = re.compile(r"(?:[ \t]*>)*[ \t]*")
_FENCE = re.compile(r"(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(`{3,}(?=[^`]*\Z)|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,8})(?!`).+?(?<!`)\1(?!`)")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_NOT_A_PARAGRAPH = re.compile(
    r"[ \t]*(?:\Z|>|\||<!--|%%|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)|#{1,6}[ \t])|    |\t"
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")
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


class _Scan:
    """Reads lines one after the other and remembers what is open: a fence, a comment, a list."""

    __slots__ = ("comment_stop", "fence", "in_list", "is_open", "is_paragraph", "start", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.fence: tuple[str, int] | None = None
        self.comment_stop = start
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
        if self.fence is not None and self._stays_in_fence(text, *self.fence):
            return "code", 0
        if start < self.comment_stop:
            if end >= self.comment_stop:
                self._open_comments(self.comment_stop, end)
            self.is_paragraph = False
            return "comment", 0
        if self._opens_fence(text):
            self.is_paragraph = False
            return "code", 0
        is_hidden = self._opens_comment(text, start, end)
        if is_hidden:
            self.is_paragraph = False
            return "comment", 0
        return "text", self._level(text)

    def _stays_in_fence(self, text: str, marker: str, depth: int) -> bool:
        quote = _QUOTE.match(text)
        if quote is not None and quote[0].count(">") < depth:
            self.fence = None
            return False
        rest = text[quote.end() :].rstrip(" \t") if quote else text
        if len(rest) >= len(marker) and not rest.strip(marker[0]):
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
        self.fence = (opening[1], text.count(">", 0, at))
        return True

    def _opens_comment(self, text: str, start: int, end: int) -> bool:
        """Note a comment that goes on beyond the line; return whether it hides the line's start."""
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
            limit = len(self.text) if begins_line else end + LONG
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
        atx = _ATX.match(text)
        if atx:
            self.in_list = self.is_paragraph = False
            return len(atx[1])
        if self.is_paragraph and _SETEXT.match(text):
            self.is_paragraph = False
            return UNDERLINE
        self.in_list = self.in_list or _LIST_ITEM.match(text) is not None
        self.is_paragraph = not self.in_list and _NOT_A_PARAGRAPH.match(text) is None
        return 0
