"""Setting and removing one property: the table of edge cases, and how values are written."""

import pytest

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import remove_property, set_property

BODY = "\nText with --- in it.\n\n---\n\nMore.\n"


def note(*properties: str, body: str = BODY) -> bytes:
    return "\n".join(["---", *properties, "---", body]).encode()


def refusal(raw: bytes, key: str = "asked", value="x", **options) -> CannotEdit:
    with pytest.raises(CannotEdit) as caught:
        set_property(raw, key, value, **options)
    assert caught.value.sentence
    assert caught.value.hint
    return caught.value


def test_a_new_property_becomes_the_last_line_of_the_block():
    raw = note("# who", "type:   contact  # c", "tags: [a,b]", "", "x: 'y'")
    after = note("# who", "type:   contact  # c", "tags: [a,b]", "", "x: 'y'", "asked: 2026-11-22")
    assert set_property(raw, "asked", "2026-11-22") == after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("asked:", "asked: 2026-11-22"),
        ("asked: ", "asked: 2026-11-22"),
        ("asked:   ", "asked: 2026-11-22  "),
        ("asked: # when?", "asked: 2026-11-22 # when?"),
        ("asked:  #a #b", "asked: 2026-11-22  #a #b"),
        ("asked: ~", "asked: 2026-11-22"),
        ("asked: null # n", "asked: 2026-11-22 # n"),
        ("asked: 2025-01-01", "asked: 2026-11-22"),
        ("asked: 2025-01-01   # c", "asked: 2026-11-22   # c"),
        ("asked : soon", "asked : 2026-11-22"),
        ("asked:     soon", "asked:     2026-11-22"),
        ("asked: 'soon' # c", "asked: '2026-11-22' # c"),
        ('asked: "soon"', 'asked: "2026-11-22"'),
        ('"asked": soon', '"asked": 2026-11-22'),
        ("Asked: soon", "Asked: 2026-11-22"),
        ("asked: [[Somebody]]", "asked: 2026-11-22"),
        ("asked: one\n  two", "asked: 2026-11-22"),
        ('asked: "one\n\n  two" # c', 'asked: "2026-11-22" # c'),
        ("asked: |\n  one\n  two\n", "asked: 2026-11-22\n"),
        ("asked: | # c\n  one", "asked: 2026-11-22 # c"),
        ("asked: >-\n  one\n\n\nnext: 1", "asked: 2026-11-22\n\n\nnext: 1"),
        ("asked: |+\n  one\n\nnext: 1", "asked: 2026-11-22\n\nnext: 1"),
        ("asked:\n  soon", "asked:\n  2026-11-22"),
        ("a: &x 1\nasked: *x", "a: &x 1\nasked: 2026-11-22"),
        ("  asked: soon\n  a: 1", "  asked: 2026-11-22\n  a: 1"),
        ("tags:\n- a\nasked:\nlast:\n- b", "tags:\n- a\nasked: 2026-11-22\nlast:\n- b"),
        ("{{title}}: 1\nasked: x", "{{title}}: 1\nasked: 2026-11-22"),
        ("title: {{title}}\nasked: x", "title: {{title}}\nasked: 2026-11-22"),
        ("x: &a [1]\ny: *a\nasked: b", "x: &a [1]\ny: *a\nasked: 2026-11-22"),
        ("a: 1\na: 2\nasked: b", "a: 1\na: 2\nasked: 2026-11-22"),
    ],
)
def test_a_value_is_replaced_where_it_stands(old, new):
    assert set_property(note(old), "asked", "2026-11-22") == note(new)


