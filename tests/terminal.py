"""A command on a real terminal: keys go in, and what a person would see comes out."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

_RUN = "import sys; from infoview_md.cli import run; sys.exit(run(sys.argv[2:], now=sys.argv[1]))"
_PATIENCE = 20.0


class Terminal:
    """One command at a terminal of its own."""

    def __init__(self, root: Path, now: str, *words: str, **environment: str) -> None:
        self._master, slave = pty.openpty()
        self._seen = ""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RUN, now, "--vault", str(root), *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm", **environment},
            cwd=Path(__file__).parent.parent,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def sees(self, text: str) -> None:
        """Wait until a text is on the screen, from where the last one ended."""
        end = time.monotonic() + _PATIENCE
        while text not in self._seen:
            assert time.monotonic() < end, f"{text!r} is not in {self._seen!r}"
            if not self._read():
                break
        assert text in self._seen, f"{text!r} is not in {self._seen!r}"
        self._seen = self._seen.partition(text)[2]

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], 1.0)
        if not ready:
            return True
        try:
            self._seen += os.read(self._master, 4096).decode()
        except OSError:
            return False
        return True

    def types(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def presses(self, key: str) -> None:
        """Press one key once the program waits for single keys; what is typed before that is dropped."""
        end = time.monotonic() + _PATIENCE
        while termios.tcgetattr(self._master)[3] & termios.ICANON:
            assert time.monotonic() < end, f"no key is waited for: {self._seen!r}"
            time.sleep(0.01)
        self.types(key)

    def ends(self) -> tuple[int, str]:
        """Wait for the end; gives the exit code and what was still said."""
        end = time.monotonic() + _PATIENCE
        while self._read():
            assert time.monotonic() < end, f"it does not end: {self._seen!r}"
        os.close(self._master)
        return self._process.wait(_PATIENCE), self._seen
