import errno
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest

from infoview_md import replace
from infoview_md.errors import CannotEdit, NoteChanged, NotFound, StorageFailure, UsageMistake
from infoview_md.replace import folder as door

NOTE = b"---\ntype: contact\ncompany: Acme\n---\nMet at the fair.\n"
LONG_AGO = 1_600_000_000
PROJECT = Path(__file__).parents[1]

needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="extended attributes of Linux")


@pytest.fixture
def jane(tmp_path):
    note = tmp_path / "People" / "Jane.md"
    note.parent.mkdir()
    note.write_bytes(NOTE)
    os.utime(note, (LONG_AGO, LONG_AGO))
    return note


@pytest.fixture(params=["exchange", "links", "neither", "no handles"])
def any_file_system(request, monkeypatch):
    """Every kind of file system, as far as the calls that it knows are concerned."""
    if request.param == "exchange":
        return
    monkeypatch.setattr(door, "_renameat2", lambda: None)
    if request.param == "neither":
        monkeypatch.setattr(os, "link", _unsupported)
    if request.param == "no handles":
        monkeypatch.setattr(door, "_HAS_FOLDER_HANDLES", False)


def _unsupported(*_args, **_options):
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


def no_pause(_seconds):
    pytest.fail("nothing was suspicious, but the command waited")


def quickly(_seconds):
    pass


def at_first_flush(monkeypatch, act):
    """Let another program act when the new text is written and not yet in its place."""
    flush, acts = os.fsync, [act]

    def fsync(handle):
        flush(handle)
        while acts:
            acts.pop()()

    monkeypatch.setattr(os, "fsync", fsync)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def add(text):
    return lambda raw: raw + text


class TestReadFresh:
    def test_it_gives_bytes_digest_and_signature_of_the_file(self, tmp_path, jane):
        status = jane.stat()
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        assert reading.raw == NOTE
        assert reading.path == "People/Jane.md"
        assert reading.digest == sha256(NOTE).hexdigest()
        assert reading.signature == (
            status.st_dev,
            status.st_ino,
            len(NOTE),
            status.st_mtime_ns,
            status.st_ctime_ns,
        )

    @pytest.mark.usefixtures("jane")
    def test_a_file_at_rest_is_read_without_waiting(self, tmp_path):
        time.sleep(1.05)
        assert replace.read_fresh(tmp_path, "People/Jane.md", pause=no_pause).raw == NOTE

    @pytest.mark.usefixtures("jane")
    def test_a_file_written_just_now_is_looked_at_twice(self, tmp_path):
        pauses = []
        replace.read_fresh(tmp_path, "People/Jane.md", pause=pauses.append)
        assert 0 < sum(pauses) < 0.1

    def test_an_empty_text_is_not_believed_while_an_editor_is_writing(self, tmp_path, jane):
        jane.write_bytes(b"")
        pauses = []

        def pause(seconds):
            pauses.append(seconds)
            if len(pauses) == 5:
                jane.write_bytes(NOTE)

        assert replace.read_fresh(tmp_path, "People/Jane.md", pause=pause).raw == NOTE

    def test_a_text_below_half_of_the_known_size_is_not_believed_at_once(self, tmp_path, jane):
        jane.write_bytes(NOTE[:10])

        def pause(_seconds):
            if jane.read_bytes() != NOTE:
                jane.write_bytes(NOTE)

        reading = replace.read_fresh(tmp_path, "People/Jane.md", known_size=len(NOTE), pause=pause)
        assert reading.raw == NOTE

    @pytest.mark.parametrize("text", [b"", NOTE[:10]])
    def test_a_short_text_is_believed_after_a_second_at_rest(self, tmp_path, jane, text):
        jane.write_bytes(text)
        pauses = []
        reading = replace.read_fresh(
            tmp_path, "People/Jane.md", known_size=len(NOTE), pause=pauses.append
        )
        assert reading.raw == text
        assert sum(pauses) >= 0.999

    def test_a_note_that_never_rests_is_given_up_with_a_sentence(self, tmp_path, jane):
        texts = iter(range(100_000))

        def pause(_seconds):
            jane.write_bytes(b"%d" % next(texts))

        with pytest.raises(NoteChanged, match=r"People/Jane\.md"):
            replace.read_fresh(tmp_path, "People/Jane.md", known_size=1000, pause=pause)

    @pytest.mark.usefixtures("jane")
    def test_a_missing_note_and_a_missing_folder_are_not_found(self, tmp_path):
        for path in ("People/John.md", "Nowhere/Jane.md", "People/Jane.md/Jane.md"):
            with pytest.raises(NotFound, match="There is no file"):
                replace.read_fresh(tmp_path, path)

    def test_a_note_that_vim_is_just_replacing_is_found(self, tmp_path, jane):
        away = jane.rename(jane.with_name("Jane.md~"))
        reading = replace.read_fresh(
            tmp_path, "People/Jane.md", pause=lambda _seconds: away.exists() and away.rename(jane)
        )
        assert reading.raw == NOTE

    @needs_posix
    @pytest.mark.parametrize("kind", ["folder", "fifo", "socket", "loop"])
    def test_what_is_not_a_file_is_refused_without_waiting_for_it(self, tmp_path, kind):
        odd = tmp_path / "x.md"
        if kind == "folder":
            odd.mkdir()
        elif kind == "fifo":
            os.mkfifo(odd)
        elif kind == "loop":
            odd.symlink_to("x.md")
        else:
            with socket.socket(socket.AF_UNIX) as server:
                here = Path.cwd()
                os.chdir(tmp_path)  # the address of a socket may not be long
                server.bind("x.md")
                os.chdir(here)
        started = time.monotonic()
        with pytest.raises(CannotEdit) as caught:
            replace.read_fresh(tmp_path, "x.md")
        assert caught.value.code == "not-a-file"
        assert time.monotonic() - started < 1

    def test_a_huge_file_is_refused_without_reading_it(self, tmp_path):
        with (tmp_path / "huge.md").open("wb") as file:
            file.truncate(2 << 30)
        with pytest.raises(CannotEdit, match="larger than 16 MiB") as caught:
            replace.read_fresh(tmp_path, "huge.md")
        assert caught.value.code == "too-large"


