"""One setting of an infoview.toml is changed and every other line stays as its user wrote it."""

import pytest

from infoview_md.config import Config, parse
from infoview_md.errors import CannotEdit, UsageMistake
from infoview_md.founding import documented_config
from infoview_md.settings_file import as_toml, with_settings

MINE = """# mine
timezone = "UTC"  # where I live

[folders]
# where I keep forms
ignore = [
  "Forms",  # of mine
  "Old ] stuff",
]
contacts = "Leute"

[policy]
nudge_business_days = 5
"""


def changed(text: str, settings: dict[tuple[str, str], object]) -> list[tuple[str, str]]:
    """Give the lines that went and that came."""
    from difflib import ndiff

    new = with_settings(text.encode(), settings).decode()
    rows = ndiff(text.splitlines(), new.splitlines())
    return [(row[0], row[2:]) for row in rows if row[0] in "+-"]


def test_a_value_that_is_there_is_replaced_where_it_stands():
    assert changed(MINE, {("folders", "contacts"): "People"}) == [
        ("-", 'contacts = "Leute"'),
        ("+", 'contacts = "People"'),
    ]


def test_a_list_on_several_lines_is_replaced_as_a_whole():
    rows = changed(MINE, {("folders", "ignore"): ("Forms", "More")})
    assert [one for sign, one in rows if sign == "+"] == ['ignore = ["Forms", "More"]']
    assert len([one for sign, one in rows if sign == "-"]) == 4


def test_a_new_setting_goes_into_its_table():
    text = with_settings(MINE.encode(), {("folders", "views"): "V"}).decode()
    assert '[folders]\nviews = "V"\n# where' in text


def test_a_setting_without_a_table_goes_above_the_first_one():
    text = with_settings(MINE.encode(), {("", "since"): "2026-11-01"}).decode()
    assert text.index("since") < text.index("[folders]")


def test_a_new_table_goes_to_the_end():
    text = with_settings(MINE.encode(), {("contact", "tags"): ("mensch",)}).decode()
    assert text.endswith('nudge_business_days = 5\n\n[contact]\ntags = ["mensch"]\n')
    assert text.startswith(MINE.rstrip("\n"))


def test_in_a_documented_file_it_stands_below_its_explanation():
    wanted = {
        ("folders", "views"): "V",
        ("", "since"): "2026-11-01",
        ("properties", "role"): ("job",),
    }
    lines = with_settings(documented_config().encode(), wanted).decode().splitlines()
    for line in ('views = "V"', 'since = "2026-11-01"', 'role = ["job"]'):
        above = lines[lines.index(line) - 1]
        assert above.startswith(f"# {line.split(' = ')[0]} = ")
    assert "[folders]" in lines
    assert "# [folders]" not in lines
    assert "# [policy]" in lines


def test_line_ends_stay_as_they_are():
    crlf = MINE.replace("\n", "\r\n").encode()
    new = with_settings(crlf, {("", "since"): "2026-11-01", ("git", "commit"): True})
    assert new.count(b"\n") == new.count(b"\r\n") > crlf.count(b"\n")


def test_an_empty_file_can_be_begun():
    assert parse(with_settings(b"", {("", "me"): ("Tess",)})).me == ("Tess",)


def test_nothing_to_change_changes_nothing():
    assert with_settings(MINE.encode(), {}) == MINE.encode()


@pytest.mark.parametrize(
    "text",
    [
        'contact = {tags = ["a"]}\n',
        'contact.types = ["a"]\n',
        '[contact]\n"tags" = ["a"]\nnote = 1\n',
    ],
)
def test_what_cannot_be_changed_without_harm_is_refused_and_said(text):
    with pytest.raises((CannotEdit, UsageMistake)):
        with_settings(text.encode(), {("contact", "tags"): ("mensch",)})


def test_a_refusal_says_what_to_write_by_hand():
    with pytest.raises(CannotEdit) as caught:
        with_settings(b'contact = {tags = ["a"]}\n', {("contact", "tags"): ("b",)})
    assert caught.value.hint == 'Write by hand: [contact] tags = ["b"]'


@pytest.mark.parametrize(
    "value", ["", 'a"b\\c', "a\nb\t", "\x7f\x00", "ü 👥 \u202e", True, 3, ("a", "b")]
)
def test_every_value_is_read_back_as_it_was(value):
    import tomllib

    read = tomllib.loads(f"k = {as_toml(value)}")["k"]
    assert read == (list(value) if isinstance(value, tuple) else value)


def test_the_rest_of_the_settings_is_the_same():
    settings = {("folders", "ignore"): ("Forms", "More"), ("", "me"): ("Tess",)}
    before, after = parse(MINE.encode()), parse(with_settings(MINE.encode(), settings))
    assert after.policy == before.policy != Config().policy
    assert after.folders.contacts == before.folders.contacts == "Leute"
