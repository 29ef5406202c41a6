"""What git holds of some notes: committed, staged, and as they stand on the disk; all asked for at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from infoview_md.versioning.repository import LeftOut, Repository

_PLAIN_MODES = ("100644", "100755")
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happened to one note: its path in the vault, its bytes before (None: created) and after (None: deleted)."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as a tree or the index holds it; without object there is none."""

    mode: str = "100644"
    oid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What git holds of some notes, by their paths from the top: committed, staged, and as they are written now."""

    committed: Mapping[str, Entry]
    staged: Mapping[str, Entry]
    stored: Mapping[str, str]


def look(repository: Repository, steps: Sequence[Step]) -> Known:
    """Ask git about all notes at once.  Raises `LeftOut` where one must not be committed."""
    paths = {repository.prefix + step.path: step for step in steps}
    _refuse_filtered(repository, paths)
    _refuse_ignored(repository, [path for path, step in paths.items() if step.before is None])
    return Known(
        committed=_listed(repository, paths, is_staged=False),
        staged=_listed(repository, paths, is_staged=True),
        stored=_stored(
            repository, [path for path, step in paths.items() if step.after is not None]
        ),
    )


def _listed(repository: Repository, paths: Iterable[str], *, is_staged: bool) -> dict[str, Entry]:
    """List files as the index or the last commit holds them."""
    if not is_staged and not repository.head:
        return {}
    words = ("ls-files", "-s", "-z") if is_staged else ("ls-tree", "-z", repository.head)
    found: dict[str, Entry] = {}
    for some in _batches(list(paths)):
        said = repository.ask("--literal-pathspecs", *words, "--", *some)
        for path, entry in _entries(said, oid_at=1 if is_staged else 2):
            if path in found:
                raise LeftOut(f"{path} has a conflict in git")
            if entry.mode not in _PLAIN_MODES:
                raise LeftOut(f"{path} is no ordinary file in git")
            found[path] = entry
    return found


def _entries(said: bytes, *, oid_at: int) -> Iterator[tuple[str, Entry]]:
    """Read `mode ... name-of-object ... TAB path NUL`, as both ways of listing say it."""
    for line in said.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        words = facts.decode().split()
        yield path.decode("utf-8", "surrogateescape"), Entry(words[0], words[oid_at])


def _batches(paths: list[str]) -> Iterator[list[str]]:
    """Split paths so that a command line can hold them."""
    for start in range(0, len(paths), _BATCH):
        yield paths[start : start + _BATCH]


def _refuse_filtered(repository: Repository, paths: Iterable[str]) -> None:
    """Refuse notes that git would pass through a program on its way."""
    names = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    words = ("check-attr", "-z", "--stdin", "filter", "working-tree-encoding")
    parts = repository.ask(*words, given=names).split(b"\0")
    for path, value in zip(parts[::3], parts[2::3], strict=False):
        if value not in (b"unspecified", b"unset"):
            raise LeftOut(f"git filters {path.decode('utf-8', 'replace')}")


def _refuse_ignored(repository: Repository, paths: Sequence[str]) -> None:
    if not paths:
        return
    names = "".join(f"./{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    said = repository.ask("check-ignore", "-z", "--stdin", given=names, accepted=(0, 1))
    if said:
        first = said.split(b"\0")[0].decode("utf-8", "replace").removeprefix("./")
        raise LeftOut(f"git ignores {first}")


def _stored(repository: Repository, paths: list[str]) -> dict[str, str]:
    """Store notes as they stand on the disk, all in one go; the caller knows whether that is what was written."""
    if not paths or any("\n" in path for path in paths):
        return {}
    names = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
    try:
        said = repository.ask("hash-object", "-w", "--stdin-paths", given=names)
    except LeftOut:
        return {}  # one is gone already; each is stored from memory then
    return dict(zip(paths, said.decode().split(), strict=False))
