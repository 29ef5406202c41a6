"""What counts as a note of a vault, and reading one."""

import os
import time
from pathlib import Path

import pytest

from infoview_md import vault
from infoview_md.errors import NotFound, StorageFailure
from tests.vaults import write

OPEN = Path("/proc/self/fd")
"""The open files of this process, where the system lists them."""


def names(root, ignored=frozenset({"templates"})):
    return sorted(
        f"{folder.path}/{entry[0]}".lstrip("/")
        for folder in vault.scan(str(root), ignored)
        for entry in folder.entries
    )


def test_only_markdown_notes_count(tmp_path):
    write(
        tmp_path, {"A.md": "x", "b/C.MD": "x", "D.markdown": "x", "E.txt": "x", "b/f.canvas": "{}"}
    )
    assert names(tmp_path) == ["A.md", "b/C.MD"]


@pytest.mark.parametrize(
    "path",
    [
        ".obsidian/plugins/x.md",
        ".trash/Ada.md",
        ".git/x.md",
        "b/.hidden.md",
        "node_modules/readme.md",
        "b/node_modules/x/readme.md",
        "Templates/Contact.md",
        "b/templates/Contact.md",
        "Ada.sync-conflict-20261122-101112-ABCDEFG.md",
        "Ada (Conflicted copy phone 202611221011).md",
        "Ada (Ben's conflicted copy 2026-11-22).md",
        "Ada (conflicted copy 2026-11-22 101112).md",
        "Ada (Case Conflict).md",
        "conflict-files-obsidian-git.md",
        "Ada.infoview-conflict-1a2b3c.md",
        ".~infoview-md-0123456789abcdef.tmp",
        "~$Ada.md",
    ],
)
def test_what_is_no_note_of_the_user_is_not_read(tmp_path, path):
    write(tmp_path, {path: "x", "Ada.md": "x"})
    assert names(tmp_path) == ["Ada.md"]


@pytest.mark.parametrize(
    "name", ["Conflict resolution.md", "Ada (conflicted).md", "Merge conflicts.md"]
)
def test_a_note_about_conflicts_is_a_note(tmp_path, name):
    write(tmp_path, {name: "x"})
    assert names(tmp_path) == [name]


def test_links_out_of_the_vault_and_in_circles_are_not_followed(tmp_path):
    write(tmp_path, {"out/Secret.md": "x", "vault/Ada.md": "x"})
    (tmp_path / "vault" / "Link.md").symlink_to(tmp_path / "out" / "Secret.md")
    (tmp_path / "vault" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "vault" / "circle").symlink_to(tmp_path / "vault")
    assert names(tmp_path / "vault") == ["Ada.md"]
    assert vault.read(str(tmp_path / "vault"), "Link.md") is None


def test_a_pipe_or_a_folder_with_the_name_of_a_note_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "Pipe.md")
    write(tmp_path, {"Folder.md/Ada.md": "x"})
    start = time.monotonic()
    assert names(tmp_path) == ["Folder.md/Ada.md"]
    assert vault.read(str(tmp_path), "Pipe.md") is None
    assert time.monotonic() - start < 5


def test_a_digest_changes_with_every_touch_of_a_note(tmp_path):
    write(tmp_path, {"A.md": "one", "B.md": "two"})

    def digest():
        [folder] = vault.scan(str(tmp_path), frozenset())
        return folder.digest

    seen = [digest()]
    (tmp_path / "A.md").write_text("uno")
    seen.append(digest())
    (tmp_path / "B.md").rename(tmp_path / "C.md")
    seen.append(digest())
    (tmp_path / "C.md").unlink()
    seen.append(digest())
    assert len(set(seen)) == 4
    assert digest() == seen[-1]


def test_a_fresh_change_is_not_settled_and_an_old_one_is():
    now = 1_800_000_000_123_456_789
    assert not vault.is_settled(now - 1_000_000, now)
    assert vault.is_settled(now - 60_000_000, now)
    assert not vault.is_settled(1_800_000_000_000_000_000 - 1_000_000_000, now)


def test_reading_gives_every_byte(tmp_path):
    raw = bytes(range(256)) * 5000
    (tmp_path / "A.md").write_bytes(raw)
    assert vault.read(str(tmp_path), "A.md") == raw
    (tmp_path / "A.md").write_bytes(b"")
    assert vault.read(str(tmp_path), "A.md") == b""
    assert vault.read(str(tmp_path), "B.md") is None


def test_many_notes_are_read_in_their_order_and_what_is_no_note_is_none(tmp_path):
    paths = [f"N {number}.md" for number in range(200)]
    write(tmp_path, {path: path * (number + 1) for number, path in enumerate(paths)})
    os.mkfifo(tmp_path / "Pipe.md")
    (tmp_path / "Link.md").symlink_to(tmp_path / "N 1.md")
    asked = [*paths, "Gone.md", "Pipe.md", "Link.md", *paths]
    found = list(vault.read_many(str(tmp_path), asked))
    assert found == [vault.read(str(tmp_path), path) for path in asked]
    assert found[200:203] == [None, None, None]
    assert list(vault.read_many(str(tmp_path), [])) == []


@pytest.mark.skipif(not OPEN.is_dir(), reason="descriptors are not listed here")
def test_reading_many_notes_leaves_none_open_also_where_it_stops_early(tmp_path):
    write(tmp_path, {f"N {number}.md": "x" for number in range(200)})
    reading = vault.read_many(str(tmp_path), [f"N {number}.md" for number in range(200)])
    before = len(list(OPEN.iterdir()))
    assert next(reading) == b"x"
    assert before < len(list(OPEN.iterdir())) < before + 100
    reading.close()
    assert len(list(OPEN.iterdir())) == before


def test_the_vault_is_the_nearest_folder_with_a_configuration(tmp_path):
    write(tmp_path, {"infoview.toml": "", "a/b/c/X.md": "x", "a/infoview.toml": ""})
    assert vault.find_root(tmp_path / "a" / "b" / "c") == tmp_path / "a"
    assert vault.find_root(tmp_path) == tmp_path


def test_a_missing_vault_is_named(tmp_path):
    with pytest.raises(NotFound, match="does not exist"):
        vault.check_root(tmp_path / "none")
    with pytest.raises(StorageFailure):
        list(vault.scan(str(tmp_path / "none"), frozenset()))
