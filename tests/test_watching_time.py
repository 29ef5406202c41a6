"""What a watcher does because time passes, and whom it tells of what."""

import sys
import threading
import time
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_md.dates import Moment
from infoview_md.errors import StorageFailure, UsageMistake
from infoview_md.network.reminders import Reminder
from infoview_md.session import Session, state_folder
from infoview_md.sync import SyncResult
from infoview_md.watch import Hint
from infoview_md.watching import Bell, Wish, program, told
from infoview_md.watching.alarms import Alarms
from infoview_md.watching.loop import Watch
from infoview_md.watching.reminding import Reminding
from infoview_md.watching.words import refreshed
from tests.watching import CONTACT, note, root, until, watching

__all__ = ["root"]


class Held:
    """A watcher that is turned by hand."""

    def __init__(self, root, **wish):
        self.results, self.moments, self.said = [], [], []
        self.bell = Bell()
        self.watch = Watch(
            root,
            Wish(
                say=self.said.append,
                after_refresh=[lambda _, result: self.results.append(result)],
                on_minute=[lambda session: self.moments.append(session.now)],
                **wish,
            ),
            self.bell,
        )

    def __enter__(self):
        self.watch._begin()
        return self

    def __exit__(self, *_):
        self.watch._end()
        self.bell.close()

    @property
    def connection(self):
        return self.watch._looker.keeper.session.connection


def fingerprint(root):
    return Session(root=root).fingerprint


def hear_nothing(held):
    held.watch._deafen()
    held.watch._watcher = None


class TestTime:
    def test_the_first_refresh_is_told_though_nothing_changed(self, root):
        note(root, "Ann.md")
        with closing(Session(root=root)) as session:
            session.sync()
        with Held(root) as held:
            assert held.results == [SyncResult()]

    def test_a_new_day_is_told_once(self, root):
        with Held(root) as held:
            held.results.clear()
            held.watch._on_tick()
            assert held.results == []
            held.watch._today = Moment("2020-01-01")
            held.watch._on_tick()
            held.watch._on_tick()
            assert held.results == [SyncResult()]

    def test_each_minute_has_its_own_moment(self, root, monkeypatch):
        moments = iter([f"2026-11-24T10:0{number}" for number in range(9)])
        monkeypatch.setattr("infoview_md.session.from_datetime", lambda _: next(moments))
        with Held(root) as held:
            held.watch._on_tick()
            held.watch._on_tick()
        assert len(held.moments) == 3
        assert held.moments == sorted(set(held.moments))

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone is asked for each time")
    def test_who_travels_gets_the_time_of_the_place(self, root, monkeypatch):
        try:
            with Held(root) as held:
                for zone in ("Asia/Tokyo", "America/Los_Angeles"):
                    monkeypatch.setenv("TZ", zone)
                    held.watch._on_tick()
                    held.watch._spread_news()
                    there = datetime.now(ZoneInfo(zone))
                    shown = datetime.fromisoformat(held.moments[-1]).replace(tzinfo=ZoneInfo(zone))
                    assert abs(shown - there) < timedelta(minutes=2)
                    assert held.watch._looker.keeper.session.fingerprint == fingerprint(root)
        finally:
            monkeypatch.undo()
            time.tzset()

    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is vouched for")
    def test_a_folder_of_a_network_in_the_vault_is_looked_at_and_not_vouched_for(
        self, root, monkeypatch
    ):
        with Held(root) as held:
            assert held.watch._vouching is not None
            assert held.watch._whole_seconds > 60
            monkeypatch.setattr("infoview_md.watching.loop.is_remote", bool)
            held.watch._mount_news._known = ["another"]
            held.watch._mount_news._hear()
            held.watch._turn()
            assert held.watch._vouching is None
            assert held.watch._whole_seconds == 60
            assert "network" in held.said[0]

    def test_settings_whose_event_was_lost_are_taken_over(self, root):
        note(root, "Old/Ann.md")
        with Held(root) as held:
            hear_nothing(held)
            (root / "infoview.toml").write_text('[folders]\nignore = ["Old"]\n')
            held.watch._on_tick()
            assert count(held) == 0

    def test_an_update_of_the_program_is_noticed_once_it_is_complete(self, tmp_path, monkeypatch):
        file = tmp_path / "__init__.py"
        file.write_text("1")
        monkeypatch.setattr(program, "_FILE", str(file))
        installed = program.Program()
        assert not installed.was_updated()
        file.unlink()
        assert not installed.was_updated()
        assert not installed.was_updated()
        file.write_text("2.")
        assert not installed.was_updated()
        file.write_text("2.0")
        assert not installed.was_updated()
        assert installed.was_updated()

    def test_after_a_sleep_everything_is_looked_at(self, root):
        with Held(root) as held:
            hear_nothing(held)
            note(root, "Ann.md")
            held.watch._on_tick()
            assert count(held) == 0
            held.watch._drift -= 3600
            held.watch._on_tick()
            assert count(held) == 1

    def test_everything_is_looked_at_now_and_then(self, root):
        with Held(root) as held:
            hear_nothing(held)
            note(root, "Ann.md")
            held.watch._alarms.set("whole", time.monotonic())
            held.watch._turn()
            assert count(held) == 1
            assert held.results[-1].paths == ("Ann.md",)
            assert held.watch._alarms.next_at > time.monotonic()

    def test_a_watcher_that_went_deaf_listens_again(self, root):
        with Held(root) as held:
            held.watch._watcher.stop()
            note(root, "Ann.md")
            held.watch._on_tick()
            assert count(held) == 1
            assert held.watch._watcher.is_alive

    def test_alarms_ring_once_in_their_time(self):
        alarms = Alarms()
        assert alarms.next_at == float("inf")
        alarms.set("a", 5.0)
        alarms.set("b", 3.0)
        alarms.set("a", 4.0)
        assert alarms.next_at == 3.0
        assert alarms.take(2.9) == []
        assert alarms.take(4.0) == ["a", "b"]
        assert alarms.take(9.0) == []
        alarms.set("c", 1.0)
        alarms.clear("c")
        assert alarms.next_at == float("inf")


