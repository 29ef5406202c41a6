"""One repository and the running of git in it: nothing of the repository's own is started, and nobody is asked."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha1, sha256
from pathlib import Path

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
_SHA1_DIGITS, _SHA256_DIGITS = 40, 64
_SECONDS = 30


class LeftOut(Exception):
    """Why no commit was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
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
            raise LeftOut("git is not installed") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LeftOut(f"git could not be run ({type(error).__name__})") from error
        if ended.returncode not in accepted:
            raise LeftOut(_first_line(ended.stderr) or f"git {words[0]} failed")
        return ended.stdout

    def oid(self, *words: str, given: bytes = b"", index: str = "") -> str:
        """Run a git command that says the name of one object."""
        return self.ask(*words, given=given, index=index).decode().strip()

    def name_of(self, raw: bytes) -> str:
        """Give the name of the object that holds a text as it is."""
        digest = sha256 if len(self.nothing) == _SHA256_DIGITS else sha1
        return digest(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").splitlines()
    found = next((line.strip() for line in lines if line.strip()), "")
    return found.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _REDIRECTING}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def open_at(root: Path) -> Repository:
    """Find the repository that a vault lies in.  Raises `LeftOut` where there is none, or where it is busy."""
    outside = Repository(top=str(root), environment=_environment())
    try:
        said = outside.ask(
            "rev-parse",
            "--show-toplevel",
            "--show-prefix",
            "--absolute-git-dir",
            "--show-object-format",
        )
    except LeftOut as reason:
        if "not a git repository" in str(reason):
            raise LeftOut("the vault is in no git repository; make one with: git init") from None
        raise
    top, prefix, private, form = said.decode("utf-8", "surrogateescape").split("\n")[:4]
    for name, what in _IN_PROGRESS.items():
        if Path(private, name).exists():
            raise LeftOut(f"{what} is going on in the repository")
    found = Repository(
        top=top,
        prefix=prefix,
        nothing="0" * (_SHA256_DIGITS if form == "sha256" else _SHA1_DIGITS),
        environment=outside.environment,
    )
    head = found.ask("rev-parse", "-q", "--verify", "HEAD^{commit}", accepted=(0, 1))
    return replace(found, head=head.decode().strip())
