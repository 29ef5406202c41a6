"""The facts of a message that the user will send; its wording is in the templates of `drafts/`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from infoview_md.dates import day_of, has_time
from infoview_md.errors import UsageMistake
from infoview_md.network.agenda import (
    NOT_ASKED,
    choose_questions,
    named_by,
    next_interview,
    outcome,
)
from infoview_md.network.aim import aim_of, current, me_of
from infoview_md.network.desk import Desk
from infoview_md.network.draft_needs import NEEDS, Source, missing_of_draft
from infoview_md.network.followups.circle import Circle
from infoview_md.network.free_times import free_times, hours_of, proposed_to
from infoview_md.network.helping import (
    Helpers,
    help_of,
    helpers,
    landed_search,
    landing_of,
)
from infoview_md.network.history import held, is_held, last_exchange, learnt, promises
from infoview_md.network.leads import keys_named_in, news_of
from infoview_md.network.message import Draft, DraftKind, Progress
from infoview_md.network.model import Interview, NoMoment, Search
from infoview_md.network.network import Network, company_key
from infoview_md.network.occasion import Time, day_words, occasion, time_words, zone_named
from infoview_md.network.person import connection_of, person_of
from infoview_md.network.prose import listed

KINDS: tuple[DraftKind, ...] = get_args(DraftKind)

_SHORTER = 5  # "15-20 minutes": the least one asks for lies so far below the most
_FEWEST_MINUTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The drafts to people who helped in the same way."""

    did: str
    drafts: tuple[Draft, ...]


def template_of(kind: DraftKind) -> str:
    """Give the name of the template that words a kind."""
    return f"drafts/{kind}.txt.j2"


def kind_named(text: str) -> DraftKind:
    """Give the kind of a word as people write it, `thank_you` too.  Raises `UsageMistake` with the kinds there are."""
    plain = text.strip().casefold().replace("_", "-").replace(" ", "-")
    for kind in KINDS:
        if plain == kind:
            return kind
    raise UsageMistake(f"{text!r} is no kind of draft.", hint=f"There are: {', '.join(KINDS)}.")


def write(
    kind: DraftKind,
    network: Network,
    key: str,
    desk: Desk,
    *,
    article: str = "",
    interview: Interview | None = None,
) -> Draft:
    """Gather the facts of a message to a contact; `interview` says which talk is meant where it is not the usual one.

    The usual one is the next that is agreed and the last that was held, for a thank-you the last without one.
    """
    circle = network.circle(key)
    search = current(network.searches, desk.today)
    talks = _talks(kind, circle, interview, desk)
    source = Source(
        contact=circle.contact,
        search=search,
        landed=landed_search(network.searches, desk.today),
        next_talk=talks[0],
        last_talk=talks[1],
        bank=network.banks[0].path if network.banks else "",
    )
    draft = _gather(kind, network, circle, source, desk, key=key, article=article)
    return replace(draft, missing=missing_of_draft(draft, source, desk))


def _talks(
    kind: DraftKind, circle: Circle, wanted: Interview | None, desk: Desk
) -> tuple[Interview | None, Interview | None]:
    """Give the talk that is to come and the one that was."""
    past = held(circle, desk)
    if wanted is not None:
        return (None, wanted) if wanted in past else (wanted, past[-1] if past else None)
    coming = next_interview(circle, now=desk.now)
    if coming is not None and (coming.status == "proposed" or coming in past):
        coming = None
    unthanked = [one for one in past if not one.thank_you_sent]
    if kind == "thank-you" and unthanked:
        return coming, unthanked[-1]
    return coming, past[-1] if past else None


