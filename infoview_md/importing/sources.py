"""Reading the files to import, each within bounds, and choosing whom to take from them."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from infoview_md.errors import StorageFailure, UsageMistake
from infoview_md.exchange import contact_csv, detect, linkedin_zip, vcard
from infoview_md.exchange.records import Batch, Person
from infoview_md.sync.reading import folded

STANDARD_INPUT: Final = "-"
_LARGEST: Final = max(vcard.LARGEST, contact_csv.LARGEST)
_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file that was read: its name, and what it gave."""

    name: str
    batch: Batch

    @property
    def is_linkedin(self) -> bool:
        """Tell whether these are connections of LinkedIn, which says how they were found."""
        return self.batch.described.dialect == "LinkedIn connections"


def read_sources(paths: Iterable[str], mapping: Mapping[str, str]) -> list[Source]:
    """Read files, `-` standing for standard input; the format of each is recognised.

    Raises `StorageFailure` for a file that cannot be read, `UsageMistake` for a mapping that does not fit.
    """
    return [_source(path, mapping) for path in dict.fromkeys(paths)]


def _source(path: str, mapping: Mapping[str, str]) -> Source:
    is_input = path == STANDARD_INPUT
    name = "standard input" if is_input else Path(path).name
    try:
        raw = _bounded(sys.stdin.buffer) if is_input else _file(Path(path))
    except OSError as error:
        raise StorageFailure(f"{path} cannot be read: {error.strerror or error}.") from None
    return Source(name=name, batch=detect.loads(name, raw, mapping or None))


def _file(path: Path) -> bytes:
    with path.expanduser().open("rb") as file:
        if stat.S_ISDIR(
            os.fstat(file.fileno()).st_mode
        ):  # pragma: no cover - opening one fails before
            raise IsADirectoryError(path)
        return _bounded(file)


def _bounded(file: BinaryIO) -> bytes:
    """Read one byte more than is accepted, so that the reader of the format can refuse it by its size."""
    start = file.read(len(_ZIP))
    largest = linkedin_zip.LARGEST if start == _ZIP else _LARGEST
    return start + file.read(largest + 1 - len(start))


Wanted = Mapping[str, tuple[str, ...]]
"""Texts by property: a person is wanted who has, in each of them, one of its texts."""

_PLACES: Final[Mapping[str, str]] = {
    "name": "name",
    "company": "company",
    "role": "role",
    "location": "location",
    "email": "emails",
    "phone": "phones",
    "linkedin": "linkedin",
    "url": "url",
    "birthday": "birthday",
    "connected_on": "connected_on",
    "uid": "uid",
    "note": "note",
    "tags": "categories",
    "tag": "categories",
    "aliases": "aliases",
}


def parse_wanted(words: Sequence[str]) -> Wanted:
    """Read `--only "company=Acme"`.  Raises `UsageMistake` with the properties there are."""
    wanted: dict[str, tuple[str, ...]] = {}
    for word in words:
        name, equals, text = word.partition("=")
        place = _PLACES.get(name.strip().casefold(), "")
        if not equals or not place or not text.strip():
            raise UsageMistake(
                f"--only {word!r} is not understood.",
                hint=f'Write it as "company=Acme", with one of: {", ".join(_PLACES)}.',
            )
        wanted[place] = (*wanted.get(place, ()), folded(text))
    return wanted


def is_wanted(person: Person, wanted: Wanted) -> bool:
    """Tell whether a person fits; a part of the text is enough, without regard to case and accents."""
    return all(
        any(text in folded(said) for text in texts for said in _said(person, place))
        for place, texts in wanted.items()
    )


def _said(person: Person, place: str) -> tuple[str, ...]:
    value = getattr(person, place)
    return value if isinstance(value, tuple) else (str(value or ""),)


def parse_mapping(words: Sequence[str]) -> dict[str, str]:
    """Read `--map "Column=property"`.  Raises `UsageMistake`; the property is checked where the table is read."""
    mapping = {}
    for word in words:
        column, equals, name = word.rpartition("=")
        if not equals or not column.strip() or not name.strip():
            raise UsageMistake(
                f"--map {word!r} is not understood.", hint='Write it as "Column=property".'
            )
        mapping[column] = name
    return mapping
