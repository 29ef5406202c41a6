"""How a value is written so that Obsidian, YAML 1.1 and YAML 1.2 all read the same back.

Source of the rules for reading: Obsidian reads YAML 1.2 core; dates and times stay text.
"""

import math
import re
from datetime import datetime
from typing import NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.events import Event, Said

Scalar = str | int | float | bool | None
Value = Scalar | list[str]

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+")
_BASED_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAX_DIGITS = 300

_PLAIN_FIRST = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~]|-[^\s\-]|--(?!-)[^\s]")
_PLAIN_NEVER = re.compile(
    r":(?:\s|$)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_FLOW_NEVER = re.compile(r"[,\[\]{}:#]")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# YAML 1.1 has these as booleans too, although PyYAML leaves them as text.
_BOOLEAN_LETTERS = frozenset("yYnN")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")


class Written(NamedTuple):
    """A scalar as it is put into the note, and as a parser will report it."""

    text: str
    said: Said


def write_scalar(value: Scalar, *, in_flow: bool = False, quote: str = "") -> Written:
    """Return the text for a value: plain where that is safe, else in double quotes.

    `quote` asks for the quotes that stand there already; it counts for text only.  Refuses text
    that no UTF-8 file can hold and numbers that no reader would read back.
    """
    if isinstance(value, str):
        return _write_text(value, in_flow=in_flow, quote=quote)
    plain = _plain_of(value)
    return Written(plain, Said("scalar", plain))


def write_json(value: Scalar) -> Written:
    """Return the text for a value inside a block of JSON."""
    if isinstance(value, str):
        return _double_quoted(value)
    plain = "null" if value is None else _plain_of(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise _bad_value(f"JSON has no number {plain}.")
    return Written(plain, Said("scalar", plain))


def read_scalar(event: Event) -> Scalar:
    """Return the value as Obsidian reads it; quoted and tagged scalars are text."""
    said = event.said
    if said.style or said.tag:
        return said.value
    return read_plain(said.value)


def read_plain(text: str) -> Scalar:
    """Resolve an unquoted scalar by the rules of YAML 1.2 core."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    number = _number_of(text)
    return text if number is None else number


def _number_of(text: str) -> int | float | None:
    if len(text) <= _MAX_DIGITS and _INT.fullmatch(text):
        return int(text)
    if len(text) <= _MAX_DIGITS and _BASED_INT.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "", 1)) if _NOT_FINITE.fullmatch(text) else None


def are_same(old: Value, new: Value) -> bool:
    """Whether two values mean the same; a number never equals text or a truth value."""
    if isinstance(old, list) or isinstance(new, list):
        return old == new
    if isinstance(old, float) and isinstance(new, float) and math.isnan(old):
        return math.isnan(new)
    numbers = (int, float)
    both = isinstance(old, numbers) and isinstance(new, numbers)
    alike = both and isinstance(old, bool) == isinstance(new, bool)
    return old == new and (alike or type(old) is type(new))


def _plain_of(value: float | bool | None) -> str:  # noqa: FBT001 - the value itself, not a switch
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if value.bit_length() > _MAX_DIGITS:
            raise _bad_value("The number is too large to be read back.")
        return str(value)
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    digits, exponent, power = repr(value).partition("e")
    # YAML 1.1 knows a number with an exponent only by its point.
    return (digits if "." in digits else digits + ".0") + exponent + power


def _write_text(text: str, *, in_flow: bool, quote: str) -> Written:
    if quote == "'" and not _ESCAPED.search(text.replace('"', "").replace("\\", "")):
        return Written("'" + text.replace("'", "''") + "'", Said("scalar", text, "'"))
    if quote or not _may_be_plain(text, in_flow=in_flow):
        return _double_quoted(text)
    return Written(text, Said("scalar", text))


def _may_be_plain(text: str, *, in_flow: bool) -> bool:
    looks_safe = (
        text == text.strip()
        and _PLAIN_FIRST.match(text) is not None
        and _PLAIN_NEVER.search(text) is None
        and not (in_flow and _FLOW_NEVER.search(text))
    )
    return looks_safe and isinstance(read_plain(text), str) and _is_text_in_yaml_1_1(text)


def _is_text_in_yaml_1_1(text: str) -> bool:
    import yaml

    if text in _BOOLEAN_LETTERS:
        return False
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    tags = [
        tag
        for tag, regexp in [*resolvers.get(text[:1], ()), *resolvers.get(None, ())]
        if regexp.match(text)
    ]
    # Dates are meant as text and stay plain, as Obsidian writes them; an impossible date would
    # make a YAML 1.1 reader raise.
    return not tags or (tags[0].endswith(":timestamp") and _is_real_date(text))


def _is_real_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _double_quoted(text: str) -> Written:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise _bad_value("The text holds half of a character, which no file can store.")
    body = _ESCAPED.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}", text)
    return Written(f'"{body}"', Said("scalar", text, '"'))


def _bad_value(sentence: str) -> CannotEdit:
    return CannotEdit(sentence, code="bad-value", hint="Give another value.")
