"""From people and what is known of them to what is written: new notes, filled properties, and what is left to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from infoview_md import vault
from infoview_md.errors import CannotEdit
from infoview_md.exchange.contacts import person_of
from infoview_md.exchange.matching import Register
from infoview_md.exchange.records import Unusable
from infoview_md.exchange.strangers_text import excerpt
from infoview_md.importing.filling import Filler, Filling, filler_of
from infoview_md.importing.noting import Desk, desk_of
from infoview_md.importing.sorting import Clashing, Entry, Sorted, clashes, clashing, row_of, united
from infoview_md.network.network import is_ghost
from infoview_md.writeback import Creation, Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

Answer = Literal["skip", "new", "same"]
"""What to do about somebody who may be known: nothing, a note of their own, or fill the note that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answer; `key` is which of the keys of the match is meant, empty for the only one."""

    answer: Answer
    key: str = ""


Decide = Callable[[Entry], Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A person who gets a note."""

    entry: Entry
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that an import would do, and every person about whom it does nothing."""

    new: tuple[NewNote, ...]
    filled: tuple[tuple[Entry, Filling], ...]
    possible: tuple[Entry, ...]
    left_out: int
    work: Work
    unusable: tuple[Unusable, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        """Count the notes that would be changed."""
        return sum(bool(filling.gains) for _, filling in self.filled)

    @property
    def clashes(self) -> list[Clashing]:
        """Give what two rows of one person say differently, of those who get or have a note."""
        return clashing([*(one.entry for one in self.new), *(entry for entry, _ in self.filled)])


def register_of(session: "Session") -> Register:
    """Give the contacts of a vault that have notes, to be matched with."""
    return Register.of(
        (key, person_of(contact))
        for key, contact in session.network.contacts.items()
        if not is_ghost(key)
    )


def plan(session: "Session", found: Sorted, decide: Decide) -> Plan:
    """Plan an import; `decide` is asked about each person who may be known already."""
    planning = _Planning(session, desk_of(session))
    for number, entry in enumerate(found.entries):
        planning.take(number, entry, decide)
    return replace(planning.plan(found.left_out), remarks=found.remarks)


class _Planning:
    """What was planned so far."""

    def __init__(self, session: "Session", desk: Desk) -> None:
        self.root = str(session.root)
        self.desk = desk
        self.filler: Filler = filler_of(session, desk.link)
        self.new: dict[int, Entry] = {}
        self.notes: dict[int, str] = {}
        self.filled: list[tuple[Entry, Filling]] = []
        self.possible: list[Entry] = []
        self.edits: list[Step] = []

    def take(self, number: int, entry: Entry, decide: Decide) -> None:
        """Plan what becomes of one person."""
        keys = entry.match.keys
        if entry.match.verdict == "new":
            self.new[number] = entry
        elif entry.match.verdict == "known":
            self._fill(number, entry, keys[0], is_decided=False)
        else:
            self._take_decided(number, entry, decide(entry))

    def _take_decided(self, number: int, entry: Entry, decision: Decision) -> None:
        keys = entry.match.keys
        key = decision.key or (keys[0] if len(keys) == 1 else "")
        if decision.answer == "new":
            self.new[number] = entry
        elif decision.answer == "skip" or not key:
            self.possible.append(entry)
        elif (row := row_of(key)) is None:
            self._fill(number, entry, key, is_decided=True)
        elif row in self.new:
            self.new[row] = _joined(self.new[row], entry)
        elif row in self.notes:
            self._fill(number, entry, self.notes[row], is_decided=True)
        else:
            self.possible.append(entry)

    def _fill(self, number: int, entry: Entry, path: str, *, is_decided: bool) -> None:
        # A person who was recognised by hand is known by this UID when the file comes again.
        uid = entry.uid if is_decided else ""
        raw = vault.read(self.root, path) or b""
        filling = self.filler.look(path, raw, entry.person, with_uid=uid)
        self.notes[number] = path
        self.filled.append((entry, filling))
        if filling.gains:
            self.edits.append(self.filler.edit(path, entry.person, with_uid=uid))

    def plan(self, left_out: int) -> Plan:
        """Give names to the new notes and put everything together."""
        new, creations, unusable = [], [], list[Unusable]()
        for entry in self.new.values():
            try:
                path, raw = self.desk.note(entry.person, entry.channel, entry.uid)
            except CannotEdit as refusal:
                unusable += _unusable(entry, refusal)
                continue
            new.append(NewNote(entry=entry, path=path))
            creations.append(Creation(path=path, raw=raw))
        work = _work([*creations, *self.edits], len(creations), len(self.edits))
        return Plan(
            new=tuple(new),
            filled=tuple(self.filled),
            possible=tuple(self.possible),
            left_out=left_out,
            work=work,
            unusable=tuple(unusable),
        )


def _unusable(entry: Entry, refusal: CannotEdit) -> list[Unusable]:
    """Name the rows of a person of whom no note can be made, as where a value is longer than properties may be."""
    reason = f"no note can be made of it: {refusal.sentence.rstrip('.')}"
    return [
        Unusable(
            row=one.row,
            line=one.line,
            file=one.file,
            reason=reason,
            excerpt=excerpt(entry.person.name),
        )
        for one in entry.places
    ]


def _joined(old: Entry, more: Entry) -> Entry:
    return replace(
        old,
        person=united(old.person, more.person),
        places=(*old.places, *more.places),
        channel=old.channel or more.channel,
        clashes=(*old.clashes, *clashes(old.person, more.person), *more.clashes),
    )


def _work(steps: Sequence[Step], made: int, filled: int) -> Work:
    parts = []
    if made:
        parts.append(f"created {counted(made, 'note')}")
    if filled:
        parts.append(f"filled in what was missing in {counted(filled, 'note')}")
    said = " and ".join(parts) or "imported nothing"
    return Work(
        sentence=f"{said[0].upper()}{said[1:]}.",
        subject=f"Import {counted(made + filled, 'contact')}",
        steps=tuple(steps),
    )


def counted(number: int, noun: str) -> str:
    """Say a number with its noun: `1 note`, `2 notes`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
