"""Taking people out of a list, to give them notes of their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from infoview_md import rosters, vault
from infoview_md.errors import Ambiguous, NotFound
from infoview_md.exchange.records import Person
from infoview_md.importing.summary import described
from infoview_md.note.reading import read
from infoview_md.rosters import Roster
from infoview_md.sync.reading import folded

if TYPE_CHECKING:
    from infoview_md.session import Session

_LISTED = 10
_TELLING: Final[Mapping[str, Callable[[Person], str]]] = {
    "company": lambda one: one.company,
    "role": lambda one: one.role,
    "linkedin": lambda one: one.linkedin,
    "email": lambda one: next(iter(one.emails), ""),
}


def chosen_people(
    session: "Session", roster: Roster, names: Sequence[str], fits: Callable[[Person], bool]
) -> list[tuple[Person, str]]:
    """Give the people of a list that fit and that the names mean, each with the channel of the list.

    Without a name all that fit are meant.  Raises `NotFound` for a name that is not in the list, `Ambiguous` for one
    of several people.
    """
    wanted = [folded(name) for name in names]
    listed = rosters.people(
        session.root,
        roster,
        lambda row: not wanted or any(name in folded(row["Name"]) for name in wanted),
    )
    found = [one.person for one in listed if fits(one.person)]
    channel = channel_of(session, roster)
    chosen = [_one_of(found, name, roster) for name in names] if names else found
    return [(person, channel) for person in chosen]


def channel_of(session: "Session", roster: Roster) -> str:
    """Give how the people of a list were found, as its note says it."""
    said = read(vault.read(str(session.root), roster.note) or b"").properties.get("channel")
    return said if isinstance(said, str) else ""


def _one_of(found: Sequence[Person], name: str, roster: Roster) -> Person:
    key = folded(name)
    for fits in (
        [one for one in found if folded(one.name) == key],
        [one for one in found if folded(one.name).startswith(key)],
        [one for one in found if key in folded(one.name)],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise _ambiguous(fits, name, roster)
    raise NotFound(
        f"There is no {name!r} in the list {roster.name}.",
        hint=f"Look into it with: infoview-md search {name}",
    )


def _ambiguous(fits: Sequence[Person], name: str, roster: Roster) -> Ambiguous:
    """Name the people that a name may mean, and a property by which one of them can be chosen."""
    tells = next((one for one, value in _TELLING.items() if _differ(map(value, fits))), "name")
    shows = _TELLING[tells] if tells in ("email", "linkedin") else lambda _: ""
    return Ambiguous(
        f"{name!r} may mean {len(fits)} people of the list {roster.name}.",
        candidates=[
            ", ".join(filter(None, (described(one), shows(one)))) for one in fits[:_LISTED]
        ],
        hint=f'Say which with: --only "{tells}=..."',
    )


def _differ(values: Iterable[str]) -> bool:
    """Tell whether each value is there and in no other one, as `--only` looks for a part of it."""
    listed = [folded(value) for value in values]
    return all(listed) and not any(
        one in other
        for place, one in enumerate(listed)
        for other in listed[:place] + listed[place + 1 :]
    )
