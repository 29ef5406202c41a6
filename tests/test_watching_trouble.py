"""What goes wrong around a watcher: vaults that vanish, limits, signals, others at the same vault."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from infoview_md.index import database
from infoview_md.session import Session, cache_folder
from infoview_md.watching import Times
from infoview_md.watching.doubt import Doubt
from tests.watching import (
    CONTACT,
    FAST,
    ask,
    count,
    count_or_none,
    fill,
    note,
    root,
    start_process,
    until,
    watching,
)

__all__ = ["root"]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")

QUICK = Times(away=(0.05, 0.1, 0.2), retry=(0.05, 0.1), tick=0.2, loss=(0.5, 1.5))


class TestAVaultThatIsNotThere:
    def test_nothing_is_forgotten_while_it_is_away_and_all_is_taken_in_when_it_is_back(self, root):
        fill(root, 30)
        away = root.with_name("away")
        with watching(root, times=FAST) as watched:
            assert until(lambda: len(watched.names()) == 30)
            index = cache_folder(root) / database.FILE_NAME
            root.rename(away)
            assert until(lambda: any("is not there" in line for line in watched.said))
            note(away, "People/New.md")
            (away / "People/P0.md").unlink()
            time.sleep(0.5)
            assert count(index) == 30
            away.rename(root)
            assert until(lambda: watched.said[-1] == f"{root} is back.")
            assert until(watched.is_equal)
            note(root, "People/Later.md")
            assert until(lambda: "People/Later.md" in watched.names())
        assert len(watched.said) == 2

    def test_an_empty_folder_in_its_place_is_not_taken_for_it(self, root):
        fill(root, 30)
        away = root.with_name("away")
        with watching(root, times=FAST) as watched:
            index = cache_folder(root) / database.FILE_NAME
            root.rename(away)
            root.mkdir()
            assert until(lambda: any("is not there" in line for line in watched.said))
            time.sleep(1)
            assert count(index) == 30
            root.rmdir()
            away.rename(root)
            assert until(lambda: watched.said[-1] == f"{root} is back.")
            assert until(lambda: ask(root) or sys.platform != "linux")

    def test_another_vault_in_its_place_gets_an_index_of_its_own(self, root):
        fill(root, 30)
        with watching(root, times=FAST) as watched:
            old = cache_folder(root) / database.FILE_NAME
            root.rename(root.with_name("away"))
            note(root, "Ann.md")
            (root / "infoview.toml").write_text("")
            assert until(lambda: cache_folder(root).exists() and watched.names() == {"Ann.md"})
            assert count(old) == 30
            note(root, "Bo.md")
            assert until(lambda: watched.names() == {"Ann.md", "Bo.md"})

    @linux_only
    def test_that_it_moved_away_is_noticed_at_once(self, root):
        with watching(root, times=Times(tick=600)) as watched:
            root.rename(root.with_name("away"))
            assert until(lambda: watched.said, 2)


MOUNTING = """
"$@" & watcher=$!
read go && mount -t tmpfs none "$DISK" && echo "$NOTE" > "$DISK/Ann.md"
read go && echo "$NOTE" > "$DISK/Bo.md"
read go && umount "$DISK"
read go
kill $watcher; wait $watcher
"""


@linux_only
def test_a_file_system_that_is_mounted_into_the_vault_is_heard_and_forgotten_with_it(
    root, monkeypatch
):
    disk = root / "Disk"
    disk.mkdir()
    note(root, "Cy.md")
    monkeypatch.setenv("DISK", str(disk))
    monkeypatch.setenv("NOTE", CONTACT)
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*inside, f"mount -t tmpfs none {disk}"], check=False).returncode:
        pytest.skip("no user namespaces here")
    process = start_process(root, before=[*inside, MOUNTING, "sh"], stdin=subprocess.PIPE)

    def go():
        process.stdin.write("\n")
        process.stdin.flush()

    try:
        assert until(lambda: count_or_none(root) == 1)
        go()
        assert until(lambda: count_or_none(root) == 2, 10)
        go()
        assert until(lambda: count_or_none(root) == 3, 10), "it was not listened to"
        go()
        assert until(lambda: count_or_none(root) == 1, 10)
    finally:
        go()
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "")


class TestManyNotesGoneAtOnce:
    def test_they_are_kept_at_first_and_believed_at_the_third_look(self, root):
        fill(root)
        note(root, "Ann.md")
        with watching(root, times=QUICK) as watched:
            assert until(lambda: len(watched.names()) == 101)
            began = time.monotonic()
            (root / "People").rename(root.with_name("elsewhere"))
            assert until(lambda: any("seem to be gone" in line for line in watched.said))
            assert len(watched.names()) == 101
            assert not ask(root)
            assert until(lambda: watched.names() == {"Ann.md"})
            assert time.monotonic() - began > 1.4
        assert watched.said == [
            "100 of 101 notes seem to be gone at once. They are kept in the index until that is sure.",
            "100 notes are gone indeed.",
        ]

    def test_they_are_never_believed_in_an_empty_folder(self, root):
        fill(root)
        with watching(root, times=QUICK) as watched:
            assert until(lambda: len(watched.names()) == 100)
            shutil.rmtree(root / "People")
            (root / "infoview.toml").unlink()
            assert until(lambda: any("100 of 100 notes seem" in line for line in watched.said))
            time.sleep(3)
            index = cache_folder(root) / database.FILE_NAME
            assert count(index) == 100
            fill(root)
            (root / "infoview.toml").write_text("")
            assert until(lambda: watched.said[-1] == "The notes are back.")
            assert until(watched.is_equal)

    def test_a_small_vault_is_not_believed_to_be_empty_at_once_either(self, root):
        fill(root, 3)
        with watching(root, times=QUICK) as watched:
            assert until(lambda: len(watched.names()) == 3)
            (root / "People").rename(root.with_name("moved"))
            assert until(lambda: any("3 of 3 notes seem" in line for line in watched.said))
            assert len(watched.names()) == 3
            root.with_name("moved").rename(root / "People")
            assert until(lambda: watched.said[-1] == "The notes are back.")
            assert not any(one.removed for one in watched.results)

    def test_notes_that_come_back_in_time_were_never_gone(self, root):
        fill(root)
        with watching(root, times=QUICK) as watched:
            assert until(lambda: len(watched.names()) == 100)
            (root / "People").rename(root.with_name("moved"))
            assert until(lambda: any("seem to be gone" in line for line in watched.said))
            root.with_name("moved").rename(root / "People")
            assert until(lambda: watched.said[-1] == "The notes are back.")
            assert not any(one.removed for one in watched.results)

    def test_a_short_absence_is_not_worth_a_word(self, root):
        fill(root)
        with watching(root) as watched:
            assert until(lambda: len(watched.names()) == 100)
            (root / "People").rename(root.with_name("moved"))
            assert until(lambda: watched.results)
            time.sleep(0.3)
            assert len(watched.names()) == 100
            root.with_name("moved").rename(root / "People")
            note(root, "Ann.md")
            assert until(lambda: len(watched.names()) == 101)
            assert until(lambda: ask(root) or sys.platform != "linux")
        assert watched.said == []

    def test_what_only_moved_is_no_loss(self, root):
        fill(root)
        with watching(root) as watched:
            assert until(lambda: len(watched.names()) == 100)
            (root / "People").rename(root / "Contacts")
            assert until(lambda: "Contacts/P0.md" in watched.names(), 5)
            assert until(watched.is_equal)
            for path in (root / "Contacts").iterdir():
                path.rename(path.with_name(f"Q{path.name}"))
            assert until(watched.is_equal)
        assert watched.said == []

    def test_a_command_that_looked_for_itself_settles_it(self, root):
        fill(root)
        note(root, "Ann.md")
        with watching(root, times=QUICK) as watched:
            assert until(lambda: len(watched.names()) == 101)
            (root / "People").rename(root.with_name("elsewhere"))
            assert until(lambda: any("seem to be gone" in line for line in watched.said))
            session = Session(root=root)
            assert session.index.execute("SELECT count(*) FROM note").fetchone() == (1,)
            session.close()
            assert until(lambda: watched.said[-1] == "100 notes are gone indeed.")
            assert until(lambda: ask(root) or sys.platform != "linux")

    def test_a_few_notes_are_believed_at_once(self, root):
        fill(root)
        with watching(root) as watched:
            assert until(lambda: len(watched.names()) == 100)
            for number in range(19):
                (root / f"People/P{number}.md").unlink()
            assert until(lambda: len(watched.names()) == 81)
        assert not watched.said

    def test_the_looks_are_spread_and_go_on_rarely_where_nothing_is_decided(self):
        doubt = Doubt(known=100, since=100.0, second_look=5.0, belief=30.0)
        assert not doubt.is_over(100.0)
        assert doubt.next_look(100.0) == 105.0
        assert not doubt.again(104.9).is_said
        doubt = doubt.again(105.0)
        assert doubt.is_said
        assert not doubt.is_over(105.0)
        assert doubt.next_look(105.0) == 130.0
        assert not doubt.is_over(131.0)
        assert doubt.again(130.0).is_over(130.0)
        assert doubt.next_look(131.0) == 191.0


class TestSettings:
    def test_other_settings_are_taken_over_and_the_index_made_anew(self, root):
        note(root, "Ann.md")
        note(root, "Old/Bo.md")
        with watching(root, times=FAST) as watched:
            assert until(lambda: len(watched.names()) == 2)
            (root / "infoview.toml").write_text('[folders]\nignore = ["Old"]\n')
            assert until(lambda: watched.names() == {"Ann.md"})
            (root / "infoview.toml").write_text("")
            assert until(lambda: len(watched.names()) == 2)
            note(root, "Old/Cy.md")
            assert until(lambda: len(watched.names()) == 3)

    def test_settings_that_make_no_sense_are_said_and_the_old_ones_stay(self, root):
        with watching(root, times=FAST) as watched:
            (root / "infoview.toml").write_text("nonsense = 1\n")
            assert until(lambda: any("nonsense" in line for line in watched.said))
            note(root, "Ann.md")
            assert until(lambda: any(one.added for one in watched.results))
            (root / "infoview.toml").write_text("")
            assert until(watched.is_equal)
            assert len(watched.said) == 1


class TestTheIndexInUse:
    def test_a_refresh_waits_for_the_write_of_another_and_is_made_up_for(self, root):
        with watching(root, times=FAST) as watched:
            index = cache_folder(root) / database.FILE_NAME
            other = sqlite3.connect(index, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            note(root, "Ann.md")
            assert until(lambda: any("cannot be written now" in line for line in watched.said))
            other.execute("ROLLBACK")
            other.close()
            assert until(lambda: watched.names() == {"Ann.md"})
            assert until(lambda: ask(root) or sys.platform != "linux")

    def test_a_broken_index_that_a_command_made_anew_is_followed(self, root):
        note(root, "Ann.md")
        with watching(root, times=FAST) as watched:
            index = cache_folder(root) / database.FILE_NAME
            for ending in ("-wal", "-shm"):
                index.with_name(index.name + ending).unlink(missing_ok=True)
            with index.open("r+b") as broken:
                broken.write(os.urandom(8192))
            session = Session(root=root)
            assert session.index.execute("SELECT count(*) FROM note").fetchone() == (1,)
            session.close()
            assert until(lambda: ask(root) or sys.platform != "linux")
            note(root, "Bo.md")
            assert until(lambda: watched.names() == {"Ann.md", "Bo.md"})

    @linux_only
    def test_a_watcher_that_is_stopped_in_the_middle_of_a_write_holds_nobody_up_for_long(
        self, root, monkeypatch
    ):
        monkeypatch.setattr(database, "_WAIT_SECONDS", 0.3)
        note(root, "Ann.md")
        with watching(root) as watched:
            assert until(lambda: watched.names() == {"Ann.md"})
        other = sqlite3.connect(cache_folder(root) / database.FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        note(root, "Bo.md")
        session = Session(root=root)
        began = time.monotonic()
        assert session.index.execute("SELECT count(*) FROM note").fetchone() == (2,)
        assert 0.2 < time.monotonic() - began < 5
        session.close()
        other.close()

    def test_no_command_waits_longer_than_some_seconds_for_the_write_of_another(self):
        assert database._WAIT_SECONDS <= 5

    def test_a_place_that_cannot_be_written_is_said_once_and_the_rest_goes_on(
        self, root, tmp_path, monkeypatch
    ):
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        with watching(root, times=FAST) as watched:
            note(root, "Ann.md")
            assert until(lambda: any(one.added for one in watched.results), 5)
            note(root, "Bo.md")
            assert until(lambda: watched.results[-1].paths == ("Bo.md",), 5)
            place = cache_folder(root)
            assert watched.said == [
                f"{place} cannot be written, so every command still looks at the notes itself."
            ]
            (tmp_path / "file").unlink()
            session = Session(root=root)
            assert session.index.execute("SELECT count(*) FROM note").fetchone() == (2,)
            session.close()
            assert until(lambda: ask(root) or sys.platform != "linux")


class TestPolling:
    def test_changes_are_found_without_events(self, root):
        with watching(root, poll=0.2) as watched:
            note(root, "Ann.md")
            assert until(lambda: watched.names() == {"Ann.md"})

    def test_a_network_folder_is_looked_at_though_it_is_listened_to(self, root, monkeypatch):
        from infoview_md.watching import loop

        monkeypatch.setattr(loop, "is_remote", bool)
        monkeypatch.setattr(loop, "POLL_SECONDS", 0.2)
        monkeypatch.setattr(loop.Hints, "note", lambda *_: None)
        with watching(root) as watched:
            note(root, "Ann.md")
            assert until(lambda: watched.names() == {"Ann.md"})
            assert not ask(root)
            (line,) = watched.said
            assert line == (
                "Changes made elsewhere are not heard of in a folder on a network."
                " So the vault is looked at once a minute; --poll SECONDS does it more often."
            )

    @linux_only
    @pytest.mark.parametrize(
        ("limit", "value", "sysctl"),
        [
            ("max_inotify_watches", 3, "fs.inotify.max_user_watches"),
            ("max_inotify_instances", 0, "fs.inotify.max_user_instances"),
        ],
    )
    def test_a_system_that_refuses_is_named_and_the_vault_polled(self, root, limit, value, sysctl):
        for number in range(8):
            note(root, f"F{number}/Ann{number}.md")
        script = f'echo {value} > /proc/sys/user/{limit} && exec "$@"'
        inside = ["unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"]
        if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode:
            pytest.skip("no user namespaces here")
        process = start_process(root, before=inside)
        try:
            assert until(lambda: count_or_none(root) == 8)
            said = process.stderr.readline()
            assert f"sudo sysctl {sysctl}=" in said
            assert not ask(root)
        finally:
            process.terminate()
            process.communicate()
