"""How long it takes to edit many notes: one after the other, as one command, and its undo.

    python benchmarks/writing.py 500 5000

Sets a property in so many notes in five folders.  "One by one" calls `replace.update` for each, which waits the whole
grace time for late writers each time; "one command" is `writeback.write` with its journal, which shares it.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from infoview_md import journal, replace
from infoview_md.note.edit import set_property
from infoview_md.writeback import Edit, Place, Work, take_back, write

_NOTE = b"---\ntype: contact\ncompany: Acme\n---\n# A person\n" + b"Words about the person.\n" * 40
_ONE_BY_ONE = 100
_REST = 1.1


def asked(raw: bytes) -> bytes:
    """Say in the note that the person was asked."""
    return set_property(raw, "asked", "2026-11-20")


def seconds_of(work: Callable[[], object]) -> float:
    """Give how long a piece of work takes, on notes that have come to rest."""
    time.sleep(_REST)
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(count: int) -> None:
    """Print one row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "vault")
        paths = [f"{number % 5}/Person {number}.md" for number in range(count)]
        for path in paths:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(_NOTE)
        place = Place(root=root, journal=Path(folder, "journal"), command="", at="2026-11-22T10:00")
        work = Work(sentence="", steps=tuple(Edit(path=path, change=asked) for path in paths))
        written = seconds_of(lambda: write(place, work))
        undone = seconds_of(lambda: take_back(place, journal.entries(place.journal, limit=1)[0]))
        if any((root / path).read_bytes() != _NOTE for path in paths):
            sys.exit("the undo did not bring the notes back")
        some = paths[:_ONE_BY_ONE]
        single = seconds_of(lambda: [replace.update(root, path, asked) for path in some])
        each = [1000 * single / len(some), 1000 * written / count, 1000 * undone / count]
        print(
            f"| {count:,} | {each[0]:.1f} | {each[1]:.2f} | {each[2]:.2f} | {each[0] / each[1]:.0f} times |",
            flush=True,
        )


def main() -> None:
    """Measure each number of notes."""
    print("| notes | ms a note, one by one | one command | its undo | faster |")
    print("|---:|---:|---:|---:|---:|")
    for count in map(int, sys.argv[1:] or ["500"]):
        measure(count)


if __name__ == "__main__":
    main()
