"""Words in, words out: the command line.  A command parses, asks, renders and prints; nothing else."""

import os
import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.commands import COMMANDS
from infoview_md.cli.group import Commands
from infoview_md.cli.streams import give_up_output, stand_in_for_closed
from infoview_md.errors import Ambiguous, Mistake, StorageFailure

if TYPE_CHECKING:
    from infoview_md.dates import Moment

PROGRAM = "infoview-md"
_INTERNAL = 5
_STOPPED = 130


def _complete_vaults(context: click.Context, parameter: click.Parameter, start: str) -> list[Any]:
    from infoview_md.cli.options import complete_vaults

    return complete_vaults(context, parameter, start)


@click.group(
    cls=Commands,
    commands_table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command has its own help: infoview-md report --help",
)
@click.option(
    "--vault",
    metavar="DIR",
    shell_complete=_complete_vaults,
    help="The folder of your notes, or its name in Obsidian (else INFOVIEW_VAULT, else upwards from here).",
)
@click.version_option(package_name="infoview-md", prog_name=PROGRAM)
@click.pass_context
def main(context: click.Context, vault: str | None) -> None:
    """Remember whom you owe what, from your own notes.

    Contacts and interviews are Markdown notes in a folder that you also open in Obsidian or any editor.
    Start with `infoview-md report`.
    """
    context.ensure_object(dict)["vault"] = vault


def run(arguments: Sequence[str], *, now: "Moment | None" = None) -> int:
    """Run one command and give its exit code; every mistake becomes a sentence on standard error.

    `now` is the moment to take for the present one; without it the clock is asked.
    """
    stand_in_for_closed()
    _speak_utf8()
    known = {"line": shlex.join(arguments), "now": now}
    try:
        outcome = main.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=known)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - a traceback in front of a user is a defect
        return _ended_by(error)
    return outcome if isinstance(outcome, int) else 0


def _ended_by(error: BaseException) -> int:
    """Say why a command ended early, and give the exit code of that."""
    if isinstance(error, Mistake):
        return say(error)
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort | KeyboardInterrupt):
        click.echo("Stopped; nothing more was done.", err=True)
        return _STOPPED
    if isinstance(error, BrokenPipeError):
        give_up_output()
        return 0
    if isinstance(error, OSError) and error.strerror and not os.environ.get("INFOVIEW_DEBUG"):
        return say(_in_the_way(error))
    if isinstance(error, Exception):
        return _say_internal(error)
    raise error


def _in_the_way(error: OSError) -> StorageFailure:
    """Name what the computer refused; where it names no file, an answer found no room."""
    what = error.filename or "The answer"
    return StorageFailure(
        f"{what} could not be read or written: {error.strerror}.",
        hint="What a command wrote into notes before stays; see it with: infoview-md undo --list",
    )


def _speak_utf8() -> None:
    """Print every name, also where the terminal's encoding lacks its letters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(error: Mistake) -> int:
    """Say a mistake on standard error, and give its exit code."""
    from infoview_md.render.text import for_terminal

    click.echo(f"{PROGRAM}: {for_terminal(error.sentence)}", err=True)
    if isinstance(error, Ambiguous):
        for one in error.candidates:
            click.echo(f"  {for_terminal(one)}", err=True)
    if error.hint:
        click.echo(for_terminal(error.hint), err=True)
    return error.exit_code


def _say_internal(error: Exception) -> int:
    if os.environ.get("INFOVIEW_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}".strip(": ")
    click.echo(f"{PROGRAM}: something went wrong inside the program ({what}).", err=True)
    click.echo(
        "No note was changed by halves. INFOVIEW_DEBUG=1 shows the details for a bug report.",
        err=True,
    )
    return _INTERNAL
