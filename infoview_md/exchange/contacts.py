"""A contact of the notes as a person of the exchange, so that both can be compared and written."""

from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.identity import name_key, profile_key, split_name
from infoview_md.exchange.records import Person, stable_uid
from infoview_md.network.model import Contact


def uid_of(contact: Contact) -> str:
    """Give the UID of a contact: its own, else one that stays the same as long as the note keeps its path."""
    return contact.uid or stable_uid("contact", contact.path or contact.name)


def uid_for(person: Person) -> str:
    """Give the UID of a person: the one of the card, else one by what tells them from others.

    That is the profile, else the name with the first e-mail address, with the first phone, or with the company, so
    that the same row of a later export has the same UID, and people who share an address have not.
    """
    if person.uid:
        return person.uid
    if profile := profile_key(person.linkedin):
        return stable_uid("linkedin", profile)
    if person.emails:
        return stable_uid("email", name_key(person.name), person.emails[0].casefold())
    if person.phones:
        return stable_uid("phone", name_key(person.name), person.phones[0])
    return stable_uid("name", name_key(person.name), company_key(person.company))


def person_of(contact: Contact) -> Person:
    """Give a contact as a person: what an address book keeps of it."""
    given, family = split_name(contact.name)
    return Person(
        name=contact.name,
        given=given,
        family=family,
        aliases=contact.aliases,
        emails=contact.emails,
        phones=contact.phones,
        company=contact.company,
        role=contact.role,
        location=contact.location,
        linkedin=contact.linkedin,
        birthday=contact.birthday,
        uid=uid_of(contact),
        categories=contact.tags,
    )
