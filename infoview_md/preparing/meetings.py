"""Questions and agendas: which interview is meant, what is planned for it, and what is written into its note."""

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.acting.sections import heading_in
from infoview_md.dates import Moment, day_of
from infoview_md.errors import NotFound, UsageMistake
from infoview_md.network.agenda import Agenda, build, next_interview
from infoview_md.network.aim import current
from infoview_md.network.context import as_context
from infoview_md.network.history import questions_asked, questions_in
from infoview_md.network.model import Interview
from infoview_md.network.questions import Question, bank_of, pick
from infoview_md.network.run_sheet import RunSheet, run_sheet
from infoview_md.note.body import outline
from infoview_md.note.edit import add_task, fill_section, replace_block
from infoview_md.note.reading import read
from infoview_md.preparing.desks import desk_of
from infoview_md.render.environment import NO_OVERRIDES, render
from infoview_md.render.text import for_markdown, on_one_line
from infoview_md.writeback import Edit, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

BLOCK = "agenda"


def interview_with(
    session: "Session", name: str, on: Moment | None = None
) -> tuple[str, Interview]:
    """Give a contact's key and the interview that is meant: the one of a day, else the next one.

    Raises as `resolve`, and `NotFound` where there is none, with the command that makes it.
    """
    key = session.resolve(name)
    circle = session.network.circle(key)
    found = next_interview(circle, on=on, now=session.now)
    if found is None:
        who = circle.contact.name
        when = f" on {day_of(on)}" if on else " to come"
        raise NotFound(
            f"There is no interview with {who}{when} in your notes.",
            hint=f"Make it with: infoview-md new interview {shlex.quote(who)} --date 2026-11-24T14:00",
        )
    return key, found


def questions_for(session: "Session", name: str, count: int | None) -> tuple[Question, ...]:
    """Pick questions for a contact, none of which they were asked before, nor will be in a talk that is planned.

    The questions that stand in the note of the next talk are not counted as asked: they are picked anew.
    """
    key = session.resolve(name)
    desk = desk_of(session, [key])
    network = session.network
    circle = network.circle(key)
    coming = next_interview(circle, now=session.now)
    return pick(
        bank_of(network.banks),
        circle.contact,
        current(network.searches, desk.today),
        asked_before=questions_asked(circle, desk, but=coming),
        count=count or desk.coaching.questions,
    )


def questions_as_text(found: Sequence[Question]) -> str:
    """Write questions as a numbered list with their topics."""
    return "".join(
        f"{number}. {on_one_line(one.text)}"
        + (f"  ({on_one_line(one.topic)})" if one.topic else "")
        + "\n"
        for number, one in enumerate(found, 1)
    )


def write_questions(session: "Session", name: str, found: Sequence[Question]) -> Act:
    """Plan to put questions into the note of the next interview, whose list must be empty.

    Raises as `interview_with`, and `UsageMistake` where the note lists questions.
    """
    key, interview = interview_with(session, name)
    if questions_in(interview, desk_of(session, [key])):
        raise UsageMistake(
            f"{interview.path} lists its questions already.",
            hint="Add to them there, or empty the list to have it filled.",
        )
    text = "\n".join(f"- {for_markdown(one.text)}" for one in found)
    names = session.config.headings.questions
    who = session.network.contacts[key].name
    return Act(
        work=Work(
            sentence=f"Wrote {_counted(len(found), 'question')} into {interview.path}.",
            subject=f"Choose questions for {who}",
            steps=(
                Edit(
                    path=interview.path,
                    change=lambda raw: fill_section(
                        raw, heading=heading_in(raw, names), content=text
                    ),
                ),
            ),
        )
    )


def agenda_for(session: "Session", name: str, on: Moment | None = None) -> Agenda:
    """Plan an interview with a contact.  Raises as `interview_with`."""
    key, interview = interview_with(session, name, on)
    return build(session.network, key, interview, desk_of(session, [key]))


def agenda_as(form: str, agenda: Agenda, overrides: Mapping[str, str] = NO_OVERRIDES) -> str:
    """Write an agenda as `text`, `markdown` or `html`."""
    name = {"text": "agenda.txt.j2", "markdown": "agenda.md.j2", "html": "agenda.html.j2"}[form]
    return render(name, as_context(agenda), overrides=overrides)


def write_agenda(
    session: "Session", agenda: Agenda, overrides: Mapping[str, str] = NO_OVERRIDES
) -> Act:
    """Plan to put an agenda into its note, between markers, and its preparation tasks once."""
    path, names = agenda.occasion.note, session.config.headings
    content = agenda_as("markdown", agenda, overrides)

    def block(raw: bytes) -> bytes:
        return replace_block(
            raw, name=BLOCK, content=content, create_under=heading_in(raw, names.agenda)
        )

    def tasks(raw: bytes) -> bytes:
        return _with_tasks(raw, agenda, heading_in(raw, names.preparation))

    return Act(
        work=Work(
            sentence=f"Wrote the agenda and its preparation tasks into {path}.",
            subject=f"Plan the talk with {agenda.person.name}",
            steps=(Edit(path=path, change=block), Edit(path=path, change=tasks)),
        ),
        about=agenda.person.note,
    )


def _with_tasks(raw: bytes, agenda: Agenda, heading: str) -> bytes:
    """Add the tasks that the note does not have yet, whatever their dates: an interview may have been moved."""
    reading = read(raw)
    known = {one.text.casefold() for one in outline(reading.body, reading.body_line).tasks}
    for one in agenda.preparation:
        text = for_markdown(one.text)
        if text.casefold() not in known:
            due = f" 📅 {one.due_on}" if one.due_on else ""
            raw = add_task(raw, heading=heading, text=f"{text}{due}")
    return raw


def sheet_for(session: "Session", day: Moment) -> RunSheet:
    """Lay out the interviews of a day."""
    network = session.network
    found = [one for one in network.interviews if day_of(one.start) == day_of(day)]
    desk = desk_of(session, {key for one in found for key in network.people(one)})
    return run_sheet(network, day, desk)


def sheet_as_markdown(sheet: RunSheet, overrides: Mapping[str, str] = NO_OVERRIDES) -> str:
    """Write a day's run sheet as Markdown."""
    return render("run_sheet.md.j2", as_context(sheet), overrides=overrides)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
