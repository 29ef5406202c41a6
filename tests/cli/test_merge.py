"""`merge A B`: two notes of one person become one, every link follows, and one `undo` takes all of it back."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.note.links import links_in, links_of
from infoview_md.note.reading import read
from infoview_md.replace import recovery
from infoview_md.session import Session, state_folder
from infoview_md.writeback import landing
from tests.commands import NOW, Desk, Git, _own_folders, desk  # noqa: F401 - fixtures
from tests.terminal import Terminal
from tests.vaults import write

ADA = """\
---
type: contact
company: Acme  # since May
email: ada@acme.example
tags: [maths]
---
# Ada

My own words.

## Log
- 2026-01-02 call: about engines
- 2026-03-01 mail: thanks
"""

BYRON = """\
---
type: contact
role: Planner
email: [ADA@acme.example, ada@home.example]
tags: [maths, poets]
aliases: [Countess]
---
# Ada Byron

Met in London.

## Background
Daughter of a poet. ^poet

## Log
- 2026-02-01 message: an article
- 2026-01-02 call: about engines
"""

PAIR = {"Contacts/Ada.md": ADA, "Contacts/Ada Byron.md": BYRON}


def test_a_stays_with_all_that_b_says_and_b_goes(desk):
    vault = desk(PAIR)
    said = vault.do("merge", "Ada", "Ada Byron")
    assert said.startswith("Merged Contacts/Ada Byron.md into Contacts/Ada.md.\n")
    assert not (vault.root / "Contacts/Ada Byron.md").exists()
    assert (
        vault.text("Contacts/Ada.md")
        == """\
---
type: contact
company: Acme  # since May
email:
  - ada@acme.example
  - ada@home.example
tags: [maths, poets]
role: Planner
aliases: [Countess, Ada Byron]
---
# Ada

My own words.

## Log
- 2026-01-02 call: about engines
- 2026-02-01 message: an article
- 2026-03-01 mail: thanks

## From Ada Byron

Met in London.

