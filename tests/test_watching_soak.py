"""Thousands of random changes, as people, editors, git and sync clients make them, while commands ask and the watcher dies.

It goes on for 2,000 changes, or for INFOVIEW_SOAK seconds; INFOVIEW_SOAK_SEED chooses other ones (default: 1).
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress

import pytest

from infoview_md.session import Session, cache_folder
from tests.index_equality import differences, rebuilt, rows_of
from tests.watching import PROJECT, root, until, vouched_in_time

__all__ = ["root"]

CHANGES = 2000
SECONDS = float(os.environ.get("INFOVIEW_SOAK", "0"))
SEED = int(os.environ.get("INFOVIEW_SOAK_SEED", "1"))

NAMES = [f"{first} {last}" for first in ("Ann", "Bo", "Cy", "Dee", "Zoë") for last in "PQRSTUVW"]
FOLDERS = ["", "Contacts", "Interviews", "Archive/2025", "Archive/2026", "Zoë's", "Contacts/Old"]


class Person:
    """Somebody who works in a vault in every way there is."""

    def __init__(self, root, seed):
        self.root = root
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.elsewhere = root.with_name("elsewhere")
        self.elsewhere.mkdir(exist_ok=True)
        self.done = 0
        self._open = deque(maxlen=4)

    def act(self):
        act = self.random.choice(
            [self.save] * 6
            + [self.save_atomically, self.save_as_vim_does, self.save_slowly] * 2
            + [self.rename, self.delete, self.copy, self.save_the_same, self.touch, self.litter]
            + [self.move_folder, self.move_out_and_in, self.delete_folder, self.make_folders]
            + [self.check_out, self.forbid, self.set_otherwise, self.write_and_keep_open]
        )
        with suppress(OSError):  # what it wanted to change may be gone, or in the way
            act()
        self.done += 1

    def text(self):
        day = f"2026-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        other, third = self.random.sample(NAMES, 2)
        return self.random.choice(
            [
                f"---\ntype: contact\nasked: {day}\nreferred_by: '[[{other}]]'\n---\n- [ ] call 📅 {day}\n",
                f"---\ntype: contact\ncompany: Acme\nasked: {day}\nreplied: {day}\ncadence: 30d\n---\n",
                f"---\ntype: contact\naliases: [{other[:3]}]\nbirthday: {day}\n---\n## Log\n- {day} call: hi\n",
                f"---\ntype: interview\ncontact: '[[{other}]]'\ndate: {day}T10:00\nreferrals: ['[[{third}]]']\n---\n",
                f"---\ntype: interview\ncontact: ['[[{other}]]', '[[{third}]]']\ndate: {day}\nstatus: done\n---\n",
                f"---\ntype: search\nstarted: {day}\n---\n",
                "---\ntype: contact\nasked: [\n---\n",
                "no properties\n" * self.random.randint(0, 20),
            ]
        )

    def path(self):
        folder = self.root / self.random.choice(FOLDERS)
        return folder / f"{self.random.choice(NAMES)}.md"

    def old(self):
        return self.random.choice(sorted(self.root.rglob("*.md")) or [self.path()])

    def folder(self):
        inside = [one for one in self.root.rglob("*") if one.is_dir()]
        return self.random.choice(sorted(inside))

    def save(self):
        path = self.path() if self.random.random() < 0.5 else self.old()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text())

    def save_atomically(self):
        path = self.old()
        fresh = path.with_name(f".{path.name}.tmp")
        fresh.write_text(self.text())
        fresh.replace(path)

    def save_as_vim_does(self):
        path = self.old()
        backup = path.with_name(path.name + "~")
        path.rename(backup)
        path.write_text(self.text())
        backup.unlink()

    def save_slowly(self):
        with self.old().open("w") as writing:
            time.sleep(self.random.choice([0, 0.01, 0.05]))
            writing.write(self.text())

    def write_and_keep_open(self):
        if len(self._open) == self._open.maxlen:
            self._open.popleft().close()
        self._open.append(self.old().open("a"))
        self._open[-1].write("- 2026-11-02 call: hello\n")
        self._open[-1].flush()

    def close(self):
        for one in self._open:
            one.close()

    def save_the_same(self):
        path = self.old()
        path.write_text(path.read_text())

    def touch(self):
        moment = self.random.randint(0, 2_000_000_000)
        os.utime(self.old(), (moment, moment))

    def litter(self):
        path = self.old()
        (path.parent / self.random.choice([".x.md.swp", "4913", "x.tmp", ".#x.md"])).write_text("x")

    def rename(self):
        self.old().rename(self.path())

    def copy(self):
        shutil.copy2(self.old(), self.path())

    def delete(self):
        self.old().unlink()

    def make_folders(self):
        deep = self.root / f"New {self.random.randint(0, 3)}" / "a" / "b" / "c"
        deep.mkdir(parents=True, exist_ok=True)
        (deep / f"{self.random.choice(NAMES)}.md").write_text(self.text())
        (deep.parent / f"{self.random.choice(NAMES)}.md").write_text(self.text())

    def move_folder(self):
        self.folder().rename(self.root / f"Moved {self.random.randint(0, 5)}")

    def delete_folder(self):
        shutil.rmtree(self.folder())

    def move_out_and_in(self):
        name = f"Out {self.random.randint(0, 2)}"
        if (self.elsewhere / name).exists():
            (self.elsewhere / name).rename(self.root / name)
        else:
            self.folder().rename(self.elsewhere / name)

    def check_out(self):
        found = sorted(self.root.rglob("*.md"))
        for path in self.random.sample(found, min(10, len(found))):
            path.unlink()
            path.write_text(self.text())

    def forbid(self):
        path = self.old()
        path.chmod(0o200)
        path.chmod(0o644)

    def set_otherwise(self):
        settings = ["", "report_days = 9\n", '[folders]\nignore = ["Archive"]\n', "nonsense = 1\n"]
        (self.root / "infoview.toml").write_text(self.random.choice(settings))
        self.mend_settings()

    def mend_settings(self):
        if "nonsense" in (self.root / "infoview.toml").read_text():
            (self.root / "infoview.toml").write_text("")

    def leave_empty(self):
        self.old().write_text("")

    def go_away_for_a_while(self):
        """Unplug the disk: what changes meanwhile is heard by nobody."""
        gone = self.root.with_name("gone")
        self.root.rename(gone)
        time.sleep(self.random.choice([0, 0.2]))
        (gone / f"{self.random.choice(NAMES)}.md").write_text(self.text())
        gone.rename(self.root)


IN_A_HURRY = """
import sys
from dataclasses import replace
from pathlib import Path
from infoview_md.cli.watch import wish_of
from infoview_md.session import Session, cache_folder
from infoview_md.watching import Times, watch

