"""A new note says exactly what it was meant to say, in the style of Obsidian, whatever the values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import set_property
from infoview_md.note.new import compose
from infoview_md.note.reading import read

lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029"),
    max_size=20,
)
values = st.one_of(
    lines,
    st.sampled_from(
        [
            "_.9",
            "1_000",
            "yes",
            "null",
            "0176",
            "2026-11-20",
            "[[A]]",
            "# x",
            ": y",
            "- z",
            "'",
            '"',
        ]
    ),
    st.lists(lines, max_size=3),
    st.integers(-9, 9),
    st.booleans(),
)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), values), max_size=5, unique_by=lambda pair: pair[0]
    )
)
def test_reads_back_as_it_was_meant(properties):
    raw = compose(properties, "# Title\n\n---\ntext\n")
    said = read(raw)
    assert said.properties == dict(properties)
    assert said.body == "# Title\n\n---\ntext\n"


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), values), max_size=4, unique_by=lambda pair: pair[0]
    )
)
def test_is_what_setting_each_property_gives(properties):
    raw = b"body\n"
    for key, value in properties:
        raw = set_property(raw, key, value)
    assert read(compose(properties, "body\n")).properties == read(raw).properties


def test_is_written_as_obsidian_writes_it():
    raw = compose(
        [
            ("type", "contact"),
            ("aliases", ["A", "B: C"]),
            ("tags", []),
            ("company", "[[Acme]]"),
            ("x", None),
        ],
        "# A\n",
    )
    assert raw.decode() == (
        '---\ntype: contact\naliases:\n  - A\n  - "B: C"\ntags: []\ncompany: "[[Acme]]"\nx:\n---\n# A\n'
    )


def test_what_no_file_can_hold_is_refused():
    with pytest.raises(CannotEdit):
        compose([("a", "\ud800")], "")
