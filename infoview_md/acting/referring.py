"""`refer`: somebody named others as people to talk to; it is noted on both sides."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from infoview_md.acting import properties
from infoview_md.acting.act import Act
from infoview_md.acting.creating import Property, contact_note
from infoview_md.acting.whom import (
    contact_of,
    link_to,
    link_to_key,
    network_of,
    note_path,
    one_line,
    stem,
)
from infoview_md.errors import Ambiguous, NotFound, UsageMistake
from infoview_md.index import queries
from infoview_md.network.followups.circle import held_at
from infoview_md.network.model import Interview
from infoview_md.network.network import Network, ghost_key, is_ghost
from infoview_md.writeback import Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session


def refer(
    session: "Session", by: str, names: Sequence[str], *, interview: str = "", is_new: bool = False
) -> Act:
    """Note that BY named others: in the interview where they did, and on the note of each, which is made if missing.

    The interview is the one given, else the last one held with BY; without one only the notes of the others say it.
    A name that is only the beginning of a contact's name raises `Ambiguous`, unless `is_new`.
    """
    key = session.resolve(by)
    who = contact_of(session, key).name
    talk = _named_interview(session, interview) if interview else _last_talk(session, key)
    others = {_key_of(session, name, is_new=is_new): name for name in names}
    if key in others:
        raise UsageMistake(f"{who} cannot be referred by {who}.")
    network = network_of(session, key, *others)
    steps: list[Step] = []
    links = []
    for other, name in others.items():
        own, link = _other_side(session, network, (key, other), name)
        in_talk = [properties.add(session, talk.path, "referrals", link)] if talk else []
        steps += [*own, *([] if talk and _is_named(network, talk, other) else in_talk)]
        links.append(link)
    people = _and([link.strip("[]").rpartition("|")[2] for link in links])
    place = f" in {talk.path}" if talk else "; no interview with them says so"
    return Act(
        work=Work(
            sentence=f"Noted that {who} referred you to {people}{place}.",
            subject=f"Note that {who} referred me to {people}",
            steps=tuple(steps),
        ),
        about=key,
    )


def _named_interview(session: "Session", name: str) -> Interview:
    path = note_path(session, name)
    fact = session.ask(lambda connection: queries.fact_at(connection, path))
    if not isinstance(fact, Interview):
        raise UsageMistake(f"{path} is not an interview.")
    return fact


def _last_talk(session: "Session", key: str) -> Interview | None:
    held = [
        meeting.interview
        for meeting in network_of(session, key).meetings(key)
        if (at := held_at(meeting.interview)) and at <= session.now
    ]
    return held[-1] if held else None


def _key_of(session: "Session", name: str, *, is_new: bool) -> str:
    """Give the key of the contact who has exactly this name; of a new one the key it is named by in other notes."""
    plain = one_line(name.removeprefix("[[").removesuffix("]]"), "name")
    try:
        key = session.resolve(plain)
    except Ambiguous:
        if is_new:
            return ghost_key(plain)
        raise
    except NotFound:
        return ghost_key(plain)
    if is_ghost(key) or _is_called(session, key, plain):
        return key
    if is_new:
        return ghost_key(plain)
    raise Ambiguous(
        f"{plain!r} may be {stem(key)}.",
        candidates=[key.removesuffix(".md")],
        hint=f"Write the whole name, or make a new contact with: --new {shlex.quote(plain)}",
    )


def _is_called(session: "Session", key: str, name: str) -> bool:
    """Tell whether a name is a whole one of a contact: its path, file name, alias or e-mail address."""
    from infoview_md.sync.reading import folded

    contact = contact_of(session, key)
    whole = (contact.path, contact.path.removesuffix(".md"), contact.name)
    names = (*whole, *contact.aliases, *contact.emails)
    return folded(name) in {folded(one) for one in names}


def _other_side(
    session: "Session", network: Network, keys: tuple[str, str], name: str
) -> tuple[list[Step], str]:
    """Plan what the note of the one who was named is to say; gives the link to it as well."""
    by, other = keys
    back = link_to_key(session, by)
    if not is_ghost(other):
        known = network.circle(other).referrers
        if network.contacts[by].name in known:
            return [], link_to(session, other)
        own = properties.add if known else properties.put
        return [own(session, other, "referred_by", back)], link_to(session, other)
    plain = network.contacts[other].name if other in network.contacts else " ".join(name.split())
    said: list[Property] = [("channel", "referral"), ("referred_by", back)]
    made = contact_note(session, plain, said)
    return [made], link_to(session, made.path)


def _is_named(network: Network, talk: Interview, other: str) -> bool:
    return any(one.path == talk.path for one in network.named_in(other))


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
