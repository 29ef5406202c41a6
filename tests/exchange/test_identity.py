"""Who is who."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.exchange.identity import identities, name_key, profile_key, split_name
from infoview_md.exchange.records import Person


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/ada-l",
        "http://linkedin.com/in/ada-l/",
        "https://uk.linkedin.com/in/Ada-L?trk=contact#about",
        "https://www.linkedin.com/in/ada%2Dl/",
    ],
)
def test_addresses_of_one_profile_have_one_key(url):
    assert profile_key(url) == "in/ada-l"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/in/ada/de", "in/ada"),
        ("https://www.linkedin.com/mwlite/in/ada", "in/ada"),
        ("https://www.linkedin.com/pub/ada/1/2/3", "pub/ada/1/2/3"),
        ("https://www.linkedin.com/profile/view?id=42&trk=x", "id/42"),
        ("https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH,x", "sales/lead/acwaaa"),
    ],
)
def test_other_forms_of_a_profile_have_a_key_of_their_own(url, key):
    assert profile_key(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://x.org/in/ada",
        "https://notlinkedin.com/in/ada",
        "ada",
        "https://www.linkedin.com",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/company/acme",
        "https://www.linkedin.com/feed/",
        "https://www.linkedin.com/profile/view",
    ],
)
def test_other_addresses_have_no_key(url):
    assert profile_key(url) == ""


def test_uid_email_and_profile_prove_a_person_and_the_name_does_not():
    ada = Person(name="Ada", uid="u1", emails=("A@x.org",), linkedin="https://linkedin.com/in/ada")
    assert identities(ada) == {"uid:u1", "email:a@x.org", "linkedin:in/ada"}
    assert identities(Person(name="Ada")) == frozenset()


@pytest.mark.parametrize("name", ["José  Nuñez", "jose nunez", "JOSÉ NUÑEZ, PhD", "José-Nuñez"])
def test_spellings_of_one_name_have_one_key(name):
    assert name_key(name) == "jose nunez"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nuñez, José", "jose nunez"),
        ("van Beethoven, Ludwig", "ludwig van beethoven"),
        ("Doe, Jane, PhD", "jane doe"),
        ("Jane Doe, Nurse", "jane doe"),
        ("Doe,", "doe"),
        (", Jane", ""),
    ],
)
def test_a_name_with_the_family_first_is_the_same_name(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("name", "halves"),
    [
        ("Ada Lovelace", ("Ada", "Lovelace")),
        ("Ada King Lovelace", ("Ada King", "Lovelace")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("Juan de la Cruz", ("Juan", "de la Cruz")),
        ("Lovelace, Ada", ("Ada", "Lovelace")),
        ("Ada Lovelace, PhD", ("Ada", "Lovelace")),
        ("Martin Luther King Jr.", ("Martin Luther", "King")),
        ("Ada", ("Ada", "")),
        ("van Beethoven", ("van", "Beethoven")),
        ("", ("", "")),
        ("山田太郎", ("山田太郎", "")),
    ],
)
def test_a_whole_name_is_split_into_its_halves(name, halves):
    assert split_name(name) == halves


@settings(deadline=None)
@given(name=st.text(max_size=40))
def test_any_name_is_split(name):
    split_name(name)
    assert name_key(name_key(name)) == name_key(name)
