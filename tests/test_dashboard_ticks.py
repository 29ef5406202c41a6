"""A tick in a managed block closes the follow-up as `done` would, or is left alone with a reason; it is never guessed."""

import re

import pytest

from infoview_md.journal import entries
from infoview_md.session import state_folder
from tests.commands import Desk, Git, _own_folders, desk, example  # noqa: F401 - fixtures
from tests.dashboards import (
    ADA,
    BLOCK,
    NOTES,
    TALK,
    TODAY,
    Board,
    ticked,
    ticked_by_dataview,
    ticked_by_tasks,
    ticked_by_tasks_in_dataview_format,
)

THANK = "Send a thank-you"


@pytest.fixture
def board(desk):
    """A dashboard that shows one thank-you that is owed."""

    def make(notes=NOTES, *, blocks=("overdue",), config=""):
        page = "".join(BLOCK.format(one) for one in blocks)
        made = Board(desk({**notes, "Dashboard.md": f"# Mine\n\n{page}\nbelow\n"}, config=config))
        made.refresh()
        return made

    return make


def sent(board):
    """Give the line of the thank-you in the interview's note."""
    found = [
        line for line in board.desk.text("Interviews/Talk.md").splitlines() if "thank_you" in line
    ]
    return found[0] if found else ""


def reordered(line):
    """Write a line with its tag moved, as Tasks does where a tag stood behind a date."""
    return ticked_by_tasks(line).replace("Send a", "a Send")


