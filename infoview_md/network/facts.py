"""One note that was read -> what it is and what it says, and the problems found on the way."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from infoview_md.dates import Moment, NotADate, read_moment
from infoview_md.errors import Problem
from infoview_md.network import values
from infoview_md.network.model import (
    Contact,
    Fact,
    Interview,
    LogItem,
    NoteKind,
    QuestionBank,
    Search,
    Task,
)
from infoview_md.network.schema import Properties, Schema, kind_of
from infoview_md.note import body
from infoview_md.note.links import links_in, name_key
from infoview_md.note.reading import Reading

_CONTACT_LINES = (
    "type",
    "referred_by",
    "reach_out_by",
    "asked",
    "nudged",
    "replied",
    "declined",
    "cadence",
    "last_contact",
    "next_contact",
    "birthday",
    "told_landed",
    "company",
)
_INTERVIEW_LINES = (
    "contact",
    "date",
    "status",
    "questions_sent",
    "thank_you_sent",
    "referrals",
    "referrer_told",
)


class Understood(NamedTuple):
    """A note as the rules know it; `fact` is None where it is of no kind they look at."""

    kind: NoteKind
    fact: Fact | None
    problems: tuple[Problem, ...]


def understand(reading: Reading, path: str, schema: Schema) -> Understood:
    """Turn a note that was read into a fact.  `path` is relative to the vault, with `/`."""
    kind = kind_of(reading.properties, path, schema)
    found = [_problem(path, defect) for defect in reading.defects]
    if kind == "other":
        return Understood(kind=kind, fact=None, problems=tuple(found))
    properties = Properties(reading.properties, reading.lines(), path, schema)
    outline = body.outline(reading.body, reading.body_line, log_headings=schema.headings.log)
    fact = _FACTS[kind](properties, outline, reading)
    found += [_problem(path, defect) for defect in outline.defects]
    found += [one for one in properties.problems if not (reading.is_template and _is_unfilled(one))]
    return Understood(kind=kind, fact=fact, problems=tuple(found))


def _is_unfilled(problem: Problem) -> bool:
    """Tell whether a problem is about a placeholder, which the note's own defect names already."""
    return "{{" in problem.message or "<%" in problem.message


def _problem(path: str, defect: Any) -> Problem:
    return Problem(
        note=path,
        line=defect.line,
        property=defect.property,
        message=defect.message,
        hint=defect.hint,
    )


