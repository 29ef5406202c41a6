"""The deeds on one contact's note: the steps of asking, the log, waiting, and closing."""

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infoview_md.acting import properties, sections
from infoview_md.acting.act import Act
from infoview_md.acting.moments import coming_day, past_day
from infoview_md.acting.whom import contact_of, noted, one_line
from infoview_md.dates import ALWAYS, day_of
from infoview_md.errors import UsageMistake
from infoview_md.network.network import is_ghost
from infoview_md.writeback import Work

if TYPE_CHECKING:
    from infoview_md.network.model import Contact
    from infoview_md.session import Session
    from infoview_md.writeback import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """One step of asking for an interview, in words: what was noted, and the subject of its version."""

    sentence: str
    subject: str


OUTREACH = {
    "asked": Outreach(
        sentence="Noted that you asked {who} on {day}.", subject="Ask {who} for a conversation"
    ),
    "nudged": Outreach(sentence="Noted the reminder to {who} on {day}.", subject="Remind {who}"),
    "replied": Outreach(
        sentence="Noted the reply of {who} on {day}.", subject="Note the reply of {who}"
    ),
    "declined": Outreach(
        sentence="Noted that {who} declined on {day}; nothing more is owed for asking.",
        subject="Note that {who} declined",
    ),
}


def lacks_note(session: "Session", name: str) -> str:
    """Give the name of somebody who is named in notes but has none; empty for others.  Raises as `resolve`."""
    key = session.resolve(name)
    return contact_of(session, key).name if is_ghost(key) else ""


def outreach(
    session: "Session", name: str, step: str, on: str = "", *, create: bool = False
) -> Act:
    """Note a step of asking; `create` makes the note of somebody who has none.

    Raises `UsageMistake` where the step was noted before, or a reminder precedes the request.
    """
    day = past_day(session, on)
    if create and (who := lacks_note(session, name)):
        from infoview_md.acting.creating import contact_for

        key = session.resolve(name)
        made = contact_for(session, key, who, [(step, day)])
        return _noted_step(who, step, day, made.path, made)
    contact = noted(session, name, how=f"{step} {{name}} --create")
    _refuse_again(contact, step, day)
    if step == "nudged" and (not contact.asked or day < day_of(contact.asked)):
        raise UsageMistake(
            f"By your notes {contact.name} was not asked before {day}, so there is nothing to remind of.",
            hint=f"Note the request first: infoview-md asked {shlex.quote(contact.name)} --on DATE",
        )
    return _noted_step(
        contact.name, step, day, contact.path, properties.put(session, contact.path, step, day)
    )


def _noted_step(who: str, step: str, day: str, about: str, *steps: "Step") -> Act:
    words = OUTREACH[step]
    sentence, subject = (one.format(who=who, day=day) for one in (words.sentence, words.subject))
    return Act(work=Work(sentence=sentence, subject=subject, steps=steps), about=about)


def _refuse_again(contact: "Contact", step: str, day: str) -> None:
    known = getattr(contact, step)
    if known and known != ALWAYS and day_of(known) != day:
        raise UsageMistake(
            f"{step} of {contact.name} says {day_of(known)} already.",
            hint=f"To change it: infoview-md set {shlex.quote(contact.name)} {step} {day}",
        )


def log(session: "Session", name: str, text: str, on: str = "") -> Act:
    """Add an exchange with a contact to the log; `text` is `kind: what it was`."""
    day, words = past_day(session, on), one_line(text, "text")
    contact = noted(session, name)
    return Act(
        work=Work(
            sentence=f"Logged for {contact.name} on {day}: {words}",
            subject=f"Log for {contact.name}: {words}",
            steps=(sections.log(session, contact.path, day, words),),
        ),
        about=contact.path,
    )


def snooze(session: "Session", name: str, until: str) -> Act:
    """Hold every follow-up of a contact until a day ahead."""
    day = coming_day(session, until)
    contact = noted(session, name)
    return Act(
        work=Work(
            sentence=f"Every follow-up of {contact.name} waits until {day}.",
            subject=f"Snooze {contact.name} until {day}",
            steps=(properties.put(session, contact.path, "snoozed_until", day),),
        )
    )


def close(session: "Session", name: str, on: str = "") -> Act:
    """Owe nothing more to a contact, from a day on."""
    day = past_day(session, on)
    contact = noted(session, name)
    if contact.closed:
        raise UsageMistake(
            f"{contact.name} is closed already.",
            hint=f"To open it again: infoview-md set {shlex.quote(contact.name)} closed --unset",
        )
    return Act(
        work=Work(
            sentence=f"Closed {contact.name}: nothing more is owed from {day} on.",
            subject=f"Close {contact.name}",
            steps=(properties.put(session, contact.path, "closed", day),),
        )
    )
