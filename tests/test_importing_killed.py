"""An import that is killed at any step, and run again: nobody comes twice, no note is half there, nothing is lost.

The steps are the calls into the system that open, write, rename, remove or flush something, from the reading of the
index to the last line of the journal.  A process that has everything imported is forked for each of them and kills
itself there; this file runs itself as that process.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork at every step")

KILLS = int(os.environ.get("INFOVIEW_KILLS", "40"))
NOW = "2026-11-22T10:00"
STEPS = frozenset({"open", "fdopen", "write", "fsync", "rename", "replace", "link", "unlink"}) | {
    "remove",
    "mkdir",
    "execute",
    "commit",
    "flock",
}
ROWS = "Name,Email,Company\n" + "".join(
    f"Person {n},p{n}@x.example,Firm {n % 3}\n" for n in range(8)
)
GUS = "---\ntype: contact\nemail: p3@x.example # mine\n---\n# Person 3\n\nMy own words.\n"


def make(folder: Path) -> Path:
    """Make a vault in which one of the people has a note, and the file to import beside it."""
    vault = folder / "vault"
    (vault / "Contacts").mkdir(parents=True)
    (vault / "infoview.toml").write_text('timezone = "UTC"\n')
    (vault / "Contacts/Person 3.md").write_text(GUS)
    (folder / "people.csv").write_text(ROWS)
    return vault


def import_into(folder: Path) -> tuple[int, str]:
    """Import the file as a user does, with a cache and a journal of its own."""
    from infoview_md.cli import run

    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(folder / name)
    words = ["--vault", str(folder / "vault"), "import", str(folder / "people.csv"), "--yes"]
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(words, now=NOW)
    return code, said.getvalue()


def killed_at(step: int, folder: Path) -> int:
    """Import in a fork that kills itself at a step (0: at none); give how many steps it made, -1 when killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0

        def watch(frame: object, event: str, called: object) -> None:
            nonlocal count
            if event == "c_call" and getattr(called, "__name__", "") in STEPS:
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(watch)
        import_into(folder)
        sys.setprofile(None)
        os.write(writer, str(count).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        count = said.read()
    os.waitpid(child, 0)
    return int(count or -1)


def notes_of(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted((folder / "vault").rglob("*.md"))
        if not one.name.startswith(".")
    }


def main(root: Path, kills: int) -> None:
    """Kill an import at so many steps, spread over all, and write as JSON what is not as it should be."""
    warm, clean = root / "warm", root / "clean"
    make(warm)
    make(clean)
    import_into(warm)  # imports every module once, before the forks
    steps = killed_at(0, clean)
    wanted = notes_of(clean)
    points = sorted({1 + n * (steps - 1) // max(kills - 1, 1) for n in range(min(kills, steps))})
    was_killed, wrong = 0, list[str]()
    for step in points:
        folder = root / f"step {step}"
        make(folder)
        was_killed += killed_at(step, folder) == -1
        for name, raw in notes_of(folder).items():
            if raw not in (wanted.get(name), GUS.encode()):
                wrong.append(f"step {step}: {name} is half there: {raw!r}")
        code, said = import_into(folder)
        if code or notes_of(folder) != wanted:
            wrong.append(
                f"step {step}: the second import ({code}) left {sorted(notes_of(folder))}: {said}"
            )
        if "There is nothing to write" not in import_into(folder)[1]:
            wrong.append(f"step {step}: the third import wrote something")
        shutil.rmtree(folder)
    json.dump(
        {"wrong": wrong, "killed": was_killed, "tried": len(points), "steps": steps}, sys.stdout
    )


def test_killed_at_any_step_and_run_again_leaves_each_person_once(tmp_path):
    ran = subprocess.run(
        [sys.executable, __file__, str(tmp_path), str(KILLS)],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["wrong"] == []
    assert said["killed"] == said["tried"] == min(KILLS, said["steps"])
    assert said["steps"] > len(ROWS.splitlines()) * 10


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
