"""`adopt` sees what notes of other people are, says so, writes infoview.toml only, and is right about public schemas."""

import json
import tomllib
from pathlib import Path

import pytest

from infoview_md.adopting import look, with_property
from infoview_md.cli import run
from infoview_md.config import Config, parse
from infoview_md.errors import UsageMistake
from infoview_md.founding import documented_config
from infoview_md.network.survey.proposing import Proposal
from infoview_md.network.survey.seen import word_of
from infoview_md.settings_file import with_settings
from tests.commands import EXAMPLE, NOW, _own_folders  # noqa: F401 - fixtures
from tests.terminal import Terminal
from tests.vaults import write


class Folder:
    """A folder of notes without settings, and the commands that are run on it."""

    def __init__(self, root, capsys):
        self.root = root
        self._capsys = capsys

    def run(self, *words, vault=False):
        self._capsys.readouterr()
        place = (
            ["--vault", str(self.root), *words] if vault else [words[0], str(self.root), *words[1:]]
        )
        code = run(place, now=NOW)
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def adopt(self, *words):
        code, out, err = self.run("adopt", "--yes", *words)
        assert code == 0, err
        return out

    @property
    def settings(self):
        return tomllib.loads((self.root / "infoview.toml").read_text())

    def json(self, *words):
        code, out, err = self.run(*words, "--format", "json", vault=True)
        assert code == 0, err
        return json.loads(out)

    def names(self, what):
        rows = self.json("list", what)
        return sorted(Path(row["note"]).stem for row in rows)

    def owed(self):
        return {
            (row["kind"], row["contact"], row["due"]) for row in self.json("report")["follow_ups"]
        }

    def files(self):
        return {one: one.read_bytes() for one in self.root.rglob("*") if one.is_file()}


@pytest.fixture
def folder(tmp_path, capsys):
    def make(notes):
        root = tmp_path / "notes"
        root.mkdir()
        return Folder(write(root, notes), capsys)

    return make


def note(properties, body=""):
    return f"---\n{properties.strip()}\n---\n{body}"


COMPANY = note("type: company\nphone: 1\nlinkedin: x\nemail: a@b.c")
DAILY = note("tags: [daily]\ndate: 2026-11-01", "- [ ] buy milk\n")
BOOK = note("author: '[[Ada]]'\nrating: 4\ncategories: '[[Books]]'")

SCHEMAS = {
    "by type": (
        {
            "People/Ada.md": note(
                "type: person\norg: Acme\nlast_contacted: 2026-10-01\ncadence: monthly"
            )
        },
        {
            "properties": {"company": ["org"], "last_contact": ["last_contacted"]},
            "folders": {"contacts": "People"},
        },
    ),
    "by a nested tag": (
        {
            "Notes/Ada.md": note(
                "tags: [type/person, met/2024]\nlastContact: 2026-10-01\nkeep_in_touch_days: 31"
            )
        },
        {"properties": {"cadence": ["keep_in_touch_days"]}, "folders": {"contacts": "Notes"}},
    ),
    "by a link in categories": (
        {
            "Ada.md": note(
                'categories:\n  - "[[People]]"\norg: "[[Acme]]"\nlast_interaction: 2026-10-01\ncontact_frequency: 1m'
            )
        },
        {
            "properties": {
                "cadence": ["contact_frequency"],
                "company": ["org"],
                "last_contact": ["last_interaction"],
            }
        },
    ),
    "by folder alone": (
        {"03 Resources/People/Ada.md": note("last-contact: 2026-10-01\ncontactFrequency: monthly")},
        {
            "properties": {"cadence": ["contactFrequency"]},
            "folders": {"contacts": "03 Resources/People"},
        },
    ),
    "by a folder with an emoji": (
        {"👥 People/Ada.md": note("last_met: 2026-10-01\ncadence: monthly")},
        {
            "properties": {"last_contact": ["last_met"]},
            "contact": {"folders": ["Contacts", "People", "Persons", "👥 People"]},
            "folders": {"contacts": "👥 People"},
        },
    ),
    "by a folder in another language": (
        {"Leute/Ada.md": note("last_seen: '2026-10-01'\ncadence: monthly")},
        {
            "properties": {"last_contact": ["last_seen"]},
            "contact": {"folders": ["Contacts", "People", "Persons", "Leute"]},
            "folders": {"contacts": "Leute"},
        },
    ),
    "by a tag of ones own": (
        {"Ada.md": note("tags: crm\ndate_last_contacted: 2026-10-01\ncontact_interval_days: 31")},
        {
            "properties": {
                "cadence": ["contact_interval_days"],
                "last_contact": ["date_last_contacted"],
            },
            "contact": {"tags": ["contact", "contacts", "person", "people", "crm"]},
        },
    ),
    "under names of ones own": (
        {
            "People/Ada.md": note(
                "works_at: Acme\nlast_touch: 2026-10-01\ncheck_in_frequency: monthly"
            )
        },
        {
            "properties": {
                "cadence": ["check_in_frequency"],
                "company": ["works_at"],
                "last_contact": ["last_touch"],
            },
            "folders": {"contacts": "People"},
        },
    ),
    "with dates by slashes": (
        {
            "People/Ada.md": note("last_contact: 01/10/2026\ncadence: monthly"),
            "People/Bob.md": note("last_contact: 24/12/2025"),
        },
        {"date_order": "dmy", "folders": {"contacts": "People"}},
    ),
}


