"""The values of the HTML page of the numbers, with the charts drawn."""

from collections.abc import Iterator

from infoview_md.network.referrals import ReferralTree
from infoview_md.network.shares import ENOUGH_FOR_PERCENT, Share
from infoview_md.network.stats import Stats
from infoview_md.network.waits import Waits
from infoview_md.network.weeks import ActiveDay, monday
from infoview_md.render import chapters, charts, days, heat, waiting
from infoview_md.render.branches import branches, more_branches
from infoview_md.render.charts import Bar, Point
from infoview_md.render.obsidian import Home
from infoview_md.render.page_values import Figure, StatsPage, Tile
from infoview_md.render.text import on_one_line


def page_of(stats: Stats, tree: ReferralTree | None, *, vault: str, home: Home) -> StatsPage:
    """Say everything that the page shows: tiles, figures and referrals."""
    return StatsPage(
        title="The search in numbers",
        vault=on_one_line(vault),
        heading=chapters.heading(stats),
        goal=on_one_line(stats.goal),
        tiles=tuple(_tiles(stats)),
        figures=tuple(_figures(stats)),
        tree=branches(tree, home, stats.as_of),
        tree_more=more_branches(tree),
    )


def _tiles(stats: Stats) -> Iterator[Tile]:
    asked = next(one.share for one in stats.funnel if one.name == "replied")
    thanks = stats.thanks.share
    yield Tile(name="People known", number=str(stats.funnel[0].share.count))
    yield Tile(name="Talks held", number=str(stats.talks))
    yield Tile(name="Answered, of those asked", number=_counted(asked))
    yield Tile(name="Thank-yous in time", number=_counted(thanks))


def _counted(share: Share) -> str:
    return f"{share.count} of {share.of}" if share.of else "none yet"


def _figures(stats: Stats) -> Iterator[Figure]:
    told = {one.title: one for one in chapters.chapters(stats)}
    yield _bars("funnel", next(iter(told.values())))
    if stats.days:
        yield _calendar(stats)
    if stats.weeks and (stats.talks or stats.weekly_target):
        yield _talks(stats)
    if len(stats.weeks) > 1:
        yield _network(stats)
    if stats.days_to_reply.number or stats.days_to_reply.open:
        yield _waits(stats.days_to_reply)
    for by in (one.by for one in chapters.told_groups(stats)):
        yield _bars(f"replies-{by}", told[chapters.GROUPS[by]])
    if stats.talks:
        yield _thanks(stats)


def _bars(key: str, told: chapters.Chapter) -> Figure:
    """Draw a chapter; what few people are behind is short, so that it cannot look like many."""
    most = max(told.most, ENOUGH_FOR_PERCENT)
    names = [on_one_line(one.name) for one in told.lines]
    drawn = [
        Bar(
            name=name,
            said=one.said,
            ratio=one.share.count / most,
            of=one.share.of / most,
            likely=_likely(one.share, most) if key.startswith("replies") else None,
        )
        for name, one in zip(names, told.lines, strict=True)
        if one.share
    ]
    explained = (RANGES,) if any(one.likely for one in drawn) else ()
    return Figure(
        key=key,
        title=told.title,
        svg=charts.bars(key, told.title, drawn),
        notes=(*told.notes, *explained),
        head=("", "How many"),
        rows=tuple(
            (name, one.said.replace(" %", "\u00a0%"))
            for name, one in zip(names, told.lines, strict=True)
        ),
    )


RANGES = "The thin line is the range that the rate is likely in (95 %)."


def _likely(share: Share, most: int) -> tuple[float, float] | None:
    if not share.is_of_enough or share.likely is None:
        return None
    low, high = share.likely
    return low * share.of / most, high * share.of / most


def _calendar(stats: Stats) -> Figure:
    title = "Half a year, day by day"
    shown = [one for one in stats.days if one.on >= heat.first_day(stats)]
    weeks: dict[str, list[ActiveDay]] = {}
    for one in shown:
        weeks.setdefault(monday(one.on), []).append(one)
    return Figure(
        key="calendar",
        title=title,
        svg=heat.calendar("calendar", title, stats),
        notes=(heat.said(stats)[:1].upper() + heat.said(stats)[1:] + ".",),
        head=("Week of", "Days", "Talks", "Other exchanges"),
        rows=tuple(
            (
                days.day_of_month(week),
                str(len(found)),
                str(sum(one.talks for one in found)),
                str(sum(one.exchanges for one in found)),
            )
            for week, found in weeks.items()
        ),
    )


UNFINISHED = "The last week is not over yet; its column is hollow."


def _talks(stats: Stats) -> Figure:
    points = [
        Point(name=days.day_of_month(one.starts_on), number=one.talks, is_hollow=not one.is_over)
        for one in chapters.shown_weeks(stats)
    ]
    title = "Talks, week by week"
    unfinished = UNFINISHED if points[-1].is_hollow and points[-1].number else ""
    return Figure(
        key="talks",
        title=title,
        svg=charts.columns("talks", title, points, target=stats.weekly_target),
        notes=tuple(filter(None, (chapters.target_words(stats), unfinished))),
        head=("Week of", "Talks"),
        rows=tuple((one.name, str(one.number)) for one in points),
    )


def _network(stats: Stats) -> Figure:
    weeks = chapters.shown_weeks(stats)
    names = [days.day_of_month(one.starts_on) for one in weeks]
    known = [Point(name=n, number=one.known) for n, one in zip(names, weeks, strict=True)]
    return Figure(
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
    whole = max(sum(number for _, number, _ in counts), ENOUGH_FOR_PERCENT)
    drawn = [
        Bar(name=name, said=str(number), ratio=number / whole, tone=tone)
        for name, number, tone in counts
    ]
    return Figure(
        key="thanks",
        title="Thank-yous",
        svg=charts.stack("thanks", "Thank-yous after talks", drawn),
        notes=(f"In time: {thanks.share.words()}.",),
        head=("", "Thank-yous"),
        rows=tuple((name, str(number)) for name, number, _ in counts),
    )


def _waits(waits: Waits) -> Figure:
    """Draw few people as dots and many as a line; a line of few would look like more than is known."""
    number = waits.number + len(waits.open)
    are_few = number < ENOUGH_FOR_PERCENT
    title = "Days to an answer" if are_few else "Who answers within so many days"
    draw = waiting.dots if are_few else waiting.curve
    said = chapters.days_words(waits)
    key = "A dot is an answer, a ring somebody who has not answered yet." if are_few else ""
    words = (f"{said[:1].upper()}{said[1:]}.", chapters.half_words(waits), key)
    rows = [("Answered", str(waits.number)), ("Not answered yet", str(len(waits.open)))]
    if waits.number:
        rows += [
            ("Shortest wait, days", str(waits.shortest)),
            ("Median", f"{waits.median:g}"),
            ("Longest", str(waits.longest)),
        ]
    return Figure(
        key="waits",
        title=title,
        svg=draw("waits", title, waits),
        notes=tuple(filter(None, words)),
        head=("", "How many"),
        rows=tuple(rows),
    )
