"""When to believe that many notes are gone at once, as they are when a disk is unplugged or a sync runs wild."""

from dataclasses import dataclass, replace

_LOOKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How often it was seen that notes are gone, and since when (seconds of the monotonic clock).

    `known` are the notes that there were.  `second_look` and `belief` are seconds after the first look: when to look
    again, and when to believe it at last.
    """

    known: int
    since: float
    second_look: float
    belief: float
    looks: int = 1
    is_said: bool = False

    def again(self, now: float) -> "Doubt":
        """Give the doubt after one more look that saw the same.

        It is worth a word from the second look on, and not before: `git checkout` deletes first and writes then.
        """
        is_said = self.is_said or now >= self.since + self.second_look
        return replace(self, looks=self.looks + 1, is_said=is_said)

    def is_over(self, now: float) -> bool:
        """Tell whether the loss has been seen often and long enough to be meant."""
        return self.looks >= _LOOKS and now >= self.since + self.belief

    def next_look(self, now: float) -> float:
        """Give the moment to look again: soon, then when the loss may be believed, then now and then."""
        for after in (self.second_look, self.belief):
            if now < self.since + after:
                return self.since + after
        return now + 2 * self.belief
