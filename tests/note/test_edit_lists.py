"""Adding to and removing from list properties in the style that is there."""

import pytest

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import append_to_list, remove_from_list


def note(*properties: str) -> bytes:
    return "\n".join(["---", *properties, "z: 1", "---", "Text\n"]).encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t:\n  - a", "t:\n  - a\n  - new"),
        ("t:\n- a", "t:\n- a\n- new"),
        ("t:\n    -   a # c", "t:\n    -   a # c\n    -   new"),
        ("t: # c\n  - a\n  # c2\n  - b", "t: # c\n  - a\n  # c2\n  - b\n  - new"),
        ("t:\n  - a\n\n  - b\n", "t:\n  - a\n\n  - b\n  - new\n"),
        ("t:\n  - 'a'\n  - 'b'", "t:\n  - 'a'\n  - 'b'\n  - 'new'"),
        ('t:\n  - "a"', 't:\n  - "a"\n  - "new"'),
        ("t:\n  - \"a\"\n  - 'b'", "t:\n  - \"a\"\n  - 'b'\n  - new"),
        ("t:\n  - ", "t:\n  - \n  - new"),
        ("t:\n  - # c", "t:\n  - # c\n  - new"),
        ("t:\n  - a: 1\n    b: 2", "t:\n  - a: 1\n    b: 2\n  - new"),
        ("t:\n  - [[A]]", "t:\n  - [[A]]\n  - new"),
        ("t:\n  - |\n    x\n\n  - |+\n    y\n", "t:\n  - |\n    x\n\n  - |+\n    y\n\n  - new"),
        ("t:\n  - a\n    b", "t:\n  - a\n    b\n  - new"),
        ("x: &q 1\nt:\n  - *q", "x: &q 1\nt:\n  - *q\n  - new"),
        ("t:\n  - &q a\nx: *q", "t:\n  - &q a\n  - new\nx: *q"),
        ("t: [a, b]", "t: [a, b, new]"),
        ("t: [a, b,]", "t: [a, b, new,]"),
        ("t: [ a ] # c", "t: [ a, new ] # c"),
        ("t: ['a', 'b']", "t: ['a', 'b', 'new']"),
        ("t: [\n  a, # c\n  b # d\n]", "t: [\n  a, # c\n  b, new # d\n]"),
        ("t: []", "t: [new]"),
        ("t: [ ]", "t: [new]"),
        ("t:", "t:\n  - new"),
        ("t: # c", "t: # c\n  - new"),
        ("t: ~ # c", "t: # c\n  - new"),
        ('t: ""', "t:\n  - new"),
        ("t: a", "t:\n  - a\n  - new"),
        ("t: a # c", "t:\n  - a # c\n  - new"),
        ("t: 'a'", "t:\n  - 'a'\n  - 'new'"),
        ('t: "[[A]]"', 't:\n  - "[[A]]"\n  - "new"'),
        ("t: [[A]] # c", "t:\n  - [[A]] # c\n  - new"),
        ("x: &q 1\nt: *q", "x: &q 1\nt:\n  - *q\n  - new"),
        ("t:\n  a", "t:\n  - a\n  - new"),
    ],
)
def test_an_item_is_added_in_the_style_that_is_there(before, after):
    assert append_to_list(note(before), "t", "new") == note(after)


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        ("t:\n  - a", "[[Jane Doe]]", 't:\n  - a\n  - "[[Jane Doe]]"'),
        ("t: [a]", "b, c", 't: [a, "b, c"]'),
        ("t: [a]", "https://x.org", 't: [a, "https://x.org"]'),
        ("t:\n  - a", "b, c", "t:\n  - a\n  - b, c"),
        ("t: ['a']", "it's", "t: ['a', 'it''s']"),
        ("t: ['a']", "two\nlines", "t: ['a', \"two\\nlines\"]"),
        ("t: [1]", "2", 't: [1, "2"]'),
        ("t: [a]", "", 't: [a, ""]'),
    ],
)
def test_an_item_is_quoted_where_it_must_be(before, item, after):
    assert append_to_list(note(before), "t", item) == note(after)


@pytest.mark.parametrize(
    "before", ["t: [a, new]", "t:\n- new # c", "t: new", 't: "new"', "t:\n  - 'new'\n  - b"]
)
def test_an_item_is_not_added_twice(before):
    raw = note(before)
    assert append_to_list(raw, "t", "new") is raw


def test_a_link_without_quotes_counts_as_that_link():
    for before in ("t: [[A]]", "t:\n  - [[A]]", 't: ["[[A]]"]'):
        raw = note(before)
        assert append_to_list(raw, "t", "[[A]]") is raw


def test_a_missing_property_becomes_a_list_of_one():
    after = b'---\na: 1\nreferrals:\n  - "[[Jane Doe]]"\n---\n'
    assert append_to_list(b"---\na: 1\n---\n", "referrals", "[[Jane Doe]]") == after
    assert append_to_list(b"Text\n", "tags", "x") == b"---\ntags:\n  - x\n---\nText\n"


