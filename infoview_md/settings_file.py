"""Changing single settings of an infoview.toml that a user wrote: the rest of it stays as it is, comments and all."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from infoview_md.config import FILE_NAME, Config, parse
from infoview_md.errors import CannotEdit, UsageMistake

Settings = Mapping[tuple[str, str], Any]
"""Table (empty: none) and key of a setting -> its value."""

_LONGEST_VALUE = 60  # lines; a list with a line for each item


def with_settings(raw: bytes, settings: Settings) -> bytes:
    """Give the file with some settings changed, proved by reading it again.

    A setting stands where the file has it, else below the comment that explains it, else at the end of its table.
    Raises `UsageMistake` for a file that is no infoview.toml, `CannotEdit` where it cannot be done without harm.
    """
    wanted = _expected(parse(raw), settings)
    ending = "\r\n" if b"\r\n" in raw else "\n"
    lines = raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    for (table, key), value in settings.items():
        lines = _with_setting(lines, table, key, f"{key} = {as_toml(value)}")
    new = ending.join(lines).encode()
    if _read(new) != wanted:
        raise CannotEdit(
            f"{FILE_NAME} is written in a way that cannot be changed from here.",
            code="settings",
            hint="Write by hand: " + "; ".join(as_words(settings)),
        )
    return new


def _expected(config: Config, settings: Settings) -> Config:
    for (table, key), value in settings.items():
        if table == "properties":
            config = replace(config, properties={**config.properties, key: value})
        elif table:
            config = replace(config, **{table: replace(getattr(config, table), **{key: value})})
        else:
            config = replace(config, **{key: value})
    return config


def _read(raw: bytes) -> Config | None:
    try:
        return parse(raw)
    except UsageMistake:
        return None


def as_words(settings: Settings) -> Iterator[str]:
    """Say each setting as one line."""
    for (table, key), value in settings.items():
        yield f"{f'[{table}] ' if table else ''}{key} = {as_toml(value)}"


def _with_setting(lines: list[str], table: str, key: str, line: str) -> list[str]:
    start, stop = _table(lines, table)
    if start < 0:
        return [*_without_blank_end(lines), "", f"[{table}]", line, ""]
    live = _find(lines, start, stop, rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    if live is not None:
        return [*lines[:live], line, *lines[live + _length(lines, live, stop) :]]
    told = _find(lines, start, stop, rf"#\s*{re.escape(key)}\s*=")
    place = told + 1 if told is not None else start + bool(table)
    new = [*lines[:place], line, *lines[place:]]
    if table:
        new[start] = new[start].removeprefix("#").strip()
    return new


def _table(lines: list[str], table: str) -> tuple[int, int]:
    """Give the first line of a table, its head, and the line behind it; a head may be commented out, -1: no head."""
    heads = [
        (number, found[1].strip())
        for number, line in enumerate(lines)
        if (found := re.fullmatch(r"(?:#\s?)?\s*\[([\w. -]+)\]\s*(?:#.*)?", line))
    ]
    if not table:
        return 0, heads[0][0] if heads else len(lines)
    starts = [number for number, name in heads if name == table]
    live = [number for number in starts if not lines[number].startswith("#")]
    start = next(iter([*live, *starts]), -1)
    return start, next((number for number, _ in heads if number > start), len(lines))


def _find(lines: list[str], start: int, stop: int, pattern: str) -> int | None:
    return next((at for at in range(start, stop) if re.match(pattern, lines[at])), None)


def _length(lines: list[str], start: int, stop: int) -> int:
    """Count the lines of a value: those that make a whole file by themselves."""
    _, _, value = lines[start].partition("=")
    for end in range(start + 1, min(stop, start + _LONGEST_VALUE) + 1):
        whole = "\n".join([f"holidays = {value}", *lines[start + 1 : end]])
        if _is_whole(whole):
            return end - start
    return 1


def _is_whole(text: str) -> bool:
    """Tell whether a value is complete; one of another form than expected is complete too."""
    try:
        parse(text.encode())
    except UsageMistake as mistake:
        return "not valid TOML" not in mistake.sentence
    return True


def _without_blank_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def as_toml(value: Any) -> str:
    """Write a value as TOML, whose texts are those of JSON."""
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(as_toml(one) for one in value) + "]"
    written = json.dumps(str(value), ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08X}" for one in written)
