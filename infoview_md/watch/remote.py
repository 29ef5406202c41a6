"""Whether a vault lies on a file system that does not tell of changes made elsewhere, or has a folder on one."""

import os
import sys
from typing import Any

from infoview_md.watch.mounts import file_systems, mounts

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
_DRIVE_REMOTE = 4


def is_remote(root: str) -> bool:
    """Tell whether changes made on another computer, or behind a program, would go unheard."""
    if sys.platform == "win32":
        return _is_remote_drive(root)
    return any(map(is_remote_type, file_systems(root, mounts())))


def is_remote_type(name: str) -> bool:
    """Tell it by the name of the file system; those that programs provide count as remote but for known ones."""
    if name.startswith(_LOCAL_BY_FUSE):
        return False
    return name in _REMOTE or "fuse" in name


def _is_remote_drive(root: str) -> bool:
    if root.startswith("\\\\"):
        return True
    import ctypes

    windows: Any = vars(ctypes)["windll"]
    drive, _ = os.path.splitdrive(root)
    return bool(windows.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)