@pytest.mark.parametrize(
    "block",
    [
        "a: |+\n  text\n\n",
        "a: |\n  text\n\n\n",
        "a: >\n  text",
        "a: 'x\n\n  y'",
        "a: [\n  1\n  ]",
        "a:",
    ],
)
def test_a_new_property_after_odd_endings_changes_no_value(block):
    assert set_property(note(block), "asked", "x") == note(block, "asked: x")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\n---\nText", b"---\nasked: x\n---\nText"),
        (b"---\n# only a comment\n---\n", b"---\n# only a comment\nasked: x\n---\n"),
        (b"---\na: 1\n---", b"---\na: 1\nasked: x\n---"),
        (b"--- \na: 1\n---\t \nText", b"--- \na: 1\nasked: x\n---\t \nText"),
        (b"---\n  a: 1\n---\n", b"---\n  a: 1\n  asked: x\n---\n"),
        (b"---\r\na: 1\r\n---\r\nText\r\n", b"---\r\na: 1\r\nasked: x\r\n---\r\nText\r\n"),
        (b"---\r\na: 1\n---\nText\n", b"---\r\na: 1\nasked: x\r\n---\nText\n"),
        (b"\xef\xbb\xbf---\na: 1\n---\n", b"\xef\xbb\xbf---\na: 1\nasked: x\n---\n"),
        (b"---\na: 1\n...x: 2\n---\n", b"---\na: 1\n...x: 2\nasked: x\n---\n"),
        (
            b"---\na: 1\n---\nText\n---\nb: 2\n---\n",
            b"---\na: 1\nasked: x\n---\nText\n---\nb: 2\n---\n",
        ),
        (
            "---\n名前: 山田 🎉\n---\n👩‍💻\n".encode(),
            "---\n名前: 山田 🎉\nasked: x\n---\n👩‍💻\n".encode(),
        ),
    ],
)
def test_fences_line_endings_and_marks_are_kept(before, after):
    assert set_property(before, "asked", "x") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"---\nasked: x\n---\n"),
        (b"Text", b"---\nasked: x\n---\nText"),
        (b"Text\r\n", b"---\r\nasked: x\r\n---\r\nText\r\n"),
        (b"\xef\xbb\xbfText\n", b"\xef\xbb\xbf---\nasked: x\n---\nText\n"),
        (b"-----\nText\n", b"---\nasked: x\n---\n-----\nText\n"),
        (b"\n\nText\n---\nmore\n", b"---\nasked: x\n---\n\n\nText\n---\nmore\n"),
    ],
)
def test_a_note_without_properties_gets_a_block_and_keeps_its_text(before, after):
    assert set_property(before, "asked", "x") == after
    assert remove_property(after, "asked") == before


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"---\nasked: &x 1\nb: *x\n---\n", "anchored-value", 2),
        (b"---\nb: 1\nasked: [a, b]\n---\n", "value-is-collection", 3),
        (b"---\nasked:\n  - a\n---\n", "value-is-collection", 2),
        (b"---\nasked: {a: 1}\n---\n", "value-is-collection", 2),
        (b"---\nasked: 1\nb: 2\nasked: 3\n---\n", "duplicate-key", 4),
        (b"---\nasked: 1\nAsked: 3\n---\n", "duplicate-key", 3),
        (b"---\n----\na: 1\n---\n", "ambiguous-fence", 2),
        (b"---\na: 1\n...\nb: 1\n---\n", "ambiguous-fence", 3),
        (b"---\na: 1\n---b\n---\n", "ambiguous-fence", 3),
        (b"---x\na: 1\n---\n", "ambiguous-fence", 1),
        (b"---\ra: 1\r---\r", "ambiguous-fence", 1),
        (b"---\na: 1\n", "unclosed-front-matter", 1),
        (b"---", "unclosed-front-matter", 1),
        (b"\n---\na: 1\n---\n", "front-matter-not-first", 1),
        (b"---\n- a\n- b\n---\n", "not-a-mapping", 2),
        (b"---\njust text\n---\n", "not-a-mapping", 2),
        (b"---\na: 1\n--- \n---\n", None, 0),
        (b"---\ntitle: Foo: bar\n---\n", "invalid-yaml", 2),
        (b"---\na: 1\n\tb: 2\n---\n", "invalid-yaml", 3),
        (b"---\na: 1\nb: @handle\n---\n", "invalid-yaml", 3),
        (b"---\na: 1\nb: [[A]] in [[B]]\nc: 1\n---\n", "invalid-yaml", 3),
        (b"---\na: 1\ndate: <% tp.date %>: x\n---\n", "invalid-yaml", 3),
        (b"---\na: 1\nb: *nobody\n---\n", "undefined-alias", 3),
        (b"---\n*x : 1\n---\n", "undefined-alias", 2),
        (b"---\na: &x b\n*x : 1\n---\n", "complex-key", 2),
        (b"---\n'': 1\n---\n", "complex-key", 2),
        (b"---\na:\n# c\n  text\n---\n", "odd-layout", 2),
        (b"---\n? asked\n: 1\n---\n", "odd-layout", 2),
        (b"---\n{a: 1}\n---\n", "flow-root", 2),
        (b"---\n{{title}}\n---\n", "flow-root", 2),
        (b"---\n&x\na: 1\n---\n", "anchored-value", 2),
        (b"---\na: \xc2\x85 1\n---\n", "odd-character", 2),
        (b"---\na: 1\nb: \xe2\x80\xa8 1\n---\n", "odd-character", 3),
        (b"---\na: 1\rb: 2\n---\n", "odd-character", 2),
        (b"---\na: \x07\n---\n", "odd-character", 2),
        (b"---\na: \xef\xbb\xbf\n---\n", "odd-character", 2),
        (b"---\na: \xff\n---\n", "not-utf8", 2),
        (b"\xff\xfe-\x00-\x00-\x00", "not-utf8", 0),
        (b"---\na: 1\n---\n\x00", "binary", 4),
        (b"---\na: 1\n%YAML 1.1\n---\n", "invalid-yaml", 3),
    ],
)
def test_a_doubt_is_refused_with_its_line(raw, code, line):
    if code is None:
        assert set_property(raw, "asked", "x") == b"---\na: 1\nasked: x\n--- \n---\n"
        return
    error = refusal(raw)
    assert (error.code, error.line) == (code, line)
    assert error.exit_code == 4


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("a: " + "[" * 65 + "]" * 65, "block-too-large"),
        ("a: " + "[" * 100_000, "block-too-large"),
        ("a: [" + "{}," * 30_000 + "]", "block-too-large"),
        ("a: &x 1\nb: [" + "*x," * 101 + "]", "block-too-large"),
        ("a: " + "x" * 300_000, "block-too-large"),
    ],
)
def test_a_block_that_no_person_wrote_is_refused(block, code):
    assert refusal(note(block)).code == code


