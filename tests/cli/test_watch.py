import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infoview_md.index import meta
from infoview_md.session import Session
from tests.watching import ask, note, root, start_process, until

__all__ = ["root"]

PROJECT = Path(__file__).parents[2]


def run(root, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "infoview_md", *arguments, "--vault", str(root)],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_says_what_it_is_for(root):
    done = run(root, "watch", "--help")
    assert done.returncode == 0
    assert "Keep the index of your notes fresh until Ctrl-C." in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
class TestTheService:
    def test_a_dry_run_shows_everything_and_does_nothing(self, root, tmp_path):
        done = run(
            root,
            "watch",
            "--install",
            "--dry-run",
            "--notify",
            "--verbose",
            XDG_CONFIG_HOME=str(tmp_path / "cfg"),
        )
        assert done.returncode == 0
        lines = done.stdout.splitlines()
        unit = tmp_path / "cfg/systemd/user"
        assert lines[0].startswith(f"Would write: {unit}/infoview-md-vault-")
        assert f'"--vault" "{root}" "watch" "--verbose" "--notify"' in done.stdout
        assert lines[-1].startswith("Would run: systemctl --user restart infoview-md-vault-")
        assert not unit.exists()

    def test_removing_can_be_tried_too(self, root, tmp_path):
        done = run(root, "watch", "--uninstall", "--dry-run", XDG_CONFIG_HOME=str(tmp_path / "cfg"))
        assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
            "Would run",
            "Would delete",
            "Would run",
        ]

    def test_it_is_installed_asked_about_and_removed(self, root, tmp_path):
        calls = tmp_path / "calls"
        fake = tmp_path / "bin/systemctl"
        fake.parent.mkdir()
        fake.write_text(f'#!/bin/sh\necho "$@" >> "{calls}"\n')
        fake.chmod(0o755)
        mine = {
            "XDG_CONFIG_HOME": str(tmp_path / "cfg"),
            "PATH": f"{fake.parent}:{os.environ['PATH']}",
        }
        assert "No service is set up" in run(root, "watch", "--status", **mine).stdout
        done = run(root, "watch", "--install", **mine)
        assert (done.returncode, done.stdout) == (0, "")
        (unit,) = (tmp_path / "cfg/systemd/user").iterdir()
        assert done.stderr == f"Installed {unit}.\n"
        assert run(root, "watch", "--status", **mine).stdout == f"{unit} is set up and runs.\n"
        assert run(root, "watch", "--uninstall", **mine).stderr == f"Removed {unit}.\n"
        assert not unit.exists()
        assert calls.read_text().count("--user") == 7
        assert "No service is set up" in run(root, "watch", "--uninstall", **mine).stderr
        assert calls.read_text().count("--user") == 7

    def test_the_command_of_the_unit_starts_a_watcher(self, root, tmp_path):
        import shlex

        done = run(root, "watch", "--install", "--dry-run", XDG_CONFIG_HOME=str(tmp_path / "cfg"))
        (line,) = (one for one in done.stdout.splitlines() if one.startswith("ExecStart="))
        process = subprocess.Popen(
            shlex.split(line.removeprefix("ExecStart=")), cwd=PROJECT, stderr=subprocess.PIPE
        )
        try:
            assert until(lambda: ask(root))
        finally:
            process.terminate()
            _, said = process.communicate()
        assert (process.returncode, said) == (0, b"")

    def test_a_system_that_refuses_is_quoted(self, root, tmp_path):
        fake = tmp_path / "bin/systemctl"
        fake.parent.mkdir()
        fake.write_text("#!/bin/sh\necho Failed to connect to bus >&2\nexit 1\n")
        fake.chmod(0o755)
        mine = {
            "XDG_CONFIG_HOME": str(tmp_path / "cfg"),
            "PATH": f"{fake.parent}:{os.environ['PATH']}",
        }
        done = run(root, "watch", "--install", **mine)
        assert done.returncode == 5
        assert "`systemctl --user daemon-reload` failed: Failed to connect to bus." in done.stderr
        (unit,) = (tmp_path / "cfg/systemd/user").iterdir()
        assert f"{unit} is written, but nothing starts it now" in done.stderr
        done = run(root, "watch", "--uninstall", **mine)
        assert (done.returncode, done.stderr) == (0, f"Removed {unit}.\n")

    def test_a_watcher_that_was_started_by_hand_is_seen(self, root, tmp_path):
        fake = tmp_path / "bin/systemctl"
        fake.parent.mkdir()
        fake.write_text('#!/bin/sh\ntest "$2" != is-active\n')
        fake.chmod(0o755)
        mine = {
            "XDG_CONFIG_HOME": str(tmp_path / "cfg"),
            "PATH": f"{fake.parent}:{os.environ['PATH']}",
        }
        nothing = "No service is set up; infoview-md watch --install does it.\n"
        assert run(root, "watch", "--status", **mine).stdout == nothing
        process = start_process(root)
        try:
            assert until(lambda: ask(root))
            by_hand = "A watcher that was started by hand keeps this vault now."
            assert run(root, "watch", "--status", **mine).stdout == f"{nothing}{by_hand}\n"
            said = run(root, "watch", "--install", **mine).stderr
            assert f"{by_hand} End it, and install the service once more" in said
        finally:
            process.terminate()
            process.communicate()
        assert run(root, "watch", "--status", **mine).stdout.endswith("does not run.\n")

    def test_a_path_that_is_no_text_is_served_too(self, tmp_path):
        root = tmp_path / os.fsdecode(b"Zo\xeb")
        root.mkdir()
        (root / "infoview.toml").write_text("")
        done = run(root, "watch", "--install", "--dry-run")
        assert (done.returncode, done.stderr) == (0, "")
        assert "/Zo\\xeb" in done.stdout


