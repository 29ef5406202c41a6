"""`set NAME PROPERTY VALUE`: one property of any note, written as Obsidian reads it back."""

import pytest

from tests.commands import _own_folders, desk  # noqa: F401 - fixtures

ADA = "---\ntype: contact\n---\n"


@pytest.fixture
def vault(desk):
    return desk({"Contacts/Ada.md": ADA, "Contacts/Ben.md": ADA, "Notes/Plan.md": "A plan.\n"})


def line_of(vault, path="Contacts/Ada.md"):
    """Give the line below the type."""
    return vault.text(path).split("\n")[2]


@pytest.mark.parametrize(
    ("word", "value", "line"),
    [
        ("role", "Planner", "role: Planner"),
        ("role", "a: b", 'role: "a: b"'),
        ("phone", "0176123", 'phone: "0176123"'),
        ("phone", "+49 30 1", "phone: +49 30 1"),
        ("asked", "fri", "asked: 2026-11-20"),
        ("asked", "yes", "asked: true"),
        ("closed", "true", "closed: true"),
        ("closed", "2026-12-24", "closed: 2026-12-24"),
        ("reach-out by", "fri", "reach-out by: 2026-11-27"),
        ("Reach_Out_By", "2w", "reach_out_by: 2026-12-06"),
        ("cadence", "every 6 weeks", "cadence: every 6 weeks"),
        ("cadence", "30", "cadence: 30"),
        ("birthday", "05-12", "birthday: --05-12"),
        ("birthday", "1980-5-12", "birthday: 1980-05-12"),
        ("priority", "2", "priority: 2"),
        ("referred_by", "ben", 'referred_by: "[[Ben]]"'),
        ("referred_by", "[[Somebody Else]]", 'referred_by: "[[Somebody Else]]"'),
        ("tags", "alumni", "tags:\n  - alumni"),
        ("shoe size", "43", "shoe size: 43"),
        ("zip", "01234", 'zip: "01234"'),
        ("vegan", "true", "vegan: true"),
        ("score", "1.50", 'score: "1.50"'),
        ("nothing", "", "nothing:"),
    ],
)
def test_values_are_written_as_they_are_meant(vault, word, value, line):
    vault.do("set", "Ada", word, value)
    assert f"type: contact\n{line.replace('reach-out by', 'reach_out_by')}\n---\n" in vault.text(
        "Contacts/Ada.md"
    )


@pytest.mark.parametrize(
    ("word", "value", "said"),
    [
        ("asked", "soon", "not a date"),
        ("asked", "2026-02-30", "2026-02-30"),
        ("asked", "tomorrow", "in the future"),
        ("cadence", "now and then", "not an interval"),
        ("birthday", "May", "--05-12"),
        ("priority", "9", "from 1 (first) to 5"),
        ("priority", "high", "from 1 (first) to 5"),
        ("role", "  ", "empty"),
    ],
)
def test_a_known_property_refuses_what_it_cannot_hold(vault, word, value, said):
    ran = vault.run("set", "Ada", word, value)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert vault.text("Contacts/Ada.md") == ADA


def test_a_name_that_leads_nowhere_is_a_miss(vault):
    assert vault.run("set", "Ada", "referred_by", "Nobody").code == 3
    assert vault.run("set", "Nobody", "role", "x").code == 3
    assert vault.run("set", "Notes/Nothing.md", "role", "x").code == 3


