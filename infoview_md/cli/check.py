"""`infoview-md check`: what is wrong with the notes."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import deliver, format_option, with_session

if TYPE_CHECKING:
    from infoview_md.errors import Problem
    from infoview_md.session import Session


@click.command("check")
@click.option("--check", is_flag=True, help="Exit with 1 if anything is wrong, for git hooks.")
@format_option("table", "json")
@with_session
def command(session: "Session", /, form: str, check: bool) -> int:  # noqa: FBT001 - click passes flags by name
    """List what is wrong with your notes: where, what, and what to do.

    Each note that has a problem still counts as far as it can be read; all others count in full.
    """
    from infoview_md.answers import problems

    found = session.ask(problems)
    if form == "json":
        deliver(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2), None)
    else:
        deliver("".join(map(_lines, found)) or "No problems.\n", None)
    return int(check and bool(found))


def _lines(problem: "Problem") -> str:
    from infoview_md.render.text import for_terminal

    where = f"{problem.note}:{problem.line or 1}"
    name = f"{problem.property}: " if problem.property else ""
    return f"{for_terminal(where)}: {for_terminal(name + problem.message)}\n    {for_terminal(problem.hint)}\n"
