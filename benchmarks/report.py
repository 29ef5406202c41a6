"""Time the report, cold and warm: python benchmarks/report.py [NOTES...]   (default 1000 10000 100000).

Every figure of a size comes from one run, in rounds of A B C, on vaults that vault_of.py writes.  Times are processor
time of the process (user and system), which other programs disturb least; on a quiet machine the clock on the wall
shows the same.  The ratios are what counts; milliseconds are of this machine.  Ratios of warm runs are to
`python -c "import click, sqlite3"` and to a walk over the vault that only stats each note; the ratio of a cold run is
to reading every note and parsing its front matter in a bare loop with the parser that the index uses.  "One changed" is
the report after another date was written into one contact; "watched" is the report beside `infoview-md watch`.
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vault_of import write

_ROUNDS = 11
_COLD_ROUNDS = 3
_COMMAND = str(Path(sys.executable).with_name("infoview-md"))
_SETTLED = 0.1  # seconds after which a note counts as written to its end
_WALK = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md"): os.stat(os.path.join(folder, name))
"""
_BARE = """
import os, sys, yaml_rs
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md"):
            with open(os.path.join(folder, name), "rb") as note: text = note.read().decode()
            yaml_rs.loads(text[4:text.find("\\n---\\n", 3) + 1])
"""


class Place:
    """One vault, and the environment in which its index is kept apart from the user's."""

    def __init__(self, folder: Path, notes: int) -> None:
        self.vault = folder / str(notes)
        self.cache = folder / f"cache-{notes}"
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache)}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        write(self.vault, notes)
        contacts = sorted((self.vault / "Contacts").rglob("*.md"))
        self.note = next(path for path in contacts if "\nasked: 20" in path.read_text())

    def run(self, *command: str) -> tuple[float, int]:
        """Give the milliseconds of processor time and the peak memory (MB) of one process."""
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command  # noqa: S101 - a benchmark of failures measures nothing
        return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss // 1024

    def report(self) -> tuple[float, int]:
        """Run the report."""
        return self.run(_COMMAND, "--vault", str(self.vault), "report")

    def script(self, code: str) -> float:
        """Run a few lines of Python with the vault as their argument."""
        return self.run(sys.executable, "-c", code, str(self.vault))[0]

    def first_report(self) -> tuple[float, int]:
        """Run the report without an index."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return self.report()

    def report_of_a_change(self) -> float:
        """Run the report after another date was written into a contact, as an editor saves it."""
        text = self.note.read_text()
        day = 1 + len(text) % 28
        self.note.write_text(re.sub(r"\nasked: (\S+)-\d\d", rf"\nasked: \1-{day:02}", text) + "\n")
        time.sleep(_SETTLED)
        return self.report()[0]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Let the watcher run beside."""
        command = [_COMMAND, "--vault", str(self.vault), "watch"]
        watcher = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        try:
            while not list(self.cache.rglob("watch.sock")):
                time.sleep(_SETTLED)
            time.sleep(10 * _SETTLED)
            yield
        finally:
            watcher.send_signal(signal.SIGINT)
            watcher.wait()


def medians(runs: dict[str, Callable[[], float]], rounds: int = _ROUNDS) -> dict[str, float]:
    """Run each in turn, round after round, and give the median of each."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(run())
    return {name: statistics.median(found) for name, found in times.items()}


def measure(notes: int, folder: Path) -> str:
    """Give one row of the table."""
    place = Place(folder, notes)
    place.first_report()  # compiles what was never run
    memory = 0

    def cold() -> float:
        nonlocal memory
        spent, memory = place.first_report()
        return spent

    first = medians({"bare": lambda: place.script(_BARE), "cold": cold}, _COLD_ROUNDS)
    found = medians(
        {
            "python": lambda: place.script("import click, sqlite3"),
            "walk": lambda: place.script(_WALK),
            "warm": lambda: place.report()[0],
            "changed": place.report_of_a_change,
        }
    )
    with place.watched():
        found |= medians({"watched": lambda: place.report()[0]})
    python, walk, warm = found["python"], found["walk"], found["warm"]
    return (
        f"| {notes:,} | {warm:.0f} ms | {warm / python:.2f} | {warm / walk:.2f} "
        f"| {found['watched'] / python:.2f} | {found['changed']:.0f} ms | {found['changed'] / python:.2f} "
        f"| {first['cold'] / 1000:.2f} s | {first['cold'] / first['bare']:.1f} | {memory} MB |"
    )


def main() -> None:
    """Print the table."""
    sizes = [int(one) for one in sys.argv[1:]] or [1_000, 10_000, 100_000]
    folder = Path(tempfile.mkdtemp(prefix="infoview-benchmark-"))
    print(
        "| notes | warm | : click, sqlite3 | : walk and stat | watched : click, sqlite3 | one changed "
        "| : click, sqlite3 | cold | : bare parse | peak memory, cold |"
    )
    print("|---:" * 10 + "|")
    try:
        for notes in sizes:
            print(measure(notes, folder), flush=True)
    finally:
        shutil.rmtree(folder)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
