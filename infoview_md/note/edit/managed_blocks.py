"""Managed blocks: text between two markers that is generated, and never overwritten where a person wrote.

`<!-- infoview: NAME ARGUMENTS sha=HEX -->`, the generated lines, `<!-- /infoview -->`; each marker on
a line of its own and outside of code.  The arguments are the user's and stay; `sha` is the first 12 hex
digits of the BLAKE2b of the generated text, by which a later change by hand is noticed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.body import (
    Body,
    comparable,
    line_splice,
    prove_body,
    read_body,
    section_at_end,
)
from infoview_md.note.edit.frame import Splice, read_frame
from infoview_md.note.edit.sections import content_lines, heading_line
from infoview_md.note.scan import LONG

_ANY_MARKER = re.compile(r"<!--[ \t]*/?infoview(?!\w|-\w)", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(`+)[^`]*\1")
_OPENING = re.compile(
    r" {0,3}<!--[ \t]*(?i:infoview):[ \t]*(?P<name>[\w.-]+)(?P<arguments>[ \t][^\r\n]*?)?[ \t]*-->[ \t]*\Z"
)
_CLOSING = re.compile(r" {0,3}<!--[ \t]*/(?i:infoview)[ \t]*-->[ \t]*\Z")
_SHA = re.compile(r"(?:^|[ \t]+)sha=([0-9A-Za-z]*)(?=[ \t]|\Z)")
_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    r"""A managed block: lines `first_line` and `last_line` of the note are its markers.

    `arguments` are the user's, without the `sha`; `content` is what stands between the markers, with
    `\n` and without the last line break.  `is_untouched` says that no person wrote there.  A block
    with `problems` is not replaced.
    """

    name: str
    arguments: str
    sha: str
    content: str
    is_untouched: bool
    first_line: int
    last_line: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """The lines of a block by index; `closing` is that of its last line where no marker ends it."""

    opening: int
    closing: int
    problems: tuple[str, ...]


def digest(content: str) -> str:
    r"""Return the `sha` of a generated text; line breaks count as `\n`."""
    from hashlib import blake2b  # loads OpenSSL, which no command that only reads should pay for

    return blake2b(content.replace("\r\n", "\n").encode("utf-8")).hexdigest()[:_DIGITS]


def find_blocks(note: bytes | str) -> list[Block]:
    """Return the managed blocks of a note in their order, sound or not.

    A note that cannot be edited at all, such as one that is not text, has none.
    """
    raw = note.encode("utf-8", "replace") if isinstance(note, str) else note
    if b"infoview" not in raw.lower():
        return []
    try:
        body = read_body(read_frame(raw))
    except CannotEdit:
        return []
    return [_block(body, span) for span in _spans(body)]


def why_without_blocks(raw: bytes) -> CannotEdit | None:
    """Give why none of the blocks of a note can be found; None where they can, or where it marks none."""
    if not re.search(rb"(?i)<!--[ \t]*infoview:", raw):
        return None
    try:
        read_body(read_frame(raw))
    except CannotEdit as refusal:
        return refusal
    return None


def replace_block(
    raw: bytes,
    *,
    name: str,
    content: str,
    arguments: str = "",
    overwrite: bool = False,
    keeps_sha: bool = False,
    create_under: str | None = None,
) -> bytes:
    """Put generated text into the managed block of that name, and note its `sha`.

    Of several blocks of one name the one with these `arguments` is meant.  Raises `CannotEdit` with
    code `block-edited` where a person wrote into it (unless `overwrite`), `no-block` where there is
    none (unless `create_under` names the heading under which to make it), and where the markers of
    the note are out of order.  With `keeps_sha` the text is put there as what a person wrote.  The
    same bytes come back where the text is there already.
    """
    lines = content_lines(content)
    _refuse_markers(lines)
    body = read_body(read_frame(raw))
    blocks = [_block(body, span) for span in _spans(body)]
    _refuse_problems(blocks)
    block = _chosen(blocks, name, _plain(arguments))
    if block is None:
        return _created(body, name, _plain(arguments), lines, create_under)
    text = "\n".join(lines)
    sha = block.sha if keeps_sha else digest(text)
    if block.content == text and block.sha == sha:
        return raw
    if not block.is_untouched and not overwrite and not keeps_sha:
        raise CannotEdit(
            f"The block {name} at line {block.first_line} was changed by hand.",
            code="block-edited",
            line=block.first_line,
            hint="Move your text out of the block, or delete all of it to have it made again.",
        )
    return _proved(body, _filled(body, block, lines, sha), block, text, sha)


def _block(body: Body, span: _Span) -> Block:
    match = _OPENING.match(body.text(span.opening))
    found = match["arguments"] or "" if match else ""
    sha = _SHA.search(found)
    inner = range(span.opening + 1, span.closing)
    content = "\n".join(body.text(index) for index in inner)
    recorded = sha[1] if sha else ""
    return Block(
        name=match["name"] if match else "",
        arguments=_plain(found),
        sha=recorded,
        content=content,
        is_untouched=not content.strip() or recorded == digest(content),
        first_line=body.number(span.opening),
        last_line=body.number(span.closing),
        problems=span.problems,
    )


def _plain(arguments: str) -> str:
    """Return arguments without the `sha` and the blanks around them."""
    return _SHA.sub("", arguments).strip()


def _spans(body: Body) -> list[_Span]:
    """Return every block, and every marker that is not a part of one as a block with a problem."""
    spans: list[_Span] = []
    opening: int | None = None
    for index, line in enumerate(body.lines):
        if line.kind != "text" or line.end - line.start > LONG:
            continue
        text = body.text(index)
        if "infoview" not in text.lower() or not _ANY_MARKER.search(_CODE_SPAN.sub("", text)):
            continue
        if _OPENING.match(text):
            if opening is not None:
                spans.append(_broken(opening, "another block begins inside this one"))
            opening = index
        elif not _CLOSING.match(text):
            spans.append(_broken(index, "this marker does not stand alone on its line"))
        elif opening is None:
            spans.append(_broken(index, "this marker ends a block that never began"))
        else:
            spans.append(_Span(opening=opening, closing=index, problems=()))
            opening = None
    if opening is not None:
        spans.append(_broken(opening, "this block has no <!-- /infoview --> after it"))
    return sorted(spans, key=lambda span: span.opening)


def _broken(index: int, problem: str) -> _Span:
    return _Span(opening=index, closing=index, problems=(problem,))


def _refuse_markers(lines: Sequence[str]) -> None:
    if any(_ANY_MARKER.search(line) for line in lines):
        raise CannotEdit(
            "The new text holds a marker of a block itself.",
            code="marker-in-content",
            hint="Take `<!-- infoview` out of the text.",
        )


def _refuse_problems(blocks: Sequence[Block]) -> None:
    for block in blocks:
        if block.problems:
            raise CannotEdit(
                f"The markers are out of order at line {block.first_line}: {block.problems[0]}.",
                code="unbalanced-block",
                line=block.first_line,
                hint="Each block is `<!-- infoview: name -->`, its text and `<!-- /infoview -->`.",
            )


def _chosen(blocks: Sequence[Block], name: str, arguments: str) -> Block | None:
    named = [block for block in blocks if block.name == name]
    found = [block for block in named if block.arguments == arguments]
    if not arguments and not found:
        found = named
    if len(found) > 1:
        raise CannotEdit(
            f"There are {len(found)} blocks {name} in this note.",
            code="duplicate-block",
            line=found[1].first_line,
            hint="Delete all but one, or give them different arguments.",
        )
    return found[0] if found else None


def _filled(body: Body, block: Block, lines: Sequence[str], sha: str) -> Splice:
    """Plan the new `sha` and the new text; what else stands in the marker stays."""
    opening = block.first_line - body.first_number
    closing = block.last_line - body.first_number
    marker = body.text(opening)
    line = body.lines[opening]
    old = _SHA.search(marker)
    start = old.start() if old else len(marker.rstrip().removesuffix("-->").rstrip())
    rest = marker[old.end() if old else start :]
    if not rest.startswith((" ", "\t")):
        rest = " " + rest
    newline = body.frame.text[line.end : line.stop]
    text = "".join(newline + part for part in lines)
    mark = f" sha={sha}{rest}"
    end = body.lines[closing - 1].end
    return Splice(start=line.start + start, end=end, insert=mark + text)


def _created(
    body: Body, name: str, arguments: str, lines: Sequence[str], under: str | None
) -> bytes:
    if under is None:
        raise CannotEdit(
            f"There is no block {name} in this note.",
            code="no-block",
            hint=f"Write <!-- infoview: {name} --> and <!-- /infoview --> on two lines.",
        )
    text = "\n".join(lines)
    words = " ".join(filter(None, (name, arguments, f"sha={digest(text)}")))
    marked = [f"<!-- infoview: {words} -->", *lines, "<!-- /infoview -->"]
    section = body.section(comparable(under))
    if section is None:
        splice = section_at_end(body, heading_line(under), "", *marked)
    else:
        stop = body.visible_stop(section.start, section.own_stop)
        gap = [""] if stop > section.start else []
        splice = line_splice(body, stop, *gap, *marked)
    block = Block(
        name=name,
        arguments=arguments,
        sha="",
        content="",
        is_untouched=True,
        first_line=0,
        last_line=0,
        problems=(),
    )
    return _proved(body, splice, block, text, digest(text))


def _proved(body: Body, splice: Splice, block: Block, text: str, sha: str) -> bytes:
    def holds(new: Body) -> bool:
        blocks = [_block(new, span) for span in _spans(new)]
        found = _chosen(blocks, block.name, block.arguments)
        is_sound = not any(other.problems for other in blocks)
        return is_sound and found is not None and (found.content, found.sha) == (text, sha)

    hint = "Close every code block and comment of the new text."
    return prove_body(body, splice, line=block.first_line, holds=holds, hint=hint)
