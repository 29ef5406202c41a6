"""The values of a report's HTML page."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from infoview_md.dates import Moment, day_of, days_between
from infoview_md.errors import Problem
from infoview_md.network.followup import State
from infoview_md.network.kinds import KINDS
from infoview_md.network.referrals import ReferralTree
from infoview_md.network.report import Owed, Report
from infoview_md.render import charts, days
from infoview_md.render.branches import branches, more_branches
from infoview_md.render.calendar import calendar
from infoview_md.render.charts import Bar
from infoview_md.render.obsidian import Home, vault_name
from infoview_md.render.page_values import Card, Defect, Figure, Group, Part, ReportPage, Tile
from infoview_md.render.report import TITLES, good_news, grouped, tail
from infoview_md.render.text import on_one_line
from infoview_md.render.words import count, lateness

MOST_SHOWN = 100
"""Follow-ups of one state, and problems, on a page; the first matter most, and more could not be read."""

_A_WEEK = 7


def page_of(report: Report, tree: ReferralTree | None, home: Home) -> ReportPage:
    """Say everything that the page shows: groups, weeks, kinds, referrals and problems."""
    return ReportPage(
        title="Whom you owe what",
        vault=on_one_line(vault_name(report.vault)),
        as_of=report.as_of,
        answer=_answer(report),
        tiles=_tiles(report.follow_ups),
        groups=tuple(_group(state, rows, report, home) for state, rows in grouped(report)),
        places=_places(report, tree),
        news="" if report.follow_ups else good_news(report),
        later=tail(report),
        calendar=calendar(report.follow_ups, report.as_of, shown=_shown(report)),
        kinds=_kinds(report.follow_ups),
        ages=_ages(report.follow_ups, report.as_of),
        tree=branches(tree, home, report.as_of),
        tree_more=more_branches(tree),
        problems=tuple(_defect(one, home) for one in report.problems[:MOST_SHOWN]),
        problems_more=_more(len(report.problems), "infoview-md check"),
    )


def _places(report: Report, tree: ReferralTree | None) -> tuple[Tile, ...]:
    """Name the parts of the page below what is owed."""
    number = len(report.problems)
    found = (
        ("The weeks ahead", "#weeks", bool(report.follow_ups)),
        ("How late, and of what kind", "#ages", bool(report.follow_ups)),
        ("Who led to whom", "#referrals", bool(tree and tree.members)),
        (f"{count(number, 'problem')} in notes", "#problems", bool(number)),
    )
    return tuple(
        Tile(name=name, number="", href=href) for name, href, is_there in found if is_there
    )


def _more(number: int, command: str) -> str:
    """Say how many are left out of a page, and what shows them."""
    rest = number - MOST_SHOWN
    return f"And {rest} more; {command} shows all." if rest > 0 else ""


def _group(state: State, rows: Sequence[Owed], report: Report, home: Home) -> Group:
    return Group(
        state=state,
        name=TITLES[state],
        number=len(rows),
        cards=tuple(_card(row, report, home) for row in rows[:MOST_SHOWN]),
        more=_more(len(rows), "infoview-md report"),
    )


def _shown(report: Report) -> frozenset[str]:
    return frozenset(row.id for _, rows in grouped(report) for row in rows[:MOST_SHOWN])


def _answer(report: Report) -> str:
    """Say in a sentence how much is owed, to how many people, and since when; empty where nothing is."""
    if report.cut:
        first = len(report.follow_ups)
        return f"These are the first {first} of {first + report.cut}."
    late = [row for row in report.follow_ups if row.state == "overdue"]
    today = sum(row.state == "today" for row in report.follow_ups)
    coming = f"{count(today, 'thing')} {'is' if today == 1 else 'are'} due today."
    if not late:
        if not report.follow_ups:
            return ""
        return f"Nothing is overdue. {coming}" if today else "Nothing is overdue or due today."
    oldest = min(late, key=lambda row: row.due)
    since = days.with_friendly_days(day_of(oldest.due), report.as_of)
    name = on_one_line(oldest.contact)
    people = len({row.contact_path or row.contact for row in late})
    if len(late) == 1:
        said = f"One thing is overdue, for {name}, since {since}."
    elif people == 1:
        said = f"{len(late)} things are overdue, all for {name}; the oldest since {since}."
    else:
        said = f"{len(late)} things are overdue, for {people} people; the oldest, for {name}, since {since}."
    return f"{said} {coming}" if today else said


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


def _card(row: Owed, report: Report, home: Home) -> Card:
    return Card(
        id=row.id,
        name=on_one_line(row.contact),
        href=home.url(row.contact_path),
        todo=KINDS[row.kind].todo,
        reason=days.with_friendly_days(on_one_line(row.reason), report.as_of),
        late=days.with_friendly_days(lateness(row, report.as_of), report.as_of),
        since=_since(row, report.as_of),
        due=row.due,
        note=on_one_line(row.note),
        note_href=home.url(row.note),
        line=row.line,
        closed_by=_parts(row.closed_by),
        action=on_one_line(row.action),
    )


def _since(row: Owed, as_of: Moment) -> str:
    """Give the due moment as people write it; empty where how late it is says the same."""
    when = days.with_friendly_days(row.due, as_of)
    if row.state == "overdue":
        return f"since {when}"
    near = days_between(as_of, row.due)
    return when if 0 < near <= _A_WEEK else ""


def _parts(sentence: str) -> tuple[Part, ...]:
    """Split a sentence at its back-ticks into text and code."""
    parts = enumerate(sentence.split("`"))
    return tuple(Part(text=part, is_code=bool(n % 2)) for n, part in parts if part)


def _defect(problem: Problem, home: Home) -> Defect:
    return Defect(
        note=on_one_line(problem.note),
        href=home.url(problem.note),
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
        svg=charts.lines("kinds", title, drawn),
        notes=(),
        head=("Kind", "Owed", "Overdue"),
        rows=tuple((name, str(n), str(overdue)) for name, n, overdue in counted),
    )


_AGES = (
    ("> 4 weeks late", "overdue"),
    ("1-4 weeks late", "overdue"),
    ("4-7 days late", "overdue"),
    ("1-3 days late", "overdue"),
    ("Late today", "overdue"),
    ("Due today", "today"),
    ("Within a week", "accent"),
    ("Later", "accent"),
)
"""How late or how far ahead things are, each with its tone."""


def _ages(rows: Sequence[Owed], as_of: Moment) -> Figure:
    """Count what is owed by how late it is, and draw it."""
    title = "What is owed, by how late it is"
    counts = Counter(_age(row, as_of) for row in rows)
    most = max(counts.values(), default=1)
    drawn = [
        Bar(name=name, said=str(counts[n]), ratio=counts[n] / most, tone=tone)
        for n, (name, tone) in enumerate(_AGES)
        if counts[n]
    ]
    return Figure(
        key="ages",
        title=title,
        svg=charts.lines("ages", title, drawn),
        notes=(),
        head=("How late", "Owed"),
        rows=tuple((one.name, one.said) for one in drawn),
    )


def _age(row: Owed, as_of: Moment) -> int:
    """Give the place of a follow-up in the table of ages."""
    if row.state == "today":
        return 5
    if row.state == "upcoming":
        return 6 if days_between(as_of, row.due) <= _A_WEEK else 7
    return 4 - bisect_left((1, 4, 8, 29), row.days_overdue + 1)


def _overdue_words(number: int, late: int) -> str:
    if not late:
        return str(number)
    return f"{late} overdue" if late == number else f"{late} of {number} overdue"
