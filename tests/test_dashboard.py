"""Managed blocks show what is true, change only when something changed, and leave everything else as it is."""

import os
import re
import time
from contextlib import suppress
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.dashboard import Keeping, refresh_blocks
from infoview_md.dashboard.arguments import KNOWN, read_arguments
from infoview_md.errors import UsageMistake
from infoview_md.network.kinds import KINDS
from infoview_md.note.generated import ItemStyle
from infoview_md.render import blocks
from infoview_md.sync import SyncResult
from tests.commands import Desk, _own_folders, desk, example  # noqa: F401 - fixtures
from tests.dashboards import ADA, BLOCK, NOTES, TALK, Board, ticked

THANK = "Send a thank-you to [[Ada]]"


def shown(board, name=""):
    """Give the lines of the blocks of a note, or of one."""
    found = re.findall(
        r"<!-- infoview: (\S+)[^\n]*-->\n(.*?)<!-- /infoview -->", board.text, re.DOTALL
    )
    return "".join(text for block, text in found if name in ("", block)).rstrip("\n")


@pytest.fixture
def board(desk):
    def make(notes=NOTES, *names, config="", now=None):
        page = "".join(BLOCK.format(one) for one in names or ("overdue",))
        words = {"now": now} if now else {}
        made = Board(desk({**notes, "Dashboard.md": page}, config=config, **words))
        made.refresh()
        return made

    return make


class TestWhatTheBlocksShow:
    def test_each_follow_up_of_the_week_stands_in_exactly_one_block(self, example):
        example.do("sync", "--create")
        here = Board(example)
        ids = re.findall(r"\^iv-(\w+)", here.text)
        rows = example.owed("--days", "7")
        far = [row["id"] for row in example.owed() if row["kind"] == "waiting"]
        assert sorted(ids) == sorted({row["id"] for row in rows} | set(far))

    def test_overdue_and_today_are_as_in_the_report_and_the_week_is_day_by_day(self, example):
        example.do("sync", "--create")
        here = Board(example)
        for name, state in (("overdue", "overdue"), ("today", "today"), ("week", "upcoming")):
            ids = re.findall(r"\^iv-(\w+)", shown(here, name))
            rows = example.owed("--days", "7")
            found = [r for r in rows if r["state"] == state and r["kind"] != "waiting"]
            if state == "upcoming":
                found.sort(key=lambda row: row["due"][:10])
            expected = [row["id"] for row in found]
            assert ids == expected

    def test_an_item_says_what_for_whom_why_and_until_when(self, board):
        here = board()
        assert shown(here) == (
            "- [ ] Send a thank-you to [[Ada]] – you talked on [[Talk|2026-11-20 15:00]]"
            f" 📅 2026-11-21 ^iv-{here.desk.owed()[0]['id']}"
        )

    def test_every_kind_has_its_sentence(self):
        assert blocks.SENTENCES.keys() == KINDS.keys()
        assert blocks.DEEDS.keys() <= KINDS.keys()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("overdue", "Nothing is overdue."),
            ("today", "Nothing is due today."),
            ("week", "Nothing more is due in the coming days."),
            ("interviews", "No interview is coming."),
            ("waiting", "Nobody owes you anything."),
            ("done", "Nothing was done in the last days."),
            ("report", "Nothing is owed."),
        ],
    )
    def test_a_block_without_anything_says_so_in_a_sentence(self, board, name, words):
        assert shown(board({"Contacts/Ada.md": ADA}, name)) == words

    def test_interviews_come_in_their_order_with_place_and_note(self, board):
        later = TALK.replace("2026-11-20T15:00", "2026-11-24T15:00").replace(
            "status: done", "mode: video"
        )
        sooner = TALK.replace("2026-11-20T15:00", "2026-11-22").replace(
            "status: done", "location: Café Ö"
        )
        past = TALK.replace("2026-11-20T15:00", "2026-11-22T09:00").replace(
            "status: done", "mode: phone"
        )
        notes = {"Contacts/Ada.md": ADA, "I/L.md": later, "I/S.md": sooner, "I/P.md": past}
        here = board(notes, "interviews")
        assert shown(here).splitlines() == [
            "- **[[S|Sun 2026-11-22]]** [[Ada]] – Café Ö",
            "- **[[L|Tue 2026-11-24 15:00]]** [[Ada]] – video",
        ]

    def test_an_interview_with_somebody_who_has_no_note_names_them(self, board):
        talk = TALK.replace("2026-11-20T15:00", "2026-11-24T15:00").replace("status: done\n", "")
        here = board({"I/L.md": talk.replace("[[Ada]]", "[[Nobody Yet]]")}, "interviews")
        assert shown(here) == "- **[[L|Tue 2026-11-24 15:00]]** Nobody Yet"

    def test_recently_done_tells_deeds_and_talks_of_the_last_days(self, board):
        thanked = TALK.replace("status: done", "status: done\nthank_you_sent: 2026-11-21")
        here = board({"Contacts/Ada.md": ADA, "Interviews/Talk.md": thanked}, "done")
        assert shown(here) == (
            "- 2026-11-21 Thanked [[Ada]]\n- [[Talk|2026-11-20]] Talked with [[Ada]]"
        )

    def test_recently_done_leaves_out_what_only_ended(self, board):
        contact = ADA.replace("company: Acme", "asked: 2026-11-02\nreplied: 2026-11-20")
        assert (
            shown(board({"Contacts/Ada.md": contact}, "done"))
            == "Nothing was done in the last days."
        )

    def test_recently_done_forgets_after_the_days_of_the_setting(self, board):
        config = "[dashboard]\ndays = 1\n"
        assert "Talked with" not in shown(board(NOTES, "done", config=config))

    def test_waiting_shows_what_others_owe_however_far_it_is(self, board):
        contact = ADA + "- [ ] sends me the book 📅 2027-03-01 #waiting\n"
        here = board({"Contacts/Ada.md": contact}, "waiting", "overdue", "week")
        assert "- [ ] sends me the book – waiting for [[Ada]] 📅" in shown(here, "waiting")
        assert shown(here, "week") == "Nothing more is due in the coming days."


