"""What holds for every edit of every note, with ruamel.yaml as an independent reader."""

import difflib
from contextlib import suppress

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import (
    add_log_item,
    add_task,
    append_to_list,
    fill_section,
    find_blocks,
    remove_from_list,
    remove_property,
    replace_block,
    set_property,
    tick_task,
    untick_task,
)
from tests.note.generated import (
    KEYS,
    LISTS,
    MISSING,
    bodies,
    body,
    items,
    lists,
    notes,
    others,
    says,
    value_of,
    values,
)

NEW = "thank_you_sent"
keys = st.sampled_from([*KEYS, NEW])
# Refused edits are part of the game, so that a test may throw many drawn notes away.
usual = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def edited(edit, *args, **options) -> bytes | None:
    """Return the result, or None where the edit was refused; any other exception fails the test."""
    try:
        return edit(*args, **options)
    except CannotEdit as refusal:
        is_explained = refusal.sentence and refusal.code and refusal.hint
    assert is_explained
    return None


def accepted(edit, *args, **options) -> bytes:
    result = edited(edit, *args, **options)
    assume(result is not None)
    return result


def changed_lines(old: bytes, new: bytes) -> tuple[int, int]:
    """Return how many lines were taken out and put in, as a diff shows it."""
    matcher = difflib.SequenceMatcher(None, old.split(b"\n"), new.split(b"\n"), autojunk=False)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    return sum(b[2] - b[1] for b in blocks), sum(b[4] - b[3] for b in blocks)


def is_kept(old: bytes, new: bytes) -> bool:
    """Whether the new bytes are the old ones with one stretch put in."""
    size = len(new) - len(old)
    return any(new[:at] + new[at + size :] == old for at in range(len(old) + 1))


def means(read, value) -> bool:
    return read == value and isinstance(read, bool) == isinstance(value, bool)


@usual
@given(raw=notes(), key=keys, value=values)
def test_setting_a_property_changes_it_and_nothing_else(raw, key, value):
    new = accepted(set_property, raw, key, value)
    assert body(new) == body(raw)
    assert others(new, key) == others(raw, key)
    assert means(value_of(new, key), value)


@usual
@given(raw=notes(), value=values)
def test_a_new_property_is_one_new_line_and_goes_without_a_trace(raw, value):
    new = accepted(set_property, raw, NEW, value)
    assert changed_lines(raw, new) == (0, 1)
    assert is_kept(raw, new)
    if says(raw):
        assert remove_property(new, NEW) == raw


@usual
@given(raw=bodies(), value=values)
def test_a_note_without_properties_gets_them_and_loses_them_again(raw, value):
    assume(not raw.removeprefix(b"\xef\xbb\xbf").startswith(b"---"))
    new = set_property(raw, NEW, value)
    assert body(new) == raw.removeprefix(b"\xef\xbb\xbf")
    assert means(value_of(new, NEW), value)
    assert remove_property(new, NEW) == raw


@usual
@given(raw=notes(), key=keys, value=st.one_of(values, lists))
def test_the_same_edit_again_returns_the_same_bytes(raw, key, value):
    new = accepted(set_property, raw, key, value, replace_collection=True)
    assert set_property(new, key, value, replace_collection=True) is new


@usual
@given(raw=notes(), key=keys, value=values, other=values)
def test_a_value_on_one_line_is_replaced_in_that_line_and_can_be_put_back(raw, key, value, other):
    first = accepted(set_property, raw, key, value)
    second = accepted(set_property, first, key, other)
    assert changed_lines(first, second) in {(0, 0), (1, 1)}
    third = set_property(second, key, value)
    assert set_property(set_property(third, key, other), key, value) == third


@usual
@given(raw=notes(), key=keys, value=lists)
def test_setting_a_list_changes_it_and_nothing_else(raw, key, value):
    new = accepted(set_property, raw, key, value, replace_collection=True)
    assert body(new) == body(raw)
    assert others(new, key) == others(raw, key)
    assert value_of(new, key) == value


