"""Adding dated items to a log in the style of the items there."""

import pytest

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import add_log_item

ON, TEXT = "2026-11-22", "email: sent the article"


def added(before: str, **options) -> str:
    options = {"on": ON, "text": TEXT} | options
    after = add_log_item(before.encode(), **options)
    assert add_log_item(after, **options) is after
    return after.decode()


@pytest.mark.parametrize(
    ("before", "item"),
    [
        ("- 2026-11-01 call: x", f"- {ON} {TEXT}"),
        ("* 2026-11-01: x", f"* {ON}: {TEXT}"),
        ("+   2026-11-01 – x", f"+   {ON} – {TEXT}"),
        ("- **2026-11-01** — x", f"- **{ON}** — {TEXT}"),
        ("- **2026-11-01:** x", f"- **{ON}:** {TEXT}"),
        ("- __2026-11-01__ x", f"- __{ON}__ {TEXT}"),
        ("- [[2026-11-01]] x", f"- [[{ON}]] {TEXT}"),
        ("- (2026-11-01) x", f"- ({ON}) {TEXT}"),
        ("- `2026-11-01` | x", f"- `{ON}` | {TEXT}"),
        ("- **2026-11-01 Coffee** x", f"- {ON} {TEXT}"),
        ("- 2026-11-01", f"- {ON} {TEXT}"),
        ("- 2026-11-01 *met* her", f"- {ON} {TEXT}"),
        ("3. 2026-11-01 x", f"4. {ON} {TEXT}"),
        ("- undated", f"- {ON} {TEXT}"),
        ("- 2026-11-01 x\n  - child\n  more", f"- {ON} {TEXT}"),
        ("- 2026-11-01 x\nlazy", f"- {ON} {TEXT}"),
        ("- 2026-11-01 x\n\n  more", f"- {ON} {TEXT}"),
        ("- 2026-11-01 x\n  ```\n  - 2027-01-01 code\n  ```", f"- {ON} {TEXT}"),
    ],
)
def test_an_item_is_written_like_its_neighbour(before, item):
    assert added(f"## Log\n{before}\n\n## Next\n") == f"## Log\n{before}\n{item}\n\n## Next\n"


@pytest.mark.parametrize(
    ("items", "after"),
    [
        (["- 2026-11-01 a", "- 2026-11-02 b"], ["- 2026-11-01 a", "- 2026-11-02 b", "NEW"]),
        (["- 2026-11-02 a", "- 2026-11-01 b"], ["NEW", "- 2026-11-02 a", "- 2026-11-01 b"]),
        (["- 2026-11-01 a", "- 2026-12-02 b"], ["- 2026-11-01 a", "NEW", "- 2026-12-02 b"]),
        (["- 2026-12-02 a", "- 2026-11-01 b"], ["- 2026-12-02 a", "NEW", "- 2026-11-01 b"]),
        (["- 2026-12-02 a", "- 2026-12-01 b"], ["- 2026-12-02 a", "- 2026-12-01 b", "NEW"]),
        (["- 2026-12-01 a", "- 2026-12-02 b"], ["- 2026-12-01 a", "- 2026-12-02 b", "NEW"]),
        (["- 2026-11-22 a", "- 2026-11-22 b"], ["- 2026-11-22 a", "- 2026-11-22 b", "NEW"]),
        (
            ["- pinned", "- 2026-11-02 a", "- 2026-11-01 b"],
            ["- pinned", "NEW", "- 2026-11-02 a", "- 2026-11-01 b"],
        ),
        (["- 2026-11-01 a", "- undated"], ["- 2026-11-01 a", "- undated", "NEW"]),
    ],
)
def test_an_item_goes_where_the_order_of_the_dates_puts_it(items, after):
    new = f"- {ON} {TEXT}"
    expected = [new if line == "NEW" else line for line in after]
    assert added("\n".join(["## Log", *items, ""])) == "\n".join(["## Log", *expected, ""])


def test_the_order_may_be_given():
    before = "## Log\n- 2026-11-01 a\n"
    assert added(before, newest_first=True) == f"## Log\n- {ON} {TEXT}\n- 2026-11-01 a\n"
    assert added(before, newest_first=False) == f"## Log\n- 2026-11-01 a\n- {ON} {TEXT}\n"


