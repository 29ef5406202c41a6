"""reach_out, try_another, nudge, schedule.  20 November 2026 is a Friday."""

from dataclasses import replace

import pytest

from infoview_md.dates import ALWAYS
from infoview_md.network.followups import derive
from infoview_md.network.network import Network

from .builders import (
    RULES,
    derived,
    kinds_at,
    only,
    open_at,
    passed,
    path_of,
    person,
    resolve,
    rules,
    talk,
)

# reach_out


def naming_bo(on: str = "2026-11-10T14:00", **facts):
    return talk("Ana", on=on, referrals=("Bo",), **facts)


def test_a_person_who_was_named_is_owed_a_request_three_business_days_after_the_talk():
    facts = [person("Ana"), person("Bo"), naming_bo()]
    owed = only("Bo", "reach_out", facts)
    assert owed.due == "2026-11-13"
    assert owed.opened == "2026-11-10T14:20"
    assert owed.closed == ""
    assert owed.note == "Interviews/2026-11-10 Ana.md"
    assert owed.contact == "Bo"
    assert owed.reason == "Ana named them on 2026-11-10; not asked yet"


@pytest.mark.parametrize(
    ("on", "holidays", "due"),
    [
        ("2026-11-20T14:00", (), "2026-11-25"),  # a weekend in between
        ("2026-11-20", (), "2026-11-25"),
        ("2026-11-21", (), "2026-11-25"),  # talked on a Saturday
        ("2026-11-24T17:00", ("2026-11-26",), "2026-11-30"),  # Thanksgiving and a weekend
        ("2026-12-23", ("2026-12-25", "2027-01-01"), "2026-12-29"),
        ("2026-11-10T23:50", (), "2026-11-13"),  # ends on the next day, was held on this one
    ],
)
def test_a_request_is_due_on_a_business_day(on, holidays, due):
    facts = [person("Ana"), person("Bo"), naming_bo(on)]
    assert only("Bo", "reach_out", facts, rules(holidays=holidays)).due == due


def test_a_request_is_not_owed_before_the_talk_that_named_them_was_over():
    facts = [person("Ana"), person("Bo"), naming_bo()]
    assert not open_at("2026-11-10T14:10", "Bo", facts)
    assert open_at("2026-11-10T14:20", "Bo", facts)


def test_a_person_named_without_a_note_is_owed_a_request_by_name():
    facts = [person("Ana"), talk("Ana", on="2026-11-10", referrals=("Bo Berg",))]
    owed = only("?bo berg", "reach_out", facts)
    assert (owed.contact, owed.contact_path) == ("Bo Berg", "")
    assert owed.due == "2026-11-13"
    assert owed.note == "Interviews/2026-11-10 Ana.md"


def test_the_reason_calls_people_as_their_notes_do():
    facts = [
        person("Ana"),
        person("Bo"),
        person("Eva"),
        replace(talk("Ana", "Eva", on="2026-11-10", referrals=("Bo",)), contacts=("ana", "EVA")),
    ]

    def find(target: str, source: str) -> str:
        return path_of(target.capitalize())

    (owed,) = derive(Network(facts, find).circle(path_of("Bo")), RULES)
    assert owed.reason == "Ana and Eva named them on 2026-11-10; not asked yet"


def test_two_interviews_that_name_the_same_stranger_owe_one_request_from_the_first():
    facts = [
        talk("Ana", on="2026-11-12", referrals=("bo berg",)),
        talk("Cy", on="2026-11-10", referrals=("Bo Berg",)),
    ]
    owed = only("?bo berg", "reach_out", facts)
    assert owed.due == "2026-11-13"


def test_asking_closes_the_request_from_the_start_of_that_day():
    facts = [person("Ana"), person("Bo", asked="2026-11-12"), naming_bo()]
    assert only("Bo", "reach_out", facts).closed == "2026-11-12"
    assert open_at("2026-11-11T23:59", "Bo", facts, "reach_out")
    assert not open_at("2026-11-12T00:00", "Bo", facts, "reach_out")


def test_somebody_who_was_asked_on_an_unknown_day_is_owed_no_request():
    facts = [person("Ana"), person("Bo", asked=ALWAYS), naming_bo()]
    assert not derived("Bo", facts, "reach_out")


