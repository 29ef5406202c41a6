"""`infoview-md adopt [DIR]`: look at notes that were kept without this program, and write the settings they need."""

import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.cli.options import screen_width
from infoview_md.cli.writing import command_line, is_dialogue

if TYPE_CHECKING:
    from infoview_md.adopting import Survey
    from infoview_md.dates import Moment
    from infoview_md.network.survey.proposing import Proposal

F = TypeVar("F", bound=Callable[..., Any])

_WAYS = {"type": "types", "tag": "tags", "category": "categories", "folder": "folders"}


def _way_options(function: F) -> F:
    """Give a command `--contact-tag`, `--interview-folder` and their kind, each of which may be repeated."""
    for kind in ("interview", "contact"):
        for word in reversed(_WAYS):
            plural = (f"--{kind}s-folder",) if word == "folder" else ()
            function = click.option(
                f"--{kind}-{word}",
                *plural,
                f"{kind}_{_WAYS[word]}",
                multiple=True,
                metavar="WORD",
                help=f"This {word} marks {kind}s, and no other does; may be repeated.",
            )(function)
    return function


@click.command("adopt")
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False), default=".")
@_way_options
@click.option(
    "--property",
    "properties",
    multiple=True,
    metavar="NAME=YOURS",
    help="Read a property under the name that your notes use: company=Org, or under none that was found: company=;"
    " may be repeated.",
)
@click.option(
    "--log", multiple=True, metavar="HEADING", help='Dated lines count under it; "*": under any.'
)
@click.option("--ignore", multiple=True, metavar="FOLDER", help="It holds no notes of yours.")
@click.option(
    "--date-order", type=click.Choice(("dmy", "mdy", "ymd")), help="How to read 5/12/2025."
)
@click.option("--me", multiple=True, metavar="NAME", help="You, where notes list who was there.")
@click.option(
    "--since", metavar="DATE", help='Owe nothing that was due before; "-" owes everything.'
)
@click.option("--yes", "-y", is_flag=True, help="Write the settings without asking.")
@click.option("--force", is_flag=True, help="With --yes: also where infoview.toml says something.")
@click.option("--dry-run", is_flag=True, help="Show the infoview.toml, and write nothing.")
@click.pass_context
def command(
    context: click.Context, /, folder: str, *, yes: bool, force: bool, dry_run: bool, **said: Any
) -> None:
    """Set up a folder of notes that you have been keeping already.

    Shows what would count as contacts and interviews, and which of your properties would be read as what. You can
    correct it; then infoview.toml is written. No note is touched. An empty folder is a matter for `init`.
    """
    from infoview_md.adopting import look

    known = context.ensure_object(dict)
    chosen = folder if folder != "." else known.get("vault") or folder
    found = look(Path(chosen).expanduser(), today=_today(known.get("now")))
    _check(found, chosen, is_writing=yes and not (force or dry_run))
    found = replace(found, proposal=_corrected(found.proposal, said))
    _show(found)
    if is_dialogue() and not (yes or dry_run):
        found = _asked(found)
    elif dry_run or not yes:
        _preview(found, is_dry=dry_run)
        return
    _write(found, chosen, known.get("now"))


def _today(now: "Moment | None") -> "Moment":
    from infoview_md.dates import day_of, from_date

    return day_of(now) if now else from_date(datetime.now(UTC).astimezone().date())


def _check(found: "Survey", folder: str, *, is_writing: bool) -> None:
    """Refuse a folder without notes, and to change settings unasked that somebody has made."""
    from infoview_md.errors import UsageMistake

    where = shlex.quote(folder)
    if not found.notes:
        raise UsageMistake(
            f"There are no notes in {folder}, so there is nothing to adopt.",
            hint=f"Make a vault there: infoview-md init {where}",
        )
    if is_writing and found.has_settings:
        raise UsageMistake(
            f"{folder} has an infoview.toml already, and it says something.",
            hint=f"Look with: infoview-md adopt {where} --dry-run. With --force what is new is added to it.",
        )


def _corrected(proposal: "Proposal", said: dict[str, Any]) -> "Proposal":
    """Take over what the options say."""
    from infoview_md.adopting import with_property
    from infoview_md.network.survey.seen import FIELDS

    for kind in ("contact", "interview"):
        ways = {way: said[f"{kind}_{way}"] for way in FIELDS if said[f"{kind}_{way}"]}
        proposal = replace(proposal, **{kind: replace(getattr(proposal, kind), **ways)})
    for one in said["properties"]:
        proposal = with_property(proposal, one)
    given = {name: said[name] for name in ("me", "log", "date_order") if said[name]}
    proposal = replace(proposal, ignore=(*proposal.ignore, *said["ignore"]), **given)
    return proposal if said["since"] is None else replace(proposal, since=_day(said["since"]))


def _day(text: str) -> str:
    from infoview_md.cli.options import MOMENT
    from infoview_md.dates import day_of

    return day_of(MOMENT.convert(text, None, None)) if text.strip(" -") else ""


