"""Contacts, interviews and companies as tables."""

from collections import defaultdict
from typing import TYPE_CHECKING

from infoview_md.dates import Moment, day_of, instant
from infoview_md.network.followups.circle import held_at, touchpoints
from infoview_md.network.network import company_key, is_ghost
from infoview_md.render.table import Table
from infoview_md.sync.reading import folded

if TYPE_CHECKING:
    from infoview_md.network.model import Contact
    from infoview_md.network.network import Network
    from infoview_md.session import Session


def contact_table(session: "Session", **wished: str | bool | None) -> Table:
    """List contacts; a text fits where it is a part of the value, without regard to case and accents."""
    network, now = session.network, instant(session.now)
    rows = []
    for key, contact in sorted(network.contacts.items(), key=lambda one: one[1].name.casefold()):
        if is_ghost(key) or not _fits(contact, wished):
            continue
        talked = [
            at for one in network.meetings(key) if (at := held_at(one.interview)) and at <= now
        ]
        if wished.get("talked") not in (None, bool(talked)):
            continue
        past = [day_of(one.at) for one in touchpoints(network.circle(key)) if one.at <= now]
        rows.append(_contact_row(contact, talks=len(talked), last=max(past, default="")))
    return Table(
        columns=(
            "name",
            "role",
            "company",
            "location",
            "last_contact",
            "interviews",
            "asked",
            "replied",
            "channel",
            "email",
            "phone",
            "note",
        ),
        rows=tuple(rows),
        shown=("name", "role", "company", "location", "last_contact"),
        empty="No contact fits.",
    )


def _contact_row(
    contact: "Contact", *, talks: int, last: str
) -> tuple[str | int | tuple[str, ...], ...]:
    return (
        contact.name,
        contact.role,
        contact.company,
        contact.location,
        last,
        talks,
        contact.asked,
        contact.replied,
        contact.channel,
        contact.emails,
        contact.phones,
        contact.path,
    )


def _fits(contact: "Contact", wished: dict[str, str | bool | None]) -> bool:
    texts = (
        ("company", contact.company),
        ("location", contact.location),
        ("channel", contact.channel),
    )
    if any(folded(str(wished.get(name) or "")) not in folded(value) for name, value in texts):
        return False
    tag = folded(str(wished.get("tag") or "").lstrip("#"))
    if tag and tag not in (folded(one.lstrip("#")) for one in contact.tags):
        return False
    return wished.get("asked") in (None, bool(contact.asked))


def interview_table(
    session: "Session",
    *,
    contact: str,
    company: str,
    status: str,
    first: Moment | None,
    last: Moment | None,
) -> Table:
    """List interviews by date; the status is the one at this moment."""
    network, now = session.network, instant(session.now)
    key = session.resolve(contact) if contact else ""
    rows = []
    for one in network.interviews:
        people = [network.contacts[who] for who in network.people(one)]
        held = held_at(one)
        stands = one.status or ("done" if held and held <= now else "scheduled")
        if (
            (key and key not in network.people(one))
            or (company and not any(folded(company) in folded(who.company) for who in people))
            or (status and status.replace("-", "_") != stands)
            or (first and day_of(one.start) < day_of(first))
            or (last and day_of(one.start) > day_of(last))
        ):
            continue
        rows.append(
            (
                one.start.replace("T", " "),
                tuple(who.name for who in people),
                stands,
                one.mode,
                one.duration,
                tuple(dict.fromkeys(who.company for who in people if who.company)),
                one.thank_you_sent,
                one.path,
            )
        )
    return Table(
        columns=(
            "date",
            "contacts",
            "status",
            "mode",
            "minutes",
            "company",
            "thank_you_sent",
            "note",
        ),
        rows=tuple(rows),
        shown=("date", "contacts", "company", "status", "mode"),
        empty="No interview fits.",
    )


def company_table(session: "Session", name: str) -> Table:
    """List companies by the number of people known there."""
    network, now = session.network, instant(session.now)
    known: dict[str, list[str]] = defaultdict(list)
    for key, contact in network.contacts.items():
        if contact.company and folded(name) in folded(contact.company):
            known[company_key(contact.company)].append(key)
    rows = [_company_row(network, keys, now) for keys in known.values()]
    return Table(
        columns=("company", "contacts", "asked", "talked", "people"),
        rows=tuple(sorted(rows, key=lambda row: (-int(str(row[1])), str(row[0]).casefold()))),
        shown=("company", "contacts", "asked", "talked", "people"),
        empty="No company fits.",
    )


def _company_row(
    network: "Network", keys: list[str], now: Moment
) -> tuple[str | int | tuple[str, ...], ...]:
    people = [network.contacts[key] for key in sorted(keys)]
    talked = [
        key
        for key in keys
        if any((at := held_at(one.interview)) and at <= now for one in network.meetings(key))
    ]
    return (
        people[0].company,
        len(people),
        sum(bool(one.asked) for one in people),
        len(talked),
        tuple(one.name for one in people),
    )
