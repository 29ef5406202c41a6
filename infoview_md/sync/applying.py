"""One refresh: replace the rows of the notes that differ, link them, and derive what is owed."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice

from infoview_md.index import relations, store
from infoview_md.index.store import Edge, NoteRow
from infoview_md.network.followups import Rulebook
from infoview_md.network.model import Contact, Fact
from infoview_md.network.network import Network, is_ghost
from infoview_md.note.links import name_key
from infoview_md.sync import owing
from infoview_md.sync.changes import Changes, Known
from infoview_md.sync.linking import resolved
from infoview_md.sync.reading import RawEdge, edges_of
from infoview_md.sync.rows import Applied, Refresh, new_rows

_CHUNK = 1000
_MANY = 1500


@dataclass(slots=True)
class Reach:
    """Whom a change may concern: contacts, companies where the asking changed, names that came or went."""

    keys: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    concerns_all: bool = False


def apply(refresh: Refresh) -> Applied:
    """Bring the index from what it knew to what was found; the caller holds the transaction."""
    applied = Applied()
    connection, changes, found = refresh.connection, refresh.changes, refresh.found
    rows = new_rows(refresh, applied)
    if store.count_notes(connection) == 0 or len(changes.to_read) + len(changes.gone) > _MANY:
        _apply_all(connection, rows, changes, refresh.rules)
    else:
        _apply_some(connection, _saying_more(connection, rows), changes, refresh.rules)
    store.put_folders(
        connection,
        [(f.path, None if f.path in applied.unsettled else f.digest) for f in found.folders],
    )
    store.remove_folders(connection, found.gone)
    applied.paths += [path for _, path in changes.gone]
    return applied


def _apply_all(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[NoteRow, Known | None]],
    changes: Changes,
    rules: Rulebook,
) -> None:
    """Apply a change of the whole vault: link and derive everything, with only the facts in memory."""
    is_new = store.count_notes(connection) == 0
    with store.filling(connection) if is_new else nullcontext():
        _fill(connection, rows, changes, rules, is_new=is_new)


def _fill(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[NoteRow, Known | None]],
    changes: Changes,
    rules: Rulebook,
    *,
    is_new: bool,
) -> None:
    store.remove_notes(connection, [number for number, _ in changes.gone])
    kept: list[tuple[int, str, Fact]] = []
    for chunk in _chunks(rows):
        ids = _replace(connection, chunk)
        if is_new:  # what was just read need not be read back
            kept += [
                (n, row.path, row.fact) for n, (row, _) in zip(ids, chunk, strict=True) if row.fact
            ]
    numbered = kept if is_new else list(relations.numbered_facts(connection))
    store.forget_edges(connection)
    find = relations.all_candidates(connection)
    meant: dict[tuple[str, str], str] = {}
    edges: list[tuple[int, Edge]] = []
    for number, path, fact in numbered:
        for edge in edges_of(fact):
            found = resolved(edge, path, find)
            edges.append((number, found))
            meant[found.target, path] = "" if is_ghost(found.contact_key) else found.contact_key
    store.add_edges(connection, edges)
    network = Network(
        [fact for _, _, fact in numbered], lambda target, source: meant.get((target, source), "")
    )
    store.forget_all_owed(connection)
    owing.owe(connection, network, sorted(network.contacts), rules)


def _chunks(
    rows: Iterable[tuple[NoteRow, Known | None]],
) -> Iterator[list[tuple[NoteRow, Known | None]]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def _replace(
    connection: sqlite3.Connection, chunk: list[tuple[NoteRow, Known | None]]
) -> list[int]:
    store.remove_notes(connection, [known.id for _, known in chunk if known])
    return store.add_notes(connection, [row for row, _ in chunk])


def _saying_more(
    connection: sqlite3.Connection, rows: Iterable[tuple[NoteRow, Known | None]]
) -> list[tuple[NoteRow, Known | None]]:
    """Give the notes that say something else than before; of the others only the new words are kept.

    Prose is most of what people write, and nothing that is owed to anybody comes from it.
    """
    others = []
    for row, known in rows:
        if known and store.says(connection, known.id, row):
            store.put_words(connection, known.id, row)
        else:
            others.append((row, known))
    return others


def _apply_some(
    connection: sqlite3.Connection,
    rows: list[tuple[NoteRow, Known | None]],
    changes: Changes,
    rules: Rulebook,
) -> None:
    """Apply a change of a few notes: derive again only for the contacts that it can concern."""
    if not rows and not changes.gone:
        return
    old_ids = [number for number, _ in changes.gone] + [known.id for _, known in rows if known]
    reach = Reach()
    before = _asking(connection, old_ids)
    _reach_of(connection, old_ids, reach)
    affected = owing.one_step_away(connection, reach.keys)
    store.remove_notes(connection, old_ids)
    ids = store.add_notes(connection, [row for row, _ in rows])
    find = relations.candidates(connection)
    for number, (row, _) in zip(ids, rows, strict=True):
        store.add_edges(
            connection, [(number, resolved(e, row.path, find)) for e in edges_of(row.fact)]
        )
    _reach_of(connection, ids, reach)
    _link_again(connection, relations.notes_naming(connection, reach.names) - set(ids), find, reach)
    for company, _, _ in before ^ _asking(connection, ids):
        reach.companies.add(company)
    _reach_colleagues(connection, reach)
    if reach.concerns_all:
        network = owing.whole_network(connection)
        store.forget_all_owed(connection)
        owing.owe(connection, network, sorted(network.contacts), rules)
        return
    affected |= owing.one_step_away(connection, reach.keys)
    store.forget_owed(connection, affected)
    owing.owe(connection, owing.network_around(connection, affected), sorted(affected), rules)


def _reach_of(connection: sqlite3.Connection, ids: Iterable[int], reach: Reach) -> None:
    """Note whom some notes concern, as they stand in the index now."""
    listed = list(ids)
    for path, kind in relations.places(connection, listed).values():
        reach.names.add(name_key(path.rsplit("/", 1)[-1]))
        if kind == "contact":
            reach.keys.add(path)
        elif kind == "search":
            reach.concerns_all = True
    for edge in relations.edges(connection, listed):
        if edge.field != "company":
            reach.keys.add(edge.contact_key)


def _asking(connection: sqlite3.Connection, ids: Iterable[int]) -> set[tuple[str, str, str]]:
    """Give who was asked when at which company, as far as some notes say."""
    return {
        (edge.target, fact.asked, fact.path)
        for fact in relations.facts(connection, ids)
        if isinstance(fact, Contact)
        for edge in edges_of(fact)
        if edge.field == "company"
    }


def _reach_colleagues(connection: sqlite3.Connection, reach: Reach) -> None:
    about = relations.notes_about(connection, reach.companies)
    reach.keys.update(path for path, _ in relations.places(connection, about).values())


def _link_again(
    connection: sqlite3.Connection, ids: Iterable[int], find: relations.Candidates, reach: Reach
) -> None:
    """Resolve the links to a name again that some note took, left or changed its kind under."""
    for number, (path, kind) in relations.places(connection, ids).items():
        old = relations.edges(connection, [number])
        new = [resolved(RawEdge(e.field, e.target, e.line), path, find) for e in old]
        if new == old:
            continue
        store.replace_edges(connection, number, new)
        reach.keys.update(_meant(old) | _meant(new))
        if kind == "contact":
            reach.keys.add(path)


def _meant(edges: Iterable[Edge]) -> set[str]:
    return {edge.contact_key for edge in edges if edge.field != "company"}
