"""When is somebody known: surely by what identifies a person, possibly by the name, never by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.exchange.contacts import person_of, uid_for, uid_of
from infoview_md.exchange.duplicates import find_pairs
from infoview_md.exchange.identity import same_number
from infoview_md.exchange.matching import Register, are_different, names_agree
from infoview_md.exchange.records import Person
from infoview_md.network.model import Contact

ADA = "https://www.linkedin.com/in/ada"


def known(*people):
    return Register.of((f"{n}.md", person) for n, person in enumerate(people))


def test_the_same_uid_profile_or_address_is_proof():
    register = known(
        Person(name="Ada Lovelace", uid="u1"),
        Person(name="Bob", linkedin="https://linkedin.com/in/Bob/"),
        Person(name="Cy Roe", emails=("cy@x.example",)),
    )
    for person, key, reason in [
        (Person(name="Quite Different", uid="u1"), "0.md", "the same UID"),
        (
            Person(name="Robert", linkedin="http://www.linkedin.com/in/bob?x=1"),
            "1.md",
            "the same LinkedIn profile",
        ),
        (Person(name="Cy Roe-Doe", emails=("CY@X.example",)), "2.md", "the same e-mail address"),
    ]:
        match = register.match(person)
        assert (match.verdict, match.keys, match.reason) == ("known", (key,), reason)


def test_a_shared_address_proves_nothing_about_people_of_other_names():
    register = known(Person(name="John Smith", emails=("smith@home.example",)))
    match = register.match(Person(name="Jane Smith", emails=("smith@home.example",)))
    assert match.verdict == "possible"
    assert match.keys == ("0.md",)


def test_of_two_with_one_address_the_one_of_that_name_is_meant():
    both = ("office@x.example",)
    register = known(Person(name="John Smith", emails=both), Person(name="Jane Doe", emails=both))
    assert register.match(Person(name="Jane Doe", emails=both)).keys == ("1.md",)


def test_the_same_name_is_only_possible_and_the_company_makes_it_likelier():
    register = known(
        Person(name="Ada Lovelace", company="Globex"),
        Person(name="ada  LOVELACE", company="Acme, Inc."),
    )
    match = register.match(Person(name="Ada Lovelace, PhD", company="Acme"))
    assert (match.verdict, match.keys) == ("possible", ("1.md",))
    assert match.reason == "the same name and company"
    assert register.match(Person(name="Ada Lovelace")).keys == ("0.md", "1.md")


def test_an_alias_is_a_name():
    assert (
        known(Person(name="A", aliases=("Ada L",))).match(Person(name="Ada L")).verdict
        == "possible"
    )


def test_two_profiles_at_two_companies_are_two_people():
    one = Person(name="Max", linkedin=ADA, company="Google")
    other = Person(name="Max", linkedin=ADA + "-2", company="Siemens")
    assert are_different(one, other)
    assert known(one).match(other).verdict == "new"
    assert not are_different(one, Person(name="Max", linkedin=ADA + "-2", company="Google LLC"))


def test_a_row_is_known_by_the_uid_that_its_note_got():
    person = Person(name="Only A Name", company="Acme Inc.")
    register = known(Person(name="Only A Name", company="Acme", uid=uid_for(person)))
    assert register.match(person).verdict == "possible"
    assert register.match(person, uid_for(person)).verdict == "known"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Jane Doe", "Jane Smith", True),
        ("J. Doe", "Jane Doe", True),
        ("Liz", "Elizabeth", False),
        ("jane@x.example", "Anybody", True),
        ("John", "Jane", False),
    ],
)
def test_names_agree_by_the_first_of_them(one, other, agree):
    assert names_agree(Person(name=one), Person(name=other)) is agree


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 30 1234567", "030 1234567", True),
        ("0049301234567", "+49 (30) 123-45-67", True),
        ("503-555-0100", "+1 503 555 0100", True),
        ("12", "12", True),
        ("0100", "+1 503 555 0100", False),
        ("503-555-0100", "503-555-0101", False),
    ],
)
def test_one_number_written_in_two_ways(one, other, same):
    assert same_number(one, other) is same
    assert same_number(other, one) is same


def test_a_contact_without_uid_has_one_that_stays_with_its_path():
    contact = Contact(name="Ada", path="Contacts/Ada.md")
    assert uid_of(contact) == uid_of(Contact(name="Ada", path="Contacts/Ada.md", role="Planner"))
    assert uid_of(contact) != uid_of(Contact(name="Ada", path="People/Ada.md"))
    assert person_of(Contact(name="Ada van Roe", path="a.md", uid="x")).family == "van Roe"
    assert person_of(Contact(name="Ada", path="a.md", uid="x")).uid == "x"


texts = st.sampled_from(["", "a", "b", "Ada", "ada@x.example"])
people = st.builds(
    Person,
    name=st.sampled_from(["Ada", "Bob Roe", "Cy"]),
    company=texts,
    uid=st.sampled_from(["", "u1", "u2"]),
    emails=st.lists(st.sampled_from(["a@x.example", "b@x.example"]), max_size=2, unique=True).map(
        tuple
    ),
    linkedin=st.sampled_from(["", ADA, ADA + "-2"]),
)


@given(st.lists(people, max_size=6), people)
def test_whoever_is_in_the_register_is_found_again(others, person):
    register = known(*others, person)
    match = register.match(person)
    assert match.verdict != "new"
    assert set(match.keys) <= register.people.keys()


class TestDuplicates:
    def test_are_pairs_with_what_they_share_the_surest_first(self):
        contacts = [
            Contact(name="Ada", path="Ada.md", emails=("a@x.example",)),
            Contact(
                name="Ada L",
                path="Ada L.md",
                emails=("A@x.example",),
                role="Planner",
                aliases=("Ada",),
            ),
            Contact(name="Bob", path="Bob.md"),
            Contact(name="bob", path="Old/bob.md"),
            Contact(name="Cy", path=""),
        ]
        found = find_pairs(contacts)
        assert [(one.first.path, one.second.path, one.reasons) for one in found] == [
            ("Ada L.md", "Ada.md", ("the same e-mail address", "the same name")),
            ("Bob.md", "Old/bob.md", ("the same name",)),
        ]
        assert found[0].action == "infoview-md merge 'Ada L.md' Ada.md"

    def test_are_not_two_of_one_name_with_profiles_of_their_own(self):
        contacts = [
            Contact(name="Max", path="a/Max.md", linkedin=ADA, company="Google"),
            Contact(name="Max", path="b/Max.md", linkedin=ADA + "-2", company="Siemens"),
        ]
        assert find_pairs(contacts) == []

    def test_are_not_all_who_share_the_address_of_an_office(self):
        office = [
            Contact(name=f"P{n}", path=f"P{n}.md", emails=("office@x.example",)) for n in range(30)
        ]
        assert find_pairs(office) == []
