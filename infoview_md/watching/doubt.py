"""When to believe that many notes are gone at once, as they are when a disk is unplugged or a sync runs wild."""

from dataclasses import dataclass, replace

LOOKS = 3
SECONDS = 30.0
SECOND_LOOK_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How often it was seen that notes are gone, and since when (seconds of the monotonic clock)."""

    since: float
    looks: int = 1

    def again(self) -> "Doubt":
        """Give the doubt after one more look that saw the same."""
        return replace(self, looks=self.looks + 1)

    def is_over(self, now: float) -> bool:
        """Tell whether the loss has been seen often and long enough to be meant."""
        return self.looks >= LOOKS and now - self.since >= SECONDS

    def next_look(self, now: float) -> float:
        """Give the moment to look again: soon, then when the loss may be believed, then every minute."""
        if self.looks < LOOKS - 1:
            return now + SECOND_LOOK_SECONDS
        return self.since + SECONDS if now < self.since + SECONDS else now + 2 * SECONDS