class TestBlocksOfOnesOwn:
    def test_a_report_is_narrowed_by_its_arguments(self, board):
        bob = ADA.replace("Acme", "Other")
        talk = TALK.replace("[[Ada]]", "[[Bob]]")
        notes = {**NOTES, "Contacts/Bob.md": bob, "Interviews/Bob.md": talk}
        assert "[[Bob]]" not in shown(board(notes, 'report company="Acme"'))
        assert "[[Bob]]" not in shown(board(notes, "report contact=Ada kind=thank_you days=7"))
        assert shown(board(notes, "report kind=nudge")) == "Nothing is owed."

    def test_this_means_the_note_that_the_block_stands_in(self, desk):
        notes = {
            **NOTES,
            "Contacts/Ada.md": ADA + BLOCK.format("report contact=this"),
            "Companies/Acme.md": BLOCK.format("report company=this"),
        }
        made = desk(notes)
        Board(made).refresh()
        for path in ("Contacts/Ada.md", "Companies/Acme.md"):
            assert THANK in made.text(path)

    def test_stats_and_referrals_are_shown_without_headings(self, example):
        (example.root / "Numbers.md").write_text(
            "# Mine\n\n" + BLOCK.format("stats") + "\n" + BLOCK.format("referrals")
        )
        here = Board(example, "Numbers.md")
        assert here.refresh().problems == ()
        assert "Manners" in shown(here, "stats")
        assert "Rafael" in shown(here, "referrals")
        assert not re.search(r"^#", shown(here), re.MULTILINE)

    def test_stats_do_not_change_only_because_a_day_passed(self, board):
        here = board(NOTES, "stats")
        before = here.text
        here.desk.now = "2026-11-22T23:00"
        assert here.refresh().written == ()
        assert here.text == before

    def test_an_agenda_block_is_that_of_its_own_interview_until_it_is_over(self, board):
        talk = TALK.replace("2026-11-20T15:00", "2026-11-24T15:00").replace("status: done\n", "")
        here = board({"Contacts/Ada.md": ADA, "Interviews/T.md": talk + BLOCK.format("agenda")})
        page = Board(here.desk, "Interviews/T.md")
        assert "20 minutes with **Ada**" in shown(page)
        before = page.text
        here.desk.now = "2026-11-25T10:00"
        (here.desk.root / "Contacts/Ada.md").write_text(ADA.replace("Acme", "Other"))
        assert here.refresh().problems == ()
        assert page.text == before

    def test_an_agenda_block_is_made_with_the_vaults_own_template_once_that_is_allowed(self, desk):
        talk = TALK.replace("2026-11-20T15:00", "2026-11-24T15:00").replace("status: done\n", "")
        template = "infoview-templates/agenda.md.j2"
        notes = {"Contacts/Ada.md": ADA, "T.md": talk, template: "Mine for {{ person.name }}.\n"}
        made = desk(notes)
        made.do("agenda", "Ada", "--write", "--trust")
        page = Board(made, "T.md")
        assert shown(page) == "Mine for Ada."
        assert page.refresh().written == ()
        (made.root / template).write_text("New for {{ person.name }}.\n")
        assert page.refresh().written == ()  # nobody was asked about the new text
        made.do("agenda", "Ada", "--trust")
        assert page.refresh().written == ("T.md",)
        assert shown(page) == "New for Ada."

    def test_a_template_of_the_vault_that_fails_is_named_and_its_block_stays(self, desk):
        talk = TALK.replace("2026-11-20T15:00", "2026-11-24T15:00").replace("status: done\n", "")
        template = "infoview-templates/agenda.md.j2"
        made = desk({"Contacts/Ada.md": ADA, "T.md": talk, template: "Mine.\n"})
        made.do("agenda", "Ada", "--write", "--trust")
        (made.root / template).write_text("{{ nope.x }}\n")
        made.run("agenda", "Ada", "--trust")
        page = Board(made, "T.md")
        assert "agenda.md.j2, line 1" in page.refresh().problems[0].message
        assert shown(page) == "Mine."

    def test_a_draft_that_a_command_wrote_is_the_users_and_no_matter(self, desk):
        made = desk(NOTES)
        made.do("draft", "thank-you", "Ada", "--write")
        page = Board(made, "Contacts/Ada.md")
        page.text = page.text.replace("Dear Ada", "Ada, hello")
        before = page.text
        assert (page.refresh().problems, page.text) == ((), before)
        assert made.do("check") == "No problems.\n"

    def test_an_agenda_outside_of_an_interview_is_named(self, board):
        here = board(NOTES, "agenda")
        found = here.refresh().problems
        assert "no interview with anybody" in found[0].message
        assert here.refresh().written == ()

    @pytest.mark.parametrize(
        ("block", "message", "hint"),
        [
            ("repotr", "no block 'repotr'", "report"),
            ("report compnay=Acme", "does not understand 'compnay'", "company"),
            ("report days=soon", "days=soon is not a whole number", "days=7"),
            ("report kind=thanks", "'thanks' is no kind", "thank_you"),
            ('report company="Acme', "cannot be read", "company="),
            ("report contact=Zebra", "Zebra", ""),
            ("stats since=soonish", "soonish", "since="),
            ("referrals deep", "does not understand 'deep'", "takes no arguments"),
        ],
    )
    def test_a_block_that_makes_no_sense_is_named_and_the_others_go_on(
        self, board, block, message, hint
    ):
        here = board(NOTES, block, "overdue")
        assert THANK in shown(here, "overdue")
        found = here.refresh().problems
        assert [one.line for one in found] == [1]
        assert message in found[0].message
        assert hint in found[0].hint

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", {}),
            ('company="Acme & Co" days=7', {"company": "Acme & Co", "days": "7"}),
            ("company='A' overdue", {"company": "A", "overdue": ""}),
            ("company=“Zoë’s” limit = 3", {"company": "Zoë’s", "limit": "3"}),
        ],
    )
    def test_arguments_are_read_as_people_write_them(self, text, found):
        assert read_arguments("report", text) == found

    @given(st.text(max_size=40))
    def test_any_text_is_arguments_or_a_mistake_of_usage(self, text):
        with suppress(UsageMistake):
            assert set(read_arguments("report", text)) <= set(KNOWN["report"])


