"""Names of files: safe ones for new notes, hidden ones for our temporary files.

A temporary file begins with a dot, so Obsidian never shows it, and ends in `.tmp`, so that the sync
clients that have a rule for temporary files leave it alone.  `….part.tmp` is unfinished and was
never a note; `….tmp` is finished, and its name carries the beginnings of the digests of the
old and of the new text, so that whoever finds it later can tell our own bytes from somebody else's.
"""

import os
import re
from collections.abc import Iterable
from itertools import chain, count

MAX_BYTES = 180
UNNAMED = "Unnamed"

_PREFIX = ".~infoview-md-"
_TEMPORARY = re.compile(r"\.~infoview-md-([0-9a-f]{4})([0-9a-f]{6})([0-9a-f]{6})(\.part)?\.tmp")

# Begins anywhere, so that two processes hardly meet.
_NUMBERS = count(int.from_bytes(os.urandom(2)))

# Forbidden by Windows, Android or macOS, or breaking Obsidian's links.
_FORBIDDEN = frozenset('/\\:*?"<>|#^[]')
_DOS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³"]
)
# Invisible marks that turn text around, and invisible characters that make two names look alike.
_INVISIBLE = frozenset(
    chain(
        (0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *(range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFFF9, 0xFFFC)),
        range(0xE0000, 0xE0080),
    )
)
_JOINERS = "\u200c\u200d"


def digest(raw: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    from hashlib import sha256

    return sha256(raw).hexdigest()


def finished_name(old: bytes, new: bytes) -> str:
    """Return a fresh name for a finished temporary file that may hold the old or the new bytes.

    No two of a process are the same while many notes of one text are under way.
    """
    number = next(_NUMBERS) & 0xFFFF
    return f"{_PREFIX}{number:04x}{digest(old)[:6]}{digest(new)[:6]}.tmp"


def part_name() -> str:
    """Return a fresh name for a temporary file that is still being written."""
    return f"{_PREFIX}{os.urandom(8).hex()}.part.tmp"


def is_temporary(name: str) -> bool:
    """Say whether the name is one that only this program gives."""
    return _TEMPORARY.fullmatch(name) is not None


def holds_our_bytes(name: str, raw: bytes) -> bool:
    """Say whether a temporary file of this name and content holds nothing but what we put there."""
    found = _TEMPORARY.fullmatch(name)
    if found is None:
        return False
    _, old, new, part = found.groups()
    return part is not None or raw == b"" or digest(raw)[:6] in {old, new}


def conflict_name(name: str) -> str:
    """Return a visible name beside `name` for a text that must not be lost.

    The word in it is one of the patterns of conflict copies, which are never taken for contacts.
    """
    stem, dot, suffix = name.rpartition(".")
    return f"{stem if dot else name}.infoview-conflict-{os.urandom(3).hex()}.{suffix or 'md'}"


def safe_file_name(text: str) -> str:
    r"""Return a name, without `.md`, under which a note can be stored and linked on every system.

    NFC; no control or bidirectional characters; none of `/ \ : * ? " < > | # ^ [ ]`; no leading or
    trailing dot or blank; no device name of DOS; at most 180 bytes of UTF-8; never empty.
    """
    from unicodedata import normalize

    # Twice: dropping a character may bring a letter and its accent together.
    name = normalize("NFC", "".join(map(_portable, normalize("NFC", text))))
    name = _fitting(_trimmed(name))
    if name.partition(".")[0].rstrip(" ").casefold() in _DOS_DEVICES:
        name = _fitting("_" + name)
    return name or UNNAMED


def _portable(character: str) -> str:
    from unicodedata import category

    if character in _FORBIDDEN or character.isspace():
        return " "
    if ord(character) in _INVISIBLE or category(character) in {"Cc", "Cs"}:
        return ""
    return character


def _trimmed(name: str) -> str:
    return " ".join(name.split()).strip(" ." + _JOINERS)


def _fitting(name: str) -> str:
    raw = name.encode()
    return name if len(raw) <= MAX_BYTES else _trimmed(raw[:MAX_BYTES].decode(errors="ignore"))


def find_twin(name: str, others: Iterable[str]) -> str | None:
    """Return the other name that some systems cannot keep beside this one, if there is one.

    Twins differ by the case of letters or by the form of accents only.
    """
    folded = folded_name(name)
    return next((other for other in others if other != name and folded_name(other) == folded), None)


def folded_name(name: str) -> str:
    """Return the form in which some systems compare names: without case, accents in one form."""
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", name).casefold())
