"""Completion in real shells: what Tab inserts is one word again for the shell, whatever a name is made of."""

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import _own_folders  # noqa: F401 - fixture
from tests.terminal import pty, termios
from tests.test_obsidian_registry import places, register  # noqa: F401 - fixture
from tests.vaults import write

fcntl = pytest.importorskip("fcntl")

CONTACT = "---\ntype: contact\n---\n"
NAMES = ("Marcus Bell", "Zoë O'Neil & Co", "Doe, Jane", "Star * Lord", "Anna")
COMMAND = Path(sys.executable).parent / "infoview-md"
_PATIENCE = 30.0

START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(infoview-md completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -U compinit && compinit -u; eval "$(infoview-md completion zsh)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "infoview-md completion fish | source"),
}


class Shell:
    """A shell at a terminal of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        words, setup = START[name]
        self._master, slave = pty.openpty()
        path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
        self._process = subprocess.Popen(
            words,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={
                **os.environ,
                "TERM": "dumb" if name != "fish" else "xterm",
                "PATH": path,
                "PS1": "$ ",
            },
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - a shell wants its own
        )
        os.close(slave)
        self._seen = ""
        self.types(f"{setup}\n")
        self.types("echo rea''dy\n")
        self.waits_for("ready")

    def types(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def waits_for(self, text: str) -> str:
        """Wait for a text on the screen and give what came before it."""
        end = time.monotonic() + _PATIENCE
        while text not in self._seen:
            assert time.monotonic() < end, f"{text!r} is not in {self._seen!r}"
            ready, _, _ = select.select([self._master], [], [], 0.2)
            if ready:
                self._seen += os.read(self._master, 65536).decode(errors="replace")
        before, _, self._seen = self._seen.partition(text)
        return before

    def settles(self) -> None:
        """Wait until nothing more comes for a moment."""
        while select.select([self._master], [], [], 0.4)[0]:
            self._seen += os.read(self._master, 65536).decode(errors="replace")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)


@pytest.fixture(params=sorted(START))
def shell(request, tmp_path):
    if not COMMAND.exists() or shutil.which(request.param) is None:
        pytest.skip(f"{request.param} or the command is not installed")
    root = write(tmp_path / "vault", {f"Contacts/{name}.md": CONTACT for name in NAMES})
    (root / "infoview.toml").write_text("")
    (root / "Anna").mkdir()
    subprocess.run([COMMAND, "--vault", root, "index"], check=True, capture_output=True)
    made = Shell(request.param, root)
    yield made
    made.close()


def completed(shell: Shell, line: str, out: Path) -> list[str]:
    """Type a line, press Tab, and give the words that the command then gets."""
    shell.settles()
    shell.types(f"{line}\t\n")
    end = time.monotonic() + _PATIENCE
    while not out.exists():
        assert time.monotonic() < end, shell._seen
        time.sleep(0.05)
    time.sleep(0.1)
    found = out.read_text().split("\0")
    out.unlink()
    return found


@pytest.fixture
def spy(tmp_path, shell):
    """Put a command in the place of ours that writes down the words it got, and completes as ours."""
    out = tmp_path / "words"
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    script = bin_ / "infoview-md"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        f"if '_INFOVIEW_MD_COMPLETE' in os.environ: os.execv({str(COMMAND)!r}, [{str(COMMAND)!r}, *sys.argv[1:]])\n"
        f"open({str(out)!r}, 'w').write('\\0'.join(sys.argv[1:]))\n"
    )
    script.chmod(0o755)
    is_fish = shell._process.args[0] == "fish"
    shell.types(f"set -x PATH {bin_} $PATH\n" if is_fish else f"PATH={bin_}:$PATH; hash -r\n")
    shell.settles()
    return out


TYPED = {
    "Marc": "Marcus Bell",
    '"Marc': "Marcus Bell",
    "Zo": "Zoë O'Neil & Co",
    "Doe": "Doe, Jane",
    "Star": "Star * Lord",
    "An": "Anna",
}


def test_a_name_is_one_word_and_so_is_a_command(shell, spy):
    found = {typed: completed(shell, f"infoview-md show {typed}", spy) for typed in TYPED}
    assert found == {typed: ["show", name] for typed, name in TYPED.items()}
    assert completed(shell, "infoview-md referr", spy) == ["referrals"]


def test_the_vault_that_was_named_is_asked(shell, spy, tmp_path):
    write(tmp_path / "other", {"Contacts/Gil Bo.md": CONTACT})
    subprocess.run(
        [COMMAND, "--vault", tmp_path / "other", "index"], check=True, capture_output=True
    )
    for line in (
        f"infoview-md --vault {tmp_path}/other show Gi",
        f"infoview-md show --vault {tmp_path}/other Gi",
    ):
        assert "Gil Bo" in completed(shell, line, spy)


def test_a_vault_is_completed_by_its_name_and_beside_names_there_are_folders(shell, spy, tmp_path):
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "obsidian"
    register(config, tmp_path / "far/My Network")
    (tmp_path / "vault/Some folder").mkdir()
    assert completed(shell, "infoview-md --vault My", spy) == ["--vault", "My Network"]
    words = completed(shell, "infoview-md --vault Some", spy)
    assert [one.rstrip("/") for one in words] == ["--vault", "Some folder"]


@pytest.mark.parametrize("name", sorted(START))
def test_the_script_is_printed(name, capsys):
    from infoview_md.cli import run

    assert run(["completion", name]) == 0
    assert "_INFOVIEW_MD_COMPLETE" in capsys.readouterr().out
