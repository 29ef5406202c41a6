"""`infoview-md landed`: the search has come to a good end."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session
from infoview_md.cli.preparing import as_of_option
from infoview_md.cli.writing import carry_out, dry_run_option, on_option

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("landed")
@click.option("--company", required=True, metavar="NAME", help="Where you landed.")
@click.option("--role", default="", metavar="TEXT", help="As what.")
@on_option
@click.option(
    "--new-email", default="", metavar="ADDRESS", help="How people reach you from then on."
)
@as_of_option
@dry_run_option
@with_session
def command(
    session: "Session", /, company: str, role: str, on: str, new_email: str, *, dry_run: bool
) -> None:
    """Note where you landed. From then on everyone who helped is owed the news, and outreach stops."""
    from infoview_md.preparing import landing

    act = landing.landed(session, company=company, role=role, on=on, new_email=new_email)
    carry_out(session, act, is_dry=dry_run)
    if not dry_run:
        click.echo(landing.still_to_tell(session))
