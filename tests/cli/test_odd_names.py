"""Names of files and words of the command line that are no UTF-8: named, never in the way, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import _own_folders, desk  # noqa: F401 - fixtures

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes")

PROJECT = Path(__file__).parents[2]
ZOE = os.fsdecode(b"Contacts/Zo\xeb.md")
FRANCE = os.fsdecode(b"Fran\xe7ais")
ADA = "---\ntype: contact\nasked: 2026-11-02\n---\n"


@pytest.fixture
def vault(desk):
    """A vault with a note and a folder whose names are Latin-1."""
    made = desk({"Contacts/Ada.md": ADA})
    (made.root / ZOE).write_text(ADA)
    (made.root / FRANCE).mkdir()
    (made.root / FRANCE / "Bo.md").write_text(ADA)
    return made


def run(vault, *words):
    return subprocess.run(
        [sys.executable, "-m", "infoview_md", "--vault", str(vault.root), *words],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )


def test_the_other_notes_count_and_each_such_name_is_a_problem(vault):
    found = json.loads(vault.do("report", "--as-of", "2026-11-22", "--format", "json"))
    assert {one["contact"] for one in found["follow_ups"]} == {"Ada"}
    assert [one["note"] for one in found["problems"]] == ["Contacts/Zo\\xeb.md", "Fran\\xe7ais"]
    assert "not UTF-8" in vault.do("check")


def test_one_that_is_renamed_counts_and_one_that_goes_is_no_problem(vault):
    vault.do("report")
    (vault.root / ZOE).rename(vault.root / "Contacts/Zoë.md")
    shutil.rmtree(vault.root / FRANCE)
    assert "Zoë" in vault.do("list", "contacts")
    assert vault.do("check") == "No problems.\n"


def test_a_note_of_the_shown_name_is_read(vault):
    (vault.root / "Contacts" / "Zo\\xeb.md").write_text(ADA)
    assert "Zo\\xeb" in vault.do("list", "contacts")


@pytest.mark.parametrize(
    "words",
    [
        ["set", b"Contacts/Zo\xeb", "company=Acme"],
        ["show", b"Zo\xeb"],
        ["log", "Ada", b"caf\xe9"],
        ["new", "contact", b"Zo\xeb"],
        ["merge", "Ada", b"Zo\xeb"],
        ["report", "--company", b"Caf\xe9"],
        ["export", "contacts", "--format", "csv"],
    ],
)
def test_a_word_that_is_no_utf_8_is_refused_and_nothing_is_written(vault, words):
    before = vault.bytes_of_all()
    ran = run(vault, *words)
    is_odd = any(isinstance(word, bytes) for word in words)
    assert ran.returncode == (2 if is_odd else 0)
    assert (b"is not UTF-8" in ran.stderr) == is_odd
    assert b"went wrong" not in ran.stderr
    assert vault.bytes_of_all() == before


def test_a_file_of_such_a_name_is_imported(vault, tmp_path):
    cards = tmp_path / os.fsdecode(b"caf\xe9.vcf")
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bo Ray\nEND:VCARD\n")
    ran = run(vault, "import", cards, "--yes")
    assert (ran.returncode, (vault.root / "Contacts/Bo Ray.md").exists()) == (0, True), ran.stderr
