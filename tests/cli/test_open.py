"""`open NAME`: the editor gets the very path, Obsidian its link, and without both the path is printed."""

import json
import sys

import pytest

from tests.commands import NOW, _own_folders, desk  # noqa: F401 - fixtures
from tests.terminal import Terminal

ADA = "---\ntype: contact\n---\n"


@pytest.fixture
def vault(desk):
    return desk({"Contacts/Zoë O'Neil & Co.md": ADA, "-rf.md": "x\n", "+!id.md": "x\n"})


@pytest.fixture
def editor(tmp_path):
    """An editor that writes down what it was started with."""
    script = tmp_path / "my editor.py"
    script.write_text(
        "import json, sys\n"
        f"open({str(tmp_path / 'seen')!r}, 'w').write(json.dumps(sys.argv[1:]))\n"
        "open(sys.argv[-1], 'a').write('Written by hand.\\n')\n"
    )
    return f"'{sys.executable}' '{script}' --wait"


def seen(tmp_path):
    return json.loads((tmp_path / "seen").read_text())


def test_without_a_terminal_the_path_is_printed(vault):
    assert vault.do("open", "zoe") == f"{vault.root}/Contacts/Zoë O'Neil & Co.md\n"


def test_without_an_editor_the_path_is_printed(vault):
    with Terminal(vault.root, NOW, "open", "zoe") as screen:
        code, said = screen.ends()
    assert code == 0
    assert said.strip().endswith("Contacts/Zoë O'Neil & Co.md")


@pytest.mark.parametrize("name", ["zoe", "-rf.md", "+!id.md"])
def test_the_editor_gets_one_absolute_path_and_its_own_words(vault, editor, tmp_path, name):
    with Terminal(vault.root, NOW, "open", "--", name, VISUAL=editor) as screen:
        code, _ = screen.ends()
    assert code == 0
    first, path = seen(tmp_path)
    assert first == "--wait"
    assert path.startswith(f"{vault.root}/")


def test_visual_goes_before_editor(vault, editor, tmp_path):
    with Terminal(vault.root, NOW, "open", "zoe", VISUAL=editor, EDITOR="false") as screen:
        code, _ = screen.ends()
    assert code == 0
    assert (tmp_path / "seen").exists()


def test_an_editor_that_is_not_there_is_named(vault):
    with Terminal(vault.root, NOW, "open", "zoe", EDITOR="no-such-editor -w") as screen:
        code, said = screen.ends()
    assert code == 2
    assert "The editor no-such-editor could not be started" in said


def test_a_link_for_obsidian_is_percent_encoded(vault):
    assert vault.do("open", "zoe", "--obsidian") == (
        "obsidian://open?vault=vault&file=Contacts%2FZo%C3%AB%20O%27Neil%20%26%20Co.md\n"
    )


def test_a_note_that_is_not_there_is_a_miss(vault):
    assert vault.run("open", "nobody").code == 3
