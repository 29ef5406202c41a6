"""What applies before all rules: closed, declined, snoozed, and the end of a search."""

import pytest

from infoview_md.dates import ALWAYS
from infoview_md.network.followup import Pass
from infoview_md.network.followups import RULES, derive, explain
from infoview_md.network.kinds import KINDS
from infoview_md.network.network import Network

from . import builders
from .builders import (
    derived,
    kinds_at,
    only,
    open_at,
    passed,
    path_of,
    person,
    resolve,
    search,
    talk,
    task,
)

OUTREACH = {"reach_out", "try_another", "nudge", "schedule"}
BEFORE_AN_INTERVIEW = {"send_questions", "prepare"}
NEXT_SEARCH = search("2027", started="2027-03-01")
LANDED = search("2026", started="2026-09-01", landed="2026-11-10")


def everything_owed(**facts):
    """A Bo to whom each kind but reach_out is owed, and a Cy for reach_out, with what surrounds them."""
    tasks = (task("a", "2026-11-25"), task("b", "2026-11-25", is_waiting=True))
    bo = {"company": "Acme", "cadence": "2w", "tasks": tasks, "birthday": "--11-27", **facts}
    return [
        person("Bo", asked="2026-11-03", **bo),
        person("Cy", referred_by=("Bo",), **facts),
        person("Di", replied="2026-11-03", **facts),
        talk("Bo", on="2026-11-01T10:00", referrals=("Eva",)),
        talk("Bo", on="2026-11-28T10:00"),
        talk("Cy", on="2026-11-02T10:00"),
        person("Eva", **facts),
    ]


PEOPLE = ("Bo", "Cy", "Di", "Eva")
EVERY_KIND = set(RULES) - {"announce", "nudge", "try_another"}


def kinds_of(facts, at="2026-11-12"):
    return {one.kind for name in PEOPLE for one in open_at(at, name, facts)}


def test_the_vault_of_these_tests_owes_something_of_nearly_every_kind():
    assert kinds_of(everything_owed()) == EVERY_KIND


# closed


def test_nothing_is_owed_to_a_closed_contact():
    facts = everything_owed(closed=ALWAYS)
    assert not any(derived(name, facts) for name in PEOPLE)


def test_a_contact_closed_on_a_day_is_owed_nothing_from_that_day():
    facts = everything_owed(closed="2026-11-12")
    assert kinds_of(facts, "2026-11-11T23:59") == EVERY_KIND
    assert not kinds_of(facts, "2026-11-12")
    assert not kinds_of(facts, "2027-11-12")


def test_each_rule_explains_that_the_contact_is_closed():
    circle = Network(everything_owed(closed=ALWAYS), resolve).circle(path_of("Bo"))
    found = list(explain(circle, builders.RULES))
    assert [one.kind for one in found] == list(RULES)
    assert {one.reason for one in found if isinstance(one, Pass)} == {"the contact is closed"}


def test_a_closed_person_without_follow_ups_does_not_silence_their_referrer():
    facts = [
        person("Ana"),
        person("Bo", referred_by=("Ana",), closed=ALWAYS),
        talk("Bo", on="2026-11-02"),
    ]
    assert kinds_at("2026-11-12", "Ana", *facts) == {"report_back"}


# declined


def test_a_no_ends_the_outreach_and_nothing_else():
    facts = everything_owed(declined="2026-11-12")
    assert kinds_of(facts, "2026-11-11T23:59") == EVERY_KIND
    assert kinds_of(facts, "2026-11-12") == EVERY_KIND - OUTREACH


def test_a_no_on_an_unknown_day_means_that_outreach_was_never_owed():
    facts = everything_owed(declined=ALWAYS)
    kinds = {one.kind for name in PEOPLE for one in derived(name, facts)}
    assert not kinds & OUTREACH
    assert {"thank_you", "report_back", "promise", "stay_in_touch"} <= kinds


def test_the_kinds_of_outreach_are_the_four():
    assert {kind for kind, row in KINDS.items() if row.is_outreach} == OUTREACH


# snoozed


def test_a_snooze_holds_every_follow_up_of_the_contact_until_its_day():
    plain, snoozed = everything_owed(), everything_owed(snoozed_until="2026-12-05")
    for name in PEOPLE:
        before, after = derived(name, plain), derived(name, snoozed)
        assert [one.id for one in before] == [one.id for one in after]
        for one, held in zip(before, after, strict=True):
            assert held.due == max(one.due, "2026-12-05")


def test_a_snooze_never_makes_anything_due_earlier():
    for until in ("2020-01-01", "2026-11-25", ALWAYS):
        facts = [
            person("Bo", snoozed_until=until, tasks=(task("a", "2026-11-25"),)),
            talk("Bo", on="2026-11-24T14:00"),
        ]
        assert only("Bo", "promise", facts).due == "2026-11-25"
        assert only("Bo", "thank_you", facts).due == "2026-11-25T14:20"


