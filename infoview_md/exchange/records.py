"""What an import found: people, what could not be used and why, and what the file looked like."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a person was read: the file, its row or card (from 1) and the line that begins it."""

    file: str = ""
    row: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a foreign file, in the words of a contact note; what is not known is empty.

    Every value is one line without control characters, except `note`.  `birthday` is `YYYY-MM-DD` or
    `--MM-DD`; `linkedin` and `url` begin with http:// or https://; the first of `emails` and `phones` is
    the preferred one.  Two people are equal when they say the same, wherever they were read.
    """

    name: str
    given: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    location: str = ""
    linkedin: str = ""
    url: str = ""
    birthday: str = ""
    connected_on: date | None = None
    uid: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    source: Source = field(default=Source(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A row or card that gave no person: `row` and `line` from 1 (0: the whole file), why, its start."""

    row: int
    reason: str
    line: int = 0
    excerpt: str = ""
    file: str = ""


_DIVIDERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """How a file was understood, to be shown before anything is written.

    `rows` counts the rows or cards looked at, the unusable ones with them; `empty_rows` those that hold
    nothing at all.  `columns` pairs each column of a table with the property it gave.  `left_out` says
    what is not imported and how often; `remarks` are sentences about doubtful places.
    """

    format: str
    dialect: str = ""
    encoding: str = ""
    delimiter: str = ""
    rows: int = 0
    empty_rows: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return format, dialect, encoding, delimiter and number of rows in one line."""
        parts = [
            self.dialect or self.format,
            self.encoding,
            f"divided by {_DIVIDERS[self.delimiter]}" if self.delimiter else "",
            f"{self.rows:,} {'card' if self.format == 'vCard' else 'row'}{'s' * (self.rows != 1)}",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that one file gave: each of its rows is in `people`, in `unusable`, or empty."""

    people: tuple[Person, ...]
    unusable: tuple[Unusable, ...]
    described: Described


def refused(described: Described, reason: str) -> Batch:
    """Return the batch of a file that cannot be used at all, and why."""
    return Batch(people=(), unusable=(Unusable(row=0, reason=reason),), described=described)


def stable_uid(*parts: str) -> str:
    """Return the same `urn:uuid:` for the same words, for a card or an event that has no UID yet."""
    from uuid import NAMESPACE_URL, uuid5

    return uuid5(NAMESPACE_URL, "infoview-md:" + "\x1f".join(parts)).urn
