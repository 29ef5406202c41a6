"""What a template did wrong: the place and a reason in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

from jinja2.exceptions import (
    SecurityError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.utils import missing


class Broken(Exception):
    """A template that cannot be filled in: which one, the line (0: unknown), why, what is known there."""

    def __init__(
        self, reason: str, *, template: str, line: int = 0, known: Sequence[str] = ()
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.template = template
        self.line = line
        self.known = tuple(known)


class TooLarge(Exception):
    """A template asked for more than a page can need; the text says for what."""


class NotKnown(UndefinedError):
    """A name that is not in the context; `owner` is what it was looked up in."""

    def __init__(self, message: str | None, *, name: Any, owner: Any) -> None:
        super().__init__(message)
        self.name = str(name)
        self.owner = owner


@contextmanager
def explaining(name: str, texts: Mapping[str, str], *, names: Mapping[str, Any]) -> Iterator[None]:
    """Turn whatever happens while a template is read or filled in into `Broken`.

    `name` is the template that was asked for, `texts` all that it may refer to, `names` what it may speak of.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        place = error.filename or error.name or name
        raise Broken(_misread(error), template=place, line=error.lineno) from None
    except Exception as error:  # noqa: BLE001 - a template can raise anything, and the user is told where
        place, line = _place(error, name, texts)
        reason, known = _reason(error, names)
        raise Broken(reason, template=place, line=line, known=known) from None


def _misread(error: TemplateSyntaxError) -> str:
    return f"this is not understood: {(error.message or 'a mistake').rstrip('.')}"


def _place(error: BaseException, name: str, texts: Mapping[str, str]) -> tuple[str, int]:
    """Find the innermost line of a template in a traceback."""
    found, step = (name, 0), error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename in texts:
            found = step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    return found


_PLAIN: tuple[tuple[type[Exception], str], ...] = (
    (TooLarge, "{}"),
    (SecurityError, "a template is not allowed to do this: {}"),
    (TemplateNotFound, "there is no template {!r}"),
    (MemoryError, "it needs more memory than a page can need"),
    (RecursionError, "it goes round in a circle without end"),
)


def _reason(error: Exception, names: Mapping[str, Any]) -> tuple[str, Sequence[str]]:
    if isinstance(error, NotKnown):
        return _unknown(error, names)
    for kind, sentence in _PLAIN:
        if isinstance(error, kind):
            return sentence.format(str(error)), ()
    return f"this cannot be computed: {error or type(error).__name__}", ()


def _unknown(error: NotKnown, names: Mapping[str, Any]) -> tuple[str, Sequence[str]]:
    """Name the nearest known name, in the context or in the value that was looked into."""
    if error.owner is missing:
        where, known = "here", sorted(names)
    elif isinstance(error.owner, dict):
        where, known = "in it", sorted(error.owner)
    elif isinstance(error.owner, list):
        return f"the list has no entry {error.name}; it has {len(error.owner)}", ()
    else:
        where, known = f"in {str(error.owner)[:40]!r}", []
    near = get_close_matches(error.name, known, n=1, cutoff=0.5)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"there is no {error.name!r} {where}{meant}", known
