"""The run sheet of one day: every interview of it, in order, with what to bring and the way between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from itertools import pairwise

from infoview_md.dates import Moment, day_of, has_time, to_datetime
from infoview_md.network.agenda import Agenda, build
from infoview_md.network.desk import Desk, meaning
from infoview_md.network.model import Interview
from infoview_md.network.network import Network
from infoview_md.network.occasion import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One interview of the day and the time until the next."""

    agenda: Agenda = field(metadata=meaning("the agenda of this interview"))
    is_proposed: bool = field(metadata=meaning("true where the time is not agreed yet"))
    minutes_to_next: int = field(
        metadata=meaning("minutes from its end to the next start; -1 where that is unknown")
    )
    warning: str = field(
        metadata=meaning("what is wrong with the time until the next; may be empty")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """The interviews of one day."""

    day: str = field(metadata=meaning("the day, in words"))
    on: Moment = field(metadata=meaning("the day as YYYY-MM-DD"))
    stops: tuple[Stop, ...] = field(metadata=meaning("the interviews, in order"))
    copies: int = field(metadata=meaning("printed copies of your résumé for the whole day"))


def run_sheet(network: Network, day: Moment, desk: Desk) -> RunSheet:
    """Lay out the interviews of a day, earliest first; without any, an empty sheet."""
    found = [one for one in network.interviews if _is_on(one, day) and network.people(one)]
    agendas = [build(network, network.people(one)[0], one, desk) for one in found]
    gaps = [*_gaps(found, desk), (-1, "")]
    stops = tuple(
        Stop(
            agenda=agenda,
            is_proposed=one.status == "proposed",
            minutes_to_next=gap,
            warning=warning,
        )
        for one, agenda, (gap, warning) in zip(found, agendas, gaps, strict=False)
    )
    return RunSheet(
        day=day_words(day_of(day), desk),
        on=day_of(day),
        stops=stops,
        copies=sum(agenda.copies for agenda in agendas),
    )


def _is_on(interview: Interview, day: Moment) -> bool:
    is_off = interview.status in ("cancelled", "no_show")
    return day_of(interview.start) == day_of(day) and not is_off


def _gaps(found: Sequence[Interview], desk: Desk) -> Iterator[tuple[int, str]]:
    for one, following in pairwise(found):
        if not (has_time(one.end) and has_time(following.start)):
            yield -1, ""
            continue
        minutes = _minutes_between(one.end, following.start, desk)
        is_on_foot = "in_person" in (one.mode, following.mode)
        yield minutes, _warning(minutes, desk, is_on_foot=is_on_foot)


def _minutes_between(earlier: Moment, later: Moment, desk: Desk) -> int:
    first, second = (
        to_datetime(at).replace(tzinfo=desk.zone).astimezone(UTC) for at in (earlier, later)
    )
    return round((second - first).total_seconds() / 60)


def _warning(minutes: int, desk: Desk, *, is_on_foot: bool) -> str:
    if minutes < 0:
        return "the two overlap"
    if is_on_foot and minutes < desk.coaching.travel_minutes:
        return f"only {minutes} minutes for the way; you planned {desk.coaching.travel_minutes}"
    return ""
