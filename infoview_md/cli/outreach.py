"""`infoview-md asked|nudged|replied|declined NAME`: the steps of asking for an interview."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument
from infoview_md.cli.writing import is_dialogue, on_option, writing

if TYPE_CHECKING:
    from infoview_md.acting.act import Act
    from infoview_md.session import Session

create_option = click.option(
    "--create", is_flag=True, help="Make the contact's note where there is none."
)


@click.command("asked")
@contact_argument
@on_option
@create_option
@writing
def asked(session: "Session", /, name: str, on: str, *, create: bool) -> "Act":
    """Note that you asked NAME for an interview."""
    return _step(session, name, "asked", on, create=create)


@click.command("nudged")
@contact_argument
@on_option
@writing
def nudged(session: "Session", /, name: str, on: str) -> "Act":
    """Note that the one reminder went out to NAME."""
    return _step(session, name, "nudged", on)


@click.command("replied")
@contact_argument
@on_option
@create_option
@writing
def replied(session: "Session", /, name: str, on: str, *, create: bool) -> "Act":
    """Note that NAME answered."""
    return _step(session, name, "replied", on, create=create)


@click.command("declined")
@contact_argument
@on_option
@create_option
@writing
def declined(session: "Session", /, name: str, on: str, *, create: bool) -> "Act":
    """Note that NAME said no; nothing more is owed for asking."""
    return _step(session, name, "declined", on, create=create)


def _step(session: "Session", name: str, step: str, on: str, *, create: bool = False) -> "Act":
    from infoview_md.acting.keeping import lacks_note, outreach

    if not create and is_dialogue() and (who := lacks_note(session, name)):
        create = click.confirm(f"{who} has no note yet. Make it?", default=True, abort=True)
    return outreach(session, name, step, on, create=create)
