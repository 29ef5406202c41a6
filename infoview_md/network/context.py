"""What templates get: plain data made of the frozen values, and its reference for those who write templates."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from infoview_md.network.agenda import Agenda
from infoview_md.network.draft import KINDS, template_of
from infoview_md.network.message import Draft
from infoview_md.network.referral_pictures import ReferralPage
from infoview_md.network.run_sheet import RunSheet
from infoview_md.network.week import WeekPlan

TEMPLATES: Mapping[str, type] = {
    **{template_of(kind): Draft for kind in KINDS},
    "agenda.md.j2": Agenda,
    "agenda.txt.j2": Agenda,
    "agenda.html.j2": Agenda,
    "run_sheet.md.j2": RunSheet,
    "plan.md.j2": WeekPlan,
    "referrals.md.j2": ReferralPage,
}
"""Template -> the value it dresses."""


def as_context(value: Any) -> dict[str, Any]:
    """Turn a frozen value into what a template may see: dictionaries, lists, texts, numbers, true, false and none.

    Raises `TypeError` for anything else, which is a mistake of the caller.
    """
    return {one.name: _as_data(getattr(value, one.name)) for one in fields(value)}


def _as_data(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return as_context(value)
    if isinstance(value, list | tuple):
        return [_as_data(one) for one in value]
    raise TypeError(f"{type(value).__name__} is no plain data for a template")


def described(kind: type) -> tuple[tuple[str, str], ...]:
    """List every name that a template gets with a value of a type, with its meaning.

    `person.name` is a part of `person`, `questions[].text` a part of each of the `questions`.
    """
    return tuple(_described(kind, ""))


def _described(kind: type, prefix: str) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(kind)
    for one in fields(kind):
        name = f"{prefix}{one.name}"
        inner, is_list = _inner(hints[one.name])
        yield name, str(one.metadata["doc"])
        if isinstance(inner, type) and is_dataclass(inner):
            yield from _described(inner, f"{name}[]." if is_list else f"{name}.")


def _inner(hint: Any) -> tuple[Any, bool]:
    """Give the type of a field, or of the items of a list; an optional one is taken as there."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False


CONTEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    template: described(kind) for template, kind in TEMPLATES.items()
}
"""Template -> the names it gets, each with its meaning."""
