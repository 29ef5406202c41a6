"""The numbers of generated vaults, counted again by hand from what was written into the notes.

Nothing of the program is used for the recount: dates are `datetime`, people are dictionaries, and every number is the
length of a list that its definition in the documentation describes.
"""

import json
import shutil
from datetime import date, datetime, timedelta
from random import Random
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.command import infoview
from tests.commands import _own_folders  # noqa: F401 - a fixture

NAMES = (
    "Ada Abel",
    "Ben Brandt",
    "Chioma Eze",
    "Dmitri Dubois",
    "Elif Ito",
    "Farah Jansen",
    "Gil Ito",
    "Hiro Abel",
    "Ines Roe",
)
GHOST = "Nobody Yet"
FIRST = date(2026, 11, 1)


def one_of(chance: Random, *choices):
    return chance.choice(choices)


def a_day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randint(0, 23))


def a_moment(chance: Random) -> date | datetime:
    day = a_day(chance)
    if chance.random() < 0.4:
        return day
    return datetime(day.year, day.month, day.day, chance.randint(6, 21), 15 * chance.randint(0, 3))


def seldom(chance: Random, value, rate: float = 0.7):
    return value if chance.random() < rate else None


def some(chance: Random, pool, most: int) -> list:
    return chance.sample(pool, chance.randint(0, most))


def a_person(chance: Random) -> dict:
    return {
        "asked": one_of(chance, None, "true", *(a_moment(chance) for _ in range(6))),
        "replied": one_of(chance, None, None, "true", *(a_moment(chance) for _ in range(4))),
        "declined": seldom(chance, a_day(chance), 0.2),
        "last_contact": seldom(chance, a_day(chance), 0.3),
        "log": [a_day(chance) for _ in range(chance.randint(0, 2))],
        "channel": one_of(chance, "", "alumni", "cold", "referral"),
        "seniority": one_of(chance, "", "peer", "decision_maker"),
        "referred_by": some(chance, [*NAMES, GHOST], 1 + (chance.random() < 0.2)),
    }


def a_talk(chance: Random, names: list[str]) -> dict:
    at = a_moment(chance)
    after = begins(at) + timedelta(minutes=one_of(chance, 20, 1400, 1455, 1460, 1465, 2880, 5000))
    thanked = after if chance.random() < 0.6 else after.date()
    return {
        "contact": chance.sample(names, min(len(names), one_of(chance, 1, 1, 2))),
        "date": at,
        "status": one_of(
            chance, "", "", "", "done", "scheduled", "cancelled", "no_show", "proposed"
        ),
        "thank_you_sent": seldom(chance, thanked),
        "referrals": some(chance, [*NAMES, GHOST], 3),
        "opportunities": some(chance, ["a post in May", "a contract"], 2),
    }


def a_vault(chance: Random) -> tuple[dict, list, datetime, date | None]:
    """Make up (contacts by name, interviews, now, since): little, much and nothing, before and after."""
    names = chance.sample(NAMES, one_of(chance, 0, 1, 3, 6, 9, 9, 9))
    contacts = {name: a_person(chance) for name in names}
    talks = [a_talk(chance, names) for _ in range(chance.randint(0, 8))] if names else []
    now = datetime(
        2026, 11, chance.randint(8, 29), chance.randint(0, 23), 15 * chance.randint(0, 3)
    )
    since = a_day(chance)
    return contacts, talks, now, since if since <= now.date() and chance.random() < 0.4 else None


