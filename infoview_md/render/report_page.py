"""The values of a report's HTML page."""

from collections import Counter
from collections.abc import Sequence

from infoview_md.errors import Problem
from infoview_md.network.kinds import KINDS
from infoview_md.network.referrals import ReferralTree
from infoview_md.network.report import Owed, Report
from infoview_md.render import charts, days
from infoview_md.render.branches import branches
from infoview_md.render.calendar import calendar
from infoview_md.render.charts import Bar
from infoview_md.render.obsidian import obsidian_url, vault_name
from infoview_md.render.page_values import Card, Defect, Figure, Group, Part, ReportPage, Tile
from infoview_md.render.report import TITLES, good_news, grouped, tail
from infoview_md.render.text import on_one_line
from infoview_md.render.words import lateness


def page_of(report: Report, tree: ReferralTree | None) -> ReportPage:
    """Say everything that the page shows: groups, weeks, kinds, referrals and problems."""
    vault = vault_name(report.vault)
    return ReportPage(
        title="Whom you owe what",
        vault=on_one_line(vault),
        as_of=report.as_of,
        tiles=_tiles(report.follow_ups),
        groups=tuple(
            Group(
                state=state,
                name=TITLES[state],
                cards=tuple(_card(row, report, vault) for row in rows),
            )
            for state, rows in grouped(report)
        ),
        news="" if report.follow_ups else good_news(report),
        later=tail(report),
        calendar=calendar(report.follow_ups, report.as_of),
        kinds=_kinds(report.follow_ups),
        tree=branches(tree, vault, report.as_of),
        problems=tuple(_defect(one, vault) for one in report.problems),
    )


def _tiles(rows: Sequence[Owed]) -> tuple[Tile, ...]:
    """Count each state; a tile of nothing leads nowhere."""
    counts = Counter(row.state for row in rows)
    return tuple(
        Tile(
            name=name,
            number=str(counts[state]),
            state=state,
            href=f"#{state}" if counts[state] else "",
        )
        for state, name in TITLES.items()
    )


def _card(row: Owed, report: Report, vault: str) -> Card:
    return Card(
        id=row.id,
        name=on_one_line(row.contact),
        href=obsidian_url(vault, row.contact_path),
        todo=KINDS[row.kind].todo,
        reason=days.with_friendly_days(on_one_line(row.reason), report.as_of),
        late=days.with_friendly_days(lateness(row, report.as_of), report.as_of),
        due=row.due,
        note=on_one_line(row.note),
        note_href=obsidian_url(vault, row.note),
        line=row.line,
        closed_by=_parts(row.closed_by),
        action=on_one_line(row.action),
    )


def _parts(sentence: str) -> tuple[Part, ...]:
    """Split a sentence at its back-ticks into text and code."""
    parts = enumerate(sentence.split("`"))
    return tuple(Part(text=part, is_code=bool(n % 2)) for n, part in parts if part)


def _defect(problem: Problem, vault: str) -> Defect:
    return Defect(
        note=on_one_line(problem.note),
        href=obsidian_url(vault, problem.note),
        line=problem.line,
        message=on_one_line(problem.message),
        hint=on_one_line(problem.hint),
    )


def _kinds(rows: Sequence[Owed]) -> Figure:
    """Count what is owed by kind, and draw it."""
    title = "What is owed, by kind"
    late = Counter(row.kind for row in rows if row.state == "overdue")
    counted = [
        (kind.replace("_", " ").capitalize(), number, late[kind])
        for kind, number in Counter(row.kind for row in rows).most_common()
    ]
    most = max((number for _, number, _ in counted), default=1)
    drawn = [
        Bar(name=name, said=_overdue_words(n, overdue), ratio=n / most, part=overdue / most)
        for name, n, overdue in counted
    ]
    return Figure(
        key="kinds",
        title=title,
        svg=charts.bars("kinds", title, drawn),
        notes=(),
        head=("Kind", "Owed", "Overdue"),
        rows=tuple((name, str(n), str(overdue)) for name, n, overdue in counted),
    )


def _overdue_words(number: int, late: int) -> str:
    if not late:
        return str(number)
    return f"{late} overdue" if late == number else f"{late} of {number} overdue"
