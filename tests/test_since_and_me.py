"""Two settings for notes that are older than this program: what is too old to be owed, and who the user is."""

import pytest

from infoview_md.config import parse
from infoview_md.errors import UsageMistake
from tests.commands import Desk, _own_folders, desk  # noqa: F401 - fixtures
from tests.dashboards import ADA, TALK

OLD = TALK.replace("2026-11-20", "2026-08-20")


def kinds(made):
    return sorted((row["kind"], row["contact"]) for row in made.owed())


BOTH = {"Contacts/Ada.md": ADA, "I/Old.md": OLD, "I/New.md": TALK}


class TestSince:
    def test_what_was_due_before_is_not_owed(self, desk):
        assert len(desk(BOTH).owed()) == 2
        made = desk(BOTH, config="since = 2026-09-01\n")
        assert [row["note"] for row in made.owed()] == ["I/New.md"]

    @pytest.mark.parametrize(("since", "number"), [("2026-11-21", 1), ("2026-11-22", 0)])
    def test_what_is_due_on_the_day_itself_is_owed(self, desk, since, number):
        made = desk({"Contacts/Ada.md": ADA, "I/New.md": TALK}, config=f'since = "{since}"\n')
        assert len(made.owed()) == number

    def test_an_old_task_is_forgiven_and_a_snoozed_one_is_not(self, desk):
        task = "- [ ] send it 📅 2026-08-01\n"
        held = ADA.replace("company: Acme", "snoozed_until: 2026-10-01")
        made = desk(
            {"Contacts/Ada.md": ADA + task, "Contacts/Bob.md": held + task},
            config="since = 2026-09-01\n",
        )
        assert kinds(made) == [("promise", "Bob")]

    def test_a_cadence_says_how_things_stand_now(self, desk):
        quiet = ADA.replace("company: Acme", "cadence: monthly\nlast_contact: 2026-01-01")
        made = desk({"Contacts/Ada.md": quiet}, config="since = 2026-09-01\n")
        assert kinds(made) == [("stay_in_touch", "Ada")]

    def test_why_says_it(self, desk):
        made = desk({"Contacts/Ada.md": ADA, "I/Old.md": OLD}, config="since = 2026-09-01\n")
        assert "before `since` of 2026-09-01" in made.do("why", "Ada")

    @pytest.mark.parametrize("text", ['since = "soon"', 'since = "2026-9-1"', "since = 3"])
    def test_what_is_no_day_is_a_mistake(self, text):
        with pytest.raises(UsageMistake, match="since"):
            parse(text.encode())


class TestMe:
    @pytest.mark.parametrize("me", ['me = ["Tess Marlowe"]', '[coaching]\nname = "tess marlowe"'])
    @pytest.mark.parametrize(
        "spelt", ["[[Tess Marlowe]]", "[[People/Tess Marlowe|me]]", "Tess Marlowe"]
    )
    def test_the_user_is_no_contact_of_an_interview(self, desk, me, spelt):
        talk = TALK.replace('contact: "[[Ada]]"', f'attendees:\n  - "{spelt}"\n  - "[[Ada]]"')
        notes = {"Contacts/Ada.md": ADA, "I/T.md": talk, "People/Tess Marlowe.md": ""}
        assert ("thank_you", "Tess Marlowe") in kinds(desk(notes))
        assert kinds(desk(notes, config=me + "\n")) == [("thank_you", "Ada")]

    def test_a_list_of_attendees_in_the_body_counts_alike(self, desk):
        talk = TALK.replace('contact: "[[Ada]]"\n', "") + "## Attendees\n\n- [[Tess]]\n- [[Ada]]\n"
        made = desk({"Contacts/Ada.md": ADA, "I/T.md": talk}, config='me = ["Tess"]\n')
        assert kinds(made) == [("thank_you", "Ada")]

    def test_an_interview_with_nobody_else_is_a_problem(self, desk):
        made = desk({"I/T.md": TALK.replace("Ada", "Tess")}, config='me = ["Tess"]\n')
        assert "names no contact" in made.run("check").out
