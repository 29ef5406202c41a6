"""`sync` brings every managed block up to date, says in a sentence what it did, and writes nothing else."""

import re
import time

import pytest

from infoview_md.dashboard.arguments import KNOWN
from tests.commands import Desk, Git, _own_folders, desk, example  # noqa: F401 - fixtures
from tests.dashboards import BLOCK, NOTES, Board, ticked


def long_ago(desk, path="Dashboard.md"):
    """Wait until a note counts as written long enough ago."""
    place = desk.root / path
    while time.time() - place.stat().st_ctime < 1.05:
        time.sleep(0.05)


@pytest.fixture
def vault(desk):
    made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")})
    long_ago(made)
    return made


def test_sync_makes_no_dashboard_unless_it_is_asked_to(desk):
    made = desk(NOTES)
    before = made.bytes_of_all()
    assert made.do("sync").strip() == (
        "No note holds a block; make a dashboard with: infoview-md sync --create"
    )
    assert made.bytes_of_all() == before


def test_sync_create_makes_the_dashboard_once_and_fills_it(desk):
    made = desk(NOTES)
    assert made.do("sync", "--create") == "Made Dashboard.md.\n"
    assert "Send a thank-you to [[Ada]]" in made.text("Dashboard.md")
    before = made.bytes_of_all()
    assert made.do("sync", "--create").strip() == "Every block is up to date."
    assert made.bytes_of_all() == before


def test_a_note_of_the_user_in_the_place_of_the_dashboard_stays_and_the_way_on_is_told(desk):
    made = desk({**NOTES, "Dashboard.md": "# My own page\n"})
    said = made.do("sync", "--create")
    assert "Dashboard.md is a note of yours already" in said
    assert "<!-- infoview: overdue -->" in said
    assert made.text("Dashboard.md") == "# My own page\n"


def test_the_help_names_every_block_and_every_argument(desk):
    said = desk({}).do("sync", "--help")
    for name, arguments in KNOWN.items():
        for word in (name, *arguments):
            assert re.search(rf"\b{word}\b", said), word


def test_the_dashboard_goes_where_the_settings_say(desk):
    made = desk(NOTES, config='[dashboard]\nnote = "Desk/Today.md"\n')
    made.do("sync", "--create")
    assert "Send a thank-you" in made.text("Desk/Today.md")


@pytest.mark.parametrize("place", ["../out.md", "Dashboard.txt", "C:/x.md", "", "a//b.md"])
def test_a_place_that_is_no_note_of_the_vault_is_a_mistake_of_usage(desk, place):
    ran = desk(NOTES, config=f'[dashboard]\nnote = "{place}"\n').run("sync", "--create")
    assert ran.code == 2
    assert "dashboard.note must be a note in the vault" in ran.err


def test_sync_says_what_it_closed_and_where_it_wrote(vault):
    vault.do("sync")
    here = Board(vault)
    here.change("thank-you", ticked)
    long_ago(vault)
    assert vault.do("sync").splitlines() == [
        "Noted the thank-you to Ada for 2026-11-20, sent on 2026-11-22.",
        "Made the blocks anew in Dashboard.md.",
    ]
    assert vault.do("sync").strip() == "Every block is up to date."


def test_sync_waits_for_a_note_that_is_just_being_saved(vault):
    vault.do("sync")
    Board(vault).change("thank-you", ticked)
    assert "Noted the thank-you" in vault.do("sync")


def test_sync_dry_run_shows_every_change_and_writes_nothing(vault):
    vault.do("sync")
    Board(vault).change("thank-you", ticked)
    (vault.root / "Other.md").write_text(BLOCK.format("done"))
    long_ago(vault, "Other.md")
    before = vault.bytes_of_all()
    said = vault.run("sync", "--dry-run")
    assert "+thank_you_sent: 2026-11-22" in said.out
    assert "+- [[Talk|2026-11-20]] Talked with [[Ada]]" in said.out
    assert "Nothing was written." in said.err
    assert vault.bytes_of_all() == before


def test_sync_create_dry_run_shows_the_new_note_and_makes_none(desk):
    made = desk(NOTES)
    said = made.run("sync", "--create", "--dry-run")
    assert "+++ b/Dashboard.md" in said.out
    assert not (made.root / "Dashboard.md").exists()


def test_what_was_left_alone_is_said_beside_the_answer_with_note_and_line(vault):
    (vault.root / "Dashboard.md").write_text(
        "\n" + BLOCK.format("overdue").replace("\n", "\nmine\n", 1)
    )
    long_ago(vault)
    ran = vault.run("sync")
    assert ran.code == 0
    assert ran.out == "Nothing was written.\n"
    assert ran.err.startswith(
        "Dashboard.md:2: Somebody wrote into the block overdue, so it stays as it is."
    )


def test_with_git_each_tick_is_one_commit_of_the_note_it_is_about(desk):
    made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")}, config="[git]\ncommit = true\n")
    git = Git(made.root).start()
    long_ago(made)
    made.do("sync")
    Board(made).change("thank-you", ticked)
    long_ago(made)
    made.do("sync")
    assert git.subjects()[0] == "Thank Ada for 2026-11-20"
    assert git("show", "--stat", "--format=", "HEAD").split()[0] == "Interviews/Talk.md"


def test_sync_leaves_the_times_of_notes_it_did_not_change(vault):
    vault.do("sync")
    stamps = {one: one.stat().st_mtime_ns for one in vault.root.rglob("*.md")}
    vault.do("sync")
    assert {one: one.stat().st_mtime_ns for one in vault.root.rglob("*.md")} == stamps


def test_the_example_vault_gets_a_dashboard_without_a_problem(example):
    ran = example.run("sync", "--create")
    assert (ran.code, ran.err) == (0, "")
    assert "problems" not in example.run("report").err


def test_check_names_a_block_that_somebody_wrote_in_and_is_content_once_the_text_is_out(vault):
    vault.do("sync")
    here = Board(vault)
    here.text = here.text.replace("<!-- /", "mine\n<!-- /")
    ran = vault.run("check", "--check")
    assert (ran.code, ran.out.splitlines()[0]) == (
        1,
        "Dashboard.md:1: Somebody wrote into the block overdue, so it stays as it is.",
    )
    here.text = here.text.replace("mine\n", "") + "mine\n"
    assert vault.run("check", "--check").code == 0


def test_check_lists_what_is_wrong_with_blocks_and_writes_nothing(vault):
    (vault.root / "Dashboard.md").write_text(BLOCK.format("repotr") + "x\n")
    before = vault.bytes_of_all()
    ran = vault.run("check", "--check")
    assert ran.code == 1
    assert ran.out.startswith(
        "Dashboard.md:1: There is no block 'repotr'.\n    Did you mean report?"
    )
    assert vault.bytes_of_all() == before
