"""What holds of the rules whatever a vault says."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import ALWAYS, Moment, to_date
from infoview_md.network.birthdays import birthday_in_year
from infoview_md.network.followups import birthday, derive, explain
from infoview_md.network.model import Contact, Interview
from infoview_md.network.network import Network
from infoview_md.network.report import is_open, owe

from .builders import RULES, logged, path_of, person, resolve, search, talk, task

NAMES = ("Ana", "Bo", "Cy", "Di Stern")  # the last one never has a note
FIRST = date(2026, 10, 15)
DAYS = st.integers(0, 60).map(lambda n: Moment((FIRST + timedelta(days=n)).isoformat()))
TIMES = st.builds(
    lambda day, hour: Moment(f"{day}T{hour:02}:00"), DAYS, st.sampled_from([0, 9, 14, 23])
)
MOMENTS = DAYS | TIMES
FACTS = st.sampled_from(["", "", ALWAYS]) | MOMENTS
PEOPLE = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2)
TASKS = st.builds(
    task,
    st.sampled_from(["call", "send it"]),
    DAYS,
    line=st.integers(9, 12),
    is_done=st.booleans(),
    is_waiting=st.booleans(),
    is_preparation=st.booleans(),
    done_on=st.just("") | DAYS,
)
SETTINGS = settings(max_examples=60, deadline=None)


def contacts(name: str) -> st.SearchStrategy[Contact]:
    marks = ("asked", "nudged", "replied", "declined", "last_contact", "told_landed")
    return st.builds(
        person,
        st.just(name),
        **dict.fromkeys(marks, FACTS),
        reach_out_by=st.just("") | DAYS,
        snoozed_until=st.just("") | DAYS,
        closed=st.sampled_from(["", "", "", ALWAYS, "2026-11-20"]),
        company=st.sampled_from(["", "Acme", "acme"]),
        cadence=st.sampled_from(["", "weekly", "monthly", "10", "often"]),
        birthday=st.sampled_from(["", "--11-05", "1980-12-01"]),
        referred_by=st.lists(st.sampled_from(NAMES), max_size=1).map(tuple),
        log=st.lists(MOMENTS.map(logged), max_size=3).map(tuple),
        tasks=st.lists(TASKS, max_size=3).map(tuple),
    )


def interviews(number: int) -> st.SearchStrategy[Interview]:
    return st.builds(
        lambda people, **facts: talk(*people, note=f"Talk {number}", **facts),
        PEOPLE,
        on=st.just("") | MOMENTS,
        status=st.sampled_from(["", "", "done", "scheduled", "proposed", "cancelled", "no_show"]),
        thank_you_sent=FACTS,
        questions_sent=FACTS,
        referrer_told=FACTS,
        referrals=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
        has_agenda=st.booleans(),
        has_notes=st.booleans(),
        tasks=st.lists(TASKS, max_size=2).map(tuple),
    )


VAULTS = st.builds(
    lambda people, talks, searches: [*people, *talks, *searches],
    st.tuples(*(contacts(name) for name in NAMES[:3])),
    st.integers(0, 4).flatmap(lambda n: st.tuples(*(interviews(one) for one in range(n)))),
    st.lists(
        st.builds(search, st.sampled_from(["One", "Two"]), started=FACTS, landed=FACTS),
        max_size=2,
        unique_by=lambda one: one.path,
    ),
)


def all_owed(facts):
    """Derive everything of a vault, by contact."""
    network = Network(facts, resolve)
    return {key: derive(network.circle(key), RULES) for key in network.contacts}


def flat(facts):
    return [one for owed in all_owed(facts).values() for one in owed]


def open_ids(facts, at):
    return {one.id for one in flat(facts) if is_open(one, at)}


@SETTINGS
@given(facts=VAULTS, data=st.data())
def test_what_is_owed_never_depends_on_the_order_of_the_facts(facts, data):
    assert all_owed(data.draw(st.permutations(facts))) == all_owed(facts)


@SETTINGS
@given(facts=VAULTS, at=MOMENTS)
def test_at_any_moment_no_two_open_debts_are_the_same_one(facts, at):
    found = Counter(one.id for one in flat(facts) if is_open(one, at))
    assert not [one for one, times in found.items() if times > 1]


@SETTINGS
@given(facts=VAULTS, at=MOMENTS)
def test_at_any_moment_a_contact_is_owed_one_touchpoint_and_one_request_at_most(facts, at):
    for owed in all_owed(facts).values():
        kinds = Counter(one.kind for one in owed if is_open(one, at))
        for kind in ("stay_in_touch", "reach_out", "nudge", "try_another", "schedule"):
            assert kinds[kind] <= 1


@SETTINGS
@given(facts=VAULTS, day=MOMENTS, at=MOMENTS)
def test_a_touchpoint_changes_no_report_of_a_moment_before_it(facts, day, at):
    later, earlier = max(day, at), min(day, at)
    if later[:10] == earlier[:10]:
        return
    ana = facts[0]
    touched = [replace(ana, log=(*ana.log, logged(later))), *facts[1:]]
    assert owe(flat(touched), earlier) == owe(flat(facts), earlier)


CLOSINGS = {
    Contact: ("nudged", "declined", "told_landed", "closed"),
    Interview: ("thank_you_sent", "questions_sent", "referrer_told"),
}


@SETTINGS
@given(facts=VAULTS, day=DAYS, at=MOMENTS, data=st.data())
def test_a_closing_fact_opens_nothing_and_changes_no_report_of_a_day_before_it(
    facts, day, at, data
):
    number = data.draw(st.integers(0, len(facts) - 1))
    old = facts[number]
    unset = [name for name in CLOSINGS.get(type(old), ()) if not getattr(old, name)]
    if not unset or getattr(old, "cadence", ""):
        return  # a touchpoint opens the next debt of its cadence; that is another property
    new = replace(old, **{data.draw(st.sampled_from(unset)): day})
    changed = [*facts[:number], new, *facts[number + 1 :]]
    if at < day:
        assert _without_cadence(changed, at) == _without_cadence(facts, at)
    else:
        assert _without_cadence(changed, at) <= _without_cadence(facts, at)


def _without_cadence(facts, at):
    return {one.id for one in flat(facts) if is_open(one, at) and one.kind != "stay_in_touch"}


@SETTINGS
@given(facts=VAULTS, at=MOMENTS)
def test_ids_stay_when_unrelated_facts_are_added(facts, at):
    strangers = [
        person("Zed", asked="2026-11-01", company="Elsewhere", cadence="weekly"),
        talk("Zed", on="2026-11-05", referrals=("Yan",)),
    ]
    assert open_ids(facts, at) <= open_ids([*strangers, *facts], at)


@SETTINGS
@given(facts=VAULTS, until=DAYS)
def test_a_snooze_makes_nothing_due_earlier_and_closes_nothing(facts, until):
    calm = [replace(one, snoozed_until="") if isinstance(one, Contact) else one for one in facts]
    snoozed = [
        replace(one, snoozed_until=until) if isinstance(one, Contact) else one for one in facts
    ]
    for before, after in zip(flat(calm), flat(snoozed), strict=True):
        assert after.due >= before.due
        assert after.due[:10] >= until or not after.contact_path
        assert (after.id, after.opened, after.closed) == (before.id, before.opened, before.closed)


@SETTINGS
@given(facts=VAULTS, closed=DAYS, at=MOMENTS)
def test_from_its_closing_on_nothing_is_owed_to_a_contact(facts, closed, at):
    shut = [replace(facts[0], closed=closed), *facts[1:]]
    if at >= closed:
        assert not [one for one in all_owed(shut)[path_of("Ana")] if is_open(one, at)]


@SETTINGS
@given(facts=VAULTS)
def test_every_finding_is_complete(facts):
    network = Network(facts, resolve)
    for key in network.contacts:
        for one in derive(network.circle(key), RULES):
            assert one.contact
            assert one.reason
            assert one.note
            assert one.line >= 1
            assert one.closed != ALWAYS
            assert to_date(one.due)
            assert to_date(one.opened)
        assert all(one.reason for one in explain(network.circle(key), RULES))


@SETTINGS
@given(facts=VAULTS, year=st.integers(1900, 2100))
def test_a_birthday_is_open_at_most_from_its_policy_to_its_end(facts, year):
    network = Network(facts, resolve)
    for key in network.contacts:
        found = birthday(network.circle(key))
        if found is not None:
            one = birthday_in_year(found, year, 7)
            assert one.opened <= one.due
            last = max(to_date(one.opened) + timedelta(days=8), to_date(one.opened))
            assert not is_open(one, Moment(last.isoformat()))