class TestPublicSchemas:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_the_contact_and_what_is_owed_to_it_come_out_right(self, folder, name):
        notes, wanted = SCHEMAS[name]
        others = {
            "Companies/Acme.md": COMPANY,
            "Daily/2026-11-01.md": DAILY,
            "Books/Ada on it.md": BOOK,
        }
        made = folder({**notes, **others})
        made.adopt()
        assert {Path(one).stem for one in notes} == set(made.names("contacts"))
        assert ("stay_in_touch", "Ada", "2026-11-01") in made.owed()
        assert {key: value for key, value in made.settings.items() if key != "interview"} == wanted

    @pytest.mark.parametrize(
        "attendees",
        [
            'attendees:\n  - "[[Ada]]"\n  - "[[Bob]]"',
            'attendees: "[[Ada]], [[Bob]]"',
            "attendees: [Ada, Bob]",
            'people:\n  - "[[People/Ada|A.]]"\n  - "[[Bob]]"',
            'participants: ["[[Ada]]", "[[Bob]]"]',
        ],
    )
    def test_meetings_are_interviews_where_they_name_people(self, folder, attendees):
        person = note("tags: person")
        notes = {"People/Ada.md": person, "People/Bob.md": person}
        notes["Meetings/M.md"] = note(
            f"type: meeting\ndate: 2026-11-20 14:00\n{attendees}\nstatus: done"
        )
        made = folder(notes)
        made.adopt()
        thanked = {(kind, who) for kind, who, _ in made.owed() if kind == "thank_you"}
        expected = {("thank_you", "Ada"), ("thank_you", "Bob")}
        assert thanked == expected

    def test_a_list_of_attendees_in_the_body_counts(self, folder):
        body = "## Attendees\n\n- [[Ada]]\n\n## Notes\n\nwords\n"
        notes = {
            "P/Ada.md": note("tags: person"),
            "M.md": note("tags: meeting\ndate: 2026-11-20", body),
        }
        made = folder(notes)
        made.adopt()
        assert {who for kind, who, _ in made.owed() if kind == "thank_you"} == {"Ada"}

    def test_meetings_that_name_nobody_are_no_interviews(self, folder):
        notes = {
            f"Meetings/M{n}.md": note("type: meeting\ndate: 2026-11-20", "minutes")
            for n in range(4)
        }
        made = folder(notes)
        made.adopt()
        assert "interview" not in made.settings
        assert made.names("interviews") == []

    def test_notes_that_say_what_one_knows_of_people_are_people(self, folder):
        people = {
            f"Rolodex/{name}.md": note(f"email: {name}@x.org\ncompany: Acme\nphone: 1")
            for name in ("Ada", "Bob", "Cy", "Di")
        }
        made = folder({**people, "Companies/Acme.md": COMPANY, "Daily/D.md": DAILY})
        made.adopt()
        assert made.names("contacts") == ["Ada", "Bob", "Cy", "Di"]

    def test_companies_with_phones_and_mail_are_no_people(self, folder):
        firms = {
            f"Companies/{n}.md": COMPANY.replace("type: company\n", "company: x\n")
            for n in range(5)
        }
        made = folder({**firms, "People/Ada.md": note("type: person")})
        made.adopt()
        assert made.names("contacts") == ["Ada"]

    def test_templates_are_left_out(self, folder):
        form = note('type: person\nname: "{{title}}"')
        made = folder({"Meta/Forms/Person.md": form, "People/Ada.md": note("type: person")})
        made.adopt()
        assert made.names("contacts") == ["Ada"]
        assert made.settings["folders"]["ignore"][-1] == "Meta/Forms"
        assert "Forms" not in made.run("check", vault=True)[1]

    def test_the_folder_of_the_templates_plugin_is_left_out(self, folder):
        made = folder(
            {"Forms/Person.md": note("type: person"), "People/Ada.md": note("type: person")}
        )
        write(made.root, {".obsidian/templates.json": '{"folder": "Forms"}'})
        made.adopt()
        assert made.names("contacts") == ["Ada"]

    def test_a_title_that_is_what_people_do_is_their_role(self, folder):
        people = {
            f"People/{name}.md": note("title: Engineer\nemail: x@y.z")
            for name in ("Ada", "Bob", "Cy")
        }
        made = folder(people)
        made.adopt()
        assert made.settings["properties"]["role"] == ["title"]

    def test_a_title_that_is_the_name_of_the_note_is_no_role(self, folder):
        people = {f"People/{name}.md": note(f"title: {name}") for name in ("Ada", "Bob", "Cy")}
        made = folder(people)
        made.adopt()
        assert "properties" not in made.settings

    def test_the_user_is_found_among_the_attendees(self, folder):
        person = note("tags: person")
        notes = {f"People/P{n}.md": person for n in range(6)}
        for n in range(6):
            people = f'attendees: ["[[Tess]]", "[[P{n}]]"]'
            notes[f"Meetings/M{n}.md"] = note(f"type: meeting\ndate: 2026-11-1{n}\n{people}")
        made = folder(notes)
        made.adopt()
        assert made.settings["me"] == ["Tess"]
        assert all(who != "Tess" for _, who, _ in made.owed())

    def test_two_names_in_every_talk_are_not_guessed_at(self, folder):
        notes = {
            f"Meetings/M{n}.md": note(
                f'type: meeting\ndate: 2026-11-1{n}\nattendees: ["[[Tess]]", "[[Al]]", "[[P{n}]]"]'
            )
            for n in range(6)
        }
        made = folder(notes)
        made.adopt()
        assert "me" not in made.settings

    @pytest.mark.parametrize(
        "dates", [("12/11/2026", "11/12/2026"), ("24/12/2025", "12/24/2025"), ("2026-10-01", "")]
    )
    def test_dates_that_do_not_say_their_order_leave_it_open(self, folder, dates):
        made = folder(
            {f"People/P{n}.md": note(f"last_contact: {one}") for n, one in enumerate(dates)}
        )
        made.adopt()
        assert "date_order" not in made.settings

    @pytest.mark.parametrize(
        ("value", "word"),
        [
            ("type/Person", "person"),
            ("02 People", "people"),
            ("👥 people", "people"),
            ("A/B/1on1", "1on1"),
            ("1-1", "11"),
            ("_Contacts_", "contacts"),
        ],
    )
    def test_a_mark_is_about_its_last_word(self, value, word):
        assert word_of(value) == word


