"""`infoview-md log NAME TEXT`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument
from infoview_md.cli.writing import on_option, writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session


@click.command("log")
@contact_argument
@click.argument("text")
@on_option
@writing
def command(session: "Session", /, name: str, text: str, on: str) -> "Act":
    """Add an exchange with NAME to their log: "email: sent the article"."""
    from infoview_md.acting.keeping import log

    return log(session, name, text, on)