def test_a_note_of_more_than_16_mib_is_refused():
    assert refusal(b"x" * (16 * 1024 * 1024 + 1)).code == "note-too-large"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22T14:30", "2026-11-22T14:30"),
        ("2026-11-22T14:30:00", "2026-11-22T14:30:00"),
        ("2026-13-45", '"2026-13-45"'),
        ("--04-05", "--04-05"),
        ("Portland, OR", "Portland, OR"),
        ("C# developer", "C# developer"),
        ("it's", "it's"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("Zoë 🎉 山田", "Zoë 🎉 山田"),
        ("[[Jane Doe]]", '"[[Jane Doe]]"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("#tag", '"#tag"'),
        ("@handle", '"@handle"'),
        ("- x", '"- x"'),
        ("-", '"-"'),
        ("---", '"---"'),
        ("*x", '"*x"'),
        ("{a}", '"{a}"'),
        ("", '""'),
        (" x", '" x"'),
        ("x ", '"x "'),
        ('say "hi"', 'say "hi"'),
        ('"hi"', r'"\"hi\""'),
        ("'hi'", "\"'hi'\""),
        ("C:\\Users", "C:\\Users"),
        ("a\nb", r'"a\nb"'),
        ("tab\there", r'"tab\there"'),
        ("\x85\u2028\ufeff\x07", r'"\u0085\u2028\ufeff\u0007"'),
        ("\xa0x", '"\xa0x"'),
        ("true", '"true"'),
        ("yes", '"yes"'),
        ("off", '"off"'),
        ("n", '"n"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("=", '"="'),
        ("<<", '"<<"'),
        ("0176123456", '"0176123456"'),
        ("+491761234567", '"+491761234567"'),
        ("1e3", '"1e3"'),
        ("0o17", '"0o17"'),
        ("0x1F", '"0x1F"'),
        ("1_000", '"1_000"'),
        ("14:30", '"14:30"'),
        (".5", '".5"'),
        (".inf", '".inf"'),
        ("1.10", '"1.10"'),
        ("12345678901234567890", '"12345678901234567890"'),
        (5, "5"),
        (-7, "-7"),
        (2.5, "2.5"),
        (1e30, "1.0e+30"),
        (5.0, "5.0"),
        (float("inf"), ".inf"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_a_value_is_written_so_that_obsidian_reads_it_back(value, written):
    assert set_property(note("a: 1"), "k", value) == note("a: 1", f"k: {written}")


def test_no_value_is_written_as_nothing_behind_the_colon():
    assert set_property(note("a: 1"), "k", None) == note("a: 1", "k:")
    assert set_property(note("k: x # c"), "k", None) == note("k: # c")
    assert set_property(note("k: |2 # c\n   x"), "k", None) == note("k: # c")


def test_a_list_is_written_as_obsidian_writes_it():
    after = note("a: 1", "tags:", "  - b", '  - "[[C]]"')
    assert set_property(note("a: 1"), "tags", ["b", "[[C]]"]) == after
    assert set_property(note("a: 1"), "tags", []) == note("a: 1", "tags: []")
    assert set_property(note("tags: x # c", "a: 1"), "tags", ["b"]) == note(
        "tags: # c", "  - b", "a: 1"
    )
    assert set_property(note("tags: # c", "a: 1"), "tags", ["b"]) == note(
        "tags: # c", "  - b", "a: 1"
    )


def test_a_collection_is_replaced_only_when_asked():
    def replaced(old, value):
        return set_property(note(old, "z: 1"), "k", value, replace_collection=True)

    assert replaced("k: [a, 'b']", "x") == note("k: x", "z: 1")
    assert replaced("k:\n- a\n- b # c", "x") == note("k: x # c", "z: 1")
    assert replaced("k:\n  a: 1\n  b: 2", "x") == note("k: x", "z: 1")
    assert replaced("k: [a, 'b']", ["b", "c, d", "a"]) == note("k: ['b', \"c, d\", a]", "z: 1")
    assert replaced("k:\n- a\n- b", ["c", "b"]) == note("k:\n- c\n- b", "z: 1")
    assert replaced("k:\n- a\n- b", []) == note("k: []", "z: 1")
    assert replaced("k: [a]", None) == note("k:", "z: 1")


@pytest.mark.parametrize(
    "old", ["k:\n  - a # c\n  - b", "k: # c\n  - a", "k: [ # c\n a]", "k:\n  - | # c\n    a"]
)
def test_a_comment_inside_a_collection_is_not_lost(old):
    assert refusal(note(old), "k", "x", replace_collection=True).code == "comment-inside"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-22", "2026-11-22"),
        ("'2026-11-22'", "2026-11-22"),
        ("yes", "yes"),
        ("14:30", "14:30"),
        ("True", True),
        ("05", 5),
        ("0x10", 16),
        ("1.10", 1.1),
        ("5", 5.0),
        (".NaN", float("nan")),
        ("~", None),
        ("# nothing", None),
        ("[a, 'b']", ["a", "b"]),
        ("\n- a\n- b", ["a", "b"]),
        ("[]", []),
        ("|-\n  a\n  b", "a\nb"),
    ],
)
def test_the_same_bytes_come_back_where_the_value_is_there(text, value):
    raw = note(f"k: {text}", "z: 1")
    assert set_property(raw, "k", value) is raw


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("5", "5", '"5"'),
        ("'5'", 5, "5"),
        ("true", "true", '"true"'),
        ("yes", True, "true"),
        ("1", True, "true"),
        ('""', None, ""),
        ("", "", '""'),
        ("!!str 5", "5", '"5"'),
        ("a", ["a"], "\n  - a"),
    ],
)
def test_a_value_of_another_type_is_another_value(text, value, after):
    assert set_property(note(f"k: {text}"), "k", value) == note(
        f"k: {after}".rstrip(" ").replace(": \n", ":\n")
    )


