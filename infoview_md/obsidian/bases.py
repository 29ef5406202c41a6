"""Bases: views that Obsidian itself keeps over the properties of the notes, as files to put into a vault.

They count by formulas of their own, from single properties; what is really owed says the report.  Source of the
structure and of the functions: "Bases syntax" and "Functions" of Obsidian's help, and release 1.13 as observed: a
difference of dates is taken as numbers, a property without a value is guarded with `if`, links are compared with
`this`.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from infoview_md.network.settings import Kind, Policy

Tree = Mapping[str, "Tree"] | Sequence["Tree"] | str | int

_DAY_MS = 86_400_000
_BUSINESS_WEEK = 5
_PLAIN = r"(?:note|file|formula)\.\w+|table|cards|list|ASC|DESC"

OVERDUE = "Overdue.base"
COMPANIES = "Contacts by company.base"
INTERVIEWS = "Interviews.base"
THIS_NOTE = "This note.base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a vault writes its facts, as far as a base must know: which notes are what, and under which names."""

    contact: Kind
    interview: Kind
    name_of: Callable[[str], str]
    ignored: Collection[str]
    policy: Policy


def all_bases(wording: Wording) -> dict[str, str]:
    """Give the text of each base by the name of its file."""
    p = _Names(wording.name_of)
    views = {
        OVERDUE: (_late_thanks(p, wording), _no_answer(p, wording), _not_asked(p)),
        COMPANIES: (_by_company(p), _people_here(p), _cards(p)),
        INTERVIEWS: (_coming(p), _held(p)),
        THIS_NOTE: (_talks_with_this(p), _named_by_this(p), _people_here(p)),
    }
    head = {"filters": _notes(wording), "formulas": _formulas(p, wording), "properties": _shown(p)}
    return {name: as_yaml({**head, "views": some}) for name, some in views.items()}


def _notes(wording: Wording) -> Tree:
    """Give the filter for notes outside of the folders that are never read."""
    return {
        "and": ['file.ext == "md"', *(f"!file.inFolder({text(one)})" for one in wording.ignored)]
    }


def _formulas(p: "_Names", wording: Wording) -> Tree:
    """Give what the views choose by and show; the first two tell contacts and interviews."""
    day = p("date")
    return {
        "is_contact": " || ".join(_says(wording.contact)) or "false",
        "is_interview": " || ".join(_says(wording.interview)) or "false",
        "is_over": f"if({day}, date({day}) < now(), false)",
        "when": f'if({day}, date({day}).format("ddd D MMM HH:mm"), "")',
        "week": f'if({day}, date({day}).format("GGGG-[W]WW"), "no date yet")',
        "since_the_talk": _days_since(day),
        "without_answer": _days_since(p("asked")),
        "days_late": _days_since(p("reach_out_by")),
        "heard": f'if({p("last_contact")}, date({p("last_contact")}).relative(), "")',
    }


def _says(kind: Kind) -> list[str]:
    found = [f"note.type == {text(one)}" for one in kind.types]
    found += [
        f"if(note.categories, list(note.categories).contains(link({text(one)})), false)"
        for one in kind.categories
    ]
    if kind.tags:
        found.append(f"file.hasTag({', '.join(text(one) for one in kind.tags)})")
    # A `type` of another meaning keeps the folder from counting, as in the report.
    return [*found, *(f"(!note.type && file.inFolder({text(one)}))" for one in kind.folders)]


def _shown(p: "_Names") -> Tree:
    titles = {
        p.id("contact"): "With",
        "formula.when": "When",
        "formula.week": "Week",
        "formula.since_the_talk": "Days since the talk",
        "formula.without_answer": "Days without an answer",
        "formula.days_late": "Days late",
        "formula.heard": "Last contact",
    }
    return {name: {"displayName": title} for name, title in titles.items()}


def _late_thanks(p: "_Names", wording: Wording) -> Tree:
    hours = wording.policy.thank_you_hours
    return _view(
        "Thank-yous not sent",
        "formula.is_interview",
        f"!{p('thank_you_sent')}",
        _is_none_of(p("status"), "cancelled", "no_show", "proposed", "scheduled"),
        f'if({p("date")}, date({p("date")}) + "{hours}h" < now(), false)',
        order=[*p.ids("contact", "date"), "formula.since_the_talk"],
        sort=p.id("date"),
    )


def _no_answer(p: "_Names", wording: Wording) -> Tree:
    asked, days = p("asked"), _silent_days(wording.policy)
    return _view(
        "No answer",
        "formula.is_contact",
        *(f"!{p(one)}" for one in ("replied", "nudged", "declined", "closed")),
        f'if({asked}, date({asked}) + "{days}d" < today(), false)',
        order=[*p.ids("company", "asked"), "formula.without_answer"],
        sort=p.id("asked"),
    )


