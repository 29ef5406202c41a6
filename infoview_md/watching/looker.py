"""Looking, and remembering what must be looked at again.

There are writers that had not finished, losses that are not believed yet, an index in use by others, and a vault that
is not there.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from infoview_md.errors import Mistake
from infoview_md.index import database
from infoview_md.sync import SyncResult
from infoview_md.watch import Hint
from infoview_md.watching.alarms import Alarms
from infoview_md.watching.bell import Bell
from infoview_md.watching.doubt import Doubt
from infoview_md.watching.keeper import Identity, Keeper, identity_of, looks_like_a_vault
from infoview_md.watching.options import Wish

EVERYWHERE = Hint(everywhere=True)
_PATIENCE = 4
"""So many times the index may be in use by another process before a word is said: a first run takes its time."""


class Replaced(Exception):
    """Another vault lies where the old one was: it has an index and a lock of its own."""


class Looker:
    """Looks at one vault, and says when to look again."""

    def __init__(self, root: Path, wish: Wish, bell: Bell) -> None:
        self._root = root
        self._say = wish.say
        self._times = wish.times
        self._bell = bell
        self._alarms = Alarms()
        self._rounds: dict[str, int] = {}
        self._unsettled: frozenset[str] = frozenset()
        self._missed = Hint()
        self._doubt: Doubt | None = None
        self._other: Identity | None = None
        self._now = 0.0
        self._said = ""
        self._is_useless = False
        self.is_away = False
        self.keeper = Keeper(root, pause=bell.pause, progress=wish.progress)

    @property
    def is_certain(self) -> bool:
        """Whether the index holds all that was looked at."""
        return not (self.is_away or self._missed or self._doubt)

    @property
    def next_at(self) -> float:
        """When to look again without a hint."""
        return self._alarms.next_at

    def take_due(self, now: float) -> Hint:
        """Give what is to be looked at again by now."""
        hint = Hint()
        for name in self._alarms.take(now):
            hint |= Hint(folders=self._unsettled) if name == "settle" else EVERYWHERE
        return hint

    def prepare(self, hint: Hint, now: float) -> bool:
        """See whether the vault is there, and tell whether the watches must be made anew before a look.

        Raises `Replaced`.
        """
        self._now = now
        if not self.keeper.is_there:
            self._stay_away()
            return False
        is_back = self.is_away
        if is_back:
            self._say(f"{self._root} is back.")
            self.is_away = False
            self._calm("away")
        has_settings = (is_back or hint.everywhere or hint.settings) and self._follow_settings()
        return is_back or has_settings

    def _stay_away(self) -> None:
        other = identity_of(self._root)
        is_same_as_before = self.is_away and other is not None and other == self._other
        if is_same_as_before and looks_like_a_vault(self._root):
            raise Replaced
        self._other = other
        if not self.is_away:
            self._say(f"{self._root} is not there. What is known of it stays until it is back.")
        self.is_away = True
        self._alarm("away", self._times.away)

    def _follow_settings(self) -> bool:
        try:
            did = self.keeper.follow_settings(self._now)
        except Mistake as error:
            self._say_once(f"{error.sentence} The old settings stay in force. {error.hint}")
            return False
        if self.keeper.waits_for_settings:
            self._alarm("settings", self._times.away)
        return did

    def look(self, hint: Hint) -> SyncResult | None:
        """Bring the index up to date; None where that has to wait."""
        hint |= self._missed
        try:
            with self._bell.interruptible():
                result = self.keeper.look(hint, self._believe)
                unsettled = self.keeper.unsettled()
        except (Mistake, sqlite3.Error, OSError) as error:
            self._missed = hint
            if self._rounds.get("retry", 0) >= _PATIENCE or not database.is_busy(error):
                self._say_once(_trouble(error))
            self._alarm("retry", self._times.retry)
            return None
        self._missed = Hint()
        self._said = ""
        self._calm("retry")
        self._see_to_place()
        self._see_to_writers(unsettled, is_news=bool(result.paths))
        self._see_to_loss(result, hint)
        return result

    def _see_to_place(self) -> None:
        """Say it once where no command has anything of what is kept fresh here."""
        was_useless, self._is_useless = self._is_useless, self.keeper.is_in_memory
        if self._is_useless and not was_useless:
            place = self.keeper.folder or "The user's cache folder"
            self._say(
                f"{place} cannot be written, so every command still looks at the notes itself."
            )

    def _see_to_writers(self, unsettled: frozenset[str], *, is_news: bool) -> None:
        self._unsettled = unsettled
        if not unsettled or is_news:
            self._calm("settle")
        if unsettled:
            self._alarm("settle", self._times.settle)

    def _believe(self, gone: int, known: int) -> bool:
        """Tell whether many notes are gone indeed: seen three times, and the rest of the vault is there."""
        if self._doubt is None:
            second_look, belief = self._times.loss
            self._doubt = Doubt(
                known=known, since=self._now, second_look=second_look, belief=belief
            )
            return False
        was_said, self._doubt = self._doubt.is_said, self._doubt.again(self._now)
        if self._doubt.is_said and not was_said:
            self._say(
                f"{gone} of {known} notes seem to be gone at once."
                " They are kept in the index until that is sure."
            )
        return self._doubt.is_over(self._now) and looks_like_a_vault(self._root)

    def _see_to_loss(self, result: SyncResult, hint: Hint) -> None:
        """Set the next look at a loss, or end the doubt; commands that looked for themselves may have settled it."""
        doubt = self._doubt
        if doubt is None:
            return
        if result.withheld:
            self._alarms.set("doubt", doubt.next_look(self._now))
        elif hint.everywhere:
            self._doubt = None
            self._alarms.clear("doubt")
            if doubt.is_said:
                lost = doubt.known - self.keeper.count()
                self._say(f"{lost} notes are gone indeed." if lost > 0 else "The notes are back.")

    def _alarm(self, name: str, waits: Sequence[float]) -> None:
        """Set an alarm that rings later each time, so that nothing is ever waited for in a busy loop."""
        number = self._rounds.get(name, 0)
        self._rounds[name] = number + 1
        self._alarms.set(name, self._now + waits[min(number, len(waits) - 1)])

    def _calm(self, name: str) -> None:
        self._rounds.pop(name, None)
        self._alarms.clear(name)

    def _say_once(self, line: str) -> None:
        if line != self._said:
            self._said = line
            self._say(line.strip())


def _trouble(error: Exception) -> str:
    if isinstance(error, Mistake):
        return error.sentence
    return f"The index cannot be written now ({error}); it is tried again."
