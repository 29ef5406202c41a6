"""send_questions, prepare, confirm_outcome, thank_you, write_up, report_back.  20 November 2026 is a Friday."""

import pytest

from infoview_md.dates import ALWAYS

from .builders import (
    derived,
    kinds_at,
    only,
    open_at,
    path_of,
    person,
    rules,
    talk,
    task,
)

BO = person("Bo")
HELD = "2026-11-20T14:00"

# send_questions


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-11-26T14:00", "2026-11-24"),
        ("2026-11-26", "2026-11-24"),
        ("2026-11-23T09:00", "2026-11-21"),  # calendar days: a Saturday
        ("2026-12-01T09:00", "2026-11-29"),
        ("2028-03-01", "2028-02-28"),
    ],
)
def test_questions_are_sent_two_days_before_the_interview(on, due):
    assert only("Bo", "send_questions", [BO, talk("Bo", on=on)]).due == due


def test_sent_questions_close_it_from_that_day():
    facts = [BO, talk("Bo", on="2026-11-26T14:00", questions_sent="2026-11-23")]
    assert only("Bo", "send_questions", facts).closed == "2026-11-23"


def test_questions_sent_on_an_unknown_day_are_not_owed():
    assert not derived(
        "Bo", [BO, talk("Bo", on="2026-11-26", questions_sent=ALWAYS)], "send_questions"
    )


def test_questions_are_no_longer_owed_once_the_interview_is_over():
    facts = [BO, talk("Bo", on=HELD, status="scheduled")]
    assert open_at("2026-11-20T14:19", "Bo", facts, "send_questions")
    assert not open_at("2026-11-20T14:20", "Bo", facts, "send_questions")


def test_an_interview_of_a_day_without_time_is_over_when_the_day_is():
    facts = [BO, talk("Bo", on="2026-11-20")]
    assert open_at("2026-11-20T23:59", "Bo", facts, "send_questions")
    assert not open_at("2026-11-21", "Bo", facts, "send_questions")


@pytest.mark.parametrize("status", ["proposed", "cancelled"])
def test_an_interview_that_is_not_agreed_needs_no_questions_and_no_preparation(status):
    facts = [BO, talk("Bo", on="2026-11-26", status=status)]
    assert not kinds_at("2026-11-22", "Bo", *facts)


# prepare


def test_an_interview_without_an_agenda_is_prepared_the_day_before():
    owed = only("Bo", "prepare", [BO, talk("Bo", on="2026-11-23T14:00")])
    assert owed.due == "2026-11-22"  # a Sunday: calendar days
    assert owed.reason == "interview on 2026-11-23 14:00; no agenda"


def test_an_agenda_without_tasks_is_preparation_enough():
    assert not derived("Bo", [BO, talk("Bo", on="2026-11-23", has_agenda=True)], "prepare")


def test_open_preparation_tasks_are_owed_also_with_an_agenda():
    tasks = (
        task("read her talk", is_preparation=True),
        task("find the place", is_preparation=True, is_done=True),
        task("something else"),
    )
    owed = only("Bo", "prepare", [BO, talk("Bo", on="2026-11-23", has_agenda=True, tasks=tasks)])
    assert owed.reason == "interview on 2026-11-23; 1 of 2 preparation tasks open"


def test_ticked_tasks_close_the_preparation_on_the_day_of_the_last_tick():
    tasks = (
        task("a", is_preparation=True, is_done=True, done_on="2026-11-19"),
        task("b", is_preparation=True, is_done=True, done_on="2026-11-21"),
        task("c", is_preparation=True, is_done=True),
    )
    facts = [BO, talk("Bo", on="2026-11-23", has_agenda=True, tasks=tasks)]
    assert only("Bo", "prepare", facts).closed == "2026-11-21"


def test_ticked_tasks_without_an_agenda_leave_the_agenda_owed():
    tasks = (task("a", is_preparation=True, is_done=True, done_on="2026-11-19"),)
    facts = [BO, talk("Bo", on="2026-11-23", tasks=tasks)]
    assert only("Bo", "prepare", facts).reason == "interview on 2026-11-23; no agenda"