def test_items_with_blank_lines_between_them_stay_so():
    before = "## Log\n\n- 2026-11-02 a\n\n- 2026-11-01 b\n"
    assert added(before) == f"## Log\n\n- {ON} {TEXT}\n\n- 2026-11-02 a\n\n- 2026-11-01 b\n"
    before = "## Log\n\n- 2026-11-01 a\n\n- 2026-11-02 b"
    assert added(before) == f"## Log\n\n- 2026-11-01 a\n\n- 2026-11-02 b\n\n- {ON} {TEXT}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Log\n\nNEW\n"),
        ("Text", "Text\n\n## Log\n\nNEW"),
        ("Text\n", "Text\n\n## Log\n\nNEW\n"),
        ("Text\r\n", "Text\r\n\r\n## Log\r\n\r\nNEW\r\n"),
        ("\ufeffText\n", "\ufeffText\n\n## Log\n\nNEW\n"),
        ("---\nbroken: [\n---\n\nText\n", "---\nbroken: [\n---\n\nText\n\n## Log\n\nNEW\n"),
        ("---\r\na: 1\r\n---\r\nText\n", "---\r\na: 1\r\n---\r\nText\n\n## Log\n\nNEW\n"),
        ("## Log", "## Log\nNEW"),
        ("## Log\n", "## Log\nNEW\n"),
        ("## Log\n\n", "## Log\n\nNEW\n"),
        ("## Log\n\n## Next\n", "## Log\nNEW\n\n## Next\n"),
        ("## Log\n## Next\n", "## Log\nNEW\n## Next\n"),
        ("## Log\n### 2025\n- 2025-01-01 x\n", "## Log\nNEW\n### 2025\n- 2025-01-01 x\n"),
        (
            "## Log\nWhat happened:\n\n---\n\n## Next\n",
            "## Log\nWhat happened:\n\nNEW\n\n---\n\n## Next\n",
        ),
        ("## Log\n\n---\n## Next\n", "## Log\nNEW\n\n---\n## Next\n"),
        ("## Log\n---\n## Next\n", "## Log\nNEW\n\n---\n## Next\n"),
        ("## LOG ##\n", "## LOG ##\nNEW\n"),
        ("# 📞 **Log:**\n", "# 📞 **Log:**\nNEW\n"),
        ("```\n## Log\n```", "```\n## Log\n```\n\n## Log\n\nNEW"),
        ("## Log book\n", "## Log book\n\n## Log\n\nNEW\n"),
        ("#Log\n", "#Log\n\n## Log\n\nNEW\n"),
        ("Log\n---\n", "Log\n---\nNEW\n"),
        ("Log\n===\n\n- 2026-11-01 a\nNext\n---\n", "Log\n===\n\n- 2026-11-01 a\nNext\n---\nNEW\n"),
        (
            "Log\n===\n\n- 2026-11-01 a\n\nNext\n===\n",
            "Log\n===\n\n- 2026-11-01 a\nNEW\n\nNext\n===\n",
        ),
        ("## Log\nNext\n---\n", "## Log\nNEW\n\nNext\n---\n"),
        ("This is no log.\n---\n", "This is no log.\n---\n\n## Log\n\nNEW\n"),
    ],
)
def test_the_first_item_and_a_missing_heading(before, after):
    assert added(before) == after.replace("NEW", f"- {ON} {TEXT}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "## Log\n\n### 2026-11-01 — a\ntext\n\n### 2026-11-02 — b\n- x\n\n## Next\n",
            "## Log\n\n### 2026-11-01 — a\ntext\n\n### 2026-11-02 — b\n- x\n\n### DATE — TEXT\n\n## Next\n",
        ),
        (
            "## Log\n\n### 2026-11-02: b\n\ntext\n\n### 2026-11-01: a",
            "## Log\n\n### DATE: TEXT\n\n### 2026-11-02: b\n\ntext\n\n### 2026-11-01: a",
        ),
        (
            "# Log\n## 2026-11-01 a\n### 2026-12-12 deeper\n",
            "# Log\n## 2026-11-01 a\n### 2026-12-12 deeper\n\n## DATE TEXT\n",
        ),
        (
            "## Log\n- 2026-11-01 a\n### 2026-10-01 old\n",
            "## Log\n- 2026-11-01 a\n- DATE TEXT\n### 2026-10-01 old\n",
        ),
    ],
)
def test_a_log_of_dated_headings_gets_a_heading(before, after):
    assert added(before) == after.replace("DATE", ON).replace("TEXT", TEXT)


def test_another_heading_may_be_named():
    assert added("", heading="### Contacts made") == f"### Contacts made\n\n- {ON} {TEXT}\n"


@pytest.mark.parametrize(
    ("raw", "options", "code"),
    [
        (b"## Log\n\n# Log\n", {}, "duplicate-heading"),
        (b"```\n", {}, "unclosed-code"),
        (b"<!-- open\n", {}, "unclosed-code"),
        (b"", {"on": "22.11.2026"}, "bad-text"),
        (b"", {"on": "2026-02-30"}, "bad-text"),
        (b"", {"on": "20261122"}, "bad-text"),
        (b"", {"text": "two\nlines"}, "bad-text"),
        (b"", {"text": " "}, "bad-text"),
        (b"", {"heading": "**"}, "bad-text"),
        (b"", {"heading": "a\nb"}, "bad-text"),
        (b"---\na: 1\n", {}, "unclosed-front-matter"),
        (b"---\n...\n---\n", {}, "ambiguous-fence"),
        (b"\xff", {}, "not-utf8"),
    ],
)
def test_a_doubt_is_refused(raw, options, code):
    with pytest.raises(CannotEdit) as caught:
        add_log_item(raw, **({"on": ON, "text": TEXT} | options))
    assert caught.value.code == code
