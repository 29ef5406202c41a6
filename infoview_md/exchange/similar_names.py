"""When two names may be of one person: accents, order, middle initials, titles and nicknames aside."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from infoview_md.exchange.identity import split_name

# Short forms of English names, each with the names it may stand for.
_SHORT: Final = {
    "abby": "abigail",
    "al": "albert alan alfred alexander",
    "alex": "alexander alexandra alexis",
    "andy": "andrew andreas",
    "annie": "anne anna",
    "barb": "barbara",
    "becky": "rebecca",
    "ben": "benjamin benedict",
    "beth": "elizabeth bethany",
    "betty": "elizabeth",
    "bill": "william",
    "bob": "robert",
    "bobby": "robert",
    "cathy": "catherine",
    "charlie": "charles charlotte",
    "chris": "christopher christian christine christina",
    "chuck": "charles",
    "cindy": "cynthia lucinda",
    "dan": "daniel",
    "danny": "daniel",
    "dave": "david",
    "deb": "deborah debra",
    "debbie": "deborah debra",
    "dick": "richard",
    "don": "donald",
    "doug": "douglas",
    "ed": "edward edwin edmund",
    "eddie": "edward",
    "fred": "frederick alfred",
    "gabe": "gabriel",
    "greg": "gregory",
    "hank": "henry",
    "harry": "henry harold",
    "jack": "john",
    "jake": "jacob",
    "jeff": "jeffrey geoffrey",
    "jen": "jennifer",
    "jenny": "jennifer",
    "jerry": "gerald jerome",
    "jess": "jessica",
    "jim": "james",
    "jimmy": "james",
    "joe": "joseph",
    "jon": "jonathan john",
    "josh": "joshua",
    "kate": "katherine catherine kathryn",
    "kathy": "katherine kathleen",
    "katie": "katherine kathryn",
    "ken": "kenneth",
    "larry": "lawrence",
    "liz": "elizabeth",
    "maggie": "margaret",
    "matt": "matthew matthias",
    "meg": "margaret megan",
    "mike": "michael",
    "nate": "nathan nathaniel",
    "nick": "nicholas",
    "pat": "patrick patricia",
    "peggy": "margaret",
    "pete": "peter",
    "phil": "philip phillip",
    "rich": "richard",
    "rick": "richard",
    "rob": "robert",
    "ron": "ronald",
    "sam": "samuel samantha",
    "sandy": "alexander sandra",
    "steve": "steven stephen",
    "sue": "susan suzanne",
    "susie": "susan",
    "ted": "edward theodore",
    "tim": "timothy",
    "tom": "thomas",
    "tony": "anthony antonio",
    "val": "valerie valentine",
    "vicky": "victoria",
    "will": "william",
    "zach": "zachary",
}
_TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "prof",
        "professor",
        "herr",
        "frau",
        "sir",
        "dame",
        "jr",
        "sr",
        "phd",
        "md",
        "mba",
    ]
)
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_UMLAUT: Final = re.compile("([aou])e")
_NOT_A_WORD: Final = re.compile(r"[\W_]+")
_MOST_WORDS: Final = 8
_MOST_KEYS: Final = 16
_A_NAME: Final = 2


def similar_keys(name: str) -> frozenset[str]:
    """Give what a name has in common with names that may be of the same person; nothing for a single word.

    `Müller, Zoë`, `Zoe K. Mueller` and `Dr. Zoe Muller` share a key, and so do `Bob Smith` and `Robert Smith`.
    """
    words = [word for word in _words(name) if len(word) > 1]
    if len(words) < _A_NAME:
        return frozenset()
    ways = (_full(word) for word in words)
    return frozenset(" ".join(sorted(way)) for way in islice(product(*ways), _MOST_KEYS))


def initial_key(name: str) -> str:
    """Give the initial and the family name; empty where one of them is not known."""
    given, family = (_words(part) for part in split_name(name))
    return f"{given[0][0]} {family[-1]}" if given and family and len(family[-1]) > 1 else ""


def is_initial(name: str) -> bool:
    """Tell whether of the given name only initials are known: `A. Lovelace`."""
    given = _words(split_name(name)[0])
    return bool(given) and all(len(word) == 1 for word in given)


def _words(name: str) -> list[str]:
    before, comma, behind = name.partition(",")
    words = [*_plain(behind), *_plain(before)] if comma else _plain(name)
    return [word for word in words if word not in _TITLES][:_MOST_WORDS]


def _plain(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    words = _NOT_A_WORD.sub(" ", _ACCENT.sub("", plain)).split()
    return (_UMLAUT.sub(r"\1", word) if len(word) > _A_NAME else word for word in words)


def _full(word: str) -> list[str]:
    return [word, *_FULL.get(word, ())]


_FULL: Final = {
    _UMLAUT.sub(r"\1", short): tuple(_UMLAUT.sub(r"\1", full) for full in names.split())
    for short, names in _SHORT.items()
}