@pytest.mark.parametrize("status", ["", "scheduled", "done", "no_show"])
def test_somebody_with_whom_a_talk_is_noted_is_not_asked_for_one(status):
    facts = [person("Ana"), person("Bo"), naming_bo(), talk("Bo", on="2026-11-25", status=status)]
    assert not open_at("2026-11-26", "Bo", facts, "reach_out")


def test_a_talk_that_is_arranged_for_next_week_is_not_asked_for():
    facts = [person("Ana"), person("Bo"), naming_bo(), talk("Bo", on="2026-11-25T10:00")]
    assert not open_at("2026-11-20", "Bo", facts, "reach_out")


def test_a_talk_that_took_place_without_a_date_closes_the_request():
    facts = [person("Ana"), person("Bo"), naming_bo(), talk("Bo", note="Bo", status="done")]
    assert not derived("Bo", facts, "reach_out")


@pytest.mark.parametrize("status", ["cancelled", "proposed"])
def test_a_talk_that_never_was_leaves_the_request_owed(status):
    facts = [person("Ana"), person("Bo"), naming_bo(), talk("Bo", on="2026-11-12", status=status)]
    assert open_at("2026-11-20", "Bo", facts, "reach_out")


def test_somebody_whom_one_had_met_before_being_referred_is_not_asked():
    met = talk("Bo", on="2026-10-01", status="done")
    facts = [person("Ana"), person("Bo"), naming_bo(), met]
    assert not open_at("2026-11-12", "Bo", facts, "reach_out")


def test_a_date_to_reach_out_by_needs_no_referral():
    owed = only("Bo", "reach_out", [person("Bo", reach_out_by="2026-11-28")])
    assert owed.due == "2026-11-28"  # a Saturday, because the user said so
    assert owed.note == path_of("Bo")


def test_a_date_to_reach_out_by_goes_before_the_policy():
    facts = [person("Ana"), person("Bo", reach_out_by="2026-12-01"), naming_bo()]
    assert only("Bo", "reach_out", facts).due == "2026-12-01"


def test_planning_the_request_keeps_it_the_same_debt():
    named = [person("Ana"), person("Bo"), naming_bo()]
    planned = [person("Ana"), person("Bo", reach_out_by="2026-12-01"), naming_bo()]
    assert only("Bo", "reach_out", named).id == only("Bo", "reach_out", planned).id


def test_who_was_referred_is_owed_a_request_after_the_last_talk_with_the_referrer():
    facts = [
        person("Ana"),
        person("Bo", referred_by=("Ana",)),
        talk("Ana", on="2026-11-02", status="done"),
        talk("Ana", on="2026-11-10T14:00"),
    ]
    assert [one.due for one in open_at("2026-11-11", "Bo", facts)] == ["2026-11-13"]
    assert [one.due for one in open_at("2026-11-05", "Bo", facts)] == ["2026-11-05"]


def test_a_talk_with_the_referrer_that_was_not_held_sets_no_date():
    facts = [
        person("Ana"),
        person("Bo", referred_by=("Ana",)),
        talk("Ana", on="2026-11-02", status="done"),
        talk("Ana", on="2026-11-09", status="cancelled"),
        talk("Ana", on="2026-11-10", status="no_show"),
        talk("Ana", on="2026-11-11", status="scheduled"),
    ]
    assert only("Bo", "reach_out", facts).due == "2026-11-05"


def test_the_interview_that_names_them_goes_before_the_last_talk_with_the_referrer():
    facts = [
        person("Ana"),
        person("Bo", referred_by=("Ana",)),
        naming_bo("2026-11-02"),
        talk("Ana", on="2026-11-10"),
    ]
    assert only("Bo", "reach_out", facts).due == "2026-11-05"


def test_an_interview_without_a_date_that_names_them_leaves_the_last_talk_to_count_from():
    facts = [
        person("Ana"),
        person("Bo", referred_by=("Ana",)),
        talk("Ana", note="Ana once", referrals=("Bo",)),
        talk("Ana", on="2026-11-10"),
    ]
    assert only("Bo", "reach_out", facts).due == "2026-11-13"


def test_a_referral_without_any_talk_has_nothing_to_count_from():
    facts = [person("Ana"), person("Bo", referred_by=("Ana",))]
    assert not derived("Bo", facts, "reach_out")
    assert "set reach_out_by" in passed("Bo", "reach_out", facts)


