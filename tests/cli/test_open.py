"""`open NAME`: the editor gets the very path, Obsidian its link, and without both the path is printed."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

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


ODD = {
    "Two words.md": "Two%20words.md",
    "C# and F#.md": "C%23%20and%20F%23.md",
    "Why?.md": "Why%3F.md",
    "100%.md": "100%25.md",
    "a+b&c=d.md": "a%2Bb%26c%3Dd.md",
    "Zoë 日本 🎉.md": "Zo%C3%AB%20%E6%97%A5%E6%9C%AC%20%F0%9F%8E%89.md",
    "Zoe\u0308.md": "Zo%C3%AB.md",
    "Gap\u00a0here.md": "Gap%20here.md",
    "Sub/Folder/Deep.md": "Sub%2FFolder%2FDeep.md",
    "[x] ^y|.md": "%5Bx%5D%20%5Ey%7C.md",
}


@pytest.mark.parametrize("name", ODD)
def test_every_name_is_encoded_as_obsidian_decodes_it(desk, name):
    made = desk({name: ADA})
    assert made.do("open", name, "--obsidian") == f"obsidian://open?vault=vault&file={ODD[name]}\n"


@pytest.fixture
def known(tmp_path):
    """Let Obsidian know some vaults; gives the way to say which."""
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "obsidian"
    config.mkdir(parents=True)

    def register(**folders):
        vaults = {key: {"path": str(tmp_path / one), "ts": 1} for key, one in folders.items()}
        for one in vaults.values():
            Path(one["path"]).mkdir(parents=True, exist_ok=True)
        (config / "obsidian.json").write_text(json.dumps({"vaults": vaults}))

    return register


def test_a_folder_inside_a_vault_of_obsidian_is_named_from_there(vault, known, tmp_path):
    known(aaaa=".")
    name = quote(tmp_path.name, safe="")
    assert vault.do("open", "zoe", "--obsidian").startswith(
        f"obsidian://open?vault={name}&file=vault%2FContacts%2FZo%C3%AB"
    )


def test_the_nearest_vault_counts(vault, known):
    known(aaaa=".", bbbb="vault")
    assert "vault=vault&file=Contacts%2F" in vault.do("open", "zoe", "--obsidian")


def test_of_two_vaults_of_one_name_the_id_tells_which(vault, known):
    known(aaaa="vault", bbbb="elsewhere/Vault")
    assert "vault=aaaa&file=Contacts%2F" in vault.do("open", "zoe", "--obsidian")


def test_without_the_list_the_folder_of_obsidians_settings_tells(vault, tmp_path):
    (tmp_path / ".obsidian").mkdir()
    assert "&file=vault%2FContacts%2F" in vault.do("open", "zoe", "--obsidian")


def test_a_vault_that_is_opened_through_a_link_is_the_same_one(vault, known, tmp_path):
    (tmp_path / "short").symlink_to(vault.root)
    known(aaaa="short")
    assert "vault=short&file=Contacts%2F" in vault.do("open", "zoe", "--obsidian")


def test_what_obsidian_hides_is_not_inside_its_vault(desk, known, tmp_path):
    made = desk({"Contacts/Ada.md": ADA})
    hidden = tmp_path / ".notes" / "mine"
    hidden.parent.mkdir()
    made.root.rename(hidden)
    made.root = hidden
    known(aaaa=".")
    assert made.do("open", "Ada", "--obsidian") == (
        "obsidian://open?vault=mine&file=Contacts%2FAda.md\n"
    )
