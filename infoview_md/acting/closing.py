"""`done`: each kind of follow-up as a row of a table, from what was said to the one fact that closes it."""

import re
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

from infoview_md.acting import properties, sections
from infoview_md.acting.act import Act
from infoview_md.acting.deed import Deed, Said, log_step, logged, note_of, on_words
from infoview_md.acting.whom import contact_of, network_of, noted
from infoview_md.dates import ALWAYS, Moment, day_of
from infoview_md.errors import UsageMistake
from infoview_md.index import queries
from infoview_md.network.model import Contact, Interview
from infoview_md.network.network import company_key
from infoview_md.note.edit import tick_task
from infoview_md.note.edit.tasks import TaskStyle
from infoview_md.writeback import Edit

if TYPE_CHECKING:
    from infoview_md.network.report import Owed
    from infoview_md.session import Session

VIA = ("letter", "email", "message")
STATUSES = ("done", "no_show", "cancelled")


Closer = Callable[[Deed], Act]


def lacks(row: "Owed", said: Said) -> str:
    """Give what must still be said before a follow-up can be closed: `note`, `whom` or nothing."""
    wanted = {"write_up": "note", "try_another": "whom"}.get(row.kind, "")
    return wanted if wanted and not getattr(said, wanted) else ""


def close(session: "Session", row: "Owed", said: Said) -> Act:
    """Plan what closes one open follow-up.

    Raises `UsageMistake` for a day on which it was not owed yet, and where something must be said first.
    """
    deed = Deed(session=session, row=row, said=said)
    _check_day(deed)
    return CLOSERS[row.kind](deed)


def _check_day(deed: Deed) -> None:
    opened = deed.row.opened
    if opened != ALWAYS and deed.day < day_of(opened):
        raise UsageMistake(
            f"{deed.day} is before {day_of(opened)}, and only since then this is owed to {deed.who}."
        )


def _thank_you(deed: Deed) -> Act:
    said, session = deed.said, deed.session
    if said.via and said.via not in VIA:
        raise UsageMistake(f"A thank-you goes by {', '.join(VIA[:-1])} or {VIA[-1]}.")
    interview = deed.interview()
    steps = [properties.put(session, interview.path, "thank_you_sent", said.on)]
    if said.via:
        steps.append(properties.put(session, interview.path, "thank_you_via", said.via))
    others = _others(session, interview, deed.key)
    also = f"; it counts for {' and '.join(others)} too" if others else ""
    day = day_of(interview.start)
    return deed.act(
        f"Noted the thank-you to {deed.who} for {day}, sent {on_words(said.on)}{also}.",
        f"Thank {' and '.join([deed.who, *others])} for {day}",
        *steps,
        *logged(deed, "thank-you", "sent", via=""),
    )


def _others(session: "Session", interview: Interview, key: str) -> list[str]:
    network = network_of(session, key)
    return [network.contacts[one].name for one in network.people(interview) if one != key]


def _report_back(deed: Deed) -> Act:
    path = deed.row.note
    with_whom = " and ".join(_others(deed.session, deed.interview(), deed.key))
    return deed.act(
        f"Noted that {deed.who} heard {on_words(deed.day)} how the talk with {with_whom} went.",
        f"Tell {deed.who} about the talk with {with_whom}",
        properties.put(deed.session, path, "referrer_told", deed.day),
        *logged(deed, "report-back", "told how the talk went"),
    )


def _mark(name: str, *, sentence: str, subject: str, words: tuple[str, str]) -> Closer:
    """Make the closer that dates one property of the contact's note."""

    def closer(deed: Deed) -> Act:
        return deed.act(
            sentence.format(who=deed.who, on=on_words(deed.day)),
            subject.format(who=deed.who),
            properties.put(deed.session, note_of(deed), name, deed.day),
            *logged(deed, *words),
        )

    return closer


