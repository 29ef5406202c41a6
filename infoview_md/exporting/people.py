"""The contacts of a vault for address books, spreadsheets and programs."""

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from infoview_md.exchange import contact_csv, vcard
from infoview_md.exchange.contacts import person_of
from infoview_md.exchange.records import Person, stable_uid
from infoview_md.exporting.delivery import Item
from infoview_md.index import queries

if TYPE_CHECKING:
    from infoview_md.exchange.vcard import Version
    from infoview_md.session import Session


def people(session: "Session") -> list[Person]:
    """Give every contact that has a note, by name; each has a UID of its own, also where notes repeat one."""
    found: dict[str, Person] = {}
    for contact in session.ask(queries.contacts):
        person = person_of(contact)
        if person.uid in found:
            person = replace(person, uid=stable_uid("contact", contact.path))
        found[person.uid] = person
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.uid))


def as_vcard(found: list[Person], version: "Version") -> str:
    """Write people as one vCard file."""
    return vcard.dumps(found, version=version)


def as_cards(found: list[Person], version: "Version") -> list[Item]:
    """Write people as one vCard file each, named by their UID."""
    return [Item(uid=one.uid, text=vcard.dumps([one], version=version)) for one in found]


def as_csv(found: list[Person], *, raw: bool) -> str:
    """Write people as a table; `raw` leaves cells that a spreadsheet would calculate as they are."""
    return contact_csv.dumps(found, raw=raw)


def as_json(found: list[Person]) -> str:
    """Write people as a list of objects."""
    rows = []
    for one in found:
        row = asdict(one)
        del row["source"], row["connected_on"]
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
