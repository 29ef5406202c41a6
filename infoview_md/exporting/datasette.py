"""What datasette shows about the tables of an export: titles, descriptions, units of the columns, useful facets."""

import json
from typing import Any, Final

_MOMENT: Final = "day or local time of the vault; yes: done on an unknown day; empty: not yet"

_TABLES: Final[dict[str, dict[str, Any]]] = {
    "companies": {"description": "Companies that contacts work at, one row for each spelling."},
    "contacts": {
        "description": "People: those with a note, and those who are only named in other notes.",
        "label_column": "name",
        "facets": ["state", "channel", "company"],
        "columns": {
            "note": "path in the vault; empty for somebody without a note",
            "emails": "JSON array, the preferred one first",
            "phones": "JSON array, the preferred one first",
            "tags": "JSON array",
            "aliases": "JSON array",
            "state": "how far it came: to ask, asked, replied, declined, planned, talked",
            "last_touchpoint": "the last dated exchange until the export",
            "asked": _MOMENT,
            "replied": _MOMENT,
        },
    },
    "interviews": {
        "description": "Informational interviews, those to come too.",
        "label_column": "note",
        "facets": ["status", "mode"],
        "columns": {"status": "proposed, scheduled, done, cancelled or no_show, as of the export"},
    },
    "interview_contacts": {"description": "Who took part in which interview."},
    "opportunities": {"description": "Openings that were mentioned in interviews."},
    "referrals": {
        "description": "Who named whom; with the interview, where it was in one.",
    },
    "follow_ups": {
        "description": "What is, was or will be owed, as intervals: opened, due, closed.",
        "facets": ["kind", "is_open"],
        "columns": {"is_open": "1 while it was owed at the time of the export", "closed": _MOMENT},
    },
    "touchpoints": {
        "description": "Every dated exchange with a contact.",
        "facets": ["what"],
    },
    "listed_people": {"description": "People of lists, who have no notes.", "facets": ["list"]},
    "about": {"description": "When and from which vault this was exported."},
}


def metadata(name: str) -> str:
    """Give the metadata as JSON, for `datasette NAME.db --metadata FILE`."""
    said = {
        "title": "My network",
        "description": "Informational interviews, exported by infoview-md. The notes are the truth.",
        "databases": {name: {"tables": _TABLES}},
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
