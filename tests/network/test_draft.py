"""The ten kinds of message: their facts, what is missing, and their words as the templates have them."""

import re
from dataclasses import fields, replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, meta

from infoview_md.dates import Moment
from infoview_md.errors import UsageMistake
from infoview_md.network.agenda import build
from infoview_md.network.context import CONTEXTS, TEMPLATES, as_context
from infoview_md.network.draft import KINDS, kind_named, landed_drafts, template_of, write
from infoview_md.network.draft_check import check
from infoview_md.network.draft_needs import NEEDS
from infoview_md.network.message import Draft, DraftKind, Message, split
from infoview_md.network.model import Fact, QuestionBank
from infoview_md.network.network import Network
from infoview_md.network.referral_pictures import page
from infoview_md.network.referrals import tree
from infoview_md.network.run_sheet import run_sheet
from infoview_md.network.week import Trip, plan
from infoview_md.render.environment import render, template_names, template_text
from infoview_md.render.sandbox import FILTERS
from tests.network.builders import RULES, path_of, person, search, talk, task
from tests.network.desks import desk, linked

SEARCH = search(
    goal="Learn how towns prepare for floods.",
    fields=("flood risk",),
    roles=("trainer", "planner"),
    started="2026-09-01",
)
BANK = QuestionBank(
    name="Questions",
    path="Questions.md",
    questions=(("A", "Why {{company}}?"), ("B", "What next?")),
)
BEA = person("Bea Lind", company="Bolt", emails=("bea@bolt.example",))
ANN = person(
    "Ann Okoye",
    company="Acme",
    role="Planner",
    emails=("ann@acme.example",),
    phones=("555-0101",),
    referred_by=("Bea Lind",),
    asked="2026-11-09",
)
PAST = talk(
    "Bea Lind",
    on="2026-11-21T10:00",
    status="done",
    referrals=("Ann Okoye", "Cy Dahl"),
    tasks=(task("send her the map of Lind's street", "2026-11-25"), task("thank her")),
)
COMING = talk("Ann Okoye", on="2026-11-26T14:00", mode="phone", status="scheduled")
FACTS: tuple[Fact, ...] = (ANN, BEA, PAST, COMING, SEARCH, BANK)
SECTIONS = {
    PAST.path: {
        "Takeaways": "- I should read more\n- She says that [[grants|grants]] pay for **talking**.\n"
    }
}


def drafted(kind: DraftKind, name: str, *facts: Fact, table=None, **extra) -> Draft:
    network = linked(*(facts or FACTS))
    return write(kind, network, path_of(name), table or desk(sections=SECTIONS), **extra)


def worded(draft: Draft) -> Message:
    return split(render(template_of(draft.kind), as_context(draft)))


def missing(draft: Draft) -> list[str]:
    return [one.property for one in draft.missing]


def test_there_are_ten_kinds_each_with_needs_and_a_template():
    assert len(KINDS) == 10
    assert set(NEEDS) == set(KINDS) == set(get_args(DraftKind))
    assert {template_of(kind) for kind in KINDS} == {
        name for name in template_names() if name.startswith("drafts/")
    }


def test_a_kind_is_understood_as_people_write_it():
    assert kind_named("Thank_You") == "thank-you"
    assert kind_named(" stay in touch") == "stay-in-touch"
    with pytest.raises(UsageMistake, match="no kind of draft"):
        kind_named("spam")


def test_an_intro_names_the_connection_asks_for_minutes_and_offers_three_times():
    draft = drafted("intro", "Ann Okoye")
    assert draft.to == "ann@acme.example"
    assert draft.missing == ()
    assert worded(draft) == Message(
        subject="Bea Lind suggested I write to you",
        text="""Dear Ann,

Bea Lind suggested I write to you. I taught science and now write lessons.

Could you spare 15-20 minutes by phone to tell me how flood risk looks from Acme? Would Tuesday 24 November at 10:00, Friday 27 November at 14:00 or Wednesday 2 December at 10:00 (CET) suit you?

Thank you
Tess Marlowe
""",
    )


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"channel": "friend"}, "Hi Dan"),
        ({"channel": "alumni"}, "We both went to Reed"),
        ({"channel": "linkedin"}, "connected on LinkedIn"),
        ({"channel": "association"}, "the same association"),
        ({"channel": "event"}, "We met"),
        ({"channel": "climbing"}, "We know each other from climbing"),
        ({"channel": "cold"}, "You know flood risk from the inside"),
        ({}, "You know flood risk from the inside"),
    ],
)
def test_an_intro_says_how_they_were_found(facts, says):
    dan = person("Dan Ek", company="Dock", **facts)
    text = worded(drafted("intro", "Dan Ek", dan, SEARCH, table=desk(school="Reed"))).text
    assert says in text


