"""Birthdays: they come back every year, so their follow-ups are made when a report asks for them."""

from typing import NamedTuple

from infoview_md.dates import Moment, add_days, birthday_in, day_of
from infoview_md.network.followup import FollowUp, NoMoment, earliest, mark


class Birthday(NamedTuple):
    """A birthday as it is stored: it comes back every year, so its follow-ups are made when asked for.

    `born` is `YYYY-MM-DD` or `--MM-DD`; `met` are the touchpoints that fell on that day of some year.
    """

    contact: str
    path: str
    line: int
    born: str
    met: tuple[Moment, ...] = ()
    closed: Moment = NoMoment
    snoozed_until: Moment = NoMoment


def birthday_in_year(birthday: Birthday, year: int, days_ahead: int) -> FollowUp:
    """Make the follow-up of one year: it opens some days ahead and closes by passing."""
    day = birthday_in(birthday.born, year)
    met = [at for at in birthday.met if day_of(at) == day]
    return FollowUp(
        id=mark("birthday", birthday.path, birthday.path, str(year)),
        kind="birthday",
        contact=birthday.contact,
        contact_path=birthday.path,
        note=birthday.path,
        line=birthday.line,
        opened=add_days(day, -days_ahead),
        due=max(day, day_of(birthday.snoozed_until)),
        closed=earliest(birthday.closed, *met, add_days(day, 1)),
        reason=f"birthday on {day}",
    )
