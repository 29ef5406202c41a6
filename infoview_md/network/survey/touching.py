"""Where the dated lines of people's notes stand, and which headings a log must have to read them."""

from collections import Counter
from collections.abc import Iterable

from infoview_md.network.survey.seen import DatedLine, Seen
from infoview_md.note.body import ANYWHERE, heading_key

_MOST_HEADINGS = 5


def log_headings(contacts: Iterable[Seen], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Give the headings of a log under which every dated line of some notes counts.

    Lines under a title or a date, or under many different headings, need the one that stands for all.
    """
    lost = Counter(
        line.heading for one in contacts for line in one.lines if not is_read(line, usual)
    )
    if not lost:
        return usual
    if "" in lost or len(lost) > _MOST_HEADINGS:
        return (*usual, ANYWHERE)
    new = {heading_key(one): one for one in sorted(lost)}
    return (*usual, *new.values())


def is_read(line: DatedLine, headings: Iterable[str]) -> bool:
    """Tell whether a dated line counts as a touchpoint under some headings of a log."""
    own = {one if one == ANYWHERE else heading_key(one) for one in headings}
    return ANYWHERE in own or any(heading_key(one) in own for one in line.under)