class TestLinks:
    def test_a_name_that_two_notes_have_is_linked_by_its_path(self, board):
        here = board({**NOTES, "Other/ada.md": "nobody"})
        assert "Send a thank-you to [[Contacts/Ada|Ada]] – you" in shown(here)

    def test_the_link_of_an_item_leads_back_to_the_contact(self, board):
        from infoview_md.note.links import links_in, resolve

        here = board({**NOTES, "Other/ada.md": "nobody"})
        (_, link), *_ = links_in(shown(here))
        found = resolve(link.target, source="x.md", candidates=["Contacts/Ada.md", "Other/ada.md"])
        assert found.path == "Contacts/Ada.md"


HOSTILE = [
    "`$= dv.evil()`",
    "```dataviewjs",
    "<% tp.file.delete() %>",
    "{{title}}",
    "%% hide %%",
    "![](http://tracker.example/x.png)",
    "[x](javascript:alert(1))",
    "[[Other|Ada]]",
    "a | b",
    "<!-- infoview: report -->",
    "<!-- /infoview -->",
    "<script>alert(1)</script>",
    "#task #waiting",
    "🔁 every week 📅 2020-01-01",
    "⏫ 🏁 delete",
    "[due:: 2020-01-01] [completion:: 2020-01-01]",
    "✅ 2020-01-01",
    "^iv-0123456789",
    "\u202egnp.exe",
]


