"""Reading one note: where the front matter is, what becomes a defect, and what still counts."""

import time

import pytest

from infoview_md.note.reading import FIRST_PART, LARGEST, Reading, read, source_of, sources_of


def note(text: str) -> Reading:
    return read(text.encode())


def only_defect(reading: Reading):
    assert len(reading.defects) == 1, reading.defects
    return reading.defects[0]


def test_a_note_gives_its_properties_its_body_and_where_the_body_begins():
    reading = note("---\ntype: contact\nasked: 2026-11-02\n---\n# Jane\n\ntext\n")
    assert reading.properties == {"type": "contact", "asked": "2026-11-02"}
    assert reading.body == "# Jane\n\ntext\n"
    assert reading.body_line == 5
    assert reading.defects == ()
    assert not reading.is_template


@pytest.mark.parametrize(
    "raw",
    [
        b"---\r\ntype: contact\r\n---\r\nbody\r\n",
        b"---\rtype: contact\r---\rbody\r",
        b"\xef\xbb\xbf---\ntype: contact\n---\nbody\n",
        b"---  \ntype: contact\n--- \t\nbody\n",
        b"---\ntype: contact\r\n---\r\nbody\n",
    ],
    ids=["CRLF", "lone CR", "BOM", "blanks behind the dashes", "mixed line breaks"],
)
def test_line_breaks_a_bom_and_blanks_behind_the_fences_change_nothing(raw: bytes):
    reading = read(raw)
    assert reading.properties == {"type": "contact"}
    assert reading.body == "body\n"
    assert reading.body_line == 4
    assert reading.defects == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just text\n",
        "---",
        "---\n",
        "\n---\ntype: contact\n---\n",
        " ---\ntype: contact\n---\n",
        "----\ntype: contact\n----\n",
        "--- # not a fence\ntype: contact\n---\n",
        "---\nProse under a line of dashes, as some people write.\nAnd more.\n",
        "---\n\n# A heading under a rule\n\ntext: with a colon\n",
    ],
)
def test_a_note_without_front_matter_is_all_body_and_no_defect(text: str):
    reading = note(text)
    assert reading.properties == {}
    assert reading.body == text
    assert reading.body_line == 1
    assert reading.defects == ()


@pytest.mark.parametrize(
    "text", ["---\n---\nbody", "---\n\n---\nbody", "---\n# a comment\n---\nbody"]
)
def test_an_empty_block_has_no_properties_and_no_defect(text: str):
    reading = note(text)
    assert reading.properties == {}
    assert reading.body == "body"
    assert reading.defects == ()


def test_the_block_ends_at_the_first_line_of_exactly_three_dashes():
    reading = note("---\na: 1\nb: x --- y\n---\nbody\n---\nmore\n")
    assert reading.properties == {"a": 1, "b": "x --- y"}
    assert reading.body == "body\n---\nmore\n"


def test_a_closing_fence_may_end_the_file():
    reading = note("---\na: 1\n---")
    assert reading.properties == {"a": 1}
    assert reading.body == ""


def test_properties_that_are_never_closed_are_reported_on_line_1():
    defect = only_defect(note("---\ntype: contact\n\n# Jane\n"))
    assert defect.line == 1
    assert defect.message == "The front matter opened on line 1 is never closed."
    assert "three dashes" in defect.hint


def test_the_body_of_a_note_with_open_front_matter_is_still_there():
    assert "- [ ] call" in note("---\ntype: contact\n\n- [ ] call\n").body


@pytest.mark.parametrize("end", ["...", "----"])
def test_other_ends_of_a_block_do_not_close_it(end: str):
    assert note(f"---\ntype: contact\n{end}\nbody\n").defects
    reading = note(f"---\ntype: contact\n{end}\nmore\n---\nbody\n")
    assert reading.body == "body\n"
    assert reading.defects


def test_four_dashes_inside_are_named_as_what_does_not_close_the_block():
    defect = only_defect(note("---\na: 1\n----\n---\n"))
    assert (defect.line, defect.message) == (3, "`----` does not close the front matter.")


@pytest.mark.parametrize("block", ["- a\n- b\n", "only prose\n", "42\n", "a: 1\n--- x\nb: 2\n"])
def test_a_block_that_is_no_mapping_is_a_defect(block: str):
    reading = note(f"---\n{block}---\nbody\n")
    assert reading.properties == {}
    assert reading.body == "body\n"
    assert "properties" in only_defect(reading).message + only_defect(reading).hint


