"""A watcher under test: the real one, in a thread or in a process of its own, on a real folder."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml_rs

from infoview_md import barrier
from infoview_md.index import database, meta
from infoview_md.session import Session, cache_folder
from infoview_md.sync import sync
from infoview_md.watching import Bell, Times, Wish, watch
from tests.index_equality import differences, rebuilt, rows_of

PROJECT = Path(__file__).parents[1]
PATIENCE = 20.0

yaml_rs.loads("a: 1")  # version 0.1.6 crashes once the thread that used it first has ended

CONTACT = "---\ntype: contact\nasked: 2026-11-02\n---\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Give an empty vault, with private folders of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "infoview.toml").write_text("")
    return vault.resolve()


def until(condition, seconds=PATIENCE):
    """Wait for something to become true; tell whether it did."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class Watched:
    """The watcher of a vault, in a thread: what it said, and what it refreshed."""

    def __init__(self, root, **wish):
        self.root = root
        self.bell = Bell()
        self.said, self.told, self.results = [], [], []
        self.failure = None
        self.outcome = None
        self._wish = Wish(
            say=self.said.append,
            tell=self.told.append,
            after_refresh=[lambda _, result: self.results.append(result)],
            **wish,
        )
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        try:
            self.outcome = watch(self.root, self._wish, self.bell)
        except BaseException as error:  # noqa: BLE001 - handed to the test
            self.failure = error

    def is_ready(self):
        return bool(self.results) or not self.thread.is_alive()

    def names(self):
        """Give the paths of the notes in the index, as another process sees them."""
        session = Session(root=self.root)
        try:
            rows = session.connection.execute("SELECT folder, name FROM note")
            return {f"{folder}/{name}".lstrip("/") for folder, name in rows}
        finally:
            session.close()

    def is_equal(self):
        """Tell whether the index equals a rebuild, without refreshing it."""
        return not self.differences()

    def differences(self):
        session = Session(root=self.root)
        try:
            return differences(rows_of(session.connection), rebuilt(self.root))
        finally:
            session.close()

    def is_refreshed_by_a_command(self):
        """Bring the index up to date as a command does that nobody vouches to; tell whether it found anything."""
        session = Session(root=self.root, asks_watcher=False)
        try:
            found = sync(session.connection, str(self.root), session.setup)
            return bool(found.paths)
        finally:
            session.close()

    def is_vouched(self):
        """Ask the watcher as a command does."""
        return ask(self.root)


@contextmanager
def watching(root, **wish):
    """Run a watcher in a thread for a while."""
    watched = Watched(root, **wish)
    watched.thread.start()
    assert until(watched.is_ready), "the watcher did not get ready"
    try:
        yield watched
    finally:
        watched.bell.stop()
        watched.thread.join(PATIENCE)
        assert not watched.thread.is_alive()
        if watched.failure is not None:
            raise watched.failure


def ask(root):
    """Ask as a command does whether the index is fresh."""
    session = Session(root=root)
    try:
        folder = cache_folder(root)
        if not (folder / database.FILE_NAME).exists():
            return False
        mark = str(meta.meta(session.connection).get(barrier.MARK, ""))
        return barrier.vouched(str(folder), mark=mark, fingerprint=session.fingerprint)
    finally:
        session.close()


def vouched_in_time(root):
    """Ask until the answer is yes: on a busy machine one answer may come too late."""
    return until(lambda: ask(root))


def note(root, name, text=CONTACT):
    """Write a note."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def start_process(root, *arguments, before=(), **more):
    """Start `infoview-md watch` as a user does."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "infoview_md", "--vault", str(root), "watch", *arguments],
        cwd=PROJECT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if os.name == "nt" else _heed_signals,  # noqa: PLW1509 - no thread of ours holds a lock that this needs
        **more,
    )


def _heed_signals():
    """Heed Ctrl-C also where the tests run in the background of a shell, which ignores it for them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


FAST = Times(away=(0.05, 0.1, 0.2), retry=(0.05, 0.1), tick=0.2)


def fill(root, number=100):
    for one in range(number):
        note(root, f"People/P{one}.md")


def count(index):
    connection = sqlite3.connect(f"file:{index}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM note").fetchone()[0]
    finally:
        connection.close()


def count_or_none(root):
    try:
        return count(cache_folder(root) / database.FILE_NAME)
    except sqlite3.Error:
        return None
