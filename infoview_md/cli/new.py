"""`infoview-md new contact NAME` and `infoview-md new interview CONTACT...`."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from infoview_md.cli.options import complete_contacts
from infoview_md.cli.writing import writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session

F = TypeVar("F", bound=Callable[..., Any])

_CONTACT = {
    "company": "Where they work.",
    "role": "What they do there.",
    "location": "Where they live, city first: Portland, OR.",
    "email": "Their e-mail address.",
    "phone": "Their telephone number.",
    "linkedin": "Their profile.",
    "channel": "How you found each other: friend, alumni, linkedin, event, referral, cold ...",
    "referred_by": "Who led you to them.",
    "priority": "1 (first) to 5.",
    "cadence": "Stay in touch this often: 30d, 2w, monthly, quarterly.",
    "reach_out_by": "Ask them by this day.",
}
_INTERVIEW = {
    "duration": "Minutes; without it the length of the settings.",
    "mode": "phone, video or in_person.",
    "location": "Place or link.",
    "status": "proposed while no time is agreed; left out it follows from the date.",
}


def _options(helps: Mapping[str, str]) -> Callable[[F], F]:
    """Give a command one option for each property."""

    def decorate(function: F) -> F:
        for name, said in reversed(list(helps.items())):
            option = click.option(f"--{name.replace('_', '-')}", default="", help=said)
            function = option(function)
        return function

    return decorate


_force_option = click.option(
    "--force-new", "is_forced", is_flag=True, help="Also where there seems to be one already."
)


@click.group("new")
def command() -> None:
    """Create the note of a contact or an interview."""


@command.command("contact")
@click.argument("name")
@_options(_CONTACT)
@_force_option
@writing
def contact(session: "Session", /, name: str, *, is_forced: bool, **said: str) -> "Act":
    """Create the note of a new contact."""
    from infoview_md.acting.creating import new_contact

    return new_contact(session, name, said, is_forced=is_forced)


@command.command("interview")
@click.argument(
    "names", metavar="CONTACT...", nargs=-1, required=True, shell_complete=complete_contacts
)
@click.option("--date", default="", metavar="DATE", help="2026-11-24T14:00, or: fri 14:00.")
@_options(_INTERVIEW)
@_force_option
@writing
def interview(
    session: "Session", /, names: tuple[str, ...], date: str, *, is_forced: bool, **said: str
) -> "Act":
    """Create the note of an interview with one or several contacts."""
    from infoview_md.acting.creating import new_interview

    return new_interview(session, names, date, said, is_forced=is_forced)
