"""`infoview-md why NAME`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument, deliver, format_option, with_session

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("why")
@contact_argument
@format_option("table", "json")
@with_session
def command(session: "Session", /, name: str, form: str) -> None:
    """Explain what each rule found about a contact, and what would close it."""
    from infoview_md.answers import explanations
    from infoview_md.render import dossier as render

    write = render.why_as_plain if form == "table" else render.why_as_json
    deliver(write(session.contact(name).name, explanations(session, name)), None)
