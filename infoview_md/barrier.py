"""Asking the watcher whether the index holds every save made so far, which spares a command its own look.

A save is over when the text is handed to the system, or its file moved into its place.  The watcher that does not
answer at once is as good as none: the command looks for itself.
"""

import os
import time

SOCKET = "watch.sock"
MARK = "watched_by"
"""The key under which the watcher of an index puts its mark into it."""

YES = b"yes\n"
NO = b"no\n"
BUDGET_SECONDS = 0.05
LONGEST_QUESTION = 256
_LONGEST_ADDRESS = 100


def question(mark: str, fingerprint: str) -> bytes:
    """Write the question: who is asked, and for an index of which settings."""
    return f"1 {mark} {fingerprint}\n".encode("ascii", "replace")


def vouched(folder: str, *, mark: str, fingerprint: str) -> bool:
    """Tell whether the watcher says that the index in a folder holds every save made before this call.

    `mark` is what the watcher wrote into the index, so that nobody can vouch for another one; `fingerprint` stands for
    the settings.  It takes no longer than 50 ms; where no watcher ran, it costs next to nothing.
    """
    if not mark or not os.path.exists(f"{folder}/{SOCKET}"):  # noqa: PTH110 - pathlib takes longer to load than to ask
        return False
    try:
        return _ask(folder, question(mark, fingerprint))
    except (
        OSError,
        ImportError,
        AttributeError,
    ):  # gone, silent, or no such sockets on this system
        return False


def _ask(folder: str, asked: bytes) -> bool:
    from _socket import AF_UNIX, SOCK_STREAM, socket

    until = time.monotonic() + BUDGET_SECONDS
    asking = socket(AF_UNIX, SOCK_STREAM)
    try:
        with Address(folder) as address:
            asking.settimeout(BUDGET_SECONDS)
            asking.connect(address)
        asking.send(asked)
        asking.settimeout(max(until - time.monotonic(), 0.001))
        return asking.recv(len(YES)) == YES
    finally:
        asking.close()


class Address:
    """The address of the watcher's socket; a path that is too long for one is taken by way of an open folder."""

    __slots__ = ("_folder", "_opened")

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._opened = -1

    def __enter__(self) -> str:
        """Give the address, valid until the exit."""
        whole = f"{self._folder}/{SOCKET}"
        if len(os.fsencode(whole)) <= _LONGEST_ADDRESS:
            return whole
        self._opened = os.open(self._folder, os.O_RDONLY)
        return f"/proc/self/fd/{self._opened}/{SOCKET}"

    def __exit__(self, *_: object) -> None:
        """Close the folder."""
        if self._opened >= 0:
            os.close(self._opened)
