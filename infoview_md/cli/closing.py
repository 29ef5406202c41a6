"""`infoview-md close NAME`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument
from infoview_md.cli.writing import on_option, writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session


@click.command("close")
@contact_argument
@on_option
@writing
def command(session: "Session", /, name: str, on: str) -> "Act":
    """Owe nothing more to NAME."""
    from infoview_md.acting.keeping import close

    return close(session, name, on)
