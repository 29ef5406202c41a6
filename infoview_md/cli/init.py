"""`infoview-md init DIR`."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from infoview_md.dates import Moment


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False), default=".")
@click.option("--obsidian", is_flag=True, help="Also add property types, views and the dashboard.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@click.pass_context
def command(context: click.Context, /, folder: str, *, obsidian: bool, dry_run: bool) -> None:
    """Make a vault in DIR, or set up a folder of notes you have.

    An empty folder gets a search note, a question bank, templates, a first contact, and infoview.toml with every
    setting explained. A folder with notes gets infoview.toml and nothing else; you see what was recognised. Where your
    notes use words of their own, `adopt` finds out which.
    """
    from infoview_md.founding import is_vault

    place = Path(folder).expanduser()
    now = context.ensure_object(dict).get("now")
    if not (obsidian and is_vault(place)):  # with --obsidian what is missing can be added again
        place = _found(place, folder, has_templates=not obsidian, is_dry=dry_run)
    if obsidian and place.is_dir():
        _furnish(place.resolve(), now, is_dry=dry_run)
    if dry_run:
        click.echo("Nothing was written.", err=True)
    else:
        click.echo(f"Next: infoview-md --vault {shlex.quote(folder)} report")


def _found(place: Path, folder: str, *, has_templates: bool, is_dry: bool) -> Path:
    """Make the vault and say so."""
    from infoview_md.founding import found, plan

    today = datetime.now(UTC).astimezone().date().isoformat()
    planned = plan(place, today, has_templates=has_templates)
    if is_dry:
        click.echo(f"Would make in {folder}: {', '.join(planned.texts)}.")
        return place
    root = found(planned)
    if planned.had_notes:
        click.echo(f"Added infoview.toml to {folder}; no note was touched.")
        click.echo(_recognised(root, folder))
    else:
        click.echo(f"Made a vault in {folder}: {', '.join(planned.texts)}.")
    return root


def _furnish(root: Path, now: "Moment | None", *, is_dry: bool) -> None:
    """Set the new vault up for Obsidian."""
    from infoview_md.cli.obsidian import furnish
    from infoview_md.session import Session

    session = Session(root=root, at=now)
    try:
        furnish(session, is_forced=True, is_dry=is_dry)
    finally:
        session.close()


def _recognised(root: Path, folder: str) -> str:
    from infoview_md.session import Session

    session = Session(root=root)
    try:
        found = session.index_summary()
    finally:
        session.close()
    kinds = ", ".join(f"{found[kind]} as {kind}s" for kind in ("contact", "interview"))
    lines = [f"Of {found['notes']} notes these are recognised: {kinds}."]
    how = f"infoview-md adopt {shlex.quote(folder)}"
    if found["contact"]:
        lines.append(f"Which of their properties are read as what shows: {how}")
    else:
        lines.append(f"To say which notes are contacts: {how}")
    if found["problems"]:
        lines.append(f"{found['problems']} problems; see them with: infoview-md check")
    return "\n".join(lines)
