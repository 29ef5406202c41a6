"""`infoview-md agenda NAME` and `infoview-md agenda --day DAY`."""

from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.options import (
    MOMENT,
    complete_contacts,
    deliver,
    format_option,
    output_option,
    with_session,
)
from infoview_md.cli.preparing import (
    as_of_option,
    name_missing,
    open_option,
    open_page,
    overrides_for,
    safe,
    trust_option,
)
from infoview_md.cli.writing import carry_out, dry_run_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infoview_md.dates import Moment
    from infoview_md.session import Session


@click.command("agenda")
@click.argument("name", default="", shell_complete=complete_contacts)
@click.option(
    "--date", type=MOMENT, metavar="DATE", help="The interview of that day, not the next."
)
@click.option(
    "--day", type=MOMENT, metavar="DATE", help="The run sheet of a day: all its interviews."
)
@click.option("--write", "is_written", is_flag=True, help="Into the note, with preparation tasks.")
@open_option
@format_option("text", "markdown", "html")
@output_option
@as_of_option
@trust_option
@dry_run_option
@with_session
def command(session: "Session", /, name: str, **said: Any) -> None:
    """Plan the next interview with NAME: purpose, who they are, a timed plan, questions, the two asks."""
    from infoview_md.errors import UsageMistake

    if bool(name) == bool(said["day"]):
        raise UsageMistake(
            "Say whom you talk to, or which day.",
            hint="infoview-md agenda NAME, or infoview-md agenda --day 2026-12-08",
        )
    overrides = overrides_for(session, trust=said["trust"])
    if said["day"]:
        _sheet(session, said["day"], overrides, said["output"])
    else:
        _agenda(session, name, overrides, said)


def _sheet(
    session: "Session", day: "Moment", overrides: "Mapping[str, str]", output: str | None
) -> None:
    from infoview_md.preparing import meetings

    sheet = meetings.sheet_for(session, day)
    deliver(safe(meetings.sheet_as_markdown(sheet, overrides)), output)
    for stop in sheet.stops:
        name_missing(stop.agenda.missing)


def _agenda(
    session: "Session", name: str, overrides: "Mapping[str, str]", said: dict[str, Any]
) -> None:
    from infoview_md.preparing import meetings

    made = meetings.agenda_for(session, name, said["date"])
    if said["is_written"]:
        carry_out(session, meetings.write_agenda(session, made, overrides), is_dry=said["dry_run"])
    if said["is_opened"]:
        page = meetings.agenda_as("html", made, overrides)
        open_page(session, "agenda", page, said["output"])
    elif not said["is_written"] or said["output"]:
        deliver(safe(meetings.agenda_as(said["form"], made, overrides)), said["output"])
    name_missing(made.missing)