def _send_questions(deed: Deed) -> Act:
    day = day_of(deed.interview().start)
    return deed.act(
        f"Noted that your questions for {day} went to {deed.who} {on_words(deed.day)}.",
        f"Send {deed.who} the questions for {day}",
        properties.put(deed.session, deed.row.note, "questions_sent", deed.day),
        *logged(deed, "questions", "sent my questions"),
    )


def _touch(deed: Deed) -> Act:
    """Log a touchpoint, which is what a cadence and a birthday wait for."""
    if deed.row.kind == "stay_in_touch" and deed.day == day_of(deed.row.opened):
        raise UsageMistake(
            f"There is an exchange with {deed.who} on {deed.day} in your notes already."
        )
    if deed.row.kind == "birthday":
        _refuse_early_wishes(deed)
    words = "birthday wishes" if deed.row.kind == "birthday" else "got in touch"
    planned = _kept_early(deed)
    kept = f" The day you had set for it, {planned}, is taken out." if planned else ""
    return deed.act(
        f"Logged a {deed.said.via or 'message'} to {deed.who} {on_words(deed.day)}.{kept}",
        f"Log a {deed.said.via or 'message'} to {deed.who}",
        log_step(deed, deed.said.via or "message", deed.said.note or words),
        *([properties.unset(deed.session, note_of(deed), "next_contact")] if planned else ()),
    )


def _kept_early(deed: Deed) -> Moment:
    """Give the day that the user set for this touchpoint where it still lies ahead, so that it counts as kept."""
    planned = contact_of(deed.session, deed.key).next_contact
    return planned if deed.row.kind == "stay_in_touch" and deed.day < planned else Moment("")


def _refuse_early_wishes(deed: Deed) -> None:
    found = re.search(r"\d{4}-\d{2}-\d{2}", deed.row.reason)
    if found and deed.day < Moment(found[0]):
        raise UsageMistake(
            f"The birthday of {deed.who} is on {found[0]}; it is in the report until that day.",
            hint=f"A card that you sent before goes into the log: infoview-md log {shlex.quote(deed.who)} "
            '"letter: birthday card"',
        )


def _tick(deed: Deed) -> Act:
    is_theirs = deed.row.kind == "waiting"
    what = f"Ticked what {deed.who} owed you" if is_theirs else f"Ticked your promise to {deed.who}"
    return deed.act(
        f"{what}: {deed.row.reason} ({on_words(deed.day)}).",
        f"Tick for {deed.who}: {deed.row.reason}",
        Edit(
            path=deed.row.note,
            change=lambda raw: ticked(raw, deed.row.line, deed.row.reason, deed.day),
        ),
        *logged(deed, deed.row.kind, deed.row.reason),
    )


def ticked(raw: bytes, line: int, text: str, on: Moment) -> bytes:
    """Tick a task with its day, in the style of its line: Dataview's fields, else the signs of the Tasks plugin."""
    return tick_task(raw, line=line, text=text, done_on=on, style=_style(raw, line, text))


def _style(raw: bytes, line: int, text: str) -> TaskStyle:
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at_line = lines[line - 1 : line]
    words = text.split(" #", maxsplit=1)[0]
    for one in [*at_line, *lines]:
        if words in one:
            return "dataview" if re.search(r"[\[(]\s*\w+::", one) else "emoji"
    return "emoji"


def _confirm(deed: Deed) -> Act:
    status = deed.said.status or "done"
    if status not in STATUSES:
        raise UsageMistake(f"The status is {', '.join(STATUSES[:-1])} or {STATUSES[-1]}.")
    day = day_of(deed.interview().start)
    words = {"done": "took place", "no_show": "was missed", "cancelled": "was cancelled"}[status]
    return deed.act(
        f"Noted that the interview with {deed.who} on {day} {words}.",
        f"Say that the interview with {deed.who} on {day} {words}",
        properties.put(deed.session, deed.row.note, "status", status),
        *logged(deed, "interview", words),
    )


