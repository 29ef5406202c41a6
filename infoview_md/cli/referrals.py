"""`infoview-md referrals [NAME]`: who led to whom."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import (
    complete_contacts,
    deliver,
    format_option,
    output_option,
    with_session,
)
from infoview_md.cli.preparing import as_of_option, overrides_for, safe, trust_option

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("referrals")
@click.argument("name", default="", shell_complete=complete_contacts)
@as_of_option
@format_option("tree", "markdown", "mermaid", "json", "canvas")
@output_option
@trust_option
@with_session
def command(
    session: "Session", /, name: str, form: str, output: str | None, *, trust: bool
) -> None:
    """Show who led to whom and what came of it, who is owed a word back, and what each has brought."""
    from infoview_md.preparing import trees

    found = trees.referral_tree(session, name)
    if form == "markdown":
        text = safe(trees.as_markdown(found, overrides_for(session, trust=trust)))
    else:
        write = {
            "tree": trees.as_plain,
            "mermaid": trees.as_mermaid,
            "json": trees.as_json,
            "canvas": trees.as_canvas,
        }[form]
        text = write(found)
    deliver(text, output)
