"""The one path on which notes are written: prove every edit first, journal the intent, write, and journal the end.

Nothing is written where one edit of several cannot be proved; where a later one fails on the disk, the earlier
ones are taken back.
"""

from infoview_md.writeback.diffs import diff_of
from infoview_md.writeback.planning import plan
from infoview_md.writeback.undoing import plan_back, take_back
from infoview_md.writeback.work import (
    Creation,
    Edit,
    EditText,
    Place,
    Progress,
    Removal,
    Step,
    Work,
    Written,
)
from infoview_md.writeback.writing import write

__all__ = [
    "Creation",
    "Edit",
    "EditText",
    "Place",
    "Progress",
    "Removal",
    "Step",
    "Work",
    "Written",
    "diff_of",
    "plan",
    "plan_back",
    "take_back",
    "write",
]