def test_of_a_key_written_twice_the_last_value_counts_and_both_are_reported():
    reading = note("---\ntype: contact\nasked: 2026-11-01\nrole: lead\nasked: 2026-11-02\n---\n")
    assert reading.properties == {"type": "contact", "asked": "2026-11-02", "role": "lead"}
    defect = only_defect(reading)
    assert (defect.line, defect.property) == (5, "asked")
    assert "`asked` is written more than once" in defect.message
    assert reading.lines()["asked"] == 5


def test_a_key_written_twice_inside_another_property_names_both():
    defect = only_defect(note("---\nmeta:\n  x: 1\n  x: 2\n---\n"))
    assert (defect.line, defect.property) == (4, "meta")
    assert "`x`" in defect.message


def test_names_that_differ_in_case_are_two_properties():
    reading = note("---\nTags: a\ntags: b\n---\n")
    assert reading.properties == {"Tags": "a", "tags": "b"}
    assert reading.defects == ()


# -- invalid YAML: the line of the file, and in plain words what to do

INVALID = {
    "a colon in a value": (
        "a: 1\ntitle: Coffee: with Ann\n",
        3,
        "title",
        "colon",
        'title: "Coffee: with Ann"',
    ),
    "a tab before an item": ("tags:\n\t- person\n", 3, "tags", "tab", "spaces"),
    "a handle": ("aliases:\n  - Jane\n  - @jane\n", 4, "aliases", "begin with @", '"@jane"'),
    "a backtick": ("a: `x`\n", 2, "a", "begin with `", '"`x`"'),
    "a percent sign": ("a: %x\n", 2, "a", "begin with %", '"%x"'),
    "an asterisk": ("a: *important*\n", 2, "a", "begin with *", '"*important*"'),
    "an open quotation mark": ('a: "x\nb: 1\n', 2, "a", "never closed", 'Add a "'),
    "an apostrophe in quotation marks": (
        "a: 'it's'\n",
        2,
        "a",
        "after the closing quotation mark",
        "it's",
    ),
    "text behind quotation marks": (
        'a: "x" y\n',
        2,
        "a",
        "after the closing quotation mark",
        "whole value",
    ),
    "a Windows path": ('a: "C:\\Users\\jane"\n', 2, "a", "backslash", "'C:\\Users\\jane'"),
    "two links": (
        "a: 1\ncontacts: [[A]], [[B]]\n",
        3,
        "contacts",
        "quotation marks",
        '"[[A]], [[B]]"',
    ),
    "a link in text": ("a: [[A]] in [[B]]\n", 2, "a", "quotation marks", '"[[A]] in [[B]]"'),
    "an open bracket": ("a: [x, y\nb: 1\n", 2, "a", "bracket [", "Add a ]"),
    "a line without a colon": ("a: 1\nfoo\nb: 2\n", 3, "", "no colon", "name: value"),
    "no space behind the colon": (
        "asked:2026-11-02\nb: 2\n",
        2,
        "",
        "space is missing",
        "asked: 2026-11-02",
    ),
    "an indented property": ("a: 1\n  b: 2\n", 3, "a", "indented", "same column"),
    "a list on the line of its property": (
        "a: - x\n",
        2,
        "a",
        "list may not begin",
        "line of its own",
    ),
    "a conflict of git": (
        "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n",
        3,
        "",
        "conflict",
        "Choose one side",
    ),
}


@pytest.mark.parametrize("sort", INVALID)
def test_invalid_yaml_names_the_line_and_says_how_to_mend_it(sort: str):
    block, line, name, message, hint = INVALID[sort]
    reading = note(f"---\n{block}---\nbody\n")
    defect = only_defect(reading)
    assert reading.properties == {}, "nothing is guessed, as in Obsidian"
    assert reading.body == "body\n", "the body still counts"
    assert (defect.line, defect.property) == (line, name)
    assert message in defect.message
    assert hint in defect.hint


@pytest.mark.parametrize("sort", INVALID)
def test_invalid_yaml_is_invalid_to_the_slower_reader_too(sort: str, slow_reader: None):
    block, line, *_ = INVALID[sort]
    defect = only_defect(note(f"---\n{block}---\n"))
    assert defect.line == line