class TestNamesOfProperties:
    def test_the_name_that_the_note_has_is_kept(self, desk):
        note = "---\ntype: contact\nOrganisation: 'Acme' # since May\nJobTitle: Planner\n---\n"
        vault = desk({"Contacts/Ada.md": note})
        vault.do("set", "Ada", "company", "Bolt's")
        vault.do("set", "Ada", "role", "Lead")
        expected = note.replace("'Acme'", "'Bolt''s'").replace("Planner", "Lead")
        assert vault.text("Contacts/Ada.md") == expected

    def test_an_accepted_name_on_the_command_line_means_the_property(self, desk):
        vault = desk({"Contacts/Ada.md": "---\ntype: contact\ncompany: Acme\n---\n"})
        vault.do("set", "Ada", "org", "Bolt")
        assert vault.text("Contacts/Ada.md") == "---\ntype: contact\ncompany: Bolt\n---\n"

    def test_of_two_names_the_one_that_counts_is_written(self, desk):
        vault = desk({"Contacts/Ada.md": "---\ntype: contact\ncompany:\norg: Acme\n---\n"})
        vault.do("set", "Ada", "company", "Bolt")
        assert vault.text("Contacts/Ada.md") == "---\ntype: contact\ncompany:\norg: Bolt\n---\n"

    def test_one_word_means_another_property_in_another_kind_of_note(self, desk):
        search = "---\ntype: search\ngoal: x\n---\n"
        contact = "---\ntype: contact\nemployer: Acme\n---\n"
        vault = desk({"Search.md": search, "Contacts/Ada.md": contact})
        vault.do("set", "Search.md", "employer", "Bolt")
        vault.do("set", "Ada", "company", "Bolt")
        assert vault.text("Search.md") == "---\ntype: search\ngoal: x\nemployer: Bolt\n---\n"
        assert vault.text("Contacts/Ada.md") == contact.replace("Acme", "Bolt")

    def test_a_property_that_stands_twice_is_refused_with_its_line(self, desk):
        note = "---\ntype: contact\nrole: a\nrole: b\n---\n"
        vault = desk({"Contacts/Ada.md": note})
        ran = vault.run("set", "Ada", "role", "c")
        assert ran.code == 4
        assert "Contacts/Ada.md" in ran.err
        assert "line 4" in ran.err
        assert vault.text("Contacts/Ada.md") == note


class TestLists:
    NOTE = "---\ntype: contact\ntags: [friend, alumni]\nemail: a@example.org\n---\n"

    @pytest.fixture
    def vault(self, desk):
        return desk({"Contacts/Ada.md": self.NOTE, "Contacts/Ben.md": ADA})

    def test_an_item_is_added_in_the_style_that_is_there(self, vault):
        assert vault.do("set", "Ada", "tags", "rower", "--add") == "Added rower to tags of Ada.\n"
        assert "tags: [friend, alumni, rower]\n" in vault.text("Contacts/Ada.md")

    def test_an_item_is_taken_out(self, vault):
        vault.do("set", "Ada", "tags", "friend", "--remove")
        assert "tags: [alumni]\n" in vault.text("Contacts/Ada.md")

    def test_a_single_value_becomes_a_list(self, vault):
        vault.do("set", "Ada", "email", "b@example.org", "--add")
        text = vault.text("Contacts/Ada.md")
        assert "email:\n  - a@example.org\n  - b@example.org\n" in text

    def test_setting_a_list_is_refused(self, vault):
        ran = vault.run("set", "Ada", "tags", "rower")
        assert ran.code == 4
        assert vault.text("Contacts/Ada.md") == self.NOTE

    def test_a_link_is_added_by_name(self, vault):
        vault.do("set", "Ada", "referred_by", "Ben", "--add")
        assert 'referred_by:\n  - "[[Ben]]"\n' in vault.text("Contacts/Ada.md")
        again = vault.do("set", "Ada", "referred_by", "[[Contacts/Ben|B.]]", "--add")
        assert again.endswith("already; nothing was written.\n")
        vault.do("set", "Ada", "referred_by", "ben", "--remove")
        assert "[[Ben]]" not in vault.text("Contacts/Ada.md")
        missing = vault.do("set", "Ada", "referred_by", "ben", "--remove")
        assert missing == "[[Ben]] is not in referred_by of Ada; nothing was written.\n"

    def test_a_date_is_no_list(self, vault):
        ran = vault.run("set", "Ada", "asked", "fri", "--add")
        assert (ran.code, ran.out) == (2, "")
        assert "asked holds one value" in ran.err

    def test_a_property_is_taken_out_with_its_line(self, vault):
        assert vault.do("set", "Ada", "e-mail", "--unset") == "Took e-mail out of Ada.\n"
        assert vault.text("Contacts/Ada.md") == self.NOTE.replace("email: a@example.org\n", "")
        assert (
            vault.do("set", "Ada", "email", "--unset") == "Ada has no email; nothing was written.\n"
        )

    @pytest.mark.parametrize("words", [("tags",), ("tags", "x", "--unset"), ("tags", "--add")])
    def test_a_value_too_many_or_too_few_is_refused(self, vault, words):
        assert vault.run("set", "Ada", *words).code == 2


