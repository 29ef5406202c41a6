"""From a word on the command line to the value of a property: which names there are, and how each is written.

Source of the names and forms: docs/notes-and-rules.md, "Notes".
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from infoview_md.acting.moments import moment, past
from infoview_md.acting.whom import link_to_key, one_line
from infoview_md.config import zone_of
from infoview_md.dates import NotADate, day_of, read_birthday, read_cadence
from infoview_md.errors import UsageMistake
from infoview_md.network.schema import plain_name
from infoview_md.network.values import STATUSES
from infoview_md.note.edit import Value
from infoview_md.note.edit.scalars import read_plain

if TYPE_CHECKING:
    from infoview_md.network.model import NoteKind
    from infoview_md.session import Session

Reader = Callable[["Session", str], Value]

_YES = frozenset({"yes", "true"})
_LAST_PRIORITY = 5


def _text(_: "Session", text: str) -> Value:
    return one_line(text, "value")


def _day(session: "Session", text: str) -> Value:
    return day_of(moment(session, text))


def _moment(session: "Session", text: str) -> Value:
    return moment(session, text)


def _was(session: "Session", text: str) -> Value:
    return True if text.strip().casefold() in _YES else past(session, text)


def _mark(session: "Session", text: str) -> Value:
    return True if text.strip().casefold() in _YES else _day(session, text)


def _cadence(_: "Session", text: str) -> Value:
    try:
        read_cadence(text)
    except NotADate as error:
        raise UsageMistake(f"{error}.") from None
    return _number_or_text(text)


def _birthday(session: "Session", text: str) -> Value:
    config = session.config
    try:
        return read_birthday(text, zone=config.zone(), order=config.date_order)
    except NotADate as error:
        raise UsageMistake(f"{error}.", hint="Write it as 1980-05-12 or --05-12.") from None


def _priority(_: "Session", text: str) -> Value:
    plain = text.strip()
    if plain.isdecimal() and 1 <= int(plain) <= _LAST_PRIORITY:
        return int(plain)
    raise UsageMistake(f"{text!r} is not a priority.", hint="Write a number from 1 (first) to 5.")


def _number(_: "Session", text: str) -> Value:
    if text.strip().isdecimal() and int(text) > 0:
        return int(text)
    raise UsageMistake(f"{text!r} is not a number.", hint="Write it in digits, for example 20.")


def _status(_: "Session", text: str) -> Value:
    found = STATUSES.get(plain_name(text.strip()))
    if found is None:
        raise UsageMistake(
            f"{text!r} is not a status of an interview.",
            hint="Write proposed, scheduled, done, cancelled or no_show.",
        )
    return found


def _zone(_: "Session", text: str) -> Value:
    zone_of(text.strip())
    return text.strip()


def _link(session: "Session", text: str) -> Value:
    """Write a link as it is given, and a name as a link to the contact it means."""
    plain = one_line(text, "value")
    return plain if plain.startswith("[") else link_to_key(session, session.resolve(plain))


def _number_or_text(text: str) -> Value:
    plain = text.strip()
    return int(plain) if plain.isdecimal() and str(int(plain)) == plain else plain


_ANY_NOTE: Mapping[str, Reader] = {
    "type": _text,
    "aliases": _text,
    "tags": _text,
    "categories": _text,
}
_CONTACT: Mapping[str, Reader] = {
    "company": _text,
    "role": _text,
    "location": _text,
    "email": _text,
    "phone": _text,
    "linkedin": _text,
    "channel": _text,
    "referred_by": _link,
    "seniority": _text,
    "segment": _text,
    "priority": _priority,
    "reach_out_by": _day,
    "asked": _was,
    "nudged": _was,
    "replied": _was,
    "declined": _was,
    "cadence": _cadence,
    "last_contact": _was,
    "next_contact": _day,
    "birthday": _birthday,
    "told_landed": _was,
    "snoozed_until": _day,
    "closed": _mark,
    "uid": _text,
}
_INTERVIEW: Mapping[str, Reader] = {
    "contact": _link,
    "date": _moment,
    "time": _text,
    "duration": _number,
    "mode": _text,
    "location": _text,
    "status": _status,
    "timezone": _zone,
    "questions_sent": _was,
    "thank_you_sent": _was,
    "thank_you_via": _text,
    "referrals": _link,
    "referrer_told": _was,
    "opportunities": _text,
}
_SEARCH: Mapping[str, Reader] = {
    "goal": _text,
    "fields": _text,
    "roles": _text,
    "places": _text,
    "started": _day,
    "landed": _day,
    "employer": _text,
    "new_email": _text,
    "weekly_target": _number,
}
FORMS: "Mapping[NoteKind, Mapping[str, Reader]]" = {
    "contact": {**_ANY_NOTE, **_CONTACT},
    "interview": {**_ANY_NOTE, **_INTERVIEW},
    "search": {**_ANY_NOTE, **_SEARCH},
    "questions": _ANY_NOTE,
    "other": {},
}
"""Kind of note -> property -> how a word becomes its value."""

ALWAYS_LISTS = frozenset({"aliases", "tags", "categories", "referrals", "opportunities"})
"""Properties that are written as a list also where they hold one value."""

LISTS = ALWAYS_LISTS | {
    "email",
    "phone",
    "linkedin",
    "referred_by",
    "contact",
    "fields",
    "roles",
    "places",
}
"""Properties that may hold several values."""


def canonical_name(session: "Session", kind: "NoteKind", word: str) -> str:
    """Give the canonical name of a property of a note; a word that names none of them is itself the name."""
    plain, names = plain_name(word.strip()), session.schema.names
    forms = FORMS[kind]
    own = next((name for name in forms if plain_name(name) == plain), "")
    return own or next((name for name in forms if plain in names.get(name, ())), word.strip())


def value_of(session: "Session", kind: "NoteKind", name: str, text: str) -> Value:
    """Read a word as the value of a property.  Raises `UsageMistake` where a known property has no such value.

    A property that the rules do not know takes the type that the word has in YAML, but never loses a digit.
    """
    reader = FORMS[kind].get(name)
    if reader is not None:
        return reader(session, text)
    plain = read_plain(text.strip())
    if plain is None or isinstance(plain, bool):
        return plain
    return plain if str(plain) == text.strip() else text.strip()