def _gather(
    kind: DraftKind,
    network: Network,
    circle: Circle,
    source: Source,
    desk: Desk,
    *,
    key: str,
    article: str,
) -> Draft:
    """Put every fact in its place: one field, one line, so that nothing is decided here."""
    contact, person = circle.contact, person_of(circle.contact)
    coming, last = source.next_talk, source.last_talk
    times = _times(network, circle, desk) if "times" in NEEDS[kind].facts else ()
    named = keys_named_in(network, last) if last else []
    news = news_of(network, key, desk)
    untold = tuple(one for one in news if not one.is_told)
    return Draft(
        kind=kind,
        to=person.email,
        person=person,
        me=me_of(desk),
        aim=aim_of(source.search, contact),
        connection=connection_of(network, key, desk),
        minutes=_minutes(desk),
        times=times,
        times_text=_listed_times(times),
        asked_on=day_words(contact.asked, desk),
        questions=_questions(network, circle, source, desk),
        next_talk=occasion(coming, contact, desk) if coming else None,
        last_talk=occasion(last, contact, desk) if last else None,
        learnt=tuple(learnt(last, contact, desk)) if last else (),
        promises=tuple(
            one
            for one in promises(circle, desk, theirs=False)
            if not one.to_them.casefold().startswith("thank")
        ),
        named=named_by(network, key, desk),
        named_in_talk=listed(network.contacts[one].name for one in named),
        is_to_ask=any(outcome(network, one, desk) == NOT_ASKED for one in named),
        news=untold,
        article=article.strip(),
        last_contact=day_words(last_exchange(circle, desk), desk),
        progress=_progress(network, source.search, desk),
        landing=landing_of(source.landed, desk),
        help=help_of(network, key, source.landed, desk),
        missing=(),
    )


def _minutes(desk: Desk) -> str:
    most = desk.rules.policy.interview_minutes
    least = max(min(most, _FEWEST_MINUTES), most - _SHORTER)
    return f"{least}-{most}" if least < most else f"{most}"


def _times(network: Network, circle: Circle, desk: Desk) -> tuple[Time, ...]:
    """Give the times set aside for the contact, in the zone of their notes; else free ones."""
    kept = proposed_to((one.interview for one in circle.meetings), desk.now)
    with_time = [one for one in kept if has_time(one.start) and one.start > desk.now]
    if with_time:
        return tuple(
            time_words(
                one.start, desk, zone=zone_named(one.timezone) if one.timezone else desk.zone
            )
            for one in with_time
        )
    minutes = desk.rules.policy.interview_minutes
    hours = hours_of(desk.coaching, zone=desk.zone, minutes=minutes)
    slots = free_times(network, desk, hours=hours, count=desk.coaching.proposed_times)
    return tuple(time_words(slot.moment(desk.zone), desk) for slot in slots)


def _listed_times(times: Sequence[Time]) -> str:
    """Write times as a choice, the zone once where it is the same for all."""
    zones = {one.zone for one in times}
    if len(zones) == 1:
        return f"{listed((one.text for one in times), last='or')} ({zones.pop()})"
    return listed((f"{one.text} ({one.zone})" for one in times), last="or")


def _questions(network: Network, circle: Circle, source: Source, desk: Desk) -> tuple[str, ...]:
    meant = source.next_talk or Interview(name="", path="")
    return tuple(one.text for one in choose_questions(network, circle, meant, source.search, desk))


def _progress(network: Network, search: Search | None, desk: Desk) -> Progress:
    since = day_of(search.started) if search else NoMoment
    met = {
        key
        for one in network.interviews
        if day_of(one.start) >= since and is_held(one, desk)
        for key in network.people(one)
    }
    companies = {company_key(network.contacts[key].company) for key in met} - {""}
    return Progress(
        since=day_words(since, desk) if since else "", people=len(met), companies=len(companies)
    )


def landed_drafts(network: Network, desk: Desk) -> tuple[Group, ...]:
    """Write to everyone who is owed the news of the landing, grouped by what they did."""
    return tuple(_group(network, group, desk) for group in helpers(network, desk))


def _group(network: Network, group: Helpers, desk: Desk) -> Group:
    drafts = tuple(write("landed", network, key, desk) for key in group.keys)
    return Group(did=group.did, drafts=drafts)