class TestAnyNote:
    @pytest.mark.parametrize("name", ["Notes/Plan.md", "Notes/Plan", "Plan", "plan", "[[Plan]]"])
    def test_a_note_is_named_by_path_or_name(self, vault, name):
        vault.do("set", name, "status", "draft")
        assert vault.text("Notes/Plan.md") == "---\nstatus: draft\n---\nA plan.\n"

    def test_a_path_from_the_present_folder_works_too(self, vault, monkeypatch):
        monkeypatch.chdir(vault.root / "Notes")
        vault.do("set", "./Plan.md", "status", "draft")
        vault.do("set", str(vault.root / "Contacts" / "Ada.md"), "role", "x")
        assert "status: draft" in vault.text("Notes/Plan.md")

    def test_a_path_out_of_the_vault_is_a_miss(self, vault, tmp_path):
        (tmp_path / "Out.md").write_text("---\n---\n")
        assert vault.run("set", "../Out.md", "role", "x").code == 3
        assert vault.run("set", str(tmp_path / "Out.md"), "role", "x").code == 3

    def test_only_notes_are_meant(self, vault):
        assert vault.run("set", "infoview.toml", "role", "x").code == 3

    def test_a_link_out_of_the_vault_is_refused(self, vault, tmp_path):
        (tmp_path / "Out.md").write_text("x\n")
        (vault.root / "In.md").symlink_to(tmp_path / "Out.md")
        assert vault.run("set", "In.md", "role", "x").code == 4
        assert (tmp_path / "Out.md").read_text() == "x\n"

    def test_two_notes_of_one_name_are_listed(self, vault):
        (vault.root / "Old").mkdir()
        (vault.root / "Old/Plan.md").write_text("x\n")
        ran = vault.run("set", "Plan", "status", "draft")
        assert ran.code == 3
        assert "  Notes/Plan\n  Old/Plan\n" in ran.err

    def test_a_contact_goes_before_another_note_of_the_name(self, vault):
        (vault.root / "Notes/Ada.md").write_text("x\n")
        vault.do("set", "Ada", "role", "x")
        assert line_of(vault) == "role: x"

    @pytest.mark.parametrize(
        ("word", "value", "line"),
        [
            ("status", "No show", "status: no_show"),
            ("duration", "45", "duration: 45"),
            ("date", "2026-11-24 14:00", "date: 2026-11-24T14:00"),
            ("date", "fri 2pm", "date: 2026-11-27T14:00"),
            ("timezone", "Europe/Berlin", "timezone: Europe/Berlin"),
            ("contact", "ada", 'contact: "[[Ada]]"'),
        ],
    )
    def test_properties_of_interviews_are_known(self, vault, word, value, line):
        (vault.root / "Talk.md").write_text("---\ntype: interview\n---\n")
        vault.do("set", "Talk.md", word, value)
        assert line_of(vault, "Talk.md") == line

    @pytest.mark.parametrize(
        ("word", "value"), [("status", "maybe"), ("duration", "long"), ("timezone", "Mars/North")]
    )
    def test_and_refuse_what_they_cannot_hold(self, vault, word, value):
        (vault.root / "Talk.md").write_text("---\ntype: interview\n---\n")
        assert vault.run("set", "Talk.md", word, value).code == 2
