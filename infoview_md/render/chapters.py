"""The numbers of a search in words, said once; terminal, Markdown and HTML only lay them out."""

from collections.abc import Iterator
from dataclasses import dataclass

from infoview_md.network.stats import ENOUGH_FOR_PERCENT, Days, Share, Stats, Step, Thanks, Week
from infoview_md.render import days
from infoview_md.render.words import count

WEEKS_SHOWN = 26

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measured line: its name, what is said about it, and its share for a bar (None: no bar)."""

    name: str
    said: str
    share: Share | None = None

    @property
    def ratio(self) -> float | None:
        """The share as a number from 0 to 1."""
        return self.share.ratio if self.share else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Some numbers under one heading, and what is to be said below them."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    series: tuple[tuple[str, tuple[int, ...]], ...] = ()


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
            Chapter(title=GROUPS[one.by], lines=tuple(_shares(one.rows)))
            for one in stats.replies
            if one.rows
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
                Line(name="Named in talks", said=named_words(stats)),
            ),
        ),
        *([_rhythm(stats)] if stats.weeks else []),
    )


def _step(step: Step) -> Line:
    is_first = step.name == step.of_step
    said = str(step.share.count) if is_first else step.share.words(step.of_step)
    return Line(name=STEPS[step.name], said=said, share=step.share)


def _shares(rows: tuple[tuple[str, Share], ...]) -> Iterator[Line]:
    for name, share in rows:
        yield Line(name=name, said=share.words(), share=share)


def _remarks(stats: Stats) -> Iterator[str]:
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


def days_words(waits: Days) -> str:
    """Say how long answers took, with the range and the number that the median stands on."""
    if not waits.number:
        return "none yet"
    middle = f"{waits.median:g}"
    if waits.number == 1:
        return f"{middle} (one answer)"
    return f"median {middle}, {waits.shortest} to {waits.longest} (n = {waits.number})"


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
            ("Talks", tuple(one.talks for one in weeks)),
            ("New contacts", tuple(one.new_contacts for one in weeks)),
            ("Network", tuple(one.known for one in weeks)),
        ),
    )
