"""What a value of front matter means: as Obsidian reads it, and the same by both parsers."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.note import frontmatter
from infoview_md.note.frontmatter import ObsidianHandler, Repeated, properties_of
from infoview_md.note.yaml_fallback import Unreadable, compose

SLOW = ObsidianHandler(fast=None)
HANDLERS = {"fast": frontmatter.HANDLER, "slow": SLOW}


def properties(block: str, handler: ObsidianHandler = frontmatter.HANDLER) -> dict[str, Any]:
    return properties_of(f"---\n{block}---", handler=handler)


def test_yaml_rs_is_what_reads_quickly_here():
    assert frontmatter.HANDLER.fast is not None


VALUES = {
    "2026-11-22": "2026-11-22",
    "2026-11-22 14:30": "2026-11-22 14:30",
    "2026-11-22 14:30:00": "2026-11-22 14:30:00",
    "2026-11-22T14:30": "2026-11-22T14:30",
    "2026-11-22T14:30:00Z": "2026-11-22T14:30:00Z",
    "2024-02-30": "2024-02-30",
    "14:30": "14:30",
    "9:30": "9:30",
    "14:30:00": "14:30:00",
    "19:20": "19:20",
    "--04-05": "--04-05",
    **{
        word: word for word in ("on", "off", "yes", "no", "No", "y", "n", "nULL", "tRUE", "=", "<<")
    },
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL", "#tag"), None),
    '"[[A]]"': "[[A]]",
    "[[A]]": [["A"]],
    "[[A, B]]": [["A", "B"]],
    "[[A|b]]": [["A|b"]],
    "+491761234567": 491761234567,
    "0176123456": 176123456,
    "01234": 1234,
    "020": 20,
    "08": 8,
    "-08": -8,
    "1e3": 1000.0,
    "12e03": 12000.0,
    "-1.5E+3": -1500.0,
    "0o17": 15,
    "0x1F": 31,
    "1_000": "1_000",
    "1_": "1_",
    "_1": "_1",
    "1__0": "1__0",
    "2024_01_05": "2024_01_05",
    "0x_1": "0x_1",
    "0b11": "0b11",
    "0O17": "0O17",
    "0X1F": "0X1F",
    "-0x1F": "-0x1F",
    "+0o7": "+0o7",
    "0o8": "0o8",
    "1.10": 1.1,
    "1.": 1.0,
    ".5": 0.5,
    "1,000": "1,000",
    "9223372036854775807": 2**63 - 1,
    "9223372036854775808": "9223372036854775808",
    "12345678901234567890": "12345678901234567890",
    "1" + "0" * 5000: "1" + "0" * 5000,
    ".inf": math.inf,
    "-.INF": -math.inf,
    "1e400": math.inf,
    ".iNF": ".iNF",
    "inf": "inf",
    "C# dev": "C# dev",
    "a:b": "a:b",
    "https://x/y#z": "https://x/y#z",
    "a #c": "a",
    "it's": "it's",
    "'it''s'": "it's",
    '"\\u00e9\\t"': "é\t",
    "+49 30 123": "+49 30 123",
    "<% tp.date.now() %>": "<% tp.date.now() %>",
    "[1, 01, yes, 2026-01-05]": [1, 1, "yes", "2026-01-05"],
    "{b: 1, c: [x]}": {"b": 1, "c": ["x"]},
    "[]": [],
    "{}": {},
    "!!str 123": "123",
    "!!int '12'": 12,
    "!foo bar": "bar",
    "!!set {x, y}": {"x": None, "y": None},
    "!!python/object:os.system x": "x",
    "!!timestamp 2026-01-05": "2026-01-05",
    "|\n  x\n  y": "x\ny\n",
    "|": "",
    "|-\n  x": "x",
    "|+\n  x\n": "x\n\n",
    ">-\n  x\n  y": "x y",
    "x\n  y": "x y",
    "'x\n y'": "x y",
    "\tx": "x",
    "x\ty": "x\ty",
    "x\u2028y": "x\u2028y",
    "x\u0085y": "x\u0085y",
    "x\u00a0y": "x\u00a0y",
    "x\u0007y": "x\u0007y",
    "😀": "😀",
}


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("written", VALUES, ids=lambda written: repr(written)[:40])
def test_a_value_is_read_as_obsidian_reads_it(written: str, handler: str):
    found = properties(f"before: 1\na: {written}\n", HANDLERS[handler])
    assert found == {"before": 1, "a": VALUES[written]}
    assert type(found["a"]) is type(VALUES[written])


@pytest.mark.parametrize("handler", HANDLERS)
def test_not_a_number_is_the_number_that_is_none(handler: str):
    assert math.isnan(properties("a: .nan\n", HANDLERS[handler])["a"])


KEYS = {
    "2024: x": {"2024": "x"},
    "1: x": {"1": "x"},
    "007: x": {"007": "x"},
    "1.50: x": {"1.50": "x"},
    "true: x": {"true": "x"},
    "null: x": {"null": "x"},
    "~: x": {"~": "x"},
    "2026-01-05: x": {"2026-01-05": "x"},
    "'a b': x": {"a b": "x"},
    '"é": x': {"é": "x"},
    "a b: x": {"a b": "x"},
    "<<: x": {"<<": "x"},
    "? [a, b]\n: x": {"[a, b]": "x"},
    "{{title}}: x": {"{{title}}": "x"},
    "a: {1: x, true: y}": {"a": {"1": "x", "true": "y"}},
    "a:\n  - 5: x": {"a": [{"5": "x"}]},
    "a: {{date}}": {"a": {"{date}": None}},
}


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("block", KEYS)
def test_keys_are_text_as_they_are_written(block: str, handler: str):
    assert properties(block + "\n", HANDLERS[handler]) == KEYS[block]


@pytest.mark.parametrize("handler", HANDLERS)
def test_merge_keys_stay_keys_and_aliases_stand_for_their_values(handler: str):
    block = "base: &b {k: 1}\nc:\n  <<: *b\n  z: *b\n"
    assert properties(block, HANDLERS[handler])["c"] == {"<<": {"k": 1}, "z": {"k": 1}}


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_tab_between_a_key_and_its_value_is_a_blank(handler: str):
    block = "a:\tx\nb:\n  -\ty\nc: 'k:\tz'\n"
    assert properties(block, HANDLERS[handler]) == {"a": "x", "b": ["y"], "c": "k:\tz"}


def test_the_text_as_written_is_there_for_whoever_asks():
    tree = compose("a: 0176\nb: [1.10, yes]\nc: '07'\n", resolve=str)
    assert tree.value == {"a": "0176", "b": ["1.10", "yes"], "c": "07"}
    assert tree.lines == {"a": 0, "b": 1, "c": 2}


def test_an_alias_without_its_anchor_is_refused_with_its_line():
    with pytest.raises(Unreadable) as caught:
        compose("a: 1\nb: *x\n")
    assert caught.value.line == 1


# -- both parsers, on what people write and on what becomes of it under a slip of the finger

words = st.sampled_from(
    [
        "Jane",
        "lead: data",
        "2026-11-02",
        "14:30",
        "0176123",
        "1_000",
        "yes",
        "",
        "~",
        "[[A|b]]",
        "é 😀",
        "#x",
    ]
)
quoted = words.map(json.dumps) | words.map(lambda word: "'" + word.replace("'", "''") + "'")
plain = st.sampled_from(
    [
        "Jane",
        "2026-11-02",
        "14:30",
        "0176123",
        "1_000",
        "0x1F",
        "yes",
        "",
        "~",
        "[[A]]",
        "1.50",
        "x # c",
        "é",
    ]
)
scalar = quoted | plain
flow = st.lists(scalar, max_size=3).map(lambda items: "[" + ", ".join(items) + "]") | st.lists(
    scalar, max_size=2
).map(lambda items: "{" + ", ".join(f"k{n}: {item}" for n, item in enumerate(items)) + "}")
item_list = st.lists(scalar, min_size=1, max_size=3).map(
    lambda items: "".join(f"\n  - {item}" for item in items)
)
maps = st.lists(scalar, min_size=1, max_size=2).map(
    lambda items: "".join(f"\n  - due: {item}\n    what: x" for item in items)
)
text = st.sampled_from(["|\n  one\n\n  two: x", ">-\n  one\n  two", "|", "one\n  two"])
blocks = st.lists(scalar | flow | item_list | maps | text, min_size=1, max_size=6).map(
    lambda values: "".join(f"key_{n}: {value}\n" for n, value in enumerate(values))
)


@settings(max_examples=300, deadline=None)
@given(blocks)
def test_both_parsers_read_the_same_from_valid_front_matter(block: str):
    fast = outcome(block, frontmatter.HANDLER)
    assert fast == outcome(block, SLOW)


slips = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(
            [*" \n:-#[]{}'\"|>_0.~a", "  ", ": ", "- ", "\n- ", "key: ", "true", "1_0", "\t"]
        ),
        st.booleans(),
    ),
    max_size=3,
)


@settings(max_examples=600, deadline=None)
@given(blocks, slips)
def test_both_parsers_read_the_same_where_both_can_read(block: str, slips: list[Any]):
    for place, piece, deletes in slips:
        at = int(place * len(block))
        block = block[:at] + piece + block[at + deletes :]
    block = block.rstrip("\n") + "\n"
    fast, slow = outcome(block, frontmatter.HANDLER), outcome(block, SLOW)
    assert fast == slow or None in (fast, slow)


def outcome(block: str, handler: ObsidianHandler) -> Any:
    """Give what was read in a form that can be compared; None for a refusal."""
    try:
        return repr(properties(block, handler))
    except Repeated as error:
        return repr(("repeated", error.properties, error.duplicates))
    except Unreadable:
        return None
