"""While a watcher runs the dashboard is true by itself, and nobody who types is disturbed."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from infoview_md.dashboard import Keeping
from tests.dashboards import ADA, BLOCK, TALK, Editor, ticked
from tests.vaults import write
from tests.watching import until, watching

# The watcher has the real clock.
DAY = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
RECENT = TALK.replace("2026-11-20", DAY)
NOTES = {
    "Contacts/Ada.md": ADA,
    "Interviews/Talk.md": RECENT,
    "Dashboard.md": BLOCK.format("overdue"),
}
QUIET = 0.4


@pytest.fixture
def root(tmp_path):
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "infoview.toml").write_text('timezone = "UTC"\n')
    return write(vault.resolve(), NOTES)


@pytest.fixture
def quiet():
    return QUIET


@pytest.fixture
def watched(root, quiet):
    said, told = [], []
    keeping = Keeping(say=said.append, tell=told.append, quiet_seconds=quiet)
    with watching(root, on_minute=[keeping.on_minute]) as one:
        one._wish.after_refresh.append(keeping.after_refresh)
        one.keeping_said, one.keeping_told = said, told
        (root / "Contacts/Ada.md").write_text(ADA + "A first word.\n")
        yield one


def text(root, path="Dashboard.md"):
    return (root / path).read_text()


def test_a_saved_note_is_on_the_dashboard_and_a_tick_is_in_the_note(root, watched):
    assert until(lambda: "Send a thank-you to [[Ada]]" in text(root))
    (root / "Dashboard.md").write_text(ticked(text(root)))
    assert until(lambda: "thank_you_sent: " in text(root, "Interviews/Talk.md"))
    assert until(lambda: "Nothing is overdue." in text(root))
    assert watched.keeping_said == []
    assert until(lambda: any("Noted the thank-you" in line for line in watched.keeping_told))


def test_the_dashboard_is_left_alone_while_somebody_types_in_it(root, watched):
    assert until(lambda: "Send a thank-you to [[Ada]]" in text(root))
    wanted = text(root) + "\nmy line"
    for number in range(8):
        (root / "Dashboard.md").write_text(wanted + "." * number)
        talk = RECENT.replace("status: done", f"thank_you_sent: {DAY}\nmode: {number}")
        (root / "Interviews/Talk.md").write_text(talk)
        time.sleep(QUIET / 4)
        assert text(root) == wanted + "." * number
    assert until(lambda: "Nothing is overdue." in text(root))
    assert text(root).endswith("\nmy line.......")


def test_a_tick_that_is_taken_back_at_once_closes_nothing(root, watched):
    assert until(lambda: "Send a thank-you to [[Ada]]" in text(root))
    before = text(root)
    (root / "Dashboard.md").write_text(ticked(before))
    time.sleep(QUIET / 4)
    (root / "Dashboard.md").write_text(before)
    time.sleep(QUIET * 2)
    assert "thank_you_sent" not in text(root, "Interviews/Talk.md")
    assert text(root) == before


def test_what_the_watcher_writes_does_not_make_it_write_again(root, watched):
    assert until(lambda: "Send a thank-you to [[Ada]]" in text(root))
    time.sleep(QUIET * 2)
    number = len(watched.results)
    time.sleep(QUIET * 2)
    assert len(watched.results) == number
    assert len(watched.keeping_told) == 1


@pytest.mark.parametrize("quiet", [0.05])
def test_no_line_of_an_editor_is_lost_to_a_watcher_that_hardly_waits(root, watched):
    assert until(lambda: "Send a thank-you to [[Ada]]" in text(root))
    editor = Editor(root / "Dashboard.md")
    for number in range(40):
        editor.save()
        talk = RECENT.replace("status: done", f"thank_you_sent: {DAY}") if number % 2 else RECENT
        (root / "Interviews/Talk.md").write_text(talk)
        time.sleep(0.02 + 0.04 * (number % 5))
    assert until(lambda: "Nothing is overdue." in text(root))
    assert len(watched.keeping_told) > 2
    assert editor.lost() == []


def test_what_a_command_took_into_the_index_first_is_on_the_dashboard_too(root):
    keeping = Keeping(say=print, tell=print, quiet_seconds=QUIET)
    with watching(root, poll=0.3, on_minute=[keeping.on_minute]) as watched:
        watched._wish.after_refresh.append(keeping.after_refresh)
        (root / "Interviews/Talk.md").write_text(RECENT + "A word.\n")
        assert watched.is_refreshed_by_a_command()
        assert until(lambda: "Send a thank-you to [[Ada]]" in text(root))
        (root / "Dashboard.md").write_text(ticked(text(root)))
        assert watched.is_refreshed_by_a_command()
        assert until(lambda: "thank_you_sent: " in text(root, "Interviews/Talk.md"))
