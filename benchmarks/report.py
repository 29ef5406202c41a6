"""Time the report, cold and warm: python benchmarks/report.py [NOTES...]   (default 1000 10000 100000).

Every figure of a size comes from one run, in rounds of A B C, on vaults that vault_of.py writes.  The ratios are what
counts; milliseconds are of this machine.  Ratios of warm runs are to `python -c "import click, sqlite3"` and to a walk
over the vault that only stats each note; the ratio of a cold run is to reading every note and parsing its front matter
in a bare loop with the parser that the index uses.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vault_of import write

_ROUNDS = 11
_COMMAND = str(Path(sys.executable).with_name("infoview-md"))
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


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Give the wall milliseconds and the peak memory (MB) of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command  # noqa: S101 - a benchmark of failures measures nothing
    return (time.perf_counter() - start) * 1000, usage.ru_maxrss // 1024


def measure(notes: int, folder: Path) -> str:
    """Give one row of the table."""
    vault = folder / str(notes)
    write(vault, notes)
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    report = [_COMMAND, "--vault", str(vault), "report"]
    bare = min(timed([sys.executable, "-c", _BARE, str(vault)], environment)[0] for _ in range(2))
    cold, memory = timed(report, environment)
    times: dict[str, list[float]] = {"python": [], "walk": [], "report": []}
    commands = {
        "python": [sys.executable, "-c", "import click, sqlite3"],
        "walk": [sys.executable, "-c", _WALK, str(vault)],
        "report": report,
    }
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            times[name].append(timed(command, environment)[0])
    python, walk, warm = (statistics.median(times[name]) for name in commands)
    return (
        f"| {notes:,} | {warm:.0f} ms | {warm / python:.2f} | {warm / walk:.2f} "
        f"| {cold / 1000:.2f} s | {cold / bare:.1f} | {memory} MB |"
    )


def main() -> None:
    """Print the table."""
    sizes = [int(one) for one in sys.argv[1:]] or [1_000, 10_000, 100_000]
    folder = Path(tempfile.mkdtemp(prefix="infoview-benchmark-"))
    print(
        "| notes | warm | : click, sqlite3 | : walk and stat | cold | : bare parse | peak memory, cold |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    try:
        for notes in sizes:
            print(measure(notes, folder), flush=True)
    finally:
        shutil.rmtree(folder)
    print(
        f"\nLoad at the end: {os.getloadavg()[0]:.1f}; user seconds in all: "
        f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.0f}"
    )


if __name__ == "__main__":
    main()
