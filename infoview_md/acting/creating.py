"""New notes: a contact, an interview.  Never over another note, and never a second one for the same."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.acting.forms import FORMS, value_of
from infoview_md.acting.moments import moment
from infoview_md.acting.properties import name_for_new
from infoview_md.acting.whom import (
    link_to,
    link_to_key,
    network_of,
    noted,
    notes_called,
    one_line,
    stem,
)
from infoview_md.dates import Moment, day_of
from infoview_md.errors import Ambiguous, NotFound, UsageMistake
from infoview_md.index import queries
from infoview_md.network.network import is_ghost
from infoview_md.note.edit import Value, set_property
from infoview_md.replace import safe_file_name
from infoview_md.writeback import Creation, Work

if TYPE_CHECKING:
    from infoview_md.network.model import Contact, NoteKind
    from infoview_md.network.settings import Kind
    from infoview_md.session import Session

Property = tuple[str, Value]

_NAMED = 3
_NEXT_STEPS = "Next steps"


def new_contact(
    session: "Session", name: str, said: Mapping[str, str], *, is_forced: bool = False
) -> Act:
    """Plan the note of a new contact; `said` are its properties as words.

    Raises `Ambiguous` where contacts of that name exist, unless `is_forced`.
    """
    plain = one_line(name, "name")
    if not is_forced:
        refuse_known(session, plain)
    properties = _properties(session, "contact", said)
    made = contact_note(session, plain, properties)
    return Act(
        work=Work(sentence=f"Created {made.path}", subject=f"Add {stem(made.path)}", steps=(made,))
    )


def _properties(session: "Session", kind: "NoteKind", said: Mapping[str, str]) -> list[Property]:
    """Read words as values, in the order in which properties usually stand."""
    return [(key, value_of(session, kind, key, said[key])) for key in FORMS[kind] if said.get(key)]


def refuse_known(session: "Session", name: str) -> None:
    """Refuse the name of a contact who has a note.  Raises `Ambiguous` with those it may mean."""
    try:
        key = session.resolve(name)
    except Ambiguous as several:
        raise _known(name, several.candidates) from None
    except NotFound:
        return
    if not is_ghost(key):
        raise _known(name, [key.removesuffix(".md")])


def _known(name: str, paths: Sequence[str]) -> Ambiguous:
    return Ambiguous(
        f"{name!r} may be somebody you have a note of:",
        candidates=paths,
        hint="Use that note, write the whole name, or make another one with --force-new.",
    )


def contact_for(
    session: "Session", key: str, name: str, properties: Iterable[Property]
) -> Creation:
    """Plan the note of somebody who is named in other notes, with who led to them."""
    links = [link_to_key(session, one) for one in network_of(session, key).referrers(key)]
    led: list[Property] = [("referred_by", links if len(links) > 1 else links[0])] if links else []
    return contact_note(session, name, [*led, *properties])


def contact_note(session: "Session", name: str, properties: Sequence[Property]) -> Creation:
    """Plan the note of a contact: its properties in their usual order, a title and a place for the log."""
    kind = session.config.contact
    folder = _folder(session, "contact", session.config.folders.contacts)
    company = next((str(value) for key, value in properties if key == "company"), "")
    path = free_path(session, folder, name, f"{name} ({company.strip('[]')})" if company else "")
    alias: list[Property] = [("aliases", [name])] if stem(path) != name else []
    body = f"# {name}\n\n## {session.config.headings.log[0]}\n"
    linked = [(key, _linked(session, key, value)) for key, value in properties]
    return Creation(path=path, raw=_note(session, kind, [*alias, *linked], body))


def _linked(session: "Session", key: str, value: Value) -> Value:
    """Link a company that has a note of its own."""
    if key != "company" or not isinstance(value, str) or value.startswith("["):
        return value
    found = [path for path, kind in notes_called(session, value) if kind == "other"]
    return link_to(session, found[0]) if len(found) == 1 and stem(found[0]) == value else value


def _note(session: "Session", kind: "Kind", properties: Sequence[Property], body: str) -> bytes:
    raw = body.encode()
    for name, value in [*_mark_of(kind), *properties]:
        raw = set_property(raw, name_for_new(session, name), value)
    return raw


def _mark_of(kind: "Kind") -> list[Property]:
    """Give what makes a note one of a kind in this vault: its type, else a tag, else its folder alone."""
    if kind.types:
        return [("type", kind.types[0])]
    return [("tags", [kind.tags[0]])] if kind.tags else []


def _folder(session: "Session", kind: "NoteKind", configured: str) -> str:
    """Give the folder for a new note: the configured one, or where this vault keeps such notes if it is not there."""
    configured = configured.strip("/")
    if (session.root / configured).is_dir():
        return configured
    folders = [
        path.rpartition("/")[0]
        for path, _, _ in session.ask(lambda connection: queries.notes(connection, kind))
    ]
    return max(sorted(set(folders)), key=folders.count) if folders else configured


def free_path(session: "Session", folder: str, name: str, other: str = "") -> str:
    """Give a path that no note has: by the name, by another one, else by the name with a number."""
    taken = _names_in(session, folder)
    stems = [safe_file_name(one) for one in (name, other) if one]
    stems += [safe_file_name(f"{name} {number}") for number in range(2, len(taken) + 3)]
    free = next(one for one in stems if f"{one}.md".casefold() not in taken)
    return f"{folder}/{free}.md" if folder else f"{free}.md"


def _names_in(session: "Session", folder: str) -> frozenset[str]:
    place = session.root / folder
    found = place.iterdir() if place.is_dir() else ()
    return frozenset(one.name.casefold() for one in found)


def new_interview(
    session: "Session",
    names: Sequence[str],
    date: str,
    said: Mapping[str, str],
    *,
    is_forced: bool = False,
) -> Act:
    """Plan the note of a new interview with one or several contacts.

    Without a date the status must say `proposed`.  Raises `UsageMistake` where there is one with them on that day
    already, unless `is_forced`.
    """
    people = [noted(session, name) for name in dict.fromkeys(names)]
    at = moment(session, date) if date else Moment("")
    properties = _properties(session, "interview", said)
    if not at and ("status", "proposed") not in properties:
        raise _when_is_it(people, names)
    if not is_forced:
        _refuse_second(session, people, at)
    made = _interview_note(session, people, at, properties)
    who = _and([one.name for one in people])
    return Act(
        work=Work(
            sentence=f"Created {made.path}",
            subject=f"Add the interview with {who}" + (f" on {day_of(at)}" if at else ""),
            steps=(made,),
        ),
        about=people[0].path,
    )


def _when_is_it(people: "Sequence[Contact]", names: Sequence[str]) -> UsageMistake:
    command = f"infoview-md new interview {shlex.join(names)}"
    return UsageMistake(
        f"When is the interview with {_and([one.name for one in people])}?",
        hint=f"{command} --date 2026-11-24T14:00\n{command} --status proposed   (no time is agreed yet)",
    )


def _refuse_second(session: "Session", people: "Sequence[Contact]", at: Moment) -> None:
    keys = {one.path for one in people}
    network = network_of(session, *keys)
    for meeting in network.meetings(people[0].path):
        one = meeting.interview
        if at and day_of(one.start) == day_of(at) and keys == set(network.people(one)):
            raise UsageMistake(
                f"There is an interview with {_and([one.name for one in people])} on {day_of(at)} already:"
                f" {one.path}.",
                hint="A second one on that day is made with --force-new.",
            )


def _interview_note(
    session: "Session", people: "Sequence[Contact]", at: Moment, properties: Sequence[Property]
) -> Creation:
    config = session.config
    who = _and([one.name for one in people]) if len(people) <= _NAMED else _and_others(people)
    name = f"{day_of(at)} {who}" if at else f"Interview with {who}"
    path = free_path(session, _folder(session, "interview", config.folders.interviews), name)
    links = [link_to(session, one.path) for one in people]
    dated: list[Property] = [("date", at)] if at else []
    first: list[Property] = [("contact", links if len(links) > 1 else links[0]), *dated]
    heads = config.headings
    named = (heads.agenda, heads.preparation, heads.questions, heads.notes, heads.takeaways)
    titles = dict.fromkeys([*(names[0] for names in named), _NEXT_STEPS])
    body = "\n".join(f"## {title}\n" for title in titles)
    return Creation(path=path, raw=_note(session, config.interview, [*first, *properties], body))


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _and_others(people: "Sequence[Contact]") -> str:
    return f"{people[0].name} and {len(people) - 1} others"
