"""Commands as a user runs them: one vault, its own cache and journal, a clock that is told, and what came out."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from infoview_md.cli import run
from infoview_md.dates import Moment
from infoview_md.session import Session
from tests.vaults import write

EXAMPLE = Path(__file__).parent.parent / "example_vault"
NOW = Moment("2026-11-22T10:00")


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Desk:
    """A vault and the commands that are run on it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str], now: Moment = NOW) -> None:
        self.root = root
        self.now = now
        self._capsys = capsys

    def run(self, *words: str) -> Ran:
        """Run a command line, whatever comes of it."""
        self._capsys.readouterr()
        code = run(["--vault", str(self.root), *words], now=self.now)
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)

    def do(self, *words: str) -> str:
        """Run a command line that must succeed; gives what it said."""
        ran = self.run(*words)
        assert ran.code == 0, ran
        return ran.out

    def text(self, path: str) -> str:
        """Give the text of a note, with its line ends."""
        return (self.root / path).read_bytes().decode()

    def owed(self, *words: str) -> list[dict[str, str]]:
        """Give the follow-ups of the report."""
        return json.loads(self.do("report", "--format", "json", *words))["follow_ups"]

    def session(self) -> Session:
        """Open the vault without a command."""
        return Session(root=self.root, at=self.now)

    def bytes_of_all(self) -> dict[str, bytes]:
        """Give every file of the vault but those of git."""
        return {
            one.relative_to(self.root).as_posix(): one.read_bytes()
            for one in sorted(self.root.rglob("*"))
            if one.is_file() and ".git" not in one.parts
        }


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name))
    for name in ("VISUAL", "EDITOR", "INFOVIEW_VAULT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def example(tmp_path, capsys):
    """The example vault, copied."""
    root = tmp_path / "vault"
    shutil.copytree(EXAMPLE, root)
    return Desk(root, capsys)


@pytest.fixture
def desk(tmp_path, capsys):
    """Make a vault from notes written in the test; its zone is UTC."""

    def make(notes: dict[str, str], *, config: str = "", now: str = NOW) -> Desk:
        root = tmp_path / "vault"
        root.mkdir(exist_ok=True)
        (root / "infoview.toml").write_text(f'timezone = "UTC"\n{config}')
        return Desk(write(root, notes), capsys, Moment(now))

    return make


class Git:
    """A git repository under test."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *words: str, check: bool = True) -> str:
        ran = subprocess.run(
            ["git", *words], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0 or not check, ran.stderr
        return ran.stdout

    def start(self) -> "Git":
        """Make a repository with everything in it committed."""
        self("init", "-q", "-b", "main")
        self("config", "user.name", "Test")
        self("config", "user.email", "test@example.org")
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", "start")
        return self

    def changed_lines(self) -> dict[str, tuple[int, int]]:
        """Give (added, removed) lines of each changed note."""
        said = self("-c", "core.quotePath=false", "diff", "--numstat")
        rows = [line.split("\t") for line in said.splitlines()]
        return {path: (int(plus), int(minus)) for plus, minus, path in rows}

    def subjects(self) -> list[str]:
        """Give the subjects of the commits, the newest first."""
        return self("log", "--format=%s").splitlines()
