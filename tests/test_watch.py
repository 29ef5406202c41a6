"""The door to watchdog: which events become which hints."""

import os
import sys
import threading
import time
from selectors import DefaultSelector

import pytest

from infoview_md.watch import CannotWatch, Hint, Hints, Place, start
from infoview_md.watch.hints import is_watched
from infoview_md.watch.limits import reason
from infoview_md.watch.mounts import MountNews, file_systems, read_mount_list, read_mountinfo
from infoview_md.watch.remote import is_remote, is_remote_type

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")

EVERYWHERE = Hint(everywhere=True)


def nobody():
    pass


class TestHints:
    def test_a_note_is_a_hint_at_its_folder_and_is_given_once(self):
        hints = Hints(nobody)
        hints.note("People", "Ann.md")
        hints.note("People", "Bo.md")
        hints.note("", "Cy.md")
        assert hints.is_waiting
        assert hints.take() == Hint(folders=frozenset({"People", ""}))
        assert not hints.is_waiting
        assert not hints.take()

    @pytest.mark.parametrize(
        "name",
        [
            *(".Ann.md", "~Ann.md", "Ann.md~", "Ann.md.swp", "4913", "Ann.txt", "#Ann.md#", ""),
            *("Ann.sync-conflict-20260102-030405-ABCDEFG.md", ".~infoview-md-0123.tmp"),
        ],
    )
    def test_what_is_no_note_is_no_hint(self, name):
        hints = Hints(nobody)
        hints.note("People", name)
        assert not hints.is_waiting

    def test_the_settings_are_a_hint_of_their_own_and_only_at_the_top(self):
        hints = Hints(nobody)
        hints.note("Deep", "infoview.toml")
        assert not hints.is_waiting
        hints.note("", "infoview.toml")
        assert hints.take() == Hint(settings=True)

    def test_the_reader_is_woken_once_for_all_that_comes_before_it_looks(self):
        woken = []
        hints = Hints(lambda: woken.append(1))
        for _ in range(5):
            hints.note("", "Ann.md")
            hints.everywhere()
        assert len(woken) == 1
        hints.take()
        hints.everywhere()
        assert len(woken) == 2

    def test_a_token_always_wakes_and_comes_after_what_was_heard_before(self):
        woken = []
        hints = Hints(lambda: woken.append(1))
        hints.note("", "Ann.md")
        hints.token("7")
        assert len(woken) == 2
        assert hints.take_tokens() == {"7"}
        assert hints.take_tokens() == set()
        assert hints.is_waiting

    def test_the_age_of_a_burst_counts_from_its_first_and_last_event(self):
        hints = Hints(nobody)
        before = time.monotonic()
        hints.note("", "Ann.md")
        time.sleep(0.01)
        hints.note("", "Ann.md")
        assert before <= hints.first_at < hints.last_at <= time.monotonic()

    def test_hints_add_up(self):
        one, other = Hint(folders=frozenset("a")), Hint(folders=frozenset("b"), settings=True)
        assert one | other == Hint(folders=frozenset("ab"), settings=True)
        assert (one | EVERYWHERE).everywhere
        assert not Hint()

    @pytest.mark.parametrize(
        ("folder", "is_in"),
        [
            ("", True),
            ("People", True),
            ("People/Old ones", True),
            (".obsidian", False),
            ("People/.trash/x", False),
            ("a/node_modules/b", False),
            ("Templates", False),
            ("a/templates/b", False),
            ("Old/Deep", False),
            ("Old/Deep/er", False),
            ("New/Deep", True),
        ],
    )
    def test_a_folder_is_watched_where_notes_are_read(self, folder, is_in):
        assert is_watched(folder, {"templates", "old/deep"}) is is_in


class Ears:
    """A watcher on a folder, with what it heard."""

    def __init__(self, root, *, in_order, tokens=None, ignored=()):
        self.woken = threading.Event()
        self.hints = Hints(self.woken.set)
        place = Place(root=str(root), tokens=tokens, ignored=ignored)
        self.watcher = start(place, self.hints, in_order=in_order)

    def hear(self, seconds=2.0):
        """Wait for something, and a little longer; give all that was heard."""
        self.woken.wait(seconds)
        time.sleep(0.1)
        self.woken.clear()
        return self.hints.take()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.watcher.stop()


