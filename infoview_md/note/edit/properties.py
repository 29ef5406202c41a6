"""Set and remove one property of a note, so that one line changes and every other byte stays."""

from collections.abc import Sequence
from typing import NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import json_block
from infoview_md.note.edit.events import Event, Said
from infoview_md.note.edit.frame import Frame, Splice, read_frame, refuse_hidden_properties
from infoview_md.note.edit.proof import Change, prove
from infoview_md.note.edit.property_block import Pair, Properties, check_key, read_properties
from infoview_md.note.edit.scalars import Value, are_same, write_scalar


class Node(NamedTuple):
    """A value as it is written: behind the colon, or on lines below it (each after a line break)."""

    inline: str
    below: str
    said: tuple[Said, ...]


def set_property(
    raw: bytes,
    key: str,
    value: Value,
    *,
    accepted: Sequence[str] = (),
    replace_collection: bool = False,
) -> bytes:
    """Give a property its value; a new property becomes the last line of the block.

    `accepted` are other names of the property: one that the note already has is edited instead.
    The same bytes come back where the value is there already.  Raises `CannotEdit` where the
    property holds a list or a nested structure (unless `replace_collection`), stands twice, is
    repeated elsewhere by an alias, or the result cannot be proved.
    """
    check_key(key)
    frame = read_frame(raw)
    if not frame.has_front:
        return _with_new_block(frame, key, value)
    properties = read_properties(frame)
    pair = properties.find(key, accepted)
    if pair is None:
        change = new_pair(properties, key, value)
        return prove(properties, change, line=frame.line_at(frame.block_end))
    if _is_there(properties, pair, value):
        return raw
    properties.refuse_anchors(pair, pair.value_at, pair.after)
    _refuse_collection(properties, pair, value, replace_collection=replace_collection)
    return prove(properties, replaced(properties, pair, value), line=properties.line_of(pair))


def remove_property(raw: bytes, key: str, *, accepted: Sequence[str] = ()) -> bytes:
    """Take a property out, with its lines; the same bytes where it is not there.

    Where nothing is left between the fences they go too, as Obsidian does it.
    """
    check_key(key)
    frame = read_frame(raw)
    properties = read_properties(frame) if frame.has_front else None
    pair = properties.find(key, accepted) if properties else None
    if properties is None or pair is None:
        return raw
    properties.refuse_anchors(pair, pair.key_at, pair.after)
    plan = json_block.removed_pair if properties.is_json else _removed_pair
    result = prove(properties, plan(properties, pair), line=properties.line_of(pair))
    return _without_empty_block(result)


def new_pair(properties: Properties, key: str, value: Value) -> Change:
    """Plan a new property at the end of the block."""
    if properties.is_json:
        return json_block.new_pair(properties, key, value)
    events = properties.events
    indent = ""
    if properties.pairs:
        first = properties.pairs[0]
        indent = properties.indent(events[first.key_at].start, first)
        _refuse_open_end(properties, properties.pairs[-1])
    name = write_scalar(key)
    node = write_node(value, newline=properties.frame.newline, indent=indent + "  ")
    line = _line(name.text, node) + properties.frame.newline
    said: tuple[Said, ...] = (name.said, *node.said)
    at = len(events) - 1
    if not events:
        said = (Said("map", style="block"), *said, Said("end map"))
        at = 0
    end = len(properties.text)
    return Change(Splice(start=end, end=end, insert=indent + line), at, at, said)


def _refuse_open_end(properties: Properties, last: Pair) -> None:
    """Refuse a last value that the parser of Obsidian would run into the next property.

    That is unquoted text on a line of its own, below a comment that follows its name.
    """
    value = properties.events[last.value_at]
    before = properties.text[properties.events[last.key_at].end : value.start]
    if value.kind == "scalar" and not value.said.style and "\n" in before and "#" in before:
        raise properties.odd_layout(last)


def replaced(properties: Properties, pair: Pair, value: Value) -> Change:
    """Plan a new value for a property that is there."""
    if properties.is_json:
        return json_block.replaced(properties, pair, value)
    old = properties.events[pair.value_at]
    if isinstance(value, list) and old.kind == "list" and old.said.style == "flow":
        node = _flow_list(properties, pair, value)
    else:
        node = write_node(
            value,
            newline=properties.frame.newline,
            indent=_item_indent(properties, pair),
            quote=old.said.style if old.said.style in {"'", '"'} else "",
        )
    return Change(_value_splice(properties, pair, node), pair.value_at, pair.after, node.said)


def write_node(value: Value, *, newline: str, indent: str, quote: str = "") -> Node:
    """Write a value in the style of Obsidian: a list has one item on each line."""
    if not isinstance(value, list):
        scalar = write_scalar(value, quote=quote)
        return Node(scalar.text, "", (scalar.said,))
    items = [write_scalar(item) for item in value]
    style = "block" if items else "flow"
    said = (Said("list", style=style), *(item.said for item in items), Said("end list"))
    below = "".join(f"{newline}{indent}- {item.text}" for item in items)
    return Node("" if items else "[]", below, said)


def _line(name: str, node: Node) -> str:
    return f"{name}: {node.inline}" if node.inline else f"{name}:{node.below}"


