"""How a contact helped the search, for the thanks when it has landed, and everyone who is owed that word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from infoview_md.dates import ALWAYS, Moment, day_of
from infoview_md.network.aim import has_landed
from infoview_md.network.desk import Desk, meaning
from infoview_md.network.followups import derive
from infoview_md.network.followups.circle import is_dated
from infoview_md.network.history import held
from infoview_md.network.model import Search
from infoview_md.network.network import Network, company_key, is_ghost
from infoview_md.network.occasion import day_words
from infoview_md.network.prose import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What one contact did for a search."""

    talked_on: tuple[str, ...] = field(metadata=meaning("days you talked, in words"))
    named: tuple[str, ...] = field(metadata=meaning("whom they led you to, by name"))
    led_to: tuple[str, ...] = field(
        metadata=meaning("whom of these they led you to on the way to the new employer")
    )
    led_to_employer: bool = field(
        metadata=meaning("true where they, or those they named, are of the new employer")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """How the search ended."""

    employer: str = field(metadata=meaning("where you landed; may be empty"))
    day: str = field(metadata=meaning("the day, in words; may be empty"))
    new_email: str = field(metadata=meaning("your new address; may be empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpers:
    """People who helped in the same way."""

    did: str = field(metadata=meaning("what they did"))
    keys: tuple[str, ...] = field(metadata=meaning("their notes"))


def landed_search(searches: Iterable[Search], today: Moment) -> Search | None:
    """Give the search that landed last by a day; None where none has."""
    return max(
        (one for one in searches if has_landed(one, today)),
        key=lambda one: ("" if one.landed == ALWAYS else one.landed, one.started, one.path),
        default=None,
    )


def landing_of(search: Search | None, desk: Desk) -> Landing | None:
    """Put the end of a search into words."""
    if search is None:
        return None
    return Landing(
        employer=plain(search.employer),
        day=day_words(search.landed, desk),
        new_email=search.new_email,
    )


def help_of(network: Network, key: str, search: Search | None, desk: Desk) -> Help:
    """Say what a contact did for a search; where it did nothing since its start, what it did at all."""
    talks = held(network.circle(key), desk)
    since = search.started if search and is_dated(search.started) else Moment("")
    until = search.landed if search and is_dated(search.landed) else Moment("9999-12-31")
    during = [one for one in talks if since <= day_of(one.start) <= until]
    path = _path_to(network, search, desk)
    referred = network.referred(key)
    return Help(
        talked_on=tuple(day_words(one.start, desk) for one in during or talks),
        named=tuple(network.contacts[one].name for one in referred),
        led_to=tuple(network.contacts[one].name for one in referred if one in path),
        led_to_employer=key in path,
    )


def _path_to(network: Network, search: Search | None, desk: Desk) -> set[str]:
    """Give the people of the new employer that were talked with, and everyone on the way to them."""
    employer = company_key(plain(search.employer)) if search and search.employer else ""
    at_employer = [
        key
        for key, contact in network.contacts.items()
        if employer and company_key(contact.company) == employer and held(network.circle(key), desk)
    ]
    found, queue = set(at_employer), list(at_employer)
    while queue:
        for who in network.referrers(queue.pop()):
            if who not in found:
                found.add(who)
                queue.append(who)
    return found


def is_owed_the_news(network: Network, key: str, desk: Desk) -> bool:
    """Tell whether a contact helped, the search has landed, and they do not know yet."""
    return any(
        one.kind == "announce"
        and one.opened <= desk.now
        and not (one.closed and one.closed <= desk.now)
        for one in derive(network.circle(key), desk.rules)
    )


_GROUPS = (
    "led the way to the new job",
    "talked with you and named others",
    "named others",
    "talked with you",
)


def helpers(network: Network, desk: Desk) -> tuple[Helpers, ...]:
    """Give everyone who is owed the news, grouped by what they did, each group by name; empty groups are left out."""
    search = landed_search(network.searches, desk.today)
    if search is None:
        return ()
    groups: dict[str, list[str]] = {did: [] for did in _GROUPS}
    for key in _owed(network, desk):
        groups[_group_of(help_of(network, key, search, desk))].append(key)
    return tuple(
        Helpers(did=did, keys=tuple(sorted(keys, key=lambda key: network.contacts[key].name)))
        for did, keys in groups.items()
        if keys
    )


def _owed(network: Network, desk: Desk) -> Iterator[str]:
    for key in network.contacts:
        if not is_ghost(key) and is_owed_the_news(network, key, desk):
            yield key


def _group_of(help_: Help) -> str:
    if help_.led_to_employer:
        return _GROUPS[0]
    if help_.named:
        return _GROUPS[1] if help_.talked_on else _GROUPS[2]
    return _GROUPS[3]
