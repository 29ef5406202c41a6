"""Loose values of one card or row to one `Person`: cleaned, united, without doubles.

The readers of both formats say which property a value belongs to; what a property may hold is decided
here, once, so that the same person from a card and from a table is the same record.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from infoview_md.exchange.foreign_dates import birthday, day
from infoview_md.exchange.identity import profile_key
from infoview_md.exchange.records import Person, Source
from infoview_md.exchange.strangers_text import lines, one_line

# By the names of `Person`, and beside them the parts of a name (`middle`, `suffix`) and of a place (`city`,
# `region`, `country`), `urls` of any kind, and `profile`: a LinkedIn address or only its last word.
Values = Mapping[str, Sequence[str]]

# Every pattern takes time in proportion to the text, whatever a stranger wrote into it.
_SEVERAL = re.compile(r":::|\n+")
_SEVERAL_PHONES = re.compile(r":::|[;\n]+")
_AROUND_EMAIL = re.compile(r"[\s<>()\[\],;:\"\\]+")
_WEB = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
_BARE_WEB = re.compile(r"(?:[\w-]{1,63}\.){1,9}[a-z]{2,24}(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_LINKEDIN = re.compile(r"https?://(?:[\w-]+\.){0,3}linkedin\.com(?:[/:?#]|$)", re.IGNORECASE)
_PROFILE_WORD = re.compile(r"(?:/?in/)?[\w%.~-]{2,100}/?", re.IGNORECASE)
_NO_PROFILE: Final = frozenset(
    {"yes", "no", "none", "null", "na", "n/a", "true", "false", "unknown"}
)
_EAST_ASIAN: Final = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
# What stands in a column `Title` that is no role.
_HONORIFICS: Final = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "sir",
        "madam",
        "herr",
        "frau",
        "mme",
        "m",
        "sr",
        "sra",
    }
)
_LONGEST_EMAIL: Final = 254  # RFC 5321
# A spreadsheet turned the number into `4.9301E+11`: its last digits are gone.
_RUINED_NUMBER = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_EXTENSION = re.compile(r";ext=([^;]*)", re.IGNORECASE)


def _distinct(
    values: Iterable[str], *, key: Callable[[str], str] = str.casefold
) -> tuple[str, ...]:
    """Return the values that are not empty, each once, in their order."""
    kept: dict[str, str] = {}
    for value in values:
        if value:
            kept.setdefault(key(value), value)
    return tuple(kept.values())


def digits(phone: str) -> str:
    """Return what two ways of writing one phone number have in common: its digits, no leading 00."""
    return re.sub(r"\D", "", phone).removeprefix("00")


def emails(texts: Iterable[str]) -> tuple[str, ...]:
    """Return every e-mail address in the texts; `Ada <ada@x.org>; mailto:a@x.org` holds two."""
    words = (word.strip(".") for text in texts for word in _AROUND_EMAIL.split(one_line(text)))
    return _distinct(
        word
        for word in words
        if word.strip("@").count("@") == word.count("@") == 1 and len(word) <= _LONGEST_EMAIL
    )


def _phone(text: str) -> str:
    text = one_line(text).lstrip("' ")
    if text[:4].lower() == "tel:":
        extension = _EXTENSION.search(text)
        text = text[4:].split(";")[0] + (f" ext. {extension[1]}" if extension else "")
    usable = any(sign.isdigit() for sign in text) and not _RUINED_NUMBER.fullmatch(text)
    return text.strip() if usable else ""


def phones(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the phone numbers as they were written; the same digits count once."""
    parts = (
        part
        for text in texts
        for part in ([text] if text[:4].lower() == "tel:" else _SEVERAL_PHONES.split(lines(text)))
    )
    return _distinct(map(_phone, parts), key=digits)


def web_address(text: str) -> str:
    """Return an http(s) address, with https:// put before one that lacks it, or nothing."""
    text = one_line(text)
    if _WEB.fullmatch(text):
        return text
    return f"https://{text}" if _BARE_WEB.fullmatch(text) else ""


def profile_address(text: str) -> str:
    """Return the LinkedIn address that the text is, or that its user name has; else nothing."""
    address = web_address(text)
    if _LINKEDIN.match(address):
        return address
    word = one_line(text).removeprefix("@")
    if address or not _PROFILE_WORD.fullmatch(word) or word.casefold() in _NO_PROFILE:
        return ""
    return f"https://www.linkedin.com/in/{word.strip('/').split('/')[-1]}"


def _first(values: Values, name: str) -> str:
    return next(filter(None, map(one_line, values[name])), "") if name in values else ""