@usual
@given(raw=notes(), key=keys)
def test_removing_a_property_changes_nothing_else(raw, key):
    new = accepted(remove_property, raw, key)
    if value_of(raw, key) is MISSING:
        assert new is raw
    elif len(says(raw)) > 1:
        assert body(new) == body(raw)
        assert says(new) == others(raw, key)
        assert changed_lines(raw, new)[1] == 0


@usual
@given(raw=notes(), key=keys, item=items)
def test_appending_adds_one_item_and_changes_nothing_else(raw, key, item):
    new = accepted(append_to_list, raw, key, item)
    assert body(new) == body(raw)
    assert others(new, key) == others(raw, key)
    old, now = value_of(raw, key), value_of(new, key)
    if old is MISSING or old is None or old == "":
        assert now == [item]
    else:
        assert now in ([*old, item] if isinstance(old, list) else [old, item], [old, item], old)
    assert append_to_list(new, key, item) is new


@usual
@given(raw=notes(keys=KEYS[:1], sure=LISTS), item=items)
def test_an_item_goes_into_a_list_and_out_of_it_without_a_trace(raw, item):
    assume(item not in value_of(raw, "tags"))
    new = append_to_list(raw, "tags", item)
    assert value_of(new, "tags") == [*value_of(raw, "tags"), item]
    assert changed_lines(raw, new) in {(0, 1), (1, 1)}
    assert remove_from_list(new, "tags", item) in {raw, raw.replace(b"[ ]", b"[]")}


@usual
@given(raw=notes(keys=KEYS[:1], sure=LISTS))
def test_removing_an_item_removes_only_that(raw):
    old = value_of(raw, "tags")
    for item in old:
        new = edited(remove_from_list, raw, "tags", item)
        if new is None:
            assert b"# note\n  b\n" in raw.replace(b"\r", b"")
            continue
        left = [other for other in old if other != item]
        assert value_of(new, "tags") in ([left] if left else [[], None])
        assert others(new, "tags") == others(raw, "tags")
        assert body(new) == body(raw)


@usual
@given(value=values)
def test_a_value_means_the_same_in_yaml_1_1_and_1_2(value):
    raw = set_property(b"---\na: 1\n---\n", "k", value)
    read = yaml.safe_load(raw.decode().split("---\n")[1])["k"]
    # YAML 1.1 has dates; ours are meant as text.
    assert means(read, value) or str(read) == value[:10]
    assert means(value_of(raw, "k"), value)


@usual
@given(
    raw=bodies(sure="- [ ] call Ada 📅 2026-11-25 #x ^id1\n"),
    line=st.integers(1, 9),
    style=st.sampled_from(["emoji", "dataview"]),
)
def test_ticking_changes_one_line_and_unticking_restores_it(raw, line, style):
    new = accepted(tick_task, raw, line=line, text="call Ada", done_on="2026-11-22", style=style)
    assume(new is not raw)
    assert changed_lines(raw, new) == (1, 1)
    pairs = zip(raw.split(b"\n"), new.split(b"\n"), strict=True)
    changed = next(at for at, (old, now) in enumerate(pairs, start=1) if old != now)
    assert untick_task(new, line=changed, text="call Ada") == raw


@usual
@given(raw=bodies(), newest_first=st.sampled_from([None, True, False]), on=st.dates().map(str))
def test_a_log_item_is_added_once_and_every_byte_stays(raw, newest_first, on):
    options = {"on": on, "text": "email: sent it", "newest_first": newest_first}
    new = accepted(add_log_item, raw, **options)
    assert is_kept(raw, new)
    assert new.count(b"email: sent it") == 1
    assert add_log_item(new, **options) is new


@usual
@given(
    raw=bodies(), content=st.sampled_from(["x", "- a\n- b", "### deeper\n\ntext", "```\ncode\n```"])
)
def test_a_section_is_filled_once_and_every_byte_stays(raw, content):
    new = accepted(fill_section, raw, heading="Notes", content=content)
    assert is_kept(raw, new)
    assert fill_section(new, heading="Notes", content=content) is new


