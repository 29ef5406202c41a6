"""Clearing away what a killed command left: our own hidden files, and only what we put into them."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from infoview_md.errors import Mistake
from infoview_md.replace.folder import Folder, inside, is_held, is_regular, opened
from infoview_md.replace.naming import holds_our_bytes, is_temporary
from infoview_md.replace.reading import read_whole

# A living command holds a temporary file for a fraction of a second.
_IS_LEFT_OVER_AFTER = 10.0
_NEVER_READ = frozenset({"node_modules"})


def recover(root: Path, folders: Iterable[str]) -> list[str]:
    """Remove the temporary files that killed commands left in these folders; return their paths.

    `folders` are relative to the vault ("" is the vault itself).  Only ordinary files with a name
    of ours that are older than ten seconds are looked at.  If another program wrote into one after
    the kill (it had the note open), the text is not removed but becomes visible beside the notes.
    """
    removed: list[str] = []
    for path in folders:
        # A folder that is gone or closed to us holds nothing that we could clear away.
        with suppress(OSError, Mistake):
            removed.extend(_recover_in(root, path))
    return removed


def recover_all(root: Path) -> list[str]:
    """Do what `recover` does in every folder of the vault that may hold notes, and give the same.

    Hidden folders are left out, and links are not followed.
    """
    return recover(root, list(_folders_with_leftovers(str(root))))


def _folders_with_leftovers(root: str) -> Iterator[str]:
    pending = [""]
    while pending:
        path = pending.pop()
        has_leftover = False
        with suppress(OSError), os.scandir(f"{root}/{path}") as found:
            for one in found:
                if one.name[0] == ".":
                    has_leftover = has_leftover or is_temporary(one.name)
                elif one.name not in _NEVER_READ and one.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/{one.name}" if path else one.name)
        if has_leftover:
            yield path


def _recover_in(root: Path, path: str) -> list[str]:
    is_root = path in {"", "."}
    with opened(root, root.resolve() if is_root else inside(root, path)) as folder:
        leftovers = [name for name in folder.names() if is_temporary(name)]
        # Whoever holds the lock is alive and clears away after itself.
        if not leftovers or not folder.try_lock():
            return []
        prefix = "" if is_root else path.rstrip("/") + "/"
        return [prefix + n for n in leftovers if _is_left_over(folder, n) and tidy(folder, n)]


def _is_left_over(folder: Folder, name: str) -> bool:
    with suppress(OSError):
        status = folder.status(name)
        touched = max(status.st_mtime_ns, status.st_ctime_ns)
        is_old = time.time_ns() - touched > _IS_LEFT_OVER_AFTER * 1e9
        return is_old and is_regular(status) and not is_held(folder, name)
    return False


def tidy(folder: Folder, name: str) -> bool:
    """Remove a temporary file, or make it visible if somebody else's text is in it; say which.

    Never raises: what cannot be removed stays hidden until the next `recover`.
    """
    with suppress(OSError, Mistake):
        raw, _ = read_whole(folder, name, name)
        if holds_our_bytes(name, raw):
            folder.remove(name)
            return True
        folder.move_to_free(name, _rescued_name(name))
    return False


def _rescued_name(name: str) -> str:
    return f"Rescued {Path(name).stem[-16:]}.infoview-conflict.md"
