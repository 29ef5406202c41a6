"""What was said and promised between the user and a contact, as far as the notes know it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from infoview_md.dates import Moment, day_of
from infoview_md.network.desk import Desk, meaning
from infoview_md.network.followups.circle import (
    Circle,
    held_at,
    is_dated,
    touchpoints,
)
from infoview_md.network.model import Contact, Interview, Task
from infoview_md.network.occasion import day_words
from infoview_md.network.prose import (
    addressed,
    clause,
    first_sentence,
    paragraphs,
    plain,
    said,
    sentence,
    words,
)

_OWN = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself"})
_MOST_LINES = 3
_LONG = 30  # words; a longer line is no longer quoted, only its first sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A task that is open, by the user or by the contact."""

    text: str = field(metadata=meaning("what was promised, as the note has it"))
    to_them: str = field(metadata=meaning("the same as one says it to them: send you the talk"))
    due: str = field(metadata=meaning("by when, in words; empty where there is no date"))
    is_late: bool = field(metadata=meaning("true where that day has passed"))
    note: str = field(metadata=meaning("path of the note that holds the task"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One dated exchange with the contact, and what was said."""

    day: str = field(metadata=meaning("the day, in words"))
    on: Moment = field(metadata=meaning("the day as YYYY-MM-DD"))
    what: str = field(metadata=meaning("interview, email, call, asked ..."))
    lines: tuple[str, ...] = field(metadata=meaning("what was said, one line each; may be empty"))


def held(circle: Circle, desk: Desk) -> list[Interview]:
    """Give the interviews with the contact that have taken place by now, earliest first."""
    return [one.interview for one in circle.meetings if is_held(one.interview, desk)]


def is_held(interview: Interview, desk: Desk) -> bool:
    """Tell whether an interview has taken place by now."""
    at = held_at(interview)
    return bool(at) and at <= desk.now


def section(interview: Interview, names: tuple[str, ...], desk: Desk) -> str:
    """Give the text of the first of the sections that has any, by heading, without regard to case."""
    written = {
        heading.strip().casefold(): text
        for heading, text in desk.sections.get(interview.path, {}).items()
    }
    return next((text for name in names if (text := written.get(name.casefold(), "")).strip()), "")


def takeaways(interview: Interview, desk: Desk) -> list[str]:
    """Give what the user wrote down of an interview, one plain line each, the best section first."""
    return paragraphs(section(interview, desk.headings.takeaways, desk))


def learnt(interview: Interview, contact: Contact, desk: Desk) -> list[str]:
    """Give the lines of an interview's notes that can be said to the contact, one sentence each.

    Questions and what the user thinks of himself are not: those are notes to oneself.
    """
    found = []
    for line in takeaways(interview, desk):
        heard = said(line, contact.name, *contact.aliases)
        if heard and len(heard.split()) > _LONG:
            heard = first_sentence(heard)
        if heard and "?" not in heard and not _OWN.intersection(words(heard)):
            found.append(sentence(heard))
    return found


def questions_asked(circle: Circle, desk: Desk, *, but: Interview | None = None) -> tuple[str, ...]:
    """Give the questions under the interviews with the contact, except one interview's.

    Interviews that are still to come count too: what is prepared for one is not asked in the next.
    """
    return tuple(
        question
        for meeting in circle.meetings
        if meeting.interview.status not in ("cancelled", "no_show")
        and (but is None or meeting.interview.path != but.path)
        for question in questions_in(meeting.interview, desk)
    )


def questions_in(interview: Interview, desk: Desk) -> list[str]:
    """Give the questions that a note of an interview lists."""
    return paragraphs(section(interview, desk.headings.questions, desk))


def promises(circle: Circle, desk: Desk, *, theirs: bool) -> tuple[Promise, ...]:
    """Give the open tasks of the contact's notes: the user's, or those the user waits for."""
    found = [
        (task, note)
        for task, note in _tasks(circle)
        if not task.is_done and not task.is_preparation and task.is_waiting == theirs
    ]
    found.sort(key=lambda one: (one[0].due_on or "9999", one[1], one[0].line))
    return tuple(promise(task, note, circle.contact, desk) for task, note in found)


def promise(task: Task, note: str, contact: Contact, desk: Desk) -> Promise:
    """Put a task into words."""
    text = plain(task.text)
    return Promise(
        text=text,
        to_them=clause(addressed(text, contact.name, *contact.aliases)),
        due=day_words(task.due_on, desk),
        is_late=is_dated(task.due_on) and day_of(task.due_on) < desk.today,
        note=note,
    )


def _tasks(circle: Circle) -> Iterator[tuple[Task, str]]:
    for task in circle.contact.tasks:
        yield task, circle.contact.path
    for meeting in circle.meetings:
        if meeting.is_lead:
            for task in meeting.interview.tasks:
                yield task, meeting.interview.path


def exchanges(circle: Circle, desk: Desk, *, most: int = 4) -> tuple[Exchange, ...]:
    """Give the latest exchanges up to now, latest first, with what was said in each."""
    found = [one for one in touchpoints(circle) if one.at <= desk.now]
    texts = {item.line: plain(item.text) for item in circle.contact.log}
    talks = {one.path: one for one in held(circle, desk)}
    lines: list[Exchange] = []
    for point in reversed(found):
        said_then: tuple[str, ...] = ()
        if point.what == "interview" and point.note in talks:
            said_then = tuple(takeaways(talks[point.note], desk)[:_MOST_LINES])
        elif point.note == circle.contact.path and point.line in texts:
            said_then = (texts[point.line],) if texts[point.line] else ()
        lines.append(
            Exchange(
                day=day_words(point.at, desk),
                on=day_of(point.at),
                what=point.what.replace("_", " "),
                lines=said_then,
            )
        )
    talked_on = {one.on for one in lines if one.what == "interview"}
    worth = [
        one for one in lines if one.what == "interview" or (one.lines and one.on not in talked_on)
    ]
    return tuple((worth or lines)[:most])


def last_exchange(circle: Circle, desk: Desk) -> Moment:
    """Give the day of the latest touchpoint up to now; empty where there is none."""
    days = [day_of(one.at) for one in touchpoints(circle) if one.at <= desk.now]
    return days[-1] if days else Moment("")
