"""The body of a note: sections, tasks in both formats people use, dated log items, and what is hidden."""

import pytest

from infoview_md.note.body import (
    LogItem,
    Task,
    heading_key,
    is_empty_section,
    log_items,
    outline,
    sections,
    tasks,
)


def only_task(line: str) -> Task:
    found = tasks(line, 1)
    assert len(found) == 1, found
    return found[0]


def only_item(line: str) -> LogItem:
    found = log_items(f"## Log\n{line}\n", 1)
    assert len(found) == 1, found
    return found[0]


# -- sections


def test_a_section_reaches_to_the_next_heading_of_its_level_or_a_higher_one():
    body = "intro\n# Jane\na\n## Log\nb\n### 2026\nc\n## Notes\nd\n# Bob\ne"
    found = [(one.level, one.heading, one.line, one.text) for one in sections(body, 10)]
    assert found == [
        (1, "Jane", 11, "a\n## Log\nb\n### 2026\nc\n## Notes\nd"),
        (2, "Log", 13, "b\n### 2026\nc"),
        (3, "2026", 15, "c"),
        (2, "Notes", 17, "d"),
        (1, "Bob", 19, "e"),
    ]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## Log", "Log"),
        ("  ## Log", "Log"),
        ("##\tLog", "Log"),
        ("## Log ##", "Log"),
        ("## C#", "C#"),
        ("## Log: 2026 ", "Log: 2026"),
        ("## [[Jane]] #tag", "[[Jane]] #tag"),
        ("##", ""),
        ("## #", ""),
    ],
)
def test_a_heading_is_its_text_without_marks(line: str, heading: str):
    assert [(one.level, one.heading) for one in sections(line, 1)] == [(2, heading)]


@pytest.mark.parametrize("line", ["#tag", "####### seven", "    ## code", "text ## no"])
def test_other_lines_with_number_signs_are_no_headings(line: str):
    assert sections(line, 1) == []


@pytest.mark.parametrize(("line", "level"), [("===", 1), ("---", 2), ("-----  ", 2)])
@pytest.mark.parametrize("before", ["", "text\n\n", "# Jane\n", "```\ncode\n```\n\n"])
def test_a_short_line_above_a_line_of_dashes_is_a_heading(before: str, line: str, level: int):
    body = f"{before}Log\n{line}\n- 2026-11-20 call\n"
    *_, section = sections(body, 1)
    assert (section.level, section.heading, section.text) == (level, "Log", "- 2026-11-20 call\n")
    assert section.line == before.count("\n") + 1
    assert [item.text for item in log_items(body, 1)] == ["call"]


@pytest.mark.parametrize(
    "text",
    ["They hire in spring.", "- item", "> said", "| a |", "x" * 61, "", "    code"],
)
def test_a_rule_below_other_text_ends_no_section(text: str):
    body = f"## Notes\n\n{text}\n---\nmore\n"
    assert [(one.heading, one.text) for one in sections(body, 1)] == [
        ("Notes", f"\n{text}\n---\nmore\n")
    ]


def test_a_note_without_headings_has_no_sections():
    assert sections("", 1) == sections("text\n", 1) == []


def test_the_text_of_a_section_keeps_code_and_comments():
    body = "## Notes\n```\n## no\n```\n<!-- x -->\n"
    assert sections(body, 1)[0].text == "```\n## no\n```\n<!-- x -->\n"


@pytest.mark.parametrize(
    "heading", ["Next steps", "NEXT STEPS:", "✅ Next steps", "**Next steps**"]
)
def test_headings_are_compared_without_case_and_decoration(heading: str):
    assert heading_key(heading) == "next steps"


# -- tasks


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] call",
        "* [ ] call",
        "+ [ ] call",
        "1. [ ] call",
        "12) [ ] call",
        "  - [ ] call",
        "\t- [ ] call",
        "        - [ ] call",
        "> - [ ] call",
        "> > - [ ] call",
        ">- [ ] call",
        "-   [ ]   call",
    ],
)
def test_a_task_is_a_list_item_with_a_box(line: str):
    task = only_task(line)
    assert (task.text, task.is_done, task.line) == ("call", False, 1)


