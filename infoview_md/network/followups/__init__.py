"""The rules of follow-ups: from the facts around one contact to what is owed to it, and since when."""

from infoview_md.network.followups.circle import Circle, Lead, Meeting, Rulebook
from infoview_md.network.followups.keeping import Birthday, birthday, birthday_in_year
from infoview_md.network.followups.rules import RULES, derive, explain

__all__ = [
    "RULES",
    "Birthday",
    "Circle",
    "Lead",
    "Meeting",
    "Rulebook",
    "birthday",
    "birthday_in_year",
    "derive",
    "explain",
]