WAYS = {
    "core Obsidian changes the box": (ticked, TODAY),
    "an upper-case X by hand": (lambda line: line.replace("[ ]", "[X]"), TODAY),
    "Tasks adds its date": (ticked_by_tasks, TODAY),
    "Tasks adds a date of the past": (
        lambda line: ticked_by_tasks(line, "2026-11-21"),
        "2026-11-21",
    ),
    "Tasks with a variation selector": (
        lambda line: ticked_by_tasks(line).replace("✅ ", "✅\ufe0f "),
        TODAY,
    ),
    "Tasks in the format of Dataview": (ticked_by_tasks_in_dataview_format, TODAY),
    "Dataview tracks completion": (
        lambda line: ticked_by_dataview(line, "2026-11-21"),
        "2026-11-21",
    ),
    "Dataview behind the block id": (
        lambda line: f"{ticked(line)} [completion:: 2026-11-21]",
        "2026-11-21",
    ),
    "Tasks orders the words anew": (reordered, TODAY),
    "another bullet and an indentation": (lambda line: "  * " + ticked(line)[2:], TODAY),
    "a blank at the end": (lambda line: ticked(line) + "  ", TODAY),
    "a remark added": (lambda line: ticked(line).replace(" 📅", " by letter! 📅"), TODAY),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_tick_closes_the_follow_up_on_its_day(board, way):
    tick, on = WAYS[way]
    here = board()
    here.change(THANK, tick)
    done = here.refresh()
    assert sent(here) == f"thank_you_sent: {on}"
    assert len(done.closed) == 1


@pytest.mark.parametrize("way", [way for way in WAYS if way != "a remark added"])
def test_after_a_tick_the_block_is_made_anew(board, way):
    here = board()
    before = here.text
    here.change(THANK, WAYS[way][0])
    done = here.refresh()
    assert done.problems == ()
    assert THANK not in here.text
    assert "Nothing is overdue." in here.text
    assert here.text.splitlines()[:2] == before.splitlines()[:2]
    assert here.text.endswith("<!-- /infoview -->\n\nbelow\n")


def test_a_remark_of_the_user_stays_and_is_named(board):
    here = board()
    line = here.change(THANK, WAYS["a remark added"][0])
    done = here.refresh()
    assert f"{line.rpartition(' ^iv-')[0]}\n" in here.text
    assert [one.line for one in done.problems] == [3]
    assert "wrote into the block overdue" in done.problems[0].message


def test_a_tick_through_a_synced_phone_with_windows_line_ends_counts(board):
    here = board()
    here.text = here.text.replace("\n", "\r\n")
    here.change(THANK, ticked)
    here.refresh()
    assert sent(here) == f"thank_you_sent: {TODAY}"
    assert here.text.count("\r\n") == here.text.count("\n")


def test_a_tick_changes_one_line_of_the_note_it_is_about(board):
    here = board()
    git = Git(here.desk.root).start()
    here.change(THANK, ticked)
    here.refresh()
    assert git.changed_lines()["Interviews/Talk.md"] == (1, 0)


def test_a_tick_is_what_undo_takes_back(board):
    here = board()
    here.change(THANK, ticked)
    here.refresh()
    said = here.desk.do("undo")
    assert "Took back: Noted the thank-you to Ada" in said
    assert sent(here) == ""
    here.refresh()
    assert THANK in here.text


def test_generated_text_is_not_in_the_journal_that_undo_reads(board):
    here = board()
    assert entries(state_folder(here.desk.root) / "journal", limit=10) == []
    assert len(entries(state_folder(here.desk.root) / "generated", limit=10)) == 1


def test_an_unticked_line_is_as_if_nothing_had_happened(board):
    here = board()
    before = here.text
    here.change(THANK, ticked)
    here.text = here.text.replace("[x]", "[ ]")
    done = here.refresh()
    assert (done.closed, done.written, done.problems) == ((), (), ())
    assert here.text == before
    assert sent(here) == ""


def test_a_tick_can_be_taken_back_while_the_note_is_being_written(board):
    here = board()
    here.change(THANK, ticked)
    session = here.desk.session()
    from infoview_md.dashboard import refresh_blocks

    waiting = refresh_blocks(session, quiet_seconds=10)
    session.close()
    assert waiting.resting == ("Dashboard.md",)
    assert sent(here) == ""
    here.text = here.text.replace("[x]", "[ ]")
    assert here.refresh().closed == ()


def test_a_tick_on_what_is_closed_already_only_renews_the_block(board):
    here = board()
    here.change(THANK, ticked)
    here.desk.do("done", "Ada", "thank_you", "--on", "2026-11-21")
    done = here.refresh()
    assert sent(here) == "thank_you_sent: 2026-11-21"
    assert (done.closed, done.problems) == ((), ())
    assert THANK not in here.text


def test_a_tick_whose_day_lies_ahead_is_named_and_changes_nothing(board):
    here = board()
    here.change(THANK, lambda line: ticked_by_tasks(line, "2026-12-24"))
    done = here.refresh()
    assert sent(here) == ""
    assert "in the future" in done.problems[0].message
    assert here.line(THANK).startswith("- [ ]")


def test_a_tick_before_it_was_owed_is_named_and_changes_nothing(board):
    here = board()
    here.change(THANK, lambda line: ticked_by_tasks(line, "2026-11-01"))
    done = here.refresh()
    assert sent(here) == ""
    assert "only since then" in done.problems[0].message


def test_a_tick_with_a_day_that_is_none_stays_and_is_named(board):
    here = board()
    line = here.change(THANK, lambda line: ticked_by_tasks(line, "2026-13-45"))
    done = here.refresh()
    assert sent(here) == ""
    assert "cannot be read" in done.problems[0].message
    assert line in here.text


def test_a_cancelled_line_stays_and_is_named(board):
    here = board()
    line = here.change(
        THANK, lambda line: ticked_by_tasks(line).replace("[x]", "[-]").replace("✅", "❌")
    )
    for _ in range(2):
        done = here.refresh()
        assert sent(here) == ""
        assert "cancelled here, which closes nothing" in done.problems[0].message
        assert line in here.text


def test_a_line_in_progress_keeps_its_mark_while_the_block_goes_on(board):
    here = board()
    here.change(THANK, lambda line: line.replace("[ ]", "[/]"))
    other = TALK.replace("15:00", "18:00").replace("Ada", "Bob")
    (here.desk.root / "Interviews/Other.md").write_text(other)
    (here.desk.root / "Contacts/Bob.md").write_text(ADA)
    done = here.refresh()
    assert done.problems == ()
    assert here.line("to [[Ada]]").startswith("- [/]")
    assert here.line("to [[Bob]]").startswith("- [ ]")
    assert here.refresh().written == ()


class TestCopies:
    def double(self, here, *, first, second):
        line = here.line(THANK)
        here.text = here.text.replace(line, f"{first(line)}\n{second(line)}")

    def test_a_copied_line_that_nobody_ticked_goes_again(self, board):
        here = board()
        before = here.text
        self.double(here, first=str, second=str)
        done = here.refresh()
        assert done.problems == ()
        assert here.text == before

    def test_two_copies_that_are_both_ticked_are_one_tick(self, board):
        here = board()
        self.double(here, first=ticked, second=ticked)
        assert len(here.refresh().closed) == 1
        assert sent(here) == f"thank_you_sent: {TODAY}"

    @pytest.mark.parametrize("is_first", [True, False])
    def test_two_copies_that_differ_are_left_alone_and_named(self, board, is_first):
        here = board()
        ways = (ticked, str) if is_first else (str, ticked)
        self.double(here, first=ways[0], second=ways[1])
        before = here.text
        done = here.refresh()
        assert sent(here) == ""
        assert "stands twice" in done.problems[0].message
        assert here.text == before


class TestMoved:
    def test_a_line_that_was_moved_to_another_block_is_understood(self, board):
        here = board(blocks=("overdue", "waiting"))
        line = here.line(THANK)
        moved = here.text.replace(f"{line}\n", "", 1).replace(
            "Nobody owes you anything.", ticked(line)
        )
        here.text = moved
        assert len(here.refresh().closed) == 1
        assert sent(here) == f"thank_you_sent: {TODAY}"

    def test_a_ticked_line_in_another_note_is_named_and_closes_nothing(self, board):
        here = board()
        line = here.line(THANK)
        (here.desk.root / "Journal.md").write_text(f"# Today\n\n{ticked(line)}\n")
        done = here.refresh()
        assert sent(here) == ""
        assert [(one.note, one.line) for one in done.problems] == [("Journal.md", 3)]
        assert "done Ada thank_you" in done.problems[0].hint

    def test_once_it_is_closed_the_moved_line_is_no_problem(self, board):
        here = board()
        line = here.line(THANK)
        (here.desk.root / "Journal.md").write_text(f"# Today\n\n{ticked(line)}\n")
        here.desk.do("done", "Ada", "thank_you")
        assert here.refresh().problems == ()

    def test_a_moved_line_is_no_promise_of_the_note_it_stands_in(self, board):
        here = board()
        line = here.line(THANK)
        (here.desk.root / "Contacts/Ada.md").write_text(f"{ADA}\n{line}\n")
        assert [row["kind"] for row in here.desk.owed()] == ["thank_you"]

    def test_a_block_in_a_contact_note_makes_no_promises(self, board):
        here = board()
        (here.desk.root / "Contacts/Ada.md").write_text(ADA + BLOCK.format("report contact=this"))
        here.refresh()
        assert THANK in here.desk.text("Contacts/Ada.md")
        assert [row["kind"] for row in here.desk.owed()] == ["thank_you"]


class TestChangedAndDeleted:
    def test_a_deleted_line_comes_back_because_it_is_owed(self, board):
        here = board()
        before = here.text
        here.text = here.text.replace(here.line(THANK) + "\n", "")
        assert here.refresh().problems == ()
        assert here.text == before

    def test_a_ticked_line_with_other_words_is_left_alone_and_named(self, board):
        here = board()
        line = here.change(THANK, lambda line: ticked(line).replace("a thank-you", "flowers"))
        done = here.refresh()
        assert sent(here) == ""
        assert any("words of this line were changed" in one.message for one in done.problems)
        assert line in here.text

    def test_a_day_that_was_changed_moves_nothing_and_the_way_to_hold_it_is_told(self, board):
        here = board()
        before = here.text
        here.change(THANK, lambda line: line.replace("2026-11-21", "2026-11-28"))
        done = here.refresh()
        assert here.text == before
        assert [one.line for one in done.problems] == [4]
        assert "moves nothing" in done.problems[0].message
        assert done.problems[0].hint.endswith("infoview-md snooze Ada DATE")

    @pytest.mark.parametrize("tick", [ticked, ticked_by_tasks])
    def test_a_tick_counts_on_a_line_whose_day_was_changed(self, board, tick):
        here = board()
        here.change(THANK, lambda line: tick(line.replace("2026-11-21", "2026-11-28")))
        done = here.refresh()
        assert (len(done.closed), done.problems) == (1, ())
        assert sent(here) == f"thank_you_sent: {TODAY}"

    def test_a_day_that_changed_in_the_notes_is_no_change_by_the_user(self, board):
        notes = {"Contacts/Ada.md": ADA + "- [ ] do it 📅 2026-11-20\n"}
        here = board(notes)
        path = here.desk.root / "Contacts/Ada.md"
        path.write_text(notes["Contacts/Ada.md"].replace("2026-11-20", "2026-11-21"))
        assert here.refresh().problems == ()
        assert "📅 2026-11-21" in here.line("promised")

    def test_text_of_the_user_in_a_block_is_not_overwritten(self, board):
        here = board()
        here.text = here.text.replace("<!-- /infoview -->", "my own thought\n<!-- /infoview -->")
        before = here.text
        here.desk.do("done", "Ada", "thank_you")
        done = here.refresh()
        assert here.text == before
        assert "wrote into the block overdue" in done.problems[0].message

    def test_a_tick_beside_text_of_the_user_counts(self, board):
        here = board()
        here.text = here.text.replace("<!-- /infoview -->", "my own thought\n<!-- /infoview -->")
        here.change(THANK, ticked)
        here.refresh()
        assert sent(here) == f"thank_you_sent: {TODAY}"
        assert "my own thought" in here.text

    def test_a_block_whose_text_was_moved_out_is_made_anew(self, board):
        here = board()
        here.text = here.text.replace("<!-- /infoview -->", "my own thought\n<!-- /infoview -->")
        here.refresh()
        here.text = here.text.replace("my own thought\n", "")
        here.change(THANK, ticked)
        assert here.refresh().problems == ()
        assert "Nothing is overdue." in here.text

    def test_a_tick_on_something_that_no_longer_exists_is_named(self, board):
        here = board()
        here.change(THANK, ticked)
        (here.desk.root / "Interviews/Talk.md").unlink()
        done = here.refresh()
        assert "Nothing is owed under the id" in done.problems[0].message
        assert "Nothing is overdue." in here.text

    def test_a_line_that_two_ids_ended_up_on_closes_nothing(self, board):
        here = board()
        here.change(THANK, lambda line: ticked(line) + " ^iv-0123456789")
        here.refresh()
        assert sent(here) == ""


class TestKindsThatNeedMore:
    """What a tick cannot say is asked for, and the box is empty again."""

    @pytest.mark.parametrize(
        ("notes", "words", "hint"),
        [
            (
                {
                    "Contacts/Ada.md": ADA,
                    "Interviews/Talk.md": TALK.replace("She said a lot.\n", "").replace(
                        "status: done", "status: done\nthank_you_sent: 2026-11-20"
                    ),
                },
                "Write down",
                "--note",
            ),
            (
                {"Contacts/Ada.md": ADA.replace("company: Acme", "replied: 2026-11-16")},
                "Agree on a time",
                "new interview",
            ),
        ],
    )
    def test_it_is_named_with_the_command(self, board, notes, words, hint):
        here = board(notes)
        here.change(words, ticked)
        done = here.refresh()
        assert done.closed == ()
        assert hint in done.problems[0].hint
        assert here.line(words).startswith("- [ ]")


class TestSettingsOfTasks:
    def test_the_format_of_dataview_and_the_tag_come_from_the_settings_of_tasks(self, desk):
        here = Board(desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")}))
        place = here.desk.root / ".obsidian/plugins/obsidian-tasks-plugin"
        place.mkdir(parents=True)
        (place / "data.json").write_text('{"taskFormat": "dataview", "globalFilter": "#task"}')
        here.refresh()
        assert here.line(THANK).startswith("- [ ] #task Send a thank-you to [[Ada]]")
        assert "  [due:: 2026-11-21] ^iv-" in here.line(THANK)
        here.change(THANK, ticked_by_tasks_in_dataview_format)
        here.refresh()
        assert sent(here) == f"thank_you_sent: {TODAY}"
        assert "Nothing is overdue." in here.text

    def test_a_tick_made_before_the_settings_changed_counts(self, board):
        here = board()
        here.change(THANK, ticked_by_tasks)
        place = here.desk.root / ".obsidian/plugins/obsidian-tasks-plugin"
        place.mkdir(parents=True)
        (place / "data.json").write_text('{"taskFormat": "dataview", "globalFilter": "#task"}')
        here.refresh()
        assert sent(here) == f"thank_you_sent: {TODAY}"
        assert "Nothing is overdue." in here.text

    @pytest.mark.parametrize(
        "text", ["", "[]", "{", '{"globalFilter": 3}', '{"globalFilter": "a\\nb"}', "\0"]
    )
    def test_settings_that_make_no_sense_are_as_if_not_there(self, desk, text):
        here = Board(desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")}))
        place = here.desk.root / ".obsidian/plugins/obsidian-tasks-plugin"
        place.mkdir(parents=True)
        (place / "data.json").write_text(text)
        here.refresh()
        assert here.line(THANK).startswith("- [ ] Send a thank-you to [[Ada]]")


def test_every_follow_up_of_the_example_that_done_closes_is_closed_by_a_tick(example):
    here = Board(example)
    (example.root / "Dashboard.md").write_text(BLOCK.format("report days=400"))
    here.refresh()
    owed = ids_of(here.text)
    here.text = here.text.replace("- [ ]", "- [x]")
    rows = here.text.splitlines()
    done = here.refresh()
    named = {ids_of(rows[one.line - 1]).pop() for one in done.problems}
    assert len(owed) > 25
    assert ids_of(here.text) & owed <= named
    reasons = (
        "still to be written",
        "instead of",
        "is an interview note",
        "agenda is still missing",
        "birthday of",
        "has no note yet",
    )
    assert all(any(words in one.message for words in reasons) for one in done.problems), (
        done.problems
    )


def ids_of(text):
    return set(re.findall(r"\^iv-(\w+)", text))
