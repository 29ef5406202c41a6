"""Carrying changes out in the vault: new notes first, then edits, and what is deleted last."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import NoteChanged
from infoview_md.journal import Change
from infoview_md.replace import Job, Neighbours, Reading, Unconfirmed, create, update_all

Told = Callable[[Change], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A change to carry out; `edit` makes it on the text that the note has by then, where it is one of a text."""

    change: Change
    edit: Callable[[bytes], bytes]


def carry_out(root: Path, deeds: Sequence[Deed], *, about_to: Told, landed: Told) -> None:
    """Carry changes out, until the first that fails; raises the mistakes of `replace`.

    `about_to` is told what is about to be written, and `landed` what was, each note by itself; of a note that is told
    again the last counts.
    """
    neighbours = Neighbours()
    for stretch in _stretches(deeds):
        for deed in stretch:
            if deed.change.before is None:
                _create(root, deed.change, neighbours, about_to=about_to, landed=landed)
        for is_removal in (False, True):
            jobs = [
                _job(deed, about_to)
                for deed in stretch
                if deed.change.before is not None and (deed.change.after is None) == is_removal
            ]
            update_all(
                root,
                jobs,
                landed=lambda done: landed(
                    Change(path=done.path, before=done.before, after=done.after)
                ),
            )


def _stretches(deeds: Sequence[Deed]) -> Iterator[list[Deed]]:
    """Divide so that no new note comes before a deletion that may have to make room for its name."""
    stretch: list[Deed] = []
    has_removal = False
    for deed in deeds:
        if deed.change.before is None and has_removal:
            yield stretch
            stretch, has_removal = [], False
        stretch.append(deed)
        has_removal = has_removal or deed.change.after is None
    yield stretch


def _create(
    root: Path, change: Change, neighbours: Neighbours, *, about_to: Told, landed: Told
) -> None:
    about_to(change)
    try:
        create(root, change.path, change.after or b"", neighbours=neighbours)
    except Unconfirmed:
        landed(change)
        raise
    landed(change)


def _job(deed: Deed, about_to: Told) -> Job:
    change = deed.change
    path = change.path

    def announce(reading: Reading, new: bytes | None) -> None:
        about_to(Change(path=path, before=reading.raw, after=new))

    def remove(raw: bytes) -> None:
        if raw != change.before:
            raise NoteChanged(
                f"{path} was changed a moment ago, so it was not deleted; run the command again."
            )

    edit = remove if change.after is None else deed.edit
    return Job(path=path, edit=edit, known_size=len(change.before or b""), before_write=announce)
