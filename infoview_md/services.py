"""The watcher as a service of the user: what is written where, and which commands the system is told.

Everything is planned first, so that it can be shown before anything is done.  Nothing needs more rights than the
user has.
"""

import os
import plistlib
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infoview_md.digests import blake2b
from infoview_md.errors import StorageFailure, UsageMistake

_ENVIRONMENT = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "TZ", "INFOVIEW_POLL")
"""Where the watcher keeps things, and by which clock: it must agree with the commands of a terminal about both."""

_COMMAND_SECONDS = 30
_PAUSE_SECONDS = 1.0
"""launchd refuses to start an agent anew for a moment after it was stopped, so a refusal is tried once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computer:
    """As much of the user's computer as a service depends on."""

    platform: str
    home: Path
    environment: Mapping[str, str]
    user_number: int = 0

    @classmethod
    def this(cls) -> "Computer":
        """Describe the computer that this runs on."""
        return cls(
            platform=sys.platform,
            home=Path.home(),
            environment=dict(os.environ),
            user_number=os.getuid() if hasattr(os, "getuid") else 0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A watcher that the system starts: for which vault, by which command line."""

    root: Path
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What installing, removing or asking does: a file with its text (None: it goes), and commands in order.

    Commands in `before` run before the file is touched, and may fail; those in `after` must not; `last` may again.
    """

    path: Path
    text: str | None = None
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    last: tuple[tuple[str, ...], ...] = ()


def name_of(service: Service) -> str:
    """Give the name of a service: a readable word from the vault's folder, and what tells it from others.

    It follows from the place of the vault alone: a disk may get another number at each start.
    """
    word = re.sub(r"[^a-z0-9]+", "-", service.root.name.lower()).strip("-") or "vault"
    digest = blake2b(os.fsencode(service.root), digest_size=4).hexdigest()
    return f"infoview-md-{word[:40]}-{digest}"


def plan_install(service: Service, computer: Computer) -> Plan:
    """Plan to start the watcher now and at each login.  Raises `UsageMistake` on systems without user services."""
    path = _path(service, computer)
    if computer.platform == "darwin":
        domain = f"gui/{computer.user_number}"
        return Plan(
            path=path,
            text=launchd_agent(service, computer),
            before=(("launchctl", "bootout", f"{domain}/{_label(service)}"),),
            after=(("launchctl", "bootstrap", domain, str(path)),),
        )
    return Plan(
        path=path,
        text=systemd_unit(service, computer),
        after=(
            ("systemctl", "--user", "daemon-reload"),
            ("systemctl", "--user", "enable", path.name),
            ("systemctl", "--user", "restart", path.name),
        ),
    )


def plan_uninstall(service: Service, computer: Computer) -> Plan:
    """Plan to stop the watcher and to start it no more.  Raises `UsageMistake`."""
    path = _path(service, computer)
    if computer.platform == "darwin":
        domain = f"gui/{computer.user_number}"
        return Plan(path=path, before=(("launchctl", "bootout", f"{domain}/{_label(service)}"),))
    return Plan(
        path=path,
        before=(("systemctl", "--user", "disable", "--now", path.name),),
        last=(("systemctl", "--user", "daemon-reload"),),
    )


def status_command(service: Service, computer: Computer) -> tuple[str, ...]:
    """Give the command that tells whether the service runs.  Raises `UsageMistake`."""
    path = _path(service, computer)
    if computer.platform == "darwin":
        return ("launchctl", "print", f"gui/{computer.user_number}/{_label(service)}")
    return ("systemctl", "--user", "is-active", path.name)


def _path(service: Service, computer: Computer) -> Path:
    if computer.platform == "darwin":
        return computer.home / "Library" / "LaunchAgents" / f"{_label(service)}.plist"
    if computer.platform.startswith("linux"):
        base = computer.environment.get("XDG_CONFIG_HOME") or computer.home / ".config"
        return Path(base) / "systemd" / "user" / f"{name_of(service)}.service"
    raise UsageMistake(
        "There is no user service to set up on this system.",
        hint=f"Let it start this when you log in: {subprocess.list2cmdline(service.command)}",
    )


def _label(service: Service) -> str:
    return name_of(service).replace("infoview-md-", "md.infoview.watch.", 1)


def systemd_unit(service: Service, computer: Computer) -> str:
    """Write the unit of the watcher.  Source: systemd.service(5), systemd.syntax(7)."""
    environment = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in _kept(computer)
    )
    program, *words = service.command
    command = [program, *(word.replace("$", "$$") for word in words)]
    return f"""\
[Unit]
Description=Keep the infoview-md index of {_specifiers(_line(str(service.root)))} fresh
StartLimitIntervalSec=0

[Service]
ExecStart={" ".join(map(_quoted, command))}
{environment}Restart=on-failure
RestartSec=60

[Install]
WantedBy=default.target
"""


