"""The end of the barrier that answers: takes the questions of commands, and holds them until they can be answered."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from selectors import EVENT_READ, BaseSelector

from infoview_md import barrier

_MOST_WAITING = 64


@dataclass(frozen=True, slots=True)
class Question:
    """A command's question, whether the index holds everything, in its own words."""

    asking: socket.socket
    words: bytes


class Witness:
    """A private socket on which commands ask.  `waiting` holds the questions that have no answer yet."""

    def __init__(self, folder: Path, selector: BaseSelector) -> None:
        self._selector = selector
        self._path = folder / barrier.SOCKET
        self._path.unlink(missing_ok=True)
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with barrier.Address(str(folder)) as address:
                self._listening.bind(address)
            self._path.chmod(0o600)
            self._listening.listen(_MOST_WAITING)
        except OSError:
            self._listening.close()
            raise
        self._listening.setblocking(False)
        self._reading: set[socket.socket] = set()
        self.waiting: list[Question] = []
        selector.register(self._listening, EVENT_READ, self._accept)

    @property
    def is_in_place(self) -> bool:
        """Whether commands can find it: caches are sometimes emptied."""
        return self._path.exists()

    def _accept(self) -> None:
        with suppress(OSError):
            asking, _ = self._listening.accept()
            if len(self._reading) + len(self.waiting) >= _MOST_WAITING:
                asking.close()
                return
            asking.setblocking(False)
            self._reading.add(asking)
            self._selector.register(asking, EVENT_READ, partial(self._read, asking))

    def _read(self, asking: socket.socket) -> None:
        words = b""
        with suppress(OSError):
            words = asking.recv(barrier.LONGEST_QUESTION)
        self._selector.unregister(asking)
        self._reading.discard(asking)
        if words.endswith(b"\n"):
            self.waiting.append(Question(asking, words))
        else:
            asking.close()

    def take(self) -> list[Question]:
        """Give the questions that wait; the caller answers them."""
        taken, self.waiting = self.waiting, []
        return taken

    def close(self) -> None:
        """Stop listening.  Who still waits hears nothing, and looks for itself."""
        self._selector.unregister(self._listening)
        self._listening.close()
        for asking in self._reading:
            self._selector.unregister(asking)
            asking.close()
        for waiting in self.waiting:
            waiting.asking.close()
        with suppress(OSError):
            self._path.unlink()


def answer(question: Question, *, yes: bool) -> None:
    """Answer a question; a command that did not wait so long has looked for itself."""
    with suppress(OSError):
        question.asking.send(barrier.YES if yes else barrier.NO)
    question.asking.close()
