"""`infoview-md open NAME`: a note in the user's editor, or in Obsidian."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import contact_argument, with_session
from infoview_md.cli.writing import is_dialogue
from infoview_md.errors import UsageMistake

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("open")
@contact_argument
@click.option("--obsidian", is_flag=True, help="In Obsidian instead of the editor.")
@with_session
def command(session: "Session", /, name: str, *, obsidian: bool) -> None:
    """Open the note NAME in your editor (VISUAL or EDITOR); prints its path where there is none."""
    from infoview_md.acting.whom import note_path

    path = note_path(session, name)
    if obsidian:
        open_in_obsidian(session.root, path)
    elif not open_in_editor(session.root / path):
        click.echo(session.root / path)


def open_in_obsidian(root: Path, path: str) -> None:
    """Hand a note to Obsidian; without a terminal print the link that does it."""
    from infoview_md.obsidian.registry import address_of
    from infoview_md.render.obsidian import obsidian_url

    address = address_of(root)
    url = obsidian_url(address.vault, address.below + path)
    if not is_dialogue() or click.launch(url) != 0:
        click.echo(url)


def open_in_editor(place: Path) -> bool:
    """Open a file in the user's editor and wait for it; False where there is no editor or no terminal.

    The path is absolute, so that no editor takes the name of a note for an option.  Raises `UsageMistake`.
    """
    words = shlex.split(
        os.environ.get("VISUAL") or os.environ.get("EDITOR") or "", posix=os.name == "posix"
    )
    if not words or not is_dialogue():
        return False
    try:
        ended = subprocess.run([*words, str(place.absolute())], check=False)  # noqa: S603 - the user's own editor, no shell
    except OSError as error:
        raise UsageMistake(
            f"The editor {words[0]} could not be started: {error.strerror}.",
            hint="Set VISUAL or EDITOR to one that is installed, for example: export EDITOR=nano",
        ) from None
    if ended.returncode:
        raise UsageMistake(f"The editor {words[0]} ended with an error ({ended.returncode}).")
    return True
