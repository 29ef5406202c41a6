"""The rules of keeping a network: stay_in_touch, promise, waiting, announce, birthday."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from infoview_md.dates import (
    ALWAYS,
    Moment,
    NotADate,
    add_cadence,
    add_days,
    birthday_in,
    day_of,
    read_cadence,
)
from infoview_md.network.birthdays import Birthday
from infoview_md.network.followup import Finding, FollowUpKind, Pass, earliest
from infoview_md.network.followups.circle import (
    Circle,
    Rulebook,
    Touchpoint,
    follow_up,
    held_at,
    is_dated,
    line_of,
    touchpoints,
)
from infoview_md.network.model import NoMoment, Search, Task


def stay_in_touch(circle: Circle, rules: Rulebook) -> Iterator[Finding]:  # noqa: ARG001 - one form for all rules
    """Owe a touchpoint by the day the user set, else one cadence after the last.

    Each touchpoint closes one debt and opens the next; a day that was set is kept by a touchpoint on it or later.
    """
    planned = circle.contact.next_contact
    if planned:
        yield _by_day(circle, planned)
    yield from _by_cadence(circle, planned)


def _shown(one: Touchpoint) -> str:
    return one.what.replace("_", " ")


def _by_day(circle: Circle, planned: Moment) -> Finding:
    """Owe a touchpoint by a day, since the last one before it."""
    past = [one for one in touchpoints(circle) if day_of(one.at) < planned]
    later = [one.at for one in touchpoints(circle) if day_of(one.at) >= planned]
    last = f"; last touchpoint {day_of(past[-1].at)} ({_shown(past[-1])})" if past else ""
    return follow_up(
        circle,
        "stay_in_touch",
        opened=past[-1].at if past else ALWAYS,
        due=planned,
        closed=earliest(*later),
        line=line_of(circle.contact.lines, "next_contact"),
        same_as=f"by {planned}",
        reason=f"meant to be in touch by {planned}{last}",
    )


def _is_between(planned: Moment, this: Touchpoint, later: Touchpoint | None) -> bool:
    """Tell whether a day that was set is what this touchpoint waits for."""
    return (
        bool(planned) and day_of(this.at) < planned and (not later or day_of(later.at) >= planned)
    )


def _by_cadence(circle: Circle, planned: Moment) -> Iterator[Finding]:
    try:
        cadence = read_cadence(circle.contact.cadence)
    except NotADate as error:
        yield Pass(kind="stay_in_touch", reason=str(error))
        return
    if cadence is None:
        if not planned:
            yield Pass(kind="stay_in_touch", reason="no cadence is set")
        return
    past = touchpoints(circle)
    if not past and not planned:
        yield Pass(kind="stay_in_touch", reason="no touchpoint has a date to count from")
    for this, later in pairwise([*past, None]):
        if this is None or (later and day_of(later.at) == day_of(this.at)):
            continue  # of one day's touchpoints the last one counts
        if _is_between(planned, this, later):
            continue  # the day that the user set stands for the cadence
        yield follow_up(
            circle,
            "stay_in_touch",
            opened=this.at,
            due=add_cadence(this.at, cadence),
            closed=later.at if later else NoMoment,
            line=line_of(circle.contact.lines, "cadence"),
            same_as=day_of(this.at),
            reason=f"{_wish(circle.contact.cadence)}; last touchpoint {day_of(this.at)} ({_shown(this)})",
        )


def _wish(cadence: str) -> str:
    """Say a cadence: `every 30 days` for a bare number, `every 2w`, and a word as it is."""
    if cadence.isdecimal():
        return f"every {cadence} days"
    return f"every {cadence}" if cadence[0].isdecimal() else cadence


def promise(circle: Circle, rules: Rulebook) -> Iterator[Finding]:  # noqa: ARG001 - one form for all rules
    """Owe what an open task with a due date promises."""
    yield from _tasks(circle, "promise", is_waiting=False)


def waiting(circle: Circle, rules: Rulebook) -> Iterator[Finding]:  # noqa: ARG001 - one form for all rules
    """Show what a contact owes you by a date."""
    yield from _tasks(circle, "waiting", is_waiting=True)


def _tasks(circle: Circle, kind: FollowUpKind, *, is_waiting: bool) -> Iterator[Finding]:
    found = [
        (note, since, task)
        for note, since, task in _all_tasks(circle)
        if task.due_on and task.is_waiting == is_waiting
    ]
    if not found:
        yield Pass(kind=kind, reason="no task of that sort has a due date")
    # Of one text the earlier date comes first: the next turn of a repeated task is a debt of its own.
    for (note, text), same in groupby(
        sorted(found, key=lambda one: (one[0], one[2].text, one[2].due_on, one[2].line)),
        key=lambda one: (one[0], one[2].text),
    ):
        for number, (_, since, task) in enumerate(same):
            yield follow_up(
                circle,
                kind,
                opened=_opened(task, since),
                due=task.due_on,
                closed=(task.done_on or ALWAYS) if task.is_done else NoMoment,
                note=note,
                line=task.line,
                reason=task.text,
                same_as=f"{text}\0{number}" if number else text,
            )


def _all_tasks(circle: Circle) -> Iterator[tuple[str, Moment, Task]]:
    """Give the tasks of the contact's note and of the interviews it leads, with what dates each."""
    for task in circle.contact.tasks:
        yield circle.contact.path, NoMoment, task
    for meeting in circle.meetings:
        if meeting.is_lead:
            for task in meeting.interview.tasks:
                yield meeting.interview.path, day_of(meeting.interview.start), task


