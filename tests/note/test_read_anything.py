"""Reading never fails and never hangs, whatever the file holds."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.note import body, links
from infoview_md.note.reading import Reading, read, sources_of

NOTE = """---
type: contact
aliases: [Jane, "J. Doe"]
company: "[[ACME]]"
phone: 0176123456
asked: 2026-11-02
notes: |
  line one
referrals:
  - "[[A|b]]"
---
# Jane

> - [ ] call 📅 2026-11-25 #waiting ^abc
- [x] done [completion:: 2026-11-20]
<!-- hidden --> %% also %% `code`

## Log
- **2026-11-20** — email: sent [her](A%20B.md)
### 2026-11-21 call
```sh
- [ ] no
```
"""
PIECES = [
    *"-#[]{}\"'`~%<>!|*&:^\\ \t\n\r\0\v\f()",
    "---\n", "```", "~~~", "<!--", "-->", "%%", "[[", "]]", "](", "{{", "}}", "<%", "%>", "::", "📅",
    "✅ ", "2026-13-45", "\u2028", "\u0085", "\ufeff", "\ud7ff", "é", "- [ ] ", "## Log\n", "&a ", "*a", "? ",
]  # fmt: skip


def read_everything(raw: bytes) -> Reading:
    """Ask a note for all that it can give, and check what must always hold."""
    reading = read(raw)
    lines = reading.lines()
    assert list(lines) == list(reading.properties)
    assert all(isinstance(key, str) for key in reading.properties)
    assert reading.body_line >= 1
    last = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    outline = body.outline(reading.body, reading.body_line)
    for defect in (*reading.defects, *outline.defects):
        assert 0 <= defect.line <= last
        assert defect.message
        assert defect.hint
    for found in (*outline.tasks, *outline.log, *outline.sections):
        assert reading.body_line <= found.line <= max(last, reading.body_line)
    for section in outline.sections:
        body.is_empty_section(section.text)
    for key, value in reading.properties.items():
        links.links_of(value)
        assert all(isinstance(one, str) for one in sources_of(reading, key))
    assert all(line >= 1 for line, _ in links.links_in(reading.body))
    return reading


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read(raw: bytes, has_fences: bool):
    read_everything(b"---\n" + raw + b"\n---\n" + raw if has_fences else raw)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(NOTE)), st.sampled_from(PIECES), st.integers(0, 3)), max_size=6
    )
)
def test_a_note_is_read_after_any_slips_of_the_finger(slips: list[tuple[int, str, int]]):
    text = NOTE
    for place, piece, deleted in slips:
        text = text[:place] + piece + text[place + deleted :]
    read_everything(text.encode())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_twenty_thousand_repetitions_take_a_moment(
    pieces: list[str], in_front: bool, indented: bool
):
    text = "".join(pieces) * 20_000
    note = f"---\na: {text}\n---\n" if in_front else f"{'  - ' * indented}{text}\n"
    begun = time.process_time()
    read_everything(note.encode())
    assert time.process_time() - begun < 3


def test_reading_twice_gives_the_same():
    assert read(NOTE.encode()) == read(NOTE.encode())


COUNT = 30_000
LONG = {
    "blanks before a block id": "- [ ] a ^" + " " * COUNT + "x",
    "blanks behind a sign": "- [ ] 📅" + " " * COUNT + "x",
    "wide blanks": "- [ ] [due:: " + "\v\u2028" * COUNT,
    "blanks in a heading": "## a" + " " * COUNT + "b#",
    "marks in a heading": "## " + "!" * COUNT + "a" + "!" * COUNT + "b",
    "brackets": "- [ ] " + "[a::" * COUNT,
    "links that never end": "[[a] " * COUNT + "[](a(" * COUNT,
    "comments that never end": "x <!--\n" * COUNT,
    "comments that begin again": "%%\na\n%% x %%\n" * (COUNT // 8),
    "code that begins and ends": "~~~ x\n```\n" * COUNT,
    "code in lists": "- ```\n  a\n" * COUNT,
    "underlined headings": "a\n---\n" * (COUNT // 3),
    "code spans": "`a" * COUNT + "%%",
    "quotations": "> " * COUNT + "- [ ] x",
    "keys without names": "---\n" + "\n? " * (COUNT // 5) + "\n---\n",
}


@pytest.mark.parametrize("sort", LONG)
def test_a_text_that_repeats_itself_takes_a_moment(sort: str):
    begun = time.process_time()
    read_everything(LONG[sort].encode())
    assert time.process_time() - begun < 3
