"""Standard streams that are closed or cannot take what is said."""

import os
import sys
from typing import Final

_STREAMS: Final = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def stand_in_for_closed() -> None:
    """Open the null device in the place of every standard stream that was closed before the start.

    Else the next file that is opened gets its number, and what is said to the stream lands in that file.
    """
    for number, (name, mode) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(_nothing(number), mode, encoding="utf-8"))


def _nothing(number: int) -> int:
    opened = os.open(os.devnull, os.O_RDWR)
    if opened == number or _is_open(number):
        return opened
    os.dup2(opened, number)
    os.close(opened)
    return number


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def give_up_output() -> None:
    """Let what standard output still holds go nowhere, so that the end of the program does not fail by it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
