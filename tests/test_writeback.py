"""Notes are written on one path: all of a command or nothing, and it can be taken back."""

import errno
import os
from pathlib import Path

import pytest

from infoview_md import journal
from infoview_md.errors import CannotEdit, NoteChanged, StorageFailure
from infoview_md.journal import State
from infoview_md.note.edit import add_log_item, set_property
from infoview_md.replace import MAX_BYTES, together
from infoview_md.replace.folder import Folder
from infoview_md.writeback import (
    Creation,
    Edit,
    Place,
    Removal,
    Work,
    diff_of,
    landing,
    plan,
    take_back,
    write,
)

ADA = b"---\ntype: contact\n---\n# Ada\n"
BEN = b"---\ntype: contact # a person\n---\r\n"


@pytest.fixture
def place(tmp_path):
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Ada.md").write_bytes(ADA)
    (root / "Ben.md").write_bytes(BEN)
    return Place(root=root, journal=tmp_path / "journal", command="test", at="2026-11-22T10:00")


def asked(path="Ada.md", day="2026-11-20"):
    return Edit(path=path, change=lambda raw: set_property(raw, "asked", day))


def refused(path="Ben.md"):
    def change(raw):
        raise CannotEdit("It cannot be proved.", code="not-proved", line=2)

    return Edit(path=path, change=change)


def work(*steps):
    return Work(sentence="Wrote.", steps=steps)


def texts(place):
    return {one.name: one.read_bytes() for one in sorted(place.root.iterdir())}


def newest(place):
    return journal.entries(place.journal, limit=1)[0]


