"""Front matter through python-frontmatter, by a handler that reads it as Obsidian does.

The handler parses with yaml-rs, which is quick and follows YAML 1.2, behind a guard against blocks that would
exhaust it; `yaml_fallback` reads what yaml-rs is known to read differently, and everything where it is missing.

Only `frontmatter.parse` is used: `load` and `loads` fail on properties named `content` or `handler`.
"""

import re
from collections.abc import Callable
from functools import partial
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
_NUMBER_WITH_BASE = re.compile(r"0[xXoObB]")
_NUMBER_WITH_UNDERSCORE = re.compile(r"_(?:\.?[0-9]|(?<=[0-9]_))")
_LINE = re.compile(r"at line (\d+)")


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
    limits = yaml_rs.AliasLimits(max_total_replayed_events=MAX_ALIASED)
    return partial(yaml_rs.loads, parse_datetime=False, alias_limits=limits)


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
            spaced = yaml_fallback.without_tabs(fm)
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
        return value if value.__class__ is dict and _is_plain(value) else _slowly(fm)


def _looks_odd(fm: str) -> bool:
    """Tell whether a block holds something that yaml-rs 0.1 reads otherwise than Obsidian.

    Those are numbers like `1_000`, `0b11`, `0O17` and `-0x1F`, which are text, and a last `|` with no text.
    """
    return (
        _NUMBER_WITH_UNDERSCORE.search(fm) is not None
        or _NUMBER_WITH_BASE.search(fm) is not None
        or fm[-6:].rstrip()[-1:] in "|>+"
    )


def _is_plain(mapping: dict[Any, Any]) -> bool:
    """Tell whether a value is made of what JSON knows, with text as keys and numbers of common size.

    One loop for all levels, because every note that is read comes through here.
    """
    level: list[Any] = [mapping]
    for _ in range(MAX_DEPTH):
        deeper: list[Any] = []
        for one in level:
            if one.__class__ is dict and not _TEXT.issuperset(map(type, one)):
                return False
            items = one.values() if one.__class__ is dict else one
            for item in [item for item in items if item.__class__ is not str]:
                kind = item.__class__
                if kind is list or kind is dict:
                    deeper.append(item)
                elif kind not in _SCALARS or (kind in _NUMBERS and not -WIDEST <= item < WIDEST):
                    return False
        if not deeper:
            return True
        level = deeper
    raise Unreadable("nested too deeply")


_TEXT = frozenset({str})
_NUMBERS = frozenset({int, float})
_SCALARS = frozenset({int, float, bool, type(None)})


def _after_refusal(fm: str, why: str) -> Any:
    """Ask the slower reader where yaml-rs refuses what Obsidian reads, or cannot say the line."""
    if why.startswith(
        ("duplicate", "Invalid")
    ):  # keys written twice, and tags that Obsidian ignores
        return _slowly(fm)
    found = _LINE.search(why)
    line = int(found[1]) - 1 if found else 0
    reason = why.rpartition("\n")[2]
    if "multiline quoted" in reason and fm.split("\n")[line].startswith(" "):
        return _slowly(fm)  # yaml-rs wants two spaces before the second line of a quoted text
    raise Unreadable(reason, line=line) from None


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