def name_of(path: str) -> str:
    """Give the name of a note: its file name without the ending."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


_Reader = Callable[[Properties, str], Any]

_CONTACT_READERS: Mapping[str, tuple[str, _Reader]] = {
    **{
        name: (name, values.text)
        for name in (
            "company",
            "role",
            "location",
            "linkedin",
            "channel",
            "seniority",
            "segment",
            "uid",
        )
    },
    **{
        name: (name, values.mark)
        for name in ("asked", "nudged", "replied", "declined", "told_landed", "closed")
    },
    "aliases": ("aliases", values.texts),
    "tags": ("tags", values.texts),
    "past_companies": ("past_companies", values.texts),
    "email": ("emails", values.addresses),
    "priority": ("priority", values.priority),
    "referred_by": ("referred_by", values.targets),
    "reach_out_by": ("reach_out_by", values.day),
    "cadence": ("cadence", values.cadence),
    "last_contact": ("last_contact", values.moment),
    "next_contact": ("next_contact", values.day),
    "birthday": ("birthday", values.birthday),
    "snoozed_until": ("snoozed_until", values.day),
}
"""Property of a contact -> the field it fills and how it is read; what is not set keeps its default."""

_INTERVIEW_READERS: Mapping[str, tuple[str, _Reader]] = {
    **{
        name: (name, values.text)
        for name in ("timezone", "mode", "location", "thank_you_via", "uid")
    },
    **{name: (name, values.mark) for name in ("questions_sent", "thank_you_sent", "referrer_told")},
    "referrals": ("referrals", values.targets),
    "opportunities": ("opportunities", values.texts),
}


def _filled(properties: Properties, readers: Mapping[str, tuple[str, _Reader]]) -> dict[str, Any]:
    """Read those properties that the note has: most notes set few of the many."""
    return {
        readers[name][0]: readers[name][1](properties, name)
        for name in properties.names()
        if name in readers
    }


def _contact(properties: Properties, outline: body.Body, reading: Reading) -> Contact:
    return Contact(
        name=name_of(properties.path),
        path=properties.path,
        phones=_phones(properties, reading),
        tasks=_tasks(outline, properties.schema),
        log=_log(outline, properties),
        lines=properties.lines(_CONTACT_LINES),
        **_filled(properties, _CONTACT_READERS),
    )


def _phones(properties: Properties, reading: Reading) -> tuple[str, ...]:
    """Give telephone numbers as they are written: as a number `0176…` loses its zero."""
    key, value = properties.find("phone")
    if isinstance(value, int | float) and (written := reading.source_of(key)):
        return (written,)
    return values.addresses(properties, "phone")


def _tasks(outline: body.Body, schema: Schema) -> tuple[Task, ...]:
    if not outline.tasks:
        return ()
    preparation = schema.own_headings["preparation"]
    return tuple(
        Task(
            text=task.text,
            line=task.line,
            is_done=task.is_done,
            is_waiting=task.is_waiting,
            is_preparation=task.section.casefold() in preparation,
            due_on=Moment(task.due),
            done_on=Moment(task.done_on),
            created_on=Moment(task.created_on),
        )
        for task in outline.tasks
    )


def _log(outline: body.Body, properties: Properties) -> tuple[LogItem, ...]:
    items = []
    for item in outline.log:
        try:
            at = read_moment(item.on, zone=properties.schema.calendar.zone)
        except NotADate:
            continue  # a list item that begins like a date is still only text
        items.append(LogItem(at=at, kind=item.kind, text=item.text, line=item.line))
    return tuple(items)


def _interview(properties: Properties, outline: body.Body, reading: Reading) -> Interview:
    start, minutes = values.start(properties), values.duration(properties)
    schema = properties.schema
    named = values.targets(properties, "contact") or attendees_in(
        outline, schema.own_headings["attendees"]
    )
    contacts = tuple(one for one in named if not schema.me or not _is_me(one, schema))
    status = values.status(properties)
    if not reading.is_template:  # a placeholder is reason enough, and said already
        needs_date = not start and not status
        _complain_of_gaps(properties, has_contact=bool(contacts), needs_date=needs_date)
    return Interview(
        name=name_of(properties.path),
        path=properties.path,
        contacts=contacts,
        start=start,
        end=values.end(properties, start, minutes),
        duration=minutes,
        status=status,
        has_agenda=_is_written(outline, schema.own_headings["agenda"]),
        has_notes=_is_written(outline, schema.own_headings["notes"])
        or _is_bare_prose(outline, reading),
        tasks=_tasks(outline, schema),
        lines=properties.lines(_INTERVIEW_LINES),
        **_filled(properties, _INTERVIEW_READERS),
    )


def _is_me(target: str, schema: Schema) -> bool:
    return name_key(target.rsplit("/", 1)[-1]) in schema.me


def _complain_of_gaps(properties: Properties, *, has_contact: bool, needs_date: bool) -> None:
    if not has_contact:
        properties.complain(
            properties.find("contact")[0] or "contact",
            "This interview names no contact, so nothing can be owed to anybody.",
            'Add a line like contact: "[[Jane Doe]]" to its properties.',
        )
    if needs_date and not properties.problems:
        properties.complain(
            "date", "This interview has no date.", "Add a line like date: 2026-11-24T14:00."
        )


def _is_written(outline: body.Body, headings: frozenset[str]) -> bool:
    return any(
        one.heading.casefold() in headings and not body.is_empty_section(one.text)
        for one in outline.sections
    )


def _is_bare_prose(outline: body.Body, reading: Reading) -> bool:
    """Tell whether a note without sections is itself the notes, as people who use no headings write them."""
    below_title = [one for one in outline.sections if one.level > 1]
    if below_title:
        return False
    plain = "\n".join(
        line
        for line in reading.body.split("\n")
        if not line.startswith("#") and not line.lstrip().startswith(("- [", "* ["))
    )
    return not body.is_empty_section(plain)


def attendees_in(outline: body.Body, headings: Collection[str]) -> tuple[str, ...]:
    """Give who was there from a list under Attendees, as vaults without a property for it write it."""
    found = [
        link.target
        for one in outline.sections
        if one.heading.casefold() in headings
        for _, link in links_in(one.text)
    ]
    return tuple(dict.fromkeys(found))


def _search(properties: Properties, outline: body.Body, reading: Reading) -> Search:  # noqa: ARG001 - one form for all
    return Search(
        name=name_of(properties.path),
        path=properties.path,
        goal=values.text(properties, "goal"),
        fields=values.texts(properties, "fields"),
        roles=values.texts(properties, "roles"),
        places=values.texts(properties, "places"),
        companies=values.texts(properties, "companies"),
        started=values.day(properties, "started"),
        landed=values.day(properties, "landed"),
        employer=values.text(properties, "employer"),
        new_email=values.text(properties, "new_email"),
        weekly_target=values.weekly_target(properties),
        lines=properties.lines(("landed", "started")),
    )


def _bank(properties: Properties, outline: body.Body, reading: Reading) -> QuestionBank:  # noqa: ARG001 - one form for all
    found = []
    for one in outline.sections:
        own = one.text.split("\n#", 1)[0]
        found += [(one.heading, item) for line in own.split("\n") if (item := _list_item(line))]
    return QuestionBank(name=name_of(properties.path), path=properties.path, questions=tuple(found))


def _list_item(line: str) -> str:
    stripped = line.strip()
    if stripped[:2] in ("- ", "* ", "+ "):
        return stripped[2:].removeprefix("[ ] ").strip()
    number, dot, rest = stripped.partition(". ")
    return rest.strip() if dot and number.isdecimal() else ""


_FACTS: Mapping[NoteKind, Any] = {
    "contact": _contact,
    "interview": _interview,
    "search": _search,
    "questions": _bank,
}
