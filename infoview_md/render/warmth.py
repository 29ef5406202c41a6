"""Warm introductions as text, as Markdown and as data."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from infoview_md.exchange.warmth import Acquaintance, Introducer, Warmth, Way
from infoview_md.render.table import Table, as_markdown, as_plain
from infoview_md.render.text import for_markdown, for_terminal

_TITLES = {
    "works there": "Work there",
    "worked there": "Worked there",
    "may work there": "Perhaps: the name of the company only looks alike",
}
_COLUMNS = ("company", "fit", "name", "role", "works_at", "standing", "since", "channel", "place")


def plain(found: Sequence[Warmth]) -> str:
    """Write companies with their people as text."""
    return "\n".join(
        _written(one, lambda text: f"{for_terminal(text)}\n", _indented, "  ") for one in found
    )


def markdown(found: Sequence[Warmth]) -> str:
    """Write companies with their people as Markdown, one section each."""
    return "\n".join(
        _written(
            one,
            lambda text: f"## {for_markdown(text)}\n\n",
            lambda table: as_markdown(table) + "\n",
            "### ",
        )
        for one in found
    )


def _written(
    found: Warmth, heading: Callable[[str], str], body: Callable[[Table], str], below: str
) -> str:
    parts = [heading(found.company)]
    for title, table in _tables(found):
        gap = "\n" if below.startswith("#") else ""
        parts += [f"{below}{title}\n{gap}", body(table)]
    if len(parts) == 1:
        parts.append("Nobody you know, in notes or lists, works or worked there.\n")
    return "".join(parts)


def _indented(table: Table) -> str:
    return "".join(f"    {line}\n" for line in as_plain(table).splitlines())


def _tables(found: Warmth) -> Iterator[tuple[str, Table]]:
    for fit, title in _TITLES.items():
        ways = [way for way in found.ways if way.fit == fit]
        if ways:
            yield title, _ways(ways)
    if found.introducers:
        yield "Could introduce you", _introducers(found.introducers)


def _ways(ways: Iterable[Way]) -> Table:
    columns = ("name", "role", "company", "how_near", "where")
    rows = tuple(
        (way.who.name, way.who.role, way.who.company, nearness(way.who), way.who.place)
        for way in ways
    )
    return Table(columns=columns, rows=rows, shown=columns, empty="")


def _introducers(found: Iterable[Introducer]) -> Table:
    columns = ("name", "to", "because", "how_near")
    rows = tuple(
        (one.who.name, one.to or "people there", one.reason, nearness(one.who)) for one in found
    )
    return Table(columns=columns, rows=rows, shown=columns, empty="")


def nearness(one: Acquaintance) -> str:
    """Say how near somebody is: `friend, talked 2026-11-20`, `in a list since 2023-10-30`."""
    standing = {"listed": "in a list", "to ask": "not asked yet"}.get(one.standing, one.standing)
    since = f" {'since ' if one.standing == 'listed' else ''}{one.since}" if one.since else ""
    return ", ".join(filter(None, (one.channel, standing + since)))


def as_json(found: Sequence[Warmth]) -> str:
    """Write companies with their people as JSON."""
    said = [
        {
            "company": one.company,
            "people": [{"fit": way.fit, **_person(way.who)} for way in one.ways],
            "introducers": [
                {"to": other.to, "reason": other.reason, **_person(other.who)}
                for other in one.introducers
            ],
        }
        for one in found
    ]
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _person(one: Acquaintance) -> dict[str, Any]:
    return {
        "name": one.name,
        "role": one.role,
        "company": one.company,
        "past_companies": list(one.past_companies),
        "standing": one.standing,
        "since": one.since,
        "channel": one.channel,
        "place": one.place,
    }


def rows(found: Sequence[Warmth]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give the columns and the rows for CSV: one row for each person of each company."""
    return _COLUMNS, [
        (
            one.company,
            way.fit,
            way.who.name,
            way.who.role,
            way.who.company,
            way.who.standing,
            way.who.since,
            way.who.channel,
            way.who.place,
        )
        for one in found
        for way in one.ways
    ]
