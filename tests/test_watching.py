import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from infoview_md import barrier
from infoview_md.index import meta
from infoview_md.session import Session, cache_folder
from infoview_md.watching import Times
from tests.watching import (
    CONTACT,
    FAST,
    ask,
    note,
    root,
    start_process,
    until,
    vouched_in_time,
    watching,
)

__all__ = ["root"]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


def kind_of(root, name="Ann.md"):
    """Give what the index takes a note for, without refreshing it."""
    session = Session(root=root)
    try:
        question = "SELECT kind FROM note WHERE name = ?"
        return (session.connection.execute(question, (name,)).fetchone() or [None])[0]
    finally:
        session.close()


class TestASaveIsTakenIn:
    def test_a_new_note_is_in_the_index_within_a_moment(self, root):
        with watching(root) as watched:
            note(root, "Ann.md")
            assert until(lambda: watched.names() == {"Ann.md"}, 5)

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes")
    def test_names_that_are_no_utf_8_are_in_no_way(self, root):
        with watching(root) as watched:
            note(root, os.fsdecode(b"Zo\xeb.md"))
            note(root, os.fsdecode(b"Fran\xe7ais/Bo.md"))
            assert until(lambda: watched.names() == {"Zo\\xeb.md", "Fran\\xe7ais"}, 5)
            note(root, os.fsdecode(b"Fran\xe7ais/Cy.md"))
            note(root, "Ann.md")
            assert until(lambda: "Ann.md" in watched.names(), 5)
            assert watched.is_equal()

    def test_a_burst_is_one_refresh(self, root):
        with watching(root) as watched:
            for number in range(50):
                note(root, f"P{number}.md")
            assert until(lambda: len(watched.names()) == 50)
            assert sum(bool(one.added) for one in watched.results) < 10

    def test_an_endless_burst_is_taken_in_while_it_goes_on(self, root):
        with watching(root, times=Times(longest=0.2)) as watched:
            end = time.monotonic() + 3
            number = 0
            while time.monotonic() < end and "P0.md" not in watched.names():
                note(root, f"P{number}.md")
                number += 1
                time.sleep(0.004)
            assert "P0.md" in watched.names()
            assert time.monotonic() < end

    @pytest.mark.parametrize(
        "how", ["atomic", "vim", "emacs", "syncthing", "moved in", "link", "truncated"]
    )
    def test_every_way_of_saving_is_heard(self, root, tmp_path, how):
        old = note(root, "People/Ann.md")
        new = CONTACT.replace("11-02", "11-09")
        with watching(root) as watched:
            if how == "atomic":
                fresh = note(root, "People/.Ann.md.tmp", new)
                fresh.rename(old)
            elif how == "vim":
                old.rename(root / "People/Ann.md~")
                old.write_text(new)
                (root / "People/Ann.md~").unlink()
            elif how == "emacs":
                (root / "People/.#Ann.md").symlink_to("me@computer.4711:1764300000")
                note(root, "People/#Ann.md#", new)
                old.rename(root / "People/Ann.md~")
                old.write_text(new)
                (root / "People/#Ann.md#").unlink()
                (root / "People/.#Ann.md").unlink()
            elif how == "syncthing":
                fresh = note(root, "People/.syncthing.Ann.md.tmp", new)
                os.utime(fresh, (1, 1))  # it keeps the time of the other computer
                fresh.rename(old)
            elif how == "moved in":
                fresh = note(tmp_path, "elsewhere/Ann.md", new)
                fresh.rename(old)
            elif how == "link":
                old.unlink()
                os.link(note(tmp_path, "elsewhere/Ann.md", new), old)
            else:
                with old.open("w") as writing:
                    writing.flush()
                    time.sleep(0.1)
                    writing.write(new)
            assert until(
                lambda: (
                    any("People/Ann.md" in one.paths for one in watched.results)
                    and watched.is_equal()
                )
            )
            assert watched.names() == {"People/Ann.md"}

    def test_what_is_written_into_a_file_that_stays_open_is_taken_in_too(self, root):
        path = note(root, "Ann.md")
        with watching(root) as watched, path.open("a") as writing:
            for number in range(3):
                writing.write(f"- 2026-11-0{number + 1} call: hello\n")
                writing.flush()
                assert until(lambda: watched.results[-1].paths == ("Ann.md",), 5)
                assert until(watched.is_equal)
                watched.results.append(watched.results[0])

    def test_an_empty_note_is_believed_when_it_stays_so_and_not_before(self, root):
        path = note(root, "Ann.md")
        with watching(root) as watched:
            assert until(lambda: kind_of(root) == "contact")
            with path.open("w") as writing:
                emptied = time.monotonic()
                note(root, "Bo.md")  # something to look at for
                assert until(lambda: "Bo.md" in watched.names())
                if time.monotonic() < emptied + 1:
                    assert kind_of(root) == "contact"
                writing.write(CONTACT)
            assert until(watched.is_equal)
            assert kind_of(root) == "contact"
            path.write_text("")
            assert until(lambda: kind_of(root) == "other")
            assert until(watched.is_equal)

    def test_a_deleted_note_leaves_the_index(self, root):
        old = note(root, "People/Ann.md")
        note(root, "Bo.md")
        with watching(root) as watched:
            old.unlink()
            assert until(lambda: watched.names() == {"Bo.md"}, 5)

    @pytest.mark.parametrize("how", ["renamed", "moved out", "moved in", "removed", "made deep"])
    def test_a_folder_that_comes_or_goes_is_followed(self, root, tmp_path, how):
        for number in range(30):
            note(root, f"Keep/K{number}.md")
        note(root, "People/Deep/Ann.md")
        with watching(root) as watched:
            people = root / "People"
            if how == "renamed":
                people.rename(root / "Contacts")
            elif how == "moved out":
                people.rename(tmp_path / "People")
            elif how == "moved in":
                note(tmp_path, "new/More/Deep/Cy.md")
                (tmp_path / "new").rename(root / "New")
            elif how == "removed":
                shutil.rmtree(people)
            else:
                note(root, "a/b/c/d/e/Cy.md")
            assert until(watched.is_equal, 5), watched.differences()
            for path in root.rglob("*.md"):
                path.write_text(CONTACT + "again\n")
            assert until(watched.is_equal, 5), watched.differences()

    def test_what_is_no_note_wakes_nobody(self, root):
        note(root, ".obsidian/plugins/x/data.json", "{}")
        with watching(root) as watched:
            assert until(lambda: len(watched.results) == 1)
            for number in range(5):
                note(root, ".obsidian/workspace.json", str(number))
                note(root, "People.txt", str(number))
                note(root, ".git/objects/ab/x.md", str(number))
                note(root, ".Ann.md.swp", str(number))
            note(root, "Ann.md")
            assert until(lambda: watched.names() == {"Ann.md"})
            assert [one.added for one in watched.results] == [0, 1]

    @pytest.mark.skipif(not shutil.which("git"), reason="there is no git here")
    def test_a_checkout_of_hundreds_of_notes_is_a_few_refreshes(self, root):
        def git(*words):
            identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
            subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)

        git("init", "-b", "one")
        for number in range(400):
            note(root, f"F{number % 7}/P{number}.md")
        git("add", ".")
        git("commit", "-m", "one")
        git("checkout", "-b", "two")
        for number in range(0, 400, 2):
            note(root, f"F{number % 7}/P{number}.md", CONTACT.replace("11-02", "11-09"))
        for number in range(1, 60, 2):
            (root / f"F{number % 7}/P{number}.md").rename(root / f"F{number % 7}/Q{number}.md")
        git("add", ".")
        git("commit", "-m", "two")
        with watching(root) as watched:
            for branch in ("one", "two", "one"):
                watched.results.clear()
                git("checkout", branch)
                assert until(watched.is_equal)
                assert len(watched.results) < 8

    def test_the_same_where_only_plain_events_are_had(self, root, monkeypatch):
        from infoview_md.watching import loop

        plain = loop.start
        monkeypatch.setattr(loop, "start", lambda place, hints: plain(place, hints, in_order=False))
        with watching(root) as watched:
            note(root, "a/b/Ann.md")
            assert until(lambda: watched.names() == {"a/b/Ann.md"})
            fresh = note(root, "a/b/.t", CONTACT)
            fresh.rename(root / "a/b/Bo.md")
            (root / "a/b").rename(root / "c")
            assert until(lambda: watched.names() == {"c/Ann.md", "c/Bo.md"})
            assert not watched.is_vouched()


@linux_only
class TestCommandsBesideTheWatcher:
    def test_a_save_before_the_question_is_in_the_answer(self, root):
        path = note(root, "People/Ann.md")
        yes = 0
        with watching(root):
            session = Session(root=root)
            for number in range(60):
                text = CONTACT + "x" * number
                path.write_text(text)
                if ask(root):
                    yes += 1
                    question = "SELECT size FROM note WHERE name = 'Ann.md'"
                    assert session.connection.execute(question).fetchone() == (len(text),)
            session.close()
        assert yes > 30

    def test_an_answer_is_no_where_there_is_no_watcher(self, root):
        assert not ask(root)
        with watching(root):
            assert vouched_in_time(root)
        assert not ask(root)
        assert not (cache_folder(root) / barrier.SOCKET).exists()

    def test_a_watcher_cannot_vouch_for_other_settings(self, root):
        with watching(root) as watched:
            assert vouched_in_time(root)
            for days in range(9, 14):
                (root / "infoview.toml").write_text(f"report_days = {days}\n")
                assert vouched_in_time(root)
                session = Session(root=root)
                assert meta.meta(session.connection)["report_days"] == str(days)
                session.close()
            assert watched.is_equal()

    def test_a_command_of_another_version_looks_for_itself(self, root, monkeypatch):
        note(root, "Ann.md")
        with watching(root) as watched:
            assert vouched_in_time(root)
            with monkeypatch.context() as other:
                other.setattr("infoview_md.session.__version__", "99.0")
                session = Session(root=root)
                note(root, "Bo.md")
                assert session.index.execute("SELECT count(*) FROM note").fetchone() == (2,)
                assert not ask(root)
                session.close()
                fingerprint = session.fingerprint
            note(root, "Cy.md")
            assert until(lambda: len(watched.names()) == 3 and ask(root))
            assert Session(root=root).fingerprint != fingerprint
            assert watched.is_equal()

    def test_a_watcher_cannot_vouch_for_an_index_it_does_not_write(self, root):
        note(root, "Ann.md")
        with watching(root) as watched:
            assert vouched_in_time(root)
            session = Session(root=root)
            session.rebuild()
            session.close()
            assert not ask(root)
            note(root, "Bo.md")
            assert until(lambda: watched.names() == {"Ann.md", "Bo.md"})
            assert vouched_in_time(root)

    def test_a_polling_watcher_does_not_vouch(self, root):
        with watching(root, poll=60.0):
            assert not ask(root)

    def test_a_silent_watcher_is_given_up_within_the_budget(self, root):
        process = start_process(root)
        try:
            assert vouched_in_time(root)
            process.send_signal(signal.SIGSTOP)
            session = Session(root=root)
            began = time.perf_counter()
            fingerprint, folder = session.fingerprint, str(cache_folder(root))
            mark = session.connection.execute(
                "SELECT value FROM meta WHERE key = ?", (barrier.MARK,)
            ).fetchone()[0]
            began = time.perf_counter()
            assert not barrier.vouched(folder, mark=mark, fingerprint=fingerprint)
            assert time.perf_counter() - began < 0.5
            note(root, "Ann.md")
            assert session.index.execute("SELECT count(*) FROM note").fetchone() == (1,)
            session.close()
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.communicate()

    def test_a_watcher_that_died_without_a_word_is_noticed(self, root):
        process = start_process(root)
        assert vouched_in_time(root)
        process.kill()
        process.communicate()
        assert not ask(root)
        note(root, "Ann.md")
        session = Session(root=root)
        assert session.index.execute("SELECT count(*) FROM note").fetchone() == (1,)
        session.close()
        with watching(root):
            assert vouched_in_time(root)

    def test_asking_writes_nothing_into_the_vault(self, root):
        note(root, "People/Ann.md")
        with watching(root):
            assert vouched_in_time(root)
            before = [(path, path.stat().st_mtime_ns) for path in (root, root / "People")]
            for _ in range(20):
                ask(root)
            assert before == [(path, path.stat().st_mtime_ns) for path in (root, root / "People")]

    def test_a_path_too_long_for_a_socket_is_no_hindrance(self, root, tmp_path, monkeypatch):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ("c" * 120)))
        with watching(root):
            assert vouched_in_time(root)

    def test_a_cache_that_was_emptied_is_made_anew(self, root):
        note(root, "Ann.md")
        with watching(root, times=FAST) as watched:
            assert vouched_in_time(root)
            shutil.rmtree(cache_folder(root))
            assert until(lambda: cache_folder(root).exists() and ask(root))
            assert watched.is_equal()

    def test_a_folder_of_tokens_that_was_deleted_is_made_anew(self, root):
        with watching(root, times=FAST):
            assert vouched_in_time(root)
            (cache_folder(root) / "tokens").rmdir()
            assert not ask(root)
            assert vouched_in_time(root)

    def test_nonsense_on_the_socket_is_answered_no(self, root):
        import socket

        with watching(root):
            assert vouched_in_time(root)
            for words in (b"\n", b"hello\n", b"\xff" * 200 + b"\n", b"no end", b""):
                with socket.socket(socket.AF_UNIX) as asking:
                    asking.settimeout(5)
                    with barrier.Address(str(cache_folder(root))) as address:
                        asking.connect(address)
                    if words:
                        asking.send(words)
                    else:
                        asking.shutdown(socket.SHUT_WR)
                    assert asking.recv(16) in (barrier.NO, b"")
            assert vouched_in_time(root)