@pytest.mark.parametrize(
    "line",
    ["- [] call", "- [ ]call", "[ ] call", "-[ ] call", "- [ ]", "- [ ]   ", "- [xx] call", "text - [ ] call", "- [x](y.md)"],
)  # fmt: skip
def test_other_lines_are_no_tasks(line: str):
    assert tasks(line, 1) == []


@pytest.mark.parametrize("mark", ["x", "X", "/", "-", ">", "?", "!", "✓", "😀"])
def test_any_mark_that_is_no_blank_closes_a_task(mark: str):
    assert only_task(f"- [{mark}] call").is_done


DUE = [
    "call 📅 2026-11-25",
    "call 📅2026-11-25",
    "call 📅\ufe0f 2026-11-25",
    "call 📆 2026-11-25",
    "call 🗓 2026-11-25",
    "call 🗓\ufe0f 2026-11-25",
    "call [due:: 2026-11-25]",
    "call (due:: 2026-11-25)",
    "call [due::2026-11-25]",
    "call [Due:: 2026-11-25]",
    "call [due:: [[2026-11-25]]]",
    "call [due:: 2026-11-25T10:00]",
    "📅 2026-11-25 call",
    "call 📅 2026-11-25.",
    "call 🔺 📅 2026-11-25 ➕ 2026-11-01",
    "call 🔁 every week 📅 2026-11-25",
    "call ⏳ 2026-11-20 🛫 2026-11-19 📅 2026-11-25",
    "call 📅 2026-11-25 ⛔ abc,def",
    "call 📅 2026-11-25 🏁 delete",
    "call [priority:: high] [scheduled:: 2026-11-20] [due:: 2026-11-25]",
]


@pytest.mark.parametrize("written", DUE)
def test_the_due_date_is_found_in_both_formats_and_leaves_the_text(written: str):
    task = only_task(f"- [ ] {written}")
    assert task.due == "2026-11-25"
    assert task.text.rstrip(".") == "call"


def test_a_date_in_the_middle_counts_and_the_rest_is_text():
    task = only_task("- [ ] send 📅 2026-11-25 then call [[Ada]] #talk")
    assert (task.due, task.text) == ("2026-11-25", "send then call [[Ada]] #talk")


@pytest.mark.parametrize(
    ("written", "done_on", "created_on"),
    [
        ("✅ 2026-11-20", "2026-11-20", ""),
        ("❌ 2026-11-20", "2026-11-20", ""),
        ("[completion:: 2026-11-20]", "2026-11-20", ""),
        ("[cancelled:: 2026-11-20]", "2026-11-20", ""),
        ("➕ 2026-11-01 ✅ 2026-11-20", "2026-11-20", "2026-11-01"),
        ("[created:: 2026-11-01]", "", "2026-11-01"),
    ],
)
def test_a_task_knows_when_it_was_closed_and_written(written: str, done_on: str, created_on: str):
    task = only_task(f"- [x] call {written}")
    assert (task.text, task.done_on, task.created_on) == ("call", done_on, created_on)


@pytest.mark.parametrize(
    ("written", "waits"),
    [
        ("#waiting", True),
        ("#Waiting", True),
        ("#waiting/reply", True),
        ("for Bob #waiting.", True),
        ("#waiting-room", False),
        ("a#waiting", False),
        ("#awaiting", False),
        ("#waiting2", False),
    ],
)
def test_a_task_with_the_tag_is_owed_to_the_user(written: str, waits: bool):
    task = only_task(f"- [ ] answer {written}")
    assert task.is_waiting is waits
    assert task.text == f"answer {written}"


