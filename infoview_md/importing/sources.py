"""Reading the files to import, each within bounds, and choosing whom to take from them."""

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from infoview_md.errors import UsageMistake
from infoview_md.exchange import contact_csv, detect, linkedin_zip, vcard
from infoview_md.exchange.records import Batch, Described, Person, Unusable
from infoview_md.exchange.strangers_text import one_line
from infoview_md.sync.reading import folded

STANDARD_INPUT: Final = "-"
_LARGEST: Final = max(vcard.LARGEST, contact_csv.LARGEST)
_ZIP: Final = b"PK\x03\x04"
_OF_THE_SHELL: Final = ("/dev/fd/", "/proc/self/fd/")
"""Where a shell puts the output of `<(command)`; somebody writes into it."""
_NOTHING: Final = Described(format="")


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

    A file that cannot be read gives nobody and says why, and the others go on.  Raises `UsageMistake` for a mapping
    that does not fit.
    """
    wanted = list(dict.fromkeys(paths))
    names = Counter(Path(path).name for path in wanted)
    return [
        _source(path, path if names[Path(path).name] > 1 else Path(path).name, mapping)
        for path in wanted
    ]


def _source(path: str, name: str, mapping: Mapping[str, str]) -> Source:
    if path in (STANDARD_INPUT, "/dev/stdin"):
        name = "standard input"
    try:
        raw = _bounded(sys.stdin.buffer) if name == "standard input" else _file(path)
    except (OSError, ValueError) as error:
        reason = f"it cannot be read ({getattr(error, 'strerror', None) or error})"
        unread = Unusable(row=0, reason=reason, file=one_line(path))
        return Source(name=path, batch=Batch(people=(), unusable=(unread,), described=_NOTHING))
    return Source(name=name, batch=detect.loads(name, raw, mapping or None))


def _file(path: str) -> bytes:
    """Read a file that is one: a pipe in which nobody may ever write is not waited for, a device not read."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(Path(path).expanduser(), flags)
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if stat.S_ISFIFO(mode) and path.startswith(_OF_THE_SHELL):
            os.set_blocking(handle, True)
        elif not stat.S_ISREG(mode):
            raise OSError(0, "a pipe or a device is no file; `-` reads standard input")
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
