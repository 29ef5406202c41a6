"""The report as text: for a terminal, for a pipe, as Markdown, JSON or CSV."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from infoview_md.network.followup import State
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import Owed, Report
from infoview_md.render.text import for_link, for_markdown, for_terminal
from infoview_md.render.words import columns_of, day_words, lateness

if TYPE_CHECKING:
    from rich.console import RenderableType

TITLES: dict[State, str] = {"overdue": "Overdue", "today": "Today", "upcoming": "Coming"}
_COLOURS: dict[State, str] = {
    "overdue": "bold red",
    "today": "bold yellow",
    "upcoming": "bold cyan",
}
_WIDE = 110

JSON_FIELDS = (
    "id",
    "kind",
    "state",
    "contact",
    "note",
    "line",
    "opened",
    "due",
    "days_overdue",
    "reason",
    "closed_by",
    "action",
)
"""The fields of a follow-up in JSON and CSV.  Source: PRODUCT, "Stable contracts"."""


def grouped(report: Report) -> Iterator[tuple[State, list[Owed]]]:
    """Give the follow-ups by state, in the order of the report; empty groups are left out."""
    for state in TITLES:
        rows = [row for row in report.follow_ups if row.state == state]
        if rows:
            yield state, rows


def good_news(report: Report) -> str:
    """Say that nothing is owed, and what comes next."""
    if report.upcoming is None:
        return (
            "Nothing is owed to anybody. Nothing is coming either: a good day to ask somebody new."
        )
    one = report.upcoming
    what = KINDS[one.kind].todo.lower()
    when = day_words(one.due, report.as_of)
    return f"Nothing is owed to anybody. Next: {what} – {for_terminal(one.contact)}, {when}."


def tail(report: Report) -> str:
    """Say what was left out as too far ahead."""
    return f"{report.later} more later (--days N shows further ahead)." if report.later else ""


def as_plain(report: Report, *, with_actions: bool = False) -> str:
    """Write the report as aligned text for a pipe or a file."""
    if not report.follow_ups:
        return good_news(report) + "\n"
    cells = [[_plain_cells(row, report) for row in rows] for _, rows in grouped(report)]
    widths = [max(columns_of(row[n]) for rows in cells for row in rows) for n in range(3)]
    lines: list[str] = []
    for (state, rows), texts in zip(grouped(report), cells, strict=True):
        lines += (
            ["", f"{TITLES[state]} ({len(rows)})"] if lines else [f"{TITLES[state]} ({len(rows)})"]
        )
        for row, parts in zip(rows, texts, strict=True):
            padded = [
                part + " " * (widths[n] - columns_of(part)) for n, part in enumerate(parts[:3])
            ]
            lines.append("  " + "  ".join([*padded, parts[3]]).rstrip())
            if with_actions:
                lines.append("      " + for_terminal(row.action))
    lines += ["", tail(report)] if report.later else []
    return "\n".join(lines) + "\n"


def _plain_cells(row: Owed, report: Report) -> list[str]:
    return [
        for_terminal(row.contact),
        KINDS[row.kind].todo,
        lateness(row, report.as_of),
        for_terminal(row.reason),
    ]


def for_screen(report: Report, *, width: int, with_actions: bool = False) -> "RenderableType":
    """Lay the report out for a terminal of some columns: the person first, then what to do, how late, and why."""
    from rich.console import Group
    from rich.text import Text

    if not report.follow_ups:
        return Text(good_news(report), style="green")
    parts: list[RenderableType] = []
    for state, rows in grouped(report):
        heading = Text(f"{TITLES[state]} ({len(rows)})", style=_COLOURS[state])
        parts += [*([Text("")] if parts else []), heading]
        parts.append(
            _screen_table(state, rows, report, is_wide=width >= _WIDE, with_actions=with_actions)
        )
    if report.later:
        parts += [Text(""), Text(tail(report), style="dim")]
    return Group(*parts)


def _screen_table(
    state: State, rows: list[Owed], report: Report, *, is_wide: bool, with_actions: bool
) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=3 if is_wide else 5)
    table.add_column(ratio=4 if is_wide else 6)
    table.add_column(justify="right", no_wrap=True)
    if is_wide:
        table.add_column(ratio=7)
    for row in rows:
        reason = Text(for_terminal(row.reason), style="dim")
        name = Text("  " + for_terminal(row.contact), style="bold")
        todo = Text(KINDS[row.kind].todo)
        late = Text(lateness(row, report.as_of), style=_COLOURS[state].removeprefix("bold "))
        if is_wide:
            table.add_row(name, todo, late, reason)
        else:
            table.add_row(name, Text.assemble(todo, "\n", reason), late)
        if with_actions:
            table.add_row("", Text(for_terminal(row.action), style="cyan"), "")
    return table


def as_markdown(report: Report) -> str:
    """Write the report as Markdown with links to the notes."""
    if not report.follow_ups:
        return good_news(report) + "\n"
    lines = []
    for state, rows in grouped(report):
        lines += [f"## {TITLES[state]}", ""]
        for row in rows:
            who = for_link(row.contact) if row.contact_path else for_markdown(row.contact)
            todo = KINDS[row.kind].todo
            lines.append(
                f"- {who}: {todo} ({lateness(row, report.as_of)}) – {for_markdown(row.reason)}"
            )
        lines.append("")
    if report.later:
        lines += [tail(report), ""]
    return "\n".join(lines)


def as_dict(report: Report) -> dict[str, Any]:
    """Give the report as plain data.  Source of the form: PRODUCT, "Stable contracts"."""
    return {
        "as_of": report.as_of,
        "vault": report.vault,
        "follow_ups": [
            {name: getattr(row, name) for name in JSON_FIELDS} for row in report.follow_ups
        ],
        "problems": [
            {
                "note": one.note,
                "line": one.line,
                "property": one.property,
                "message": one.message,
                "hint": one.hint,
            }
            for one in report.problems
        ],
    }


def as_json(report: Report) -> str:
    """Write the report as JSON."""
    import json

    return json.dumps(as_dict(report), ensure_ascii=False, indent=2) + "\n"


def rows_of(report: Report) -> list[list[str | int]]:
    """Give the report as rows of values in the order of `JSON_FIELDS`."""
    return [[getattr(row, name) for name in JSON_FIELDS] for row in report.follow_ups]