def test_a_task_keeps_its_identity_and_its_place():
    body = (
        "# Jane\n\n## Next steps\n- [ ] call 🆔 ab-1 📅 2026-11-25 ^blk-2\n- [ ] write [id:: cd]\n"
    )
    first, second = tasks(body, 7)
    assert (first.text, first.block_id, first.task_id) == ("call", "blk-2", "ab-1")
    assert (first.section, first.line) == ("Next steps", 10)
    assert (second.text, second.block_id, second.task_id) == ("write", "", "cd")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("📅 2026-13-45", "There is no day 2026-13-45"),
        ("[due:: 2026-02-30]", "There is no day 2026-02-30"),
        ("📅 25.11.2026", "`25.11.2026` is not written as YYYY-MM-DD"),
        ("📅 2026/11/25", "`2026/11/25` is not written as YYYY-MM-DD"),
        ("[due:: tomorrow]", "`tomorrow` is not written as YYYY-MM-DD"),
        ("📅 20261125", "`20261125` is not written as YYYY-MM-DD"),
    ],
)
def test_a_date_that_is_none_is_reported_and_the_task_stays(written: str, message: str):
    found = outline(f"text\n- [ ] call {written}\n", 5)
    assert [(task.text, task.due) for task in found.tasks] == [("call", "")]
    assert [(one.line, one.message.split(",")[0]) for one in found.defects] == [(6, message)]
    assert "2026-11-25" in found.defects[0].hint


@pytest.mark.parametrize(
    "written", ["📅 with Bob", "[due:: ]", "[topic:: due]", "(see: due)", "在2026年"]
)
def test_signs_without_dates_and_other_fields_are_text(written: str):
    found = outline(f"- [ ] call {written}\n", 1)
    assert found.defects == ()
    assert found.tasks[0].due == ""


# -- log


@pytest.mark.parametrize(
    ("line", "on", "kind", "text"),
    [
        ("- 2026-11-20 email: sent the article", "2026-11-20", "email", "sent the article"),
        ("- 2026-11-20 E-Mail: sent", "2026-11-20", "e-mail", "sent"),
        ("- 2026-11-20 **call**: long", "2026-11-20", "call", "long"),
        ("- 2026-11-20 met for coffee", "2026-11-20", "", "met for coffee"),
        ("- 2026-11-20 coffee with Ann: great", "2026-11-20", "", "coffee with Ann: great"),
        ("- 2026-11-20 https://example.org", "2026-11-20", "", "https://example.org"),
        ("- 2026-11-20", "2026-11-20", "", ""),
        ("- 2026-11-20: a call", "2026-11-20", "", "a call"),
        ("- 2026-11-20: call: a call", "2026-11-20", "call", "a call"),
        ("- 2026-11-20 - a call", "2026-11-20", "", "a call"),
        ("- 2026-11-20, call", "2026-11-20", "", "call"),
        ("- **2026-01-02** — met her", "2026-01-02", "", "met her"),
        ("- **2026-01-02:** met her", "2026-01-02", "", "met her"),
        ("- *2026-01-02* – email: x", "2026-01-02", "email", "x"),
        ("- `2026-01-02` x", "2026-01-02", "", "x"),
        ("- (2026-01-02) x", "2026-01-02", "", "x"),
        ("- [2026-01-02] x", "2026-01-02", "", "x"),
        ("- [[2026-11-20]] coffee", "2026-11-20", "", "coffee"),
        ("- [[Daily/2026-11-20|Friday]]: call: x", "2026-11-20", "call", "x"),
        ("- 2026-11-20 [[Ann]] called", "2026-11-20", "", "[[Ann]] called"),
        ("- 2026-11-20 14:30 call: x", "2026-11-20T14:30", "call", "x"),
        ("- 2026-11-20 9:05 x", "2026-11-20T09:05", "", "x"),
        ("- 2026-11-20T14:30:59 x", "2026-11-20T14:30", "", "x"),
        ("- **2026-11-20 14:30** — x", "2026-11-20T14:30", "", "x"),
        ("- 2026-11-20 25:00 x", "2026-11-20", "", "x"),
        ("* 2026-11-20 x ^id-1", "2026-11-20", "", "x"),
        ("1. 2026-11-20 x", "2026-11-20", "", "x"),
        ("  - 2026-11-20 x", "2026-11-20", "", "x"),
        ("> - 2026-11-20 x", "2026-11-20", "", "x"),
        ("- [x] 2026-11-20 x", "2026-11-20", "", "x"),
        ("### 2026-01-02 — Coffee", "2026-01-02", "", "Coffee"),
        ("### [[2026-01-02]] email: x", "2026-01-02", "email", "x"),
    ],
)
def test_a_dated_item_of_the_log_in_every_style(line: str, on: str, kind: str, text: str):
    assert only_item(line) == LogItem(on=on, kind=kind, text=text, line=2)


