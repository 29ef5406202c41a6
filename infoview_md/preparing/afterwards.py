"""After an interview: openings, whom they named, what was promised, staying in touch; each where it belongs."""

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.acting import properties, sections
from infoview_md.acting.act import Act
from infoview_md.acting.forms import value_of
from infoview_md.acting.moments import moment
from infoview_md.acting.referring import refer
from infoview_md.acting.whom import one_line
from infoview_md.dates import Moment, day_of
from infoview_md.errors import NotFound, UsageMistake
from infoview_md.network.model import Interview
from infoview_md.network.network import is_ghost
from infoview_md.note.edit import add_task
from infoview_md.writeback import Edit, Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

NEXT_STEPS = "Next steps"
USUAL_CADENCE = "quarterly"

_PROMISE = re.compile(r"(?P<what>.*\S)\s+@\s*(?P<day>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known after an interview.

    `promises` are `text @ date`, `referrals` names, an empty `cadence` is none; `on` says which interview by its day.
    """

    openings: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    cadence: str = ""
    note: str = ""
    status: str = "done"
    on: str = ""


def last_talk(session: "Session", name: str, on: str = "") -> tuple[str, Interview]:
    """Give a contact's key and the interview that is over: the one of a day, else the last that has begun.

    Raises as `resolve`, and `NotFound` where there is none.
    """
    key = session.resolve(name)
    day = day_of(moment(session, on)) if on else Moment("")
    found = [
        one.interview
        for one in session.network.meetings(key)
        if one.interview.start
        and one.interview.start <= session.now
        and one.interview.status not in ("cancelled", "no_show")
        and (not day or day_of(one.interview.start) == day)
    ]
    if not found:
        who = session.network.contacts[key].name
        when = f" on {day}" if day else " that has begun"
        raise NotFound(
            f"There is no interview with {who}{when} in your notes.",
            hint=f"Make it with: infoview-md new interview {shlex.quote(who)} --date 2026-11-20T14:00",
        )
    return key, found[-1]


def after_interview(session: "Session", name: str, told: Told) -> Act:
    """Plan everything that is written after an interview, as one step that `undo` takes back as one.

    Raises as `last_talk` and `refer`, and `UsageMistake` for a promise or a cadence that cannot be read.
    """
    key, talk = last_talk(session, name, told.on)
    who = session.network.contacts[key].name
    steps: list[Step] = []
    if talk.status != told.status:
        steps.append(properties.put(session, talk.path, "status", told.status))
    steps += [
        properties.add(session, talk.path, "opportunities", one_line(text, "opening"))
        for text in told.openings
    ]
    if told.referrals:
        steps += refer(session, key, told.referrals, interview=talk.path).work.steps
    steps += [_promise(session, talk.path, text) for text in told.promises]
    if told.cadence:
        steps.append(_cadence(session, key, told.cadence))
    if told.note.strip():
        steps.append(sections.write_up(session, talk.path, told.note))
    return Act(
        work=Work(
            sentence=f"Noted the interview with {who} on {day_of(talk.start)}{_also(told)}.",
            subject=f"Note the interview with {who} on {day_of(talk.start)}",
            steps=tuple(steps),
        ),
        about=key,
    )


def _promise(session: "Session", path: str, text: str) -> Edit:
    found = _PROMISE.fullmatch(text.strip())
    if found is None:
        raise UsageMistake(
            f"The promise {text!r} has no day.", hint='Write it as "send her the talk @ fri".'
        )
    day = day_of(moment(session, found["day"]))
    task = f"{one_line(found['what'], 'promise')} 📅 {day}"
    return Edit(path=path, change=lambda raw: add_task(raw, heading=NEXT_STEPS, text=task))


def _cadence(session: "Session", key: str, cadence: str) -> Edit:
    if is_ghost(key):
        raise UsageMistake("A cadence belongs into the contact's note, and there is none yet.")
    return properties.put(session, key, "cadence", value_of(session, "contact", "cadence", cadence))


def _also(told: Told) -> str:
    """Say what was written with it."""
    if told.status != "done":
        return f" as {told.status.replace('_', ' ')}"
    counted = (
        (len(told.openings), "opening", "openings"),
        (len(told.referrals), "referral", "referrals"),
        (len(told.promises), "promise", "promises"),
    )
    parts = [f"{n} {one if n == 1 else many}" for n, one, many in counted if n]
    parts += ["your notes"] if told.note.strip() else []
    parts += [f"keeping in touch ({told.cadence})"] if told.cadence else []
    if not parts:
        return ""
    return (
        f", with {', '.join(parts[:-1])} and {parts[-1]}"
        if len(parts) > 1
        else f", with {parts[0]}"
    )
