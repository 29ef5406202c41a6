"""A week of meetings: laid out from the notes, and written as proposed interviews."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.acting.creating import new_interview
from infoview_md.acting.whom import stem
from infoview_md.errors import UsageMistake
from infoview_md.network.context import as_context
from infoview_md.network.network import is_ghost
from infoview_md.network.week import Day, Meeting, Trip, WeekPlan, plan
from infoview_md.preparing.desks import desk_of
from infoview_md.render.environment import NO_OVERRIDES, render
from infoview_md.render.text import on_one_line
from infoview_md.render.words import columns_of
from infoview_md.writeback import Creation, Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session


def plan_for(session: "Session", trip: Trip) -> WeekPlan:
    """Lay out the meetings of a trip."""
    return plan(session.network, trip, desk_of(session))


def as_plain(made: WeekPlan) -> str:
    """Write a plan as aligned text, with what did not work out below it."""
    lines = [f"{made.place}, {made.minutes} minutes each; times are local ({made.zone})."]
    cells = [(day, _cells(day)) for day in made.days]
    wide = max((columns_of(row[1]) for _, rows in cells for row in rows), default=0)
    for day, rows in cells:
        lines += ["", day.day]
        for clock, who, why in rows:
            lines.append(f"  {clock:<11}  {who}{' ' * (wide - columns_of(who))}  {why}".rstrip())
        if not rows:
            lines.append("  No meeting fits.")
    if made.left_over:
        lines += ["", f"No slot was left for: {on_one_line(', '.join(made.left_over))}."]
    lines += ["", *(on_one_line(note) for note in made.notes)] if made.notes else []
    return "\n".join(lines) + "\n"


def _cells(day: Day) -> list[tuple[str, str, str]]:
    fixed = [
        (
            one.local.at,
            one.local.clock or "some time",
            one.name,
            _fixed_words(is_proposed=one.is_proposed),
        )
        for one in day.fixed
    ]
    new = [
        (one.local.at, f"{one.local.clock}-{one.until}", _who(one), "; ".join(one.reasons))
        for one in day.meetings
    ]
    rows = sorted([*fixed, *new])
    return [(clock, on_one_line(who), on_one_line(why)) for _, clock, who, why in rows]


def _fixed_words(*, is_proposed: bool) -> str:
    return "proposed already" if is_proposed else "agreed already"


def _who(one: Meeting) -> str:
    return ", ".join(filter(None, (one.name, one.work))) or "free"


def as_markdown(made: WeekPlan, overrides: Mapping[str, str] = NO_OVERRIDES) -> str:
    """Write a plan as Markdown."""
    return render("plan.md.j2", as_context(made), overrides=overrides)


def write_plan(session: "Session", made: WeekPlan, trip: Trip, *, zone: str = "") -> Act:
    """Plan a note with status `proposed` for every meeting that has somebody; people without a note are named.

    A `zone` of the place stands in the notes, so that the drafts offer the times as its clocks show them.  Raises
    `UsageMistake` where there is nobody to write down.
    """
    meetings = [one for day in made.days for one in day.meetings if one.key]
    with_note = [one for one in meetings if not is_ghost(one.key)]
    if not with_note:
        raise UsageMistake(
            f"There is nobody in {made.place} to propose a time to.",
            hint="Look at `location` of your contacts: infoview-md list contacts --location TEXT",
        )
    steps: list[Step] = []
    taken: set[str] = set()
    for one in with_note:
        for step in _note(session, one, trip, zone).work.steps:
            steps.append(_apart(step, taken))
            taken.add(steps[-1].path.casefold())
    ghosts = [one.name for one in meetings if is_ghost(one.key)]
    remarks = (f"Without a note, and so not written: {', '.join(ghosts)}.",) if ghosts else ()
    people = "1 proposed interview" if len(steps) == 1 else f"{len(steps)} proposed interviews"
    return Act(
        work=Work(
            sentence=f"Wrote {people} in {made.place}; the drafts offer these times now.",
            subject=f"Plan {people} in {made.place}",
            steps=tuple(steps),
        ),
        remarks=remarks,
    )


def _note(session: "Session", one: Meeting, trip: Trip, zone: str) -> Act:
    said = {
        "duration": str(trip.minutes),
        "mode": "in_person" if trip.is_in_person else "video",
        "status": "proposed",
        "timezone": zone,
    }
    return new_interview(
        session, [one.key], one.local.at if zone else one.start, said, is_forced=True
    )


def _apart(step: Step, taken: set[str]) -> Step:
    """Give a new note another name where one of the same plan has it already."""
    if not isinstance(step, Creation) or step.path.casefold() not in taken:
        return step
    folder, _, _ = step.path.rpartition("/")
    number = 2
    while (path := f"{folder}/{stem(step.path)} {number}.md").casefold() in taken:
        number += 1
    return replace(step, path=path)
