"""`infoview-md refer BY NAME...`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import complete_contacts
from infoview_md.cli.writing import writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session


@click.command("refer")
@click.argument("by", shell_complete=complete_contacts)
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option(
    "--interview", default="", metavar="PATH", help="In which talk; without it the last one."
)
@click.option(
    "--new", "is_new", is_flag=True, help="NAME is new, also where it begins like a known one."
)
@writing
def command(
    session: "Session", /, by: str, names: tuple[str, ...], interview: str, *, is_new: bool
) -> "Act":
    """Note that BY named others as people to talk to, on both sides; makes the notes that are missing."""
    from infoview_md.acting.referring import refer

    return refer(session, by, names, interview=interview, is_new=is_new)
