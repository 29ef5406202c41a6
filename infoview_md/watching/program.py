"""Whether the program on the disk is still the one that runs: a watcher outlives many updates."""

import os
from typing import Final

import infoview_md

_FILE: Final = infoview_md.__file__
"""It holds the version, and every update writes it."""

Signature = tuple[int, int, int]


def _signature() -> Signature | None:
    try:
        held = os.stat(_FILE)  # noqa: PTH116 - it is asked every minute
    except OSError:
        return None
    return held.st_ino, held.st_size, held.st_mtime_ns


class Program:
    """The installed program, as it was when this one started."""

    def __init__(self) -> None:
        self._started = _signature()
        self._seen = self._started

    def was_updated(self) -> bool:
        """Tell whether another program is in place: seen twice, so that no update is caught half-way."""
        before, self._seen = self._seen, _signature()
        return self._seen is not None and self._seen == before != self._started