root = Path(sys.argv[1])
wish = wish_of(Session(root=root), verbose=False, notify=False, poll=0)
watch(root, replace(wish, times=Times(loss=(0.1, 0.4), away=(0.1, 0.2), tick=0.5)))
"""

DASHBOARD = "# What now\n\n<!-- infoview: overdue -->\n<!-- /infoview -->\n"


class Watcher:
    """The watcher of the command in a process of its own, which only believes sooner what is meant each time here."""

    def __init__(self, root):
        self.root = root
        self.kills = 0
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", IN_A_HURRY, str(self.root)], cwd=PROJECT, stderr=subprocess.PIPE
        )

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()
        self.kills += 1

    def end(self):
        self.go_on()
        self.process.terminate()
        return self.process.communicate()[1]


class Asking:
    """A command that asks for the note that was saved last."""

    def __init__(self, person):
        self.person = person
        self.asked = 0

    def ask(self):
        person = self.person
        path = person.root / person.random.choice(FOLDERS[:3]) / f"{person.random.choice(NAMES)}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = person.text() + "x" * person.random.randint(1, 500)
        path.write_text(text)
        self.asked += 1
        assert size_in_answer(person.root, path) == len(text.encode()), (SEED, person.done)


def size_in_answer(root, path):
    """Ask as a command does, and give the size of a note in its answer."""
    session = Session(root=root)
    try:
        folder, _, name = path.relative_to(root).as_posix().rpartition("/")
        row = session.index.execute(
            "SELECT size FROM note WHERE folder = ? AND name = ?", (folder, name)
        ).fetchone()
        return row and row[0]
    finally:
        session.close()


def rebuild(root):
    session = Session(root=root)
    try:
        session.rebuild()
    finally:
        session.close()


def found_differences(root):
    session = Session(root=root)
    try:
        return differences(rows_of(session.connection), rebuilt(root))
    finally:
        session.close()


def mishap(person, watcher):
    """Let something happen that is worse than a change of a note."""
    root, chance = person.root, person.random.random()
    if chance < 0.2:
        watcher.kill()
        for _ in range(5):
            person.act()
        watcher.start()
    elif chance < 0.3:
        rebuild(root)
    elif chance < 0.35:
        shutil.rmtree(cache_folder(root), ignore_errors=True)
    elif chance < 0.4:
        person.leave_empty()
    elif chance < 0.45:
        person.go_away_for_a_while()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_the_index_equals_a_rebuild_whatever_happens_and_no_answer_is_old(root):
    person = Person(root, SEED)
    (root / "Dashboard.md").write_text(DASHBOARD)
    for _ in range(60):
        person.save()
    watcher, asking, quiet = Watcher(root), Asking(person), 0
    end = time.monotonic() + SECONDS
    try:
        while time.monotonic() < end if SECONDS else person.done < CHANGES:
            is_stopped = person.random.random() < 0.1
            if is_stopped:
                watcher.stop()
            for _ in range(person.random.choice([1, 20, 100, 300])):
                person.act()
                if person.random.random() < (0.01 if is_stopped else 0.04):
                    asking.ask()
            watcher.go_on()
            with suppress(OSError):
                mishap(person, watcher)
            person.mend_settings()
            asking.ask()
            assert vouched_in_time(root), (SEED, person.done)
            assert until(lambda: not found_differences(root), 10), (
                SEED,
                person.done,
                found_differences(root),
            )
            quiet += 1
    finally:
        said = watcher.end()
        person.close()
    assert watcher.process.returncode == 0, said
    assert b"Traceback" not in said
    assert person.done >= (100 if SECONDS else CHANGES)
    print(  # noqa: T201 - for those who run it alone: pytest -s
        f"{person.done} changes, {asking.asked} questions, {watcher.kills} kills, {quiet} quiet moments"
    )