def _write_up(deed: Deed) -> Act:
    if not deed.said.note.strip():
        raise UsageMistake(
            f"What you heard from {deed.who} is still to be written.",
            hint=f"Say it with --note TEXT, or write it into {deed.row.note} under Notes.",
        )
    day = day_of(deed.interview().start)
    return deed.act(
        f"Wrote your notes of {day} with {deed.who} into {deed.row.note}.",
        f"Write up {deed.who} on {day}",
        sections.write_up(deed.session, deed.row.note, deed.said.note),
    )


def _prepare(deed: Deed) -> Act:
    interview = deed.interview()
    tasks = [task for task in interview.tasks if task.is_preparation and not task.is_done]
    how = f"make it with: {deed.row.action}"
    if not tasks:
        raise UsageMistake(
            f"No preparation task is open for {day_of(interview.start)}; only the agenda is missing.",
            hint=f"M{how[1:]}",
        )

    def tick_all(raw: bytes) -> bytes:
        for task in tasks:
            raw = ticked(raw, task.line, task.text, deed.day)
        return raw

    count = "1 preparation task" if len(tasks) == 1 else f"{len(tasks)} preparation tasks"
    is_complete = interview.has_agenda
    act = deed.act(
        f"Ticked {count} for {deed.who} on {day_of(interview.start)}.",
        f"Prepare for {deed.who} on {day_of(interview.start)}",
        Edit(path=interview.path, change=tick_all),
        remarks=() if is_complete else (f"The agenda is still missing; {how}",),
    )
    return act if is_complete else Act(work=act.work, about=act.about, remarks=act.remarks)


def _schedule(deed: Deed) -> Act:
    raise UsageMistake(
        f"An agreed time with {deed.who} is an interview note.",
        hint=f"Make it with: {deed.row.action} --date 2026-11-24T14:00",
    )


def _try_another(deed: Deed) -> Act:
    asked_of = contact_of(deed.session, deed.key)
    if not deed.said.whom:
        raise UsageMistake(
            f"Whom did you ask instead of {deed.who}?", hint=_colleagues(deed.session, asked_of)
        )
    other = noted(deed.session, deed.said.whom)
    if company_key(other.company) != company_key(asked_of.company):
        raise UsageMistake(
            f"{other.name} is not at {asked_of.company} in your notes.",
            hint=f"To note the request alone: infoview-md asked {shlex.quote(other.name)}",
        )
    return deed.act(
        f"Noted that you asked {other.name} instead of {deed.who} {on_words(deed.day)}.",
        f"Ask {other.name} instead of {deed.who}",
        properties.put(deed.session, other.path, "asked", deed.day),
    )


def _colleagues(session: "Session", contact: Contact) -> str:
    """Say who else is known at a contact's company and was not asked yet."""
    company = company_key(contact.company)
    names = [
        one.name
        for one in session.ask(queries.contacts)
        if one.path != contact.path and company_key(one.company) == company and not one.asked
    ]
    if not names:
        return f"Nobody else at {contact.company} is in your notes; say it with --whom NAME once there is."
    return f"Say it with --whom NAME. Not asked at {contact.company} yet: {', '.join(names)}."


CLOSERS: dict[str, Closer] = {
    "thank_you": _thank_you,
    "report_back": _report_back,
    "reach_out": _mark(
        "asked",
        sentence="Noted that you asked {who} {on}.",
        subject="Ask {who} for a conversation",
        words=("request", "asked for a conversation"),
    ),
    "nudge": _mark(
        "nudged",
        sentence="Noted the reminder to {who} {on}.",
        subject="Remind {who}",
        words=("reminder", "sent the one reminder"),
    ),
    "send_questions": _send_questions,
    "announce": _mark(
        "told_landed",
        sentence="Noted that {who} knows where you landed, {on}.",
        subject="Tell {who} where I landed",
        words=("landed", "told where I landed"),
    ),
    "stay_in_touch": _touch,
    "birthday": _touch,
    "promise": _tick,
    "waiting": _tick,
    "confirm_outcome": _confirm,
    "write_up": _write_up,
    "prepare": _prepare,
    "schedule": _schedule,
    "try_another": _try_another,
}
"""Kind -> what closes it.  Source: docs/notes-and-rules.md, "The rules", the last column."""
