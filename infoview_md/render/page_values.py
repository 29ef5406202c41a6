"""What the HTML pages are made from: frozen values that say in each field what it means to who writes a template."""

from dataclasses import dataclass, field

from infoview_md.dates import Moment
from infoview_md.network.desk import meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One large number at the top of a page."""

    name: str = field(metadata=meaning("what is counted"))
    number: str = field(metadata=meaning("the number in words, such as 3 or 3 of 4"))
    state: str = field(default="", metadata=meaning("overdue, today or upcoming; empty elsewhere"))
    href: str = field(default="", metadata=meaning("where it leads on the page; empty for nowhere"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a sentence."""

    text: str = field(metadata=meaning("the words"))
    is_code: bool = field(metadata=meaning("true where it is a property or a command"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One follow-up."""

    id: str = field(metadata=meaning("its stable id, which is its place on the page"))
    name: str = field(metadata=meaning("the contact's name"))
    href: str = field(metadata=meaning("link that opens the contact in Obsidian; may be empty"))
    todo: str = field(metadata=meaning("what to do"))
    reason: str = field(metadata=meaning("why it is owed"))
    late: str = field(metadata=meaning("how late it is, or when it is due"))
    since: str = field(metadata=meaning("the day since when it is late, or on which it is due"))
    due: Moment = field(metadata=meaning("when it is due: YYYY-MM-DD or YYYY-MM-DDTHH:MM"))
    note: str = field(metadata=meaning("path of the note that the rule read"))
    note_href: str = field(metadata=meaning("link that opens that note in Obsidian"))
    line: int = field(metadata=meaning("the line in that note; 0 for the whole note"))
    closed_by: tuple[Part, ...] = field(metadata=meaning("what closes it, in pieces"))
    action: str = field(metadata=meaning("the command that closes it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The follow-ups of one state."""

    state: str = field(metadata=meaning("overdue, today or upcoming"))
    name: str = field(metadata=meaning("the state in words"))
    number: int = field(metadata=meaning("how many there are"))
    cards: tuple[Card, ...] = field(metadata=meaning("the follow-ups, what matters most first"))
    more: str = field(metadata=meaning("what is said of those left out; may be empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayItem:
    """A follow-up as the calendar names it."""

    name: str = field(metadata=meaning("the contact's name"))
    todo: str = field(metadata=meaning("what to do"))
    href: str = field(metadata=meaning("where it stands on the page; empty where it does not"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day of the calendar."""

    name: str = field(metadata=meaning("the day, such as Tue 24 Nov"))
    date: str = field(metadata=meaning("its number; the first of a month with the month"))
    is_today: bool = field(metadata=meaning("true for the day of the report"))
    is_past: bool = field(metadata=meaning("true for a day before it"))
    is_weekend: bool = field(metadata=meaning("true for Saturday and Sunday"))
    state: str = field(metadata=meaning("state of what is due then; empty where nothing is"))
    number: int = field(metadata=meaning("how much is due then"))
    said: str = field(metadata=meaning("the same in words"))
    href: str = field(metadata=meaning("where the first of it stands on the page"))
    items: tuple[DayItem, ...] = field(metadata=meaning("the first three of it"))
    more: int = field(metadata=meaning("how many more there are"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """One week of the calendar."""

    name: str = field(metadata=meaning("its Monday, such as 23 Nov"))
    days: tuple[CalendarDay, ...] = field(metadata=meaning("its days from Monday"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The coming weeks."""

    weekdays: tuple[str, ...] = field(metadata=meaning("the names of the days from Monday"))
    weeks: tuple[CalendarWeek, ...] = field(metadata=meaning("the weeks, this one first"))
    before: int = field(metadata=meaning("how much was due before the first of them"))
    after: int = field(metadata=meaning("how much is due after the last of them"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart with its numbers."""

    key: str = field(metadata=meaning("its place on the page"))
    title: str = field(metadata=meaning("what it shows"))
    svg: str = field(metadata={**meaning("the chart as SVG, already escaped"), "is_markup": True})
    notes: tuple[str, ...] = field(metadata=meaning("what is said below it"))
    head: tuple[str, ...] = field(metadata=meaning("the headings of its table"))
    rows: tuple[tuple[str, ...], ...] = field(metadata=meaning("the rows of its table"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One person of the referral tree; the order is the tree's, each below the one that led to them."""

    name: str = field(metadata=meaning("the name"))
    href: str = field(metadata=meaning("link that opens the contact in Obsidian; may be empty"))
    label: str = field(metadata=meaning("role and company; may be empty"))
    state: str = field(metadata=meaning("to ask, asked, replied, declined, planned or talked"))
    on: str = field(metadata=meaning("the day of that state in words; may be empty"))
    openings: tuple[str, ...] = field(metadata=meaning("openings they mentioned"))
    also_by: tuple[str, ...] = field(metadata=meaning("names of others who led to them too"))
    has_below: bool = field(metadata=meaning("true where the next one stands below them"))
    closes: int = field(metadata=meaning("how many levels end after them"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A problem of a note."""

    note: str = field(metadata=meaning("path of the note"))
    href: str = field(metadata=meaning("link that opens it in Obsidian"))
    line: int = field(metadata=meaning("the line; 0 for the whole note"))
    message: str = field(metadata=meaning("what is wrong"))
    hint: str = field(metadata=meaning("what to do; may be empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The page of a report."""

    title: str = field(metadata=meaning("the title"))
    vault: str = field(metadata=meaning("the vault's name"))
    as_of: Moment = field(metadata=meaning("the moment of the report"))
    answer: str = field(
        metadata=meaning("how much is owed, to how many, since when; in a sentence")
    )
    tiles: tuple[Tile, ...] = field(metadata=meaning("how much is overdue, due today, coming"))
    places: tuple[Tile, ...] = field(metadata=meaning("the other parts of the page, as links"))
    groups: tuple[Group, ...] = field(
        metadata=meaning("the follow-ups by state; empty ones left out")
    )
    news: str = field(metadata=meaning("what is said where nothing is owed; else empty"))
    later: str = field(metadata=meaning("what was left out as too far ahead; may be empty"))
    calendar: Calendar = field(metadata=meaning("the coming weeks"))
    kinds: Figure = field(metadata=meaning("what is owed, by kind"))
    ages: Figure = field(metadata=meaning("what is owed, by how late it is"))
    tree: tuple[Branch, ...] = field(metadata=meaning("who led to whom; may be empty"))
    tree_more: str = field(metadata=meaning("what is said of those left out; may be empty"))
    problems: tuple[Defect, ...] = field(metadata=meaning("notes that could not be read in full"))
    problems_more: str = field(metadata=meaning("what is said of those left out; may be empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsPage:
    """The page of the numbers."""

    title: str = field(metadata=meaning("the title"))
    vault: str = field(metadata=meaning("the vault's name; may be empty"))
    heading: str = field(metadata=meaning("the time that the numbers are about"))
    goal: str = field(metadata=meaning("the goal of the search; may be empty"))
    tiles: tuple[Tile, ...] = field(metadata=meaning("the four main numbers"))
    figures: tuple[Figure, ...] = field(metadata=meaning("the charts"))
    tree: tuple[Branch, ...] = field(metadata=meaning("who led to whom; may be empty"))
    tree_more: str = field(metadata=meaning("what is said of those left out; may be empty"))
