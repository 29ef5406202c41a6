"""How soon a save is in the index, and what a watcher costs: python benchmarks/watching.py [NOTES...] [--saves 100].

The watcher is that of the command, with a dashboard in the vault.  A bare watchdog callback listens in the same run,
hears the same saves and idles as long.  All times are milliseconds of wall clock, but where they are said to be of CPU.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from vault_of import write

from infoview_md import barrier
from infoview_md.index import meta
from infoview_md.session import Session, cache_folder

_BARE = """
import sys, time
from watchdog.events import FileClosedEvent, FileSystemEventHandler
from watchdog.observers import Observer

class Handler(FileSystemEventHandler):
    def on_closed(self, event):
        if event.src_path.endswith(".md") and "Dashboard" not in event.src_path:
            print(time.monotonic(), flush=True)

observer = Observer()
observer.schedule(Handler(), sys.argv[1], recursive=True, event_filter=[FileClosedEvent])
observer.start()
print("ready", flush=True)
sys.stdin.read()
"""

_WATCHER = """
import sys, time
from dataclasses import replace
from pathlib import Path
from infoview_md.cli.watch import wish_of
from infoview_md.session import Session
from infoview_md.watching import watch

def tell(session, result):
    if result.paths != ("Dashboard.md",):
        print(time.monotonic(), flush=True)

root = Path(sys.argv[1])
wish = wish_of(Session(root=root), verbose=False, notify=False, poll=0)
watch(root, replace(wish, after_refresh=[tell, *wish.after_refresh]))
"""

_DASHBOARD = "".join(
    f"<!-- infoview: {name} -->\n<!-- /infoview -->\n\n" for name in ("overdue", "today", "week")
)

_REPORT_ROUNDS = 15
_IDLE_SECONDS = 10
_AT_REST = 15
"""Seconds after which the dashboard was made anew and all writers are believed to have finished."""

_REST = 0.2
_BETWEEN = 0.005


class Child:
    """A program that prints the moment at which it heard of something."""

    def __init__(self, script: str, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.line()

    def line(self) -> str:
        """Give the next line it prints."""
        assert self.process.stdout  # noqa: S101 - it was asked for above
        return self.process.stdout.readline()

    def read_on(self) -> None:
        """Read all that it prints, so that it is never held up."""
        while self.line():
            pass

    def since(self, moment: float) -> float:
        """Give how long after a moment it heard."""
        return float(self.line()) - moment


@contextmanager
def child(script: str, root: Path) -> Iterator[Child]:
    """Run a program for a while."""
    made = Child(script, root)
    try:
        yield made
    finally:
        made.process.terminate()
        made.process.communicate()


def spread(name: str, seconds: list[float]) -> None:
    """Print the median and the 99th of a hundred."""
    cuts = [1000 * cut for cut in quantiles(seconds, n=100, method="inclusive")]
    print(f"  {name:46} p50 {cuts[49]:8.2f}   p99 {cuts[98]:8.2f}   n {len(seconds)}")


class Saves:
    """Saves of contact notes in turn, each with one more line than the note had at first."""

    def __init__(self, root: Path) -> None:
        found = (
            path for path in sorted(root.rglob("*.md")) if b"type: contact" in path.read_bytes()
        )
        self._texts = [(path, path.read_text()) for path, _ in zip(found, range(500), strict=False)]
        self._number = 0

    def save(self) -> tuple[Path, float]:
        """Save the next note; give it, and the moment at which that was done."""
        self._number += 1
        path, text = self._texts[self._number * 7 % len(self._texts)]
        path.write_text(f"{text}\n- 2026-11-{self._number % 28 + 1:02} call: {self._number}\n")
        return path, time.monotonic()


def asker(session: Session) -> Callable[[], bool]:
    """Give the question of a command, without what a command does before."""
    mark = str(meta.meta(session.connection)[barrier.MARK])
    folder, fingerprint = str(cache_folder(session.root)), session.fingerprint
    return lambda: barrier.vouched(folder, mark=mark, fingerprint=fingerprint)


def latencies(root: Path, count: int) -> None:
    """Measure saves, passively and by questions."""
    saves, session = Saves(root), Session(root=root)
    bare: list[float] = []
    passive: list[float] = []
    asked: list[float] = []
    idle: list[float] = []
    refused = stale = 0
    with child(_BARE, root) as callback, child(_WATCHER, root) as watcher:
        time.sleep(_REST)
        question = asker(session)
        for _ in range(count):
            _, saved = saves.save()
            bare.append(callback.since(saved))
            passive.append(watcher.since(saved))
            time.sleep(_REST)
            began = time.monotonic()
            refused += not question()
            idle.append(time.monotonic() - began)
            path, saved = saves.save()
            is_fresh = question()
            asked.append(time.monotonic() - saved)
            refused += not is_fresh
            stale += is_fresh and size_of(session, path) != path.stat().st_size
            callback.line()
            watcher.line()
            time.sleep(_REST)
        idling = idle_cost(watcher.process.pid, callback.process.pid)
    session.close()
    spread("save -> bare watchdog callback", bare)
    spread("save -> in the index, nobody asks", passive)
    spread("question when nothing is new", idle)
    spread("save -> question -> answer with it in the index", asked)
    print(f"  {idling}")
    print(f"  refused {refused} of {2 * count} questions, answered {stale} with an old index")


def size_of(session: Session, path: Path) -> int:
    """Give the size of a note as the index has it."""
    folder = path.relative_to(session.root).parent.as_posix()
    (size,) = session.connection.execute(
        "SELECT size FROM note WHERE folder=? AND name=?", (folder, path.name)
    ).fetchone()
    return int(size)


def idle_cost(watcher: int, bare: int) -> str:
    """Say what two processes use while nothing happens."""
    time.sleep(_AT_REST)
    before = effort(watcher), effort(bare)
    time.sleep(_IDLE_SECONDS)
    used = effort(watcher) - before[0], effort(bare) - before[1]
    return f"idle for {_IDLE_SECONDS} s: {used[0]:.1f} ms of CPU; bare watchdog {used[1]:.1f} ms"


def effort(pid: int) -> float:
    """Give the milliseconds of CPU that a process used, by the kernel's own count of nanoseconds."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6


