"""A contact as it is written about and to, and how the user and the contact know each other."""

from dataclasses import dataclass, field

from infoview_md.dates import Moment, day_of
from infoview_md.network.desk import Desk, Missing, meaning
from infoview_md.network.model import Contact
from infoview_md.network.network import Network
from infoview_md.network.occasion import day_words
from infoview_md.network.prose import first_name, listed, plain

_MET = ("met", "event", "meeting", "meetup", "conference", "in person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is."""

    name: str = field(metadata=meaning("the whole name"))
    first_name: str = field(metadata=meaning("the name one greets with"))
    role: str = field(metadata=meaning("the role; may be empty"))
    company: str = field(metadata=meaning("the company; may be empty"))
    location: str = field(metadata=meaning("where they live; may be empty"))
    email: str = field(metadata=meaning("the first e-mail address; may be empty"))
    phone: str = field(metadata=meaning("the first telephone number; may be empty"))
    linkedin: str = field(metadata=meaning("the profile; may be empty"))
    note: str = field(metadata=meaning("path of the note; empty for somebody without one"))
    work: str = field(
        metadata=meaning("role and company in one phrase: planner at Acme; may be empty")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How the user and a contact know each other."""

    channel: str = field(
        metadata=meaning(
            "friend, family, alumni, linkedin, association, event, referral, cold, your own word, or empty"
        )
    )
    referrer: str = field(metadata=meaning("who led to them; empty where nobody did"))
    referrer_first: str = field(metadata=meaning("the name one calls the referrer by"))
    named_on: str = field(metadata=meaning("the day the referrer named them; may be empty"))
    met_on: str = field(metadata=meaning("the day you met at an event; may be empty"))
    words: str = field(metadata=meaning("all of it in one phrase; empty where nothing is known"))


def person_of(contact: Contact) -> Person:
    """Give a contact in words."""
    role, company = plain(contact.role), plain(contact.company)
    return Person(
        name=contact.name,
        first_name=first_name(contact.name),
        role=role,
        company=company,
        location=plain(contact.location),
        email=contact.emails[0] if contact.emails else "",
        phone=contact.phones[0] if contact.phones else "",
        linkedin=contact.linkedin,
        note=contact.path,
        work=f"{role} at {company}" if role and company else role or company,
    )


def connection_of(network: Network, key: str, desk: Desk) -> Connection:
    """Say how the user and a contact know each other; a referral counts before the channel."""
    contact = network.contacts[key]
    names = [network.contacts[one].name for one in network.referrers(key)]
    channel = "referral" if names else contact.channel.strip().casefold()
    named_on = day_words(_named_on(network, key), desk)
    met_on = day_words(_met_on(contact), desk)
    referrer = listed(names)
    return Connection(
        channel=channel,
        referrer=referrer,
        referrer_first=listed(first_name(name) for name in names),
        named_on=named_on,
        met_on=met_on,
        words=_words(channel, referrer, named_on, met_on),
    )


def _named_on(network: Network, key: str) -> Moment:
    days = [day_of(one.start) for one in network.named_in(key) if one.start]
    return max(days, default=Moment(""))


def _met_on(contact: Contact) -> Moment:
    days = [day_of(item.at) for item in contact.log if item.kind.casefold() in _MET]
    return min(days, default=Moment(""))


_WORDS = {
    "friend": "friends",
    "family": "family",
    "alumni": "we share a school",
    "linkedin": "connected on LinkedIn",
    "association": "we share an association",
    "event": "we met at an event",
    "cold": "no tie before; found them by their work",
}


def _words(channel: str, referrer: str, named_on: str, met_on: str) -> str:
    if referrer:
        return f"{referrer} named them on {named_on}" if named_on else f"referred by {referrer}"
    if channel == "event" and met_on:
        return f"we met on {met_on}"
    return _WORDS.get(channel, "" if channel == "referral" else channel)


def missing_of_contact(contact: Contact, connection: Connection, *names: str) -> list[Missing]:
    """Name what a message needs of a contact's note and does not find, in the order asked for."""
    first = first_name(contact.name)
    lacks = {
        "email": (not contact.emails, f"Write {first}'s address into `email`."),
        "company": (not contact.company, f"Say where {first} works, in `company`."),
        "role": (not contact.role, f"Say what {first} does, in `role`."),
        "asked": (not contact.asked, f"Say when you asked {first}, in `asked`."),
        "channel": (
            not connection.words,
            f"Say how you found {first}, in `channel`, or who named them, in `referred_by`.",
        ),
        "referred_by": (not connection.referrer, f"Say who led you to {first}, in `referred_by`."),
    }
    return [
        Missing(property=name, note=contact.path, sentence=lacks[name][1])
        for name in names
        if lacks[name][0]
    ]
