"""Add to a list property and remove from it, in the style in which the list is written."""

import re
from collections.abc import Sequence

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import json_block
from infoview_md.note.edit.events import Event, Said, end_of_node
from infoview_md.note.edit.frame import Splice, read_frame
from infoview_md.note.edit.proof import Change, prove
from infoview_md.note.edit.properties import replaced, set_property
from infoview_md.note.edit.property_block import Pair, Properties, check_key, read_properties
from infoview_md.note.edit.scalars import Written, read_scalar, write_json, write_scalar

_COMMA = re.compile(r"[ \t]*,")
_DASH = re.compile(r"[ \t]*-([ \t]+)")


def append_to_list(raw: bytes, key: str, item: str, *, accepted: Sequence[str] = ()) -> bytes:
    """Add an item to a list property, as its last one.

    A block list, indented or not, gets a line; a list in brackets grows inside them; a single value
    becomes a list of two; a property that is empty or missing becomes a list of one.  The same
    bytes come back where the item is there already.  Raises `CannotEdit` like `set_property`.
    """
    check_key(key)
    frame = read_frame(raw)
    properties = read_properties(frame) if frame.has_front else None
    pair = properties.find(key, accepted) if properties else None
    if properties is None or pair is None:
        return set_property(raw, key, [item], accepted=accepted)
    if item in item_texts(properties, pair):
        return raw
    properties.refuse_anchors(pair, pair.value_at, pair.value_at + 1)
    return prove(properties, _appended(properties, pair, item), line=properties.line_of(pair))


def remove_from_list(raw: bytes, key: str, item: str, *, accepted: Sequence[str] = ()) -> bytes:
    """Take an item out of a list property, wherever it stands in it.

    The last item of a block list leaves an empty property behind, the last one in brackets `[]`.
    The same bytes come back where the item is not there.
    """
    check_key(key)
    while True:
        frame = read_frame(raw)
        properties = read_properties(frame) if frame.has_front else None
        pair = properties.find(key, accepted) if properties else None
        if properties is None or pair is None or item not in item_texts(properties, pair):
            return raw
        change = _removed(properties, pair, item_texts(properties, pair).index(item))
        properties.refuse_anchors(pair, pair.value_at, pair.value_at + 1)
        properties.refuse_anchors(pair, change.first, change.after)
        raw = prove(properties, change, line=properties.line_of(pair))


def item_texts(properties: Properties, pair: Pair) -> list[str | None]:
    """Return the text of each item of a value; None for an item that is empty or nested."""
    first = properties.events[pair.value_at]
    if _is_single(properties, pair):
        return [_text(properties, pair.value_at, pair.after)]
    if first.kind != "list":
        return []
    return [_text(properties, at, after) for at, after in _items(properties, pair)]


def _text(properties: Properties, at: int, after: int) -> str | None:
    event = properties.events[at]
    if event.kind == "scalar":
        return None if _is_blank(event) else event.said.value
    return properties.source(at, after) if properties.is_unquoted_link(at, after) else None


def _is_blank(event: Event) -> bool:
    return read_scalar(event) in {None, ""} if event.kind == "scalar" else False


def _is_single(properties: Properties, pair: Pair) -> bool:
    """Whether the value is one thing: a scalar, an alias, or a link without quotes."""
    is_node = properties.events[pair.value_at].kind in {"scalar", "alias"}
    return is_node or properties.is_unquoted_link(pair.value_at, pair.after)


def _items(properties: Properties, pair: Pair) -> list[tuple[int, int]]:
    """Return the event indexes of each item of a list."""
    spans = []
    at = pair.value_at + 1
    while at < pair.after - 1:
        after = end_of_node(properties.events, at)
        spans.append((at, after))
        at = after
    return spans


def _appended(properties: Properties, pair: Pair, item: str) -> Change:
    first = properties.events[pair.value_at]
    if _is_blank(first):
        return replaced(properties, pair, [item])
    if _is_single(properties, pair):
        return _made_a_list(properties, pair, item)
    if first.kind != "list":
        raise CannotEdit(
            f"The property {pair.key} holds a nested structure, not a list.",
            code="value-is-collection",
            line=properties.line_of(pair),
            hint="Change this property by hand.",
        )
    if first.said.style == "flow":
        return _appended_in_brackets(properties, pair, item)
    return _appended_as_line(properties, pair, item)


