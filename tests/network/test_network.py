"""How the facts of many notes are linked to each other."""

from infoview_md.dates import ALWAYS
from infoview_md.network.model import QuestionBank
from infoview_md.network.network import Network, company_key, ghost_key, is_ghost

from .builders import path_of, person, resolve, search, talk

ANA, BO, CY = (path_of(name) for name in ("Ana", "Bo", "Cy"))


def network(*facts) -> Network:
    return Network(facts, resolve)


def test_facts_of_every_kind_find_their_place():
    bank = QuestionBank(name="Questions", path="Questions.md", questions=(("Work", "Why?"),))
    linked = network(search(), bank, talk("Ana", on="2026-11-20"), person("Ana"))
    assert list(linked.contacts) == [ANA]
    assert [one.name for one in linked.interviews] == ["2026-11-20 Ana"]
    assert [one.name for one in linked.searches] == ["Search"]
    assert linked.banks == [bank]


def test_interviews_come_in_the_order_of_time():
    linked = network(person("Ana"), talk("Ana", on="2026-11-20"), talk("Ana", on="2026-11-02"))
    assert [meeting.interview.start for meeting in linked.meetings(ANA)] == [
        "2026-11-02",
        "2026-11-20",
    ]


def test_somebody_without_a_note_is_one_person_under_every_spelling_of_case_and_blanks():
    linked = network(
        talk("Bo Berg", on="2026-11-02"), talk("People/bo  berg", on="2026-11-20", note="second")
    )
    assert len(linked.meetings(ghost_key("BO BERG"))) == 2
    assert [is_ghost(key) for key in linked.contacts] == [True]


def test_a_name_is_the_same_in_composed_and_decomposed_letters():
    assert ghost_key("Zoe\u0308 Berg") == ghost_key("Zo\u00eb Berg")
    assert company_key("Cafe\u0301") == company_key("Caf\u00e9")


def test_a_note_that_is_no_contact_stands_for_a_person_by_its_name():
    def find_company(target: str, source: str) -> str:
        return "Companies/Acme.md"

    linked = Network([talk("Acme", on="2026-11-20")], find_company)
    assert list(linked.contacts) == ["?acme"]


def test_a_link_is_resolved_from_the_note_it_stands_in():
    asked = []

    def note_it(target: str, source: str) -> str:
        asked.append((target, source))
        return resolve(target, source)

    Network(
        [person("Ana", referred_by=("Bo",)), talk("Ana", on="2026-11-20", referrals=("Cy",))],
        note_it,
    )
    assert sorted(asked) == [
        ("Ana", "Interviews/2026-11-20 Ana.md"),
        ("Bo", ANA),
        ("Cy", "Interviews/2026-11-20 Ana.md"),
    ]


def test_who_referred_whom_is_known_from_both_sides():
    linked = network(
        person("Ana"),
        person("Bo"),
        person("Cy", referred_by=("Ana",)),
        talk("Ana", on="2026-11-20", referrals=("Bo", "Cy", "Ana")),
    )
    assert sorted(linked.referred(ANA)) == [BO, CY]
    assert linked.referrers(BO) == [ANA]
    assert linked.referrers(CY) == [ANA]
    assert linked.referrers(ANA) == []
    assert [one.start for one in linked.named_in(BO)] == ["2026-11-20"]


def test_the_people_of_an_interview_come_as_the_note_names_them():
    both = talk("Cy", "Ana", on="2026-11-20")
    linked = network(both, person("Ana"), person("Cy"))
    assert linked.people(both) == (CY, ANA)


def test_a_company_is_the_same_however_it_is_written():
    assert company_key("ACME  Inc.") == company_key("Acme inc")
    assert company_key("Acme") != company_key("Acme Labs")


def test_the_circle_of_a_contact_holds_what_its_rules_look_at():
    named = talk("Ana", on="2026-11-10", referrals=("Bo",))
    with_bo = talk("Bo", on="2026-11-20")
    facts = [
        person("Ana", company="Acme", asked="2026-11-01"),
        person("Bo", company="Acme", asked="2026-11-15", referred_by=("Ana",)),
        named,
        with_bo,
        search(),
    ]
    bo, ana = network(*facts).circle(BO), network(*facts).circle(ANA)
    assert [one.interview for one in bo.meetings] == [with_bo]
    assert [(one.name, one.interview) for one in bo.named_in] == [("Ana", named)]
    assert bo.referrers == ("Ana",)
    assert bo.referrer_talks == (named,)
    assert bo.colleague_asked == ""
    assert ana.colleague_asked == "2026-11-15"
    assert [(one.name, one.interview) for one in ana.leads] == [("Bo", with_bo)]
    assert ana.referred_first == "2026-11-10"
    assert [one.name for one in ana.searches] == ["Search"]


def test_contacts_without_a_company_have_no_colleagues():
    facts = [person("Ana", asked="2026-11-01"), person("Bo", asked="2026-11-02")]
    assert network(*facts).circle(ANA).colleague_asked == ""


def test_of_colleagues_counts_the_first_who_was_asked_on_the_same_day_or_later():
    facts = [
        person("Ana", company="Acme", asked="2026-11-02T10:00"),
        person("Bo", company="ACME.", asked="2026-11-02"),
        person("Cy", company="Acme", asked="2026-11-01"),
        person("Di", company="Acme", asked="2026-11-09"),
        person("Eva", company="Acme", asked=ALWAYS),
    ]
    found = {
        one: network(*facts).circle(path_of(one)).colleague_asked for one in ("Ana", "Bo", "Cy")
    }
    assert found == {"Ana": "2026-11-02", "Bo": "2026-11-02T10:00", "Cy": "2026-11-02"}
    assert network(*facts).circle(path_of("Di")).colleague_asked == ""
    assert network(*facts).circle(path_of("Eva")).colleague_asked == ""
