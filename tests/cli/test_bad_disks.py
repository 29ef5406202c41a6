"""A disk that is full or read-only, and notes that cannot be written: a sentence, the exit code, and nothing by halves."""

import os
import subprocess

import pytest

from infoview_md.session import state_folder
from tests.commands import NOW, Desk, _own_folders, desk  # noqa: F401 - fixtures
from tests.vaults import write

ADA = "---\ntype: contact\n---\n# Ada\n"
TALK = '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-11-20T15:00\nstatus: done\n---\n## Notes\n\nx\n'
ZED = "---\ntype: contact\n---\n[[Ada]]\n"
NOTES = {"Contacts/Ada.md": ADA, "Contacts/Zed.md": ZED, "Interviews/Talk.md": TALK}
COMMANDS = [
    ("done", "Ada", "thank_you"),
    ("log", "Ada", "call: hello"),
    ("refer", "Ada", "Ben Roe"),
    ("new", "contact", "Ben Roe"),
    ("set", "Ada", "role", "Planner"),
    ("merge", "Zed", "Ada"),
]


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, where this computer lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def vault(disk, capsys):
    root = disk / "vault"
    root.mkdir()
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    return Desk(write(root, NOTES), capsys, NOW)


def fill(path):
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_full_disk_changes_nothing(vault, disk, words):
    filler = disk / "filler"
    filler.write_bytes(b"")
    with pytest.raises(OSError, match="No space"):
        fill(filler)
    before = vault.bytes_of_all()
    ran = vault.run(*words)
    assert (ran.code, ran.out) == (5, "")
    assert "disk is full" in ran.err
    assert vault.bytes_of_all() == before
    filler.unlink()
    vault.do(*words)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_read_only_disk_changes_nothing(vault, disk, words):
    vault.do("report")
    before = vault.bytes_of_all()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    ran = vault.run(*words)
    assert (ran.code, ran.out) == (5, "")
    assert "read-only" in ran.err
    assert vault.bytes_of_all() == before


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_without_a_place_for_the_journal_nothing_is_written(desk, words):
    vault = desk(NOTES)
    folder = state_folder(vault.root)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    before = vault.bytes_of_all()
    ran = vault.run(*words)
    assert (ran.code, ran.out) == (5, "")
    assert "journal" in ran.err
    assert vault.bytes_of_all() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_note_that_may_not_be_written_is_refused(desk):
    vault = desk(NOTES)
    (vault.root / "Contacts/Ada.md").chmod(0o444)
    ran = vault.run("log", "Ada", "call: hello")
    assert (ran.code, ran.out) == (4, "")


def test_a_note_with_two_names_is_refused(desk):
    vault = desk(NOTES)
    (vault.root / "Contacts/Ada.bak").hardlink_to(vault.root / "Contacts/Ada.md")
    ran = vault.run("log", "Ada", "call: hello")
    assert (ran.code, ran.out) == (4, "")
    assert vault.text("Contacts/Ada.md") == ADA


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("---\ntype: contact\nrole: a: b\n---\n", 3),
        ("---\ntype: contact\nrole: x\n", 1),
        ("---\ntype: contact\nrole: 'x\n---\n", 3),
        ("---\n- type\n- contact\n---\n", 2),
    ],
)
def test_broken_properties_are_refused_and_the_line_is_named(desk, broken, line):
    vault = desk({**NOTES, "Contacts/Bad.md": broken})
    before = vault.bytes_of_all()
    ran = vault.run("set", "Contacts/Bad.md", "asked", "2026-11-20")
    assert (ran.code, ran.out) == (4, "")
    assert f"Contacts/Bad.md, line {line}: " in ran.err
    assert vault.bytes_of_all() == before


def test_a_second_note_that_is_broken_keeps_the_first_as_it_was(desk):
    vault = desk(NOTES)
    note = vault.root / "Contacts/Ada.md"
    note.write_text("---\ntype: contact\nreferred_by:\n  - a\n  b: c\n---\n")
    before = vault.bytes_of_all()
    ran = vault.run("refer", "Ada", "Contacts/Ada.md", "Ben Roe")
    assert ran.code in (2, 3, 4)
    assert vault.bytes_of_all() == before


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--format", "html", "-o"),
        ("stats", "--format", "html", "-o"),
        ("warm", "Acme", "-o"),
        ("export", "contacts", "-o"),
        ("export", "network", "--format", "sqlite", "-o"),
    ],
    ids=" ".join,
)
def test_an_answer_that_a_read_only_disk_does_not_take_is_said_in_a_sentence(vault, disk, words):
    vault.do("report")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    ran = vault.run(*words, str(disk / "answer"))
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.endswith("answer cannot be written: Read-only file system.\n")
