"""`infoview-md watch`: keep everything current while you work."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("watch")
@click.option("--verbose", "-v", is_flag=True, help="Say what each refresh found.")
@click.option(
    "--poll",
    type=click.FloatRange(min=1, max=86_400),
    default=None,
    metavar="SECONDS",
    envvar="INFOVIEW_POLL",
    help="Do not listen, look every so often: for folders on a network (else INFOVIEW_POLL).",
)
@with_session
def command(session: "Session", /, *, verbose: bool, poll: float | None) -> None:
    """Keep the index of your notes fresh until Ctrl-C.

    Every save is taken in at once, and every other command answers without looking at the notes again.
    """
    from infoview_md.watching import Wish, watch

    wish = Wish(
        poll=poll or 0.0,
        say=_say,
        tell=_tell if verbose else lambda line: None,  # noqa: ARG005 - nobody listens
        progress=session.progress,
    )
    if not watch(session.root, wish):
        _say("Another watcher keeps this vault already.")


def _say(line: str) -> None:
    from infoview_md.render.text import for_terminal

    click.echo(for_terminal(line), err=True)


def _tell(line: str) -> None:
    from datetime import datetime

    _say(f"{datetime.now():%H:%M:%S} {line}")  # noqa: DTZ005 - the time of the reader's own clock
