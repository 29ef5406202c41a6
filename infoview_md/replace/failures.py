"""What an error of the system means for a note, in words for people who do not program."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from infoview_md.errors import CannotEdit, Mistake, NoteChanged, StorageFailure, UsageMistake


class KeptBeside(NoteChanged):
    """Two other texts came together; one is in the note, one beside it, and a person must choose."""


class Unconfirmed(StorageFailure):
    """The note is new, but the disk did not promise to keep it."""


def note_changed(note: str, *, hint: str = "") -> NoteChanged:
    """Say that another program wrote the note between our reading and our writing."""
    return NoteChanged(
        f"{note} was changed by another program at the same moment, and its text was left alone;"
        " close the note in your editor or wait a moment, then run the command again.",
        hint=hint,
    )


def note_gone(note: str) -> NoteChanged:
    """Say that the note was deleted or renamed between our reading and our writing."""
    return NoteChanged(
        f"{note} was deleted or renamed while the command ran, and nothing was written;"
        " run the command again with the note's present name."
    )


def read_only_disk(note: str) -> StorageFailure:
    """Say that nobody can write on the disk."""
    return StorageFailure(
        f"{note} is on a read-only disk, so it was not written;"
        " make the disk writable and run the command again."
    )


def unconfirmed(error: OSError, note: str) -> Unconfirmed:
    """Say that the note is new, but that the disk did not promise to keep it."""
    return Unconfirmed(
        f"{note} was written, but the disk did not confirm it ({error.strerror or error});"
        " open the note and check that the change is there."
    )


def _disk_full(note: str) -> StorageFailure:
    return StorageFailure(
        f"The disk is full, so {note} was not written; free some space and run the command again."
    )


def _read_only_folder(note: str) -> CannotEdit:
    return CannotEdit(
        f"The folder of {note} does not let you write in it;"
        " make the folder writable (chmod u+w) and run the command again.",
        code="read-only-folder",
    )


def _bad_path(note: str) -> CannotEdit:
    return CannotEdit(
        f"{note} cannot be reached: a part of its path is a file or a link that leads nowhere;"
        " repair the path and run the command again.",
        code="bad-path",
    )


def _long_name(note: str) -> UsageMistake:
    return UsageMistake(f"The name {note} is too long for this disk; choose a shorter one.")


_MEANINGS: dict[int, Callable[[str], Mistake]] = {
    errno.ENOENT: note_gone,
    errno.ENOSPC: _disk_full,
    getattr(errno, "EDQUOT", errno.ENOSPC): _disk_full,
    errno.EROFS: read_only_disk,
    errno.EACCES: _read_only_folder,
    errno.EPERM: _read_only_folder,
    errno.ENOTDIR: _bad_path,
    errno.ELOOP: _bad_path,
    errno.ENAMETOOLONG: _long_name,
}


def explained(error: OSError, note: str) -> Mistake:
    """Turn an error of the system before the swap into a sentence: the note still is what it was."""
    meaning = _MEANINGS.get(error.errno or 0)
    if meaning is not None:
        return meaning(note)
    return StorageFailure(
        f"{note} was not written, because the system reported: {error.strerror or error};"
        " check the disk and run the command again."
    )


@contextmanager
def explaining(note: str) -> Iterator[None]:
    """Raise the explained mistake instead of any `OSError` of the block."""
    try:
        yield
    except OSError as error:
        raise explained(error, note) from error
