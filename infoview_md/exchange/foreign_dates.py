"""Dates as other programs write them: `30 May 2024`, `1/8/18, 6:14 PM`, `30-oct-09`, `--0405`, `0/0/00`."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

_LONGEST = 64
_CERTAIN = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)(?:[T ].*)?",
        r"(?P<y>)--(?P<m>\d\d)-?(?P<d>\d\d)(?:[T ].*)?",
        r"(?P<y>\d{4})([./-])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?:[,T\s].*)?",
        r"(?:(?P<y>\d{4})\s*年)?\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日.*",
    )
)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})?(?:[,T\s].*)?", re.DOTALL)
_WORD = re.compile(r"\d+|[^\W\d_]+")

# The first letters by which a month is known in English, German, French, Spanish, Italian, Portuguese
# and Dutch, without accents.
_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrz", "maa", "mrt"),
    ("apr", "abr", "avr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "giu", "juin"),
    ("jul", "lug", "juil"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "dic"),
)
_MONTH_OF = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts}

# Programs write a birthday without a year as one of the year 1604 (Apple), 1 or 0.
_NO_YEAR_BEFORE = 1700
# Nobody who gives interviews was born after this; so `/30` in a birthday is 1930.
_YOUNGEST_TWO_DIGITS = 25
_POSIX_PIVOT = 69
_MONTHS_IN_A_YEAR = 12


@lru_cache(maxsize=256)
def _month(word: str) -> int:
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _MONTH_OF.get(plain[:4]) or _MONTH_OF.get(plain[:3], 0)


def _from_words(text: str) -> tuple[str, int, int] | None:
    """Read `30 May 2024`, `May 30, 2024`, `30-oct-09`, `30 de mayo`; the time behind it is not read."""
    words = _WORD.findall(text)
    month = next(filter(None, map(_month, words[:4])), 0)
    numbers = [word for word in words[:5] if word.isdecimal()]
    if len(numbers) > 1 and len(numbers[0]) == len("2024"):
        numbers[0], numbers[1] = numbers[1], numbers[0]
    if not month or not numbers:
        return None
    year = numbers[1] if len(numbers) > 1 and len(numbers[1]) in {2, 4} else ""
    return year, month, int(numbers[0])


def _from_numbers(found: re.Match[str], *, day_first: bool) -> tuple[str, int, int]:
    a, mark, b, year = int(found[1]), found[2], int(found[3]), found[4]
    if day_first or mark == "." or a > _MONTHS_IN_A_YEAR:
        a, b = b, a
    return year or "", a, b


def _parts(text: str, *, day_first: bool) -> tuple[str, int, int] | None:
    """Return year (its digits as written, or empty), month and day."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    for form in _CERTAIN:
        if found := form.fullmatch(text):
            return found["y"] or "", int(found["m"]), int(found["d"])
    if found := _NUMBERS.fullmatch(text):
        return _from_numbers(found, day_first=day_first)
    return _from_words(text)


def _full_year(digits: str, *, pivot: int) -> int:
    if len(digits) != len("85"):
        return int(digits or 0)
    return int(digits) + (2000 if int(digits) < pivot else 1900)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def day(text: str, *, day_first: bool = False) -> date | None:
    """Return the day that the text names, or None: `30 May 2024`, `1/8/18, 6:14 PM`, `0/0/00` (none)."""
    parts = _parts(text, day_first=day_first)
    if parts is None or not parts[0]:
        return None
    return _valid(_full_year(parts[0], pivot=_POSIX_PIVOT), parts[1], parts[2])


def birthday(text: str, *, day_first: bool = False) -> str:
    """Return `YYYY-MM-DD`, `--MM-DD` where the year is not known, or nothing."""
    parts = _parts(text, day_first=day_first)
    if parts is None:
        return ""
    year = _full_year(parts[0], pivot=_YOUNGEST_TWO_DIGITS + 1)
    if year >= _NO_YEAR_BEFORE:
        born_on = _valid(year, parts[1], parts[2])
        return born_on.isoformat() if born_on else ""
    leap_year = _valid(2000, parts[1], parts[2])
    return f"--{leap_year:%m-%d}" if leap_year else ""


def day_comes_first(texts: Iterable[str]) -> bool:
    """Say whether a column writes `31/12/2024`: one value that cannot begin with a month decides."""
    for text in texts:
        found = _NUMBERS.fullmatch(text.strip()[:_LONGEST])
        if found and int(found[1]) > _MONTHS_IN_A_YEAR:
            return True
    return False
