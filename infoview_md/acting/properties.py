"""Edits of one property under the name that the note gives it already, else under the vault's own name for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from infoview_md.network.schema import plain_name
from infoview_md.note.edit import (
    Value,
    append_to_list,
    remove_from_list,
    remove_property,
    set_property,
)
from infoview_md.note.links import name_key, parse_link
from infoview_md.note.reading import read
from infoview_md.writeback import Edit

if TYPE_CHECKING:
    from infoview_md.session import Session


def put(session: "Session", path: str, name: str, value: Value) -> Edit:
    """Set a property; `name` is a canonical one, or any other."""
    return _under_its_name(session, path, name, lambda raw, key: set_property(raw, key, value))


def add(session: "Session", path: str, name: str, item: str) -> Edit:
    """Add an item to a list property, unless one that says or links the same is in it."""

    def edit(raw: bytes, key: str) -> bytes:
        return raw if _spelled(raw, key, item) else append_to_list(raw, key, item)

    return _under_its_name(session, path, name, edit)


def take_out(session: "Session", path: str, name: str, item: str) -> Edit:
    """Take an item out of a list property; of a link, however it is spelled there."""

    def edit(raw: bytes, key: str) -> bytes:
        return remove_from_list(raw, key, _spelled(raw, key, item) or item)

    return _under_its_name(session, path, name, edit)


def _spelled(raw: bytes, key: str, item: str) -> str:
    """Give an item as a list has it: the same text, or a link to the same note; empty where it has none."""
    held = read(raw).properties.get(key)
    texts = [one for one in (held if isinstance(held, list) else [held]) if isinstance(one, str)]
    return next((one for one in texts if one == item or _lead_to_one_note(one, item)), "")


def _lead_to_one_note(one: str, other: str) -> bool:
    """Tell whether two links mean one note: by their names, and by their paths where both have one."""
    links = [parse_link(text) for text in (one, other)]
    keys = [name_key(link.target).split("/") for link in links if link]
    if len(keys) < len(links):
        return False
    shorter = min(len(key) for key in keys)
    return keys[0][-shorter:] == keys[1][-shorter:]


def unset(session: "Session", path: str, name: str) -> Edit:
    """Take a property out."""
    return _under_its_name(session, path, name, remove_property)


def name_for_new(session: "Session", name: str) -> str:
    """Give the name under which this vault writes a property that a note does not have yet."""
    own = session.config.properties.get(name, ())
    return own[0] if own else name


def _under_its_name(
    session: "Session", path: str, name: str, edit: Callable[[bytes, str], bytes]
) -> Edit:
    accepted = session.schema.names.get(name, (plain_name(name),))
    new = name_for_new(session, name)
    return Edit(path=path, change=lambda raw: edit(raw, key_in(raw, accepted) or new))


def key_in(raw: bytes, accepted: tuple[str, ...]) -> str:
    """Give the key under which a note has a property, as the rules read it: the first that is filled in, else empty.

    `accepted` are names in comparison form, best first; empty where the note has none of them.
    """
    properties = read(raw).properties
    keys = {plain_name(key): key for key in properties}
    found = [keys[name] for name in accepted if name in keys]
    filled = [key for key in found if properties[key] not in (None, "", [])]
    return next(iter([*filled, *found]), "")
