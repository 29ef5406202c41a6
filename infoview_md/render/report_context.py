"""What the HTML page of a report is made from, as plain data."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from infoview_md.network.kinds import KINDS
from infoview_md.network.referrals import ReferralTree
from infoview_md.network.report import Owed, Report
from infoview_md.render import charts, days
from infoview_md.render.branches import branches
from infoview_md.render.charts import Bar
from infoview_md.render.obsidian import obsidian_url, vault_name
from infoview_md.render.report import TITLES, good_news, grouped, tail
from infoview_md.render.text import on_one_line
from infoview_md.render.weeks import calendar
from infoview_md.render.words import lateness


def report_context(report: Report, tree: ReferralTree | None) -> dict[str, Any]:
    """Say everything that the page shows: groups, weeks, kinds, referrals and problems."""
    vault = vault_name(report.vault)
    counts = Counter(row.state for row in report.follow_ups)
    return {
        "title": "Whom you owe what",
        "vault": on_one_line(vault),
        "as_of": report.as_of,
        "tiles": [
            {"state": state, "name": name, "number": counts[state], "href": f"#{state}"}
            for state, name in TITLES.items()
        ],
        "groups": [
            {
                "state": state,
                "name": TITLES[state],
                "rows": [_row(row, report, vault) for row in rows],
            }
            for state, rows in grouped(report)
        ],
        "news": "" if report.follow_ups else good_news(report),
        "later": tail(report),
        "calendar": calendar(report.follow_ups, report.as_of),
        "kinds": _kinds(report.follow_ups),
        "tree": branches(tree, vault, report.as_of),
        "problems": [
            {
                "note": on_one_line(one.note),
                "href": obsidian_url(vault, one.note),
                "line": one.line,
                "message": on_one_line(one.message),
                "hint": on_one_line(one.hint),
            }
            for one in report.problems
        ],
    }


def _row(row: Owed, report: Report, vault: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": on_one_line(row.contact),
        "href": obsidian_url(vault, row.contact_path),
        "todo": KINDS[row.kind].todo,
        "reason": days.with_friendly_days(on_one_line(row.reason), report.as_of),
        "late": days.with_friendly_days(lateness(row, report.as_of), report.as_of),
        "due": row.due,
        "note": on_one_line(row.note),
        "note_href": obsidian_url(vault, row.note),
        "line": row.line,
        "closed_by": _code(row.closed_by),
        "action": on_one_line(row.action),
    }


def _code(words: str) -> list[dict[str, Any]]:
    """Split a sentence at its back-ticks into text and code."""
    parts = words.split("`")
    return [{"text": part, "is_code": bool(n % 2)} for n, part in enumerate(parts) if part]


def _kinds(rows: Sequence[Owed]) -> dict[str, Any]:
    """Count what is owed by kind, and draw it."""
    counts = Counter(row.kind for row in rows)
    late = Counter(row.kind for row in rows if row.state == "overdue")
    most = max(counts.values(), default=1)
    names = {kind: kind.replace("_", " ").capitalize() for kind in counts}
    drawn = [
        Bar(
            name=names[kind],
            said=_overdue_words(number, late[kind]),
            ratio=number / most,
            part=late[kind] / most,
        )
        for kind, number in counts.most_common()
    ]
    return {
        "svg": charts.bars("kinds", "What is owed, by kind", drawn),
        "head": ["Kind", "Owed", "Overdue"],
        "rows": [[names[kind], n, late[kind]] for kind, n in counts.most_common()],
    }


def _overdue_words(number: int, late: int) -> str:
    if not late:
        return str(number)
    return f"{late} overdue" if late == number else f"{late} of {number} overdue"
