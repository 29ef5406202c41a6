"""The loop of the watcher: waits for hints, questions and moments, and looks when one of them says so.

One thread looks, answers and writes; the threads of watchdog only leave hints.  Each wait has a reason to end, so a
vault in which nothing happens costs a glance at the clock once a minute.
"""

import sqlite3
import sys
import time
from contextlib import suppress
from pathlib import Path

from infoview_md.dates import Moment, day_of
from infoview_md.errors import Mistake
from infoview_md.replace import recover_all
from infoview_md.session import state_folder
from infoview_md.sync import SyncResult
from infoview_md.watch import CannotWatch, Hint, Hints, Place, Watcher, start
from infoview_md.watch.mounts import MountNews
from infoview_md.watch.remote import is_remote
from infoview_md.watching.alarms import Alarms
from infoview_md.watching.bell import Bell, Stopped
from infoview_md.watching.lock import sole
from infoview_md.watching.looker import EVERYWHERE, Looker, Replaced
from infoview_md.watching.options import POLL_SECONDS, Outcome, Wish
from infoview_md.watching.program import Program
from infoview_md.watching.vouching import Vouching
from infoview_md.watching.witness import Question, Witness
from infoview_md.watching.words import refreshed

_CLOCK_JUMP_SECONDS = 10.0
_NEVER = float("inf")


def watch(root: Path, wish: Wish, bell: Bell | None = None) -> Outcome:
    """Keep the index of a vault fresh until a signal or `bell.stop` ends it, or an update of the program.

    Raises `StorageFailure` where the lock of the watcher cannot be written.
    """
    ringing = bell or Bell()
    try:
        with ringing.signals():
            while True:
                with sole(state_folder(root)) as is_sole:
                    if not is_sole:
                        return Outcome.TAKEN
                    with suppress(Replaced):
                        return Watch(root, wish, ringing).run()
    finally:
        ringing.close()


