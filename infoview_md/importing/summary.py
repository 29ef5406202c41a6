"""What an import found and would do, in lines and as data: before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from infoview_md.exchange.csv_header import MAPPABLE
from infoview_md.exchange.records import Person, Unusable
from infoview_md.exchange.records import Source as Place
from infoview_md.importing.filling import Filling
from infoview_md.importing.planning import Plan, counted
from infoview_md.importing.sorting import Entry, place_label, row_of
from infoview_md.importing.sources import Source

_SHOWN: Final = 12
_WORDS: Final[Mapping[str, str]] = {
    name.partition("@")[0]: word for word, name in reversed(tuple(MAPPABLE.items())) if name
}
_MANY_NOTES: Final = 300


def lines(found: Sequence[Source], plan: Plan) -> Iterator[str]:
    """Say how each file was understood, who is new, known, perhaps known, and what could not be used."""
    yield from file_lines(found)
    yield from _headed("New", _new(plan), limit=_SHOWN)
    known = [(entry, filling) for entry, filling in plan.filled if _is_worth_a_line(filling)]
    yield from _headed("Known", chain.from_iterable(_known(*one) for one in known))
    yield from _headed("Possibly known", map(_possible, plan.possible))
    yield from unusable_lines(found)
    yield ""
    yield _counts(found, plan)
    if len(plan.new) > _MANY_NOTES:
        yield "To keep so many people in one list instead of notes of their own: --as-list"


def file_lines(found: Sequence[Source]) -> Iterator[str]:
    """Say how each file was understood."""
    return chain.from_iterable(_understood(one) for one in found)


def unusable_lines(found: Sequence[Source]) -> Iterator[str]:
    """Name every row, card or file that gave nobody, and why."""
    return _headed("Not usable", map(_unusable, unusable_of(found)))


def _understood(source: Source) -> Iterator[str]:
    described = source.batch.described
    yield f"{source.name}: {described.sentence}"
    taken = [f"{column} -> {_word(name)}" for column, name in described.columns if name and column]
    if taken:
        yield f"  read: {', '.join(taken)}"
    if described.left_out:
        yield f"  not imported: {', '.join(f'{name} ({n})' for name, n in described.left_out)}"
    if described.empty_rows:
        yield f"  empty rows: {described.empty_rows}"
    yield from (f"  {remark}" for remark in described.remarks)


def _word(name: str) -> str:
    """Give the word of the command line for what a column gives."""
    plain = name.partition("@")[0]
    return _WORDS.get(plain, plain.replace("_", " "))


def _headed(title: str, items: Iterable[str], *, limit: int = 0) -> Iterator[str]:
    listed = list(items)
    if not listed:
        return
    yield ""
    yield f"{title}:"
    shown = listed[:limit] if limit else listed
    yield from (f"  {one}" for one in shown)
    if len(shown) < len(listed):
        yield f"  and {len(listed) - len(shown):,} more"


def _new(plan: Plan) -> list[str]:
    return [f"{described(one.entry.person)} -> {one.path}" for one in plan.new]


def described(person: Person) -> str:
    """Say who somebody is in one line: name, role, company."""
    return ", ".join(filter(None, (person.name, person.role, person.company)))


def _is_worth_a_line(filling: Filling) -> bool:
    return bool(filling.gains or filling.differences or filling.refusals)


def _known(entry: Entry, filling: Filling) -> Iterator[str]:
    gained = ", ".join(name for name, _ in filling.gains)
    what = f"gains {gained}" if gained else "gains nothing"
    yield f"{filling.path} {what}  ({entry.match.reason}: {entry.label})"
    yield from (f"    {one}" for one in filling.refusals)
    for one in filling.differences:
        if one.yours:
            yield f"    {one.name} stays {one.yours!r}; the file says {one.theirs!r}"
        else:
            yield f"    {one.name} of the file is not taken over: {one.theirs!r}"


def _possible(entry: Entry) -> str:
    return f"{described(entry.person)}  ({entry.label}): {because(entry)}"


def because(entry: Entry) -> str:
    """Say whom somebody may be, and why: `the same name as Contacts/Jane Doe.md`."""
    rows = [row_of(key) for key in entry.match.keys]
    names = [
        f"another row of the import ({row + 1})" if row is not None else key
        for key, row in zip(entry.match.keys, rows, strict=True)
    ]
    return f"{entry.match.reason}: {' or '.join(names)}"


def unusable_of(found: Iterable[Source]) -> list[Unusable]:
    """Give every row, card or file that gave nobody."""
    return [one for source in found for one in source.batch.unusable]


def _unusable(one: Unusable) -> str:
    place = place_label(Place(file=one.file, row=one.row, line=one.line))
    start = f"; it begins with “{one.excerpt}”" if one.excerpt else ""
    return f"{place}: {one.reason}{start}"


def _counts(found: Sequence[Source], plan: Plan) -> str:
    unchanged = len(plan.filled) - plan.changes
    parts = [
        f"{counted(len(plan.new), 'new person').replace('persons', 'people')}",
        f"{len(plan.filled):,} known" + (f" ({unchanged:,} of them complete)" if unchanged else ""),
        f"{len(plan.possible):,} possibly known",
        f"{len(unusable_of(found)):,} not usable",
    ]
    if plan.left_out:
        parts.append(f"{plan.left_out:,} left out by --only")
    return ", ".join(parts) + "."


def data(found: Sequence[Source], plan: Plan) -> dict[str, Any]:
    """Give the same for programs, with everybody in it."""
    return {
        "files": files(found),
        "new": [{**_person(one.entry), "note": one.path} for one in plan.new],
        "known": [
            {
                **_person(entry),
                "note": filling.path,
                "reason": entry.match.reason,
                "gains": [name for name, _ in filling.gains],
                "differences": [
                    {"property": one.name, "note": one.yours, "file": one.theirs}
                    for one in filling.differences
                ],
                "refusals": list(filling.refusals),
            }
            for entry, filling in plan.filled
        ],
        "possible": [
            {**_person(entry), "reason": entry.match.reason, "candidates": list(entry.match.keys)}
            for entry in plan.possible
        ],
        "unusable": unusable_data(found),
        "left_out": plan.left_out,
    }


def files(found: Sequence[Source]) -> list[dict[str, Any]]:
    """Give how each file was understood, for programs."""
    return [_file(one) for one in found]


def unusable_data(found: Sequence[Source]) -> list[dict[str, Any]]:
    """Give what could not be used, for programs."""
    return [
        {"file": one.file, "row": one.row, "line": one.line, "reason": one.reason}
        for one in unusable_of(found)
    ]


def _file(source: Source) -> dict[str, Any]:
    described = source.batch.described
    return {
        "name": source.name,
        "format": described.format,
        "dialect": described.dialect,
        "encoding": described.encoding,
        "delimiter": described.delimiter,
        "rows": described.rows,
        "empty_rows": described.empty_rows,
        "columns": dict(described.columns),
        "left_out": dict(described.left_out),
        "remarks": list(described.remarks),
    }


def _person(entry: Entry) -> dict[str, Any]:
    person = entry.person
    return {
        "name": person.name,
        "company": person.company,
        "role": person.role,
        "email": list(person.emails),
        "linkedin": person.linkedin,
        "rows": [{"file": one.file, "row": one.row, "line": one.line} for one in entry.places],
    }
