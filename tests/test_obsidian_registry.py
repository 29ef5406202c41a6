"""A vault that Obsidian knows is found by its name, wherever Obsidian was installed from; folders come first."""

import json
import sys

import pytest

from infoview_md.cli.options import complete_vaults
from infoview_md.errors import Ambiguous, NotFound
from infoview_md.obsidian.registry import known_vaults, vaults_named
from infoview_md.session import find_vault
from tests.commands import Desk, _own_folders, desk  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def _on_linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Give the place of Obsidian's own list, of Flatpak's, and of Snap's."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    return [
        home / ".config/obsidian",
        home / ".var/app/md.obsidian.Obsidian/config/obsidian",
        home / "snap/obsidian/current/.config/obsidian",
    ]


def register(place, *folders):
    place.mkdir(parents=True, exist_ok=True)
    vaults = {}
    for number, folder in enumerate(folders):
        folder.mkdir(parents=True, exist_ok=True)
        vaults[f"{number:016x}"] = {"path": str(folder), "ts": 1692000000000 + number}
    (place / "obsidian.json").write_text(json.dumps({"vaults": vaults}))


@pytest.mark.parametrize("number", range(3))
def test_a_vault_is_found_by_its_name(places, tmp_path, number):
    register(places[number], tmp_path / "notes/My Network")
    assert find_vault("My Network") == tmp_path / "notes/My Network"
    assert find_vault("my network") == tmp_path / "notes/My Network"


def test_the_list_lies_where_xdg_says(places, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    register(tmp_path / "xdg/obsidian", tmp_path / "notes/Mine")
    assert vaults_named("Mine") == [tmp_path / "notes/Mine"]


def test_a_folder_of_that_name_comes_first(places, tmp_path):
    register(places[0], tmp_path / "notes/Mine")
    (tmp_path / "Mine").mkdir()
    assert find_vault("Mine") == tmp_path / "Mine"


def test_a_name_of_two_vaults_is_not_guessed(places, tmp_path):
    register(places[0], tmp_path / "a/Mine", tmp_path / "b/Mine")
    with pytest.raises(Ambiguous) as caught:
        find_vault("Mine")
    assert caught.value.candidates == (str(tmp_path / "b/Mine"), str(tmp_path / "a/Mine"))


@pytest.mark.parametrize("name", ["Nobody", "a/Mine", "/nowhere/Mine"])
def test_what_is_no_vault_is_not_found(places, tmp_path, name):
    register(places[0], tmp_path / "notes/Mine")
    with pytest.raises(NotFound):
        find_vault(name)


def test_a_vault_that_is_gone_is_not_offered(places, tmp_path):
    register(places[0], tmp_path / "notes/Gone")
    (tmp_path / "notes/Gone").rmdir()
    assert known_vaults() == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"vaults": []}',
        '{"vaults": {"a": 1, "b": {"path": 3}, "c": {"path": "x"}}}',
        "\0",
    ],
)
def test_a_list_that_cannot_be_read_is_an_empty_one(places, text):
    places[0].mkdir(parents=True)
    (places[0] / "obsidian.json").write_text(text)
    assert known_vaults() == {}


def test_completion_offers_names_and_folders(places, tmp_path):
    register(places[0], tmp_path / "notes/Mine", tmp_path / "notes/Other")
    assert [(one.value, one.type) for one in complete_vaults(None, None, "m")] == [
        ("Mine", "plain"),
        ("m", "dir"),
    ]
    assert [one.type for one in complete_vaults(None, None, "notes/")] == ["dir"]


def test_a_name_that_is_no_vaults_is_answered_with_those_there_are(places, tmp_path):
    register(places[0], tmp_path / "notes/Mine", tmp_path / "notes/Other")
    with pytest.raises(NotFound) as error:
        find_vault("Mien")
    assert "Mien" in error.value.sentence
    assert "Obsidian knows: Mine, Other." in error.value.hint


def test_without_a_vault_the_way_to_one_is_named_for_old_notes_too(places, monkeypatch):
    monkeypatch.delenv("INFOVIEW_VAULT", raising=False)
    with pytest.raises(NotFound) as error:
        find_vault(None)
    assert "infoview-md init" in error.value.hint
    assert "infoview-md adopt" in error.value.hint


def test_a_command_takes_the_name(places, tmp_path, desk):
    made = desk({"Contacts/Ada.md": "---\ntype: contact\n---\n"})
    register(places[0], made.root)
    made.root = made.root.name
    assert "Ada" in made.do("list", "contacts")


def test_on_macos_it_lies_in_the_library(places, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    register(tmp_path / "home/Library/Application Support/obsidian", tmp_path / "notes/Mine")
    assert vaults_named("mine") == [tmp_path / "notes/Mine"]


@pytest.mark.parametrize("folder", ["obsidian", "Obsidian"])
def test_on_windows_it_lies_in_the_roaming_folder(places, tmp_path, monkeypatch, folder):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    register(tmp_path / "Roaming" / folder, tmp_path / "notes/Mine")
    assert vaults_named("mine") == [tmp_path / "notes/Mine"]


def test_on_windows_without_that_folder_there_is_none(places, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("APPDATA", raising=False)
    assert known_vaults() == {}


def test_an_id_of_obsidian_means_its_vault(places, tmp_path):
    register(places[0], tmp_path / "a/Mine", tmp_path / "b/Mine")
    assert find_vault("0000000000000001") == tmp_path / "b/Mine"


def test_one_vault_in_two_lists_is_one(places, tmp_path):
    register(places[0], tmp_path / "notes/Mine")
    register(places[1], tmp_path / "notes/Mine")
    assert vaults_named("Mine") == [tmp_path / "notes/Mine"]


@pytest.mark.parametrize("ts", ["null", '"x"', "true", "1e999", "-1", "1" + "0" * 400])
def test_a_time_that_makes_no_sense_hides_no_vault(places, tmp_path, ts):
    (tmp_path / "Mine").mkdir()
    places[0].mkdir(parents=True)
    (places[0] / "obsidian.json").write_text(
        f'{{"vaults": {{"a": {{"path": "{tmp_path}/Mine", "ts": {ts}}}}}}}'
    )
    assert known_vaults() == {"Mine": [tmp_path / "Mine"]}


@pytest.mark.parametrize("path", ["/a\\u0000b", "/" + "x" * 5000, ""])
def test_a_path_that_cannot_be_is_passed_over(places, tmp_path, path):
    register(places[0], tmp_path / "notes/Mine")
    known = json.loads((places[0] / "obsidian.json").read_text())
    known["vaults"]["odd"] = {"path": path.replace("\\u0000", "\0"), "ts": 3}
    (places[0] / "obsidian.json").write_text(json.dumps(known))
    assert list(known_vaults()) == ["Mine"]


def test_a_vault_that_may_not_be_looked_at_is_passed_over(places, tmp_path, monkeypatch):
    register(places[0], tmp_path / "locked/Mine", tmp_path / "notes/Other")
    from pathlib import Path

    real = Path.is_dir

    def is_dir(self):
        if "locked" in self.parts:
            raise PermissionError(13, "no")
        return real(self)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    assert list(known_vaults()) == ["Other"]
