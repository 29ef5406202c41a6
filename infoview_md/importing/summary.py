"""What an import found and would do, in lines and as data: before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, TypeVar

from infoview_md.exchange.csv_header import MAPPABLE
from infoview_md.exchange.records import Person, Unusable
from infoview_md.exchange.records import Source as Place
from infoview_md.importing.filling import Filling
from infoview_md.importing.planning import NewNote, Plan, counted
from infoview_md.importing.sorting import Clashing, Entry, place_label
from infoview_md.importing.sources import Source

T = TypeVar("T")

SHOWN: Final = 12
_RIVALS: Final = 3
_SPANS: Final = 20
_WORDS: Final[Mapping[str, str]] = {
    name.partition("@")[0]: word for word, name in reversed(tuple(MAPPABLE.items())) if name
}
_MANY_NOTES: Final = 300


def lines(found: Sequence[Source], plan: Plan, *, is_whole: bool = False) -> Iterator[str]:
    """Say who is new, known, perhaps known, what two rows say differently, and what could not be used.

    Long parts are cut, and name by their numbers the rows they leave out; `is_whole` cuts nothing.
    """
    limit = None if is_whole else SHOWN
    known = [pair for pair in plan.filled if _is_worth_a_line(pair[1])]
    yield from remark_lines(plan.remarks)
    yield from _part("New", plan.new, _new, lambda one: one.entry.places, limit)
    yield from _part("Known", known, _known, lambda one: one[0].places, limit)
    yield from _part("Possibly known", plan.possible, _possible, lambda one: one.places, limit)
    yield from clash_lines(plan.clashes, is_whole=is_whole)
    yield from unusable_lines(found, plan.unusable, is_whole=is_whole)
    yield ""
    yield _counts(found, plan)
    yield from _advice(plan)


def file_lines(found: Iterable[Source]) -> Iterator[str]:
    """Say how each file was understood."""
    return chain.from_iterable(_understood(one) for one in found)


def remark_lines(remarks: Iterable[str]) -> Iterator[str]:
    """Say what marks of people prove nothing in these files."""
    return (f"Note: {remark}" for remark in remarks)


def clash_lines(clashes: Sequence[Clashing], *, is_whole: bool = False) -> Iterator[str]:
    """Say of whom two rows say two things, which is kept, and which is not."""
    limit = None if is_whole else SHOWN
    return _part("Said differently by two rows", clashes, _clash, lambda one: [one[1].place], limit)


def unusable_lines(
    found: Iterable[Source], more: Iterable[Unusable] = (), *, is_whole: bool = False
) -> Iterator[str]:
    """Name every row, card or file that gave nobody, and why."""
    limit = None if is_whole else SHOWN
    return _part(
        "Not usable",
        unusable_of(found, more),
        lambda one: [_unusable(one)],
        lambda one: [one],
        limit,
    )


def _understood(source: Source) -> Iterator[str]:
    described = source.batch.described
    is_refused = any(not one.row for one in source.batch.unusable)
    yield f"{source.name}: {'cannot be imported' if is_refused else described.sentence}"
    taken = [f"{column} -> {_word(name)}" for column, name in described.columns if name and column]
    if taken:
        yield f"  read: {', '.join(taken)}"
    if described.left_out:
        left_out = ", ".join(f"{name} ({number:,})" for name, number in described.left_out)
        yield f"  not imported: {left_out}"
    if described.empty_rows:
        yield f"  empty rows: {described.empty_rows:,}"
    yield from (f"  {remark}" for remark in described.remarks[:SHOWN])
    if len(described.remarks) > SHOWN:
        yield f"  and {len(described.remarks) - SHOWN:,} more remarks of this kind"


def _word(name: str) -> str:
    """Give the word of the command line for what a column gives."""
    plain = name.partition("@")[0]
    return _WORDS.get(plain, plain.replace("_", " "))


def _part(
    title: str,
    items: Sequence[T],
    said: Callable[[T], Iterable[str]],
    places: Callable[[T], Iterable[Place | Unusable]],
    limit: int | None,
) -> Iterator[str]:
    """Say one part under its title; what is over the limit by the numbers of its rows alone."""
    if not items:
        return
    yield ""
    yield f"{title} ({len(items):,}):"
    for item in items[:limit]:
        yield from (f"  {line}" for line in said(item))
    rest = items[limit:] if limit is not None else ()
    if rest:
        rows = row_ranges(place for item in rest for place in places(item))
        yield f"  and {len(rest):,} more: {rows}"


def row_ranges(places: Iterable[Place | Unusable]) -> str:
    """Name rows by their numbers, neighbours as one range: `a.csv, rows 3-7, 9; b.vcf, row 1`."""
    by_file: dict[str, set[int]] = {}
    for place in places:
        by_file.setdefault(place.file, set()).add(place.row)
    return "; ".join(
        f"{file}, {'row' if len(rows) == 1 else 'rows'} {_ranges(sorted(rows))}"
        if any(rows)
        else file
        for file, rows in by_file.items()
    )


def _ranges(rows: list[int]) -> str:
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    said = [str(first) if first == last else f"{first}-{last}" for first, last in spans[:_SPANS]]
    left = sum(last - first + 1 for first, last in spans[_SPANS:])
    return ", ".join([*said, *([f"and {left:,} more"] if left else [])])


def _new(one: NewNote) -> Iterator[str]:
    yield f"{described(one.entry.person)} -> {one.path}"


def described(person: Person) -> str:
    """Say who somebody is in one line: name, role, company."""
    return ", ".join(filter(None, (person.name, person.role, person.company)))


def _is_worth_a_line(filling: Filling) -> bool:
    return bool(filling.gains or filling.differences or filling.refusals)


def _known(one: tuple[Entry, Filling]) -> Iterator[str]:
    entry, filling = one
    gained = ", ".join(name for name, _ in filling.gains)
    what = f"gains {gained}" if gained else "gains nothing"
    yield f"{filling.path} {what}  ({entry.match.reason}: {entry.label})"
    yield from (f"    {refusal}" for refusal in filling.refusals)
    for differing in filling.differences:
        if differing.yours:
            yield f"    {differing.name} stays {differing.yours!r}; the file says {differing.theirs!r}"
        else:
            yield f"    {differing.name} of the file is not taken over: {differing.theirs!r}"


def _possible(entry: Entry) -> Iterator[str]:
    yield f"{described(entry.person)}  ({entry.label}): {because(entry)}"


def because(entry: Entry) -> str:
    """Say whom somebody may be, and why: `the same name as Contacts/Jane Doe.md`."""
    named = entry.rivals[:_RIVALS]
    more = len(entry.rivals) - len(named)
    others = [f"{more} others"] if more > 0 else []
    return f"{entry.match.reason}: {' or '.join([*named, *others])}"


def _clash(one: Clashing) -> Iterator[str]:
    entry, clash = one
    yield (
        f"{entry.person.name}: {clash.name} is {clash.kept!r}; "
        f"{place_label(clash.place)} says {clash.other!r}"
    )


def unusable_of(found: Iterable[Source], more: Iterable[Unusable] = ()) -> list[Unusable]:
    """Give every row, card or file that gave nobody, and those of whom no note can be made."""
    return [*(one for source in found for one in source.batch.unusable), *more]


def _unusable(one: Unusable) -> str:
    place = place_label(Place(file=one.file, row=one.row, line=one.line))
    start = f"; it begins with “{one.excerpt}”" if one.excerpt else ""
    return f"{place}: {one.reason}{start}"


def _counts(found: Iterable[Source], plan: Plan) -> str:
    unchanged = len(plan.filled) - plan.changes
    parts = [
        f"{counted(len(plan.new), 'new person').replace('persons', 'people')}",
        f"{len(plan.filled):,} known" + (f" ({unchanged:,} of them complete)" if unchanged else ""),
        f"{len(plan.possible):,} possibly known",
        f"{len(unusable_of(found, plan.unusable)):,} not usable",
    ]
    if plan.left_out:
        parts.append(f"{plan.left_out:,} left out by --only")
    return ", ".join(parts) + "."


def _advice(plan: Plan) -> Iterator[str]:
    if plan.possible:
        yield (
            "Whoever is possibly known is left out; --possible new gives them notes of their own, "
            "--possible same fills the notes there are."
        )
    if len(plan.new) > _MANY_NOTES:
        yield "To keep so many people in one list instead of notes of their own: --as-list"


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
            {**_person(entry), "reason": entry.match.reason, "candidates": list(entry.rivals)}
            for entry in plan.possible
        ],
        "unusable": unusable_data(found, plan.unusable),
        "said_differently": clash_data(plan.clashes),
        "left_out": plan.left_out,
        "remarks": list(plan.remarks),
    }


def files(found: Sequence[Source]) -> list[dict[str, Any]]:
    """Give how each file was understood, for programs."""
    return [_file(one) for one in found]


def clash_data(clashes: Iterable[Clashing]) -> list[dict[str, Any]]:
    """Give what two rows of one person say differently, for programs."""
    return [
        {
            "name": entry.person.name,
            "property": clash.name,
            "kept": clash.kept,
            "other": clash.other,
            **_place(clash.place),
        }
        for entry, clash in clashes
    ]


def unusable_data(found: Sequence[Source], more: Iterable[Unusable] = ()) -> list[dict[str, Any]]:
    """Give what could not be used, for programs."""
    return [
        {**_place(one), "reason": one.reason, "excerpt": one.excerpt}
        for one in unusable_of(found, more)
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
        "rows": [_place(one) for one in entry.places],
    }


def _place(one: Place | Unusable) -> dict[str, str | int]:
    return {"file": one.file, "row": one.row, "line": one.line}
