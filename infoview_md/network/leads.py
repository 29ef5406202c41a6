"""News for a referrer: what came of the talk with the person they had named."""

from dataclasses import dataclass, field

from infoview_md.dates import Moment, day_of
from infoview_md.network.desk import Desk, meaning
from infoview_md.network.followups.circle import held_at
from infoview_md.network.history import learnt
from infoview_md.network.model import Interview
from infoview_md.network.network import Network
from infoview_md.network.occasion import day_words
from infoview_md.network.person import Person, person_of
from infoview_md.network.prose import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadNews:
    """A talk that somebody led to, for the word back to them."""

    person: Person = field(metadata=meaning("the person they had named"))
    day: str = field(metadata=meaning("the day of the talk, in words"))
    on: Moment = field(metadata=meaning("the day as YYYY-MM-DD"))
    note: str = field(metadata=meaning("path of the interview's note"))
    learnt: tuple[str, ...] = field(metadata=meaning("what you learnt in it, one line each"))
    named: tuple[str, ...] = field(metadata=meaning("whom that person named in turn"))
    openings: tuple[str, ...] = field(metadata=meaning("openings that person mentioned"))
    is_told: bool = field(metadata=meaning("true where the referrer has heard of it already"))


def news_of(network: Network, key: str, desk: Desk) -> tuple[LeadNews, ...]:
    """Give the talks that a contact led to and that were held by now, those not yet told first, then by day."""
    by_name = {network.contacts[one].name: one for one in network.referred(key)}
    found = [
        _news(network, by_name[lead.name], lead.interview, desk)
        for lead in network.circle(key).leads
        if (at := held_at(lead.interview)) and at <= desk.now and lead.name in by_name
    ]
    return tuple(sorted(found, key=lambda one: (one.is_told, one.on, one.person.name)))


def _news(network: Network, key: str, interview: Interview, desk: Desk) -> LeadNews:
    contact = network.contacts[key]
    return LeadNews(
        person=person_of(contact),
        day=day_words(interview.start, desk),
        on=day_of(interview.start),
        note=interview.path,
        learnt=tuple(learnt(interview, contact, desk)),
        named=tuple(network.contacts[one].name for one in keys_named_in(network, interview)),
        openings=tuple(plain(one) for one in interview.opportunities if plain(one)),
        is_told=bool(interview.referrer_told) and interview.referrer_told <= desk.now,
    )


def keys_named_in(network: Network, interview: Interview) -> list[str]:
    """Give the keys of those whom an interview named."""
    named = [
        key
        for who in network.people(interview)
        for key in network.referred(who)
        if any(one.path == interview.path for one in network.named_in(key))
    ]
    return list(dict.fromkeys(named))
