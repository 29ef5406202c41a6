"""`infoview-md obsidian install`: property types, templates, views and a quiet look for Obsidian."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session
from infoview_md.cli.writing import command_line, dry_run_option, show_diff, tell

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.group("obsidian")
def command() -> None:
    """Set a vault up for Obsidian."""


@command.command("install", short_help="Add views, property types, templates and the dashboard.")
@click.option("--force", is_flag=True, help="Also where Obsidian has never opened the folder.")
@dry_run_option
@with_session
def install(session: "Session", /, *, force: bool, dry_run: bool) -> None:
    """Add what Obsidian needs to show your notes well, and the dashboard.

    Property types, note templates, views (Bases), a canvas of your referrals, a snippet for the look of managed
    blocks, in the words and under the names that your notes use. What is missing is made, settings are merged, and the
    canvas gets who is new; nothing that is there is changed. Templates are never read as notes.
    """
    furnish(session, is_forced=force, is_dry=dry_run)


def furnish(session: "Session", *, is_forced: bool, is_dry: bool = False) -> None:
    """Set a vault up for Obsidian and say so."""
    from infoview_md.acting.act import perform, preview
    from infoview_md.equipping import equip

    outfit = equip(session, is_forced=is_forced)
    for remark in outfit.remarks:
        click.echo(remark, err=True)
    if is_dry:
        show_diff(preview(session, outfit.act) if outfit.act else "")
    elif outfit.act is None:
        click.echo("Everything for Obsidian is there already; nothing was written.")
    else:
        tell(perform(session, outfit.act, command=command_line()))
