"""The session: where it keeps things, what time it is, and what a name means."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs
import pytest

from infoview_md.errors import Ambiguous, NotFound
from infoview_md.session import Session, cache_folder, state_folder, vault_id
from tests.index_equality import rebuilt, rows_of
from tests.vaults import write


@pytest.mark.parametrize("value", [None, "", "/tmp/somewhere", " ", "relative/path"])
def test_the_cache_lies_where_platformdirs_says(tmp_path, monkeypatch, value):
    if value is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", value)
    expected = platformdirs.user_cache_path("infoview-md", appauthor=False)
    found = cache_folder(tmp_path)
    if expected.is_absolute():
        assert found == expected / vault_id(tmp_path)


def test_neither_cache_nor_state_lies_in_the_vault(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder(tmp_path) is None
    assert not state_folder(tmp_path).is_relative_to(tmp_path)


def test_two_vaults_have_different_ids(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert vault_id(tmp_path / "a") != vault_id(tmp_path / "b")


def test_now_is_the_time_of_the_vaults_zone(tmp_path):
    write(tmp_path, {"infoview.toml": 'timezone = "Asia/Tokyo"'})
    session = Session(root=tmp_path)
    expected = datetime.now(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%dT%H")
    assert session.now.startswith(expected)
    session.close()


def test_a_change_of_the_settings_is_seen_at_once(tmp_path):
    write(tmp_path, {"Leute/Ada.md": "---\nrole: x\n---\n", "infoview.toml": ""})
    first = Session(root=tmp_path)
    assert first.index_summary()["contact"] == 0
    first.close()
    write(tmp_path, {"infoview.toml": '[contact]\nfolders = ["Leute"]'})
    second = Session(root=tmp_path)
    assert second.index_summary()["contact"] == 1
    second.close()


@pytest.mark.parametrize(
    ("settings", "is_read_again"),
    [
        ("# a remark\n", False),
        ("report_days = 30\n", False),
        ('[coaching]\nstory = "I map rivers."\nquestions = 3\n', False),
        ('[dashboard]\nnote = "Home.md"\n', False),
        ('[coaching]\nname = "Ann Me"\n', True),
        ("[policy]\nnudge_business_days = 3\n", True),
        ('since = "2026-11-01"\n', True),
        ('[folders]\nignore = ["Old"]\n', True),
        ('[properties]\nasked = ["gefragt"]\n', True),
    ],
)
def test_settings_that_only_word_an_answer_read_no_note_again(tmp_path, settings, is_read_again):
    write(
        tmp_path,
        {"Contacts/Ada.md": "---\nasked: 2026-11-02\n---\n", "infoview.toml": "report_days = 3\n"},
    )
    first = Session(root=tmp_path)
    assert first.index_summary()["contact"] == 1
    first.close()
    (tmp_path / "infoview.toml").write_text(settings)
    second = Session(root=tmp_path)
    assert second.index_summary()["contact"] == 1
    assert second.last_sync.was_rebuilt
    assert second.last_sync.added == (1 if is_read_again else 0)
    found = rows_of(second.index)
    second.close()
    third = Session(root=tmp_path)
    assert third.basics["report_days"] == ("30" if "30" in settings else "7")
    third.close()
    assert found == rebuilt(tmp_path)


def test_a_change_of_this_computers_zone_reads_everything_again(tmp_path, monkeypatch):
    write(
        tmp_path,
        {"Contacts/Ada.md": "---\nasked: 2026-11-02T23:30:00Z\n---\n", "infoview.toml": ""},
    )
    found = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        session = Session(root=tmp_path)
        found.append(session.contact("Ada").asked)
        session.close()
    assert found == ["2026-11-02T23:30", "2026-11-03T08:30"]


def test_somebody_who_is_only_named_is_found_too(tmp_path):
    write(
        tmp_path,
        {
            "Interviews/One.md": '---\ncontact: "[[Ada]]"\ndate: 2026-11-02\n---\n',
            "Contacts/Ada.md": "---\n---\n",
        },
    )
    write(
        tmp_path,
        {
            "Interviews/Two.md": '---\ncontact: Ada\nreferrals: ["[[Ben Bo]]"]\ndate: 2026-11-03\n---\n'
        },
    )
    session = Session(root=tmp_path)
    assert session.resolve("ben bo") == "?ben bo"
    with pytest.raises(NotFound):
        session.resolve("")
    session.close()


def test_a_path_names_one_of_two_contacts_of_the_same_name(tmp_path):
    write(
        tmp_path, {"A/Ada.md": "---\ntype: contact\n---\n", "B/Ada.md": "---\ntype: contact\n---\n"}
    )
    session = Session(root=tmp_path)
    with pytest.raises(Ambiguous) as caught:
        session.resolve("Ada")
    assert caught.value.candidates == ("A/Ada", "B/Ada")
    assert session.resolve("B/Ada") == "B/Ada.md"
    session.close()


@pytest.mark.parametrize("said", ["b/zoe lee", "B/ZOE LEE.md", "b\\zoe lee", "x/b/zoe lee"])
def test_a_path_names_a_contact_without_regard_to_case_and_accents(tmp_path, said):
    note = "---\ntype: contact\n---\n"
    write(
        tmp_path,
        {
            "A/Zoë Lee.md": note,
            "X/B/Zoë Lee.md": note,
            "talk.md": "---\ntype: interview\ncontact: Zoë Lee\ndate: 2026-11-02\n---\n",
        },
    )
    session = Session(root=tmp_path)
    assert session.resolve(said) == "X/B/Zoë Lee.md"
    session.close()


def test_the_end_of_a_path_that_fits_two_contacts_lists_both(tmp_path):
    note = "---\ntype: contact\n---\n"
    write(tmp_path, {"X/B/Ada.md": note, "Y/b/Ada.md": note})
    session = Session(root=tmp_path)
    with pytest.raises(Ambiguous) as caught:
        session.resolve("b/ada")
    assert caught.value.candidates == ("X/B/Ada", "Y/b/Ada")
    session.close()


def test_a_half_made_index_is_never_opened(tmp_path):
    write(tmp_path, {"infoview.toml": "", "Contacts/Ada.md": "---\n---\n"})
    folder = cache_folder(tmp_path)
    assert folder is not None
    folder.mkdir(parents=True)
    (folder / "index.db.123.new").write_bytes(b"half")
    session = Session(root=tmp_path)
    assert session.index_summary()["contact"] == 1
    session.close()
    assert Path(os.environ["XDG_CACHE_HOME"]).is_dir()


def test_an_index_that_another_process_writes_for_long_is_left_alone(tmp_path, monkeypatch):
    import sqlite3

    from infoview_md.index import database

    write(tmp_path, {"infoview.toml": "", "Contacts/Ada.md": "---\n---\n"})
    first = Session(root=tmp_path)
    assert first.index_summary()["contact"] == 1
    first.close()
    folder = cache_folder(tmp_path)
    assert folder is not None
    inode = (folder / database.FILE_NAME).stat().st_ino
    writer = sqlite3.connect(folder / database.FILE_NAME, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    write(tmp_path, {"Contacts/Ben.md": "---\n---\n"})
    second = Session(root=tmp_path)
    second.connection.execute("PRAGMA busy_timeout=50")
    assert second.index_summary()["contact"] == 2
    second.close()
    writer.execute("ROLLBACK")
    writer.close()
    assert (folder / database.FILE_NAME).stat().st_ino == inode
