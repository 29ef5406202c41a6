"""The language of Bases as its help documents it: enough to compute what a base would show of some notes.

It is stricter than Obsidian: a function that is not documented for the type of its value is an error, and so is any
function of a missing value.  Source: "Bases syntax" and "Functions" of Obsidian's help; that a difference of dates is
no number, and that a function of nothing fails, as release 1.13 was observed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import yaml

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<sign>==|!=|>=|<=|&&|\|\||[-+*/%()\[\].,!<>]))"""
)
_BINARY = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]]
_DURATION = re.compile(r"(-?\d+)\s*(\w+)")
_UNITS = {"d": "days", "w": "weeks", "h": "hours", "m": "minutes", "s": "seconds"}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")
_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")


class NotInTheLanguage(Exception):
    """An expression that Obsidian's help does not allow."""


class NoDate(NotInTheLanguage):
    """A property that is no date as Obsidian writes them: its note is in no view that asks for it."""


@dataclass(frozen=True)
class Link:
    """A link; it equals a file, or a link of the same target."""

    target: str

    def __eq__(self, other: object) -> bool:
        if isinstance(other, File):
            return self.target.rsplit("/", 1)[-1].casefold() == other.basename.casefold()
        return isinstance(other, Link) and self.target.casefold() == other.target.casefold()

    def __hash__(self) -> int:
        return hash(self.target.casefold())


