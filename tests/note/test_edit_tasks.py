"""Ticking, unticking and adding tasks as the Tasks plugin writes them."""

import pytest

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import add_task, tick_task, untick_task

HEAD = "---\ntype: contact\nbroken: [\n---\n## Next steps\n"
LINE = HEAD.count("\n") + 1


def tick(task: str, text: str | None = None, **options) -> str:
    options = {"done_on": "2026-11-22", "line": LINE, "text": text or task} | options
    raw = tick_task(f"{HEAD}{task}\nafter\n".encode(), **options).decode()
    assert raw.startswith(HEAD)
    assert raw.endswith("\nafter\n")
    return raw.removeprefix(HEAD).removesuffix("\nafter\n")


def refusal(raw: str, **options) -> CannotEdit:
    with pytest.raises(CannotEdit) as caught:
        tick_task(raw.encode(), **({"done_on": "2026-11-22", "line": 1} | options))
    return caught.value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] Ping Ada", "- [x] Ping Ada ✅ 2026-11-22"),
        ("- [ ] Ping [[Ada]] 📅 2026-11-20", "- [x] Ping [[Ada]] 📅 2026-11-20 ✅ 2026-11-22"),
        (
            "- [ ] Ping 📅 2026-11-20 #followup ^abc123",
            "- [x] Ping 📅 2026-11-20 #followup ✅ 2026-11-22 ^abc123",
        ),
        ("- [ ] Ping ⏫ 📅 2026-11-20 🆔 a1", "- [x] Ping ⏫ 📅 2026-11-20 🆔 a1 ✅ 2026-11-22"),
        ("- [/] Half done 📅 2026-11-20", "- [x] Half done 📅 2026-11-20 ✅ 2026-11-22"),
        ("- [ ] stale ✅ 2026-11-01 📅 2026-11-20", "- [x] stale 📅 2026-11-20 ✅ 2026-11-22"),
        ("* [ ] star", "* [x] star ✅ 2026-11-22"),
        ("1. [ ] one", "1. [x] one ✅ 2026-11-22"),
        ("  - [ ] nested", "  - [x] nested ✅ 2026-11-22"),
        ("> - [ ] quoted", "> - [x] quoted ✅ 2026-11-22"),
        ("\t+ [ ] tab", "\t+ [x] tab ✅ 2026-11-22"),
        ("- [ ] hard break  ", "- [x] hard break ✅ 2026-11-22  "),
        ("- [ ]   wide", "- [x]   wide ✅ 2026-11-22"),
        ("- [ ] x 📅 2026-11-20 %%id:1%%", "- [x] x 📅 2026-11-20 %%id:1%% ✅ 2026-11-22"),
    ],
)
def test_a_ticked_task_carries_its_date_behind_all_others_and_before_the_block_id(before, after):
    assert tick(before) == after


def test_a_task_in_the_format_of_dataview_gets_a_field():
    before = "- [ ] A [priority:: high]  [due:: 2026-11-20]"
    after = "- [x] A [priority:: high]  [due:: 2026-11-20]  [completion:: 2026-11-22]"
    assert tick(before, style="dataview") == after
    assert tick(before + " ^id", style="dataview") == after + " ^id"


def test_without_a_date_only_the_box_changes():
    assert tick("- [ ] a 📅 2026-11-20", done_on=None) == "- [x] a 📅 2026-11-20"


@pytest.mark.parametrize(
    "text",
    [
        "send the talk 📅 2026-11-25 ^id",
        "send the talk",
        "  send  the talk ",
        "- [ ] send the talk",
        "- [x] send the talk 📅 2026-11-25 ✅ 2026-11-22 ^id",
    ],
)
def test_the_text_may_come_with_or_without_its_signs(text):
    after = "- [x] send the talk 📅 2026-11-25 ✅ 2026-11-22 ^id"
    assert tick("- [ ] send the talk 📅 2026-11-25 ^id", text) == after


