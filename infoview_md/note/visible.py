"""What a reader of a note sees of its text: code blocks and comments are blanked, line by line.

A task in a code block is an example, and one in a comment was put away: neither is a promise.
"""

import re
from collections.abc import Iterator

_OPENER = re.compile("<!--|%%")
_RUN = re.compile("`+")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})")
_LONGEST_LINE = 10_000
"""Characters of a line beyond which code spans are not looked for: nobody typed it."""


def visible_lines(text: str, lines: list[str], *, hide_code: bool = True) -> list[str]:
    """Give the lines of a text, as many as it has, without code blocks and comments.

    `lines` is the text split at its line breaks (LF), which the caller has at hand.
    Comments are `<!-- -->` and `%% %%`; one that is never closed hides the rest only where it opens a line,
    as Obsidian shows it.  Line breaks are LF.
    """
    may_comment = ("<" in text and "<!--" in text) or ("%" in text and "%%" in text)
    may_fence = hide_code and (("`" in text and "```" in text) or ("~" in text and "~~~" in text))
    if not may_comment and not may_fence:
        return lines
    return list(_Veil(text, hide_code=hide_code).over(lines))


def without_code(line: str) -> str:
    """Blank the code spans of a line: what stands between backticks keeps its place as spaces."""
    if "`" not in line:
        return line
    for start, end in _code_spans(line):
        line = line[:start] + " " * (end - start) + line[end:]
    return line


class _Veil:
    """Goes over the lines of one text and remembers whether it is in a code block or a comment."""

    def __init__(self, text: str, *, hide_code: bool) -> None:
        self.hide_code = hide_code
        self.fence = ""
        self.is_quoted = False
        self.closer = ""
        self.last = {
            closer: text.count("\n", 0, place) if (place := text.rfind(closer)) >= 0 else -1
            for closer in ("-->", "%%")
        }

    def over(self, lines: list[str]) -> Iterator[str]:
        for number, line in enumerate(lines):
            if self.fence and not self._leaves_quote(line):
                self._close_fence(line)
                yield ""
            elif self.closer:
                yield self._in_comment(line, number)
            elif self.hide_code and (opened := _FENCE.match(line)):
                self.fence, self.is_quoted = opened[1], line.lstrip().startswith(">")
                yield ""
            else:
                yield self._plain(line, number)

    def _leaves_quote(self, line: str) -> bool:
        """End a code block in a quotation with the quotation."""
        if not self.is_quoted or line.lstrip().startswith(">"):
            return False
        self.fence = ""
        return True

    def _close_fence(self, line: str) -> None:
        run = line.strip(" \t>")
        if len(run) >= len(self.fence) and not run.strip(self.fence[0]):
            self.fence = ""

    def _in_comment(self, line: str, number: int) -> str:
        """Look for the end of a comment; text behind it no longer begins a line."""
        place = line.find(self.closer)
        if place < 0:
            return ""
        rest = "\v" + line[place + len(self.closer) :]
        self.closer = ""
        return self._plain(rest, number)

    def _plain(self, line: str, number: int) -> str:
        if "<!--" not in line and "%%" not in line:
            return line
        kept, place = "", 0
        spans = iter(_code_spans(line)) if len(line) <= _LONGEST_LINE else iter(())
        span = next(spans, None)
        while opener := _OPENER.search(line, place):
            start, mark = opener.start(), opener[0]
            while span and span[1] <= start:
                span = next(spans, None)
            if span and span[0] <= start:
                kept, place = kept + line[place : span[1]], span[1]
                continue
            closer = "-->" if mark == "<!--" else "%%"
            end = line.find(closer, start + len(mark))
            if end < 0 and not self._stays_open(line[:start], closer, number):
                break
            kept += line[place:start] or ("" if kept else "\v")
            if end < 0:
                self.closer = closer
                return kept
            place = end + len(closer)
        return kept + line[place:]

    def _stays_open(self, before: str, closer: str, number: int) -> bool:
        return self.last[closer] > number or (closer == "-->" and not before.strip())


def _code_spans(line: str) -> list[tuple[int, int]]:
    """Give where the code spans of a line are: from a run of backticks to the next one as long."""
    runs = [(found.start(), found.end()) for found in _RUN.finditer(line)]
    waiting: dict[int, list[int]] = {}
    for place, (start, end) in reversed(list(enumerate(runs))):
        waiting.setdefault(end - start, []).append(place)
    spans, place = [], 0
    while place < len(runs):
        start, end = runs[place]
        later = waiting[end - start]
        while later and later[-1] <= place:
            later.pop()
        if later:
            place = later.pop()
            spans.append((start, runs[place][1]))
        place += 1
    return spans
