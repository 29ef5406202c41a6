"""The proof that a change of the properties is the one that was meant, and the only one."""

from typing import NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.events import Said
from infoview_md.note.edit.frame import Splice, read_frame
from infoview_md.note.edit.property_block import Properties, read_properties


class Change(NamedTuple):
    """A splice of the block, and the events [first, after) that it is meant to turn into `said`."""

    splice: Splice
    first: int
    after: int
    said: tuple[Said, ...]


def prove(properties: Properties, change: Change, *, line: int) -> bytes:
    """Return the note with the change done, after showing that nothing else changed.

    Shown are: the fences stand where they stood but for the length of the change, the text before
    and after the block is the same, and the block says what it said but for the planned events.
    """
    frame = properties.frame
    text = change.splice.shifted(frame.block_start).applied_to(frame.text)
    planned = [event.said for event in properties.events]
    planned[change.first : change.after] = change.said
    raw = frame.encoded(text)
    try:
        result = read_frame(raw)
        said = [event.said for event in read_properties(result).events]
    except CannotEdit as refusal:
        raise _unproved(line) from refusal
    grown = len(text) - len(frame.text)
    is_in_place = (
        result.has_front
        and result.block_start == frame.block_start
        and result.block_end == frame.block_end + grown
        and result.text[result.block_end :] == frame.text[frame.block_end :]
    )
    if not is_in_place or said != planned:
        raise _unproved(line)
    return raw


def _unproved(line: int) -> CannotEdit:
    return CannotEdit(
        "The change could not be shown to leave the rest of the properties as they are.",
        code="not-proved",
        line=line,
        hint="Change this property by hand.",
    )
