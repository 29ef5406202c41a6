"""The numbers of a search in every form: for a terminal, for a pipe, as Markdown and JSON."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from infoview_md.network.shares import Share
from infoview_md.network.stats import Stats
from infoview_md.network.waits import Waits
from infoview_md.render.bars import share_bar, sparkline
from infoview_md.render.chapters import Chapter, Line, Series, chapters, heading
from infoview_md.render.text import for_markdown, for_terminal
from infoview_md.render.words import columns_of, cut, wrapped

if TYPE_CHECKING:
    from rich.text import Text

Marks = tuple[tuple[int, int, str], ...]
"""What is painted in a line: from which letter to which, in what style."""

_BAR = 20
_LEAST_BAR = 8
_NARROW = 18  # columns in which no sentence can be read


def as_plain(stats: Stats) -> str:
    """Write the numbers as aligned ASCII for a pipe or a file; no line is broken."""
    lines = (line for line, _ in _laid_out(stats, width=0, is_plain=True))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def for_screen(stats: Stats, *, width: int, is_plain: bool = False) -> "list[Text]":
    """Lay the numbers out for a terminal of some columns; plain where it has only ASCII letters."""
    from rich.text import Text

    def painted(line: str, marks: Marks) -> Text:
        text = Text(line.rstrip())
        for start, end, style in marks:
            text.stylize(style, start, end)
        return text

    return [painted(*line) for line in _laid_out(stats, width=width, is_plain=is_plain)]


def _laid_out(stats: Stats, *, width: int, is_plain: bool) -> Iterator[tuple[str, Marks]]:
    """Give the lines with what is to be painted in them; a width of 0 has no end."""
    told = chapters(stats)
    form = _form(told, width, is_plain=is_plain)
    yield from _prose(heading(stats), form, "bold")
    if stats.goal:
        yield from _prose(for_terminal(stats.goal), form, "italic")
    for part in told:
        yield "", ()
        yield from _prose(part.title, form, "bold cyan")
        for line in part.lines:
            yield from _measured(line.name, _picture(line, part, form), line.said, form)
        for series in part.series:
            yield from _series(series, form)
        for note in part.notes:
            yield from _prose(note, form, "dim", indent=2)


class _Form(NamedTuple):
    """How wide the lines, the names and the bars are; 0 columns: without end."""

    width: int
    names: int
    bar: int
    is_plain: bool


def _form(told: tuple[Chapter, ...], width: int, *, is_plain: bool) -> _Form:
    names = max(columns_of(for_terminal(one.name)) for part in told for one in part.lines)
    if not width:
        return _Form(0, names, _BAR, is_plain)
    bar = max(_LEAST_BAR, min(_BAR, width // 5))
    return _Form(width, min(names, max(width - bar - 6 - _NARROW, 12)), bar, is_plain)


def _prose(text: str, form: _Form, style: str, *, indent: int = 0) -> Iterator[tuple[str, Marks]]:
    lines = wrapped(text, form.width - indent) if form.width else [text]
    for line in lines:
        yield " " * indent + line, ((indent, indent + len(line), style),)


def _picture(line: Line, part: Chapter, form: _Form) -> str:
    if line.share is None:
        return " " * form.bar
    share = line.share
    return share_bar(share.count, share.of, part.most, form.bar, is_plain=form.is_plain)


def _series(series: Series, form: _Form) -> Iterator[tuple[str, Marks]]:
    """Draw the weeks that there is room for; in plain text the numbers are words like others."""
    if form.is_plain:
        numbers = sparkline(series.numbers, is_plain=True)
        yield from _measured(series.name, "", f"{numbers}  {series.said}", form)
        return
    room = max(form.width - form.names - 4, 1)
    yield from _measured(series.name, sparkline(series.numbers[-room:]), series.said, form)


def _measured(name: str, drawn: str, said: str, form: _Form) -> Iterator[tuple[str, Marks]]:
    """Put name, picture and words beside each other; words without room stand below their picture."""
    shown = for_terminal(name)
    if form.width:
        shown = cut(shown, form.names, mark="..." if form.is_plain else "…")
    before = "  " + shown + " " * (form.names - columns_of(shown) + 2)
    line = f"{before}{drawn}  " if drawn else before
    marks = ((len(before), len(before) + len(drawn), "green"),)
    left = form.width - columns_of(line) if form.width else columns_of(said)
    if left >= min(_NARROW, columns_of(said)):
        first, *rest = wrapped(said, left)
        yield line + first, marks
        at = columns_of(line)
    else:
        at = columns_of(before)
        yield line, marks
        rest = wrapped(said, max(form.width - at, _NARROW))
    for more in rest:
        yield " " * at + more, ()


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
        for one in part.series:
            numbers = sparkline(one.numbers, is_plain=True)
            lines += [f"- {one.name}: {sparkline(one.numbers)} ({numbers}), {one.said}"]
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
        "referrals_per_talk": round(stats.named / stats.talks, 4) if stats.talks else None,
        "named_without_note": stats.named_only,
        "openings": stats.openings,
        "may_still_answer": stats.waiting,
        "contacts_without_date": stats.undated,
        "weekly_target": stats.weekly_target,
        "weeks_on_target": _share(stats.weeks_on_target),
        "days": [
            {"date": one.on, "talks": one.talks, "exchanges": one.exchanges} for one in stats.days
        ],
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
    """Give a share with the range that the true rate is likely in."""
    low, high = share.likely or (None, None)
    ratios = {"ratio": share.ratio, "likely_from": low, "likely_to": high}
    rounded = {name: None if one is None else round(one, 4) for name, one in ratios.items()}
    return {"count": share.count, "of": share.of, **rounded}


def _days(waits: Waits) -> dict[str, Any]:
    known = bool(waits.number)
    return {
        "n": waits.number,
        "median": waits.median if known else None,
        "shortest": waits.shortest if known else None,
        "longest": waits.longest if known else None,
        "not_answered_yet": len(waits.open),
        "half_answer_within": waits.half_within,
    }


def as_json(stats: Stats) -> str:
    """Write the numbers as JSON."""
    return json.dumps(as_dict(stats), ensure_ascii=False, indent=2) + "\n"