class TestWhatIsWritten:
    def test_only_the_settings_are_written(self, folder):
        made = folder({**SCHEMAS["under names of ones own"][0], "Companies/Acme.md": COMPANY})
        before = made.files()
        made.adopt()
        after = made.files()
        assert set(after) - set(before) == {made.root / "infoview.toml"}
        assert {path: after[path] for path in before} == before

    def test_every_other_setting_stands_there_with_its_explanation(self, folder):
        made = folder(SCHEMAS["under names of ones own"][0])
        made.adopt()
        text = (made.root / "infoview.toml").read_text()
        for name in ("timezone", "nudge_business_days", "categories", "report_days", "note ="):
            assert name in text
        assert parse(text.encode()).properties["company"] == ("works_at",)

    def test_settings_that_are_there_are_never_written_over(self, folder):
        made = folder(SCHEMAS["under names of ones own"][0])
        write(made.root, {"infoview.toml": "report_days = 3\n"})
        code, _, err = made.run("adopt", "--yes")
        assert code == 2
        assert "has an infoview.toml already" in err
        assert (made.root / "infoview.toml").read_text() == "report_days = 3\n"

    def test_with_force_they_are_and_undo_brings_them_back(self, folder):
        made = folder(SCHEMAS["under names of ones own"][0])
        write(made.root, {"infoview.toml": "report_days = 3\n"})
        made.adopt("--force")
        assert "properties" in made.settings
        assert made.run("undo", vault=True)[0] == 0
        assert (made.root / "infoview.toml").read_text() == "report_days = 3\n"

    def test_without_a_word_and_without_a_terminal_nothing_is_written(self, folder):
        made = folder(SCHEMAS["under names of ones own"][0])
        before = made.files()
        code, out, err = made.run("adopt")
        assert code == 0
        assert "company from works_at" in out
        assert "--yes" in err
        assert made.files() == before

    def test_settings_that_are_there_already_are_told_with_the_way_that_works(self, folder):
        made = folder(SCHEMAS["under names of ones own"][0])
        made.adopt()
        _, _, err = made.run("adopt")
        assert "says all of it already" in err
        assert "--yes" not in err
        _, out, err = made.run("adopt", "--me", "Tess")
        assert "Tess" in out
        assert "With --yes --force" in err
        made.run("adopt", "--me", "Tess", "--yes", "--force")
        assert made.settings["me"] == ["Tess"]

    def test_dry_run_shows_the_settings(self, folder):
        made = folder(SCHEMAS["under names of ones own"][0])
        before = made.files()
        _, out, err = made.run("adopt", "--dry-run")
        assert 'company = ["works_at"]' in out
        assert "Nothing was written." in err
        assert made.files() == before

    def test_a_vault_that_is_like_the_defaults_needs_no_setting(self, folder):
        made = folder(
            {
                "Contacts/Ada.md": note("type: contact"),
                "Interviews/T.md": note("type: interview\ncontact: '[[Ada]]'\ndate: 2026-11-20"),
            }
        )
        made.adopt()
        assert made.settings == {}

    def test_what_is_overdue_from_before_is_said_with_how_to_be_forgiven(self, folder):
        talk = note("type: interview\ncontact: '[[Ada]]'\ndate: 2026-10-01\nstatus: done")
        made = folder({"Contacts/Ada.md": note("type: contact"), "Interviews/T.md": talk})
        assert 'set since = "2026-11-22"' in made.adopt()
        made.adopt("--force", "--since", "2026-11-22")
        assert made.settings["since"] == "2026-11-22"
        assert made.owed() == set()

    @pytest.mark.parametrize("value", ['a"b', "a\\b", "a\nb", "ü 👥", "\u202ex", ""])
    def test_any_text_of_the_notes_is_a_text_of_the_settings(self, value):
        wanted = {("contact", "tags"): ("contact", value), ("", "me"): (value,)}
        text = with_settings(documented_config().encode(), wanted)
        assert parse(text).contact.tags == ("contact", value)
        assert all(char.isprintable() or char == "\n" for char in text.decode())

    def test_the_example_vault_is_recognised_without_its_settings(self, tmp_path):
        import shutil

        root = tmp_path / "copy"
        shutil.copytree(EXAMPLE, root)
        (root / "infoview.toml").unlink()
        survey = look(root, today=NOW)
        assert survey.findings.contacts.number >= 14
        assert survey.findings.interviews.number >= 16
        assert survey.proposal.contact == Config().contact

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\xff\xfe",
            b"---\nbroken: [\n---\n",
            b"---\n- a\n---\n",
            b"---\ntags: {a: 1}\ntype: [[[x]]]\n---\n",
            b"---\ntags: [null, 3, [a]]\n3: x\n---\n",
        ],
    )
    def test_no_note_stops_it(self, folder, raw):
        made = folder({"People/Ada.md": note("type: person")})
        (made.root / "Odd.md").write_bytes(raw)
        made.adopt()
        assert made.names("contacts") == ["Ada"]

    def test_a_folder_without_notes_is_sent_to_init(self, folder):
        made = folder({})
        code, _, err = made.run("adopt", "--yes")
        assert code == 2
        assert f"infoview-md init {made.root}" in err
        assert made.files() == {}

    def test_a_folder_that_is_not_there_is_said(self):
        assert run(["adopt", "/nowhere/at/all", "--yes"], now=NOW) == 3


