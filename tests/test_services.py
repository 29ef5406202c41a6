import os
import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from infoview_md import services
from infoview_md.errors import StorageFailure, UsageMistake
from infoview_md.services import Computer, Plan, Service

ODD = Path('/home/zoë/My "old" notes 100% $HOME\\x')


def service(root=Path("/home/me/Notes"), *more):
    return Service(
        root=root,
        command=("/opt/py/bin/python", "-m", "infoview_md", "--vault", str(root), "watch", *more),
    )


def linux(home="/home/me", **environment):
    return Computer(platform="linux", home=Path(home), environment=environment)


MAC = Computer(platform="darwin", home=Path("/Users/me"), environment={}, user_number=501)


class TestLinux:
    def test_the_unit_lies_where_the_user_s_units_are(self):
        plan = services.plan_install(service(), linux())
        assert plan.path == Path("/home/me/.config/systemd/user/infoview-md-notes-79e6072b.service")
        elsewhere = services.plan_install(service(), linux(XDG_CONFIG_HOME="/cfg"))
        assert elsewhere.path.parent == Path("/cfg/systemd/user")

    def test_the_unit_is_written_whole(self):
        assert services.plan_install(service(), linux(TZ="Europe/Berlin")).text == (
            "[Unit]\n"
            "Description=Keep the infoview-md index of /home/me/Notes fresh\n"
            "StartLimitIntervalSec=0\n"
            "\n"
            "[Service]\n"
            'ExecStart="/opt/py/bin/python" "-m" "infoview_md" "--vault" "/home/me/Notes" "watch"\n'
            'Environment="TZ=Europe/Berlin"\n'
            "Restart=on-failure\n"
            "RestartSec=60\n"
            "\n"
            "[Install]\n"
            "WantedBy=default.target\n"
        )

    def test_it_uses_the_folders_and_the_clock_of_the_commands(self):
        text = services.systemd_unit(
            service(), linux(XDG_CACHE_HOME="/c c", XDG_STATE_HOME="/s", PATH="/bin", TZ="")
        )
        assert 'Environment="XDG_CACHE_HOME=/c c"\n' in text
        assert 'Environment="XDG_STATE_HOME=/s"\n' in text
        assert "PATH" not in text
        assert "TZ" not in text

    def test_odd_paths_are_quoted_as_systemd_reads_them(self):
        line = next(
            line
            for line in services.systemd_unit(service(ODD), linux()).splitlines()
            if line.startswith("ExecStart=")
        )
        assert '"/home/zoë/My \\"old\\" notes 100%% $$HOME\\\\x"' in line

    def test_a_path_that_is_no_text_is_written_in_escapes(self):
        root = Path(os.fsdecode(b"/v/Zo\xeb\x01\t"))
        text = services.systemd_unit(service(root), linux())
        assert '"/v/Zo\\xeb\\x01\\x09"' in text
        assert "Description=Keep the infoview-md index of /v/Zo?? fresh" in text
        assert text.isascii()
        with pytest.raises(UsageMistake, match="launchd cannot start"):
            services.plan_install(service(root), MAC)

    def test_a_line_break_in_a_path_cannot_add_a_setting(self):
        text = services.systemd_unit(service(Path("/a\nExecStartPre=evil")), linux())
        assert not any(line.startswith("ExecStartPre") for line in text.splitlines())

    @pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
    def test_systemd_finds_nothing_wrong_with_the_unit(self, tmp_path):
        root = tmp_path / 'My "old" notes 100% $HOME\\x'
        made = Service(root=root, command=("/bin/echo", str(root)))
        unit = tmp_path / "x.service"
        unit.write_text(services.systemd_unit(made, linux(TZ="Europe/Berlin")))
        outcome = subprocess.run(
            ["systemd-analyze", "verify", "--user", str(unit)],
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (outcome.returncode, outcome.stderr) == (0, "")

    def test_installing_and_removing_run_these_commands(self):
        name = "infoview-md-notes-79e6072b.service"
        install = services.plan_install(service(), linux())
        assert install.before == ()
        assert install.after == (
            ("systemctl", "--user", "daemon-reload"),
            ("systemctl", "--user", "enable", name),
            ("systemctl", "--user", "restart", name),
        )
        removal = services.plan_uninstall(service(), linux())
        assert removal == Plan(
            path=install.path,
            text=None,
            before=(("systemctl", "--user", "disable", "--now", name),),
            last=(("systemctl", "--user", "daemon-reload"),),
        )

    def test_each_vault_has_a_service_of_its_own_which_is_found_again(self):
        names = [services.name_of(service(Path(root))) for root in ("/a/Notes", "/b/Notes")]
        assert names[0] != names[1]
        assert names[0] == services.name_of(service(Path("/a/Notes"), "--notify"))

    @pytest.mark.parametrize("name", ["Notes", "日本", "a" * 300, "...", "-x-"])
    def test_a_service_has_a_plain_name(self, name):
        found = services.name_of(service(Path("/v") / name))
        assert found.isascii()
        assert len(found) < 70
        assert found.startswith("infoview-md-")
        assert re.fullmatch(r"[0-9a-f]{8}", found.rsplit("-", 1)[1])


class TestMac:
    def test_the_agent_is_a_property_list_that_says_the_same(self):
        plan = services.plan_install(service(ODD, "--notify"), MAC)
        assert plan.path == Path(
            "/Users/me/Library/LaunchAgents/md.infoview.watch.my-old-notes-100-home-x-de3e4fa3.plist"
        )
        agent = plistlib.loads(plan.text.encode())
        assert agent["ProgramArguments"][-3:] == [str(ODD), "watch", "--notify"]
        assert agent["Label"] == plan.path.name.removesuffix(".plist")
        assert agent["RunAtLoad"] is True
        assert agent["KeepAlive"] == {"SuccessfulExit": False}

    def test_installing_and_removing_run_these_commands(self):
        label = "gui/501/md.infoview.watch.notes-79e6072b"
        install = services.plan_install(service(), MAC)
        assert install.before == (("launchctl", "bootout", label),)
        assert install.after == (("launchctl", "bootstrap", "gui/501", str(install.path)),)
        assert services.plan_uninstall(service(), MAC) == Plan(
            path=install.path, before=(("launchctl", "bootout", label),)
        )
        assert services.status_command(service(), MAC) == ("launchctl", "print", label)


def test_other_systems_are_told_what_to_start_at_login():
    windows = Computer(platform="win32", home=Path("C:/me"), environment={})
    for plan in (services.plan_install, services.plan_uninstall, services.status):
        with pytest.raises(UsageMistake) as caught:
            plan(service(), windows)
        assert "infoview_md --vault /home/me/Notes watch" in caught.value.hint


class TestCarryingOut:
    @pytest.fixture(autouse=True)
    def hurry(self, monkeypatch):
        monkeypatch.setattr(services, "_PAUSE_SECONDS", 0.01)

    def test_files_are_written_and_commands_run_in_order(self, tmp_path):
        log = tmp_path / "log"
        once = tmp_path / "once"

        def noting(word):
            return ("sh", "-c", f'test -e "{tmp_path}/a/b"; echo {word} $? >> "{log}"')

        plan = Plan(
            path=tmp_path / "a/b",
            text="é\n",
            before=(noting("before"), ("false",)),
            after=(noting("after"), ("sh", "-c", f'test -e "{once}" || ! touch "{once}"')),
            last=(("false",), noting("last")),
        )
        services.carry_out(plan)
        assert (tmp_path / "a/b").read_text() == "é\n"
        assert log.read_text() == "before 1\nafter 0\nlast 0\n"
        services.carry_out(Plan(path=tmp_path / "a/b"))
        assert not (tmp_path / "a/b").exists()
        services.carry_out(Plan(path=tmp_path / "a/b"))

    def test_a_command_that_fails_is_said_with_its_own_words(self, tmp_path):
        plan = Plan(path=tmp_path / "x", text="", after=(("sh", "-c", "echo no bus >&2; exit 3"),))
        with pytest.raises(StorageFailure, match=r"exit 3'` failed: no bus\.") as caught:
            services.carry_out(plan)
        assert caught.value.hint.startswith(f"{tmp_path / 'x'} is written")
        plan = Plan(path=tmp_path / "x", text="", after=(("no-such-command",),))
        with pytest.raises(StorageFailure, match=r"`no-such-command` failed: it cannot be run\."):
            services.carry_out(plan)

    def test_a_place_that_cannot_be_written_is_said(self, tmp_path):
        (tmp_path / "a").write_text("")
        with pytest.raises(StorageFailure, match="cannot be written"):
            services.carry_out(Plan(path=tmp_path / "a/b", text=""))