@pytest.fixture
def slow_reader(monkeypatch: pytest.MonkeyPatch):
    from infoview_md.note import frontmatter

    monkeypatch.setattr(frontmatter.HANDLER, "fast", None)


def test_without_yaml_rs_the_slower_reader_takes_its_place(monkeypatch: pytest.MonkeyPatch):
    import sys

    from infoview_md.note import frontmatter

    monkeypatch.setitem(sys.modules, "yaml_rs", None)
    assert frontmatter.ObsidianHandler(fast=frontmatter._yaml_rs()).fast is None


# -- templates


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("date: {{date}}", "date"),
        ('date: "{{date:YYYY-MM-DD}}"', "date"),
        ("date: {{date}} {{time}}", "date"),
        ("name: <% tp.file.title %>", "name"),
        ("{{title}}: x", ""),
        ("<% tp.file.title %>", ""),
        ("<%* if (x) { -%>", ""),
    ],
)
def test_a_template_is_one_mild_defect(line: str, name: str):
    reading = note(f"---\ntype: contact\n{line}\n---\n# {{{{title}}}}\n")
    defect = only_defect(reading)
    assert reading.is_template
    assert (defect.line, defect.property) == (3, name)
    assert defect.message.startswith("This looks like a template")
    assert "templates folder" in defect.hint
    assert "`ignore`" in defect.hint


def test_a_template_with_another_mistake_reports_both():
    reading = note("---\ndate: {{date}}\naliases: @x\n---\n")
    assert [defect.line for defect in reading.defects] == [2, 3]


def test_placeholders_in_the_body_do_not_make_a_template():
    reading = note("---\ntype: questions\n---\n- What does {{company}} do?\n")
    assert not reading.is_template
    assert reading.defects == ()


# -- files that are no notes


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        ("---\ntype: contact\n---\n".encode("utf-16"), 1, "UTF-16"),
        (b"---\na: 1\n---\nM\xfcller\n", 4, "not stored as UTF-8"),
        (b"---\na: \xff\n---\n", 2, "not stored as UTF-8"),
        (b"no front matter\n\xfe", 2, "not stored as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 3, "binary data"),
        (b"---\na: 1\n---\nx\x00y", 4, "binary data"),
    ],
)
def test_a_file_that_is_no_utf_8_text_counts_for_nothing_and_is_reported(raw, line, words):
    reading = read(raw)
    defect = only_defect(reading)
    assert (reading.properties, reading.body) == ({}, "")
    assert defect.line == line
    assert words in defect.message
    assert "UTF-8" in defect.hint


def test_a_note_of_five_megabytes_is_read_whole():
    reading = note("---\ntype: contact\n---\n" + "prose\n" * 900_000)
    assert reading.properties == {"type": "contact"}
    assert reading.body.count("\n") == 900_000
    assert reading.defects == ()


