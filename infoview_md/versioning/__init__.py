"""The door to git: one commit of exactly what a command changed, and of nothing else.

The commit is made beside the user's index and working tree: objects are written, a tree is made in an index of its
own, and the branch moves on.  What the user changed or staged before stays as it was, uncommitted.  No hook, signing
program, filter or file-system monitor of the repository is started: the vault may be a stranger's.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from infoview_md.versioning.looking import Entry, Step, look
from infoview_md.versioning.moving import Move, Rebase, move_of
from infoview_md.versioning.repository import LeftOut, Repository, open_at

__all__ = ["Rebase", "Step", "commit"]


def commit(root: Path, steps: Sequence[Step], message: str, *, rebase: Rebase) -> str:
    """Make one commit of exactly these steps; gives why none was made, empty where it was.

    Where a note held other changes that were not committed, only the step itself is committed, as `rebase` applies it
    to the committed text; where that is in doubt for one note, nothing is.
    """
    try:
        repository = open_at(root)
        known = look(repository, steps)
        moves = [move_of(repository, known, step, rebase) for step in steps]
        needed = [one for one in moves if one is not None]
        if needed:
            _store(repository, needed, " ".join(message.split()))
    except LeftOut as reason:
        return str(reason)
    return ""


def _store(repository: Repository, moves: Sequence[Move], message: str) -> None:
    made = _commit_of(repository, moves, message)
    # Staged first: a branch that moved on without the index would show our change as taken back.
    _stage(repository, [(one.path, one.staged_next) for one in moves])
    old = repository.head or repository.nothing
    try:
        repository.ask("update-ref", "-m", f"infoview-md: {message}", "HEAD", made, old)
    except LeftOut:
        _stage(repository, [(one.path, one.staged) for one in moves])
        raise


def _commit_of(repository: Repository, moves: Sequence[Move], message: str) -> str:
    """Write the commit without touching index or branch."""
    with tempfile.TemporaryDirectory(prefix="infoview-md-") as folder:
        index = str(Path(folder, "index"))
        if repository.head:
            repository.ask("read-tree", repository.head, index=index)
        _stage(repository, [(one.path, one.committed_next) for one in moves], index=index)
        tree = repository.oid("write-tree", index=index)
    parents = ("-p", repository.head) if repository.head else ()
    return repository.oid("commit-tree", tree, *parents, given=f"{message}\n".encode())


def _stage(
    repository: Repository, entries: Sequence[tuple[str, Entry]], *, index: str = ""
) -> None:
    """Put entries into an index; one without object goes out of it."""
    lines = []
    for path, entry in entries:
        mode, oid = (entry.mode, entry.oid) if entry.oid else ("0", repository.nothing)
        lines.append(f"{mode} {oid}\t{path}\0".encode("utf-8", "surrogateescape"))
    repository.ask("update-index", "-z", "--index-info", given=b"".join(lines), index=index)
