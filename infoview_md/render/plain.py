"""What a template may be given: plain data, copied, so that nothing in it can be called or changed."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any


def plain(value: Any, *, place: str = "context") -> Any:
    """Copy a value into text, numbers, truth values, lists and dicts with text keys.

    Frozen values become dicts of their fields, dates ISO text, tuples lists.  Raises `TypeError` with the place for
    everything else: a sandbox cannot stop a template from calling `note.path.unlink()`.
    """
    if value is None or isinstance(value, bool):
        return value
    for kind in (str, int, float):
        if isinstance(value, kind):
            return value if type(value) is kind else kind(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return _container(value, place)


def _container(value: Any, place: str) -> Any:
    if isinstance(value, Mapping):
        return {_key(key, place): plain(one, place=f"{place}.{key}") for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _container(value._asdict(), place)
    if isinstance(value, list | tuple):
        return [plain(one, place=f"{place}[{at}]") for at, one in enumerate(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: plain(getattr(value, one.name), place=f"{place}.{one.name}")
            for one in fields(value)
        }
    raise TypeError(f"{place} is a {type(value).__name__}; templates are given plain data only")


def _key(key: Any, place: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{place} has the key {key!r}; templates are given text keys only")
    return str(key)