class TestInside:
    def test_it_gives_the_real_place(self, tmp_path, jane):
        assert replace.inside(tmp_path, "People/Jane.md") == jane.resolve()
        assert replace.inside(tmp_path, "People/New/Note.md").parent.parent == jane.parent.resolve()

    @pytest.mark.parametrize(
        "path", ["", ".", "/etc/passwd", "..", "../x.md", "People/../../x.md", "a\0b.md"]
    )
    def test_a_path_that_is_not_below_the_vault_is_refused(self, tmp_path, path):
        with pytest.raises(UsageMistake):
            replace.inside(tmp_path, path)

    @needs_posix
    def test_a_link_out_of_the_vault_is_refused_also_where_it_dangles(self, tmp_path):
        vault = tmp_path / "vault"
        vault.mkdir()
        (vault / "out.md").symlink_to("/etc/hostname")
        (vault / "dangling.md").symlink_to(tmp_path / "nothing.md")
        (vault / "folder").symlink_to(tmp_path)
        # The name of the vault is a beginning of this name, but not its folder.
        (tmp_path / "vault2").mkdir()
        (vault / "sibling").symlink_to(tmp_path / "vault2")
        for path in ("out.md", "dangling.md", "folder/x.md", "sibling/x.md"):
            with pytest.raises(CannotEdit) as caught:
                replace.inside(vault, path)
            assert caught.value.code == "outside-vault"


