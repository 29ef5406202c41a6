"""Thousands of random changes, as people, editors, git and sync clients make them, while commands ask and the watcher dies.

INFOVIEW_SOAK gives the seconds to go on (default: 8); INFOVIEW_SOAK_SEED the first seed.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from infoview_md.session import Session
from tests.index_equality import differences, rebuilt, rows_of
from tests.watching import PROJECT, root, until, vouched_in_time

__all__ = ["root"]

SECONDS = float(os.environ.get("INFOVIEW_SOAK", "8"))
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

    def act(self):
        act = self.random.choice(
            [self.save] * 6
            + [self.save_atomically, self.save_as_vim_does, self.save_slowly] * 2
            + [self.rename, self.delete, self.copy, self.save_the_same, self.touch, self.litter]
            + [self.move_folder, self.move_out_and_in, self.delete_folder, self.make_folders]
            + [self.check_out, self.forbid]
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


QUICK_TO_BELIEVE = """
import sys
from pathlib import Path
from infoview_md.watching import Times, Wish, watch

def say(line):
    print(line, file=sys.stderr, flush=True)

watch(Path(sys.argv[1]), Wish(say=say, times=Times(loss=(0.1, 0.4))))
"""


def start(root):
    """Start a watcher that believes a great loss sooner than others: here it is meant each time."""
    return subprocess.Popen(
        [sys.executable, "-c", QUICK_TO_BELIEVE, str(root)], cwd=PROJECT, stderr=subprocess.PIPE
    )


def answer_of(root, path):
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


def found_differences(root):
    session = Session(root=root)
    try:
        return differences(rows_of(session.connection), rebuilt(root))
    finally:
        session.close()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_the_index_equals_a_rebuild_whatever_happens_and_no_answer_is_old(root, record_property):
    person = Person(root, SEED)
    for _ in range(60):
        person.save()
    process = start(root)
    kills = asked = vouched = 0
    try:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            for _ in range(person.random.randint(1, 60)):
                person.act()
                if person.random.random() < 0.05:
                    path = person.path()
                    path.parent.mkdir(parents=True, exist_ok=True)
                    text = person.text() + "x" * person.random.randint(1, 500)
                    path.write_text(text)
                    asked += 1
                    assert answer_of(root, path) == len(text.encode()), (SEED, person.done)
            if person.random.random() < 0.2:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                kills += 1
                for _ in range(5):
                    person.act()
                process = start(root)
            vouched += vouched_in_time(root)
            assert until(lambda: not found_differences(root), 10), (
                SEED,
                person.done,
                found_differences(root),
            )
    finally:
        process.terminate()
        _, said = process.communicate()
    assert process.returncode == 0, said
    assert person.done > 10
    assert vouched
    record_property(
        "soak", f"{person.done} changes, {asked} questions, {kills} kills, {vouched} quiet moments"
    )