def test_preparation_ends_with_the_interview():
    facts = [BO, talk("Bo", on=HELD)]
    assert open_at("2026-11-20T14:00", "Bo", facts, "prepare")
    assert not open_at("2026-11-20T14:20", "Bo", facts, "prepare")


def test_an_interview_is_prepared_since_it_was_agreed():
    bo = person("Bo", asked="2026-11-10", replied="2026-11-12")
    assert only("Bo", "prepare", [bo, talk("Bo", on="2026-11-23")]).opened == "2026-11-12"
    assert only("Bo", "prepare", [BO, talk("Bo", on="2026-11-23")]).opened == ALWAYS


def test_an_interview_with_two_contacts_is_prepared_once():
    facts = [BO, person("Cy"), talk("Bo", "Cy", on="2026-11-26")]
    assert kinds_at("2026-11-22", "Bo", *facts) == {"send_questions", "prepare"}
    assert not kinds_at("2026-11-22", "Cy", *facts)


def test_what_an_interview_owes_once_goes_past_a_closed_contact():
    facts = [person("Bo", closed=ALWAYS), person("Cy"), talk("Bo", "Cy", on="2026-11-26")]
    assert kinds_at("2026-11-22", "Cy", *facts) == {"send_questions", "prepare"}
    assert not derived("Bo", facts)


# confirm_outcome


@pytest.mark.parametrize(
    ("on", "opened", "due"),
    [
        (HELD, "2026-11-20T14:20", "2026-11-21"),
        ("2026-11-20", "2026-11-21", "2026-11-21"),
        ("2026-11-30T10:00", "2026-11-30T10:20", "2026-12-01"),
    ],
)
def test_an_interview_of_which_nothing_is_known_asks_how_it_went_the_day_after(on, opened, due):
    owed = only("Bo", "confirm_outcome", [BO, talk("Bo", on=on)])
    assert (owed.opened, owed.due, owed.closed) == (opened, due, "")


@pytest.mark.parametrize("status", ["done", "cancelled", "no_show", "proposed"])
def test_a_status_answers_how_it_went(status):
    assert not derived("Bo", [BO, talk("Bo", on=HELD, status=status)], "confirm_outcome")


def test_notes_answer_how_it_went():
    assert not derived("Bo", [BO, talk("Bo", on=HELD, has_notes=True)], "confirm_outcome")


def test_a_status_that_still_says_scheduled_after_the_end_is_asked_about():
    facts = [BO, talk("Bo", on=HELD, status="scheduled")]
    assert kinds_at("2026-11-20T14:10", "Bo", *facts) == {"send_questions", "prepare"}
    assert kinds_at("2026-11-22", "Bo", *facts) == {"confirm_outcome"}
    assert only("Bo", "confirm_outcome", facts).reason == (
        "the interview of 2026-11-20 14:00 has ended; the note still says scheduled"
    )


def test_an_interview_without_a_date_asks_nothing():
    assert not derived("Bo", [BO, talk("Bo", note="Bo")])


# thank_you


@pytest.mark.parametrize(
    ("on", "minutes", "opened", "due"),
    [
        (HELD, 20, "2026-11-20T14:20", "2026-11-21T14:20"),
        (HELD, 45, "2026-11-20T14:45", "2026-11-21T14:45"),
        ("2026-10-24T18:00", 20, "2026-10-24T18:20", "2026-10-25T17:20"),  # the clocks go back
        ("2026-03-28T18:00", 20, "2026-03-28T18:20", "2026-03-29T19:20"),  # and forward
        ("2026-11-20T23:50", 20, "2026-11-21T00:10", "2026-11-22T00:10"),
        ("2026-12-31T16:00", 30, "2026-12-31T16:30", "2027-01-01T16:30"),
    ],
)
def test_a_thank_you_is_due_twenty_four_elapsed_hours_after_the_end(on, minutes, opened, due):
    owed = only("Bo", "thank_you", [BO, talk("Bo", on=on, minutes=minutes)])
    assert (owed.opened, owed.due) == (opened, due)