def count(held):
    return held.connection.execute("SELECT count(*) FROM note").fetchone()[0]


class TestThoseWhoAreTold:
    def test_they_get_a_session_whose_index_is_fresh(self, root):
        seen = []

        def look(session, result):
            assert not session.asks_watcher
            session.refresh()
            (number,) = session.index.execute("SELECT count(*) FROM note").fetchone()
            seen.append((number, result.added))

        with Held(root) as held:
            held.watch._wish.after_refresh.append(look)
            note(root, "Ann.md")
            held.watch._look(Hint(everywhere=True))
            held.watch._spread_news()
        assert seen == [(1, 1)]

    def test_a_mistake_of_one_is_said_and_the_watcher_goes_on(self, root):
        def fail(session, result):
            raise StorageFailure("Dashboard.md cannot be written: No space left.")

        with Held(root) as held:
            held.watch._wish.after_refresh.append(fail)
            note(root, "Ann.md")
            held.watch._look(Hint(everywhere=True))
            held.watch._spread_news()
            assert held.said == ["Dashboard.md cannot be written: No space left."]
            held.watch._turn()

    def test_what_one_of_them_writes_into_the_vault_is_taken_in_and_ends_there(self, root):
        with watching(root) as watched:
            turns = []

            def write(session, result):
                turns.append(result)
                text = CONTACT + "written by the tool\n"
                path = root / "Dashboard.md"
                if not path.exists() or path.read_text() != text:
                    path.write_text(text)

            watched._wish.after_refresh.append(write)
            note(root, "Ann.md")
            assert until(lambda: watched.names() == {"Ann.md", "Dashboard.md"})
            time.sleep(0.5)
            assert len(turns) <= 4


