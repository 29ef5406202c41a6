"""The properties of one note: where each key and value stands, and what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.events import CLOSES, Event, Said, end_of_node, read_events
from infoview_md.note.edit.frame import Frame
from infoview_md.note.edit.scalars import Value, read_scalar

_UNQUOTED_LINK = re.compile(r"\[\[[^\[\]\r\n]*\]\]")
_ALIKE = str.maketrans("-_", "  ")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)")
_MAX_KEY = 1000  # YAML allows a key 1024 characters, quotes and escapes included


class Pair(NamedTuple):
    """One property: its name, and the event indexes of key, value, and what follows the value."""

    key: str
    key_at: int
    value_at: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """The parsed block of a note; offsets are those of `text`, the text between the fences."""

    frame: Frame
    text: str
    events: Sequence[Event]
    pairs: tuple[Pair, ...]
    is_json: bool

    def find(self, key: str, accepted: Sequence[str]) -> Pair | None:
        """Return the property called `key`, else the first one called by an accepted name."""
        for name in (key, *accepted):
            found = [p for p in self.pairs if p.key and alike(p.key) == alike(name)]
            if len(found) > 1:
                line = self.line_of(found[1])
                raise CannotEdit(
                    f"The property {found[1].key} stands twice; the second time at line {line}.",
                    code="duplicate-key",
                    line=line,
                    hint="Delete one of the two lines.",
                )
            if found:
                return found[0]
        return None

    def line_of(self, pair: Pair) -> int:
        """Return the line of the note on which a property begins."""
        return self.frame.line_at(self.frame.block_start + self.events[pair.key_at].start)

    def node(self, pair: Pair) -> Sequence[Event]:
        """Return the events of a property's value."""
        return self.events[pair.value_at : pair.after]

    def said(self, pair: Pair) -> tuple[Said, ...]:
        """Return what the events of a property's value say."""
        return tuple(event.said for event in self.node(pair))

    def start(self, pair: Pair) -> int:
        """Return the offset at which a property's value begins."""
        return self.events[pair.value_at].start

    def end(self, pair: Pair) -> int:
        """Return the offset after the last visible character of a property's value."""
        return self.visible_end(pair.value_at, pair.after)

    def visible_end(self, at: int, after: int) -> int:
        """Return the offset after the last visible character of the events [at, after)."""
        for event in reversed(self.events[at:after]):
            # The marks of a block collection's end stand where the next thing begins.
            if event.kind in CLOSES and event.start == event.end:
                continue
            if event.is_block_scalar:
                return event.start + len(self.text[event.start : event.end].rstrip(" \t\r\n"))
            return event.end
        return self.events[at].end

    def source(self, at: int, after: int) -> str:
        """Return the text of the node [at, after) as it stands in the note."""
        return self.text[self.events[at].start : self.visible_end(at, after)]

    def colon_end(self, pair: Pair) -> int:
        """Return the offset after the colon; refuses a key that does not stand as `key:`."""
        end = self.events[pair.key_at].end
        blank = re.compile(r"\s*:" if self.is_json else r"[ \t]*:").match(self.text, end)
        if blank is None:
            raise self.odd_layout(pair)
        return blank.end()

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its line break."""
        newline = self.text.find("\n", offset)
        end = len(self.text) if newline < 0 else newline
        return end - (self.text[:end].endswith("\r", offset))

    def next_line(self, offset: int) -> int:
        """Return where the line after that of an offset begins."""
        newline = self.text.find("\n", offset)
        return len(self.text) if newline < 0 else newline + 1

    def indent(self, offset: int, pair: Pair) -> str:
        """Return the blanks before `offset`; refuses where anything else stands before it."""
        before = self.text[self.line_start(offset) : offset]
        if before.strip(" "):
            raise self.odd_layout(pair)
        return before

    def value(self, pair: Pair) -> Value | None:
        """Return the value as Obsidian reads it; None also where it is a nested structure."""
        first = self.events[pair.value_at]
        if first.kind == "scalar":
            return read_scalar(first)
        if not self.is_list_of_scalars(pair):
            return None
        items = [read_scalar(event) for event in self.node(pair)[1:-1]]
        texts = [item for item in items if isinstance(item, str)]
        return texts if len(texts) == len(items) else None

    def is_list_of_scalars(self, pair: Pair) -> bool:
        """Whether the value is a list of nothing but scalars."""
        first, *items, _ = (event.kind for event in self.node(pair))
        return first == "list" and all(kind == "scalar" for kind in items)

    def is_unquoted_link(self, at: int, after: int) -> bool:
        """Whether a node is `[[Name]]` without quotes: a list in a list, meant as a link."""
        return (
            self.events[at].kind == "list"
            and _UNQUOTED_LINK.fullmatch(self.source(at, after)) is not None
        )

    def refuse_anchors(self, pair: Pair, at: int, after: int) -> None:
        """Refuse to change the events [at, after), to which another place of the block may refer."""
        for event in self.events[at:after]:
            if event.said.anchor and event.kind != "alias":
                raise CannotEdit(
                    f"The property {pair.key} is marked &{event.said.anchor}, so that another "
                    "place can repeat it.",
                    code="anchored-value",
                    line=self.line_of(pair),
                    hint=f"Write the value out where *{event.said.anchor} stands, then try again.",
                )

    def refuse_inner_comments(self, pair: Pair, start: int) -> None:
        """Refuse to replace a stretch from `start` to the value's end that holds a comment."""
        at, gaps = start, []
        for event in self.node(pair):
            if event.kind in {"scalar", "alias"}:
                gaps.append(self.text[at : max(at, event.start)])
                gaps.append(self.header_comment(event))
                at = max(at, event.end)
        if any("#" in gap for gap in gaps):
            raise CannotEdit(
                f"The value of {pair.key} holds a comment, which would be lost.",
                code="comment-inside",
                line=self.line_of(pair),
                hint="Move the comment above the property, or change the value by hand.",
            )

    def header_comment(self, event: Event) -> str:
        """Return the comment behind the `|` or `>` of a text block, with the blank before it."""
        if not event.is_block_scalar:
            return ""
        header = _HEADER_COMMENT.match(self.text, event.start)
        return header[1].rstrip() if header else ""

    def odd_layout(self, pair: Pair) -> CannotEdit:
        """Return the refusal for a property that is laid out in an unusual way."""
        return CannotEdit(
            f"The property {pair.key} is written in a way that cannot be changed safely.",
            code="odd-layout",
            line=self.line_of(pair),
            hint=f"Write it as one line, {pair.key}: value, or change it by hand.",
        )


