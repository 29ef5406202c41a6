"""`infoview-md plan`: a week of meetings at a place."""

from typing import TYPE_CHECKING, Any

import click

from infoview_md.cli.options import MOMENT, deliver, format_option, output_option, with_session
from infoview_md.cli.preparing import as_of_option, overrides_for, safe, trust_option
from infoview_md.cli.writing import carry_out, dry_run_option

if TYPE_CHECKING:
    from infoview_md.network.week import Trip
    from infoview_md.session import Session


@click.command("plan")
@click.option("--from", "first", type=MOMENT, required=True, metavar="DATE", help="The first day.")
@click.option("--days", type=click.IntRange(1), default=5, show_default=True, help="Days there.")
@click.option("--place", required=True, metavar="TEXT", help='Where, city first: "Washington, DC".')
@click.option(
    "--per-day",
    type=click.IntRange(1, 20),
    default=4,
    show_default=True,
    help="Most meetings of a day.",
)
@click.option("--minutes", type=click.IntRange(5, 480), help="Length of a meeting (settings: 20).")
@click.option(
    "--timezone",
    default="",
    metavar="ZONE",
    help="Of the place, if it is another one: America/Denver.",
)
@click.option("--video", "is_video", is_flag=True, help="By video: no way between the meetings.")
@click.option(
    "--write", "is_written", is_flag=True, help="As interview notes with status proposed."
)
@format_option("table", "markdown", "json")
@output_option
@as_of_option
@trust_option
@dry_run_option
@with_session
def command(session: "Session", /, form: str, output: str | None, **said: Any) -> None:
    """Lay out a week of meetings and give the times to the best people there.

    Nothing collides with what your notes hold, travel times are kept, holidays and working hours respected. Too few
    people or times is said plainly.
    """
    from infoview_md.preparing import trips

    trip = _trip(session, said)
    made = trips.plan_for(session, trip)
    if said["is_written"]:
        carry_out(
            session,
            trips.write_plan(session, made, trip, zone=said["timezone"]),
            is_dry=said["dry_run"],
        )
    elif form == "json":
        import json

        from infoview_md.network.context import as_context

        deliver(json.dumps(as_context(made), ensure_ascii=False, indent=2) + "\n", output)
    elif form == "markdown":
        overrides = overrides_for(session, trust=said["trust"])
        deliver(safe(trips.as_markdown(made, overrides)), output)
    else:
        deliver(trips.as_plain(made), output)


def _trip(session: "Session", said: dict[str, Any]) -> "Trip":
    from infoview_md.config import zone_of
    from infoview_md.dates import day_of
    from infoview_md.network.week import Trip

    return Trip(
        first_day=day_of(said["first"]),
        days=said["days"],
        place=said["place"],
        per_day=said["per_day"],
        minutes=said["minutes"] or session.config.policy.interview_minutes,
        zone=zone_of(said["timezone"]) if said["timezone"] else None,
        is_in_person=not said["is_video"],
    )
