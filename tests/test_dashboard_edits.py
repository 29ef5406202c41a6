"""Whatever a person does to the lines of a block: their words stay, only ticks close, and a refresh comes to rest."""

import re
import shutil
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.dashboard import refresh_blocks
from infoview_md.session import Session
from tests.commands import NOW, Desk, _own_folders, desk  # noqa: F401 - fixtures
from tests.dashboards import ADA, BLOCK, Board, ticked, ticked_by_dataview, ticked_by_tasks

PROMISES = "".join(f"- [ ] promise {number} 📅 2026-11-2{number}\n" for number in range(4))
WAYS = (ticked, ticked_by_tasks, ticked_by_dataview, lambda line: line.replace("[ ]", "[X]"))

places = st.integers(0, 30)
edits = st.lists(
    st.one_of(
        st.tuples(st.just("tick"), places, st.sampled_from(range(len(WAYS)))),
        st.tuples(st.just("untick"), places, st.just(0)),
        st.tuples(st.just("mark"), places, st.sampled_from("/-?>")),
        st.tuples(
            st.just("write"), places, st.sampled_from(["{}", "- [ ] {}", "- [x] {}", "> {}"])
        ),
        st.tuples(st.just("append"), places, st.sampled_from([" {}", "{}"])),
        st.tuples(st.just("delete"), places, st.just(0)),
        st.tuples(st.just("copy"), places, places),
        st.tuples(st.just("move"), places, places),
    ),
    min_size=1,
    max_size=8,
)


def edited(text, steps):
    """Do these edits to the lines between the markers; gives the new text, and the words that were written."""
    lines, words, numbers = text.split("\n"), [], count()
    for what, place, how in steps:
        rows = [row for row, line in enumerate(lines) if row > 1 and not line.startswith("<!--")]
        rows = [row for row in rows if row < len(lines) - 3]
        if not rows:
            break
        row = rows[place % len(rows)]
        line = lines[row]
        if what == "tick" and re.match(r"- \[ \].*\^iv-\w+$", line):
            lines[row] = WAYS[how](line)
        elif what == "untick":
            lines[row] = line.replace("[x]", "[ ]")
        elif what == "mark":
            lines[row] = line.replace("[ ]", f"[{how}]")
        elif what in ("write", "append"):
            words.append(f"mine{next(numbers)}.")
            new = how.format(words[-1])
            lines[row : row + 1] = [line, new] if what == "write" else [line + new]
        elif what == "delete" and "mine" not in line:
            del lines[row]
        elif what == "copy":
            lines.insert(rows[how % len(rows)], line)
        elif what == "move":
            lines.insert(rows[how % len(rows)], lines.pop(row))
    return "\n".join(lines), words


def is_signed(said):
    """Tell whether a line says on which day it was done: that counts beside any mark."""
    return "✅" in said or "completion::" in said


@pytest.fixture
def board(desk):
    page = f"above\n\n{BLOCK.format('overdue')}\n{BLOCK.format('week')}below\n"
    made = Board(desk({"Contacts/Ada.md": ADA + PROMISES, "Dashboard.md": page}))
    made.refresh()
    return made


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=edits)
def test_words_stay_only_ticks_close_and_the_second_refresh_does_nothing(board, steps, tmp_path):
    root = tmp_path / "run"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(board.desk.root, root)
    place = root / "Dashboard.md"
    text, words = edited(place.read_text(), steps)
    place.write_text(text)
    boxes = re.findall(r"^[-\s>]*\[([^ \]])\](.*)\^iv-([0-9a-f]{10})(?!\w)", text, re.MULTILINE)
    ticks = {key for mark, said, key in boxes if mark in "xX" or is_signed(said)}
    session = Session(root=root, at=NOW)
    done = refresh_blocks(session, quiet_seconds=0)
    after = place.read_text()
    assert [word for word in words if word not in after] == []
    assert after.startswith("above\n\n<!-- infoview: overdue sha=")
    assert after.endswith("<!-- /infoview -->\nbelow\n")
    closed = (root / "Contacts/Ada.md").read_text().count("- [x]")
    assert closed == len(done.closed) <= len(ticks)
    if not done.problems:
        assert closed == len(ticks)
    session.refresh()
    again = refresh_blocks(session, quiet_seconds=0)
    assert (again.closed, again.written) == ((), ())
    assert place.read_text() == after
    session.close()
