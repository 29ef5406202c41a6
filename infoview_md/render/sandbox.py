"""The door to Jinja2: a strict, sandboxed environment that fills in templates from texts.

The sandbox of Jinja2 keeps templates away from Python's insides, but not from methods of what they are given, and
it limits neither memory nor time.  So they are given plain data only, every number that makes text longer has a
limit here, and templates of a vault are filled in by a child process with limits of its own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial, wraps
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from infoview_md.render import days, text
from infoview_md.render.broken import Broken, NotKnown, TooLarge, explaining

LARGEST_OUTPUT = 1024 * 1024
"""Characters that one page of a vault's template may have; our own are as long as the vault is large."""

_LARGEST_NUMBER = 1_000

FILTERS: Mapping[str, Callable[..., Any]] = {
    "markdown": text.for_markdown,
    "link": text.for_link,
    "day": days.day,
    "short_day": days.short_day,
    "day_of_month": days.day_of_month,
    "month": days.month,
    "clock": days.clock,
}
"""What templates can use beside the filters of Jinja2."""

__all__ = ["FILTERS", "LARGEST_OUTPUT", "Broken", "fill"]


class _Strict(StrictUndefined):
    """An undefined value that remembers its name for the error."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Any = UndefinedError,
    ) -> None:
        if exc is UndefinedError and hint is None:
            exc = partial(NotKnown, name=name, owner=obj)
        super().__init__(hint, obj, name, exc)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox of Jinja2 that looks into data first and has a limit for every number."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what the data says: a property that is called `items` is not the method of dicts."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse `'A' * 10**9` and its kind before it is computed."""
        if operator == "**":
            _check_numbers(left, right)
        elif operator == "*":
            _check_product(left, right)
        elif isinstance(left, str):
            _check_format(left)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Refuse `'x'.ljust(10**9)` and its kind before it is computed."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str | bytes) and obj.__name__ != "format":
            _check_numbers(*args, *kwargs.values())
        return super().call(context, obj, *args, **kwargs)


def _check_numbers(*values: Any) -> None:
    for value in values:
        if isinstance(value, int | float) and abs(value) > _LARGEST_NUMBER:
            raise TooLarge(f"a number here can be at most {_LARGEST_NUMBER}")


def _check_product(left: Any, right: Any) -> None:
    for repeated, times in ((left, right), (right, left)):
        if (
            isinstance(repeated, str | list)
            and isinstance(times, int)
            and len(repeated) * times > LARGEST_OUTPUT
        ):
            raise TooLarge("this repeats a text more often than a page can need")


def _check_format(pattern: str) -> None:
    if re.search(r"%[^a-zA-Z%]*(\d{4}|\*)", pattern):
        raise TooLarge("a width in a format can be at most 999")


def _limited(unlimited: Callable[..., Any]) -> Callable[..., Any]:
    """Give a filter whose numbers are checked first; `wraps` keeps the mark that asks for the environment."""

    @wraps(unlimited)
    def limited(*args: Any, **kwargs: Any) -> Any:
        _check_numbers(*args[1:], *kwargs.values())
        return unlimited(*args, **kwargs)

    return limited


def _format(pattern: str, *args: Any, **kwargs: Any) -> str:
    _check_format(str(pattern))
    return str(pattern) % (kwargs or args)


def _range(*args: int) -> range:
    """Count up to a thousand; Jinja2's own stops at a hundred thousand, which two loops make 10**10."""
    counted = range(*args)
    _check_numbers(len(counted))
    return counted


@lru_cache(maxsize=8)
def _environment(pairs: tuple[tuple[str, str], ...]) -> _Environment:
    """Make the environment of some templates, which it keeps compiled: a draft for each helper is one template."""
    texts = dict(pairs)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (texts[name], name, lambda: True) if name in texts else None

    environment = _Environment(
        loader=FunctionLoader(load),
        undefined=_Strict,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
    )
    environment.globals = {"range": _range, "dict": dict}
    for name in ("center", "indent", "batch", "slice", "tojson"):
        environment.filters[name] = _limited(environment.filters[name])
    del environment.filters["attr"]
    environment.filters |= {"format": _format, **FILTERS}
    return environment


def fill(
    texts: Mapping[str, str],
    name: str,
    contexts: Sequence[Mapping[str, Any]],
    *,
    most: int | None = None,
) -> list[str]:
    """Fill in the template `name` once for each context; `texts` holds it and all it refers to.

    The contexts are plain data; `most` is how many characters a page may have.  Raises `Broken`.
    """
    with explaining(name, texts, names={}):
        template = _environment(tuple(texts.items())).get_template(name)
    return [_filled(template, name, texts, context, most) for context in contexts]


def _filled(
    template: Template,
    name: str,
    texts: Mapping[str, str],
    context: Mapping[str, Any],
    most: int | None,
) -> str:
    pieces, length = [], 0
    with explaining(name, texts, names=context):
        for piece in template.generate(context):
            length += len(piece)
            if most is not None and length > most:
                raise TooLarge(f"the page is longer than {most:,} characters")
            pieces.append(piece)
    return "".join(pieces)