@pytest.fixture(params=["in order", "plain"])
def ears(request, tmp_path):
    if request.param == "in order" and sys.platform != "linux":
        pytest.skip("inotify is Linux's")
    root = (tmp_path / "vault").resolve()
    (root / "People").mkdir(parents=True)
    (root / ".obsidian").mkdir()
    (root / "Templates").mkdir()
    in_order = request.param == "in order"
    with Ears(root, in_order=in_order, ignored={"templates"}) as listening:
        listening.root = root
        yield listening


def people(hint):
    return hint.folders == {"People"} and not hint.everywhere


class TestWhatIsHeard:
    def test_a_save_names_its_folder(self, ears):
        (ears.root / "People/Ann.md").write_text("x")
        assert people(ears.hear())

    def test_an_atomic_save_names_its_folder(self, ears):
        (ears.root / "People/.t.tmp").write_text("x")
        assert not ears.hear(0.3)
        (ears.root / "People/.t.tmp").rename(ears.root / "People/Ann.md")
        assert people(ears.hear())

    def test_a_deletion_names_its_folder(self, ears):
        (ears.root / "People/Ann.md").write_text("x")
        assert ears.hear()
        (ears.root / "People/Ann.md").unlink()
        assert people(ears.hear())

    def test_a_new_folder_is_a_reason_to_look_everywhere_and_is_heard_from_then_on(self, ears):
        (ears.root / "New/Deep").mkdir(parents=True)
        assert ears.hear().everywhere
        (ears.root / "New/Deep/Ann.md").write_text("x")
        assert ears.hear().folders == {"New/Deep"}

    def test_a_folder_that_moved_is_heard_under_its_new_name(self, ears):
        (ears.root / "People/Old").mkdir()
        assert ears.hear().everywhere
        (ears.root / "People").rename(ears.root / "Contacts")
        assert ears.hear().everywhere
        (ears.root / "Contacts/Old/Ann.md").write_text("x")
        assert ears.hear().folders == {"Contacts/Old"}

    def test_a_folder_that_left_and_came_back_is_heard(self, ears):
        away = ears.root.with_name("away")
        (ears.root / "People").rename(away)
        assert ears.hear().everywhere
        time.sleep(0.7)  # watchdog waits half a second for the other half of a move
        away.rename(ears.root / "Back")
        assert ears.hear().everywhere
        (ears.root / "Back/Ann.md").write_text("x")
        assert ears.hear().folders == {"Back"}

    def test_hidden_and_ignored_folders_and_reading_are_not_heard(self, ears):
        (ears.root / ".obsidian/Ann.md").write_text("x")
        (ears.root / "Templates/Ann.md").write_text("x")
        (ears.root / "Templates/Deep").mkdir()
        (ears.root / ".git").mkdir()
        (ears.root / "People/Ann.txt").write_text("x")
        (ears.root / "People/Ann.txt").read_text()
        assert not ears.hear(0.5)

    def test_a_hidden_folder_that_is_made_visible_is_heard(self, ears):
        (ears.root / ".obsidian").rename(ears.root / "Seen")
        assert ears.hear().everywhere
        (ears.root / "Seen/Ann.md").write_text("x")
        assert ears.hear().folders == {"Seen"}

    def test_it_is_silent_and_without_threads_once_it_is_stopped(self, ears):
        ears.watcher.stop()
        (ears.root / "People/Ann.md").write_text("x")
        ears.hints.take()
        ears.woken.clear()
        assert not ears.hear(0.3)
        assert not ears.watcher.is_alive

    def test_the_settings_are_heard(self, ears):
        (ears.root / "infoview.toml").write_text("")
        assert ears.hear().settings