def test_settings_that_make_no_sense_are_a_mistake_at_the_start(root):
    (root / "infoview.toml").write_text("nonsense = 1\n")
    done = run(root, "watch")
    assert done.returncode == 2
    assert "nonsense is not a setting" in done.stderr


def test_a_dry_run_of_nothing_is_a_mistake(root):
    done = run(root, "watch", "--dry-run")
    assert done.returncode == 2
    assert "--dry-run goes with --install or --uninstall." in done.stderr


def test_notifications_without_their_package_say_how_to_get_it(root):
    try:
        import desktop_notifier  # noqa: F401 - only whether it is there
    except ImportError:
        pass
    else:
        pytest.skip("the package is installed")
    for words in (["--notify"], ["--notify", "--install"]):
        done = run(root, "watch", *words, XDG_CONFIG_HOME=str(root / "cfg"))
        assert done.returncode == 2
        assert 'pip install "infoview-md[notify]"' in done.stderr
    assert not (root / "cfg").exists()


NOTING = """
import os, sys
root, *words = sys.argv[1:]
opened = []
def note(event, arguments):
    if event in ("open", "os.scandir", "os.listdir") and isinstance(arguments[0], str | bytes):
        path = os.fsdecode(arguments[0])
        if path.startswith(root) and not path.endswith("infoview.toml"):
            opened.append(path)
sys.addaudithook(note)
from infoview_md.__main__ import main
sys.argv[1:] = [*words, "--vault", root]
try:
    main()
finally:
    print(*opened, sep="\\n", file=sys.stderr)
"""


QUICK = """
import sys
from dataclasses import replace
from pathlib import Path
from infoview_md.cli.watch import keep, wish_of
from infoview_md.session import Session
from infoview_md.watching import Times

root = Path(sys.argv[1])
wish = wish_of(Session(root=root), verbose=True, notify=False, poll=0)
keep(root, replace(wish, times=Times(tick=0.3)))
"""


@pytest.mark.skipif(os.name == "nt", reason="there nothing can become another program")
def test_an_update_of_the_program_is_taken_over(root, tmp_path):
    for part in ("infoview_md", "templates"):
        shutil.copytree(PROJECT / part, tmp_path / "installed" / part)
    version = tmp_path / "installed/infoview_md/__init__.py"
    process = subprocess.Popen(
        [sys.executable, "-c", QUICK, str(root)],
        cwd=tmp_path / "installed",
        stderr=subprocess.PIPE,
        text=True,
    )

    def made_with():
        session = Session(root=root)
        try:
            return meta.meta(session.connection).get("fingerprint")
        finally:
            session.close()

    try:
        assert until(lambda: made_with() == Session(root=root).fingerprint)
        first = made_with()
        version.write_text(re.sub(r'(__version__ = )".*"', r'\1"99.0"', version.read_text()))
        assert until(lambda: made_with() != first)
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere commands look for themselves")
def test_a_report_beside_the_watcher_holds_the_last_save_and_never_looks(root):
    def report():
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                NOTING,
                str(root),
                "report",
                "--format",
                "csv",
                "--kind",
                "nudge",
            ],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.count(",nudge,"), done.stderr.split()

    process = start_process(root)
    try:
        assert until(lambda: ask(root))
        looks = []
        for number in range(1, 7):
            note(root, f"P{number}.md", "---\ntype: contact\nasked: 2020-01-01\n---\n")
            owed, opened = report()
            assert owed == number
            looks.append(bool(opened))
        assert not all(looks), "on a busy machine an answer may come too late, but not each time"
    finally:
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[1] == ""
    assert process.returncode == 0
    owed, opened = report()
    assert owed == 6
    assert str(root) in opened, "without a watcher it has to look"
