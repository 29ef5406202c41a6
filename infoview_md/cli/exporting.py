"""`infoview-md export contacts|interviews|follow-ups|network`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.cli.options import MOMENT, format_option, with_session
from infoview_md.errors import UsageMistake

if TYPE_CHECKING:
    from infoview_md.dates import Moment
    from infoview_md.exchange.calendar import Item
    from infoview_md.exporting.delivery import Item as File
    from infoview_md.session import Session

F = TypeVar("F", bound=Callable[..., Any])

_NETWORK = "network.db"
_VERSIONS = {"vcard": "4.0", "vcard3": "3.0"}


def _output_option(help_text: str) -> Callable[[F], F]:
    return click.option(
        "--output", "-o", metavar="FILE", default="", type=click.UNPROCESSED, help=help_text
    )


_FILE_OR_FOLDER = "Write to this file; to a folder (ending in /) one file for each; - prints."
_as_option = click.option(
    "--as",
    "tasks_as",
    type=click.Choice(["tasks", "events"]),
    default="tasks",
    show_default=True,
    help="Follow-ups as tasks, or as all-day events for calendars that show no tasks.",
)
_uids_option = click.option(
    "--write-uids",
    is_flag=True,
    help="First write the UID into each note that has none, so that it stays when you rename the note.",
)


@click.group("export")
def command() -> None:
    """Give your contacts, interviews and follow-ups to other programs.

    Everything has a UID that stays the same, so that importing a newer export updates and does not add.
    """


@command.command("contacts")
@format_option("vcard", "vcard3", "csv", "json")
@click.option("--raw", is_flag=True, help="CSV: leave cells alone that a spreadsheet calculates.")
@_uids_option
@_output_option(_FILE_OR_FOLDER)
@with_session
def contacts(session: "Session", /, *, form: str, raw: bool, write_uids: bool, output: str) -> None:
    """Write your contacts for an address book or a spreadsheet."""
    from infoview_md.exporting import people

    if write_uids:
        from infoview_md.exporting.keeping_uids import contact_uids

        _keep(session, contact_uids(session))
    found = people.people(session)
    if form not in _VERSIONS:
        text = people.as_csv(found, raw=raw) if form == "csv" else people.as_json(found)
        _give(session, text, output, form)
        return
    version: Any = _VERSIONS[form]
    if _is_folder(output):
        _give_each(session, people.as_cards(found, version), output, "contact", ".vcf")
    else:
        _give(session, people.as_vcard(found, version), output, "vcf")


@command.command("interviews")
@format_option("ics", "csv", "json")
@click.option("--from", "since", type=MOMENT, metavar="DATE", help="Only from this day on.")
@click.option(
    "--alarm",
    type=click.IntRange(0, 40_320),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="Remind so long before; 0 for no alarm.",
)
@_uids_option
@_output_option(_FILE_OR_FOLDER)
@with_session
def interviews(
    session: "Session",
    /,
    *,
    form: str,
    since: "Moment | None",
    alarm: int,
    write_uids: bool,
    output: str,
) -> None:
    """Write your interviews for a calendar, with alarms and the time zone of the vault."""
    from infoview_md.dates import Moment, day_of

    if write_uids:
        from infoview_md.exporting.keeping_uids import interview_uids

        _keep(session, interview_uids(session))
    first = day_of(since or Moment(""))
    if form == "ics":
        from infoview_md.exporting.appointments import interview_items

        items = interview_items(session, since=first, alarm_minutes=alarm)
        _give_calendar(session, items, "tasks", "Interviews", output)
    else:
        from infoview_md.lists import interview_table

        found = interview_table(session, contact="", company="", status="", first=since, last=None)
        _give(session, _written(found, form), output, form)


@command.command("follow-ups")
@format_option("ics", "csv", "json")
@_as_option
@_output_option(_FILE_OR_FOLDER)
@with_session
def follow_ups(session: "Session", /, *, form: str, tasks_as: str, output: str) -> None:
    """Write what you owe for a task list or a calendar; what was closed lately is in it as done."""
    if form == "ics":
        from infoview_md.exporting.appointments import follow_up_items

        _give_calendar(session, follow_up_items(session), tasks_as, "Follow-ups", output)
        return
    from infoview_md.answers import Wish, report
    from infoview_md.exchange.csv_out import dumps
    from infoview_md.render import report as render

    found = report(session, Wish())
    is_csv = form == "csv"
    text = dumps(render.JSON_FIELDS, render.rows_of(found)) if is_csv else render.as_json(found)
    _give(session, text, output, form)


@command.command("network")
@format_option("json", "sqlite")
@_output_option("Write to this file; SQLite needs one.")
@click.option(
    "--metadata",
    metavar="FILE",
    default="",
    type=click.UNPROCESSED,
    help="Also write what datasette shows about the tables.",
)
@with_session
def network(session: "Session", /, *, form: str, output: str, metadata: str) -> None:
    """Write the whole network as tables: JSON, or an SQLite file for datasette."""
    from infoview_md.exporting import dataset, datasette, delivery
    from infoview_md.index.dataset import write

    if metadata:
        name = Path(_NETWORK if output in ("", "-") else output).stem
        _give(session, datasette.metadata(name), metadata, "json")
    if form == "json":
        _give(session, dataset.as_json(dataset.tables(session)), output, "json")
        return
    if output in ("", "-"):
        raise UsageMistake(
            "An SQLite file cannot be printed.", hint="Name it, for example: --output network.db"
        )
    target = _checked(session, output, "db")
    delivery.write_beside(target, lambda fresh: write(fresh, dataset.tables(session)))
    click.echo(f"Wrote {output}.", err=True)


def _keep(session: "Session", uids: dict[str, str]) -> None:
    """Write UIDs into notes, and say so beside the export."""
    from infoview_md.acting.act import perform
    from infoview_md.cli.writing import command_line
    from infoview_md.exporting.keeping_uids import plan_uids
    from infoview_md.render.text import for_terminal

    act = plan_uids(session, uids)
    if act is not None:
        outcome = perform(session, act, command=command_line())
        for sentence in (*outcome.sentences, *outcome.remarks):
            click.echo(for_terminal(sentence), err=True)


def _written(table: Any, form: str) -> str:
    from infoview_md.exchange.csv_out import dumps
    from infoview_md.render.table import as_json, csv_rows

    return as_json(table) if form == "json" else dumps(table.columns, csv_rows(table))


def _give_calendar(
    session: "Session", items: "list[Item]", tasks_as: str, name: str, output: str
) -> None:
    from infoview_md.exporting import appointments

    form: Any = tasks_as.removesuffix("s")
    if _is_folder(output):
        kind = name.removesuffix("s").lower()
        _give_each(session, appointments.as_files(items, form), output, kind, ".ics")
    else:
        _give(session, appointments.as_ics(items, form, name), output, "ics")


def _is_folder(output: str) -> bool:
    return output.endswith("/") or (bool(output) and Path(output).expanduser().is_dir())


def _give(session: "Session", text: str, output: str, kind: str) -> None:
    """Print an export, or save it for its owner only."""
    if output in ("", "-"):
        click.echo(text, nl=False)
        return
    from infoview_md.exporting import delivery

    delivery.save(_checked(session, output, kind, text[:1000]), text.encode())
    click.echo(f"Wrote {output}.", err=True)


def _checked(session: "Session", output: str, kind: str, text: str = "") -> Path:
    """Give the file to write.  Raises `UsageMistake` for one that is something else already."""
    from infoview_md.exporting import delivery

    target = Path(output).expanduser()
    delivery.check_target(session.root, target)
    delivery.check_earlier(target, kind, text.encode())
    return target


def _give_each(
    session: "Session", files: "Sequence[File]", output: str, kind: str, ending: str
) -> None:
    from infoview_md.exporting import delivery

    folder = Path(output).expanduser()
    delivery.check_target(session.root, folder)
    written, removed = delivery.save_each(folder, files, kind=kind, ending=ending)
    counted = "1 file" if len(files) == 1 else f"{len(files)} files"
    click.echo(f"{output}: {counted}, {written} written, {removed} removed.", err=True)
