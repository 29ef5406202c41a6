"""`infoview-md merge A B`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import complete_contacts
from infoview_md.cli.writing import is_dialogue, writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.merging.properties import Conflict, Prefers
    from infoview_md.session import Session


@click.command("merge")
@click.argument("first", metavar="A", shell_complete=complete_contacts)
@click.argument("second", metavar="B", shell_complete=complete_contacts)
@click.option(
    "--prefer",
    type=click.Choice(["A", "B"], case_sensitive=False),
    help="Whose value stays where both differ (else you are asked; without a terminal A's).",
)
@writing
def command(session: "Session", /, first: str, second: str, *, prefer: str | None) -> "Act":
    """Make one note of two notes of one person: A stays, B goes.

    A gains the properties it lacks, lists are united, B's log joins A's, B's text goes below A's, B's name becomes an
    alias, and every link in the vault follows. A value that loses is kept as text. One `undo` takes all of it back.
    """
    from infoview_md.merging.planning import plan_merge

    return plan_merge(session, first, second, _prefers(prefer))


def _prefers(prefer: str | None) -> "Prefers":
    if prefer is None and is_dialogue():
        return _ask
    return lambda _: (prefer or "A").upper() == "B"


def _ask(conflict: "Conflict") -> bool:
    from infoview_md.render.text import for_terminal

    click.echo(
        for_terminal(
            f"{conflict.name}:  A  {conflict.first}\n{'':{len(conflict.name)}}   B  {conflict.second}"
        )
    )
    answer = click.prompt(
        "Which stays", type=click.Choice(["A", "B"], case_sensitive=False), default="A"
    )
    return str(answer).upper() == "B"
