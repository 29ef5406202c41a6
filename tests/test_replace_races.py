"""Several programs on one note at once: nobody's text may be lost."""

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

NOTE = b"---\ntype: contact\ncompany: Acme\n---\nMet at the fair.\n"
PROJECT = Path(__file__).parents[1]

needs_posix = pytest.mark.skipif(
    os.name != "posix", reason="an editor may not replace an open file elsewhere"
)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def started(*commands):
    """Run pieces of Python at once, each with its arguments; none outlives the block."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for code, *arguments in commands
    ]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def outputs(*commands):
    with started(*commands) as processes:
        texts = [process.communicate(timeout=120)[0] for process in processes]
        assert [process.returncode for process in processes] == [0] * len(commands)
    return texts


# A command that adds its own line to the note, again and again; prints the lines that it promised.
WRITER = """
import json, sys, time
from hashlib import sha256
from pathlib import Path
from infoview_md import replace
from infoview_md.errors import NoteChanged
root, me, seconds, grace, pauses = Path(sys.argv[1]), sys.argv[2], *map(float, sys.argv[3:6])
if sys.argv[6] == "links":
    replace.folder._renameat2 = lambda: None
promised, refused, end = [], 0, time.monotonic() + seconds
while time.monotonic() < end:
    line = f"{me}-{len(promised)}\\n".encode()
    try:
        replace.update(root, "Jane.md", lambda raw: raw + line, grace=grace, known_size=2000)
        promised.append(line.decode().strip())
    except NoteChanged:
        refused += 1
    time.sleep(pauses)
print(json.dumps([promised, refused]))
"""

# The same with many notes in one command, of which the editor has one; prints what was promised for each note.
BATCH_WRITER = """
import json, sys, time
from pathlib import Path
from infoview_md import replace
from infoview_md.errors import NoteChanged
root, me, seconds, kind = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4]
if kind == "links":
    replace.folder._renameat2 = lambda: None
promised, turn, end = {}, 0, time.monotonic() + seconds
paths = ["Amy.md", "Jane.md", "Zoe.md"]
while time.monotonic() < end:
    line = f"{me}-{turn}\\n".encode()
    turn += 1
    jobs = [replace.Job(path=path, edit=lambda raw: raw + line, known_size=2000) for path in paths]
    def landed(done):
        promised.setdefault(done.path, []).append(line.decode().strip())
    try:
        replace.update_all(root, jobs, landed=landed, grace=0.15)
    except NoteChanged:
        pass
    time.sleep(0.01)
print(json.dumps(promised))
"""

# Obsidian, as far as the disk sees it: reads, empties the file, and a moment later writes it.
# Most saves are timed by the writers' temporary file, to hit the moments around the swap.
EDITOR = """
import json, os, random, sys, time
note, seconds = sys.argv[1], float(sys.argv[2])
saved, end = [], time.monotonic() + seconds
while time.monotonic() < end:
    time.sleep(random.uniform(0, 0.05))
    impatient = time.monotonic() + random.choice([0, 0.2, 0.2])
    while time.monotonic() < impatient:
        if any(name.endswith(".tmp") for name in os.listdir(os.path.dirname(note))):
            break
    started = time.monotonic()
    with open(note, "rb") as file:
        text = file.read()
    time.sleep(random.choice([0, random.uniform(0, 0.008)]))
    if time.monotonic() - started > 0.03:
        continue  # this machine is busy: no editor saves so old a text without looking again
    line = f"editor-{len(saved)}"
    with open(note, "wb") as file:
        time.sleep(random.choice([0, random.uniform(0, 0.004)]))
        file.write(text + line.encode() + b"\\n")
    saved.append(line)
print(json.dumps(saved))
"""


@needs_posix
class TestRaces:
    @pytest.mark.parametrize("file_system", ["exchange", "links"])
    def test_two_writers_and_an_editor_on_one_note_lose_no_update(self, tmp_path, file_system):
        seconds = float(os.environ.get("INFOVIEW_RACE_SECONDS", "5"))
        note = tmp_path / "Jane.md"
        note.write_bytes(b"x" * 2000 + b"\n")
        editor, *writers = map(
            json.loads,
            outputs(
                (EDITOR, note, seconds),
                *((WRITER, tmp_path, me, seconds, 0.15, 0.01, file_system) for me in "ab"),
            ),
        )
        promised = sum((lines for lines, _refused in writers), editor)
        texts = b"".join(path.read_bytes() for path in tmp_path.glob("*.md"))
        found = Counter(line for line in texts.decode().splitlines() if "-" in line)
        assert [line for line in promised if line not in found] == []
        assert len(editor) > seconds * 4
        assert all(len(lines) > seconds / 2 for lines, _refused in writers)
        if names(tmp_path) == ["Jane.md"]:
            assert max(found.values()) == 1

    @pytest.mark.parametrize("file_system", ["exchange", "links"])
    def test_two_that_write_many_notes_and_an_editor_on_one_of_them_lose_no_update(
        self, tmp_path, file_system
    ):
        seconds = float(os.environ.get("INFOVIEW_RACE_SECONDS", "5"))
        for name in ("Amy.md", "Jane.md", "Zoe.md"):
            (tmp_path / name).write_bytes(b"x" * 2000 + b"\n")
        editor, *writers = map(
            json.loads,
            outputs(
                (EDITOR, tmp_path / "Jane.md", seconds),
                *((BATCH_WRITER, tmp_path, me, seconds, file_system) for me in "ab"),
            ),
        )
        for name in ("Amy.md", "Jane.md", "Zoe.md"):
            promised = [line for lines in writers for line in lines[name]]
            kept = tmp_path.glob(f"{name[:-3]}.*")
            found = b"".join(path.read_bytes() for path in kept).decode().splitlines()
            wanted = [*promised, *(editor if name == "Jane.md" else [])]
            assert [line for line in wanted if line not in found] == []
            assert all(len(lines[name]) > seconds / 2 for lines in writers)
        assert len(editor) > seconds * 2
        assert not [*tmp_path.glob(".*")]

    def test_many_commands_at_once_on_one_note_all_land(self, tmp_path):
        note = tmp_path / "Jane.md"
        note.write_bytes(NOTE)
        code = (
            "import sys; from pathlib import Path; from infoview_md import replace\n"
            "for i in range(20):\n"
            "    line = f'{sys.argv[2]}-{i}\\n'.encode()\n"
            "    replace.update(Path(sys.argv[1]), 'Jane.md', lambda raw: raw + line, grace=0)\n"
        )
        outputs(*((code, tmp_path, number) for number in range(4)))
        lines = note.read_text().splitlines()[5:]
        assert sorted(lines) == sorted(f"{n}-{i}" for n in range(4) for i in range(20))
        assert names(tmp_path) == ["Jane.md"]

    def test_of_many_that_create_one_name_exactly_one_does(self, tmp_path):
        code = (
            "import sys; from pathlib import Path; from infoview_md import replace\n"
            "from infoview_md.errors import CannotEdit\n"
            "made = 0\n"
            "for i in range(50):\n"
            "    try: replace.create(Path(sys.argv[1]), f'new/{i}.md', sys.argv[2].encode()); made += 1\n"
            "    except CannotEdit: pass\n"
            "print(made)\n"
        )
        made = list(map(int, outputs(*((code, tmp_path, number) for number in range(3)))))
        assert sum(made) == 50
        texts = Counter(path.read_text() for path in (tmp_path / "new").iterdir())
        assert [texts[str(number)] for number in range(3)] == made
