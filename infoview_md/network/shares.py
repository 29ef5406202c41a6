"""Shares of small numbers, said so that nobody reads more into them than there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

ENOUGH_FOR_PERCENT = 10
"""Below this number a share is said in people: one answer more or less would move it by a tenth."""

_NORMAL = 1.959964  # the standard deviations that hold 95 % of a normal distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def ratio(self) -> float | None:
        """The share as a number from 0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def is_of_enough(self) -> bool:
        """Tell whether the share is of so many that a percentage says something."""
        return self.of >= ENOUGH_FOR_PERCENT

    @property
    def likely(self) -> tuple[float, float] | None:
        """The range that holds the true rate in 95 of 100 such counts; None of nothing.

        Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference* (1927).
        """
        if not self.of:
            return None
        rate, square = self.count / self.of, _NORMAL**2
        middle = rate + square / (2 * self.of)
        reach = _NORMAL * sqrt((rate * (1 - rate) + square / (4 * self.of)) / self.of)
        whole = 1 + square / self.of
        return max((middle - reach) / whole, 0.0), min((middle + reach) / whole, 1.0)

    def words(self, noun: str = "") -> str:
        """Say the share honestly: `3 of 4 asked`, and of enough also `30 of 40 asked (75 %)`."""
        if not self.of:
            return "none yet"
        counted = f"{self.count} of {self.of}{noun and ' '}{noun}"
        return f"{counted} ({self._percent()})" if self.is_of_enough else counted

    def _percent(self) -> str:
        """Round half up, but say nothing of some and all of not quite all."""
        rounded = (200 * self.count + self.of) // (2 * self.of)
        if rounded == 0 and self.count:
            return "under 1 %"
        if rounded == 100 and self.count < self.of:  # noqa: PLR2004 - percent
            return "over 99 %"
        return f"{rounded} %"


def differs(shares: Iterable[Share]) -> bool | None:
    """Tell whether the best and the worst of some shares differ by more than chance; None where too few compare.

    They do where the likely ranges of the two do not touch, which is stricter than a test at 5 %.
    """
    ranges = [one.likely for one in shares if one.is_of_enough and one.likely]
    if len(ranges) < 2:  # noqa: PLR2004 - it takes two to differ
        return None
    return max(low for low, _ in ranges) > min(high for _, high in ranges)
