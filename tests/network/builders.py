"""Facts of notes for tests of the rules, as short as a test can say them; every vault here lives in Berlin."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from infoview_md.dates import Moment, add_hours, has_time
from infoview_md.network.followup import FollowUp, FollowUpKind, Pass
from infoview_md.network.followups import Rulebook, derive, explain
from infoview_md.network.model import Contact, Fact, Interview, LogItem, Search, Task
from infoview_md.network.network import Network
from infoview_md.network.report import is_open
from infoview_md.network.settings import Calendar, Policy

BERLIN = ZoneInfo("Europe/Berlin")
RULES = Rulebook(policy=Policy(), calendar=Calendar(zone=BERLIN))


def rules(*, holidays: Iterable[str] = (), **policy: int) -> Rulebook:
    """Give rules that differ from the defaults."""
    calendar = Calendar(zone=BERLIN, holidays=frozenset(holidays))
    return Rulebook(policy=Policy(**policy), calendar=calendar)


def path_of(name: str) -> str:
    return f"People/{name}.md"


def resolve(target: str, source: str) -> str:
    """Find a note as the vaults of these tests lay them out: all people in one folder."""
    return path_of(target)


def person(name: str, **facts: Any) -> Contact:
    """A contact's note `People/NAME.md`."""
    return Contact(name=name, path=path_of(name), **facts)


def talk(
    *contacts: str, on: str = "", minutes: int = 20, note: str = "", **facts: Any
) -> Interview:
    """An interview's note, named after its day and contacts unless said otherwise."""
    name = note or " ".join([on[:10], *contacts])
    start = Moment(on)
    end = add_hours(start, minutes / 60, BERLIN) if has_time(start) else start
    return Interview(
        name=name,
        path=f"Interviews/{name}.md",
        contacts=contacts,
        start=start,
        end=end,
        duration=minutes,
        **facts,
    )


def search(name: str = "Search", **facts: Any) -> Search:
    return Search(name=name, path=f"{name}.md", **facts)


def task(text: str, due: str = "", *, line: int = 9, **facts: Any) -> Task:
    return Task(text=text, line=line, due_on=Moment(due), **facts)


def logged(on: str, kind: str = "email", *, line: int = 20) -> LogItem:
    return LogItem(at=Moment(on), kind=kind, text="", line=line)


def derived(
    name: str, facts: Iterable[Fact], kind: FollowUpKind | None = None, book: Rulebook = RULES
) -> list[FollowUp]:
    """Give what was, is or will be owed to NAME; `?name` is somebody without a note."""
    network = Network(facts, resolve)
    circle = network.circle(name if name.startswith("?") else path_of(name))
    return [one for one in derive(circle, book) if kind in (None, one.kind)]


def only(name: str, kind: FollowUpKind, facts: Iterable[Fact], book: Rulebook = RULES) -> FollowUp:
    """Give the one follow-up of a kind."""
    (found,) = derived(name, facts, kind, book)
    return found


def open_at(
    at: str,
    name: str,
    facts: Iterable[Fact],
    kind: FollowUpKind | None = None,
    book: Rulebook = RULES,
) -> list[FollowUp]:
    """Give what is open at a moment."""
    return [one for one in derived(name, facts, kind, book) if is_open(one, Moment(at))]


def kinds_at(at: str, name: str, *facts: Fact) -> set[str]:
    """Give the kinds that are open at a moment."""
    return {one.kind for one in open_at(at, name, facts)}


def passed(name: str, kind: FollowUpKind, facts: Iterable[Fact]) -> str:
    """Give the reason why a rule found nothing owed."""
    circle = Network(facts, resolve).circle(path_of(name))
    reasons = [
        one.reason for one in explain(circle, RULES) if isinstance(one, Pass) and one.kind == kind
    ]
    return " / ".join(reasons)
