"""Links between notes: how they are written, what a property means by one, and which note they open."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_md.note.links import Link, links_in, links_of, name_key, parse_link, resolve


def targets(value: object) -> list[str]:
    return [link.target for link in links_of(value)]


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("[[Jane Doe]]", Link(target="Jane Doe")),
        (" [[Jane Doe]] ", Link(target="Jane Doe")),
        ("[[ Jane Doe ]]", Link(target="Jane Doe")),
        ("[[Jane Doe.md]]", Link(target="Jane Doe")),
        ("[[Jane Doe.MD]]", Link(target="Jane Doe")),
        ("[[People/Jane|her]]", Link(target="People/Jane", text="her")),
        ("[[People/Jane\\|her]]", Link(target="People/Jane", text="her")),
        ("[[Jane#Log]]", Link(target="Jane", subpath="Log")),
        ("[[Jane#Log#2026|x]]", Link(target="Jane", subpath="Log#2026", text="x")),
        ("[[Jane#^abc-1]]", Link(target="Jane", subpath="^abc-1")),
        ("[[#Log]]", Link(target="", subpath="Log")),
        ("![[Jane]]", Link(target="Jane")),
        ("[[Jane [PhD] Doe]]", Link(target="Jane [PhD] Doe")),
        ("[[photo.png]]", Link(target="photo.png")),
        ("[her](People/Jane%20Doe.md)", Link(target="People/Jane Doe", text="her")),
        ("[her](<People/Jane Doe.md>)", Link(target="People/Jane Doe", text="her")),
        ('[her](Jane.md "a title")', Link(target="Jane", text="her")),
        ("[her](Jane.md#The%20log)", Link(target="Jane", subpath="The log", text="her")),
        ("[her](Jane(2).md)", Link(target="Jane(2)", text="her")),
        ("[here](#Log)", Link(target="", subpath="Log", text="here")),
        ("![her](Jane.md)", Link(target="Jane", text="her")),
    ],
)
def test_a_link_is_read_in_every_form(written: str, link: Link):
    assert parse_link(written) == link


@pytest.mark.parametrize(
    "written",
    [
        "", "Jane", "[[]]", "[[Jane]", "[Jane]]", "[[Jane]] and more", "[[A]][[B]]", "[x]()",
        "[x](https://example.org)", "[x](mailto:jane@example.org)", "[x](obsidian://open)", "[ ] task",
    ],
)  # fmt: skip
def test_what_is_not_one_link_to_a_note_is_none(written: str):
    assert parse_link(written) is None


def test_the_target_is_normalised_as_obsidian_normalises_names():
    decomposed = unicodedata.normalize("NFD", "Zoë Müller")
    assert parse_link(f"[[{decomposed}]]") == Link(target="Zoë Müller")
    assert parse_link("[[Zoë\u00a0Müller]]") == Link(target="Zoë Müller")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, []),
        ("", []),
        ("   ", []),
        (True, []),
        ({"a": 1}, []),
        ([], []),
        ([[]], []),
        ("Jane Doe", ["Jane Doe"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("Jane Doe.md", ["Jane Doe"]),
        ("Jane [ACME]", ["Jane [ACME]"]),
        (2024, ["2024"]),
        ("[[A]]", ["A"]),
        ("[[A]], [[B|b]]", ["A", "B"]),
        ("[[A]] and [[B]]", ["A", "B"]),
        ("[[A]]; [b](B.md)", ["A", "B"]),
        ("[[A]], Bob Roe, [[C]]", ["A", "Bob Roe", "C"]),
        ("Bob Roe, [[C]] & Cy Poe", ["Bob Roe", "C", "Cy Poe"]),
        ("met [[A]] at the fair", ["A"]),
        ("[[Doe, Jane]], [[B]]", ["Doe, Jane", "B"]),
        ("[site](https://example.org)", []),
        (["[[A]]", "Jane", None, ""], ["A", "Jane"]),
        (["[[A]], [[B]]", "[[C]]"], ["A", "B", "C"]),
    ],
)
def test_a_property_gives_the_links_it_means(value: object, found: list[str]):
    assert targets(value) == found


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("contact: [[Jane Doe]]", ["Jane Doe"]),
        ("contact: [[Doe, Jane]]", ["Doe, Jane"]),
        ("contact: [[Jane|her]]", ["Jane"]),
        ("contact: [[2024]]", ["2024"]),
        ("contact: [[Note: one]]", ["Note: one"]),
        ("contact:\n  - [[Jane]]\n  - [[Bob]]", ["Jane", "Bob"]),
        ("contact:\n  - [[Jane]]", ["Jane"]),
        ("contact: [[[Jane]], [[Bob]]]", ["Jane", "Bob"]),
        ("contact: [Jane, '[[Bob]]']", ["Jane", "Bob"]),
        ("contact:\n  - [Jane]\n  - [Bob]", ["Jane", "Bob"]),
    ],
)
def test_an_unquoted_link_that_yaml_reads_as_lists_is_the_link_it_looks_like(block, found):
    from infoview_md.note.reading import read

    reading = read(f"---\n{block}\n---\n".encode())
    assert targets(reading.properties["contact"]) == found


def test_the_text_of_an_unquoted_link_is_kept():
    assert links_of([["Jane|her"]]) == [Link(target="Jane", text="her")]


def test_lists_nested_beyond_reason_give_what_they_give():
    value: list = []
    for _ in range(900):
        value = [value, "x"]
    assert targets(value) == ["x"] * 32


def test_links_in_a_text_come_with_their_lines():
    text = "met [[A]] and [b](B.md)\n\n![[C]]\n[x](https://example.org) [[D|d]]\n"
    assert [(line, link.target) for line, link in links_in(text)] == [
        (1, "A"),
        (1, "B"),
        (3, "C"),
        (4, "D"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n[[X]]\n```",
        "~~~ md\n[[X]]\n~~~",
        "`[[X]]`",
        "``a ` [[X]]``",
        "<!-- [[X]] -->",
        "%%\n[[X]]\n%%",
    ],
)
def test_links_in_code_and_comments_do_not_count(hidden: str):
    text = f"[[A]]\n{hidden}\n[[B]] `code`\n"
    assert [link.target for _, link in links_in(text)] == ["A", "B"]


def test_a_single_backtick_hides_nothing():
    assert [link.target for _, link in links_in("5` [[A]]\n")] == ["A"]


# -- names


@pytest.mark.parametrize(
    "other",
    [
        "jane doe",
        "JANE DOE",
        "Jane Doe.md",
        "Jane Doe .md",
        "Jane\u00a0Doe",
        "Jane\u202fDoe",
        " Jane Doe",
    ],
)
def test_names_are_compared_without_case_ending_and_kind_of_space(other: str):
    assert name_key(other) == name_key("Jane Doe")


def test_names_are_compared_by_their_composed_form():
    assert name_key(unicodedata.normalize("NFD", "Zoë")) == name_key("ZOË")
    assert name_key("Straße") == name_key("STRASSE")


@given(st.text(max_size=30))
def test_the_key_of_a_key_is_itself(name: str):
    key = name_key(name)
    if not key.endswith(".md"):
        assert name_key(key) == key
    assert unicodedata.is_normalized("NFC", key)


# -- which note a link opens


@pytest.mark.parametrize(
    ("target", "source", "candidates", "path"),
    [
        pytest.param("Jane", "S.md", [], None, id="nothing fits"),
        pytest.param("Jane", "S.md", ["People/Jane.md"], "People/Jane.md", id="the only one"),
        pytest.param("jane", "S.md", ["People/Jane.md"], "People/Jane.md", id="other case"),
        pytest.param("Jane", "a/S.md", ["a/Jane.md", "Jane.md"], "Jane.md", id="exact path first"),
        pytest.param(
            "b/Jane", "a/S.md", ["a/b/Jane.md", "b/Jane.md"], "b/Jane.md", id="exact folder"
        ),
        pytest.param("Jane", "a/S.md", ["b/Jane.md", "a/Jane.md"], "a/Jane.md", id="own folder"),
        pytest.param(
            "Jane", "a/x/S.md", ["bb/Jane.md", "a/Jane.md"], "a/Jane.md", id="no ancestors"
        ),
        pytest.param(
            "b/Jane", "S.md", ["a/b/Jane.md", "c/Jane.md"], "a/b/Jane.md", id="end of a path"
        ),
        pytest.param("b/Jane", "S.md", ["ab/Jane.md"], None, id="not within a folder's name"),
        pytest.param("./Jane", "a/S.md", ["Jane.md", "a/Jane.md"], "a/Jane.md", id="dot"),
        pytest.param("./Jane", "a/S.md", ["Jane.md"], None, id="dot is exact"),
        pytest.param("../Jane", "a/b/S.md", ["Jane.md", "a/Jane.md"], "a/Jane.md", id="dots"),
        pytest.param("../../../Jane", "a/S.md", ["Jane.md"], None, id="out of the vault"),
        pytest.param("/Jane", "a/S.md", ["a/Jane.md", "Jane.md"], "Jane.md", id="from the root"),
        pytest.param("/Jane", "a/S.md", ["a/Jane.md"], None, id="the root is exact"),
        pytest.param("a\\Jane", "S.md", ["a/Jane.md"], "a/Jane.md", id="backslash"),
        pytest.param("Zoë", "S.md", ["p/Zoe\u0308.md"], "p/Zoe\u0308.md", id="decomposed on disk"),
        pytest.param("jane", "S.md", ["Jane.md", "jane.md"], "jane.md", id="the same case first"),
        pytest.param("", "a/S.md", [], "a/S.md", id="into itself"),
    ],
)
def test_a_link_opens_the_note_that_obsidian_opens(target, source, candidates, path):
    found = resolve(target, source=source, candidates=candidates)
    assert found.path == path
    assert not found.is_ambiguous or len(found.candidates) > 1


def test_the_shorter_of_two_paths_is_opened_and_called_ambiguous():
    found = resolve("Jane", source="S.md", candidates=["Contacts/Jane.md", "Old/Jane.md"])
    assert found.path == "Old/Jane.md"
    assert found.is_ambiguous
    assert found.candidates == ("Old/Jane.md", "Contacts/Jane.md")


def test_of_equally_short_paths_none_is_opened():
    found = resolve("Jane", source="S.md", candidates=["b/Jane.md", "a/Jane.md"])
    assert found.path is None
    assert found.is_ambiguous
    assert found.candidates == ("a/Jane.md", "b/Jane.md")


@pytest.mark.parametrize("source", ["S.md", "a/S.md"])
def test_an_exact_path_or_the_own_folder_is_not_ambiguous(source: str):
    candidates = ["Jane.md", "a/Jane.md", "b/Jane.md"]
    assert not resolve("Jane", source=source, candidates=candidates).is_ambiguous
    assert not resolve("Jane", source="a/S.md", candidates=candidates[1:]).is_ambiguous
