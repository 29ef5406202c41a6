"""The nouns of writing: what a command wants to write, where, and what was written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infoview_md.journal import Change

EditText = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An edit of one note: pure, and safe to be applied again to a newer text."""

    path: str
    change: EditText


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """A new note."""

    path: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A note to delete: the end of a merge, or a creation taken back."""

    path: str


Step = Edit | Creation | Removal

Progress = Callable[[int, int], None]
"""Called with the number of notes written so far and the number to write, at the start and as it grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one command wants to write, and the sentence that says it.

    `subject` is the sentence as an order, as versions of notes are named: "Thank Jane Doe for 2026-11-20".
    """

    sentence: str
    steps: tuple[Step, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to write: the vault, the journal's folder, the command line, and its instant (ISO)."""

    root: Path
    journal: Path
    command: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: the number in the journal (0: nothing had to be), and each note before and after."""

    number: int
    changes: tuple[Change, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Give the notes that were written."""
        return tuple(one.path for one in self.changes)
