"""Fill in a template by its name: the shipped one, or the one that a vault has in its place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infoview_md.errors import NotFound, UsageMistake
from infoview_md.render.plain import plain

LARGEST_TEMPLATE = 64 * 1024
"""Bytes that a template of a vault may have."""

NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})

_NAME = re.compile(r"[\w-][\w. -]*(/[\w-][\w. -]*)*\.j2", re.ASCII)


def template_folder() -> Path:
    """Give the folder of the shipped templates: in the installed package, else in the checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def _names() -> tuple[str, ...]:
    folder = template_folder()
    return tuple(sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*.j2")))


def template_names() -> list[str]:
    """List the shipped templates by name, such as `draft/intro.md.j2`."""
    return list(_names())


def template_text(name: str) -> str:
    """Give the text of a shipped template.  Raises `NotFound` with the nearest name."""
    if name not in _names():
        raise NotFound(f"There is no template {name!r}.", hint=_nearest(name, _names()))
    return (template_folder() / name).read_text(encoding="utf-8")


def shipped_text(name: str) -> str:
    """Give the text of a shipped file that is copied and never filled in, such as a note of a new vault."""
    return (template_folder() / name).read_text(encoding="utf-8")


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else "infoview-md templates list shows all."


def render(
    name: str, context: Mapping[str, Any], *, overrides: Mapping[str, str] = NO_OVERRIDES
) -> str:
    """Fill in the template `name` with plain data; `overrides` are the texts of a vault's own templates.

    Shipped templates are filled in here, in a sandbox; where one of the vault takes part, a child process does it
    with limits of memory and time.  Raises `UsageMistake` with file, line and reason, `NotFound` for an unknown name,
    and `TypeError` where the context is not plain data, which is a mistake of the caller.
    """
    return render_each(name, [context], overrides=overrides)[0]


def render_each(
    name: str,
    contexts: Sequence[Mapping[str, Any]],
    *,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> list[str]:
    """Fill in one template for each of the contexts, in one go.  Promises and errors as of `render`."""
    texts = _texts(name, overrides)
    data = [plain(context) for context in contexts]
    if overrides.keys() & texts.keys():
        return _from_child(texts, name, data, overrides)
    from infoview_md.render.sandbox import Broken, fill

    try:
        return fill(texts, name, data)
    except Broken as broken:
        raise _mistake(vars(broken), overrides) from None


def _texts(name: str, overrides: Mapping[str, str]) -> dict[str, str]:
    """Collect the template and all that it names, directly or not; the vault's text goes before the shipped."""
    for one, text in overrides.items():
        _check(one, text)
    known = {*_names(), *overrides}
    found: dict[str, str] = {}
    wanted = [name]
    while wanted:
        one = wanted.pop()
        found[one] = overrides[one] if one in overrides else template_text(one)
        wanted += [other for other in known - found.keys() if other in found[one]]
    return found


def _check(name: str, text: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageMistake(
            f"{name!r} is not a name for a template.",
            hint="Use letters, digits, - and _, and end it with .j2.",
        )
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_TEMPLATE:
        raise UsageMistake(f"Your template {name} is larger than {LARGEST_TEMPLATE // 1024} KiB.")


def _from_child(
    texts: Mapping[str, str],
    name: str,
    contexts: Sequence[Mapping[str, Any]],
    overrides: Mapping[str, str],
) -> list[str]:
    from infoview_md.render.child import Ended, fill_in_child

    try:
        answer = fill_in_child(texts, name, contexts)
    except Ended as ended:
        broken = {"template": name, "line": 0, "reason": str(ended), "known": ()}
        raise _mistake(broken, overrides) from None
    if "broken" in answer:
        raise _mistake(answer["broken"], overrides)
    return list(answer["pages"])


def _mistake(broken: Mapping[str, Any], overrides: Mapping[str, str]) -> UsageMistake:
    """Say where and what; for a template of the vault also what it was made from."""
    name, line = broken["template"], broken["line"]
    whose = "Your template" if name in overrides else "The template"
    place = f"{whose} {name}, line {line}" if line else f"{whose} {name}"
    hints = [f"Known there: {', '.join(broken['known'])}."] if broken["known"] else []
    if name in overrides and name in _names():
        hints.append(f"The original: infoview-md templates show {name}")
    return UsageMistake(f"{place}: {broken['reason']}", hint=" ".join(hints))
