"""`next` proposes whom to ask now, and why."""

import json

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check

SEARCH = "---\ntype: search\ngoal: I explore floods\nstarted: 2026-09-01\n---\n"


def test_the_example_says_who_and_why_and_the_next_command(example):
    check("next.txt", example.do("next", "5"))


def test_three_are_proposed_unless_the_settings_or_the_command_say_else(desk):
    people = {f"Contacts/P{n}.md": f"---\ntype: contact\ncompany: C{n}\n---\n" for n in range(6)}
    at = desk(people)
    assert len(json.loads(at.do("next", "--format", "json"))) == 3
    assert len(json.loads(at.do("next", "5", "--format", "json"))) == 5
    (at.root / "infoview.toml").write_text('timezone = "UTC"\n[coaching]\nbatch = 2\n')
    assert len(json.loads(at.do("next", "--format", "json"))) == 2


def test_somebody_known_from_other_notes_only_is_prepared_by_the_command_that_is_shown(example):
    found = json.loads(example.do("next", "--format", "json"))
    priya = next(one for one in found if one["name"] == "Priya Raghunathan")
    assert not priya["has_note"]
    assert priya["action"] == "infoview-md draft referral-intro 'Priya Raghunathan'"
    assert "Dear Priya," in example.do("draft", "referral-intro", "Priya Raghunathan")


def test_once_the_search_has_landed_nobody_is_to_be_asked(desk):
    at = desk(
        {
            "Search.md": SEARCH.replace("started", "landed: 2026-11-01\nstarted"),
            "Contacts/Ada.md": "---\ntype: contact\n---\n",
        }
    )
    assert at.do("next").startswith("Your search has landed")


def test_where_nobody_is_left_it_says_how_to_add_somebody(desk):
    assert "infoview-md new contact" in desk({"Search.md": SEARCH}).do("next")


def test_a_name_cannot_paint_the_terminal(desk):
    at = desk({"Contacts/Ada.md": '---\ntype: contact\nrole: "a\\x1b[31mb"\n---\n'})
    assert "\x1b" not in at.do("next")


def test_it_answers_as_of_another_moment(example):
    early = json.loads(example.do("next", "9", "--as-of", "2026-11-01", "--format", "json"))
    assert "Priya Raghunathan" not in [one["name"] for one in early[:1]]