def test_an_accepted_name_is_added_to():
    after = note("Attendees:\n  - a\n  - b")
    assert (
        append_to_list(note("Attendees:\n  - a"), "contact", "b", accepted=("attendees",)) == after
    )
    assert remove_from_list(after, "contact", "b", accepted=("attendees",)) == note(
        "Attendees:\n  - a"
    )


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("t: &x [a]\ny: *x", "anchored-value"),
        ("t: &x a", "anchored-value"),
        ("t: {a: 1}", "value-is-collection"),
        ("t:\n  a: 1", "value-is-collection"),
        ("t: [[A], [B]]", "nested-list"),
        ("t: [a, b: 1]", "nested-list"),
        ("t: [a, {b: 1}]", "nested-list"),
        ("t: [\n# c\n]", "odd-layout"),
        ("t: |\n  a", "odd-layout"),
        ("t: a\n  b", "odd-layout"),
        ('t: "a\n\n  b"', "odd-layout"),
        ("t: [a]\nT: [b]", "duplicate-key"),
        ("t: [[A]], [[B]]", "invalid-yaml"),
    ],
)
def test_a_doubtful_list_is_refused(before, code):
    with pytest.raises(CannotEdit) as caught:
        append_to_list(note("a: 1", before), "t", "new")
    assert caught.value.code == code
    assert caught.value.line >= 3


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t:\n  - a\n  - old # c\n  - b", "t:\n  - a\n  - b"),
        ("t:\n- old\n# kept\n- b", "t:\n# kept\n- b"),
        ("t:\n- old", "t:"),
        ("t: # kept\n  - old", "t: # kept"),
        ("t:\n  - old\n  - a\n  - 'old'", "t:\n  - a"),
        ("t: [old, b]", "t: [b]"),
        ("t: [a, old]", "t: [a]"),
        ("t: [a, old, b]", "t: [a, b]"),
        ("t: [a, old,]", "t: [a,]"),
        ("t: [old,]", "t: []"),
        ("t: [ 'old' ]", "t: []"),
        ("t: old # c", "t: # c"),
        ('t: "old"', "t:"),
        ("t: [a] # old", "t: [a] # old"),
        ("t: [\n  old, # c\n  b\n]", "t: [\n   # c\n  b\n]"),
        ("t: [\n  a, # c\n  old, # d\n  b\n]", "t: [\n  a, # c\n   # d\n  b\n]"),
    ],
)
def test_an_item_is_removed_with_its_line_or_its_comma(before, after):
    assert remove_from_list(note(before), "t", "old") == note(after)


def test_an_unquoted_link_is_removed_as_the_link_it_means():
    assert remove_from_list(note("t:\n  - [[A]]\n  - b"), "t", "[[A]]") == note("t:\n  - b")
    assert remove_from_list(note("t: [[A]]"), "t", "[[A]]") == note("t:")


def test_the_same_bytes_come_back_where_the_item_is_not_there():
    for before in ("t: [a]", "t:", "t: {old: 1}", "x: old"):
        raw = note(before)
        assert remove_from_list(raw, "t", "old") is raw
    assert remove_from_list(b"Text", "t", "old") == b"Text"


@pytest.mark.parametrize("before", ["t: [a, # c\n old]", "t:\n  -\n    old"])
def test_removing_refuses_to_lose_a_comment_or_to_guess_a_layout(before):
    with pytest.raises(CannotEdit) as caught:
        remove_from_list(note(before), "t", "old")
    assert caught.value.code == "odd-layout"


@pytest.mark.parametrize(
    "before", ["t:", "t: []", "t: [a]", "t: [a, b]", "t:\n  - a", "t:\n- a # c\n- b", 't: ["x"]']
)
def test_removal_after_addition_restores_the_bytes(before):
    raw = note(before)
    assert remove_from_list(append_to_list(raw, "t", "new item"), "t", "new item") == raw


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'---\n{"t": ["a"]}\n---\n', b'---\n{"t": ["a", "new"]}\n---\n'),
        (b'---\n{"t": []}\n---\n', b'---\n{"t": ["new"]}\n---\n'),
        (b'---\n{"t": "a"}\n---\n', b'---\n{"t": ["a", "new"]}\n---\n'),
        (b'---\n{"t": null, "b": 1}\n---\n', b'---\n{"t": ["new"], "b": 1}\n---\n'),
        (b'---\n{"b": 1}\n---\n', b'---\n{"b": 1, "t": ["new"]}\n---\n'),
    ],
)
def test_a_list_in_json_stays_json(before, after):
    assert append_to_list(before, "t", "new") == after
    assert append_to_list(after, "t", "new") is after


def test_an_item_is_removed_from_json():
    assert (
        remove_from_list(b'---\n{"t": ["a", "b"]}\n---\n', "t", "a") == b'---\n{"t": ["b"]}\n---\n'
    )
    assert remove_from_list(b'---\n{"t": "a"}\n---\n', "t", "a") == b'---\n{"t": null}\n---\n'
