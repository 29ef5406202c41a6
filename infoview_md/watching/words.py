"""What the watcher says, in sentences."""

from infoview_md.sync import SyncResult

_NAMED = 3


def refreshed(result: SyncResult, seconds: float) -> str:
    """Say what one refresh did: `2 changed, 1 new: Ann.md, Bo.md, Cy.md (12 ms)`."""
    counts = [
        f"{number} {word}"
        for number, word in (
            (result.added, "new"),
            (result.changed, "changed"),
            (result.removed, "gone"),
        )
        if number
    ]
    names = ", ".join(result.paths[:_NAMED])
    more = len(result.paths) - _NAMED
    if more > 0:
        names += f" and {more} more"
    what = ", ".join(counts) or "nothing new"
    return f"{what}{': ' if names else ''}{names} ({seconds * 1000:.0f} ms)"
