"""Front matter through python-frontmatter, by a handler that reads it as Obsidian does.

The handler parses with yaml-rs, which is quick and follows YAML 1.2, behind a guard against blocks that would
exhaust it; `yaml_fallback` reads what yaml-rs is known to read differently, and everything where it is missing.

Only `frontmatter.parse` is used: `load` and `loads` fail on properties named `content` or `handler`.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from infoview_md.note import yaml_fallback
from infoview_md.note.yaml_fallback import MAX_ALIASED, MAX_DEPTH, WIDEST, Duplicate, Unreadable

MAX_BLOCK = 64 * 1024
"""Characters of front matter beyond which it is not read: no person wrote it."""

_HARMLESS = 1024
"""A block this short cannot be nested deeply enough to exhaust the parser's stack (from 1,000 levels on)."""
_DEEP = re.compile(r"(?:[-?:] +){8}|^ {128}", re.MULTILINE)
_NUMBER_WITH_UNDERSCORE = re.compile(r"_(?:[0-9]|(?<=[0-9]_))")
_TAB_AFTER_COLON = re.compile(
    r"^( *(?:- +)*(?:-|[^\s'\"#\[{&*!|>%@`-][^:\n'\"]*:))\t", re.MULTILINE
)
_LINE = re.compile(r"at line (\d+)")
_FINITE = 1.7976931348623157e308


class Repeated(Exception):
    """Keys written twice; `properties` are those that could be read, the last value of each."""

    def __init__(self, properties: dict[str, Any], duplicates: tuple[Duplicate, ...]) -> None:
        super().__init__(", ".join(one.key for one in duplicates))
        self.properties = properties
        self.duplicates = duplicates


def _yaml_rs() -> Callable[[str], Any] | None:
    try:
        import yaml_rs
    except ImportError:  # no wheel for this platform
        return None
    loads, limits = yaml_rs.loads, yaml_rs.AliasLimits(max_total_replayed_events=MAX_ALIASED)
    return lambda block: loads(block, parse_datetime=False, alias_limits=limits)


class ObsidianHandler(BaseHandler):
    """Splits and loads front matter as Obsidian does.  `fast` parses YAML quickly; None: read slowly."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, *, fast: Callable[[str], Any] | None) -> None:
        super().__init__()
        self.fast = fast

    def split(self, text: str) -> tuple[str, str]:
        """Split a text that ends with its closing fence: the body has been taken off before."""
        return text[text.index("\n") + 1 : -3], ""

    def load(self, fm: str) -> dict[str, Any]:
        """Read a block.  Raises Unreadable, or Repeated where keys stand twice."""
        if len(fm) > MAX_BLOCK:
            raise Unreadable("too long")
        if len(fm) > _HARMLESS and _DEEP.search(fm):
            raise Unreadable("nested too deeply")
        try:
            value = self._value(fm)
        except Unreadable:
            spaced = _TAB_AFTER_COLON.sub(r"\1 ", fm)
            if spaced == fm:
                raise
            value = self._value(spaced)
        if isinstance(value, dict):
            return value
        if value is None:
            return {}
        raise Unreadable("not a list of properties")

    def _value(self, fm: str) -> Any:
        if self.fast is None or _looks_odd(fm):
            return _slowly(fm)
        try:
            value = self.fast(fm)
        except ValueError as error:
            return _after_refusal(fm, str(error))
        except TypeError:  # a list or mapping as a key
            return _slowly(fm)
        return value if value.__class__ is dict and _is_plain_mapping(value) else _slowly(fm)


def _looks_odd(fm: str) -> bool:
    """Tell whether a block holds something that yaml-rs 0.1 reads otherwise than Obsidian.

    Those are numbers like `1_000`, `0b11`, `0O17` and `-0x1F`, which are text, and a last `|` with no text.
    """
    return (
        ("_" in fm and _NUMBER_WITH_UNDERSCORE.search(fm) is not None)
        or "0b" in fm
        or "0x" in fm
        or "0o" in fm
        or "0B" in fm
        or "0X" in fm
        or "0O" in fm
        or fm.rstrip()[-1:] in "|>+"
    )


def _is_plain(items: Iterable[Any], depth: int = 1) -> bool:
    """Tell whether values are made of what JSON knows, with text as keys and numbers of common size."""
    if depth > MAX_DEPTH:
        raise Unreadable("nested too deeply")
    for item in items:
        kind = item.__class__
        if kind is str or kind is _NOTHING or kind is bool:
            continue
        check = _CHECKS.get(kind)
        if check is None or not check(item, depth):
            return False
    return True


def _is_plain_mapping(value: dict[Any, Any], depth: int = 0) -> bool:
    for key in value:
        if key.__class__ is not str:
            return False
    return _is_plain(value.values(), depth + 1)


_NOTHING = type(None)
_CHECKS: dict[type, Callable[[Any, int], bool]] = {
    int: lambda item, _: -WIDEST <= item < WIDEST,
    float: lambda item, _: -_FINITE <= item <= _FINITE,
    list: lambda item, depth: _is_plain(item, depth + 1),
    dict: _is_plain_mapping,
}


def _after_refusal(fm: str, why: str) -> Any:
    if why.startswith(
        ("duplicate", "Invalid")
    ):  # keys written twice, and tags that Obsidian ignores
        return _slowly(fm)
    line = _LINE.search(why)
    raise Unreadable(why.rpartition("\n")[2], line=int(line[1]) - 1 if line else 0) from None


def _slowly(fm: str) -> Any:
    tree = yaml_fallback.compose(fm)
    if tree.duplicates and isinstance(tree.value, dict):
        raise Repeated(tree.value, tree.duplicates)
    return tree.value


HANDLER = ObsidianHandler(fast=_yaml_rs())


def properties_of(head: str, *, handler: ObsidianHandler = HANDLER) -> dict[str, Any]:
    """Give the properties of a note's head: its text from the opening to the closing fence, both included.

    Lines end in LF.  Raises Unreadable, or Repeated where keys stand twice.
    """
    return frontmatter.parse(head, handler=handler)[0]
