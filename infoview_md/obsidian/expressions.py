"""Expressions of Bases: a property under the names of a vault, whether it is set, its day as a number.

Dates are compared as numbers: milliseconds, and days since a Monday.  A difference of dates itself has no functions of
numbers, and a day of the week by `format` speaks the user's language.  Everything is guarded with `if`: a function of a
property without a value is an error.  Source: "Functions" and "Bases syntax" of Obsidian's help, and release 1.13 as
observed.
"""

from datetime import date

from infoview_md.network.survey.habits import Habits
from infoview_md.network.values import NOT_YET

_DAY_MS = 86_400_000
_MONDAY = "2024-01-01"
_BUSINESS_DAYS = 5
_SHORTEST_DATE = 8  # `true` and `yes` say that something was, and not when

_RESERVED = frozenset({"with", "in", "if", "for", "new", "this", "class", "return", "case"})

TODAY = f'((number(today()) - number(date("{_MONDAY}"))) / {_DAY_MS}).round()'


class Names:
    """The properties of a vault in expressions and as columns; several names in use become a formula of their own."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self.formulas: dict[str, str] = {}

    def __call__(self, canonical: str) -> str:
        """Write a property in an expression."""
        names = self._habits.names.get(canonical, ())
        if len(names) < 2:  # noqa: PLR2004 - one name needs no choice
            return _reference(next(iter(names), self._habits.name(canonical)))
        expression = _reference(names[-1])
        for name in reversed(names[:-1]):
            expression = f"if({_reference(name)}, {_reference(name)}, {expression})"
        self.formulas[canonical] = expression
        return f"formula.{canonical}"

    def id(self, canonical: str) -> str:
        """Write a property as a column."""
        written = self(canonical)
        return written if written.startswith("formula.") else f"note.{self._name(canonical)}"

    def _name(self, canonical: str) -> str:
        return next(iter(self._habits.names.get(canonical, ())), self._habits.name(canonical))

    def ids(self, *canonical: str) -> list[str]:
        """Write properties as columns."""
        return [self.id(one) for one in canonical]


def _reference(name: str) -> str:
    """Write a property of a note; a hyphen would be read as a minus, and `with` as a word of the language."""
    is_plain = name.isidentifier() and name.isascii() and name not in _RESERVED
    return f"note.{name}" if is_plain else f"note[{text(name)}]"


def text(value: str) -> str:
    """Write a text for an expression."""
    plain = "".join(char for char in value if char.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def any_of(*expressions: str) -> str:
    """Write that one of several holds; without any, nothing does."""
    return " || ".join(expressions) or "false"


def all_of(*expressions: str) -> str:
    """Write that all of several hold, each of them in brackets where it needs them."""
    return " && ".join(f"({one})" if " || " in one else one for one in expressions)


def word(expression: str) -> str:
    """Write a text in the form in which words are compared: without case, `-`, `_` and blanks."""
    return f'{expression}.toString().lower().replace("_", "").replace("-", "").replace(" ", "")'


def among(expression: str, words: tuple[str, ...]) -> str:
    """Write that a text in comparison form, `|a|` or `|a|b|`, holds one of some words."""
    return holds(expression, *(text(f"|{one}|") for one in words))


def holds(expression: str, *items: str) -> str:
    """Write that a list or a text holds one of several; without any it holds none."""
    if len(items) > 1:
        return f"{expression}.containsAny({', '.join(items)})"
    return f"{expression}.contains({items[0]})" if items else "false"


def was_done(prop: str) -> str:
    """Write that something was noted as done: a date or `true`, but not `no` and the like."""
    words = "|" + "|".join(sorted(NOT_YET)) + "|"
    return f'if({prop}, !{text(words)}.contains("|" + {prop}.toString().lower() + "|"), false)'


def is_dated(prop: str) -> str:
    """Write that a property names a day."""
    return f"if({prop}, {prop}.toString().length >= {_SHORTEST_DATE}, false)"


def day(expression: str) -> str:
    """Write the day of a date as a number of days since a Monday, across every change of the clocks."""
    midnight = f"number(date({expression}).date())"
    return f'(({midnight} - number(date("{_MONDAY}"))) / {_DAY_MS}).round()'


def day_number(iso: str) -> int:
    """Give the number of a day that is known already."""
    return (date.fromisoformat(iso) - date.fromisoformat(_MONDAY)).days


def business_days_after(number: str, days: int) -> str:
    """Write the number of the day that many business days after a day; it knows of no holidays."""
    if not days:
        return number
    weekday = f"({number} - 7 * ({number} / 7).floor())"
    working = f"min({weekday}, {_BUSINESS_DAYS - 1})"
    weekends = f"2 * (({working} + {days}) / {_BUSINESS_DAYS}).floor()"
    return f"{number} + {days} + {weekends} - ({weekday} - {working})"
