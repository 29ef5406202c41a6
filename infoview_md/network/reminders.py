"""What a person should be told at once: something became overdue, or an interview is an hour away."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from infoview_md.dates import Moment, from_datetime, has_time, instant, to_datetime
from infoview_md.network.followup import FollowUp
from infoview_md.network.kinds import KINDS
from infoview_md.network.model import Interview
from infoview_md.network.report import is_open, state_of

AHEAD_MINUTES = 60
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A short message for the desktop; `keys` are of what it tells, each the same for as long as its moment is."""

    title: str
    text: str
    keys: tuple[str, ...] = field(default=(), compare=False)


def reminders(
    since: Moment | None,
    now: Moment,
    *,
    owed: Iterable[FollowUp],
    interviews: Iterable[Interview],
    told: Container[str] = (),
) -> list[Reminder]:
    """Give what came up after `since` and by `now`; both are local times of the vault.

    Without `since`, as when the first watcher starts, only interviews of the coming hour: what is overdue already is
    the report's.  An interview is reminded of once, at its hour or at the first moment after it.  What has a key in
    `told` is left out.
    """
    found = [_coming(one) for one in interviews if _is_coming(one, since, now)]
    if since is not None:
        late = [one for one in owed if _became_overdue(one, since, now)]
        found += _overdue([one for one in late if _key(one) not in told])
    return [one for one in found if not all(key in told for key in one.keys)]


def _key(follow_up: FollowUp) -> str:
    return f"{follow_up.id} {follow_up.due}"


def _is_coming(interview: Interview, since: Moment | None, now: Moment) -> bool:
    if interview.status not in ("", "scheduled") or not has_time(interview.start):
        return False
    start = interview.start
    return now < start <= _later(now) and (since is None or start > _later(since))


def _later(moment: Moment) -> Moment:
    return from_datetime(to_datetime(instant(moment)) + timedelta(minutes=AHEAD_MINUTES))


def _coming(interview: Interview) -> Reminder:
    people = ", ".join(one.rsplit("/", 1)[-1] for one in interview.contacts) or interview.name
    where = interview.location or interview.mode.replace("_", " ")
    return Reminder(
        title=f"{interview.start[11:]} {people}",
        text="Informational interview" + (f": {where}" if where else ""),
        keys=(f"{interview.path} {interview.start}",),
    )


def _became_overdue(follow_up: FollowUp, since: Moment, now: Moment) -> bool:
    return (
        is_open(follow_up, now)
        and state_of(follow_up.due, now) == "overdue"
        and state_of(follow_up.due, since) != "overdue"
    )


def _overdue(late: list[FollowUp]) -> list[Reminder]:
    if not late:
        return []
    late.sort(key=lambda one: (-KINDS[one.kind].weight, one.contact.casefold()))
    lines = [f"{one.contact}: {KINDS[one.kind].todo.lower()}" for one in late[:_NAMED]]
    if len(late) > _NAMED:
        lines.append(f"and {len(late) - _NAMED} more")
    title = "Overdue" if len(late) == 1 else f"{len(late)} follow-ups are overdue"
    return [Reminder(title=title, text="\n".join(lines), keys=tuple(map(_key, late)))]
