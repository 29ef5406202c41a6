"""The event stream of a YAML block: what it says, and where each part of it stands.

Only events are read; no object is ever built from a note, so that aliases are not expanded, nothing
is resolved by the rules of YAML 1.1, and nesting cannot exhaust the stack.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from infoview_md.errors import CannotEdit

if TYPE_CHECKING:
    import yaml

MAX_BLOCK = 256 * 1024
MAX_DEPTH = 64
MAX_EVENTS = 50_000
MAX_ALIASES = 100
_NESTED_TOO_DEEPLY = "exceeded maximum nesting depth"  # libyaml 0.2.6 and later says so at 1,000

# PyYAML takes some of these for line breaks and YAML 1.2 does not; the others no YAML may hold.
_ODD_CHARACTER = re.compile(
    r"\r(?!\n)"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


class Said(NamedTuple):
    """What one event says, without where: two blocks that say the same mean the same."""

    kind: str
    value: str = ""
    style: str = ""
    anchor: str = ""
    tag: str = ""


class Event(NamedTuple):
    """One event and its span in the block: `start` included, `end` not."""

    said: Said
    start: int
    end: int

    @property
    def kind(self) -> str:
        """`map`, `end map`, `list`, `end list`, `scalar` or `alias`."""
        return self.said.kind

    @property
    def is_empty(self) -> bool:
        """Whether this is a value that was left out."""
        return self.start == self.end and self.said == _NOTHING

    @property
    def is_block_scalar(self) -> bool:
        """Whether this is text after `|` or `>`."""
        return self.said.style in {"|", ">"}


_NOTHING = Said("scalar")
OPENS = frozenset({"map", "list"})
CLOSES = frozenset({"end map", "end list"})


def read_events(block: str, *, first_line: int) -> list[Event]:
    """Return the events of the block's one node; an empty list where it holds none.

    `first_line` is the line of the note on which the block begins.  Refuses YAML that is invalid,
    that two versions of YAML would read differently, or that is larger than a person writes.
    """
    import yaml

    if len(block) > MAX_BLOCK:
        raise _too_large("longer than 256 KiB")
    _refuse_odd_characters(block, first_line)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return list(_checked(_nodes(yaml.parse(block, Loader=loader)), block, first_line))
    except yaml.MarkedYAMLError as error:
        if error.problem == _NESTED_TOO_DEEPLY:
            raise _too_large("nested beyond what can be checked") from None
        mark = error.problem_mark or error.context_mark
        raise _invalid(error.problem, mark.line if mark else -1, block, first_line) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise _invalid(None, -1, block, first_line) from None


def end_of_node(events: Sequence[Event], at: int) -> int:
    """Return the index after the node that begins at index `at`."""
    depth = 0
    while True:
        kind = events[at].kind
        depth += (kind in OPENS) - (kind in CLOSES)
        at += 1
        if depth == 0:
            return at


def _nodes(events: "Iterator[yaml.Event]") -> Iterator[Event]:
    import yaml

    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1 or event.explicit:
                raise CannotEdit(
                    "The properties hold more than one YAML document.",
                    code="several-documents",
                    hint="Keep one block of properties between the two --- lines.",
                )
        said = _said(event)
        if said is not None:
            start, end = event.start_mark, event.end_mark
            yield Event(said, start.index if start else 0, end.index if end else 0)


def _said(event: "yaml.Event") -> Said | None:
    import yaml

    match event:
        case yaml.ScalarEvent():
            style = event.style or ""
            return Said("scalar", event.value, style, event.anchor or "", event.tag or "")
        case yaml.AliasEvent():
            return Said("alias", anchor=event.anchor or "")
        case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
            kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
            style = "flow" if event.flow_style else "block"
            return Said(kind, "", style, event.anchor or "", event.tag or "")
        case yaml.MappingEndEvent():
            return Said("end map")
        case yaml.SequenceEndEvent():
            return Said("end list")
        case _:
            return None


def _checked(events: Iterator[Event], block: str, first_line: int) -> Iterator[Event]:
    """Pass the events on, and refuse where they go beyond what a note may hold."""
    depth = aliases = 0
    anchors: set[str] = set()
    for count, event in enumerate(events, start=1):
        said = event.said
        depth += (said.kind in OPENS) - (said.kind in CLOSES)
        if depth > MAX_DEPTH or count > MAX_EVENTS:
            raise _too_large("nested or filled beyond what can be checked")
        if said.kind == "alias":
            aliases += 1
            if aliases > MAX_ALIASES:
                raise _too_large("full of aliases (*name)")
            if said.anchor not in anchors:
                raise _undefined(said.anchor, first_line + block.count("\n", 0, event.start))
        elif said.anchor:
            anchors.add(said.anchor)
        yield event


def _undefined(name: str, line: int) -> CannotEdit:
    return CannotEdit(
        f"Line {line} refers to *{name}, which is defined nowhere.",
        code="undefined-alias",
        line=line,
        hint='Put text that begins with * in double quotes: "*…".',
    )


def _refuse_odd_characters(block: str, first_line: int) -> None:
    odd = _ODD_CHARACTER.search(block)
    if odd is None:
        return
    line = first_line + block.count("\n", 0, odd.start())
    raise CannotEdit(
        f"Line {line} holds the character U+{ord(odd[0]):04X}, which programs read differently.",
        code="odd-character",
        line=line,
        hint="Delete that character; it is usually invisible.",
    )


def _invalid(problem: str | None, row: int, block: str, first_line: int) -> CannotEdit:
    lines = block.split("\n")
    # The parser may complain at the end of the block; the last written line is what a person can find.
    while row > 0 and (row >= len(lines) or not lines[row].strip()):
        row -= 1
    line = first_line + row if row >= 0 else first_line
    shown = lines[row].strip()[:60] if 0 <= row < len(lines) else ""
    reason = f": {problem}" if problem else ""
    return CannotEdit(
        f"The properties are not valid YAML at line {line} ({shown}){reason}.",
        code="invalid-yaml",
        line=line,
        hint="Put the value in double quotes, or correct the line; Obsidian shows it as invalid too.",
    )


def _too_large(what: str) -> CannotEdit:
    return CannotEdit(
        f"The block of properties is {what}.",
        code="block-too-large",
        hint="Move the data into the text of the note.",
    )
