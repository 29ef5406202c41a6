"""The text of notes as it can be said to a person."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.network.prose import (
    addressed,
    clause,
    first_name,
    first_sentence,
    listed,
    paragraphs,
    plain,
    said,
    sentence,
)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "- [x] send **her** the [[Notes/Talk|talk]] 📅 2026-11-25 ✅ 2026-11-24",
            "send her the talk",
        ),
        (
            "send [the map](https://x.example/a_(b)) [due:: 2026-11-25] #waiting ^ab12",
            "send the map",
        ),
        ("> [!quote] The *second* meeting is ==hard==", "The second meeting is hard"),
        ("the [[Guide#Meetings]] and ![[map.png]]", "the Guide and map.png"),
        ("3. `code` and snake_case %%hidden%%", "code and snake_case"),
        ("we are #1", "we are #1"),
        ("\u202ea\x1b[31mb\u200b c", "a [31mb c"),
        ("", ""),
    ],
)
def test_markdown_becomes_plain_text(markdown, text):
    assert plain(markdown) == text


def test_a_section_becomes_one_line_for_each_thing_said():
    markdown = """- Follow the
  grants
- Ask

A paragraph that
goes on.

> One quotation
> of two lines

```
code is not said
```
| a | table |
### A heading
* ...
"""
    assert paragraphs(markdown) == [
        "Follow the grants",
        "Ask",
        "A paragraph that goes on.",
        "One quotation of two lines",
    ]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Jane Doe", "Jane"),
        ("Doe, Jane", "Jane"),
        ("Dr. Jane Doe", "Jane"),
        ("Prof. Dr. Ilse von Berg", "Ilse"),
        ("J. Robert Smith", "Robert"),
        ("J. R. Smith", "J. R. Smith"),
        ("Mei-Ling Torres", "Mei-Ling"),
        ("Cher", "Cher"),
        ("山田 太郎", "山田"),
        ("Dr.", "Dr."),
        ("", ""),
    ],
)
def test_the_name_one_greets_with(name, called):
    assert first_name(name) == called


@pytest.mark.parametrize(
    ("text", "to_them"),
    [
        ("send her the talk", "send you the talk"),
        ("read her book and call him back", "read your book and call you back"),
        ("tell Ann how it went", "tell you how it went"),
        ("return Ann's map to Ann Lee", "return your map to you"),
        ("introduce them to Bo", "introduce you to Bo"),
        ("write to Annette", "write to Annette"),
        ("send Annie the map", "send you the map"),
    ],
)
def test_a_promise_about_somebody_becomes_one_to_them(text, to_them):
    assert addressed(text, "Ann Lee", "Annie") == to_them


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("She says that grants pay.", "Grants pay."),
        ("Ann told me the flood maps are old", "The flood maps are old"),
        ("I learned that towns are slow", "Towns are slow"),
        ("Grants pay.", "Grants pay."),
        ("She looked tired", ""),
        ("Do not mention Lee to Bo", ""),
    ],
)
def test_what_somebody_said_is_said_back_without_talking_about_them(line, heard):
    assert said(line, "Ann Lee") == heard


def test_a_name_that_is_also_a_word_is_only_the_name_where_it_is_written_as_one():
    assert said("Towns will pay", "Will Mark") == "Towns will pay"
    assert said("Will says towns will pay", "Will Mark") == "Towns will pay"
    assert said("Ask Will first", "Will Mark") == ""


def test_sentences_are_closed_opened_and_cut():
    assert sentence("Towns are slow") == "Towns are slow."
    assert sentence('He said "no."') == 'He said "no."'
    assert sentence("") == ""
    assert first_sentence("Ask Dr. Lee first. Then go.") == "Ask Dr. Lee first."
    assert first_sentence("No end") == "No end."
    assert clause("Send the map.") == "send the map"
    assert clause("NASA map") == "NASA map"
    assert clause("I will go") == "I will go"
    assert clause("Lena's map") == "Lena's map"


def test_lists_are_written_as_people_say_them():
    assert listed([]) == ""
    assert listed(["a", ""]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"], last="or") == "a, b or c"


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab *_`[]()|#>-!%~=\n📅2026.,'\"$<{:"), max_size=80),
    st.text(max_size=20),
)
def test_any_text_can_be_read(markdown, name):
    line = plain(markdown)
    assert "\n" not in line
    assert plain(line) is not None
    for text in paragraphs(markdown):
        addressed(text, name)
        said(text, name)
    first_name(name)


def test_hostile_text_is_read_in_no_time():
    start = perf_counter()
    for piece in ("**", "[", "[[", "(", "a ", " #x", "`", "*a", "> ", "[a](", "%%", "<!--"):
        paragraphs(piece * 20_000)
        plain(piece * 20_000)
    assert perf_counter() - start < 10