def test_an_accepted_name_is_edited_instead_of_adding_a_second_property():
    names = ("org", "employer")
    raw = note("Employer: Acme", "Job-Title: x")
    assert set_property(raw, "company", "Globex", accepted=names) == note(
        "Employer: Globex", "Job-Title: x"
    )
    assert set_property(raw, "role", "CTO", accepted=("job_title",)) == note(
        "Employer: Acme", "Job-Title: CTO"
    )
    both = note("employer: A", "Company: B")
    assert set_property(both, "company", "C", accepted=names) == note("employer: A", "Company: C")
    assert remove_property(both, "nothing", accepted=("EMPLOYER",)) == note("Company: B")


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("thank_you_sent", "thank_you_sent"),
        ("Größe 🎉", "Größe 🎉"),
        ("a: b", '"a: b"'),
        ("2026", '"2026"'),
        ("on", '"on"'),
        ("#x", '"#x"'),
    ],
)
def test_a_name_is_quoted_where_it_must_be(key, written):
    after = set_property(note("a: 1"), key, "x")
    assert after == note("a: 1", f"{written}: x")
    assert set_property(after, key, "x") is after
    assert remove_property(after, key) == note("a: 1")


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "a\x00", "x" * 2000, "\ud800"])
def test_a_name_that_no_property_can_have_is_refused(key):
    assert refusal(note("a: 1"), key).code == "bad-key"


