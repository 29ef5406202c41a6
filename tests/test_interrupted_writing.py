"""A command that is interrupted at any moment has written all of its notes, or none, or `undo` knows what it wrote."""

import sys

import pytest

from infoview_md.journal import entries
from infoview_md.writeback import Creation, Edit, Place, Work, write

BEFORE = {"a.md": b"a", "b.md": b"b"}
AFTER = {"a.md": b"A", "b.md": b"B", "c.md": b"C"}
WORK = Work(
    sentence="Wrote.",
    steps=(
        Edit(path="a.md", change=lambda _: b"A"),
        Edit(path="b.md", change=lambda _: b"B"),
        Creation(path="c.md", raw=b"C"),
    ),
)


def _interrupted(work, moment):
    """Run until so many events of our own code have passed; True where it was interrupted then."""
    left = moment

    def trace(frame, event, argument):
        nonlocal left
        if "infoview_md" not in frame.f_code.co_filename:
            return None
        left -= 1
        if not left:
            sys.settrace(None)
            raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_an_interrupt_leaves_no_note_that_undo_does_not_know(tmp_path, first):
    for moment in range(1 + first, 20_000, 60):
        root, journal = tmp_path / f"{moment}", tmp_path / f"{moment}-journal"
        root.mkdir()
        for name, raw in BEFORE.items():
            (root / name).write_bytes(raw)
        place = Place(root=root, journal=journal, command="x", at="2026-11-28T10:00:00")
        if not _interrupted(lambda place=place: write(place, WORK), moment):
            assert {one.name: one.read_bytes() for one in root.glob("*.md")} == AFTER
            return
        now = {one.name: one.read_bytes() for one in root.glob("*.md")}
        known = {change.path for entry in entries(journal, limit=5) for change in entry.changes}
        changed = {name for name in AFTER if now.get(name) != BEFORE.get(name)}
        assert changed <= known, moment
    pytest.fail("the command never ended")
