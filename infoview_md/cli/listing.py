"""`infoview-md list contacts|interviews|companies`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import (
    FORMATS,
    MOMENT,
    complete_contacts,
    deliver,
    format_option,
    is_screen,
    output_option,
    screen_width,
    show,
    with_session,
)

if TYPE_CHECKING:
    from infoview_md.dates import Moment
    from infoview_md.render.table import Table
    from infoview_md.session import Session


@click.group("list")
def command() -> None:
    """List contacts, interviews or companies."""


@command.command("contacts")
@click.option("--company", default="", metavar="TEXT", help="Only at this company.")
@click.option(
    "--location", default="", metavar="TEXT", help='Only in this place, e.g. "Washington".'
)
@click.option(
    "--channel", default="", metavar="WORD", help="Only found this way: alumni, referral, friend..."
)
@click.option("--tag", default="", metavar="TAG", help="Only with this tag.")
@click.option("--asked/--not-asked", default=None, help="Only those you asked, or did not ask.")
@click.option("--talked/--not-talked", default=None, help="Only those you interviewed, or did not.")
@format_option(*FORMATS)
@output_option
@with_session
def contacts(
    session: "Session", /, form: str, output: str | None, **wished: str | bool | None
) -> None:
    """List your contacts, with when you last were in touch."""
    from infoview_md.lists import contact_table

    print_table(contact_table(session, **wished), form, output)


@command.command("interviews")
@click.option(
    "--contact",
    default="",
    metavar="NAME",
    shell_complete=complete_contacts,
    help="Only with this contact.",
)
@click.option("--company", default="", metavar="TEXT", help="Only with people of this company.")
@click.option("--status", default="", help="Only proposed, scheduled, done, cancelled or no_show.")
@click.option("--from", "first", type=MOMENT, metavar="DATE", help="Only from this day on.")
@click.option("--to", "last", type=MOMENT, metavar="DATE", help="Only up to this day.")
@format_option(*FORMATS)
@output_option
@with_session
def interviews(
    session: "Session",
    /,
    *,
    contact: str,
    company: str,
    status: str,
    first: "Moment | None",
    last: "Moment | None",
    form: str,
    output: str | None,
) -> None:
    """List your interviews by date."""
    from infoview_md.lists import interview_table

    table = interview_table(
        session, contact=contact, company=company, status=status, first=first, last=last
    )
    print_table(table, form, output)


@command.command("companies")
@click.option("--name", default="", metavar="TEXT", help="Only companies whose name has this text.")
@format_option(*FORMATS)
@output_option
@with_session
def companies(session: "Session", /, *, name: str, form: str, output: str | None) -> None:
    """List companies, with how many people you know, asked and talked to there."""
    from infoview_md.lists import company_table

    print_table(company_table(session, name), form, output)


def print_table(table: "Table", form: str, output: str | None) -> None:
    """Print a table in the form that was asked for."""
    from infoview_md.render import table as render

    if form == "table" and output is None and is_screen():
        show(render.for_screen(table, width=screen_width()))
    elif form == "csv":
        from infoview_md.exchange.csv_out import dumps

        deliver(dumps(table.columns, render.csv_rows(table)), output)
    else:
        write = {"table": render.as_plain, "markdown": render.as_markdown, "json": render.as_json}[
            form
        ]
        deliver(write(table), output)