### Background
Daughter of a poet. ^poet
""".replace("aliases: [Countess, Ada Byron]", "aliases:\n  - Countess\n  - Ada Byron")
    )
    assert "Ada" in vault.do("show", "Ada Byron")


def test_undo_brings_back_every_byte_and_the_note_that_went(desk):
    vault = desk(
        {
            **PAIR,
            "Talks/Talk.md": '---\ntype: interview\ncontact: "[[Ada Byron]]"\n---\n[[Ada Byron]]\n',
            "Board.canvas": '{"nodes": [{"type": "file", "file": "Contacts/Ada Byron.md"}]}',
        }
    )
    before = vault.bytes_of_all()
    vault.do("merge", "Ada", "Ada Byron")
    assert vault.bytes_of_all() != before
    vault.do("undo")
    assert vault.bytes_of_all() == before


def test_a_dry_run_shows_all_changes_and_writes_nothing(desk):
    vault = desk({**PAIR, "Other.md": "[[Ada Byron]]\n"})
    before = vault.bytes_of_all()
    ran = vault.run("merge", "Ada", "Ada Byron", "--dry-run")
    assert vault.bytes_of_all() == before
    assert "-[[Ada Byron]]\n+[[Ada]]\n" in ran.out
    assert "+++ /dev/null" in ran.out
    assert ran.err == "Nothing was written.\n"


# -- links ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[[Ada Byron]]", "[[Ada]]"),
        ("[[ada byron]]", "[[Ada]]"),
        ("[[Contacts/Ada Byron]]", "[[Ada]]"),
        ("[[Ada Byron.md]]", "[[Ada]]"),
        ("[[Ada Byron#Background]]", "[[Ada#Background]]"),
        ("[[Ada Byron#^poet]]", "[[Ada#^poet]]"),
        ("[[Ada Byron|the countess]]", "[[Ada|the countess]]"),
        ("[[Ada Byron#Background|the countess]]", "[[Ada#Background|the countess]]"),
        ("![[Ada Byron]]", "![[Ada]]"),
        ("![[Ada Byron#^poet]]", "![[Ada#^poet]]"),
        ("| [[Ada Byron\\|her]] |", "| [[Ada\\|her]] |"),
        ("[her](Ada%20Byron.md)", "[her](Ada.md)"),
        ("[her](../Contacts/Ada%20Byron.md)", "[her](../Contacts/Ada.md)"),
        ("[her](../Contacts/Ada%20Byron.md#Background)", "[her](../Contacts/Ada.md#Background)"),
        ("[her](<../Contacts/Ada Byron.md>)", "[her](<../Contacts/Ada.md>)"),
        ("[her](Contacts/Ada%20Byron.md)", "[her](Contacts/Ada.md)"),
        ('[her](Ada%20Byron.md "title")', '[her](Ada.md "title")'),
        ("> - [ ] ask [[Ada Byron]] 📅 2026-12-01", "> - [ ] ask [[Ada]] 📅 2026-12-01"),
        ("# About [[Ada Byron]]", "# About [[Ada]]"),
        ("[[Ada Byron]] and [[Ada Byron]]", "[[Ada]] and [[Ada]]"),
        # What is no link to her stays.
        ("`[[Ada Byron]]`", "`[[Ada Byron]]`"),
        ("```\n[[Ada Byron]]\n```", "```\n[[Ada Byron]]\n```"),
        ("%%\n[[Ada Byron]]\n%%", "%%\n[[Ada Byron]]\n%%"),
        ("[[Ada Byron Milbanke]]", "[[Ada Byron Milbanke]]"),
        ("[[Other/Ada Byron]]", "[[Other/Ada Byron]]"),
        ("[her](https://example.org/Ada%20Byron.md)", "[her](https://example.org/Ada%20Byron.md)"),
        ("Ada Byron", "Ada Byron"),
    ],
)
def test_every_form_of_link_follows_and_nothing_else_does(desk, link, expected):
    vault = desk({**PAIR, "Talks/Note.md": f"before\n{link}\nafter\n"})
    vault.do("merge", "Ada", "Ada Byron")
    assert vault.text("Talks/Note.md") == f"before\n{expected}\nafter\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('contact: "[[Ada Byron]]"', 'contact: "[[Ada]]"'),
        ("contact: '[[Ada Byron|A.]]'  # note", "contact: '[[Ada|A.]]'  # note"),
        ("contact: [[Ada Byron]]", "contact: [[Ada]]"),
        ("contact: Ada Byron", 'contact: "[[Ada]]"'),
        (
            'contact:\n  - "[[Ben]]"\n  - "[[Ada Byron]]"  # late',
            'contact:\n  - "[[Ben]]"\n  - "[[Ada]]"  # late',
        ),
        ('contact: ["[[Ben]]", "[[Ada Byron]]"]', 'contact: ["[[Ben]]", "[[Ada]]"]'),
        ('contact: ["[[Ada]]", "[[Ada Byron]]"]', 'contact: ["[[Ada]]"]'),
        ('contact:\n  - "[[Ada Byron]]"\n  - "[[Ada]]"', 'contact:\n  - "[[Ada]]"'),
        ('contact: "[[Ada Byron]], [[Ben]]"', 'contact: "[[Ada]], [[Ben]]"'),
        ('topic: "see [[Ada Byron]]"', 'topic: "see [[Ada]]"'),
        ("topic: Ada Byron", "topic: Ada Byron"),
    ],
)
def test_links_in_properties_follow_in_place(desk, line, expected):
    vault = desk({**PAIR, "Talks/Talk.md": f"---\ntype: interview\n{line}\nmode: phone\n---\n"})
    vault.do("merge", "Ada", "Ada Byron")
    assert vault.text("Talks/Talk.md") == f"---\ntype: interview\n{expected}\nmode: phone\n---\n"


def test_a_name_with_quotation_marks_is_written_for_the_marks_around_it(desk):
    vault = desk(
        {
            'Contacts/Ada "A" O\'Neil.md': "---\ntype: contact\n---\n",
            "Contacts/Ada Byron.md": BYRON,
            "One.md": '---\nwho: "[[Ada Byron]]"\n---\n',
            "Two.md": "---\nwho: '[[Ada Byron]]'\n---\n",
        }
    )
    vault.do("merge", 'Ada "A" O\'Neil', "Ada Byron")
    for name in ("One.md", "Two.md"):
        said = read((vault.root / name).read_bytes()).properties
        assert said == {"who": '[[Ada "A" O\'Neil]]'}, name


def test_links_that_could_mean_two_notes_are_only_rewritten_where_they_meant_b(desk):
    vault = desk(
        {
            "Contacts/Ada.md": ADA,
            "Contacts/Ben.md": "---\ntype: contact\n---\n",
            "Old/People/Ben.md": "---\ntype: contact\n---\nold\n",
            "Old/People/Note.md": "[[Ben]] [[Contacts/Ben]]\n",
            "Contacts/Note.md": "[[Ben]] [[Old/People/Ben]] [x](Ben.md)\n",
        }
    )
    vault.do("merge", "Contacts/Ada", "Old/People/Ben")
    assert vault.text("Old/People/Note.md") == "[[Ada]] [[Contacts/Ben]]\n"
    assert vault.text("Contacts/Note.md") == "[[Ben]] [[Ada]] [x](Ben.md)\n"


def test_where_other_notes_have_the_name_of_a_links_are_written_with_its_path(desk):
    vault = desk(
        {
            "Contacts/Ada.md": ADA,
            "Places/Ada.md": "a town in Ohio\n",
            "Contacts/Ada Byron.md": BYRON,
            "Note.md": "[[Ada Byron]] [x](Contacts/Ada%20Byron.md)\n",
        }
    )
    vault.do("merge", "Contacts/Ada", "Ada Byron")
    assert vault.text("Note.md") == "[[Contacts/Ada]] [x](Contacts/Ada.md)\n"


def test_two_notes_of_one_name_in_two_folders_become_one(desk):
    vault = desk(
        {
            "Contacts/Ada.md": ADA,
            "Archive/Ada.md": "---\ntype: contact\nrole: Planner\n---\n# Ada\n\nOld words.\n",
            "Note.md": "[[Contacts/Ada]] [[Archive/Ada]] [[Archive/Ada#x|y]]\n",
        }
    )
    vault.do("merge", "Contacts/Ada", "Archive/Ada")
    assert vault.text("Note.md") == "[[Contacts/Ada]] [[Ada]] [[Ada#x|y]]\n"
    said = vault.text("Contacts/Ada.md")
    assert "aliases" not in said
    assert said.endswith("## From Ada\n\nOld words.\n")


def test_the_links_of_b_lead_where_they_led_from_the_folder_of_a(desk):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\n---\nMine: [[Same]]\n",
            "Contacts/Same.md": "",
            "Archive/Same.md": "",
            "Archive/img/me.png": "",
            "Talks/Talk.md": "",
            "Archive/Ada Byron.md": (
                '---\ntype: contact\nfriend: "[[Same]]"\n---\n'
                "[[Same]] [s](Same.md) ![](img/me.png) [t](../Talks/Talk.md) [[Talk]] [[#Part]]\n"
                "[no](gone.md) [web](https://example.org/x.md) [[Ada Byron#Part]]\n"
            ),
        }
    )
    vault.do("merge", "Ada", "Ada Byron")
    said = vault.text("Contacts/Ada.md")
    assert 'friend: "[[Archive/Same]]"\n' in said
    assert "Mine: [[Same]]\n" in said
    assert (
        "[[Archive/Same]] [s](../Archive/Same.md) ![](../Archive/img/me.png)"
        " [t](../Talks/Talk.md) [[Talk]] [[#Part]]\n"
        "[no](gone.md) [web](https://example.org/x.md) [[Ada#Part]]\n"
    ) in said


def test_nobody_is_referred_by_themselves_afterwards(desk):
    vault = desk(
        {
            "Contacts/Ada.md": '---\ntype: contact\nreferred_by: "[[Ada Byron]]"\nrole: x\n---\n',
            "Contacts/Ada Byron.md": '---\ntype: contact\nreferred_by: ["[[Ada]]", "[[Ben]]"]\n---\n',
            "Contacts/Ben.md": "---\ntype: contact\n---\n",
        }
    )
    vault.do("merge", "Ada", "Ada Byron")
    properties = read((vault.root / "Contacts/Ada.md").read_bytes()).properties
    assert properties["referred_by"] == ["[[Ben]]"]


def test_managed_blocks_follow_and_stay_untouched(desk):
    vault = desk(PAIR)
    vault.do("set", "Ada Byron", "replied", "2026-11-20")
    vault.do("sync", "--create")
    notes = [path for path, raw in vault.bytes_of_all().items() if b"[[Ada Byron" in raw]
    assert notes
    vault.do("merge", "Ada", "Ada Byron")
    assert vault.run("check", "--check").code == 0
    assert b"[[Ada Byron" not in b"".join(vault.bytes_of_all().values())


def test_canvas_files_follow_and_keep_every_other_byte(desk):
    text = (
        '{\n\t"nodes":[\n\t\t{"id":"1","type":"file","file":"Contacts/Ada Byron.md","x":-1.50},\n'
        '\t\t{"id":"2","type":"text","text":"caf\\u00e9 [[Ada Byron]]\\n`[[Ada Byron]]`"},\n'
        '\t\t{"id":"3","type":"file","file":"Contacts/Ada.md","subpath":"#x"}\n\t]\n}'
    )
    vault = desk(
        {**PAIR, "Board.canvas": text, "Broken.canvas": '{"file": "Contacts/Ada Byron.md",}'}
    )
    ran = vault.run("merge", "Ada", "Ada Byron")
    assert ran.code == 0
    assert vault.text("Board.canvas") == text.replace(
        '"Contacts/Ada Byron.md"', '"Contacts/Ada.md"'
    ).replace("caf\\u00e9 [[Ada Byron]]", "caf\\u00e9 [[Ada]]")
    assert "Broken.canvas may link to Contacts/Ada Byron.md and was left alone" in ran.err


def test_what_cannot_be_rewritten_is_named(desk):
    vault = desk(
        {
            **PAIR,
            "Broken.md": "---\ncontact: Ada Byron\nx: [\n---\n[[Ada Byron]]\n",
            "View.base": 'filters:\n  - file.hasLink("Ada Byron")\n',
        }
    )
    ran = vault.run("merge", "Ada", "Ada Byron")
    assert ran.code == 0
    assert (
        "Broken.md: its properties cannot be read and name Ada Byron; change them by hand."
        in ran.err
    )
    assert "View.base names Ada Byron and was left alone; change it by hand." in ran.err
    assert vault.text("Broken.md").endswith("---\n[[Ada]]\n")


@pytest.mark.parametrize(
    ("link", "part"),
    [
        ("[[Ada Byron#Background]]", "Background"),
        ("![[Ada Byron#^poet|her]]", "^poet"),
        ("[she](Contacts/Ada%20Byron.md#background)", "background"),
    ],
)
def test_a_link_to_a_part_that_both_notes_have_is_named(desk, link, part):
    twin = ADA.replace("## Log", "## Background\nOf mine. ^poet\n\n## Log")
    vault = desk({"Contacts/Ada.md": twin, "Contacts/Ada Byron.md": BYRON, "Other.md": f"{link}\n"})
    ran = vault.run("merge", "Ada", "Ada Byron")
    said = f"Both notes have “{part}”: links to that of Ada Byron open the first one now; look after them.\n"
    assert said in ran.err
    assert (
        "Both notes have"
        not in desk({**PAIR, "Other.md": link}).run("merge", "Ada", "Ada Byron").err
    )


def test_a_link_to_the_log_is_not_named_because_both_logs_are_one(desk):
    vault = desk({**PAIR, "Other.md": "[[Ada Byron#Log]]\n"})
    assert "Both notes have" not in vault.run("merge", "Ada", "Ada Byron").err


def test_an_address_that_stands_apart_from_its_link_is_named(desk):
    named = "[she][1]\n\n[1]: Contacts/Ada%20Byron.md#Background\n"
    vault = desk({**PAIR, "Note.md": named, "Other.md": "[1]: https://x.example/Ada%20Byron\n"})
    ran = vault.run("merge", "Ada", "Ada Byron")
    assert (
        "Note.md gives the address of Contacts/Ada Byron.md apart from its link; change it by hand."
        in ran.err
    )
    assert "Other.md" not in ran.err
    assert vault.text("Note.md") == named


def test_links_from_folders_to_ignore_are_named_and_left_alone(desk):
    vault = desk(
        {**PAIR, "Private/Note.md": "[[Ada Byron]]\n", "Private/Other.md": "Ada Byron\n"},
        config='[folders]\nignore = ["Private"]\n',
    )
    ran = vault.run("merge", "Ada", "Ada Byron")
    assert vault.text("Private/Note.md") == "[[Ada Byron]]\n"
    assert (
        "Private/Note.md links to Contacts/Ada Byron.md and is in a folder to ignore;"
        " change it by hand.\n" in ran.err
    )
    assert "Private/Other.md" not in ran.err


# -- properties ----------------------------------------------------------------------------------------------------


def test_a_value_that_loses_is_kept_as_text(desk):
    notes = {
        "Contacts/Ada.md": "---\ntype: contact\nrole: Planner\npriority: 2\n---\n",
        "Contacts/Bea.md": "---\ntype: contact\nrole: Director\npriority: 2\nlocation: Rome\n---\n",
    }
    vault = desk(notes)
    ran = vault.run("merge", "Ada", "Bea")
    assert ran.err == "role: Planner stays; Director is below “From Bea”.\n"
    said = vault.text("Contacts/Ada.md")
    assert "role: Planner\npriority: 2\nlocation: Rome\n" in said
    assert said.endswith("## From Bea\n\n- role: Director\n")
    vault.do("undo")
    vault.do("merge", "Ada", "Bea", "--prefer", "b")
    said = vault.text("Contacts/Ada.md")
    assert "role: Director\n" in said
    assert said.endswith("## From Bea\n\n- role: Planner\n")


def test_conflicts_are_asked_on_a_terminal(desk):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\nrole: Planner\n---\n",
            "Contacts/Bea.md": "---\ntype: contact\nrole: Director\n---\n",
        }
    )
    with Terminal(vault.root, NOW, "merge", "Ada", "Bea") as terminal:
        terminal.sees("A  Planner")
        terminal.sees("B  Director")
        terminal.sees("Which stays")
        terminal.types("B\n")
        terminal.sees("Merged")
        assert terminal.ends()[0] == 0
    assert "role: Director\n" in vault.text("Contacts/Ada.md")


def test_a_closed_duplicate_does_not_silence_the_note_that_stays(desk):
    notes = {
        "Contacts/Ada.md": "---\ntype: contact\nasked: 2026-11-02\n---\n",
        "Contacts/Bea.md": "---\ntype: contact\nclosed: true\n---\n",
    }
    vault = desk(notes)
    vault.do("merge", "Ada", "Bea")
    assert "\n- closed: true\n" in vault.text("Contacts/Ada.md").lower()
    assert vault.owed()
    vault.do("undo")
    vault.do("merge", "Ada", "Bea", "--prefer", "B")
    assert vault.owed() == []


def test_comments_and_nested_properties_of_b_are_kept_as_they_stood(desk):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\nrole: x\n---\n",
            "Contacts/Bea.md": (
                "---\n# from the fair\ntype: contact\nrole: y  # or z?\n"
                'link: "a # b"\nplaces:\n  home: Rome\n---\n'
            ),
        }
    )
    vault.do("merge", "Ada", "Bea")
    said = vault.text("Contacts/Ada.md")
    assert "places:\n  home: Rome\n" in said
    assert "```yaml\n# from the fair\nrole: y  # or z?\n```\n" in said
    assert 'link: "a # b"\n' in said.split("---")[1] or "link: 'a # b'" in said.split("---")[1]


def test_a_text_of_several_lines_that_loses_is_kept(desk):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\nabout: one\n---\n",
            "Contacts/Bea.md": "---\ntype: contact\nabout: |\n  two\n  ## three\n---\n",
        }
    )
    vault.do("merge", "Ada", "Bea")
    assert vault.text("Contacts/Ada.md").endswith("## From Bea\n\n- about: two\n  ## three\n")


def test_properties_are_united_under_the_names_that_a_uses(desk):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: person\nMail: a@x.example\nlast_contacted: 2026-01-01\n---\n",
            "Contacts/Bea.md": "---\ntype: contact\nemail: b@x.example\nlast_contact: 2026-05-01\n---\n",
        }
    )
    vault.do("merge", "Ada", "Bea")
    properties = read((vault.root / "Contacts/Ada.md").read_bytes()).properties
    assert properties == {
        "type": "person",
        "Mail": ["a@x.example", "b@x.example"],
        "last_contacted": "2026-05-01",
        "aliases": ["Bea"],
    }


def test_a_telephone_number_keeps_its_zero(desk):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\n---\n",
            "Contacts/Bea.md": "---\ntype: contact\nphone: 0176123456\n---\n",
        }
    )
    vault.do("merge", "Ada", "Bea")
    assert "0176123456" in vault.text("Contacts/Ada.md")


# -- logs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "- 2026-01-01 a\n- 2026-03-01 c\n",
            "- 2026-02-01 b\n- 2026-04-01 d\n",
            "- 2026-01-01 a\n- 2026-02-01 b\n- 2026-03-01 c\n- 2026-04-01 d\n",
        ),
        (
            "- 2026-03-01 c\n- 2026-01-01 a\n",
            "- 2026-02-01 b\n- 2026-04-01 d\n",
            "- 2026-04-01 d\n- 2026-03-01 c\n- 2026-02-01 b\n- 2026-01-01 a\n",
        ),
        (
            "- 2026-02-01 b\n",
            "- 2026-03-01 c\n- 2026-01-01 a\n",
            "- 2026-03-01 c\n- 2026-02-01 b\n- 2026-01-01 a\n",
        ),
        (
            "- 2026-01-01 a\n  - more of a\n\n- 2026-03-01 c\n",
            "- 2026-02-01 b\n  - more of b\n",
            "- 2026-01-01 a\n  - more of a\n\n- 2026-02-01 b\n  - more of b\n\n- 2026-03-01 c\n",
        ),
        (
            "* **2026-01-01** a\n* **2026-03-01** c\n",
            "- 2026-02-01 b\n- undated\n",
            "* **2026-01-01** a\n- 2026-02-01 b\n- undated\n* **2026-03-01** c\n",
        ),
        (
            "### 2026-01-01 — a\nwords\n\n### 2026-03-01 — c\n",
            "#### 2026-02-01 — b\nmore\n",
            "### 2026-01-01 — a\nwords\n\n### 2026-02-01 — b\nmore\n\n### 2026-03-01 — c\n",
        ),
        (
            "- 2026-01-01 a\n",
            "Words without a date.\n",
            "- 2026-01-01 a\n\nWords without a date.\n",
        ),
        ("- 2026-01-01 a\n", "- 2026-01-01 a\n", "- 2026-01-01 a\n"),
        ("", "- 2026-01-01 a\n", "\n- 2026-01-01 a\n"),
    ],
)
def test_logs_are_merged_in_the_order_of_the_dates_there(desk, one, other, expected):
    vault = desk({})
    for name, log in (("Ada", one), ("Bea", other)):
        path = vault.root / f"{name}.md"
        path.write_text(f"---\ntype: contact\n---\n## Log\n{log}")
    vault.do("merge", "Ada", "Bea")
    assert vault.text("Ada.md").partition("## Log\n")[2] == expected


def test_a_note_without_a_log_gets_that_of_the_other(desk):
    vault = desk(
        {
            "Ada.md": "---\ntype: contact\n---\nWords.\n",
            "Bea.md": "---\ntype: contact\n---\n# Log\n## 2026-01-01 call\nx\n",
        }
    )
    vault.do("merge", "Ada", "Bea")
    assert vault.text("Ada.md").endswith("Words.\n\n## Log\n\n### 2026-01-01 call\nx\n")
    shown = json.loads(vault.do("show", "Ada", "--format", "json"))
    assert "2026-01-01" in json.dumps(shown)


def test_line_ends_of_a_are_used_and_a_last_line_without_one_is_not_joined(desk):
    vault = desk({})
    (vault.root / "Ada.md").write_bytes(
        b"---\r\ntype: contact\r\n---\r\n## Log\r\n- 2026-01-01 a\r\n- 2026-03-01 c"
    )
    (vault.root / "Bea.md").write_bytes(
        b"---\ntype: contact\n---\nB.\n\n## Log\n- 2026-02-01 b\n- 2026-04-01 d"
    )
    vault.do("merge", "Ada", "Bea")
    assert vault.text("Ada.md") == (
        "---\r\ntype: contact\r\naliases:\r\n  - Bea\r\n---\r\n## Log\r\n- 2026-01-01 a\r\n"
        "- 2026-02-01 b\r\n- 2026-03-01 c\r\n- 2026-04-01 d\r\n\r\n## From Bea\r\n\r\nB."
    )


# -- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("Ada", "Ada"), 2, "mean the same note: Contacts/Ada.md"),
        (("Ada", "Contacts/Ada.md"), 2, "mean the same note"),
        (("Ada", "Nobody"), 3, "There is no contact 'Nobody'."),
        (("Ada", "Talk"), 3, "Talk.md is a note of type interview, no contact."),
        (("Ada", "Ghost"), 3, "Ghost has no note yet and is only named in others."),
        (("Ada", ""), 3, "The name is empty."),
        (("Ada", "Be"), 3, "may mean 2 contacts"),
    ],
)
def test_who_cannot_be_merged_is_said_and_nothing_is_written(desk, words, code, says):
    vault = desk(
        {
            "Contacts/Ada.md": ADA,
            "Contacts/Bea.md": "---\ntype: contact\n---\n",
            "Contacts/Ben.md": "---\ntype: contact\n---\n",
            "Talk.md": '---\ntype: interview\ncontact: ["[[Ada]]", "[[Ghost]]"]\n---\n',
        }
    )
    before = vault.bytes_of_all()
    ran = vault.run("merge", *words)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert vault.bytes_of_all() == before


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("Bea", b"---\ntype: contact\nrole: x: y\n---\n", "Bea.md, line 3: "),
        ("Bea", b"---\ntype: contact\nrole: x\nrole: y\n---\n", "Bea.md, line 4: "),
        ("Bea", b"---\ntype: contact\n---\ncaf\xe9\n", "Bea.md, line 4: "),
        ("Bea", b"---\ntype: contact\n---\n## Log\nx\n## Log\ny\n", "Bea.md: The heading Log"),
        ("Bea", b"---\ntype: contact\n---\n```\nopen\n", "Close every code block"),
        ("Ada", b"---\ntype: contact\nrole: x: y\n---\n", "Ada.md"),
        ("Ada", b"---\ntype: contact\n---\n```\nopen\n", "Close"),
    ],
)
def test_a_note_of_which_a_part_would_be_lost_is_not_merged(desk, name, raw, says):
    vault = desk(
        {
            "Contacts/Ada.md": "---\ntype: contact\n---\nA.\n",
            "Contacts/Bea.md": "---\ntype: contact\nrole: y\n---\nB.\n",
            "Note.md": "[[Bea]]\n",
        }
    )
    (vault.root / f"Contacts/{name}.md").write_bytes(raw)
    before = vault.bytes_of_all()
    ran = vault.run("merge", "Contacts/Ada.md", "Contacts/Bea.md")
    assert (ran.code, ran.out) == (4, ""), ran
    assert says in ran.err
    assert vault.bytes_of_all() == before


def test_a_name_that_no_link_can_hold_takes_no_links(desk):
    notes = {"C# Ada.md": "---\ntype: contact\n---\n", "Bea.md": "---\ntype: contact\n---\n"}
    vault = desk({**notes, "Note.md": "[[Bea]]\n"})
    ran = vault.run("merge", "C# Ada", "Bea")
    assert (ran.code, ran.out) == (4, "")
    assert "No link can lead to C# Ada.md, because its name holds #." in ran.err
    vault.do("merge", "Bea", "C# Ada")
    assert vault.text("Note.md") == "[[Bea]]\n"


@pytest.mark.parametrize("front", ["", "---\n---\n", "---\r\n---\r\n", "\ufeff---\nrole: x\n---\n"])
@pytest.mark.parametrize("body", ["", "words", "# Bea\n", "Title\n===\nwords\n"])
@pytest.mark.parametrize("full", ["Ada", "Bea"])
def test_notes_with_hardly_anything_in_them(desk, front, body, full):
    vault = desk({"Contacts/Ada.md": "", "Contacts/Bea.md": "", "Note.md": "[[Bea]]\n"})
    (vault.root / f"Contacts/{full}.md").write_bytes((front + body).encode())
    before = vault.bytes_of_all()
    vault.do("merge", "Contacts/Ada.md", "Contacts/Bea.md")
    properties = read((vault.root / "Contacts/Ada.md").read_bytes()).properties
    assert properties == {"aliases": ["Bea"]} | ({"role": "x"} if "role" in front else {})
    assert vault.text("Note.md") == "[[Ada]]\n"
    vault.do("undo")
    assert vault.bytes_of_all() == before


def test_a_log_that_stands_twice_in_a_takes_nothing_and_loses_nothing(desk):
    vault = desk(
        {
            "Ada.md": "---\ntype: contact\n---\n## Log\n- 2026-01-01 a\n\n## Log\n",
            "Bea.md": "---\ntype: contact\n---\n## Log\n- 2026-02-01 b\n",
        }
    )
    vault.do("merge", "Ada", "Bea")
    assert vault.text("Ada.md").endswith("## From Bea\n\n### Log of Bea\n\n- 2026-02-01 b\n")


# -- the moment of writing -----------------------------------------------------------------------------------------

MANY = {
    **PAIR,
    "Talks/Talk.md": '---\ntype: interview\ncontact: "[[Ada Byron]]"\n---\n',
    "Zoe.md": "---\ntype: contact\n---\n[[Ada Byron]]\n",
}


def test_a_note_that_changes_at_that_moment_keeps_its_change(desk, monkeypatch):
    vault = desk(MANY)
    really = landing.update_all

    def update_all(root, jobs, **more):
        if "Zoe.md" in [job.path for job in jobs]:
            with (root / "Zoe.md").open("a") as file:
                file.write("typed just now [[Ada Byron]]\n")
        return really(root, jobs, **more)

    monkeypatch.setattr(landing, "update_all", update_all)
    vault.do("merge", "Ada", "Ada Byron")
    assert vault.text("Zoe.md").endswith("[[Ada]]\ntyped just now [[Ada]]\n")


@pytest.mark.parametrize("when", ["update", "delete"])
def test_a_change_of_b_at_that_moment_stops_the_merge_and_nothing_is_lost(desk, monkeypatch, when):
    vault = desk(MANY)
    really = landing.update_all

    def late(root, jobs, **more):
        is_deleting = "Contacts/Ada Byron.md" in [job.path for job in jobs]
        if is_deleting == (when == "delete"):
            (root / "Contacts/Ada Byron.md").write_text("typed just now")
        return really(root, jobs, **more)

    before = vault.bytes_of_all()
    monkeypatch.setattr(landing, "update_all", late)
    ran = vault.run("merge", "Ada", "Ada Byron")
    assert ran.code == 4
    assert "was changed a moment ago" in ran.err
    after = vault.bytes_of_all()
    assert after.pop("Contacts/Ada Byron.md") == b"typed just now"
    before.pop("Contacts/Ada Byron.md")
    assert after == before


_KILLED = """
import os, sys
from infoview_md.cli import run
from infoview_md.replace import together
really, left = together._begin, [int(sys.argv[2])]
def begin(*given):
    if not left[0]:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    return really(*given)
