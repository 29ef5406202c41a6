"""Every mistake a user can make: its sentence, what to do about it, and the exit code.

A wrong argument *raises* one of these; a defect of a note is *collected* as a `Problem` and the other
notes go on.  Source of the exit codes: docs/notes-and-rules.md, "What programs may rely on".
"""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class Problem(NamedTuple):
    """A defect of one note: where it is, what is wrong and what to do.

    `note` is the path relative to the vault with `/`; `line` counts from 1 (0: the whole note);
    `property` is empty where no property is meant.
    """

    note: str
    line: int
    property: str
    message: str
    hint: str


class Mistake(Exception):
    """Something the user can put right; shown as one sentence, never as a traceback."""

    exit_code: ClassVar[int] = 2

    def __init__(self, sentence: str, *, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class UsageMistake(Mistake):
    """An argument or a setting that makes no sense (exit code 2)."""


class NotFound(Mistake):
    """No such note, contact or vault (exit code 3)."""

    exit_code = 3


class Ambiguous(NotFound):
    """A name that fits several notes; `candidates` lists them (exit code 3)."""

    def __init__(self, sentence: str, *, candidates: Sequence[str], hint: str = "") -> None:
        super().__init__(sentence, hint=hint)
        self.candidates = tuple(candidates)


class CannotEdit(Mistake):
    """An edit that cannot be proved to be safe; nothing was written (exit code 4).

    `code` is a short stable word for tests and logs, such as `duplicate-key` or `invalid-yaml`;
    `line` is the line of the note that stands in the way, from 1 (0: unknown).
    """

    exit_code = 4

    def __init__(self, sentence: str, *, code: str, line: int = 0, hint: str = "") -> None:
        super().__init__(sentence, hint=hint)
        self.code = code
        self.line = line


class NoteChanged(Mistake):
    """The note changed under us and the edit no longer applies; nothing was written (exit code 4)."""

    exit_code = 4


class StorageFailure(Mistake):
    """A file, a folder or the index could not be read or written (exit code 5)."""

    exit_code = 5
