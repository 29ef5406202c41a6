"""`infoview-md undo [N]`."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session
from infoview_md.cli.writing import command_line, dry_run_option, show_diff, tell

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("undo")
@click.argument("number", required=False, type=click.IntRange(1), metavar="[N]")
@click.option("--list", "is_list", is_flag=True, help="List what was written, the newest first.")
@dry_run_option
@with_session
def command(session: "Session", /, number: int | None, *, is_list: bool, dry_run: bool) -> None:
    """Take back the last command that wrote something, or command N."""
    from infoview_md.acting import undoing
    from infoview_md.render.text import for_terminal

    if is_list:
        click.echo(for_terminal(undoing.listed(undoing.history(session))), nl=False)
        return
    chosen = undoing.chosen(session, number)
    if dry_run:
        show_diff(undoing.preview(session, chosen))
    else:
        tell(undoing.undo(session, chosen, command=command_line()))
