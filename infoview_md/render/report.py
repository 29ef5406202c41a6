"""The report as text: for a terminal, for a pipe, as Markdown, JSON or CSV."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from infoview_md.network.followup import State
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import Owed, Report
from infoview_md.render.text import for_link, for_markdown, for_terminal
from infoview_md.render.words import columns_of, cut, day_words, lateness, wrapped

if TYPE_CHECKING:
    from rich.text import Text

TITLES: dict[State, str] = {"overdue": "Overdue", "today": "Today", "upcoming": "Coming"}
_COLOURS: dict[State, str] = {
    "overdue": "bold red",
    "today": "bold yellow",
    "upcoming": "bold cyan",
}
_SHORTEST_NAME = 12
_LONGEST_NAME = 32
_SHORTEST_REASON = 40
_MOST_REASON_LINES = 3

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
"""The fields of a follow-up in JSON and CSV.  Source: docs/notes-and-rules.md, "What programs may rely on"."""


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
    """Say what was left out, by a limit or as too far ahead, and how many helpers know where you landed."""
    said = [f"{report.cut} more now (--limit)."] if report.cut else []
    said += [f"{report.later} more later (--days N shows further ahead)."] if report.later else []
    told, everyone = report.told
    said += [f"{told} of {everyone} who helped know where you landed."] if everyone else []
    return " ".join(said)


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
    lines += ["", tail(report)] if tail(report) else []
    return "\n".join(lines) + "\n"


def _plain_cells(row: Owed, report: Report) -> list[str]:
    return [
        for_terminal(row.contact),
        KINDS[row.kind].todo,
        lateness(row, report.as_of),
        for_terminal(row.reason),
    ]


def for_screen(
    report: Report, *, width: int, with_actions: bool = False, is_plain: bool = False
) -> "list[Text]":
    """Lay the report out in lines for a terminal: the person first, then what to do, how late, and why.

    On a wide terminal the reason stands beside them, on a narrow one below; no word of it is lost before its third
    line.  `is_plain` is for terminals that have ASCII letters only.
    """
    from rich.text import Text

    if not report.follow_ups:
        return [Text(one, style="green") for one in wrapped(good_news(report), width)]
    lines: list[Text] = []
    columns = _columns(report, width, mark="..." if is_plain else "…")
    for state, rows in grouped(report):
        lines += [
            *([Text()] if lines else []),
            Text(f"{TITLES[state]} ({len(rows)})", style=_COLOURS[state]),
        ]
        for row in rows:
            lines += _screen_lines(row, report, columns)
            if with_actions:
                lines.append(Text("    " + for_terminal(row.action), style="cyan"))
    said = tail(report)
    return lines + (
        [Text(), *(Text(one, style="dim") for one in wrapped(said, width))] if said else []
    )


class _Columns(NamedTuple):
    """How wide each part of a line is; where the reason stands below, `reason` is the width that it has there."""

    name: int
    todo: int
    late: int
    reason: int
    is_below: bool
    mark: str


def _columns(report: Report, width: int, *, mark: str) -> _Columns:
    """Give each part what its longest text needs; the name gives way first, what to do after it."""
    rows = report.follow_ups
    names = max(columns_of(for_terminal(row.contact)) for row in rows)
    todos = max(columns_of(KINDS[row.kind].todo) for row in rows)
    lates = max(columns_of(lateness(row, report.as_of)) for row in rows)
    beside = width - min(names, _LONGEST_NAME) - todos - lates - 8
    if beside >= _SHORTEST_REASON:
        return _Columns(min(names, _LONGEST_NAME), todos, lates, beside, is_below=False, mark=mark)
    room = width - todos - lates - 6
    below = max(width - 4, _SHORTEST_NAME)
    if names <= room:
        return _Columns(names, todos, lates, below, is_below=True, mark=mark)
    return _Columns(min(names, max(width - todos - 4, _SHORTEST_NAME)), todos, 0, below, True, mark)


def _screen_lines(row: Owed, report: Report, columns: _Columns) -> "list[Text]":
    """Write one follow-up; where name, task and lateness do not fit on a line, the lateness opens the reason."""
    from rich.text import Text

    late, why = lateness(row, report.as_of), for_terminal(row.reason)
    colour = _COLOURS[row.state].removeprefix("bold ")
    line = _who_and_what(row, columns)
    if columns.late:
        line.append("  ").append(_padded(late, columns.late), style=colour)
    else:
        why = f"{late}: {why}"
    at = 4 if columns.is_below else line.cell_len + 2
    told = [
        Text(" " * at + one, style="dim") for one in _few(wrapped(why, columns.reason), columns)
    ]
    if not columns.is_below:
        first, *more = told
        return [line.append("  ").append(first[at:]), *more]
    line.rstrip()
    if not columns.late:
        told[0].stylize(f"not dim {colour}", at, at + len(late))
    return [line, *told]


def _who_and_what(row: Owed, columns: _Columns) -> "Text":
    from rich.text import Text

    name = cut(for_terminal(row.contact), columns.name, mark=columns.mark)
    todo = _padded(KINDS[row.kind].todo, columns.todo)
    return Text.assemble("  ", (_padded(name, columns.name), "bold"), "  ", todo)


def _few(lines: list[str], columns: _Columns) -> list[str]:
    """Keep the lines to a few; the last says by its mark that something is missing."""
    if len(lines) <= _MOST_REASON_LINES:
        return lines
    kept = lines[:_MOST_REASON_LINES]
    room = columns.reason - columns_of(columns.mark)
    last = cut(f"{kept[-1]} {lines[_MOST_REASON_LINES]}", room, mark="")
    return [*kept[:-1], last + columns.mark]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - columns_of(text))


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
    if tail(report):
        lines += [tail(report), ""]
    return "\n".join(lines)


def as_dict(report: Report) -> dict[str, Any]:
    """Give the report as plain data.  Source of the form: docs/notes-and-rules.md, "What programs may rely on"."""
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
