"""The numbers of a search in words, said once; terminal, Markdown and HTML only lay them out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infoview_md.network.shares import ENOUGH_FOR_PERCENT, Share, differs
from infoview_md.network.stats import NOT_NOTED, Replies, Stats, Step, Thanks
from infoview_md.network.waits import Waits
from infoview_md.network.weeks import Week
from infoview_md.render import days
from infoview_md.render.words import count

WEEKS_SHOWN = 26
GROUPS_SHOWN = 12
_FEW_ANSWERS = 3

STEPS = {
    "known": "Known",
    "asked": "Asked for a talk",
    "replied": "Answered",
    "talked": "Talked with",
    "referred": "Named somebody",
    "openings": "Mentioned an opening",
}
"""The steps of the funnel in words."""

GROUPS = {
    "channel": "Answers by how you found each other",
    "seniority": "Answers by seniority",
    "referral": "Answers with and without a referral",
}
"""The groups of replies in words."""

VERDICTS = {
    None: f"Too few to compare; that takes {ENOUGH_FOR_PERCENT} asked in each of two groups.",
    False: "The differences may be chance: the likely ranges overlap (95 %).",
    True: "The best and the worst differ by more than chance (95 %).",
}
"""What the differences between groups are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measured line: its name, what is said about it, and its share for a bar (None: no bar)."""

    name: str
    said: str
    share: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A number for each week, and what is said beside its picture."""

    name: str
    numbers: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Some numbers under one heading, and what is to be said below them."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()

    @property
    def most(self) -> int:
        """The largest group behind a share; bars of one chapter are all drawn against it."""
        return max((one.share.of for one in self.lines if one.share), default=0)


def heading(stats: Stats) -> str:
    """Say which time the numbers are about."""
    until = f"until {days.day(stats.as_of)}"
    return f"From {days.day(stats.since)} {until}" if stats.since else f"Everything {until}"


def chapters(stats: Stats) -> tuple[Chapter, ...]:
    """Say all numbers in words; texts of notes are in it as they are."""
    return (
        Chapter(
            title="How far people came",
            lines=tuple(map(_step, stats.funnel)),
            notes=tuple(_remarks(stats)),
        ),
        *(
            Chapter(
                title=GROUPS[one.by], lines=tuple(_shares(one.rows)), notes=tuple(_verdict(one))
            )
            for one in told_groups(stats)
        ),
        Chapter(
            title="Manners",
            lines=(
                Line(
                    name="Thank-yous in time",
                    said=thanks_words(stats.thanks),
                    share=stats.thanks.share,
                ),
                Line(name="Days to an answer", said=days_words(stats.days_to_reply)),
                Line(name="Referrals", said=named_words(stats)),
            ),
            notes=tuple(filter(None, (half_words(stats.days_to_reply),))),
        ),
        *([_rhythm(stats)] if stats.weeks else []),
    )


def _step(step: Step) -> Line:
    is_first = step.name == step.of_step
    said = str(step.share.count) if is_first else step.share.words(step.of_step)
    return Line(name=STEPS[step.name], said=said, share=step.share)


def _shares(rows: tuple[tuple[str, Share], ...]) -> Iterator[Line]:
    shown = rows if len(rows) <= GROUPS_SHOWN + 1 else rows[:GROUPS_SHOWN]
    for name, share in shown:
        yield Line(name=name, said=share.words(), share=share)
    rest = [share for _, share in rows[len(shown) :]]
    if rest:
        together = Share(count=sum(one.count for one in rest), of=sum(one.of for one in rest))
        yield Line(name=f"{len(rest)} others", said=together.words(), share=together)


def told_groups(stats: Stats) -> list[Replies]:
    """Give the groups that say something: where nothing is noted there is nothing to compare."""
    return [one for one in stats.replies if any(name != NOT_NOTED for name, _ in one.rows)]


def _verdict(replies: Replies) -> Iterator[str]:
    """Say whether the groups differ by more than chance; a group of those not noted is no group."""
    named = [share for name, share in replies.rows if name != NOT_NOTED]
    if len(named) > 1:
        yield VERDICTS[differs(named)]


def _remarks(stats: Stats) -> Iterator[str]:
    if not stats.funnel[0].share.count:
        yield "Nobody is known yet. The first note: infoview-md new contact NAME"
    if stats.waiting:
        were = "person was" if stats.waiting == 1 else "people were"
        yield f"{stats.waiting} {were} asked in the last 7 days and may still answer."
    if stats.named_only:
        have = "person who was named has" if stats.named_only == 1 else "people who were named have"
        yield f"{stats.named_only} {have} no note yet."


