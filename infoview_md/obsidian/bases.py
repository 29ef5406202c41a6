"""Bases: views that Obsidian itself keeps over the properties of the notes, as files to put into a vault.

Each sees the properties of one note, in the forms that Obsidian writes, and counts by the rules of the report as far as
these reach.  What stands in the text of notes or in other notes is beyond them: see `LIMITS`.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from infoview_md.network.settings import Policy
from infoview_md.network.survey.habits import Habits
from infoview_md.obsidian.base_yaml import Tree, as_yaml
from infoview_md.obsidian.belonging import kind_formulas
from infoview_md.obsidian.expressions import (
    TODAY,
    Names,
    all_of,
    among,
    day_number,
    is_dated,
    text,
    was_done,
)
from infoview_md.obsidian.formulas import (
    debt_formulas,
    people_formulas,
    talk_formulas,
    words_of,
)

OVERDUE = "Overdue.base"
COMPANIES = "Contacts by company.base"
INTERVIEWS = "Interviews.base"
THIS_NOTE = "This note.base"

LIMITS = (
    "These views see one note at a time, and of it the properties, with dates as Obsidian writes them: thank-yous,",
    "outcomes, questions, reminders, people to ask by a day. Tasks, what you wrote or did not write, agendas,",
    "cadences, referrals, holidays, your landing, and what another note says (a contact is closed or snoozed, a talk",
    "came of a request) are known to: infoview-md report",
)
"""What the overdue base says of itself above everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a base must know of a vault: how it writes, which folders are never read, and its policy."""

    habits: Habits
    ignored: Collection[str]
    policy: Policy
    since: str = ""


def all_bases(wording: Wording) -> dict[str, str]:
    """Give the text of each base by the name of its file."""
    return {
        OVERDUE: "".join(f"# {line}\n" for line in LIMITS) + _Base(wording).overdue(),
        COMPANIES: _Base(wording).companies(),
        INTERVIEWS: _Base(wording).interviews(),
        THIS_NOTE: _Base(wording).this_note(),
    }


class _Base:
    """One base in the making: it has the formulas that its views use."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._policy = wording.policy
        self._p = Names(wording.habits)
        self._formulas = dict(kind_formulas(wording.habits, self._p))

    def overdue(self) -> str:
        """Give what is late by the rules of thank_you, confirm_outcome, send_questions, nudge and reach_out."""
        self._formulas |= {
            **self._of_talks(),
            **debt_formulas(self._policy, self._p),
        }
        return self._text(
            self._late_thanks(),
            self._outcome(),
            self._questions(),
            self._no_answer(),
            self._not_asked(),
        )

    def companies(self) -> str:
        """Give the contacts, by company."""
        self._formulas |= people_formulas(self._p)
        return self._text(self._by_company(), self._people_here(), self._cards())

    def interviews(self) -> str:
        """Give the interviews that are coming, and those that were held."""
        self._formulas |= self._of_talks()
        return self._text(self._coming(), self._held())

    def this_note(self) -> str:
        """Give what belongs to the note that the base is embedded in: a contact, or a company."""
        self._formulas |= {**self._of_talks(), **people_formulas(self._p)}
        return self._text(self._talks_with_this(), self._named_by_this(), self._people_here())

    def _of_talks(self) -> Mapping[str, str]:
        return talk_formulas(self._wording.habits, self._policy, self._p)

    def _text(self, *views: Tree) -> str:
        titles = self._titles(as_yaml(views))
        ignored = (f"!file.inFolder({text(one)})" for one in self._wording.ignored)
        tree: dict[str, Tree] = {
            "filters": {"and": ['file.ext == "md"', *ignored]},
            "formulas": _needed({**self._p.formulas, **self._formulas}, as_yaml(views)),
            "properties": titles,
            "views": views,
        }
        return as_yaml(tree)

    def _titles(self, views: str) -> Tree:
        """Give the titles of the columns that the views have."""
        names = {
            "contact": "With",
            "company": "Company",
            "role": "Role",
            "date": "Date",
            "asked": "Asked",
            "replied": "Replied",
            "thank_you_sent": "Thanked",
            "reach_out_by": "Ask by",
        }
        formulas = {
            "when": "When",
            "week": "Week",
            "days_since": "Days since",
            "days_without_answer": "Days without an answer",
            "days_late": "Days late",
            "heard": "Last contact",
        }
        titles = {self._p.id(name): title for name, title in names.items()}
        titles |= {f"formula.{name}": title for name, title in formulas.items()}
        return {name: {"displayName": one} for name, one in titles.items() if name in views}

    # -- what is overdue

    def _counts(self, due: str) -> list[str]:
        """Forgive what was due before `since`."""
        since = self._wording.since
        return [f"{due} >= {day_number(since)}"] if since else []

    def _late_thanks(self) -> Tree:
        since = self._wording.since
        begins = f' && formula.thanks_due_ms >= number(date("{since}"))' if since else ""
        timed = f"formula.thanks_due_ms < number(now()){begins}"
        dated = all_of(f"formula.thanks_due_day < {TODAY}", *self._counts("formula.thanks_due_day"))
        return _view(
            "Thank-yous not sent",
            "formula.is_interview",
            "formula.is_over",
            "!formula.is_out",
            f"!{was_done(self._p('thank_you_sent'))}",
            f"if(formula.is_timed, {timed}, {dated})",
            order=[*self._p.ids("contact", "date"), "formula.days_since"],
            sort=self._p.id("date"),
        )

    def _outcome(self) -> Tree:
        due = f"formula.end_day + {self._policy.confirm_outcome_days}"
        return _view(
            "Did it take place",
            "formula.is_interview",
            "formula.is_over",
            among("formula.said", words_of("scheduled")),
            f"{due} < {TODAY}",
            *self._counts(due),
            order=[*self._p.ids("contact", "date", "status"), "formula.days_since"],
            sort=self._p.id("date"),
        )

    def _questions(self) -> Tree:
        due = f"formula.day - {self._policy.send_questions_days}"
        return _view(
            "Questions not sent",
            "formula.is_interview",
            "formula.start && !formula.is_over",
            f"!{_bracketed(among('formula.said', words_of('proposed', 'cancelled')))}",
            f"!{was_done(self._p('questions_sent'))}",
            f"{due} < {TODAY}",
            *self._counts(due),
            order=[*self._p.ids("contact"), "formula.when"],
            sort=self._p.id("date"),
        )

    def _no_answer(self) -> Tree:
        return _view(
            "No answer",
            "formula.is_contact",
            "formula.asked_day > 0",
            *self._undone("replied", "nudged", "declined", "closed"),
            f"formula.nudge_day < {TODAY}",
            *self._counts("formula.nudge_day"),
            order=[*self._p.ids("company", "asked"), "formula.days_without_answer"],
            sort=self._p.id("asked"),
        )

    def _not_asked(self) -> Tree:
        return _view(
            "Not asked yet",
            "formula.is_contact",
            is_dated(self._p("reach_out_by")),
            *self._undone("asked", "declined", "closed"),
            f"formula.ask_day < {TODAY}",
            *self._counts("formula.ask_day"),
            order=[*self._p.ids("company", "reach_out_by"), "formula.days_late"],
            sort=self._p.id("reach_out_by"),
        )

    def _undone(self, *names: str) -> list[str]:
        return [f"!{was_done(self._p(one))}" for one in names]

    # -- what there is

    def _by_company(self) -> Tree:
        order = [*self._p.ids("role", "location", "asked", "replied"), "formula.heard"]
        return _view("By company", "formula.is_contact", order=order, group=self._p.id("company"))

    def _people_here(self) -> Tree:
        """Compare a company, a link or a plain name, with the note that the view is embedded in."""
        company = self._p("company")
        is_here = f"list({company}).contains(this) || list({company}).contains(this.file.basename)"
        return _view(
            "People here",
            "formula.is_contact",
            f"if({company}, {is_here}, false)",
            order=[*self._p.ids("role", "asked", "replied"), "formula.heard"],
        )

    def _cards(self) -> Tree:
        order = self._p.ids("role", "company", "location")
        return _view("Cards", "formula.is_contact", order=order, layout="cards")

    def _coming(self) -> Tree:
        done = among("formula.said", words_of("done", "cancelled", "no_show"))
        return _view(
            "Coming",
            "formula.is_interview",
            "!formula.is_over",
            f"!{_bracketed(done)}",
            order=[
                *self._p.ids("contact"),
                "formula.when",
                *self._p.ids("mode", "location", "status"),
            ],
            sort=self._p.id("date"),
            group="formula.week",
        )

    def _held(self) -> Tree:
        return _view(
            "Held",
            "formula.is_interview",
            "formula.is_over",
            "!formula.is_out",
            order=self._p.ids("contact", "date", "thank_you_sent", "referrals"),
            sort=self._p.id("date"),
            direction="DESC",
        )

    def _talks_with_this(self) -> Tree:
        return _view(
            "Interviews",
            "formula.is_interview",
            self._links_here("contact"),
            order=self._p.ids("date", "status", "thank_you_sent"),
            sort=self._p.id("date"),
            direction="DESC",
        )

    def _named_by_this(self) -> Tree:
        return _view(
            "Named by this person",
            "formula.is_contact",
            self._links_here("referred_by"),
            order=self._p.ids("company", "asked", "replied"),
        )

    def _links_here(self, name: str) -> str:
        prop = self._p(name)
        ways = [f"list({prop}).contains(this)", f"list({prop}).contains(this.file.basename)"]
        if self._wording.habits.has_joined_links:
            ways.append(f'{prop}.toString().contains("[[" + this.file.basename + "]]")')
        return f"if({prop}, {' || '.join(ways)}, false)"


def _needed(formulas: Mapping[str, str], text: str) -> Mapping[str, str]:
    """Give the formulas that a text uses, and those that these use."""
    found: set[str] = set()
    while new := set(re.findall(r"formula\.(\w+)", text)) - found:
        found |= new
        text = " ".join(formulas[name] for name in new)
    return {name: one for name, one in formulas.items() if name in found}


def _bracketed(expression: str) -> str:
    return f"({expression})"


def _view(
    name: str,
    *filters: str,
    order: list[str],
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