OWN_WORDS = {
    "Menschen von mir/Ada.md": note(
        "tags: mensch\nFirma_heute: Acme\nzuletzt: 2026-10-01\ncadence: monthly"
    ),
    "Other/Bob.md": note("tags: person"),
}


class TestCorrections:
    def test_options_say_what_counts(self, folder):
        made = folder(OWN_WORDS)
        made.adopt("--contacts-folder", "Menschen von mir", "--contact-tag", "mensch")
        assert made.settings["contact"] == {"tags": ["mensch"], "folders": ["Menschen von mir"]}
        assert made.names("contacts") == ["Ada"]

    def test_options_say_which_name_is_which_property(self, folder):
        made = folder(OWN_WORDS)
        made.adopt(
            "--contact-tag",
            "mensch",
            "--property",
            "last_contact=zuletzt",
            "--property",
            "company=Firma_heute",
        )
        assert made.settings["properties"] == {
            "last_contact": ["zuletzt"],
            "company": ["Firma_heute"],
        }
        assert ("stay_in_touch", "Ada", "2026-11-01") in made.owed()

    def test_a_name_that_was_found_by_mistake_can_be_dropped(self, folder):
        made = folder({"People/Ada.md": note("type: person\njob: The book\nworks_at: Acme")})
        made.adopt("--property", "role=")
        assert made.settings["properties"] == {"company": ["works_at"]}

    def test_every_other_setting_has_its_option_too(self, folder):
        made = folder(
            {
                "Leute/Ada.md": note(
                    "type: person\nlast_contact: 1/2/2026\ncadence: 1m",
                    "## Kaffee\n- 2026-03-04 x\n",
                ),
                "Alt/Bob.md": note("type: person"),
            }
        )
        made.adopt(
            "--ignore",
            "Alt",
            "--log",
            "Log",
            "--log",
            "Kaffee",
            "--date-order",
            "dmy",
            "--me",
            "Tess",
        )
        assert made.names("contacts") == ["Ada"]
        assert made.settings["date_order"] == "dmy"
        assert made.settings["me"] == ["Tess"]
        assert made.settings["headings"]["log"] == ["Log", "Kaffee"]
        assert made.settings["folders"]["ignore"][-1] == "Alt"
        assert ("stay_in_touch", "Ada", "2026-04-04") in made.owed()

    def test_a_name_can_be_read_as_one_property_only(self):
        proposal = with_property(Proposal(properties={"role": ("Org", "Job")}), "company=org")
        assert proposal.properties == {"role": ("Job",), "company": ("org",)}

    @pytest.mark.parametrize("text", ["company", "=Org", "nonsense=Org", "nonsense="])
    def test_what_is_no_property_is_a_mistake_of_usage(self, text):
        with pytest.raises(UsageMistake, match="does not say which property"):
            with_property(Proposal(), text)

    def test_at_a_terminal_it_is_asked_and_can_be_changed(self, folder):
        made = folder(OWN_WORDS)
        with Terminal(made.root, NOW, "adopt") as terminal:
            terminal.sees("Contacts: 1 note")
            terminal.sees("3  contact.tags")
            terminal.sees("Number to change")
            terminal.types("3\n")
            terminal.sees("with commas")
            terminal.types("mensch\n")
            terminal.sees("mensch")
            terminal.sees("Number to change")
            terminal.types("9\n")
            terminal.sees("with commas")
            terminal.types("company=Firma_heute\n")
            terminal.sees("company from Firma_heute")
            terminal.sees("Number to change")
            terminal.types("\n")
            terminal.sees("Wrote infoview.toml")
        assert made.settings["contact"]["tags"] == ["mensch"]
        assert made.settings["properties"]["company"] == ["Firma_heute"]

    def test_who_leaves_writes_nothing(self, folder):
        made = folder(OWN_WORDS)
        before = made.files()
        with Terminal(made.root, NOW, "adopt") as terminal:
            terminal.sees("Ctrl-C to leave")
            terminal.types("\x04")
            code, said = terminal.ends()
        assert code != 0
        assert "Traceback" not in said
        assert made.files() == before

    def test_what_makes_no_sense_is_said_and_asked_again(self, folder):
        made = folder({"Leute, Freunde/Ada.md": note("type: person")})
        with Terminal(made.root, NOW, "adopt", "--contact-folder", "Leute, Freunde") as terminal:
            terminal.sees("14  date_order")
            terminal.sees("Ctrl-C to leave")
            terminal.types("14\n")
            terminal.sees("with commas")
            terminal.types("dym\n")
            terminal.sees("no order of dates")
            terminal.sees("Ctrl-C to leave")
            terminal.types("13\n")
            terminal.sees("with commas")
            terminal.types("someday\n")
            terminal.sees("is not a date")
            terminal.sees("Ctrl-C to leave")
            terminal.types("4\n")
            terminal.sees("with commas")
            terminal.types("\n")
            terminal.sees("Ctrl-C to leave")
            terminal.types("\n")
            terminal.sees("Wrote infoview.toml")
        assert made.settings["contact"]["folders"] == ["Leute, Freunde"]
        assert "date_order" not in made.settings
        assert "since" not in made.settings
