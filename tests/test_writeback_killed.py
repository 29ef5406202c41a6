"""A command of many notes that is killed at any step: each note old or new, `undo` right, and no leftover for long.

The steps are the calls into the system that open, write, rename, remove or flush something.  A process that has
everything imported is forked for each of them and kills itself there; this file runs itself as that process.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infoview_md import journal
from infoview_md.journal import State
from infoview_md.note.edit import set_property
from infoview_md.replace import recovery, together
from infoview_md.writeback import Creation, Edit, Place, Removal, Work, landing, take_back, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork at every step")

STEPS = frozenset(
    {"open", "write", "fsync", "replace", "link", "unlink", "mkdir", "flock", "call", "scandir"}
)
OLD = b"---\ntype: contact\n---\n# A person\n"
NEW = set_property(OLD, "asked", "2026-11-20")
EDITED = ("A/0.md", "B/1.md", "A/2.md", "B/3.md")
REMOVED, CREATED = "A/Gone.md", "C/New.md"


def make(folder: Path) -> Place:
    root = folder / "vault"
    for path in (*EDITED, REMOVED):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(OLD)
    return Place(root=root, journal=folder / "journal", command="test", at="2026-11-22T10:00")


def command(place: Place) -> None:
    edits = (
        Edit(path=path, change=lambda raw: set_property(raw, "asked", "2026-11-20"))
        for path in EDITED
    )
    steps = (*edits, Creation(path=CREATED, raw=OLD), Removal(path=REMOVED))
    write(place, Work(sentence="Wrote.", steps=steps))


def undo(place: Place) -> None:
    take_back(place, journal.entries(place.journal, limit=1)[0])


def killed_at(step: int, place: Place, what) -> bool:
    """Run in a fork that kills itself at a step; say whether it had so many."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(_frame, event, called) -> None:
            nonlocal count
            if event == "c_call" and getattr(called, "__name__", "") in STEPS:
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(watch)
        what(place)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def seen(place: Place) -> dict[str, str]:
    texts = {OLD: "old", NEW: "new"}
    return {
        one.relative_to(place.root).as_posix(): texts.get(one.read_bytes(), "DAMAGED")
        for one in sorted(place.root.rglob("*"))
        if one.is_file() and one.name[0] != "."
    }


def hidden(place: Place) -> int:
    return len([*place.root.rglob(".~infoview-md-*")])


BEFORE = dict.fromkeys(sorted((*EDITED, REMOVED)), "old")
AFTER = dict.fromkeys(sorted(EDITED), "new") | {CREATED: "old"}


def judge(place: Place, what) -> list[str]:
    """Take back what was killed, run the command again, and say what is not as it should be."""
    half = seen(place)
    is_whole = all(half.get(path) in {"old", "new"} for path in EDITED)
    wrong = [] if is_whole else [f"a note is half there: {half}"]
    newest = next(iter(journal.entries(place.journal, limit=1)), None)
    if what is undo or (newest and newest.state is State.INTERRUPTED):
        undo(place)
    is_done = what is command and newest is not None and newest.state is State.DONE
    if seen(place) != (AFTER if is_done else BEFORE):
        wrong.append(f"from {half} undo made {seen(place)}")
    if not is_done:
        command(place)
    if seen(place) != AFTER or hidden(place):
        wrong.append(f"run again it left {seen(place)} and {hidden(place)} hidden files")
    return wrong


def main(root: Path, name: str) -> None:
    what = {"command": command, "undo": undo}[name]
    together_all = landing.update_all
    landing.update_all = lambda *given, **more: together_all(*given, grace=0.0, **more)
    together.read_fresh.__globals__["_IS_FRESH_FOR"] = -1.0  # nobody else writes here
    recovery._IS_LEFT_OVER_AFTER = -1.0
    warm = make(root / "warm")
    command(warm)
    undo(warm)
    wrong, leftovers, step = list[str](), 0, 0
    while True:
        step += 1
        place = make(root / f"{step}")
        if what is undo:
            command(place)
        if not killed_at(step, place, what):
            break
        leftovers = max(leftovers, hidden(place))
        wrong += [f"step {step}: {said}" for said in judge(place, what)]
    json.dump({"wrong": wrong, "steps": step, "leftovers": leftovers}, sys.stdout)


@pytest.mark.parametrize("name", ["command", "undo"])
def test_killed_at_any_step_it_is_taken_back_and_the_next_command_clears_away(tmp_path, name):
    ran = subprocess.run(
        [sys.executable, __file__, str(tmp_path), name],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["wrong"] == []
    assert said["steps"] > 100
    # The kills did hit the moments in which several notes were under way.
    assert said["leftovers"] >= len(EDITED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
