"""`done` closes what is owed, by the one fact that the rule names, and by nothing else."""

import os
import shlex
import tempfile

import pytest

from infoview_md.answers import Wish, report
from infoview_md.network.kinds import KINDS
from infoview_md.session import Session
from tests.commands import EXAMPLE, NOW, Git, _own_folders, desk, example  # noqa: F401 - fixtures

ADA = """\
---
type: contact
company: Acme
---
# Ada
"""
TALK = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-11-20T15:00
status: done
---
## Notes

She said a lot.
"""


def rows_of_the_example():
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        session = Session(root=EXAMPLE, at=NOW)
        found = report(session, Wish()).follow_ups
        session.close()
    return found


ROWS = rows_of_the_example()
ASKS_BACK = {
    "write_up": "--note",
    "try_another": "--whom",
    "schedule": "--date",
    "birthday": "birthday of Ben Achterberg is on 2026-11-27",
}
"""Kinds whose command line must be told something first, with what it says then."""


def names_of(rows):
    return [f"{row.contact}-{row.kind}-{row.id}" for row in rows]


DONE = [row for row in ROWS if row.kind in ("prepare", *KINDS) and "agenda" not in row.action]


class TestTheCommandsThatAReportPrints:
    def test_the_example_owes_something_of_every_kind(self):
        assert {row.kind for row in ROWS} == set(KINDS)

    @pytest.mark.parametrize("row", DONE, ids=names_of(DONE))
    def test_each_runs_as_it_is_printed_and_closes_just_that(self, example, row):
        before = {one["id"]: one for one in example.owed()}
        ran = example.run(*shlex.split(row.action)[1:])
        after = {one["id"]: one for one in example.owed()}
        if row.kind in ASKS_BACK:
            assert (ran.code, ran.out, after) == (2, "", before)
            assert ASKS_BACK[row.kind] in ran.err
            return
        if row.contact == "Priya Raghunathan":
            assert (ran.code, ran.out, after) == (3, "", before)
            assert "infoview-md asked 'Priya Raghunathan' --create" in ran.err
            return
        assert (ran.code, ran.err) == (0, "")
        assert row.id not in after
        closed_as_well = {
            (one["kind"], one["note"] if row.kind == "thank_you" else one["contact"])
            for key, one in before.items()
            if key not in after and key != row.id
        }
        assert closed_as_well <= {
            ("thank_you", row.note),  # one thank-you for all contacts of an interview
            ("try_another", row.contact),  # the reminder ends it
            ("stay_in_touch", row.contact),  # every exchange begins a new interval
        }

    @pytest.mark.parametrize("row", DONE, ids=names_of(DONE))
    def test_each_writes_one_line_and_undo_gives_the_bytes_back(self, example, row):
        git = Git(example.root).start()
        before = example.bytes_of_all()
        dry = example.run(*shlex.split(row.action)[1:], "--dry-run")
        assert example.bytes_of_all() == before
        ran = example.run(*shlex.split(row.action)[1:])
        assert ran.code == dry.code
        if ran.code:
            assert example.bytes_of_all() == before
            return
        (lines,) = git.changed_lines().values()
        assert lines == ((1, 1) if row.kind in ("promise", "waiting") else (1, 0))
        assert f"+{example_line(git)}" in dry.out
        example.do("undo")
        assert example.bytes_of_all() == before


def example_line(git):
    said = git("diff", "-U0").splitlines()
    return next(line[1:] for line in said if line.startswith("+") and not line.startswith("+++"))


class TestWhichOne:
    def test_the_only_thing_owed_needs_no_kind(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        said = vault.do("done", "ada")
        assert said == (
            "Noted the thank-you to Ada for 2026-11-20, sent on 2026-11-22.\n"
            "Nothing more is owed to Ada.\n"
        )
        assert "thank_you_sent: 2026-11-22\n---\n## Notes" in vault.text("Interviews/Talk.md")

    def test_several_are_listed_with_their_commands(self, example):
        ran = example.run("done", "Gus")
        assert (ran.code, ran.out) == (2, "")
        assert "3 things are owed to Gus Tremblay" in ran.err
        for kind in ("thank_you", "confirm_outcome", "write_up"):
            assert f"infoview-md done 'Gus Tremblay' {kind}\n" in ran.err

    def test_a_kind_may_be_written_as_people_write_it(self, example):
        for kind in ("thank-you", "Thank You", "thank", "THANK_YOU"):
            example.do("done", "Gus", kind, "--dry-run")

    def test_a_kind_that_does_not_exist_lists_those_that_do(self, example):
        ran = example.run("done", "Gus", "tank")
        assert ran.code == 2
        assert "'tank' is no kind of follow-up." in ran.err
        assert "thank_you" in ran.err

    def test_a_kind_that_is_not_owed_says_what_is(self, example):
        ran = example.run("done", "Gus", "nudge")
        assert (ran.code, ran.out) == (2, "")
        assert "No nudge is open for Gus Tremblay." in ran.err
        assert "infoview-md done 'Gus Tremblay' thank_you" in ran.err

    def test_where_nothing_is_owed_why_is_named(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        ran = vault.run("done", "Ada")
        assert ran.code == 2
        assert "Nothing is owed to Ada now." in ran.err
        assert "infoview-md why Ada" in ran.err

    def test_of_several_promises_the_id_picks_one(self, desk):
        tasks = "\n- [ ] the map 📅 2026-11-20\n- [ ] the list 📅 2026-11-21\n"
        vault = desk({"Contacts/Ada.md": ADA + tasks})
        assert vault.run("done", "Ada", "promise").code == 2
        second = next(row for row in vault.owed() if row["reason"] == "the list")
        words = shlex.split(second["action"])[1:]
        assert "--id" in words
        vault.do(*words)
        assert "- [ ] the map 📅 2026-11-20\n" in vault.text("Contacts/Ada.md")
        assert "- [x] the list 📅 2026-11-21 ✅ 2026-11-22\n" in vault.text("Contacts/Ada.md")

    def test_of_several_promises_the_one_that_a_short_report_shows_is_meant(self, desk):
        tasks = "\n- [ ] the map 📅 2026-11-24\n- [ ] the list 📅 2026-11-27\n"
        vault = desk({"Contacts/Ada.md": ADA + tasks})
        (row,) = vault.owed("--days", "3")
        vault.do(*shlex.split(row["action"])[1:])
        assert "- [x] the map" in vault.text("Contacts/Ada.md")
        assert "- [ ] the list" in vault.text("Contacts/Ada.md")

    def test_an_id_that_is_not_open_is_refused(self, example):
        ran = example.run("done", "Gus", "--id", "0123456789")
        assert ran.code == 2
        assert "0123456789" in ran.err

    def test_of_two_people_with_one_name_the_one_it_is_owed_to_is_meant(self, desk):
        other = ADA.replace("Acme", "Bolt")
        talk = TALK.replace("[[Ada]]", "[[Contacts/Ada]]")
        vault = desk({"Contacts/Ada.md": ADA, "Old/Ada.md": other, "Interviews/Talk.md": talk})
        assert vault.run("done", "Ada").code == 3
        (row,) = vault.owed()
        vault.do(*shlex.split(row["action"])[1:])
        assert vault.owed() == []

    def test_somebody_without_a_note_can_be_thanked(self, desk):
        vault = desk({"Interviews/Talk.md": TALK})
        vault.do("done", "Ada", "thank_you")
        assert "thank_you_sent: 2026-11-22" in vault.text("Interviews/Talk.md")

    def test_but_nothing_can_be_logged_for_them(self, desk):
        vault = desk({"Interviews/Talk.md": TALK})
        ran = vault.run("done", "Ada", "thank_you", "--note", "flowers too")
        assert (ran.code, ran.out) == (3, "")
        assert "infoview-md new contact Ada" in ran.err
        assert "thank_you_sent" not in vault.text("Interviews/Talk.md")


class TestHowItWasDone:
    def test_a_thank_you_has_its_way_and_its_time(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        vault.do("done", "Ada", "--on", "yesterday 18:30", "--via", "letter")
        text = vault.text("Interviews/Talk.md")
        assert "thank_you_sent: 2026-11-21T18:30\nthank_you_via: letter\n" in text

    def test_a_thank_you_goes_by_letter_email_or_message(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        ran = vault.run("done", "Ada", "--via", "pigeon")
        assert ran.code == 2
        assert "letter, email or message" in ran.err

    def test_a_weekday_is_the_last_one(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        vault.do("done", "Ada", "--on", "fri")
        assert "thank_you_sent: 2026-11-20\n" in vault.text("Interviews/Talk.md")

    @pytest.mark.parametrize("on", ["tomorrow", "+2d", "2026-12-01", "today 23:59"])
    def test_a_day_that_is_still_to_come_is_refused(self, desk, on):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        ran = vault.run("done", "Ada", "--on", on)
        assert (ran.code, ran.out) == (2, "")
        assert "in the future" in ran.err
        assert "thank_you_sent" not in vault.text("Interviews/Talk.md")

    def test_a_day_before_it_was_owed_is_refused(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        ran = vault.run("done", "Ada", "--on", "2026-11-19")
        assert ran.code == 2
        assert "2026-11-19 is before 2026-11-20" in ran.err

    def test_a_word_that_is_no_date_is_told_how_to_write_one(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        ran = vault.run("done", "Ada", "--on", "whenever")
        assert ran.code == 2
        assert "yesterday" in ran.err

    def test_the_order_of_the_settings_reads_a_date_with_slashes(self, desk):
        notes = {"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK.replace("11-20", "11-02")}
        vault = desk(notes, config='date_order = "dmy"\n')
        vault.do("done", "Ada", "--on", "5/11/2026")
        assert "thank_you_sent: 2026-11-05\n" in vault.text("Interviews/Talk.md")

    def test_a_note_goes_into_the_log_as_well(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        vault.do("done", "Ada", "--note", "sent two\nphotographs")
        assert "- 2026-11-22 thank-you: sent two photographs\n" in vault.text("Contacts/Ada.md")

    def test_one_thank_you_counts_for_all_who_were_there_and_says_so(self, example):
        said = example.do("done", "Marcus Bell", "thank_you")
        assert "it counts for Zoë Fairweather too" in said


class TestEachKind:
    def test_a_reminder_by_email_is_in_the_log(self, desk):
        vault = desk({"Contacts/Ada.md": ADA.replace("Acme", "Acme\nasked: 2026-11-02")})
        vault.do("done", "Ada", "nudge", "--via", "email")
        text = vault.text("Contacts/Ada.md")
        assert "nudged: 2026-11-22\n" in text
        assert "- 2026-11-22 email: sent the one reminder\n" in text

    def test_staying_in_touch_is_a_log_item_of_its_kind(self, desk):
        lines = "Acme\ncadence: 2w\nlast_contact: 2026-11-01"
        vault = desk({"Contacts/Ada.md": ADA.replace("Acme", lines)})
        said = vault.do("done", "Ada", "--via", "call", "--note", "her garden")
        assert "- 2026-11-22 call: her garden\n" in vault.text("Contacts/Ada.md")
        assert said.endswith("Next for Ada: Get in touch (on 2026-12-06).\n")

    def test_staying_in_touch_on_the_day_of_the_last_exchange_closes_nothing(self, desk):
        lines = "Acme\ncadence: 2w\nlast_contact: 2026-11-01"
        vault = desk({"Contacts/Ada.md": ADA.replace("Acme", lines)})
        ran = vault.run("done", "Ada", "--on", "2026-11-01")
        assert ran.code == 2
        assert "in your notes already" in ran.err

    def test_wishes_on_the_birthday_close_it(self, desk):
        vault = desk({"Contacts/Ada.md": ADA.replace("Acme", "Acme\nbirthday: 1980-11-22")})
        vault.do("done", "Ada", "birthday", "--via", "letter")
        assert "- 2026-11-22 letter: birthday wishes\n" in vault.text("Contacts/Ada.md")
        assert vault.owed() == []

    def test_a_promise_of_dataview_is_ticked_in_its_style(self, desk):
        tasks = "\n- [ ] the map [due:: 2026-11-20]\n- [ ] other 📅 2026-12-20\n"
        vault = desk({"Contacts/Ada.md": ADA + tasks})
        vault.do("done", "Ada", "promise")
        text = vault.text("Contacts/Ada.md")
        assert "- [x] the map [due:: 2026-11-20]  [completion:: 2026-11-22]\n" in text

    def test_a_promise_that_moved_to_another_line_is_found(self, desk):
        vault = desk({"Contacts/Ada.md": ADA + "\n- [ ] the map 📅 2026-11-20\n"})
        (row,) = vault.owed()
        note = vault.root / "Contacts/Ada.md"
        note.write_text(note.read_text().replace("# Ada", "# Ada\n\nA new line.\n"))
        vault.do(*shlex.split(row["action"])[1:])
        assert "- [x] the map" in vault.text("Contacts/Ada.md")

    def test_a_task_that_repeats_is_left_to_its_plugin(self, desk):
        vault = desk({"Contacts/Ada.md": ADA + "\n- [ ] the map 🔁 every week 📅 2026-11-20\n"})
        ran = vault.run("done", "Ada", "promise")
        assert (ran.code, ran.out) == (4, "")
        assert "Contacts/Ada.md, line 7" in ran.err

    def test_what_they_owe_is_ticked_as_well(self, desk):
        vault = desk({"Contacts/Ada.md": ADA + "\n- [ ] her book #waiting 📅 2026-11-20\n"})
        said = vault.do("done", "Ada", "waiting", "--on", "2026-11-21")
        assert "- [x] her book #waiting 📅 2026-11-20 ✅ 2026-11-21\n" in vault.text(
            "Contacts/Ada.md"
        )
        assert said.startswith("Ticked what Ada owed you: her book")

    @pytest.mark.parametrize("status", ["done", "no_show", "cancelled"])
    def test_an_outcome_is_the_status_of_the_interview(self, desk, status):
        silent = TALK.replace("status: done\n", "").replace("She said a lot.", "")
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": silent})
        said = vault.do("done", "Ada", "confirm_outcome", "--status", status)
        assert f"status: {status}\n" in vault.text("Interviews/Talk.md")
        assert ("Nothing more is owed to Ada." in said) == (status != "done")

    def test_notes_are_written_under_the_heading_that_is_there(self, desk):
        silent = TALK.replace("## Notes", "## Key takeaways").replace("She said a lot.", "")
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": silent})
        vault.do("done", "Ada", "write_up", "--note", "She builds dykes.\n\n- of clay")
        text = vault.text("Interviews/Talk.md")
        assert "## Key takeaways\n\nShe builds dykes.\n\n- of clay\n" in text
        assert "## Notes" not in text

    def test_preparation_tasks_are_ticked_together_and_the_agenda_is_named(self, desk):
        coming = TALK.replace("2026-11-20T15:00", "2026-11-23T15:00").replace(
            "status: done\n", "questions_sent: 2026-11-20\n"
        )
        tasks = "\n## Preparation\n\n- [ ] read\n- [x] ask\n- [ ] print\n"
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": coming + tasks})
        ran = vault.run("done", "Ada", "prepare")
        assert ran.code == 0
        assert "Ticked 2 preparation tasks" in ran.out
        assert "infoview-md agenda Ada --write" in ran.err
        text = vault.text("Interviews/Talk.md")
        assert "- [x] read ✅ 2026-11-22\n- [x] ask\n- [x] print ✅ 2026-11-22\n" in text

    def test_where_only_the_agenda_is_missing_that_is_said(self, desk):
        coming = TALK.replace("2026-11-20T15:00", "2026-11-23T15:00").replace(
            "status: done\n", "questions_sent: 2026-11-20\n"
        )
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": coming})
        ran = vault.run("done", "Ada", "prepare")
        assert ran.code == 2
        assert "infoview-md agenda Ada --write" in ran.err

    def test_another_one_at_the_company_is_asked_instead(self, desk):
        notes = {
            "Contacts/Ada.md": ADA.replace("Acme", "Acme\nasked: 2026-11-16"),
            "Contacts/Ben.md": ADA,
            "Contacts/Cy.md": ADA.replace("Acme", "Bolt"),
        }
        vault = desk(notes)
        ran = vault.run("done", "Ada", "try_another")
        assert "Not asked at Acme yet: Ben." in ran.err
        ran = vault.run("done", "Ada", "try_another", "--whom", "Cy")
        assert ran.code == 2
        assert "Cy is not at Acme in your notes." in ran.err
        vault.do("done", "Ada", "try_another", "--whom", "Ben")
        assert "asked: 2026-11-22\n" in vault.text("Contacts/Ben.md")
        assert {row["kind"] for row in vault.owed() if row["contact"] == "Ada"} == {"nudge"}

    def test_a_landing_is_told(self, desk):
        search = "---\ntype: search\nstarted: 2026-01-01\nlanded: 2026-11-10\n---\n"
        notes = {"Contacts/Ada.md": ADA, "Search.md": search}
        vault = desk(
            {
                **notes,
                "Interviews/Talk.md": TALK.replace(
                    "status: done\n", "status: done\nthank_you_sent: 2026-11-20\n"
                ),
            }
        )
        vault.do("done", "Ada", "announce", "--via", "email")
        assert "told_landed: 2026-11-22\n" in vault.text("Contacts/Ada.md")
        assert vault.owed() == []


class TestNotesOfOtherShapes:
    def test_a_property_keeps_the_name_that_the_note_gives_it(self, desk):
        config = '[properties]\nthank_you_sent = ["thanked"]\n'
        talk = TALK.replace("status: done\n", "status: done\nThanked:   # not yet\n")
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": talk}, config=config)
        vault.do("done", "Ada")
        assert "Thanked: 2026-11-22   # not yet\n" in vault.text("Interviews/Talk.md")
        assert vault.owed() == []

    def test_a_property_that_is_new_gets_the_name_of_the_vault(self, desk):
        config = '[properties]\nthank_you_sent = ["thanked"]\n'
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK}, config=config)
        vault.do("done", "Ada")
        assert "thanked: 2026-11-22\n" in vault.text("Interviews/Talk.md")

    def test_broken_properties_are_refused_with_their_line(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        note = vault.root / "Interviews/Talk.md"
        note.write_text(
            note.read_text().replace("status: done\n", "status: done\nlocation: a: b\n")
        )
        before = vault.bytes_of_all()
        # Nothing is owed by a note that cannot be read, so `set` is what meets it.
        ran = vault.run("set", "Interviews/Talk.md", "thank_you_sent", "2026-11-21")
        assert (ran.code, ran.out) == (4, "")
        assert "Interviews/Talk.md, line 6" in ran.err
        assert vault.bytes_of_all() == before

    def test_line_ends_of_windows_and_a_byte_order_mark_stay(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})
        note = vault.root / "Interviews/Talk.md"
        raw = b"\xef\xbb\xbf" + note.read_bytes().replace(b"\n", b"\r\n")
        note.write_bytes(raw)
        vault.do("done", "Ada")
        fact = b"status: done\r\n"
        assert note.read_bytes() == raw.replace(fact, fact + b"thank_you_sent: 2026-11-22\r\n")


def test_the_kinds_that_ask_back_are_few():
    assert set(ASKS_BACK) < set(KINDS)
    assert os.environ.get("INFOVIEW_VAULT") is None


PLANNED = (
    "---\ntype: contact\nlast_contact: 2026-11-01\nnext_followup: 2026-12-10 # her return\n{}---\n"
)


def test_a_touchpoint_before_the_day_that_was_set_takes_the_day_out(desk):
    made = desk({"Contacts/Ada.md": PLANNED.format("")})
    said = made.do("done", "Ada", "stay_in_touch")
    assert "The day you had set for it, 2026-12-10, is taken out." in said
    assert "next_followup" not in made.text("Contacts/Ada.md")
    assert made.owed() == []
    made.do("undo")
    assert made.text("Contacts/Ada.md") == PLANNED.format("")


def test_after_it_the_cadence_counts(desk):
    made = desk({"Contacts/Ada.md": PLANNED.format("cadence: weekly\n")})
    made.do("done", "Ada", "stay_in_touch")
    assert [row["due"] for row in made.owed()] == ["2026-11-29"]


def test_a_touchpoint_on_the_day_leaves_the_day_as_it_is(desk):
    made = desk({"Contacts/Ada.md": PLANNED.format("")}, now="2026-12-11T10:00")
    made.do("done", "Ada", "stay_in_touch")
    assert "next_followup: 2026-12-10 # her return" in made.text("Contacts/Ada.md")
    assert made.owed() == []
