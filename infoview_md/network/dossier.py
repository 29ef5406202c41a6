"""One contact, whole: facts, history, what is owed both ways, who referred whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from infoview_md.dates import Moment, day_of, instant
from infoview_md.network.followup import FollowUp, FollowUpKind, Pass
from infoview_md.network.followups import Rulebook, explain
from infoview_md.network.followups.circle import Touchpoint, touchpoints
from infoview_md.network.kinds import KINDS
from infoview_md.network.model import Contact, Interview
from infoview_md.network.network import Network
from infoview_md.network.report import Owed, is_open, owe, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What the notes say about one contact as of a moment.

    `owed` is what you owe, `owing` what they owe you; `history` is every touchpoint, the latest first; `coming` are
    interviews that lie ahead.
    """

    as_of: Moment
    contact: Contact
    facts: tuple[tuple[str, str], ...]
    history: tuple[Touchpoint, ...]
    coming: tuple[Interview, ...]
    owed: tuple[Owed, ...]
    owing: tuple[Owed, ...]
    referred_by: tuple[str, ...]
    referred: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What one rule found: what it says, whether something is owed by it, and where it was read."""

    kind: FollowUpKind
    rule: str
    finding: str
    state: str
    due: Moment
    note: str
    line: int


_FACTS = (
    "role",
    "company",
    "location",
    "emails",
    "phones",
    "linkedin",
    "channel",
    "seniority",
    "segment",
    "priority",
    "cadence",
    "birthday",
    "asked",
    "nudged",
    "replied",
    "declined",
    "snoozed_until",
    "closed",
    "told_landed",
    "aliases",
    "tags",
)


def dossier(network: Network, key: str, follow_ups: Iterable[FollowUp], now: Moment) -> Dossier:
    """Gather everything about one contact; `follow_ups` are all of its own, closed ones too."""
    circle = network.circle(key)
    rows = owe(follow_ups, now)
    return Dossier(
        as_of=now,
        contact=circle.contact,
        facts=tuple(_facts(circle.contact)),
        history=tuple(reversed([one for one in touchpoints(circle) if one.at <= instant(now)])),
        coming=tuple(
            one.interview
            for one in circle.meetings
            if one.interview.end >= day_of(now)
            and one.interview.status in ("", "proposed", "scheduled")
        ),
        owed=tuple(row for row in rows if row.kind != "waiting"),
        owing=tuple(row for row in rows if row.kind == "waiting"),
        referred_by=tuple(network.contacts[who].name for who in network.referrers(key)),
        referred=tuple(network.contacts[who].name for who in network.referred(key)),
    )


def _facts(contact: Contact) -> list[tuple[str, str]]:
    found = []
    for name in _FACTS:
        value = getattr(contact, name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value or "")
        if text:
            found.append((name, "yes" if text == "0001-01-01" else text))
    return found


def explanations(
    network: Network, key: str, rules: Rulebook, birthdays: Iterable[FollowUp], now: Moment
) -> list[Explained]:
    """Give what each rule found about one contact, in the order of the rules."""
    found = [_explained(one, now) for one in explain(network.circle(key), rules)]
    ahead = [one for one in birthdays if not one.closed or one.closed > instant(now)]
    none = Pass(kind="birthday", reason="no birthday is set")
    return [*found, _explained(ahead[0] if ahead else none, now)]


def _explained(found: FollowUp | Pass, now: Moment) -> Explained:
    rule = KINDS[found.kind].owed_when
    if isinstance(found, Pass):
        return Explained(
            kind=found.kind,
            rule=rule,
            finding=found.reason,
            state="not owed",
            due=Moment(""),
            note="",
            line=0,
        )
    return Explained(
        kind=found.kind,
        rule=rule,
        finding=found.reason,
        state=_state(found, now),
        due=found.due,
        note=found.note,
        line=found.line,
    )


def _state(found: FollowUp, now: Moment) -> str:
    if is_open(found, now):
        return state_of(found.due, now)
    if found.opened > instant(now):
        return f"opens {found.opened.replace('T', ' ')}"
    return f"closed {found.closed.replace('T', ' ')}"
