"""From a name on the command line to the note that is meant, and from a note to the link that leads to it."""

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_md.errors import Ambiguous, NotFound, UsageMistake
from infoview_md.index import relations
from infoview_md.network.model import Contact
from infoview_md.network.network import Network, is_ghost
from infoview_md.note.links import name_key
from infoview_md.sync.owing import network_around

if TYPE_CHECKING:
    from infoview_md.network.model import NoteKind
    from infoview_md.session import Session


def network_of(session: "Session", *keys: str) -> Network:
    """Load the part of the network around some contacts."""
    return session.ask(lambda connection: network_around(connection, set(keys)))


def contact_of(session: "Session", key: str) -> Contact:
    """Give the contact of a key, also one who has no note."""
    return network_of(session, key).contacts[key]


def noted(session: "Session", name: str, *, how: str = "new contact {name}") -> Contact:
    """Give the contact that a name means, who must have a note; `how` is the command that makes one.

    Raises as `Session.resolve`, and `NotFound` for somebody who is only named in other notes.
    """
    key = session.resolve(name)
    contact = contact_of(session, key)
    if is_ghost(key):
        raise noteless(contact.name, how=how)
    return contact


def noteless(name: str, *, how: str = "new contact {name}") -> NotFound:
    """Say that somebody has no note, and how to make one."""
    return NotFound(
        f"{name} has no note yet and is only named in others.",
        hint=f"Make it with: infoview-md {how.format(name=shlex.quote(name))}",
    )


def note_path(session: "Session", name: str) -> str:
    """Give the path of the note that a name means: a path in the vault, a contact, or the name of any note.

    Raises as `Session.resolve`, and `Ambiguous` for a name of several notes.
    """
    name = name.strip().removeprefix("[[").removesuffix("]]")
    for path in _paths(session.root, name):
        if (session.root / path).is_file() and path.lower().endswith(".md"):
            return path
    try:
        key = session.resolve(name)
    except Ambiguous:
        raise
    except NotFound:
        return _any_note(session, name)
    if is_ghost(key):
        raise noteless(contact_of(session, key).name)
    return key


def _paths(root: Path, name: str) -> list[str]:
    """Give the paths in the vault that a text may be, as written from the vault or from the present folder."""
    found = []
    for start in (root, _present_folder()):
        place = Path(os.path.normpath(start / name))
        if place != root and place.is_relative_to(root):
            path = place.relative_to(root).as_posix()
            found += [path, f"{path}.md"]
    return found


def _present_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:
        return Path("/")  # somebody deleted the folder of this terminal


def _any_note(session: "Session", name: str) -> str:
    found = [path for path, _ in notes_called(session, name)]
    if len(found) > 1:
        listed = [path.removesuffix(".md") for path in found]
        raise Ambiguous(
            f"{name!r} may mean {len(listed)} notes.", candidates=listed, hint="Write its path."
        )
    if not found:
        session.resolve(name)  # says what there is instead
    return found[0]


def notes_called(session: "Session", name: str) -> "list[tuple[str, str]]":
    """Give the (path, kind) of every note of that file name."""
    key = name_key(name.replace("\\", "/").rsplit("/", 1)[-1])
    return session.ask(lambda connection: list(relations.candidates(connection)(key)))


def kind_of_note(session: "Session", path: str) -> "NoteKind":
    """Give the kind of the note at a path; `other` for one that the rules do not look at."""
    kinds = dict(notes_called(session, path))
    return kinds.get(path, "other")  # type: ignore[return-value]  # the index holds kinds only


def link_to(session: "Session", path: str) -> str:
    """Write a link to a note: by its name, or by its path where other notes have the name too."""
    name = stem(path)
    others = [other for other, _ in notes_called(session, name) if other != path]
    return f"[[{path.removesuffix('.md')}|{name}]]" if others else f"[[{name}]]"


def link_to_key(session: "Session", key: str) -> str:
    """Write a link to a contact, also to one who has no note yet."""
    return f"[[{contact_of(session, key).name}]]" if is_ghost(key) else link_to(session, key)


def stem(path: str) -> str:
    """Give the name of a note from its path."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def one_line(text: str, what: str) -> str:
    """Give a text without blanks around it.  Raises `UsageMistake` where nothing is left."""
    plain = " ".join(text.split())
    if not plain:
        raise UsageMistake(f"The {what} is empty.")
    return plain
