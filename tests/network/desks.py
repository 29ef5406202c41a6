"""A desk for tests of agendas, drafts and plans: every vault here lives in Berlin, on Sunday 22 November 2026."""

from typing import Any

from infoview_md.dates import Moment
from infoview_md.network.desk import Desk, Sections
from infoview_md.network.followups import Rulebook
from infoview_md.network.model import Fact
from infoview_md.network.network import Network
from infoview_md.network.settings import Coaching
from tests.network.builders import RULES, resolve

NOW = "2026-11-22T09:00"


def desk(
    now: str = NOW, *, sections: Sections | None = None, book: Rulebook = RULES, **coaching: Any
) -> Desk:
    """Give a desk; what is not said about the user has the defaults, but a name and a story."""
    facts = {"name": "Tess Marlowe", "story": "I taught science and now write lessons.", **coaching}
    return Desk(now=Moment(now), rules=book, coaching=Coaching(**facts), sections=sections or {})


def linked(*facts: Fact) -> Network:
    """Link facts as a vault would."""
    return Network(facts, resolve)
