"""Replacing and deleting one file of the vault: wholly or not at all, and never blindly.

The note's name always leads to a whole text, the old or the new one.  The file that was replaced
is kept under a hidden name until it is certain that nobody wrote into it meanwhile; if somebody did,
it gets the note's name back.

What is left, after the grace time (50 ms unless the caller says otherwise):
- a program that opened the note before the swap and writes into it only after the grace time writes
  into a file that has no name any more (editors hold a file open for a few milliseconds);
- a program with an older text in memory that saves after the grace time puts that text over ours;
- where the file system cannot exchange two names (NFS, SMB, FAT), another program's atomic save
  between the last comparison and the swap, about 0.1 ms, is replaced unseen.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from infoview_md.errors import CannotEdit, Mistake, NoteChanged, NotFound
from infoview_md.replace.failures import (
    KeptBeside,
    Unconfirmed,
    explaining,
    note_changed,
    note_gone,
    unconfirmed,
)
from infoview_md.replace.folder import Folder, close_after_reading, free_name, swap
from infoview_md.replace.metadata import carry_over, refuse_unwritable
from infoview_md.replace.naming import conflict_name, part_name
from infoview_md.replace.reading import (
    MAX_BYTES,
    Reading,
    note_opened,
    read_whole,
    signature,
    too_large,
)
from infoview_md.replace.recovery import tidy
from infoview_md.replace.storing import write_file

GRACE = 0.05

Pause = Callable[[float], None]


def replace(
    root: Path, reading: Reading, new: bytes, *, pause: Pause = time.sleep, grace: float = GRACE
) -> None:
    """Put `new` in the place of the text that was read, if the note still holds that text.

    Permissions, owner and extended attributes are kept; where the note is a link inside the vault,
    the file that it leads to is written.  `grace` is how long, in seconds, the replaced file is
    watched for a late writer.  Equal bytes are not written.

    Raises NoteChanged when another program wrote the note meanwhile, whose text then stays; CannotEdit
    (`read-only`, `read-only-folder`, `hard-link`, `other-owner`, `attributes`, `too-large`);
    StorageFailure for a full, read-only or failing disk.
    """
    try:
        with locked_note(root, reading.path, pause) as (folder, name):
            if new != reading.raw:
                _settle_one(put(folder, name, reading, new), pause=lambda: pause(grace))
    except NotFound as error:
        raise note_gone(reading.path) from error


@dataclass(slots=True, kw_only=True)
class Swap:
    """A note that was replaced or deleted, with the file that it was, kept until nobody can be writing into that.

    `name` is the note's name in the folder and `aside` that of the old file (None where the file system can keep
    none); `new` is what the note's name leads to now, None for nothing.  `outcome`, known once it is settled, is
    None where all went well.
    """

    folder: Folder
    name: str
    aside: str | None
    reading: Reading
    new: bytes | None
    failure: OSError | None = None
    outcome: Mistake | None = None

    @property
    def is_there(self) -> bool:
        """Whether the vault holds what was wanted, confirmed by the disk or not."""
        return self.outcome is None or isinstance(self.outcome, Unconfirmed)


def put(folder: Folder, name: str, reading: Reading, new: bytes) -> Swap:
    """Put `new` in the place of the note, in a folder that is open and locked; the caller settles it.

    Raises like `replace`; then the note is what it was.
    """
    if len(new) > MAX_BYTES:
        raise too_large(reading.path)
    temporary = _write_beside(folder, name, reading, new)
    try:
        with explaining(reading.path):
            _refuse_if_changed(folder, name, reading)
            aside = swap(folder, temporary, name, (reading.raw, new))
    except BaseException:
        tidy(folder, temporary)
        raise
    return _looked_at(Swap(folder=folder, name=name, aside=aside, reading=reading, new=new))


def take_out(folder: Folder, name: str, reading: Reading) -> Swap:
    """Take the note away, in a folder that is open and locked; the caller settles it.  Raises like `delete`."""
    with explaining(reading.path):
        aside = free_name(folder, reading.raw, reading.raw)
        refuse_unwritable(folder, name, _refuse_if_changed(folder, name, reading), reading.path)
        folder.move_to_free(name, aside)
    return _looked_at(Swap(folder=folder, name=name, aside=aside, reading=reading, new=None))


def _looked_at(one: Swap) -> Swap:
    """Raise NoteChanged, with everything back, where somebody wrote between the last comparison and the swap."""
    try:
        _refuse_if_written(one)
    except OSError as error:
        one.failure = error
    return one


def delete(
    root: Path, reading: Reading, *, pause: Pause = time.sleep, grace: float = GRACE
) -> None:
    """Delete the note that was read, if it still holds the same text.

    Raises like `replace`; also CannotEdit (`link`) for a note that is a link.
    """
    refuse_link(root, reading.path)
    try:
        with locked_note(root, reading.path, pause) as (folder, name):
            _settle_one(take_out(folder, name, reading), pause=lambda: pause(grace))
    except NotFound as error:
        raise note_gone(reading.path) from error


def refuse_link(root: Path, path: str) -> None:
    """Raise for a note that is a link: deleting what it leads to is more than was asked for."""
    if Path(root, path).is_symlink():
        raise CannotEdit(
            f"{path} is a link; delete it, and the note that it leads to, by hand.", code="link"
        )


@contextmanager
def locked_note(root: Path, path: str, pause: Pause) -> Iterator[tuple[Folder, str]]:
    """Open and lock the folder that really holds a note; gives the folder and the name in it."""
    with note_opened(root, path) as (folder, name), folder.locked(pause):
        yield folder, name


def _write_beside(folder: Folder, name: str, reading: Reading, new: bytes) -> str:
    """Write the new text, with the note's metadata, to a finished temporary file in its folder."""
    note = reading.path
    part = part_name()
    try:
        with explaining(note):
            refuse_unwritable(folder, name, _refuse_if_changed(folder, name, reading), note)
            source = folder.open_to_read(name)
            try:
                write_file(
                    folder,
                    part,
                    new,
                    mode=0o600,
                    finish=lambda target: carry_over(source, target, note),
                )
            finally:
                close_after_reading(source)
            finished = free_name(folder, reading.raw, new)
            folder.move(part, finished)
    except BaseException:
        tidy(folder, part)
        raise
    return finished


