"""Many notes that are written together: one wait for all of them, and each as safe as if it were alone."""

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infoview_md import replace
from infoview_md.errors import CannotEdit, NoteChanged
from infoview_md.replace import folder as door
from infoview_md.replace import together

PROJECT = Path(__file__).parents[1]
NOTE = b"---\ntype: contact\n---\nMet at the fair.\n"
LONG_AGO = 1_600_000_000

needs_posix = pytest.mark.skipif(os.name != "posix", reason="an open file is not replaced there")


@pytest.fixture(params=["exchange", "links"])
def _file_system(request, monkeypatch):
    if request.param == "links":
        monkeypatch.setattr(door, "_renameat2", lambda: None)


both_file_systems = pytest.mark.usefixtures("_file_system")


@pytest.fixture
def vault(tmp_path):
    """Five notes in two folders."""
    for path in ("A/0.md", "B/1.md", "A/2.md", "B/3.md", "A/4.md"):
        note = tmp_path / path
        note.parent.mkdir(exist_ok=True)
        note.write_bytes(NOTE)
        os.utime(note, (LONG_AGO, LONG_AGO))
    return tmp_path


PATHS = ["A/0.md", "B/1.md", "A/2.md", "B/3.md", "A/4.md"]


def jobs(*paths, edit=lambda raw: raw + b"ours\n", **more):
    return [replace.Job(path=path, edit=edit, **more) for path in paths]


def texts(vault):
    return {
        one.relative_to(vault).as_posix(): one.read_bytes()
        for one in sorted(vault.rglob("*"))
        if one.is_file()
    }


def every(raw):
    return dict.fromkeys(sorted(PATHS), raw)


class Landed(list):
    def paths(self):
        return [one.path for one in self]


@pytest.fixture
def landed():
    return Landed()


def run(vault, what, landed, **more):
    replace.update_all(vault, what, landed=landed.append, **more)


class TestManyNotes:
    @both_file_systems
    def test_all_are_written_and_one_grace_time_is_waited_for_all(self, vault, landed):
        waits = []
        run(vault, jobs(*PATHS), landed, pause=waits.append, grace=7.0)
        assert waits.count(7.0) == 1
        assert texts(vault) == every(NOTE + b"ours\n")
        assert landed.paths() == PATHS
        assert {(one.before, one.after) for one in landed} == {(NOTE, NOTE + b"ours\n")}

    def test_no_more_are_under_way_at_once_than_is_said(self, tmp_path, landed):
        paths = [f"{number:03}.md" for number in range(150)]
        for path in paths:
            (tmp_path / path).write_bytes(NOTE)
            os.utime(tmp_path / path, (LONG_AGO, LONG_AGO))
        under_way, opened = [], []

        def pause(seconds):
            if seconds == 7.0:
                under_way.append(len([*tmp_path.glob(".*.tmp")]))
                if Path("/proc/self/fd").exists():
                    opened.append(len([*Path("/proc/self/fd").iterdir()]))

        run(tmp_path, jobs(*paths), landed, pause=pause, grace=7.0)
        assert sum(under_way) == 150
        assert max(under_way) <= together.MOST_AT_ONCE
        assert len(under_way) < 10
        assert landed.paths() == paths
        if opened:
            # One folder, however many notes.
            assert max(opened) - len([*Path("/proc/self/fd").iterdir()]) <= 2

    def test_notes_that_need_nothing_are_told_and_nobody_waits(self, vault, landed):
        def pause(_seconds):
            pytest.fail("nothing was written")

        time.sleep(1.1)  # younger notes are looked at twice
        run(vault, jobs(*PATHS, edit=lambda raw: raw), landed, pause=pause)
        assert [one.was_changed for one in landed] == [False] * 5

    def test_a_slow_batch_is_settled_in_parts_so_that_no_folder_is_kept_for_long(
        self, vault, landed, monkeypatch
    ):
        clock = [0.0]
        monkeypatch.setattr(together.time, "monotonic", lambda: clock[0])
        waits = []

        def edit(raw):
            clock[0] += 1.5
            return raw + b"ours\n"

        run(vault, jobs(*PATHS, edit=edit), landed, pause=waits.append, grace=7.0)
        assert waits.count(7.0) == 3
        assert landed.paths() == PATHS

    def test_edits_and_deletions_go_together(self, vault, landed):
        what = [*jobs("A/0.md", edit=lambda _raw: None), *jobs("B/1.md")]
        run(vault, what, landed)
        assert "A/0.md" not in texts(vault)
        assert texts(vault)["B/1.md"] == NOTE + b"ours\n"
        assert [one.after for one in landed] == [None, NOTE + b"ours\n"]

    @both_file_systems
    @pytest.mark.parametrize("edit", [lambda raw: raw + b"x", lambda _raw: None])
    def test_many_notes_of_one_text_in_one_folder_never_meet_under_one_hidden_name(
        self, tmp_path, landed, monkeypatch, edit
    ):
        from infoview_md.replace import naming

        # A killed command left the very names that come next.
        monkeypatch.setattr(naming, "_NUMBERS", iter([*range(3), *range(1000)]))
        paths = [f"{number:03}.md" for number in range(100)]
        for path in paths:
            (tmp_path / path).write_bytes(NOTE)
        for old, new in ((NOTE, NOTE + b"x"), (NOTE, NOTE), (NOTE, NOTE + b"x")):
            (tmp_path / naming.finished_name(old, new)).write_bytes(NOTE)
        run(tmp_path, jobs(*paths, edit=edit), landed, grace=0)
        assert landed.paths() == paths
        assert len([*tmp_path.glob(".*")]) == 3

    @needs_posix
    def test_two_paths_to_one_folder_do_not_wait_for_each_other(self, vault, landed):
        (vault / "Link").symlink_to(vault / "A", target_is_directory=True)
        started = time.monotonic()
        run(vault, jobs("A/0.md", "Link/2.md"), landed)
        assert time.monotonic() - started < 5
        assert texts(vault)["A/2.md"] == NOTE + b"ours\n"


