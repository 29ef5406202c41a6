"""A slower reader of YAML that knows the source of every value: the YAML 1.2 core schema on PyYAML's events.

It reads the same as the fast parser and takes its place where that one is not installed, where it is known
to differ from Obsidian, and where a line number or the text as written is asked for.  It builds nothing by
PyYAML's own constructors: those follow YAML 1.1 (`14:30` is 870 there, `yes` is true) and die of deep nesting.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MAX_DEPTH = 64
MAX_ALIASED = 10_000
"""Nodes that all aliases of one block may stand for together: a handful of lines can ask for billions."""
WIDEST = 2**63
"""Whole numbers from here on are kept as text: Obsidian reads them as another number, SQLite not at all."""

_CONSTANTS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))
_LONGEST_NUMBER = 400

_TAB_AFTER_COLON = re.compile(
    r"^( *(?:- +)*(?:-|[^\s'\"#\[{&*!|>%@`-][^:\n'\"]*:))\t", re.MULTILINE
)

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SHIELD = {
    code: 0x10F000 + place
    for place, code in enumerate(
        (
            *range(9),
            11,
            12,
            *range(14, 32),
            *range(127, 160),
            0x2028,
            0x2029,
            0xFEFF,
            0xFFFE,
            0xFFFF,
        )
    )
}
_UNSHIELD = {shielded: code for code, shielded in _SHIELD.items()}


class Unreadable(Exception):
    """A block that is no valid YAML; `line` counts from 0 within the block, `why` is the parser's word."""

    def __init__(self, why: str, *, line: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A key written twice in one mapping; `line` is that of the later one, from 0 within the block."""

    key: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What a block says: its value, the line (from 0) of each top-level key, and keys written twice."""

    value: Any
    lines: dict[str, int]
    duplicates: tuple[Duplicate, ...]


def core_value(text: str) -> Any:
    """Give what an unquoted text means by the YAML 1.2 core schema: dates and times stay text.

    Source: YAML 1.2.2, section 10.3.2, as Obsidian reads properties.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        number = int(text, 0) if text[1:2] in ("o", "x") else int(text)
        return number if -WIDEST <= number < WIDEST else text
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def compose(block: str, *, resolve: Callable[[str], Any] = core_value) -> Tree:
    """Read a block of YAML; `resolve` turns an unquoted text into its value (`str` keeps it as written).

    Of a key written twice the last value is kept.  Raises Unreadable.
    """
    if not _UNSAFE.search(block):
        return _Composer(resolve).run(block)
    tree = _Composer(lambda text: resolve(text.translate(_UNSHIELD))).run(block.translate(_SHIELD))
    return Tree(
        value=_unshielded(tree.value),
        lines={key.translate(_UNSHIELD): line for key, line in tree.lines.items()},
        duplicates=tree.duplicates,
    )


def without_tabs(block: str) -> str:
    """Replace a tab between a key or dash and its value by a blank: Obsidian takes it, parsers do not."""
    return _TAB_AFTER_COLON.sub(r"\1 ", block) if "\t" in block else block


def _unshielded(value: Any) -> Any:
    """Put back the characters that PyYAML refuses although YAML and Obsidian do not mind them."""
    if isinstance(value, str):
        return value.translate(_UNSHIELD)
    if isinstance(value, list):
        return [_unshielded(item) for item in value]
    if isinstance(value, dict):
        return {_unshielded(key): _unshielded(item) for key, item in value.items()}
    return value


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `size` counts its nodes."""

    value: Any
    start: Any
    anchor: str | None
    key: str | None = None
    size: int = 1


@dataclass(slots=True)
class _Composer:
    resolve: Callable[[str], Any]
    block: str = ""
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    aliased: int = 0
    roots: list[Any] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)

    def run(self, block: str) -> Tree:
        import yaml

        self.block = block
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            for event in yaml.parse(block, Loader=loader):
                self._take(event, type(event).__name__)
        except yaml.YAMLError as error:
            raise Unreadable(str(getattr(error, "problem", error)), line=_line_of(error)) from None
        except RecursionError:
            raise Unreadable("nested too deeply") from None
        return Tree(
            value=self.roots[0] if self.roots else None,
            lines=self.lines,
            duplicates=tuple(self.duplicates),
        )

    def _take(self, event: Any, kind: str) -> None:
        if kind == "ScalarEvent":
            value = self._scalar(event)
            if event.anchor:
                self.anchors[event.anchor] = value, 1
            self._add(value, 1, event)
        elif kind == "MappingStartEvent":
            self._open({}, event)
        elif kind == "SequenceStartEvent":
            self._open([], event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent" and self.roots:
            raise Unreadable("a second document begins", line=event.start_mark.line)

    def _scalar(self, event: Any) -> Any:
        if event.implicit[0] or event.tag in _CORE_TAGS:
            return self.resolve(event.value)
        return event.value

    def _open(self, value: Any, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise Unreadable("nested too deeply", line=event.start_mark.line)
        self.stack.append(_Open(value, event.start_mark, event.anchor))
        if event.anchor:
            self.anchors[event.anchor] = None, 1  # an alias to what it stands in means nothing

    def _close(self, event: Any) -> None:
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = done.value, done.size
        self._add(done.value, done.size, event, start=done.start)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise Unreadable(f"unknown alias *{event.anchor}", line=event.start_mark.line)
        value, size = self.anchors[event.anchor]
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            raise Unreadable("aliases stand for too much", line=event.start_mark.line)
        self._add(value, size, event)

    def _add(self, value: Any, size: int, event: Any, *, start: Any = None) -> None:
        """Put a finished node where it belongs; `start` is where a mapping or list began."""
        if not self.stack:
            self.roots.append(value)
            return
        into = self.stack[-1]
        into.size += size
        if isinstance(into.value, list):
            into.value.append(value)
        elif into.key is None:
            self._key(into, event, start or event.start_mark)
        else:
            into.value[into.key] = value
            into.key = None

    def _key(self, into: _Open, event: Any, start: Any) -> None:
        """Take a key as it is written: `2024:` and `true:` are names, and `{{title}}:` is one too."""
        written = getattr(event, "value", None)
        key = written if written is not None else self.block[start.index : event.end_mark.index]
        if key in into.value:
            self.duplicates.append(Duplicate(key=key, line=start.line))
        if len(self.stack) == 1:
            self.lines[key] = start.line
        into.key = key


def _line_of(error: Any) -> int:
    """Give the line to look at: of an open quotation mark or bracket the line where it began."""
    context = str(getattr(error, "context", "") or "")
    mark = getattr(error, "problem_mark", None)
    if "quoted" in context or "flow" in context:
        mark = getattr(error, "context_mark", None) or mark
    return mark.line if mark else 0
