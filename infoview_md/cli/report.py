"""`infoview-md report`: whom do I owe what, and since when."""

import shlex
from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.options import (
    FORMATS,
    MOMENT,
    can_draw,
    complete_contacts,
    deliver,
    format_option,
    is_screen,
    output_option,
    screen_width,
    show_lines,
    with_session,
)
from infoview_md.cli.preparing import open_option, open_page, overrides_for, trust_option
from infoview_md.network.kinds import KINDS

if TYPE_CHECKING:
    from infoview_md.network.report import Report
    from infoview_md.session import Session


_DAYS_OF_A_PAGE = 28  # its calendar shows weeks


@click.command("report")
@click.option(
    "--as-of",
    type=MOMENT,
    metavar="DATE",
    help="As it was or will be then: 2026-11-20, 2026-11-20T14:30, fri.",
)
@click.option(
    "--days",
    type=click.IntRange(0, 36_525),
    metavar="N",
    help="How far ahead to look (table and markdown: 7; html: 28; json and csv: all).",
)
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(sorted(KINDS)),
    metavar="KIND",
    help="Only this kind; may be repeated.",
)
@click.option(
    "--contact",
    default="",
    metavar="NAME",
    shell_complete=complete_contacts,
    help="Only this contact.",
)
@click.option("--company", default="", metavar="TEXT", help="Only contacts at this company.")
@click.option("--location", default="", metavar="TEXT", help="Only contacts in this place.")
@click.option("--limit", type=click.IntRange(1), default=None, metavar="N", help="At most so many.")
@click.option("--actions", is_flag=True, help="Also show the command that closes each.")
@click.option("--check", is_flag=True, help="Exit with 1 if anything is overdue.")
@format_option(*FORMATS, "html")
@output_option
@open_option
@trust_option
@with_session
def command(session: "Session", /, **options: Any) -> int:
    """Say whom you owe what, and since when.

    Overdue comes first, then what is due today, then what is coming. Each line says who, what to do, how late, and why.
    """
    from infoview_md.answers import Wish, report

    form, output = "html" if options["is_opened"] else options["form"], options["output"]
    with_actions, is_check = options.pop("actions"), options.pop("check")
    wish = Wish(
        as_of=options["as_of"],
        days=_days(session, options["days"], form),
        kinds=options["kinds"],
        contact=options["contact"],
        company=options["company"],
        location=options["location"],
        only_overdue=options["overdue"],
        limit=options["limit"] or 0,
    )
    found = report(session, wish)
    if form == "html":
        _page(session, found, options)
    else:
        _print(found, form, output, with_actions=with_actions)
    _mention_problems(found)
    if not found.follow_ups:
        _mention_no_contacts(session)
    return int(is_check and any(row.state == "overdue" for row in found.follow_ups))


def _days(session: "Session", days: int | None, form: str) -> int | None:
    """Give how far ahead to look: people see a week, programs see everything."""
    if days is not None or form in ("json", "csv"):
        return days
    return _DAYS_OF_A_PAGE if form == "html" else int(session.basics["report_days"])


def _page(session: "Session", found: "Report", options: dict[str, Any]) -> None:
    """Make the page with the referral tree, and show it where that is wanted."""
    from infoview_md.network.referrals import tree
    from infoview_md.obsidian.home import home_of
    from infoview_md.render.html import report_page

    overrides = overrides_for(session, trust=options["trust"])
    known = tree(session.network, now=found.as_of, rules=session.setup.rules)
    page = report_page(found, tree=known, home=home_of(session.root), overrides=overrides)
    if options["is_opened"]:
        open_page(session, "report", page, options["output"])
    else:
        deliver(page, options["output"])


def _print(found: "Report", form: str, output: str | None, *, with_actions: bool) -> None:
    from infoview_md.render import report as render

    if form == "table" and output is None and is_screen():
        lines = render.for_screen(
            found, width=screen_width(), with_actions=with_actions, is_plain=not can_draw()
        )
        show_lines(lines)
    elif form == "table":
        deliver(render.as_plain(found, with_actions=with_actions), output)
    elif form == "markdown":
        deliver(render.as_markdown(found), output)
    elif form == "json":
        deliver(render.as_json(found), output)
    else:
        from infoview_md.exchange.csv_out import dumps

        deliver(dumps(render.JSON_FIELDS, render.rows_of(found)), output)


def _mention_no_contacts(session: "Session") -> None:
    """Say so where nothing is owed because no note counts as a contact, and which command sees to that."""
    from infoview_md.index.queries import counts

    known = session.ask(counts)
    if known["contact"] or known["interview"]:
        return
    where = shlex.quote(str(session.root))
    if known["notes"]:
        what = (
            "The only note here is no contact"
            if known["notes"] == 1
            else f"None of the {known['notes']} notes here counts as a contact"
        )
        click.echo(
            f"{what}; to set up notes that you keep already: infoview-md adopt {where}", err=True
        )
    else:
        has_settings = (session.root / "infoview.toml").exists()
        first = 'new contact "Their Name"' if has_settings else f"init {where}"
        click.echo(f"There are no notes here yet; to begin: infoview-md {first}", err=True)


def _mention_problems(found: "Report") -> None:
    if found.problems:
        notes = len({one.note for one in found.problems})
        what = "1 note has" if notes == 1 else f"{notes} notes have"
        click.echo(f"{what} problems and may be missing here; see: infoview-md check", err=True)