class TestTextOfOthers:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_it_stays_one_harmless_line(self, board, text):
        promise = f"- [ ] {text} word 📅 2026-11-20\n"
        here = board({"Contacts/Ada.md": ADA + promise})
        lines = shown(here).splitlines()
        assert len(lines) <= 1
        if lines == ["Nothing is overdue."]:
            return  # it was put away in a comment, so nobody promised it
        (line,) = lines
        for harmful in (
            "`$",
            "```",
            "<%",
            "{{",
            "%%",
            "![",
            "](",
            "[[Other",
            " |",
            "<!--",
            "<script",
            "🔁",
            "⏫",
        ):
            assert harmful not in line
        assert re.fullmatch(r"- \[ \] [^✅]+ 📅 20\d\d-\d\d-\d\d \^iv-[0-9a-f]{10}", line)
        assert line.count("^iv-") - line.count("\\^iv-") == 1

    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_tick_on_it_closes_it_or_is_named(self, board, text):
        here = board({"Contacts/Ada.md": ADA + f"- [ ] {text} word 📅 2026-11-20\n"})
        if "^iv-" not in shown(here):
            return
        here.text = "".join(ticked(line) for line in here.text.splitlines(keepends=True))
        done = here.refresh()
        is_ticked = "- [x]" in here.desk.text("Contacts/Ada.md")
        assert (len(done.closed), bool(done.problems)) == ((1, False) if is_ticked else (0, True))
        assert ("Nothing is overdue." in here.text) == is_ticked


