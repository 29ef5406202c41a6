"""What lies on the desk when a draft, an agenda or a plan is made, and how a gap in it is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from infoview_md.dates import Moment, day_of
from infoview_md.network.followups.circle import Rulebook
from infoview_md.network.settings import Coaching, Headings

Sections = Mapping[str, Mapping[str, str]]
"""Path of an interview note -> heading -> the text under it, as the note has it."""

SETTINGS = "infoview.toml"


def meaning(doc: str) -> dict[str, str]:
    """Say what a field is to the people who write templates; their reference is made of it."""
    return {"doc": doc}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A fact that a text could use and the notes do not have, with the property that would give it."""

    property: str = field(metadata=meaning("the property or setting to fill"))
    note: str = field(metadata=meaning("the note it belongs in, or infoview.toml"))
    sentence: str = field(metadata=meaning("what to do, in one sentence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The moment, the rules, the advice, and the sections of the interview notes that were read.

    `now` is a moment of the vault's zone; `sections` may hold only the notes that concern the matter.
    """

    now: Moment
    rules: Rulebook
    coaching: Coaching = field(default_factory=Coaching)
    headings: Headings = field(default_factory=Headings)
    sections: Sections = field(default_factory=dict)

    @property
    def today(self) -> Moment:
        """Give the day of now."""
        return day_of(self.now)

    @property
    def zone(self) -> tzinfo:
        """Give the zone of the vault's dates."""
        return self.rules.calendar.zone
