"""`review`: a walk through what is due, one key each; and `done` at a terminal."""

import sys

import pytest

from tests.commands import NOW, _own_folders, desk, example  # noqa: F401 - fixtures
from tests.terminal import Terminal

CONTACT = "---\ntype: contact\n---\n"


def talk(who, *, more=""):
    return f'---\ntype: interview\ncontact: "[[{who}]]"\ndate: 2026-11-20T15:00\nstatus: done\n---\n## Notes\n\n{more}\n'


@pytest.fixture
def vault(desk):
    notes = {f"Contacts/{who}.md": CONTACT for who in ("Ada", "Ben", "Cy")}
    talks = {f"Interviews/With {who}.md": talk(who, more="A lot.") for who in ("Ada", "Ben", "Cy")}
    return desk({**notes, **talks, "Contacts/Ada.md": CONTACT})


def test_without_a_terminal_what_is_due_is_listed_with_its_commands(vault):
    said = vault.do("review")
    assert said.count("Send a thank-you") == 3
    assert "infoview-md done Ada thank_you\n" in said


def test_what_is_not_due_yet_is_left_out_unless_asked_for(example):
    assert "Coming" not in example.do("review")
    assert "Coming (" in example.do("review", "--days", "7")


def test_nothing_due_is_good_news(desk):
    assert desk({"Contacts/Ada.md": CONTACT}).do("review").startswith("Nothing is owed to anybody.")


def test_each_key_does_its_part(vault):
    with Terminal(vault.root, NOW, "review") as screen:
        screen.sees("1/3")
        screen.sees("Ada")
        screen.sees("q quit")
        screen.presses("d")
        screen.sees("Noted the thank-you to Ada for 2026-11-20")
        screen.sees("2/3")
        screen.sees("q quit")
        screen.presses("s")
        screen.sees("Until")
        screen.types("3d\r")
        screen.sees("Every follow-up of Ben waits until 2026-11-25.")
        screen.sees("3/3")
        screen.sees("q quit")
        screen.presses("l")
        screen.sees("What")
        screen.types("call: hello\r")
        screen.sees("Logged for Cy on 2026-11-22: call: hello")
        screen.sees("3/3")  # it is still owed
        screen.sees("q quit")
        screen.presses(" ")
        assert screen.ends()[0] == 0
    assert "thank_you_sent: 2026-11-22" in vault.text("Interviews/With Ada.md")
    assert "snoozed_until: 2026-11-25" in vault.text("Contacts/Ben.md")
    assert "- 2026-11-22 call: hello" in vault.text("Contacts/Cy.md")


def test_a_mistake_is_said_and_the_walk_goes_on(vault):
    with Terminal(vault.root, NOW, "review") as screen:
        screen.sees("q quit")
        screen.presses("s")
        screen.sees("Until")
        screen.types("yesterday\r")
        screen.sees("is not ahead")
        screen.sees("1/3")
        screen.sees("q quit")
        screen.presses(" ")
        screen.sees("2/3")
        screen.sees("q quit")
        screen.presses(" ")
        screen.sees("3/3")
        screen.sees("q quit")
        screen.presses("q")
        assert screen.ends()[0] == 0
    assert "snoozed_until" not in vault.text("Contacts/Ada.md")


def test_the_editor_opens_the_note_that_the_rule_read(vault, tmp_path):
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nopen({str(tmp_path / 'seen')!r}, 'w').write(sys.argv[1])\n")
    with Terminal(vault.root, NOW, "review", EDITOR=f"{sys.executable} {script}") as screen:
        screen.sees("q quit")
        screen.presses("o")
        screen.sees("1/3")
        screen.sees("q quit")
        screen.presses("q")
        assert screen.ends()[0] == 0
    assert (tmp_path / "seen").read_text() == f"{vault.root}/Interviews/With Ada.md"


