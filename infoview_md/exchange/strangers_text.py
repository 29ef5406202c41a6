"""What is kept of a stranger's text: letters and line breaks, no control characters, no invisible marks."""

import re

# Controls, directional overrides, zero-width marks and tag characters: they change how a terminal or an
# editor shows the text around them.  U+200C and U+200D stay, Persian and emoji are written with them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _visible(text: str) -> str:
    return text if text.isascii() and text.isprintable() else _clean(text)


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))


def one_line(text: str) -> str:
    """Return the text as one line: unwanted characters gone, runs of white space one space."""
    return " ".join(_visible(text).split())


def lines(text: str) -> str:
    """Return the text with line feeds as its only breaks, no unwanted characters, nothing at its ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return "\n".join(line.rstrip() for line in _clean(_BREAK.sub("\n", text)).split("\n")).strip()


def excerpt(text: str, *, length: int = 60) -> str:
    """Return the start of the text as one short line, to recognise a row by."""
    line = one_line(text[: length * 4])
    return line if len(line) <= length else line[: length - 1] + "…"
