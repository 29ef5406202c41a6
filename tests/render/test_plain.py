"""Templates are given plain data, or nothing."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from infoview_md.render.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    met_on: date
    tags: tuple[str, ...] = ()


def test_a_frozen_value_becomes_a_dict_of_its_fields():
    person = Person(name="Zoë", met_on=date(2026, 11, 6), tags=("a", "b"))
    assert plain({"person": person}) == {
        "person": {"name": "Zoë", "met_on": "2026-11-06", "tags": ["a", "b"]}
    }


def test_a_time_is_written_to_the_minute():
    assert plain(datetime(2026, 11, 24, 14, 0, 59, tzinfo=UTC)) == "2026-11-24T14:00+00:00"


def test_text_with_methods_of_its_own_becomes_bare_text():
    assert type(plain(Markup("<b>"))) is str


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"note": {"path": Path("x.md")}}, "context.note.path is a"),
        ({"people": [1, {2}]}, r"context.people\[1\] is a set"),
        ({"call": print}, "context.call is a builtin_function_or_method"),
        ({"kind": Person}, "context.kind is a type"),
        ({"raw": b"x"}, "context.raw is a bytes"),
        ({3: "x"}, "context has the key 3"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_place(value, place):
    with pytest.raises(TypeError, match=place):
        plain(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_plain_data_passes_unchanged_and_survives_the_pipe(value):
    assert plain(value) == value
    assert json.loads(json.dumps(plain(value))) == value


def test_the_copy_shares_nothing_that_can_change():
    inner = ["a"]
    copy = plain({"x": inner})
    copy["x"].append("b")
    assert inner == ["a"]