@needs_posix
class TestLateWriters:
    @both_file_systems
    def test_a_late_text_in_one_of_them_is_kept_and_the_edit_made_again(self, vault, landed):
        with (vault / "A/2.md").open("r+b", buffering=0) as editor:

            def pause(seconds):
                if seconds == 7.0 and not editor.closed:
                    editor.truncate()
                    editor.write(b"typed late\n")
                    editor.close()

            run(vault, jobs(*PATHS), landed, pause=pause, grace=7.0)
        expected = every(NOTE + b"ours\n") | {"A/2.md": b"typed late\nours\n"}
        assert texts(vault) == expected
        assert sorted(landed.paths()) == sorted(PATHS)
        assert {one.path: one.before for one in landed}["A/2.md"] == b"typed late\n"

    @both_file_systems
    def test_a_text_that_was_saved_atomically_over_one_of_them_is_kept(self, vault, landed):
        saved = vault / "B/saved"
        saved.write_bytes(NOTE + b"typed\n")

        def pause(seconds):
            if seconds == 7.0 and saved.exists():
                saved.replace(vault / "B/1.md")

        run(vault, jobs(*PATHS), landed, pause=pause, grace=7.0)
        assert texts(vault) == every(NOTE + b"ours\n") | {"B/1.md": NOTE + b"typed\nours\n"}

    def test_an_old_text_saved_over_one_of_them_gets_the_edit_again(self, vault, landed):
        stale = [NOTE + b"typed\n"]

        def pause(_seconds):
            if stale and b"ours" in (vault / "B/3.md").read_bytes():
                (vault / "B/3.md").write_bytes(stale.pop())

        run(vault, jobs(*PATHS), landed, pause=pause)
        assert texts(vault) == every(NOTE + b"ours\n") | {"B/3.md": NOTE + b"typed\nours\n"}

    @both_file_systems
    def test_a_note_that_changes_before_its_turn_is_read_again_and_the_others_go_on(
        self, vault, landed
    ):
        told = []

        def before_write(reading, _new):
            told.append(reading.path)
            if reading.path == "B/1.md" and told.count("B/1.md") == 1:
                (vault / "B/1.md").write_bytes(NOTE + b"typed meanwhile\n")

        run(vault, jobs(*PATHS, before_write=before_write), landed)
        assert told == [*PATHS, "B/1.md"]
        assert texts(vault)["B/1.md"] == NOTE + b"typed meanwhile\nours\n"

    def test_of_two_others_on_one_of_them_both_texts_stay_and_the_rest_is_told(self, vault, landed):
        with (vault / "A/2.md").open("r+b", buffering=0) as editor:

            def pause(seconds):
                if seconds == 7.0:
                    editor.write(b"typed late\n")
                    (vault / "A/2.md").write_bytes(b"saved by the other\n")

            with pytest.raises(NoteChanged, match="infoview-conflict"):
                run(vault, jobs(*PATHS), landed, pause=pause, grace=7.0)
        assert landed.paths() == [path for path in PATHS if path != "A/2.md"]
        kept = [raw for path, raw in texts(vault).items() if path.startswith("A/2.")]
        assert {raw[:11] for raw in kept} == {b"typed late\n", b"saved by th"}

    def test_a_late_text_in_a_note_to_be_deleted_brings_it_back(self, vault, landed):
        def edit(raw):
            if raw != NOTE:
                raise NoteChanged("It was changed.")

        with (vault / "A/2.md").open("r+b", buffering=0) as editor:

            def pause(seconds):
                if seconds == 7.0 and not editor.closed:
                    editor.write(b"late")
                    editor.close()

            with pytest.raises(NoteChanged, match=r"It was changed"):
                run(vault, jobs(*PATHS, edit=edit), landed, pause=pause, grace=7.0)
        assert list(texts(vault)) == ["A/2.md"]
        assert texts(vault)["A/2.md"].startswith(b"late")
        assert len(landed) == 4

    def test_it_gives_up_on_a_note_that_never_rests_with_what_was_wanted(self, vault, landed):
        def before_write(reading, _new):
            if reading.path == "B/1.md":
                (vault / "B/1.md").write_bytes(reading.raw + b"x\n")

        with pytest.raises(NoteChanged, match=r"B/1\.md") as stop:
            run(vault, jobs(*PATHS, before_write=before_write), landed, attempts=3)
        assert "+ours" in stop.value.hint
        assert len(landed) == 4


