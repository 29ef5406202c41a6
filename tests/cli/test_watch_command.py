"""The command as a user starts it, with its own numbers: it keeps the dashboard, and polls and notifies if asked."""

import os
import signal
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from infoview_md.cli.watch import wish_of
from infoview_md.dashboard.refreshing import QUIET_SECONDS, refresh_blocks
from infoview_md.session import Session
from tests.dashboards import ticked
from tests.watching import ask, note, root, start_process, until

__all__ = ["root"]

OWED = "---\ntype: contact\n---\n- [ ] send her the talk 📅 2026-11-20\n"
EMPTY = "<!-- infoview: overdue -->\n<!-- /infoview -->\n"


@contextmanager
def command(root, *words):
    process = start_process(root, *words)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def refresh(root):
    session = Session(root=root, asks_watcher=False)
    refresh_blocks(session, quiet_seconds=0)
    session.close()


def test_it_keeps_the_dashboard_and_takes_a_tick_once_the_note_came_to_rest(root):
    board = root / "Dashboard.md"
    note(root, "Dashboard.md", EMPTY)
    note(root, "Ada.md", OWED)
    refresh(root)
    assert "send her the talk" in board.read_text()
    with command(root):
        began = time.monotonic()
        board.write_text(ticked(board.read_text()))
        assert until(lambda: "- [x] send her the talk" in (root / "Ada.md").read_text(), 40)
        assert time.monotonic() - began >= 8  # it can be taken back until then
        assert until(lambda: "Nothing is overdue." in board.read_text())
        note(root, "Bob.md", OWED.replace("her", "him"))
        # Nobody but the watcher wrote the dashboard since, so there is nothing to wait for.
        assert until(lambda: "send him the talk" in board.read_text(), QUIET_SECONDS - 1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is vouched for")
@pytest.mark.parametrize("words", [["--poll", "1"], []])
def test_polling_is_by_choice_and_then_nothing_is_vouched_for(root, words):
    board = root / "Dashboard.md"
    note(root, "Dashboard.md", EMPTY)
    long_ago = time.time() - 60
    os.utime(board, (long_ago, long_ago))
    with command(root, "--verbose", *words) as process:
        assert "new: " in process.stderr.readline()
        note(root, "Ada.md", OWED)
        assert "Ada.md" in process.stderr.readline()
        assert until(lambda: ask(root), 3) == (not words)


def test_notifications_are_shown_by_the_one_that_was_asked_for_them(root, monkeypatch):
    shown = []

    class Desktop:
        def __init__(self, say):
            del say

        def show(self, reminder):
            shown.append(reminder)

    monkeypatch.setattr("infoview_md.notify.Notifier", Desktop)
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    soon = (datetime.now(UTC) + timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
    note(root, "T.md", f'---\ntype: interview\ncontact: "[[Ada]]"\ndate: {soon}\n---\n')
    for is_wanted in (False, True):
        session = Session(root=root, asks_watcher=False)
        session.sync()
        wish = wish_of(session, verbose=False, notify=is_wanted, poll=0)
        for on_minute in wish.on_minute:
            on_minute(session)
        session.close()
        assert bool(shown) == is_wanted
