"""Managed blocks: generated text between two markers, and what a person wrote there."""

import pytest

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import find_blocks, replace_block
from infoview_md.note.edit.managed_blocks import digest

EMPTY = "Above\n<!-- infoview: agenda -->\n<!-- /infoview -->\nBelow\n"


def filled(content: str, *, arguments: str = "", newline: str = "\n") -> str:
    words = f"agenda {arguments}".strip()
    lines = ["Above", f"<!-- infoview: {words} sha={digest(content)} -->"]
    lines += [*content.split("\n")] if content else []
    return newline.join([*lines, "<!-- /infoview -->", "Below", ""])


def refusal(raw: str, content: str = "- a", name: str = "agenda", **options) -> CannotEdit:
    with pytest.raises(CannotEdit) as caught:
        replace_block(raw.encode(), name=name, content=content, **options)
    return caught.value


def test_an_empty_block_is_filled_and_signed():
    raw = replace_block(EMPTY.encode(), name="agenda", content="- a\n- b\n")
    assert raw.decode() == filled("- a\n- b")
    assert len(digest("- a\n- b")) == 12
    assert replace_block(raw, name="agenda", content="- a\n- b") is raw


def test_a_block_that_nobody_touched_is_replaced():
    raw = filled("- a").encode()
    assert replace_block(raw, name="agenda", content="- b\n\n- c").decode() == filled("- b\n\n- c")
    assert replace_block(raw, name="agenda", content="").decode() == filled("")
    assert replace_block(filled("").encode(), name="agenda", content="- a") == raw


def test_the_arguments_are_the_users_and_stay():
    raw = EMPTY.replace("agenda", 'agenda company="Acme  &  Co"   days=7')
    after = replace_block(raw.encode(), name="agenda", content="x").decode()
    assert after == filled("x", arguments='company="Acme  &  Co"   days=7').replace(
        "agenda c", "agenda c"
    )
    moved = after.replace(f" sha={digest('x')}", "").replace(
        "agenda ", f"agenda sha={digest('x')} "
    )
    again = replace_block(moved.encode(), name="agenda", content="y").decode()
    assert f'agenda sha={digest("y")} company="Acme  &  Co"   days=7 -->\ny\n' in again


@pytest.mark.parametrize(
    "marker",
    [
        "<!--infoview:agenda-->",
        "<!--  infoview:  agenda  sha=  -->",
        "   <!-- infoview: agenda --> ",
    ],
)
def test_markers_may_be_spaced_as_one_likes(marker):
    raw = f"{marker}\n<!--/infoview-->".encode()
    after = replace_block(raw, name="agenda", content="x")
    assert find_blocks(after)[0].content == "x"
    assert find_blocks(after)[0].is_untouched
    assert replace_block(after, name="agenda", content="x") is after


def test_text_that_a_person_wrote_is_not_overwritten():
    for raw in (
        filled("- a").replace("- a", "- a!"),
        filled("- a").replace("- a\n", "- a\n\n"),
        EMPTY.replace("<!-- /", "mine\n<!-- /"),
    ):
        error = refusal(raw, "- b")
        assert (error.code, error.line) == ("block-edited", 2)
        after = replace_block(raw.encode(), name="agenda", content="- b", overwrite=True)
        assert after.decode() == filled("- b")


def test_a_block_that_a_person_emptied_is_filled_again():
    raw = filled("- a").replace("- a\n", "\n  \n").encode()
    assert replace_block(raw, name="agenda", content="- b").decode() == filled("- b")


def test_line_endings_are_those_of_the_marker_and_no_change_by_hand():
    raw = filled("- a\n- b", newline="\r\n").encode()
    assert find_blocks(raw)[0].is_untouched
    assert replace_block(raw, name="agenda", content="- a\n- b") is raw
    assert replace_block(raw, name="agenda", content="- c\n- d").decode() == filled(
        "- c\n- d", newline="\r\n"
    )


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("<!-- infoview: agenda -->\n", 1),
        ("x\n<!-- /infoview -->\n", 2),
        (
            "<!-- infoview: agenda -->\n<!-- infoview: week -->\n<!-- /infoview -->\n<!-- /infoview -->",
            1,
        ),
        ("text <!-- infoview: agenda -->\n<!-- /infoview -->", 1),
        ("<!-- infoview: agenda -->\n- a <!-- /infoview -->", 1),
        ("    <!-- infoview: agenda -->\n<!-- /infoview -->", 1),
        ("<!-- infoview agenda -->\n<!-- /infoview -->", 1),
        ("<!-- infoview: agenda -->\n<!-- /infoview -->\n\n<!-- infoview: b -->", 4),
    ],
)
def test_markers_out_of_order_are_refused_and_shown(raw, line):
    error = refusal(raw)
    assert (error.code, error.line) == ("unbalanced-block", line)
    assert any(block.problems for block in find_blocks(raw))


