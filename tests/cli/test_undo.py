"""`undo`: what a command wrote is taken back, and what came later stays."""

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures

ADA = "---\ntype: contact\n---\n# Ada\n"


def test_the_last_command_is_taken_back_then_the_one_before(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    first = vault.text("Contacts/Ada.md")
    vault.do("log", "Ada", "call: hello")
    assert vault.do("undo") == "Took back: Logged for Ada on 2026-11-22: call: hello\n"
    assert vault.text("Contacts/Ada.md") == first
    assert vault.do("undo") == "Took back: Noted that you asked Ada on 2026-11-22.\n"
    assert vault.text("Contacts/Ada.md") == ADA
    ran = vault.run("undo")
    assert (ran.code, ran.out) == (3, "")
    assert "There is nothing to undo." in ran.err


def test_an_earlier_command_is_taken_back_by_its_number(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    vault.do("log", "Ada", "call: hello")
    vault.do("undo", "1")
    assert "asked" not in vault.text("Contacts/Ada.md")
    assert "- 2026-11-22 call: hello" in vault.text("Contacts/Ada.md")
    ran = vault.run("undo", "1")
    assert ran.code == 2
    assert "taken back already" in ran.err
    assert vault.run("undo", "77").code == 3


def test_the_list_says_what_was_done_and_what_was_taken_back(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    vault.do("snooze", "Ada", "2w")
    vault.do("undo")
    assert vault.do("undo", "--list") == (
        "2  2026-11-22 10:00  Every follow-up of Ada waits until 2026-12-06. (taken back)\n"
        "1  2026-11-22 10:00  Noted that you asked Ada on 2026-11-22.\n"
    )


def test_dry_run_shows_what_would_come_back(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    after = vault.text("Contacts/Ada.md")
    assert "-asked: 2026-11-22\n" in vault.do("undo", "--dry-run")
    assert vault.text("Contacts/Ada.md") == after
    assert "(taken back)" not in vault.do("undo", "--list")


def test_later_text_of_the_user_stays(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    note = vault.root / "Contacts/Ada.md"
    note.write_text(note.read_text() + "\nShe called back!\n")
    vault.do("undo")
    assert vault.text("Contacts/Ada.md") == ADA + "\nShe called back!\n"


def test_a_line_that_the_user_changed_since_is_left_alone(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    note = vault.root / "Contacts/Ada.md"
    note.write_text(note.read_text().replace("2026-11-22", "2026-11-21"))
    after = note.read_text()
    ran = vault.run("undo")
    assert (ran.code, ran.out) == (4, "")
    assert "Contacts/Ada.md was changed since" in ran.err
    assert note.read_text() == after


def test_the_report_knows_at_once(desk):
    vault = desk(
        {"Contacts/Ada.md": ADA.replace("---\n#", "cadence: 2w\nlast_contact: 2026-11-01\n---\n#")}
    )
    before = vault.owed()
    vault.do("done", "Ada")
    assert vault.owed() != before
    vault.do("undo")
    assert vault.owed() == before


def test_the_journal_is_the_users_alone_and_outside_the_vault(desk, tmp_path_factory):
    from infoview_md.session import state_folder

    vault = desk({"Contacts/Ada.md": ADA})
    vault.do("asked", "Ada")
    journal = state_folder(vault.root) / "journal"
    assert not journal.is_relative_to(vault.root)
    assert (journal / "00000001.jsonl").stat().st_mode & 0o777 == 0o600
    assert b"asked Ada" in (journal / "00000001.jsonl").read_bytes()


def test_every_sort_of_act_comes_back_byte_for_byte(example):
    before = example.bytes_of_all()
    acts = [
        ("done", "Gus", "thank_you", "--via", "letter", "--note", "on the good paper"),
        ("done", "Gus", "write_up", "--note", "People think the neighbour will.\n\n- vents"),
        ("done", "Grace", "promise"),
        ("log", "Wendell", "call: no answer"),
        ("refer", "Samir", "Nils Holm", "Ottilie Brand", "Lena Whitcombe"),
        ("asked", "Priya Raghunathan", "--create"),
        ("set", "Lena", "tags", "alumni", "--add"),
        ("set", "Home", "reviewed", "true"),
        ("new", "contact", "Ida Berg"),
        ("new", "interview", "Ida", "Gus", "--date", "2026-12-03 10:00"),
        ("close", "Paul"),
    ]
    states = [before]
    for words in acts:
        example.do(*words)
        states.append(example.bytes_of_all())
    for state in reversed(states[:-1]):
        example.do("undo")
        assert example.bytes_of_all() == state


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_a_number_that_is_none_is_refused(desk, number):
    assert desk({}).run("undo", "--", number).code == 2
