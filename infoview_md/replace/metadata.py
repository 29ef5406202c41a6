"""What a note has besides its bytes, carried over to the file that takes its place."""

import errno
import os
import stat

from infoview_md.errors import CannotEdit
from infoview_md.replace.failures import read_only_disk
from infoview_md.replace.folder import Folder, is_unsupported

# Labels that the system itself gives to every new file; an ordinary user may not copy them.
_OF_THE_SYSTEM = ("security.", "trusted.")


def refuse_unwritable(folder: Folder, name: str, status: os.stat_result, note: str) -> None:
    """Raise for a note that the user protected, or whose replacement would break something."""
    if status.st_nlink > 1:
        raise CannotEdit(
            f"{note} is one file with {status.st_nlink} names (hard links), and writing it would"
            " separate them; copy it over itself (cp, then mv) and run the command again.",
            code="hard-link",
        )
    if folder.is_writable(name):
        return
    if folder.is_on_read_only_disk():
        raise read_only_disk(note)
    raise CannotEdit(
        f"{note} is read-only; make it writable (chmod u+w) and run the command again.",
        code="read-only",
    )


def carry_over(source: int, target: int, note: str) -> None:
    """Give the file of handle `target` the owner, attributes and permissions of `source`.

    Lost is what the system lets nobody set: the time of birth.
    """
    status = os.fstat(source)
    _carry_owner(status, target, note)
    _carry_attributes(source, target, note)
    # Last: a change of owner or of an access list changes the permission bits.
    if hasattr(os, "fchmod"):
        os.fchmod(target, stat.S_IMODE(status.st_mode))


def _carry_owner(status: os.stat_result, target: int, note: str) -> None:
    now = os.fstat(target)
    if not hasattr(os, "fchown") or (now.st_uid, now.st_gid) == (status.st_uid, status.st_gid):
        return
    try:
        os.fchown(target, status.st_uid, status.st_gid)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EACCES, errno.EINVAL}:
            raise
        raise CannotEdit(
            f"{note} belongs to another user or group, which writing it would change;"
            " take it over (chown), or ask its owner to run the command.",
            code="other-owner",
        ) from error


def _carry_attributes(source: int, target: int, note: str) -> None:
    wanted, present = _attributes(source), _attributes(target)
    try:
        # A folder can hand its own access list to every new file in it.
        for name in present.keys() - wanted.keys():
            os.removexattr(target, name)
        for name, value in wanted.items():
            if present.get(name) != value:
                os.setxattr(target, name, value)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EACCES} and not is_unsupported(error):
            raise
        raise CannotEdit(
            f"{note} has an attribute or an access list that cannot be copied; nothing was"
            " written. Remove it (setfattr -x, setfacl -b) or edit the note by hand.",
            code="attributes",
        ) from error


def _attributes(handle: int) -> dict[str, bytes]:
    if not hasattr(os, "listxattr"):
        return {}
    try:
        names = os.listxattr(handle)
    except OSError as error:
        if not is_unsupported(error):
            raise
        return {}
    return {
        name: os.getxattr(handle, name) for name in names if not name.startswith(_OF_THE_SYSTEM)
    }
