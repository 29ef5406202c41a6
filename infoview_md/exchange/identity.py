"""What makes two records the same person, and a name into its halves."""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

from infoview_md.exchange.records import Person

_PROFILE: Final = re.compile(r"https?://(?:[\w-]+\.)*linkedin\.com/(.*)", re.IGNORECASE)
_PROFILE_PATH: Final = re.compile(
    r"(?:mwlite/|m/)?(in/[^/]+|pub/.+|(?:sales|talent)/(?:lead|people|profile)/[^/,]+)"
)
_MEMBER: Final = re.compile(r"(?:^|&)id=([\w-]+)")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_NOT_A_DIGIT: Final = re.compile(r"\D")
_SHORTEST_NUMBER: Final = 7
_NOT_A_WORD: Final = re.compile(r"[^\w]+")
# Words that begin a family name: `Ludwig van Beethoven`.
_PARTICLES: Final = frozenset(
    {
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ten",
        "ter",
    }
    | {"zu", "zur", "bin", "ibn", "al", "el", "st.", "mac", "af", "av"}
)
_TITLES_BEHIND: Final = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "cpa", "esq", "msc", "pmp", "frs", "cfa"}
)


def name_key(name: str) -> str:
    """Return a name without case, accents, punctuation and the titles behind a comma: `José Nuñez, PhD`.

    `Nuñez, José` is the same name, family first.
    """
    before, comma, behind = name.partition(",")
    if (
        comma
        and _is_family_alone(before)
        and behind.strip(" ,.")
        and not _begins_with_title(behind)
    ):
        before = f"{behind.partition(',')[0]} {before}"
    plain = unicodedata.normalize("NFD", before.casefold())
    return " ".join(_NOT_A_WORD.sub(" ", _ACCENT.sub("", plain)).split())


def _is_family_alone(text: str) -> bool:
    *first, last = text.split() or [""]
    return bool(last) and all(word.casefold() in _PARTICLES for word in first)


def _begins_with_title(text: str) -> bool:
    return _is_title(text.split(maxsplit=1)[0])


def profile_key(url: str) -> str:
    """Return what two addresses of one LinkedIn profile have in common: `in/ada`; else nothing.

    The page of a company, or LinkedIn's own, is nobody's profile.
    """
    found = _PROFILE.match(url.strip())
    if not found:
        return ""
    path, _, query = found[1].partition("#")[0].partition("?")
    path = unquote(path).strip("/ ").casefold()
    if path == "profile/view" and (number := _MEMBER.search(query)):
        return f"id/{number[1].casefold()}"
    profile = _PROFILE_PATH.match(path)
    return profile[1] if profile else ""


def same_number(one: str, other: str) -> bool:
    """Say whether two telephone numbers are one, though one may lack the code of its country and begin with 0."""
    a, b = (_NOT_A_DIGIT.sub("", number).removeprefix("00").lstrip("0") for number in (one, other))
    shorter, longer = sorted((a, b), key=len)
    return a == b or (len(shorter) >= _SHORTEST_NUMBER and longer.endswith(shorter))


def identities(person: Person) -> frozenset[str]:
    """Return what proves that two records are one person: UID, e-mail addresses and LinkedIn profile.

    The same name alone proves nothing; compare `name_key` for what is only possible.
    """
    profile = profile_key(person.linkedin)
    return frozenset(
        [
            *([f"uid:{person.uid}"] if person.uid else []),
            *(f"email:{email.casefold()}" for email in person.emails),
            *([f"linkedin:{profile}"] if profile else []),
        ]
    )


def split_name(name: str) -> tuple[str, str]:
    """Return given and family name of one that is only known whole: `Ludwig`, `van Beethoven`.

    `Lovelace, Ada` is read as family name first, titles behind a name (`Jr.`, `PhD`) belong to neither,
    and a single word is a given name.
    """
    before, comma, behind = name.partition(",")
    if comma and behind.strip() and not _begins_with_title(behind):
        return " ".join(behind.split()), " ".join(before.split())
    words = before.split()
    while len(words) > 1 and _is_title(words[-1]):
        words = words[:-1]
    at = max(len(words) - 1, 1)
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _is_title(word: str) -> bool:
    return word.replace(".", "").strip(",").casefold() in _TITLES_BEHIND
