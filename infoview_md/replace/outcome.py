"""What became of a change: whether a program saved an older text over it, and how to show what was wanted."""

from collections import Counter
from pathlib import Path

from infoview_md.errors import Mistake
from infoview_md.replace.reading import Reading, read_fresh, read_once
from infoview_md.replace.writing import Pause


def was_saved_over(root: Path, written: Reading, new: bytes | None, *, pause: Pause) -> bool:
    """Say whether the note lost our change to a program that saved what it had read before."""
    if new is None:
        return False  # A note that is there again is somebody's wish.
    try:
        now = read_once(root, written.path)
        if now.raw != new:
            now = read_fresh(root, written.path, known_size=len(new), pause=pause)
    except Mistake:
        return False
    return now.raw != new and _is_undone(written.raw, new, now.raw)


def _is_undone(old: bytes, new: bytes, now: bytes) -> bool:
    """Say whether nothing of the step from `old` to `new` is in `now`, counting equal lines.

    A line that somebody changed once more is not undone: whoever did that had read ours.
    """
    before, after, present = (Counter(raw.splitlines()) for raw in (old, new, now))
    added, removed = after - before, before - after
    return all(present[line] <= before[line] for line in added) and all(
        present[line] >= before[line] for line in removed
    )


def diff_of(wanted: tuple[Reading, bytes | None] | None) -> str:
    """Show what was wanted as a unified diff; nothing where nothing or a deletion was."""
    if wanted is None or wanted[1] is None:
        return ""
    from difflib import unified_diff

    reading, new = wanted[0], wanted[1]
    old_lines, new_lines = (raw.decode(errors="replace").splitlines() for raw in (reading.raw, new))
    names = (f"{reading.path} (as read)", f"{reading.path} (wanted)")
    return "\n".join(unified_diff(old_lines, new_lines, *names, lineterm=""))
