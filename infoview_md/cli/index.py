"""`infoview-md index`: where it is, what is in it, and making it anew."""

import json
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import deliver, format_option, with_session

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("index")
@click.option("--rebuild", is_flag=True, help="Delete the index and read every note again.")
@format_option("table", "json")
@with_session
def command(session: "Session", /, form: str, rebuild: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Show where the index is and what it counts.

    The index is a cache outside your vault, made from the notes alone; it may be deleted at any time.
    """
    if rebuild:
        session.rebuild()
    found = session.index_summary()
    if form == "json":
        deliver(json.dumps(found, ensure_ascii=False, indent=2), None)
    else:
        deliver(
            "".join(f"{name.replace('_', ' '):<14} {value}\n" for name, value in found.items()),
            None,
        )