class TestWriting:
    def test_an_edit_a_creation_and_a_removal_are_one_entry_of_the_journal(self, place):
        written = write(
            place, work(asked(), Creation(path="New/Cy.md", raw=b"cy\n"), Removal(path="Ben.md"))
        )
        assert written.paths == ("Ada.md", "New/Cy.md", "Ben.md")
        assert (place.root / "New/Cy.md").read_bytes() == b"cy\n"
        assert not (place.root / "Ben.md").exists()
        entry = newest(place)
        assert (entry.number, entry.state, entry.sentence) == (1, State.DONE, "Wrote.")
        assert entry.changes == written.changes

    def test_two_edits_of_one_note_are_one_change(self, place):
        log = Edit(
            path="Ada.md", change=lambda raw: add_log_item(raw, on="2026-11-20", text="x: y")
        )
        written = write(place, work(asked(), log))
        assert len(written.changes) == 1
        assert b"asked: 2026-11-20" in (place.root / "Ada.md").read_bytes()
        assert b"- 2026-11-20 x: y" in (place.root / "Ada.md").read_bytes()

    def test_a_note_may_be_created_and_edited_in_one_command(self, place):
        write(place, work(Creation(path="Cy.md", raw=ADA), asked("Cy.md")))
        assert b"asked: 2026-11-20" in (place.root / "Cy.md").read_bytes()

    def test_nothing_to_write_leaves_no_entry(self, place):
        write(place, work(asked()))
        assert write(place, work(asked())).number == 0
        assert newest(place).number == 1

    def test_an_edit_that_cannot_be_proved_stops_all_of_them_and_names_note_and_line(self, place):
        before = texts(place)
        with pytest.raises(CannotEdit, match=r"^Ben\.md, line 2: It cannot be proved\.$") as stop:
            write(place, work(asked(), refused()))
        assert (stop.value.code, stop.value.line) == ("not-proved", 2)
        assert texts(place) == before
        assert journal.entries(place.journal, limit=1) == []

    def test_a_creation_never_takes_the_place_of_a_note(self, place):
        before = texts(place)
        with pytest.raises(CannotEdit, match="exists already"):
            write(place, work(asked(), Creation(path="Ben.md", raw=b"other")))
        assert texts(place) == before

    def test_a_note_that_fails_on_the_disk_takes_the_earlier_ones_back(self, place):
        before = texts(place)
        too_large = Edit(path="Ben.md", change=lambda raw: raw + b"x" * MAX_BYTES)
        with pytest.raises(CannotEdit, match="larger than"):
            write(place, work(asked(), Creation(path="Cy.md", raw=b"cy"), too_large))
        assert texts(place) == before
        assert newest(place).changes == ()

    def test_a_command_that_is_stopped_takes_the_earlier_notes_back(self, place):
        before = texts(place)
        seen = []

        def change(raw):
            seen.append(raw)
            if len(seen) > 1:  # the first is the plan
                raise KeyboardInterrupt
            return raw + b"x"

        with pytest.raises(KeyboardInterrupt):
            write(place, work(asked(), Edit(path="Ben.md", change=change)))
        assert texts(place) == before

    def test_where_even_taking_back_fails_undo_is_named_and_does_it(self, place):
        before = texts(place)

        def change(raw):
            if (place.root / "Ada.md").read_bytes() == ADA:
                return raw + b"x"  # planned, before anything is written
            (place.root / "Ada.md").write_bytes(b"somebody else's text, without ours\n")
            raise CannotEdit("No.", code="not-proved")

        with pytest.raises(StorageFailure, match=r"half way: Ada\.md") as stop:
            write(place, work(asked(), Edit(path="Ben.md", change=change)))
        assert "infoview-md undo" in stop.value.hint
        assert newest(place).state == State.INTERRUPTED
        (place.root / "Ada.md").write_bytes(newest(place).changes[0].after)
        take_back(place, newest(place))
        assert texts(place) == before

    def test_a_refusal_that_names_its_line_does_not_get_it_twice(self, place):
        def change(_raw):
            raise CannotEdit("The task at line 2 repeats.", code="repeats", line=2)

        with pytest.raises(CannotEdit) as stop:
            write(place, work(Edit(path="Ben.md", change=change)))
        assert stop.value.sentence == "Ben.md, line 2: The task repeats."

    def test_a_line_that_only_begins_like_another_number_is_named(self, place):
        def change(_raw):
            raise CannotEdit("It is like that at line 21.", code="like", line=2)

        with pytest.raises(CannotEdit, match=r"^Ben\.md, line 2: It is like that at line 21\.$"):
            write(place, work(Edit(path="Ben.md", change=change)))

    @pytest.mark.parametrize("raw", [b"\n\n\n", b"\r\n", b"  \n", b""])
    def test_a_note_of_nothing_but_line_breaks_is_edited_like_any_other(self, place, raw):
        (place.root / "Ada.md").write_bytes(raw)
        write(place, work(Edit(path="Ada.md", change=lambda old: old + b"Words.\n")))
        assert (place.root / "Ada.md").read_bytes() == raw + b"Words.\n"
        take_back(place, newest(place))
        assert (place.root / "Ada.md").read_bytes() == raw

    def test_a_note_that_was_emptied_to_line_breaks_since_it_was_planned_is_not_edited(self, place):
        calls = []

        def change(raw):
            calls.append(raw)
            if len(calls) == 1:
                (place.root / "Ada.md").write_bytes(b"\n")
            return raw + b"x"

        with pytest.raises(CannotEdit, match="is empty, but it held"):
            write(place, work(Edit(path="Ada.md", change=change)))
        assert (place.root / "Ada.md").read_bytes() == b"\n"

    def test_many_notes_wait_for_late_writers_once_and_their_number_is_told(
        self, place, monkeypatch
    ):
        for number in range(40):
            (place.root / f"{number}.md").write_bytes(ADA)
        waits = []
        really = landing.update_all
        monkeypatch.setattr(
            landing,
            "update_all",
            lambda *given, **more: really(*given, pause=waits.append, grace=7.0, **more),
        )
        told = []
        edits = [asked(f"{number}.md") for number in range(40)]
        write(place, work(*edits), progress=lambda done, total: told.append((done, total)))
        assert waits.count(7.0) == 1
        assert told == [(number, 40) for number in range(41)]
        take_back(place, newest(place))
        assert waits.count(7.0) == 2
        assert {raw for name, raw in texts(place).items() if name != "Ben.md"} == {ADA}

    def test_a_late_text_in_one_of_many_is_kept_and_all_of_it_can_be_taken_back(
        self, place, monkeypatch
    ):
        with (place.root / "Ada.md").open("r+b", buffering=0) as editor:

            def pause(seconds):
                if seconds == 7.0 and not editor.closed:
                    editor.seek(0, os.SEEK_END)
                    editor.write(b"typed late\n")
                    editor.close()

            really = landing.update_all
            monkeypatch.setattr(
                landing,
                "update_all",
                lambda *given, **more: really(*given, pause=pause, grace=7.0, **more),
            )
            written = write(place, work(asked(), asked("Ben.md")))
        assert written.paths == ("Ada.md", "Ben.md")
        assert texts(place)["Ada.md"].endswith(b"# Ada\ntyped late\n")
        assert b"asked: 2026-11-20" in texts(place)["Ada.md"]
        assert newest(place).changes == written.changes
        take_back(place, newest(place))
        assert texts(place) == {"Ada.md": ADA + b"typed late\n", "Ben.md": BEN}

    @pytest.mark.parametrize("what", ["edit", "create", "remove"])
    def test_a_command_stopped_right_after_a_note_was_written_takes_that_one_back_too(
        self, place, monkeypatch, what
    ):
        before = texts(place)

        stops = iter([True])

        def stopping(really):
            def stop(*given, **more):
                done = really(*given, **more)
                if next(stops, False):
                    raise KeyboardInterrupt
                return done

            return stop

        if what == "create":
            monkeypatch.setattr(landing, "create", stopping(landing.create))
        else:
            name = "put" if what == "edit" else "take_out"
            monkeypatch.setattr(together, name, stopping(getattr(together, name)))
        step = {
            "edit": asked(),
            "create": Creation(path="Cy.md", raw=b"cy\n"),
            "remove": Removal(path="Ada.md"),
        }[what]
        with pytest.raises(KeyboardInterrupt):
            write(place, work(step))
        monkeypatch.undo()
        assert {name: raw for name, raw in texts(place).items() if name[0] != "."} == before
        assert newest(place).changes == ()

    def test_what_the_disk_does_not_confirm_is_taken_back_and_said(self, place, monkeypatch):
        before = texts(place)
        really = Folder.flush
        failures = iter([True])

        def flush(self):
            if next(failures, False):
                raise OSError(errno.EIO, "Input/output error")
            really(self)

        monkeypatch.setattr(Folder, "flush", flush)
        with pytest.raises(StorageFailure, match=r"did not confirm it .*was taken back") as stop:
            write(place, work(asked(), asked("Ben.md")))
        assert "Ada.md" in stop.value.sentence
        assert texts(place) == before
        assert newest(place).changes == ()

    def test_new_notes_do_not_come_before_the_deletion_that_makes_room_for_their_name(self, place):
        write(place, work(Removal(path="Ada.md"), Creation(path="ada.md", raw=b"new\n")))
        assert texts(place) == {"Ben.md": BEN, "ada.md": b"new\n"}
        take_back(place, newest(place))
        assert texts(place) == {"Ada.md": ADA, "Ben.md": BEN}

    def test_of_thousands_that_stay_half_way_only_some_are_named(self, place):
        for number in range(9):
            (place.root / f"{number}.md").write_bytes(ADA)

        def change(raw):
            if (place.root / "0.md").read_bytes() == ADA:
                return raw + b"x"  # planned, before anything is written
            for number in range(9):
                (place.root / f"{number}.md").write_bytes(b"somebody else's text\n")
            raise CannotEdit("No.", code="no")

        edits = [asked(f"{number}.md") for number in range(9)]
        with pytest.raises(StorageFailure, match="and 6 more notes may be written already"):
            write(place, work(*edits, Edit(path="Ben.md", change=change)))

    def test_an_edit_is_made_again_on_a_note_that_changed_in_between(self, place):
        calls = []

        def change(raw):
            calls.append(raw)
            if len(calls) == 2:  # the first is the plan, the second the writing
                (place.root / "Ada.md").write_bytes(ADA + b"More.\n")
            return set_property(raw, "asked", "2026-11-20")

        written = write(place, work(Edit(path="Ada.md", change=change)))
        assert (place.root / "Ada.md").read_bytes().endswith(b"# Ada\nMore.\n")
        assert written.changes[0].before == ADA + b"More.\n"
        assert newest(place).changes == written.changes

    def test_a_note_that_changed_since_it_was_planned_is_not_deleted(self, place):
        calls = []

        def change(raw):
            calls.append(raw)
            if len(calls) == 2:  # the first is the plan, the second the writing
                (place.root / "Ada.md").write_bytes(b"a newer text\n")
            return raw + b"x"

        with pytest.raises(NoteChanged, match="was not deleted"):
            write(place, work(Edit(path="Ben.md", change=change), Removal(path="Ada.md")))
        assert texts(place) == {"Ada.md": b"a newer text\n", "Ben.md": BEN}

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_without_a_journal_nothing_is_written(self, place):
        place.journal.mkdir(mode=0o500)
        before = texts(place)
        with pytest.raises(StorageFailure):
            write(place, work(asked()))
        assert texts(place) == before

    def test_without_a_place_for_the_journal_nothing_is_written(self, place):
        place.journal.write_text("a file where the folder should be")
        before = texts(place)
        with pytest.raises(StorageFailure, match="journal"):
            write(place, work(asked()))
        assert texts(place) == before


