"""Contact tables of any program to people: encoding, delimiter, header and dialect are found, not asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from infoview_md.exchange import assembly, csv_out
from infoview_md.exchange.csv_header import Header, known_header, mapped_header
from infoview_md.exchange.csv_rows import Row, rows, split_lines
from infoview_md.exchange.encodings import decode
from infoview_md.exchange.foreign_dates import day_comes_first
from infoview_md.exchange.records import Batch, Described, Person, Source, Unusable, refused
from infoview_md.exchange.strangers_text import excerpt

LARGEST: Final = 32 * 1024 * 1024
MOST_ROWS: Final = 50_000  # LinkedIn allows 30,000 connections
MOST_LINES: Final = 1_000_000
# The columns of the tables that we write, each known again by its name.
HEADER: Final = (
    "Name",
    "Given Name",
    "Family Name",
    "Aliases",
    "Email",
    "Phone",
    "Company",
    "Role",
    "Location",
    "LinkedIn",
    "URL",
    "Birthday",
    "Connected On",
    "UID",
    "Tags",
    "Notes",
)

_FORMULA_SIGNS: Final = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
_DATES: Final = ("birthday", "connected_on")
_JOINED: Final = ":::"


def _cell(text: str) -> str:
    """Return what a cell means: the signs that keep a spreadsheet from calculating are gone."""
    text = text.strip()
    if text[:2] == '="' and text[-1:] == '"':
        return text[2:-1]
    is_guarded = text[:1] == "'" and text.lstrip("'")[:1] in _FORMULA_SIGNS
    return text[1:] if is_guarded else text


def _categories(text: str) -> list[str]:
    """Return the labels of a person; they are divided by `:::` where that is in the cell, else by commas."""
    several = text if _JOINED in text else text.replace(";", _JOINED).replace(",", _JOINED)
    return several.split(_JOINED)


def _joined_categories(categories: tuple[str, ...]) -> str:
    """Join labels so that `_categories` divides them again: one alone that has a comma is joined with nothing."""
    text = f" {_JOINED} ".join(categories)
    return f"{text} {_JOINED}" if len(categories) == 1 and set(text) & set(",;") else text


def _put_birthday_together(values: dict[str, list[str]]) -> None:
    """Unite the three columns in which Thunderbird keeps a birthday."""
    year, month, day = (values.pop(f"birth_{part}", [""])[0] for part in ("year", "month", "day"))
    if month.isdecimal() and day.isdecimal():
        values["birthday"] = [f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"]


def _pick_place(values: dict[str, list[str]]) -> None:
    """Keep one address, the first with a city, else the first with anything."""
    places: dict[str, dict[str, list[str]]] = {}
    for prop in [prop for prop in values if "@" in prop]:
        part, _, which = prop.partition("@")
        places.setdefault(which, {})[part] = values.pop(prop)
    for place in sorted(places.values(), key=lambda place: "city" not in place)[:1]:
        values.update(place)


def _values(header: Header, row: Row) -> dict[str, list[str]]:
    """Return the values of a row by property; a row shorter than the header simply says less."""
    values: dict[str, list[str]] = {}
    for prop, cell in zip(header.properties, row.cells, strict=False):
        if prop and (text := _cell(cell)):
            values.setdefault(prop, []).append(text)
    if "categories" in values:
        values["categories"] = [one for text in values["categories"] for one in _categories(text)]
    if "birth_month" in values:
        _put_birthday_together(values)
    _pick_place(values)
    return values


def _defect(row: Row, width: int) -> str:
    """Say why a row cannot be trusted, or nothing."""
    if row.broken:
        return row.broken
    if any("\0" in cell for cell in row.cells):
        return "the row holds a NUL character; the file is damaged"
    if any(cell.strip() for cell in row.cells[width:]):
        return (
            f"the row has {len(row.cells)} cells and the header {width}; "
            "a delimiter inside a value lacks its quotation marks"
        )
    return ""


def _nobody(header: Header, row: Row) -> str:
    """Say that a row names nobody, and what it does say."""
    filled = [
        column for column, cell in zip(header.columns, row.cells, strict=False) if cell.strip()
    ]
    return f"the row names nobody; it has only: {', '.join(filled[:5]) or 'cells without a column'}"


def _day_first(header: Header, found: Iterable[Row]) -> bool:
    places = [at for at, prop in enumerate(header.properties) if prop in _DATES]
    return day_comes_first(row.cells[at] for row in found for at in places if at < len(row.cells))


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read of a table so far."""

    header: Header
    day_first: bool
    people: list[Person] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def row(self, row: Row) -> None:
        """Read one row into the people or the unusable."""
        reason = _defect(row, len(self.header.columns))
        values = {} if reason else _values(self.header, row)
        source = Source(row=row.number, line=row.line)
        if person := assembly.person(values, source=source, day_first=self.day_first):
            self.people.append(person)
            self.unread.update(assembly.unread(values))
        else:
            self.refuse(row, reason or _nobody(self.header, row))

    def refuse(self, row: Row, reason: str) -> None:
        """Name a row that gives nobody."""
        start = excerpt(self.header.delimiter.join(row.cells))
        self.unusable.append(Unusable(row=row.number, line=row.line, reason=reason, excerpt=start))