@pytest.mark.parametrize(
    "line",
    [
        "- just text",
        "- met on 2026-11-20",
        "2026-11-20 no list item",
        "- [ ] 2026-12-01 call her",
        "- 2026",
        "- 1. 2. 3.",
        "- 2026-11-201 x",
        "- 10:30 x",
    ],
)
def test_what_is_no_dated_item_is_left_alone(line: str):
    assert outline(f"## Log\n{line}\n", 1).log == ()


@pytest.mark.parametrize(
    "line", ["- 2026-13-45 x", "- 20.11.2026 x", "- 5/12/2025 x", "- **2026/11/20** x"]
)
def test_an_item_that_nearly_begins_with_a_date_is_reported(line: str):
    found = outline(f"## Log\n{line}\n", 3)
    assert found.log == ()
    assert [one.line for one in found.defects] == [4]
    assert "does not count" in found.defects[0].message


def test_only_items_below_a_log_heading_count_until_the_section_ends():
    body = (
        "- 2026-01-01 before\n# Jane\n## Log\n- 2026-01-02 in\n### 2025\n- 2026-01-03 deeper\n"
        "## Notes\n- 2026-01-04 after\n#### 📞 LOG:\n- 2026-01-05 again\n# End\n- 2026-01-06 after\n"
    )
    assert [item.text for item in log_items(body, 1)] == ["in", "deeper", "again"]


def test_other_headings_can_be_told_to_hold_the_log():
    body = "## Touchpoints\n- 2026-01-02 a\n## Log\n- 2026-01-03 b\n"
    assert [item.text for item in log_items(body, 1, ["Touchpoints"])] == ["a"]
    assert [item.text for item in outline(body, 1, log_headings=("Log", "touchpoints")).log] == [
        "a",
        "b",
    ]


# -- what is hidden

HIDDEN = {
    "backticks": "```\n{}\n```",
    "backticks with a language": "```md title\n{}\n```",
    "tildes": "~~~\n{}\n~~~",
    "longer fence": "````\n```\n{}\n````",
    "tildes around backticks": "~~~\n```\n{}\n~~~",
    "closing fence longer": "```\n{}\n`````",
    "indented fence": "  ```\n  {}\n  ```",
    "fence in a list": "- ```\n  {}\n  ```",
    "fence in a quotation": "> ```\n> {}\n> ```",
    "fence open to the end of a quotation": "> ```\n> {}\n",
    "one comment line": "<!-- {} -->",
    "comment lines": "<!--\n{}\n-->",
    "two comments": "<!-- x --><!--\n{}\n-->",
    "comment behind text": "text <!--\n{}\n-->",
    "per cent line": "%% {} %%",
    "per cent lines": "%%\n{}\n%%",
    "fence in a comment": "<!--\n```\n{}\n-->",
    "comment in a fence": "```\n<!--\n{}\n```",
    "behind the end of a comment": "<!-- x\n--> {}",
}


