"""Whether a person lives where one travels: places as people write them, city first."""

import re
import unicodedata


def is_at(location: str, place: str) -> bool:
    """Tell whether a location is the place: `Washington` and `Washington, D.C.` are, `Portland, OR` and `, ME` are not.

    One is the beginning of the other, word by word, without regard to case, accents and punctuation; a location may
    name several places, separated by `/`, `;` or `|`.
    """
    wanted = _words(place)
    return bool(wanted) and any(
        _begins_alike(_words(part), wanted) for part in re.split(r"[/;|]", location)
    )


def _begins_alike(one: list[str], other: list[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and one[:shorter] == other[:shorter]


def _words(place: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", place.casefold().replace(".", ""))
    return re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char)))