def test_a_referrer_without_a_note_counts_through_the_interviews_that_name_them():
    facts = [person("Bo", referred_by=("Ana Stern",)), talk("ana stern", on="2026-11-10")]
    assert only("Bo", "reach_out", facts).due == "2026-11-13"


def test_somebody_whom_nobody_named_is_owed_no_request():
    assert passed("Bo", "reach_out", [person("Bo")]) == (
        "nobody referred you and there is no reach_out_by"
    )


def test_the_policy_sets_the_days_of_a_request():
    facts = [person("Ana"), person("Bo"), naming_bo()]
    assert only("Bo", "reach_out", facts, rules(reach_out_business_days=1)).due == "2026-11-11"


# try_another


def test_after_three_business_days_without_a_reply_somebody_else_there_is_asked():
    owed = only("Bo", "try_another", [person("Bo", company="Acme", asked="2026-11-20")])
    assert owed.due == "2026-11-25"
    assert owed.opened == "2026-11-20"
    assert owed.closed == ""


def test_a_request_without_a_company_has_nobody_else_to_ask():
    assert passed("Bo", "try_another", [person("Bo", asked="2026-11-20")]) == "has no company"


@pytest.mark.parametrize("fact", ["replied", "nudged", "declined"])
def test_a_reply_a_reminder_or_a_no_closes_trying_another(fact):
    facts = [person("Bo", company="Acme", asked="2026-11-20", **{fact: "2026-11-24"})]
    assert only("Bo", "try_another", facts).closed == "2026-11-24"


def test_asking_somebody_else_there_closes_it_however_the_company_is_written():
    facts = [
        person("Bo", company="Acme Inc.", asked="2026-11-20"),
        person("Cy", company="acme  inc", asked="2026-11-24"),
        person("Di", company="Other", asked="2026-11-23"),
    ]
    assert only("Bo", "try_another", facts).closed == "2026-11-24"


def test_who_was_asked_earlier_at_the_company_does_not_count_as_another():
    facts = [
        person("Bo", company="Acme", asked="2026-11-20"),
        person("Cy", company="Acme", asked="2026-11-12"),
    ]
    assert only("Bo", "try_another", facts).closed == ""
    assert only("Cy", "try_another", facts).closed == "2026-11-20"


def test_two_who_were_asked_on_one_day_are_each_the_other_one():
    facts = [
        person("Bo", company="Acme", asked="2026-11-20"),
        person("Cy", company="Acme", asked="2026-11-20"),
    ]
    for name in ("Bo", "Cy"):
        assert not open_at("2026-11-30", name, facts, "try_another")


# nudge


@pytest.mark.parametrize(
    ("asked", "holidays", "due"),
    [
        ("2026-11-20", (), "2026-12-01"),
        ("2026-11-20T23:15", (), "2026-12-01"),
        ("2026-11-21", (), "2026-12-01"),
        ("2026-11-16", (), "2026-11-25"),
        ("2026-11-16", ("2026-11-19",), "2026-11-26"),
        ("2026-12-21", ("2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01"), "2027-01-05"),
    ],
)
def test_the_one_reminder_is_due_seven_business_days_after_the_request(asked, holidays, due):
    owed = only("Bo", "nudge", [person("Bo", asked=asked)], rules(holidays=holidays))
    assert owed.due == due
    assert owed.opened == asked


@pytest.mark.parametrize("fact", ["nudged", "replied", "declined"])
def test_a_reminder_is_closed_by_itself_a_reply_or_a_no(fact):
    facts = [person("Bo", asked="2026-11-10", **{fact: "2026-11-17"})]
    assert only("Bo", "nudge", facts).closed == "2026-11-17"
    assert open_at("2026-11-16", "Bo", facts, "nudge")
    assert not open_at("2026-11-17", "Bo", facts, "nudge")


@pytest.mark.parametrize("fact", ["nudged", "replied", "declined"])
def test_an_undated_reminder_reply_or_no_means_that_none_is_owed(fact):
    assert not derived("Bo", [person("Bo", asked="2026-11-10", **{fact: ALWAYS})], "nudge")


def test_a_reply_on_the_day_of_the_request_leaves_nothing_to_remind_of():
    facts = [person("Bo", asked="2026-11-10T15:00", replied="2026-11-10")]
    assert kinds_at("2026-11-30", "Bo", *facts) == {"schedule"}


def test_who_was_talked_to_after_the_request_needs_no_reminder():
    facts = [person("Bo", asked="2026-11-10"), talk("Bo", on="2026-11-12T09:00")]
    assert not derived("Bo", facts, "nudge")


