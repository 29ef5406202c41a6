"""Who works at a company, who did, who may, and who could introduce."""

from infoview_md.exchange.warmth import Acquaintance, warmth_of


def who(name, **more):
    return Acquaintance(key=f"{name}.md", name=name, place=f"{name}.md", **more)


def test_strict_matches_come_first_and_loose_ones_apart():
    found = warmth_of(
        "Acme",
        (),
        [
            who("Loose", company="Acme Labs"),
            who("There", company="ACME, Inc."),
            who("Before", company="Globex", past_companies=("Acme GmbH",)),
            who("Elsewhere", company="Globex"),
        ],
    )
    assert [(way.who.name, way.fit) for way in found.ways] == [
        ("There", "works there"),
        ("Before", "worked there"),
        ("Loose", "may work there"),
    ]


def test_other_names_of_a_company_match_strictly():
    found = warmth_of(
        "AWS", ("Amazon Web Services",), [who("Ada", company="Amazon Web Services, Inc.")]
    )
    assert [way.fit for way in found.ways] == ["works there"]


def test_the_nearest_come_first_and_whoever_declined_last():
    people = [
        who("Listed", company="Acme", standing="listed"),
        who("Declined", company="Acme", standing="declined"),
        who("Asked", company="Acme", standing="asked"),
        who("Friend", company="Acme", channel="friend"),
        who("Talked", company="Acme", standing="talked"),
    ]
    names = [way.who.name for way in warmth_of("Acme", (), people).ways]
    assert names == ["Talked", "Friend", "Asked", "Listed", "Declined"]


def test_introducers_work_there_named_somebody_there_or_share_an_employer_or_a_school():
    people = [
        who("Inside", company="Acme", standing="talked"),
        who(
            "Stranger",
            company="Acme",
            referrers=("Referrer",),
            tags=("school/reed",),
            past_companies=("Initech",),
        ),
        who("Referrer", company="Globex", standing="talked"),
        who("Schoolmate", company="Hooli", standing="replied", tags=("#School/Reed",)),
        who("Colleague", company="Initech Ltd", channel="friend"),
        who("Unknown", company="Initech", standing="asked"),
    ]
    found = warmth_of("Acme", (), people).introducers
    assert {(one.who.name, one.to, one.reason) for one in found} == {
        ("Inside", "", "works there"),
        ("Referrer", "Stranger", "named them to you"),
        ("Schoolmate", "Stranger", "shares reed"),
        ("Colleague", "Stranger", "shares initech"),
    }
    assert found[0].who.standing == "talked"


def test_the_company_itself_is_nothing_in_common():
    people = [
        who("Ada", company="Acme", standing="listed"),
        who("Bob", company="Globex", past_companies=("Acme",), standing="talked"),
    ]
    found = warmth_of("Acme", (), people)
    assert [(one.who.name, one.reason) for one in found.introducers] == [("Bob", "worked there")]


def test_nobody_is_an_empty_answer():
    assert warmth_of("Acme", (), [who("Ada")]).ways == ()
