"""Notes that differ from the index -> their new rows: what to read, and what could not be read now."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from infoview_md import vault
from infoview_md.errors import Problem
from infoview_md.freshness import Difference
from infoview_md.index import store
from infoview_md.index.store import NoteRow
from infoview_md.network.followups import Rulebook
from infoview_md.network.schema import Schema
from infoview_md.note.links import name_key
from infoview_md.sync.changes import Changes, Differing, Known
from infoview_md.sync.reading import Patience, is_young, read_whole, row_of

Progress = Callable[[int, int], None]
"""Called with the number of notes read so far and the number to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """One refresh: where from, where to, by which schema and rules, and what was found to differ."""

    connection: sqlite3.Connection
    root: str
    schema: Schema
    rules: Rulebook
    found: Difference
    changes: Changes
    progress: Progress | None
    patience: Patience


@dataclass(slots=True)
class Applied:
    """What was done so far: counts, paths, and the folders that must be looked at again."""

    added: int = 0
    changed: int = 0
    paths: list[str] = field(default_factory=list)
    unsettled: set[str] = field(default_factory=set)


def new_rows(refresh: Refresh, applied: Applied) -> Iterator[tuple[NoteRow, Known | None]]:
    """Read each note that differs; one whose content is the same only keeps its new signature."""
    progress, total = refresh.progress, len(refresh.changes.to_read)
    settled = vault.read_many(refresh.root, _paths_not_young(refresh))
    for number, one in enumerate(refresh.changes.to_read):
        if progress and number % 256 == 0:
            progress(number, total)
        raw, is_whole = (
            _read_young(refresh, one) if _is_young(refresh, one) else (next(settled), True)
        )
        if raw is None:
            row = _row_unread(refresh, applied, one)
        else:
            row = _row_read(refresh, applied, one, raw, is_whole=is_whole)
        if row is not None:
            yield row, one.known
    if progress:
        progress(total, total)


def _paths_not_young(refresh: Refresh) -> Iterator[str]:
    return (one.path for one in refresh.changes.to_read if not _is_young(refresh, one))


def _is_young(refresh: Refresh, one: Differing) -> bool:
    return is_young(one.entry[2], refresh.found.scanned_ns)


def _read_young(refresh: Refresh, one: Differing) -> tuple[bytes | None, bool]:
    known_size = one.known.size if one.known else 0
    return read_whole(refresh.root, one.path, one.entry[1], known_size, refresh.patience)


def _row_read(
    refresh: Refresh, applied: Applied, one: Differing, raw: bytes, *, is_whole: bool
) -> NoteRow | None:
    """Give the new row of a note; None where the one it has stays."""
    entry, known = one.entry, one.known
    is_settled = is_whole and vault.is_settled(entry[2], refresh.found.scanned_ns)
    if not is_settled:
        applied.unsettled.add(one.folder)
    if known and not raw and known.size and not is_whole:
        return None  # still empty: its writer has not finished, and the next refresh looks again
    if known and vault.content_digest(raw) == known.digest:
        signature = entry if is_settled else (*entry[:2], 0, entry[3])
        store.touch_note(refresh.connection, known.id, signature)
        return None
    applied.paths.append(one.path)
    applied.added += known is None
    applied.changed += known is not None
    return row_of(one.folder, entry, raw, refresh.schema, is_settled=is_settled)


def _row_unread(refresh: Refresh, applied: Applied, one: Differing) -> NoteRow | None:
    """Give the row of a note that could not be read; None where it is gone since the scan.

    A vault that goes away in between comes back with every note as it was, so only what may not be read is settled.
    """
    if one.entry[1] == vault.MISNAMED:
        return _unreadable(one, _MISNAMED, is_settled=True)
    is_settled = vault.is_forbidden(refresh.root, one.path)
    if not is_settled:
        applied.unsettled.add(one.folder)
        if vault.is_gone(refresh.root, one.path):
            return None
    return _unreadable(one, _FORBIDDEN, is_settled=is_settled)


_FORBIDDEN = (
    "This note cannot be read.",
    "Look at its permissions; nothing of it counts until it can be read.",
)
_MISNAMED = (
    "This name is not UTF-8, so nothing under it is read.",
    "Give the file or folder another name; until then nothing of it counts.",
)


def _unreadable(one: Differing, reason: tuple[str, str], *, is_settled: bool) -> NoteRow:
    name, size, ctime_ns, inode = one.entry
    message, hint = reason
    problem = Problem(note=one.path, line=0, property="", message=message, hint=hint)
    return NoteRow(
        folder=one.folder,
        name=name,
        size=size,
        ctime_ns=ctime_ns if is_settled else 0,
        inode=inode,
        digest=b"",
        kind="other",
        name_key=name_key(name),
        fact=None,
        problems=(problem,),
        names=(),
    )