@pytest.mark.parametrize("mark", ["x", "X", "-"])
def test_a_closed_task_stays_as_it_is(mark):
    raw = f"- [{mark}] done\n".encode()
    assert tick_task(raw, line=1, text="done", done_on="2026-11-22") is raw


def test_ticking_twice_changes_nothing():
    raw = b"- [ ] call 555-0100 #job \r\n- [ ] other"
    once = tick_task(raw, line=1, text="call 555-0100 #job", done_on="2026-11-22")
    assert once == "- [x] call 555-0100 #job ✅ 2026-11-22 \r\n- [ ] other".encode()
    assert tick_task(once, line=1, text="call 555-0100 #job", done_on="2026-11-23") is once


@pytest.mark.parametrize("style", ["emoji", "dataview"])
@pytest.mark.parametrize(
    "task", ["- [ ] a", "- [ ] a 📅 2026-11-20 #t ^id", "> 1) [ ] a [due:: 2026-11-20]  "]
)
def test_unticking_restores_the_bytes(task, style):
    raw = f"{HEAD}{task}\n".encode()
    ticked = tick_task(raw, line=LINE, text=task, done_on="2026-11-22", style=style)
    assert ticked != raw
    assert untick_task(ticked, line=LINE, text=task) == raw
    assert untick_task(raw, line=LINE, text=task) is raw


def test_unticking_takes_out_the_date_of_a_cancelled_task():
    assert untick_task("- [-] a ❌ 2026-11-22 #t".encode(), line=1, text="a #t") == b"- [ ] a #t"
    assert untick_task(b"- [-] a [cancelled:: 2026-11-22]", line=1, text="a") == b"- [ ] a"


def test_a_date_in_the_middle_of_the_text_is_text():
    raw = "- [x] on ✅ 2026-11-01 we met\n".encode()
    assert untick_task(raw, line=1, text="on ✅ 2026-11-01 we met") == raw.replace(b"[x]", b"[ ]")


def test_a_task_that_has_moved_is_found_by_its_text():
    raw = b"\n\n- [ ] other\n- [ ] a\n"
    assert tick_task(raw, line=1, text="a", done_on=None) == b"\n\n- [ ] other\n- [x] a\n"


def test_of_two_equal_tasks_the_line_decides():
    raw = b"- [ ] a\n- [ ] a\n"
    assert tick_task(raw, line=2, text="a", done_on=None) == b"- [ ] a\n- [x] a\n"
    assert refusal(raw.decode(), line=9, text="a").code == "task-ambiguous"


def test_an_open_task_is_meant_where_a_closed_one_has_the_same_text():
    raw = b"- [x] a\n\n- [ ] a\n"
    assert tick_task(raw, line=9, text="a", done_on=None) == b"- [x] a\n\n- [x] a\n"
    # At the line stands a closed one, elsewhere an open one: nobody can tell which was meant.
    assert refusal(raw.decode(), line=1, text="a").code == "task-ambiguous"


@pytest.mark.parametrize(
    "raw",
    [
        "- [ ] other\n",
        "```\n- [ ] a\n```\n",
        "~~~~ md\n```\n- [ ] a\n~~~\n",
        "<!--\n- [ ] a\n-->\n",
        "%%\n- [ ] a\n%%\n",
        "---\nx: |\n  - [ ] a\n---\n",
        "- a\n- []\n- [ ]a\n- [x](link)\n",
        "text <!-- x\n- [ ] a\n-->",
        "```\n- [ ] a\n",
        "```\n> ```\n- [ ] a\n```\n",
        "```\n    ```\n- [ ] a\n```\n",
        "- b\n  ```\n  - [ ] a\n  ```\n",
    ],
)
def test_tasks_in_code_comments_and_properties_are_none(raw):
    error = refusal(raw, text="a", line=2)
    assert (error.code, error.line) == ("task-not-found", 2)


