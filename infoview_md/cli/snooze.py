"""`infoview-md snooze NAME WHEN`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument
from infoview_md.cli.writing import writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session


@click.command("snooze")
@contact_argument
@click.argument("until", metavar="2w|DATE")
@writing
def command(session: "Session", /, name: str, until: str) -> "Act":
    """Hold everything you owe to NAME until a day: 2w, mon, 2026-12-01."""
    from infoview_md.acting.keeping import snooze

    return snooze(session, name, until)