@usual
@given(raw=bodies())
def test_a_task_is_added_once_and_every_byte_stays(raw):
    new = accepted(add_task, raw, heading="Next steps", text="write to Ada")
    assert is_kept(raw, new)
    assert add_task(new, heading="Next steps", text="write to Ada") is new


@usual
@given(
    raw=bodies(sure="<!-- infoview: mine x=1 -->\n<!-- /infoview -->\n"),
    content=st.sampled_from(["", "x", "- a\n- b", "```\ncode\n```"]),
    typed=st.text(max_size=9),
)
def test_a_block_is_replaced_once_and_text_of_a_person_never(raw, content, typed):
    new = accepted(replace_block, raw, name="mine", content=content)
    assert replace_block(new, name="mine", content=content) is new
    (block,) = [block for block in find_blocks(new) if block.name == "mine"]
    assert (block.content, block.is_untouched, block.arguments) == (content, True, "x=1")
    opening, _, rest = new.partition(b"<!-- infoview: mine")
    inside, _, after = rest.partition(b"<!-- /infoview")
    by_hand = (
        opening
        + b"<!-- infoview: mine"
        + inside
        + typed.encode(errors="replace")
        + b" mine\n<!-- /infoview"
        + after
    )
    assert edited(replace_block, by_hand, name="mine", content="other") is None


@usual
@given(raw=notes(), key=keys, value=values)
def test_without_libyaml_the_result_is_the_same(raw, key, value):
    quick = edited(set_property, raw, key, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        assert edited(set_property, raw, key, value) == quick
        assert edited(set_property, b"---\na: " + b"[" * 9999 + b"\n---\n", key, value) is None


EDITS = [
    lambda raw, text: set_property(raw, "asked", text),
    lambda raw, text: set_property(raw, "tags", [text], replace_collection=True),
    lambda raw, text: set_property(raw, text, "2026-11-22"),
    lambda raw, text: remove_property(raw, text or "tags"),
    lambda raw, text: append_to_list(raw, "tags", text),
    lambda raw, text: remove_from_list(raw, "tags", text),
    lambda raw, text: tick_task(raw, line=1, text=text, done_on="2026-11-22"),
    lambda raw, text: untick_task(raw, line=1, text=text),
    lambda raw, text: add_task(raw, heading=text, text=text),
    lambda raw, text: add_log_item(raw, on="2026-11-22", text=text),
    lambda raw, text: fill_section(raw, heading="Notes", content=text, replace=True),
    lambda raw, text: replace_block(raw, name="agenda", content=text, create_under="Agenda"),
]
TOKENS = [b"---\n", b"...\n", b"[", b"]", b"{", b": ", b"- ", b"&a ", b"*a", b"#", b"|\n", b"'", b'"', b"\t", b"\r", b"\xc2\x85", b"```\n", b"<!--", b"-->", b"%%\n", b"!!int ", b"? "]  # fmt: skip


@st.composite
def damaged(draw):
    """Draw a note into which bytes were put, or out of which bytes were cut, at any place."""
    raw = draw(st.one_of(notes(), bodies(), st.binary(max_size=60)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(raw)))
        put = draw(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=3)))
        raw = raw[:at] + put + raw[at + draw(st.integers(0, 4)) :]
    return raw


@settings(usual, max_examples=400)
@given(raw=damaged(), edit=st.sampled_from(EDITS), text=st.one_of(items, st.text(max_size=20)))
@example(raw=b"---\nasked: [\n---\n", edit=EDITS[0], text="x")
@example(raw=b"", edit=EDITS[0], text="\ud800")
def test_no_bytes_raise_anything_but_a_refusal(raw, edit, text):
    new = edited(edit, raw, text)
    if new is not None:
        assert (new is raw) == (new == raw)
        assert new.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")


@settings(usual, max_examples=200)
@given(raw=damaged(), key=keys, value=values)
def test_what_is_accepted_of_a_damaged_note_is_right_by_the_second_parser(raw, key, value):
    new = accepted(set_property, raw, key, value)
    was = None
    with suppress(Exception):  # of what the second parser cannot read nothing can be compared
        was = others(raw, key)
    if was is not None:
        assert others(new, key) == was
        assert means(value_of(new, key), value)
