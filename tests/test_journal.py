import difflib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md import journal
from infoview_md.errors import NoteChanged, NotFound, StorageFailure
from infoview_md.journal import Change, State, plan_undo

AT = "2026-11-20T09:00:00+01:00"
LATER = "2026-11-21T10:00:00+01:00"
PROJECT = Path(__file__).parents[1]

needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions and signals of POSIX")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state" / "infoview-md" / "0123456789abcdef" / "journal"


def change(path="People/Jane.md", before=b"old\n", after=b"new\n"):
    return Change(path=path, before=before, after=after)


def record(folder, *changes, at=AT, **bounds):
    return journal.record(
        folder,
        at=at,
        command="done Jane thank_you",
        sentence="Thanked Jane.",
        changes=changes,
        **bounds,
    )


def begin(folder, *changes):
    return journal.begin(folder, at=AT, command="log Jane x", sentence="Logging.", changes=changes)


class TestEntries:
    def test_an_entry_comes_back_as_it_was_recorded(self, folder):
        changes = (
            change(before=b"\xff\x00\r\n" * 1000, after=os.urandom(5000)),
            change("Zoë.md", before=None, after=b""),
            change("Old.md", before=b"x", after=None),
        )
        number = record(folder, *changes)
        assert journal.entry(folder, number) == journal.Entry(
            number=1,
            at=AT,
            command="done Jane thank_you",
            sentence="Thanked Jane.",
            changes=changes,
            state=State.DONE,
        )

    def test_numbers_grow_and_the_newest_comes_first(self, folder):
        assert [record(folder, change()) for _ in range(5)] == [1, 2, 3, 4, 5]
        assert [entry.number for entry in journal.entries(folder, limit=3)] == [5, 4, 3]

    def test_a_journal_that_does_not_exist_is_empty_and_stays_away(self, folder):
        assert journal.entries(folder, limit=10) == []
        with pytest.raises(NotFound, match="no command number 7"):
            journal.entry(folder, 7)
        assert not folder.exists()

    def test_an_undone_entry_says_when(self, folder):
        number = record(folder, change())
        journal.mark_undone(folder, number, LATER)
        entry = journal.entry(folder, number)
        assert (entry.state, entry.undone_at) == (State.UNDONE, LATER)

    def test_what_is_not_there_cannot_be_marked(self, folder):
        for act in (
            lambda: journal.mark_undone(folder, 3, LATER),
            lambda: journal.commit(folder, 3),
            lambda: journal.intend(folder, 3, change()),
        ):
            with pytest.raises(NotFound, match="undo --list"):
                act()

    def test_large_bodies_take_little_room(self, folder):
        number = record(folder, change(before=b"the same line\n" * 100_000))
        assert (folder / f"{number:08d}.jsonl").stat().st_size < 20_000

    @needs_posix
    @pytest.mark.parametrize("umask", [0o000, 0o022, 0o177, 0o777])
    def test_only_the_owner_can_read_it_whatever_the_umask(self, folder, umask):
        folder.parent.mkdir(parents=True)
        old = os.umask(umask)
        try:
            journal.mark_undone(folder, record(folder, change()), LATER)
        finally:
            os.umask(old)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}

    @needs_posix
    def test_a_folder_that_others_could_read_is_closed(self, folder):
        folder.mkdir(parents=True, mode=0o755)
        record(folder, change())
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_a_journal_that_cannot_be_written_is_a_clear_failure(self, tmp_path):
        (tmp_path / "journal").write_text("a file in its place")
        with pytest.raises(StorageFailure, match="could not be written"):
            record(tmp_path / "journal", change())