def memory(root: Path, count: int) -> None:
    """Print the memory of a watcher before and after many saves, a day of them in a minute."""
    saves = Saves(root)
    with child(_WATCHER, root) as watcher:
        threading.Thread(target=watcher.read_on, daemon=True).start()
        sizes = []
        for rounds in (count // 10, count):
            for _ in range(rounds):
                saves.save()
                time.sleep(_BETWEEN)
            sizes.append(resident(watcher.process.pid))
    print(
        f"  memory {sizes[0]:.1f} MB after {count // 10:,} saves, {sizes[1]:.1f} MB after {count:,} more"
    )


def resident(pid: int) -> float:
    """Give the megabytes of memory that a process has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def reports(root: Path) -> None:
    """Time a whole `report` with and without a watcher, and an empty program in the same rounds."""
    report = ["-m", "infoview_md", "--vault", str(root), "report", "--days", "0"]
    run(report)
    alone, beside, empty = [], [], []
    for _ in range(_REPORT_ROUNDS):
        empty.append(run(["-c", "pass"]))
        alone.append(run(report))
        with child(_WATCHER, root):
            time.sleep(_REST)
            beside.append(run(report))
    spread("python -c pass", empty)
    spread("report, no watcher", alone)
    spread("report beside a watcher", beside)


def run(arguments: list[str]) -> float:
    """Give the seconds that a Python program takes."""
    began = time.monotonic()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def main() -> None:
    """Measure vaults of some sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--many", type=int, default=5000, help="saves for the question of memory")
    chosen = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for notes in chosen.notes:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
            os.environ["XDG_STATE_HOME"] = f"{folder}/state"
            root = Path(folder).resolve() / "vault"
            write(root, notes)
            (root / "Dashboard.md").write_text(_DASHBOARD)
            load = os.getloadavg()[0]
            print(f"{notes:,} notes (load before: {load:.1f} on {os.cpu_count()} cores)")
            latencies(root, chosen.saves)
            memory(root, chosen.many)
            reports(root)


if __name__ == "__main__":
    main()
