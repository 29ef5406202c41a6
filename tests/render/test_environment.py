"""Templates are the user's: strict about names, plain about mistakes, fenced when they come with a vault."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from infoview_md.errors import NotFound, UsageMistake
from infoview_md.render import environment
from infoview_md.render.environment import render, render_each

PAGE = "page.md.j2"


def fill(template: str, context=None, **others: str) -> str:
    overrides = {PAGE: template, **{name + ".j2": text for name, text in others.items()}}
    return render(PAGE, context if context is not None else {}, overrides=overrides)


def complaint(template: str, context=None, **others: str) -> UsageMistake:
    with pytest.raises(UsageMistake) as raised:
        fill(template, context, **others)
    return raised.value


def test_blocks_leave_no_blank_lines_and_the_last_newline_stays():
    template = "Dear {{ name }},\n  {% if talk %}\nthank you.\n  {% endif %}\nTess\n"
    assert fill(template, {"name": "Zoë", "talk": True}) == "Dear Zoë,\nthank you.\nTess\n"


def test_markdown_is_not_escaped_as_html():
    assert fill("{{ name }}", {"name": "Harbor & <Rye>"}) == "Harbor & <Rye>"


def test_html_is_escaped():
    page = render("x.html.j2", {"n": "<script>"}, overrides={"x.html.j2": "<p>{{ n }}</p>"})
    assert page == "<p>&lt;script&gt;</p>"


def test_a_text_in_the_context_is_never_a_template():
    assert (
        fill("{{ note }}", {"note": "{{ 7 * 7 }}{% include 'x' %}"})
        == "{{ 7 * 7 }}{% include 'x' %}"
    )


def test_a_property_called_items_is_the_property():
    assert fill("{{ shop.items }} {{ shop.get }}", {"shop": {"items": 3, "get": 4}}) == "3 4"


def test_values_from_others_have_filters_that_make_them_harmless():
    context = {"role": "<% x %> | `y`", "name": "A]]B", "on": "2026-11-24T14:00"}
    assert fill("{{ role|markdown }}", context) == "&lt;% x %\\> \\| \\`y\\`"
    assert fill("{{ name|link }}", context) == "[[A B]]"
    assert fill("{{ on|day }}, {{ on|clock }}", context) == "Tuesday, 24 November 2026, 14:00"
    assert fill("{{ on|short_day }}, {{ on|month }}", context) == "Tue 24 Nov, November"


def test_many_contexts_are_filled_in_by_one_child():
    contexts = [{"name": f"N{number}"} for number in range(200)]
    started = time.monotonic()
    pages = render_each(PAGE, contexts, overrides={PAGE: "Dear {{ name }}"})
    assert pages == [f"Dear N{number}" for number in range(200)]
    assert time.monotonic() - started < 5


def test_a_template_of_the_vault_may_use_another_of_the_vault():
    assert fill("{% include 'sign.j2' %}", {"me": "Tess"}, sign="-- {{ me }}") == "-- Tess"


# --- mistakes -----------------------------------------------------------------------------------


def test_an_unknown_name_is_answered_with_the_nearest():
    mistake = complaint("Dear\n{{ contcat }}", {"contact": "Zoë", "day": "today"})
    assert mistake.sentence == (
        "Your template page.md.j2, line 2: there is no 'contcat' here; did you mean 'contact'?"
    )
    assert mistake.hint == "Known there: contact, day."


def test_an_unknown_property_is_answered_with_the_nearest_of_its_owner():
    mistake = complaint("\n\n{{ contact.nmae }}", {"contact": {"name": "Zoë", "role": ""}})
    assert "line 3: there is no 'nmae' in it; did you mean 'name'?" in mistake.sentence


def test_a_missing_entry_of_a_list_is_said():
    assert "no entry 4; it has 2" in complaint("{{ names[4] }}", {"names": ["a", "b"]}).sentence


def test_the_line_is_the_one_of_the_included_template():
    mistake = complaint("{% include 'part.j2' %}", {}, part="one\ntwo {{ gone }}")
    assert mistake.sentence.startswith("Your template part.j2, line 2: there is no 'gone'")


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("a\n{% for x in y %}\n", 2, "this is not understood"),
        ("a\nb\n{{ x }\n", 3, "this is not understood"),
        ("{{ x|markdwon }}", 1, "No filter named 'markdwon'"),
        ("\n{{ 1 / 0 }}", 2, "this cannot be computed: division by zero"),
        ("{{ 'a' + 1 }}", 1, "this cannot be computed"),
        ("{% include 'gone.j2' %}", 1, "there is no template 'gone.j2'"),
        ("{% include '../../etc/passwd' %}", 1, "there is no template '../../etc/passwd'"),
        ("{% include '/etc/passwd' %}", 1, "there is no template '/etc/passwd'"),
    ],
)
def test_a_broken_template_is_reported_with_line_and_reason(template, line, reason):
    sentence = complaint(template).sentence
    assert sentence.startswith(f"Your template page.md.j2, line {line}: ")
    assert reason in sentence


def test_a_template_larger_than_64_kib_is_refused():
    assert "larger than 64 KiB" in complaint("x" * (64 * 1024 + 1)).sentence


def test_a_page_larger_than_a_mebibyte_is_refused():
    mistake = complaint("{% for a in range(900) %}{{ text }}{% endfor %}", {"text": "x" * 2000})
    assert "longer than 1,048,576 characters" in mistake.sentence


def test_what_is_not_plain_data_never_reaches_a_template(tmp_path):
    note = tmp_path / "note.md"
    note.write_text("kept")
    with pytest.raises(TypeError, match=r"context\.note\.path"):
        fill("{{ note.path.unlink() }}", {"note": {"path": note}})
    assert note.read_text() == "kept"


@pytest.mark.parametrize(
    "name", ["../x.j2", "/x.j2", "a/../b.j2", "x.md", "{{ x }}.j2", "a\n.j2", "", ".j2", "a//b.j2"]
)
def test_a_template_has_a_name_that_is_only_a_name(name):
    with pytest.raises(UsageMistake, match="not a name for a template"):
        render(name, {}, overrides={name: "x"})


def test_an_unknown_template_is_not_found():
    with pytest.raises(NotFound, match=r"no template 'nope\.j2'"):
        render("nope.j2", {})


# --- the fence ----------------------------------------------------------------------------------

BOMBS = [
    "{{ 'A' * 10**9 }}",
    "{{ 10**9 * 'A' }}",
    "{{ ['x'] * 10**9 }}",
    "{{ 'A' * 1000 * 1000 * 1000 }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d'|format(1000000000, 1) }}",
    "{{ '%.1000000000f' % 1.5 }}",
    "{{ '{:1000000000d}'.format(1) }}",
    "{{ '{:>{w}}'.format(1, w=1000000000) }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ 'x'.rjust(10**9) }}",
    "{{ 'x'.center(10**9) }}",
    "{{ '1'.zfill(10**9) }}",
    "{{ '\\t'.expandtabs(10**9) }}",
    "{{ '\\t'.expandtabs(tabsize=10**9) }}",
    "{{ 'x'.encode().ljust(10**9) }}",
    "{{ 'x'|center(10**9) }}",
    "{{ 'x\\ny'|indent(10**9) }}",
    "{{ [1]|batch(10**9, 'x')|list }}",
    "{{ [1]|slice(10**9)|list }}",
    "{{ {'a': [1]}|tojson(indent=10**9) }}",
    "{{ 10**10**10 }}",
    "{{ 999**999**999 }}",
    "{{ range(10**9)|list }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{% for a in range(999) %}{% for b in range(999) %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{% macro m(s) %}{{ m(s ~ s) }}{% endmacro %}{{ m('x' * 1000) }}",
    "{% macro m(s) %}{{ m(s + s) }}{% endmacro %}{{ m('x' * 1000) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'page.md.j2' %}",
    "{% extends 'page.md.j2' %}",
    "{% import 'page.md.j2' as me %}{{ me }}",
    "{{ ('x' * 1000).replace('x', 'x' * 1000).replace('x', 'x' * 1000) }}",
    "{{ range(999)|join('x' * 1000)|replace('x', 'y' * 1000) }}",
    "{{ lipsum(n=100000) }}",
    "{{ cycler('x') }}",
    "{{ joiner('x') }}",
    "{% set n = namespace(x=1) %}",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_template_bomb_ends_soon_and_with_a_reason(bomb):
    started = time.monotonic()
    mistake = complaint(bomb)
    assert time.monotonic() - started < 12  # 4 on a quiet machine
    assert mistake.sentence.startswith("Your template page.md.j2")
    assert "ended: " not in mistake.sentence


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ person.__class__ }}",
    "{{ person['__class__'] }}",
    "{{ person|attr('__class__') }}",
    "{{ person|map(attribute='__class__')|list }}",
    "{{ [person]|map(attribute='__class__')|list }}",
    "{{ [person]|groupby('__class__') }}",
    "{{ [person]|map('attr', '__class__')|list }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ dict.__base__.__subclasses__() }}",
    "{{ dict.mro() }}",
    "{{ range.__globals__ }}",
    "{{ markdown.__globals__ }}",
    "{{ '{0.__class__}'.format(person) }}",
    "{{ '{0.__class__}'.format_map({'0': person}) }}",
    "{{ ('{0.__class__}'|attr('format'))(person) }}",
    "{{ person.update({'name': 'x'}) }}",
    "{{ person.pop('name') }}",
    "{{ names.append('x') }}",
    "{% set x = person.clear() %}",
    "{{ caller.__class__ }}",
    "{% macro m() %}{% endmacro %}{{ m.__init__ }}",
    "{{ loop.__class__ }}",
    "{% for x in names %}{{ loop.__init__ }}{% endfor %}",
    "{{ (names|map('upper')).gi_frame }}",
    "{{ names.sort(key=dict) }}",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_template_cannot_leave_its_sandbox(escape):
    context = {"person": {"name": "Zoë"}, "names": ["a"]}
    try:
        shown = fill(escape, context)
    except UsageMistake as mistake:
        shown = mistake.sentence
    assert not any(leak in shown for leak in ("<class", "<function", "<bound", " at 0x"))
    assert context == {"person": {"name": "Zoë"}, "names": ["a"]}


BEHIND_THE_FENCE = """
import sys, socket, subprocess
from infoview_md.render.child import _limit
_limit()
for attempt in (
    lambda: open("/etc/hostname"),
    lambda: open("written", "w"),
    lambda: socket.socket(),
    lambda: subprocess.run(["true"]),
):
    try:
        attempt()
    except OSError:
        print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits")
def test_even_outside_the_sandbox_a_child_has_no_files_no_network_and_no_programs(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", BEHIND_THE_FENCE],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(environment.__file__).parents[2])},
    )
    assert done.stdout.split() == ["refused"] * 4, done.stderr
    assert not (tmp_path / "written").exists()


def test_a_child_that_dies_is_a_sentence_and_not_a_traceback(monkeypatch):
    from infoview_md.render import child

    monkeypatch.setattr(child, "_START", "raise SystemExit('no luck')")
    sentence = complaint("x").sentence
    assert sentence.endswith("the process that fills it in ended: no luck")