def test_a_thank_you_for_a_talk_of_a_day_without_time_is_due_the_next_day():
    left_out = only("Bo", "thank_you", [BO, talk("Bo", on="2026-11-20")])
    assert (left_out.opened, left_out.due) == ("2026-11-21", "2026-11-21")
    said = only("Bo", "thank_you", [BO, talk("Bo", on="2026-11-20", status="done")])
    assert (said.opened, said.due) == ("2026-11-20", "2026-11-21")


@pytest.mark.parametrize(
    ("hours", "due"), [(12, "2026-11-21"), (48, "2026-11-22"), (36, "2026-11-22")]
)
def test_hours_of_the_policy_become_whole_days_where_no_time_is_known(hours, due):
    facts = [BO, talk("Bo", on="2026-11-20", status="done")]
    assert only("Bo", "thank_you", facts, rules(thank_you_hours=hours)).due == due


@pytest.mark.parametrize("status", ["proposed", "scheduled", "cancelled", "no_show"])
def test_a_talk_that_is_not_done_is_not_thanked_for(status):
    facts = [BO, talk("Bo", on=HELD, status=status)]
    assert not derived("Bo", facts, "thank_you")
    assert not derived("Bo", facts, "write_up")


def test_a_status_left_out_means_done_after_the_end_and_not_before():
    facts = [BO, talk("Bo", on=HELD)]
    assert not open_at("2026-11-20T14:19", "Bo", facts, "thank_you")
    assert open_at("2026-11-20T14:20", "Bo", facts, "thank_you")


@pytest.mark.parametrize("sent", ["2026-11-20T18:00", "2026-11-21"])
def test_a_thank_you_is_closed_by_its_date(sent):
    facts = [BO, talk("Bo", on=HELD, thank_you_sent=sent)]
    owed = only("Bo", "thank_you", facts)
    assert owed.closed == sent
    assert owed.closed <= owed.due
    assert open_at("2026-11-20T17:59", "Bo", facts, "thank_you")
    assert not open_at(sent, "Bo", facts, "thank_you")


def test_a_thank_you_on_the_day_of_the_talk_was_never_owed_by_the_hour():
    facts = [BO, talk("Bo", on=HELD, thank_you_sent="2026-11-20")]
    assert not open_at("2026-11-20T14:30", "Bo", facts, "thank_you")


def test_a_thank_you_sent_on_an_unknown_day_is_not_owed():
    assert not derived("Bo", [BO, talk("Bo", on=HELD, thank_you_sent=ALWAYS)], "thank_you")


def test_two_contacts_of_an_interview_are_each_thanked_and_one_date_closes_both():
    owed = [BO, person("Cy"), talk("Bo", "Cy", on=HELD)]
    sent = [BO, person("Cy"), talk("Bo", "Cy", on=HELD, thank_you_sent="2026-11-21")]
    ids = set()
    for name in ("Bo", "Cy"):
        ids.add(only(name, "thank_you", owed).id)
        assert only(name, "thank_you", sent).closed == "2026-11-21"
    assert len(ids) == 2


def test_a_contact_named_twice_in_one_interview_is_thanked_once():
    assert only("Bo", "thank_you", [BO, talk("Bo", "Bo", on=HELD)]).contact == "Bo"


def test_somebody_without_a_note_is_thanked_by_name():
    owed = only("?bo berg", "thank_you", [talk("Bo Berg", on=HELD)])
    assert (owed.contact, owed.contact_path) == ("Bo Berg", "")


# write_up


def test_a_talk_without_notes_is_written_up_the_day_after_and_once():
    facts = [BO, person("Cy"), talk("Bo", "Cy", on=HELD)]
    owed = only("Bo", "write_up", facts)
    assert (owed.opened, owed.due, owed.closed) == ("2026-11-20T14:20", "2026-11-21", "")
    assert not derived("Cy", facts, "write_up")


