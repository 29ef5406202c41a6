"""Changed notes -> rows of the index: read, understand, and say what they point at."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from infoview_md import vault
from infoview_md.index.store import NoteRow
from infoview_md.network.facts import understand
from infoview_md.network.followups.circle import is_dated, line_of
from infoview_md.network.model import Contact, Fact, Interview
from infoview_md.network.network import company_key
from infoview_md.network.schema import Schema
from infoview_md.note.links import name_key
from infoview_md.note.reading import read
from infoview_md.sync.changes import Entry

_MARKER = re.compile(rb"(?i)<!--[ \t]*/?infoview")
_PAUSE_SECONDS = 0.05
_TORN_NS = 2_000_000_000


class RawEdge(NamedTuple):
    """A link that a rule follows, before it is resolved."""

    field: str
    target: str
    line: int


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Give a name for look-ups: without regard to case, accents and runs of blanks."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def row_of(folder: str, entry: Entry, raw: bytes, schema: Schema, *, is_settled: bool) -> NoteRow:
    """Understand one note.  One that may still be changing keeps no signature, so it is looked at again."""
    path = f"{folder}/{entry[0]}" if folder else entry[0]
    understood = understand(read(raw), path, schema)
    return NoteRow(
        folder=folder,
        name=entry[0],
        size=entry[1],
        ctime_ns=entry[2] if is_settled else 0,
        inode=entry[3],
        digest=vault.content_digest(raw),
        kind=understood.kind,
        name_key=name_key(entry[0]),
        fact=understood.fact,
        problems=understood.problems,
        names=_names(understood.fact),
        is_marked=b"^iv-" in raw or (b"<!--" in raw and _MARKER.search(raw) is not None),
    )


def _names(fact: Fact | None) -> tuple[tuple[str, bool], ...]:
    if not isinstance(fact, Contact):
        return ()
    others = dict.fromkeys(folded(one) for one in (*fact.aliases, *fact.emails))
    own = folded(fact.name)
    return ((own, True), *((key, False) for key in others if key and key != own))


def edges_of(fact: Fact | None) -> Iterator[RawEdge]:
    """Give the links of a fact that rules follow; an asked contact also points at its company."""
    if isinstance(fact, Interview):
        for field, targets in (("contact", fact.contacts), ("referrals", fact.referrals)):
            line = line_of(fact.lines, field) if targets else 0
            for target in targets:
                yield RawEdge(field, target, line)
    elif isinstance(fact, Contact):
        for target in fact.referred_by:
            yield RawEdge("referred_by", target, line_of(fact.lines, "referred_by"))
        if fact.company and is_dated(fact.asked):
            yield RawEdge("company", "@" + company_key(fact.company), 0)


class Patience:
    """The time that one refresh may spend on waiting for writers to finish, however many there are."""

    __slots__ = ("_left", "_pause")

    def __init__(self, pause: Callable[[float], None], seconds: float = 1.0) -> None:
        self._pause = pause
        self._left = seconds

    def wait(self) -> bool:
        """Wait a moment; False where the time is spent."""
        if self._left <= 0:
            return False
        self._left -= _PAUSE_SECONDS
        self._pause(_PAUSE_SECONDS)
        return True


def read_whole(
    root: str, path: str, size: int, known_size: int, patience: Patience
) -> tuple[bytes | None, bool]:
    """Read a note that is young, and tell whether its writer has surely finished.

    Obsidian and other editors empty a file before they write it.  So a note that is suddenly empty, less than half
    as long as it was, or shorter than the file system says is read until two readings are equal.
    """
    raw = vault.read(root, path)
    if raw is None or not _is_torn(raw, size, known_size):
        return raw, True
    while patience.wait():
        before, raw = raw, vault.read(root, path)
        if raw is None or (raw == before and not (known_size and not raw)):
            break
    return raw, False


def _is_torn(raw: bytes, size: int, known_size: int) -> bool:
    short = len(raw) < min(size, vault.LARGEST_NOTE)
    return short or 2 * len(raw) < known_size


def is_young(ctime_ns: int, scanned_ns: int) -> bool:
    """Tell whether a note was written so lately that its writer may not have finished."""
    return ctime_ns > scanned_ns - _TORN_NS
