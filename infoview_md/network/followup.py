"""A follow-up and what a rule found: the part of the model that a report needs, and no more.

A report reads rows that were derived before, so the nouns of notes are not loaded for it.
"""

from typing import Literal, NamedTuple

from infoview_md.dates import Moment
from infoview_md.digests import blake2b

NoMoment = Moment("")

FollowUpKind = Literal[
    "reach_out",
    "try_another",
    "nudge",
    "schedule",
    "send_questions",
    "prepare",
    "confirm_outcome",
    "thank_you",
    "write_up",
    "report_back",
    "stay_in_touch",
    "promise",
    "waiting",
    "announce",
    "birthday",
]

State = Literal["overdue", "today", "upcoming"]


class FollowUp(NamedTuple):
    """Something owed, as an interval: it opens, is due, and closes when a fact of a note says so.

    `contact` is the name and `contact_path` the note of the person it is owed to (empty path: no note yet);
    `note` and `line` say where the rule read it; `closed` is empty while nothing closed it.
    """

    id: str
    kind: FollowUpKind
    contact: str
    contact_path: str
    note: str
    line: int
    opened: Moment
    due: Moment
    closed: Moment
    reason: str
    detail: str = ""


class Pass(NamedTuple):
    """What a rule found where nothing is owed, for `why`."""

    kind: FollowUpKind
    reason: str


Finding = FollowUp | Pass


def mark(*parts: str) -> str:
    """Give the id of a debt: ten hexadecimal digits that stay while it is the same one."""
    return blake2b("\0".join(parts).encode(), digest_size=5).hexdigest()


def earliest(*moments: Moment) -> Moment:
    """Give the earliest of the moments that are set; empty where none is."""
    return min(filter(None, moments), default=NoMoment)
