"""A vault that Obsidian knows is found by its name, wherever Obsidian was installed from; folders come first."""

import json
import sys

import pytest

from infoview_md.cli.options import complete_vaults
from infoview_md.errors import Ambiguous, NotFound
from infoview_md.obsidian.registry import known_vaults, vaults_named
from infoview_md.session import find_vault
from tests.commands import Desk, _own_folders, desk  # noqa: F401 - fixtures

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the places of Linux are meant")


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


def test_a_command_takes_the_name(places, tmp_path, desk):
    made = desk({"Contacts/Ada.md": "---\ntype: contact\n---\n"})
    register(places[0], made.root)
    made.root = made.root.name
    assert "Ada" in made.do("list", "contacts")
