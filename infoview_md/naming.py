"""Which contact a name on the command line means."""

import sqlite3

from infoview_md.errors import Ambiguous, NotFound
from infoview_md.index import queries, relations
from infoview_md.network.network import ghost_key
from infoview_md.note.links import name_key
from infoview_md.sync.reading import folded

_SUGGESTED = 3


def resolve_contact(connection: sqlite3.Connection, name: str) -> str:
    """Give the key of the contact that a name means.

    The order is: a path, the file name, an alias or e-mail address, a unique beginning, a person who is only named
    in other notes.  Raises `NotFound` with the nearest names, `Ambiguous` with the candidates.
    """
    wanted = name.strip().removeprefix("[[").removesuffix("]]")
    if not wanted:
        raise NotFound(
            "The name is empty.", hint="Write the name of a contact, for example: Jane Doe"
        )
    if path := _at_path(connection, wanted):
        return path
    key = folded(wanted.removesuffix(".md"))
    found = queries.names_beginning(connection, key)
    for fits in (
        _at_folded_path(connection, key),
        {path for one, path, is_own in found if one == key and is_own},
        {path for one, path, _ in found if one == key},
        {path for _, path, _ in found},
        {path for one, path in queries.all_names(connection) if f" {key}" in one},
    ):
        if len(fits) == 1:
            return fits.pop()
        if fits:
            raise _ambiguous(name, fits)
    if relations.notes_about(connection, [ghost_key(wanted)]):
        return ghost_key(wanted)
    raise _missing(connection, name, key)


def _at_path(connection: sqlite3.Connection, wanted: str) -> str:
    path = wanted.replace("\\", "/").removeprefix("./")
    for one in (path, f"{path}.md"):
        if queries.fact_at(connection, one) is not None:
            return one if _is_contact(connection, one) else ""
    return ""


def _at_folded_path(connection: sqlite3.Connection, key: str) -> set[str]:
    """Give the contacts whose path ends as the key does, without regard to case and accents."""
    end = key.replace("\\", "/").removeprefix("./")
    if "/" not in end:
        return set()
    of_that_name = queries.names_beginning(connection, end.rsplit("/", 1)[-1])
    fits = {path: "/" + folded(path.removesuffix(".md")) for _, path, _ in of_that_name}
    whole = {path for path, shown in fits.items() if shown == f"/{end}"}
    return whole or {path for path, shown in fits.items() if shown.endswith(f"/{end}")}


def _is_contact(connection: sqlite3.Connection, path: str) -> bool:
    found = relations.candidates(connection)(name_key(path.rsplit("/", 1)[-1]))
    return (path, "contact") in found


def _ambiguous(name: str, paths: set[str]) -> Ambiguous:
    listed = sorted(path.removesuffix(".md") for path in paths)
    return Ambiguous(
        f"{name!r} may mean {len(listed)} contacts: {', '.join(listed)}.",
        candidates=listed,
        hint="Write more of the name, or its path.",
    )


def _missing(connection: sqlite3.Connection, name: str, key: str) -> NotFound:
    from difflib import get_close_matches

    names = dict(queries.all_names(connection))
    near = [names[one] for one in get_close_matches(key, names, n=_SUGGESTED, cutoff=0.6)]
    labels = dict.fromkeys(path.rsplit("/", 1)[-1].removesuffix(".md") for path in near)
    hint = (
        f"Did you mean {' or '.join(labels)}?"
        if labels
        else "See them with: infoview-md list contacts"
    )
    return NotFound(f"There is no contact {name!r}.", hint=hint)