def _made_a_list(properties: Properties, pair: Pair, item: str) -> Change:
    """Plan a list of two lines: the old value with the comment behind it, then the item."""
    if properties.is_json:
        return json_block.appended_to_single(properties, pair, write_json(item))
    # Behind a dash the further lines of a value would stand too far to the left for YAML 1.2.
    if "\n" in properties.source(pair.value_at, pair.after):
        raise properties.odd_layout(pair)
    written = write_scalar(item, quote=_quote([properties.events[pair.value_at]]))
    start = properties.colon_end(pair)
    end = properties.line_end(properties.end(pair))
    indent = properties.indent(properties.events[pair.key_at].start, pair) + "  - "
    line = properties.frame.newline + indent
    old = properties.text[properties.start(pair) : end].rstrip(" \t")
    said = (Said("list", style="block"), *properties.said(pair), written.said, Said("end list"))
    splice = Splice(start=start, end=end, insert=line + old + line + written.text)
    return Change(splice, pair.value_at, pair.after, said)


def _appended_in_brackets(properties: Properties, pair: Pair, item: str) -> Change:
    node = properties.node(pair)
    _refuse_odd_items(properties, pair)
    written = write_json(item) if properties.is_json else _written(node, item, in_flow=True)
    at = pair.after - 1
    if len(node) == len(("list", "end list")):
        start, end = node[0].end, node[-1].start
        if properties.text[start:end].strip():
            raise properties.odd_layout(pair)
        return Change(Splice(start=start, end=end, insert=written.text), at, at, (written.said,))
    end = properties.visible_end(at - 1, at)
    return Change(Splice(start=end, end=end, insert=", " + written.text), at, at, (written.said,))


def _refuse_odd_items(properties: Properties, pair: Pair) -> None:
    """Refuse a list in brackets whose items other programs could read otherwise."""
    for event in properties.node(pair)[1:-1]:
        if event.kind not in {"scalar", "alias"} or event.is_empty:
            raise CannotEdit(
                f"The list {pair.key} holds something that is not simple text.",
                code="nested-list",
                line=properties.line_of(pair),
                hint='Put links in double quotes: ["[[Name]]", "[[Other]]"].',
            )


def _appended_as_line(properties: Properties, pair: Pair, item: str) -> Change:
    items = _items(properties, pair)
    indent = properties.indent(properties.start(pair), pair)
    last_at, last_after = items[-1]
    last = properties.events[last_at]
    dash = _DASH.fullmatch(properties.text, properties.line_start(last.start), last.start)
    gap = dash[1] if dash and "\t" not in dash[1] and not last.is_empty else " "
    written = _written(properties.node(pair), item)
    end = properties.visible_end(last_at, last_after)
    # Trailing blank lines may be a part of a text block, so the new line goes behind them.
    at = last.end if last.is_block_scalar else properties.next_line(end)
    text = f"{indent}-{gap}{written.text}{properties.frame.newline}"
    where = pair.after - 1
    return Change(Splice(start=at, end=at, insert=text), where, where, (written.said,))


def _written(node: Sequence[Event], item: str, *, in_flow: bool = False) -> Written:
    return write_scalar(item, in_flow=in_flow, quote=_quote(node[1:-1]))


def _quote(events: Sequence[Event]) -> str:
    """Return the quotes that all items carry, if they all carry the same."""
    styles = {event.said.style for event in events}
    style = styles.pop() if len(styles) == 1 else ""
    return style if style in {"'", '"'} else ""


def _removed(properties: Properties, pair: Pair, index: int) -> Change:
    first = properties.events[pair.value_at]
    if _is_single(properties, pair):
        return replaced(properties, pair, None)
    if first.said.style == "flow":
        return _removed_in_brackets(properties, pair, index)
    return _removed_line(properties, pair, index)


def _removed_in_brackets(properties: Properties, pair: Pair, index: int) -> Change:
    """Plan to take an item out with one comma: the one before it, or for the first the one behind."""
    items = _items(properties, pair)
    at, after = items[index]
    events, text = properties.events, properties.text
    first, end = events[at].start, properties.visible_end(at, after)
    comma = _COMMA.match(text, end)
    if len(items) == 1:
        spans = [(events[pair.value_at].end, events[pair.after - 1].start)]
    elif index == 0:
        spans = [(first, events[items[1][0]].start)]
    else:
        spans = [(properties.visible_end(*items[index - 1]), end)]
    spans += [(first, comma.end())] if comma else []
    for start, stop in spans:
        if "#" not in text[start:first] + text[end:stop]:
            return Change(Splice(start=start, end=stop, insert=""), at, after, ())
    raise properties.odd_layout(pair)


def _removed_line(properties: Properties, pair: Pair, index: int) -> Change:
    items = _items(properties, pair)
    at, after = items[index]
    event = properties.events[at]
    start = properties.line_start(event.start)
    if _DASH.fullmatch(properties.text, start, event.start) is None:
        raise properties.odd_layout(pair)
    end = properties.next_line(properties.visible_end(at, after))
    if event.is_block_scalar:
        end = event.end
    splice = Splice(start=start, end=end, insert="")
    if len(items) == 1:
        return Change(splice, pair.value_at, pair.after, (Said("scalar"),))
    return Change(splice, at, after, ())
