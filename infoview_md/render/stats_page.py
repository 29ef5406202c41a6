"""The values of the HTML page of the numbers, with the charts drawn."""

from collections.abc import Iterator

from infoview_md.network.referrals import ReferralTree
from infoview_md.network.stats import Stats
from infoview_md.render import chapters, charts, days
from infoview_md.render.branches import branches
from infoview_md.render.charts import Bar, Point
from infoview_md.render.page_values import Figure, StatsPage, Tile
from infoview_md.render.text import on_one_line


def page_of(stats: Stats, tree: ReferralTree | None, vault: str) -> StatsPage:
    """Say everything that the page shows: tiles, figures and referrals."""
    return StatsPage(
        title="The search in numbers",
        vault=on_one_line(vault),
        heading=chapters.heading(stats),
        goal=on_one_line(stats.goal),
        tiles=tuple(_tiles(stats)),
        figures=tuple(_figures(stats)),
        tree=branches(tree, vault, stats.as_of),
    )


def _tiles(stats: Stats) -> Iterator[Tile]:
    asked = next(one.share for one in stats.funnel if one.name == "replied")
    thanks = stats.thanks.share
    yield Tile(name="People known", number=str(stats.funnel[0].share.count))
    yield Tile(name="Talks held", number=str(stats.talks))
    yield Tile(name="Answered, of those asked", number=f"{asked.count} of {asked.of}")
    yield Tile(name="Thank-yous in time", number=f"{thanks.count} of {thanks.of}")


def _figures(stats: Stats) -> Iterator[Figure]:
    told = {one.title: one for one in chapters.chapters(stats)}
    yield _bars("funnel", next(iter(told.values())))
    if stats.weeks:
        yield from _weekly(stats)
    yield _thanks(stats)
    if stats.days_to_reply.number > 1:
        yield _waits(stats)
    for by in (one.by for one in stats.replies if one.rows):
        yield _bars(f"replies-{by}", told[chapters.GROUPS[by]])


def _bars(key: str, told: chapters.Chapter) -> Figure:
    """Draw a chapter; what few people are behind is short, so that it cannot look like many."""
    most = max((one.share.of for one in told.lines if one.share), default=0) or 1
    names = [on_one_line(one.name) for one in told.lines]
    drawn = [
        Bar(name=name, said=one.said, ratio=one.share.count / most, of=one.share.of / most)
        for name, one in zip(names, told.lines, strict=True)
        if one.share
    ]
    return Figure(
        key=key,
        title=told.title,
        svg=charts.bars(key, told.title, drawn),
        notes=told.notes,
        head=("", "How many"),
        rows=tuple((name, one.said) for name, one in zip(names, told.lines, strict=True)),
    )


def _weekly(stats: Stats) -> Iterator[Figure]:
    weeks = chapters.shown_weeks(stats)
    names = [days.day_of_month(one.starts_on) for one in weeks]
    talks = [Point(name=n, number=one.talks) for n, one in zip(names, weeks, strict=True)]
    known = [Point(name=n, number=one.known) for n, one in zip(names, weeks, strict=True)]
    target, title = chapters.target_words(stats), "Talks, week by week"
    yield Figure(
        key="talks",
        title=title,
        svg=charts.columns("talks", title, talks, target=stats.weekly_target),
        notes=(target,) if target else (),
        head=("Week of", "Talks"),
        rows=tuple((one.name, str(one.number)) for one in talks),
    )
    yield Figure(
        key="network",
        title="The network",
        svg=charts.area("network", "People known, week by week", known),
        notes=(chapters.growth_words(stats),),
        head=("Week of", "New", "Known"),
        rows=tuple(
            (n, str(one.new_contacts), str(one.known)) for n, one in zip(names, weeks, strict=True)
        ),
    )


def _thanks(stats: Stats) -> Figure:
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
    return Figure(
        key="thanks",
        title="Thank-yous",
        svg=charts.stack("thanks", "Thank-yous after talks", drawn),
        notes=(f"In time: {thanks.share.words()}.",),
        head=("", "Talks"),
        rows=tuple((name, str(number)) for name, number, _ in counts),
    )


def _waits(stats: Stats) -> Figure:
    waits, title = stats.days_to_reply, "Days to an answer"
    middle = f"{waits.median:g}"
    drawn = charts.span(
        "waits", title, shortest=waits.shortest, middle=waits.median, longest=waits.longest
    )
    rows = (("Shortest", str(waits.shortest)), ("Median", middle), ("Longest", str(waits.longest)))
    return Figure(
        key="waits",
        title=title,
        svg=drawn,
        notes=(f"Over {waits.number} answers with a date.",),
        head=("", "Days"),
        rows=rows,
    )
