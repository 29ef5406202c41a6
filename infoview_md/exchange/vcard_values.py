"""The value of a vCard line: its bytes to text, its escapes, and the folding of what we write."""

import re
from binascii import Error as BadBase64
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from typing import Final

from infoview_md.exchange.content_lines import ContentLine
from infoview_md.exchange.encodings import codec_named

_PIECE = re.compile(r"\\.|[^\\;,]+|[;,\\]", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANING: Final = {"n": "\n", "N": "\n", ",": ",", ";": ";", ":": ":", "\\": "\\", '"': '"'}
_LATIN: Final = frozenset({"", "cp1252", "utf-8"})
_OCTETS_OF_A_LINE: Final = 75
_TOP_TWO_BITS: Final = 0xC0
_INSIDE_A_LETTER: Final = 0x80  # the first two bits of every octet of a UTF-8 letter but its first


def _plain(line: ContentLine) -> bytes:
    """Return the value without its transfer encoding."""
    encoding = "".join(line.params.get("ENCODING", ())).upper()
    if encoding == "QUOTED-PRINTABLE":
        return a2b_qp(line.value)
    if encoding in {"B", "BASE64"}:
        try:
            return a2b_base64(line.value)
        except BadBase64:
            return line.value
    return line.value


def text_of(line: ContentLine, *, fallback: str) -> str:
    """Return the value as text, still escaped; `fallback` is the codec where it is not UTF-8.

    A declared Latin charset gives way to UTF-8 that proves itself: phones declare the one and write the
    other.
    """
    raw = _plain(line)
    declared = codec_named("".join(line.params.get("CHARSET", ())))
    first = ["utf-8", declared] if declared in _LATIN else [declared, "utf-8"]
    for codec in filter(None, first):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode(fallback, "replace")


def split_escaped(text: str, mark: str) -> list[str]:
    """Split at the marks that have no backslash before them; the parts stay escaped."""
    parts: list[list[str]] = [[]]
    for piece in _PIECE.findall(text):
        if piece == mark:
            parts.append([])
        else:
            parts[-1].append(piece)
    return ["".join(part) for part in parts]


def unescape(text: str) -> str:
    r"""Return the text with `\n`, `\,`, `\;`, `\:` and `\\` resolved; any other backslash stays."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _MEANING.get(found[1], found[0]), text)


def escape(text: str) -> str:
    """Return the text as one value: what separates or breaks lines is escaped."""
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return escaped.replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> Iterator[str]:
    """Yield the physical lines, of at most 75 octets each; no letter is torn."""
    octets, begin, indent = line.encode("utf-8"), 0, ""
    while (end := begin + _OCTETS_OF_A_LINE - len(indent)) < len(octets):
        while octets[end] & _TOP_TWO_BITS == _INSIDE_A_LETTER:
            end -= 1
        yield indent + octets[begin:end].decode("utf-8")
        begin, indent = end, " "
    yield indent + octets[begin:].decode("utf-8")
