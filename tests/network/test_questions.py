"""Questions for one person from the question bank."""

from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.network.history import questions_asked
from infoview_md.network.model import Contact, Search
from infoview_md.network.questions import fill, normal, pick, was_asked
from tests.network.builders import path_of, person, search, talk
from tests.network.desks import desk, linked

BANK = (
    ("Trends", "What has changed most in {{field}} in three years?"),
    ("Trends", "Which town do you watch?"),
    ("Insights", "What does a {{role}} do on an ordinary Tuesday?"),
    ("Insights", "What surprised you when you came to {{company}}?"),
    ("Advice", "What should I stop saying about myself?"),
    ("Resources", "What do you read?"),
    ("Assignments", "What should I look into before we speak again?"),
    ("Mine", "How do you show a map to someone whose house is on it?"),
)
ANN = Contact(name="Ann", path="People/Ann.md", company="Acme", role="Editor, maps")
SEARCH = Search(
    name="S", path="S.md", goal="Learn how maps help towns with floods.", fields=("flood risk",)
)


def texts(contact: Contact = ANN, aim: Search | None = SEARCH, *, asked=(), count=5, bank=BANK):
    return [one.text for one in pick(bank, contact, aim, asked_before=asked, count=count)]


def test_five_questions_of_five_topics_in_the_order_of_the_bank():
    found = pick(BANK, ANN, SEARCH, asked_before=(), count=5)
    topics = [one.topic for one in found]
    assert len(found) == len(set(topics)) == 5
    order = [question for _, question in BANK]
    assert [order.index(one.template) for one in found] == sorted(
        order.index(one.template) for one in found
    )


def test_what_the_search_wants_to_learn_is_preferred():
    assert "What has changed most in flood risk in three years?" in texts(count=2)
    assert "How do you show a map to someone whose house is on it?" not in texts(aim=None, count=2)


def test_placeholders_are_filled_and_the_article_fits():
    found = texts(count=8)
    assert "What does an editor do on an ordinary Tuesday?" in found
    assert "What surprised you when you came to Acme?" in found


def test_a_role_that_is_an_acronym_keeps_its_capitals():
    chief = Contact(name="Bo", role="VP of sales", company="Acme")
    assert "What does a VP of sales do on an ordinary Tuesday?" in texts(chief, count=8)


def test_a_question_without_its_fact_comes_last_and_speaks_in_general():
    nobody = Contact(name="Bo")
    assert not any("your company" in one for one in texts(nobody, count=5))
    assert "What surprised you when you came to your company?" in texts(nobody, count=8)


def test_no_question_that_was_asked_in_any_filling_comes_again():
    asked = (
        "- [x] What surprised you, when you came to BOLT Ltd? -- a lot",
        "what do you READ",
        "What has changed most in {{ field }} in three years?",
    )
    found = texts(asked=asked, count=8)
    assert len(found) == 5
    assert not any("surprised" in one or "read" in one or "changed" in one for one in found)


def test_a_short_question_is_not_taken_for_the_beginning_of_another():
    assert not was_asked("What do you read in bed?", ["What do you read?"])
    assert was_asked("What do you read?", ["2. *What do you read?*"])


def test_a_bank_with_the_same_question_twice_asks_it_once():
    assert texts(bank=(("A", "Why maps?"), ("B", "why maps")), count=5) == ["Why maps?"]


def test_fewer_questions_than_wanted_are_all_there_are():
    assert len(texts(count=99)) == 8
    assert texts(count=0) == []
    assert texts(bank=()) == []


def test_the_questions_of_other_interviews_count_as_asked_but_not_those_of_this_one():
    first = talk("Ann", on="2026-10-01T10:00", status="done")
    missed = talk("Ann", on="2026-10-08T10:00", status="no_show")
    coming = talk("Ann", on="2026-12-01T10:00")
    sections = {
        first.path: {"questions": "- Why maps?\n- What next?\n"},
        missed.path: {"Questions": "- Never asked?"},
        coming.path: {"Questions": "- Prepared?"},
    }
    circle = linked(person("Ann"), first, missed, coming).circle(path_of("Ann"))
    table = desk(sections=sections)
    assert questions_asked(circle, table, but=coming) == ("Why maps?", "What next?")
    assert questions_asked(circle, table, but=first) == ("Prepared?",)


def test_the_field_that_fits_the_person_is_taken():
    two = search(fields=("marine biology", "flood risk"), started="2026-01-01")
    floods = Contact(name="Bo", role="Flood engineer", company="Acme")
    assert "What has changed most in flood risk in three years?" in texts(floods, two, count=8)
    assert "What has changed most in marine biology in three years?" in texts(ANN, two, count=8)


def test_filling_leaves_other_braces_alone():
    facts = {"company": "Acme", "role": "", "field": ""}
    assert fill("Is {{COMPANY}} {{other}}?", facts) == "Is Acme {{other}}?"
    assert fill("A {{ role }} at {{ company }}?", facts) == "A person in your role at Acme?"


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from([question for _, question in BANK]), max_size=8),
    st.sampled_from(["Acme", "Übermut & Söhne (GmbH)", "a", "What do you read?"]),
    st.sampled_from(["", "Editor", "C++ [lead] (interim)"]),
)
def test_no_question_ever_repeats_for_a_person(asked, company, role):
    """Ask in rounds, with facts that change between the rounds, until the bank is empty."""
    before = list(asked)
    person_ = Contact(name="Bo", company=company, role=role)
    for number in range(4):
        changed = Contact(name="Bo", company=f"{company} {number}", role=role)
        found = pick(BANK, changed if number % 2 else person_, SEARCH, asked_before=before, count=3)
        assert not {one.template for one in found} & {normal_template(one) for one in before}
        before += [one.text for one in found]
    assert pick(BANK, person_, SEARCH, asked_before=before, count=9) == ()


def normal_template(text: str) -> str:
    """Give the question of the bank that a text is, or the text."""
    same = [question for _, question in BANK if normal(question) == normal(text)]
    return same[0] if same else text
