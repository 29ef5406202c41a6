"""What is shown on a terminal and written into Markdown cannot do anything."""

import html
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from infoview_md.render.text import for_link, for_markdown, for_terminal, on_one_line

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(list("\\`*_[]<>|!#$%{}=:&;-+~^()./\n\r\t\x1b\x9b\u202e aZ1")),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;gone\x07", "\\x1b]0;gone\\x07"),
        (
            "\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\",
            "\\x1b]8;;http://evil\\x1b\\click\\x1b]8;;\\x1b\\",
        ),
        ("\x1b]52;c;cm0gLXJm\x07", "\\x1b]52;c;cm0gLXJm\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("done\rnot", "done\\rnot"),
        ("a\x7fb\x00", "a\\x7fb\\x00"),
        ("abc\u202etxt.exe", "abc\\u202etxt.exe"),
        ("\u2066x\u2069\u200f\u061c", "\\u2066x\\u2069\\u200f\\u061c"),
        ("one\u2028two\u2029", "one\\u2028two\\u2029"),
        ("flag\U000e0067\U000e007f", "flag\\ue0067\\ue007f"),
        ("half\ud800", "half\\ud800"),
    ],
)
def test_control_characters_become_visible_text(text, shown):
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    "text",
    ["Zoë Fairweather", "two\nlines\tand a tab", "木村 花子", "👩‍🏫 teacher", "no\u00a0break", ""],
)
def test_ordinary_text_stays_as_it_is(text):
    assert for_terminal(text) == text


@given(TEXTS)
@settings(max_examples=300)
def test_nothing_a_terminal_obeys_is_left(text):
    shown = for_terminal(text)
    assert all(c in "\n\t" or ord(c) >= 0x20 for c in shown)
    assert not any(0x7F <= ord(c) <= 0x9F or c in "\u2028\u2029\u200e\u200f" for c in shown)
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in shown)


def test_several_lines_become_one():
    assert on_one_line(" met at\r\n the\tfair\x1b ") == "met at the fair\\x1b"


def shown_by(markdown: str) -> str:
    """Render and give back the text that a reader sees; fail where anything but text came out."""
    tokens = MARKDOWN.parse(markdown)
    assert [one.type for one in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inner = tokens[1].children or [] if tokens else []
    assert {one.type for one in inner} <= {"text", "text_special"}
    return html.unescape("".join(html.escape(one.content) for one in inner))


@given(TEXTS)
@settings(max_examples=600)
@example("__a__ b_c_ _d")
@example("&lt; &#60; R&D &amp")
@example("1. one")
@example("1) one")
@example("- - -")
@example("---")
@example("+")
@example("a:::b ==== $$ ~~x~~")
def test_markdown_shows_exactly_the_text_and_nothing_else(text):
    assert shown_by(for_markdown(text)) == " ".join(
        "".join(" " if for_terminal(c) != c else c for c in text).split()
    )


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("```dataviewjs\napp.vault.delete()\n```", "```"),
        ("`$= dv.pages()`", "`$="),
        ("<% tp.system.prompt() %>", "<%"),
        ("{{date}}", "{{"),
        ("%% hidden %%", "%%"),
        ("![](http://tracker/x.png)", "!["),
        ("[[Other note]]", "[["),
        ("a | b", " | "),
        ("[due:: 2030-01-01]", "::"),
        ("#contact", " #"),
        ("<script>alert(1)</script>", "<"),
        ("<!-- end of block -->", "<!--"),
        ("[x](javascript:alert(1))", "javascript:"),
        ("obsidian://open?vault=x", "obsidian:"),
        ("<obsidian://open>", "obsidian:"),
        ("JavaScript:alert(1)", "JavaScript:"),
        ("==marked==", "=="),
        ("text ^block-id", " ^"),
    ],
)
def test_no_sequence_that_a_plugin_obeys_is_left_raw(text, raw):
    assert raw not in " " + for_markdown(text)


def test_ordinary_values_stay_readable():
    for text in (
        "Meetings and programs, Washington (DC)",
        "Claire O'Dell & Sons: R&D at 75 %",
        "https://example.org/a_b?c=d",
        "tess@marlowe.example",
        "mailto:tess@marlowe.example",
        "9:30-10:15 on 2026-11-20",
        "Great! C# or C++?",
        "snake_case",
    ):
        assert for_markdown(text) == text


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Zoë Fairweather", "[[Zoë Fairweather]]"),
        ("a]] ![[b|c#d^e", "[[a ! b c d e]]"),
        ("<% tp %> `x` {{date}} %%y%% $=1", "[[% tp % x {date} %y% $1]]"),
        ("\x1b[2J\u202ename\n", "[[2J name]]"),
        ("[[]]", "[[unnamed]]"),
    ],
)
def test_a_name_cannot_leave_its_link(name, target):
    assert for_link(name) == target


@given(TEXTS)
@settings(max_examples=200)
def test_a_link_keeps_to_one_target(name):
    link = for_link(name)
    assert link.startswith("[[")
    assert link.endswith("]]")
    target = link[2:-2]
    assert target
    assert not set(target) & set("[]|#^<>`\n\\")
    assert "%%" not in target
    assert "{{" not in target


def test_the_report_does_not_pay_for_templates_or_tables():
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, infoview_md.render.text; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"jinja2", "rich", "click", "yaml"} & set(seen)
