"""`infoview-md warm COMPANY...`: who could introduce you."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import (
    FORMATS,
    deliver,
    format_option,
    is_screen,
    output_option,
    screen_width,
    show,
    with_session,
)

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("warm")
@click.argument("companies", metavar="COMPANY...", nargs=-1)
@click.option(
    "--targets",
    is_flag=True,
    help="All companies of your search note (`companies`), and those that have notes.",
)
@format_option(*FORMATS)
@output_option
@with_session
def command(
    session: "Session",
    /,
    companies: tuple[str, ...],
    *,
    targets: bool,
    form: str,
    output: str | None,
) -> None:
    """Show whom you know at a company, who was there before, and who could introduce you.

    Contacts and lists are looked through. A name that only looks alike is shown apart.
    """
    from infoview_md.exchange.csv_out import dumps
    from infoview_md.render import warmth
    from infoview_md.warming import warm

    found = warm(session, companies, with_targets=targets)
    if form == "table" and output is None and is_screen():
        for part in warmth.for_terminal_of(found, width=screen_width()):
            show(part)
    elif form == "csv":
        deliver(dumps(*warmth.rows(found)), output)
    else:
        write = {"table": warmth.plain, "markdown": warmth.markdown, "json": warmth.as_json}[form]
        deliver(write(found), output)
