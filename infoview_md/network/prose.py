"""The text of notes as it can be said to a person: without Markdown, in whole sentences, addressed to them."""

import re
from collections.abc import Iterable

_LINK = re.compile(r"!?\[\[(?:[^\]|]{0,300}\|)?([^\]|]{0,300})\]\]")
_ADDRESS = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_MARKER = re.compile(r"^(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?|^>\s?(?:\[!\w+\][+-]?\s*)?|^#{1,6}\s+")
_TASK_TAIL = re.compile(
    r"[\s\ufe0f]*(?:[📅📆🗓⏳⌛🛫➕✅❌]\ufe0f?\s*\d{4}-\d{2}-\d{2}|[🔺⏫🔼🔽⏬]|🔁\s*every[a-z0-9 ,!]+"
    r"|[\[(]\w+::[^\])]*[\])]|\s#(?!\d+\b)[\w/-]+|\s\^[\w-]+)\ufe0f?\s*$"
)
_MARKS = re.compile(r"(\*\*\*|\*\*|==|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+?)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"`+([^`]*)`+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_SENTENCE = re.compile(r".+?[.!?…][\"”’')\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|etc|approx|No)\.$"
)
_LONGEST = 2_000  # a line that is longer is no sentence anybody wrote
_TITLES = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "herr", "frau", "rev"}
)
_LEAD_IN = (
    r"^(?:(?:s?he|they|i|we|(?-i:{names}))\s+(?:also\s+)?"
    r"(?:says?|said|thinks?|thought|told me|believes?|explained|mentioned|found|finds?|sees?"
    r"|learn(?:ed|t)|heard)(?:,|:)?\s+(?:that\s+)?)"
)
_DETERMINER = (
    r"(?=\s+(?:the|a|an|my|our|this|that|these|those|some|two|three|both|what|how|when|whether"
    r"|about|if|to|for|on|at|by|in|with|and|again|back)\b|\s*[.,;!?]|\s*$)"
)


def plain(markdown: str) -> str:
    """Give one line of a note without its Markdown: links by their text, no marks, no task dates."""
    text = " ".join(_CONTROL.sub(" ", _without_comments(markdown[:_LONGEST])).split())
    while (bare := _MARKER.sub("", text, count=1)) != text:
        text = bare
    while (bare := _TASK_TAIL.sub("", text)) != text:
        text = bare
    text = _LINK.sub(lambda link: link[1].rsplit("/", 1)[-1].split("#", 1)[0] or link[1], text)
    text = _CODE.sub(r"\1", _ADDRESS.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\2", _MARKS.sub(r"\2", text))
    return " ".join(text.split())


def paragraphs(markdown: str) -> list[str]:
    """Give what a section says, one plain line for each list item, quotation or paragraph."""
    found: list[str] = []
    is_open = False
    for line in _without_fences(_without_comments(markdown)):
        stripped = line.strip()
        starts_anew = bool(_MARKER.match(stripped)) and not (is_open and stripped.startswith(">"))
        if not stripped or stripped.startswith(("#", "|", "---", "***", "___")):
            is_open = False
        elif is_open and not starts_anew:
            found[-1] = f"{found[-1]} {plain(stripped)}"
        else:
            found.append(plain(stripped))
            is_open = True
    return [text for text in found if any(letter.isalnum() for letter in text)]


def _without_comments(markdown: str) -> str:
    """Leave out comments of Obsidian and HTML; one that is not closed is text, and looked for only once."""
    for opening, closing in (("%%", "%%"), ("<!--", "-->")):
        kept, at = [], 0
        while (start := markdown.find(opening, at)) >= 0:
            end = markdown.find(closing, start + len(opening))
            if end < 0:
                break
            kept.append(markdown[at:start])
            at = end + len(closing)
        markdown = "".join([*kept, markdown[at:]])
    return markdown


def _without_fences(markdown: str) -> Iterable[str]:
    """Leave out fenced code: what is in it was never said to anybody."""
    fence = ""
    for line in markdown.splitlines():
        mark = line.strip()[:3]
        if fence:
            fence = "" if mark == fence else fence
        elif mark in ("```", "~~~"):
            fence = mark
        else:
            yield line


def first_sentence(text: str) -> str:
    """Give the first sentence of a plain text, with its full stop; an abbreviation does not end it."""
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[: match.end()]):
            return text[: match.end()]
    return sentence(text)


def sentence(text: str) -> str:
    """Close a text with a full stop where it has no end of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" or text[-2:-1] in tuple(".!?…") else f"{text}."


def clause(text: str) -> str:
    """Give a text as the rest of a sentence: no full stop, no capital unless it is a name or an acronym."""
    text = text.strip().rstrip(".").rstrip()
    first, _, _ = text.partition(" ")
    if first in ("I", "I'm", "I’m", "I've", "I’ve") or first.endswith(("'s", "’s")):
        return text
    is_acronym = len(first) > 1 and not first[1:].islower()
    return text if is_acronym else text[:1].lower() + text[1:]


def first_name(name: str) -> str:
    """Give the name one greets with: `Jane` of `Jane Doe`, `Dr. Jane Doe` and `Doe, Jane`."""
    last, comma, rest = name.partition(",")
    words = (rest if comma and rest.strip() else last).split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES:
        words = words[1:]
    called = next((word for word in words if len(word.rstrip(".")) > 1), "")
    is_surname = len(words) > 1 and called == words[-1]
    return " ".join(words) if is_surname or not called else called


def addressed(text: str, *names: str) -> str:
    """Turn a line about a person into one said to them: `send her the talk` is `send you the talk`.

    `names` are all that the person is called, the name of the note first.
    """
    called = _called(names)
    text = re.sub(rf"\b(?:{called})['’]s?(?!\w)", "your", text)
    text = re.sub(rf"\b(?:{called})\b", "you", text)
    text = re.sub(r"\b(?:her|him|them)\b" + _DETERMINER, "you", text)
    text = re.sub(r"\b(?:hers|theirs)\b", "yours", text)
    return re.sub(r"\b(?:her|his|their)\b", "your", text)


def said(text: str, *names: str) -> str:
    """Give what a person said from a line that reports it: `She says that grants pay` is `Grants pay`.

    Empty where the line speaks about them in the third person in some other way and cannot be said to them.
    """
    called = _called(names)
    bare = re.sub(_LEAD_IN.replace("{names}", called), "", text, count=1, flags=re.IGNORECASE)
    if re.search(rf"\b(?:s?he|her|his|him|hers|(?-i:{called}))\b", bare, flags=re.IGNORECASE):
        return ""
    return bare[:1].upper() + bare[1:] if bare != text else text


def _called(names: Iterable[str]) -> str:
    """Give a pattern of everything a person is called: whole names, and their parts that are no initials."""
    parts = {part for name in names for part in (name, first_name(name), *name.split())}
    long = sorted((part for part in parts if len(part) > 1), key=lambda one: (-len(one), one))
    return "|".join(re.escape(part) for part in long) or r"(?!)"


def listed(items: Iterable[str], *, last: str = "and") -> str:
    """Write a list as people say it: `a`, `a and b`, `a, b and c`."""
    texts = [item for item in items if item]
    if len(texts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def words(text: str) -> list[str]:
    """Give the words of a text in lower case, with numbers, without punctuation."""
    return [word.strip("'’_") for word in re.findall(r"[\w'’]+", text.casefold())]
