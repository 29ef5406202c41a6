"""`infoview-md check`: what is wrong with the notes."""

import json
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import deliver, format_option, with_session

if TYPE_CHECKING:
    from infoview_md.errors import Problem
    from infoview_md.exchange.duplicates import Pair
    from infoview_md.session import Session


@click.command("check")
@click.option("--check", is_flag=True, help="Exit with 1 if anything is wrong, for git hooks.")
@click.option("--duplicates", is_flag=True, help="List contacts that may be one person instead.")
@format_option("table", "json")
@with_session
def command(session: "Session", /, *, form: str, check: bool, duplicates: bool) -> int:
    """List what is wrong with your notes: where, what, and what to do.

    Each note that has a problem still counts as far as it can be read; all others count in full.
    """
    found = _duplicates(session, form) if duplicates else _problems(session, form)
    return int(check and found > 0)


def _problems(session: "Session", form: str) -> int:
    from infoview_md.answers import problems
    from infoview_md.dashboard.refreshing import problems_in_blocks

    found = [*session.ask(problems), *problems_in_blocks(session)]
    found.sort(key=lambda one: (one.note, one.line))
    if form == "json":
        deliver(json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=2), None)
    else:
        deliver("".join(map(_lines, found)) or "No problems.\n", None)
    return len(found)


def _lines(problem: "Problem") -> str:
    from infoview_md.render.text import for_terminal

    where = f"{problem.note}:{problem.line or 1}"
    name = f"{problem.property}: " if problem.property else ""
    return f"{for_terminal(where)}: {for_terminal(name + problem.message)}\n    {for_terminal(problem.hint)}\n"


def _duplicates(session: "Session", form: str) -> int:
    from infoview_md.exchange.duplicates import as_dict, find_pairs
    from infoview_md.index import queries

    found = find_pairs(session.ask(queries.contacts))
    if form == "json":
        deliver(json.dumps([as_dict(one) for one in found], ensure_ascii=False, indent=2), None)
    else:
        sure = [one for one in found if one.is_certain]
        perhaps = [one for one in found if not one.is_certain]
        parts = [_pairs("One person", sure), _pairs("Perhaps one person", perhaps)]
        text = "\n".join(filter(None, parts))
        deliver(text or "No contact seems to have two notes.\n", None)
    return len(found)


def _pairs(title: str, pairs: "list[Pair]") -> str:
    if not pairs:
        return ""
    return f"{title} ({len(pairs)})\n" + "".join(map(_pair, pairs))


def _pair(pair: "Pair") -> str:
    from infoview_md.render.text import for_terminal

    line = f"{pair.first.path} and {pair.second.path}: {', '.join(pair.reasons)}"
    return f"  {for_terminal(line)}\n      {for_terminal(pair.action)}\n"
