"""The nouns of the domain: what a note says once it has been read.

Everything here is frozen, knows no I/O, and holds only text, numbers and tuples: the index keeps it as it is.
Dates are `Moment`s of the vault's time zone; an empty one means "not set", `ALWAYS` means "set, without a date".
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from infoview_md.dates import Moment
from infoview_md.network import followup

NoMoment = followup.NoMoment

NoteKind = Literal["contact", "interview", "search", "questions", "other"]

Status = Literal["", "proposed", "scheduled", "done", "cancelled", "no_show"]


class Task(NamedTuple):
    """A task line of a note; `section` is the nearest heading above it, `line` counts from 1."""

    text: str
    line: int
    is_done: bool = False
    is_waiting: bool = False
    is_preparation: bool = False
    due_on: Moment = NoMoment
    done_on: Moment = NoMoment
    created_on: Moment = NoMoment


class LogItem(NamedTuple):
    """A dated line under `## Log`: any exchange with the contact."""

    at: Moment
    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person.  `path` is empty for somebody who is only named in other notes.

    `referred_by` and `company_link` hold link targets as written; `lines` gives the line of each property that was set.
    """

    name: str
    path: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    company: str = ""
    past_companies: tuple[str, ...] = ()
    role: str = ""
    location: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    linkedin: str = ""
    channel: str = ""
    seniority: str = ""
    segment: str = ""
    priority: int = 0
    referred_by: tuple[str, ...] = ()
    reach_out_by: Moment = NoMoment
    asked: Moment = NoMoment
    nudged: Moment = NoMoment
    replied: Moment = NoMoment
    declined: Moment = NoMoment
    cadence: str = ""
    last_contact: Moment = NoMoment
    next_contact: Moment = NoMoment
    birthday: str = ""
    told_landed: Moment = NoMoment
    snoozed_until: Moment = NoMoment
    closed: Moment = NoMoment
    uid: str = ""
    tasks: tuple[Task, ...] = ()
    log: tuple[LogItem, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """An informational interview.  `contacts` and `referrals` hold link targets as written.

    `start` and `end` are local moments of the vault; `end` is the start plus the duration in minutes, or the day itself
    where no time is known.
    """

    name: str
    path: str
    contacts: tuple[str, ...] = ()
    start: Moment = NoMoment
    end: Moment = NoMoment
    duration: int = 0
    timezone: str = ""
    mode: str = ""
    location: str = ""
    status: Status = ""
    questions_sent: Moment = NoMoment
    thank_you_sent: Moment = NoMoment
    thank_you_via: str = ""
    referrals: tuple[str, ...] = ()
    referrer_told: Moment = NoMoment
    opportunities: tuple[str, ...] = ()
    uid: str = ""
    has_agenda: bool = False
    has_notes: bool = False
    tasks: tuple[Task, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The user's job search: what they want, and how it ended."""

    name: str
    path: str
    goal: str = ""
    fields: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    started: Moment = NoMoment
    landed: Moment = NoMoment
    employer: str = ""
    new_email: str = ""
    weekly_target: int = 0
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBank:
    """The user's questions, by topic, as (topic, question) pairs in the order of the note."""

    name: str
    path: str
    questions: tuple[tuple[str, str], ...] = ()


Fact = Contact | Interview | Search | QuestionBank
