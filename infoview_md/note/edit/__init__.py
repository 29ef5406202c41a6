"""Change one thing in a note's text and nothing else: bytes in, bytes out.

Every edit is one splice at the place where the parser itself says that the thing stands, and is proved
before it is returned: the result, read again, says what the note said but for the one change.  What
cannot be proved raises `CannotEdit`, and no other exception comes out for any bytes.  An edit that
changes nothing returns the very same bytes.
"""

from infoview_md.note.edit.lists import append_to_list, remove_from_list
from infoview_md.note.edit.log import add_log_item
from infoview_md.note.edit.managed_blocks import (
    Block,
    find_blocks,
    replace_block,
    why_without_blocks,
)
from infoview_md.note.edit.properties import remove_property, set_property
from infoview_md.note.edit.scalars import Value
from infoview_md.note.edit.sections import fill_section
from infoview_md.note.edit.tasks import TaskStyle, add_task, tick_task, untick_task

__all__ = [
    "Block",
    "TaskStyle",
    "Value",
    "add_log_item",
    "add_task",
    "append_to_list",
    "fill_section",
    "find_blocks",
    "remove_from_list",
    "remove_property",
    "replace_block",
    "set_property",
    "tick_task",
    "untick_task",
    "why_without_blocks",
]
