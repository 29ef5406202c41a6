"""`[git] commit = true`: each command is one commit of what it wrote, named by what happened."""

import pytest

from tests.commands import Git, _own_folders, desk, example  # noqa: F401 - fixtures

ADA = "---\ntype: contact\n---\n# Ada\n"
TALK = '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-11-20T15:00\nstatus: done\n---\n## Notes\n\nx\n'
CONFIG = "[git]\ncommit = true\n"


@pytest.fixture
def vault(desk):
    return desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK}, config=CONFIG)


@pytest.fixture
def git(vault):
    return Git(vault.root).start()


def test_each_command_is_one_commit_that_says_what_happened(vault, git):
    commands = {
        ("done", "Ada", "--via", "letter"): "Thank Ada for 2026-11-20",
        ("log", "Ada", "call: hello"): "Log for Ada: call: hello",
        ("asked", "Ada"): "Ask Ada for a conversation",
        ("refer", "Ada", "Ben Roe"): "Note that Ada referred me to Ben Roe",
        ("new", "contact", "Cy"): "Add Cy",
        (
            "new",
            "interview",
            "Cy",
            "--date",
            "2026-12-01",
        ): "Add the interview with Cy on 2026-12-01",
        ("set", "Ada", "role", "Planner"): "Set role of Ada to Planner",
        ("snooze", "Ada", "2w"): "Snooze Ada until 2026-12-06",
        ("close", "Ada"): "Close Ada",
    }
    for words, subject in commands.items():
        ran = vault.run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert git.subjects()[0] == subject
        assert git("status", "--porcelain") == ""
    assert len(git.subjects()) == len(commands) + 1


def test_undo_is_a_commit_as_well(vault, git):
    vault.do("asked", "Ada")
    vault.do("undo")
    assert git.subjects() == [
        "Undo: Noted that you asked Ada on 2026-11-22",
        "Ask Ada for a conversation",
        "start",
    ]
    assert git("diff", "HEAD~2") == ""


def test_nothing_written_is_no_commit(vault, git):
    vault.do("log", "Ada", "call: hello", "--dry-run")
    vault.do("log", "Ada", "call: hello")
    vault.do("log", "Ada", "call: hello")
    assert len(git.subjects()) == 2


def test_text_that_the_user_has_not_committed_stays_so(vault, git):
    note = vault.root / "Contacts/Ada.md"
    note.write_text(note.read_text() + "\nMy own line.\n")
    assert vault.run("asked", "Ada").err == ""
    assert "My own line." not in git("show", "HEAD:Contacts/Ada.md")
    assert "asked: 2026-11-22" in git("show", "HEAD:Contacts/Ada.md")
    assert git.changed_lines() == {"Contacts/Ada.md": (2, 0)}
    vault.do("undo")
    assert git("show", "HEAD:Contacts/Ada.md") == ADA
    assert note.read_text() == ADA + "\nMy own line.\n"


def test_lines_beside_those_of_the_user_are_committed_alone(vault, git):
    vault.do("log", "Ada", "call: one", "--on", "2026-11-18")
    note = vault.root / "Contacts/Ada.md"
    note.write_text(note.read_text() + "- 2026-11-19 call: mine\n")
    ran = vault.run("log", "Ada", "call: two")
    assert (ran.code, ran.err) == (0, "")
    held = git("show", "HEAD:Contacts/Ada.md")
    assert held.endswith("- 2026-11-18 call: one\n- 2026-11-22 call: two\n")
    assert note.read_text().endswith("- 2026-11-19 call: mine\n- 2026-11-22 call: two\n")
    assert git.changed_lines() == {"Contacts/Ada.md": (1, 0)}


def test_where_it_cannot_be_told_apart_one_line_says_so_and_the_note_is_written(vault, git):
    note = vault.root / "Contacts/Ada.md"
    note.write_text(note.read_text() + "\n- [ ] the map 📅 2026-11-20\n")
    ran = vault.run("done", "Ada", "promise")
    assert ran.code == 0
    assert ran.err.startswith("Not committed to git: Contacts/Ada.md held changes")
    assert ran.err.count("\n") == 1
    assert "- [x] the map" in note.read_text()
    assert git.subjects() == ["start"]
    assert git("diff", "--cached", "--numstat") == ""


def test_a_vault_without_git_is_told_once_a_command_and_works(vault):
    ran = vault.run("asked", "Ada")
    assert ran.code == 0
    assert (
        ran.err
        == "Not committed to git: the vault is in no git repository; make one with: git init.\n"
    )


def test_without_the_setting_nothing_is_committed(desk):
    vault = desk({"Contacts/Ada.md": ADA})
    git = Git(vault.root).start()
    vault.do("asked", "Ada")
    assert git.subjects() == ["start"]
