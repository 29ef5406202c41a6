"""Show that a first run grows with the vault whatever its shape: python benchmarks/shapes.py [NOTES]   (default 2000).

Each shape is written twice, the second time with twice the notes; twice the processor time is linear growth.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

_ROUNDS = 3
_COMMAND = str(Path(sys.executable).with_name("infoview-md"))

Notes = Iterator[tuple[str, str]]


def _day(number: int) -> str:
    return (date(2026, 11, 22) - timedelta(days=number % 900)).isoformat()


def _contact(*lines: str, body: str = "") -> str:
    return "\n".join(["---", "type: contact", *lines, "---", body])


def _talk(number: int, *lines: str) -> str:
    head = ["---", "type: interview", f"date: {_day(number)}T10:00", "status: done"]
    return "\n".join([*head, *lines, "---", "## Notes", "", "It went well.", ""])


def _links(first: int, many: int, count: int) -> str:
    """Give links to so many contacts from one on, beginning anew behind the last."""
    return "[" + ", ".join(f'"[[P {(first + n) % count}]]"' for n in range(many)) + "]"


def one_folder(count: int) -> Notes:
    """Give contacts with a short log, all in one folder and asked at one company."""
    for n in range(count):
        log = f"## Log\n\n- {_day(n)} call: hello\n"
        yield f"People/P {n}.md", _contact("company: Acme", f"asked: {_day(n)}", body=log)


def hub(count: int) -> Notes:
    """Give a contact who referred half of all, each of whom was interviewed."""
    yield "People/P hub.md", _contact("cadence: monthly")
    for n in range(count // 2):
        yield f"People/P {n}.md", _contact('referred_by: "[[P hub]]"')
        yield f"Interviews/T {n}.md", _talk(n, f"contact: {_links(n, 1, count)}")


def talkative(count: int) -> Notes:
    """Give a contact whose many interviews name two others each."""
    yield "People/P 0.md", _contact("cadence: monthly")
    for n in range(1, count // 2):
        yield f"People/P {n}.md", _contact()
        named = f"referrals: {_links(n, 2, count // 2)}"
        yield f"Interviews/T {n}.md", _talk(n, 'contact: "[[P 0]]"', named)


def crowds(count: int) -> Notes:
    """Give interviews with fifty contacts each, in one of twenty contacts' notes."""
    for n in range(count):
        yield f"People/P {n}.md", _contact(f"asked: {_day(n)}")
        if n % 20 == 0:
            yield f"Interviews/T {n}.md", _talk(n, f"contact: {_links(n, 50, count)}")


def long_logs(count: int) -> Notes:
    """Give contacts with forty log lines, thirty links and two referrers."""
    for n in range(count):
        log = "".join(f"- {_day(n + 9 * turn)} call: about [[T {turn}]]\n" for turn in range(40))
        prose = " ".join(f"[[P {(n * 31 + turn) % count}]]" for turn in range(30))
        lines = ("cadence: 3m", f"referred_by: {_links(n + 1, 2, count)}")
        body = f"{prose}\n\n## Log\n\n{log}"
        yield f"People/{n // 500}/P {n}.md", _contact(*lines, body=body)


SHAPES: tuple[Callable[[int], Notes], ...] = (one_folder, hub, talkative, crowds, long_logs)


def first_run(root: Path) -> float:
    """Give the seconds of processor time of a report without an index."""
    cache = root.parent / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [_COMMAND, "--vault", str(root), "report"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command  # noqa: S101 - a benchmark of failures measures nothing
    return usage.ru_utime + usage.ru_stime


def written(root: Path, notes: Notes) -> Path:
    """Write a vault."""
    for path, text in notes:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (root / "infoview.toml").write_text('timezone = "UTC"\n', encoding="utf-8")
    return root


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    folder = Path(tempfile.mkdtemp(prefix="infoview-shapes-"))
    print(f"| shape | {count:,} | {2 * count:,} | growth |\n|:---|---:|---:|---:|")
    try:
        for shape in SHAPES:
            roots = [
                written(folder / f"{shape.__name__}-{size}", shape(size))
                for size in (count, 2 * count)
            ]
            once, twice = (min(first_run(root) for _ in range(_ROUNDS)) for root in roots)
            name = shape.__name__.replace("_", " ")
            print(f"| {name} | {once:.2f} s | {twice:.2f} s | {twice / once:.2f} |", flush=True)
    finally:
        shutil.rmtree(folder)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
