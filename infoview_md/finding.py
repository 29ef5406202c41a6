"""Finding text in the notes: which notes, and in each the line that shows why."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md import vault
from infoview_md.index import database, fulltext
from infoview_md.note.reading import read
from infoview_md.sync.reading import folded

if TYPE_CHECKING:
    import sqlite3

    from infoview_md.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A note with the searched words, and its best line, counted from 1."""

    path: str
    line: int
    text: str


def find(session: "Session", text: str, limit: int) -> list[Found]:
    """Give the notes with all words of a text, best first.  The beginning of a word is enough."""
    words = [word for word in folded(text).split() if any(c.isalnum() for c in word)]
    root = str(session.root)

    def ask(connection: "sqlite3.Connection") -> list[fulltext.Hit]:
        progress = session.progress() if session.progress else None
        with database.transaction(connection):
            fulltext.refresh(connection, lambda path: _text_of(root, path), progress)
        return fulltext.find(connection, words, limit)

    notes = [_found(root, hit.path, words) for hit in session.ask(ask)]
    return [*notes, *_in_lists(session, words, limit - len(notes))]


def _in_lists(session: "Session", words: list[str], limit: int) -> list[Found]:
    """Give the people of lists with all words, as many as there is room for behind the notes."""
    if limit <= 0 or not words:
        return []
    from infoview_md import rosters

    found: list[Found] = []
    for roster in rosters.rosters(session.root, session.config.folders.lists.strip("/")):
        for line, text in rosters.lines_with(session.root, roster, words):
            found.append(Found(path=roster.path, line=line, text=text))
            if len(found) == limit:
                return found
    return found


def _text_of(root: str, path: str) -> str:
    reading = read(vault.read(root, path) or b"")
    return f"{reading.front_matter}\n{reading.body}"


def _found(root: str, path: str, words: list[str]) -> Found:
    """Give the line with the most of the words; of equals the first, below the properties if there is one."""
    raw = vault.read(root, path) or b""
    lines = raw.decode("utf-8", "replace").splitlines()
    body_line = read(raw).body_line
    scored = [
        (sum(word in plain for word in words), number >= body_line, -number)
        for number, line in enumerate(lines, 1)
        if (plain := folded(line))
    ]
    best = max(scored, default=(0, False, -1))
    number = -best[2] if best[0] else 1
    shown = lines[number - 1].strip() if lines else ""
    return Found(path=path, line=number, text=shown if best[0] else path.rsplit("/", 1)[-1])
