"""Who led to whom, what came of it, who is owed a word back, and what each root has brought."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from infoview_md.dates import ALWAYS, Moment, day_of
from infoview_md.network.desk import meaning
from infoview_md.network.followups import derive
from infoview_md.network.followups.circle import Rulebook, held_at, is_dated
from infoview_md.network.model import Contact, Interview
from infoview_md.network.network import Network, is_ghost
from infoview_md.network.prose import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the tree.  Members stand in the order of the tree, each below the one that led to them."""

    key: str = field(metadata=meaning("path of the note; ?name for somebody without one"))
    name: str = field(metadata=meaning("the name"))
    role: str = field(metadata=meaning("the role; may be empty"))
    company: str = field(metadata=meaning("the company; may be empty"))
    depth: int = field(metadata=meaning("0 for a root, 1 for those it led to, and so on"))
    referrer: str = field(metadata=meaning("key of the one above; empty for a root"))
    also_by: tuple[str, ...] = field(metadata=meaning("names of others who led to them too"))
    state: str = field(metadata=meaning("to ask, asked, replied, declined, planned or talked"))
    on: Moment = field(metadata=meaning("the day of that state; empty where it is unknown"))
    talks: int = field(metadata=meaning("how many talks were held"))
    openings: tuple[str, ...] = field(metadata=meaning("openings they mentioned"))
    has_note: bool = field(metadata=meaning("false for somebody who is only named in other notes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A word back that a referrer has not heard yet."""

    to: str = field(metadata=meaning("name of the referrer"))
    reason: str = field(metadata=meaning("what they led to"))
    due: Moment = field(metadata=meaning("by when: YYYY-MM-DD"))
    note: str = field(metadata=meaning("path of the interview's note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """What one root has brought, through everyone below it."""

    name: str = field(metadata=meaning("the root"))
    people: int = field(metadata=meaning("people reached through it"))
    asked: int = field(metadata=meaning("of these, asked"))
    talked: int = field(metadata=meaning("of these, talked with"))
    openings: int = field(metadata=meaning("openings that the root and they mentioned"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One referral, by the keys of both."""

    by: str = field(metadata=meaning("key of the referrer"))
    to: str = field(metadata=meaning("key of the one they led to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTree:
    """All referrals as a tree: everyone once, under the one who led to them first."""

    members: tuple[Member, ...] = field(metadata=meaning("everyone, in the order of the tree"))
    leads: tuple[Lead, ...] = field(metadata=meaning("every referral, also those beside the tree"))
    owed: tuple[Owed, ...] = field(metadata=meaning("words back that are owed, by due date"))
    yields: tuple[Yield, ...] = field(metadata=meaning("what each root has brought, best first"))
    alone: tuple[str, ...] = field(metadata=meaning("people you talked with who led to nobody yet"))


def tree(network: Network, *, now: Moment, rules: Rulebook) -> ReferralTree:
    """Draw up who led to whom as of a moment.

    Somebody with several referrers stands under the one who came first and names the others; a circle of
    people who named each other begins at the one met first.
    """
    leads = _leads(network)
    referrers: dict[str, list[str]] = defaultdict(list)
    for one in leads:
        referrers[one.to].append(one.by)
    parents = _parents(network, referrers)
    children: dict[str, list[str]] = defaultdict(list)
    for key, parent in parents.items():
        children[parent].append(key)
    frame = _Frame(network=network, parents=parents, referrers=referrers, now=now)
    members = tuple(_member(frame, key, depth) for key, depth in _preorder(network, children))
    return ReferralTree(
        members=members,
        leads=leads,
        owed=_owed(network, {one.by for one in leads}, now, rules),
        yields=_yields(members),
        alone=_alone(network, {one.key for one in members}, now),
    )


def _leads(network: Network) -> tuple[Lead, ...]:
    found = {Lead(by=by, to=key) for key in network.contacts for by in network.referrers(key)}
    return tuple(sorted(found, key=lambda one: (one.by, one.to)))


def _parents(network: Network, referrers: Mapping[str, list[str]]) -> dict[str, str]:
    """Give everyone in the tree the one they stand under; an empty text for a root."""
    everyone = dict.fromkeys([*referrers, *(by for found in referrers.values() for by in found)])
    parents = {
        key: min(referrers.get(key, ()), key=lambda by: _named_when(network, by, key), default="")
        for key in everyone
    }
    for root in _roots_of_circles(network, parents):
        parents[root] = ""
    return parents


def _named_when(network: Network, by: str, key: str) -> tuple[str, str, str]:
    """Order the referrers of somebody: by the day they named them, else by when they were met."""
    days = [
        day_of(one.start)
        for one in network.named_in(key)
        if one.start and by in network.people(one)
    ]
    return (min(days, default=Moment("9999")), *_met_when(network, by))


def _met_when(network: Network, key: str) -> tuple[str, str]:
    contact = network.contacts[key]
    days = [day_of(one.interview.start) for one in network.meetings(key) if one.interview.start]
    days += [day_of(contact.asked)] if is_dated(contact.asked) else []
    return min(days, default=Moment("9999")), contact.name.casefold()


def _roots_of_circles(network: Network, parents: Mapping[str, str]) -> list[str]:
    """Give for each circle of people who stand under each other the one met first."""
    settled: set[str] = {""}
    roots: list[str] = []
    for start in parents:
        path: list[str] = []
        key = start
        while key not in settled and key not in path:
            path.append(key)
            key = parents[key]
        if key not in settled:
            circle = path[path.index(key) :]
            roots.append(min(circle, key=lambda one: (*_met_when(network, one), one)))
        settled.update(path)
    return roots


def _preorder(network: Network, children: Mapping[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Walk the tree from the top, siblings in the order in which they were met; without recursion, chains are long."""
    stack = [("", -1)]
    while stack:
        key, depth = stack.pop()
        if key:
            yield key, depth
        below = sorted(children.get(key, ()), key=lambda one: (*_met_when(network, one), one))
        stack += [(one, depth + 1) for one in reversed(below)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What everyone in the tree is looked at with."""

    network: Network
    parents: Mapping[str, str]
    referrers: Mapping[str, list[str]]
    now: Moment


def _member(frame: _Frame, key: str, depth: int) -> Member:
    network, contact = frame.network, frame.network.contacts[key]
    talks = [one.interview for one in network.meetings(key)]
    state, on = state_of(contact, talks, frame.now)
    past = [one for one in talks if _is_held(one, frame.now)]
    others = [by for by in frame.referrers.get(key, ()) if by != frame.parents[key]]
    return Member(
        key=key,
        name=contact.name,
        role=plain(contact.role),
        company=plain(contact.company),
        depth=depth,
        referrer=frame.parents[key],
        also_by=tuple(network.contacts[by].name for by in others),
        state=state,
        on=on,
        talks=len(past),
        openings=tuple(plain(text) for one in past for text in one.opportunities if plain(text)),
        has_note=not is_ghost(key),
    )


def _is_held(interview: Interview, now: Moment) -> bool:
    at = held_at(interview)
    return bool(at) and at <= now


def state_of(contact: Contact, talks: Iterable[Interview], now: Moment) -> tuple[str, Moment]:
    """Say how far it has come with somebody as of a moment, and since which day."""
    talks = list(talks)
    past = [one for one in talks if _is_held(one, now)]
    if past:
        return "talked", day_of(past[-1].start)
    steps = (("declined", contact.declined), ("replied", contact.replied), ("asked", contact.asked))
    found = [(state, at) for state, at in steps if at and at <= now]
    if found and found[0][0] == "declined":
        return "declined", _day(contact.declined)
    planned = [
        one for one in talks if one.status in ("", "scheduled") and day_of(one.start) >= day_of(now)
    ]
    if planned:
        return "planned", day_of(planned[0].start)
    return (found[0][0], _day(found[0][1])) if found else ("to ask", Moment(""))


def _day(moment: Moment) -> Moment:
    return Moment("") if moment == ALWAYS else day_of(moment)


def _owed(
    network: Network, referrers: Iterable[str], now: Moment, rules: Rulebook
) -> tuple[Owed, ...]:
    found = [
        Owed(to=one.contact, reason=one.reason, due=one.due, note=one.note)
        for key in referrers
        for one in derive(network.circle(key), rules)
        if one.kind == "report_back"
        and one.opened <= now
        and not (one.closed and one.closed <= now)
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.to, one.note)))


def _yields(members: Iterable[Member]) -> tuple[Yield, ...]:
    trees: list[list[Member]] = []
    for one in members:
        if one.depth == 0:
            trees.append([])
        trees[-1].append(one)
    found = [_yield(root, below) for root, *below in trees]
    return tuple(sorted(found, key=lambda one: (-one.talked, -one.people, -one.openings, one.name)))


def _yield(root: Member, below: list[Member]) -> Yield:
    return Yield(
        name=root.name,
        people=len(below),
        asked=sum(one.state != "to ask" for one in below),
        talked=sum(one.talks > 0 for one in below),
        openings=len(root.openings) + sum(len(one.openings) for one in below),
    )


def _alone(network: Network, in_tree: set[str], now: Moment) -> tuple[str, ...]:
    names = [
        contact.name
        for key, contact in network.contacts.items()
        if key not in in_tree and any(_is_held(one.interview, now) for one in network.meetings(key))
    ]
    return tuple(sorted(names))