@pytest.mark.parametrize(
    "hidden",
    [
        "```\n<!-- infoview: agenda -->\n```\n",
        "`<!-- infoview: agenda -->` starts a block\n",
        "<!--\n<!-- infoview: agenda\n-->\n",
        "---\na: '<!-- infoview: agenda -->'\n---\n",
        "    text about infoview\n",
    ],
)
def test_markers_in_code_and_properties_are_none(hidden):
    assert find_blocks(hidden) == []
    raw = (hidden + EMPTY).encode()
    assert find_blocks(replace_block(raw, name="agenda", content="x"))[0].content == "x"


@pytest.mark.parametrize(
    "content", ["a\n<!-- /infoview -->", "<!-- infoview: x -->", "x <!--INFOVIEW"]
)
def test_a_marker_in_the_new_text_is_refused(content):
    assert refusal(EMPTY, content).code == "marker-in-content"


@pytest.mark.parametrize("content", ["```\nopen", "<!-- open", "%%\nopen"])
def test_new_text_that_would_hide_the_end_of_the_block_is_refused(content):
    raw = EMPTY + "%% x %%\n"
    if content.startswith("%%"):
        raw += "%%\nhidden\n%%\n"
    assert refusal(raw, content).code == "not-proved"


def test_of_several_blocks_the_arguments_decide():
    raw = "<!-- infoview: due days=7 -->\n<!-- /infoview -->\n<!-- infoview: due -->\n<!-- /infoview -->\n"
    first, second = find_blocks(
        replace_block(raw.encode(), name="due", arguments="days=7", content="x")
    )
    assert (first.content, first.arguments, second.content) == ("x", "days=7", "")
    first, second = find_blocks(replace_block(raw.encode(), name="due", content="x"))
    assert (first.content, second.content) == ("", "x")
    twice = raw + "<!-- infoview: due -->\n<!-- /infoview -->\n"
    error = refusal(twice, name="due")
    assert (error.code, error.line) == ("duplicate-block", 5)


def test_a_missing_block_is_made_only_where_a_heading_is_named():
    assert refusal("Text\n").code == "no-block"
    assert refusal(EMPTY, arguments="days=7").code == "no-block"
    made = replace_block(
        b"## Agenda\n\n## Notes\n", name="agenda", content="- a", create_under="Agenda"
    )
    block = f"<!-- infoview: agenda sha={digest('- a')} -->\n- a\n<!-- /infoview -->\n"
    assert made.decode() == f"## Agenda\n{block}\n## Notes\n"
    made = replace_block(
        b"Text\n", name="agenda", arguments="x=1", content="- a", create_under="Agenda"
    )
    assert made.decode() == "Text\n\n## Agenda\n\n" + block.replace("agenda", "agenda x=1")


def test_a_reader_is_told_everything_about_a_block():
    raw = (
        f"---\na: 1\n---\n<!-- infoview: due days=7 sha={digest('x')} -->\nx\n<!-- /infoview -->\n"
    )
    (block,) = find_blocks(raw)
    assert (block.name, block.arguments, block.sha, block.content) == (
        "due",
        "days=7",
        digest("x"),
        "x",
    )
    assert (block.first_line, block.last_line, block.is_untouched, block.problems) == (
        4,
        6,
        True,
        (),
    )
    assert find_blocks(raw.encode()) == [block]


def test_a_note_that_cannot_be_edited_has_no_blocks():
    assert find_blocks(b"\xff infoview") == []
    assert find_blocks("---\n" + EMPTY) == []
    assert find_blocks("plain") == []