def alike(name: str) -> str:
    """Return a property name in the form in which names are compared."""
    return name.casefold().translate(_ALIKE)


def check_key(key: str) -> None:
    """Refuse a name that no property can have."""
    if not key.strip() or len(key) > _MAX_KEY or any(not c.isprintable() for c in key):
        raise CannotEdit(
            f"{key[:40]!r} cannot be the name of a property.",
            code="bad-key",
            hint="Use letters, digits, - and _.",
        )


def read_properties(frame: Frame) -> Properties:
    """Parse the block of a note; refuses one that is not a list of `key: value`."""
    first_line = frame.line_at(frame.block_start)
    text = frame.block
    events = read_events(text, first_line=first_line)
    is_json = False
    if events:
        root = events[0]
        if root.kind != "map":
            raise CannotEdit(
                "The properties are not a list of names and values.",
                code="not-a-mapping",
                line=first_line,
                hint="Write each property as name: value on a line of its own.",
            )
        _refuse_marked_root(root, first_line)
        is_json = root.said.style == "flow"
        if is_json:
            _refuse_unless_json(text, first_line)
    return Properties(
        frame=frame, text=text, events=events, pairs=_pairs(events, first_line), is_json=is_json
    )


def _refuse_marked_root(root: Event, line: int) -> None:
    if root.said.anchor or root.said.tag:
        raise CannotEdit(
            "The block of properties as a whole carries a mark (& or !).",
            code="anchored-value",
            line=line,
            hint="Delete the mark, then try again.",
        )


def _refuse_unless_json(text: str, line: int) -> None:
    import json

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise CannotEdit(
            "The properties stand between { and } and are not JSON.",
            code="flow-root",
            line=line,
            hint="Write each property as name: value on a line of its own.",
        ) from None


def _pairs(events: Sequence[Event], first_line: int) -> tuple[Pair, ...]:
    pairs = []
    at = 1
    while at < len(events) - 1:
        key = events[at]
        if key.kind == "alias" or (key.kind == "scalar" and not key.said.value):
            raise CannotEdit(
                "A property has no name, or one that refers to another place (*).",
                code="complex-key",
                line=first_line,
                hint="Write the name out.",
            )
        value_at = end_of_node(events, at)
        after = end_of_node(events, value_at)
        name = key.said.value if key.kind == "scalar" else ""
        pairs.append(Pair(name, at, value_at, after))
        at = after
    return tuple(pairs)
