"""A fact as one line of JSON, and back: lists of values in the order of the class's fields."""

import json
from dataclasses import fields
from operator import attrgetter
from typing import Any

from infoview_md.network.model import (
    Contact,
    Fact,
    Interview,
    LogItem,
    NoteKind,
    QuestionBank,
    Search,
    Task,
)

_CLASSES: dict[str, type[Any]] = {
    "contact": Contact,
    "interview": Interview,
    "search": Search,
    "questions": QuestionBank,
}


def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cls))


_FIELDS = {kind: _names(cls) for kind, cls in _CLASSES.items()}
_VALUES = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(kind: NoteKind, fact: Fact) -> str:
    """Write a fact as text."""
    return _encode(_VALUES[kind](fact))


def loads(kind: str, text: str) -> Fact:
    """Read a fact back; `loads(kind, dumps(kind, fact)) == fact`."""
    values = dict(zip(_FIELDS[kind], json.loads(text), strict=True))
    for name, value in values.items():
        if type(value) is list:
            values[name] = tuple(_part(name, item) for item in value) if value else ()
    made: Fact = _CLASSES[kind](**values)
    return made


def _part(name: str, item: Any) -> Any:
    if name == "tasks":
        return Task(*item)
    if name == "log":
        return LogItem(*item)
    return tuple(item) if type(item) is list else item