@pytest.mark.parametrize("kind", ["intro", "referral-intro"])
@pytest.mark.parametrize(
    "channel", ["friend", "family", "alumni", "linkedin", "association", "event", "cold", ""]
)
def test_a_first_message_has_at_most_seventy_five_words(kind, channel):
    dan = person("Dan Ek", company="City of Brackwater", channel=channel)
    story = "I taught sixth-grade science for eleven years and now write flood lessons for schools."
    draft = drafted(kind, "Dan Ek", dan, SEARCH, table=desk(story=story, school="Reed College"))
    assert "too-long" not in {
        one.code for one in check(worded(draft).text, draft.kind, desk().coaching)
    }


def test_the_times_set_aside_in_a_plan_are_offered_and_no_others():
    kept = talk("Ann Okoye", on="2026-12-08T15:00", status="proposed", timezone="America/New_York")
    draft = drafted("intro", "Ann Okoye", ANN, BEA, SEARCH, kept)
    assert draft.times_text == "Tuesday 8 December at 09:00 (EST)"
    gone = talk("Ann Okoye", on="2026-11-20T15:00", status="proposed")
    assert len(drafted("intro", "Ann Okoye", ANN, BEA, SEARCH, gone).times) == 3


def test_a_referral_intro_names_the_referrer_and_the_day():
    text = worded(drafted("referral-intro", "Ann Okoye")).text
    assert "Bea Lind named you when we talked on Saturday 21 November." in text


def test_a_nudge_names_the_day_of_the_request_and_leaves_room_for_a_no():
    message = worded(drafted("nudge", "Ann Okoye"))
    assert message.subject == "Re: Bea Lind suggested I write to you"
    assert "My note of Monday 9 November" in message.text
    assert "one word is enough" in message.text


def test_questions_are_numbered_and_those_that_the_agenda_has():
    draft = drafted("questions", "Ann Okoye")
    assert draft.questions == ("Why Acme?", "What next?")
    assert "1. Why Acme?\n2. What next?\n" in worded(draft).text
    noted = desk(sections={COMING.path: {"Questions": "- My own?"}})
    assert drafted("questions", "Ann Okoye", table=noted).questions == ("My own?",)


def test_a_confirmation_has_time_zone_length_and_number():
    text = worded(drafted("confirm", "Ann Okoye")).text
    assert (
        "Thursday 26 November at 14:00 (CET), 20 minutes, by phone. I will call you at 555-0101."
        in text
    )
    far = replace(COMING, timezone="America/New_York", mode="video", location="https://x.example/1")
    text = worded(drafted("confirm", "Ann Okoye", ANN, BEA, far, SEARCH)).text
    assert "which is 08:00 EST for you, 20 minutes, by video. The link: https://x.example/1" in text


def test_a_thank_you_has_one_thing_learnt_the_promise_and_the_people_named():
    message = worded(drafted("thank-you", "Bea Lind"))
    assert message == Message(
        subject="Thank you for yesterday",
        text="""Dear Bea,

Thank you for your time yesterday and for answering so openly.

What stays with me from your answers: Grants pay for talking.

My promise stands: send you the map of your street (by Wednesday 25 November).

Thank you for naming Ann Okoye and Cy Dahl. I will write this week, mention you, and tell you how it goes.

May I let you know how my exploring of flood risk goes on? And if I can ever do something for you, please tell me.

Kind regards
Tess Marlowe
""",
    )