def written(value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def note(kind: str, said: dict, links: tuple[str, ...], log=()) -> str:
    lines = ["---", f"type: {kind}"]
    for name, value in said.items():
        if name in links:
            lines += [f"{name}:", *(f'  - "[[{one}]]"' for one in value)] if value else []
        elif isinstance(value, list):
            lines += [f"{name}: [{', '.join(value)}]"] if value else []
        elif value:
            lines.append(f"{name}: {written(value)}")
    return "\n".join([*lines, "---", "## Log", *(f"- {one} email: hello" for one in log), ""])


# --- the recount ----------------------------------------------------------------------------------


def on(value) -> date:
    return value.date() if isinstance(value, datetime) else value


def begins(value) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def is_date(value) -> bool:
    return isinstance(value, date)


class Recount:
    def __init__(self, contacts: dict, interviews: list, now: datetime, since: date | None) -> None:
        self.contacts, self.now, self.since = contacts, now, since
        self.interviews = interviews
        self.held = [one for one in interviews if self.is_held(one)]
        self.known = [name for name in contacts if self.is_known(name)]
        self.asked = [name for name in self.known if self.was_asked(name)]
        self.answered = [name for name in self.asked if self.has_answered(name)]
        self.talked = [n for n in self.known if any(n in one["contact"] for one in self.held)]
        self.pairs = self.referrals()

    def is_past(self, value) -> bool:
        return value == "true" or (is_date(value) and begins(value) <= self.now)

    def within(self, value) -> bool:
        if self.since is None:
            return self.is_past(value)
        return is_date(value) and self.is_past(value) and on(value) >= self.since

    def is_over(self, one) -> bool:
        if isinstance(one["date"], datetime):
            return one["date"] + timedelta(minutes=20) <= self.now
        ended = one["date"] + timedelta(days=one["status"] != "done")
        return begins(ended) <= self.now

    def is_held(self, one) -> bool:
        is_late_enough = self.since is None or on(one["date"]) >= self.since
        return one["status"] in ("", "done") and self.is_over(one) and is_late_enough

    def ever_held(self, one) -> bool:
        return one["status"] in ("", "done") and self.is_over(one)

    def first_heard(self, name) -> tuple[date | None, bool]:
        """Give the first day on which something was known, and whether something is noted of later days only."""
        said = self.contacts[name]
        own = [said[p] for p in ("asked", "replied", "last_contact") if is_date(said[p])]
        own += said["log"]
        for one in self.interviews:
            if name in one["contact"] and one["thank_you_sent"]:
                own.append(one["thank_you_sent"])
        past = [on(at) for at in own if self.is_past(at)]
        for one in self.interviews:
            if name in one["contact"] and one["status"] in ("", "done"):
                begun = isinstance(one["date"], datetime)
                past += (
                    [on(one["date"])]
                    if self.is_over(one) or (not begun and self.is_past(one["date"]))
                    else []
                )
            if name in one["referrals"] and self.is_past(one["date"]):
                past.append(on(one["date"]))
        return min(past, default=None), bool(own) and not past

    def is_known(self, name) -> bool:
        return not self.first_heard(name)[1]

    def was_asked(self, name) -> bool:
        return self.within(self.contacts[name]["asked"])

    def replies(self, name) -> list:
        said = self.contacts[name]
        asked = said["asked"]
        return [
            said[p]
            for p in ("replied", "declined")
            if self.is_past(said[p])
            and (not is_date(said[p]) or not is_date(asked) or on(said[p]) >= on(asked))
        ]

    def has_answered(self, name) -> bool:
        asked = self.contacts[name]["asked"]
        met = [
            one
            for one in self.interviews
            if name in one["contact"]
            and self.ever_held(one)
            and (not is_date(asked) or on(one["date"]) >= on(asked))
        ]
        return bool(self.replies(name) or met)

    def referrals(self) -> set:
        found = {(b, w) for one in self.held for b in one["contact"] for w in one["referrals"]}
        for name in self.known:
            heard = self.first_heard(name)[0]
            if self.since is None or (heard is not None and heard >= self.since):
                found |= {
                    (by, name) for by in self.contacts[name]["referred_by"] if by in self.talked
                }
        return {(by, whom) for by, whom in found if by != whom}

    def waits(self) -> tuple[list[int], list[int]]:
        done, still = [], []
        for name in self.asked:
            asked = self.contacts[name]["asked"]
            if not is_date(asked):
                continue
            dated = [on(at) for at in self.replies(name) if is_date(at)]
            if dated:
                done.append((min(dated) - on(asked)).days)
            elif not self.has_answered(name):
                still.append((self.now.date() - on(asked)).days)
        return sorted(done), sorted(still)

    def half_within(self) -> int | None:
        """Estimate it the long way: day by day, of those still unanswered and watched so long, how many answer."""
        done, still = self.waits()
        silent = 1.0
        for day in range(max([*done, *still], default=-1) + 1):
            watched = sum(one >= day for one in done) + sum(one >= day for one in still)
            silent *= 1 - done.count(day) / watched
            if silent <= 0.5 + 1e-9:
                return day
        return None

    def thanks(self) -> dict[str, int]:
        found = {"in_time": 0, "late": 0, "not_sent": 0, "not_due_yet": 0}
        for one in self.held:
            for _ in one["contact"]:
                found[self.thanked(one)] += 1
        return found

    def thanked(self, one) -> str:
        sent = one["thank_you_sent"]
        if isinstance(one["date"], datetime):
            due = one["date"] + timedelta(minutes=20, hours=24)
        else:  # the whole next day
            due = begins(one["date"] + timedelta(days=2)) - timedelta(minutes=1)
        if sent and self.is_past(sent):
            return "in_time" if begins(sent) <= due else "late"
        return "not_sent" if self.now > due else "not_due_yet"

    def groups(self, of) -> dict[str, tuple[int, int]]:
        return {
            group: (
                len([n for n in self.answered if of(n) == group]),
                len([n for n in self.asked if of(n) == group]),
            )
            for group in {of(name) for name in self.asked}
        }

    def referral_group(self, name) -> str:
        said = self.contacts[name]
        asked = on(said["asked"]) if is_date(said["asked"]) else self.now.date()
        named = any(
            name in one["referrals"]
            and name not in one["contact"]
            and self.ever_held(one)
            and on(one["date"]) <= asked
            for one in self.interviews
        )
        introduced = [by for by in said["referred_by"] if by != name]
        is_with = named or introduced or said["channel"] == "referral"
        return "with a referral" if is_with else "without a referral"

    def weeks(self) -> dict[date, tuple[int, int, int]]:
        heard = {name: self.first_heard(name)[0] for name in self.known}
        eventful = [on(one["date"]) for one in self.held]
        eventful += [at for at in heard.values() if at and (not self.since or at >= self.since)]
        first = self.since or min(eventful, default=None)
        found = {}
        start = first - timedelta(days=first.weekday()) if first else None
        while start and start <= self.now.date():
            week = [start + timedelta(days=n) for n in range(7)]
            new = [
                n for n, at in heard.items() if at in week and (not self.since or at >= self.since)
            ]
            known = [n for n, at in heard.items() if at is None or at <= week[-1]]
            held = [one for one in self.held if on(one["date"]) in week]
            found[start] = (len(held), len(new), len(known))
            start += timedelta(days=7)
        return found


def shares(rows, name: str) -> dict[str, tuple[int, int]]:
    return {row[name]: (row["count"], row["of"]) for row in rows}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=True))
