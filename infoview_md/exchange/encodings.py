"""Bytes of an unknown program to text, and the name of the encoding that was found."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CODEC = re.compile(
    r"utf-8|iso8859-\d+|cp\d+|koi8-\w+|shift_jis\w*|euc_\w+|gb\w+|big5\w*|mac-\w+|hz"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE: Final = 256 * 1024
# With fewer letters outside ASCII a statistical guess is a toss-up (`Jörg` alone was taken for Polish or
# Chinese); most old address books in the Latin alphabet are Windows-1252.
_ENOUGH_TO_GUESS: Final = 24
_RUINED: Final = "\ufffd"
_RUINED_BYTES: Final = _RUINED.encode()
_UTF8_FOR_EACH_BAD: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text without a byte order mark, its encoding, and whether that was a guess."""

    text: str
    encoding: str
    is_guess: bool = False

    @property
    def label(self) -> str:
        """Return the encoding as it is shown: `cp1252 (guessed)`."""
        return f"{self.encoding} (guessed)" if self.is_guess else self.encoding


def codec_named(charset: str) -> str:
    """Return Python's name of a text encoding that a file declares, or nothing for anything else."""
    try:
        name = codecs.lookup(charset.strip("\"' ")).name
    except (LookupError, ValueError):
        return ""
    # As in browsers: what is declared as Latin-1 is Windows-1252, which fills its unused places.
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
    return name if _TEXT_CODEC.fullmatch(name) else ""


def _without_mark(raw: bytes) -> str:
    """Return UTF-16 of either byte order, told by its many zero bytes, or nothing."""
    head = raw[:512]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 3 > len(head) and not even:
        return "utf-16-le"
    return "utf-16-be" if even * 3 > len(head) and not odd else ""


def _mostly_utf8(raw: bytes) -> str:
    """Return UTF-8 text in which a few bytes are broken, or nothing where it is another encoding."""
    text = raw.decode("utf-8", "replace")
    bad = text.count(_RUINED) - raw.count(_RUINED_BYTES)
    good = sum(1 for letter in text if letter > "\x7f") - bad
    return text if good > _UTF8_FOR_EACH_BAD * bad else ""


def guessed_codec(raw: bytes) -> str:
    """Return the most probable encoding of bytes that are not Unicode."""
    sample = raw[:_SAMPLE]
    if len(_HIGH.findall(sample)) < _ENOUGH_TO_GUESS:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return codec_named(best.encoding) or "cp1252" if best else "cp1252"


def decode(raw: bytes) -> Decoded:
    """Return the text of the bytes; a byte that cannot be read becomes U+FFFD, nothing is dropped.

    In order: byte order mark, UTF-16 told by its zero bytes, UTF-8, UTF-8 with a few broken bytes, else a
    guess by statistics.
    """
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return Decoded(text=raw[len(mark) :].decode(codec, "replace"), encoding=codec)
    if codec := _without_mark(raw):
        return Decoded(text=raw.decode(codec, "replace"), encoding=codec)
    try:
        return Decoded(text=raw.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        if text := _mostly_utf8(raw):
            return Decoded(text=text, encoding="utf-8", is_guess=True)
    codec = guessed_codec(raw)
    return Decoded(text=raw.decode(codec, "replace"), encoding=codec, is_guess=True)
