"""Whether a vault lies on a file system that does not tell of changes made elsewhere."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_REMOTE = frozenset(
    {"9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs"}
    | {"gfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"}
    | {"prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav"}
)
_LOCAL_BY_FUSE = (
    "fuseblk",
    "fuse.ntfs",
    "fuse.exfat",
    "fuse.portal",
    "fuse.gocryptfs",
    "fuse.encfs",
)
_MOUNT_SECONDS = 5
_DRIVE_REMOTE = 4


def is_remote(root: str) -> bool:
    """Tell whether changes made on another computer, or behind a program, would go unheard."""
    if sys.platform == "win32":
        return _is_remote_drive(root)
    return is_remote_type(mounted_type(root, _mounts()))


def is_remote_type(name: str) -> bool:
    """Tell it by the name of the file system; those that programs provide count as remote but for known ones."""
    if name.startswith(_LOCAL_BY_FUSE):
        return False
    return name in _REMOTE or "fuse" in name


def mounted_type(path: str, mounts: list[tuple[str, str]]) -> str:
    """Give the name of the file system of a path, from (place, name) of each mount; the last one of a place holds."""
    best, found = "", ""
    for place, name in mounts:
        inside = path == place or path.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, found = place, name
    return found


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            return read_mount_list(_run_mount())
        return read_mountinfo(Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    except (OSError, ValueError, subprocess.SubprocessError):
        return []


def read_mountinfo(text: str) -> list[tuple[str, str]]:
    """Read Linux's table of mounts.  Source: proc_pid_mountinfo(5): the place is field 5, the name follows ` - `."""
    mounts = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:  # noqa: PLR2004 - the place is field 5
            mounts.append((_unescaped(fields[4]), after.split(" ")[0]))
    return mounts


def _unescaped(place: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, character)
    return place


def read_mount_list(text: str) -> list[tuple[str, str]]:
    """Read what `mount` says on macOS: `//me@host/share on /Volumes/share (smbfs, nodev)`."""
    mounts = []
    for line in text.splitlines():
        where, _, how = line.rpartition(" (")
        _, _, place = where.partition(" on ")
        if place:
            mounts.append((place, how.split(",")[0].rstrip(")")))
    return mounts


def _run_mount() -> str:
    return subprocess.run(
        ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=_MOUNT_SECONDS
    ).stdout


def _is_remote_drive(root: str) -> bool:
    if root.startswith("\\\\"):
        return True
    import ctypes

    windows: Any = vars(ctypes)["windll"]
    drive, _ = os.path.splitdrive(root)
    return bool(windows.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)
