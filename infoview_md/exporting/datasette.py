"""What datasette shows about the tables of an export: titles, descriptions, units of the columns, useful facets."""

import json
from typing import Any, Final

_MOMENT: Final = "day or local time of the vault; yes: done on an unknown day; empty: not yet"

_DAY: Final = "day; yes: on an unknown day; empty: not yet"
_LIST: Final = "JSON array, the preferred one first"
_NOTE: Final = "path of the note in the vault"

_TABLES: Final[dict[str, dict[str, Any]]] = {
    "companies": {
        "description": "Companies that contacts work at; how a name is written does not count.",
        "label_column": "name",
        "columns": {"name": "as the first contact writes it"},
    },
    "contacts": {
        "description": "People: those with a note, and those who are only named in other notes.",
        "label_column": "name",
        "facets": ["state", "channel", "company"],
        "columns": {
            "uid": "UID of the vCard and of the export of contacts",
            "note": f"{_NOTE}; empty for somebody without one",
            "name": "name of the note",
            "company_id": "where they work, in companies",
            "company": "where they work, as their note writes it",
            "role": "what they do there",
            "location": "city first",
            "emails": _LIST,
            "phones": _LIST,
            "linkedin": "address of the profile",
            "birthday": "YYYY-MM-DD, or --MM-DD without a year",
            "channel": "how you found each other",
            "seniority": "decision_maker, manager or peer",
            "segment": "booster, obligate or curmudgeon: how they respond",
            "priority": "1 (first) to 5",
            "cadence": "how often to stay in touch",
            "tags": "JSON array",
            "aliases": "JSON array",
            "state": "how far it came: to ask, asked, replied, declined, planned, talked",
            "state_since": "since when; empty where no note says so",
            "last_touchpoint": "the last dated exchange until the export",
            "asked": f"the first request for an interview went out: {_MOMENT}",
            "nudged": f"the one reminder went out: {_DAY}",
            "replied": f"they answered: {_DAY}",
            "declined": f"they said no: {_DAY}",
            "last_contact": "last exchange that was noted by hand",
            "told_landed": f"they heard where you landed: {_DAY}",
            "snoozed_until": "follow-ups wait until this day",
            "closed": f"nothing more is owed: {_DAY}",
        },
    },
    "interviews": {
        "description": "Informational interviews, those to come too.",
        "label_column": "note",
        "facets": ["status", "mode"],
        "columns": {
            "uid": "UID of the calendar event",
            "note": _NOTE,
            "starts_at": "day or local time of the vault; empty where no date is known",
            "ends_at": "start and minutes, or the day",
            "minutes": "how long it takes",
            "status": "proposed, scheduled, done, cancelled or no_show, as of the export",
            "mode": "phone, video or in_person",
            "location": "place or address",
            "questions_sent": f"the questions went out before: {_DAY}",
            "thank_you_sent": f"{_MOMENT}",
            "thank_you_via": "letter, email or message",
            "referrer_told": f"who led to this contact heard how it went: {_DAY}",
        },
    },
    "interview_contacts": {
        "description": "Who took part in which interview.",
        "columns": {"interview_id": "in interviews", "contact_id": "in contacts"},
    },
    "opportunities": {
        "description": "Openings that were mentioned in interviews.",
        "label_column": "text",
        "columns": {"interview_id": "where it was mentioned", "text": "as the note writes it"},
    },
    "referrals": {
        "description": "Who named whom; with the interview, where it was in one.",
        "columns": {
            "by_contact_id": "who named somebody",
            "contact_id": "who was named",
            "interview_id": "in which interview; empty where only the contact says so",
        },
    },
    "follow_ups": {
        "description": "What is, was or will be owed, as intervals: opened, due, closed.",
        "facets": ["kind", "is_open"],
        "columns": {
            "id": "stays the same as long as it is the same debt",
            "kind": "the rule that produced it",
            "contact_id": "to whom, in contacts",
            "contact": "to whom, by name",
            "note": f"{_NOTE} that the rule read",
            "line": "line of that note, from 1",
            "opened": "since when it is owed; yes: since always",
            "due": "day or local time of the vault",
            "closed": f"when it was done: {_MOMENT}",
            "is_open": "1 while it was owed at the time of the export",
            "reason": "why it is owed",
        },
    },
    "touchpoints": {
        "description": "Every dated exchange with a contact.",
        "facets": ["what"],
        "columns": {
            "contact_id": "with whom, in contacts",
            "at": "day or local time of the vault",
            "what": "what it was: the property or the word in the log",
            "note": f"{_NOTE} that says so",
            "line": "line of that note, from 1",
        },
    },
    "listed_people": {
        "description": "People of lists, who have no notes.",
        "label_column": "name",
        "facets": ["list"],
        "columns": {
            "list": "name of the list",
            "name": "as the list writes it",
            "company": "where they work",
            "role": "what they do there",
            "location": "city first",
            "linkedin": "address of the profile",
            "connected_on": "day on which you connected",
        },
    },
    "about": {
        "description": "When and from which vault this was exported.",
        "columns": {"key": "program, as_of or vault", "value": "what it is"},
    },
}


def metadata(name: str) -> str:
    """Give the metadata as JSON, for `datasette NAME.db --metadata FILE`."""
    said = {
        "title": "My network",
        "description": "Informational interviews, exported by infoview-md. The notes are the truth.",
        "databases": {name: {"tables": _TABLES}},
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
