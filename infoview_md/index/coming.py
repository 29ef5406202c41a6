"""Asking the index for the interviews of some hours, without reading all of them."""

import sqlite3

from infoview_md.index import codec
from infoview_md.network.model import Interview


def interviews_in(connection: sqlite3.Connection, *hours: str) -> list[Interview]:
    """Give the interviews that may lie in some hours, written `2026-11-24T14:`; the caller looks at their start."""
    rows = [
        row
        for hour in hours
        for row in connection.execute(
            "SELECT fact FROM note WHERE kind='interview' AND fact LIKE ?", (f'%"{hour}%',)
        )
    ]
    found = [codec.loads("interview", fact) for (fact,) in dict.fromkeys(rows)]
    return [one for one in found if isinstance(one, Interview)]
