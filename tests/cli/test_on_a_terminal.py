"""What `report` and `stats` look like on a real terminal of some width: nothing cut that tells who, what, since when."""

import re
from pathlib import Path

import pytest

from infoview_md.render.words import columns_of
from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures

terminal = pytest.importorskip("tests.terminal")

NOW = "2026-11-22T10:00"
_PAINT = re.compile(r"\x1b\[[0-9;]*m")


def shown(root: Path, *words: str, columns: int, **environment: str) -> tuple[str, list[str]]:
    """Give what a terminal of so many columns got, and its lines without their paint."""
    with terminal.Terminal(root, NOW, *words, COLUMNS=str(columns), **environment) as at:
        code, raw = at.ends()
    assert code == 0, raw
    return raw, _PAINT.sub("", raw).replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("columns", [50, 60, 80, 100, 120, 160])
def test_a_report_fits_its_terminal_and_loses_no_word(example, columns):
    _, lines = shown(example.root, "report", columns=columns)
    assert max(map(columns_of, lines)) <= columns
    said = " ".join(" ".join(lines).split())
    for word in ("Zoë Fairweather", "Imani Castellanos", "Priya Raghunathan"):
        assert word in said
    assert "…" not in said
    if columns < 100:  # beside each other the columns are between the words
        for reason in (
            "they referred you to Joanna Lindqvist, you talked on 2026-11-12",
            "asked 2026-11-17, no reply; nobody else at Wavelet Learning asked",
            "2 more later (--days N shows further ahead). 2 of 3 who helped know where you landed.",
        ):
            assert reason in said


def test_each_follow_up_says_who_what_and_how_late_in_words(example):
    _, lines = shown(example.root, "report", columns=60)
    at = next(n for n, line in enumerate(lines) if "Rafael Nuñez" in line)
    assert lines[at : at + 3] == [
        "  Rafael Nuñez       Tell them how it went",
        "    7 days late: they referred you to Joanna Lindqvist, you",
        "    talked on 2026-11-12",
    ]
    assert lines[0] == "Overdue (13)"


def test_a_long_story_is_cut_after_three_lines_and_says_so(desk):
    task = "- [ ] " + "tell her about the river " * 40 + "📅 2026-11-20"
    at = desk({"Contacts/Ada.md": f"---\ntype: contact\n---\n{task}\n"})
    _, lines = shown(at.root, "report", columns=60)
    assert [len(line) <= 60 for line in lines] == [True] * len(lines)
    assert len(lines) == 5
    assert lines[-1].endswith("…")


def test_a_long_name_gives_way_to_what_is_to_be_done(desk):
    name = "Maximiliane Charlotte Freifrau von und zu Hohenstein-Wittenau"
    note = "---\ntype: contact\nasked: 2026-11-02\n---\n"
    at = desk({f"Contacts/{name}.md": note, "Contacts/木村 花子.md": note})
    for columns in (60, 80, 120):
        _, lines = shown(at.root, "report", columns=columns)
        assert all(columns_of(line) <= columns for line in lines)
        assert any("Maximiliane Charlotte" in x and "Send the one reminder" in x for x in lines)


@pytest.mark.parametrize("command", ["report", "stats"])
def test_without_colour_a_terminal_gets_none(example, command):
    painted, _ = shown(example.root, command, columns=80)
    assert re.search(r"\x1b\[[0-9;]*3[0-7]m", painted)
    plain, lines = shown(example.root, command, columns=80, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*(3|9)[0-7]", plain)
    assert lines[0] == ("Overdue (13)" if command == "report" else lines[0])


@pytest.mark.parametrize("command", ["report", "stats"])
def test_a_terminal_with_ascii_only_is_sent_no_escaped_picture(example, command):
    _, lines = shown(example.root, command, columns=60, PYTHONIOENCODING="ascii")
    text = "\n".join(lines)
    assert "\\u2588" not in text
    assert "\\u2026" not in text
    assert command == "report" or "############" in text


@pytest.mark.parametrize("command", ["report", "stats"])
def test_a_terminal_that_can_do_nothing_gets_plain_lines(example, command):
    raw, _ = shown(example.root, command, columns=60, TERM="dumb")
    assert "\x1b" not in raw


@pytest.mark.parametrize("columns", [50, 60, 80, 120])
def test_numbers_fit_their_terminal(example, columns):
    _, lines = shown(example.root, "stats", columns=columns)
    assert max(map(columns_of, lines)) <= columns
    said = " ".join(" ".join(lines).split())
    assert "18 of 20 asked (90 %)" in said
    assert "half of the 20 asked answer within 2 days." in said
