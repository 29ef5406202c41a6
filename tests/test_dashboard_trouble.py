"""Ticks where something stands in the way: none is lost, none is taken twice, and whoever ticked is told."""

import os
import threading
import time

import pytest

from infoview_md.dashboard import refresh_blocks
from infoview_md.session import state_folder
from tests.commands import Desk, _own_folders, desk  # noqa: F401 - fixtures
from tests.dashboards import (
    ADA,
    BLOCK,
    NOTES,
    TALK,
    TODAY,
    Board,
    Editor,
    ticked,
    ticked_by_tasks,
)

THANK = "Send a thank-you"
TALK_PATH = "Interviews/Talk.md"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def board(desk):
    """A dashboard that shows one thank-you that is owed."""

    def make(notes=NOTES, *, blocks=("overdue",), config="", now=None):
        page = "".join(BLOCK.format(one) for one in blocks)
        words = {"now": now} if now else {}
        made = Board(desk({**notes, "Dashboard.md": page}, config=config, **words))
        made.refresh()
        return made

    return make


def add_mine(here, words="my own thought"):
    here.text = here.text.replace("<!-- /infoview -->", f"{words}\n<!-- /infoview -->")


class TestTheTargetNote:
    """What cannot be written now is written later: the tick waits on its line."""

    def waits(self, here, words):
        line = here.line(THANK)
        for _ in range(2):
            done = here.refresh()
            assert done.closed == ()
            assert [one.line for one in done.problems] == [2]
            assert words in done.problems[0].message
            assert here.line(THANK) == line

    def is_taken(self, here):
        done = here.refresh()
        assert (len(done.closed), done.problems) == (1, ())
        assert f"thank_you_sent: {TODAY}" in here.desk.text(TALK_PATH)
        assert "Nothing is overdue." in here.text

    @pytest.mark.skipif(IS_ROOT, reason="root may write what is read-only")
    def test_a_note_that_is_read_only(self, board):
        here = board()
        here.change(THANK, ticked)
        place = here.desk.root / TALK_PATH
        place.chmod(0o444)
        self.waits(here, "read-only")
        place.chmod(0o644)
        self.is_taken(here)

    def test_a_note_that_is_one_file_with_two_names(self, board):
        here = board()
        here.change(THANK, ticked)
        twin = here.desk.root / "twin"
        twin.hardlink_to(here.desk.root / TALK_PATH)
        self.waits(here, "hard links")
        twin.unlink()
        self.is_taken(here)

    def test_a_journal_that_cannot_be_written(self, board):
        here = board()
        here.change(THANK, ticked)
        journal = state_folder(here.desk.root) / "journal"
        journal.parent.mkdir(parents=True, exist_ok=True)
        journal.write_text("in the way")
        self.waits(here, "journal")
        assert here.desk.text(TALK_PATH) == TALK
        journal.unlink()
        self.is_taken(here)

    @pytest.mark.parametrize(
        "broken",
        [
            TALK.replace("status: done", "status: [done"),
            "<<<<<<< HEAD\n" + TALK,
            TALK.replace("---\n##", "##"),
            TALK.replace("status", "\tstatus"),
        ],
    )
    def test_a_note_that_cannot_be_read_for_a_while(self, board, broken):
        here = board()
        here.change(THANK, ticked)
        place = here.desk.root / TALK_PATH
        place.write_text(broken)
        for _ in range(2):
            done = here.refresh()
            assert done.closed == ()
            assert here.line(THANK).startswith("- [x]")
        assert place.read_text() == broken
        place.write_text(TALK)
        self.is_taken(here)

    def test_a_note_that_is_gone_leaves_nothing_to_wait_for(self, board):
        here = board()
        here.change(THANK, ticked)
        (here.desk.root / TALK_PATH).unlink()
        assert "Nothing is owed under the id" in here.refresh().problems[0].message
        assert "Nothing is overdue." in here.text

    def test_a_note_that_was_renamed_since_is_owed_anew_and_the_tick_is_named(self, board):
        here = board()
        here.change(THANK, ticked)
        place = here.desk.root / TALK_PATH
        place.rename(place.with_name("Talk with Ada.md"))
        done = here.refresh()
        assert here.desk.text("Interviews/Talk with Ada.md") == TALK
        assert "Nothing is owed under the id" in done.problems[0].message
        assert here.line(THANK).startswith("- [ ]")


