"""The safe reading, replacing, creating and deleting of one file of a vault.

`update_all` is the way in for a command (`update` for a single note): it reads each note fresh, applies a pure edit
and puts the result in its place, in one step that a crash, a full disk or another program cannot leave half done.
"""

from infoview_md.replace.creating import Neighbours, create
from infoview_md.replace.failures import Unconfirmed
from infoview_md.replace.folder import inside
from infoview_md.replace.naming import safe_file_name
from infoview_md.replace.reading import MAX_BYTES, Reading, read_fresh
from infoview_md.replace.recovery import recover, recover_all
from infoview_md.replace.together import Job, Update, update_all
from infoview_md.replace.updating import update
from infoview_md.replace.writing import GRACE, delete, replace

__all__ = [
    "GRACE",
    "MAX_BYTES",
    "Job",
    "Neighbours",
    "Reading",
    "Unconfirmed",
    "Update",
    "create",
    "delete",
    "inside",
    "read_fresh",
    "recover",
    "recover_all",
    "replace",
    "safe_file_name",
    "update",
    "update_all",
]