@dataclass(eq=False)
class File:
    """A note as a base sees it."""

    path: str
    properties: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()

    @property
    def basename(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def fields(self) -> dict[str, Any]:
        folder = str(PurePosixPath(self.path).parent)
        return {
            "basename": self.basename,
            "ext": PurePosixPath(self.path).suffix[1:],
            "folder": "" if folder == "." else folder,
            "path": self.path,
        }

    def value(self, name: str) -> Any:
        found = {key.casefold(): value for key, value in self.properties.items()}
        return _typed(found.get(name.casefold()))


class _Yaml(yaml.SafeLoader):
    """YAML as Obsidian reads it: dates are text."""


_Yaml.yaml_implicit_resolvers = {
    char: [one for one in rules if "timestamp" not in one[0]]
    for char, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def notes_of(root: Path) -> list[File]:
    """Read the notes of a vault."""
    found = []
    for place in sorted(root.rglob("*.md")):
        path = place.relative_to(root).as_posix()
        if any(part.startswith(".") for part in path.split("/")):
            continue
        raw = place.read_text(encoding="utf-8")
        block = raw.split("---\n", 2)[1] if raw.startswith("---\n") else ""
        try:
            properties = yaml.load(block, _Yaml) or {}  # noqa: S506 - a safe loader less one rule
        except yaml.YAMLError:
            properties = {}
        properties = properties if isinstance(properties, dict) else {}
        tags = properties.get("tags") or []
        tags = tags if isinstance(tags, list) else [tags]
        found.append(File(path, properties, tuple(str(one).lstrip("#") for one in tags if one)))
    return found


def _typed(value: Any) -> Any:
    if isinstance(value, list):
        return [_typed(one) for one in value]
    if isinstance(value, str):
        if link := re.fullmatch(r"\[\[([^\[\]|#]+)(?:[|#][^\[\]]*)?\]\]", value):
            return Link(link[1])
        if _ISO.fullmatch(value):
            return _date(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _date(text: Any, zone: tzinfo = UTC) -> datetime:
    if isinstance(text, datetime):
        return text
    if isinstance(text, str) and _OFFSET.fullmatch(text):
        return datetime.fromisoformat(text).astimezone(zone).replace(tzinfo=None)
    parts = _ISO.fullmatch(text) if isinstance(text, str) else None
    if parts is None:
        raise NoDate(f"{text!r} is no date")
    return datetime(*(int(one or 0) for one in parts.groups()))


class Base:
    """A base and a moment: what its views show of some notes."""

    def __init__(self, text: str, *, now: str, zone: str = "UTC") -> None:
        self.tree = yaml.safe_load(text)
        self.now = datetime.fromisoformat(now)
        self.zone = ZoneInfo(zone)

    def shows(self, view: str, notes: list[File], this: File | None = None) -> list[str]:
        """Give the paths of the notes in a view."""
        (found,) = [one for one in self.tree["views"] if one["name"] == view]
        filters = [*self.tree["filters"]["and"], *found["filters"]["and"]]
        return [one.path for one in notes if self._holds(filters, one, this)]

    def _holds(self, filters: list[str], note: File, this: File | None) -> bool:
        try:
            return all(truth(self.value(each, note, this)) for each in filters)
        except NoDate:
            return False

    def value(self, expression: str, note: File, this: File | None = None) -> Any:
        """Compute an expression for a note."""
        return _Evaluator(self, note, this).of(parse(expression))

    def cells(self, view: str, note: File) -> dict[str, Any]:
        """Compute every column of a view for a note."""
        (found,) = [one for one in self.tree["views"] if one["name"] == view]
        columns = [one for one in found["order"] if one.startswith("formula.")]
        return {one: self.value(one, note) for one in columns}


def truth(value: Any) -> bool:
    """Tell whether a value counts as true; a date, a link and a list do."""
    return bool(value) or isinstance(value, datetime | Link | File)


# -- reading an expression


def parse(expression: str) -> Any:
    """Read an expression as nested tuples.  Raises `NotInTheLanguage`."""
    reader = _Reader(list(_tokens(expression)), expression)
    tree = reader.binary(0)
    if reader.peek() is not None:
        raise NotInTheLanguage(f"{reader.peek()!r} is left over in {expression!r}")
    return tree


def _tokens(expression: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(expression.rstrip()):
        found = _TOKEN.match(expression, at)
        if found is None:
            raise NotInTheLanguage(f"{expression[at:]!r} in {expression!r}")
        at = found.end()
        yield str(found.lastgroup), found[str(found.lastgroup)]


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], expression: str) -> None:
        self._tokens, self._expression, self._at = tokens, expression, 0

    def peek(self) -> str | None:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else None

    def take(self, wanted: str = "") -> tuple[str, str]:
        if self._at >= len(self._tokens) or (wanted and self.peek() != wanted):
            raise NotInTheLanguage(f"{wanted or 'more'!r} is missing in {self._expression!r}")
        self._at += 1
        return self._tokens[self._at - 1]

    def binary(self, level: int) -> Any:
        if level == len(_BINARY):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in _BINARY[level]:
            sign = self.take()[1]
            left = (sign, left, self.binary(level + 1))
        return left

    def unary(self) -> Any:
        if self.peek() in ("!", "-"):
            return ("not" if self.take()[1] == "!" else "minus", self.unary())
        return self.trailed(self.primary())

    def primary(self) -> Any:
        kind, text = self.take()
        if kind == "number":
            if self.peek() == ".":
                raise NotInTheLanguage("a number needs brackets before a function")
            return ("value", float(text))
        if kind == "text":
            return ("value", re.sub(r"\\(.)", r"\1", text[1:-1]))
        if text == "(":
            inner = self.binary(0)
            self.take(")")
            return inner
        if kind != "name":
            raise NotInTheLanguage(f"{text!r} in {self._expression!r}")
        if text in ("true", "false", "null"):
            return ("value", {"true": True, "false": False, "null": None}[text])
        if self.peek() == "(":
            return ("call", text, self.arguments())
        return ("name", text)

    def trailed(self, left: Any) -> Any:
        while self.peek() in (".", "["):
            if self.take()[1] == "[":
                left = ("field", left, self.binary(0)[1])
                self.take("]")
                continue
            name = self.take()[1]
            is_call = self.peek() == "("
            left = ("method", left, name, self.arguments()) if is_call else ("field", left, name)
        return left

    def arguments(self) -> list[Any]:
        self.take("(")
        found = []
        while self.peek() != ")":
            found.append(self.binary(0))
            if self.peek() != ")":
                self.take(",")
        self.take(")")
        return found


# -- computing it


class _Evaluator:
    def __init__(self, base: Base, note: File, this: File | None) -> None:
        self._base, self._note, self._this = base, note, this
        self._item: Any = None
        self._depth = 0

    def of(self, tree: Any) -> Any:
        return getattr(self, f"_{_KINDS.get(tree[0], 'binary')}")(tree)

    def _value(self, tree: Any) -> Any:
        return tree[1]

    def _not(self, tree: Any) -> Any:
        return not truth(self.of(tree[1]))

    def _minus(self, tree: Any) -> Any:
        return -self.of(tree[1])

    def _name(self, tree: Any) -> Any:
        special = {"this": self._this, "file": self._note, "value": self._item}
        return special[tree[1]] if tree[1] in special else self._note.value(tree[1])

    def _field(self, tree: Any) -> Any:
        _, left, name = tree
        if left == ("name", "note"):
            return self._note.value(name)
        if left == ("name", "formula"):
            return self._formula(name)
        held = self.of(left)
        if isinstance(held, File):
            return held if name == "file" else held.fields[name]
        if isinstance(held, datetime) and name in ("year", "month", "day", "hour", "minute"):
            return float(getattr(held, name))
        if isinstance(held, str | list) and name == "length":
            return float(len(held))
        raise NotInTheLanguage(f"{name} of {held!r}")

    def _formula(self, name: str) -> Any:
        self._depth += 1
        if self._depth > 50:
            raise NotInTheLanguage(f"the formula {name} needs itself")
        found = self.of(parse(self._base.tree["formulas"][name]))
        self._depth -= 1
        return found

    def _binary(self, tree: Any) -> Any:
        sign, left, right = tree
        if sign == "&&":
            first = self.of(left)
            return self.of(right) if truth(first) else first
        if sign == "||":
            first = self.of(left)
            return first if truth(first) else self.of(right)
        return _combined(sign, self.of(left), self.of(right))

    def _call(self, tree: Any) -> Any:  # noqa: PLR0911 - one for each function
        _, name, given = tree
        if name == "if":
            chosen = (
                given[1] if truth(self.of(given[0])) else (given[2] if len(given) > 2 else None)
            )
            return self.of(chosen) if chosen else None
        values = [self.of(one) for one in given]
        match name, values:
            case "now", []:
                return self._base.now
            case "today", []:
                return self._base.now.replace(hour=0, minute=0, second=0)
            case "date", [one]:
                return _date(one, self._base.zone)
            case "number", [datetime() as one]:
                return one.replace(tzinfo=self._base.zone).timestamp() * 1000
            case "number", [float() as one]:
                return one
            case "list", [one]:
                return one if isinstance(one, list) else [one]
            case "link", [str() as one]:
                return Link(one)
            case (("min" | "max"), [float(), *_]):
                return (min if name == "min" else max)(values)
        raise NotInTheLanguage(f"{name}({values!r})")

    def _method(self, tree: Any) -> Any:
        _, left, name, given = tree
        held = self.of(left)
        if name == "map" and isinstance(held, list):
            return [self._with_item(given[0], one) for one in held]
        values = [self.of(one) for one in given]
        if name == "toString" and held is not None:
            return _text_of(held)
        if name == "isType" and held is not None:
            kinds = {
                str: "string",
                float: "number",
                bool: "boolean",
                list: "list",
                datetime: "date",
            }
            return kinds.get(type(held), "object") == values[0]
        for kind, methods in _METHODS.items():
            if isinstance(held, kind) and name in methods:
                return methods[name](held, *values)
        raise NotInTheLanguage(f"{name} of {held!r}")

    def _with_item(self, tree: Any, item: Any) -> Any:
        before, self._item = self._item, item
        found = self.of(tree)
        self._item = before
        return found


_KINDS = {one: one for one in ("value", "not", "minus", "name", "field", "call", "method")}


def _combined(sign: str, left: Any, right: Any) -> Any:
    if sign in ("==", "!="):
        return (left == right) == (sign == "==")
    if isinstance(left, datetime) and isinstance(right, str) and sign in "+-":
        return left + _duration(right) * (1 if sign == "+" else -1)
    same = type(left) is type(right) and isinstance(left, float | str | datetime)
    if not same or (sign in "-*/%" and not isinstance(left, float)):
        raise NotInTheLanguage(f"{left!r} {sign} {right!r}")
    if isinstance(left, datetime) and sign == "+":
        raise NotInTheLanguage("two dates have no sum")
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
        "%": lambda: left % right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }[sign]()


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    if found is None or found[2] not in _UNITS:
        raise NotInTheLanguage(f"{text!r} is no duration")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(_text_of, value))
    return f"[[{value.target}]]" if isinstance(value, Link) else str(value)


