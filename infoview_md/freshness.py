"""Whether the index still matches the folder: one digest for each folder, and nothing is read or parsed."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from infoview_md import vault


@dataclass(frozen=True, slots=True)
class Difference:
    """Folders whose notes may differ from the index, folders that are gone, and when it was looked."""

    folders: tuple[vault.Folder, ...]
    gone: tuple[str, ...]
    scanned_ns: int

    def __bool__(self) -> bool:
        return bool(self.folders or self.gone)


def compare(connection: sqlite3.Connection, root: str, ignored: Collection[str]) -> Difference:
    """Compare a vault with its index.  Raises `StorageFailure` where the vault cannot be read."""
    scanned_ns = vault.now_ns()
    known = dict(connection.execute("SELECT path, digest FROM folder").fetchall())
    changed = []
    for folder in vault.scan(root, ignored):
        digest = known.pop(folder.path, b"")
        if digest != folder.digest:
            changed.append(folder)
    return Difference(tuple(changed), tuple(known), scanned_ns)
