"""The watcher as a service of the user, in words: `watch --install`, `--uninstall` and `--status`."""

import shlex
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from infoview_md.services import Computer, Plan, Service, Status
    from infoview_md.session import Session

_NO_SERVICE = "No service is set up; infoview-md watch --install does it."
_BY_HAND = "A watcher that was started by hand keeps this vault now."


def serve(session: "Session", task: str, extras: tuple[str, ...], *, is_dry: bool) -> None:
    """Install, remove or ask about the service of a vault; `extras` are what its watcher is told besides."""
    from infoview_md import services

    computer = services.Computer.this()
    service = services.Service(
        root=session.root,
        command=(
            *(sys.executable, "-m", "infoview_md"),
            *("--vault", str(session.root), "watch", *extras),
        ),
    )
    if task == "status":
        _status(session, services.status(service, computer))
    elif task == "install":
        _install(session, service, computer, is_dry=is_dry)
    else:
        _uninstall(service, computer, is_dry=is_dry)


def _status(session: "Session", found: "Status") -> None:
    _print(_status_line(found))
    if not found.is_running and _is_watched(session):
        _print(_BY_HAND)


def _install(session: "Session", service: "Service", computer: "Computer", *, is_dry: bool) -> None:
    from infoview_md import services
    from infoview_md.notify import check_package

    plan = services.plan_install(service, computer)
    if is_dry:
        _print(_shown(plan))
        return
    if "--notify" in service.command:
        check_package()
    is_by_hand = _is_watched(session) and not services.status(service, computer).is_running
    services.carry_out(plan)
    _print(f"Installed {plan.path}.", err=True)
    if is_by_hand:
        rest = "End it, and install the service once more: it left the vault to that one."
        _print(f"{_BY_HAND} {rest}", err=True)


def _uninstall(service: "Service", computer: "Computer", *, is_dry: bool) -> None:
    from infoview_md import services

    plan = services.plan_uninstall(service, computer)
    if is_dry:
        _print(_shown(plan))
    elif not plan.path.exists():
        _print(_NO_SERVICE, err=True)
    else:
        services.carry_out(plan)
        _print(f"Removed {plan.path}.", err=True)


def _is_watched(session: "Session") -> bool:
    from infoview_md.session import state_folder
    from infoview_md.watching.lock import is_taken

    return is_taken(state_folder(session.root))


def _status_line(found: "Status") -> str:
    if not found.is_installed:
        return _NO_SERVICE
    return f"{found.path} is set up and {'runs' if found.is_running else 'does not run'}."


def _shown(plan: "Plan") -> str:
    change = "delete" if plan.text is None else "write"
    lines = [f"Would run: {shlex.join(one)}" for one in plan.before]
    lines.append(f"Would {change}: {plan.path}")
    lines += ["", *(plan.text or "").splitlines(), ""] if plan.text else []
    lines += [f"Would run: {shlex.join(one)}" for one in (*plan.after, *plan.last)]
    return "\n".join(lines)


def _print(text: str, *, err: bool = False) -> None:
    from infoview_md.render.text import for_terminal

    click.echo(for_terminal(text), err=err)
