"""What the commands wrote into the vault, kept outside it, so that it can be taken back.

`begin` writes the intent before the first note is touched and `commit` says that all were
written; `plan_undo` decides, without touching anything, what taking a change back would write.
"""

from infoview_md.journal.change import Change, Entry, State
from infoview_md.journal.records import (
    KEPT_BYTES,
    KEPT_DAYS,
    KEPT_ENTRIES,
    begin,
    commit,
    entries,
    entry,
    intend,
    mark_undone,
    record,
)
from infoview_md.journal.undo import Undo, plan_undo

__all__ = [
    "KEPT_BYTES",
    "KEPT_DAYS",
    "KEPT_ENTRIES",
    "Change",
    "Entry",
    "State",
    "Undo",
    "begin",
    "commit",
    "entries",
    "entry",
    "intend",
    "mark_undone",
    "plan_undo",
    "record",
]
