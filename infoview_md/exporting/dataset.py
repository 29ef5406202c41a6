"""The whole network as tables: the same for the JSON and for the SQLite file."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from infoview_md import __version__, rosters, vault
from infoview_md.dates import ALWAYS, Moment, instant
from infoview_md.exchange.contacts import uid_of
from infoview_md.exporting.appointments import uid_of as uid_of_interview
from infoview_md.index import queries
from infoview_md.index.dataset import Cell, Column, Table
from infoview_md.network.followups.circle import held_at, touchpoints
from infoview_md.network.network import company_key
from infoview_md.network.referrals import state_of
from infoview_md.network.report import is_open

if TYPE_CHECKING:
    from infoview_md.network.model import Contact, Interview
    from infoview_md.session import Session

Rows = Iterable[tuple[Cell, ...]]

_TEXT: Final = "TEXT"
_NUMBER: Final = "INTEGER"
_DATES: Final = (
    "asked",
    "nudged",
    "replied",
    "declined",
    "last_contact",
    "told_landed",
    "snoozed_until",
    "closed",
)


def tables(session: "Session") -> list[Table]:
    """Give every table with its rows; ids count in the order of names, dates and paths."""
    return list(_Dataset(session).tables())


class _Dataset:
    """The network with a number for each contact, company and interview."""

    def __init__(self, session: "Session") -> None:
        self.session = session
        self.network = network = session.network
        keys = sorted(
            network.contacts, key=lambda key: (network.contacts[key].name.casefold(), key)
        )
        self.contact_ids = {key: number for number, key in enumerate(keys, 1)}
        named: dict[str, str] = {}
        for key in keys:
            if company := network.contacts[key].company:
                named.setdefault(company_key(company), company)
        self.companies = dict(sorted(named.items()))
        self.company_ids = {key: number for number, key in enumerate(self.companies, 1)}
        self.interview_ids = {one.path: n for n, one in enumerate(network.interviews, 1)}

    def tables(self) -> Iterator[Table]:
        yield Table("companies", _COMPANIES, self._companies())
        yield Table("contacts", _CONTACTS, self._contacts(), searched=("name", "company", "role"))
        yield Table("interviews", _INTERVIEWS, self._interviews())
        yield Table("interview_contacts", _INTERVIEW_CONTACTS, self._interview_contacts())
        yield Table("opportunities", _OPPORTUNITIES, self._opportunities())
        yield Table("referrals", _REFERRALS, self._referrals())
        yield Table("follow_ups", _FOLLOW_UPS, self._follow_ups())
        yield Table("touchpoints", _TOUCHPOINTS, self._touchpoints())
        yield Table("listed_people", _LISTED, self._listed(), searched=("name", "company", "role"))
        yield Table("about", _ABOUT, self._about())

    def _companies(self) -> Rows:
        return [(self.company_ids[key], name) for key, name in self.companies.items()]

    def _contacts(self) -> Rows:
        return [
            self._contact(key, number, self.network.contacts[key])
            for key, number in self.contact_ids.items()
        ]

    def _contact(self, key: str, number: int, one: "Contact") -> tuple[Cell, ...]:
        talks = [meeting.interview for meeting in self.network.meetings(key)]
        state, since = state_of(one, talks, self.session.now)
        past = [each.at for each in touchpoints(self.network.circle(key)) if each.at <= self._now]
        return (
            number,
            uid_of(one),
            one.path,
            one.name,
            self.company_ids.get(company_key(one.company)) if one.company else None,
            one.company,
            one.role,
            one.location,
            _listed_texts(one.emails),
            _listed_texts(one.phones),
            one.linkedin,
            one.birthday,
            one.channel,
            one.seniority,
            one.segment,
            one.priority or None,
            one.cadence,
            _listed_texts(one.tags),
            _listed_texts(one.aliases),
            state,
            since,
            max(past, default=""),
            *(_dated(getattr(one, name)) for name in _DATES),
        )

    @property
    def _now(self) -> Moment:
        return instant(self.session.now)

    def _interviews(self) -> Rows:
        return [
            (
                self.interview_ids[one.path],
                uid_of_interview(one),
                one.path,
                one.start,
                one.end,
                one.duration,
                self._status(one),
                one.mode,
                one.location,
                _dated(one.questions_sent),
                _dated(one.thank_you_sent),
                one.thank_you_via,
                _dated(one.referrer_told),
            )
            for one in self.network.interviews
        ]

    def _status(self, one: "Interview") -> str:
        held = held_at(one)
        return one.status or ("done" if held and held <= self._now else "scheduled")

    def _interview_contacts(self) -> Rows:
        return [
            (self.interview_ids[one.path], self.contact_ids[key])
            for one in self.network.interviews
            for key in self.network.people(one)
        ]

    def _opportunities(self) -> Rows:
        found = [
            (self.interview_ids[one.path], text)
            for one in self.network.interviews
            for text in one.opportunities
        ]
        return [(number, *row) for number, row in enumerate(found, 1)]

    def _referrals(self) -> Rows:
        found = [
            (self.contact_ids[by], number, self._naming(by, key))
            for key, number in self.contact_ids.items()
            for by in self.network.referrers(key)
        ]
        return [(number, *row) for number, row in enumerate(found, 1)]

    def _naming(self, by: str, key: str) -> int | None:
        naming = [one for one in self.network.named_in(key) if by in self.network.people(one)]
        return self.interview_ids[naming[0].path] if naming else None

    def _follow_ups(self) -> Rows:
        found = self.session.ask(queries.every_follow_up)
        ids = {contact.path or contact.name: key for key, contact in self.network.contacts.items()}
        return [
            (
                one.id,
                one.kind,
                self.contact_ids.get(ids.get(one.contact_path or one.contact, "")),
                one.contact,
                one.note,
                one.line,
                _dated(one.opened),
                one.due,
                _dated(one.closed),
                int(is_open(one, self.session.now)),
                one.reason,
            )
            for one in sorted(found, key=lambda one: (one.due, one.id))
        ]

    def _touchpoints(self) -> Rows:
        found = [
            (number, one.at, one.what, one.note, one.line)
            for key, number in self.contact_ids.items()
            for one in touchpoints(self.network.circle(key))
        ]
        return [(number, *row) for number, row in enumerate(found, 1)]

    def _listed(self) -> Rows:
        root, folder = self.session.root, self.session.config.folders.lists.strip("/")
        found = [
            (roster.name, *row)
            for roster in rosters.rosters(root, folder)
            for row in _people_of(root, roster)
        ]
        return [(number, *row) for number, row in enumerate(found, 1)]

    def _about(self) -> Rows:
        return [
            ("program", f"infoview-md {__version__}"),
            ("as_of", self.session.now),
            ("vault", self.session.root.name),
        ]


def _people_of(root: Path, roster: rosters.Roster) -> Iterator[tuple[Cell, ...]]:
    """Give the people of a list, also of one that somebody saved in a spreadsheet."""
    columns = ("Name", "Company", "Role", "Location", "LinkedIn", "Connected On")
    own = rosters.own_table(vault.read(str(root), roster.path) or b"")
    if own is not None:
        yield from (tuple(row[column] for column in columns) for _, row in own)
        return
    for person in (one.person for one in rosters.people(root, roster, lambda _: True)):
        since = person.connected_on.isoformat() if person.connected_on else ""
        yield person.name, person.company, person.role, person.location, person.linkedin, since


def _listed_texts(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _dated(moment: Moment) -> str:
    """Give a moment, or `yes` where a note says that something was done and not when."""
    return "yes" if moment == ALWAYS else moment


def _columns(**types: str) -> tuple[Column, ...]:
    """Declare columns: `INTEGER`, `TEXT`, and behind them what the first is or what the column refers to."""
    return tuple(Column(name, *said.partition(" ")[::2]) for name, said in types.items())


_ID: Final = f"{_NUMBER} PRIMARY KEY"
_COMPANIES: Final = _columns(id=_ID, name=_TEXT)
_CONTACTS: Final = _columns(
    id=_ID,
    uid=_TEXT,
    note=_TEXT,
    name=_TEXT,
    company_id=f"{_NUMBER} REFERENCES companies(id)",
    company=_TEXT,
    role=_TEXT,
    location=_TEXT,
    emails=_TEXT,
    phones=_TEXT,
    linkedin=_TEXT,
    birthday=_TEXT,
    channel=_TEXT,
    seniority=_TEXT,
    segment=_TEXT,
    priority=_NUMBER,
    cadence=_TEXT,
    tags=_TEXT,
    aliases=_TEXT,
    state=_TEXT,
    state_since=_TEXT,
    last_touchpoint=_TEXT,
    **dict.fromkeys(_DATES, _TEXT),
)
_INTERVIEWS: Final = _columns(
    id=_ID,
    uid=_TEXT,
    note=_TEXT,
    starts_at=_TEXT,
    ends_at=_TEXT,
    minutes=_NUMBER,
    status=_TEXT,
    mode=_TEXT,
    location=_TEXT,
    questions_sent=_TEXT,
    thank_you_sent=_TEXT,
    thank_you_via=_TEXT,
    referrer_told=_TEXT,
)
_INTERVIEW_CONTACTS: Final = _columns(
    interview_id=f"{_NUMBER} REFERENCES interviews(id)",
    contact_id=f"{_NUMBER} REFERENCES contacts(id)",
)
_OPPORTUNITIES: Final = _columns(
    id=_ID, interview_id=f"{_NUMBER} REFERENCES interviews(id)", text=_TEXT
)
_REFERRALS: Final = _columns(
    id=_ID,
    by_contact_id=f"{_NUMBER} REFERENCES contacts(id)",
    contact_id=f"{_NUMBER} REFERENCES contacts(id)",
    interview_id=f"{_NUMBER} REFERENCES interviews(id)",
)
_FOLLOW_UPS: Final = _columns(
    id=f"{_TEXT} PRIMARY KEY",
    kind=_TEXT,
    contact_id=f"{_NUMBER} REFERENCES contacts(id)",
    contact=_TEXT,
    note=_TEXT,
    line=_NUMBER,
    opened=_TEXT,
    due=_TEXT,
    closed=_TEXT,
    is_open=_NUMBER,
    reason=_TEXT,
)
_TOUCHPOINTS: Final = _columns(
    id=_ID,
    contact_id=f"{_NUMBER} REFERENCES contacts(id)",
    at=_TEXT,
    what=_TEXT,
    note=_TEXT,
    line=_NUMBER,
)
_LISTED: Final = _columns(
    id=_ID,
    list=_TEXT,
    name=_TEXT,
    company=_TEXT,
    role=_TEXT,
    location=_TEXT,
    linkedin=_TEXT,
    connected_on=_TEXT,
)
_ABOUT: Final = _columns(key=f"{_TEXT} PRIMARY KEY", value=_TEXT)


def as_json(found: Iterable[Table]) -> str:
    """Write tables as one object, each a list of objects; lists of texts are lists."""
    said: dict[str, Any] = {}
    for table in found:
        names = [column.name for column in table.columns]
        said[table.name] = [_object(names, row) for row in table.rows]
    said["about"] = {row["key"]: row["value"] for row in said["about"]}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


_LISTS: Final = frozenset({"emails", "phones", "tags", "aliases"})


def _object(names: Iterable[str], row: Iterable[Cell]) -> dict[str, Any]:
    return {
        name: json.loads(str(cell)) if name in _LISTS else cell
        for name, cell in zip(names, row, strict=True)
    }
