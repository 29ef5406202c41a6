import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from infoview_md import barrier

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="it needs such sockets")


class Answering:
    """Something on the watcher's socket that answers in its own way."""

    def __init__(self, folder, answer, *, after=0.0):
        self.asked = []
        self._answer = answer
        self._after = after
        self._listening = socket.socket(socket.AF_UNIX)
        with barrier.Address(str(folder)) as address:
            self._listening.bind(address)
        self._listening.listen()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        with suppress(OSError):  # closed before or while somebody asks
            asking, _ = self._listening.accept()
            with asking:
                self.asked.append(asking.recv(1000))
                time.sleep(self._after)
                if self._answer:
                    asking.send(self._answer)

    def close(self):
        self._listening.close()


@pytest.fixture
def answering(tmp_path):
    made = []

    def answer(words, **how):
        made.append(Answering(tmp_path, words, **how))
        return made[-1]

    yield answer
    for one in made:
        one.close()


def ask(folder, mark="abc", fingerprint="f00"):
    return barrier.vouched(str(folder), mark=mark, fingerprint=fingerprint)


def test_a_yes_is_believed(answering, tmp_path):
    watcher = answering(barrier.YES)
    assert ask(tmp_path)
    assert watcher.asked == [b"1 abc f00\n"]


@pytest.mark.parametrize("words", [barrier.NO, b"", b"yes", b"maybe\n", b"\0\0\0\0"])
def test_anything_else_is_no(answering, tmp_path, words):
    answering(words)
    assert not ask(tmp_path)


def test_silence_is_given_up_after_the_budget(answering, tmp_path):
    answering(barrier.YES, after=2.0)
    began = time.perf_counter()
    assert not ask(tmp_path)
    assert 0.9 * barrier.BUDGET_SECONDS < time.perf_counter() - began < 0.5


def test_nobody_is_asked_where_no_watcher_left_a_mark(tmp_path, answering):
    watcher = answering(barrier.YES)
    assert not ask(tmp_path, mark="")
    assert watcher.asked == []


def test_a_socket_without_a_watcher_is_no(tmp_path):
    dead = socket.socket(socket.AF_UNIX)
    with barrier.Address(str(tmp_path)) as address:
        dead.bind(address)
    dead.close()
    assert (tmp_path / barrier.SOCKET).exists()
    assert not ask(tmp_path)


def test_what_is_no_socket_is_no(tmp_path):
    assert not ask(tmp_path)
    (tmp_path / barrier.SOCKET).write_text("yes\n")
    assert not ask(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no way around it")
def test_a_long_path_is_no_hindrance(answering, tmp_path):
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    watcher = Answering(deep, barrier.YES)
    try:
        assert ask(deep)
        descriptors = len(list(Path("/proc/self/fd").iterdir()))
        ask(deep)
        assert len(list(Path("/proc/self/fd").iterdir())) <= descriptors
    finally:
        watcher.close()


def test_asking_loads_next_to_nothing():
    script = (
        "import sys; before = set(sys.modules); import infoview_md.barrier as b;"
        "b.vouched('/nowhere', mark='x', fingerprint='y');"
        "print(*sorted(set(sys.modules) - before))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == ["infoview_md", "infoview_md.barrier"]
