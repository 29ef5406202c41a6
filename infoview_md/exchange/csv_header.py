"""The line of a table that names its columns: found among the first lines, or told by the user."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from infoview_md.errors import UsageMistake
from infoview_md.exchange.csv_dialects import (
    GENERIC,
    Dialect,
    column_key,
    dialect_of,
    properties_of,
)
from infoview_md.exchange.csv_rows import cells_of
from infoview_md.exchange.strangers_text import excerpt, one_line

_DELIMITERS: Final = (",", ";", "\t", "|")
# LinkedIn puts three lines above its header, spreadsheets a title or two.
_LINES_BEFORE_A_HEADER: Final = 40
_LONGEST_HEADER: Final = 64 * 1024
_NAMES_SOMEBODY: Final = frozenset({"name", "given", "family", "emails", "profile", "company"})

# The words of `--map "Column=property"`: those of a contact note, and the parts of a name and a place.
MAPPABLE: Final[Mapping[str, str]] = {
    "name": "name",
    "given": "given",
    "middle": "middle",
    "family": "family",
    "aliases": "aliases",
    "alias": "aliases",
    "email": "emails",
    "phone": "phones",
    "company": "company",
    "role": "role",
    "location": "location",
    "city": "city@map",
    "region": "region@map",
    "country": "country@map",
    "linkedin": "profile",
    "url": "urls",
    "birthday": "birthday",
    "connected_on": "connected_on",
    "uid": "uid",
    "note": "note",
    "tags": "categories",
    "ignore": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The line of column names: where it is, what divides it, and the property of each column."""

    line: int
    delimiter: str
    columns: tuple[str, ...]
    properties: tuple[str, ...]
    dialect: Dialect

    @property
    def rank(self) -> tuple[bool, int]:
        """Return what makes one line a better header than another: a known program, known names."""
        return self.dialect is not GENERIC, sum(map(bool, self.properties))

    @property
    def is_believable(self) -> bool:
        """Say whether this can be a header: a program's own, or names of columns that name somebody."""
        known = [prop for prop in self.properties if prop]
        named = sum(1 for column in self.columns if column.strip())
        return bool(_NAMES_SOMEBODY & set(known)) and (len(known) > 1 or len(known) == named)


def _headers(lines: Sequence[str], number: int) -> Iterator[Header]:
    """Yield the line as a header, once for each delimiter that divides it."""
    line = lines[number - 1].removeprefix("\ufeff")
    for delimiter in _DELIMITERS:
        columns = tuple(map(one_line, cells_of(line, delimiter)))
        if len(columns) > 1 or delimiter == ",":
            yield Header(
                line=number,
                delimiter=delimiter,
                columns=columns,
                properties=properties_of(columns),
                dialect=dialect_of(frozenset(map(column_key, columns))),
            )


def _candidates(lines: Sequence[str]) -> Iterator[Header]:
    for number in range(1, min(len(lines), _LINES_BEFORE_A_HEADER) + 1):
        if len(lines[number - 1]) <= _LONGEST_HEADER and lines[number - 1].strip():
            yield from _headers(lines, number)


def known_header(lines: Sequence[str]) -> Header | None:
    """Return the first line that is a program's header, else the one with most names that are known."""
    best: Header | None = None
    for header in _candidates(lines):
        if header.is_believable and (best is None or header.rank > best.rank):
            best = header
        if best is not None and best.dialect is not GENERIC and header.line > best.line:
            break
    return best


def _checked(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping by the folded names of columns, or say which of its words is no property."""
    wanted = {}
    for column, word in mapping.items():
        prop = word.strip().lower()
        if prop not in MAPPABLE:
            raise UsageMistake(
                f"“{word}”, for the column “{column}”, is no property that can be imported.",
                hint=f"Use one of: {', '.join(MAPPABLE)}.",
            )
        wanted[one_line(column).casefold()] = MAPPABLE[prop]
    return wanted


def _with_mapping(header: Header, wanted: Mapping[str, str]) -> Header:
    """Return the header as the user reads it; what is mapped is not taken from another column too."""
    mapped = {prop.split("@")[0] for prop in wanted.values()}
    if "location" in mapped:
        mapped |= {"city", "region", "country"}
    properties = (
        wanted.get(column.casefold(), "" if found.split("@")[0] in mapped else found)
        for column, found in zip(header.columns, header.properties, strict=True)
    )
    return replace(header, properties=tuple(properties))


def mapped_header(lines: Sequence[str], mapping: Mapping[str, str]) -> Header:
    """Return the line that has every mapped column, with the properties that the mapping gives them.

    Raises `UsageMistake` for a word that is no property, and where no line has all the columns.
    """
    wanted = _checked(mapping)
    closest: tuple[str, ...] = ()
    for header in _candidates(lines):
        names = {column.casefold() for column in header.columns}
        if wanted.keys() <= names:
            return _with_mapping(header, wanted)
        here = len(names & wanted.keys())
        there = len({column.casefold() for column in closest} & wanted.keys())
        if (here, len(header.columns)) > (there, len(closest)):
            closest = header.columns
    known = {column.casefold() for column in closest}
    missing = [column for column in mapping if one_line(column).casefold() not in known]
    raise UsageMistake(
        f"The file has no column “{'”, “'.join(missing)}”.",
        hint=f"Its columns are: {excerpt(', '.join(closest), length=400)}.",
    )
