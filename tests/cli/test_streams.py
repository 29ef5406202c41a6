"""Standard streams that are closed, or full: the command does its work and says a sentence, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vaults import write

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="descriptors are closed by a POSIX shell"
)

PEOPLE = "Name,Email,Company\nAda Byron,ada@engine.example,Acme\n"
NOTES = {
    "Contacts/Ben Roe.md": "---\ntype: contact\ncompany: Acme\nemail: ben@acme.example\n---\n",
    "Contacts/Ben Q Roe.md": "---\ntype: contact\ncompany: Globex\nemail: ben@acme.example\n---\n",
}
COMMANDS = [
    ("report",),
    ("stats",),
    ("warm", "Acme"),
    ("check", "--duplicates"),
    ("export", "contacts"),
    ("import", "--dry-run", "People.csv"),
    ("import", "--yes", "People.csv"),
    ("merge", "Ben Roe", "Ben Q Roe"),
]


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "People.csv").write_text(PEOPLE)
    (tmp_path / "infoview.toml").write_text('timezone = "UTC"\n')
    write(tmp_path, NOTES)
    return tmp_path


def run(vault, words, redirection):
    """Run a command in a shell that closes a stream or leads it elsewhere."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-m", "infoview_md", *words],
        cwd=vault,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_whose_stream_is_closed_does_its_work(vault, words, redirection):
    ended = run(vault, words, redirection)
    assert ended.returncode == 0, ended.stderr
    assert "went wrong" not in ended.stderr
    assert (vault / "Contacts/Ada Byron.md").exists() == ("--yes" in words)
    assert (vault / "Contacts/Ben Q Roe.md").exists() == ("merge" not in words)


def test_nothing_said_to_a_closed_stream_lands_in_a_file(vault):
    before = {one: one.read_bytes() for one in vault.rglob("*.md")}
    run(vault, ("import", "--yes", "People.csv"), "<&- >&- 2>&-")
    made = vault / "Contacts/Ada Byron.md"
    assert made.read_text().startswith("---\ntype: contact\n")
    assert {one: one.read_bytes() for one in before} == before
    assert run(vault, ("index",), "").returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
@pytest.mark.parametrize(
    "words", [("stats",), ("export", "contacts"), ("import", "--yes", "People.csv")]
)
def test_an_answer_that_finds_no_room_is_said_in_a_sentence(vault, words):
    ended = run(vault, words, ">/dev/full")
    assert ended.returncode == 5
    assert "The answer could not be read or written: No space left on device." in ended.stderr
    assert "inside the program" not in ended.stderr
    assert "Traceback" not in ended.stderr
