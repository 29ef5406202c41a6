"""People kept in one list: the rows of a new export put into the table that is there, and the note beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from infoview_md import rosters, vault
from infoview_md.errors import NotFound, UsageMistake
from infoview_md.exchange import contact_csv, csv_out
from infoview_md.exchange.company_names import company_key
from infoview_md.exchange.contact_csv import HEADER
from infoview_md.exchange.identity import name_key, profile_key
from infoview_md.importing.planning import counted
from infoview_md.importing.sorting import LINKEDIN, Entry, Sorted
from infoview_md.importing.sources import Source
from infoview_md.note.edit import Value, set_property
from infoview_md.note.new import compose
from infoview_md.replace import safe_file_name
from infoview_md.rosters import Roster
from infoview_md.writeback import Creation, Edit, Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

_JOINED: Final = " ::: "
_NEW: Final = -1
_UNITED: Final = frozenset({"Aliases", "Email", "Phone", "Tags"})
_KEPT: Final = frozenset({"UID", "Notes"})
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an import would do to a list: rows added, changed, as they were, and not in the new file but kept."""

    roster: Roster
    added: int
    changed: int
    unchanged: int
    absent: int
    work: Work


def plan_listing(
    session: "Session", name: str, found: Sorted, sources: Sequence[Source]
) -> Listing:
    """Plan to keep people in a list; one that exists is updated, and nobody is taken out of it.

    Raises `UsageMistake` where the table of that name is not one of ours.
    """
    roster = _roster_for(session, name, sources)
    old = vault.read(str(session.root), roster.path)
    rows = _rows(old, roster)
    before = [dict(row) for row in rows]
    added = _put_in(rows, found.entries)
    changed = sum(one != other for one, other in zip(before, rows, strict=False))
    seen = len(found.entries) - added
    counts = {
        "added": added,
        "changed": changed,
        "unchanged": seen - changed,
        "absent": len(before) - seen,
    }
    steps: tuple[Step, ...] = ()
    if added or changed:
        raw = csv_out.dumps(
            HEADER, [[row[name] for name in HEADER] for row in rows], raw=True
        ).encode()
        steps = tuple(_steps(session, roster, old, raw, found.entries))
    elif old and not (session.root / roster.note).exists():
        # A command that was killed wrote the table and not its note.
        steps = tuple(_steps(session, roster, old, old, found.entries))
    return Listing(roster=roster, work=_work(roster, steps, counts), **counts)


def _roster_for(session: "Session", name: str, sources: Sequence[Source]) -> Roster:
    if not name:
        linkedin = [one for one in sources if one.is_linkedin]
        name = "LinkedIn connections" if linkedin else sources[0].name.rsplit(".", 1)[0]
    folder = session.config.folders.lists.strip("/")
    return rosters.roster_named(folder, safe_file_name(name.removesuffix(rosters.ENDING)))


def _rows(old: bytes | None, roster: Roster) -> list[Row]:
    if old is None:
        return []
    found = rosters.own_table(old)
    if found is None:
        raise UsageMistake(
            f"{roster.path} is a table with other columns, or was saved in another form, so it was left alone.",
            hint="Choose another name: --as-list NAME",
        )
    return [dict(row) for _, row in found]


def _put_in(rows: list[Row], entries: Iterable[Entry]) -> int:
    """Put people into the rows of a list, in place; give how many were added.

    Each row is one person's: where an address fits several people of one import, the first has it, whoever is known
    by the UID before the others, so that the same import again finds everybody where it put them.
    """
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for mark in _marks(row):
            places.setdefault(mark, []).append(number)
    found = _rows_of(entries)
    own = [(places.get(f"uid:{row['UID']}") or [_NEW])[0] for row in found]
    taken = set(own)
    added = 0
    for new, number in zip(found, own, strict=True):
        if number == _NEW:
            near = (one for mark in _marks(new) for one in places.get(mark, ()))
            number = next((one for one in near if one not in taken), _NEW)  # noqa: PLW2901 - found late
        if number == _NEW:
            rows.append(new)
            added += 1
        else:
            taken.add(number)
            rows[number] = _updated(rows[number], new)
    return added


def _rows_of(entries: Iterable[Entry]) -> list[Row]:
    named = [replace(one.person, uid=one.uid) for one in entries]
    table = rosters.own_table(contact_csv.dumps(named).encode())
    return [dict(row) for _, row in table or ()]


