"""Where in a note's text something belongs: the heading that the note has, else the vault's own one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoview_md.note.body import ANYWHERE, heading_key, outline
from infoview_md.note.edit import add_log_item, fill_section
from infoview_md.note.reading import read
from infoview_md.writeback import Edit

if TYPE_CHECKING:
    from infoview_md.session import Session


def log(session: "Session", path: str, on: str, text: str) -> Edit:
    """Add a dated item to a contact's log; `text` is `kind: what it was`."""
    names = session.config.headings.log
    return Edit(
        path=path,
        change=lambda raw: add_log_item(raw, on=on, text=text, heading=heading_in(raw, names)),
    )


def write_up(session: "Session", path: str, text: str) -> Edit:
    """Write what was heard into an interview whose notes are empty."""
    names = session.config.headings.notes
    return Edit(
        path=path,
        change=lambda raw: fill_section(raw, heading=heading_in(raw, names), content=text),
    )


def heading_in(raw: bytes, names: Sequence[str]) -> str:
    """Give the first of the names that the note has as a heading; the first name where it has none."""
    reading = read(raw)
    found = outline(reading.body, reading.body_line).headings
    there = {heading_key(one[1]) for one in found}
    return next(
        (name for name in names if name != ANYWHERE and heading_key(name) in there), names[0]
    )