def thanks_words(thanks: Thanks) -> str:
    """Say how well thanks are kept."""
    rest = {"late": thanks.late, "not sent": thanks.missing, "not due yet": thanks.pending}
    return ", ".join([thanks.share.words(), *(f"{n} {what}" for what, n in rest.items() if n)])


def days_words(waits: Waits) -> str:
    """Say how long answers took, with the range and the number that the median stands on."""
    if not waits.number:
        return f"no answer yet ({len(waits.open)} asked)" if waits.open else "no answer yet"
    still = f"; {len(waits.open)} not yet" if waits.open else ""
    if waits.number <= _FEW_ANSWERS:
        answers = "one answer" if waits.number == 1 else f"{waits.number} answers"
        days_ = "day" if waits.answered == (1,) else "days"
        return f"{_listed(waits.answered)} {days_} ({answers}){still}"
    range_ = f"{waits.shortest} to {waits.longest}"
    return f"median {waits.median:g} days, {range_} ({waits.number} answers){still}"


def half_words(waits: Waits) -> str:
    """Say how soon half of everybody asked answers; empty where too few were asked for that."""
    asked = waits.number + len(waits.open)
    if asked < ENOUGH_FOR_PERCENT:
        return ""
    if waits.half_within is None:
        return f"Fewer than half of the {asked} asked have answered so far."
    within = "on the same day" if waits.half_within == 0 else f"within {_days(waits.half_within)}"
    return f"Counting those who have not answered yet, half of the {asked} asked answer {within}."


def _days(number: int) -> str:
    return count(number, "day")


def _listed(numbers: Sequence[int]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}" if most else last


def named_words(stats: Stats) -> str:
    """Say how many people the talks led to."""
    if not stats.talks:
        return "no talks yet"
    said = f"{count(stats.named, 'person', 'people')} in {count(stats.talks, 'talk')}"
    each = f", {stats.named / stats.talks:.1f} a talk" if stats.talks >= ENOUGH_FOR_PERCENT else ""
    openings = f"; {count(stats.openings, 'opening')} mentioned" if stats.openings else ""
    return said + each + openings


def target_words(stats: Stats) -> str:
    """Say how the talks of the weeks compare with the target; empty where there is none."""
    if not stats.weekly_target:
        return ""
    reached = stats.weeks_on_target
    target = f"Target: {count(stats.weekly_target, 'talk')} a week"
    return f"{target}, reached in {reached.words('whole weeks')}." if reached.of else f"{target}."


def growth_words(stats: Stats) -> str:
    """Say how the network grew in the weeks shown."""
    new = sum(one.new_contacts for one in shown_weeks(stats))
    said = f"{stats.weeks[-1].known} known, {new} of them new in these weeks."
    if not stats.undated:
        return said
    return f"{said} {count(stats.undated, 'contact')} without a date cannot be placed in a week."


def shown_weeks(stats: Stats) -> tuple[Week, ...]:
    """Give the weeks that a picture shows: at most the last half year, from the first with anything new."""
    recent = stats.weeks[-WEEKS_SHOWN:]
    eventful = (n for n, one in enumerate(recent) if one.talks or one.new_contacts)
    return recent[next(eventful, 0) :]


def _rhythm(stats: Stats) -> Chapter:
    weeks = shown_weeks(stats)
    first, last = days.day_of_month(weeks[0].starts_on), days.day_of_month(weeks[-1].starts_on)
    return Chapter(
        title=f"Week by week, {first} to {last}" if len(weeks) > 1 else f"The week of {first}",
        lines=(),
        notes=tuple(filter(None, (target_words(stats), growth_words(stats)))),
        series=(
            _each_week("Talks", weeks, [one.talks for one in weeks]),
            _each_week("New contacts", weeks, [one.new_contacts for one in weeks]),
            Series(
                name="Network",
                numbers=tuple(one.known for one in weeks),
                said=f"{weeks[-1].known} known",
            ),
        ),
    )


def _each_week(name: str, weeks: Sequence[Week], numbers: Sequence[int]) -> Series:
    """Say the highest column of a picture, and that the last week is not over."""
    most = f"at most {max(numbers)} a week"
    said = most if weeks[-1].is_over else f"{numbers[-1]} so far this week, {most}"
    return Series(name=name, numbers=tuple(numbers), said=said)
