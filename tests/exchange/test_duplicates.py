"""Which contacts may be one person: what is certain, what is possible, and what is neither."""

import shlex

import pytest

from infoview_md.exchange import duplicates
from infoview_md.exchange.duplicates import find_pairs
from infoview_md.exchange.similar_names import initial_key, is_initial, similar_keys
from infoview_md.network.model import Contact


def who(name, **more):
    return Contact(name=name, path=f"{name}.md", **more)


def pairs(*contacts):
    return [(one.first.name, one.second.name, one.is_certain) for one in find_pairs(contacts)]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"uid": "u1"}, {"uid": "u1"}, "the same UID"),
        (
            {"linkedin": "https://www.linkedin.com/in/ada/"},
            {"linkedin": "http://uk.linkedin.com/in/Ada?x=1"},
            "the same LinkedIn profile",
        ),
    ],
)
def test_what_belongs_to_one_person_only_is_proof_whatever_the_names(one, other, reason):
    (pair,) = find_pairs([who("Ada Lovelace", **one), who("Countess", **other)])
    assert (pair.is_certain, pair.reasons) == (True, (reason,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"emails": ("ada@x.example",)}, {"emails": ("b@x.example", "ADA@X.example")}),
        ({"phones": ("+44 20 7946 0958",)}, {"phones": ("020 7946 0958",)}),
    ],
)
def test_what_families_and_offices_share_is_proof_where_the_names_agree(one, other):
    assert pairs(who("Ada Lovelace", **one), who("Ada King", **other)) == [
        ("Ada King", "Ada Lovelace", True)
    ]
    assert pairs(who("Bob Smith", **one), who("Robert Smith", **other)) == [
        ("Bob Smith", "Robert Smith", True)
    ]
    assert pairs(who("Ada Lovelace", **one), who("Charles Babbage", **other)) == [
        ("Ada Lovelace", "Charles Babbage", False)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Müller", "Zoe Muller"),
        ("Zoë Müller", "Zoe Mueller"),
        ("Søren Ødegård", "Soren Odegard"),
        ("Ada Lovelace", "Lovelace Ada"),
        ("Ada Lovelace", "Lovelace, Ada"),
        ("Ada Lovelace", "Ada K. Lovelace"),
        ("Ada Lovelace", "Dr. Ada Lovelace"),
        ("Ada Lovelace", "Ada Lovelace, PhD"),
        ("Bob Smith", "Robert Smith"),
        ("Bob Smith", "Rob Smith"),
        ("Bill de Vries", "William De Vries"),
        ("Chris Doe", "Christina Doe"),
        ("山田 太郎", "太郎 山田"),
        ("Jean-Luc Picard", "Jean Luc Picard"),
        ("A. Lovelace", "Ada Lovelace"),
        ("A. K. Lovelace", "Ada Lovelace"),
    ],
)
def test_similar_names_are_possible(one, other):
    ((_, _, is_certain),) = pairs(who(one), who(other))
    assert not is_certain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "Ada Byron"),
        ("Christopher Doe", "Christina Doe"),
        ("Ada", "Ada Lovelace"),
        ("Ada", "Dr. Ada K."),
        ("John Smith", "Jane Smith"),
        ("J. Smith", "J. Schmidt"),
        ("Dr.", "Prof."),
        ("Joel Li", "Jol Ling"),
    ],
)
def test_other_names_are_not(one, other):
    assert pairs(who(one), who(other)) == []


def test_two_of_one_name_with_profiles_of_their_own_at_other_companies_are_two():
    one = who("Ada Lovelace", linkedin="https://linkedin.com/in/a", company="Acme")
    other = Contact(
        name="Ada Lovelace", path="x.md", linkedin="https://linkedin.com/in/b", company="Globex"
    )
    assert pairs(one, other) == []


def test_an_alias_counts_as_a_name():
    assert pairs(who("Countess", aliases=("Ada Lovelace",)), who("Ada Lovelace")) == [
        ("Ada Lovelace", "Countess", False)
    ]


def test_the_fuller_note_stays_and_certain_pairs_come_first():
    full = Contact(name="Ada Lovelace", path="z.md", company="Acme", role="x")
    found = find_pairs([who("Ada Lovelace"), full, who("Bo", uid="1"), who("Cy", uid="1")])
    assert [(one.first.path, one.second.path) for one in found] == [
        ("Bo.md", "Cy.md"),
        ("z.md", "Ada Lovelace.md"),
    ]


@pytest.mark.parametrize("path", ['It\'s "me".md', "-x.md", "a b/$(rm).md", "ä;b.md"])
def test_the_command_it_names_is_safe_to_paste(path):
    one, other = Contact(name="a", path=path, uid="1"), Contact(name="b", path="~b.md", uid="1")
    (pair,) = find_pairs([one, other])
    words = shlex.split(pair.action)
    assert words[:2] == ["infoview-md", "merge"]
    assert {word.removeprefix("./") for word in words[2:]} == {path, "~b.md"}
    assert not any(word.startswith("-") for word in words[2:])


def test_an_office_with_one_address_is_no_pile_of_duplicates():
    office = [who(f"Person{n} Name{n}", emails=("info@acme.example",)) for n in range(30)]
    assert find_pairs(office) == []


def test_only_contacts_that_have_something_in_common_are_compared(monkeypatch):
    compared = []
    really = duplicates._pair
    monkeypatch.setattr(
        duplicates, "_pair", lambda *given: compared.append(given) or really(*given)
    )
    # 20,000 names of two words, each word of one hundred people.
    people = [who(f"Given{n % 200} Family{n // 200}", uid=f"u{n}") for n in range(20_000)]
    assert len(find_pairs([*people, who("Family3 Given7")])) == 1
    assert len(compared) < 100


def test_the_keys_of_a_hostile_name_are_few():
    assert len(similar_keys("Chris Sam Alex Pat Al Kate Don Jon " * 50)) <= 16
    assert similar_keys("x" * 100_000) == frozenset()
    assert initial_key("") == ""
    assert not is_initial("")