@pytest.mark.parametrize(
    "raw",
    [
        "`<!--` is a mark\n- [ ] a\n",
        "text <!-- open\n\n- [ ] a\n",
        "> ```\n- [ ] a\n",
        "```x```\n- [ ] a\n",
        "%% open\n- [ ] a\n",
        "<!-- c -->\n- [ ] a\n",
        "```\ncode\n```\n- [ ] a\n",
        "- ```\n- [ ] a\n",
        "    ```\n- [ ] a\n",
        "- b\n  ```\n- [ ] a\n",
    ],
)
def test_what_only_looks_like_code_hides_no_task(raw):
    assert b"[x] a" in tick_task(raw.encode(), line=2, text="a", done_on=None)


@pytest.mark.parametrize(
    "task",
    ["- [ ] w 🔁 every week 📅 2026-11-20", "- [ ] w [repeat:: every week]", "- [ ] w 🏁 delete"],
)
def test_a_task_that_repeats_is_left_to_the_plugin(task):
    error = refusal(task, text="w")
    assert (error.code, error.line) == ("recurring-task", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Next steps\n\n- [ ] call\n"),
        ("text", "text\n\n## Next steps\n\n- [ ] call"),
        ("text\n\n", "text\n\n## Next steps\n\n- [ ] call\n"),
        ("---\na: 1\n---", "---\na: 1\n---\n## Next steps\n\n- [ ] call"),
        ("## next STEPS:\n", "## next STEPS:\n- [ ] call\n"),
        ("# 🚀 Next steps #\n\n## B\n", "# 🚀 Next steps #\n- [ ] call\n\n## B\n"),
        ("## Next steps\n\n\n## B\n", "## Next steps\n\n- [ ] call\n\n## B\n"),
        (
            "## Next steps\n* [x] a\n   - b\n\n   text\n\n## B\n",
            "## Next steps\n* [x] a\n   - b\n\n   text\n* [ ] call\n\n## B\n",
        ),
        ("## Next steps\n1. a\n2. b\n", "## Next steps\n1. a\n2. b\n3. [ ] call\n"),
        ("## Next steps\ntext\n\n## B", "## Next steps\ntext\n\n- [ ] call\n\n## B"),
        ("## Next steps\r\n- a", "## Next steps\r\n- a\r\n- [ ] call"),
        (
            "## Next steps\n- a\n### Later\n- b\n",
            "## Next steps\n- a\n- [ ] call\n### Later\n- b\n",
        ),
        ("```\n## Next steps\n```\n", "```\n## Next steps\n```\n\n## Next steps\n\n- [ ] call\n"),
    ],
)
def test_a_task_is_added_under_its_heading_once(before, after):
    added = add_task(before.encode(), heading="Next steps", text="call")
    assert added.decode() == after
    assert add_task(added, heading="Next steps", text="call") is added
    ticked = tick_task(added, line=1, text="call", done_on="2026-11-22")
    assert add_task(ticked, heading="Next steps", text="- [ ] call") is ticked


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\x00b", "a\u2028b", "\ud800"])
def test_a_task_is_one_line_of_text(text):
    with pytest.raises(CannotEdit) as caught:
        add_task(b"", heading="Next steps", text=text)
    assert caught.value.code == "bad-text"


def test_a_task_that_would_hide_the_rest_of_the_note_is_refused():
    with pytest.raises(CannotEdit) as caught:
        add_task(b"## Next steps\n- a\n## B\ntext -->\n", heading="Next steps", text="<!-- a")
    assert caught.value.code == "not-proved"


def test_nothing_is_added_inside_an_open_code_block_or_below_one_of_two_headings():
    for raw, code in ((b"```\ncode\n", "unclosed-code"), (b"## A\n# a\n", "duplicate-heading")):
        with pytest.raises(CannotEdit) as caught:
            add_task(raw, heading="A", text="x")
        assert caught.value.code == code
        assert caught.value.line == 2
