"""What a vault would owe at once from the time before: an upper bound, to propose from which day on to count."""

from collections.abc import Iterable, Iterator

from infoview_md.dates import Moment, add_days
from infoview_md.network import values
from infoview_md.network.followups.circle import is_dated
from infoview_md.network.schema import Properties, Schema, kind_of
from infoview_md.network.survey.seen import Seen

_GRACE_DAYS = 7
_OLD_DAYS = 60
_MOST = 10


def since_for(notes: Iterable[Seen], schema: Schema, today: Moment) -> tuple[str, int]:
    """Give the day from which to count, a week ago, and how much was due before; empty for little.

    Old notes of talks never said whether anybody was thanked: years of that would hide what is owed now.
    """
    since = add_days(today, -_GRACE_DAYS)
    old = [due for one in notes for due in _dues(one, schema) if due < since]
    if len(old) > _MOST or min(old, default=since) < add_days(today, -_OLD_DAYS):
        return since, len(old)
    return "", 0


def due_before(since: str, notes: Iterable[Seen], schema: Schema) -> int:
    """Count what was due before a day and is forgiven; nothing where there is no such day."""
    return sum(due < since for one in notes for due in _dues(one, schema)) if since else 0


def _dues(one: Seen, schema: Schema) -> Iterator[Moment]:
    kind = kind_of(one.properties, one.path, schema)
    if one.is_template or kind not in ("contact", "interview"):
        return
    properties = Properties(one.properties, {}, one.path, schema)
    if not values.mark(properties, "closed"):
        yield from (Moment(due) for due in one.due)
        yield from _of_talk(properties) if kind == "interview" else _of_person(properties)


def _of_talk(properties: Properties) -> Iterator[Moment]:
    start = values.start(properties)
    is_held = values.status(properties) in ("", "done", "scheduled")
    if is_dated(start) and is_held and not values.mark(properties, "thank_you_sent"):
        yield add_days(start, 1)


def _of_person(properties: Properties) -> Iterator[Moment]:
    asked = values.mark(properties, "asked")
    if is_dated(asked) and not any(
        values.mark(properties, name) for name in ("replied", "nudged", "declined")
    ):
        yield add_days(asked, _GRACE_DAYS)
    if planned := values.day(properties, "reach_out_by"):
        yield planned