def _opened(task: Task, since: Moment) -> Moment:
    """Give when a task was written: its own date, else its interview's; a bare line has none."""
    if task.created_on:
        return task.created_on
    return since if since and since <= task.due_on else ALWAYS


def announce(circle: Circle, rules: Rulebook) -> Iterator[Finding]:
    """Owe everyone who helped the news of where you landed."""
    contact = circle.contact
    landed = [one for one in circle.searches if is_dated(one.landed)]
    if not landed or not contact.path:
        missing = "there is no note to keep it in" if landed else "no search has landed"
        yield Pass(kind="announce", reason=missing)
        return
    helped = _helped(circle)
    if not helped:
        yield Pass(kind="announce", reason="never interviewed, and led you to nobody")
        return
    for search in landed:
        moved_on = _next_start(circle, search)
        if not moved_on or helped < moved_on:
            yield follow_up(
                circle,
                "announce",
                opened=max(search.landed, helped),
                due=add_days(search.landed, rules.policy.announce_days),
                closed=_told(circle, search),
                line=line_of(contact.lines, "type"),
                same_as=search.path,
                reason=f"you landed on {day_of(search.landed)}"
                + (f" at {search.employer}" if search.employer else ""),
            )


def _told(circle: Circle, search: Search) -> Moment:
    """Give when they were told of this landing; a word about an earlier one does not count."""
    told = circle.contact.told_landed
    has_earlier = any(
        is_dated(one.landed) and one.landed < search.landed for one in circle.searches
    )
    since = (search.started or search.landed) if has_earlier else NoMoment
    return told if not is_dated(told) or told >= since else NoMoment


def _helped(circle: Circle) -> Moment:
    """Give since when the contact counts as a helper; empty where it does not."""
    talked = [at for meeting in circle.meetings if (at := held_at(meeting.interview))]
    return earliest(*talked, circle.referred_first)


def _next_start(circle: Circle, search: Search) -> Moment:
    """Give the start of the search after this one, empty where there is none: later helpers had no part in it."""
    return earliest(*(one.started for one in circle.searches if one.started > search.landed))


def birthday(circle: Circle) -> Birthday | None:
    """Give the birthday of the contact; None where none is set or nothing is owed to them any more."""
    contact = circle.contact
    if not contact.birthday or contact.closed == ALWAYS:
        return None
    return Birthday(
        contact=contact.name,
        path=contact.path,
        line=line_of(contact.lines, "birthday"),
        born=contact.birthday,
        met=tuple(
            one.at
            for one in touchpoints(circle)
            if day_of(one.at) == birthday_in(contact.birthday, int(one.at[:4]))
        ),
        closed=contact.closed,
        snoozed_until=contact.snoozed_until,
    )