@pytest.mark.parametrize("sort", HIDDEN)
@pytest.mark.parametrize("line", ["- [ ] hidden", "## Hidden", "- 2026-01-01 hidden"])
def test_nothing_in_code_and_comments_counts_and_all_behind_it_does(sort: str, line: str):
    hidden = HIDDEN[sort].format(line)
    body = f"## Log\n{hidden}\n- 2026-11-20 seen\n- [ ] seen\n## Seen\n"
    found = outline(body, 1)
    assert [item.text for item in found.log] == ["seen"]
    assert [task.text for task in found.tasks] == ["seen"]
    assert [heading for _, heading, *_ in found.headings] == ["Log", "Seen"]
    assert found.tasks[0].line == body.split("\n").index("- [ ] seen") + 1


@pytest.mark.parametrize(
    "line",
    [
        "100%% sure",
        "text <!-- open",
        "`<!--` and `%%`",
        "```inline``` code",
        "`` ` ``",
        "a ~~~ b",
        "> quoted",
        "about 90%% sure\n\nat 100%%",
        "text <!-- open\n\nno comment -->",
        "- ```\n  code that ends with its item",
    ],
)
def test_what_only_looks_like_code_or_comment_hides_nothing(line: str):
    assert [task.text for task in tasks(f"{line}\n- [ ] seen\n", 1)] == ["seen"]


@pytest.mark.parametrize("opener", ["```", "<!--"])
def test_an_opener_without_an_end_hides_the_rest_as_in_obsidian(opener: str):
    assert tasks(f"- [ ] seen\n{opener}\n- [ ] hidden\n", 1) == tasks("- [ ] seen\n", 1)


def test_a_comment_in_a_task_is_taken_out_of_its_text():
    task = only_task("- [ ] call <!-- 030 1 --> her %%soon%% `<!-- code -->` 📅 2026-11-25")
    assert (task.text, task.due) == ("call her `<!-- code -->`", "2026-11-25")


# -- sections that nobody wrote into

EMPTY = [
    "",
    "\n\n  \n",
    "<!-- what they said -->",
    "<!--\nlines\n-->\n",
    "<!-- infoview:begin agenda sha=1 -->\n<!-- infoview:end agenda -->\n",
    "%% hint %%\n%%\nmore\n%%",
    "- \n* \n1. \n- [ ] \n- [ ]\n  - ",
    "-",
    "> ",
    "> [!note] Title\n> ",
    "---\n***",
    "### Good\n\n### Bad\n",
    "{{notes}}",
    "- {{point}}\n- <% tp.file.cursor(1) %>",
]
WRITTEN = [
    "x",
    "- x",
    "\n\nThey hire in spring.\n",
    "<!-- hint --> x",
    "- [ ] call",
    "```\ncode\n```",
    "| a | b |",
    "![[recording.m4a]]",
    "#tag",
    "### Good\nteam",
    "{{name}} said so",
    "42",
    "> said",
    "%% open",
    "-" * 600 + "x",
]


@pytest.mark.parametrize("text", EMPTY)
def test_marks_hints_and_placeholders_are_no_writing(text: str):
    assert is_empty_section(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_any_word_is_writing(text: str):
    assert not is_empty_section(text)


# -- a log without a heading of its own

SCATTERED = """2026-01-01 is no item
# Jane
- 2026-01-02: coffee
## 2026-02-03
we talked
### 2026-03-04 — call
## Notes
- **2026-04-05** — mail
- [ ] 2026-05-06 not yet
- 3/4 of them
## Log
- 5/6/2026 wrong
- 2026-06-07 letter: sent
"""


def test_where_any_heading_will_do_every_dated_heading_and_item_counts():
    found = outline(SCATTERED, 1, log_headings=("Log", "*"))
    assert [(one.on, one.line) for one in found.log] == [
        ("2026-01-02", 3),
        ("2026-02-03", 4),
        ("2026-03-04", 6),
        ("2026-04-05", 8),
        ("2026-06-07", 13),
    ]
    assert [one.line for one in found.defects] == [12]


def test_an_empty_heading_is_not_the_one_that_stands_for_all():
    assert log_items("##\n- 2026-01-02 a\n", 1, ("*",)) == log_items(
        "- 2026-01-02 a\n", 0 + 2, ("*",)
    )
    assert log_items("##\n- 2026-01-02 a\n", 1) == []
