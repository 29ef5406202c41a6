"""Put text under a heading, which is made at the end of the note where it is missing."""

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.body import (
    Body,
    Section,
    check_line,
    comparable,
    line_splice,
    prove_body,
    read_body,
    section_at_end,
)
from infoview_md.note.edit.frame import Splice, read_frame


def fill_section(raw: bytes, *, heading: str, content: str, replace: bool = False) -> bytes:
    """Put `content` under the heading; refuses a section in which something stands.

    `replace` allows to replace what stands there.  The section reaches to the next heading of the
    same or a higher level; blank lines and a rule at its end stay.  The same bytes come back where
    the content is there already.
    """
    lines = content_lines(content)
    body = read_body(read_frame(raw))
    name = comparable(heading)
    section = body.section(name)
    if section is None:
        if not lines:
            return raw
        splice = section_at_end(body, heading_line(heading), "", *lines)
        return _proved(body, splice, 1, name, lines)
    old = _content(body, section)
    if old == lines:
        return raw
    line = body.number(section.heading.row)
    if old and not replace:
        raise CannotEdit(
            f"There is text under the heading {section.heading.title} already.",
            code="section-not-empty",
            line=line,
            hint="Add to it by hand, or ask for it to be replaced.",
        )
    return _proved(body, _filled(body, section, lines), line, name, lines)


def heading_line(heading: str) -> str:
    """Return the line of a new heading; of level 2 unless it is given with its `#`."""
    text = check_line(heading, what="heading")
    if not comparable(text):
        raise CannotEdit(
            f"{text!r} cannot be a heading.", code="bad-text", hint="Give a heading with words."
        )
    return text if text.startswith("#") else f"## {text}"


def content_lines(content: str) -> list[str]:
    """Return text as lines without the blank ones around it; refuses what no note can hold."""
    if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in content):
        raise CannotEdit(
            "The new text holds characters that no note can store.",
            code="bad-text",
            hint="Leave them out.",
        )
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


def _proved(body: Body, splice: Splice, line: int, name: str, lines: list[str]) -> bytes:
    def holds(new: Body) -> bool:
        section = new.section(name)
        return section is not None and _content(new, section) == lines

    hint = "Close every code block and comment of the new text; its headings must be deeper."
    return prove_body(body, splice, line=line, holds=holds, hint=hint)


def _span(body: Body, section: Section) -> tuple[int, int]:
    """Return the indexes of the lines of a section that show something."""
    stop = body.visible_stop(section.start, section.stop)
    start = section.start
    while start < stop and body.is_blank(start):
        start += 1
    return start, stop


def _content(body: Body, section: Section) -> list[str]:
    return [body.text(index) for index in range(*_span(body, section))]


def _filled(body: Body, section: Section, lines: list[str]) -> Splice:
    start, stop = _span(body, section)
    if start < stop:
        newline = body.newline(start)
        first, last = body.lines[start], body.lines[stop - 1]
        if not lines:
            return Splice(start=first.start, end=last.stop, insert="")
        return Splice(start=first.start, end=last.end, insert=newline.join(lines))
    at = section.start
    has_gap = at < section.stop and body.is_blank(at)
    follows = at + has_gap < len(body.lines) and not body.is_blank(at + has_gap)
    # Where a blank line stands above the text, one belongs below it too.
    needs_gap = follows and at < section.stop
    return line_splice(body, at + has_gap, *lines, *[""] * needs_gap)
