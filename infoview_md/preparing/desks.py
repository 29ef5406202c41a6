"""The desk of one command: the moment, the rules, the advice, and the sections of the interviews that concern it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from infoview_md import vault
from infoview_md.dates import instant
from infoview_md.network.desk import Desk
from infoview_md.network.network import Network
from infoview_md.note.body import outline
from infoview_md.note.reading import read

if TYPE_CHECKING:
    from infoview_md.session import Session


def desk_of(session: "Session", keys: Iterable[str] = ()) -> Desk:
    """Lay out what drafts and agendas about some contacts need; the notes of their interviews are read once."""
    config, network = session.config, session.network
    paths = {path for key in keys for path in _concerning(network, key)}
    return Desk(
        now=instant(session.now),
        rules=session.setup.rules,
        coaching=config.coaching,
        headings=config.headings,
        sections={path: sections_of(session, path) for path in sorted(paths)},
    )


def _concerning(network: Network, key: str) -> Iterator[str]:
    """Give the interviews with a contact and with those whom the contact led to."""
    for one in (key, *network.referred(key)):
        for meeting in network.meetings(one):
            yield meeting.interview.path


def sections_of(session: "Session", path: str) -> dict[str, str]:
    """Give the sections of a note by heading; of several of one name the first that says something."""
    reading = read(vault.read(str(session.root), path) or b"")
    found: dict[str, str] = {}
    for one in outline(reading.body, reading.body_line).sections:
        if not found.get(one.heading, "").strip():
            found[one.heading] = one.text
    return found