def test_notes_close_the_writing_up():
    assert not derived("Bo", [BO, talk("Bo", on=HELD, has_notes=True)], "write_up")


# report_back


def referred(on: str = HELD, **facts):
    return [person("Ana"), person("Bo", referred_by=("Ana",)), talk("Bo", on=on, **facts)]


def test_the_referrer_hears_within_three_days_how_the_talk_went():
    owed = only("Ana", "report_back", referred())
    assert (owed.opened, owed.due) == ("2026-11-20T14:20", "2026-11-23")
    assert (owed.contact, owed.contact_path) == ("Ana", path_of("Ana"))
    assert owed.note == "Interviews/2026-11-20 Bo.md"
    assert owed.reason == "they referred you to Bo, you talked on 2026-11-20"
    assert not derived("Bo", referred(), "report_back")


def test_telling_the_referrer_closes_it():
    assert only("Ana", "report_back", referred(referrer_told="2026-11-22")).closed == "2026-11-22"
    assert not derived("Ana", referred(referrer_told=ALWAYS), "report_back")


@pytest.mark.parametrize("status", ["proposed", "scheduled", "cancelled", "no_show"])
def test_a_talk_that_was_not_held_has_nothing_to_report(status):
    assert not derived("Ana", referred(status=status), "report_back")


def test_a_referral_by_the_interview_that_named_them_counts_as_well():
    facts = [
        person("Ana"),
        person("Bo"),
        talk("Ana", on="2026-11-10", referrals=("Bo",)),
        talk("Bo", on="2026-11-20"),
    ]
    owed = only("Ana", "report_back", facts)
    assert (owed.opened, owed.due) == ("2026-11-21", "2026-11-23")


def test_both_who_named_them_hear_of_it():
    facts = [
        person("Ana"),
        person("Eva"),
        talk("Ana", "Eva", on="2026-11-10", referrals=("Bo",)),
        talk("Bo", on=HELD),
    ]
    assert only("Ana", "report_back", facts).id != only("Eva", "report_back", facts).id


def test_a_talk_that_came_before_the_naming_is_not_reported():
    facts = [
        person("Ana"),
        person("Bo"),
        talk("Bo", on="2026-10-01", status="done"),
        talk("Ana", on="2026-11-10", referrals=("Bo",)),
    ]
    assert not derived("Ana", facts, "report_back")


def test_a_referrer_who_sat_with_them_knows_how_it_went():
    facts = [person("Ana"), person("Bo", referred_by=("Ana",)), talk("Bo", "Ana", on=HELD)]
    assert not derived("Ana", facts, "report_back")


def test_one_interview_with_two_whom_they_named_is_one_word_to_the_referrer():
    facts = [
        person("Ana"),
        person("Bo", referred_by=("Ana",)),
        person("Cy", referred_by=("Ana",)),
        talk("Cy", "Bo", on=HELD),
    ]
    assert only("Ana", "report_back", facts).reason == (
        "they referred you to Bo and Cy, you talked on 2026-11-20"
    )


def test_a_referrer_without_a_note_is_told_by_name():
    facts = [person("Bo", referred_by=("Ana Stern",)), talk("Bo", on=HELD)]
    owed = only("?ana stern", "report_back", facts)
    assert (owed.contact, owed.contact_path) == ("Ana Stern", "")


def test_a_referral_to_oneself_is_none():
    facts = [person("Bo", referred_by=("Bo",)), talk("Bo", on=HELD, referrals=("Bo",))]
    assert kinds_at("2026-11-22", "Bo", *facts) == {"thank_you", "write_up", "confirm_outcome"}


# The day of an interview, hour by hour


def test_an_interview_moves_from_preparing_to_thanking_at_its_end():
    facts = [BO, talk("Bo", on=HELD)]
    before, after = {"send_questions", "prepare"}, {"confirm_outcome", "thank_you", "write_up"}
    assert kinds_at("2026-11-20T14:19", "Bo", *facts) == before
    assert kinds_at("2026-11-20T14:20", "Bo", *facts) == after
