"""Applying an edit to one note, again if another program wrote it meanwhile."""

import time
from collections.abc import Callable
from pathlib import Path

from infoview_md.replace.reading import Reading
from infoview_md.replace.together import Edit, Job, Update, update_all
from infoview_md.replace.writing import GRACE, Pause


def update(
    root: Path,
    path: str,
    edit: Edit,
    *,
    known_size: int | None = None,
    attempts: int = 5,
    before_write: Callable[[Reading, bytes | None], None] | None = None,
    pause: Pause = time.sleep,
    grace: float = GRACE,
) -> Update:
    """Do for one note what `update_all` does for many, and give what was done; raises the same."""
    job = Job(path=path, edit=edit, known_size=known_size, before_write=before_write)
    told: list[Update] = []
    update_all(root, [job], landed=told.append, attempts=attempts, pause=pause, grace=grace)
    return told[-1]
