"""A line of a block leads to its notes, whatever they are called, and no name of a note can act there."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.dates import Moment
from infoview_md.network.followup import FollowUp, NoMoment
from infoview_md.note.generated import ItemStyle, items_in
from infoview_md.note.links import links_in, name_key, resolve
from infoview_md.render.blocks import item, linker
from tests.commands import Desk, _own_folders, desk  # noqa: F401 - fixtures
from tests.dashboards import ADA, BLOCK, NOTES, TALK, Board, ticked, ticked_by_tasks

NAMES = [
    "Ada | Lovelace",
    "Ada ] B",
    "Ada # B",
    "C# Ada",
    "Ada ^ B",
    "Ada ^iv-0123456789",
    "Ada [[ B",
    "Ada [[B]]",
    "%% Ada %%",
    "Ada <b> B",
    "<script>alert(1)",
    "{{title}}",
    "<% tp.file.delete() %>",
    "`$= dv.evil()`",
    "$= dv",
    "Ada :: B",
    "[due:: 2020-01-01]",
    "Ada  B",
    "Ada\u00a0B",
    "Ada <!-- infoview",
    "Ada 📅 2020-01-01",
    "Ada ✅ 2026-11-21",
    "Ada 🔁 every day",
    "🎉 Ada",
    "Zoë Müller",
    "Ada (the elder)",
    "A_B_C",
    "*Ada*",
    "Ada ~~B~~",
    "==Ada==",
    "-rf",
    'Ada\'s "friend"',
    "Ada {why} {who}",
    "100% Ada",
    "javascript:alert(1)",
]
ACTIVE = ("%%", "<%", "{{", "`$", "<script", "<b>", "<!--", "[due::")
PROMISE = "- [ ] do it 📅 2026-11-20\n"


def owed_by(desk, path):
    made = Board(desk({path: ADA + PROMISE, "Dashboard.md": BLOCK.format("overdue")}))
    made.refresh()
    return made


def target_of(board, line):
    """Give the note that the first link of a line opens."""
    (_, link), *_ = links_in(line)
    paths = [one.relative_to(board.desk.root).as_posix() for one in board.desk.root.rglob("*.md")]
    key = name_key(link.target.rsplit("/", 1)[-1])
    fits = [path for path in paths if name_key(path.rsplit("/", 1)[-1]) == key]
    return resolve(link.target, source="Dashboard.md", candidates=fits).path


@pytest.mark.parametrize("name", NAMES)
def test_a_line_leads_to_its_note_and_nothing_in_the_name_acts(desk, name):
    here = owed_by(desk, f"Contacts/{name}.md")
    line = here.line("promised to")
    assert target_of(here, line) == f"Contacts/{name}.md"
    assert not [one for one in ACTIVE if one in line]
    assert [one.words for one in items_in(line)] == [one.words for one in items_in(ticked(line))]
    assert re.search(r" 📅 2026-11-20 \^iv-[0-9a-f]{10}$", line)
    assert len(re.findall("[📅✅🔁]", line)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_tick_beside_any_name_closes_the_follow_up_on_its_day(desk, name):
    here = owed_by(desk, f"Contacts/{name}.md")
    here.change("promised to", lambda line: ticked_by_tasks(line, "2026-11-21"))
    done = here.refresh()
    assert (len(done.closed), done.problems) == (1, ())
    assert "- [x] do it 📅 2026-11-20 ✅ 2026-11-21" in here.desk.text(f"Contacts/{name}.md")


def test_only_the_name_counts_where_no_other_note_has_it(desk):
    here = owed_by(desk, "C# people [old]/Ada.md")
    assert "promised to [[Ada]]" in here.line("promised to")


def test_of_two_notes_with_a_name_the_path_tells_which(desk):
    made = desk({**NOTES, "Other/ada.md": "nobody", "Dashboard.md": BLOCK.format("overdue")})
    here = Board(made)
    here.refresh()
    assert "to [[Contacts/Ada|Ada]] – you" in here.line("thank-you")
    assert target_of(here, here.line("thank-you")) == "Contacts/Ada.md"


def test_a_promise_in_the_note_of_a_talk_leads_there(desk):
    notes = {"Ada.md": ADA, "Talk.md": TALK + "- [ ] send the plan of 2025-01-01 📅 2026-11-20\n"}
    here = Board(desk({**notes, "Dashboard.md": BLOCK.format("overdue")}))
    here.refresh()
    assert here.line("promised").startswith(
        "- [ ] send the plan of 2025-01-01 – promised to [[Ada]] ([[Talk|note]]) 📅"
    )


def test_the_day_of_the_talk_is_linked_and_no_day_in_a_name(desk):
    notes = {
        "2020-02-02 Rafa.md": ADA,
        "Ada.md": ADA.replace("company", 'referred_by: "[[2020-02-02 Rafa]]"\ncompany'),
        "Talk.md": TALK.replace("11-20", "11-12"),
    }
    here = Board(desk({**notes, "Dashboard.md": BLOCK.format("overdue")}))
    here.refresh()
    assert "to Ada, you talked on [[Talk|2026-11-12]] 📅" in here.line("how it went")


def test_the_note_that_the_rule_read_is_linked_beside_the_contact(desk):
    here = Board(desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")}))
    here.refresh()
    links = [link.target for _, link in links_in(here.line("thank-you"))]
    assert links == ["Ada", "Talk"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(exclude_characters="/\0\n\r", codec="utf-8"), min_size=1),
    reason=st.text(st.characters(codec="utf-8")),
    is_alone=st.booleans(),
)
def test_any_name_and_any_reason_make_one_line_that_stands_for_one_follow_up(
    name, reason, is_alone
):
    one = FollowUp(
        id="0123456789",
        kind="promise",
        contact=name,
        contact_path=f"{name}.md",
        note=f"{name}.md",
        line=1,
        opened=Moment("2026-11-01"),
        due=Moment("2026-11-20"),
        closed=NoMoment,
        reason=reason,
    )
    line = item(one, linker(lambda _: is_alone), ItemStyle())
    assert len(line.splitlines()) == 1
    (found,) = items_in(line)
    assert (found.id, found.closed_on, found.mark) == (one.id, "", " ")
    assert not [
        text for text in ("%%", "<%", "{{", "`$", "<!--") if text in line.replace("\\`", "")
    ]