def _left_out(header: Header, found: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """Return the columns that are not imported although rows fill them, and how many do."""
    unread = [at for at, prop in enumerate(header.properties) if not prop]
    filled = Counter(
        header.columns[at]
        for row in found
        for at in unread
        if at < len(row.cells) and row.cells[at].strip()
    )
    return tuple((column, count) for column, count in filled.items() if column)


def _unknown(lines: Sequence[str], described: Described) -> Batch:
    """Refuse a text in which no line names columns, and show what could be mapped."""
    first = next((line for line in lines if line.strip()), "")
    reason = (
        "no line of column names was found"
        + (f"; the file begins with “{excerpt(first)}”. " if first else ": the file is empty. ")
        + 'Name the columns in a first line, or say what a column holds: --map "Column=property"'
    )
    return refused(described, reason)


def _gathered(following: Iterator[Row]) -> tuple[list[Row], int, Row | None]:
    """Return the rows that hold something, how many do not, and the first row over the limit."""
    found: list[Row] = []
    empty = 0
    for row in following:
        if row.is_empty:
            empty += 1
        elif len(found) == MOST_ROWS:
            return found, empty, row
        else:
            found.append(row)
    return found, empty, None


def _batch(header: Header, lines: Sequence[str], encoding: str) -> Batch:
    """Read the rows below the header."""
    found, empty, beyond = _gathered(
        rows(lines, after=header.line, delimiter=header.delimiter, width=len(header.columns))
    )
    reading = _Reading(header=header, day_first=_day_first(header, found))
    for row in found:
        reading.row(row)
    if beyond is not None:
        reading.refuse(beyond, f"only the first {MOST_ROWS:,} rows are read; split the file")
    described = Described(
        format="CSV",
        dialect=header.dialect.name,
        encoding=encoding,
        delimiter=header.delimiter,
        rows=len(found),
        empty_rows=empty,
        columns=tuple(zip(header.columns, header.properties, strict=True)),
        left_out=(*_left_out(header, found), *reading.unread.items()),
    )
    return Batch(
        people=tuple(reading.people), unusable=tuple(reading.unusable), described=described
    )


def loads(raw: bytes, *, mapping: Mapping[str, str] | None = None) -> Batch:
    """Return the people of a contact table, whatever program wrote it.

    `mapping` says what a column holds where its name does not (`{"Kunde": "name"}`, see
    `csv_header.MAPPABLE`); it raises `UsageMistake` for a column or a property that does not exist.
    Every row is in `people`, or with its number and the reason in `unusable`, or counted as empty.
    """
    if len(raw) > LARGEST:
        return refused(Described(format="CSV"), "the file is larger than 32 MiB; split it")
    decoded = decode(raw)
    if decoded.text.count("\n") + decoded.text.count("\r") > 2 * MOST_LINES:
        return refused(Described(format="CSV"), f"the file has more than {MOST_LINES:,} lines")
    lines = split_lines(decoded.text)
    header = mapped_header(lines, mapping) if mapping else known_header(lines)
    if header is None:
        return _unknown(lines, Described(format="CSV", encoding=decoded.label))
    return _batch(header, lines, decoded.label)


def _row(person: Person) -> tuple[str, ...]:
    connected_on = person.connected_on
    joined = f" {_JOINED} ".join
    return (
        person.name,
        person.given,
        person.family,
        joined(person.aliases),
        joined(person.emails),
        joined(person.phones),
        person.company,
        person.role,
        person.location,
        person.linkedin,
        person.url,
        person.birthday,
        connected_on.isoformat() if connected_on else "",
        person.uid,
        _joined_categories(person.categories),
        person.note,
    )


def dumps(people: Iterable[Person], *, raw: bool = False) -> str:
    """Return the people as a table that spreadsheets show and `loads` reads again.

    Several values of one property are joined by ` ::: `, as Google does; `raw` leaves formulas alone.
    """
    return csv_out.dumps(HEADER, map(_row, people), raw=raw)
