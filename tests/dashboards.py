"""A dashboard under test: a vault, its blocks, and the ways in which people and plugins tick a line."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from infoview_md.dashboard import Refreshed, refresh_blocks
from tests.commands import Desk

BLOCK = "<!-- infoview: {} -->\n<!-- /infoview -->\n"

ADA = """\
---
type: contact
company: Acme
---
# Ada
"""
TALK = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-11-20T15:00
status: done
---
## Notes

She said a lot.
"""
NOTES = {"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK}
TODAY = "2026-11-22"


@dataclass
class Board:
    """A vault with a dashboard."""

    desk: Desk
    path: str = "Dashboard.md"

    def refresh(self, **words: object) -> Refreshed:
        """Refresh the blocks, without waiting for anybody to finish writing."""
        session = self.desk.session()
        try:
            return refresh_blocks(session, quiet_seconds=0, **words)
        finally:
            session.close()

    @property
    def text(self) -> str:
        return self.desk.text(self.path)

    @text.setter
    def text(self, text: str) -> None:
        (self.desk.root / self.path).write_bytes(text.encode())

    def line(self, words: str) -> str:
        """Give the one line with some words in it."""
        found = [line for line in self.text.splitlines() if words in line]
        assert len(found) == 1, found
        return found[0]

    def change(self, words: str, how) -> str:
        """Change the one line with some words in it; gives the new line."""
        old = self.line(words)
        new = how(old)
        self.text = self.text.replace(old, new)
        return new


def ticked(line: str) -> str:
    """Tick as core Obsidian does: nothing but the box."""
    return line.replace("[ ]", "[x]", 1)


def ticked_by_tasks(line: str, on: str = TODAY) -> str:
    """Tick as the Tasks plugin does: the date of completion behind the other dates, before the block id."""
    text, block_id = re.fullmatch(r"(.*) (\^\S+)", ticked(line)).groups()
    return f"{text} ✅ {on} {block_id}"


def ticked_by_tasks_in_dataview_format(line: str, on: str = TODAY) -> str:
    text, block_id = re.fullmatch(r"(.*) (\^\S+)", ticked(line)).groups()
    return f"{text}  [completion:: {on}] {block_id}"


def ticked_by_dataview(line: str, on: str = TODAY) -> str:
    """Tick as Dataview does where it tracks completion: one blank before its field."""
    text, block_id = re.fullmatch(r"(.*) (\^\S+)", ticked(line)).groups()
    return f"{text} [completion:: {on}] {block_id}"


@dataclass
class Editor:
    """An editor that saves in place and empties the file first, as Obsidian does; it adds one line with each save."""

    place: Path
    wrote: list[bytes] = field(default_factory=list)

    def save(self) -> None:
        """Read, add a line at the end, and write it back."""
        text = self.place.read_bytes()
        line = f"mine {len(self.wrote)}\n".encode()
        with self.place.open("r+b") as file:
            file.truncate(0)
            time.sleep(0.0005)
            file.write(text + line)
        self.wrote.append(line)

    def lost(self) -> list[bytes]:
        """Give the lines that are nowhere: two writers at the same moment may leave a copy beside the note."""
        notes = [
            one.read_bytes().splitlines(keepends=True) for one in self.place.parent.glob("*.md")
        ]
        return [line for line in self.wrote if not any(line in lines for lines in notes)]
