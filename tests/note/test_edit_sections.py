"""Filling the section under a heading."""

import pytest

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import fill_section


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Notes\n\none\n\ntwo\n"),
        ("Text", "Text\n\n## Notes\n\none\n\ntwo"),
        ("## Notes", "## Notes\none\n\ntwo"),
        ("## Notes\n", "## Notes\none\n\ntwo\n"),
        ("## Notes\n\n", "## Notes\n\none\n\ntwo\n"),
        ("## Notes\n## Next\n", "## Notes\none\n\ntwo\n## Next\n"),
        ("## Notes\n\n## Next\n", "## Notes\n\none\n\ntwo\n\n## Next\n"),
        ("## Notes\n\n\n## Next\n", "## Notes\n\none\n\ntwo\n\n## Next\n"),
        ("## Notes\n\n---\n## Next\n", "## Notes\n\none\n\ntwo\n\n---\n## Next\n"),
        ("## Notes\n---\n## Next\n", "## Notes\none\n\ntwo\n\n---\n## Next\n"),
        ("## Notes\r\n\r\n## Next\r\n", "## Notes\r\n\r\none\r\n\r\ntwo\r\n\r\n## Next\r\n"),
        ("---\nbad: [\n---\n## Notes\n", "---\nbad: [\n---\n## Notes\none\n\ntwo\n"),
    ],
)
def test_an_empty_or_missing_section_is_filled_once(before, after):
    filled = fill_section(before.encode(), heading="Notes", content="\none\n\ntwo\n\n")
    assert filled.decode() == after
    assert fill_section(filled, heading="notes", content="one\n\ntwo") is filled


def test_a_section_with_text_is_replaced_only_when_asked():
    raw = b"## Notes\n\nold\n\n### Deeper\nold\n\n***\n\n## Next\nkept\n"
    with pytest.raises(CannotEdit) as caught:
        fill_section(raw, heading="Notes", content="new")
    assert (caught.value.code, caught.value.line) == ("section-not-empty", 1)
    after = b"## Notes\n\nnew\n\n***\n\n## Next\nkept\n"
    assert fill_section(raw, heading="Notes", content="new", replace=True) == after
    empty = b"## Notes\n\n\n***\n\n## Next\nkept\n"
    assert fill_section(raw, heading="Notes", content="", replace=True) == empty


def test_nothing_to_fill_changes_nothing():
    for raw in (b"## Notes\n\n## Next\n", b"Text"):
        assert fill_section(raw, heading="Notes", content=" \n") is raw


@pytest.mark.parametrize("content", ["## Other", "```\nopen", "<!-- open", "a\n# b\nc"])
def test_content_that_would_end_the_section_or_hide_the_rest_is_refused(content):
    with pytest.raises(CannotEdit) as caught:
        fill_section(b"## Notes\n\n## Next\n", heading="Notes", content=content)
    assert caught.value.code == "not-proved"
    assert "code block" in caught.value.hint


def test_deeper_headings_and_closed_code_are_content():
    content = "### Deeper\n\n```\n## code\n```"
    after = f"## Notes\n\n{content}\n\n## Next\n".encode()
    assert fill_section(b"## Notes\n\n## Next\n", heading="Notes", content=content) == after


def test_content_that_no_note_can_store_is_refused():
    for content in ("a\x00", "\ud800"):
        with pytest.raises(CannotEdit) as caught:
            fill_section(b"", heading="Notes", content=content)
        assert caught.value.code == "bad-text"
