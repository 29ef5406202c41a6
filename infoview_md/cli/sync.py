"""`infoview-md sync`: take the ticks of the dashboard and make managed blocks anew, once."""

import time
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session
from infoview_md.cli.writing import command_line, dry_run_option, show_diff, tell

if TYPE_CHECKING:
    from infoview_md.dashboard import Refreshed
    from infoview_md.session import Session

_QUIET_SECONDS = 1.0
_ROUNDS = 3


@click.command("sync")
@click.option("--create", is_flag=True, help="Make the dashboard first, where there is none.")
@dry_run_option
@with_session
def command(session: "Session", /, *, create: bool, dry_run: bool) -> None:
    """Bring the dashboard and every other managed block up to date.

    What you ticked in them is closed as `done` would, then each block whose content changed is made anew. Text of
    yours is never overwritten. A cancelled line closes nothing. `watch` does the same all the time.

    Any note may hold blocks, between two markers that stand on lines of their own:

    \b
    <!-- infoview: NAME ARGUMENTS -->
    <!-- /infoview -->

    \b
    overdue, today, week  what you owe, to be ticked
    waiting               what others owe you
    report                all of that, in groups
    interviews, done      to come, and the last days; days=7
    agenda                of its note, or contact="Jane Doe"
    stats                 in numbers; since=2026-09-01
    referrals             who led to whom

    The first five are narrowed by company="Acme", contact="Jane Doe", location=Berlin, kind=nudge,promise, days=7,
    limit=5 and overdue. With contact=this or company=this they are about the note they stand in.
    """  # noqa: D301 - \b keeps the lines apart in the help
    own: dict[str, str] = {}
    is_made = create and _create(session, own, is_dry=dry_run)
    found = _refresh(session, own, is_dry=dry_run)
    if dry_run:
        show_diff(found.diff)
    else:
        _tell(session, found, is_silent=is_made)
    _complain(found)


def _create(session: "Session", own: dict[str, str], *, is_dry: bool) -> bool:
    """Make the dashboard and say so; `own` remembers that nobody else is writing it."""
    from infoview_md.acting.act import perform, preview
    from infoview_md.dashboard.making import create_dashboard
    from infoview_md.replace.naming import digest

    act = create_dashboard(session)
    if act is None:
        return False
    if is_dry:
        show_diff(preview(session, act))
        return False
    outcome = perform(session, act, command=command_line())
    own |= {path: digest((session.root / path).read_bytes()) for path in outcome.paths}
    tell(outcome)
    return True


def _refresh(session: "Session", own: dict[str, str], *, is_dry: bool) -> "Refreshed":
    """Refresh the blocks, after a moment where somebody is just saving one of the notes."""
    from infoview_md.dashboard import refresh_blocks

    found = refresh_blocks(session, quiet_seconds=_QUIET_SECONDS, own=own, is_dry=is_dry)
    for _ in range(_ROUNDS):
        if not found.resting:
            break
        time.sleep(_QUIET_SECONDS)
        again = refresh_blocks(session, quiet_seconds=_QUIET_SECONDS, own=own, is_dry=is_dry)
        found = found.followed_by(again)
    return found


def _tell(session: "Session", found: "Refreshed", *, is_silent: bool) -> None:
    from infoview_md.dashboard.keeping import told
    from infoview_md.render.text import for_terminal

    for line in told(found):
        click.echo(for_terminal(line))
    if is_silent or found.closed or found.written:
        return
    if found.problems or found.resting:
        click.echo("Nothing was written.")
    elif found.blocks:
        click.echo("Every block is up to date.")
    else:
        click.echo(for_terminal(_how_to_begin(session)))


def _how_to_begin(session: "Session") -> str:
    from infoview_md.dashboard.making import dashboard_path

    path = dashboard_path(session)
    if not (session.root / path).exists():
        return "No note holds a block; make a dashboard with: infoview-md sync --create"
    return (
        f"No note holds a block. {path} is a note of yours already: write <!-- infoview: overdue --> and"
        " <!-- /infoview --> into it on two lines, or name another note as dashboard.note in infoview.toml."
    )


def _complain(found: "Refreshed") -> None:
    from infoview_md.dashboard.keeping import problem_line
    from infoview_md.render.text import for_terminal

    for one in found.problems:
        click.echo(for_terminal(problem_line(one)), err=True)
    for path in found.resting:
        click.echo(f"{for_terminal(path)} is being written; it was left alone.", err=True)
