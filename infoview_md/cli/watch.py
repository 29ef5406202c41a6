"""`infoview-md watch`: keep everything current while you work, or let the system do it."""

import os
import sys
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from infoview_md.session import Session
    from infoview_md.watching import Wish


@click.command("watch")
@click.option("--verbose", "-v", is_flag=True, help="Say what each refresh found.")
@click.option(
    "--notify",
    is_flag=True,
    help="Show on the desktop what becomes overdue, and interviews an hour ahead.",
)
@click.option(
    "--poll",
    type=click.FloatRange(min=1, max=86_400),
    default=None,
    metavar="SECONDS",
    envvar="INFOVIEW_POLL",
    help="Do not listen, look every so often: for folders on a network (else INFOVIEW_POLL).",
)
@click.option(
    "--install", "task", flag_value="install", help="Start it now and whenever you log in."
)
@click.option("--uninstall", "task", flag_value="uninstall", help="Stop it, and start it no more.")
@click.option("--status", "task", flag_value="status", help="Say whether it is set up and runs.")
@click.option(
    "--dry-run", is_flag=True, help="Only show what --install or --uninstall would write and run."
)
@with_session
def command(
    session: "Session",
    /,
    *,
    verbose: bool,
    notify: bool,
    poll: float | None,
    task: str | None,
    dry_run: bool,
) -> None:
    """Keep the index of your notes fresh until Ctrl-C.

    Every save is taken in at once, and every other command answers without looking at the notes again. What you tick
    on the dashboard is noted where it belongs, and every managed block stays true.
    """
    if dry_run and task not in ("install", "uninstall"):
        raise click.UsageError("--dry-run goes with --install or --uninstall.")
    if task is not None:
        from infoview_md.cli.serving import serve

        serve(session, task, _extras(verbose=verbose, notify=notify, poll=poll), is_dry=dry_run)
    else:
        _watch(session, verbose=verbose, notify=notify, poll=poll or 0.0)


def _watch(session: "Session", *, verbose: bool, notify: bool, poll: float) -> None:
    keep(session.root, wish_of(session, verbose=verbose, notify=notify, poll=poll))


def keep(root: "Path", wish: "Wish") -> None:
    """Watch a vault until the end; an update of the program goes on with the new one."""
    from infoview_md.watching import Outcome, watch

    outcome = watch(root, wish)
    if outcome is Outcome.TAKEN:
        _say("Another watcher keeps this vault already.")
    elif outcome is Outcome.OUTDATED:
        _start_anew()


def _start_anew() -> None:
    """Become the program that is installed now; on Windows, where nothing can become another, say that it ends."""
    if os.name == "nt":
        _say("infoview-md was updated: start the watcher again.")
        return
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - no shell is wanted


def wish_of(session: "Session", *, verbose: bool, notify: bool, poll: float) -> "Wish":
    """Give what the command wants of a watcher.  Raises `UsageMistake` where notifications cannot be shown."""
    from infoview_md.dashboard import Keeping
    from infoview_md.watching import Wish

    tell = _tell if verbose else _tell_nobody
    keeping = Keeping(say=_say, tell=tell)
    return Wish(
        poll=poll,
        say=_say,
        tell=tell,
        after_refresh=[keeping.after_refresh],
        on_minute=[keeping.on_minute, *([_reminding()] if notify else [])],
        progress=session.progress,
    )


def _reminding() -> "Callable[[Session], None]":
    from infoview_md.notify import Notifier
    from infoview_md.watching.reminding import Reminding

    return Reminding(Notifier(_say).show)


def _say(line: str) -> None:
    """Say a line, if anybody listens: a terminal that is gone is no reason to stop, a pipe that was closed is."""
    from infoview_md.render.text import for_terminal

    try:
        click.echo(for_terminal(line), err=True)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise


def _tell(line: str) -> None:
    from datetime import datetime

    _say(f"{datetime.now():%H:%M:%S} {line}")  # noqa: DTZ005 - the time of the reader's own clock


def _tell_nobody(line: str) -> None:
    del line


def _extras(*, verbose: bool, notify: bool, poll: float | None) -> tuple[str, ...]:
    chosen = [flag for flag, is_on in (("--verbose", verbose), ("--notify", notify)) if is_on]
    return (*chosen, *(() if poll is None else ("--poll", f"{poll:g}")))
