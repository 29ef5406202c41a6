"""`landed` writes the end into the search note; from then on everyone who helped is owed the news."""

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures

SEARCH = "---\ntype: search\ngoal: I explore floods   # in one sentence\nstarted: 2026-09-01\n---\nMine.\n"
ADA = "---\ntype: contact\nemail: ada@acme.example\n---\n"
TALK = '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-11-10T10:00\nstatus: done\nthank_you_sent: 2026-11-10\n---\n## Notes\nMuch.\n'
BEN = "---\ntype: contact\nasked: 2026-11-01\n---\n"


@pytest.fixture
def ada(desk):
    return desk(
        {
            "Search.md": SEARCH,
            "Contacts/Ada.md": ADA,
            "Contacts/Ben.md": BEN,
            "Interviews/Talk.md": TALK,
        }
    )


def test_four_properties_are_added_and_the_rest_stays(ada):
    said = ada.do(
        "landed",
        "--company",
        "Acme",
        "--role",
        "Planner",
        "--on",
        "2026-11-20",
        "--new-email",
        "t@acme.example",
    )
    assert said.startswith("Congratulations! Search.md says that you landed at Acme on 2026-11-20.")
    assert "1 person who helped is owed the news: infoview-md draft landed --all" in said
    added = "landed: 2026-11-20\nemployer: Acme\nlanded_role: Planner\nnew_email: t@acme.example\n"
    assert ada.text("Search.md") == SEARCH.replace("---\nMine", f"{added}---\nMine")


def test_outreach_stops_and_the_news_is_owed(ada):
    assert {row["kind"] for row in ada.owed()} >= {"nudge"}
    ada.do("landed", "--company", "Acme")
    assert {row["kind"] for row in ada.owed()} == {"announce"}


def test_the_report_says_how_many_know(ada):
    two = TALK.replace("Ada", "Ben")
    (ada.root / "Interviews/Talk with Ben.md").write_text(two)
    ada.do("landed", "--company", "Acme")
    assert "0 of 2 who helped know where you landed." in ada.do("report")
    ada.do("done", "Ada", "announce")
    assert "1 of 2 who helped know where you landed." in ada.do("report")
    assert "1 of 2 who helped know where you landed." in ada.do("report", "--format", "markdown")


def test_when_everyone_knows_it_is_said(ada):
    ada.do("landed", "--company", "Acme")
    ada.do("done", "Ada", "announce")
    assert "All 1 who helped know already." in ada.do("landed", "--company", "Acme")
    assert "Everyone who helped knows already." in ada.run("draft", "landed", "--all").err


def test_undo_takes_it_back(ada):
    ada.do("landed", "--company", "Acme")
    ada.do("undo")
    assert ada.text("Search.md") == SEARCH


def test_a_search_that_ended_on_another_day_is_left_alone(ada):
    ada.do("landed", "--company", "Acme", "--on", "2026-11-20")
    ran = ada.run("landed", "--company", "Bolt", "--on", "2026-11-21")
    assert ran.code == 2
    assert "2026-11-20 already" in ran.err


def test_the_running_search_is_meant_not_an_older_one_that_landed(example):
    said = example.do("landed", "--company", "Harbor & Rye")
    assert "Search 2026 autumn.md" in said
    assert "14 people" in said or "people who helped are owed the news" in said


def test_without_a_search_note_it_says_how_to_write_one(desk):
    ran = desk({"Contacts/Ada.md": ADA}).run("landed", "--company", "Acme")
    assert ran.code == 3
    assert "type: search" in ran.err


def test_the_future_is_refused(ada):
    assert ada.run("landed", "--company", "Acme", "--on", "2026-12-24").code == 2


def test_a_dry_run_writes_nothing(ada):
    before = ada.bytes_of_all()
    assert "+employer: Acme" in ada.do("landed", "--company", "Acme", "--dry-run")
    assert ada.bytes_of_all() == before
