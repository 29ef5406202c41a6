"""What every command that writes has: `--dry-run`, one sentence of what was done, and questions on a terminal only."""

import sys
from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.cli.options import progress_bar, with_session

if TYPE_CHECKING:
    from infoview_md.acting.act import Act, Outcome
    from infoview_md.network.report import Owed
    from infoview_md.session import Session

F = TypeVar("F", bound=Callable[..., Any])

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show the change as a diff, and write nothing."
)

on_option = click.option(
    "--on",
    default="",
    metavar="DATE",
    help="When it was: yesterday, fri (the last one), 3d ago, 2026-11-20; without it today.",
)


def writing(function: F) -> F:
    """Let a command write the act that it returns, or only show it; None writes nothing."""

    def command(session: "Session", /, *args: Any, dry_run: bool, **kwargs: Any) -> None:
        act = function(session, *args, **kwargs)
        if act is not None:
            carry_out(session, act, is_dry=dry_run)

    update_wrapper(command, function)
    return dry_run_option(with_session(command))  # type: ignore[return-value]  # click calls it


def carry_out(session: "Session", act: "Act", *, is_dry: bool = False) -> None:
    """Write an act and say so, or show it."""
    from infoview_md.acting.act import perform, preview

    if is_dry:
        show_diff(preview(session, act))
    else:
        bar = progress_bar("Writing notes", least=20)
        tell(perform(session, act, command=command_line(), progress=bar))


def command_line() -> str:
    """Give the command as the user typed it, for the journal."""
    context = click.get_current_context()
    return str(context.ensure_object(dict).get("line") or context.command_path)


def show_diff(diff: str) -> None:
    """Print a diff: as it is into a pipe, harmless on a terminal."""
    from infoview_md.render.text import for_terminal

    click.echo(for_terminal(diff) if sys.stdout.isatty() else diff, nl=False)
    click.echo("Nothing was written." if diff else "Nothing would change.", err=True)


def tell(outcome: "Outcome") -> None:
    """Print what was done, and beside it what else is to be said."""
    from infoview_md.render.text import for_terminal

    for sentence in outcome.sentences:
        click.echo(for_terminal(sentence))
    for remark in outcome.remarks:
        click.echo(for_terminal(remark), err=True)


def is_dialogue() -> bool:
    """Tell whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def choose(rows: "Sequence[Owed]") -> "Owed":
    """Give the only follow-up, or ask which; without a terminal raises `UsageMistake` with the commands."""
    from infoview_md.acting.owed import several
    from infoview_md.network.kinds import KINDS
    from infoview_md.render.text import for_terminal

    if len(rows) == 1:
        return rows[0]
    if not is_dialogue():
        raise several(rows)
    for number, row in enumerate(rows, 1):
        click.echo(f"{number:3}  {KINDS[row.kind].todo}: {for_terminal(row.reason)}")
    number = click.prompt("Which", type=click.IntRange(1, len(rows)), default=1)
    return rows[number - 1]
