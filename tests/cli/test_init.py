"""`infoview-md init`."""

import tomllib
from dataclasses import fields

from infoview_md.config import Config, parse
from infoview_md.founding import documented_config
from tests.cli.command import infoview
from tests.vaults import write


def test_an_empty_folder_becomes_a_vault_that_reports_at_once(tmp_path):
    said = infoview("init", str(tmp_path / "vault"))
    assert said.code == 0
    assert "Jane Example" in infoview("report", vault=tmp_path / "vault").out
    assert infoview("check", "--check", vault=tmp_path / "vault").code == 0


def test_a_folder_with_notes_gets_one_file_and_is_told_what_was_recognised(tmp_path):
    write(tmp_path, {"People/Ada.md": "---\ntype: person\n---\n", "Diary.md": "Rain.\n"})
    said = infoview("init", str(tmp_path))
    assert "Of 2 notes these are recognised: 1 as contacts, 0 as interviews." in said.out
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == [
        "Ada.md",
        "Diary.md",
        "infoview.toml",
    ]


def test_a_vault_is_not_made_twice(tmp_path):
    infoview("init", str(tmp_path))
    before = (tmp_path / "infoview.toml").read_bytes()
    assert infoview("init", str(tmp_path)).code == 2
    assert (tmp_path / "infoview.toml").read_bytes() == before


def test_every_setting_is_explained_and_uncommenting_all_changes_nothing():
    text = documented_config()
    plain = "\n".join(
        line[2:]
        if line.startswith(("# [", "# ")) and ("=" in line or line.startswith("# ["))
        else line
        for line in text.split("\n")
        if not line.startswith("# Settings")
    )
    found = parse(plain.encode())
    default = Config()
    for one in fields(Config):
        if one.name != "properties":
            assert getattr(found, one.name) == getattr(default, one.name), one.name
    assert set(tomllib.loads(plain)["policy"]) == {one.name for one in fields(default.policy)}


def test_what_failed_half_way_can_be_tried_again(tmp_path):
    (tmp_path / "Contacts").write_text("a file in the way")
    assert infoview("init", str(tmp_path)).code == 4
    assert not (tmp_path / "infoview.toml").exists()
    (tmp_path / "Contacts").rename(tmp_path / "Else")
    (tmp_path / "Search.md").write_text("mine")
    assert infoview("init", str(tmp_path)).code == 0
    assert (tmp_path / "Search.md").read_text() == "mine"


def test_dry_run_says_what_would_be_made_and_makes_nothing(tmp_path):
    said = infoview("init", str(tmp_path / "new"), "--dry-run")
    assert said.code == 0
    assert "infoview.toml, Search.md, Questions.md" in said.out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_notes_is_told_how_to_see_what_is_read(tmp_path):
    write(tmp_path, {"People/Ada.md": "---\ntype: person\n---\n"})
    assert f"infoview-md adopt {tmp_path}" in infoview("init", str(tmp_path)).out