class TestBesideTextOfTheUser:
    """The block stays; a tick in it counts once, and `undo` holds."""

    def test_undo_takes_the_tick_back_and_no_refresh_closes_it_again(self, board):
        here = board()
        add_mine(here)
        here.change(THANK, ticked)
        assert len(here.refresh().closed) == 1
        assert "my own thought" in here.text
        here.desk.do("undo")
        for _ in range(2):
            assert here.refresh().closed == ()
        assert here.desk.text(TALK_PATH) == TALK

    def test_words_that_were_added_to_the_ticked_line_stay(self, board):
        here = board()
        here.change(THANK, lambda line: ticked(line).replace(" 📅", " with flowers 📅"))
        here.refresh()
        here.desk.do("undo")
        assert here.refresh().closed == ()
        assert "- [x] Send a thank-you to [[Ada]]" in here.line("with flowers")

    def test_the_block_heals_once_the_text_is_moved_out(self, board):
        here = board()
        add_mine(here)
        here.change(THANK, ticked)
        here.refresh()
        here.text = here.text.replace("my own thought\n", "") + "my own thought\n"
        assert here.refresh().problems == ()
        assert "Nothing is overdue." in here.text
        assert here.text.endswith("my own thought\n")

    def test_a_tick_that_was_refused_is_empty_again(self, board):
        here = board()
        add_mine(here)
        here.change(THANK, lambda line: ticked_by_tasks(line, "2026-12-24"))
        before = here.text
        assert any("in the future" in one.message for one in here.refresh().problems)
        plain = before.replace("[x]", "[ ]").replace(" ✅ 2026-12-24", "")
        assert here.text == plain
        here.desk.now = "2026-12-25T10:00"
        here.refresh()
        assert here.desk.text(TALK_PATH) == TALK

    def test_every_word_of_the_user_stays_whatever_was_ticked(self, board):
        notes = {"Contacts/Ada.md": ADA + "- [ ] one 📅 2026-11-20\n- [ ] two 📅 2026-11-20\n"}
        here = board(notes)
        here.text = here.text.replace("- [ ]", "mine 1\n> mine 2\n- [ ] my task\n- [x]")
        here.refresh()
        for words in ("mine 1", "> mine 2", "- [ ] my task"):
            assert here.text.splitlines().count(words) == 2
        assert here.desk.text("Contacts/Ada.md").count("- [x]") == 2


class TestMarks:
    def settings(self, here, text):
        place = here.desk.root / ".obsidian/plugins/obsidian-tasks-plugin"
        place.mkdir(parents=True)
        (place / "data.json").write_text(text)

    STATUSES = (
        '{"statusSettings": {"coreStatuses": [{"symbol": "x", "type": "DONE"}], "customStatuses": '
        '[{"symbol": "d", "type": "DONE"}, {"symbol": "c", "type": "CANCELLED"}, {"symbol": "p"}, 3]}}'
    )

    def test_a_status_of_the_vault_that_means_done_is_a_tick(self, board):
        here = board()
        self.settings(here, self.STATUSES)
        here.change(THANK, lambda line: line.replace("[ ]", "[d]"))
        assert len(here.refresh().closed) == 1
        assert "Nothing is overdue." in here.text

    def test_a_status_of_the_vault_that_means_cancelled_closes_nothing(self, board):
        here = board()
        self.settings(here, self.STATUSES)
        line = here.change(THANK, lambda line: line.replace("[ ]", "[c]"))
        done = here.refresh()
        assert done.closed == ()
        assert "cancelled here" in done.problems[0].message
        assert here.line(THANK) == line

    def test_another_mark_beside_a_day_of_completion_is_a_tick(self, board):
        here = board()
        here.change(THANK, lambda line: ticked_by_tasks(line).replace("[x]", "[!]"))
        assert len(here.refresh().closed) == 1

    @pytest.mark.parametrize("mark", ["/", ">", "?", "!", "p", "D"])
    def test_any_other_mark_is_the_users_and_closes_nothing(self, board, mark):
        here = board()
        line = here.change(THANK, lambda line: line.replace("[ ]", f"[{mark}]"))
        for _ in range(2):
            done = here.refresh()
            assert (done.closed, done.problems) == ((), ())
            assert here.line(THANK) == line

    def test_a_box_that_was_emptied_without_the_plugin_is_open_whatever_day_stands_there(
        self, board
    ):
        here = board()
        before = here.text
        here.change(THANK, lambda line: ticked_by_tasks(line).replace("[x]", "[ ]"))
        done = here.refresh()
        assert (done.closed, done.problems) == ((), ())
        assert here.text == before

    def test_a_mark_goes_along_when_its_line_comes_into_another_block(self, board):
        here = board(blocks=("overdue", "today"), now="2026-11-21T10:00")
        here.change(THANK, lambda line: line.replace("[ ]", "[/]"))
        here.desk.now = "2026-11-22T10:00"
        here.refresh()
        assert here.line(THANK).startswith("- [/]")
        assert "Nothing is due today." in here.text
        here.text = here.text.replace("[/]", "[ ]")
        assert here.refresh().problems == ()
        assert here.line(THANK).startswith("- [ ]")


