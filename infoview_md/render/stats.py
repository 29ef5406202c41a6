"""The numbers of a search in every form: for a terminal, for a pipe, as Markdown and JSON."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from infoview_md.network.stats import Days, Share, Stats
from infoview_md.render.bars import bar, sparkline
from infoview_md.render.chapters import Chapter, Line, chapters, heading
from infoview_md.render.text import for_markdown, for_terminal
from infoview_md.render.words import columns_of

if TYPE_CHECKING:
    from rich.console import RenderableType

_BAR = 20


def as_plain(stats: Stats) -> str:
    """Write the numbers as aligned ASCII for a pipe, a file or a terminal that draws nothing."""
    told = chapters(stats)
    names = [one.name for part in told for one in part.lines]
    wide = max(columns_of(for_terminal(name)) for name in names)
    blocks = [[heading(stats), *([for_terminal(stats.goal)] if stats.goal else [])]]
    for part in told:
        lines = [_plain_line(one, wide) for one in part.lines]
        series = [f"  {name:<{wide}}  {sparkline(row, is_plain=True)}" for name, row in part.series]
        blocks.append([part.title, *lines, *series, *(f"  {note}" for note in part.notes)])
    return "".join(line.rstrip() + "\n" for line in chain(*_spaced(blocks)))


def _spaced(blocks: list[list[str]]) -> Iterator[list[str]]:
    for number, block in enumerate(blocks):
        yield ["", *block] if number else block


def _plain_line(line: Line, wide: int) -> str:
    name = for_terminal(line.name)
    drawn = " " * _BAR if line.ratio is None else bar(line.ratio, _BAR, is_plain=True)
    return f"  {name}{' ' * (wide - columns_of(name))}  {drawn}  {line.said}"


def for_screen(stats: Stats, *, width: int) -> "RenderableType":
    """Lay the numbers out for a terminal of some columns, with bars and sparklines."""
    from rich.console import Group
    from rich.text import Text

    drawn = max(8, min(_BAR, width // 4))
    parts: list[RenderableType] = [Text(heading(stats), style="bold")]
    if stats.goal:
        parts.append(Text(for_terminal(stats.goal), style="italic dim"))
    for part in chapters(stats):
        parts += [Text(""), Text(part.title, style="bold cyan"), _screen_table(part, drawn)]
        parts += [Text(f"  {note}", style="dim") for note in part.notes]
    return Group(*parts)


def _screen_table(part: Chapter, drawn: int) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=22)
    table.add_column(no_wrap=True)
    table.add_column()
    for line in part.lines:
        picture = " " * drawn if line.ratio is None else bar(line.ratio, drawn)
        table.add_row(
            Text("  " + for_terminal(line.name)), Text(picture, style="green"), Text(line.said)
        )
    for name, row in part.series:
        table.add_row(
            Text("  " + name), Text(sparkline(row), style="green"), Text(f"now {row[-1]}")
        )
    return table


def as_markdown(stats: Stats) -> str:
    """Write the numbers as Markdown tables."""
    lines = ["# The search in numbers", "", heading(stats) + ".", ""]
    if stats.goal:
        lines += [f"> {for_markdown(stats.goal)}", ""]
    for part in chapters(stats):
        lines += [f"## {part.title}", ""]
        if part.lines:
            lines += ["| | |", "|---|---|"]
            lines += [f"| {for_markdown(one.name)} | {one.said} |" for one in part.lines]
            lines.append("")
        for name, row in part.series:
            lines += [f"- {name}: {sparkline(row)} ({sparkline(row, is_plain=True)})"]
        lines += [*([""] if part.series else []), *part.notes, *([""] if part.notes else [])]
    return "\n".join(lines).rstrip("\n") + "\n"


def as_dict(stats: Stats) -> dict[str, Any]:
    """Give the numbers as plain data; every share as `count`, `of` and `ratio` (null of nothing)."""
    return {
        "as_of": stats.as_of,
        "since": stats.since,
        "goal": stats.goal,
        "funnel": [
            {"step": one.name, "of_step": one.of_step, **_share(one.share)} for one in stats.funnel
        ],
        "replies": {
            one.by: [{"name": name, **_share(share)} for name, share in one.rows]
            for one in stats.replies
        },
        "days_to_reply": _days(stats.days_to_reply),
        "thank_yous": {
            "in_time": stats.thanks.in_time,
            "late": stats.thanks.late,
            "not_sent": stats.thanks.missing,
            "not_due_yet": stats.thanks.pending,
        },
        "talks": stats.talks,
        "named": stats.named,
        "named_without_note": stats.named_only,
        "openings": stats.openings,
        "may_still_answer": stats.waiting,
        "contacts_without_date": stats.undated,
        "weekly_target": stats.weekly_target,
        "weeks_on_target": _share(stats.weeks_on_target),
        "weeks": [
            {
                "starts_on": one.starts_on,
                "talks": one.talks,
                "new_contacts": one.new_contacts,
                "known": one.known,
                "is_over": one.is_over,
            }
            for one in stats.weeks
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    ratio = None if share.ratio is None else round(share.ratio, 4)
    return {"count": share.count, "of": share.of, "ratio": ratio}


def _days(waits: Days) -> dict[str, Any]:
    known = bool(waits.number)
    return {
        "n": waits.number,
        "median": waits.median if known else None,
        "shortest": waits.shortest if known else None,
        "longest": waits.longest if known else None,
    }


def as_json(stats: Stats) -> str:
    """Write the numbers as JSON."""
    return json.dumps(as_dict(stats), ensure_ascii=False, indent=2) + "\n"
