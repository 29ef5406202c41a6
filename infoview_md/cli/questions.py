"""`infoview-md questions NAME`: what to ask this person."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument, with_session
from infoview_md.cli.preparing import as_of_option
from infoview_md.cli.writing import carry_out, dry_run_option

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("questions")
@contact_argument
@click.option("--count", type=click.IntRange(1, 50), metavar="N", help="How many (settings: 5).")
@click.option("--write", "is_written", is_flag=True, help="Into the note of the next interview.")
@as_of_option
@dry_run_option
@with_session
def command(
    session: "Session", /, name: str, count: int | None, *, is_written: bool, dry_run: bool
) -> None:
    """Pick questions for NAME from your question bank: near your search, never one they were asked before."""
    from infoview_md.errors import NotFound
    from infoview_md.preparing import meetings

    found = meetings.questions_for(session, name, count)
    if not found:
        raise NotFound(
            "The question bank has nothing left for this person.",
            hint="Add questions to a note with `type: questions`: topics as headings, questions as lists.",
        )
    if is_written:
        carry_out(session, meetings.write_questions(session, name, found), is_dry=dry_run)
    click.echo(meetings.questions_as_text(found), nl=False)