def _kept(computer: Computer) -> list[tuple[str, str]]:
    found = computer.environment
    return [(name, found[name]) for name in _ENVIRONMENT if found.get(name)]


_UNWRITABLE = re.compile("[\\x00-\\x1f\\x7f\\udc80-\\udcff]")
"""What stands for itself in no text: control characters, and bytes of a path that are no UTF-8."""


def _quoted(word: str) -> str:
    """Write one word for systemd: in quotes, with escapes, and with `%` as itself."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_specifiers(_UNWRITABLE.sub(_escape, escaped))}"'


def _escape(found: "re.Match[str]") -> str:
    return f"\\x{ord(found[0]) & 0xFF:02x}"


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _line(text: str) -> str:
    return _UNWRITABLE.sub("?", " ".join(text.split())).rstrip("\\")


def launchd_agent(service: Service, computer: Computer) -> str:
    """Write the agent of the watcher.  Source: launchd.plist(5).  Raises `UsageMistake` for a path it cannot name."""
    if any(_UNWRITABLE.search(word) for word in service.command):
        raise UsageMistake(
            "launchd cannot start what has control characters in its path.",
            hint="Rename the folder of your notes.",
        )
    log = computer.home / "Library" / "Logs" / f"{name_of(service)}.log"
    agent = {
        "Label": _label(service),
        "ProgramArguments": list(service.command),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 60,
        "ProcessType": "Background",
        "StandardErrorPath": str(log),
        "EnvironmentVariables": dict(_kept(computer)),
    }
    return plistlib.dumps(agent).decode()


def carry_out(plan: Plan) -> None:
    """Do what was planned.  Raises `StorageFailure` where a file cannot be written or a command fails."""
    for command in plan.before:
        _run(command)
    try:
        if plan.text is None:
            plan.path.unlink(missing_ok=True)
        else:
            plan.path.parent.mkdir(parents=True, exist_ok=True)
            plan.path.write_text(plan.text, encoding="utf-8")
    except OSError as error:
        raise StorageFailure(f"{plan.path} cannot be written: {error.strerror}.") from None
    for command in plan.after:
        _run_surely(command, plan)
    for command in plan.last:
        _run(command)


def _run_surely(command: Sequence[str], plan: Plan) -> None:
    outcome = _run(command)
    if outcome is not None and outcome.returncode:
        time.sleep(_PAUSE_SECONDS)
        outcome = _run(command)
    if outcome is None or outcome.returncode:
        raise StorageFailure(
            _failure(command, outcome),
            hint=f"{plan.path} is written, but nothing starts it now; infoview-md watch --uninstall deletes it.",
        )


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str] | None":
    try:
        return subprocess.run(  # noqa: S603 - the commands of this file, without a shell
            command, capture_output=True, text=True, check=False, timeout=_COMMAND_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _failure(command: Sequence[str], outcome: "subprocess.CompletedProcess[str] | None") -> str:
    said = " ".join((outcome.stderr or outcome.stdout).split()) if outcome else "it cannot be run"
    return f"`{shlex.join(command)}` failed: {said or 'it did not say why'}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Whether the service is installed and runs; `path` is where its file is or would be."""

    path: Path
    is_installed: bool
    is_running: bool


def status(service: Service, computer: Computer) -> Status:
    """Ask the system about the service.  Raises `UsageMistake`."""
    path = _path(service, computer)
    outcome = _run(status_command(service, computer))
    return Status(
        path=path,
        is_installed=path.exists(),
        is_running=outcome is not None and outcome.returncode == 0,
    )
