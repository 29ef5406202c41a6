"""The plan of one interview and the run sheet of a day."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment
from infoview_md.network.agenda import Agenda, build, next_interview
from infoview_md.network.model import Fact, Interview, QuestionBank
from infoview_md.network.run_sheet import run_sheet
from infoview_md.network.timing import blocks, for_each, share_out
from tests.network.builders import path_of, person, search, talk, task
from tests.network.desks import desk, linked

BANK = QuestionBank(
    name="Questions",
    path="Questions.md",
    questions=tuple(
        ("Topic", f"Question number {word}?")
        for word in ["one", "two", "three", "four", "five", "six"]
    ),
)
ANN = person("Ann", company="Acme", role="Planner", channel="event", phones=("555-0101",))
GOAL = search(goal="Learn how towns prepare for floods", roles=("trainer",), started="2026-09-01")


def agenda(interview: Interview, *facts: Fact, table=None, name="Ann") -> Agenda:
    network = linked(interview, *facts)
    return build(network, path_of(name), interview, table or desk())


def coming(on: str = "2026-11-24T14:00", minutes: int = 20, **facts) -> Interview:
    facts = {"mode": "phone", "status": "scheduled", **facts}
    return talk("Ann", on=on, minutes=minutes, **facts)


@pytest.mark.parametrize("minutes", range(10, 91))
def test_the_timed_plan_adds_up_exactly(minutes):
    plan = agenda(coming(minutes=minutes), ANN, GOAL, BANK)
    assert sum(block.minutes for block in plan.blocks) == minutes == plan.occasion.minutes
    assert [block.name for block in plan.blocks] == [
        "opening",
        "story",
        "questions",
        "asks",
        "close",
    ]
    assert all(block.minutes > 0 for block in plan.blocks)
    assert plan.blocks[0].first == 0
    assert plan.blocks[-1].last == minutes
    assert all(
        one.last == two.first for one, two in zip(plan.blocks, plan.blocks[1:], strict=False)
    )
    questions = next(block for block in plan.blocks if block.name == "questions")
    assert questions.minutes >= minutes / 2
    assert sum(question.minutes for question in plan.questions) == questions.minutes


@given(st.integers(1, 600))
def test_any_number_of_minutes_is_shared_out_without_rest(minutes):
    shares = share_out(minutes)
    assert sum(shares.values()) == minutes
    assert "questions" in shares


@given(st.integers(0, 120), st.integers(0, 12), st.integers(1, 9))
def test_the_minutes_of_the_questions_add_up_and_the_first_get_no_less(minutes, count, least):
    lengths = for_each(minutes, ["?"] * count, least=least)
    assert len(lengths) == count
    assert sum(lengths) == (minutes if count else 0)
    assert list(lengths) == sorted(lengths, reverse=True)


def test_a_short_talk_has_time_for_fewer_questions_and_the_rest_wait():
    plan = agenda(coming(minutes=10), ANN, GOAL, BANK)
    assert [one.minutes for one in plan.questions] == [3, 2, 0, 0, 0]


def test_each_part_has_its_time_on_the_clock():
    plan = agenda(coming(), ANN, GOAL, BANK)
    assert [(one.starts_at, one.ends_at) for one in plan.blocks] == [
        ("14:00", "14:02"),
        ("14:02", "14:03"),
        ("14:03", "14:15"),
        ("14:15", "14:18"),
        ("14:18", "14:20"),
    ]


def test_the_clock_is_right_in_the_night_the_clocks_change():
    parts = blocks(90, Moment("2026-10-25T01:30"), desk())
    assert (parts[0].starts_at, parts[-1].ends_at) == ("01:30", "02:00")


def test_without_a_time_the_parts_count_minutes_and_the_gap_is_named():
    plan = agenda(coming("2026-11-24"), ANN, GOAL, BANK)
    assert all(block.starts_at == "" for block in plan.blocks)
    assert plan.occasion.arrive_at == ""
    assert "date" in [one.property for one in plan.missing]


def test_the_other_zone_is_shown_beside_the_vaults_only_where_the_clocks_differ():
    far = agenda(coming(timezone="America/New_York"), ANN, GOAL, BANK)
    assert far.occasion.start.text == "Tuesday 24 November at 14:00"
    assert far.occasion.their_start.text == "Tuesday 24 November at 08:00"
    assert far.occasion.their_start.zone == "EST"
    assert agenda(coming(timezone="Europe/Paris"), ANN, GOAL, BANK).occasion.their_start is None
    wrong = agenda(coming(timezone="Atlantis"), ANN, GOAL, BANK)
    assert wrong.occasion.their_start is None
    assert "timezone" in [one.property for one in wrong.missing]


def test_american_dates_are_a_setting():
    plan = agenda(coming(), ANN, GOAL, BANK, table=desk(american_dates=True))
    assert plan.occasion.start.text == "Tuesday, November 24 at 2:00 pm"
    assert plan.occasion.arrive_at == "1:50 pm"


def test_purpose_connection_and_people_come_from_the_notes():
    boss = person("Boss", company="Acme")
    named = talk("Bea", on="2026-10-01T10:00", status="done", referrals=("Ann",))
    plan = agenda(talk("Ann", "Boss", on="2026-11-24T14:00"), ANN, boss, person("Bea"), named, GOAL)
    assert plan.purpose == "Learn how towns prepare for floods."
    assert plan.connection.words == "Bea named them on Thursday 1 October"
    assert plan.person.work == "Planner at Acme"
    assert plan.others == ("Boss",)
    assert [one.what for one in plan.after if "Bea" in one.what] == ["Tell Bea how it went"]


def test_what_was_said_and_promised_before_is_there_both_ways():
    before = talk(
        "Ann",
        on="2026-10-08T10:00",
        status="done",
        referrals=("Cy",),
        opportunities=("a post in [[Bonn]]",),
        tasks=(
            task("send her the [[map]] 📅 2026-11-25", "2026-11-25"),
            task("Ann sends the report #waiting", "", is_waiting=True),
            task("read the website", is_preparation=True),
            task("thank her", is_done=True),
        ),
    )
    sections = {before.path: {"Takeaways": "- Follow the grants.\n- Ask the *caretaker*\n"}}
    plan = agenda(coming(), before, ANN, GOAL, BANK, table=desk(sections=sections))
    assert plan.exchanges[0].lines == ("Follow the grants.", "Ask the caretaker")
    assert [one.text for one in plan.mine] == ["send her the map"]
    assert plan.mine[0].due == "Wednesday 25 November"
    assert [one.text for one in plan.theirs] == ["Ann sends the report"]
    assert plan.openings == ("a post in Bonn",)
    assert [(one.name, one.outcome) for one in plan.named] == [("Cy", "not asked yet")]


def test_the_questions_of_the_note_go_before_the_bank():
    one = coming()
    table = desk(sections={one.path: {"Questions": "1. Mine first?\n2. And then?"}})
    plan = agenda(one, ANN, GOAL, BANK, table=table)
    assert [(each.text, each.minutes) for each in plan.questions] == [
        ("Mine first?", 6),
        ("And then?", 6),
    ]


def test_what_happens_in_the_days_after_follows_the_policy():
    plan = agenda(coming(), ANN, GOAL, BANK)
    assert [(one.what.split(",")[0], one.by) for one in plan.after] == [
        ("Thank them", "Wednesday 25 November at 14:20"),
        ("Write down what you heard", "Wednesday 25 November"),
        ("Ask the people they named", "Friday 27 November"),
    ]


def test_resumes_are_brought_only_where_one_goes():
    there = agenda(coming(mode="in person", location="Café"), ANN, GOAL, BANK)
    assert there.copies == 2
    assert any("copies" in one.text for one in there.preparation)
    assert agenda(coming(), ANN, GOAL, BANK).copies == 0
    assert {one.due_on for one in there.preparation} == {"2026-11-23"}


def test_every_fact_that_is_missing_is_named_with_its_property_and_note():
    plan = agenda(coming(mode="", location=""), person("Ann"), table=desk(story="", name=""))
    found = {(one.property, one.note) for one in plan.missing}
    note = plan.occasion.note
    assert found == {
        ("mode", note),
        ("goal", ""),
        ("channel", "People/Ann.md"),
        ("company", "People/Ann.md"),
        ("role", "People/Ann.md"),
        ("coaching.story", "infoview.toml"),
        ("type", ""),
    }
    video = agenda(coming(mode="video"), ANN, GOAL, BANK)
    assert [one.property for one in video.missing] == ["location"]
    silent = agenda(coming(mode="phone"), replace(ANN, phones=()), GOAL, BANK)
    assert [one.property for one in silent.missing] == ["phone"]


def test_an_interview_without_any_date_can_still_be_planned():
    plan = agenda(talk("Ann"), ANN, GOAL, BANK)
    assert plan.after == ()
    assert sum(block.minutes for block in plan.blocks) == 20


def test_the_next_interview_is_the_first_that_is_not_over_agreed_before_proposed():
    proposed = talk("Ann", on="2026-11-23T10:00", status="proposed")
    agreed = talk("Ann", on="2026-11-25T10:00", status="scheduled")
    facts = (
        ANN,
        talk("Ann", on="2026-11-20T10:00"),
        talk("Ann", on="2026-11-24T10:00", status="cancelled"),
        proposed,
        agreed,
    )
    circle = linked(*facts).circle(path_of("Ann"))
    assert next_interview(circle, now=Moment("2026-11-22T09:00")) == agreed
    assert next_interview(circle, now=Moment("2026-11-25T10:19")) == agreed
    assert next_interview(circle, now=Moment("2026-11-25T10:20")) is None
    assert next_interview(circle, on=Moment("2026-11-23"), now=Moment("2026-11-22")) == proposed
    assert next_interview(circle, on=Moment("2026-11-29"), now=Moment("2026-11-22")) is None


def test_the_run_sheet_has_the_day_in_order_with_the_way_between():
    first = talk("Ann", on="2026-12-08T09:00", mode="in_person", location="A")
    close = talk("Bea", on="2026-12-08T09:50", mode="in_person", location="B")
    later = talk("Cy", on="2026-12-08T14:00", status="proposed", mode="phone")
    other = talk("Cy", on="2026-12-09T14:00")
    off = talk("Cy", on="2026-12-08T16:00", status="cancelled")
    network = linked(later, other, off, close, first, ANN, person("Bea"), person("Cy"), GOAL)
    sheet = run_sheet(network, Moment("2026-12-08"), desk())
    assert [one.agenda.person.name for one in sheet.stops] == ["Ann", "Bea", "Cy"]
    assert [one.minutes_to_next for one in sheet.stops] == [30, 230, -1]
    assert sheet.stops[0].warning == "only 30 minutes for the way; you planned 45"
    assert [one.is_proposed for one in sheet.stops] == [False, False, True]
    assert sheet.copies == 4
    assert sheet.day == "Tuesday 8 December"


def test_an_overlap_is_said_and_an_empty_day_is_empty():
    network = linked(
        talk("Ann", on="2026-12-08T09:00"), talk("Bea", on="2026-12-08T09:10"), ANN, person("Bea")
    )
    assert run_sheet(network, Moment("2026-12-08"), desk()).stops[0].warning == "the two overlap"
    assert run_sheet(network, Moment("2026-12-07"), desk()).stops == ()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["", "2026-11-24", "2026-11-24T14:00", "2026-03-29T02:30"]),
    st.integers(0, 120),
    st.sampled_from(["", "phone", "video", "in_person", "carrier pigeon"]),
    st.sampled_from(["", "Asia/Kolkata", "Mars/Base"]),
    st.text(max_size=40),
)
def test_an_agenda_can_be_made_of_anything(on, minutes, mode, zone, text):
    one = replace(talk("Ann", on=on, mode=mode, timezone=zone), duration=minutes, location=text)
    table = desk(sections={one.path: {"Questions": text, "Takeaways": text}})
    plan = agenda(one, replace(ANN, role=text), GOAL, BANK, table=table)
    assert sum(block.minutes for block in plan.blocks) == (minutes or 20)