def _with_new_block(frame: Frame, key: str, value: Value) -> bytes:
    """Put an empty block before the text, then the property into it, proved like any other."""
    refuse_hidden_properties(frame)
    fences = f"---{frame.newline}" * 2
    properties = read_properties(read_frame(frame.encoded(fences + frame.text)))
    return prove(properties, new_pair(properties, key, value), line=1)


def _without_empty_block(raw: bytes) -> bytes:
    """Drop the fences where nothing stands between them, unless the text below would take their part."""
    frame = read_frame(raw)
    if frame.block:
        return raw
    bare = frame.encoded(frame.text[frame.body_start :])
    try:
        return raw if read_frame(bare).has_front else bare
    except CannotEdit:
        return raw


def _is_there(properties: Properties, pair: Pair, value: Value) -> bool:
    first = properties.events[pair.value_at]
    if first.kind == "alias" or first.said.tag:
        return False
    if isinstance(value, list) != (first.kind == "list"):
        return False
    if first.kind != "scalar" and not properties.is_list_of_scalars(pair):
        return False
    old = properties.value(pair)
    return (first.kind == "scalar" or old is not None) and are_same(old, value)


def _refuse_collection(
    properties: Properties, pair: Pair, value: Value, *, replace_collection: bool
) -> None:
    first = properties.events[pair.value_at]
    if first.kind not in {"list", "map"}:
        return
    if properties.is_unquoted_link(pair.value_at, pair.after) and not isinstance(value, list):
        return
    if not replace_collection:
        raise CannotEdit(
            f"The property {pair.key} holds several values, which would be lost.",
            code="value-is-collection",
            line=properties.line_of(pair),
            hint="Add to the list or remove from it instead.",
        )
    is_flow = first.said.style == "flow"
    start = first.start if is_flow else properties.colon_end(pair)
    properties.refuse_inner_comments(pair, start)


def _item_indent(properties: Properties, pair: Pair) -> str:
    """Return the blanks before the dash of a list that is there, else those of a new list."""
    first = properties.events[pair.value_at]
    if first.kind == "list" and first.said.style == "block":
        return properties.indent(first.start, pair)
    return properties.indent(properties.events[pair.key_at].start, pair) + "  "


def _flow_list(properties: Properties, pair: Pair, value: list[str]) -> Node:
    """Write a list in one pair of brackets; items that were there keep their spelling."""
    spelled = {
        str(event.said.value): event
        for event in properties.node(pair)
        if event.kind == "scalar" and "\n" not in properties.text[event.start : event.end]
    }
    texts, said = [], []
    for item in value:
        event = spelled.get(item)
        written = write_scalar(item, in_flow=True)
        is_same = event is not None and (bool(event.said.style) or not written.said.style)
        if event is not None and is_same:
            texts.append(properties.text[event.start : event.end])
            said.append(event.said)
        else:
            texts.append(written.text)
            said.append(written.said)
    inline = "[" + ", ".join(texts) + "]"
    return Node(inline, "", (Said("list", style="flow"), *said, Said("end list")))


def _value_splice(properties: Properties, pair: Pair, node: Node) -> Splice:
    old = properties.events[pair.value_at]
    colon = properties.colon_end(pair)
    if old.is_empty:
        return _filled(properties, colon, node)
    end = properties.end(pair)
    comment = properties.header_comment(old)
    if node.below:
        return _lines_below(properties, colon, end, comment, node.below)
    if not node.inline:
        return Splice(start=colon, end=end, insert=comment)
    if old.kind in {"list", "map"} and old.said.style == "block":
        return Splice(start=colon, end=end, insert=" " + node.inline)
    return Splice(start=old.start, end=end, insert=node.inline + comment)


def _filled(properties: Properties, colon: int, node: Node) -> Splice:
    """Put a value where there was none: behind one blank, and before a comment."""
    line_end = properties.line_end(colon)
    if node.below:
        return Splice(start=line_end, end=line_end, insert=node.below)
    rest = properties.text[colon:line_end]
    if rest.startswith(" ") and not rest.lstrip().startswith("#"):
        return Splice(start=colon + 1, end=colon + 1, insert=node.inline)
    return Splice(start=colon, end=colon, insert=" " + node.inline)


def _lines_below(properties: Properties, colon: int, end: int, comment: str, below: str) -> Splice:
    """Put a list in place of a single value; a comment behind the value stays behind the colon."""
    line_end = properties.line_end(end)
    rest = properties.text[end:line_end]
    return Splice(start=colon, end=line_end, insert=(comment or rest.rstrip(" \t")) + below)


def _removed_pair(properties: Properties, pair: Pair) -> Change:
    start = properties.events[pair.key_at].start
    properties.indent(start, pair)
    last = _last_scalar(properties.node(pair))
    # Trailing blank lines are a part of text that is kept by |+.
    keeps = last is not None and last.is_block_scalar and "+" in _header(properties, last)
    end = last.end if last is not None and keeps else properties.next_line(properties.end(pair))
    splice = Splice(start=properties.line_start(start), end=end, insert="")
    if len(properties.pairs) == 1:
        return Change(splice, 0, len(properties.events), ())
    return Change(splice, pair.key_at, pair.after, ())


def _last_scalar(node: Sequence[Event]) -> Event | None:
    return next((event for event in reversed(node) if event.kind == "scalar"), None)


def _header(properties: Properties, event: Event) -> str:
    return properties.text[event.start : properties.line_end(event.start)].partition("#")[0]
