"""How long an import takes, as notes and as a list, the first time and again.

    python benchmarks/importing.py 1000 10000

Writes a LinkedIn export of so many connections, imports it with the command line into an empty vault, and says the
seconds of each run, the milliseconds for each row, and the largest memory so far.  A second import of the same
file must change nothing.  The milliseconds for each row must not grow with the rows.

Last, the same people with their addresses are imported into the vault that has their notes: each note is filled, and
`undo` takes all of it back.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_GIVEN = ("Ada", "Grace", "Alan", "Jane", "John", "Maria", "Wei", "Olu", "Priya", "Tom", "Luis")
_PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice missing addresses."\n\n'
_HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def export_of(rows: int, *, has_addresses: bool = False) -> str:
    """Give the export of so many connections, always the same, every tenth name twice."""
    chance = random.Random(20261122)
    lines = [_PREAMBLE, _HEADER]
    for number in range(rows):
        given, family = chance.choice(_GIVEN), f"Family{number % (rows * 9 // 10 or 1)}"
        url = f"https://www.linkedin.com/in/{given.lower()}-{number}"
        address = f"p{number}@mail.example" if has_addresses else ""
        company, role = f"Company {number % 700}", f"Analyst {number % 37}"
        lines.append(
            f"{given},{family},{url},{address},{company},{role},{1 + number % 28} May 2024\n"
        )
    return "".join(lines)


def run(root: Path, path: Path, *words: str) -> float:
    """Import a file into the vault, and give the seconds it took."""
    return command(root, "import", str(path), "--yes", *words)


def command(root: Path, *words: str) -> float:
    """Run a command on the vault, and give the seconds it took."""
    home = str(root.parent)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "infoview_md", "--vault", str(root), *words],
        env={**os.environ, "XDG_CACHE_HOME": home, "XDG_STATE_HOME": home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def written_at(root: Path) -> dict[Path, int]:
    """Give when each file of the vault was last written."""
    return {one: one.stat().st_mtime_ns for one in root.rglob("*")}


def main() -> None:
    """Measure each number of rows."""
    print("| rows | as | first | ms a row | again | ms a row | peak memory |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    for rows in map(int, sys.argv[1:] or ["1000"]):
        for kind, words in (("notes", ()), ("a list", ("--as-list", "Connections"))):
            with tempfile.TemporaryDirectory() as folder:
                root, path = Path(folder, "vault"), Path(folder, "Connections.csv")
                root.mkdir()
                path.write_text(export_of(rows), encoding="utf-8")
                first = run(root, path, *words)
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
                before = written_at(root)
                again = run(root, path, *words)
                if written_at(root) != before:
                    sys.exit("the second import wrote something")
            each = [1000 * seconds / rows for seconds in (first, again)]
            print(
                f"| {rows:,} | {kind} | {first:.1f} s | {each[0]:.2f} | {again:.1f} s | {each[1]:.2f} | {peak} MB |",
                flush=True,
            )
        fill(rows)


def fill(rows: int) -> None:
    """Measure the filling of known notes, and its undo."""
    with tempfile.TemporaryDirectory() as folder:
        root, path = Path(folder, "vault"), Path(folder, "Connections.csv")
        root.mkdir()
        path.write_text(export_of(rows), encoding="utf-8")
        run(root, path)
        before = contents(root)
        path.write_text(export_of(rows, has_addresses=True), encoding="utf-8")
        filled = run(root, path)
        changed = sum(raw != before.get(one) for one, raw in contents(root).items())
        undone = command(root, "undo")
        if contents(root) != before:
            sys.exit("the undo did not bring the notes back")
        each = [1000 * seconds / max(1, changed) for seconds in (filled, undone)]
        print(
            f"{changed:,} known notes filled in {filled:.1f} s, {each[0]:.1f} ms each;"
            f" taken back in {undone:.1f} s, {each[1]:.1f} ms each",
            flush=True,
        )


def contents(root: Path) -> dict[Path, bytes]:
    """Give the text of each note."""
    return {one: one.read_bytes() for one in root.rglob("*.md")}


if __name__ == "__main__":
    main()
