"""`infoview-md show NAME`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import (
    contact_argument,
    deliver,
    format_option,
    output_option,
    with_session,
)

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("show")
@contact_argument
@format_option("table", "markdown", "json")
@output_option
@with_session
def command(session: "Session", /, name: str, form: str, output: str | None) -> None:
    """Show one contact: facts, history, what is owed both ways, who referred whom."""
    from infoview_md.answers import dossier
    from infoview_md.render import dossier as render

    write = {"table": render.as_plain, "markdown": render.as_markdown, "json": render.as_json}[form]
    deliver(write(dossier(session, name)), output)