class TestTakingBack:
    def test_every_sort_of_change_comes_back_byte_for_byte(self, place):
        before = texts(place)
        write(place, work(asked(), Creation(path="Cy.md", raw=b"cy\n"), Removal(path="Ben.md")))
        changes = take_back(place, newest(place))
        assert texts(place) == before
        assert [one.path for one in changes] == ["Ben.md", "Cy.md", "Ada.md"]
        assert newest(place).state == State.UNDONE

    def test_text_that_came_later_stays(self, place):
        write(place, work(asked()))
        note = place.root / "Ada.md"
        note.write_bytes(note.read_bytes() + b"\nA later thought.\n")
        take_back(place, newest(place))
        assert note.read_bytes() == ADA + b"\nA later thought.\n"

    def test_of_two_notes_none_is_written_where_one_has_moved_on(self, place):
        write(place, work(asked(), asked("Ben.md")))
        note = place.root / "Ben.md"
        note.write_bytes(note.read_bytes().replace(b"2026-11-20", b"2026-11-21"))
        after = texts(place)
        with pytest.raises(NoteChanged, match=r"Ben\.md was changed since"):
            take_back(place, newest(place))
        assert texts(place) == after
        assert newest(place).state == State.DONE

    def test_twice_is_as_once(self, place):
        write(place, work(asked()))
        take_back(place, newest(place))
        assert take_back(place, newest(place)) == ()
        assert texts(place)["Ada.md"] == ADA

    def test_a_created_note_that_somebody_wrote_into_stays(self, place):
        write(place, work(Creation(path="Cy.md", raw=b"cy\n")))
        (place.root / "Cy.md").write_bytes(b"cy\nMine.\n")
        with pytest.raises(NoteChanged, match="delete it yourself"):
            take_back(place, newest(place))
        assert (place.root / "Cy.md").read_bytes() == b"cy\nMine.\n"

    def test_a_failure_half_way_puts_back_what_was_taken_back(self, place):
        write(place, work(asked(), asked("Ben.md")))
        (place.root / "Ada too.md").hardlink_to(place.root / "Ada.md")
        after = texts(place)
        with pytest.raises(CannotEdit) as stop:
            take_back(place, newest(place))
        assert stop.value.code == "hard-link"
        assert texts(place) == after
        assert newest(place).state == State.DONE


class TestDiffs:
    def test_it_is_as_git_would_show_it(self, place):
        planned = plan(place.root, work(asked(), Creation(path="Cy.md", raw=b"cy")))
        assert diff_of(planned) == (
            "--- a/Ada.md\n+++ b/Ada.md\n@@ -1,4 +1,5 @@\n ---\n type: contact\n+asked: 2026-11-20\n"
            " ---\n # Ada\n"
            "--- /dev/null\n+++ b/Cy.md\n@@ -0,0 +1 @@\n+cy\n\\ No newline at end of file\n"
        )

    def test_only_a_line_feed_ends_a_line(self, place):
        (place.root / "Ada.md").write_bytes("a\x0bb\u2028c\rd\n".encode())
        edit = Edit(path="Ada.md", change=lambda raw: raw + b"e\n")
        assert "@@ -1 +1,2 @@" in diff_of(plan(place.root, work(edit)))
        assert " a\x0bb\u2028c\rd\n" in diff_of(plan(place.root, work(edit)))

    def test_planning_writes_nothing(self, place):
        before = texts(place)
        plan(place.root, work(asked(), Removal(path="Ben.md")))
        assert texts(place) == before
        assert not Path(place.journal).exists()
