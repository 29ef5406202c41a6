"""What is open at a moment, in the order that matters: the one decision behind every form of the report."""

import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from infoview_md.dates import ALWAYS, Moment, day_of, days_between, has_time, instant
from infoview_md.errors import Problem
from infoview_md.network.followup import FollowUp, FollowUpKind, State
from infoview_md.network.kinds import KINDS

_STATE_ORDER: dict[State, int] = {"overdue": 0, "today": 1, "upcoming": 2}
_UNKNOWN_INTERVAL_DAYS = 7


class Owed(NamedTuple):
    """A follow-up as it stands at the moment of a report; `days_overdue` counts calendar days."""

    id: str
    kind: FollowUpKind
    state: State
    contact: str
    contact_path: str
    note: str
    line: int
    opened: Moment
    due: Moment
    days_overdue: int
    reason: str
    closed_by: str
    action: str


class Report(NamedTuple):
    """What is owed as of a moment.

    `later` counts what is open but was left out as too far ahead, `cut` what a limit left out; `upcoming` is the first
    of what was left out, for an empty report that says what comes next.  `told` counts who knows where the search
    landed, and everyone who is or was owed that news; it is counted only while somebody is.
    """

    as_of: Moment
    vault: str
    follow_ups: tuple[Owed, ...]
    problems: tuple[Problem, ...] = ()
    later: int = 0
    cut: int = 0
    upcoming: Owed | None = None
    told: tuple[int, int] = (0, 0)


def is_open(follow_up: FollowUp, as_of: Moment) -> bool:
    """Tell whether a follow-up is open at a moment: opened by then and not closed yet."""
    at = instant(as_of)
    return follow_up.opened <= at and (not follow_up.closed or follow_up.closed > at)


def state_of(due: Moment, as_of: Moment) -> State:
    """Tell how a due moment stands: overdue once it has passed (a day: once it has ended)."""
    at = instant(as_of)
    if due < at if has_time(due) else due < day_of(at):
        return "overdue"
    return "today" if day_of(due) == day_of(at) else "upcoming"


def owe(
    follow_ups: Iterable[FollowUp], as_of: Moment, namesakes: Collection[str] = ()
) -> list[Owed]:
    """Give the open follow-ups as they stand at a moment, in the order of a report.

    Overdue comes first, then the weight of the kind, then how late it is relative to its own interval, then the name.
    `namesakes` are the paths of contacts whose name others have too: commands name them by their path.
    """
    at = instant(as_of)
    found = [one for one in follow_ups if is_open(one, at)]
    called = [_called(one, namesakes) for one in found]
    several = Counter((one.kind, name) for one, name in zip(found, called, strict=True))
    rows = [
        _owed(one, at, name=name, is_single=several[one.kind, name] == 1)
        for one, name in zip(found, called, strict=True)
    ]
    return sorted(rows, key=lambda row: _order(row, at))


def _called(one: FollowUp, namesakes: Collection[str]) -> str:
    """Give what a command calls a contact, so that it means nobody else."""
    return one.contact_path.removesuffix(".md") if one.contact_path in namesakes else one.contact


def _owed(one: FollowUp, at: Moment, *, name: str, is_single: bool) -> Owed:
    state = state_of(one.due, at)
    return Owed(
        id=one.id,
        kind=one.kind,
        state=state,
        contact=one.contact,
        contact_path=one.contact_path,
        note=one.note,
        line=one.line,
        opened=one.opened,
        due=one.due,
        days_overdue=days_between(one.due, at) if state == "overdue" else 0,
        reason=one.reason,
        closed_by=KINDS[one.kind].closed_by,
        action=_action(one.kind, name, "" if is_single else one.id),
    )


def _order(row: Owed, at: Moment) -> tuple[int, int, float, str, str]:
    length = _UNKNOWN_INTERVAL_DAYS if row.opened == ALWAYS else days_between(row.opened, row.due)
    lateness = days_between(row.due, at) / max(length, 1)
    weight = KINDS[row.kind].weight
    return _STATE_ORDER[row.state], -weight, -lateness, row.contact.casefold(), row.id


_VERBS: dict[FollowUpKind, str] = {
    "reach_out": "asked {name}",
    "nudge": "nudged {name}",
    "schedule": "new interview {name}",
    "prepare": "agenda {name} --write",
}


def action(one: FollowUp, namesakes: Collection[str] = ()) -> str:
    """Give the command line that closes a follow-up; `namesakes` as for `owe`."""
    return _action(one.kind, _called(one, namesakes), "")


def _action(kind: FollowUpKind, contact: str, follow_up_id: str) -> str:
    name = shlex.quote(contact)
    if kind in _VERBS:
        return "infoview-md " + _VERBS[kind].format(name=name)
    which = f" --id {follow_up_id}" if follow_up_id else ""
    return f"infoview-md done {name} {kind}{which}"


def within(rows: Sequence[Owed], as_of: Moment, days: int | None) -> tuple[list[Owed], list[Owed]]:
    """Split the rows into what is due within some days and what comes later; None keeps all."""
    if days is None:
        return list(rows), []
    near = [row for row in rows if row.state != "upcoming" or days_between(as_of, row.due) <= days]
    kept = {id(row) for row in near}
    return near, [row for row in rows if id(row) not in kept]
