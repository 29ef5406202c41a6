"""What managed blocks repeat from other notes, which says nothing about the note they stand in."""

import re

_OPENING = re.compile(r" {0,3}<!--[ \t]*infoview:[ \t]*([\w.-]+)")
_CLOSING = re.compile(r" {0,3}<!--[ \t]*/infoview[ \t]*-->")
REPEATING = frozenset(
    {"overdue", "today", "week", "interviews", "waiting", "done", "report", "referrals", "stats"}
)
"""Blocks that show what other notes say; an agenda says something about its own note."""


def without_repeated(body: str) -> str:
    """Blank the content of managed blocks that repeat what other notes say; line numbers stay.

    A task in such a block is a follow-up shown once more, and no promise.
    """
    lines = body.split("\n")
    start = None
    for row, line in enumerate(lines):
        if opened := _OPENING.match(line):
            start = row if opened[1] in REPEATING else None
        elif start is not None and _CLOSING.match(line):
            lines[start + 1 : row] = [""] * (row - start - 1)
            start = None
    return "\n".join(lines)
