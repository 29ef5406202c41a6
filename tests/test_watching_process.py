"""The watcher as a process: how it starts, ends, and what it costs."""

import errno
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infoview_md.errors import StorageFailure
from infoview_md.index import database
from infoview_md.replace import recovery
from infoview_md.session import Session, cache_folder
from infoview_md.watching import Bell, Outcome, Wish, lock, watch
from tests.index_equality import differences, rebuilt, rows_of
from tests.watching import (
    CONTACT,
    PROJECT,
    ask,
    count,
    count_or_none,
    fill,
    note,
    root,
    start_process,
    until,
    vouched_in_time,
    watching,
)

__all__ = ["root"]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


class TestTheProcess:
    def test_a_second_watcher_says_so_and_leaves(self, root):
        first = start_process(root)
        try:
            assert until(lambda: count_or_none(root) is not None)
            second = start_process(root)
            _, said = second.communicate(timeout=20)
            assert said == "Another watcher keeps this vault already.\n"
            assert second.returncode == 0
        finally:
            first.terminate()
            first.communicate()

    def test_a_killed_watcher_leaves_the_place_to_the_next(self, root):
        first = start_process(root)
        assert until(lambda: count_or_none(root) is not None)
        first.kill()
        first.communicate()
        with watching(root):
            note(root, "Ann.md")
            assert until(lambda: count_or_none(root) == 1)

    def test_its_start_clears_away_what_a_killed_command_left(self, root, monkeypatch):
        (root / "People").mkdir()
        left = root / "People/.~infoview-md-0123456789abcdef.part.tmp"
        left.write_bytes(b"half")
        foreign = root / "People/.~lock.Ann.md#"
        foreign.write_bytes(b"")
        with watching(root):
            assert left.exists(), "a living command may be writing it"
        monkeypatch.setattr(recovery, "_IS_LEFT_OVER_AFTER", -1.0)
        with watching(root):
            assert until(lambda: not left.exists())
        assert foreign.exists()

    def test_a_file_system_without_locks_turns_nobody_away(self, tmp_path, monkeypatch):
        import fcntl

        def refuse(*_):
            raise OSError(errno.ENOLCK, "No locks available")

        with lock.sole(tmp_path) as first, lock.sole(tmp_path) as second:
            assert (first, second) == (True, False)
        with lock.sole(tmp_path) as again:
            assert again
        monkeypatch.setattr(fcntl, "flock", refuse)
        with lock.sole(tmp_path) as unknown:
            assert unknown

    def test_a_place_that_cannot_be_written_is_said(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(StorageFailure, match="cannot be written"), lock.sole(tmp_path / "file"):
            pass

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_a_signal_ends_it_cleanly_and_quietly(self, root, number):
        process = start_process(root)
        assert until(lambda: count_or_none(root) is not None)
        began = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert said == ""
        assert time.monotonic() - began < 5

    def test_a_signal_that_is_ignored_stays_so(self, root):
        process = start_process(root, before=["nohup"])
        try:
            assert until(lambda: count_or_none(root) is not None)
            process.send_signal(signal.SIGHUP)
            note(root, "Ann.md")
            assert until(lambda: count_or_none(root) == 1)
            assert process.poll() is None
        finally:
            process.terminate()
            process.communicate()
        assert process.returncode == 0

    @pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
    def test_it_outlives_its_terminal(self, root):
        import pty

        ours, its = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "infoview_md", "--vault", str(root), "watch", "--verbose"],
            cwd=PROJECT,
            stderr=its,
            start_new_session=True,
        )
        os.close(its)
        try:
            assert until(lambda: count_or_none(root) is not None)
            os.close(ours)
            for number in range(1, 3):
                note(root, f"P{number}.md")
                assert until(lambda number=number: count_or_none(root) == number)
        finally:
            process.terminate()
            process.wait(20)
        assert process.returncode == 0

    def test_it_ends_with_a_pipe_that_nobody_reads(self, root):
        process = start_process(root, "--verbose")
        assert until(lambda: count_or_none(root) is not None)
        process.stderr.close()
        note(root, "Ann.md")
        assert process.wait(20) == 1

    def test_a_signal_in_the_middle_of_a_refresh_rolls_it_back(self, root):
        fill(root, 3000)
        process = start_process(root)
        index = cache_folder(root) / database.FILE_NAME
        assert until(index.exists)
        time.sleep(0.1)
        process.terminate()
        _, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, "")
        assert count(index) in (0, 3000)
        session = Session(root=root)
        assert session.index.execute("SELECT count(*) FROM note").fetchone() == (3000,)
        session.close()

    def test_a_stop_before_the_start_is_obeyed(self, root):
        fill(root, 10)
        bell = Bell()
        bell.stop()
        assert watch(root, Wish(), bell) is Outcome.STOPPED
        assert count_or_none(root) in (None, 0)

    def test_verbose_says_one_line_for_each_refresh(self, root):
        process = start_process(root, "--verbose")
        try:
            assert until(lambda: count_or_none(root) is not None)
            time.sleep(0.3)
            note(root, "Ann \x1b[31m.md")
            assert until(lambda: count_or_none(root) == 1)
            time.sleep(0.3)
        finally:
            process.terminate()
        _, said = process.communicate()
        line = said.splitlines()[-1]
        assert "1 new: Ann \\x1b[31m.md (" in line

    @linux_only
    def test_where_nothing_happens_it_does_nothing(self, root):
        fill(root, 50)
        process = start_process(root)
        try:
            assert until(lambda: count_or_none(root) == 50)
            time.sleep(1.5)
            before = effort(process.pid)
            time.sleep(2)
            after = effort(process.pid)
            assert after[0] - before[0] <= 1, "ticks of CPU"
            assert after[1] - before[1] <= 3, "wake-ups"
        finally:
            process.terminate()
            process.communicate()

    @linux_only
    def test_its_memory_does_not_grow_over_thousands_of_saves(self, root):
        fill(root, 20)
        process = start_process(root)
        try:
            assert until(lambda: count_or_none(root) == 20)
            paths = itertools.cycle(sorted((root / "People").iterdir()))

            def save(times):
                for number in range(times):
                    next(paths).write_text(f"{CONTACT}{number}\n")
                    time.sleep(0.001)
                    if number % 10 == 0:
                        ask(root)

            save(500)
            before = resident(process.pid)
            save(2000)
            assert until(lambda: ask(root))
            assert resident(process.pid) - before < 4_000_000
        finally:
            process.terminate()
            process.communicate()

    @linux_only
    def test_a_full_queue_of_events_loses_nothing(self, root):
        fill(root, 600)
        note(root, "A/Ann.md")
        note(root, "B/Bo.md")
        process = start_process(root)
        try:
            assert until(lambda: count_or_none(root) == 602)
            assert vouched_in_time(root)
            process.send_signal(signal.SIGSTOP)
            limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
            paths = itertools.cycle([root / "People/P0.md", root / "People/P1.md"])
            for _ in range(limit + 100):  # each is an event, and takes no time
                os.utime(next(paths))
            for number in range(600):  # and none of these is heard
                note(root, f"People/P{number}.md", f"{CONTACT}unheard\n")
            for number in range(30):
                note(root, f"New{number}/Deep/Ann{number}.md")
            for old, new in (("A", "C"), ("B", "A"), ("C", "B")):  # unheard, A and B change places
                (root / old).rename(root / new)
            process.send_signal(signal.SIGCONT)
            assert until(lambda: count_or_none(root) == 632)
            assert vouched_in_time(root)
            assert not differences_of(root)
            note(root, "New7/Deep/Late.md")
            note(root, "A/Bo.md", f"{CONTACT}late\n")
            note(root, "B/Ann.md", f"{CONTACT}late too\n")
            assert until(lambda: count_or_none(root) == 633 and not differences_of(root))
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.communicate()


def differences_of(root):
    session = Session(root=root)
    try:
        return differences(rows_of(session.connection), rebuilt(root))
    finally:
        session.close()


def effort(pid):
    """Give the ticks of CPU that a process used, and how often its threads woke."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    woke = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                woke += int(line.split()[1])
    return int(fields[11]) + int(fields[12]), woke


def resident(pid):
    """Give the bytes of memory that a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
