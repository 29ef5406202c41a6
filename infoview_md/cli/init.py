"""`infoview-md init DIR`."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from infoview_md.dates import Moment
    from infoview_md.founding import Founded


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False), default=".")
@click.option("--obsidian", is_flag=True, help="Also add property types, views and the dashboard.")
@click.pass_context
def command(context: click.Context, /, folder: str, *, obsidian: bool) -> None:
    """Make a vault in DIR, or set up a folder of notes you have.

    An empty folder gets a search note, a question bank, templates, a first contact, and infoview.toml with every
    setting explained. A folder with notes gets infoview.toml and nothing else; you see what was recognised.
    """
    from infoview_md.founding import found

    made = found(Path(folder).expanduser(), datetime.now(UTC).astimezone().date().isoformat())
    where = shlex.quote(folder)
    if made.had_notes:
        click.echo(f"Added infoview.toml to {folder}; no note was touched.")
        click.echo(_recognised(made))
    else:
        click.echo(f"Made a vault in {folder}: {', '.join(made.made)}.")
    if obsidian:
        _furnish(made, context.ensure_object(dict).get("now"))
    click.echo(f"Next: infoview-md --vault {where} report")


def _furnish(made: "Founded", now: "Moment | None") -> None:
    """Set the new vault up for Obsidian."""
    from infoview_md.cli.obsidian import furnish
    from infoview_md.session import Session

    session = Session(root=made.root, at=now)
    try:
        furnish(session, is_forced=True)
    finally:
        session.close()


def _recognised(made: "Founded") -> str:
    from infoview_md.session import Session

    session = Session(root=made.root)
    try:
        found = session.index_summary()
    finally:
        session.close()
    kinds = ", ".join(f"{found[kind]} as {kind}s" for kind in ("contact", "interview"))
    lines = [f"Of {found['notes']} notes these are recognised: {kinds}."]
    if not found["contact"]:
        lines.append(
            "To say which notes are contacts, see [contact] in infoview.toml: types, tags, categories, folders."
        )
    if found["problems"]:
        lines.append(f"{found['problems']} problems; see them with: infoview-md check")
    return "\n".join(lines)