def _marks(row: Mapping[str, str]) -> Iterator[str]:
    """Give what tells a person of a list from the others, the surest first."""
    if row["UID"]:
        yield f"uid:{row['UID']}"
    if profile := profile_key(row["LinkedIn"]):
        yield f"linkedin:{profile}"
    names = dict.fromkeys(map(name_key, [row["Name"], *row["Aliases"].split(_JOINED)]))
    for email in filter(None, row["Email"].split(_JOINED)):
        yield from (f"email:{email.casefold()}:{name}" for name in names if name)


def _updated(old: Row, new: Row) -> Row:
    """Give a row as the newer file says it; what it does not say, your notes, and the UID stay."""
    row = {name: old[name] if name in _KEPT else new[name] or old[name] for name in HEADER}
    for name in _UNITED:
        both = [*new[name].split(_JOINED), *old[name].split(_JOINED)]
        row[name] = _JOINED.join(dict.fromkeys(filter(None, both)))
    # In the order that stood there, a row of which nothing is new stays as it was.
    for name in _UNITED:
        if set(row[name].split(_JOINED)) == set(old[name].split(_JOINED)):
            row[name] = old[name]
    row["Notes"] = old["Notes"] or new["Notes"]
    if _left(old, new):
        row["Role"] = new["Role"]
        was = rosters.previously(old["Company"], old["Role"])
        row["Notes"] = "\n".join(filter(None, (row["Notes"], was)))
    return row


def _left(old: Row, new: Row) -> bool:
    companies = company_key(old["Company"]), company_key(new["Company"])
    return all(companies) and companies[0] != companies[1]


def _steps(
    session: "Session", roster: Roster, old: bytes | None, raw: bytes, entries: Sequence[Entry]
) -> Iterator[Step]:
    day = session.now[:10]
    if old is None:
        yield Creation(path=roster.path, raw=raw)
    elif old != raw:
        yield Edit(path=roster.path, change=_replacing(old, raw))
    if (session.root / roster.note).exists():
        yield Edit(path=roster.note, change=lambda text: set_property(text, "updated", day))
    else:
        yield Creation(path=roster.note, raw=_note(roster, entries, day))


def _replacing(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Replace a table that is still what was planned on."""

    def change(raw: bytes) -> bytes:
        if raw not in (old, new):
            raise UsageMistake("The list was changed a moment ago; run the command again.")
        return new

    return change


def _note(roster: Roster, entries: Sequence[Entry], day: str) -> bytes:
    channel = next((one.channel for one in entries if one.channel), "")
    properties: list[tuple[str, Value]] = [
        ("type", "list"),
        ("file", f"[[{roster.name}{rosters.ENDING}]]"),
    ]
    if channel:
        properties.append(("channel", channel))
    properties.append(("updated", day))
    where = "LinkedIn connections" if channel == LINKEDIN else "people"
    body = (
        f"# {roster.name}\n\n"
        f"A list of {where} without notes of their own; the table beside this note holds them.\n"
        "`infoview-md search` and `infoview-md warm` look into it, and `infoview-md import --from-list` makes\n"
        "notes of the people you name.\n"
    )
    return compose(properties, body)


def _work(roster: Roster, steps: tuple[Step, ...], counts: Mapping[str, int]) -> Work:
    said = f"{roster.path}: {counts['added']:,} added, {counts['changed']:,} changed."
    return Work(
        sentence=said,
        subject=f"Update the list {roster.name}",
        steps=steps,
    )


def lines(listing: Listing) -> Iterator[str]:
    """Say what would become of the list."""
    yield ""
    yield f"{listing.roster.path}: {counted(listing.added, 'row')} added, {listing.changed:,} changed,"
    yield f"  {listing.unchanged:,} as they were, {listing.absent:,} not in the file and kept."


def data(listing: Listing) -> dict[str, Any]:
    """Give the same for programs."""
    return {
        "list": listing.roster.path,
        "added": listing.added,
        "changed": listing.changed,
        "unchanged": listing.unchanged,
        "absent": listing.absent,
    }


def chosen_list(session: "Session", name: str) -> Roster:
    """Give the list that a name means.  Raises `NotFound` with those there are."""
    from infoview_md.sync.reading import folded

    found = rosters.rosters(session.root, session.config.folders.lists.strip("/"))
    wanted = folded(name.removesuffix(rosters.ENDING))
    for fits in (
        [one for one in found if folded(one.name) == wanted],
        [one for one in found if folded(one.name).startswith(wanted)],
    ):
        if len(fits) == 1:
            return fits[0]
    listed = ", ".join(one.name for one in found)
    raise NotFound(
        f"There is no list {name!r}." if found else "This vault has no lists yet.",
        hint=f"The lists are: {listed}"
        if found
        else "Make one with: infoview-md import FILE --as-list",
    )