class Watch:
    """One vault under watch."""

    def __init__(self, root: Path, wish: Wish, bell: Bell) -> None:
        self._root = root
        self._wish = wish
        self._times = wish.times
        self._bell = bell
        self._alarms = Alarms()
        self._hints = Hints(bell.ring)
        self._looker = Looker(root, wish, bell)
        self._watcher: Watcher | None = None
        self._vouching: Vouching | None = None
        self._mount_news = MountNews(str(root), bell.selector)
        self._is_remote = is_remote(str(root))
        self._drift = time.time() - time.monotonic()
        self._today = Moment("")
        self._news: list[SyncResult] = []
        self._refusal = ""
        self._listen_again_at = 0.0
        self._program = Program()
        self._is_outdated = False

    def run(self) -> Outcome:
        """Watch until stopped or outdated.  Raises `Replaced`."""
        try:
            self._begin()
            while not (self._bell.is_stopping or self._is_outdated):
                self._bell.wait(self._next_at())
                self._turn()
        except Stopped:
            pass  # the refresh was rolled back, and the next start makes up for it
        finally:
            self._end()
        is_stopped = self._bell.is_stopping or not self._is_outdated
        return Outcome.STOPPED if is_stopped else Outcome.OUTDATED

    def _begin(self) -> None:
        recover_all(self._root)
        self._open_door()
        self._listen()
        now = time.monotonic()
        self._alarms.set("tick", now + self._times.tick)
        self._look(EVERYWHERE)
        self._spread_news()

    def _end(self) -> None:
        if self._vouching is not None:
            self._vouching.close()
        self._mount_news.close()
        self._deafen()
        self._looker.keeper.close()

    def _next_at(self) -> float:
        until = self._vouching.until if self._vouching else _NEVER
        return min(self._alarms.next_at, self._looker.next_at, self._burst_over_at(), until)

    def _burst_over_at(self) -> float:
        if not self._hints.is_waiting or self._looker.is_away:
            return _NEVER
        return min(
            self._hints.last_at + self._times.quiet, self._hints.first_at + self._times.longest
        )

    def _turn(self) -> None:
        if self._mount_news.take():
            self._on_mount()
        self._answer()
        now = time.monotonic()
        if self._burst_over_at() <= now:
            self._look(self._hints.take())
        if again := self._looker.take_due(now):
            self._look(again)
        for name in self._alarms.take(now):
            self._on_alarm(name)
        self._spread_news()

    # looking

    def _look(self, hint: Hint) -> None:
        """Look where a hint says; everywhere, with new watches, where the vault or its settings are not the same."""
        began = time.monotonic()
        is_deaf = self._watcher is not None and not self._watcher.is_alive
        if self._looker.prepare(hint, began) or is_deaf:
            self._listen()
            hint = EVERYWHERE
        if self._looker.is_away:
            self._deafen()
            return
        result = self._looker.look(hint)
        if hint.everywhere:
            self._alarms.set("whole", time.monotonic() + self._whole_seconds)
        if result is None:
            return
        has_more = self._looker.keeper.has_news_of_others()
        if result.paths or result.was_rebuilt:
            self._wish.tell(refreshed(result, time.monotonic() - began))
            self._news.append(result)
        elif has_more:
            self._news.append(SyncResult())

    def _spread_news(self) -> None:
        """Tell those who want to know of refreshes, after the commands that wait for them."""
        news, self._news = self._news, []
        if not self._today and self._looker.is_certain:
            news = news or [SyncResult()]
        if news:
            self._call_back(news)

    def _call_back(self, news: list[SyncResult]) -> None:
        """Tell of refreshes, of a new day, and of the time."""
        session = self._looker.keeper.at_this_moment()
        try:
            today = day_of(session.now)
            if self._today not in ("", today):
                news = news or [SyncResult()]
            self._today = today
            for result in news:
                for callback in self._wish.after_refresh:
                    callback(session, result)
            waits = [on_minute(session) for on_minute in self._wish.on_minute]
            if soon := [wait for wait in waits if wait is not None]:
                self._alarms.set("again", time.monotonic() + min(soon))
        except Mistake as error:
            self._wish.say(error.sentence)
        except sqlite3.Error as error:
            self._wish.say(f"The index cannot be read now ({error}).")

    # listening

    @property
    def _whole_seconds(self) -> float:
        """How long until everything is looked at without a reason: events can be lost, or never come."""
        if self._wish.poll:
            return self._wish.poll
        is_deaf = self._is_remote or self._watcher is None or bool(self._watcher.failure)
        return min(POLL_SECONDS, self._times.whole) if is_deaf else self._times.whole

    def _listen(self) -> None:
        """Begin to listen, or begin anew.  Where the system refuses, the vault is looked at every minute."""
        self._deafen()
        self._listen_again_at = time.monotonic() + self._times.whole
        keeper = self._looker.keeper
        if self._wish.poll or not keeper.is_there:
            return
        place = Place(
            root=str(self._root), ignored=keeper.session.setup.ignored, tokens=keeper.tokens
        )
        try:
            self._watcher = start(place, self._hints)
        except CannotWatch as refusal:
            self._say_refusal(str(refusal))
        if self._is_remote:
            self._say_refusal("Changes made elsewhere are not heard of in a folder on a network.")

    def _say_refusal(self, refusal: str) -> None:
        if refusal != self._refusal:
            self._refusal = refusal
            self._wish.say(
                f"{refusal} So the vault is looked at once a minute; --poll SECONDS does it more often."
            )

    def _deafen(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None
        self._hints.take()

    def _on_alarm(self, name: str) -> None:
        if name == "tick":
            self._on_tick()
        elif name == "whole":
            self._on_whole()
        elif self._looker.is_certain:
            self._call_back([])

    def _on_whole(self) -> None:
        """Look at everything, and listen again where that failed before."""
        watcher = self._watcher
        is_sound = watcher is not None and watcher.is_alive and not watcher.has_gaps
        if not is_sound and time.monotonic() >= self._listen_again_at:
            self._listen()
        if watcher is not None and watcher.failure:
            self._say_refusal(watcher.failure)
        self._look(EVERYWHERE)

    def _on_mount(self) -> None:
        """Listen anew: what is mounted over a folder hides the one that was listened to."""
        self._is_remote = is_remote(str(self._root))
        self._open_door()
        self._listen()
        self._look(EVERYWHERE)

    def _on_tick(self) -> None:
        """See to what comes without an event: a computer that slept, a new day, a cache that was emptied, an update."""
        self._is_outdated = self._program.was_updated()
        self._alarms.set("tick", time.monotonic() + self._times.tick)
        drift = time.time() - time.monotonic()
        has_slept = abs(drift - self._drift) > _CLOCK_JUMP_SECONDS
        self._drift = drift
        is_deaf = self._watcher is not None and not self._watcher.is_alive
        if is_emptied := self._is_door_gone():
            self._open_door()
            if is_emptied := self._vouching is not None:
                self._listen()
        keeper = self._looker.keeper
        is_lost = keeper.has_lost_index or not keeper.is_there or keeper.has_other_settings
        if has_slept or is_emptied or is_deaf or is_lost:
            self._on_whole()
        elif self._looker.is_certain:
            self._call_back([])

    # questions of commands

    def _open_door(self) -> None:
        """Let commands ask whether the index is fresh, where the system has such sockets."""
        if self._vouching is not None:
            self._vouching.close()
            self._vouching = None
        folder = self._looker.keeper.folder
        if folder is None or not self._may_vouch:
            return
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            witness = Witness(folder, self._bell.selector)
            self._vouching = Vouching(witness, patience=self._times.token)

    @property
    def _may_vouch(self) -> bool:
        return sys.platform == "linux" and not self._wish.poll and not self._is_remote

    def _is_door_gone(self) -> bool:
        is_open = self._vouching is not None and self._vouching.witness.is_in_place
        return self._may_vouch and not is_open

    def _answer(self) -> None:
        """Answer who asked, once all that happened before is in the index."""
        vouching = self._vouching
        if vouching is None:
            return
        if vouching.is_heard(self._hints.take_tokens()):
            if self._hints.is_waiting:
                self._look(self._hints.take())
            vouching.answer(self._is_fresh)
        elif vouching.until <= time.monotonic():
            vouching.refuse()
        vouching.begin(self._watcher, time.monotonic())

    def _is_fresh(self, question: Question) -> bool:
        watcher = self._watcher
        is_whole = self._looker.is_certain and watcher is not None and watcher.is_complete
        return is_whole and self._looker.keeper.may_vouch(question.words)