class TestWords:
    def test_a_refresh_is_one_line_with_a_few_names(self):
        result = SyncResult(added=1, changed=2, removed=1, paths=("a.md", "b.md", "c.md", "d.md"))
        assert refreshed(result, 0.0123) == (
            "1 new, 2 changed, 1 gone: a.md, b.md, c.md and 1 more (12 ms)"
        )
        assert refreshed(SyncResult(was_rebuilt=True), 0.1) == "nothing new (100 ms)"


TALK = "---\ntype: interview\ncontact: '[[Ann]]'\ndate: 2026-11-24T14:00\n---\n"
PROMISE = "---\ntype: contact\n---\n- [ ] send the talk 📅 2026-11-23\n"


class TestReminding:
    @pytest.fixture
    def shown(self, root):
        note(root, "Talk.md", TALK)
        note(root, "Ann.md", PROMISE)
        return []

    def pass_by(self, root, shown, *moments):
        """Run a watcher's reminding from its start on, at some moments."""
        session = Session(root=root)
        session.sync()
        remind = Reminding(shown.append)
        for now in moments:
            session.now = Moment(now)
            remind(session)
        session.close()

    def test_each_interview_and_each_debt_is_shown_once(self, root, shown):
        self.pass_by(
            *(root, shown),
            *("2026-11-23T23:50", "2026-11-23T23:50", "2026-11-24T00:01", "2026-11-24T00:02"),
            *("2026-11-24T12:59", "2026-11-24T13:00", "2026-11-24T13:01", "2026-11-24T13:30"),
        )
        assert [one.title for one in shown] == ["2 follow-ups are overdue", "14:00 Ann"]
        assert shown[0].text == "Ann: keep a promise\nAnn: prepare the interview"

    def test_a_restart_repeats_nothing(self, root, shown):
        self.pass_by(root, shown, "2026-11-23T23:50", "2026-11-24T00:01", "2026-11-24T13:01")
        assert len(shown) == 2
        self.pass_by(root, shown, "2026-11-24T13:01", "2026-11-24T13:02", "2026-11-24T13:30")
        assert len(shown) == 2

    def test_a_watcher_that_was_killed_repeats_nothing_though_its_last_hour_was_not_kept(
        self, root, shown
    ):
        self.pass_by(root, shown, "2026-11-23T23:10", "2026-11-23T23:59")
        self.pass_by(root, shown, "2026-11-24T00:00")
        self.pass_by(root, shown, "2026-11-24T00:05")
        assert [one.title for one in shown] == ["2 follow-ups are overdue"]

    def test_what_became_overdue_while_no_watcher_ran_is_shown_at_the_next_start(self, root, shown):
        self.pass_by(root, shown, "2026-11-23T18:00")
        assert shown == []
        self.pass_by(root, shown, "2026-11-24T08:30", "2026-11-24T08:31")
        assert [one.title for one in shown] == ["2 follow-ups are overdue"]

    def test_the_first_watcher_of_all_is_silent_about_what_is_overdue_already(self, root, shown):
        self.pass_by(root, shown, "2026-11-24T13:20", "2026-11-24T13:21")
        assert [one.title for one in shown] == ["14:00 Ann"]

    def test_a_clock_that_is_set_back_repeats_nothing(self, root, shown):
        self.pass_by(
            *(root, shown),
            *("2026-11-23T23:50", "2026-11-24T00:01", "2026-11-23T23:30", "2026-11-24T00:02"),
        )
        assert [one.title for one in shown] == ["2 follow-ups are overdue"]

    def test_what_was_put_off_and_becomes_overdue_again_is_shown_again(self, root, shown):
        self.pass_by(root, shown, "2026-11-23T23:50", "2026-11-24T00:01")
        note(root, "Ann.md", PROMISE.replace("11-23", "11-24"))
        self.pass_by(root, shown, "2026-11-24T08:00", "2026-11-25T08:00")
        assert [one.text for one in shown][1:] == ["Ann: keep a promise"]

    @pytest.mark.parametrize("damage", ["", "{", "[]", '{"until": 7, "told": 8}', '{"told": []}'])
    def test_a_memory_that_is_damaged_counts_as_none(self, root, shown, damage):
        self.pass_by(root, shown, "2026-11-23T18:00")
        memory = state_folder(root) / told.FILE_NAME
        assert memory.stat().st_mode & 0o777 == 0o600
        memory.write_text(damage)
        self.pass_by(root, shown, "2026-11-24T08:30", "2026-11-24T08:31")
        assert shown == []

    def test_where_nothing_can_be_written_each_is_shown_once_all_the_same(self, root, shown):
        state_folder(root).parent.parent.mkdir(parents=True, exist_ok=True)
        state_folder(root).parent.write_text("in the way")
        self.pass_by(root, shown, "2026-11-23T23:50", "2026-11-24T00:01", "2026-11-24T00:02")
        assert [one.title for one in shown] == ["2 follow-ups are overdue"]

    def test_only_the_last_things_are_remembered(self):
        memory = told.Told()
        for number in range(2000):
            memory.add((str(number), "always"))
        assert len(memory.keys) == 500
        assert list(memory.keys)[-2:] == ["1999", "always"]


