"""Writing a new file so that its bytes are on the disk before anybody can see it as a note."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from infoview_md.replace.folder import Folder, hold


def write_file(
    folder: Folder,
    name: str,
    raw: bytes,
    *,
    mode: int,
    finish: Callable[[int], None] = lambda _handle: None,
) -> None:
    """Create a file of exactly these bytes and wait until the disk has them.

    `finish` is given the open file after the bytes are written and before they are flushed.
    """
    handle = folder.open_to_create(name, mode)
    try:
        hold(handle)
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(handle, rest) :]
        finish(handle)
        _flush(handle)
    finally:
        os.close(handle)


def _flush(handle: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # fsync leaves the bytes in the drive's own memory there.
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)