def test_a_talk_before_the_request_is_no_answer_to_it():
    facts = [person("Bo", asked="2026-11-10"), talk("Bo", on="2026-10-12", status="done")]
    assert only("Bo", "nudge", facts).due == "2026-11-19"


@pytest.mark.parametrize("status", ["proposed", "cancelled"])
def test_a_talk_that_is_only_proposed_is_no_answer(status):
    facts = [person("Bo", asked="2026-11-10"), talk("Bo", on="2026-11-30", status=status)]
    assert open_at("2026-11-22", "Bo", facts, "nudge")


def test_who_was_not_asked_is_not_reminded():
    assert passed("Bo", "nudge", [person("Bo")]) == "not asked on a date"


# schedule


@pytest.mark.parametrize(
    ("replied", "holidays", "due"),
    [
        ("2026-11-19", (), "2026-11-20"),
        ("2026-11-20", (), "2026-11-23"),
        ("2026-11-20T22:00", (), "2026-11-23"),
        ("2026-11-22", ("2026-11-23",), "2026-11-24"),
    ],
)
def test_a_reply_is_answered_with_a_date_on_the_next_business_day(replied, holidays, due):
    owed = only("Bo", "schedule", [person("Bo", replied=replied)], rules(holidays=holidays))
    assert owed.due == due
    assert owed.opened == replied


@pytest.mark.parametrize("status", ["", "proposed", "scheduled", "done"])
def test_an_interview_note_closes_the_scheduling(status):
    facts = [person("Bo", replied="2026-11-10"), talk("Bo", on="2026-11-25T10:00", status=status)]
    assert not derived("Bo", facts, "schedule")


def test_an_interview_on_the_day_of_the_reply_comes_after_it():
    facts = [person("Bo", replied="2026-11-10T09:00"), talk("Bo", on="2026-11-10")]
    assert not derived("Bo", facts, "schedule")


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_a_talk_that_did_not_take_place_has_to_be_arranged_again(status):
    facts = [person("Bo", replied="2026-11-10"), talk("Bo", on="2026-11-12", status=status)]
    assert only("Bo", "schedule", facts).due == "2026-11-11"


def test_a_talk_before_the_reply_does_not_answer_it():
    facts = [person("Bo", replied="2026-11-10"), talk("Bo", on="2026-10-12", status="done")]
    assert only("Bo", "schedule", facts).closed == ""


def test_an_interview_note_without_a_date_yet_is_one():
    facts = [person("Bo", replied="2026-11-10"), talk("Bo", note="Coffee with Bo")]
    assert not derived("Bo", facts, "schedule")


def test_a_no_after_a_yes_closes_the_scheduling():
    facts = [person("Bo", replied="2026-11-10", declined="2026-11-12")]
    assert only("Bo", "schedule", facts).closed == "2026-11-12"


def test_a_reply_that_is_the_no_leaves_nothing_to_arrange():
    facts = [person("Bo", asked="2026-11-05", replied="2026-11-10", declined="2026-11-10")]
    assert not kinds_at("2026-11-20", "Bo", *facts)


def test_a_path_of_outreach_has_one_step_open_at_a_time():
    ana = talk("Ana", on="2026-11-02", referrals=("Bo",))
    bo = person("Bo", asked="2026-11-04", nudged="2026-11-16", replied="2026-11-18")
    facts = [person("Ana"), bo, ana]
    assert kinds_at("2026-11-03", "Bo", *facts) == {"reach_out"}
    assert kinds_at("2026-11-10", "Bo", *facts) == {"nudge"}
    assert kinds_at("2026-11-17", "Bo", *facts) == set()
    assert kinds_at("2026-11-19", "Bo", *facts) == {"schedule"}


def test_a_contact_of_whom_nothing_is_known_is_owed_nothing():
    network = Network([person("Bo")], resolve)
    assert derive(network.circle(path_of("Bo")), RULES) == []


def test_a_dated_reply_dates_the_end_of_waiting_also_where_a_talk_followed():
    facts = [
        person("Bo", asked="2026-11-03", replied="2026-11-06", company="Acme"),
        talk("Bo", on="2026-11-10T10:00"),
    ]
    for kind in ("nudge", "try_another"):
        [found] = derived("Bo", facts, kind)
        assert found.closed == "2026-11-06"
