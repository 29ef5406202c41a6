"""The text of a note as lines: which are code or comments, which are headings, what lies under them.

Follows CommonMark where Obsidian does; code fences, HTML comments and `%%` blocks hide their lines.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.frame import Frame, Splice, read_frame
from infoview_md.note.scan import LONG, RULE, UNDERLINE, Line, is_title, read_lines

_BREAK = re.compile(r"\r\n|\r|\n")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*\Z")
_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")


class Heading(NamedTuple):
    """A heading: its text, its level, the index of its line and that of the line below it."""

    title: str
    level: int
    row: int
    below: int


class Section(NamedTuple):
    """The lines under a heading: [start, own_stop) before the first deeper heading, [start, stop) all."""

    heading: Heading
    start: int
    own_stop: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The lines after the front matter.

    `first_number` is the number of the first of them; `is_open` says that a code fence or a comment
    never ends, so that text added at the end would be hidden in it.
    """

    frame: Frame
    lines: tuple[Line, ...]
    first_number: int
    is_open: bool

    def text(self, index: int) -> str:
        """Return a line without its line break."""
        line = self.lines[index]
        return self.frame.text[line.start : line.end]

    def number(self, index: int) -> int:
        """Return the number of a line in the note, from 1."""
        return self.first_number + index

    def newline(self, index: int) -> str:
        """Return the line break to use at a line: that of the line before it, or the note's."""
        for line in reversed(self.lines[max(0, index - 2) : index]):
            if line.stop > line.end:
                return self.frame.text[line.end : line.stop]
        return self.frame.newline

    def is_blank(self, index: int) -> bool:
        """Whether a line shows nothing."""
        return not self.text(index).strip()

    def is_rule(self, index: int) -> bool:
        """Whether a line is a horizontal rule."""
        line = self.lines[index]
        is_rule = line.kind == "text" and not line.level and line.end - line.start < LONG
        return is_rule and RULE.match(self.text(index)) is not None

    def headings(self) -> Iterator[Heading]:
        """Yield the headings in the order of the note."""
        for index, line in enumerate(self.lines):
            if line.level > 0:
                title = self.text(index).strip().lstrip("#").strip()
                yield Heading(_CLOSING_HASHES.sub("", title).strip(), line.level, index, index + 1)
            elif line.level == UNDERLINE and is_title(self.text(index - 1).strip()):
                level = 1 if "=" in self.text(index) else 2
                yield Heading(self.text(index - 1).strip(), level, index - 1, index + 1)

    def section(self, name: str) -> Section | None:
        """Return the section of that heading; refuses a heading that stands twice."""
        headings = list(self.headings())
        found = [at for at, heading in enumerate(headings) if comparable(heading.title) == name]
        if not found:
            return None
        if len(found) > 1:
            raise self._duplicate(headings[found[0]], headings[found[1]])
        heading = headings[found[0]]
        later = headings[found[0] + 1 :]
        end = len(self.lines)
        own_stop = later[0].row if later else end
        stop = next((other.row for other in later if other.level <= heading.level), end)
        return Section(heading, heading.below, own_stop, stop)

    def visible_stop(self, start: int, stop: int) -> int:
        """Return the index after the last line of [start, stop) that is not blank or a rule."""
        while stop > start and (self.is_blank(stop - 1) or self.is_rule(stop - 1)):
            stop -= 1
        return stop

    def _duplicate(self, first: Heading, second: Heading) -> CannotEdit:
        line = self.number(second.row)
        return CannotEdit(
            f"The heading {first.title} stands twice: at lines {self.number(first.row)} "
            f"and {line}.",
            code="duplicate-heading",
            line=line,
            hint="Rename one of the two headings.",
        )


def read_body(frame: Frame) -> Body:
    """Read the lines of a note after its front matter."""
    lines, is_open = read_lines(frame.text, frame.body_start)
    return Body(
        frame=frame,
        lines=lines,
        first_number=len(_BREAK.findall(frame.text, 0, frame.body_start)) + 1,
        is_open=is_open,
    )


def comparable(title: str) -> str:
    """Return a heading in the form in which headings are compared: `📞 **Log:**` is a `log`."""
    return " ".join(_DECORATION.sub("", title.casefold()).split())


def check_line(text: str, *, what: str) -> str:
    """Return `text` stripped; refuses what is not one visible line of text."""
    plain = text.strip()
    if not plain or any(_is_control(character) for character in plain):
        raise CannotEdit(
            f"The {what} must be one line of text.",
            code="bad-text",
            hint="Leave out line breaks and control characters.",
        )
    return plain


def line_splice(body: Body, index: int, *texts: str) -> Splice:
    """Plan to insert whole lines before the line `index`, or at the end of the note."""
    text = body.frame.text
    newline = body.newline(index)
    if index < len(body.lines):
        at = body.lines[index].start
        return Splice(start=at, end=at, insert="".join(line + newline for line in texts))
    joined = newline.join(texts)
    # A note without a final newline stays one.
    is_closed = not text or text.endswith(("\n", "\r"))
    insert = joined + newline if is_closed else newline + joined
    return Splice(start=len(text), end=len(text), insert=insert)


def section_at_end(body: Body, *texts: str) -> Splice:
    """Plan to put lines at the end of the note, after one blank line."""
    if body.is_open:
        raise CannotEdit(
            "The note ends inside a code block or a comment that is never closed.",
            code="unclosed-code",
            line=body.number(len(body.lines) - 1),
            hint="Close it with ``` or -->, then try again.",
        )
    has_text = bool(body.lines) and not body.is_blank(len(body.lines) - 1)
    return line_splice(body, len(body.lines), *([""] if has_text else []), *texts)


def prove_body(
    body: Body,
    splice: Splice,
    *,
    line: int,
    holds: Callable[[Body], bool],
    hint: str = "Make this change by hand.",
) -> bytes:
    """Return the note with the splice done, after showing that nothing else changed.

    Shown are: the front matter is the same, every line outside the splice is of the kind it was
    (text, code, comment, heading), and the note read again holds what was meant (`holds`).
    """
    frame = body.frame
    raw = frame.encoded(splice.applied_to(frame.text))
    try:
        result = read_body(read_frame(raw))
        is_proved = _is_same_outside(body, result, splice) and holds(result)
    except CannotEdit as refusal:
        raise _unproved(line, hint) from refusal
    if not is_proved:
        raise _unproved(line, hint)
    return raw


def _is_same_outside(old: Body, new: Body, splice: Splice) -> bool:
    start = old.frame.body_start
    fences = (old.frame.has_front, old.frame.block_start, old.frame.block_end)
    if (new.frame.has_front, new.frame.block_start, new.frame.block_end) != fences:
        return False
    if new.frame.text[:start] != old.frame.text[:start]:
        return False
    before = sum(1 for line in old.lines if line.stop <= splice.start)
    after = sum(1 for line in old.lines if line.start >= splice.end)
    was, now = [line[3:] for line in old.lines], [line[3:] for line in new.lines]
    return (
        was[:before] == now[:before]
        and was[len(was) - after :] == now[len(now) - after :]
        and old.is_open == new.is_open
    )


def _unproved(line: int, hint: str) -> CannotEdit:
    return CannotEdit(
        "The change could not be shown to leave the rest of the note as it is.",
        code="not-proved",
        line=line,
        hint=hint,
    )


def _is_control(character: str) -> bool:
    return (
        character < " "
        or "\x7f" <= character <= "\x9f"
        or character in "\u2028\u2029"
        or ("\ud800" <= character <= "\udfff")
    )