def test_a_draft_is_shown_and_the_follow_up_waits_for_its_end(vault):
    with Terminal(vault.root, NOW, "review") as screen:
        screen.sees("q quit")
        screen.presses("r")
        screen.sees("Dear Ada")
        screen.sees("1/3")
        screen.sees("q quit")
        screen.presses("q")
        assert screen.ends()[0] == 0


def test_what_one_act_closes_for_two_is_asked_for_once(desk):
    both = talk("Ada", more="A lot.").replace('"[[Ada]]"', '["[[Ada]]", "[[Ben]]"]')
    notes = {"Contacts/Ada.md": CONTACT, "Contacts/Ben.md": CONTACT, "Interviews/Both.md": both}
    vault = desk(notes)
    with Terminal(vault.root, NOW, "review") as screen:
        screen.sees("1/2")
        screen.sees("q quit")
        screen.presses("d")
        screen.sees("it counts for Ben too")
        assert screen.ends()[0] == 0


def test_stopping_with_control_c_keeps_what_was_done(vault):
    with Terminal(vault.root, NOW, "review") as screen:
        screen.sees("q quit")
        screen.presses("d")
        screen.sees("2/3")
        screen.sees("q quit")
        screen.presses("\x03")
        code, said = screen.ends()
    assert code == 130
    assert "Stopped" in said
    assert "thank_you_sent" in vault.text("Interviews/With Ada.md")


class TestDoneAtATerminal:
    def test_several_are_asked_for_by_number(self, example):
        with Terminal(example.root, NOW, "done", "Gus") as screen:
            screen.sees("  1  Send a thank-you")
            screen.sees("  2  Say how it went")
            screen.sees("Which")
            screen.types("2\r")
            screen.sees("Noted that the interview with Gus Tremblay on 2026-11-20 took place.")
            assert screen.ends()[0] == 0
        assert "status: done" in example.text("Interviews/2026-11-20 Gus Tremblay.md")

    def test_whom_one_asked_instead_is_asked_for(self, desk):
        asked = "---\ntype: contact\ncompany: Acme\nasked: 2026-11-16\n---\n"
        notes = {
            "Contacts/Ada.md": asked,
            "Contacts/Ben.md": "---\ntype: contact\ncompany: Acme\n---\n",
        }
        vault = desk(notes)
        with Terminal(vault.root, NOW, "done", "Ada", "try_another") as screen:
            screen.sees("Whom did you ask instead")
            screen.types("Ben\r")
            assert screen.ends()[0] == 0
        assert "asked: 2026-11-22" in vault.text("Contacts/Ben.md")

    def test_what_one_heard_is_written_in_the_editor(self, desk, tmp_path):
        vault = desk({"Contacts/Ada.md": CONTACT, "Interviews/With Ada.md": talk("Ada")})
        script = tmp_path / "editor.py"
        script.write_text("import sys\nopen(sys.argv[1], 'a').write('She builds dykes.\\n')\n")
        screen = Terminal(
            vault.root, NOW, "done", "Ada", "write_up", EDITOR=f"{sys.executable} {script}"
        )
        screen.sees("Next for Ada: Send a thank-you")
        assert screen.ends()[0] == 0
        assert "She builds dykes." in vault.text("Interviews/With Ada.md")

    def test_somebody_without_a_note_is_offered_one(self, example):
        with Terminal(example.root, NOW, "asked", "Priya Raghunathan") as screen:
            screen.sees("Priya Raghunathan has no note yet. Make it?")
            screen.types("y\r")
            assert screen.ends()[0] == 0
        assert "asked: 2026-11-22" in example.text("Contacts/Priya Raghunathan.md")

    def test_and_may_refuse_it(self, example):
        with Terminal(example.root, NOW, "asked", "Priya Raghunathan") as screen:
            screen.sees("Make it?")
            screen.types("n\r")
            assert screen.ends()[0] == 130
        assert not (example.root / "Contacts/Priya Raghunathan.md").exists()
