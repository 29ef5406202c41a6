"""Canvas files: a note is shown in place of another, and every other byte stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.errors import CannotEdit
from infoview_md.exchange import canvas


def relinked(raw: bytes, **more) -> bytes:
    given = {
        "old": "Old.md",
        "new": "New/Öne.md",
        "text": lambda raw: raw.replace(b"[[Old]]", b"[[New]]"),
    }
    return canvas.relink(raw, **{**given, **more})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'{"file" : "Old.md"}', '{"file" : "New/Öne.md"}'),
        (b'{"file":"\\u004fld.md"}', '{"file":"New/Öne.md"}'),
        (b'{"text":"[[Old]] \\u00e9"}', '{"text":"[[New]] \\u00e9"}'),
        ('{"text":"[[Old]] é"}'.encode(), '{"text":"[[New]] é"}'),
        (
            b'{"a":[{"x":1.50,"file":"Old.md"},\r\n{}]}',
            '{"a":[{"x":1.50,"file":"New/Öne.md"},\r\n{}]}',
        ),
    ],
)
def test_only_the_strings_that_change_are_written_anew(before, after):
    assert relinked(before).decode() == after


@pytest.mark.parametrize(
    "raw",
    [
        b'{"file":"Other/Old.md"}',
        b'{"label":"Old.md"}',
        b'{"label":"[[Old]]"}',
        b'["Old.md"]',
        b'{"file":{"name":"Old.md"}}',
        b'{"text":"\\ud83d [[Old]]"}',
        b"",
        b"\xff not json at all",
    ],
)
def test_everything_else_comes_back_as_it_was(raw):
    assert relinked(raw) == raw


@pytest.mark.parametrize(
    "raw", [b'{"file":"Old.md",}', b'{"file":"Old.md"', b'{"file":"Old.md"} x']
)
def test_a_file_that_is_no_canvas_is_refused(raw):
    with pytest.raises(CannotEdit, match="no valid canvas"):
        relinked(raw)


def test_the_colour_of_a_file_name_that_stands_twice_is_not_guessed():
    # Of a name that stands twice the last one counts, and the first one cannot be proved.
    raw = b'{"file":"Old.md","file":"x.md"}'
    assert json.loads(relinked(raw)) == {"file": "x.md"}


_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from(["Old.md", "[[Old]]", "é"]),
        st.text(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["file", "text", "x"]), inner, max_size=3),
    ),
    max_leaves=12,
)


@given(value=_VALUES, is_ascii=st.booleans(), indent=st.sampled_from([None, "\t"]))
def test_what_is_read_afterwards_is_what_was_meant(value, is_ascii, indent):
    raw = json.dumps(value, ensure_ascii=is_ascii, indent=indent).encode("utf-8", "surrogatepass")
    assert json.loads(relinked(raw)) == _meant(value)
    assert relinked(relinked(raw)) == relinked(raw)


def _meant(value, key=""):
    if isinstance(value, dict):
        return {name: _meant(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_meant(inner) for inner in value]
    if key == "file" and value == "Old.md":
        return "New/Öne.md"
    return (
        value.replace("[[Old]]", "[[New]]") if key == "text" and isinstance(value, str) else value
    )
