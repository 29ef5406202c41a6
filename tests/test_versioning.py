"""One commit holds exactly what a command changed: nothing of what else the user did, and nothing is run."""

import subprocess
import tempfile

import pytest

from infoview_md.errors import NoteChanged
from infoview_md.journal import Change, plan_undo
from infoview_md.versioning import Step, commit
from tests.commands import Git, _own_folders  # noqa: F401 - a fixture

OLD = b"---\ntype: contact\n---\n# Ada\n\nFirst line.\nSecond line.\nThird line.\n"
NEW = OLD.replace(b"contact\n", b"contact\nasked: 2026-11-20\n")


def rebase(path, held, before, after):
    try:
        return plan_undo(held, Change(path=path, before=after, after=before)).after
    except NoteChanged:
        return None


@pytest.fixture(autouse=True)
def _own_git(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def vault(tmp_path):
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Ada.md").write_bytes(OLD)
    (root / "Other.md").write_bytes(b"other\n")
    return root


@pytest.fixture
def git(vault):
    return Git(vault).start()


def edit(vault, path="Ada.md", old=OLD, new=NEW):
    """Do what a command does: write the note, then commit the step."""
    (vault / path).write_bytes(new)
    return commit(vault, [Step(path=path, before=old, after=new)], "Ask Ada", rebase=rebase)


def committed(git, path="Ada.md"):
    return git("show", f"HEAD:{path}").encode()


class TestCommitting:
    def test_a_change_is_one_commit_and_everything_is_clean(self, vault, git):
        assert edit(vault) == ""
        assert git.subjects() == ["Ask Ada", "start"]
        assert committed(git) == NEW
        assert git("status", "--porcelain") == ""
        assert git("show", "--numstat", "--format=", "HEAD") == "1\t0\tAda.md\n"

    def test_the_author_is_the_user(self, vault, git):
        edit(vault)
        assert git("log", "-1", "--format=%an %ae") == "Test test@example.org\n"

    def test_a_new_note_and_a_deleted_one_are_in_one_commit(self, vault, git):
        (vault / "New").mkdir()
        (vault / "New/Bé n.md").write_bytes(b"ben\n")
        (vault / "Other.md").unlink()
        steps = [
            Step(path="New/Bé n.md", before=None, after=b"ben\n"),
            Step(path="Other.md", before=b"other\n", after=None),
        ]
        assert commit(vault, steps, "Merge", rebase=rebase) == ""
        assert git("status", "--porcelain") == ""
        assert git("ls-tree", "-rz", "--name-only", "HEAD") == "Ada.md\0New/Bé n.md\0"

    def test_the_first_commit_of_a_repository_may_be_ours(self, vault):
        git = Git(vault)
        git("init", "-q", "-b", "main")
        git("config", "user.name", "Test")
        git("config", "user.email", "test@example.org")
        (vault / "Ben.md").write_bytes(b"ben\n")
        assert (
            commit(
                vault, [Step(path="Ben.md", before=None, after=b"ben\n")], "Add Ben", rebase=rebase
            )
            == ""
        )
        assert git("ls-tree", "-r", "--name-only", "HEAD") == "Ben.md\n"
        assert git("status", "--porcelain") == "?? Ada.md\n?? Other.md\n"

    def test_a_vault_may_be_a_folder_of_a_larger_repository(self, tmp_path):
        root = tmp_path / "repo" / "notes [mine]"
        root.mkdir(parents=True)
        (root / "Ada.md").write_bytes(OLD)
        (tmp_path / "repo/code.py").write_text("x = 1\n")
        git = Git(tmp_path / "repo").start()
        (tmp_path / "repo/code.py").write_text("x = 2\n")
        assert edit(root) == ""
        assert git("status", "--porcelain") == " M code.py\n"
        assert git("show", "--name-only", "--format=", "-z", "HEAD") == "notes [mine]/Ada.md\0"

    def test_a_worktree_and_a_detached_head_are_committed_to(self, git, tmp_path):
        git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
        other = Git(tmp_path / "tree")
        assert edit(tmp_path / "tree") == ""
        assert other.subjects() == ["Ask Ada", "start"]
        assert git.subjects() == ["start"]

    def test_line_ends_are_those_of_the_repository(self, vault):
        (vault / ".gitattributes").write_text("*.md text eol=crlf\n")
        crlf = OLD.replace(b"\n", b"\r\n")
        (vault / "Ada.md").write_bytes(crlf)
        git = Git(vault).start()
        assert edit(vault, old=crlf, new=NEW.replace(b"\n", b"\r\n")) == ""
        assert git("show", "--numstat", "--format=", "HEAD") == "1\t0\tAda.md\n"
        assert git("status", "--porcelain") == ""

    def test_a_step_that_changes_nothing_for_git_makes_no_commit(self, vault, git):
        (vault / "Ada.md").write_bytes(NEW)
        git("commit", "-qam", "mine")
        assert edit(vault) == ""
        assert git.subjects() == ["mine", "start"]

    def test_hundreds_of_notes_are_one_commit(self, vault, git):
        steps = []
        for number in range(450):
            path = f"New/Contact {number}.md"
            (vault / path).parent.mkdir(exist_ok=True)
            (vault / path).write_bytes(b"%d\n" % number)
            steps.append(Step(path=path, before=None, after=b"%d\n" % number))
        assert commit(vault, steps, "Import", rebase=rebase) == ""
        assert git("status", "--porcelain") == ""
        changed = [
            Step(path=step.path, before=step.after, after=step.after + b"more\n") for step in steps
        ]
        for step in changed:
            (vault / step.path).write_bytes(step.after)
        assert commit(vault, changed, "Update", rebase=rebase) == ""
        assert git("status", "--porcelain") == ""
        assert git.subjects() == ["Update", "Import", "start"]

    def test_what_the_user_wrote_a_moment_later_is_not_committed(self, vault, git):
        (vault / "Ada.md").write_bytes(NEW + b"And a thought.\n")
        assert commit(vault, [Step(path="Ada.md", before=OLD, after=NEW)], "x", rebase=rebase) == ""
        assert committed(git) == NEW
        assert git("diff", "--numstat") == "1\t0\tAda.md\n"

    def test_a_note_that_is_gone_a_moment_later_is_committed_as_it_was_written(self, vault, git):
        (vault / "Ada.md").unlink()
        assert commit(vault, [Step(path="Ada.md", before=OLD, after=NEW)], "x", rebase=rebase) == ""
        assert committed(git) == NEW


class TestOtherChangesOfTheUser:
    def test_other_notes_stay_uncommitted_and_staged_ones_stay_staged(self, vault, git):
        (vault / "Other.md").write_bytes(b"changed\n")
        (vault / "Staged.md").write_bytes(b"staged\n")
        git("add", "Staged.md")
        assert edit(vault) == ""
        assert git("status", "--porcelain") == " M Other.md\nA  Staged.md\n"
        assert git("show", "--name-only", "--format=", "HEAD") == "Ada.md\n"

    def test_other_lines_of_the_same_note_stay_uncommitted(self, vault, git):
        mine = OLD.replace(b"Third line.\n", b"Third line, mine.\n")
        both = NEW.replace(b"Third line.\n", b"Third line, mine.\n")
        assert edit(vault, old=mine, new=both) == ""
        assert committed(git) == NEW
        assert git("diff", "--numstat") == "1\t1\tAda.md\n"
        assert git("diff", "--cached", "--numstat") == ""

    def test_staged_lines_of_the_same_note_stay_staged(self, vault, git):
        mine = OLD.replace(b"Third line.\n", b"Third line, mine.\n")
        (vault / "Ada.md").write_bytes(mine)
        git("add", "Ada.md")
        assert (
            edit(vault, old=mine, new=NEW.replace(b"Third line.\n", b"Third line, mine.\n")) == ""
        )
        assert committed(git) == NEW
        assert git("diff", "--numstat") == ""
        assert git("diff", "--cached", "--numstat") == "1\t1\tAda.md\n"

    def test_lines_that_are_mixed_with_ours_leave_all_uncommitted(self, vault, git):
        mine = OLD.replace(b"type: contact\n", b"type: contact\npriority: 1\n")
        both = mine.replace(b"priority: 1\n", b"priority: 2\n")
        reason = edit(vault, old=mine, new=both)
        assert "Ada.md held changes that are not committed" in reason
        assert git.subjects() == ["start"]
        assert git("diff", "--cached", "--numstat") == ""

    def test_a_note_that_is_not_in_git_is_not_swept_up(self, vault, git):
        (vault / "Draft.md").write_bytes(OLD)
        assert edit(vault, "Draft.md") == "Draft.md is not in git yet"
        assert git("status", "--porcelain") == "?? Draft.md\n"

    def test_one_note_in_doubt_leaves_all_uncommitted(self, vault, git):
        (vault / "Draft.md").write_bytes(NEW)
        (vault / "Ada.md").write_bytes(NEW)
        steps = [Step(path=one, before=OLD, after=NEW) for one in ("Ada.md", "Draft.md")]
        assert "Draft.md" in commit(vault, steps, "Both", rebase=rebase)
        assert git("status", "--porcelain") == " M Ada.md\n?? Draft.md\n"

    @pytest.mark.usefixtures("git")
    def test_a_note_that_git_ignores_is_left_out(self, vault):
        (vault / ".gitignore").write_text("Private/\n")
        (vault / "Private").mkdir()
        (vault / "Private/Ben.md").write_bytes(b"ben\n")
        step = Step(path="Private/Ben.md", before=None, after=b"ben\n")
        assert commit(vault, [step], "Add Ben", rebase=rebase) == "git ignores Private/Ben.md"

    def test_a_merge_or_rebase_that_is_going_on_is_left_alone(self, vault, git):
        (vault / ".git/MERGE_HEAD").write_text(git("rev-parse", "HEAD"))
        assert edit(vault) == "a merge is going on in the repository"
        (vault / ".git/MERGE_HEAD").unlink()
        (vault / ".git/rebase-merge").mkdir()
        assert edit(vault) == "a rebase is going on in the repository"

    def test_an_index_that_another_git_holds_leaves_the_branch_where_it_was(self, vault, git):
        (vault / ".git/index.lock").touch()
        assert "index.lock" in edit(vault)
        (vault / ".git/index.lock").unlink()
        assert git.subjects() == ["start"]
        assert git("status", "--porcelain") == " M Ada.md\n"

    def test_a_branch_that_cannot_move_leaves_nothing_staged(self, vault, git):
        lock = vault / ".git/refs/heads/main.lock"
        lock.touch()
        assert edit(vault) != ""
        lock.unlink()
        assert git.subjects() == ["start"]
        assert git("diff", "--cached", "--numstat") == ""


class TestWhereGitCannot:
    def test_a_vault_outside_of_git_is_told_how_to_begin(self, vault):
        assert "git init" in edit(vault)

    def test_a_computer_without_git_is_no_error(self, vault, monkeypatch):
        monkeypatch.setenv("PATH", str(vault))
        assert edit(vault) == "git is not installed"

    def test_a_user_without_a_name_is_told_by_git_itself(self, vault, git, monkeypatch):
        git("config", "--unset", "user.name")
        git("config", "--unset", "user.email")
        monkeypatch.setenv("EMAIL", "")
        git("config", "user.useConfigOnly", "true")
        assert edit(vault) != ""
        assert git.subjects() == ["start"]
        assert git("diff", "--cached", "--numstat") == ""

    def test_a_link_in_git_is_left_out(self, vault):
        (vault / "Link.md").symlink_to("Ada.md")
        Git(vault).start()
        step = Step(path="Link.md", before=OLD, after=NEW)
        assert commit(vault, [step], "x", rebase=rebase) == "Link.md is no ordinary file in git"


class TestStrangersRepository:
    def test_no_hook_filter_or_monitor_is_started(self, vault, git, tmp_path):
        trap = tmp_path / "sprung"
        script = tmp_path / "trap"
        script.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{trap}'\ncat\n")
        script.chmod(0o755)
        hooks = vault / ".git/hooks"
        hooks.mkdir(exist_ok=True)
        for name in (
            "pre-commit",
            "post-commit",
            "reference-transaction",
            "commit-msg",
            "post-index-change",
        ):
            (hooks / name).write_text(script.read_text())
            (hooks / name).chmod(0o755)
        git("config", "core.fsmonitor", str(script))
        git("config", "commit.gpgsign", "true")
        git("config", "gpg.program", str(script))
        git("config", "filter.trap.clean", str(script))
        git("config", "filter.trap.smudge", str(script))
        assert edit(vault) == ""
        assert not trap.exists()
        (vault / ".gitattributes").write_text("*.md filter=trap\n")
        assert edit(vault, old=NEW, new=NEW + b"more\n") == "git filters Ada.md"
        assert not trap.exists()

    def test_variables_of_another_repository_do_not_lead_there(
        self, vault, git, tmp_path, monkeypatch
    ):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        other = Git(elsewhere).start()
        monkeypatch.setenv("GIT_DIR", str(elsewhere / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(elsewhere))
        monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere / ".git/index"))
        assert edit(vault) == ""
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.delenv(name)
        assert git.subjects() == ["Ask Ada", "start"]
        assert other.subjects() == ["start"]

    def test_a_message_is_one_line_and_no_option(self, vault, git):
        (vault / "Ada.md").write_bytes(NEW)
        step = Step(path="Ada.md", before=OLD, after=NEW)
        assert commit(vault, [step], "--amend\n\nCo-authored-by: x", rebase=rebase) == ""
        assert git.subjects() == ["--amend Co-authored-by: x", "start"]


def test_a_repository_of_sha_256_works_as_well(vault):
    made = subprocess.run(
        ["git", "init", "-q", "--object-format=sha256"], cwd=vault, capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this git has no SHA-256")
    git = Git(vault).start()
    assert edit(vault) == ""
    (vault / "Other.md").unlink()
    step = Step(path="Other.md", before=b"other\n", after=None)
    assert commit(vault, [step], "Remove", rebase=rebase) == ""
    assert git("status", "--porcelain") == ""


def test_nothing_is_left_behind_in_the_vault_or_the_repository(vault, git, tmp_path, monkeypatch):
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))

    def files():
        return {
            one.relative_to(vault)
            for one in vault.rglob("*")
            if one.is_file() and "objects" not in one.parts
        }

    before = files()
    edit(vault)
    assert files() - before == set()
    assert list(own.iterdir()) == []