@linux_only
class TestNewsOfMounts:
    @pytest.fixture
    def news(self, tmp_path, monkeypatch):
        """Give the news of a vault, and the way to make them: a table that we write."""
        table = tmp_path / "mountinfo"
        table.write_text(MOUNTINFO)
        monkeypatch.setattr("infoview_md.watch.mounts._table", table.read_text)
        with DefaultSelector() as selector:
            made = MountNews("/home/me", selector)

            def tell(line):
                table.write_text(MOUNTINFO + line)
                made._hear()
                return made.take()

            yield tell
            made.close()

    def test_what_is_mounted_elsewhere_is_no_news(self, news):
        assert not news("40 21 8:2 / /srv rw - ext4 /dev/sdc1 rw\n")
        assert not news("40 21 8:2 / /home/met rw - ext4 /dev/sdc1 rw\n")

    @pytest.mark.parametrize("place", ["/home/me/Disk", "/home/me", "/home", "/home/me/a/b"])
    def test_what_is_mounted_at_above_or_in_the_folder_is_news_once(self, news, place):
        line = f"40 21 8:2 / {place} rw - ext4 /dev/sdc1 rw\n"
        assert news(line)
        assert not news(line)
        assert news(line.replace("8:2", "8:3"))
        assert news("")

    def test_the_system_s_own_table_has_no_news_while_nothing_is_mounted(self, tmp_path):
        with DefaultSelector() as selector:
            made = MountNews(str(tmp_path), selector)
            assert selector.select(0) == []
            assert not made.take()
            made.close()
            made.close()
            assert not selector.get_map()


@linux_only
class TestOrder:
    @pytest.fixture
    def listening(self, tmp_path):
        root = (tmp_path / "vault").resolve()
        root.mkdir()
        with Ears(root, in_order=True, tokens=tmp_path / "tokens") as listening:
            listening.root = root
            yield listening

    def token(self, listening):
        name = listening.watcher.drop_token()
        end = time.monotonic() + 5
        while name not in listening.hints.take_tokens():
            assert time.monotonic() < end
            time.sleep(0.0002)

    def test_it_hears_all_and_in_order(self, listening):
        assert listening.watcher.is_complete
        for number in range(200):
            folder = listening.root / f"F{number}"
            if number % 3:
                folder.mkdir()
                self.token(listening)
                listening.hints.take()
            note = (folder if number % 3 else listening.root) / "Ann.md"
            note.write_text("x")
            self.token(listening)
            hint = listening.hints.take()
            assert hint.folders == {folder.name if number % 3 else ""}

    def test_a_token_comes_after_a_move_that_lacks_its_other_half(self, listening):
        (listening.root / "Ann.md").write_text("x")
        (listening.root / "Ann.md").rename(listening.root.with_name("gone.md"))
        (listening.root / "Bo.md").write_text("x")
        began = time.monotonic()
        self.token(listening)
        assert time.monotonic() - began < 0.4
        assert listening.hints.take().folders == {""}

    def test_tokens_leave_nothing_behind(self, listening, tmp_path):
        for _ in range(10):
            self.token(listening)
        assert list((tmp_path / "tokens").iterdir()) == []
        assert (tmp_path / "tokens").stat().st_mode & 0o777 == 0o700

    def test_a_full_queue_is_a_reason_to_look_everywhere(self, listening):
        from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent

        reader = listening.watcher._reader
        reader.handle_event(InotifyEvent(-1, InotifyConstants.IN_Q_OVERFLOW, 0, b""))
        assert listening.hints.take().everywhere
        (listening.root / "Ann.md").write_text("x")
        self.token(listening)
        assert listening.hints.take().folders == {""}

    def test_a_file_system_that_is_unmounted_is_a_reason_to_listen_anew(self, listening):
        from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent

        reader = listening.watcher._reader
        reader.handle_event(InotifyEvent(1, InotifyConstants.IN_UNMOUNT, 0, b""))
        assert not listening.watcher.is_alive
        assert listening.hints.take().everywhere

    def test_a_reader_that_fails_is_noticed(self, listening):
        listening.watcher._reader.stop()
        listening.watcher._reader.join(2)
        assert not listening.watcher.is_alive
        assert not listening.watcher.is_complete
        assert listening.hints.take().everywhere

    def test_without_a_place_for_tokens_none_is_dropped(self, tmp_path):
        with Ears(tmp_path.resolve(), in_order=True) as listening:
            assert listening.watcher.drop_token() == ""

    def test_tokens_that_cannot_be_written_are_not_dropped(self, listening, tmp_path):
        (tmp_path / "tokens").rmdir()
        assert listening.watcher.drop_token() == ""
        assert not listening.watcher.is_alive

    def test_what_is_saved_in_a_folder_that_was_moved_out_is_not_heard(self, listening, tmp_path):
        (listening.root / "Old/Deep").mkdir(parents=True)
        self.token(listening)
        (listening.root / "Old").rename(tmp_path / "Old")
        self.token(listening)
        assert listening.hints.take().everywhere
        for place in (tmp_path / "Old", tmp_path / "Old/Deep"):
            (place / "Ann.md").write_text("x")
            (place / "New").mkdir()
        self.token(listening)
        assert not listening.hints.take()
        (tmp_path / "Old").rename(listening.root / "Back")
        self.token(listening)
        assert listening.hints.take().everywhere
        for place in ("Back", "Back/Deep", "Back/New"):
            (listening.root / place / "Bo.md").write_text("x")
        self.token(listening)
        hint = listening.hints.take()
        assert hint.everywhere or hint.folders == {"Back", "Back/Deep", "Back/New"}

    def test_many_moves_out_of_the_vault_are_not_remembered_forever(self, listening, tmp_path):
        for number in range(40):
            (listening.root / f"F{number}").mkdir()
            self.token(listening)
            (listening.root / f"F{number}").rename(tmp_path / f"F{number}")
        self.token(listening)
        assert len(listening.watcher._reader._moving) <= 16


