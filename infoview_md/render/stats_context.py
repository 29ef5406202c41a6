"""What the HTML page of the numbers is made from, as plain data with the charts drawn."""

from collections.abc import Iterator
from typing import Any

from infoview_md.network.referrals import ReferralTree
from infoview_md.network.stats import Stats
from infoview_md.render import chapters, charts, days
from infoview_md.render.branches import branches
from infoview_md.render.charts import Bar, Point
from infoview_md.render.text import on_one_line


def stats_context(stats: Stats, tree: ReferralTree | None, vault: str) -> dict[str, Any]:
    """Say everything that the page shows: tiles, figures and referrals."""
    return {
        "title": "The search in numbers",
        "vault": on_one_line(vault),
        "heading": chapters.heading(stats),
        "goal": on_one_line(stats.goal),
        "tiles": list(_tiles(stats)),
        "figures": list(_figures(stats)),
        "tree": branches(tree, vault, stats.as_of),
    }


def _tiles(stats: Stats) -> Iterator[dict[str, Any]]:
    asked = next(one.share for one in stats.funnel if one.name == "replied")
    yield {"name": "People known", "number": stats.funnel[0].share.count}
    yield {"name": "Talks held", "number": stats.talks}
    yield {"name": "Answered, of those asked", "number": f"{asked.count} of {asked.of}"}
    thanks = stats.thanks.share
    yield {"name": "Thank-yous in time", "number": f"{thanks.count} of {thanks.of}"}


def _figures(stats: Stats) -> Iterator[dict[str, Any]]:
    told = chapters.chapters(stats)
    yield _figure("funnel", told[0])
    if stats.weeks:
        yield from _weekly(stats)
    yield _thanks(stats)
    if stats.days_to_reply.number > 1:
        yield _waits(stats)
    for number, one in enumerate(stats.replies):
        if one.rows:
            yield _figure(
                f"replies-{number}", next(c for c in told if c.title == chapters.GROUPS[one.by])
            )


def _figure(key: str, told: chapters.Chapter) -> dict[str, Any]:
    most = max((one.share.of for one in told.lines if one.share), default=1) or 1
    names = [on_one_line(one.name) for one in told.lines]
    drawn = [
        Bar(name=name, said=one.said, ratio=one.share.count / most, of=one.share.of / most)
        for name, one in zip(names, told.lines, strict=True)
        if one.share
    ]
    return {
        "key": key,
        "title": told.title,
        "svg": charts.bars(key, told.title, drawn),
        "notes": told.notes,
        "head": ["", "How many"],
        "rows": [[name, one.said] for name, one in zip(names, told.lines, strict=True)],
    }


def _weekly(stats: Stats) -> Iterator[dict[str, Any]]:
    weeks = chapters.shown_weeks(stats)
    names = [days.day_of_month(one.starts_on) for one in weeks]
    talks = [Point(name=n, number=one.talks) for n, one in zip(names, weeks, strict=True)]
    known = [Point(name=n, number=one.known) for n, one in zip(names, weeks, strict=True)]
    target = chapters.target_words(stats)
    yield {
        "key": "talks",
        "title": "Talks, week by week",
        "svg": charts.columns("talks", "Talks, week by week", talks, target=stats.weekly_target),
        "notes": [target] if target else [],
        "head": ["Week of", "Talks"],
        "rows": [[one.name, one.number] for one in talks],
    }
    yield {
        "key": "network",
        "title": "The network",
        "svg": charts.area("network", "People known, week by week", known),
        "notes": [chapters.growth_words(stats)],
        "head": ["Week of", "New", "Known"],
        "rows": [[n, one.new_contacts, one.known] for n, one in zip(names, weeks, strict=True)],
    }


def _thanks(stats: Stats) -> dict[str, Any]:
    thanks = stats.thanks
    counts = (
        ("In time", thanks.in_time, "accent"),
        ("Late", thanks.late, "today"),
        ("Not sent", thanks.missing, "overdue"),
        ("Not due yet", thanks.pending, "track"),
    )
    whole = max(sum(number for _, number, _ in counts), 1)
    drawn = [
        Bar(name=name, said=str(number), ratio=number / whole, tone=tone)
        for name, number, tone in counts
    ]
    return {
        "key": "thanks",
        "title": "Thank-yous",
        "svg": charts.stack("thanks", "Thank-yous after talks", drawn),
        "notes": [f"In time: {thanks.share.words()}."],
        "head": ["", "Talks"],
        "rows": [[name, number] for name, number, _ in counts],
    }


def _waits(stats: Stats) -> dict[str, Any]:
    waits = stats.days_to_reply
    return {
        "key": "waits",
        "title": "Days to an answer",
        "svg": charts.span(
            "waits",
            "Days to an answer",
            shortest=waits.shortest,
            middle=waits.median,
            longest=waits.longest,
        ),
        "notes": [f"Over {waits.number} answers with a date."],
        "head": ["", "Days"],
        "rows": [
            ["Shortest", waits.shortest],
            ["Median", f"{waits.median:g}"],
            ["Longest", waits.longest],
        ],
    }
