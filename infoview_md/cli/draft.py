"""`infoview-md draft KIND NAME`: a message from your notes, for you to send."""

import sys
from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.options import MOMENT, complete_contacts, deliver, refuse_notes, with_session
from infoview_md.cli.preparing import (
    as_of_option,
    name_missing,
    overrides_for,
    safe,
    trust_option,
)
from infoview_md.cli.writing import carry_out, dry_run_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infoview_md.network.draft_check import Advice
    from infoview_md.preparing.drafts import Worded
    from infoview_md.session import Session


def complete_kinds(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Complete the kinds of message."""
    from infoview_md.network.draft import KINDS

    return [kind for kind in KINDS if kind.startswith(incomplete)]


@click.command("draft")
@click.argument("kind", default="", shell_complete=complete_kinds)
@click.argument("name", default="", shell_complete=complete_contacts)
@click.option("--all", "is_for_all", is_flag=True, help="For everyone who helped (landed only).")
@click.option("--article", default="", metavar="URL", help="Something to send along.")
@click.option("--date", type=MOMENT, metavar="DATE", help="About the talk of that day.")
@click.option("--subject", "is_subject", is_flag=True, help="Only the subject.")
@click.option("--copy", "is_copied", is_flag=True, help="Put the text on the clipboard.")
@click.option("--mailto", "is_link", is_flag=True, help="As a link that opens your mail program.")
@click.option("--eml", metavar="FILE", help="As a mail file that opens as a draft.")
@click.option("--to-file", metavar="FILE", help="Into a text file.")
@click.option("--write", "is_written", is_flag=True, help="Into the note, under Drafts.")
@click.option(
    "--check", "checked", metavar="FILE", help="Only give advice on a text of yours (-: typed)."
)
@as_of_option
@trust_option
@dry_run_option
@with_session
def command(session: "Session", /, kind: str, name: str, **said: Any) -> None:
    """Word a message to NAME from your notes. It is printed; nothing is ever sent.

    KIND is intro, nudge, questions, confirm, thank-you, referral-intro, report-back, stay-in-touch, update or landed.
    What your notes lack is named with the property to fill, and advice is given beside the text.
    """
    if said["checked"]:
        _check(session, kind, said["checked"])
    else:
        _draft(session, kind, name, said)


def _draft(session: "Session", kind: str, name: str, said: dict[str, Any]) -> None:
    found = _worded(session, kind, name, said)
    _put(session, found, said)
    for one in found:
        name_missing(one.missing)
        _advise(one.advice, about=one.name if len(found) > 1 else "")
    if len(found) == 1:
        _tell_before_and_after(session, found[0])


def _tell_before_and_after(session: "Session", worded: "Worded") -> None:
    """Say what speaks against sending it, and how to note that it was sent."""
    from infoview_md.preparing.sending import cautions, once_sent

    for caution in cautions(session, worded):
        click.echo(f"Careful: {safe(caution)}", err=True)
    click.echo(f"Once it is sent: {safe(once_sent(worded))}", err=True)


def _worded(session: "Session", kind: str, name: str, said: dict[str, Any]) -> "Sequence[Worded]":
    from infoview_md.errors import UsageMistake
    from infoview_md.network.draft import kind_named
    from infoview_md.preparing import drafts

    if not kind:
        raise UsageMistake(
            "What kind of message?", hint="For example: infoview-md draft intro NAME"
        )
    if said["is_for_all"] and (kind_named(kind) != "landed" or name):
        raise UsageMistake("--all is for: infoview-md draft landed --all")
    overrides = overrides_for(session, trust=said["trust"])
    if said["is_for_all"]:
        return drafts.landed_drafts(session, overrides=overrides)
    if not name:
        raise UsageMistake("Whom is it for?", hint=f"For example: infoview-md draft {kind} NAME")
    article, on = said["article"], said["date"]
    return [drafts.draft_for(session, kind, name, article=article, on=on, overrides=overrides)]


def _put(session: "Session", found: "Sequence[Worded]", said: dict[str, Any]) -> None:
    """Put messages where they are wanted; without a place they are printed."""
    from infoview_md.preparing import drafts

    is_placed = False
    text = drafts.all_as_text(found) if len(found) > 1 else drafts.as_text(found[0])
    if said["is_subject"]:
        text = "".join(f"{one.message.subject}\n" for one in found)
    if said["is_written"]:
        carry_out(session, drafts.write_into_notes(found), is_dry=said["dry_run"])
        is_placed = True
    if said["to_file"]:
        deliver(text, said["to_file"])
        is_placed = True
    if said["eml"]:
        _mail_files(found, said["eml"])
        is_placed = True
    if said["is_copied"]:
        _copy(found, is_subject=said["is_subject"])
        is_placed = True
    if said["is_link"]:
        from infoview_md.exchange.mail import mailto

        for one in found:
            message = one.message
            click.echo(mailto(to=one.draft.to, subject=message.subject, text=message.text))
        is_placed = True
    if not is_placed:
        click.echo(text, nl=False)


def _copy(found: "Sequence[Worded]", *, is_subject: bool) -> None:
    from infoview_md.errors import UsageMistake
    from infoview_md.preparing.clipboard import copy

    if len(found) > 1:
        raise UsageMistake(
            "The clipboard holds one message.", hint="Leave out --all and say a NAME."
        )
    message = found[0].message
    copy(message.subject if is_subject else message.text)
    said = "Copied the subject." if is_subject else f"Copied the text. Subject: {message.subject}"
    click.echo(said)


def _mail_files(found: "Sequence[Worded]", place: str) -> None:
    """Write one mail file, or for several people one each into a folder."""
    from infoview_md.exchange.mail import eml
    from infoview_md.preparing.files import mail_paths, write_bytes

    for one, path in zip(found, mail_paths(place, [each.name for each in found]), strict=True):
        refuse_notes(path.resolve())
        message = one.message
        raw = eml(to=one.draft.to, name=one.name, subject=message.subject, text=message.text)
        write_bytes(path, raw)
        click.echo(f"Wrote {path}.", err=True)


def _check(session: "Session", kind: str, place: str) -> None:
    from infoview_md.network.draft import kind_named
    from infoview_md.preparing.drafts import advice_on
    from infoview_md.preparing.files import read_text

    wanted = kind_named(kind or "intro")
    text = _typed() if place == "-" else read_text(place)
    found = advice_on(session, text, wanted)
    for one in found:
        click.echo(f"line {one.line}: {safe(one.sentence)}" if one.line else safe(one.sentence))
    if not found:
        click.echo(f"Nothing to improve by the rules for a message of kind {wanted}.")


def _typed() -> str:
    """Read standard input, whatever its bytes are."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin.read()


def _advise(advice: "Sequence[Advice]", *, about: str) -> None:
    for one in advice:
        whom = f" ({safe(about)})" if about else ""
        click.echo(f"Advice{whom}: {safe(one.sentence)}", err=True)