class TestTheNoteAroundTheBlocks:
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["", "\n", "\n\n  text "])
    def test_every_character_outside_is_kept(self, desk, newline, bom, end):
        before = f"{bom}---\r\n# mine\ntitle:   x\n---\n\ttext{newline}"
        opening, closing = f"<!-- infoview: overdue -->{newline}", "<!-- /infoview -->"
        made = desk(NOTES)
        place = made.root / "Dashboard.md"
        place.write_bytes((before + opening + closing + end).encode())
        Board(made).refresh()
        after = place.read_bytes().decode()
        assert after.startswith(before + "<!-- infoview: overdue sha=")
        assert after.endswith(closing + end)
        assert THANK in after

    def test_a_block_is_rewritten_only_when_its_content_changed(self, board):
        here = board()
        place = here.desk.root / "Dashboard.md"
        stamp = place.stat().st_mtime_ns
        (here.desk.root / "Contacts/New.md").write_text(ADA)
        assert here.refresh().written == ()
        assert place.stat().st_mtime_ns == stamp

    def test_the_next_day_changes_a_block_only_where_a_state_changed(self, board):
        here = board()
        here.desk.now = "2026-11-29T08:00"
        assert here.refresh().written == ()

    @pytest.mark.parametrize("bullet", ["-", "*", "+"])
    def test_what_a_formatter_did_is_no_text_of_the_user_and_stays(self, board, bullet):
        here = board(NOTES, "overdue", "done")
        text = here.text.replace("-->\n", "-->\n\n").replace("\n<!-- /", "\n\n<!-- /")
        here.text = text.replace("\n- ", f"\n{bullet} ")
        before = here.text
        assert here.refresh().written == ()
        assert here.text == before
        here.desk.do("done", "Ada", "thank_you")
        assert here.refresh().problems == ()
        assert "Thanked [[Ada]]" in here.text

    def test_a_deleted_line_and_a_group_that_ended_lose_nothing(self, board):
        contact = ADA.replace("company: Acme", "cadence: 30d")
        here = board({**NOTES, "Contacts/Ada.md": contact}, "report days=40")
        here.text = here.text.replace(here.line("thank-you") + "\n", "")
        here.desk.do("done", "Ada", "thank_you", "--on", "2026-11-21")
        assert here.refresh().problems == ()
        assert "Overdue" not in here.text

    def test_the_marker_may_be_written_in_capitals_and_a_remark_may_name_the_program(self, desk):
        remark = "<!-- infoview-md is what fills this -->\n"
        text = remark + BLOCK.format("overdue").replace("infoview", "Infoview")
        here = Board(desk({**NOTES, "Dashboard.md": text}))
        assert here.refresh().problems == ()
        assert THANK in here.text
        assert here.text.startswith(remark)

    def test_a_marker_that_lacks_its_colon_is_named(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue").replace("w:", "w")})
        assert "A block is <!-- infoview: name -->" in made.do("check")

    @pytest.mark.parametrize("front", ["---\na: 1\n", "---\na: 1\n...\n", "---\na: \n----\n---\n"])
    def test_a_note_whose_properties_do_not_end_is_named_and_left_alone(self, board, front):
        here = board()
        text = front + ticked(here.text)
        here.text = text
        (found,) = here.refresh().problems
        assert "properties" in found.message
        assert here.text == text
        here.text = text.removeprefix(front)
        assert len(here.refresh().closed) == 1

    def test_a_tick_beside_markers_out_of_order_is_not_called_a_line_that_came_out(self, board):
        here = board()
        here.text = ticked(here.text).replace("<!-- /infoview -->\n", "")
        (found,) = here.refresh().problems
        assert "out of order" in found.message
        here.text += "<!-- /infoview -->\n"
        assert len(here.refresh().closed) == 1

    def test_a_block_in_a_code_block_is_an_example(self, board):
        here = board({**NOTES, "How.md": "```\n" + BLOCK.format("overdue") + "```\n"})
        assert here.desk.text("How.md") == "```\n" + BLOCK.format("overdue") + "```\n"

    def test_a_template_folder_is_left_alone(self, board):
        here = board({**NOTES, "Templates/Contact.md": BLOCK.format("report contact=this")})
        assert here.desk.text("Templates/Contact.md") == BLOCK.format("report contact=this")

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("<!-- infoview: overdue -->\n", 1),
            (BLOCK.format("overdue") + "x\n<!-- /infoview -->\n", 4),
            (BLOCK.format("overdue").replace("\n", "\n<!-- infoview: today -->\n", 1), 1),
        ],
    )
    def test_markers_out_of_order_are_named_and_nothing_is_written(self, desk, text, line):
        made = desk({**NOTES, "Dashboard.md": text})
        done = Board(made).refresh()
        assert made.text("Dashboard.md") == text
        assert done.problems[0].line == line
        assert "out of order" in done.problems[0].message

    def test_two_blocks_that_ask_the_same_are_named_and_left_alone(self, board):
        here = board(NOTES, "overdue", "overdue", "today")
        assert shown(here, "overdue") == ""
        assert shown(here, "today") == "Nothing is due today."
        assert all("several times" in one.message for one in here.refresh().problems)

    def test_a_note_that_is_no_utf8_is_named_and_left_alone(self, desk):
        made = desk(NOTES)
        (made.root / "Bad.md").write_bytes(BLOCK.format("overdue").encode() + b"\xff\n")
        Board(made).refresh()
        assert (made.root / "Bad.md").read_bytes() == BLOCK.format("overdue").encode() + b"\xff\n"

    def test_one_note_that_cannot_be_written_does_not_keep_the_others_back(self, desk):
        made = desk({**NOTES, "A/D.md": BLOCK.format("overdue"), "B/D.md": BLOCK.format("overdue")})
        (made.root / "twin").hardlink_to(made.root / "A/D.md")
        done = Board(made).refresh()
        assert done.written == ("B/D.md",)
        assert [one.note for one in done.problems] == ["A/D.md"]

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        before=st.text(alphabet="ab#-[] \n`%<>!^é", max_size=40),
        inside=st.text(alphabet="ab#-[]x \n`%<>!^é", max_size=40),
    )
    def test_what_a_person_wrote_is_never_lost(self, desk, before, inside):
        made = desk(NOTES)
        place = made.root / "Dashboard.md"
        raw = f"{before}\n<!-- infoview: overdue -->\n{inside}\n<!-- /infoview -->\n".encode()
        place.write_bytes(raw)
        Board(made).refresh()
        after = place.read_bytes()
        if inside.strip():
            assert after == raw
        assert after.startswith(f"{before}\n<!-- infoview: overdue".encode())


