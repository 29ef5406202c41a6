"""`log`, `snooze` and `close`: one line each in the contact's note."""

import pytest

from tests.commands import Git, _own_folders, desk, example  # noqa: F401 - fixtures

ADA = "---\ntype: contact\ncadence: 2w\nlast_contact: 2026-11-01\n---\n# Ada\n"


class TestLog:
    def test_an_item_is_added_in_the_style_of_those_there(self, desk):
        vault = desk(
            {"Contacts/Ada.md": ADA + "\n## Touchpoints\n\n* **2026-11-02** call: hello\n"}
        )
        vault.do("log", "Ada", "email: sent the article", "--on", "yesterday")
        expected = "* **2026-11-02** call: hello\n* **2026-11-21** email: sent the article\n"
        assert vault.text("Contacts/Ada.md").endswith(expected)

    def test_it_counts_as_a_touchpoint(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        said = vault.do("log", "Ada", "email: sent the article")
        assert said == (
            "Logged for Ada on 2026-11-22: email: sent the article\n"
            "Next for Ada: Get in touch (on 2026-12-06).\n"
        )

    def test_a_missing_section_is_made_under_the_name_of_the_vault(self, desk):
        vault = desk({"Contacts/Ada.md": ADA}, config='[headings]\nlog = ["Kontakte"]\n')
        vault.do("log", "Ada", "call: hello")
        assert vault.text("Contacts/Ada.md") == ADA + "\n## Kontakte\n\n- 2026-11-22 call: hello\n"
        assert vault.do("log", "Ada", "call: hello").startswith("That is in your notes already")

    @pytest.mark.parametrize("text", ["", "   ", "\n"])
    def test_an_empty_text_is_refused(self, desk, text):
        vault = desk({"Contacts/Ada.md": ADA})
        assert vault.run("log", "Ada", text).code == 2

    def test_lines_become_one(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("log", "Ada", "call: one\n  two\n## three")
        assert "- 2026-11-22 call: one two ## three\n" in vault.text("Contacts/Ada.md")

    def test_the_future_is_refused(self, desk):
        assert desk({"Contacts/Ada.md": ADA}).run("log", "Ada", "call: x", "--on", "mon").code == 0
        ran = desk({"Contacts/Ada.md": ADA}).run("log", "Ada", "call: x", "--on", "next mon")
        assert ran.code == 2


class TestSnooze:
    @pytest.mark.parametrize(
        ("said", "until"),
        [
            ("2w", "2026-12-06"),
            ("mon", "2026-11-23"),
            ("2026-12-01", "2026-12-01"),
            ("1m", "2026-12-22"),
        ],
    )
    def test_everything_waits_until_the_day(self, desk, said, until):
        vault = desk({"Contacts/Ada.md": ADA})
        assert vault.do("snooze", "Ada", said) == f"Every follow-up of Ada waits until {until}.\n"
        assert f"snoozed_until: {until}\n" in vault.text("Contacts/Ada.md")
        (row,) = vault.owed()
        assert (row["due"], row["state"]) == (until, "upcoming")

    def test_a_second_snooze_replaces_the_first(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("snooze", "Ada", "2w")
        vault.do("snooze", "Ada", "3w")
        assert vault.text("Contacts/Ada.md").count("snoozed_until") == 1

    @pytest.mark.parametrize("said", ["today", "yesterday", "2026-11-01", "soon"])
    def test_what_is_not_ahead_is_refused(self, desk, said):
        vault = desk({"Contacts/Ada.md": ADA})
        assert vault.run("snooze", "Ada", said).code == 2
        assert vault.text("Contacts/Ada.md") == ADA


class TestClose:
    def test_nothing_more_is_owed(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("close", "Ada")
        assert "closed: 2026-11-22\n" in vault.text("Contacts/Ada.md")
        assert vault.owed() == []

    def test_twice_is_refused_and_says_how_to_open_again(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("close", "Ada")
        ran = vault.run("close", "Ada")
        assert ran.code == 2
        assert "infoview-md set Ada closed --unset" in ran.err
        vault.do("set", "Ada", "closed", "--unset")
        assert vault.text("Contacts/Ada.md") == ADA


def test_each_is_one_line_in_git_and_undo_gives_the_bytes_back(example):
    git = Git(example.root).start()
    before = example.bytes_of_all()
    for words in (
        ("log", "Wendell", "call: no answer"),
        ("snooze", "Ruth", "1w"),
        ("close", "Ottilie"),
    ):
        dry = example.do(*words, "--dry-run")
        assert example.bytes_of_all() == before
        example.do(*words)
        assert set(git.changed_lines().values()) == {(1, 0)}
        added = [line for line in dry.splitlines() if line[0] == "+" and line[:3] != "+++"]
        assert len(added) == 1
        example.do("undo")
        assert example.bytes_of_all() == before


@pytest.mark.parametrize(
    "words",
    [("log", "{}", "call: x"), ("snooze", "{}", "2w"), ("close", "{}"), ("set", "{}", "role", "x")],
)
class TestNames:
    def test_a_miss_suggests_the_nearest(self, example, words):
        ran = example.run(*(word.format("Wendel Pruit") for word in words))
        assert (ran.code, ran.out) == (3, "")
        assert "Did you mean Wendell Pruitt?" in ran.err

    def test_an_ambiguity_lists_the_candidates(self, desk, words):
        vault = desk({"Contacts/Ada Poe.md": ADA, "Contacts/Ada Roe.md": ADA})
        ran = vault.run(*(word.format("Ada") for word in words))
        assert (ran.code, ran.out) == (3, "")
        assert "Contacts/Ada Poe" in ran.err
        assert "Contacts/Ada Roe" in ran.err

    def test_somebody_without_a_note_is_told_how_to_get_one(self, example, words):
        ran = example.run(*(word.format("Priya Raghunathan") for word in words))
        assert (ran.code, ran.out) == (3, "")
        assert "infoview-md new contact 'Priya Raghunathan'" in ran.err