def _silent_days(policy: Policy) -> int:
    """Give the calendar days in which the business days until a reminder have surely passed."""
    days = policy.nudge_business_days
    return days + 2 * -(-days // _BUSINESS_WEEK)


def _not_asked(p: "_Names") -> Tree:
    by = p("reach_out_by")
    return _view(
        "Not asked yet",
        "formula.is_contact",
        *(f"!{p(one)}" for one in ("asked", "declined", "closed")),
        f"if({by}, date({by}) < today(), false)",
        order=[*p.ids("company", "reach_out_by"), "formula.days_late"],
        sort=p.id("reach_out_by"),
    )


def _by_company(p: "_Names") -> Tree:
    order = [*p.ids("role", "location", "asked", "replied"), "formula.heard"]
    return _view("By company", "formula.is_contact", order=order, group=p.id("company"))


def _people_here(p: "_Names") -> Tree:
    """Compare a company, a link or a plain name, with the note that the view is embedded in."""
    company = p("company")
    is_here = f"list({company}).contains(this) || {company} == this.file.basename"
    return _view(
        "People here",
        "formula.is_contact",
        f"if({company}, {is_here}, false)",
        order=[*p.ids("role", "asked", "replied"), "formula.heard"],
    )


def _cards(p: "_Names") -> Tree:
    order = p.ids("role", "company", "location")
    return _view("Cards", "formula.is_contact", order=order, layout="cards")


def _coming(p: "_Names") -> Tree:
    return _view(
        "Coming",
        "formula.is_interview",
        "!formula.is_over",
        _is_none_of(p("status"), "done", "cancelled", "no_show"),
        order=[*p.ids("contact"), "formula.when", *p.ids("mode", "location", "status")],
        sort=p.id("date"),
        group="formula.week",
    )


def _held(p: "_Names") -> Tree:
    return _view(
        "Held",
        "formula.is_interview",
        "formula.is_over",
        _is_none_of(p("status"), "cancelled", "no_show", "proposed"),
        order=p.ids("contact", "date", "thank_you_sent", "referrals"),
        sort=p.id("date"),
        direction="DESC",
    )


def _talks_with_this(p: "_Names") -> Tree:
    return _view(
        "Interviews",
        "formula.is_interview",
        _links_here(p("contact")),
        order=[*p.ids("date", "status", "thank_you_sent")],
        sort=p.id("date"),
        direction="DESC",
    )


def _named_by_this(p: "_Names") -> Tree:
    return _view(
        "Named by this person",
        "formula.is_contact",
        _links_here(p("referred_by")),
        order=p.ids("company", "asked", "replied"),
    )


def _links_here(name: str) -> str:
    return f"if({name}, list({name}).contains(this), false)"


def _is_none_of(name: str, *values: str) -> str:
    return " && ".join(f"{name} != {text(one)}" for one in values)


def _days_since(name: str) -> str:
    """Count days as a plain number: a difference of dates itself has no functions of numbers."""
    return f'if({name}, ((number(today()) - number(date({name}))) / {_DAY_MS}).floor(), "")'


def _view(
    name: str,
    *filters: str,
    order: Sequence[str],
    sort: str = "file.name",
    direction: str = "ASC",
    group: str = "",
    layout: str = "table",
) -> Tree:
    grouping: dict[str, Tree] = {}
    if group:
        grouping["groupBy"] = {"property": group, "direction": "ASC"}
    return {
        "type": layout,
        "name": name,
        "filters": {"and": list(filters)},
        **grouping,
        "order": ["file.name", *order],
        "sort": [{"property": sort, "direction": direction}],
    }


class _Names:
    """The names under which a vault keeps its properties, in an expression and as the name of a column."""

    def __init__(self, name_of: Callable[[str], str]) -> None:
        self._name_of = name_of

    def __call__(self, canonical: str) -> str:
        """Write a property in an expression; a hyphen in a name would be read as a minus."""
        name = self._name_of(canonical)
        return f"note.{name}" if name.isidentifier() else f"note[{text(name)}]"

    def id(self, canonical: str) -> str:
        """Write a property as a column."""
        return f"note.{self._name_of(canonical)}"

    def ids(self, *canonical: str) -> list[str]:
        """Write properties as columns."""
        return [self.id(one) for one in canonical]


def text(value: str) -> str:
    """Write a text for an expression."""
    plain = "".join(char for char in value if char.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_yaml(tree: Tree, indent: str = "") -> str:
    """Write maps, lists, texts and numbers as YAML that every parser reads alike: each text is in single quotes."""
    if isinstance(tree, Mapping):
        return "".join(
            f"{indent}{_key(key)}:{_below(value, indent)}" for key, value in tree.items()
        )
    if isinstance(tree, str | int):
        return f"{indent}{_scalar(tree)}\n"
    return "".join(f"{indent}- {as_yaml(item, indent + '  ').lstrip(' ')}" for item in tree)


def _below(value: Tree, indent: str) -> str:
    if isinstance(value, str | int):
        return f" {_scalar(value)}\n"
    return "\n" + as_yaml(value, indent + "  ")


def _key(key: str) -> str:
    return key if key.replace("_", "").replace(".", "").isalnum() else _scalar(key)


def _scalar(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    is_plain = value.isascii() and re.fullmatch(_PLAIN, value) is not None
    return value if is_plain else "'" + value.replace("'", "''") + "'"
