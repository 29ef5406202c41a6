"""What a reader of a note sees of its text: code blocks and comments are blanked, line by line.

A task in a code block is an example, and one in a comment was put away: neither is a promise.  Where blocks
begin and end is decided by the scanner that edits use, so that what an edit writes is what the reader sees.
"""

import re

from infoview_md.note.scan import UNDERLINE, read_lines

_OPENER = re.compile("<!--|%%")
_CLOSERS = {"<!--": "-->", "%%": "%%"}
_RUN = re.compile("`+")
_LONGEST_LINE = 10_000
"""Characters of a line beyond which code spans are not looked for: nobody typed it."""
_NOT_THE_BEGINNING = "\v"
"""Stands for a comment that begins a line, so that what follows it does not."""


def visible_lines(text: str, lines: list[str], *, hide_code: bool = True) -> list[str]:
    """Give the lines of a text, as many as it has, without code blocks and comments.

    `lines` is the text split at its line breaks (LF), which the caller has at hand.
    Comments are `<!-- -->` and `%% %%`; one that is never closed hides the rest only where it opens a line,
    as Obsidian shows it.
    """
    may_comment = ("<" in text and "<!--" in text) or ("%" in text and "%%" in text)
    may_fence = hide_code and (("`" in text and "```" in text) or ("~" in text and "~~~" in text))
    if may_fence or (may_comment and any(_opens_more(line) for line in lines)):
        lines = _shown(text, lines, hide_code=hide_code)
    return [_without_comments(line) for line in lines] if may_comment else lines


def underlines_of(text: str) -> frozenset[int]:
    """Give the lines of = or - that make a heading of the line above them, from 0."""
    if "\n--" not in text and "\n==" not in text:
        return frozenset()
    scanned, _ = read_lines(text, 0)
    return frozenset(place for place, line in enumerate(scanned) if line.level == UNDERLINE)


def without_code(line: str) -> str:
    """Blank the code spans of a line: what stands between backticks keeps its place as spaces."""
    if "`" not in line:
        return line
    for start, end in _code_spans(line):
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _shown(text: str, lines: list[str], *, hide_code: bool) -> list[str]:
    """Blank what the scanner calls code and comment, and cut a line where a longer comment begins."""
    shown = lines.copy()
    scanned, _ = read_lines(text, 0)
    for place, line in enumerate(scanned):
        if line.kind == "comment" or (line.kind == "code" and hide_code):
            shown[place] = ""
            if line.kind == "comment" and place and shown[place - 1]:
                shown[place - 1] = _cut(shown[place - 1])
    return shown


def _opens_more(line: str) -> bool:
    """Tell whether a comment may begin in this line and end in another one."""
    if "<!--" not in line and "%%" not in line:
        return False
    return _OPENER.search(_without_comments(line)) is not None


def _cut(line: str) -> str:
    """Cut a line at the comment that goes on below it."""
    start = _without_comments(line).rfind("<!--")
    return _without_comments(line)[:start] if start >= 0 else line


def _without_comments(line: str) -> str:
    """Take out the comments that begin and end in this line; code spans keep theirs."""
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
        closer = _CLOSERS[mark]
        end = line.find(closer, start + len(mark))
        if end < 0:
            break
        kept += line[place:start] or ("" if kept else _NOT_THE_BEGINNING)
        place = end + len(closer)
    return kept + line[place:]


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