class TestLimits:
    @pytest.mark.parametrize("in_order", [True, False])
    def test_a_folder_that_is_not_there_cannot_be_watched(self, tmp_path, in_order):
        place = Place(root=str(tmp_path / "none"))
        with pytest.raises(CannotWatch, match=r"cannot be watched: No such file"):
            start(place, Hints(nobody), in_order=in_order)

    def test_each_limit_is_named_with_its_remedy(self):
        assert "max_user_watches=" in reason(OSError(28, "inotify watch limit reached"))
        assert "max_user_instances=" in reason(OSError(24, "inotify instance limit reached"))
        assert reason(OSError(5, "Input/output error")).endswith("Input/output error.")


MOUNTINFO = """\
21 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 21 0:25 / /home rw - btrfs /dev/sda rw
31 30 0:40 / /home/me/My\\040Vault rw shared:7 - nfs4 server:/x rw
32 30 0:41 / /home/me/cloud rw - fuse.rclone drive: rw
33 30 8:1 / /media/usb rw - fuseblk /dev/sdb1 rw
34 21 0:42 / /mnt rw - tmpfs none rw
35 34 0:43 / /mnt rw - cifs //nas/x rw
short line
"""

MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas/share on /Volumes/My share (1) (smbfs, nodev, nosuid, mounted by me)
"""


class TestRemoteFolders:
    @pytest.mark.parametrize(
        ("path", "name", "is_far"),
        [
            ("/var/vault", "ext4", False),
            ("/home/me/notes", "btrfs", False),
            ("/home/me/My Vault", "nfs4", True),
            ("/home/me/My Vault/deep", "nfs4", True),
            ("/home/me/My Vaults", "btrfs", False),
            ("/home/me/cloud/x", "fuse.rclone", True),
            ("/media/usb/x", "fuseblk", False),
            ("/mnt/x", "cifs", True),
        ],
    )
    def test_the_last_mount_over_a_path_decides(self, path, name, is_far):
        found = file_systems(path, read_mountinfo(MOUNTINFO))
        assert found == [name]
        assert is_remote_type(name) is is_far

    def test_what_mount_says_on_a_mac_is_understood(self):
        mounts = read_mount_list(MAC)
        assert file_systems("/Volumes/My share (1)/vault", mounts) == ["smbfs"]
        assert file_systems("/Users/me", mounts) == ["apfs"]

    def test_a_file_system_in_the_folder_counts_but_for_a_hidden_one(self):
        mounts = read_mountinfo(MOUNTINFO)
        assert file_systems("/home/me", mounts) == ["btrfs", "nfs4", "fuse.rclone"]
        assert file_systems("/home/m", mounts) == ["btrfs"]
        hidden = [*mounts, ("/mnt/x/.cache", "nfs"), ("/mnt/x/A/.y/z", "nfs")]
        assert file_systems("/mnt/x", hidden) == ["cifs"]

    def test_where_nothing_is_known_a_folder_counts_as_local(self):
        assert not any(map(is_remote_type, file_systems("/x", [])))

    @pytest.mark.skipif(os.name == "nt", reason="drives are asked otherwise")
    def test_this_folder_is_local(self, tmp_path):
        assert is_remote(str(tmp_path)) is False
