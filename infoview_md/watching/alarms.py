"""Moments at which the loop has something to do, each with a name."""


class Alarms:
    """Alarms by name, in seconds of the monotonic clock; setting one again moves it."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def set(self, name: str, at: float) -> None:
        """Ring at a moment."""
        self._at[name] = at

    def clear(self, name: str) -> None:
        """Do not ring."""
        self._at.pop(name, None)

    @property
    def next_at(self) -> float:
        """The earliest moment."""
        return min(self._at.values(), default=float("inf"))

    def take(self, now: float) -> list[str]:
        """Give the alarms that ring, and forget them."""
        ringing = [name for name, at in self._at.items() if at <= now]
        for name in ringing:
            del self._at[name]
        return ringing