together._begin = begin
run(["--vault", sys.argv[1], "merge", "Ada", "Ada Byron"], now="2026-11-22T10:00")
"""


@pytest.mark.parametrize("written", range(4))
def test_a_merge_that_was_killed_half_way_is_taken_back_or_run_again(desk, monkeypatch, written):
    vault = desk(MANY)
    before = vault.bytes_of_all()
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED, str(vault.root), str(written)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert ran.returncode == -9
    half = vault.bytes_of_all()
    assert "Contacts/Ada Byron.md" in half
    assert "(interrupted)" in vault.do("undo", "--list")
    monkeypatch.setattr(recovery, "_IS_LEFT_OVER_AFTER", -1.0)
    vault.do("undo")
    assert vault.bytes_of_all() == before
    vault.do("merge", "Ada", "Ada Byron")
    assert "[[Ada Byron" not in "".join(map(vault.text, ("Talks/Talk.md", "Zoe.md")))


def test_a_merge_is_one_commit_where_the_vault_wants_that(desk):
    vault = desk(MANY, config="[git]\ncommit = true\n")
    git = Git(vault.root).start()
    vault.do("merge", "Ada", "Ada Byron")
    assert git.subjects() == ["Merge Ada Byron into Ada", "start"]
    assert git("status", "--porcelain") == ""
    vault.do("undo")
    assert git("diff", "HEAD~2") == ""


def test_three_notes_of_one_person_become_one(desk):
    vault = desk(
        {**PAIR, "Contacts/Lovelace.md": "---\ntype: contact\nphone: 1\n---\n[[Ada Byron]]\n"}
    )
    vault.do("merge", "Ada", "Ada Byron")
    vault.do("merge", "Ada", "Lovelace")
    properties = read((vault.root / "Contacts/Ada.md").read_bytes()).properties
    assert properties["aliases"] == ["Countess", "Ada Byron", "Lovelace"]
    vault.do("undo")
    vault.do("undo")
    assert vault.text("Contacts/Ada.md") == ADA


def test_the_follow_ups_of_both_are_owed_to_the_one_that_stays(desk):
    talk = 'type: interview\ndate: 2026-11-20T10:00\nstatus: done\nreferrals: ["[[Ben]]"]'
    vault = desk(
        {
            **PAIR,
            "One.md": f'---\n{talk}\ncontact: "[[Ada Byron]]"\n---\n',
            "Contacts/Ben.md": '---\ntype: contact\nreferred_by: "[[Ada Byron]]"\n---\n',
        }
    )
    kinds = {(one["kind"], one["contact"].replace(" Byron", "")) for one in vault.owed()}
    vault.do("merge", "Ada", "Ada Byron")
    assert {(one["kind"], one["contact"]) for one in vault.owed()} == kinds
    assert kinds


# -- what always holds ---------------------------------------------------------------------------------------------

_NAMES = ["Ada", "Bea", "Cas", "Äda Ö", "x (y)", "Zed's"]
_FOLDERS = ["", "Contacts/", "Old/People/"]
_LINK = st.sampled_from(
    [
        "[[{}]]",
        "[[{}|shown]]",
        "![[{}#Part]]",
        "[[{}#^b1]]",
        "[x]({q}.md)",
        "`[[{}]]`",
        "{}",
        "[[{}",
    ]
)
_TEXT = st.sampled_from(
    [
        "",
        "words",
        "## Part",
        "- item",
        "- 2026-01-05 call: hi",
        "> quote",
        "| a | b |",
        "text ^b1",
        "## Log",
        "- 2026-02-01 mail",
        "---",
        "    code",
        "\ttab",
        "é 🎉",
        "* * *",
        "1. one",
        "# Top",
    ]
)


@st.composite
def _bodies(draw):
    parts = draw(st.lists(st.one_of(_TEXT, st.tuples(_LINK, st.sampled_from(_NAMES))), max_size=8))
    lines, has_log = [], False
    for part in parts:
        if part == "## Log":
            if has_log:
                continue
            has_log = True
        if isinstance(part, tuple):
            form, name = part
            address = name.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
            lines.append(form.format(name, q=address))
        else:
            lines.append(part)
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


@st.composite
def _vaults(draw):
    notes = {}
    for name in draw(st.lists(st.sampled_from(_NAMES), min_size=3, max_size=5, unique=True)):
        for folder in draw(
            st.lists(st.sampled_from(_FOLDERS), min_size=1, max_size=2, unique=True)
        ):
            front = draw(
                st.sampled_from(["", 'friend: "[[{}]]"\n', "friends:\n  - '[[{}]]'\n", "role: x\n"])
            )
            front = (
                front.format(draw(st.sampled_from(_NAMES)).replace("'", ""))
                if "{" in front
                else front
            )
            notes[f"{folder}{name}.md"] = f"---\ntype: contact\n{front}---\n{draw(_bodies())}"
    one, other = draw(st.permutations(sorted(notes)))[:2]
    return notes, one, other


@pytest.fixture
def hurried(monkeypatch):
    """Do not wait for other programs that may have had a note open while it was written: here are none."""
    really = landing.update_all
    monkeypatch.setattr(
        landing, "update_all", lambda *given, **more: really(*given, grace=0, **more)
    )


def _leads(session: Session, path: str, raw: bytes) -> list[str]:
    """Give which notes the links of a note open, in their order; what opens none is left out."""
    from infoview_md.index import relations
    from infoview_md.note.links import name_key, resolve

    find = session.ask(relations.all_candidates)
    said = read(raw)
    links = [
        link for value in said.properties.values() if "[[" in str(value) for link in links_of(value)
    ]
    links += [link for _, link in links_in(said.body)]
    found = []
    for link in links:
        key = name_key(link.target.rsplit("/", 1)[-1])
        answer = resolve(link.target, source=path, candidates=[one for one, _ in find(key)])
        if link.target and answer.path:
            found.append(answer.path)
    return found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=_vaults())
def test_no_character_is_lost_every_link_leads_where_it_led_and_undo_gives_the_same_bytes(
    tmp_path_factory, capsys, hurried, drawn
):
    notes, stays, goes = drawn
    root = tmp_path_factory.mktemp("vault")
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    for path, text in notes.items():
        write(root, {path: ""})
        (root / path).write_bytes(text.encode())
    vault = Desk(root, capsys)
    before = vault.bytes_of_all()
    with_old = vault.session()
    led = {path: _leads(with_old, path, before[path]) for path in notes}
    with_old.close()
    ran = vault.run("merge", stays, goes)
    if ran.code == 4:
        assert vault.bytes_of_all() == before
        return
    assert ran.code == 0, ran
    after = vault.bytes_of_all()
    assert goes not in after
    session = vault.session()
    for path in notes.keys() - {goes, stays}:
        wanted = [stays if one == goes else one for one in led[path]]
        assert _leads(session, path, after[path]) == wanted, (path, after[path])
    wanted = [stays if one == goes else one for one in (*led[stays], *led[goes])]
    held = _leads(session, stays, after[stays])
    session.close()
    assert set(held) == set(wanted), (after[stays], before[stays], before[goes])
    assert _words(before[stays]) <= _words(after[stays])
    # An empty log is no loss.
    assert _words(before[goes]) - _words(after[stays]) <= {"Log"}
    vault.do("undo")
    assert vault.bytes_of_all() == before


def _words(raw: bytes) -> set[str]:
    """Give the words of a body without what links say, which may change, and the marks of headings."""
    text = read(raw).body
    for mark in "[]()#|^!`":
        text = text.replace(mark, " ")
    names = {word for name in _NAMES for word in name.replace("(", " ").replace(")", " ").split()}
    return {
        word for word in text.split() if not any(name in word for name in names) and "%" not in word
    }


def test_the_journal_names_the_command(desk):
    vault = desk(PAIR)
    vault.do("merge", "Ada", "Ada Byron")
    session = vault.session()
    from infoview_md.journal import entries

    (entry,) = entries(state_folder(session.root) / "journal", limit=5)
    assert entry.sentence == "Merged Contacts/Ada Byron.md into Contacts/Ada.md."
