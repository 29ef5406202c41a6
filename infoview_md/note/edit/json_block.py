"""Plans for the rare note whose properties are one JSON object, which Obsidian reads too."""

from infoview_md.note.edit.events import Said
from infoview_md.note.edit.frame import Splice
from infoview_md.note.edit.proof import Change
from infoview_md.note.edit.property_block import Pair, Properties
from infoview_md.note.edit.scalars import Value, Written, write_json


def new_pair(properties: Properties, key: str, value: Value) -> Change:
    """Plan `, "key": value` after the last property, laid out as the one before it."""
    name = write_json(key)
    text, said = _write(value)
    line = f"{name.text}: {text}"
    pairs = properties.pairs
    at = len(properties.events) - 1
    if not pairs:
        start = properties.events[0].end
        splice = Splice(start=start, end=start, insert=line)
    else:
        end = properties.end(pairs[-1])
        separator = ", "
        if len(pairs) > 1:
            last_key = properties.events[pairs[-1].key_at].start
            separator = properties.text[properties.end(pairs[-2]) : last_key]
        splice = Splice(start=end, end=end, insert=separator + line)
    return Change(splice, at, at, (name.said, *said))


def replaced(properties: Properties, pair: Pair, value: Value) -> Change:
    """Plan a new value in place of the old one."""
    text, said = _write(value)
    splice = Splice(start=properties.start(pair), end=properties.end(pair), insert=text)
    return Change(splice, pair.value_at, pair.after, said)


def removed_pair(properties: Properties, pair: Pair) -> Change:
    """Plan to take a property out together with one comma."""
    where = properties.pairs.index(pair)
    start = properties.events[pair.key_at].start
    end = properties.end(pair)
    if where > 0:
        start = properties.end(properties.pairs[where - 1])
    elif len(properties.pairs) > 1:
        end = properties.events[properties.pairs[1].key_at].start
    return Change(Splice(start=start, end=end, insert=""), pair.key_at, pair.after, ())


def appended_to_single(properties: Properties, pair: Pair, item: Written) -> Change:
    """Plan `[old, item]` in place of a single old value."""
    start, end = properties.start(pair), properties.end(pair)
    text = f"[{properties.text[start:end]}, {item.text}]"
    said = (Said("list", style="flow"), *properties.said(pair), item.said, Said("end list"))
    return Change(Splice(start=start, end=end, insert=text), pair.value_at, pair.after, said)


def _write(value: Value) -> tuple[str, tuple[Said, ...]]:
    if not isinstance(value, list):
        scalar = write_json(value)
        return scalar.text, (scalar.said,)
    items = [write_json(item) for item in value]
    said = (Said("list", style="flow"), *(item.said for item in items), Said("end list"))
    return "[" + ", ".join(item.text for item in items) + "]", said
