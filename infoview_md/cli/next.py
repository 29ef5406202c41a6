"""`infoview-md next [N]`: whom to ask now."""

from typing import TYPE_CHECKING

import click

from infoview_md.cli.options import deliver, format_option, output_option, with_session
from infoview_md.cli.preparing import as_of_option

if TYPE_CHECKING:
    from infoview_md.session import Session


@click.command("next")
@click.argument("count", metavar="[N]", type=click.IntRange(1, 100), required=False)
@as_of_option
@format_option("table", "json")
@output_option
@with_session
def command(session: "Session", /, count: int | None, form: str, output: str | None) -> None:
    """Propose whom to ask for an interview now, and why: N people, three unless the settings say else.

    Warm ties and referrals come first, then decision makers before others of their company; one person for each
    company at a time. Who was asked already is left out.
    """
    import json

    from infoview_md.preparing import asking

    found = asking.proposals(session, count)
    if form == "json":
        text = json.dumps(asking.as_data(session, found), ensure_ascii=False, indent=2) + "\n"
    else:
        text = asking.as_plain(session, found)
    deliver(text, output)
