"""Which vault of Obsidian a folder of notes lies in."""

import pytest

from infoview_md.obsidian.home import home_of
from tests.commands import _own_folders, desk  # noqa: F401 - fixtures


def test_a_vault_of_obsidian_is_its_own_home(tmp_path):
    (tmp_path / "Search" / ".obsidian").mkdir(parents=True)
    (tmp_path / ".obsidian").mkdir()
    assert home_of(tmp_path / "Search") == ("Search", "")


def test_a_folder_of_a_larger_vault_is_opened_in_that(tmp_path):
    (tmp_path / "My notes" / ".obsidian").mkdir(parents=True)
    root = tmp_path / "My notes" / "Work" / "Search"
    root.mkdir(parents=True)
    assert home_of(root) == ("My notes", "Work/Search")
    assert home_of(root).url("Contacts/Ada.md") == (
        "obsidian://open?vault=My%20notes&file=Work%2FSearch%2FContacts%2FAda.md"
    )
    assert home_of(root).url("") == ""


def test_settings_under_another_name_count_too(tmp_path):
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "Search" / ".my-settings").mkdir(parents=True)
    (tmp_path / "Search" / ".my-settings" / "app.json").write_text("{}")
    assert home_of(tmp_path / "Search").vault == "Search"


def test_where_obsidian_never_was_the_folder_is_the_vault(tmp_path):
    root = tmp_path / "Search"
    root.mkdir()
    assert home_of(root) == ("Search", "")


@pytest.mark.parametrize("command", ["report", "stats"])
def test_pages_link_into_the_larger_vault(desk, tmp_path, command):
    (tmp_path / ".obsidian").mkdir()
    at = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\nasked: 2026-11-02\n---\n",
            "Contacts/Bo.md": '---\ntype: contact\nreferred_by: "[[Ada]]"\n---\n',
        }
    )
    page = at.do(command, "--format", "html")
    assert f"vault={tmp_path.name}&amp;file=vault%2FContacts%2FAda.md" in page
    assert at.do("open", "Ada", "--obsidian").endswith("file=vault%2FContacts%2FAda.md\n")
