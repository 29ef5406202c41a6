"""What is to be known before a message is sent, and the command that notes it afterwards."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from infoview_md.dates import ALWAYS, Moment, day_of
from infoview_md.network.aim import current, has_landed
from infoview_md.network.message import DraftKind
from infoview_md.network.model import Contact

if TYPE_CHECKING:
    from infoview_md.preparing.drafts import Worded
    from infoview_md.session import Session

_ASKS = ("intro", "referral-intro", "nudge")

_NOTED_BY: dict[DraftKind, str] = {
    "intro": "asked {name}",
    "referral-intro": "asked {name}",
    "nudge": "nudged {name}",
    "questions": "done {name} send_questions",
    "confirm": 'log {name} "email: confirmed the time"',
    "thank-you": "done {name} thank_you",
    "report-back": "done {name} report_back",
    "stay-in-touch": 'log {name} "email: got in touch"',
    "update": 'log {name} "email: told how the search goes"',
    "landed": "done {name} announce",
}
"""Kind of message -> the command that notes that it was sent."""


def once_sent(worded: "Worded") -> str:
    """Give the command line that notes that a message was sent."""
    kind: DraftKind = worded.kind
    create = (
        "" if worded.draft.person.note or not _NOTED_BY[kind].startswith("asked") else " --create"
    )
    return f"infoview-md {_NOTED_BY[kind].format(name=shlex.quote(worded.name))}{create}"


def cautions(session: "Session", worded: "Worded") -> tuple[str, ...]:
    """Say what speaks against sending a message: it went out before, they said no, the search is over."""
    return tuple(_cautions(session, worded))


def _cautions(session: "Session", worded: "Worded") -> Iterator[str]:
    contact, kind = session.network.contacts[worded.key], worded.kind
    who = worded.draft.person.first_name
    if kind in _ASKS:
        yield from _against_asking(session, worded, contact)
    if contact.closed:
        yield f"{who} is closed in your notes{_on(contact.closed)}: nothing more is owed."
    elif day_of(contact.snoozed_until) > day_of(session.now):
        yield f"By your notes everything for {who} waits until {day_of(contact.snoozed_until)}."
    if kind == "thank-you" and (sent := _thanked(session, worded)):
        yield f"You thanked {who}{_on(sent)} already."
    if kind == "landed" and contact.told_landed:
        yield f"{who} was told{_on(contact.told_landed)} already."


def _against_asking(session: "Session", worded: "Worded", contact: Contact) -> Iterator[str]:
    who, name = worded.draft.person.first_name, shlex.quote(worded.name)
    today = day_of(session.now)
    search = current(session.network.searches, today)
    if search is not None and has_landed(search, today):
        yield "Your search has landed; there is nothing to ask for any more."
    if contact.declined:
        yield f"{who} said no{_on(contact.declined)}."
    if worded.kind == "nudge":
        yield from _against_reminding(contact, who)
    elif contact.asked:
        yield f"You asked {who}{_on(contact.asked)} already; the reminder is: infoview-md draft nudge {name}"
    elif worded.kind == "intro" and (referrer := worded.draft.connection.referrer):
        yield f"{referrer} led you to {who}; better: infoview-md draft referral-intro {name}"


def _against_reminding(contact: Contact, who: str) -> Iterator[str]:
    if contact.replied:
        yield f"{who} answered{_on(contact.replied)}."
    elif contact.nudged:
        yield f"The one reminder went out{_on(contact.nudged)} already."


def _thanked(session: "Session", worded: "Worded") -> Moment:
    talk = worded.draft.last_talk
    found = [one.interview for one in session.network.meetings(worded.key)]
    sent = [one.thank_you_sent for one in found if talk and one.path == talk.note]
    return sent[0] if sent else Moment("")


def _on(moment: Moment) -> str:
    return "" if moment == ALWAYS else f" on {day_of(moment)}"
