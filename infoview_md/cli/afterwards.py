"""`infoview-md done NAME interview`: what matters after a talk, said by options or asked for."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.cli.options import complete_contacts
from infoview_md.cli.writing import is_dialogue

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.preparing.afterwards import Told
    from infoview_md.session import Session

F = TypeVar("F", bound=Callable[..., Any])

INTERVIEW = "interview"

_SAID = ("opening", "referral", "promise", "keep_in_touch", "cadence")


def interview_options(function: F) -> F:
    """Give a command the options of `done NAME interview`."""
    options = (
        click.option("--opening", multiple=True, metavar="TEXT", help="An opening they mentioned."),
        click.option(
            "--referral",
            multiple=True,
            metavar="OTHER",
            shell_complete=complete_contacts,
            help="Whom they named.",
        ),
        click.option(
            "--promise",
            multiple=True,
            metavar="TEXT @ DATE",
            help="What you promised, and by when.",
        ),
        click.option("--keep-in-touch", is_flag=True, help="They said that you may keep in touch."),
        click.option(
            "--cadence", default="", metavar="TEXT", help="How often: quarterly, 30d, 2w."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def interview_act(session: "Session", name: str, said: dict[str, Any]) -> "Act":
    """Plan what is written after an interview; where nothing was said about it, a person is asked."""
    from infoview_md.preparing.afterwards import after_interview, last_talk

    key, _ = last_talk(session, name, said["on"])
    told = _told(said)
    if is_dialogue() and not is_told(said) and not said["note"] and not said["status"]:
        told = _asked(told)
    return after_interview(session, key, told)


def is_told(said: dict[str, Any]) -> bool:
    """Tell whether something was said that only an interview has."""
    return any(said[name] for name in _SAID)


def _told(said: dict[str, Any]) -> "Told":
    from infoview_md.preparing.afterwards import USUAL_CADENCE, Told

    return Told(
        openings=said["opening"],
        referrals=said["referral"],
        promises=said["promise"],
        cadence=said["cadence"] or (USUAL_CADENCE if said["keep_in_touch"] else ""),
        note=said["note"],
        status=said["status"] or "done",
        on=said["on"],
    )


def _asked(told: "Told") -> "Told":
    """Ask for what matters, one line each; an empty line goes on."""
    from dataclasses import replace

    from infoview_md.preparing.afterwards import USUAL_CADENCE

    openings = tuple(_lines("Openings they mentioned"))
    referrals = tuple(_lines("Whom they named (whole names)"))
    promises = tuple(_lines("What you promised (text @ date)"))
    note = " / ".join(_lines("What you heard, in a line"))
    cadence = ""
    if click.confirm("May you keep in touch?", default=True):
        cadence = click.prompt("How often", default=USUAL_CADENCE)
    return replace(
        told,
        openings=openings,
        referrals=referrals,
        promises=promises,
        note=note,
        cadence=cadence,
    )


def _lines(question: str) -> Iterator[str]:
    click.echo(f"{question}; an empty line goes on.")
    while line := click.prompt(" ", default="", show_default=False).strip():
        yield line
