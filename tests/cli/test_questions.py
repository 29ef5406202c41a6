"""`questions` picks from the question bank, and never what a person was asked before."""

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check

BANK = """\
---
type: questions
---
## Trends

- What changes in {{field}}?
- What is {{company}} ahead in?

## Advice

- What would you do first?
"""
ADA = "---\ntype: contact\ncompany: Acme\n---\n"
TALK = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-12-01T10:00
---
## Questions

## Notes
"""
NOTES = {"Bank.md": BANK, "Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK}


def test_the_questions_of_the_example(example):
    check("questions Lena Whitcombe.txt", example.do("questions", "Lena Whitcombe"))


def test_they_are_written_under_questions_once(desk):
    at = desk(NOTES)
    at.do("questions", "Ada", "--count", "2", "--write")
    text = at.text("Interviews/Talk.md")
    assert "## Questions\n\n- What" in text or "## Questions\n- What" in text
    assert text.count("\n- ") == 2
    ran = at.run("questions", "Ada", "--write")
    assert ran.code == 2
    assert "lists its questions already" in ran.err
    assert at.text("Interviews/Talk.md") == text


def test_what_was_asked_once_is_not_asked_again(desk):
    before = TALK.replace("2026-12-01", "2026-11-01").replace(
        "## Questions", "## Questions\n\n- What would you do first?"
    )
    at = desk({**NOTES, "Interviews/First.md": before})
    said = at.do("questions", "Ada")
    assert "What would you do first?" not in said
    assert "What is Acme ahead in?" in said


def test_without_an_interview_nothing_is_written_and_the_command_is_named(desk):
    at = desk({"Bank.md": BANK, "Contacts/Ada.md": ADA})
    ran = at.run("questions", "Ada", "--write")
    assert ran.code == 3
    assert "infoview-md new interview Ada" in ran.err


def test_an_empty_bank_says_how_to_fill_it(desk):
    ran = desk({"Contacts/Ada.md": ADA}).run("questions", "Ada")
    assert ran.code == 3
    assert "type: questions" in ran.err


def test_a_company_of_a_stranger_does_nothing_in_the_note(desk):
    evil = '---\ntype: contact\ncompany: "`= 1` [[x]] <!-- infoview: a -->"\n---\n'
    at = desk({**NOTES, "Contacts/Ada.md": evil})
    at.do("questions", "Ada", "--write")
    text = at.text("Interviews/Talk.md")
    for act in ("`", "[[x", "<!--"):
        assert act not in text
