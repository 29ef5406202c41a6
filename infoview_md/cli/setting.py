"""`infoview-md set NAME PROPERTY VALUE`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument
from infoview_md.cli.writing import writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.acting.setting import Way
    from infoview_md.session import Session


def complete_properties(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Complete the properties of a contact."""
    from infoview_md.acting.forms import FORMS

    return sorted(name for name in FORMS["contact"] if name.startswith(incomplete))


@click.command("set")
@contact_argument
@click.argument("word", metavar="PROPERTY", shell_complete=complete_properties)
@click.argument("value", required=False)
@click.option("--add", "way", flag_value="add", help="Add VALUE to a list.")
@click.option("--remove", "way", flag_value="remove", help="Take VALUE out of a list.")
@click.option("--unset", "way", flag_value="unset", help="Take the property out.")
@writing
def command(
    session: "Session", /, name: str, word: str, value: str | None, way: "Way | None"
) -> "Act":
    """Set one property of the note NAME: a contact, or the path of any note of the vault."""
    from infoview_md.acting.setting import change

    return change(session, name, word, value, way=way or "set")
