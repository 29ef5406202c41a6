"""`new contact` and `new interview`: notes that read back as they were said, and never a second one."""

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures

ADA = "---\ntype: contact\n---\n"


class TestContact:
    def test_every_property_is_written_and_reads_back(self, desk):
        vault = desk(
            {"Contacts/Ben.md": ADA, "Companies/Acme: labs.md": "x\n", "Companies/Bolt.md": "x\n"}
        )
        said = vault.do(
            *(
                "new",
                "contact",
                "Zoë Roe",
                "--company",
                "Bolt",
                "--role",
                "Lead: maps",
                "--location",
                "Portland, OR",
            ),
            *(
                "--email",
                "zoe@example.org",
                "--phone",
                "0176 12",
                "--linkedin",
                "https://l.example/zoe",
            ),
            *(
                "--channel",
                "event",
                "--referred-by",
                "ben",
                "--priority",
                "1",
                "--cadence",
                "quarterly",
            ),
            *("--reach-out-by", "fri"),
        )
        assert said == "Created Contacts/Zoë Roe.md\n"
        assert vault.text("Contacts/Zoë Roe.md") == (
            '---\ntype: contact\ncompany: "[[Bolt]]"\nrole: "Lead: maps"\nlocation: Portland, OR\n'
            "email: zoe@example.org\nphone: 0176 12\nlinkedin: https://l.example/zoe\nchannel: event\n"
            'referred_by: "[[Ben]]"\npriority: 1\nreach_out_by: 2026-11-27\ncadence: quarterly\n---\n'
            "# Zoë Roe\n\n## Log\n"
        )
        assert vault.do("check") == "No problems.\n"
        (row,) = vault.owed()
        assert (row["kind"], row["contact"], row["due"]) == ("reach_out", "Zoë Roe", "2026-11-27")

    def test_a_name_alone_is_enough(self, desk):
        vault = desk({})
        vault.do("new", "contact", "  Ada   Poe ")
        assert vault.text("Contacts/Ada Poe.md") == "---\ntype: contact\n---\n# Ada Poe\n\n## Log\n"

    @pytest.mark.parametrize("name", ["ada poe", "Ada", "Countess", "ADA@example.org"])
    def test_somebody_who_is_known_is_not_made_twice(self, desk, name):
        note = "---\ntype: contact\naliases: [Countess]\nemail: ada@example.org\n---\n"
        vault = desk({"Contacts/Ada Poe.md": note})
        ran = vault.run("new", "contact", name)
        assert (ran.code, ran.out) == (3, "")
        assert "  Contacts/Ada Poe\n" in ran.err
        assert "--force-new" in ran.err

    def test_two_who_may_be_meant_are_both_listed(self, desk):
        vault = desk({"Contacts/Ada Poe.md": ADA, "Contacts/Ada Roe.md": ADA})
        ran = vault.run("new", "contact", "Ada")
        assert "  Contacts/Ada Poe\n  Contacts/Ada Roe\n" in ran.err

    def test_a_second_person_of_the_name_gets_another_file_and_the_name_as_alias(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("new", "contact", "Ada", "--force-new")
        vault.do("new", "contact", "Ada", "--force-new", "--company", "Acme")
        assert vault.text("Contacts/Ada.md") == ADA
        assert vault.text("Contacts/Ada 2.md").startswith(
            "---\ntype: contact\naliases:\n  - Ada\n---\n# Ada\n"
        )
        assert "company: Acme\n" in vault.text("Contacts/Ada (Acme).md")

    def test_somebody_who_was_only_named_gets_the_note(self, example):
        example.do("new", "contact", "Priya Raghunathan", "--company", "Saltgrass Labs")
        assert 'company: "[[Saltgrass Labs]]"' in example.text("Contacts/Priya Raghunathan.md")
        example.do("asked", "Priya Raghunathan")

    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("../../.ssh/authorized_keys", "ssh authorized_keys.md"),
            ("CON", "_CON.md"),
            ("Ada [the #1]", "Ada the 1.md"),
            ("Zoë", "Zoë.md"),
        ],
    )
    def test_a_name_becomes_a_file_name_that_every_system_can_have(self, desk, name, file):
        vault = desk({})
        vault.do("new", "contact", name)
        assert [one.name for one in (vault.root / "Contacts").iterdir()] == [file]
        assert vault.do("show", name)

    @pytest.mark.parametrize(
        "words",
        [
            ("--priority", "9"),
            ("--cadence", "often"),
            ("--reach-out-by", "soon"),
            ("--referred-by", "Nobody"),
        ],
    )
    def test_a_value_that_makes_no_sense_creates_nothing(self, desk, words):
        vault = desk({})
        ran = vault.run("new", "contact", "Ada", *words)
        assert ran.code in (2, 3)
        assert not (vault.root / "Contacts").exists()

    def test_an_empty_name_is_refused(self, desk):
        assert desk({}).run("new", "contact", " ").code == 2

    def test_dry_run_shows_the_note(self, desk):
        vault = desk({})
        said = vault.do("new", "contact", "Ada", "--dry-run")
        assert said.startswith(
            "--- /dev/null\n+++ b/Contacts/Ada.md\n@@ -0,0 +1,6 @@\n+---\n+type: contact\n"
        )
        assert not (vault.root / "Contacts").exists()

    def test_undo_takes_the_note_back(self, desk):
        vault = desk({})
        vault.do("new", "contact", "Ada")
        vault.do("undo")
        assert not (vault.root / "Contacts/Ada.md").exists()


