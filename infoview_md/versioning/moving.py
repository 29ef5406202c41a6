"""What the commit and the index are to hold of each note, so that nothing but the step is committed."""

from collections.abc import Callable
from dataclasses import dataclass

from infoview_md.versioning.looking import Entry, Known, Step
from infoview_md.versioning.repository import LeftOut, Repository

Rebase = Callable[[str, bytes, bytes, bytes], bytes | None]
"""From a note's path, a text that is held, and a change (before, after) to the text with it; None for a doubt."""


@dataclass(frozen=True, slots=True)
class Move:
    """One file: what the index holds, and what the commit and the index are to hold."""

    path: str
    staged: Entry
    committed_next: Entry
    staged_next: Entry


def move_of(repository: Repository, known: Known, step: Step, rebase: Rebase) -> Move | None:
    """Decide what the commit and the index are to hold of one note; None where nothing changes."""
    path = repository.prefix + step.path
    committed, staged = (one.get(path, Entry()) for one in (known.committed, known.staged))
    if step.before is None or step.after is None:
        return _appearing(repository, known, step, (committed, staged))
    if not committed.oid or not staged.oid:
        raise LeftOut(f"{path} is not in git yet")
    after = _oid(repository, known, path, step.after)
    is_plain = after == repository.name_of(step.after)
    before = (
        repository.name_of(step.before) if is_plain else _cleaned(repository, path, step.before)
    )

    def moved(held: Entry) -> Entry:
        if held.oid == before:
            return Entry(held.mode, after)
        texts = (step.before or b"", step.after or b"")
        known_as = texts if is_plain else (before, after)
        return _rebased(repository, held, step.path, known_as, rebase)

    committed_next = moved(committed)
    staged_next = committed_next if staged == committed else moved(staged)
    if (committed_next, staged_next) == (committed, staged):
        return None
    return Move(path, staged, committed_next, staged_next)


def _oid(repository: Repository, known: Known, path: str, raw: bytes) -> str:
    """Give the object of a text; what stands on the disk by now may be another one."""
    stored = known.stored.get(path, "")
    return stored if stored == repository.name_of(raw) else _cleaned(repository, path, raw)


def _appearing(
    repository: Repository, known: Known, step: Step, held: tuple[Entry, Entry]
) -> Move | None:
    """Decide about a note that was created or deleted."""
    path = repository.prefix + step.path
    committed, staged = held
    if step.before is None and step.after is not None:
        if committed.oid or staged.oid:
            raise LeftOut(f"{path} was deleted before, which is not committed")
        new = Entry(oid=_oid(repository, known, path, step.after))
        return Move(path, staged, new, new)
    if step.before is None or not (committed.oid or staged.oid):
        return None
    old = _cleaned(repository, path, step.before)
    if committed.oid != old or staged.oid != old:
        raise LeftOut(f"{path} held changes that are not committed")
    return Move(path, staged, Entry(), Entry())


def _cleaned(repository: Repository, path: str, raw: bytes) -> str:
    """Store a text as git would: with the line ends of the repository."""
    return repository.oid("hash-object", "-w", "--stdin", f"--path={path}", given=raw)


def _rebased(
    repository: Repository,
    held: Entry,
    path: str,
    step: tuple[bytes, bytes] | tuple[str, str],
    rebase: Rebase,
) -> Entry:
    """Apply a step, as texts or as their objects, to the text that is held."""
    before, after = (
        one if isinstance(one, bytes) else repository.ask("cat-file", "blob", one) for one in step
    )
    text = rebase(path, repository.ask("cat-file", "blob", held.oid), before, after)
    if text is None:
        raise LeftOut(
            f"{path} held changes that are not committed, and this one is mixed with them"
        )
    oid = repository.oid("hash-object", "-w", "--stdin", "--no-filters", given=text)
    return Entry(held.mode, oid)
