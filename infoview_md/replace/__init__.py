"""The safe reading, replacing, creating and deleting of one file of a vault.

`update` is the way in for a command: it reads the note fresh, applies a pure edit and puts the result
in its place, in one step that a crash, a full disk or another program cannot leave half done.
"""

from infoview_md.replace.creating import Neighbours, create
from infoview_md.replace.folder import inside
from infoview_md.replace.naming import safe_file_name
from infoview_md.replace.reading import MAX_BYTES, Reading, read_fresh
from infoview_md.replace.recovery import recover
from infoview_md.replace.updating import Update, update
from infoview_md.replace.writing import GRACE, delete, replace

__all__ = [
    "GRACE",
    "MAX_BYTES",
    "Neighbours",
    "Reading",
    "Update",
    "create",
    "delete",
    "inside",
    "read_fresh",
    "recover",
    "replace",
    "safe_file_name",
    "update",
]
