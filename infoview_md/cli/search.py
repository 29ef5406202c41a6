"""`infoview-md search TEXT`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import deliver, format_option, with_session

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="At most so many notes.",
)
@format_option("table", "json")
@with_session
def command(session: "Session", /, text: tuple[str, ...], limit: int, form: str) -> None:
    """Find text in your notes, the best first, each with its line.

    All words must be in the note; the beginning of a word is enough, and case and accents do not matter.
    """
    from infoview_md.finding import find
    from infoview_md.render.text import for_terminal

    found = find(session, " ".join(text), limit)
    if form == "json":
        deliver(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2), None)
        return
    for one in found:
        click.echo(for_terminal(f"{one.path}:{one.line}: {one.text}"))
    if not found:
        click.echo("No note has all these words.", err=True)
