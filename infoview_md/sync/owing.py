"""Which contacts a change touches, and what is owed to them now."""

import sqlite3
from collections.abc import Iterable

from infoview_md.index import relations, store
from infoview_md.network.followups import Rulebook, birthday, derive
from infoview_md.network.network import Network

_MANY = 2000


def owe(
    connection: sqlite3.Connection, network: Network, keys: Iterable[str], rules: Rulebook
) -> None:
    """Store what is owed to some contacts of a network; what was owed before has been removed."""
    follow_ups, birthdays = [], []
    for key in keys:
        if key not in network.contacts:
            continue
        circle = network.circle(key)
        follow_ups += [(key, one) for one in derive(circle, rules)]
        if (day := birthday(circle)) is not None:
            birthdays.append((key, day))
        if len(follow_ups) > _MANY:
            store.add_owed(connection, follow_ups, birthdays)
            follow_ups, birthdays = [], []
    store.add_owed(connection, follow_ups, birthdays)


def one_step_away(connection: sqlite3.Connection, keys: set[str]) -> set[str]:
    """Give contacts and all who share a note with them: an interview, a referral; or who named them."""
    pointing = relations.notes_about(connection, keys)
    own = relations.note_ids(connection, keys)
    pointed = {
        edge.contact_key
        for edge in relations.edges(connection, pointing | own)
        if edge.field != "company"
    }
    authors = {
        path for path, kind in relations.places(connection, pointing).values() if kind == "contact"
    }
    return keys | pointed | authors


def network_around(connection: sqlite3.Connection, keys: set[str]) -> Network:
    """Load as much of the network as the rules about some contacts can see, and a little more."""
    near = one_step_away(connection, keys)
    own = relations.note_ids(connection, keys)
    companies = {
        one.contact_key for one in relations.edges(connection, own) if one.field == "company"
    }
    notes = relations.notes_about(connection, near | companies)
    people = {
        one.contact_key for one in relations.edges(connection, notes) if one.field != "company"
    }
    ids = notes | relations.note_ids(connection, near | people)
    return Network(relations.facts(connection, ids), relations.meanings(connection, ids))


def whole_network(connection: sqlite3.Connection) -> Network:
    """Load every fact of the vault."""
    return Network(relations.all_facts(connection), relations.meanings(connection))
