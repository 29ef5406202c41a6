"""How the search goes, in numbers: how far people came, how fast they answered, how well thanks are kept.

Counts are of people unless they say otherwise, and every share carries what it is a share of.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from infoview_md.dates import (
    Moment,
    day_of,
    has_time,
    instant,
)
from infoview_md.network.followup import FollowUp
from infoview_md.network.model import Interview, NoMoment, Search
from infoview_md.network.network import Network, is_ghost
from infoview_md.network.report import state_of
from infoview_md.network.shares import Share
from infoview_md.network.standing import Period, Standing, standing
from infoview_md.network.waits import Waits
from infoview_md.network.weeks import ActiveDay, Week, active_days, on_target, weekly


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
class Stats:
    """A search in numbers, of what happened from `since` (empty: ever) until `as_of`.

    `named` are the people that those talked with led to, `named_only` those of them who have no note; `undated`
    contacts have no dated fact, so that no week can claim them; `waiting` were asked within a week and may still
    answer; `openings` were mentioned in `talks`.
    """

    as_of: Moment
    since: Moment
    goal: str
    funnel: tuple[Step, ...]
    replies: tuple[Replies, ...]
    days_to_reply: Waits
    thanks: Thanks
    talks: int
    named: int
    named_only: int
    openings: int
    waiting: int
    undated: int
    days: tuple[ActiveDay, ...]
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
    held = [one for one in network.interviews if period.held(one)]
    leads = set(_leads(network, people, held, period))
    named = {whom for _, whom in leads}
    search = _search(network.searches, period.end)
    weeks = weekly(people, held, period)
    return Stats(
        as_of=as_of,
        since=period.start,
        goal=search.goal if search else "",
        funnel=_funnel(people, {by for by, _ in leads}),
        replies=_replies([one for one in people if one.was_asked]),
        days_to_reply=_waits(people),
        thanks=_thanks(held, follow_ups, period.end),
        talks=len(held),
        named=len(named),
        named_only=sum(map(is_ghost, named)),
        openings=sum(len(one.opportunities) for one in held),
        waiting=sum(one.may_still_answer for one in people),
        undated=sum(not one.known_since for one in people),
        days=active_days(people, held),
        weeks=weeks,
        weekly_target=search.weekly_target if search else 0,
        weeks_on_target=on_target(weeks, search),
    )


def _funnel(people: list[Standing], referrers: Collection[str]) -> tuple[Step, ...]:
    """Count the people of each step.  Talks can be had without asking, so they are of all known."""
    counts = {
        "known": len(people),
        "asked": sum(one.was_asked for one in people),
        "replied": sum(one.has_answered for one in people),
        "talked": sum(one.has_talked for one in people),
        "referred": sum(one.key in referrers for one in people),
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

NOT_NOTED = "not noted"
"""The name of a group of those whose notes do not say."""

_GROUPS: dict[str, Callable[[Standing], str]] = {
    "channel": lambda one: one.contact.channel.replace("_", " ") or NOT_NOTED,
    "seniority": lambda one: one.contact.seniority.replace("_", " ") or NOT_NOTED,
    "referral": lambda one: "with a referral" if one.was_referred else "without a referral",
}


def _replies(asked: list[Standing]) -> tuple[Replies, ...]:
    return tuple(Replies(by=by, rows=_rows(asked, group)) for by, group in _GROUPS.items())


def _rows(asked: list[Standing], group: Callable[[Standing], str]) -> tuple[tuple[str, Share], ...]:
    """Count by group, the largest first."""
    all_of = Counter(map(group, asked))
    answered = Counter(group(one) for one in asked if one.has_answered)
    order = sorted(all_of, key=lambda name: (-all_of[name], name))
    return tuple((name, Share(count=answered[name], of=all_of[name])) for name in order)


def _waits(people: Iterable[Standing]) -> Waits:
    """Tell the waits that ended from those that go on; an answer without a date is neither."""
    timed = [one for one in people if one.days_waited >= 0]
    return Waits(
        answered=tuple(sorted(one.days_waited for one in timed if one.has_answered)),
        open=tuple(sorted(one.days_waited for one in timed if not one.has_answered)),
    )


def _thanks(held: Iterable[Interview], follow_ups: Iterable[FollowUp], end: Moment) -> Thanks:
    """Count the thank-yous of the talks, one for each contact of a talk."""
    sent = {one.path: one.thank_you_sent for one in held}
    found = Counter(
        _thanked(one, sent[one.note], end)
        for one in follow_ups
        if one.kind == "thank_you" and one.note in sent
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


def _leads(
    network: Network, people: list[Standing], held: Iterable[Interview], period: Period
) -> Iterator[tuple[str, str]]:
    """Give (who, whom) for everybody who was talked with and led to somebody.

    They named them in a talk of the period, or the other's note says so; the day of that is not known, so where the
    period has a start the other must have become known in it.
    """
    paths = {one.path for one in held}
    talked = {one.key for one in people if one.has_talked}
    for whom in network.contacts:
        naming = (one for one in network.named_in(whom) if one.path in paths)
        yield from ((by, whom) for one in naming for by in network.people(one) if by != whom)
    for one in people:
        if not period.start or period.holds(one.known_since):
            yield from ((by, one.key) for by in network.referred_by(one.key) if by in talked)


def _search(searches: Iterable[Search], end: Moment) -> Search | None:
    """Give the current search: the newest without an end, else the newest that there was."""
    begun = [one for one in searches if one.started <= end]
    running = [one for one in begun if not one.landed or one.landed > end]
    return max(running or begun, key=lambda one: one.started, default=None)
