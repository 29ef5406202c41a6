"""What wakes the loop: hints of other threads, commands on the socket, signals, and the clock."""

import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from types import FrameType

_ENDING = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


class Stopped(BaseException):
    """A signal came in the middle of a refresh, which is rolled back."""


class Bell:
    """Waits until something happens.  `ring` and `stop` may be called from any thread."""

    def __init__(self) -> None:
        self._ringing, self._heard = socket.socketpair()
        self._ringing.setblocking(False)
        self._heard.setblocking(False)
        self.selector = DefaultSelector()
        self.selector.register(self._heard, EVENT_READ, self._drain)
        self._stopping = threading.Event()
        self._is_interruptible = False

    @property
    def is_stopping(self) -> bool:
        """Whether the loop shall end."""
        return self._stopping.is_set()

    def ring(self) -> None:
        """Wake the loop."""
        with suppress(OSError):  # full: it is about to wake anyway
            self._ringing.send(b"\0")

    def stop(self) -> None:
        """Let the loop end."""
        self._stopping.set()
        self.ring()

    def pause(self, seconds: float) -> None:
        """Wait in the middle of something; a stop ends it."""
        self._stopping.wait(seconds)

    def wait(self, until: float) -> None:
        """Wait until a moment of the monotonic clock, and let everyone who has something be heard."""
        for key, _ in self.selector.select(max(0.0, until - time.monotonic())):
            key.data()

    def _drain(self) -> None:
        with suppress(OSError):
            while self._heard.recv(4096):
                pass

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let a signal end what is done here at once, or one that came before, by raising `Stopped`."""
        self._is_interruptible = True
        try:
            if self.is_stopping:
                raise Stopped
            yield
        finally:
            self._is_interruptible = False

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Take the signals that end a program as the wish to stop; only the main thread can.

        One that is ignored stays so: `nohup` and shells mean it.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
        heeded = [one for one in numbers if signal.getsignal(one) is not signal.SIG_IGN]
        before = {number: signal.signal(number, self._on_signal) for number in heeded}
        waking = signal.set_wakeup_fd(self._ringing.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(waking)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        is_first = not self.is_stopping
        self.stop()
        if is_first and self._is_interruptible:
            raise Stopped

    def close(self) -> None:
        """Give everything back."""
        self.selector.close()
        self._ringing.close()
        self._heard.close()