class TestFailures:
    def test_one_that_fails_in_the_middle_stops_and_the_earlier_ones_are_told(self, vault, landed):
        def refuse(_raw):
            raise CannotEdit("No.", code="no")

        what = [*jobs(*PATHS[:2]), *jobs(PATHS[2], edit=refuse), *jobs(*PATHS[3:])]
        waits = []
        with pytest.raises(CannotEdit, match="No"):
            run(vault, what, landed, pause=waits.append, grace=7.0)
        assert landed.paths() == PATHS[:2]
        assert waits.count(7.0) == 1
        assert texts(vault) == every(NOTE) | dict.fromkeys(PATHS[:2], NOTE + b"ours\n")

    def test_an_interrupt_in_the_grace_time_leaves_no_leftover_and_tells_what_was_written(
        self, vault, landed
    ):
        def pause(seconds):
            if seconds == 7.0:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(vault, jobs(*PATHS), landed, pause=pause, grace=7.0)
        assert texts(vault) == every(NOTE + b"ours\n")
        assert landed.paths() == PATHS

    def test_a_disk_that_does_not_confirm_is_said_and_what_was_written_is_told(
        self, vault, landed, monkeypatch
    ):
        def flush(_self):
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(door.Folder, "flush", flush)
        with pytest.raises(replace.Unconfirmed, match=r"A/0\.md was written, but the disk"):
            run(vault, jobs(*PATHS), landed)
        assert landed.paths() == PATHS
        assert texts(vault) == every(NOTE + b"ours\n")

    def test_a_note_that_is_not_there_is_named_at_its_turn(self, vault, landed):
        with pytest.raises(replace.reading.NotFound, match=r"Gone/x\.md"):
            run(vault, jobs("A/0.md", "Gone/x.md", "B/1.md"), landed)
        assert landed.paths() == ["A/0.md"]


COMMAND = """
import json, sys, time
from pathlib import Path
from infoview_md import replace
root, me, backwards = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "backwards"
paths = sorted(f"{folder}/{n}.md" for n in range(10) for folder in "ABC")
started = time.monotonic()
for turn in range(5):
    line = f"{me}-{turn}\\n".encode()
    jobs = [replace.Job(path=path, edit=lambda raw: raw + line) for path in paths[::-1 if backwards else 1]]
    replace.update_all(root, jobs, landed=lambda done: None, grace=0.01)
print(json.dumps(time.monotonic() - started))
"""


@needs_posix
def test_commands_that_write_the_same_folders_in_opposite_orders_never_wait_for_each_other(
    tmp_path,
):
    for folder in "ABC":
        (tmp_path / folder).mkdir()
        for number in range(10):
            (tmp_path / folder / f"{number}.md").write_bytes(NOTE)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", COMMAND, str(tmp_path), me, order],
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for me, order in (("a", "forwards"), ("b", "backwards"), ("c", "forwards"))
    ]
    spent = [json.loads(one.communicate(timeout=120)[0]) for one in processes]
    lines = sorted(f"{me}-{turn}" for me in "abc" for turn in range(5))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert sorted(path.read_text().splitlines()[4:]) == lines
    assert len([*tmp_path.rglob("*.md")]) == 30
    assert not [*tmp_path.rglob(".*")]
    # A lock that two wait for is given up after ten seconds.
    assert max(spent) < 60