def test_a_snooze_of_one_contact_leaves_the_other_of_an_interview_alone():
    facts = [
        person("Bo", snoozed_until="2026-12-05"),
        person("Cy"),
        talk("Bo", "Cy", on="2026-11-20T14:00"),
    ]
    assert only("Bo", "thank_you", facts).due == "2026-12-05"
    assert only("Cy", "thank_you", facts).due == "2026-11-21T14:20"


# landed


def test_after_landing_outreach_and_preparation_stop_and_the_rest_goes_on():
    facts = [*everything_owed(), LANDED]
    stopped = OUTREACH | BEFORE_AN_INTERVIEW
    assert kinds_of(facts, "2026-11-09T23:59") == EVERY_KIND
    assert kinds_of(facts, "2026-11-10") == (EVERY_KIND - stopped) | {"announce"}


def test_what_arises_after_the_landing_is_never_owed():
    facts = [
        person("Bo", asked="2026-11-12"),
        person("Cy", replied="2026-11-12"),
        talk("Cy", on="2026-11-20", referrals=("Di",)),
        person("Di"),
        LANDED,
    ]
    for name in ("Bo", "Cy", "Di"):
        assert not {one.kind for one in derived(name, facts)} & OUTREACH


def test_an_interview_held_after_the_landing_is_still_thanked_for():
    facts = [person("Bo"), talk("Bo", on="2026-11-12T10:00"), LANDED]
    assert {"thank_you", "write_up"} <= kinds_at("2026-11-13", "Bo", *facts)


def test_the_next_search_starts_outreach_anew_but_not_what_the_last_one_left():
    facts = [
        person("Bo", asked="2026-10-20"),
        person("Cy", asked="2026-12-20"),
        person("Di", asked="2027-03-01"),
        LANDED,
        NEXT_SEARCH,
    ]
    assert kinds_at("2026-11-09", "Bo", *facts) == {"nudge"}
    assert not kinds_at("2027-04-01", "Bo", *facts)
    assert not kinds_at("2027-04-01", "Cy", *facts)
    assert kinds_at("2027-04-01", "Di", *facts) == {"nudge"}


def test_an_interview_of_the_next_search_is_prepared_also_with_an_old_acquaintance():
    facts = [
        person("Bo", asked="2026-09-20", replied="2026-09-22", told_landed="2026-11-12"),
        talk("Bo", on="2026-10-01", status="done", has_notes=True, thank_you_sent="2026-10-01"),
        talk("Bo", on="2027-03-20T10:00"),
        LANDED,
        NEXT_SEARCH,
    ]
    assert kinds_at("2027-03-15", "Bo", *facts) == BEFORE_AN_INTERVIEW


def test_a_landing_ends_nothing_while_another_search_goes_on():
    beside = search("Beside", started="2026-10-01")
    facts = [person("Bo", asked="2026-11-03"), person("Cy", asked="2026-11-12"), LANDED, beside]
    assert kinds_at("2026-11-30", "Bo", *facts) == {"nudge"}
    assert kinds_at("2026-11-30", "Cy", *facts) == {"nudge"}


def test_the_current_search_needs_no_start_to_be_the_current_one():
    facts = [person("Bo", asked="2026-11-12"), LANDED, search("New")]
    assert kinds_at("2026-11-30", "Bo", *facts) == {"nudge"}


def test_the_last_of_two_landings_ends_the_outreach():
    second = search("Second", started="2026-10-01", landed="2026-11-20")
    facts = [person("Bo", asked="2026-11-12"), LANDED, second]
    assert only("Bo", "nudge", facts).closed == "2026-11-20"


def test_a_plan_to_reach_out_belongs_to_the_search_of_its_date():
    facts = [
        person("Bo", reach_out_by="2026-12-01"),
        person("Cy", reach_out_by="2027-03-10"),
        LANDED,
        NEXT_SEARCH,
    ]
    assert only("Bo", "reach_out", facts).closed == "2026-11-10"
    assert only("Cy", "reach_out", facts).closed == ""


def test_a_vault_without_a_search_note_is_a_search_without_an_end():
    assert kinds_at("2026-11-30", "Bo", person("Bo", asked="2026-11-12")) == {"nudge"}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ([person("Bo", asked="2026-11-03", nudged=ALWAYS)], "closed, the notes do not say when"),
        ([person("Bo", asked="2026-11-03", declined=ALWAYS)], "they declined"),
        ([person("Bo", asked="2026-11-13"), LANDED], "the search had landed"),
    ],
)
def test_what_was_never_owed_says_why(facts, reason):
    assert passed("Bo", "nudge", facts).startswith(f"{reason} (asked 2026-11-")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_rule_says_what_it_found(name):
    circle = Network([*everything_owed(), LANDED], resolve).circle(path_of(name))
    found = list(explain(circle, builders.RULES))
    assert {one.kind for one in found} == set(RULES)
    assert all(one.reason for one in found)
    assert derive(circle, builders.RULES) == [one for one in found if not isinstance(one, Pass)]
