"""infoview.toml: what it says, and what is said about its mistakes."""

import pytest

from infoview_md.config import Config, load, parse, zone_of
from infoview_md.errors import UsageMistake
from infoview_md.network.settings import ACCEPTED_NAMES


def test_a_missing_file_is_the_defaults(tmp_path):
    assert load(tmp_path / "infoview.toml") == Config()


def test_settings_are_read_from_their_tables():
    config = parse(
        b"""
        timezone = "Europe/Berlin"
        holidays = [2026-11-26, "2026-12-25"]
        [policy]
        nudge_business_days = 5
        [contact]
        types = ["mensch"]
        [properties]
        company = ["Firma", "workplace"]
        last_contact = "zuletzt"
        [folders]
        contacts = "Leute"
        ignore = ["Archiv"]
        [git]
        commit = true
        """
    )
    assert config.holidays == ("2026-11-26", "2026-12-25")
    assert config.policy.nudge_business_days == 5
    assert config.policy.thank_you_hours == 24
    assert config.contact.types == ("mensch",)
    assert config.accepted_names("company")[:3] == ("company", "Firma", "workplace")
    assert config.properties["last_contact"] == ("zuletzt",)
    assert (config.folders.contacts, config.folders.interviews) == ("Leute", "Interviews")
    assert config.git.commit
    assert str(config.zone()) == "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('timezon = "UTC"', "Did you mean timezone?"),
        ("[polcy]\nnudge_business_days = 1", "Did you mean policy?"),
        ("[policy]\nnudge_busines_days = 1", "Did you mean policy.nudge_business_days?"),
        ("[properties]\ncompny = []", "Did you mean properties.company?"),
        ("[policy]\nnudge_business_days = -1", "cannot be negative"),
        ('[policy]\nnudge_business_days = "7"', "a whole number"),
        ("[git]\ncommit = 1", "true or false"),
        ("policy = 3", "write [policy]"),
        ("timezone = 3", "text in quotes"),
        ("holidays = [1]", "a list of texts"),
        ('holidays = ["26.11."]', "not a date"),
        ('timezone = "Mars/Base"', "Mars/Base"),
        ('date_order = "xyz"', "dmy"),
        ('holidays_country = "Atlantis"', "Atlantis"),
        ("timezone = ", "not valid TOML"),
        ("[properties]\ncompany = 3", "a list of texts"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_to_do(text, said):
    with pytest.raises(UsageMistake) as caught:
        parse(text.encode())
    assert said in f"{caught.value} {caught.value.hint}"
    assert caught.value.exit_code == 2


def test_a_file_that_is_no_text_is_named():
    with pytest.raises(UsageMistake, match="not UTF-8"):
        parse(b"\xff\xfe\x00")


def test_a_country_brings_its_holidays():
    days = parse(b'holidays_country = "US"\nholidays = ["2026-12-24"]').holidays
    assert {"2026-11-26", "2026-12-25", "2026-12-24"} <= set(days)


def test_every_zone_name_of_nonsense_is_a_sentence():
    for name in ("../../etc/passwd", "UTC\0", "a" * 999, "/etc/localtime"):
        with pytest.raises(UsageMistake):
            zone_of(name)


def test_no_name_is_accepted_for_two_properties_of_one_kind_of_note():
    from infoview_md.network.schema import plain_name

    owners: dict[str, set[str]] = {}
    for canonical, names in ACCEPTED_NAMES.items():
        for name in (canonical, *names):
            owners.setdefault(plain_name(name), set()).add(canonical)
    shared = {name for name, who in owners.items() if len(who) > 1}
    assert shared == {"employer"}, "of a contact it is the company, of a search where you landed"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('["*", "History"]', ("History", "*")),
        ('["*"]', ("Log", "Touchpoints", "Contact log", "Interactions", "*")),
        ('["History"]', ("History",)),
    ],
)
def test_new_items_of_a_log_go_under_a_heading_that_can_be_written(written, read):
    assert parse(f"[headings]\nlog = {written}\n".encode()).headings.log == read