class TestCopiesOfSyncPrograms:
    NAMES = (
        "Dashboard (Conflicted copy iPhone 202611221030).md",
        "Dashboard.sync-conflict-20261122-103000-ABCDEFG.md",
        "Dashboard (Ada's conflicted copy 2026-11-22).md",
    )

    @pytest.mark.parametrize("name", NAMES)
    def test_a_tick_in_a_copy_is_named_as_long_as_it_is_owed(self, board, name):
        here = board()
        place = here.desk.root / name
        place.write_text(ticked(here.text))
        before = place.read_bytes()
        for _ in range(2):
            done = here.refresh()
            assert done.closed == ()
            assert [(one.note, one.line) for one in done.problems] == [(name, 2)]
            assert "Tick it in Dashboard.md" in done.problems[0].hint
        assert name in here.desk.do("check")
        here.change(THANK, ticked)
        assert here.refresh().problems == ()
        assert here.refresh().problems == ()
        assert place.read_bytes() == before

    def test_a_copy_without_ticks_is_no_matter(self, board):
        here = board()
        (here.desk.root / self.NAMES[0]).write_text(here.text)
        (here.desk.root / self.NAMES[1]).write_bytes(b"\xff\xfe")
        assert here.refresh().problems == ()

    def test_a_copy_of_another_note_is_no_copy_of_this_one(self, board):
        here = board()
        (here.desk.root / "Dashboard of Ada (Conflicted copy).md").write_text(ticked(here.text))
        assert here.refresh().problems == ()


class TestManyAtOnce:
    def test_a_block_in_the_note_that_its_tick_writes_to_is_renewed_too(self, desk):
        text = ADA + "- [ ] do it 📅 2026-11-20\n\n" + BLOCK.format("report contact=this")
        here = Board(desk({"Contacts/Ada.md": text}), "Contacts/Ada.md")
        here.refresh()
        before = here.text
        here.change("promised", ticked)
        assert here.refresh().problems == ()
        assert "- [x] do it 📅 2026-11-20 ✅ 2026-11-22" in here.text
        assert "Nothing is owed." in here.text
        here.desk.do("undo")
        here.refresh()
        assert here.text == before

    def test_one_follow_up_ticked_in_two_notes_is_closed_once(self, board):
        here = board()
        (here.desk.root / "Other.md").write_text(BLOCK.format("report"))
        here.refresh()
        other = Board(here.desk, "Other.md")
        here.change(THANK, ticked)
        other.change(THANK, ticked)
        done = here.refresh()
        assert (len(done.closed), done.problems) == (1, ())
        assert THANK not in here.text + other.text

    def test_a_tick_while_nobody_looked_is_taken_by_the_next_sync(self, board):
        here = board()
        here.change(THANK, ticked)
        here.desk.now = "2026-11-25T10:00"
        assert "Noted the thank-you to Ada" in here.desk.do("sync")
        assert "thank_you_sent: 2026-11-25" in here.desk.text(TALK_PATH)

    def test_a_dry_run_shows_each_change_once_and_the_block_as_it_would_be(self, board):
        talk = TALK.replace('"[[Ada]]"', '["[[Ada]]", "[[Bob]]"]')
        here = board({**NOTES, "Contacts/Bob.md": ADA, TALK_PATH: talk})
        here.text = here.text.replace("[ ]", "[x]")
        done = here.refresh(is_dry=True)
        assert done.diff.count("+thank_you_sent") == 1
        assert "+Nothing is overdue." in done.diff
        assert here.desk.text(TALK_PATH) == talk

    def test_check_takes_no_tick_and_calls_none_wrong(self, board):
        here = board()
        here.change(THANK, ticked)
        before = here.desk.bytes_of_all()
        assert here.desk.do("check", "--check") == "No problems.\n"
        assert here.desk.bytes_of_all() == before


def test_no_line_of_an_editor_that_saves_in_place_is_lost_while_blocks_are_made_anew(board):
    here = board(blocks=("overdue", "done"))
    place = here.desk.root / "Dashboard.md"
    editor, is_over = Editor(place), threading.Event()

    def edit():
        while not is_over.is_set():
            editor.save()
            time.sleep(0.06)

    typing = threading.Thread(target=edit)
    typing.start()
    session = here.desk.session()
    written = 0
    try:
        for number in range(20):
            talk = TALK.replace("status: done", f"status: done\nthank_you_sent: {TODAY}")
            (here.desk.root / TALK_PATH).write_text(talk if number % 2 else TALK)
            session.refresh()
            written += len(refresh_blocks(session, quiet_seconds=0).written)
    finally:
        is_over.set()
        typing.join()
        session.close()
    assert len(editor.wrote) > 10
    assert written > 5
    assert editor.lost() == []


def test_a_dashboard_that_cannot_be_written_is_named_once(board):
    here = board()
    (here.desk.root / "twin").hardlink_to(here.desk.root / here.path)
    note = here.desk.root / TALK_PATH
    note.write_text(note.read_text().replace("status: done", f"thank_you_sent: {TODAY}"))
    [problem] = here.refresh().problems
    assert problem.note == here.path
    assert problem.message.startswith("This note ")
