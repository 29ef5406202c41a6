"""Whom to ask now, in words and as data."""

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from infoview_md.dates import day_of
from infoview_md.network.aim import current, has_landed
from infoview_md.network.asking import Proposal, propose
from infoview_md.render.text import on_one_line

if TYPE_CHECKING:
    from infoview_md.session import Session


def proposals(session: "Session", count: int | None) -> tuple[Proposal, ...]:
    """Propose whom to ask now, best first; as many as the settings say where no number is given."""
    return propose(
        session.network,
        today=day_of(session.now),
        count=count or session.config.coaching.batch,
        rules=session.setup.rules,
    )


def as_plain(session: "Session", found: Sequence[Proposal]) -> str:
    """Write proposals for people: who, why, who comes after them, and the next command."""
    if not found:
        return _nobody(session)
    return "\n".join(_block(number, one, session) for number, one in enumerate(found, 1))


def _nobody(session: "Session") -> str:
    today = day_of(session.now)
    search = current(session.network.searches, today)
    if search is not None and has_landed(search, today):
        return (
            "Your search has landed: there is nobody to ask. See: infoview-md draft landed --all\n"
        )
    return (
        "Nobody is left to ask now: everyone was asked, or an answer from their company is still due.\n"
        'Add somebody: infoview-md new contact "NAME" --company TEXT\n'
    )


def _block(number: int, one: Proposal, session: "Session") -> str:
    work = ", ".join(filter(None, (one.role, one.company)))
    lines = [f"{number}. {on_one_line(one.name)}" + (f", {on_one_line(work)}" if work else "")]
    lines += [f"     {on_one_line(reason)}" for reason in one.reasons]
    if one.then:
        lines.append(f"     after them there: {on_one_line(', '.join(one.then))}")
    lines.append(f"     {action(one, session)}")
    return "\n".join(lines) + "\n"


def action(one: Proposal, session: "Session") -> str:
    """Give the command line that prepares the request."""
    kind = "referral-intro" if session.network.referrers(one.key) else "intro"
    return f"infoview-md draft {kind} {shlex.quote(one.name)}"


def as_data(session: "Session", found: Sequence[Proposal]) -> list[dict[str, object]]:
    """Give proposals as plain data."""
    return [asdict(one) | {"action": action(one, session)} for one in found]
