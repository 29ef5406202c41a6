"""The clipboard of the system, through the tool that the system has for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from infoview_md.errors import StorageFailure

_SECONDS = 5


def copy(text: str) -> None:
    """Put a text on the clipboard.  Raises `StorageFailure` where there is no tool for it, or it fails."""
    for words in _tools():
        if shutil.which(words[0]):
            return _run(words, text)
    raise StorageFailure(
        "There is no clipboard here.",
        hint=f"{_advice()} Without it, write to a file: --to-file FILE",
    )


def _tools() -> Iterator[list[str]]:
    if sys.platform == "darwin":
        yield ["pbcopy"]
    elif sys.platform == "win32":
        yield ["clip"]
    else:
        if os.environ.get("WAYLAND_DISPLAY"):
            yield ["wl-copy"]
        if os.environ.get("DISPLAY"):
            yield ["xclip", "-selection", "clipboard"]
            yield ["xsel", "--clipboard", "--input"]
        yield ["termux-clipboard-set"]
        yield ["clip.exe"]


def _advice() -> str:
    if os.environ.get("WAYLAND_DISPLAY"):
        return "Install wl-clipboard."
    return "Install xclip or xsel." if os.environ.get("DISPLAY") else "No display is open."


def _run(words: list[str], text: str) -> None:
    # The Windows tool takes UTF-16 for text in every language; its newlines are two characters.
    is_windows = words[0].startswith("clip")
    raw = text.replace("\n", "\r\n").encode("utf-16") if is_windows else text.encode("utf-8")
    try:
        # xclip stays behind to serve the selection; its output must not hold the pipe open.
        subprocess.run(  # noqa: S603 - a fixed command, the text goes to its input
            words,
            input=raw,
            check=True,
            timeout=_SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise StorageFailure(
            f"`{words[0]}` did not take the text ({type(error).__name__}).",
            hint="Write to a file instead: --to-file FILE",
        ) from None