def test_a_thank_you_is_for_the_last_talk_that_was_not_thanked_for():
    thanked = talk("Bea Lind", on="2026-11-21T15:00", status="done", thank_you_sent="2026-11-21")
    draft = drafted("thank-you", "Bea Lind", BEA, PAST, thanked)
    assert draft.last_talk.note == PAST.path
    both = (BEA, replace(PAST, thank_you_sent=Moment("2026-11-22")), thanked)
    assert drafted("thank-you", "Bea Lind", *both).last_talk.note == thanked.path
    chosen = drafted("thank-you", "Bea Lind", BEA, PAST, thanked, interview=thanked)
    assert chosen.last_talk.note == thanked.path


def test_a_word_back_says_what_came_of_the_referral_and_leaves_out_what_was_told():
    held = talk(
        "Ann Okoye",
        on="2026-11-20T14:00",
        status="done",
        referrals=("Eli Roth",),
        opportunities=("a post in May",),
    )
    told = talk("Ann Okoye", on="2026-11-10T14:00", status="done", referrer_told="2026-11-11")
    table = desk(sections={held.path: {"Takeaways": "Cities are slow."}})
    draft = drafted("report-back", "Bea Lind", ANN, BEA, held, told, table=table)
    assert [one.on for one in draft.news] == ["2026-11-20"]
    text = worded(draft).text
    assert "Thanks to you I talked with Ann Okoye of Acme on Friday 20 November." in text
    assert "What I took along: Cities are slow. That led on to Eli Roth." in text
    assert "An opening was mentioned as well: a post in May." in text


def test_staying_in_touch_gives_something():
    draft = drafted("stay-in-touch", "Bea Lind", article=" https://example.org/a ")
    assert draft.missing == ()
    assert "https://example.org/a\n" in worded(draft).text
    assert missing(drafted("stay-in-touch", "Bea Lind")) == ["--article"]


def test_an_update_says_how_it_goes_and_what_came_of_their_names():
    text = worded(drafted("update", "Bea Lind")).text
    assert "- Ann Okoye: talk on Thursday 26 November\n- Cy Dahl: not asked yet\n" in text
    assert "roles such as trainer or planner" in text


LANDED = search(
    fields=("flood risk",),
    started="2026-09-01",
    landed="2026-11-20",
    employer="Acme",
    new_email="t@a.example",
)


def test_the_news_of_a_landing_thanks_for_the_help_that_was_given():
    held = talk("Ann Okoye", on="2026-11-10T14:00", status="done")
    earlier = talk("Bea Lind", on="2026-10-21T10:00", status="done", referrals=("Ann Okoye",))
    text = worded(drafted("landed", "Bea Lind", ANN, BEA, earlier, held, LANDED)).text
    assert "I am joining Acme." in text
    assert "Your naming Ann Okoye is what led there." in text
    assert "you reach me at t@a.example" in text


def test_every_helper_gets_the_news_once_grouped_by_what_they_did():
    facts = (
        ANN,
        BEA,
        person("Cy", told_landed="2026-11-21"),
        person("Dot"),
        person("Eve"),
        person("Fay"),
        person("Gil", referred_by=("Fay",)),
        talk("Bea Lind", on="2026-10-01T10:00", status="done", referrals=("Ann Okoye",)),
        talk("Ann Okoye", on="2026-10-08T10:00", status="done"),
        talk("Cy", on="2026-10-09T10:00", status="done"),
        talk("Dot", on="2026-10-10T10:00", status="done", referrals=("Gil",)),
        talk("Eve", on="2026-10-11T10:00", status="done"),
        LANDED,
    )
    groups = landed_drafts(linked(*facts), desk())
    assert [(group.did, [one.person.name for one in group.drafts]) for group in groups] == [
        ("led the way to the new job", ["Ann Okoye", "Bea Lind"]),
        ("talked with you and named others", ["Dot"]),
        ("named others", ["Fay"]),
        ("talked with you", ["Eve"]),
    ]
    assert landed_drafts(linked(*facts[:-1]), desk()) == ()


