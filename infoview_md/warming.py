"""Where warm introductions wait: the contacts and the lists of a vault, asked about companies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from infoview_md import rosters, vault
from infoview_md.errors import UsageMistake
from infoview_md.exchange.company_names import company_key, loosely_match
from infoview_md.exchange.contacts import person_of
from infoview_md.exchange.identity import identities, name_key
from infoview_md.exchange.records import Person
from infoview_md.exchange.warmth import Acquaintance, Warmth, warmth_of
from infoview_md.index import queries
from infoview_md.network.aim import current
from infoview_md.network.network import is_ghost
from infoview_md.network.referrals import state_of
from infoview_md.network.schema import plain_name
from infoview_md.note.links import links_of
from infoview_md.note.reading import read
from infoview_md.rosters import Cells

if TYPE_CHECKING:
    from infoview_md.network.network import Network
    from infoview_md.session import Session

_COMPANY_TYPES: Final = frozenset({"company", "organization", "organisation", "employer"})
_COMPANY_FOLDERS: Final = frozenset({"companies", "company", "organizations", "organisations"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company by the name it is asked for, and its other names."""

    name: str
    aliases: tuple[str, ...] = ()


def warm(session: "Session", names: Sequence[str], *, with_targets: bool = False) -> list[Warmth]:
    """Look up companies by name, and with the targets all companies of the search and those that have notes.

    Raises `UsageMistake` where there is none to look up.
    """
    noted = company_notes(session)
    wanted = [_named(name, noted) for name in names]
    if with_targets:
        wanted += [*(_named(name, noted) for name in _targets(session)), *noted]
    once = {company_key(one.name): one for one in reversed(wanted) if company_key(one.name)}
    if not once:
        raise UsageMistake(
            "No company is named.",
            hint="Name one: infoview-md warm Acme. For --targets, list `companies` in your search note.",
        )
    companies = [once[key] for key in dict.fromkeys(company_key(one.name) for one in wanted) if key]
    everybody = acquaintances(session, companies)
    return [warmth_of(one.name, one.aliases, everybody) for one in companies]


def _named(name: str, noted: Iterable[Company]) -> Company:
    """Give a company with the other names that its note knows."""
    key = company_key(name)
    for one in noted:
        names = (one.name, *one.aliases)
        if key in {company_key(other) for other in names}:
            return Company(name=name, aliases=names)
    return Company(name=name)


def _targets(session: "Session") -> tuple[str, ...]:
    search = current(session.network.searches, session.now)
    return search.companies if search else ()


def company_notes(session: "Session") -> list[Company]:
    """Give the companies that have notes: by `type`, or by their folder."""
    found = []
    for path, _, _ in session.ask(lambda connection: queries.notes(connection, "other")):
        properties = read(vault.read(str(session.root), path) or b"").properties
        plain = {plain_name(key): value for key, value in properties.items()}
        kinds = {plain_name(link.target) for link in links_of(plain.get("type"))}
        folder = path.rpartition("/")[0].rpartition("/")[2].casefold()
        if kinds & _COMPANY_TYPES or (not kinds and folder in _COMPANY_FOLDERS):
            aliases = plain.get("aliases", plain.get("alias"))
            names = aliases if isinstance(aliases, list) else [aliases]
            stem = path.rsplit("/", 1)[-1].removesuffix(".md")
            found.append(
                Company(name=stem, aliases=tuple(one for one in names if isinstance(one, str)))
            )
    return found


def acquaintances(session: "Session", companies: Iterable[Company]) -> list[Acquaintance]:
    """Give every contact, and of the lists those who may have to do with the companies and have no note."""
    network = session.network
    contacts = [key for key in network.contacts if not is_ghost(key)]
    found = [_contact(network, key, session) for key in contacts]
    marks = {mark for key in contacts for mark in _marks(person_of(network.contacts[key]))}
    return [*found, *_listed(session, list(companies), marks)]


def _marks(person: Person) -> frozenset[str]:
    """Give what shows that somebody of a list has a note: here a name with the company is enough."""
    company = company_key(person.company)
    names = (person.name, *person.aliases) if company else ()
    return identities(person) | {f"colleague:{name_key(name)}:{company}" for name in names}


def _contact(network: "Network", key: str, session: "Session") -> Acquaintance:
    contact = network.contacts[key]
    talks = [meeting.interview for meeting in network.meetings(key)]
    standing, since = state_of(contact, talks, session.now)
    return Acquaintance(
        key=key,
        name=contact.name,
        place=contact.path,
        company=contact.company,
        role=contact.role,
        past_companies=contact.past_companies,
        tags=contact.tags,
        channel=contact.channel.casefold(),
        standing=standing,  # type: ignore[arg-type]  # one of the words of a standing
        since=since,
        referrers=tuple(network.contacts[who].name for who in network.referrers(key)),
    )


def _listed(
    session: "Session", companies: Sequence[Company], marks: set[str]
) -> Iterator[Acquaintance]:
    names = [name for one in companies for name in (one.name, *one.aliases)]
    keys = {company_key(name) for name in names}

    def fits(row: Cells) -> bool:
        employers = [row["Company"], *rosters.previous_companies(row["Notes"])]
        return any(company_key(one) in keys for one in employers if one) or any(
            loosely_match(row["Company"], name) for name in names
        )

    for roster in rosters.rosters(session.root, session.config.folders.lists.strip("/")):
        for one in rosters.people(session.root, roster, fits):
            if not _marks(one.person) & marks:
                yield _from_list(one.person, f"{one.path}:{one.line}")


def _from_list(person: Person, place: str) -> Acquaintance:
    return Acquaintance(
        key=place,
        name=person.name,
        place=place,
        company=person.company,
        role=person.role,
        past_companies=tuple(rosters.previous_companies(person.note)),
        tags=person.categories,
        standing="listed",
        since=person.connected_on.isoformat() if person.connected_on else "",
    )
