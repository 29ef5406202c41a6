"""The nouns of the journal, and their form as lines of JSON."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

_COMPRESSED_FROM = 512
# A note has at most 16 MiB; a damaged record must not ask for more memory than that.
_LARGEST = 32 * 1024 * 1024


class State(StrEnum):
    """How far a command came: it was cut off, it ended, or it was taken back."""

    INTERRUPTED = "interrupted"
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one command did to one note: its bytes before (None: it was created) and after (None: deleted).

    `path` is relative to the vault, with `/`.
    """

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One command in the journal.

    `number` grows with every command; `at` and `undone_at` are ISO instants as the caller gave them
    (`undone_at` is empty unless the state is `undone`); `sentence` is what the command said it did.
    """

    number: int
    at: str
    command: str
    sentence: str
    changes: tuple[Change, ...]
    state: State
    undone_at: str = ""


def header_line(*, at: str, command: str, sentence: str) -> bytes:
    """Return the first line of an entry."""
    return _line({"at": at, "command": command, "sentence": sentence})


def change_line(change: Change) -> bytes:
    """Return the line of one change; it carries a digest by which damage is noticed."""
    before, after = _packed(change.before), _packed(change.after)
    body = {"path": change.path, "before": before, "after": after}
    return _line({"change": body, "sha": _sha(change)})


def committed_line(changes: Iterable[Change] | None, sentence: str) -> bytes:
    """Return the line that ends an entry; with changes, they are what really was written."""
    final = b"" if changes is None else b"".join(map(change_line, changes))
    restart = b"" if changes is None else _line({"restart": True})
    return restart + final + _line({"committed": True, "sentence": sentence})


def undone_line(at: str) -> bytes:
    """Return the line that says when an entry was taken back."""
    return _line({"undone": at})


def read_entry(number: int, raw: bytes) -> Entry | None:
    """Return the entry of these lines, or None for a damaged one.

    A last line that was cut off counts as not written: nothing is done in the vault before the
    line that announces it is whole.
    """
    *lines, _cut_off = raw.split(b"\n")
    try:
        return _read_lines(number, [json.loads(line) for line in lines])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error):
        return None


def _read_lines(number: int, lines: list[Any]) -> Entry:
    header, *rest = lines
    changes: dict[str, Change] = {}
    state, sentence, undone_at = State.INTERRUPTED, str(header["sentence"]), ""
    for line in rest:
        if "change" in line:
            _take_in(changes, _read_change(line))
        elif "restart" in line:
            changes.clear()
        elif "committed" in line:
            state, sentence = State.DONE, line["sentence"] or sentence
        else:
            state, undone_at = State.UNDONE, str(line["undone"])
    return Entry(
        number=number,
        at=str(header["at"]),
        command=str(header["command"]),
        sentence=sentence,
        changes=tuple(changes.values()),
        state=state,
        undone_at=undone_at,
    )


def _take_in(changes: dict[str, Change], change: Change) -> None:
    """Add a change; one that goes on from an earlier one of the same note becomes one with it.

    One that does not go on from it replaces it: the earlier intent came to nothing.
    """
    earlier = changes.get(change.path)
    goes_on = earlier is not None and earlier.after == change.before
    before = earlier.before if earlier is not None and goes_on else change.before
    changes[change.path] = Change(path=change.path, before=before, after=change.after)


def _read_change(line: dict[str, Any]) -> Change:
    body = line["change"]
    change = Change(
        path=body["path"], before=_unpacked(body["before"]), after=_unpacked(body["after"])
    )
    if _sha(change) != line["sha"]:
        raise ValueError(change.path)
    return change


def _sha(change: Change) -> str:
    parts = (change.path.encode(), change.before, change.after)
    marked = (b"-" if part is None else b"%d:" % len(part) + part for part in parts)
    return sha256(b"".join(marked)).hexdigest()


def _packed(raw: bytes | None) -> str | None:
    if raw is None:
        return None
    if len(raw) < _COMPRESSED_FROM:
        return "plain:" + b64encode(raw).decode()
    return "zlib:" + b64encode(zlib.compress(raw)).decode()


def _unpacked(text: str | None) -> bytes | None:
    if text is None:
        return None
    kind, _, body = text.partition(":")
    raw = b64decode(body, validate=True)
    return zlib.decompressobj().decompress(raw, _LARGEST) if kind == "zlib" else raw


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
