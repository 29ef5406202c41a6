"""`infoview-md review`: walk through what is due, one key for each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session
from infoview_md.cli.writing import carry_out, is_dialogue

if TYPE_CHECKING:
    from infoview_md.network.report import Owed, Report
    from infoview_md.session import Session

Key = Callable[["Session", "Owed"], None]

_DRAFTS = {
    "thank_you": "thank-you",
    "report_back": "report-back",
    "reach_out": "intro",
    "nudge": "nudge",
    "send_questions": "questions",
    "stay_in_touch": "stay-in-touch",
    "birthday": "stay-in-touch",
    "announce": "landed",
}
_QUIT, _SKIP = "q", " "
_MOVING_ON = ("d", "s", _SKIP)


@click.command("review")
@click.option(
    "--days",
    type=click.IntRange(0, 36_525),
    default=0,
    metavar="N",
    help="Also what is due in the coming N days.",
)
@with_session
def command(session: "Session", /, days: int) -> None:
    """Walk through what is due: one key for done, log, snooze, open, draft, skip, quit.

    Without a terminal it prints what is due, each with the command that closes it.
    """
    from infoview_md.answers import Wish, report

    found = report(session, Wish(days=days), with_problems=False)
    if not found.follow_ups or not is_dialogue():
        from infoview_md.render.report import as_plain

        click.echo(as_plain(found, with_actions=True), nl=False)
        return
    _walk(session, found)


def _walk(session: "Session", found: "Report") -> None:
    for number, row in enumerate(found.follow_ups, 1):
        if not _dealt_with(session, row, found, number):
            return


def _dealt_with(session: "Session", row: "Owed", found: "Report", number: int) -> bool:
    """Stay with a follow-up until it is closed, held or skipped; False to quit the walk."""
    from infoview_md.acting.owed import is_still_owed

    while is_still_owed(session, row):
        _show(row, found, number)
        pressed = _pressed()
        if pressed == _QUIT:
            return False
        if _is_done(_KEYS[pressed], session, row) and pressed in _MOVING_ON:
            break
    return True


def _show(row: "Owed", found: "Report", number: int) -> None:
    from infoview_md.network.kinds import KINDS
    from infoview_md.render.text import for_terminal
    from infoview_md.render.words import lateness

    click.echo(f"\n{number}/{len(found.follow_ups)}  ", nl=False)
    click.secho(for_terminal(row.contact), bold=True, nl=False)
    click.echo(f": {KINDS[row.kind].todo} ({lateness(row, found.as_of)})")
    click.echo(f"     {for_terminal(row.reason)}")
    click.secho("     d done, l log, s snooze, o open, r draft, space skip, q quit ", dim=True)


def _pressed() -> str:
    """Wait for a key that means something; Enter and n skip as well."""
    while True:
        key = click.getchar().lower()
        key = _SKIP if key in ("\r", "\n", "n") else key
        if key == _QUIT or key in _KEYS:
            return key


def _is_done(key: Key, session: "Session", row: "Owed") -> bool:
    """Do what a key says; a mistake is said, and the walk goes on where it was."""
    from infoview_md.cli import say
    from infoview_md.errors import Mistake

    try:
        key(session, row)
    except Mistake as mistake:
        say(mistake)
        return False
    return True


def _done(session: "Session", row: "Owed") -> None:
    from infoview_md.cli.done import closing_act

    act = closing_act(session, row)
    if act is not None:
        carry_out(session, act)


def _log(session: "Session", row: "Owed") -> None:
    from infoview_md.acting.keeping import log

    text = click.prompt("     What (email: sent the article)")
    carry_out(session, log(session, row.contact_path or row.contact, text))


def _snooze(session: "Session", row: "Owed") -> None:
    from infoview_md.acting.keeping import snooze

    until = click.prompt("     Until", default="1w")
    carry_out(session, snooze(session, row.contact_path or row.contact, until))


def _open(session: "Session", row: "Owed") -> None:
    from infoview_md.cli.opening import open_in_editor

    if not open_in_editor(session.root / row.note):
        click.echo(session.root / row.note)
    session.refresh()


def _draft(session: "Session", row: "Owed") -> None:
    root = click.get_current_context().find_root()
    group = root.command
    kind = _draft_kind(session, row)
    if not kind or not isinstance(group, click.Group):
        click.echo("     There is no draft for this.")
        return
    words = ["--vault", str(session.root), "draft", kind, row.contact_path or row.contact]
    group.main(words, prog_name=root.info_name, standalone_mode=False, obj={"now": session.at})


def _draft_kind(session: "Session", row: "Owed") -> str:
    from infoview_md.acting.whom import network_of
    from infoview_md.network.network import ghost_key

    key = row.contact_path or ghost_key(row.contact)
    if row.kind == "reach_out" and network_of(session, key).referrers(key):
        return "referral-intro"
    return _DRAFTS.get(row.kind, "")


def _skip(session: "Session", row: "Owed") -> None:
    """Leave it for another time."""


_KEYS: dict[str, Key] = {
    "d": _done,
    "l": _log,
    "s": _snooze,
    "o": _open,
    "r": _draft,
    _SKIP: _skip,
}