def nobody(line):
    del line


class TestTheDesktop:
    @pytest.fixture
    def desktop(self, tmp_path, monkeypatch):
        package = tmp_path / "fake" / "desktop_notifier"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (package / "sync.py").write_text(
            "import logging\n"
            "sent = []\n"
            "class DesktopNotifierSync:\n"
            "    def __init__(self, app_name): self.app_name = app_name\n"
            "    def send(self, title, message):\n"
            "        sent.append((self.app_name, title, message))\n"
            "        if title == 'warn': logging.getLogger('desktop_notifier.x').warning('no bus')\n"
            "        if title == 'fail': raise RuntimeError('no desktop')\n"
        )
        monkeypatch.syspath_prepend(str(package.parent))
        yield
        for name in ("desktop_notifier", "desktop_notifier.sync"):
            sys.modules.pop(name, None)

    def sent(self):
        return getattr(sys.modules.get("desktop_notifier.sync"), "sent", [])

    @pytest.mark.usefixtures("desktop")
    def test_messages_are_shown_in_order_and_nobody_waits(self):
        from infoview_md.notify import Notifier

        notifier = Notifier(nobody)
        for title in ("one", "two"):
            notifier.show(Reminder(title=title, text="text"))
        assert until(lambda: len(self.sent()) == 2, 5)
        assert self.sent() == [("infoview-md", "one", "text"), ("infoview-md", "two", "text")]

    @pytest.mark.usefixtures("desktop")
    @pytest.mark.parametrize(("title", "why"), [("warn", "no bus"), ("fail", "no desktop")])
    def test_a_desktop_that_shows_nothing_is_said_once(self, title, why):
        from infoview_md.notify import Notifier

        said = []
        notifier = Notifier(said.append)
        for _ in range(3):
            notifier.show(Reminder(title=title, text="text"))
        assert until(lambda: said, 5)
        time.sleep(0.1)
        assert said == [f"The desktop shows no notifications ({why})."]

    def test_without_the_package_it_is_a_mistake_with_a_way_out(self, monkeypatch):
        monkeypatch.setattr("infoview_md.notify.find_spec", lambda _: None)
        from infoview_md.notify import Notifier

        with pytest.raises(UsageMistake) as caught:
            Notifier(nobody)
        assert "infoview-md[notify]" in caught.value.hint


def test_a_bell_is_rung_from_any_thread_and_never_blocks():
    bell = Bell()
    for _ in range(100_000):
        bell.ring()
    threading.Timer(0.05, bell.stop).start()
    bell.wait(time.monotonic() + 5)
    bell.wait(time.monotonic() + 5)
    assert bell.is_stopping
    bell.close()
    bell.ring()