class TestReplace:
    @pytest.mark.usefixtures("any_file_system")
    def test_the_note_holds_the_new_text_and_nothing_else_is_left(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        replace.replace(tmp_path, reading, b"new\r\n\xef\xbb\xbf")
        assert jane.read_bytes() == b"new\r\n\xef\xbb\xbf"
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    @pytest.mark.usefixtures("any_file_system")
    def test_permissions_are_kept(self, tmp_path, jane):
        for mode in (0o640, 0o600, 0o664, 0o700):
            jane.chmod(mode)
            replace.update(tmp_path, "People/Jane.md", add(b"x"))
            assert stat.S_IMODE(jane.stat().st_mode) == mode

    @needs_linux
    def test_extended_attributes_are_kept(self, tmp_path, jane):
        try:
            os.setxattr(jane, "user.xdg.tags", b"people,\0bytes")
        except OSError as error:
            pytest.skip(f"no extended attributes here: {error}")
        replace.update(tmp_path, "People/Jane.md", add(b"x"))
        assert os.getxattr(jane, "user.xdg.tags") == b"people,\0bytes"

    @needs_linux
    def test_an_access_list_is_kept_and_that_of_the_folder_is_not_added(self, tmp_path, jane):
        no_one = 0xFFFFFFFF
        entries = [(1, 6, no_one), (2, 6, 12345), (4, 4, no_one), (16, 6, no_one), (32, 0, no_one)]
        acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
        try:
            os.setxattr(jane, "system.posix_acl_access", acl)
        except OSError as error:
            pytest.skip(f"no access lists here: {error}")
        plain = jane.with_name("Plain.md")
        plain.write_bytes(NOTE)
        plain.chmod(0o640)
        os.setxattr(jane.parent, "system.posix_acl_default", acl)
        replace.update(tmp_path, "People/Jane.md", add(b"x"))
        replace.update(tmp_path, "People/Plain.md", add(b"x"))
        assert os.getxattr(jane, "system.posix_acl_access") == acl
        assert os.listxattr(plain) == []
        assert stat.S_IMODE(plain.stat().st_mode) == 0o640

    @needs_posix
    def test_the_owner_is_kept(self, tmp_path, jane):
        if os.geteuid() != 0:
            pytest.skip("only root gives files to others")
        os.chown(jane, 12345, 54321)
        jane.chmod(0o640)
        replace.update(tmp_path, "People/Jane.md", add(b"x"))
        assert (jane.stat().st_uid, jane.stat().st_gid) == (12345, 54321)
        assert stat.S_IMODE(jane.stat().st_mode) == 0o640

    def test_equal_bytes_are_not_written(self, tmp_path, jane):
        before = jane.stat()
        replace.replace(tmp_path, replace.read_fresh(tmp_path, "People/Jane.md"), NOTE)
        assert jane.stat().st_mtime_ns == before.st_mtime_ns
        assert jane.stat().st_ino == before.st_ino

    @pytest.mark.usefixtures("any_file_system")
    def test_a_note_that_changed_since_the_reading_keeps_its_text(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        jane.write_bytes(b"typed meanwhile\n")
        with pytest.raises(NoteChanged, match=r"People/Jane\.md was changed by another program"):
            replace.replace(tmp_path, reading, b"new")
        assert jane.read_bytes() == b"typed meanwhile\n"
        assert names(jane.parent) == ["Jane.md"]

    def test_a_change_of_equal_size_with_the_old_time_is_noticed(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        jane.write_bytes(NOTE.replace(b"Acme", b"Beta"))
        os.utime(jane, (LONG_AGO, LONG_AGO))
        with pytest.raises(NoteChanged):
            replace.replace(tmp_path, reading, b"new")
        assert b"Beta" in jane.read_bytes()

    @pytest.mark.usefixtures("any_file_system")
    def test_a_note_deleted_since_the_reading_does_not_come_back(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        jane.unlink()
        with pytest.raises(NoteChanged, match="deleted or renamed"):
            replace.replace(tmp_path, reading, b"new")
        assert names(jane.parent) == []

    def test_a_folder_renamed_since_the_reading_does_not_come_back(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        jane.parent.rename(tmp_path / "Contacts")
        with pytest.raises(NoteChanged, match="deleted or renamed"):
            replace.replace(tmp_path, reading, b"new")
        assert names(tmp_path) == ["Contacts"]

    @needs_posix
    @pytest.mark.parametrize("file_system", ["exchange", "links"])
    def test_an_editor_that_had_the_note_open_keeps_its_late_text(
        self, tmp_path, jane, monkeypatch, file_system
    ):
        if file_system == "links":
            monkeypatch.setattr(door, "_renameat2", lambda: None)
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with jane.open("r+b", buffering=0) as editor:

            def pause(_seconds):
                editor.truncate()
                editor.write(b"typed late\n")

            with pytest.raises(NoteChanged):
                replace.replace(tmp_path, reading, b"new", pause=pause)
        assert jane.read_bytes() == b"typed late\n"
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    @pytest.mark.parametrize("file_system", ["exchange", "links"])
    def test_of_two_others_that_write_at_once_neither_loses_its_text(
        self, tmp_path, jane, monkeypatch, file_system
    ):
        if file_system == "links":
            monkeypatch.setattr(door, "_renameat2", lambda: None)
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with jane.open("r+b", buffering=0) as editor:

            def pause(_seconds):
                editor.write(b"typed late\n")
                jane.write_bytes(b"saved by the other\n")

            with pytest.raises(NoteChanged, match="infoview-conflict"):
                replace.replace(tmp_path, reading, b"new", pause=pause)
        texts = {path.read_bytes()[:11] for path in jane.parent.glob("*.md")}
        assert texts == {b"typed late\n", b"saved by th"}
        assert len(names(jane.parent)) == 2

    @needs_posix
    def test_a_note_deleted_in_the_grace_time_does_not_come_back(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        replace.replace(tmp_path, reading, b"new", pause=lambda _seconds: jane.unlink())
        assert names(jane.parent) == []

    @needs_posix
    def test_an_interrupt_in_the_grace_time_leaves_the_new_note_and_no_leftover(
        self, tmp_path, jane
    ):
        def pause(_seconds):
            raise KeyboardInterrupt

        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with pytest.raises(KeyboardInterrupt):
            replace.replace(tmp_path, reading, b"new", pause=pause)
        assert jane.read_bytes() == b"new"
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    @pytest.mark.usefixtures("any_file_system")
    def test_a_link_inside_the_vault_stays_a_link_and_its_target_is_written(self, tmp_path, jane):
        link = tmp_path / "Jane (link).md"
        link.symlink_to("People/Jane.md")
        reading = replace.read_fresh(tmp_path, link.name)
        assert reading.path == link.name
        replace.replace(tmp_path, reading, b"new")
        assert link.is_symlink()
        assert jane.read_bytes() == b"new"
        assert not jane.is_symlink()

    @needs_posix
    def test_a_link_that_was_turned_out_of_the_vault_since_is_not_followed(self, tmp_path):
        vault, secret = tmp_path / "vault", tmp_path / "secret.md"
        vault.mkdir()
        secret.write_bytes(NOTE)
        (vault / "a.md").write_bytes(NOTE)
        reading = replace.read_fresh(vault, "a.md")
        (vault / "a.md").unlink()
        (vault / "a.md").symlink_to(secret)
        with pytest.raises(CannotEdit) as caught:
            replace.replace(vault, reading, b"new")
        assert caught.value.code == "outside-vault"
        assert secret.read_bytes() == NOTE

    @needs_posix
    def test_a_note_with_two_names_is_refused_and_stays_one_file(self, tmp_path, jane):
        other = tmp_path / "Same.md"
        os.link(jane, other)
        with pytest.raises(CannotEdit, match="2 names") as caught:
            replace.update(tmp_path, "People/Jane.md", add(b"x"))
        assert caught.value.code == "hard-link"
        assert other.samefile(jane)
        assert other.read_bytes() == NOTE

    @needs_posix
    @pytest.mark.usefixtures("any_file_system")
    def test_a_change_in_the_middle_of_our_writing_is_noticed(self, tmp_path, jane, monkeypatch):
        at_first_flush(monkeypatch, lambda: jane.write_bytes(b"typed meanwhile\n"))
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with pytest.raises(NoteChanged):
            replace.replace(tmp_path, reading, b"new")
        assert jane.read_bytes() == b"typed meanwhile\n"
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    @pytest.mark.usefixtures("any_file_system")
    def test_an_atomic_save_in_the_middle_of_our_writing_is_noticed(
        self, tmp_path, jane, monkeypatch
    ):
        def save():
            jane.with_name("x").write_bytes(b"saved meanwhile\n")
            jane.with_name("x").replace(jane)

        at_first_flush(monkeypatch, save)
        replace.update(tmp_path, "People/Jane.md", add(b"ours\n"))
        assert jane.read_bytes() == b"saved meanwhile\nours\n"
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    def test_permissions_that_change_in_the_middle_of_our_writing_are_kept(
        self, tmp_path, jane, monkeypatch
    ):
        at_first_flush(monkeypatch, lambda: jane.chmod(0o600))
        replace.update(tmp_path, "People/Jane.md", add(b"x"))
        assert stat.S_IMODE(jane.stat().st_mode) == 0o600

    @needs_posix
    def test_the_text_is_flushed_before_the_swap_and_the_name_after_it(
        self, tmp_path, jane, monkeypatch
    ):
        seen = []
        flush = os.fsync

        def fsync(handle):
            flush(handle)
            is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
            seen.append((is_folder, os.fstat(handle).st_size, jane.read_bytes() == NOTE))

        monkeypatch.setattr(os, "fsync", fsync)
        replace.replace(tmp_path, replace.read_fresh(tmp_path, "People/Jane.md"), b"newer")
        (text, name) = seen
        assert text == (False, 5, True)
        assert (name[0], name[2]) == (True, False)

    def test_a_text_that_is_too_large_is_not_written(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with pytest.raises(CannotEdit) as caught:
            replace.replace(tmp_path, reading, bytes(replace.MAX_BYTES + 1))
        assert caught.value.code == "too-large"
        assert jane.read_bytes() == NOTE

    def test_the_text_becomes_new_in_one_step_for_every_reader(self, tmp_path, jane):
        one, two = b"1" * 200_000, b"2" * 200_000
        jane.write_bytes(one)
        stop = tmp_path / "stop"
        code = (
            "import sys, os\n"
            "seen = set()\n"
            "while not os.path.exists(sys.argv[2]):\n"
            "    raw = open(sys.argv[1], 'rb').read()\n"
            "    seen.add((len(raw), len(set(raw))))\n"
            "print(sorted(seen))\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code, jane, stop], stdout=subprocess.PIPE, text=True
        ) as reader:
            for text in [two, one] * 25:
                reading = replace.read_fresh(tmp_path, "People/Jane.md", pause=quickly)
                replace.replace(tmp_path, reading, text, grace=0)
            stop.touch()
            assert reader.stdout is not None
            assert reader.stdout.read() == "[(200000, 1)]\n"


# What only an ordinary user meets; root first imports, then becomes one.
AS_USER = """
import ctypes, os, sys
from infoview_md import replace
from infoview_md.errors import Mistake
from hashlib import sha256
from pathlib import Path
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    replace.update(Path(sys.argv[1]), sys.argv[2], lambda raw: raw + b"x")
except Mistake as mistake:
    print(mistake.exit_code, getattr(mistake, "code", "-"), mistake.sentence)
else:
    print("written")
"""


@needs_posix
class TestAsAnOrdinaryUser:
    @pytest.fixture
    def vault(self):
        # Not in tmp_path, whose parents an ordinary user may not enter.
        with tempfile.TemporaryDirectory() as name:
            vault = Path(name)
            vault.chmod(0o755)
            (vault / "People").mkdir()
            (vault / "People" / "Jane.md").write_bytes(NOTE)
            self.give(vault / "People", vault / "People" / "Jane.md")
            yield vault
            (vault / "People").chmod(0o755)

    def give(self, *paths):
        for path in paths:
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)

    def run(self, vault):
        return subprocess.run(
            [sys.executable, "-c", AS_USER, vault, "People/Jane.md"],
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def test_an_own_note_is_written(self, vault):
        assert self.run(vault) == "written"

    def test_a_read_only_note_is_refused_with_what_to_do(self, vault):
        note = vault / "People" / "Jane.md"
        note.chmod(0o444)
        assert self.run(vault) == (
            "4 read-only People/Jane.md is read-only;"
            " make it writable (chmod u+w) and run the command again."
        )
        assert note.read_bytes() == NOTE

    def test_a_read_only_folder_is_refused_with_what_to_do(self, vault):
        (vault / "People").chmod(0o555)
        assert self.run(vault) == (
            "4 read-only-folder The folder of People/Jane.md does not let you write in it;"
            " make the folder writable (chmod u+w) and run the command again."
        )
        assert names(vault / "People") == ["Jane.md"]

    def test_an_unreadable_note_is_refused_with_what_to_do(self, vault):
        (vault / "People" / "Jane.md").chmod(0o200)
        assert self.run(vault).startswith("4 unreadable People/Jane.md cannot be read")

    def test_a_note_of_somebody_else_is_refused_and_keeps_its_owner(self, vault):
        if os.geteuid() != 0:
            pytest.skip("only root gives files to others")
        note = vault / "People" / "Jane.md"
        os.chown(note, 12345, 54321)
        note.chmod(0o666)
        assert self.run(vault).startswith("4 other-owner People/Jane.md belongs to another user")
        assert note.stat().st_uid == 12345
        assert note.read_bytes() == NOTE
        assert names(vault / "People") == ["Jane.md"]


@needs_posix
class TestFullDisks:
    def test_a_limit_on_file_sizes_leaves_the_old_note(self, tmp_path, jane):
        code = AS_USER.replace("if os.geteuid() == 0:", "if False:").replace(
            "try:", "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\ntry:"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, tmp_path, "People/Jane.md"],
            env=os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith("5 - People/Jane.md was not written")
        assert jane.read_bytes() == NOTE
        assert names(jane.parent) == ["Jane.md"]

    @pytest.mark.parametrize("options", ["size=64k", "remount,ro"])
    def test_a_full_or_read_only_disk_leaves_the_old_note(self, tmp_path, options):
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o"]
        if sys.platform != "linux" or os.geteuid() != 0:
            pytest.skip("only root mounts a small disk")
        if subprocess.run(
            [*mount, "size=64k", "x", disk], capture_output=True, check=False
        ).returncode:
            pytest.skip("mounting is not allowed here")
        try:
            old = b"x" * 40_000
            (disk / "a.md").write_bytes(old)
            if "ro" in options:
                subprocess.run([*mount, options, "x", disk], check=True)
            with pytest.raises(StorageFailure) as caught:
                replace.update(disk, "a.md", lambda raw: raw + b"y" * 10_000)
            with pytest.raises(StorageFailure):
                replace.create(disk, "b.md", b"y" * 40_000)
            word = "read-only disk" if "ro" in options else "The disk is full"
            assert word in caught.value.sentence
            assert "a.md" in caught.value.sentence
            assert (disk / "a.md").read_bytes() == old
            assert names(disk) == ["a.md"]
        finally:
            subprocess.run(["umount", disk], check=True)


class TestUpdate:
    @pytest.mark.usefixtures("any_file_system")
    def test_it_says_what_the_note_was_and_is(self, tmp_path, jane):
        done = replace.update(tmp_path, "People/Jane.md", add(b"x\n"))
        assert done == replace.Update(
            path="People/Jane.md", before=NOTE, after=NOTE + b"x\n", was_changed=True
        )
        assert jane.read_bytes() == NOTE + b"x\n"

    def test_an_edit_that_changes_nothing_writes_nothing(self, tmp_path, jane):
        before = jane.stat()
        done = replace.update(tmp_path, "People/Jane.md", lambda raw: raw)
        assert not done.was_changed
        assert done.before == done.after == NOTE
        assert jane.stat().st_ino == before.st_ino

    @pytest.mark.usefixtures("jane")
    def test_a_note_in_peace_takes_well_under_half_a_second(self, tmp_path):
        time.sleep(1.05)
        started = time.monotonic()
        replace.update(tmp_path, "People/Jane.md", add(b"x"))
        assert time.monotonic() - started < 0.4

    def test_before_write_is_told_what_is_about_to_happen(self, tmp_path, jane):
        told = []

        def before_write(reading, new):
            told.append((reading.raw, new, jane.read_bytes()))

        replace.update(tmp_path, "People/Jane.md", add(b"x"), before_write=before_write)
        assert told == [(NOTE, NOTE + b"x", NOTE)]

    def test_a_failing_before_write_leaves_the_note(self, tmp_path, jane):
        def before_write(_reading, _new):
            raise StorageFailure("The journal is full.")

        with pytest.raises(StorageFailure):
            replace.update(tmp_path, "People/Jane.md", add(b"x"), before_write=before_write)
        assert jane.read_bytes() == NOTE
        assert names(jane.parent) == ["Jane.md"]

    @pytest.mark.usefixtures("any_file_system")
    def test_the_edit_is_redone_on_what_another_program_wrote_meanwhile(self, tmp_path, jane):
        told = []

        def before_write(reading, _new):
            told.append(reading.raw)
            if len(told) == 1:
                jane.write_bytes(NOTE + b"typed meanwhile\n")

        done = replace.update(tmp_path, "People/Jane.md", add(b"ours\n"), before_write=before_write)
        assert jane.read_bytes() == NOTE + b"typed meanwhile\nours\n"
        assert done.before == NOTE + b"typed meanwhile\n"
        assert told == [NOTE, NOTE + b"typed meanwhile\n"]

    def test_it_gives_up_with_the_change_that_was_wanted(self, tmp_path, jane):
        typed = []

        def before_write(_reading, _new):
            typed.append(b"x")
            jane.write_bytes(NOTE + b"".join(typed) + b"\n")

        with pytest.raises(NoteChanged, match=r"People/Jane\.md") as caught:
            replace.update(
                tmp_path, "People/Jane.md", add(b"ours\n"), attempts=3, before_write=before_write
            )
        assert jane.read_bytes() == NOTE + b"xxx\n"
        assert len(typed) == 3
        assert "+++ People/Jane.md (wanted)" in caught.value.hint
        assert caught.value.hint.endswith(" xx\n+ours")
        assert names(jane.parent) == ["Jane.md"]

    def test_an_edit_that_no_longer_applies_says_what_was_wanted(self, tmp_path, jane):
        def edit(raw):
            if b"Acme" not in raw:
                raise CannotEdit("There is no company any more.", code="gone")
            return raw.replace(b"Acme", b"Beta")

        def before_write(_reading, _new):
            jane.write_bytes(NOTE.replace(b"Acme", b"Gamma"))

        with pytest.raises(NoteChanged) as caught:
            replace.update(tmp_path, "People/Jane.md", edit, before_write=before_write)
        assert "-company: Acme\n+company: Beta" in caught.value.hint
        assert b"Gamma" in jane.read_bytes()

    def test_a_refusal_of_the_edit_is_passed_on(self, tmp_path, jane):
        def edit(_raw):
            raise CannotEdit("No.", code="invalid-yaml")

        with pytest.raises(CannotEdit, match=r"No\."):
            replace.update(tmp_path, "People/Jane.md", edit)
        assert names(jane.parent) == ["Jane.md"]

    def test_an_old_text_that_an_editor_saves_over_ours_gets_the_edit_again(self, tmp_path, jane):
        stale = [NOTE + b"typed\n"]

        def pause(_seconds):
            if stale and b"ours" in jane.read_bytes():
                jane.write_bytes(stale.pop())

        done = replace.update(tmp_path, "People/Jane.md", add(b"ours\n"), pause=pause)
        assert jane.read_bytes() == NOTE + b"typed\nours\n"
        assert done.before == NOTE + b"typed\n"

    def test_a_change_that_builds_on_ours_is_left_alone(self, tmp_path, jane):
        later = [NOTE.replace(b"Acme", b"Beta Corp")]

        def pause(_seconds):
            if later and b"Beta" in jane.read_bytes():
                jane.write_bytes(later.pop())

        def edit(raw):
            return raw.replace(b"Acme", b"Beta")

        done = replace.update(tmp_path, "People/Jane.md", edit, pause=pause)
        assert not later
        assert b"Beta Corp" in jane.read_bytes()
        assert done.after == NOTE.replace(b"Acme", b"Beta")

    def test_a_note_that_lost_its_text_is_not_edited(self, tmp_path, jane):
        jane.write_bytes(b"")
        with pytest.raises(CannotEdit, match=r"People/Jane\.md is empty") as caught:
            replace.update(
                tmp_path, "People/Jane.md", add(b"x"), known_size=len(NOTE), pause=quickly
            )
        assert caught.value.code == "emptied"
        assert jane.read_bytes() == b""

    def test_a_note_that_always_was_empty_is_edited(self, tmp_path, jane):
        jane.write_bytes(b"")
        replace.update(tmp_path, "People/Jane.md", add(b"x"), known_size=0)
        assert jane.read_bytes() == b"x"


class TestCreate:
    @pytest.mark.usefixtures("any_file_system")
    def test_the_note_and_its_folders_come_into_being(self, tmp_path):
        replace.create(tmp_path, "People/Acme/Jané.md", NOTE)
        assert (tmp_path / "People" / "Acme" / "Jané.md").read_bytes() == NOTE
        assert names(tmp_path / "People" / "Acme") == ["Jané.md"]

    @needs_posix
    def test_a_new_note_has_the_permissions_that_the_user_gives_new_files(self, tmp_path):
        old = os.umask(0o027)
        try:
            replace.create(tmp_path, "Jane.md", NOTE)
        finally:
            os.umask(old)
        assert stat.S_IMODE((tmp_path / "Jane.md").stat().st_mode) == 0o640

    @pytest.mark.usefixtures("any_file_system")
    def test_an_existing_note_is_never_overwritten(self, tmp_path, jane):
        with pytest.raises(CannotEdit, match=r"People/Jane\.md exists already") as caught:
            replace.create(tmp_path, "People/Jane.md", b"new")
        assert caught.value.code == "exists"
        assert jane.read_bytes() == NOTE
        assert names(jane.parent) == ["Jane.md"]

    def test_a_folder_of_the_same_name_is_never_replaced(self, tmp_path):
        (tmp_path / "Jane.md").mkdir()
        with pytest.raises(CannotEdit):
            replace.create(tmp_path, "Jane.md", b"new")

    @pytest.mark.parametrize("name", ["jane.md", "JANE.MD", "Zoe\u0308.md", "ZOË.md"])
    def test_a_name_that_some_systems_cannot_keep_apart_is_refused(self, tmp_path, jane, name):
        (tmp_path / "People" / "Zoë.md").write_bytes(NOTE)
        with pytest.raises(CannotEdit) as caught:
            replace.create(tmp_path, f"People/{name}", b"new")
        assert caught.value.code == "exists"
        assert len(names(jane.parent)) == 2

    @pytest.mark.usefixtures("jane")
    def test_a_folder_that_some_systems_cannot_keep_apart_is_refused(self, tmp_path):
        with pytest.raises(CannotEdit, match="because People is there"):
            replace.create(tmp_path, "people/John.md", b"new")
        assert names(tmp_path) == ["People"]

    def test_a_file_in_the_place_of_the_folder_is_a_clear_mistake(self, tmp_path, jane):
        with pytest.raises(CannotEdit, match="cannot be reached"):
            replace.create(tmp_path, "People/Jane.md/x.md", b"new")
        assert jane.read_bytes() == NOTE

    def test_a_name_that_is_too_long_is_a_clear_mistake_and_leaves_no_folder(self, tmp_path):
        with pytest.raises(UsageMistake, match="too long"):
            replace.create(tmp_path, "New/" + "x" * 300 + ".md", b"new")
        assert names(tmp_path) == []

    @needs_posix
    def test_nothing_is_created_outside_the_vault(self, tmp_path):
        vault = tmp_path / "vault"
        vault.mkdir()
        (vault / "out").symlink_to(tmp_path)
        (vault / "dangling.md").symlink_to(tmp_path / "made.md")
        for path in ("../x.md", "out/x.md", "out/new/x.md", str(tmp_path / "x.md"), "dangling.md"):
            with pytest.raises((UsageMistake, CannotEdit)):
                replace.create(vault, path, b"new")
        assert names(tmp_path) == ["vault"]


class TestDelete:
    @pytest.mark.usefixtures("any_file_system")
    def test_the_note_that_was_read_is_deleted(self, tmp_path, jane):
        replace.delete(tmp_path, replace.read_fresh(tmp_path, "People/Jane.md"))
        assert names(jane.parent) == []

    @pytest.mark.usefixtures("any_file_system")
    def test_a_note_that_changed_since_stays(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        jane.write_bytes(b"typed\n")
        with pytest.raises(NoteChanged):
            replace.delete(tmp_path, reading)
        assert jane.read_bytes() == b"typed\n"
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    def test_a_note_that_an_editor_writes_at_the_same_moment_comes_back(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with jane.open("r+b", buffering=0) as editor, pytest.raises(NoteChanged):
            replace.delete(tmp_path, reading, pause=lambda _seconds: editor.write(b"late"))
        assert jane.read_bytes().startswith(b"late")
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    def test_a_late_text_does_not_replace_a_note_that_took_the_name(self, tmp_path, jane):
        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        with jane.open("r+b", buffering=0) as editor:

            def pause(_seconds):
                editor.write(b"late")
                jane.write_bytes(b"another Jane\n")

            with pytest.raises(NoteChanged, match="infoview-conflict"):
                replace.delete(tmp_path, reading, pause=pause)
        assert jane.read_bytes() == b"another Jane\n"
        assert len(names(jane.parent)) == 2

    @needs_posix
    def test_a_link_is_not_deleted(self, tmp_path, jane):
        (tmp_path / "link.md").symlink_to(jane)
        with pytest.raises(CannotEdit) as caught:
            replace.delete(tmp_path, replace.read_fresh(tmp_path, "link.md"))
        assert caught.value.code == "link"
        assert jane.read_bytes() == NOTE


class TestRecover:
    PART = ".~infoview-md-0123456789abcdef.part.tmp"

    @pytest.fixture
    def later(self, monkeypatch):
        """A minute after the files of the test were made."""
        now = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: now() + 60 * 10**9)

    def finished(self, old, new):
        from infoview_md.replace.naming import finished_name

        return finished_name(old, new)

    @pytest.mark.usefixtures("later")
    def test_leftovers_of_ours_are_removed_and_named(self, tmp_path, jane):
        done = self.finished(NOTE, b"new")
        also_done = self.finished(NOTE, b"new")
        (jane.parent / self.PART).write_bytes(b"half")
        (jane.parent / done).write_bytes(NOTE)
        (jane.parent / also_done).write_bytes(b"new")
        (tmp_path / self.PART).write_bytes(b"")
        removed = replace.recover(tmp_path, ["", "People", "Gone"])
        assert sorted(removed) == sorted(
            [self.PART, f"People/{self.PART}", f"People/{done}", f"People/{also_done}"]
        )
        assert names(jane.parent) == ["Jane.md"]
        assert jane.read_bytes() == NOTE

    def test_young_temporaries_belong_to_a_living_command(self, tmp_path, jane):
        (jane.parent / self.PART).write_bytes(b"half")
        assert replace.recover(tmp_path, ["People"]) == []
        assert self.PART in names(jane.parent)

    @pytest.mark.usefixtures("later")
    def test_foreign_files_stay(self, tmp_path, jane):
        foreign = [
            ".~infoview-md-0123456789abcde.tmp",
            ".~infoview-md-0123456789ABCDEF.tmp",
            ".~infoview-md-0123456789abcdef.tmp.md",
            ".~lock.Jane.md#",
            "Jane.tmp",
            ".syncthing.Jane.md.tmp",
        ]
        for name in foreign:
            (jane.parent / name).write_bytes(b"x")
        (jane.parent / self.PART).mkdir()
        assert replace.recover(tmp_path, ["People"]) == []
        assert names(jane.parent) == sorted([*foreign, self.PART, "Jane.md"])

    @pytest.mark.usefixtures("later")
    def test_a_text_that_somebody_wrote_after_the_kill_becomes_visible(self, tmp_path, jane):
        (jane.parent / self.finished(NOTE, b"new")).write_bytes(NOTE + b"typed late\n")
        assert replace.recover(tmp_path, ["People"]) == []
        (rescued,) = jane.parent.glob("*.infoview-conflict.md")
        assert rescued.read_bytes() == NOTE + b"typed late\n"

    @pytest.mark.usefixtures("later")
    def test_all_folders_that_may_hold_notes_are_looked_at(self, tmp_path, jane):
        for folder in (".git", "node_modules", "People/Deep/er"):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / self.PART).write_bytes(b"half")
        (tmp_path / self.PART).write_bytes(b"half")
        removed = replace.recover_all(tmp_path)
        assert sorted(removed) == sorted([self.PART, f"People/Deep/er/{self.PART}"])
        assert names(jane.parent) == ["Deep", "Jane.md"]
        assert names(tmp_path / ".git") == [self.PART]
        assert replace.recover_all(tmp_path / "Gone") == []

    @needs_posix
    @pytest.mark.usefixtures("later")
    def test_what_a_living_command_is_still_writing_stays_however_old(self, tmp_path, jane):
        from infoview_md.replace.folder import opened
        from infoview_md.replace.storing import write_file

        seen = []

        def finish(_handle):
            seen.append(replace.recover(tmp_path, ["People"]))
            seen.append(names(jane.parent))

        with opened(tmp_path, jane.parent) as folder:
            write_file(folder, self.PART, b"half", mode=0o600, finish=finish)
        assert seen == [[], [self.PART, "Jane.md"]]
        assert replace.recover(tmp_path, ["People"]) == [f"People/{self.PART}"]

    @needs_posix
    @pytest.mark.usefixtures("later")
    def test_what_a_living_command_keeps_in_its_grace_time_stays_however_old(self, tmp_path, jane):
        seen = []

        def pause(_seconds):
            seen.append(replace.recover_all(tmp_path))
            seen.append(len(names(jane.parent)))

        reading = replace.read_fresh(tmp_path, "People/Jane.md")
        replace.replace(tmp_path, reading, b"new", pause=pause)
        assert seen == [[], 2]
        assert names(jane.parent) == ["Jane.md"]

    @needs_posix
    @pytest.mark.usefixtures("later")
    def test_a_folder_outside_the_vault_is_not_touched(self, tmp_path):
        vault = tmp_path / "vault"
        vault.mkdir()
        (tmp_path / self.PART).write_bytes(b"half")
        (vault / "out").symlink_to(tmp_path)
        assert replace.recover(vault, ["..", "out", str(tmp_path)]) == []
        assert self.PART in names(tmp_path)
