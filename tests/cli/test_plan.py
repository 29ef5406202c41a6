"""`plan` lays out a week of meetings and writes them as proposed interviews."""

import json

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check

WEEK = ("plan", "--from", "2026-12-07", "--days", "5", "--place", "Washington, DC")


def person(n, place="Washington, DC"):
    return f"---\ntype: contact\ncompany: C{n}\nlocation: {place}\nchannel: friend\n---\n"


@pytest.fixture
def four(desk):
    return desk({f"Contacts/P{n}.md": person(n) for n in range(4)})


@pytest.mark.parametrize(("form", "name"), [("table", "plan.txt"), ("markdown", "plan.md")])
def test_the_week_of_the_example(example, form, name):
    check(f"plans/{name}", example.do(*WEEK, "--per-day", "4", "--format", form))


def test_the_times_are_written_as_proposed_and_the_drafts_offer_exactly_these(four):
    said = four.do(*WEEK, "--per-day", "2", "--write")
    assert said.startswith("Wrote 4 proposed interviews in Washington, DC")
    notes = sorted((four.root / "Interviews").iterdir())
    assert len(notes) == 4
    text = notes[0].read_text()
    assert "status: proposed" in text
    assert "mode: in_person" in text
    (when,) = [line for line in text.splitlines() if line.startswith("date: ")]
    draft = four.do("draft", "intro", notes[0].stem.partition(" ")[2])
    assert f"at {when.partition('T')[2]}" in draft
    assert draft.count(" at ") <= 3


def test_planning_twice_adds_nothing(four):
    four.do(*WEEK, "--per-day", "2", "--write")
    before = four.bytes_of_all()
    assert four.run(*WEEK, "--per-day", "2", "--write").code == 2
    assert four.bytes_of_all() == before


def test_one_undo_takes_the_week_back(four):
    before = four.bytes_of_all()
    four.do(*WEEK, "--write")
    four.do("undo")
    assert four.bytes_of_all() == before


def test_another_zone_stands_in_the_notes_and_the_vault_knows_its_own_time(four):
    four.do(*WEEK, "--per-day", "1", "--timezone", "America/Denver", "--write")
    text = min((four.root / "Interviews").iterdir()).read_text()
    assert "timezone: America/Denver" in text
    assert "date: 2026-12-07T09:00" in text
    found = json.loads(four.do(*WEEK, "--per-day", "1", "--format", "json"))
    assert found["days"][0]["fixed"][0]["local"]["at"] == "2026-12-07T16:00"


def test_two_people_of_one_name_get_a_note_each(desk):
    at = desk({f"{folder}/Ada.md": person(folder) for folder in ("Contacts", "People")})
    at.do(*WEEK, "--per-day", "4", "--write")
    assert len(list((at.root / "Interviews").iterdir())) == 2


def test_too_few_people_are_said(four):
    assert "Only 4 people for 20 slots" in four.do(*WEEK, "--per-day", "4")


def test_nobody_there_is_said_and_nothing_is_written(four):
    ran = four.run("plan", "--from", "2026-12-07", "--place", "Paris", "--write")
    assert ran.code == 2
    assert "infoview-md list contacts --location" in ran.err


def test_a_zone_that_is_none(four):
    assert four.run(*WEEK, "--timezone", "Mars").code == 2
