"""`infoview-md done NAME [KIND]`."""

from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.afterwards import INTERVIEW, interview_act, interview_options, is_told
from infoview_md.cli.opening import open_in_editor
from infoview_md.cli.options import complete_contacts, contact_argument
from infoview_md.cli.writing import choose, is_dialogue, on_option, writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.acting.deed import Said
    from infoview_md.network.report import Owed
    from infoview_md.session import Session


def complete_kinds(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Complete the kinds of follow-up."""
    from infoview_md.network.kinds import KINDS

    return sorted(kind for kind in (*KINDS, INTERVIEW) if kind.startswith(incomplete))


@click.command("done")
@contact_argument
@click.argument("kind", default="", shell_complete=complete_kinds)
@click.option("--id", "follow_up", default="", metavar="ID", help="Which of several of one kind.")
@on_option
@click.option("--via", default="", metavar="WAY", help="How: letter, email, message ...")
@click.option("--note", default="", metavar="TEXT", help="What to write down with it.")
@click.option(
    "--status",
    default="",
    type=click.Choice(("", "done", "no_show", "cancelled")),
    metavar="WORD",
    help="How the interview went: done, no_show, cancelled.",
)
@click.option(
    "--whom",
    default="",
    metavar="OTHER",
    shell_complete=complete_contacts,
    help="Whom you asked instead.",
)
@interview_options
@writing
def command(
    session: "Session", /, name: str, kind: str, follow_up: str, **said: Any
) -> "Act | None":
    """Close what you owe to NAME: the only thing, or the KIND named, or the one you choose.

    Writes the fact that closes it into the note, then says what is next for this person.  With the KIND `interview`
    it writes down what came of the last talk: openings, whom they named, what you promised, staying in touch.
    """
    from infoview_md.acting.owed import candidates

    if kind.casefold() == INTERVIEW:
        return interview_act(session, name, said)
    row = choose(candidates(session, name, kind, follow_up))
    return closing_act(session, row, **without_interview(said))


def without_interview(said: dict[str, Any]) -> dict[str, Any]:
    """Leave out what only an interview has.  Raises `UsageMistake` where something of it was said."""
    from infoview_md.errors import UsageMistake

    if is_told(said):
        raise UsageMistake(
            "Openings, referrals, promises and keeping in touch come of an interview.",
            hint="Say it: infoview-md done NAME interview ...",
        )
    names = ("on", "via", "note", "status", "whom")
    return {name: said[name] for name in names}


def closing_act(session: "Session", row: "Owed", **said: Any) -> "Act | None":
    """Plan what closes a follow-up, asking for what must be said where somebody can be asked.

    What was heard is written in the editor, straight into the note; then there is nothing more to write.
    """
    from infoview_md.acting.closing import close, lacks
    from infoview_md.acting.deed import said_of

    known = said_of(session, **said)
    lacking = lacks(row, known) if is_dialogue() else ""
    if lacking == "note" and open_in_editor(session.root / row.note):
        _tell_next(session, row)
        return None
    return close(session, row, _asked(known) if lacking == "whom" else known)


def _asked(said: "Said") -> "Said":
    from dataclasses import replace

    return replace(said, whom=click.prompt("Whom did you ask instead"))


def _tell_next(session: "Session", row: "Owed") -> None:
    from infoview_md.acting.owed import is_still_owed, next_of
    from infoview_md.network.network import ghost_key
    from infoview_md.render.text import for_terminal

    session.refresh()
    if is_still_owed(session, row):
        click.echo(f"{for_terminal(row.note)} has no notes yet.", err=True)
    click.echo(for_terminal(next_of(session, row.contact_path or ghost_key(row.contact))))