@pytest.mark.parametrize("filling", ["prose\n", "ü"], ids=["lines", "one line"])
def test_of_a_note_beyond_sixteen_megabytes_the_first_part_counts(filling: str):
    raw = b"---\ntype: contact\n---\n" + filling.encode() * (LARGEST // len(filling.encode()))
    reading = read(raw)
    assert reading.properties == {"type": "contact"}
    assert 0 < len(reading.body.encode()) <= FIRST_PART
    assert "larger than 16 MB" in only_defect(reading).message


# -- hostile blocks

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
HOSTILE = {
    "aliases of aliases": BOMB,
    "lists in lists on one line": "a:\n  " + "- " * 20_000 + "x\n",
    "questions": "? " * 20_000 + "x\n",
    "questions and lists": "- ? " * 10_000 + "x\n",
    "colons": ": " * 20_000 + "x\n",
    "brackets": "a: " + "[" * 20_000 + "\n",
    "closed brackets": "a: " + "[" * 20_000 + "]" * 20_000 + "\n",
    "braces": "a: " + "{a: " * 10_000 + "\n",
    "indentation": "".join(" " * n + "a:\n" for n in range(350)),
    "more than 64 KB": "a: x\n" * 20_000,
    "one long value": "a: " + "x" * 70_000 + "\n",
}


@pytest.mark.parametrize("reader", ["fast", "slow"])
@pytest.mark.parametrize("sort", HOSTILE)
def test_a_hostile_block_is_one_defect_within_a_moment(sort: str, reader: str, monkeypatch):
    from infoview_md.note import frontmatter

    if reader == "slow":
        monkeypatch.setattr(frontmatter.HANDLER, "fast", None)
    note("---\na: 1\n---\n")
    begun = time.process_time()
    reading = note(f"---\n{HOSTILE[sort]}---\nbody\n")
    assert time.process_time() - begun < 0.5
    assert reading.properties == {}
    assert reading.body == "body\n"
    only_defect(reading)


def test_a_block_as_long_as_people_write_is_read_at_any_width():
    tags = "".join(f"  - a-long-tag-of-a-person/{number}\n" for number in range(1_500))
    reading = note(f"---\ntags:\n{tags}notes: '{'- ' * 7}x'\n---\n")
    assert len(reading.properties["tags"]) == 1_500
    assert reading.defects == ()


def test_an_alias_to_the_list_it_stands_in_means_nothing(reader):
    assert reader("a: &a [x, *a]\n") == {"a": ["x", None]}


@pytest.fixture(params=["fast", "slow"])
def reader(request, monkeypatch: pytest.MonkeyPatch):
    from infoview_md.note import frontmatter

    if request.param == "slow":
        monkeypatch.setattr(frontmatter.HANDLER, "fast", None)

    def properties(block: str):
        found = note(f"---\n{block}---\n")
        assert found.defects == ()
        return found.properties

    return properties


def test_properties_named_like_arguments_of_python_frontmatter_are_read(reader):
    block = "content: a\nhandler: b\nencoding: c\nmetadata: d\ntext: e\n"
    assert list(reader(block).values()) == ["a", "b", "c", "d", "e"]


# -- lines and sources


def test_each_property_knows_its_line():
    reading = note(
        "---\n# a comment\ntype: contact\naliases:\n- Jane\n- 'J: D'\nnotes: |\n  key: no\n\n  more\nrole: x\n---\n"
    )
    assert reading.lines() == {"type": 3, "aliases": 4, "notes": 7, "role": 11}
    assert reading.property_lines == reading.lines()


@pytest.mark.parametrize(
    "block",
    [
        "  a: 1\n  b: 2\n",
        "'a': 1\n\"b\": 2\n",
        "{a: 1,\nb: 2}\n",
        "? a\n: 1\nb: 2\n",
        "a: 1\nb:\n  2\n",
        "a: 'x\n  b: y'\nb: 2\n",
    ],
)
def test_unusual_blocks_know_the_lines_of_their_properties_too(block: str):
    reading = note(f"---\n{block}---\n")
    lines = reading.lines()
    assert list(lines) == list(reading.properties) == ["a", "b"]
    text = ["", "---", *block.split("\n")]
    assert all(key in text[line] for key, line in lines.items())


def test_a_note_without_properties_has_no_lines():
    assert note("---\na: b: c\n---\n").lines() == {}
    assert note("text").lines() == {}


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("0176123456", "0176123456"),
        ("+491761234567 # home", "+491761234567"),
        ("1.10", "1.10"),
        ("true", "true"),
        ("True", "True"),
        ("", ""),
        ("~", "~"),
        ("0x1F", "0x1F"),
        ('"0176"', "0176"),
        ("+49 176 1234", "+49 176 1234"),
        ("!!int '12'", "12"),
        ("&a 0176", "0176"),
        ("\n  0176", "0176"),
        ("[1, 2]", None),
    ],
)
def test_the_source_of_a_value_is_what_was_written(written: str, source: str | None):
    reading = note(f"---\nrole: x\nphone: {written}\nlast: 1\n---\n")
    assert source_of(reading, "phone") == source
    assert reading.source_of("phone") == source


def test_the_source_of_a_property_that_is_not_there_is_none():
    assert source_of(note("---\na: 1\n---\n"), "phone") is None


def test_a_list_of_numbers_keeps_its_zeros():
    reading = note("---\nphone:\n  - 0176123\n  - '0177'\n  - +49 30 1\nfax: 030\nnone: []\n---\n")
    assert sources_of(reading, "phone") == ["0176123", "0177", "+49 30 1"]
    assert sources_of(reading, "fax") == ["030"]
    assert sources_of(reading, "none") == sources_of(reading, "absent") == []
