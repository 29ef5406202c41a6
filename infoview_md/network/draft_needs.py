"""Which facts each kind of message lives on, and how a gap is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infoview_md.network.aim import missing_goal, missing_of_me
from infoview_md.network.desk import SETTINGS, Desk, Missing
from infoview_md.network.message import Draft, DraftKind
from infoview_md.network.model import Contact, Interview, Search
from infoview_md.network.occasion import missing_of
from infoview_md.network.person import missing_of_contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The notes a draft was made of: where a gap in it would be filled."""

    contact: Contact
    search: Search | None
    landed: Search | None
    next_talk: Interview | None
    last_talk: Interview | None
    bank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a kind of message cannot do well without: properties of the contact, settings, other facts."""

    contact: tuple[str, ...] = ("email",)
    me: tuple[str, ...] = ("name",)
    facts: tuple[str, ...] = ()


NEEDS: dict[DraftKind, Needs] = {
    "intro": Needs(
        contact=("email", "channel", "company"), me=("name", "story"), facts=("goal", "times")
    ),
    "nudge": Needs(contact=("email", "asked"), facts=("goal", "times")),
    "questions": Needs(facts=("questions", "next_talk")),
    "confirm": Needs(facts=("next_talk", "logistics")),
    "thank-you": Needs(facts=("last_talk", "learnt")),
    "referral-intro": Needs(
        contact=("email", "referred_by"), me=("name", "story"), facts=("goal", "times")
    ),
    "report-back": Needs(facts=("news",)),
    "stay-in-touch": Needs(facts=("article",)),
    "update": Needs(facts=("goal",)),
    "landed": Needs(facts=("landing", "employer")),
}

Lack = Callable[[Draft, Source], Iterator[Missing]]


def missing_of_draft(draft: Draft, source: Source, desk: Desk) -> tuple[Missing, ...]:
    """Name every fact that a message of this kind wants and the notes do not have."""
    needs = NEEDS[draft.kind]  # type: ignore[index]  # a Draft is made by `write`, of one of the kinds
    found = [
        *missing_of_contact(source.contact, draft.connection, *needs.contact),
        *missing_of_me(desk, *needs.me),
    ]
    if draft.connection.channel == "alumni" and draft.kind == "intro":
        found += missing_of_me(desk, "school")
    for name in needs.facts:
        found += _LACKS[name](draft, source)
    return tuple(found)


def _goal(draft: Draft, source: Source) -> Iterator[Missing]:
    if source.search is None:
        yield from missing_goal(None)
    elif not draft.aim.field_of_work:
        text = "Name the field that you explore, in `fields`."
        yield Missing(property="fields", note=source.search.path, sentence=text)


def _times(draft: Draft, source: Source) -> Iterator[Missing]:  # noqa: ARG001 - one form for all
    if not draft.times:
        text = "No free time was found in the coming days: look at coaching.work_starts, work_ends and proposed_days."
        yield Missing(property="coaching.proposed_days", note=SETTINGS, sentence=text)


def _questions(draft: Draft, source: Source) -> Iterator[Missing]:
    if not draft.questions:
        text = "No question is left for this person: add some to the question bank (`type: questions`)."
        yield Missing(property="questions", note=source.bank, sentence=text)


def _next_talk(draft: Draft, source: Source) -> Iterator[Missing]:
    if draft.next_talk is None:
        text = (
            f"No talk with {draft.person.first_name} is agreed: write an interview note with a `date`,"
            " or give the proposed one `status: scheduled`."
        )
        yield Missing(property="date", note=source.contact.path, sentence=text)


def _last_talk(draft: Draft, source: Source) -> Iterator[Missing]:
    if draft.last_talk is None:
        text = (
            f"No talk with {draft.person.first_name} has taken place: write an interview note with a"
            " `date`, or set its `status`."
        )
        yield Missing(property="date", note=source.contact.path, sentence=text)


def _logistics(draft: Draft, source: Source) -> Iterator[Missing]:  # noqa: ARG001 - one form for all
    if source.next_talk is not None:
        yield from missing_of(source.next_talk, source.contact)


def _learnt(draft: Draft, source: Source) -> Iterator[Missing]:
    if source.last_talk is not None and not draft.learnt:
        text = "Write one concrete thing that you learnt under `## Takeaways`, as you would say it to them."
        yield Missing(property="Takeaways", note=source.last_talk.path, sentence=text)


def _news(draft: Draft, source: Source) -> Iterator[Missing]:
    if not draft.news:
        text = (
            f"No talk with somebody {draft.person.first_name} named waits to be told: look at `referrals`"
            " of their interview and at `referrer_told`."
        )
        yield Missing(property="referrals", note=source.contact.path, sentence=text)


def _article(draft: Draft, source: Source) -> Iterator[Missing]:
    if not draft.article:
        text = "A message that gives something is welcome: add --article URL."
        yield Missing(property="--article", note=source.contact.path, sentence=text)


def _landing(draft: Draft, source: Source) -> Iterator[Missing]:
    if draft.landing is None:
        note = source.search.path if source.search else ""
        text = "The search has not landed: set `landed` in the search note."
        yield Missing(property="landed", note=note, sentence=text)


def _employer(draft: Draft, source: Source) -> Iterator[Missing]:
    if source.landed is not None and draft.landing is not None and not draft.landing.employer:
        text = "Say where you landed, in `employer`."
        yield Missing(property="employer", note=source.landed.path, sentence=text)


_LACKS: dict[str, Lack] = {
    "goal": _goal,
    "times": _times,
    "questions": _questions,
    "next_talk": _next_talk,
    "last_talk": _last_talk,
    "logistics": _logistics,
    "learnt": _learnt,
    "news": _news,
    "article": _article,
    "landing": _landing,
    "employer": _employer,
}