def _in_list(items: list[Any], *wanted: Any) -> bool:
    plain = [one.casefold() if isinstance(one, str) else one for one in items]
    return any((one.casefold() if isinstance(one, str) else one) in plain for one in wanted)


def _has_tag(held: File, *tags: str) -> bool:
    own = [one.casefold() for one in held.tags]
    return any(
        one == tag.casefold() or one.startswith(f"{tag.casefold()}/") for one in own for tag in tags
    )


def _formatted(held: datetime, form: str) -> str:
    week = held.isocalendar()
    named = {"GGGG": f"{week.year}", "WW": f"{week.week:02}", "YYYY-MM-DD": held.date().isoformat()}
    for token, text in named.items():
        form = form.replace(token, text)
    return form.replace("[W]", "W")


_METHODS: dict[Any, dict[str, Any]] = {
    File: {
        "hasTag": _has_tag,
        "inFolder": lambda held, folder: held.path.startswith(f"{folder}/"),
    },
    list: {
        "contains": _in_list,
        "containsAny": _in_list,
        "join": lambda held, sign: sign.join(held),
    },
    str: {
        "contains": lambda held, one: one.casefold() in held.casefold(),
        "containsAny": lambda held, *some: any(one.casefold() in held.casefold() for one in some),
        "endsWith": str.endswith,
        "lower": str.lower,
        "replace": str.replace,
    },
    datetime: {
        "date": lambda held: held.replace(hour=0, minute=0, second=0),
        "format": _formatted,
        "relative": lambda held: f"at {held}",
    },
    float: {
        "floor": lambda held: float(held // 1),
        "round": lambda held: float((held + 0.5) // 1),
    },
}
