"""When two names are the same company: strictly by their key, loosely by what people call it.

`Müller & Söhne GmbH` and `muller and sohne` are one strictly; `Google` and `Google Cloud` only loosely.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Legal forms as words of a key.  They are only taken from the end, and never the whole name.
_FORMS_BY_REGION: Final = {
    "English": "inc|incorporated|corp|corporation|co|company|llc|llp|lp|lllp|pllc|ltd|limited|plc|ulc|"
    "pty|pte|pvt|private limited",
    "German": "gmbh|ggmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|haftungsbeschrankt|se",
    "Dutch, Nordic": "bv|nv|vof|bvba|ab|as|asa|aps|oy|oyj",
    "Romance": "sa|sas|sasu|sarl|srl|srls|spa|sl|slu|sau|ltda|sa de cv|sapi de cv|s de rl de cv",
    "Eastern": "sp zoo|sro|doo|kft|zrt|nyrt|ood|eood|ooo|oao|pao|zao|jsc|pjsc|ojsc",
    "Asia": "kk|gk|bhd|sdn bhd|tbk|fzco|fze|wll",
}
_LEGAL: Final = frozenset(
    tuple(form.split()) for forms in _FORMS_BY_REGION.values() for form in forms.split("|")
)
_LONGEST_FORM: Final = max(map(len, _LEGAL))
_EAST_ASIAN: Final = re.compile(
    "株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|㈜|\\(株\\)|（株）|㈱"
)
# What a company adds to its name without becoming another one: taken off for a loose key.
_ADDED: Final = {
    "size": "group groupe gruppe holding holdings international intl global worldwide official hq",
    "trade": "technologies technology tech solutions services systems software labs studio studios "
    "consulting ventures partners enterprises industries",
    "web": "com org net io",
    "place": "usa us uk eu emea apac europe america americas deutschland germany france espana italia "
    "india canada australia japan china singapore",
}
_GENERIC: Final = frozenset(word for words in _ADDED.values() for word in words.split())
# `Bank of America` is not the American branch of `Bank`.
_JOINING: Final = frozenset({"and", "of", "the", "for", "in", "de"})
# Alone, these do not tell one company from another: `General` is not `General Electric`.
_VAGUE: Final = {
    "kind": "bank university universitat college school institute hospital freelance self independent",
    "quality": "american deutsche first national general united new north south east west city state "
    "federal central royal standard digital data smart open blue red green black white super",
}
_COMMON: Final = frozenset(word for words in _VAGUE.values() for word in words.split())
# No company is called by more; what a stranger's file has beyond it is not compared.
_LONGEST_NAME: Final = 300
_SHORTEST_ALONE: Final = 3
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_APOSTROPHE: Final = re.compile("['’‘`´]")
_AND: Final = re.compile("[&+]")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_NOT_A_WORD: Final = re.compile(r"[^\w.]+|_")
# How else languages say `and` between two names, and what umlauts become on a keyboard without them.
_JOINED: Final = frozenset({"and", "und", "et", "og", "och", "y", "e", "en"})
_UMLAUTS: Final = re.compile("(?<=[aou])e")
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def _plain(name: str) -> str:
    """Return the name in small letters without accents, `&` as `and`, apostrophes gone."""
    text = unicodedata.normalize("NFKC", _EAST_ASIAN.sub(" ", name[:_LONGEST_NAME])).casefold()
    text = _ACCENT.sub("", unicodedata.normalize("NFD", text)).translate(_LETTERS)
    return _AND.sub(" and ", _APOSTROPHE.sub("", unicodedata.normalize("NFC", text)))


def _words(text: str) -> list[str]:
    """Return the words; single letters with dots or spaces between are one: `J. P. Morgan`, `S.A.`."""
    words: list[str] = []
    letters = ""
    for word in _NOT_A_WORD.sub(" ", text).split():
        parts = [part for part in word.split(".") if part]
        if all(len(part) == 1 for part in parts):
            letters += "".join(parts)
        else:
            words += [letters, *parts]
            letters = ""
    return [word for word in (*words, letters) if word]


def _without_legal_form(words: list[str]) -> list[str]:
    """Take off `the` before the name and every legal form behind it, but never the last word."""
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    length = _LONGEST_FORM
    while length:
        if len(words) > length and tuple(words[-length:]) in _LEGAL:
            words = words[:-length]
            while len(words) > 1 and words[-1] == "and":
                words = words[:-1]
            length = _LONGEST_FORM
        else:
            length -= 1
    return words


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """Return what two ways of writing one company's name have in common; empty for no name.

    Case, accents, punctuation, `&` or `and`, a leading `The` and legal forms (`Inc.`, `GmbH & Co. KG`,
    `S.A.`, 株式会社) do not count.
    """
    return " ".join(_without_legal_form(_words(_plain(name))))


@lru_cache(maxsize=4096)
def _loose_words(name: str) -> tuple[str, ...]:
    words = _without_legal_form(_words(_BRACKETS.sub(" ", _plain(name))))
    while len(words) > 1 and words[-1] in _GENERIC and words[-2] not in _JOINING:
        words = words[:-1]
    return tuple(words)


@lru_cache(maxsize=4096)
def loose_key(name: str) -> str:
    """Return the key without brackets, spaces and what companies like to add (`Group`, `.com`, `USA`).

    `und`, `et` and the like between two names do not count, nor does the `e` of `Mueller`.
    """
    words = _loose_words(name)
    inner = [word for word in words[1:-1] if word not in _JOINED]
    return _UMLAUTS.sub("", "".join((*words[:1], *inner, *words[1:][-1:])))


def _nicknames(name: str) -> set[str]:
    """Return what stands in brackets and the initials: `Amazon Web Services (AWS)`."""
    inside = {
        company_key(first or second) for first, second in _BRACKETS.findall(name[:_LONGEST_NAME])
    }
    words = [word for word in company_key(_BRACKETS.sub(" ", name)).split() if word != "and"]
    initials = "".join(word[0] for word in words) if len(words) >= _SHORTEST_ALONE else ""
    return {one for one in (*inside, initials) if len(one) >= _SHORTEST_ALONE}


def _begins(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Say whether the longer name begins with the shorter, and the shorter is a name by itself."""
    key = "".join(shorter)
    if len(key) < _SHORTEST_ALONE or set(shorter) <= _COMMON | _GENERIC | _JOINING:
        return False
    return key in {"".join(longer[:count]) for count in range(1, len(longer) + 1)}


def loosely_match(a: str, b: str) -> bool:
    """Say whether two names may well be one company; to be shown apart from strict matches.

    True for equal loose keys, where one begins with the other (`Google`, `Google Cloud`), and for initials
    (`IBM`).
    """
    one, other = _loose_words(a), _loose_words(b)
    if not one or not other:
        return False
    if loose_key(a) == loose_key(b) or _begins(one, other) or _begins(other, one):
        return True
    return company_key(a) in _nicknames(b) or company_key(b) in _nicknames(a)