def _refuse_if_changed(folder: Folder, name: str, reading: Reading) -> os.stat_result:
    raw, status = read_whole(folder, name, reading.path)
    if raw != reading.raw or signature(status) != reading.signature:
        raise note_changed(reading.path)
    return status


def settle(swaps: Sequence[Swap], *, pause: Callable[[], None]) -> None:
    """Keep the old files until it is certain that they hold nothing but what was read; one wait for all of them.

    Each gets its `outcome`: NoteChanged where somebody wrote into the old file, which then has the note's name
    again; KeptBeside where two others did; Unconfirmed where the disk did not answer.
    """
    for folder in {id(one.folder): one.folder for one in swaps}.values():
        try:
            folder.flush()
        except OSError as error:
            for one in swaps:
                one.failure = error if one.folder is folder else one.failure
    try:
        if any(one.aside is not None for one in swaps):
            pause()
    finally:
        for one in swaps:
            one.outcome = _let_go(one)


def _settle_one(one: Swap, *, pause: Callable[[], None]) -> None:
    settle([one], pause=pause)
    if one.outcome is not None:
        raise one.outcome from one.failure


def _let_go(one: Swap) -> Mistake | None:
    try:
        _refuse_if_written(one)
        if one.aside is not None:
            with suppress(OSError):
                one.folder.remove(one.aside)
    except NoteChanged as changed:
        return changed
    except OSError as error:
        one.failure = error
    return None if one.failure is None else unconfirmed(one.failure, one.reading.path)


def _refuse_if_written(one: Swap) -> None:
    note = one.reading.path
    if one.aside is None or _is_as_read(one.folder, one.aside, one.reading):
        return
    kept_as = _put_back(one.folder, one.name, one.aside, one.new)
    with suppress(OSError):
        one.folder.flush()
    if kept_as is None:
        raise note_changed(note)
    raise KeptBeside(
        f"{note} was changed by two other programs at the same moment; one text is in the"
        f" note, the other was kept beside it as {kept_as}. Compare them, then run the command again."
    )


def _is_as_read(folder: Folder, aside: str, reading: Reading) -> bool:
    try:
        raw, status = read_whole(folder, aside, reading.path)
    except CannotEdit:
        return False
    # Not the last part: giving a file another name changes its ctime.
    return raw == reading.raw and signature(status)[:4] == reading.signature[:4]


def _put_back(folder: Folder, name: str, aside: str, new: bytes | None) -> str | None:
    """Give the file under `aside` the note's name again; the name of a conflict copy if it can't."""
    try:
        if new is None:
            folder.move_to_free(aside, name)
            return None
        folder.exchange(aside, name)
    except OSError:
        if new is not None and _holds(folder, name, new):
            folder.move(aside, name)
            return None
        return _keep_beside(folder, name, aside)
    if _holds(folder, aside, new):
        folder.remove(aside)
        return None
    return _keep_beside(folder, name, aside)


def _holds(folder: Folder, name: str, raw: bytes) -> bool:
    try:
        return read_whole(folder, name, name)[0] == raw
    except (OSError, CannotEdit):
        return False


def _keep_beside(folder: Folder, name: str, aside: str) -> str:
    kept_as = conflict_name(name)
    folder.move_to_free(aside, kept_as)
    return kept_as
