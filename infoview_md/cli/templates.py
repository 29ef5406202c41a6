"""`infoview-md templates list|show|copy`: the wording is yours."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import with_session
from infoview_md.cli.writing import carry_out, dry_run_option

if TYPE_CHECKING:
    from infoview_md.session import Session


def complete_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Complete the names of templates."""
    from infoview_md.render.environment import template_names

    return [name for name in template_names() if name.startswith(incomplete)]


name_argument = click.argument("name", shell_complete=complete_names)


@click.group("templates")
def command() -> None:
    """See the templates of drafts, agendas and pages, and copy one into the vault to make it yours."""


@command.command("list")
@with_session
def list_all(session: "Session") -> None:
    """List all templates, with your own ones marked."""
    from infoview_md.preparing.wording import listed

    click.echo(listed(session), nl=False)


@command.command("show")
@name_argument
@click.option("--context", "is_context", is_flag=True, help="What the template is given, by name.")
@with_session
def show(session: "Session", /, name: str, *, is_context: bool) -> None:
    """Show the built-in template NAME, or what it is given."""
    from infoview_md.preparing.wording import context_of
    from infoview_md.render.environment import template_text

    del session
    click.echo(context_of(name) if is_context else template_text(name), nl=False)


@command.command("copy")
@name_argument
@dry_run_option
@with_session
def copy(session: "Session", /, name: str, *, dry_run: bool) -> None:
    """Copy the template NAME into the vault.

    Your copy is used in its place from then on; edit it as you like.
    """
    from infoview_md.preparing.wording import copy_act, trust_copy

    carry_out(session, copy_act(session, name), is_dry=dry_run)
    if not dry_run:
        trust_copy(session, name)
