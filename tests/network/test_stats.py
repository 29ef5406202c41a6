"""The numbers of a search, and what they do not say."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.dates import ALWAYS, Moment, to_date
from infoview_md.network.followups.circle import Rulebook
from infoview_md.network.followups.rules import derive
from infoview_md.network.model import Contact, Interview, Search
from infoview_md.network.network import Network
from infoview_md.network.settings import Calendar, Policy
from infoview_md.network.shares import Share
from infoview_md.network.stats import Stats, build
from infoview_md.network.waits import Waits

NOW = Moment("2026-11-22T09:00")
RULES = Rulebook(policy=Policy(), calendar=Calendar(zone=UTC))


def contact(name: str, **facts) -> Contact:
    return Contact(name=name, path=f"Contacts/{name}.md", **facts)


def talk(name: str, start: str, **facts) -> Interview:
    end = start if len(start) == 10 else start[:14] + "20"
    return Interview(
        name=f"{start[:10]} {name}",
        path=f"Interviews/{start[:10]} {name}.md",
        contacts=(name,),
        start=Moment(start),
        end=Moment(end),
        **({"status": "done", "has_notes": True} | facts),
    )


def stats(*facts, as_of: Moment = NOW, since: str = "") -> Stats:
    network = Network(facts, lambda target, _: f"Contacts/{target}.md")
    owed = [one for key in network.contacts for one in derive(network.circle(key), RULES)]
    return build(network, owed, as_of=as_of, since=Moment(since) if since else None)


def funnel(counted: Stats) -> dict[str, tuple[int, int]]:
    return {step.name: (step.share.count, step.share.of) for step in counted.funnel}


def replies(counted: Stats, by: str) -> list[tuple[str, int, int]]:
    rows = next(one.rows for one in counted.replies if one.by == by)
    return [(name, share.count, share.of) for name, share in rows]


# --- shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (0, 0, "none yet"),
        (3, 4, "3 of 4"),
        (9, 9, "9 of 9"),
        (30, 40, "30 of 40 (75 %)"),
        (1, 40, "1 of 40 (3 %)"),
        (10, 10, "10 of 10 (100 %)"),
        (2, 3000, "2 of 3000 (under 1 %)"),
    ],
)
def test_a_share_of_few_is_said_in_people_and_of_many_in_percent(count, of, words):
    assert Share(count=count, of=of).words() == words


def test_a_share_names_what_it_is_a_share_of():
    assert Share(count=30, of=40).words("asked") == "30 of 40 asked (75 %)"


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_always_says_of_how_many(count, of):
    assert f"{count} of {of}" in Share(count=count, of=of).words()


# --- the funnel -----------------------------------------------------------------------------------


def test_the_funnel_counts_people_step_by_step():
    counted = stats(
        contact("Anton", asked=Moment("2026-11-02"), replied=Moment("2026-11-04")),
        contact("Ruth", asked=Moment("2026-11-03")),
        contact("Wendell", referred_by=("Anton",)),
        contact("Grace"),
        talk("Anton", "2026-11-10T14:00", referrals=("Wendell",), opportunities=("a post in May",)),
        talk("Grace", "2026-11-11T10:00"),
    )
    assert funnel(counted) == {
        "known": (4, 4),
        "asked": (2, 4),
        "replied": (1, 2),
        "talked": (2, 4),
        "referred": (1, 2),
        "openings": (1, 2),
    }
    assert (counted.talks, counted.named, counted.named_only, counted.openings) == (2, 1, 0, 1)


def test_somebody_who_is_only_named_is_counted_apart():
    counted = stats(contact("Anton"), talk("Anton", "2026-11-10T14:00", referrals=("Nobody Yet",)))
    assert funnel(counted)["known"] == (1, 1)
    assert (counted.named, counted.named_only) == (1, 1)


def test_a_no_and_a_talk_are_answers_too():
    counted = stats(
        contact("Said No", asked=Moment("2026-10-01"), declined=Moment("2026-10-05")),
        contact("Just Met", asked=Moment("2026-10-01")),
        contact("Silent", asked=Moment("2026-10-01")),
        talk("Just Met", "2026-10-08T09:00"),
    )
    assert funnel(counted)["replied"] == (2, 3)


def test_a_reply_to_an_earlier_request_does_not_answer_the_new_one():
    counted = stats(
        contact("Anton", asked=Moment("2026-11-10"), replied=Moment("2026-03-02")),
        talk("Anton", "2026-03-09T09:00"),
    )
    assert funnel(counted)["replied"] == (0, 1)


def test_what_happens_later_is_not_counted_yet():
    facts = (
        contact("Anton", asked=Moment("2026-11-02"), replied=Moment("2026-11-25")),
        contact("Later", asked=Moment("2026-12-01")),
        talk("Anton", "2026-11-24T14:00", status="scheduled"),
    )
    counted = stats(*facts)
    assert funnel(counted)["replied"] == (0, 1)
    assert funnel(counted)["talked"] == (0, 1)
    assert funnel(counted)["known"] == (1, 1)


def test_a_period_counts_those_who_were_asked_in_it():
    counted = stats(
        contact("Spring", asked=Moment("2026-03-02"), replied=Moment("2026-03-03")),
        contact("Autumn", asked=Moment("2026-10-02"), replied=Moment("2026-10-03")),
        contact("Undated", asked=ALWAYS),
        talk("Spring", "2026-03-09T09:00"),
        talk("Autumn", "2026-10-09T09:00"),
        since="2026-09-28",
    )
    assert funnel(counted)["asked"] == (1, 3)
    assert funnel(counted)["replied"] == (1, 1)
    assert counted.talks == 1


def test_cancelled_and_missed_talks_do_not_count():
    counted = stats(
        contact("Anton"),
        talk("Anton", "2026-11-02T09:00", status="cancelled"),
        talk("Anton", "2026-11-03T09:00", status="no_show"),
    )
    assert counted.talks == 0
    assert funnel(counted)["talked"] == (0, 1)


# --- replies --------------------------------------------------------------------------------------


def test_replies_are_counted_by_channel_seniority_and_referral():
    asked, replied = Moment("2026-10-01"), Moment("2026-10-04")
    counted = stats(
        contact("A", asked=asked, replied=replied, channel="alumni", seniority="peer"),
        contact("B", asked=asked, channel="alumni", seniority="decision_maker"),
        contact("C", asked=asked, channel="cold"),
        contact("D", asked=asked, replied=replied, referred_by=("A",)),
        contact("Not asked", channel="family"),
    )
    assert replies(counted, "channel") == [
        ("alumni", 1, 2),
        ("cold", 0, 1),
        ("not noted", 1, 1),
    ]
    assert replies(counted, "seniority") == [
        ("not noted", 1, 2),
        ("decision maker", 0, 1),
        ("peer", 1, 1),
    ]
    assert replies(counted, "referral") == [
        ("without a referral", 1, 3),
        ("with a referral", 1, 1),
    ]


def test_who_was_named_after_being_asked_was_asked_without_a_referral():
    counted = stats(
        contact("Anton"),
        contact("Before", asked=Moment("2026-11-12")),
        contact("After", asked=Moment("2026-11-02")),
        talk("Anton", "2026-11-10T14:00", referrals=("Before", "After")),
    )
    assert replies(counted, "referral") == [("with a referral", 0, 1), ("without a referral", 0, 1)]


def test_a_referral_of_a_talk_to_come_does_not_count_yet():
    counted = stats(
        contact("Anton"),
        contact("Named"),
        talk("Anton", "2026-11-10T14:00"),
        talk("Anton", "2026-12-01T14:00", referrals=("Named",)),
    )
    assert funnel(counted)["referred"] == (0, 1)
    assert counted.named == 0


def test_who_says_who_led_to_them_counts_as_named():
    counted = stats(
        contact("Anton"),
        contact("Sent", referred_by=("Anton",), asked=Moment("2026-11-12")),
        contact("Of nobody met", referred_by=("Sent",)),
        talk("Anton", "2026-11-10T14:00"),
    )
    assert funnel(counted)["referred"] == (1, 1)
    assert counted.named == 1


def test_who_was_asked_this_week_may_still_answer():
    counted = stats(
        contact("New", asked=Moment("2026-11-18")), contact("Old", asked=Moment("2026-11-02"))
    )
    assert counted.waiting == 1


def test_days_to_reply_are_a_median_with_its_range_and_number():
    counted = stats(
        contact("A", asked=Moment("2026-10-01"), replied=Moment("2026-10-01")),
        contact("B", asked=Moment("2026-10-01"), replied=Moment("2026-10-04")),
        contact("C", asked=Moment("2026-10-01"), declined=Moment("2026-10-12T08:00")),
        contact("D", asked=ALWAYS, replied=Moment("2026-10-12")),
        contact("E", asked=Moment("2026-10-01"), replied=ALWAYS),
    )
    assert counted.days_to_reply == Waits(answered=(0, 3, 11))


def test_a_no_to_the_new_request_counts_though_the_last_one_was_answered():
    counted = stats(
        contact(
            "A",
            asked=Moment("2026-11-10"),
            replied=Moment("2026-03-02"),
            declined=Moment("2026-11-12"),
        )
    )
    assert counted.days_to_reply == Waits(answered=(2,))


def test_who_has_not_answered_is_waited_for_until_now():
    counted = stats(
        contact("Yesterday", asked=Moment("2026-11-21")),
        contact("Long ago", asked=Moment("2026-10-23")),
        contact("Undated", asked=ALWAYS),
        contact("Met", asked=Moment("2026-10-01")),
        talk("Met", "2026-10-08T09:00"),
    )
    assert counted.days_to_reply == Waits(open=(1, 30))


def test_without_replies_there_are_no_days():
    assert stats(contact("A")).days_to_reply == Waits()


# --- thanks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ("2026-11-10T20:00", "in_time"),
        ("2026-11-11", "in_time"),
        ("2026-11-11T14:20", "in_time"),
        ("2026-11-11T14:21", "late"),
        ("2026-11-12", "late"),
        ("", "missing"),
        ("2026-11-23", "missing"),
    ],
)
def test_a_thank_you_is_in_time_within_24_hours_of_the_end(sent, field):
    counted = stats(contact("A"), talk("A", "2026-11-10T14:00", thank_you_sent=Moment(sent)))
    assert [
        name for name in ("in_time", "late", "missing", "pending") if getattr(counted.thanks, name)
    ] == [field]


def test_of_a_talk_without_a_time_the_whole_next_day_is_in_time():
    counted = stats(
        contact("A"), talk("A", "2026-11-10", thank_you_sent=Moment("2026-11-11T22:00"))
    )
    assert counted.thanks.in_time == 1


def test_a_thank_you_that_is_not_due_yet_counts_for_nothing():
    counted = stats(contact("A"), talk("A", "2026-11-21T16:00"))
    assert counted.thanks.pending == 1
    assert counted.thanks.share == Share(count=0, of=0)


def test_nobody_is_late_with_thanks_to_a_contact_that_was_closed():
    counted = stats(contact("A", closed=Moment("2026-11-12")), talk("A", "2026-11-10T14:00"))
    assert counted.thanks.share == Share(count=0, of=0)


# --- weeks ----------------------------------------------------------------------------------------


def test_talks_are_counted_by_week_with_the_empty_weeks():
    counted = stats(
        contact("A"),
        talk("A", "2026-10-26T09:00"),
        talk("A", "2026-11-01T09:00"),
        talk("A", "2026-11-12T09:00"),
    )
    assert [(one.starts_on, one.talks, one.is_over) for one in counted.weeks] == [
        ("2026-10-26", 2, True),
        ("2026-11-02", 0, True),
        ("2026-11-09", 1, True),
        ("2026-11-16", 0, False),
    ]


def test_the_target_of_the_search_is_held_against_its_whole_weeks_only():
    counted = stats(
        Search(
            name="Autumn", path="S.md", started=Moment("2026-10-28"), weekly_target=2, goal="floods"
        ),
        contact("A"),
        talk("A", "2026-10-28T09:00"),
        talk("A", "2026-11-03T09:00"),
        talk("A", "2026-11-04T09:00"),
        talk("A", "2026-11-16T09:00"),
        talk("A", "2026-11-17T09:00"),
    )
    assert counted.weekly_target == 2
    assert counted.weeks_on_target == Share(count=1, of=2)
    assert counted.goal == "floods"


def test_weeks_after_the_landing_are_not_held_against_the_target():
    counted = stats(
        Search(
            name="S",
            path="S.md",
            started=Moment("2026-10-26"),
            landed=Moment("2026-11-09"),
            weekly_target=1,
        ),
        contact("A"),
        talk("A", "2026-10-27T09:00"),
    )
    assert counted.weeks_on_target == Share(count=1, of=2)


def test_the_running_search_counts_and_not_a_newer_one_that_ended():
    counted = stats(
        Search(name="Long", path="L.md", started=Moment("2026-01-05"), weekly_target=3),
        Search(
            name="Short", path="S.md", started=Moment("2026-05-05"), landed=Moment("2026-06-01")
        ),
    )
    assert counted.weekly_target == 3


def test_the_network_grows_by_the_first_dated_fact_of_each_contact():
    counted = stats(
        contact("Asked", asked=Moment("2026-11-03")),
        contact("Talked"),
        contact("Named"),
        contact("Undated"),
        talk("Talked", "2026-11-10T09:00", referrals=("Named",)),
    )
    assert [(one.new_contacts, one.known) for one in counted.weeks] == [(1, 2), (2, 4), (0, 4)]
    assert counted.undated == 1


def test_a_period_begins_with_those_known_before():
    counted = stats(
        contact("Old", asked=Moment("2026-03-03")),
        contact("New", asked=Moment("2026-11-12")),
        since="2026-11-09",
    )
    assert [(one.starts_on, one.new_contacts, one.known) for one in counted.weeks] == [
        ("2026-11-09", 1, 2),
        ("2026-11-16", 0, 2),
    ]


def test_a_mistyped_year_does_not_make_a_series_of_centuries():
    counted = stats(contact("Typo", asked=Moment("0202-11-01")), contact("B", asked=NOW))
    assert len(counted.weeks) == 520
    assert counted.weeks[-1].known == 2


def test_a_talk_over_midnight_belongs_to_the_day_it_began():
    late = talk("A", "2026-11-08T23:50")
    over = Interview(
        name=late.name,
        path=late.path,
        contacts=("A",),
        start=late.start,
        end=Moment("2026-11-09T00:10"),
    )
    assert stats(contact("A"), over, since="2026-11-09").talks == 0
    assert stats(contact("A"), over, since="2026-11-08").talks == 1


def test_days_tell_talks_from_other_exchanges():
    counted = stats(
        contact("A", asked=Moment("2026-11-02"), replied=Moment("2026-11-02")),
        talk("A", "2026-11-05T09:00", thank_you_sent=Moment("2026-11-05")),
        talk("A", "2026-11-30T09:00", status="scheduled"),
    )
    assert [(one.on, one.talks, one.exchanges) for one in counted.days] == [
        ("2026-11-02", 0, 2),
        ("2026-11-05", 1, 1),
    ]


def test_an_empty_vault_has_numbers_too():
    counted = stats()
    assert set(funnel(counted).values()) == {(0, 0)}
    assert counted.weeks == ()
    assert counted.thanks.share.words() == "none yet"


# --- properties -----------------------------------------------------------------------------------

DAYS = st.dates(to_date(Moment("2026-08-01")), to_date(Moment("2026-12-31"))).map(
    lambda day: Moment(day.isoformat())
)
MAYBE = st.just(Moment("")) | st.just(ALWAYS) | DAYS
PEOPLE = st.builds(
    contact,
    st.sampled_from("ABCDEF"),
    asked=MAYBE,
    replied=MAYBE,
    declined=MAYBE,
    last_contact=MAYBE,
    channel=st.sampled_from(["", "cold", "alumni"]),
    referred_by=st.just(()) | st.just(("A",)) | st.just(("Ghost",)),
)
TALKS = st.builds(
    talk,
    st.sampled_from("ABCDEF"),
    DAYS.map(lambda day: Moment(day + "T14:00")) | DAYS,
    status=st.sampled_from(["", "done", "scheduled", "cancelled"]),
    thank_you_sent=MAYBE,
    referrals=st.just(()) | st.just(("B", "Ghost")),
    opportunities=st.just(()) | st.just(("x",)),
)


@given(st.lists(PEOPLE | TALKS, max_size=12), DAYS, st.just("") | DAYS)
def test_the_numbers_never_contradict_each_other(facts, as_of, since):
    counted = stats(*facts, as_of=as_of, since=since)
    shares = [step.share for step in counted.funnel]
    shares += [share for one in counted.replies for _, share in one.rows]
    shares += [counted.thanks.share, counted.weeks_on_target]
    assert all(0 <= share.count <= share.of for share in shares)
    asked = funnel(counted)["asked"][0]
    assert all(sum(share.of for _, share in one.rows) == asked for one in counted.replies)
    assert sum(week.talks for week in counted.weeks) == counted.talks
    if counted.weeks:
        assert counted.weeks[-1].known == funnel(counted)["known"][0]
