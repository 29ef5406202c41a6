"""`infoview-md stats`: the search in numbers."""

from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.options import (
    MOMENT,
    can_draw,
    deliver,
    format_option,
    is_screen,
    output_option,
    screen_width,
    show_lines,
    with_session,
)
from infoview_md.cli.preparing import (
    as_of_option,
    open_option,
    open_page,
    overrides_for,
    trust_option,
)

if TYPE_CHECKING:
    from infoview_md.network.stats import Stats
    from infoview_md.session import Session


@click.command("stats")
@click.option("--since", type=MOMENT, metavar="DATE", help="Count only from that day on.")
@as_of_option
@format_option("table", "markdown", "json", "html")
@output_option
@open_option
@trust_option
@with_session
def command(session: "Session", /, **said: Any) -> None:
    """Show the search in numbers: the funnel, replies, thank-yous, talks per week; honest with small numbers.

    `weekly_target` in the note of your search is the number of talks that you want in a week.
    """
    from infoview_md.preparing.numbers import stats_of

    found = stats_of(session, said["since"])
    if said["is_opened"]:
        page = _page(session, found, trust=said["trust"])
        open_page(session, "stats", page, said["output"])
    elif said["form"] == "html":
        deliver(_page(session, found, trust=said["trust"]), said["output"])
    else:
        _print(found, said["form"], said["output"])


def _page(session: "Session", found: "Stats", *, trust: bool) -> str:
    from infoview_md.obsidian.home import home_of
    from infoview_md.preparing.trees import referral_tree
    from infoview_md.render.html import stats_page

    return stats_page(
        found,
        vault=str(session.root),
        tree=referral_tree(session),
        home=home_of(session.root),
        overrides=overrides_for(session, trust=trust),
    )


def _print(found: "Stats", form: str, output: str | None) -> None:
    from infoview_md.render import stats as render

    if form == "table" and output is None and is_screen():
        show_lines(render.for_screen(found, width=screen_width(), is_plain=not can_draw()))
    elif form == "table":
        deliver(render.as_plain(found), output)
    else:
        deliver((render.as_markdown if form == "markdown" else render.as_json)(found), output)