def test_a_recount_by_hand_finds_the_same_numbers(tmp_path, chance):
    contacts, interviews, now, since = a_vault(chance)
    vault = tmp_path / "vault"
    shutil.rmtree(vault, ignore_errors=True)
    (vault / "Interviews").mkdir(parents=True)
    (vault / "infoview.toml").write_text('timezone = "UTC"\n')
    for name, said in contacts.items():
        own = {key: value for key, value in said.items() if key != "log"}
        text = note("contact", own, ("referred_by",), said["log"])
        (vault / f"{name}.md").write_text(text, encoding="utf-8")
    for number, one in enumerate(interviews):
        text = note("interview", one, ("contact", "referrals"))
        (vault / f"Interviews/talk {number}.md").write_text(text, encoding="utf-8")
    words = ["stats", "--format", "json", "--as-of", written(now)]
    said = infoview(*words, *(["--since", written(since)] if since else []), vault=vault)
    assert said.code == 0, said.err
    counted, by_hand = json.loads(said.out), Recount(contacts, interviews, now, since)
    assert_same(counted, by_hand)


def assert_same(counted: dict, by_hand: Recount) -> None:
    known, asked, talked = by_hand.known, by_hand.asked, by_hand.talked
    led = {by for by, _ in by_hand.pairs}
    offered = [
        n for n in talked if any(n in t["contact"] and t["opportunities"] for t in by_hand.held)
    ]
    assert shares(counted["funnel"], "step") == {
        "known": (len(known), len(known)),
        "asked": (len(asked), len(known)),
        "replied": (len(by_hand.answered), len(asked)),
        "talked": (len(talked), len(known)),
        "referred": (len([name for name in known if name in led]), len(talked)),
        "openings": (len(offered), len(talked)),
    }
    for by, of in (
        ("channel", lambda name: by_hand.contacts[name]["channel"] or "not noted"),
        (
            "seniority",
            lambda name: by_hand.contacts[name]["seniority"].replace("_", " ") or "not noted",
        ),
        ("referral", by_hand.referral_group),
    ):
        assert shares(counted["replies"][by], "name") == by_hand.groups(of), by
    done, still = by_hand.waits()
    assert counted["days_to_reply"] == {
        "n": len(done),
        "median": median(done) if done else None,
        "shortest": min(done, default=None),
        "longest": max(done, default=None),
        "not_answered_yet": len(still),
        "half_answer_within": by_hand.half_within(),
    }
    assert counted["thank_yous"] == by_hand.thanks()
    named = {whom for _, whom in by_hand.pairs}
    assert counted["named"] == len(named)
    assert counted["named_without_note"] == len(named - by_hand.contacts.keys())
    assert counted["talks"] == len(by_hand.held)
    per_talk = counted["referrals_per_talk"]
    assert (per_talk is None) == (not by_hand.held)
    assert per_talk is None or per_talk == pytest.approx(len(named) / len(by_hand.held), abs=1e-4)
    assert counted["openings"] == sum(len(one["opportunities"]) for one in by_hand.held)
    weeks = {
        date.fromisoformat(one["starts_on"]): (one["talks"], one["new_contacts"], one["known"])
        for one in counted["weeks"]
    }
    assert weeks == by_hand.weeks()
    assert sum(one["talks"] for one in counted["days"]) == len(by_hand.held)