WANTS = {
    "intro": ["email", "channel", "company", "coaching.name", "coaching.story", "goal"],
    "nudge": ["email", "asked", "coaching.name", "goal"],
    "questions": ["email", "coaching.name", "questions", "date"],
    "confirm": ["email", "coaching.name", "date"],
    "thank-you": ["email", "coaching.name", "date"],
    "referral-intro": ["email", "referred_by", "coaching.name", "coaching.story", "goal"],
    "report-back": ["email", "coaching.name", "referrals"],
    "stay-in-touch": ["email", "coaching.name", "--article"],
    "update": ["email", "coaching.name", "goal"],
    "landed": ["email", "coaching.name", "landed"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_bare_note_lacks_is_named_and_leaves_no_hole(kind):
    draft = drafted(kind, "Zed", person("Zed"), table=desk(name="", story=""))
    assert missing(draft) == WANTS[kind]
    assert all(one.sentence.endswith(".") for one in draft.missing)
    assert_is_clean(worded(draft))


def assert_is_clean(message: Message) -> None:
    assert message.subject
    assert message.text.startswith(("Dear ", "Hi "))
    assert message.text.endswith("\n")
    for hole in ("None", "{{", "[]", "  ", " .", " ,", "\n\n\n", "()", "..", ":.", "from ?"):
        assert hole not in message.subject + "\n" + message.text, hole
    assert not re.search(r"\bat\s*[.?]|\b(?:time|talk|talked) on\s*[.,]", message.text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Ann Okoye", "Bea Lind"])
def test_every_draft_of_a_full_note_is_clean_and_passes_the_check(kind, name):
    draft = drafted(kind, name, article="https://example.org/a")
    message = worded(draft)
    assert_is_clean(message)
    known = {"nothing-specific", "no-connection"} if draft.missing else set()
    found = {one.code for one in check(message.text, draft.kind, desk().coaching)}
    assert found - known == set()


def test_a_gap_of_the_settings_is_named_with_the_file():
    draft = drafted("intro", "Ann Okoye", table=desk(name="", sections=SECTIONS))
    assert [(one.property, one.note) for one in draft.missing] == [
        ("coaching.name", "infoview.toml")
    ]
    shut = drafted("intro", "Ann Okoye", table=desk(work_ends="09:05"))
    assert missing(shut) == ["coaching.proposed_days"]
    assert "fit in with your calendar" in worded(shut).text


def test_a_rendered_text_is_split_into_subject_and_text():
    assert split("Subject: Hello \n\n\n\nDear\n \n\n\nA  \n\n") == Message(
        subject="Hello", text="Dear\n\nA\n"
    )
    assert split("Dear\n") == Message(subject="", text="Dear\n")
    assert split("") == Message(subject="", text="")


# The reference of what templates get


def full_network() -> Network:
    held = talk(
        "Ann Okoye",
        on="2026-11-20T14:00",
        status="done",
        referrals=("Eli Roth",),
        opportunities=("a post",),
        tasks=(task("send"), task("wait", is_waiting=True)),
    )
    far = talk(
        "Ann Okoye",
        "Bea Lind",
        on="2026-12-08T14:00",
        timezone="America/New_York",
        mode="in_person",
        location="Hall",
    )
    dot = person("Dot", location="Bonn", company="Dock", role="Chief")
    dates = talk("Dot", on="2026-12-07T10:00", status="proposed")
    return linked(*FACTS, held, far, dot, person("Eve", location="Bonn"), dates)


def value_of(template: str, network: Network) -> object:
    """Make the value that a template dresses, as full as the facts allow."""
    table = desk(sections=SECTIONS)
    if template.startswith("drafts/"):
        kind = kind_named(template.removeprefix("drafts/").removesuffix(".txt.j2"))
        return write(kind, network, path_of("Ann Okoye"), table, article="https://x.example")
    if template.startswith("agenda"):
        one = next(each for each in network.interviews if each.start == "2026-12-08T14:00")
        return build(network, path_of("Ann Okoye"), one, table)
    if template.startswith("run_sheet"):
        return run_sheet(network, Moment("2026-12-08"), table)
    if template.startswith("plan"):
        trip = Trip(first_day=Moment("2026-12-07"), days=2, place="Bonn", per_day=2, minutes=30)
        return plan(network, trip, table)
    return page(tree(network, now=table.now, rules=RULES))


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_reference_lists_exactly_what_a_template_gets(template):
    value = value_of(template, full_network())
    documented = [name for name, _ in CONTEXTS[template]]
    assert isinstance(value, TEMPLATES[template])
    top = {name for name in documented if "." not in name}
    assert top == set(as_context(value)) == {one.name for one in fields(value)}
    assert len(documented) == len(set(documented))
    assert all(doc for _, doc in CONTEXTS[template])
    assert paths(as_context(value)) <= set(documented)


def paths(data: object, prefix: str = "") -> set[str]:
    """Give the names of everything in a context, as the reference writes them."""
    if isinstance(data, dict):
        found = {f"{prefix}{key}" for key in data}
        return found.union(*(paths(one, f"{prefix}{key}.") for key, one in data.items()))
    if isinstance(data, list):
        listed = [
            paths(one, f"{prefix.removesuffix('.')}[].") for one in data if isinstance(one, dict)
        ]
        return set().union(*listed)
    return set()


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_uses_only_what_the_reference_lists(template):
    environment = Environment()  # noqa: S701 - templates are only parsed by it
    environment.filters |= FILTERS
    used = meta.find_undeclared_variables(environment.parse(template_text(template)))
    assert used <= {name for name, _ in CONTEXTS[template]}


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_renders_full_and_bare_values(template):
    for network in (
        full_network(),
        linked(person("Ann Okoye"), talk("Ann Okoye", on="2026-12-08T14:00")),
    ):
        text = render(template, as_context(value_of(template, network)))
        assert text.endswith("\n")
        assert "None" not in text


EVIL = "`$= x` ```dataviewjs <% tp %> {{x}} [[a|b]] ![](http://t) %%c%% <script>alert(1)</script> key:: v | #tag"


def evil_network() -> Network:
    ann = person(EVIL, company=EVIL, role=EVIL, channel=EVIL, location="Bonn", phones=(EVIL,))
    held = talk(
        EVIL,
        on="2026-11-20T14:00",
        status="done",
        opportunities=(EVIL,),
        referrals=("Cy" + EVIL,),
        tasks=(task(EVIL),),
    )
    one = talk(EVIL, on="2026-12-08T14:00", location=EVIL, mode=EVIL, note="N")
    return linked(
        ann, held, one, search(goal=EVIL, fields=(EVIL,), roles=(EVIL,), started="2026-01-01")
    )


@pytest.mark.parametrize("template", [one for one in TEMPLATES if one.endswith(".md.j2")])
def test_nothing_from_a_note_can_act_in_markdown(template):
    network = evil_network()
    key = path_of(EVIL)
    table = desk(story=EVIL)
    value = (
        build(network, key, network.interviews[-1], table)
        if template.startswith("agenda")
        else value_of(template, network)
    )
    text = render(template, as_context(value))
    text = re.sub(r"```mermaid\n.*?\n```", "", text, flags=re.DOTALL)
    assert "script" in text
    for act in (
        r"(?<!\\)`",
        r"<[a-z%]",
        r"(?<!\\)\[\[",
        r"(?<!\\)!\[\]",
        r"%%",
        r"\{\{",
        r"[^:]::[^:]",
        r"(?<!\\)#tag",
    ):
        assert not re.search(act, text), act


def test_nothing_from_a_note_can_act_in_html():
    network = evil_network()
    value = build(network, path_of(EVIL), network.interviews[-1], desk(story=EVIL))
    text = render("agenda.html.j2", as_context(value))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "Content-Security-Policy" in text
    bad = replace(network.interviews[-1], location="javascript:alert(1)")
    text = render("agenda.html.j2", as_context(build(network, path_of(EVIL), bad, desk())))
    assert "href=" not in text


def test_only_plain_data_becomes_a_context():
    with pytest.raises(TypeError, match="no plain data"):
        as_context(replace(drafted("intro", "Ann Okoye"), to=object()))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(KINDS), st.text(max_size=60), st.text(max_size=200))
def test_any_text_of_notes_gives_a_draft(kind, text, section):
    odd = replace(ANN, company=text, role=text, channel=text)
    table = desk(sections={PAST.path: {"Takeaways": section}, COMING.path: {"Questions": section}})
    draft = drafted(kind, "Ann Okoye", odd, BEA, PAST, COMING, SEARCH, table=table)
    assert worded(draft).text.endswith("\n")
    assert worded(drafted(kind, "Bea Lind", BEA, PAST, SEARCH, table=table)).subject