class TestVaultsOfOtherShapes:
    def test_the_folder_and_names_of_the_settings_are_used(self, desk):
        config = (
            '[folders]\ncontacts = "CRM/Leute"\n[contact]\ntypes = ["persona"]\n'
            '[properties]\ncompany = ["Firma"]\n[headings]\nlog = ["Verlauf"]\n'
        )
        vault = desk({}, config=config)
        vault.do("new", "contact", "Ada", "--company", "Acme")
        assert vault.text("CRM/Leute/Ada.md") == (
            "---\ntype: persona\nFirma: Acme\n---\n# Ada\n\n## Verlauf\n"
        )
        assert "Acme" in vault.do("show", "Ada")

    def test_a_vault_that_knows_contacts_by_tag_gets_the_tag(self, desk):
        config = '[contact]\ntypes = []\ntags = ["friend"]\nfolders = []\n'
        vault = desk({}, config=config)
        vault.do("new", "contact", "Ada")
        assert vault.text("Contacts/Ada.md").startswith("---\ntags:\n  - friend\n---\n")
        assert vault.do("show", "Ada")

    def test_where_contacts_lie_elsewhere_new_ones_go_there(self, desk):
        vault = desk({"People/Ben.md": ADA, "People/Cy.md": ADA, "Old/Dot.md": ADA})
        assert vault.do("new", "contact", "Ada") == "Created People/Ada.md\n"


class TestInterview:
    def test_it_has_the_parts_of_an_interview_and_no_problem(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        said = vault.do(
            "new",
            "interview",
            "ada",
            "--date",
            "2026-11-24T14:00",
            "--mode",
            "video",
            "--duration",
            "45",
        )
        assert said.startswith("Created Interviews/2026-11-24 Ada.md\nNext for Ada: ")
        assert vault.text("Interviews/2026-11-24 Ada.md") == (
            '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-11-24T14:00\nduration: 45\nmode: video\n---\n'
            "## Agenda\n\n## Preparation\n\n## Questions\n\n## Notes\n\n## Takeaways\n\n## Next steps\n"
        )
        assert vault.do("check") == "No problems.\n"
        assert {row["kind"] for row in vault.owed()} == {"prepare", "send_questions"}

    def test_it_closes_the_agreement_on_a_time(self, example):
        (row,) = example.owed("--kind", "schedule")
        example.do("new", "interview", row["contact"], "--date", "fri 14:00")
        assert example.owed("--kind", "schedule") == []

    def test_without_a_date_the_question_is_put(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        ran = vault.run("new", "interview", "Ada")
        assert (ran.code, ran.out) == (2, "")
        assert "infoview-md new interview Ada --date 2026-11-24T14:00\n" in ran.err

    def test_a_proposed_one_needs_no_date(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("new", "interview", "Ada", "--status", "proposed")
        assert "status: proposed\n" in vault.text("Interviews/Interview with Ada.md")
        assert vault.do("check") == "No problems.\n"

    def test_several_contacts_are_a_list(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Contacts/Ben.md": ADA, "Contacts/Cy.md": ADA})
        vault.do("new", "interview", "Ada", "Ben", "Cy", "--date", "2026-11-24")
        text = vault.text("Interviews/2026-11-24 Ada, Ben and Cy.md")
        assert 'contact:\n  - "[[Ada]]"\n  - "[[Ben]]"\n  - "[[Cy]]"\ndate: 2026-11-24\n' in text

    def test_many_contacts_are_counted_in_the_name(self, desk):
        vault = desk({f"Contacts/{name}.md": ADA for name in ("Ada", "Ben", "Cy", "Dot")})
        said = vault.do("new", "interview", "Ada", "Ben", "Cy", "Dot", "--date", "2026-11-24")
        assert said.startswith("Created Interviews/2026-11-24 Ada and 3 others.md\n")

    def test_the_same_again_is_refused_unless_forced(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("new", "interview", "Ada", "--date", "2026-11-24T14:00")
        ran = vault.run("new", "interview", "Ada", "--date", "2026-11-24T16:00")
        assert (ran.code, ran.out) == (2, "")
        assert "Interviews/2026-11-24 Ada.md" in ran.err
        said = vault.do("new", "interview", "Ada", "--date", "2026-11-24T16:00", "--force-new")
        assert said.startswith("Created Interviews/2026-11-24 Ada 2.md\n")

    def test_a_link_goes_by_path_where_the_name_is_not_unique(self, desk):
        vault = desk({"Contacts/Ada.md": ADA, "Companies/Ada.md": "x\n"})
        vault.do("new", "interview", "Ada", "--date", "2026-11-24")
        assert 'contact: "[[Contacts/Ada|Ada]]"' in vault.text("Interviews/2026-11-24 Ada.md")
        assert vault.do("check") == "No problems.\n"

    def test_somebody_without_a_note_gets_one_first(self, example):
        ran = example.run("new", "interview", "Priya Raghunathan", "--date", "fri")
        assert (ran.code, ran.out) == (3, "")
        assert "infoview-md new contact 'Priya Raghunathan'" in ran.err

    @pytest.mark.parametrize(
        "words", [("--status", "maybe"), ("--duration", "long"), ("--date", "2026-13-01")]
    )
    def test_a_value_that_makes_no_sense_creates_nothing(self, desk, words):
        vault = desk({"Contacts/Ada.md": ADA})
        date = () if "--date" in words else ("--date", "2026-11-24")
        assert vault.run("new", "interview", "Ada", *date, *words).code == 2
        assert not (vault.root / "Interviews").exists()

    def test_the_clock_of_the_vault_reads_an_offset(self, desk):
        vault = desk({"Contacts/Ada.md": ADA})
        vault.do("new", "interview", "Ada", "--date", "2026-11-24T14:00-05:00")
        assert "date: 2026-11-24T19:00\n" in vault.text("Interviews/2026-11-24 Ada.md")
