"""The door to git: one commit of exactly what a command changed, and of nothing else.

The commit is made beside the user's index and working tree: objects are written, a tree is made in an index of its
own, and the branch moves on.  What the user changed or staged before stays as it was, uncommitted.  No hook, signing
program, filter or file-system monitor of the repository is started: the vault may be a stranger's.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

Rebase = Callable[[bytes, bytes, bytes], bytes | None]
"""From a text that is held, and a change (before, after), to the text with that change; None for a doubt."""

_SAFE = (
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.quotePath=false",
)
_LITERALLY = ("--literal-pathspecs",)
_REDIRECTING = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_CEILING_DIRECTORIES",
        "GIT_LITERAL_PATHSPECS",
    }
)
_IN_PROGRESS = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
_PLAIN_MODES = ("100644", "100755")
_SHA1_DIGITS, _SHA256_DIGITS = 40, 64
_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happened to one note: its path in the vault, its bytes before (None: created) and after (None: deleted)."""

    path: str
    before: bytes | None
    after: bytes | None


class _LeftOut(Exception):
    """Why no commit was made."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file as a tree or the index holds it; without object there is none."""

    mode: str = "100644"
    oid: str = ""


@dataclass(frozen=True, slots=True)
class _Move:
    """One file: what the index holds, and what the commit and the index are to hold."""

    path: str
    staged: _Entry
    committed_next: _Entry
    staged_next: _Entry


def commit(root: Path, steps: Sequence[Step], message: str, *, rebase: Rebase) -> str:
    """Make one commit of exactly these steps; gives why none was made, empty where it was.

    Where a note held other changes that were not committed, only the step itself is committed, as `rebase` applies it
    to the committed text; where that is in doubt for one note, nothing is.
    """
    try:
        repository = _open(root)
        moves = [_move(repository, step, rebase) for step in steps]
        needed = [one for one in moves if one is not None]
        if needed:
            _store(repository, needed, " ".join(message.split()))
    except _LeftOut as reason:
        return str(reason)
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repository:
    """A repository: its top folder, where the vault lies in it, its last commit, and the name of no object."""

    top: str
    prefix: str = ""
    head: str = ""
    nothing: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self, *words: str, given: bytes = b"", index: str = "", accepted: Sequence[int] = (0,)
    ) -> bytes:
        """Run one git command in the top folder, and give what it says."""
        environment = {**self.environment, **({"GIT_INDEX_FILE": index} if index else {})}
        try:
            ended = subprocess.run(  # noqa: S603 - a list of words, no shell
                ["git", *_SAFE, *words],  # noqa: S607 - the user's git
                cwd=self.top,
                input=given,
                capture_output=True,
                env=environment,
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise _LeftOut("git is not installed") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _LeftOut(f"git could not be run ({type(error).__name__})") from error
        if ended.returncode not in accepted:
            raise _LeftOut(_first_line(ended.stderr) or f"git {words[0]} failed")
        return ended.stdout

    def oid(self, *words: str, given: bytes = b"", index: str = "") -> str:
        """Run a git command that says the name of one object."""
        return self.ask(*words, given=given, index=index).decode().strip()


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").splitlines()
    found = next((line.strip() for line in lines if line.strip()), "")
    return found.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _REDIRECTING}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _open(root: Path) -> _Repository:
    outside = _Repository(top=str(root), environment=_environment())
    try:
        said = outside.ask(
            "rev-parse",
            "--show-toplevel",
            "--show-prefix",
            "--absolute-git-dir",
            "--show-object-format",
        )
    except _LeftOut as reason:
        if "not a git repository" in str(reason):
            raise _LeftOut("the vault is in no git repository; make one with: git init") from None
        raise
    top, prefix, private, form = said.decode("utf-8", "surrogateescape").split("\n")[:4]
    for name, what in _IN_PROGRESS.items():
        if Path(private, name).exists():
            raise _LeftOut(f"{what} is going on in the repository")
    found = _Repository(
        top=top,
        prefix=prefix,
        nothing="0" * (_SHA256_DIGITS if form == "sha256" else _SHA1_DIGITS),
        environment=outside.environment,
    )
    head = found.ask("rev-parse", "-q", "--verify", "HEAD^{commit}", accepted=(0, 1))
    return replace(found, head=head.decode().strip())


