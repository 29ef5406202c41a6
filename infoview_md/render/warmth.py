"""Warm introductions as text, as Markdown and as data."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from infoview_md.exchange.warmth import Acquaintance, Introducer, Warmth, Way
from infoview_md.render.table import Table, as_markdown, as_plain, fits, for_screen
from infoview_md.render.text import for_markdown, for_terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

_NOBODY: Final = "Nobody you know, in notes or lists, works or worked there."
_AND_NOW: Final = (
    "Bring in your connections: infoview-md import Connections.csv --as-list",
    "Or ask in your next conversation whom they know there: infoview-md next",
)
_INDENT: Final = 4
_GIVE_WAY: Final = ("where", "company")
"""The columns that a narrow terminal does without, the first one first."""
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


def for_terminal_of(found: Sequence[Warmth], *, width: int) -> "Iterator[RenderableType]":
    """Lay companies with their people out for a terminal of some columns."""
    from rich.padding import Padding
    from rich.text import Text

    for place, one in enumerate(found):
        yield Text(("\n" if place else "") + for_terminal(one.company), style="bold")
        parts = list(_tables(one))
        for title, table in parts:
            yield Padding(Text(title, style="underline"), (0, 0, 0, 2))
            narrowed = _narrowed(table, width - _INDENT)
            screen = for_screen(narrowed, width=width - _INDENT)
            yield Padding(screen, (0, 0, 0, _INDENT), expand=False)
        for line in () if parts else (_NOBODY, *_AND_NOW):
            yield Padding(Text(line), (0, 0, 0, 2))


def _narrowed(table: Table, width: int) -> Table:
    for name in _GIVE_WAY:
        if fits(table, width):
            break
        table = replace(table, shown=tuple(one for one in table.shown if one != name))
    return table


def _written(
    found: Warmth, heading: Callable[[str], str], body: Callable[[Table], str], below: str
) -> str:
    parts = [heading(found.company)]
    for title, table in _tables(found):
        gap = "\n" if below.startswith("#") else ""
        parts += [f"{below}{title}\n{gap}", body(table)]
    if len(parts) == 1:
        gap = "  " if below == "  " else ""
        lines = (_NOBODY, *_AND_NOW) if gap else (_NOBODY,)
        parts += [f"{gap}{line}\n" for line in lines]
    return "".join(parts)


def _indented(table: Table) -> str:
    return "".join(f"    {line}\n" for line in as_plain(table).splitlines())


def _tables(found: Warmth) -> Iterator[tuple[str, Table]]:
    for fit, title in _TITLES.items():
        ways = [way for way in found.ways if way.fit == fit]
        if ways:
            yield title, _ways(ways)
    if found.introducers:
        nearest = f" (the nearest; {found.more} more)" if found.more else ""
        yield f"Could introduce you{nearest}", _introducers(found.introducers)


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
            "more_introducers": one.more,
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
