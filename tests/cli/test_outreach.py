"""`asked`, `nudged`, `replied`, `declined`: the steps of asking, each one line in the contact's note."""

import pytest

from tests.commands import Git, _own_folders, desk, example  # noqa: F401 - fixtures

ADA = """\
---
type: contact
asked: 2026-11-02
---
"""
NEW = "---\ntype: contact\n---\n"


@pytest.mark.parametrize("step", ["asked", "replied", "declined"])
def test_a_step_is_one_line_with_its_day(desk, step):
    vault = desk({"Contacts/Ada.md": NEW})
    vault.do(step, "ada", "--on", "fri")
    assert vault.text("Contacts/Ada.md") == f"---\ntype: contact\n{step}: 2026-11-20\n---\n"


def test_a_reminder_needs_a_request_before_it(desk):
    vault = desk({"Contacts/Ada.md": ADA, "Contacts/Ben.md": NEW})
    vault.do("nudged", "Ada")
    assert "nudged: 2026-11-22\n" in vault.text("Contacts/Ada.md")
    ran = vault.run("nudged", "Ben")
    assert (ran.code, ran.out) == (2, "")
    assert "infoview-md asked Ben" in ran.err


def test_a_reminder_before_the_request_is_refused(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    assert vault.run("nudged", "Ada", "--on", "2026-11-01").code == 2


def test_what_is_next_is_said(desk):
    vault = desk({"Contacts/Ada.md": NEW})
    assert vault.do("asked", "Ada") == (
        "Noted that you asked Ada on 2026-11-22.\nNext for Ada: Send the one reminder (on 2026-12-01).\n"
    )
    assert "Nothing more is owed to Ada." in vault.do("declined", "Ada")


def test_a_step_that_was_noted_before_is_never_overwritten(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    ran = vault.run("asked", "Ada")
    assert (ran.code, ran.out) == (2, "")
    assert "asked of Ada says 2026-11-02 already." in ran.err
    assert "infoview-md set Ada asked 2026-11-22" in ran.err
    assert vault.text("Contacts/Ada.md") == ADA
    vault.do("set", "Ada", "asked", "2026-11-22")


def test_the_same_step_again_writes_nothing(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    said = vault.do("asked", "Ada", "--on", "2026-11-02")
    assert said == "That is in your notes already; nothing was written.\n"
    assert vault.do("undo", "--list") == "Nothing was written yet.\n"


def test_the_future_is_refused(desk):
    vault = desk({"Contacts/Ada.md": NEW})
    assert vault.run("replied", "Ada", "--on", "tomorrow").code == 2


class TestSomebodyWithoutANote:
    TALK = '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-11-20\nreferrals:\n  - "[[Zoë Roe]]"\n---\n'

    def test_is_told_how_to_get_one(self, desk):
        vault = desk({"Contacts/Ada.md": NEW, "Interviews/Talk.md": self.TALK})
        ran = vault.run("asked", "zoë roe")
        assert (ran.code, ran.out) == (3, "")
        assert "infoview-md asked 'Zoë Roe' --create" in ran.err

    def test_gets_a_note_that_says_who_led_to_them(self, desk):
        vault = desk({"Contacts/Ada.md": NEW, "Interviews/Talk.md": self.TALK})
        vault.do("asked", "Zoë Roe", "--create", "--on", "yesterday")
        assert vault.text("Contacts/Zoë Roe.md") == (
            '---\ntype: contact\nreferred_by: "[[Ada]]"\nasked: 2026-11-21\n---\n# Zoë Roe\n\n## Log\n'
        )
        vault.do("undo")
        assert not (vault.root / "Contacts/Zoë Roe.md").exists()

    def test_is_closed_by_the_request(self, example):
        (row,) = [row for row in example.owed() if row["contact"] == "Priya Raghunathan"]
        example.do("asked", "Priya Raghunathan", "--create")
        assert row["id"] not in {one["id"] for one in example.owed()}

    def test_creating_somebody_who_has_a_note_only_notes_the_step(self, desk):
        vault = desk({"Contacts/Ada.md": NEW})
        vault.do("asked", "Ada", "--create")
        assert vault.text("Contacts/Ada.md") == "---\ntype: contact\nasked: 2026-11-22\n---\n"

    def test_somebody_nobody_named_is_a_miss(self, desk):
        vault = desk({"Contacts/Ada.md": NEW})
        assert vault.run("asked", "Nobody", "--create").code == 3


def test_each_is_one_line_in_git(example):
    git = Git(example.root).start()
    for name, step in (
        ("Ruth Ellery", "nudged"),
        ("Wendell Pruitt", "replied"),
        ("Carmen", "asked"),
        ("Ottilie", "declined"),
    ):
        example.do(step, name)
        assert set(git.changed_lines().values()) == {(1, 0)}
        git("checkout", "-q", ".")