def _move(repository: _Repository, step: Step, rebase: Rebase) -> _Move | None:
    """Decide what the commit and the index are to hold of one note; None where nothing changes."""
    path = repository.prefix + step.path
    committed = _committed(repository, path)
    staged = _staged(repository, path)
    for one in (committed, staged):
        if one.oid and one.mode not in _PLAIN_MODES:
            raise _LeftOut(f"{step.path} is no ordinary file in git")
    _refuse_filters(repository, path, step.path)
    if step.before is None or step.after is None:
        return _appearing(repository, step, path, committed, staged)
    if not committed.oid or not staged.oid:
        raise _LeftOut(f"{step.path} is not in git yet")
    before, after = (_cleaned(repository, path, raw) for raw in (step.before, step.after))

    def moved(held: _Entry) -> _Entry:
        if held.oid == before:
            return _Entry(held.mode, after)
        return _rebased(repository, held, (before, after), step.path, rebase)

    committed_next = moved(committed)
    staged_next = committed_next if staged == committed else moved(staged)
    if (committed_next, staged_next) == (committed, staged):
        return None
    return _Move(path, staged, committed_next, staged_next)


def _appearing(
    repository: _Repository, step: Step, path: str, committed: _Entry, staged: _Entry
) -> _Move | None:
    """Decide about a note that was created or deleted."""
    if step.before is None and step.after is not None:
        if committed.oid or staged.oid:
            raise _LeftOut(f"{step.path} was deleted before, which is not committed")
        if repository.ask("check-ignore", "--", f"./{path}", accepted=(0, 1)):
            raise _LeftOut(f"git ignores {step.path}")
        new = _Entry(oid=_cleaned(repository, path, step.after))
        return _Move(path, staged, new, new)
    if step.before is None or not (committed.oid or staged.oid):
        return None
    known = _cleaned(repository, path, step.before)
    if committed.oid != known or staged.oid != known:
        raise _LeftOut(f"{step.path} held changes that are not committed")
    return _Move(path, staged, _Entry(), _Entry())


def _committed(repository: _Repository, path: str) -> _Entry:
    if not repository.head:
        return _Entry()
    said = repository.ask(*_LITERALLY, "ls-tree", "-z", repository.head, "--", path)
    return _entry(said, oid_at=2)


def _staged(repository: _Repository, path: str) -> _Entry:
    said = repository.ask(*_LITERALLY, "ls-files", "-s", "-z", "--", path)
    if said.count(b"\0") > 1:
        raise _LeftOut(f"{path} has a conflict in git")
    return _entry(said, oid_at=1)


def _entry(said: bytes, *, oid_at: int) -> _Entry:
    words = said.partition(b"\t")[0].decode().split()
    return _Entry(words[0], words[oid_at]) if words else _Entry()


def _refuse_filters(repository: _Repository, path: str, note: str) -> None:
    """Refuse a note that git would pass through a program on its way."""
    said = repository.ask("check-attr", "-z", "filter", "working-tree-encoding", "--", path)
    values = said.split(b"\0")[2::3]
    if any(value not in (b"unspecified", b"unset") for value in values):
        raise _LeftOut(f"git filters {note}")


def _cleaned(repository: _Repository, path: str, raw: bytes) -> str:
    """Store a text as git would: with the line ends of the repository."""
    return repository.oid("hash-object", "-w", "--stdin", f"--path={path}", given=raw)


def _rebased(
    repository: _Repository, held: _Entry, step: tuple[str, str], note: str, rebase: Rebase
) -> _Entry:
    held_text, before, after = (
        repository.ask("cat-file", "blob", oid) for oid in (held.oid, *step)
    )
    text = rebase(held_text, before, after)
    if text is None:
        raise _LeftOut(
            f"{note} held changes that are not committed, and this one is mixed with them"
        )
    oid = repository.oid("hash-object", "-w", "--stdin", "--no-filters", given=text)
    return _Entry(held.mode, oid)


def _store(repository: _Repository, moves: Sequence[_Move], message: str) -> None:
    made = _commit_of(repository, moves, message)
    # Staged first: a branch that moved on without the index would show our change as taken back.
    _stage(repository, [(one.path, one.staged_next) for one in moves])
    old = repository.head or repository.nothing
    try:
        repository.ask("update-ref", "-m", f"infoview-md: {message}", "HEAD", made, old)
    except _LeftOut:
        _stage(repository, [(one.path, one.staged) for one in moves])
        raise


def _commit_of(repository: _Repository, moves: Sequence[_Move], message: str) -> str:
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
    repository: _Repository, entries: Sequence[tuple[str, _Entry]], *, index: str = ""
) -> None:
    """Put entries into an index; one without object goes out of it."""
    lines = []
    for path, entry in entries:
        mode, oid = (entry.mode, entry.oid) if entry.oid else ("0", repository.nothing)
        lines.append(f"{mode} {oid}\t{path}\0".encode("utf-8", "surrogateescape"))
    repository.ask("update-index", "-z", "--index-info", given=b"".join(lines), index=index)
