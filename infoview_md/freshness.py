"""Whether the index still matches the folder: one digest for each folder, and nothing is read or parsed."""

import sqlite3
from collections.abc import Callable, Collection
from typing import NamedTuple

from infoview_md import vault
from infoview_md.index import meta


class Difference(NamedTuple):
    """Folders whose notes may differ from the index, folders that are gone, and when it was looked."""

    folders: tuple[vault.Folder, ...]
    gone: tuple[str, ...]
    scanned_ns: int

    def __bool__(self) -> bool:
        return bool(self.folders or self.gone)


Look = Callable[[sqlite3.Connection, str, Collection[str]], Difference]
"""Compares the vault with its index: the connection, the root, the ignored folders."""


def compare(connection: sqlite3.Connection, root: str, ignored: Collection[str]) -> Difference:
    """Compare a vault with its index.  Raises `StorageFailure` where the vault cannot be read."""
    scanned_ns = vault.now_ns()
    known = meta.folder_digests(connection)
    changed = []
    for folder in vault.scan(root, ignored):
        digest = known.pop(folder.path, b"")
        if digest != folder.digest:
            changed.append(folder)
    return Difference(tuple(changed), tuple(known), scanned_ns)


def compare_some(
    connection: sqlite3.Connection, root: str, ignored: Collection[str], folders: Collection[str]
) -> Difference:
    """Compare a few folders only, where the index knows them all and all are there; else the whole vault.

    It is for the watcher, which was told where something changed.  Raises `StorageFailure` like `compare`.
    """
    scanned_ns = vault.now_ns()
    changed = []
    for path in folders:
        known = meta.folder_digest(connection, path)
        folder = vault.look(root, path) if known else None
        if known is None or folder is None:
            return compare(connection, root, ignored)
        if known[0] != folder.digest:
            changed.append(folder)
    return Difference(tuple(changed), (), scanned_ns)


def look_again(found: Difference) -> Look:
    """Give what compares once more, under the lock of a refresh, where a first look without it found differences.

    What changed elsewhere in between is found by the next command: only the saves before this one are promised.
    """
    if found.gone:
        return compare
    folders = [folder.path for folder in found.folders]
    return lambda connection, root, ignored: compare_some(connection, root, ignored, folders)
