"""Writing UIDs into notes, so that a contact or an interview stays the same when its note is renamed."""

from typing import TYPE_CHECKING

from infoview_md.acting.act import Act
from infoview_md.acting.properties import put
from infoview_md.errors import Mistake
from infoview_md.exchange import contacts
from infoview_md.exporting import appointments
from infoview_md.index import queries
from infoview_md.replace import read_fresh
from infoview_md.writeback import Edit, Work

if TYPE_CHECKING:
    from infoview_md.session import Session


def contact_uids(session: "Session") -> dict[str, str]:
    """Give the UID of every contact whose note has none, by path: the one that exports use."""
    found = session.ask(queries.contacts)
    return {one.path: contacts.uid_of(one) for one in found if one.path and not one.uid}


def interview_uids(session: "Session") -> dict[str, str]:
    """Give the UID of every interview whose note has none, by path: the one that exports use."""
    found = session.network.interviews
    return {one.path: appointments.uid_of(one) for one in found if not one.uid}


def plan_uids(session: "Session", uids: dict[str, str]) -> Act | None:
    """Plan to write UIDs into their notes; one that cannot be edited is named and left alone.

    Gives nothing where every note has one.
    """
    edits, refused = [], list[str]()
    for path, uid in sorted(uids.items()):
        edit = put(session, path, "uid", uid)
        try:
            edit.change(read_fresh(session.root, path).raw)
        except Mistake as mistake:
            refused.append(f"{path} was left alone: {mistake.sentence}")
        else:
            edits.append(edit)
    if not edits and not refused:
        return None
    return Act(work=_work(edits), remarks=tuple(refused), if_there="No UID was written.")


def _work(edits: list[Edit]) -> Work:
    notes = "1 note" if len(edits) == 1 else f"{len(edits)} notes"
    return Work(
        sentence=f"Wrote a UID into {notes}.",
        subject=f"Keep the UIDs of {notes}",
        steps=tuple(edits),
    )
