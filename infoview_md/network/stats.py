"""How the search goes, in numbers: how far people came, how fast they answered, how well thanks are kept.

Counts are of people unless they say otherwise, and every share carries what it is a share of.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from infoview_md.dates import (
    Moment,
    add_days,
    day_of,
    has_time,
    instant,
    to_date,
)
from infoview_md.network.followup import FollowUp
from infoview_md.network.followups.circle import held_at
from infoview_md.network.model import Interview, NoMoment, Search
from infoview_md.network.network import Network, is_ghost
from infoview_md.network.report import state_of
from infoview_md.network.standing import Period, Standing, standing

ENOUGH_FOR_PERCENT = 10
"""Below this number a share is said in people: one answer more or less would move it by a tenth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def ratio(self) -> float | None:
        """The share as a number from 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    def words(self, noun: str = "") -> str:
        """Say the share honestly: `3 of 4 asked`, and of enough also `30 of 40 asked (75 %)`."""
        if not self.of:
            return "none yet"
        counted = f"{self.count} of {self.of}{noun and ' '}{noun}"
        if self.of < ENOUGH_FOR_PERCENT:
            return counted
        return f"{counted} ({(200 * self.count + self.of) // (2 * self.of)} %)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the funnel: how many people came here, of those in the step that `of_step` names."""

    name: str
    share: Share
    of_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """How many of the people asked have answered, by one property of theirs."""

    by: str
    rows: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How long something took: median, shortest and longest in days, over `number` of cases."""

    number: int
    median: float = 0
    shortest: int = 0
    longest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Thank-yous: sent within the policy's time, later, not at all though due, and not due yet."""

    in_time: int
    late: int
    missing: int
    pending: int

    @property
    def share(self) -> Share:
        """Those in time, of all that were sent or should have been."""
        return Share(count=self.in_time, of=self.in_time + self.late + self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week from its Monday: talks held, contacts that became known, and all known at its end."""

    starts_on: Moment
    talks: int
    new_contacts: int
    known: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A search in numbers, of what happened from `since` (empty: ever) until `as_of`.

    `named_only` are people named in talks who have no note; `undated` contacts have no dated fact, so that no week
    can claim them; `waiting` were asked within a week and may still answer; `openings` were mentioned in `talks`.
    """

    as_of: Moment
    since: Moment
    goal: str
    funnel: tuple[Step, ...]
    replies: tuple[Replies, ...]
    days_to_reply: Days
    thanks: Thanks
    talks: int
    named: int
    named_only: int
    openings: int
    waiting: int
    undated: int
    weeks: tuple[Week, ...]
    weekly_target: int
    weeks_on_target: Share


def build(
    network: Network, follow_ups: Iterable[FollowUp], *, as_of: Moment, since: Moment | None = None
) -> Stats:
    """Count what the notes say happened until a moment; `follow_ups` are all, closed ones too."""
    period = Period(start=since or NoMoment, end=instant(as_of))
    keys = [key for key in network.contacts if not is_ghost(key)]
    people = [one for key in keys if (one := standing(network, key, period))]
    held = [one for one in network.interviews if period.holds(held_at(one))]
    search = _search(network.searches, period.end)
    weeks = _weeks(people, held, period)
    return Stats(
        as_of=as_of,
        since=period.start,
        goal=search.goal if search else "",
        funnel=_funnel(people),
        replies=_replies([one for one in people if one.was_asked]),
        days_to_reply=_days([one.days_to_reply for one in people if one.days_to_reply >= 0]),
        thanks=_thanks(network, follow_ups, period),
        talks=len(held),
        named=len(_named(network, held)),
        named_only=sum(is_ghost(key) for key in _named(network, held)),
        openings=sum(len(one.opportunities) for one in held),
        waiting=sum(one.may_still_answer for one in people),
        undated=sum(not one.known_since for one in people),
        weeks=weeks,
        weekly_target=search.weekly_target if search else 0,
        weeks_on_target=_on_target(weeks, search),
    )


def _funnel(people: list[Standing]) -> tuple[Step, ...]:
    """Count the people of each step.  Talks can be had without asking, so they are of all known."""
    counts = {
        "known": len(people),
        "asked": sum(one.was_asked for one in people),
        "replied": sum(one.has_answered for one in people),
        "talked": sum(one.has_talked for one in people),
        "referred": sum(one.has_named for one in people),
        "openings": sum(one.has_openings for one in people),
    }
    return tuple(
        Step(name=name, share=Share(count=counts[name], of=counts[of]), of_step=of)
        for name, of in FUNNEL.items()
    )


FUNNEL = {
    "known": "known",
    "asked": "known",
    "replied": "asked",
    "talked": "known",
    "referred": "talked",
    "openings": "talked",
}
"""The steps, each with the step that it is a share of."""

_GROUPS: dict[str, Callable[[Standing], str]] = {
    "channel": lambda one: one.contact.channel.replace("_", " ") or "not noted",
    "seniority": lambda one: one.contact.seniority.replace("_", " ") or "not noted",
    "referral": lambda one: "referred to them" if one.was_referred else "asked without a referral",
}


def _replies(asked: list[Standing]) -> tuple[Replies, ...]:
    return tuple(Replies(by=by, rows=_rows(asked, group)) for by, group in _GROUPS.items())


def _rows(asked: list[Standing], group: Callable[[Standing], str]) -> tuple[tuple[str, Share], ...]:
    """Count by group, the largest first."""
    all_of = Counter(map(group, asked))
    answered = Counter(group(one) for one in asked if one.has_answered)
    order = sorted(all_of, key=lambda name: (-all_of[name], name))
    return tuple((name, Share(count=answered[name], of=all_of[name])) for name in order)


def _days(waits: list[int]) -> Days:
    if not waits:
        return Days(number=0)
    return Days(number=len(waits), median=median(waits), shortest=min(waits), longest=max(waits))


def _thanks(network: Network, follow_ups: Iterable[FollowUp], period: Period) -> Thanks:
    sent = {one.path: one.thank_you_sent for one in network.interviews}
    found = Counter(
        _thanked(one, sent.get(one.note, NoMoment), period.end)
        for one in follow_ups
        if one.kind == "thank_you" and period.holds(one.opened)
    )
    return Thanks(
        in_time=found["in time"],
        late=found["late"],
        missing=found["missing"],
        pending=found["pending"],
    )


def _thanked(owed: FollowUp, sent: Moment, end: Moment) -> str:
    """Tell how one thank-you stands; a contact that was closed without one is nobody's fault."""
    if sent and sent <= end:
        at = sent if has_time(owed.due) else day_of(sent)
        return "in time" if at <= owed.due else "late"
    if owed.closed and owed.closed <= end:
        return "dropped"
    return "missing" if state_of(owed.due, end) == "overdue" else "pending"


def _named(network: Network, held: Iterable[Interview]) -> list[str]:
    """List those who were named in the talks, each once."""
    paths = {one.path for one in held}
    return [
        key for key in network.contacts if any(one.path in paths for one in network.named_in(key))
    ]


def _search(searches: Iterable[Search], end: Moment) -> Search | None:
    """Give the current search: the newest without an end, else the newest that there was."""
    begun = [one for one in searches if one.started <= end]
    running = [one for one in begun if not one.landed or one.landed > end]
    return max(running or begun, key=lambda one: one.started, default=None)


def monday(moment: Moment) -> Moment:
    """Give the Monday of a moment's week."""
    return add_days(moment, -to_date(moment).weekday())


def _weeks(
    people: Iterable[Standing], held: Iterable[Interview], period: Period
) -> tuple[Week, ...]:
    """Count week by week, from the first with anything in it."""
    talks = Counter(monday(one.start) for one in held)
    known = [one.known_since for one in people]
    arrived = Counter(monday(at) for at in known if period.holds(at))
    before = sum(not period.holds(at) for at in known)
    starts = list(_mondays(min([*talks, *arrived], default=NoMoment), period))
    totals = accumulate((arrived[start] for start in starts), initial=before)
    next(totals)
    return tuple(
        Week(
            starts_on=start,
            talks=talks[start],
            new_contacts=arrived[start],
            known=total,
            is_over=instant(add_days(start, 7)) <= period.end,
        )
        for start, total in zip(starts, totals, strict=True)
    )


def _mondays(first: Moment, period: Period) -> Iterator[Moment]:
    start = monday(period.start) if period.start else first
    while start and start <= period.end:
        yield start
        start = add_days(start, 7)


def _on_target(weeks: Iterable[Week], search: Search | None) -> Share:
    """Count the whole weeks of the search that reached its target; the first and last may be cut."""
    if search is None or not search.weekly_target:
        return Share(count=0, of=0)
    whole = [
        one
        for one in weeks
        if one.is_over
        and one.starts_on >= day_of(search.started)
        and (not search.landed or add_days(one.starts_on, 7) <= day_of(search.landed))
    ]
    return Share(count=sum(one.talks >= search.weekly_target for one in whole), of=len(whole))