def _several(values: Values, name: str, *, but: str = "") -> tuple[str, ...]:
    if name not in values:
        return ()
    parts = (part for value in values[name] for part in _SEVERAL.split(lines(value)))
    return tuple(one for one in _distinct(map(one_line, parts)) if one != but)


def _display_name(values: Values, address: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    """Return the name, or the best there is to call a card without one by."""
    given, middle, family, suffix = (
        _first(values, part) for part in ("given", "middle", "family", "suffix")
    )
    # In Chinese, Japanese and Korean the family name stands first.
    is_east_asian = bool(_EAST_ASIAN.fullmatch(given + family))
    parts = (family, given) if is_east_asian else (given, middle, family, suffix)
    return (
        _first(values, "name")
        or " ".join(filter(None, parts))
        or _first(values, "aliases")
        or _first(values, "company")
        or "".join(address[:1])
        or "".join(numbers[:1])
    )


def _location(values: Values) -> str:
    parts = (_first(values, part) for part in ("city", "region", "country"))
    return ", ".join(filter(None, parts)) or _first(values, "location")


def _web(values: Values) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the LinkedIn addresses, a person's before a company's, and the other ones."""
    if "urls" not in values and "profile" not in values:
        return (), ()
    addresses = [web_address(part) for part in _several(values, "urls")]
    others = [one for one in addresses if not _LINKEDIN.match(one)]
    profiles = [profile_address(part) for part in _several(values, "profile")]
    profiles += [one for one in addresses if _LINKEDIN.match(one)]
    ordered = sorted(profiles, key=lambda one: not profile_key(one))
    return _distinct(ordered, key=lambda one: profile_key(one) or one), _distinct(others)


def _all_of(values: Values, name: str) -> tuple[str, ...]:
    return _distinct(map(one_line, values[name])) if name in values else ()


def _categories(values: Values) -> tuple[str, ...]:
    """Return the labels without those that Google gives to everybody: `* myContacts`, in its cards `myContacts`."""
    labels = _several(values, "categories")
    return tuple(one for one in labels if not one.startswith("* ") and one != "myContacts")


def _note(values: Values, *further: str) -> str:
    """Return the text of a card, and below it what there was more of than a contact has properties for."""
    said = dict.fromkeys(filter(None, map(lines, values.get("note", ()))))
    also = [f"Also: {', '.join(further)}"] if further else []
    return "\n\n".join([*said, *(one for one in also if one not in said)])


_UNREAD: Final = {
    "birthday": "birthday that is no date",
    "connected_on": "connection date that is no date",
    "phones": "phone without a number",
    "emails": "e-mail without an address",
    "urls": "address that is none of the web",
}
_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "birthday": birthday,
    "connected_on": day,
    "phones": lambda text: phones([text]),
    "emails": lambda text: emails([text]),
    "urls": web_address,
}


def unread(values: Values) -> Iterator[str]:
    """Yield what was given and could not be read; a date of zeros (`0/0/00`) is how Outlook says none."""
    for name, what in _UNREAD.items():
        read = _READERS[name]
        for text in values.get(name, ()):
            if text.strip(" \t0/.-") and not read(text):
                yield what


def _birthday(texts: Sequence[str], *, day_first: bool) -> str:
    return next(filter(None, (birthday(text, day_first=day_first) for text in texts)), "")


def _day(texts: Sequence[str], *, day_first: bool) -> date | None:
    return next(filter(None, (day(text, day_first=day_first) for text in texts)), None)


def person(values: Values, *, source: Source, day_first: bool = False) -> Person | None:
    """Return the person that the values of one card or row describe, or None where nobody is named.

    A card without a name is called by its nickname, company, e-mail or phone, in this order.  `day_first`
    says how `4/5/1980` is meant.
    """
    addresses = emails(values["emails"]) if "emails" in values else ()
    numbers = phones(values["phones"]) if "phones" in values else ()
    name = _display_name(values, addresses, numbers)
    if not name:
        return None
    companies = _all_of(values, "company")
    roles = [one for one in _all_of(values, "role") if one.casefold().strip(".") not in _HONORIFICS]
    profiles, urls = _web(values)
    return Person(
        name=name,
        given=_first(values, "given"),
        family=_first(values, "family"),
        aliases=_several(values, "aliases", but=name),
        emails=addresses,
        phones=numbers,
        company="".join(companies[:1]),
        role="".join(roles[:1]),
        location=_location(values),
        linkedin="".join(profiles[:1]),
        url="".join(urls[:1]),
        birthday=_birthday(values.get("birthday", ()), day_first=day_first),
        connected_on=_day(values.get("connected_on", ()), day_first=day_first),
        uid=_first(values, "uid"),
        note=_note(values, *companies[1:], *roles[1:], *profiles[1:], *urls[1:]),
        categories=_categories(values),
        source=source,
    )
