"""The rules of follow-ups: from the facts around one contact to what is owed to it, and since when."""

from infoview_md.network.followups.circle import Circle, Lead, Meeting, Rulebook
from infoview_md.network.followups.keeping import birthday
from infoview_md.network.followups.rules import RULES, derive, explain

__all__ = [
    "RULES",
    "Circle",
    "Lead",
    "Meeting",
    "Rulebook",
    "birthday",
    "derive",
    "explain",
]
