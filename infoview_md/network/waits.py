"""How long people took to answer, and how long those who have not answered yet are being waited for."""

from collections import Counter
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Days from a request to its answer, and days since a request that has none yet; each shortest first.

    Somebody who was asked yesterday has not failed to answer: how soon half of all answer is told from both.
    """

    answered: tuple[int, ...] = ()
    open: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """How many answers have a date."""
        return len(self.answered)

    @property
    def median(self) -> float:
        """The middle of those who answered; 0 where nobody has."""
        return median(self.answered) if self.answered else 0

    @property
    def shortest(self) -> int:
        """The quickest answer; 0 where there is none."""
        return self.answered[0] if self.answered else 0

    @property
    def longest(self) -> int:
        """The slowest answer; 0 where there is none."""
        return self.answered[-1] if self.answered else 0

    @property
    def curve(self) -> tuple[tuple[int, float], ...]:
        """The share of everybody asked that answers within so many days, at each day on which it rises.

        Who has not answered counts as long as they were waited for.  Source: E. L. Kaplan and P. Meier,
        *Nonparametric estimation from incomplete observations* (1958).
        """
        answers, ends = Counter(self.answered), Counter(self.open)
        at_risk, silent = len(self.answered) + len(self.open), 1.0
        points = []
        for day in sorted({*answers, *ends}):
            if answers[day]:
                silent *= 1 - answers[day] / at_risk
                points.append((day, 1 - silent))
            at_risk -= answers[day] + ends[day]
        return tuple(points)

    @property
    def half_within(self) -> int | None:
        """The days within which half of everybody asked answers; None where that cannot be told yet."""
        half = 0.5 - 1e-9  # as floats come by it
        return next((day for day, share in self.curve if share >= half), None)
