"""Changes of notes, as git would show them."""

import difflib
from collections.abc import Sequence

from infoview_md.journal import Change


def diff_of(changes: Sequence[Change]) -> str:
    """Show changes as a unified diff, as git would."""
    return "".join(_diff(one) for one in changes)


def _diff(change: Change) -> str:
    old, new = (_lines(text) for text in (change.before, change.after))
    lines = difflib.unified_diff(
        old,
        new,
        fromfile=f"a/{change.path}" if change.before is not None else "/dev/null",
        tofile=f"b/{change.path}" if change.after is not None else "/dev/null",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(raw: bytes | None) -> list[str]:
    """Split at line feeds only: a carriage return or a separator inside a line is a part of it."""
    lines = (raw or b"").decode("utf-8", "replace").split("\n")
    ended = [f"{line}\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended
