"""`set`: one property of any note, by its canonical name or the vault's own."""

from typing import TYPE_CHECKING, Literal

from infoview_md.acting import properties
from infoview_md.acting.act import Act
from infoview_md.acting.forms import ALWAYS_LISTS, LISTS, canonical_name, value_of
from infoview_md.acting.whom import kind_of_note, note_path, stem
from infoview_md.errors import UsageMistake
from infoview_md.writeback import Work

if TYPE_CHECKING:
    from infoview_md.network.model import NoteKind
    from infoview_md.note.edit import Value
    from infoview_md.session import Session
    from infoview_md.writeback import Edit

Way = Literal["set", "add", "remove", "unset"]

_SAID = {
    "set": "Set {name} of {who} to {text}.",
    "add": "Added {text} to {name} of {who}.",
    "remove": "Took {text} out of {name} of {who}.",
    "unset": "Took {name} out of {who}.",
}
_SUBJECTS = {
    "set": "Set {name} of {who} to {text}",
    "add": "Add {text} to {name} of {who}",
    "remove": "Remove {text} from {name} of {who}",
    "unset": "Remove {name} of {who}",
}
_NOTHING_TO_DO = {
    "set": "{name} of {who} is {text} already; nothing was written.",
    "add": "{text} is in {name} of {who} already; nothing was written.",
    "remove": "{text} is not in {name} of {who}; nothing was written.",
    "unset": "{who} has no {name}; nothing was written.",
}


def change(session: "Session", name: str, word: str, text: str | None, *, way: Way = "set") -> Act:
    """Set a property, add to it, remove from it, or take it out.

    Raises as `note_path`, and `UsageMistake` for a value that a known property cannot have.
    """
    path = note_path(session, name)
    kind = kind_of_note(session, path)
    key = canonical_name(session, kind, word)
    if (text is None) != (way == "unset"):
        what = "takes no value" if way == "unset" else "needs a value"
        raise UsageMistake(f"To {way} {word} {what}.")
    step, shown = _step(session, path, (kind, key), text or "", way)
    said = {"name": word, "who": stem(path), "text": shown}
    return Act(
        work=Work(
            sentence=_SAID[way].format(**said), subject=_SUBJECTS[way].format(**said), steps=(step,)
        ),
        if_there=_NOTHING_TO_DO[way].format(**said),
    )


def _step(
    session: "Session", path: str, what: "tuple[NoteKind, str]", text: str, way: Way
) -> "tuple[Edit, str]":
    """Give the edit, and the value as it is told."""
    kind, key = what
    if way == "unset":
        return properties.unset(session, path, key), ""
    if way == "set":
        value = value_of(session, kind, key, text)
        written: Value = [str(value)] if key in ALWAYS_LISTS else value
        return properties.put(session, path, key, written), _told(value)
    if kind != "other" and key not in LISTS and _is_known(kind, key):
        raise UsageMistake(f"{key} holds one value.", hint=f"Set it with: infoview-md set … {key}")
    item = str(value_of(session, kind, key, text))
    edit = properties.add if way == "add" else properties.take_out
    return edit(session, path, key, item), item


def _is_known(kind: "NoteKind", key: str) -> bool:
    from infoview_md.acting.forms import FORMS

    return key in FORMS[kind]


def _told(value: "Value") -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value)
