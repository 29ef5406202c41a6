"""The formulas of the bases: when a talk begins and ends, when something is due, in the numbers of the policy."""

from collections.abc import Mapping

from infoview_md.network.settings import Policy
from infoview_md.network.survey.habits import Habits
from infoview_md.network.values import STATUSES
from infoview_md.obsidian.expressions import (
    TODAY,
    Names,
    among,
    business_days_after,
    day,
    is_dated,
    word,
)

_HOUR_MS = 3_600_000
_MINUTE_MS = 60_000
_DAY_HOURS = 24
_NOT_HELD = ("proposed", "scheduled", "cancelled", "no_show")


def talk_formulas(habits: Habits, policy: Policy, p: Names) -> Mapping[str, str]:
    """Give when a talk begins, ends and is over; a date at midnight is one without a time."""
    status, length, usual = p("status"), p("duration"), policy.interview_minutes
    end = day('formula.start + (formula.minutes.toString() + "m")')
    first_day_over = f"formula.day + if({among('formula.said', words_of('done'))}, 0, 1)"
    is_over = f"if(formula.is_timed, formula.end_ms <= number(now()), {first_day_over} <= {TODAY})"
    return {
        "said": f'if({status}, "|" + {word(status)} + "|", "")',
        "is_out": among("formula.said", words_of(*_NOT_HELD)),
        "start": _start(habits, p),
        "is_timed": "if(formula.start, formula.start.hour + formula.start.minute > 0, false)",
        "minutes": f'if({length}, if({length}.isType("number"), {length}, {usual}), {usual})',
        "end_ms": f"if(formula.start, number(formula.start) + formula.minutes * {_MINUTE_MS}, 0)",
        "day": f"if(formula.start, {day('formula.start')}, 0)",
        "end_day": f"if(formula.is_timed, {end}, formula.day)",
        "is_over": f"if(formula.start, {is_over}, false)",
        "when": 'if(formula.start, formula.start.format("ddd D MMM HH:mm"), "")',
        "week": 'if(formula.start, formula.start.format("GGGG-[W]WW"), "no date yet")',
    }


def _start(habits: Habits, p: Names) -> str:
    at, time = p("date"), p("time")
    if "time" not in habits.names:
        return f'if({at}, date({at}), "")'
    joined = f'date(date({at}).format("YYYY-MM-DD") + " " + {time}.toString())'
    is_bare = f"{time} && date({at}).hour + date({at}).minute == 0"
    return f'if({at}, if({is_bare}, {joined}, date({at})), "")'


def debt_formulas(policy: Policy, p: Names) -> Mapping[str, str]:
    """Give when what one note says is due, and how long ago that was."""
    hours = policy.thank_you_hours
    nudge = business_days_after("formula.asked_day", policy.nudge_business_days)
    return {
        "thanks_due_ms": f"formula.end_ms + {hours * _HOUR_MS}",
        "thanks_due_day": f"formula.day + {-(-hours // _DAY_HOURS)}",
        "snoozed": _day_of("snoozed_until", p),
        "asked_day": _day_of("asked", p),
        "nudge_day": f"max({nudge}, formula.snoozed)",
        "ask_day": f"max({_day_of('reach_out_by', p)}, formula.snoozed)",
        "days_since": f'if(formula.start, {TODAY} - formula.day, "")',
        "days_without_answer": f'if({p("asked")}, {TODAY} - formula.asked_day, "")',
        "days_late": f'if({p("reach_out_by")}, {TODAY} - formula.ask_day, "")',
    }


def _day_of(name: str, p: Names) -> str:
    prop = p(name)
    return f"if({is_dated(prop)}, {day(prop)}, 0)"


def people_formulas(p: Names) -> Mapping[str, str]:
    """Give how long ago a contact was last heard of, as the note itself says."""
    last = p("last_contact")
    return {"heard": f'if({is_dated(last)}, date({last}).relative(), "")'}


def words_of(*statuses: str) -> tuple[str, ...]:
    """Give every word that means one of some statuses, in comparison form."""
    return tuple(word for word, status in STATUSES.items() if status in statuses)