def _show(survey: "Survey") -> None:
    from infoview_md.render.survey import as_text

    click.echo(as_text(survey.findings, width=screen_width()), nl=False)
    if not survey.findings.contacts.number:
        click.echo(
            "\nNo note counts as a contact. Say which do: --contact-folder, --contact-tag, --contact-type"
            " or --contact-category."
        )


def _preview(survey: "Survey", *, is_dry: bool) -> None:
    """Show what would be written, and how to have it written."""
    from infoview_md.settings_file import as_words

    if is_dry:
        click.echo(f"\n{survey.text().decode()}", nl=False)
    elif survey.settings:
        click.echo("\nThese settings would be written to infoview.toml:")
        click.echo("\n".join(f"  {one}" for one in as_words(survey.settings)))
    click.echo("Nothing was written.", err=True)
    if not is_dry:
        click.echo(_way_on(survey), err=True)


def _way_on(survey: "Survey") -> str:
    if not survey.has_settings:
        return "With --yes the settings are written to infoview.toml."
    if survey.settings:
        return "With --yes --force they are added to the infoview.toml that is there."
    return "The infoview.toml that is there says all of it already."


def _asked(survey: "Survey") -> "Survey":
    """Let the user change the proposal until it is right."""
    while True:
        rows = _rows(survey.proposal)
        click.echo("\nThe settings:")
        for number, (name, value) in enumerate(rows, 1):
            click.echo(f"{number:3}  {name:<22} {value or '-'}")
        chosen = click.prompt(
            "Number to change, Enter to write infoview.toml, Ctrl-C to leave",
            type=click.IntRange(0, len(rows)),
            default=0,
            show_default=False,
        )
        if not chosen:
            return survey
        name, value = rows[chosen - 1]
        text = click.prompt(f"{name} (with commas; - for none)", default=value or "-")
        if text != value:
            survey = replace(survey, proposal=_changed(survey.proposal, name, _listed(text)))
            _show(survey)


def _rows(proposal: "Proposal") -> list[tuple[str, str]]:
    from infoview_md.network.survey.seen import FIELDS

    rows = [
        (f"{kind}.{way}", ", ".join(getattr(getattr(proposal, kind), way)))
        for kind in ("contact", "interview")
        for way in FIELDS
    ]
    names = [f"{one}={name}" for one, names in proposal.properties.items() for name in names]
    rows.append(("properties", ", ".join(names)))
    rows += [("me", ", ".join(proposal.me)), ("ignore", ", ".join(proposal.ignore))]
    rows.append(("log", ", ".join(proposal.log)))
    return [*rows, ("since", proposal.since), ("date_order", proposal.date_order)]


def _changed(proposal: "Proposal", name: str, values: tuple[str, ...]) -> "Proposal":
    from infoview_md.adopting import with_property
    from infoview_md.errors import UsageMistake

    kind, _, way = name.partition(".")
    try:
        if way:
            return replace(proposal, **{kind: replace(getattr(proposal, kind), **{way: values})})
        if name == "properties":
            proposal = replace(proposal, properties={})
            for one in values:
                proposal = with_property(proposal, one)
            return proposal
        if name == "since":
            return replace(proposal, since=_day("".join(values)))
        if name == "date_order":
            return replace(proposal, date_order=_order("".join(values)))
    except (UsageMistake, click.BadParameter) as mistake:
        click.echo(str(mistake), err=True)
        return proposal
    changed: dict[str, Any] = {name: values}
    return replace(proposal, **changed)


def _order(text: str) -> str:
    if text not in ("", "dmy", "mdy", "ymd"):
        raise click.BadParameter(f"{text!r} is no order of dates: write dmy, mdy or ymd.")
    return text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for one in text.split(",") if (part := one.strip()) and part != "-")


def _write(survey: "Survey", folder: str, now: "Moment | None") -> None:
    from infoview_md.adopting import adopt
    from infoview_md.session import Session

    if survey.raw is not None and not survey.settings:
        click.echo("infoview.toml says all of that already; nothing was written.")
        return
    session = Session(root=survey.root, at=now)
    try:
        adopt(survey, at=session.now, command=command_line())
        session.close()
        session = Session(root=survey.root, at=now)
        click.echo("Wrote infoview.toml; no note was touched.")
        _tell_overdue(session)
    finally:
        session.close()
    click.echo(f"Next: infoview-md --vault {shlex.quote(folder)} report")


def _tell_overdue(session: Any) -> None:
    """Say what is overdue with the new settings, and how to begin anew."""
    from infoview_md.answers import Wish, report
    from infoview_md.dates import day_of

    found = report(session, Wish(days=0), with_problems=False)
    late = sum(row.state == "overdue" and row.kind != "stay_in_touch" for row in found.follow_ups)
    if late and not session.config.since:
        what = "1 follow-up is" if late == 1 else f"{late} follow-ups are"
        click.echo(f'{what} overdue; to begin anew today, set since = "{day_of(session.now)}".')
