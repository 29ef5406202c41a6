"""Whom `next` proposes to ask."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment
from infoview_md.network.asking import Proposal, propose
from infoview_md.network.model import Fact
from tests.network.builders import RULES, path_of, person, rules, search, talk
from tests.network.desks import linked

TODAY = Moment("2026-11-23")  # a Monday


def proposed(*facts: Fact, count: int = 9, today: str = TODAY) -> tuple[Proposal, ...]:
    return propose(linked(*facts), today=Moment(today), count=count, rules=RULES)


def names(*facts: Fact, count: int = 9, today: str = TODAY) -> list[str]:
    return [one.name for one in proposed(*facts, count=count, today=today)]


def test_warm_ties_and_referrals_come_before_acquaintances_and_those_before_strangers():
    found = names(
        person("Cold", channel="cold"),
        person("Linked", channel="linkedin"),
        person("Friend", channel="friend"),
        person("Alum", channel="alumni"),
        person("Member", channel="association"),
        person("Referred", referred_by=("Friend",)),
        person("Unknown"),
    )
    assert found == ["Referred", "Friend", "Alum", "Member", "Linked", "Cold", "Unknown"]


def test_the_small_batch_is_cut_to_the_number_asked_for():
    facts = [person(f"P{number}", channel="friend") for number in range(9)]
    assert len(names(*facts, count=3)) == 3
    assert names(*facts, count=0) == []


def test_at_one_company_the_decision_maker_comes_first_and_the_others_wait():
    (found,) = proposed(
        person("Peer", company="Acme", seniority="peer", channel="friend"),
        person("Boss", company="ACME", seniority="decision_maker", channel="friend"),
        person("Manager", company="Acme", seniority="Manager", channel="friend"),
        person("Unknown", company="acme.", channel="friend"),
    )
    assert found.name == "Boss"
    assert found.then == ("Manager", "Peer", "Unknown")
    assert "a decision maker" in found.reasons


def test_a_warm_tie_at_a_company_goes_before_a_cold_decision_maker():
    (found,) = proposed(
        person("Boss", company="Acme", seniority="decision_maker", channel="cold"),
        person("Friend", company="Acme", seniority="peer", channel="friend"),
    )
    assert (found.name, found.then) == ("Friend", ("Boss",))


def test_priority_orders_people_of_equal_warmth():
    found = names(
        person("Late", channel="friend", priority=4),
        person("First", channel="family", priority=1),
        person("Usual", channel="friend"),
    )
    assert found == ["First", "Usual", "Late"]


@pytest.mark.parametrize(
    "fact",
    [
        {"asked": "2026-11-01"},
        {"asked": "0001-01-01"},
        {"replied": "2026-11-01"},
        {"declined": "2026-11-01"},
        {"closed": "0001-01-01"},
        {"snoozed_until": "2026-11-24"},
    ],
)
def test_who_was_asked_declined_closed_or_snoozed_is_left_out(fact):
    assert names(person("Ann", channel="friend", **fact)) == []


def test_a_snooze_that_has_ended_holds_nobody_back():
    assert names(person("Ann", channel="friend", snoozed_until="2026-11-23")) == ["Ann"]


@pytest.mark.parametrize("status", ["", "done", "scheduled", "no_show"])
def test_who_has_a_talk_is_left_out(status):
    assert names(person("Ann"), talk("Ann", on="2026-11-30T10:00", status=status)) == []


def test_a_cancelled_talk_leaves_them_to_be_asked_and_a_proposed_one_says_its_time():
    (found,) = proposed(
        person("Ann"),
        talk("Ann", on="2026-11-10T10:00", status="cancelled"),
        talk("Ann", on="2026-12-07T10:00", status="proposed"),
    )
    assert "a time is set aside for them on 2026-12-07 at 10:00" in found.reasons


def test_somebody_named_in_an_interview_is_proposed_also_without_a_note():
    (found,) = proposed(person("Ann"), talk("Ann", on="2026-11-18T10:00", referrals=("Bo Lee",)))
    assert (found.name, found.has_note) == ("Bo Lee", False)
    assert found.reasons == ("Ann named them on 2026-11-18",)


def test_a_referrer_who_has_no_note_is_not_proposed():
    assert names(person("Ann", referred_by=("Ghost",))) == ["Ann"]


def test_a_company_rests_while_somebody_there_may_still_answer():
    asked = person("Asked", company="Acme", asked="2026-11-19")  # a Thursday
    waiting = person("Next", company="Acme", channel="friend")
    assert names(asked, waiting, today="2026-11-23") == []
    assert names(asked, waiting, today="2026-11-24") == ["Next"]


def test_after_silence_the_next_down_the_chain_is_proposed_and_the_reason_says_so():
    (found,) = proposed(
        person("Boss", company="Acme", seniority="decision_maker", asked="2026-11-02"),
        person("Peer", company="Acme", seniority="peer"),
    )
    assert found.reasons[-1] == "Boss there was asked on 2026-11-02 and has not answered"


def test_after_a_no_the_next_is_proposed():
    (found,) = proposed(
        person("Boss", company="Acme", asked="2026-11-20", declined="2026-11-20"),
        person("Peer", company="Acme"),
    )
    assert found.reasons[-1] == "Boss there has declined"


def test_a_company_rests_while_a_talk_there_is_to_come_and_opens_once_it_was_held():
    facts = (
        person("Boss", company="Acme", asked="2026-11-02", replied="2026-11-04"),
        talk("Boss", on="2026-11-24T10:00", status="scheduled"),
        person("Peer", company="Acme"),
    )
    assert names(*facts) == []
    held = (facts[0], talk("Boss", on="2026-11-19T10:00", status="done"), facts[2])
    assert names(*held) == ["Peer"]


def test_a_yes_without_a_date_holds_the_company_for_two_weeks():
    boss = person("Boss", company="Acme", asked="2026-11-02", replied="2026-11-10")
    peer = person("Peer", company="Acme")
    assert names(boss, peer, today="2026-11-23") == []
    assert names(boss, peer, today="2026-11-24") == ["Peer"]


def test_nobody_is_proposed_once_the_search_has_landed():
    friend = person("Friend", channel="friend")
    landed = search(started="2026-09-01", landed="2026-11-20")
    assert names(friend, landed) == []
    assert names(friend, landed, search("New", started="2026-11-22")) == ["Friend"]
    assert names(friend, landed, today="2026-11-19") == ["Friend"]


def test_the_date_to_ask_by_orders_and_is_a_reason():
    found = proposed(
        person("Later", channel="friend", reach_out_by="2026-12-01"),
        person("Sooner", channel="friend", reach_out_by="2026-11-20"),
    )
    assert [one.name for one in found] == ["Sooner", "Later"]
    assert "you wanted to ask by 2026-11-20" in found[0].reasons
    assert "you want to ask by 2026-12-01" in found[1].reasons


def test_a_channel_of_ones_own_word_counts_as_an_acquaintance():
    found = proposed(person("Climber", channel="climbing"), person("Cold", channel="cold"))
    assert [one.name for one in found] == ["Climber", "Cold"]
    assert found[0].reasons == ("you know each other by climbing",)


def test_a_holiday_keeps_the_company_waiting_one_day_longer():
    facts = [person("Asked", company="Acme", asked="2026-11-19"), person("Next", company="Acme")]
    network = linked(*facts)
    book = rules(holidays=["2026-11-23"])
    assert propose(network, today=Moment("2026-11-24"), count=3, rules=book) == ()


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "company": st.sampled_from(["", "Acme", "Bolt", "Cork"]),
            "seniority": st.sampled_from(["", "peer", "manager", "decision_maker"]),
            "channel": st.sampled_from(["", "friend", "cold", "event", "sauna"]),
            "priority": st.integers(0, 5),
            "asked": st.sampled_from(["", "", "2026-11-02", "2026-11-20"]),
        }
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_no_company_is_proposed_twice_and_nobody_who_was_asked(people):
    facts = [person(f"P{number}", **facts) for number, facts in enumerate(people)]
    found = proposed(*facts)
    companies = [one.company for one in found if one.company]
    assert len(companies) == len(set(companies))
    asked = {one.path for one in facts if one.asked}
    assert not asked & {one.key for one in found}
    assert found == proposed(*reversed(facts))
    assert all(one.key == path_of(one.name) for one in found)