@pytest.mark.parametrize("value", ["half \ud800", 10**400, ["ok", "\udfff"]])
def test_a_value_that_no_note_can_hold_is_refused(value):
    assert refusal(note("a: 1"), "k", value).code == "bad-value"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nk: x # c\nz: 1", "a: 1\nz: 1"),
        ("k:\n  - a # c\n  - b\n# kept\nz: 1", "# kept\nz: 1"),
        ("k:\n# kept\nz: 1", "# kept\nz: 1"),
        ("k: |+\n  x\n\nz: 1", "z: 1"),
        ("k: |\n  x\n\nz: 1", "\nz: 1"),
        ("a: 1\nk:\n  b: {c: [1]}", "a: 1"),
        ("k: [a,\n  b]\nz: 1", "z: 1"),
        ("a: &x 1\nk: *x\nz: *x", "a: &x 1\nz: *x"),
        ("# kept\nk: 1", "# kept"),
    ],
)
def test_removing_a_property_takes_its_lines_and_no_others(before, after):
    assert remove_property(note(before), "k") == note(after)


def test_removing_what_is_not_there_changes_nothing():
    for raw in (note("a: 1"), b"Text\n", b"---\n---\n"):
        assert remove_property(raw, "k") is raw


def test_removing_refuses_what_another_place_repeats():
    with pytest.raises(CannotEdit) as caught:
        remove_property(note("k: &x 1", "b: *x"), "k")
    assert caught.value.code == "anchored-value"


def test_removing_the_last_property_keeps_the_fences_where_the_text_would_be_read_as_properties():
    raw = b"---\nk: 1\n---\n---\na: 1\n---\n"
    assert remove_property(raw, "k") == b"---\n---\n---\na: 1\n---\n"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        (b'---\n{"a": 1}\n---\n', "x", b'---\n{"a": 1, "k": "x"}\n---\n'),
        (b"---\n{}\n---\n", "x", b'---\n{"k": "x"}\n---\n'),
        (
            b'---\n{\n  "a": 1,\n  "b": [2]\n}\n---\n',
            True,
            b'---\n{\n  "a": 1,\n  "b": [2],\n  "k": true\n}\n---\n',
        ),
        (b'---\n{"k": "y", "b": 2}\n---\n', None, b'---\n{"k": null, "b": 2}\n---\n'),
        (b'---\n{"k" : "y"}\n---\n', ["a", "b"], b'---\n{"k" : ["a", "b"]}\n---\n'),
        (b'---\n{"k":"y"}\n---\n', 'a "b"', b'---\n{"k":"a \\"b\\""}\n---\n'),
    ],
)
def test_a_block_of_json_stays_json(before, value, after):
    assert set_property(before, "k", value) == after


def test_a_property_is_taken_out_of_json_with_one_comma():
    assert remove_property(b'---\n{"k": 1, "b": 2}\n---\n', "k") == b'---\n{"b": 2}\n---\n'
    assert remove_property(b'---\n{"b": 2, "k": [1]}\n---\n', "k") == b'---\n{"b": 2}\n---\n'
    assert remove_property(b'---\n{"k": 1}\n---\n', "k") == b"---\n{}\n---\n"
    assert refusal(b'---\n{"a": 1}\n---\n', "k", float("nan")).code == "bad-value"