class TestIntents:
    def test_an_entry_that_was_begun_is_interrupted_until_it_is_committed(self, folder):
        number = begin(folder, change())
        assert journal.entry(folder, number).state is State.INTERRUPTED
        assert journal.entry(folder, number).changes == (change(),)
        journal.commit(folder, number)
        assert journal.entry(folder, number).state is State.DONE

    def test_a_commit_can_say_what_really_happened(self, folder):
        number = begin(folder, change(), change("People/John.md"))
        journal.commit(
            folder, number, changes=[change(after=b"other\n")], sentence="Logged an e-mail."
        )
        entry = journal.entry(folder, number)
        assert entry.changes == (change(after=b"other\n"),)
        assert entry.sentence == "Logged an e-mail."

    def test_a_redone_edit_replaces_the_intent_that_came_to_nothing(self, folder):
        number = begin(folder, change(before=b"a", after=b"a+ours"))
        journal.intend(folder, number, change(before=b"a+theirs", after=b"a+theirs+ours"))
        assert journal.entry(folder, number).changes == (
            change(before=b"a+theirs", after=b"a+theirs+ours"),
        )

    def test_two_edits_of_one_note_are_one_change(self, folder):
        number = begin(folder, change(before=b"a", after=b"b"))
        journal.intend(folder, number, change(before=b"b", after=b"c"))
        assert journal.entry(folder, number).changes == (change(before=b"a", after=b"c"),)

    @needs_posix
    def test_an_intent_survives_a_kill_right_after_it(self, folder):
        code = (
            "import os, signal, sys; from pathlib import Path; from infoview_md import journal\n"
            "change = journal.Change(path='a.md', before=b'old', after=b'new')\n"
            "journal.begin(Path(sys.argv[1]), at='', command='', sentence='', changes=[change])\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        done = run(code, folder)
        assert done.returncode == -signal.SIGKILL
        (entry,) = journal.entries(folder, limit=9)
        assert entry.state is State.INTERRUPTED
        assert entry.changes == (change("a.md", b"old", b"new"),)

    @needs_posix
    def test_a_command_killed_after_its_first_note_can_be_taken_back(self, tmp_path, folder):
        vault = tmp_path / "vault"
        vault.mkdir()
        for name in ("a.md", "b.md"):
            (vault / name).write_bytes(b"old\n")
        code = (
            "import os, signal, sys; from pathlib import Path\n"
            "from infoview_md import journal, replace\n"
            "vault, folder = map(Path, sys.argv[1:])\n"
            "changes = [journal.Change(path=p, before=b'old\\n', after=b'new\\n') for p in ('a.md', 'b.md')]\n"
            "journal.begin(folder, at='', command='', sentence='', changes=changes)\n"
            "die = lambda seconds: os.kill(os.getpid(), signal.SIGKILL)\n"
            "reading = replace.read_fresh(vault, 'a.md')\n"
            "replace.replace(vault, reading, b'new\\n', pause=die)\n"
        )
        assert run(code, vault, folder).returncode == -signal.SIGKILL
        (entry,) = journal.entries(folder, limit=9)
        assert entry.state is State.INTERRUPTED
        one, two = (plan_undo((vault / c.path).read_bytes(), c) for c in entry.changes)
        assert (one.before, one.after) == (b"new\n", b"old\n")
        assert not two.is_needed


class TestDamage:
    def test_an_entry_cut_anywhere_is_skipped_or_shows_what_was_whole(self, folder):
        number = record(folder, change(), change("People/John.md"))
        path = folder / f"{number:08d}.jsonl"
        raw = path.read_bytes()
        ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
        for length in range(len(raw)):
            path.write_bytes(raw[:length])
            found = journal.entries(folder, limit=9)
            whole = sum(end <= length for end in ends)
            if whole == 0:
                assert found == []
            else:
                (entry,) = found
                assert entry.changes == (change(), change("People/John.md"))[: whole - 1]
                assert entry.state is State.INTERRUPTED

    def test_a_damaged_byte_never_gives_a_wrong_text(self, folder):
        number = record(folder, change(before=b"x" * 600))
        good = journal.entry(folder, number)
        path = folder / f"{number:08d}.jsonl"
        raw = path.read_bytes()
        for place in range(len(raw)):
            path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
            for entry in journal.entries(folder, limit=9):
                assert set(entry.changes) <= set(good.changes)

    @pytest.mark.parametrize(
        "rubbish",
        [b"", b"\n", b"x\n", b"[]\n", b"{}\n", b"1\n", b"\xff\xfe\n", b"[" * 99_999 + b"\n"],
    )
    def test_rubbish_is_skipped(self, folder, rubbish):
        record(folder, change())
        record(folder, change())
        (folder / "00000002.jsonl").write_bytes(rubbish)
        (folder / "notes.txt").write_bytes(rubbish)
        (folder / "00000003.jsonl").mkdir()
        assert [entry.number for entry in journal.entries(folder, limit=9)] == [1]
        with pytest.raises(NotFound):
            journal.entry(folder, 2)
        assert record(folder, change()) == 4

    def test_a_line_that_was_cut_off_does_not_spoil_the_next(self, folder):
        number = begin(folder, change())
        with (folder / f"{number:08d}.jsonl").open("ab") as file:
            file.write(b'{"change":{"path":"Peo')
        journal.commit(folder, number)
        entry = journal.entry(folder, number)
        assert (entry.state, entry.changes) == (State.DONE, (change(),))


class TestBounds:
    def age(self, folder, number, days):
        then = time.time() - days * 86_400
        os.utime(folder / f"{number:08d}.jsonl", (then, then))

    def numbers(self, folder):
        return [entry.number for entry in journal.entries(folder, limit=1000)]

    def test_old_entries_are_forgotten_but_never_the_last_ones(self, folder):
        for _ in range(31):
            record(folder, change())
        for number in range(1, 32):
            self.age(folder, number, 91)
        record(folder, change(), kept_entries=20)
        assert self.numbers(folder) == list(range(32, 12, -1))

    def test_entries_of_the_last_days_are_kept(self, folder):
        for _ in range(31):
            record(folder, change())
        for number in range(1, 32):
            self.age(folder, number, 89)
        record(folder, change())
        assert len(self.numbers(folder)) == 32

    def test_a_journal_that_is_too_large_forgets_its_oldest_entries(self, folder):
        body = os.urandom(1_000_000)
        for _ in range(8):
            record(folder, change(before=body), kept_bytes=4_500_000, kept_entries=2)
        assert self.numbers(folder) == [8, 7, 6]

    def test_what_a_killed_command_left_half_made_is_cleared_away(self, folder):
        for _ in range(15):
            record(folder, change())
        (folder / ".new-0123456789ab").write_bytes(b"half")
        record(folder, change())
        assert not (folder / ".new-0123456789ab").exists()


class TestTogether:
    def test_commands_that_record_at_once_lose_no_entry(self, folder):
        code = (
            "import sys; from pathlib import Path; from infoview_md import journal\n"
            "folder = Path(sys.argv[1])\n"
            "for i in range(40):\n"
            "    change = journal.Change(path=f'{sys.argv[2]}-{i}', before=None, after=b'x')\n"
            "    number = journal.begin(folder, at='', command='', sentence='', changes=[change])\n"
            "    journal.commit(folder, number)\n"
        )
        workers = [
            subprocess.Popen([sys.executable, "-c", code, folder, str(n)], env=environment())
            for n in range(3)
        ]
        assert [worker.wait(60) for worker in workers] == [0, 0, 0]
        found = journal.entries(folder, limit=1000)
        assert len(found) == 120
        assert {entry.state for entry in found} == {State.DONE}
        paths = {change.path for entry in found for change in entry.changes}
        assert paths == {f"{worker}-{i}" for worker in range(3) for i in range(40)}


def undone(before, after, current):
    undo = plan_undo(current, change(before=before, after=after))
    assert undo.before == current
    return undo.after


class TestPlanUndo:
    def test_a_note_as_the_command_left_it_gets_its_old_text(self):
        undo = plan_undo(b"new\n", change())
        assert (undo.before, undo.after, undo.was_merged) == (b"new\n", b"old\n", False)
        assert undo.is_needed

    def test_a_created_note_goes_and_a_deleted_one_comes_back(self):
        assert undone(None, b"x", b"x") is None
        assert undone(b"x", None, None) == b"x"

    @pytest.mark.parametrize(("before", "after"), [(b"a", b"b"), (None, b"b"), (b"a", None)])
    def test_a_note_that_has_its_old_text_needs_nothing(self, before, after):
        undo = plan_undo(before, change(before=before, after=after))
        assert not undo.is_needed

    def test_a_property_is_taken_back_while_later_lines_stay(self):
        before = b"---\ntype: contact\n---\nText.\n"
        after = b"---\ntype: contact\nasked: 2026-11-20\n---\nText.\n"
        current = b"---\ntype: contact\nasked: 2026-11-20\nrole: CTO\n---\nText, longer.\nMore.\n"
        assert undone(before, after, current) == (
            b"---\ntype: contact\nrole: CTO\n---\nText, longer.\nMore.\n"
        )

    def test_a_changed_value_gets_its_old_value_again(self):
        before, after = b"a: 1\nb: 2\nc: 3\n", b"a: 1\nb: 9\nc: 3\n"
        assert undone(before, after, b"new: x\na: 1\nb: 9\nc: 3\n") == b"new: x\na: 1\nb: 2\nc: 3\n"

    def test_a_log_line_is_taken_back_from_the_middle_of_later_ones(self):
        before = b"## Log\n- 2026-11-01 call: hi\n"
        after = before + b"- 2026-11-20 email: ours\n"
        current = after + b"- 2026-11-21 email: theirs\n"
        assert undone(before, after, current) == before + b"- 2026-11-21 email: theirs\n"

    def test_a_text_without_a_last_line_end_is_not_glued_to_what_follows(self):
        assert undone(b"a", b"a\nours\n", b"a\nours\ntheirs\n") == b"a\ntheirs\n"
        assert undone(b"a", b"a\r\nours\r\n", b"a\r\nours\r\ntheirs") == b"a\r\ntheirs"

    def test_removed_lines_come_back_between_untouched_neighbours(self):
        before, after = b"1\n2\n3\n4\n", b"1\n2\n4\n"
        assert undone(before, after, b"0\n1\n2\n4\n") == b"0\n1\n2\n3\n4\n"
        assert undone(b"1\n2\n", b"1\n", b"0\n1\n") == b"0\n1\n2\n"

    @pytest.mark.parametrize(
        ("before", "after", "current"),
        [
            (b"a\n", b"b\n", b"c\n"),  # our line was changed again
            (b"a: 1\nb: 2\n", b"a: 1\nb: 9\n", b"a: 1\nb: 99\n"),
            (b"1\n3\n", b"1\n2\n3\n", b"1\n3\nx\n"),  # our line is gone already
            (b"1\n2\n4\n", b"1\n4\n", b"1\nx\n4\n"),  # something stands where our removal was
            (b"1\n", b"1\nx\n", b"x\n1\nx\nx\n"),  # which x is ours?
            (b"a\n", b"b\n", None),  # the note is gone
            (None, b"b\n", b"c\n"),  # the created note has grown
            (b"a\n", None, b"c\n"),  # a new note has the name
            (b"a\n", b"b\n", b""),
        ],
    )
    def test_it_refuses_rather_than_overwrite(self, before, after, current):
        with pytest.raises(NoteChanged, match=r"People/Jane\.md was"):
            plan_undo(current, change(before=before, after=after))

    def test_a_refusal_shows_what_would_have_been_taken_back(self):
        with pytest.raises(NoteChanged) as caught:
            plan_undo(b"a: 3\n", change(before=b"a: 1\n", after=b"a: 2\n"))
        assert caught.value.hint.endswith("-a: 2\n+a: 1")

    def test_enormous_differences_are_refused_quickly(self):
        lines = [b"%d\n" % i for i in range(60_000)]
        before = b"".join(lines)
        after = b"".join(reversed(lines))
        started = time.monotonic()
        with pytest.raises(NoteChanged):
            plan_undo(after + b"x\n", change(before=before, after=after))
        assert time.monotonic() - started < 2

    LINES = st.lists(
        st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\r\n", b"\n", b"- x\n"]), max_size=8
    )

    @settings(max_examples=400)
    @given(before=LINES, after=LINES, above=LINES, below=LINES)
    def test_lines_added_above_and_below_stay(self, before, after, above, below):
        old, new = b"".join(before), b"".join(after)
        current = b"".join([*above, b"=1\n", *after, b"=2\n", *below])
        try:
            result = undone(old, new, current)
        except NoteChanged:
            return
        if current not in (old, new):
            assert result == b"".join([*above, b"=1\n", *before, b"=2\n", *below])

    @settings(max_examples=400)
    @given(before=LINES, after=LINES, current=LINES)
    def test_no_line_of_the_others_is_lost(self, before, after, current):
        old, new, now = b"".join(before), b"".join(after), b"".join(current)
        try:
            result = undone(old, new, now)
        except NoteChanged:
            return
        if now in (old, new):
            return
        # Everything that is in the later text and was not written by the command is still there.
        theirs = [
            line[2:] for line in difflib.ndiff(latin(after), latin(current)) if line[0] == "+"
        ]
        kept = latin(result.splitlines(keepends=True))
        for line in set(theirs):
            removed_by_us = max(0, latin(after).count(line) - latin(before).count(line))
            assert kept.count(line) >= latin(current).count(line) - removed_by_us


def latin(lines):
    return [line.decode("latin-1") for line in lines]


def environment():
    return os.environ | {"PYTHONPATH": str(PROJECT)}


def run(code, *arguments):
    return subprocess.run([sys.executable, "-c", code, *arguments], env=environment(), check=False)


def test_a_record_is_lines_of_json(folder):
    number = record(folder, change())
    lines = (folder / f"{number:08d}.jsonl").read_text().splitlines()
    assert [list(json.loads(line)) for line in lines] == [
        ["at", "command", "sentence"],
        ["change", "sha"],
        ["committed", "sentence"],
    ]