class TestRest:
    def test_a_note_that_was_written_a_moment_ago_is_left_for_later(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")})
        session = made.session()
        assert refresh_blocks(session, quiet_seconds=10).resting == ("Dashboard.md",)
        later = (made.root / "Dashboard.md").stat().st_mtime + 10.5
        assert refresh_blocks(session, quiet_seconds=10, now=later).written == ("Dashboard.md",)
        session.close()

    def test_what_we_wrote_ourselves_is_not_waited_for(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")})
        own = {}
        session = made.session()
        refresh_blocks(session, quiet_seconds=0, own=own)
        made.do("done", "Ada", "thank_you")
        session.refresh()
        assert refresh_blocks(session, quiet_seconds=10, own=own).written == ("Dashboard.md",)
        session.close()

    def test_a_time_of_the_far_future_does_not_keep_a_note_waiting_for_ever(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")})
        place = made.root / "Dashboard.md"
        os.utime(place, (4e9, 4e9))
        session = made.session()
        assert refresh_blocks(session, quiet_seconds=10).resting == ()
        session.close()


class TestKeeping:
    def keeping(self, quiet_seconds=0.0):
        self.said, self.told = [], []
        return Keeping(say=self.said.append, tell=self.told.append, quiet_seconds=quiet_seconds)

    def test_it_says_a_problem_once_for_as_long_as_it_lasts(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("repotr")})
        keeping = self.keeping()
        session = made.session()
        for _ in range(3):
            keeping.after_refresh(session, SyncResult())
        assert len(self.said) == 1
        assert self.said[0].startswith("Dashboard.md:1: There is no block 'repotr'.")
        session.close()

    def test_it_comes_back_to_a_note_that_was_being_written(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")})
        keeping = self.keeping(quiet_seconds=0.2)
        session = made.session()
        keeping.after_refresh(session, SyncResult())
        wait = keeping.on_minute(session)
        assert 0.1 < wait < 0.3
        assert self.told == []
        time.sleep(wait)
        assert keeping.on_minute(session) is None
        assert self.told == ["Made the blocks anew in Dashboard.md."]
        session.close()

    def test_what_falls_due_at_an_hour_moves_when_the_hour_is_over(self, desk):
        page = BLOCK.format("overdue") + BLOCK.format("today")
        made = desk({**NOTES, "Dashboard.md": page}, now="2026-11-21T14:00")
        keeping, here = self.keeping(), Board(made)
        session = made.session()
        keeping.after_refresh(session, SyncResult())
        assert THANK in shown(here, "today")
        for at, name in (("15:20", "today"), ("15:21", "overdue")):
            session.now = f"2026-11-21T{at}"
            keeping.on_minute(session)
            assert THANK in shown(here, name)
        session.close()

    def test_an_interview_that_is_over_is_coming_no_more(self, desk):
        talk = TALK.replace("2026-11-20T15:00", "2026-11-21T14:00")
        talk = talk.replace("done", "proposed")
        notes = {"Contacts/Ada.md": ADA, "T.md": talk, "Dashboard.md": BLOCK.format("interviews")}
        made = desk(notes, now="2026-11-21T13:00")
        keeping, here = self.keeping(), Board(made)
        session = made.session()
        keeping.after_refresh(session, SyncResult())
        assert "14:00]]** (proposed) [[Ada]]" in shown(here)
        session.now = "2026-11-21T14:30"
        keeping.on_minute(session)
        assert shown(here) == "No interview is coming."
        session.close()

    def test_a_problem_is_not_said_again_because_the_note_was_edited(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("repotr")})
        keeping = self.keeping(quiet_seconds=0.3)
        session = made.session()
        for number in range(3):
            (made.root / "Dashboard.md").write_text(BLOCK.format("repotr") + "." * number)
            session.refresh()
            keeping.after_refresh(session, SyncResult())
            time.sleep(0.4)
            keeping.after_refresh(session, SyncResult())
        assert len(self.said) == 1
        session.close()

    def test_it_closes_what_was_ticked_and_renews_the_block_at_once(self, desk):
        made = desk({**NOTES, "Dashboard.md": BLOCK.format("overdue")})
        here = Board(made)
        here.refresh()
        here.change("thank-you", ticked)
        keeping = self.keeping()
        session = made.session()
        keeping.after_refresh(session, SyncResult())
        session.close()
        assert "thank_you_sent: 2026-11-22" in made.text("Interviews/Talk.md")
        assert "Nothing is overdue." in here.text
        assert "Noted the thank-you to Ada" in self.told[0]


def test_a_name_in_another_unicode_form_is_the_same_person(desk):
    name = normalize("NFD", "Zoë")
    made = desk({f"Contacts/{name}.md": ADA, "Interviews/T.md": TALK.replace("Ada", "Zoë")})
    (made.root / "Dashboard.md").write_text(BLOCK.format("overdue"))
    here = Board(made)
    here.refresh()
    here.change("thank-you", ticked)
    assert len(here.refresh().closed) == 1


def test_an_item_in_the_form_of_dataview_has_its_field_before_the_block_id():
    from infoview_md.note.generated import item_line

    line = item_line("Do it", "0123456789", "2026-11-21", ItemStyle(is_dataview=True, tag="#task"))
    assert line == "- [ ] #task Do it  [due:: 2026-11-21] ^iv-0123456789"
