"""What the user is looking for now, as the search note says it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from infoview_md.dates import Moment, day_of
from infoview_md.network.desk import SETTINGS, Desk, Missing, meaning
from infoview_md.network.followups.circle import is_dated
from infoview_md.network.model import Contact, Search
from infoview_md.network.prose import plain, sentence, words

_STEM = 5  # `adapt` of adaptation and adapting: letters that make two words one subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the search is about."""

    goal: str = field(metadata=meaning("the goal in one sentence; may be empty"))
    field_of_work: str = field(
        metadata=meaning("the field that fits this person best; may be empty")
    )
    role: str = field(metadata=meaning("the first role looked for; may be empty"))
    roles: tuple[str, ...] = field(metadata=meaning("all roles looked for"))
    places: tuple[str, ...] = field(metadata=meaning("where"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The user, as the settings say it."""

    name: str = field(metadata=meaning("your name; may be empty"))
    story: str = field(metadata=meaning("who you are, in one sentence; may be empty"))
    school: str = field(metadata=meaning("your school; may be empty"))


def current(searches: Sequence[Search], today: Moment) -> Search | None:
    """Give the search that is on: the newest start with no end, else the one that ended last."""
    begun = [one for one in searches if day_of(one.started) <= today]
    running = [one for one in begun if not has_landed(one, today)]
    return max(running or begun, key=lambda one: (one.started, one.landed, one.path), default=None)


def has_landed(search: Search, today: Moment) -> bool:
    """Tell whether a search has found its end by a day; an end without a date counts."""
    return bool(search.landed) and (not is_dated(search.landed) or day_of(search.landed) <= today)


def aim_of(search: Search | None, contact: Contact) -> Aim:
    """Put a search into words for one person; without a search everything is empty."""
    if search is None:
        return Aim(goal="", field_of_work="", role="", roles=(), places=())
    fields = [plain(one) for one in search.fields]
    roles = tuple(plain(one) for one in search.roles)
    return Aim(
        goal=sentence(plain(search.goal)),
        field_of_work=best_field(fields, contact),
        role=roles[0] if roles else "",
        roles=roles,
        places=tuple(plain(one) for one in search.places),
    )


def best_field(fields: Sequence[str], contact: Contact) -> str:
    """Give the field that shares most words with what is known of the person; else the first."""
    known = stems(" ".join((contact.role, contact.company, *contact.tags)))
    return max(fields, key=lambda one: len(stems(one) & known), default="")


def stems(text: str) -> frozenset[str]:
    """Give the beginnings of the words of a text that carry a subject, to compare texts by."""
    return frozenset(word[:_STEM] for word in words(text) if len(word) >= _STEM)


def me_of(desk: Desk) -> Me:
    """Give the user as the settings say it."""
    return Me(
        name=desk.coaching.name, story=sentence(desk.coaching.story), school=desk.coaching.school
    )


def missing_goal(search: Search | None) -> list[Missing]:
    """Name what the search note should say and does not."""
    if search is None:
        text = "Write a search note: `type: search` with a `goal` of one sentence."
        return [Missing(property="goal", note="", sentence=text)]
    if not search.goal:
        text = "Say in one sentence what you are exploring, in `goal`."
        return [Missing(property="goal", note=search.path, sentence=text)]
    return []


def missing_of_me(desk: Desk, *names: str) -> list[Missing]:
    """Name the settings about the user that are empty, in the order asked for."""
    sentences = {
        "name": "Your name belongs under every message: set coaching.name.",
        "story": "Say who you are in one sentence: set coaching.story.",
        "school": "You share a school: set coaching.school, so that it can be named.",
    }
    return [
        Missing(property=f"coaching.{name}", note=SETTINGS, sentence=sentences[name])
        for name in names
        if not getattr(desk.coaching, name)
    ]
