"""A command that is killed, or refused by the system, at every single step.

The steps are counted where `replace` meets the system: every call through `os`, the exchange of
names, and the pause of the grace time.  A fresh process is forked for every step, from one that has
everything imported, so that thousands of kills take seconds.  This file runs itself as that process.
"""

import errno
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infoview_md import replace
from infoview_md.errors import Mistake
from infoview_md.replace import (
    creating,
    folder,
    metadata,
    naming,
    reading,
    recovery,
    storing,
    together,
    writing,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork at every step")

OLD = b"---\ntype: contact\n---\n" + b"an old line\n" * 50
NEW = OLD.replace(b"contact\n", b"contact\nasked: 2026-11-20\n")
LARGE = b"---\ntype: contact\n---\n" + b"an old line\n" * 90_000
ERRORS = ["ENOSPC", "EIO", "EACCES", "EPERM", "EROFS", "EDQUOT"]
BATCH = ["Old/Amy.md", "Jane.md", "Old/Zoe.md"]
KILLS = int(os.environ.get("INFOVIEW_KILLS", "200"))
ROOMS = (creating, folder, metadata, naming, reading, recovery, storing, together, writing)


class Steps:
    """Stands in for the `os` of our modules and does something before the step of a given number."""

    def __init__(self, at: int, act: Callable[[str], None]) -> None:
        self.at, self.act = at, act
        self.count = 0
        self.name = ""

    def __getattr__(self, name: str) -> object:
        value = getattr(os, name)
        # `os.path` asks through its own `os`; what only looks at strings is no step.
        if not callable(value) or name in {"fsencode", "strerror", "urandom", "fspath"}:
            return value
        return self.counted(name, value)

    def counted(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **options: object) -> object:
            self.count += 1
            if self.count == self.at:
                self.name = name
                self.act(name)
            return call(*arguments, **options)

        return step

    def pause(self, _seconds: float) -> None:
        if self.act is die:
            self.counted("pause", lambda: None)()

    def install(self, *, has_exchange: bool) -> None:
        exchange = folder._renameat2() if has_exchange else None
        for room in ROOMS:
            if hasattr(room, "os"):
                room.os = self
        for name in ("mkdir", "rmdir", "iterdir"):
            setattr(Path, name, self.counted(name, getattr(Path, name)))
        folder._renameat2 = lambda: exchange and self.counted("exchange", exchange)


def die(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> Callable[[str], None]:
    def act(_name: str) -> None:
        raise OSError(number, os.strerror(number))

    return act


def act(vault: Path, job: str, steps: Steps) -> None:
    if job == "create":
        replace.create(vault, "New/John.md", NEW)
    elif job == "batch":
        jobs = [replace.Job(path=path, edit=lambda _raw: NEW) for path in BATCH]
        replace.update_all(vault, jobs, landed=lambda _done: None, pause=steps.pause, attempts=2)
    elif job == "delete":
        replace.delete(vault, replace.read_fresh(vault, "Jane.md"), pause=steps.pause)
    else:
        replace.update(vault, "Jane.md", lambda _raw: NEW, pause=steps.pause, attempts=2)


def prepare(vault: Path) -> None:
    for path in sorted(vault.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (vault / "Old").mkdir()
    for path in BATCH:
        note = vault / path
        note.write_bytes(OLD)
        note.chmod(0o640)
        os.utime(note, (1_600_000_000, 1_600_000_000))
    note = vault / "Jane.md"
    if hasattr(os, "setxattr"):
        try:
            os.setxattr(note, "user.mark", b"kept")
        except OSError:
            return


def look(vault: Path, job: str) -> dict[str, object]:
    """Say what a person sees after the step, and again after the next start of the program."""
    note = vault / ("New/John.md" if job == "create" else "Jane.md")
    seen = text(note)
    visible = sorted(
        path.name
        for path in vault.rglob("*.*")
        if path.name[0] != "." and path.relative_to(vault).as_posix() not in BATCH[::2]
    )
    texts = [text(vault / path) for path in BATCH]
    status = note.stat() if note.exists() else None
    mark = mark_of(note) if status else None
    clock, time.time_ns = time.time_ns, lambda: clock() + 60 * 10**9
    replace.recover_all(vault)
    time.time_ns = clock
    return {
        "texts": texts,
        "texts after recovery": [text(vault / path) for path in BATCH],
        "text": seen,
        "visible": visible,
        "mode": status and stat.S_IMODE(status.st_mode),
        "mark": mark,
        "text after recovery": text(note),
        "files after recovery": sorted(
            path.name
            for path in vault.rglob("*")
            if path.is_file() and path.name not in [*visible, "Amy.md", "Zoe.md"]
        ),
    }


def text(note: Path) -> str:
    if not note.exists():
        return "none"
    return {OLD: "old", NEW: "new"}.get(note.read_bytes(), "DAMAGED")


def mark_of(note: Path) -> str | None:
    try:
        return os.getxattr(note, "user.mark").decode()
    except (OSError, AttributeError):
        return None


def run_steps(vault: Path, job: str, how: str, *, has_exchange: bool) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    while True:
        prepare(vault)
        outcome = in_a_fork(vault, job, how, len(found) + 1, has_exchange=has_exchange)
        found.append({"outcome": outcome, **look(vault, job)})
        if outcome == "through":
            return found


def in_a_fork(vault: Path, job: str, how: str, at: int, *, has_exchange: bool) -> str:
    """Run one command; it ends as `killed`, with the class of its mistake, as `done` or `through`.

    `through` means that it did not have so many steps.
    """
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        outcome = "CRASHED"
        try:
            steps = Steps(at, die if how == "kill" else fail(getattr(errno, how)))
            steps.install(has_exchange=has_exchange)
            try:
                act(vault, job, steps)
                outcome = "done" if steps.count >= at else "through"
            except Mistake as mistake:
                outcome = f"{type(mistake).__name__}: {mistake.sentence}"
        except BaseException as error:  # noqa: BLE001 - the fork must end here, whatever happened
            outcome = f"CRASHED in {steps.name}: {error!r}"
        finally:
            os.write(sink, outcome.encode())
            os._exit(0)
    os.close(sink)
    with os.fdopen(source, "rb") as pipe:
        outcome = pipe.read().decode()
    os.waitpid(child, 0)
    return outcome or "killed"


def run_kills(vault: Path, count: int) -> list[dict[str, object]]:
    """Kill a command that writes a large note again and again, at random moments."""
    found: list[dict[str, object]] = []
    note = vault / "Jane.md"
    for number in range(count):
        if number % 10 == 0:
            prepare(vault)
            note.write_bytes(LARGE)
        child = os.fork()
        if child == 0:
            try:
                while True:
                    replace.update(vault, "Jane.md", flip, grace=0.002, attempts=50)
            finally:
                os._exit(1)
        time.sleep(random.uniform(0, 0.05))  # noqa: S311 - any moment will do
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        raw = note.read_bytes()
        found.append(
            {
                "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
                "is whole": raw in {LARGE, flip(LARGE)},
                "mode": stat.S_IMODE(note.stat().st_mode),
                "visible": sorted(path.name for path in vault.iterdir() if path.name[0] != "."),
                "hidden": sum(path.name[0] == "." for path in vault.iterdir()),
            }
        )
    return found


def flip(raw: bytes) -> bytes:
    return raw.replace(b"old", b"new") if b"old" in raw else raw.replace(b"new", b"old")


def report(*arguments: object) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, __file__, *map(str, arguments)],
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path


def has_marks(vault: Path) -> bool:
    prepare(vault)
    return mark_of(vault / "Jane.md") == "kept"


each_file_system = pytest.mark.parametrize("file_system", ["exchange", "links"])


@each_file_system
def test_a_command_killed_at_any_step_leaves_the_old_or_the_new_note_whole(vault, file_system):
    mark = "kept" if has_marks(vault) else None
    found = report("steps", vault, "update", "kill", file_system)
    assert found[-1]["outcome"] == "through"
    assert {one["outcome"] for one in found[:-1]} == {"killed"}
    assert len(found) > 30
    for one in found:
        assert one["text"] in {"old", "new"}
        assert (one["mode"], one["mark"]) == (0o640, mark)
        assert one["visible"] == ["Jane.md"]
        assert one["text after recovery"] == one["text"]
        assert one["files after recovery"] == []
    assert {one["text"] for one in found} == {"old", "new"}


@pytest.mark.parametrize(
    ("error", "file_system"),
    [*((error, "exchange") for error in ERRORS), ("EIO", "links"), ("ENOSPC", "links")],
)
def test_an_error_of_the_system_at_any_step_is_never_a_false_success(vault, error, file_system):
    mark = "kept" if has_marks(vault) else None
    found = report("steps", vault, "update", error, file_system)
    assert found[-1]["outcome"] == "through"
    for one in found:
        outcome = str(one["outcome"])
        assert "CRASHED" not in outcome
        assert one["text"] in {"old", "new"}
        assert (one["mode"], one["mark"]) == (0o640, mark)
        assert one["visible"] == ["Jane.md"]
        assert one["text after recovery"] == one["text"]
        assert one["files after recovery"] == []
        if outcome in {"done", "through"}:
            assert one["text"] == "new"
        elif "was written, but" not in outcome:
            assert one["text"] == "old"
            assert "Jane.md" in outcome
    assert sum(str(one["outcome"]) not in {"done", "through"} for one in found) > 15


@each_file_system
@pytest.mark.parametrize("how", ["kill", "EIO", "ENOSPC", "EACCES"])
def test_a_new_note_is_there_whole_or_not_at_all_after_any_step(vault, how, file_system):
    found = report("steps", vault, "create", how, file_system)
    assert found[-1]["outcome"] == "through"
    for one in found:
        assert "CRASHED" not in str(one["outcome"])
        assert one["text"] in {"none", "new"}
        assert one["visible"] == (["Jane.md"] if one["text"] == "none" else ["Jane.md", "John.md"])
        assert one["text after recovery"] == one["text"]
        assert one["files after recovery"] == []
        if one["outcome"] in {"done", "through"}:
            assert one["text"] == "new"
    assert {one["text"] for one in found} == {"none", "new"}


@each_file_system
@pytest.mark.parametrize("how", ["kill", "EIO", "EACCES"])
def test_a_note_is_deleted_or_whole_after_any_step(vault, how, file_system):
    found = report("steps", vault, "delete", how, file_system)
    assert found[-1]["outcome"] == "through"
    for one in found:
        assert "CRASHED" not in str(one["outcome"])
        assert one["text"] in {"none", "old"}
        assert one["text after recovery"] == one["text"]
        assert one["files after recovery"] == []
        if one["outcome"] in {"done", "through"}:
            assert one["text"] == "none"


@each_file_system
def test_of_a_batch_killed_at_any_step_each_note_is_the_old_or_the_new_one(vault, file_system):
    found = report("steps", vault, "batch", "kill", file_system)
    assert found[-1]["outcome"] == "through"
    assert {one["outcome"] for one in found[:-1]} == {"killed"}
    assert len(found) > 80
    for one in found:
        assert {*one["texts"]} <= {"old", "new"}
        # One after the other, in the order in which they were given.
        assert one["texts"] == sorted(one["texts"])
        assert one["texts after recovery"] == one["texts"]
        assert one["files after recovery"] == []
    assert {one["texts"].count("new") for one in found} == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("error", "file_system"), [("ENOSPC", "exchange"), ("EIO", "exchange"), ("EIO", "links")]
)
def test_an_error_at_any_step_of_a_batch_is_never_a_false_success(vault, error, file_system):
    found = report("steps", vault, "batch", error, file_system)
    assert found[-1]["outcome"] == "through"
    for one in found:
        outcome = str(one["outcome"])
        assert "CRASHED" not in outcome
        assert {*one["texts"]} <= {"old", "new"}
        assert one["texts after recovery"] == one["texts"]
        assert one["files after recovery"] == []
        if outcome in {"done", "through"}:
            assert one["texts"] == ["new"] * 3
        elif "was written, but" not in outcome:
            # The first note that was not written is the one that is named.
            assert BATCH[one["texts"].index("old")] in outcome


def test_kills_at_random_moments_damage_nothing(vault):
    found = report("kills", vault, KILLS)
    assert len(found) == KILLS
    assert {one["signal"] for one in found} == {signal.SIGKILL}
    assert all(one["is whole"] for one in found)
    assert {one["mode"] for one in found} == {0o640}
    assert all(one["visible"] == ["Jane.md", "Old"] for one in found)
    # The kills did hit the moments in which there is something to leave behind.
    assert any(one["hidden"] for one in found)


def main(what: str, where: str, *details: str) -> None:
    if what == "kills":
        found = run_kills(Path(where), int(details[0]))
    else:
        job, how, kind = details
        found = run_steps(Path(where), job, how, has_exchange=kind == "exchange")
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
