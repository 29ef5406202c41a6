"""`agenda` plans an interview or a day, and writes the plan into the note between markers."""

import re

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check

PLANNED = ("Lena Whitcombe", "Desmond Achebe", "Hollis Grady", "Imani Castellanos", "Marcus Bell")
ADA = "---\ntype: contact\ncompany: Acme\n---\n"
TALK = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-12-01T10:00
duration: 30
mode: phone
---
## Preparation

- [ ] My own task

## Notes
"""


@pytest.fixture
def ada(desk):
    return desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})


@pytest.mark.parametrize("name", PLANNED)
def test_each_agenda_of_the_example(example, name):
    ran = example.run("agenda", name)
    assert ran.code == 0
    check(f"agendas/{name}.txt", f"{ran.out}~~~ beside it\n{ran.err}")
    check(f"agendas/{name}.md", example.do("agenda", name, "--format", "markdown"))


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-25", "2026-12-08"])
def test_the_run_sheets_of_the_example(example, day):
    check(f"agendas/day {day}.md", example.do("agenda", "--day", day))


@pytest.mark.parametrize("minutes", [10, 15, 20, 30, 45, 60, 90])
def test_the_timed_plan_adds_up_to_the_agreed_minutes(ada, minutes):
    place = ada.root / "Interviews/Talk.md"
    place.write_text(TALK.replace("duration: 30", f"duration: {minutes}"))
    said = ada.do("agenda", "Ada")
    parts = re.findall(r"^\d\d:\d\d-\d\d:\d\d  .*\((\d+) min\)$", said, re.MULTILINE)
    assert sum(map(int, parts)) == minutes


def test_it_is_written_under_agenda_with_tasks_once_and_undone_as_one(ada):
    said = ada.do("agenda", "Ada", "--write")
    assert said.startswith("Wrote the agenda and its preparation tasks into Interviews/Talk.md.")
    text = ada.text("Interviews/Talk.md")
    assert text.startswith(TALK.partition("## Notes")[0].rstrip())
    assert text.count("- [ ] ") == 3
    assert "📅 2026-11-30" in text
    assert text.count("<!-- infoview: agenda sha=") == 1
    assert ada.do("agenda", "Ada", "--write").startswith("That is in your notes already")
    assert ada.text("Interviews/Talk.md") == text
    ada.do("undo")
    assert ada.text("Interviews/Talk.md") == TALK


def test_an_interview_that_moved_gets_no_task_twice(ada):
    ada.do("agenda", "Ada", "--write")
    place = ada.root / "Interviews/Talk.md"
    place.write_text(place.read_text().replace("date: 2026-12-01", "date: 2026-12-03"))
    ada.do("agenda", "Ada", "--write")
    text = ada.text("Interviews/Talk.md")
    assert "Thursday 3 December at 10:00" in text
    assert text.count("- [ ] ") == 3


def test_what_was_prepared_closes_what_the_report_owes(ada):
    ada.do("agenda", "Ada", "--write")
    ada.do("done", "Ada", "prepare")
    assert "prepare" not in [row["kind"] for row in ada.owed("--days", "30")]


def test_an_agenda_that_was_changed_by_hand_is_not_overwritten(ada):
    ada.do("agenda", "Ada", "--write")
    place = ada.root / "Interviews/Talk.md"
    place.write_text(place.read_text().replace("Thank you for your time.", "Hello!"))
    (ada.root / "Contacts/Ada.md").write_text(ADA.replace("Acme", "Bolt"))
    before = place.read_bytes()
    ran = ada.run("agenda", "Ada", "--write")
    assert ran.code == 4
    assert "changed by hand" in ran.err
    assert place.read_bytes() == before


def test_a_page_for_the_printer(ada, tmp_path):
    ada.do("agenda", "Ada", "--format", "html", "--output", str(tmp_path / "a.html"))
    page = (tmp_path / "a.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page


def test_the_interview_of_a_day(desk):
    later = TALK.replace("2026-12-01", "2026-12-05").replace("duration: 30", "duration: 45")
    at = desk({"Contacts/Ada.md": ADA, "Interviews/A.md": TALK, "Interviews/B.md": later})
    assert "30 minutes" in at.do("agenda", "Ada")
    assert "45 minutes" in at.do("agenda", "Ada", "--date", "2026-12-05")


def test_without_an_interview_the_command_that_makes_one_is_named(desk):
    ran = desk({"Contacts/Ada.md": ADA}).run("agenda", "Ada")
    assert ran.code == 3
    assert "infoview-md new interview Ada --date" in ran.err


def test_a_day_without_interviews_is_said(ada):
    assert "No interview on this day." in ada.do("agenda", "--day", "2026-11-23")


@pytest.mark.parametrize("words", [("agenda",), ("agenda", "Ada", "--day", "2026-11-24")])
def test_either_a_person_or_a_day(ada, words):
    assert ada.run(*words).code == 2


def test_missing_facts_are_named_beside_it(ada):
    err = ada.run("agenda", "Ada").err
    assert "in `role`. (Contacts/Ada.md)" in err


def test_it_is_opened_from_a_private_place(ada, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    ada.do("agenda", "Ada", "--open")
    (url,) = opened
    assert url.startswith("file://")
    assert str(ada.root) not in url
