"""Make the index match the vault: compare, read what differs, link it, derive what is owed, store it at once."""

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from infoview_md.freshness import Look, compare
from infoview_md.index import meta, store
from infoview_md.index.database import transaction
from infoview_md.network.followups import Rulebook
from infoview_md.network.schema import Schema
from infoview_md.sync.applying import apply
from infoview_md.sync.changes import Changes, changes_of
from infoview_md.sync.reading import Patience
from infoview_md.sync.rows import Progress as Progress
from infoview_md.sync.rows import Refresh

BelieveLoss = Callable[[int, int], bool]
"""Asked with the number of notes that seem to be lost and the number known, where that is many.

Lost are the notes that are gone without as many new ones: a folder that was renamed is no loss."""

_FEW = 20
_SHARE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What an index is made from, beside the notes.

    `basics` are the few settings that a report needs; `fingerprint` changes with the configuration and with the
    version of the program, and `essence` with as much of them as the notes are read and judged by: then all is read
    again.
    """

    schema: Schema
    rules: Rulebook
    ignored: Collection[str]
    fingerprint: str
    essence: str = ""
    basics: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """What one refresh did: numbers of notes, and the paths of those read or removed.

    `withheld` counts notes that seem to be lost and were kept, because so many at once are not believed;
    `was_rebuilt` says that the settings or the program were others than before.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    withheld: int = 0
    was_rebuilt: bool = False
    paths: tuple[str, ...] = ()


def sync(
    connection: sqlite3.Connection,
    root: str,
    setup: Setup,
    *,
    progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
    believe_loss: BelieveLoss = lambda gone, known: True,  # noqa: ARG005 - named for the reader
    look: Look = compare,
) -> SyncResult:
    """Refresh the index from the vault, in one transaction.

    `look` may compare less than everything where the caller knows what did not change.
    The result is the same whether it is reached in one step or in many: a rebuild gives the same index.
    Raises `StorageFailure` where the vault cannot be read.
    """
    with transaction(connection):
        known = meta.meta(connection)
        is_other = known.get("fingerprint") != setup.fingerprint
        if is_other and known.get("essence") != (setup.essence or setup.fingerprint):
            store.clear(connection)
        found = (compare if is_other else look)(connection, root, setup.ignored)
        if not found and not is_other:
            return SyncResult()
        changes = changes_of(connection, found)
        lost = _great_loss(connection, changes)
        if lost and not believe_loss(*lost):
            return SyncResult(withheld=lost[0])
        applied = apply(
            Refresh(
                connection=connection,
                root=root,
                schema=setup.schema,
                rules=setup.rules,
                found=found,
                changes=changes,
                progress=progress,
                patience=Patience(pause),
            )
        )
        _remember(connection, setup)
        return SyncResult(
            added=applied.added,
            changed=applied.changed,
            removed=len(changes.gone),
            was_rebuilt=is_other,
            paths=tuple(applied.paths),
        )


def _remember(connection: sqlite3.Connection, setup: Setup) -> None:
    """Keep from what the index was made, for those who ask it without the settings."""
    meta.put_meta(connection, "fingerprint", setup.fingerprint)
    meta.put_meta(connection, "essence", setup.essence or setup.fingerprint)
    for key, value in setup.basics.items():
        meta.put_meta(connection, key, value)
    meta.put_meta(connection, "ignored", "\n".join(sorted(setup.ignored)))


def _great_loss(connection: sqlite3.Connection, changes: Changes) -> tuple[int, int] | None:
    """Give how many notes are lost, and of how many, where it is all or a good part; None for less.

    Then a disk is unplugged rather than a folder deleted.
    """
    lost = len(changes.gone) - changes.new
    known = store.count_notes(connection) if lost > 1 else 0
    is_good_part = lost > _FEW and lost > _SHARE * known
    return (lost, known) if lost > 1 and (lost == known or is_good_part) else None
