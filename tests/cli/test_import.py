"""`import`: seen first, written once, and the same however often; people of other programs as a user brings them in."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infoview_md.exchange import contact_csv, vcard
from infoview_md.exchange.records import Person
from infoview_md.note.reading import read
from tests.commands import NOW, _own_folders, desk  # noqa: F401 - fixtures
from tests.terminal import Terminal

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing. "" "

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.com/in/ada,,Analytical Engines Ltd.,"Planner, Senior",30 Oct 2023
Gus,Tremblay,https://www.linkedin.com/in/gus,gus@acme.example,Acme,Head of research,1 Nov 2024
Claire,Dell,https://www.linkedin.com/in/claire,,Acme Inc.,Director,1 Nov 2024
,,,,,,2 Nov 2024
"""

GUS = """\
---
type: contact
company: Acme  # since May
role: Research lead
email: gus@acme.example
---
# Gus

My own words.
"""

CLAIRE = "---\ntype: contact\ncompany: Acme\n---\n# Claire\n"


@pytest.fixture
def files(tmp_path):
    """Write files to import beside the vault."""

    def write(name: str, text: str | bytes) -> str:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def card(**values: str) -> str:
    lines = [f"{name.replace('_', '-')}:{value}" for name, value in values.items()]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def properties(raw: str) -> dict:
    return read(raw.encode()).properties


class TestTheSummary:
    def test_names_the_new_the_known_the_possible_and_the_unusable_and_writes_nothing(
        self, desk, files
    ):
        vault = desk({"Contacts/Gus Tremblay.md": GUS, "Contacts/Claire Dell.md": CLAIRE})
        before = vault.bytes_of_all()
        ran = vault.run("import", files("Connections.csv", LINKEDIN), "--dry-run")
        assert ran.code == 0
        assert "LinkedIn connections, utf-8" in ran.out
        assert (
            "Ada Lovelace, Planner, Senior, Analytical Engines Ltd. -> Contacts/Ada Lovelace.md"
            in ran.out
        )
        assert "Contacts/Gus Tremblay.md gains linkedin, connected_on" in ran.out
        assert "role stays 'Research lead'; the file says 'Head of research'" in ran.out
        assert "the same name and company: Contacts/Claire Dell.md" in ran.out
        assert "Connections.csv, row 8: the row names nobody" in ran.out
        assert "1 new person, 1 known, 1 possibly known, 1 not usable." in ran.out
        assert "+++ b/Contacts/Ada Lovelace.md" in ran.out
        assert vault.bytes_of_all() == before

    def test_without_a_terminal_and_without_yes_nothing_is_written(self, desk, files):
        vault = desk({})
        before = vault.bytes_of_all()
        ran = vault.run("import", files("Connections.csv", LINKEDIN))
        assert ran.code == 2
        assert "--yes" in ran.err
        assert vault.bytes_of_all() == before

    def test_as_json_holds_everybody_and_nothing_else(self, desk, files):
        vault = desk({"Contacts/Gus Tremblay.md": GUS, "Contacts/Claire Dell.md": CLAIRE})
        said = json.loads(vault.do("import", files("C.csv", LINKEDIN), "--yes", "--format", "json"))
        assert [one["note"] for one in said["new"]] == ["Contacts/Ada Lovelace.md"]
        assert said["known"][0]["gains"] == ["linkedin", "connected_on"]
        assert said["possible"][0]["candidates"] == ["Contacts/Claire Dell.md"]
        assert said["unusable"][0]["row"] == 8
        assert said["files"][0]["columns"]["Position"] == "role"

    def test_of_thousands_names_every_row_and_can_still_be_read(self, desk, files):
        notes = {f"Contacts/Ann Roe{n}.md": "---\ntype: contact\n---\n# Ann\n" for n in range(200)}
        rows = "".join(f"Ann Roe{n},ann{n}@x.example\n" for n in range(200))
        path = files("x.csv", "Name,E-mail\n" + rows + ",\n" + ",x\n" * 30)
        vault = desk(notes)
        ran = vault.run("import", path, "--dry-run")
        assert len(ran.out.splitlines()) < 45
        assert "Possibly known (200):" in ran.out
        assert "  and 188 more: x.csv, rows 14-201\n" in ran.out
        assert "Not usable (30):" in ran.out
        assert "  and 18 more: x.csv, rows 215-232\n" in ran.out
        assert "--possible new" in ran.out
        whole = vault.run("import", path, "--dry-run", "--all").out
        assert "Ann Roe199  (x.csv, row 201): the same name: Contacts/Ann Roe199.md" in whole
        assert "more:" not in whole

    def test_fits_a_narrow_terminal(self, desk, files):
        vault = desk({"Contacts/Gus Tremblay.md": GUS, "Contacts/Claire Dell.md": CLAIRE})
        path = files("Connections.csv", LINKEDIN)
        words = ("import", path, "--possible", "skip")
        with Terminal(vault.root, NOW, *words, COLUMNS="60") as screen:
            screen.types("n\r")
            code, seen = screen.ends()
        assert code == 0
        lines = seen.replace("\r", "").split("\n")
        assert "Nothing was written." in seen
        said = lines[next(n for n, line in enumerate(lines) if "LinkedIn connections" in line) :]
        assert max(map(len, said)) <= 60

    def test_says_what_two_rows_of_one_person_say_differently(self, desk, files):
        rows = "Name,E-mail,Company\nAda Roe,a@x.example,Acme\nAda Roe,a@x.example,Globex\n"
        path = files("x.csv", rows)
        vault = desk({})
        out = vault.do("import", path, "--yes")
        assert "Ada Roe: company is 'Acme'; x.csv, row 3 says 'Globex'" in out
        said = json.loads(desk({}).do("import", path, "--yes", "--format", "json"))
        assert said["said_differently"] == [
            {
                "name": "Ada Roe",
                "property": "company",
                "kept": "Acme",
                "other": "Globex",
                "file": "x.csv",
                "row": 3,
                "line": 3,
            }
        ]
        listed = desk({}).do("import", path, "--yes", "--as-list", "Friends")
        assert "Ada Roe: company is 'Acme'; x.csv, row 3 says 'Globex'" in listed

    def test_names_the_row_that_another_row_may_be(self, desk, files):
        path = files("x.csv", "Name,Phone\nAda Roe,1\nBob,2\nAda Roe,\n")
        out = desk({}).do("import", path, "--yes")
        assert "Ada Roe  (x.csv, row 4): the same name: x.csv, row 2" in out

    def test_hides_what_could_move_the_cursor(self, desk, files):
        ran = desk({}).run(
            "import", files("x.csv", "Name,Company\nA\x1b[31m B,C\x07o\n"), "--dry-run"
        )
        assert "\x1b" not in ran.out
        assert "\x07" not in ran.out


class TestNewNotes:
    def test_hold_what_the_file_said(self, desk, files):
        text = card(
            FN="Ada Lovelace",
            N="Lovelace;Ada;;;",
            ORG="Acme: Works",
            TITLE="Planner",
            EMAIL="ada@x.example",
            TEL="+44 20 7946 0000",
            ADR=";;;London;;;UK",
            BDAY="1815-12-10",
            CATEGORIES="Old friends,2024",
            NICKNAME="Countess",
            X_SOCIALPROFILE="https://www.linkedin.com/in/ada",
            NOTE="first - [ ] line\\n[[second]] {{x}}",
            UID="card-7",
        )
        vault = desk({})
        vault.do("import", files("ada.vcf", text), "--yes")
        note = vault.text("Contacts/Ada Lovelace.md")
        assert properties(note) == {
            "type": "contact",
            "aliases": ["Countess"],
            "tags": ["Old-friends"],
            "company": "Acme: Works",
            "role": "Planner",
            "location": "London, UK",
            "email": "ada@x.example",
            "phone": "+44 20 7946 0000",
            "linkedin": "https://www.linkedin.com/in/ada",
            "birthday": "1815-12-10",
            "uid": "card-7",
        }
        assert "> first - \\[ \\] line\n> \\[\\[second\\]\\] {\\{x}\\}\n" in note
        assert vault.do("check") == "No problems.\n"

    def test_of_linkedin_say_how_you_found_each_other(self, desk, files):
        vault = desk({})
        vault.do("import", files("Connections.csv", LINKEDIN), "--yes")
        said = properties(vault.text("Contacts/Ada Lovelace.md"))
        assert said["channel"] == "linkedin"
        assert said["connected_on"] == "2023-10-30"
        assert said["uid"].startswith("urn:uuid:")

    def test_link_a_company_that_has_a_note(self, desk, files):
        vault = desk({"Companies/Acme.md": "---\ntype: company\n---\n"})
        vault.do("import", files("a.csv", "Name,Company\nAda,Acme\nBob,Acme Works\n"), "--yes")
        assert 'company: "[[Acme]]"\n' in vault.text("Contacts/Ada.md")
        assert "company: Acme Works\n" in vault.text("Contacts/Bob.md")

    def test_are_contacts_also_where_the_vault_marks_them_otherwise(self, desk, files):
        vault = desk(
            {},
            config='[contact]\ntypes = []\ntags = ["mensch"]\n[properties]\ncompany = ["firma"]\n',
        )
        vault.do("import", files("a.vcf", card(FN="Ada", ORG="Acme", CATEGORIES="vip")), "--yes")
        assert properties(vault.text("Contacts/Ada.md"))["tags"] == ["mensch", "vip"]
        assert "firma: Acme\n" in vault.text("Contacts/Ada.md")
        assert "Ada" in vault.do("list", "contacts", "--company", "Acme")

    def test_of_one_name_get_names_of_their_own(self, desk, files):
        rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + "".join(
            f"Max,Müller,https://www.linkedin.com/in/max-{n},,{company},,1 Nov 2024\n"
            for n, company in enumerate(["Google", "Siemens", "Siemens", ""])
        )
        vault = desk({})
        vault.do("import", files("Connections.csv", rows), "--yes")
        names = sorted(one.name for one in (vault.root / "Contacts").iterdir())
        assert names == [
            "Max Müller (Siemens).md",
            "Max Müller 2.md",
            "Max Müller 3.md",
            "Max Müller.md",
        ]
        assert properties(vault.text("Contacts/Max Müller 2.md"))["aliases"] == ["Max Müller"]

    @pytest.mark.parametrize(
        "name", ["../../evil", "a/b\\c", "CON", ".hidden", "x" * 400, "[[Link]]#^|", "🧑‍💻"]
    )
    def test_lie_in_their_folder_whatever_the_name(self, desk, files, name):
        vault = desk({})
        vault.do("import", files("x.csv", f'Name,Email\n"{name}",a@b.example\n'), "--yes")
        assert [one.parent.name for one in vault.root.rglob("*.md")] == ["Contacts"]
        assert not list(vault.root.parent.glob("evil*"))
        assert vault.do("check") == "No problems.\n"

    def test_of_names_that_are_too_long_to_differ_still_differ(self, desk, files):
        rows = "".join(f'"{"y" * 300}",mail{n}@b.example\n' for n in range(3))
        vault = desk({})
        vault.do("import", files("x.csv", "Name,Email\n" + rows), "--yes", "--possible", "new")
        assert len(list((vault.root / "Contacts").iterdir())) == 3

    def test_run_no_template_command_of_a_stranger(self, desk, files):
        vault = desk({})
        vault.do(
            "import", files("x.csv", 'Name,Company\nAda,"<%* app.quit() %> {{date}}"\n'), "--yes"
        )
        note = vault.text("Contacts/Ada.md")
        assert "<%" not in note
        assert "{{" not in note
        assert vault.do("check") == "No problems.\n"

    def test_of_a_name_and_a_uid_with_a_template_command_are_contacts_and_come_once(
        self, desk, files
    ):
        vault = desk({})
        path = files("x.vcf", card(FN="A/B <% x %>", UID="<%u%>") + card(FN="{{C}}/", UID="{{c}}"))
        vault.do("import", path, "--yes")
        before = vault.bytes_of_all()
        assert not [raw for raw in before.values() if b"<%" in raw or b"{{" in raw]
        assert vault.do("check") == "No problems.\n"
        assert "2 known (2 of them complete)" in vault.do("import", path, "--yes")
        assert vault.bytes_of_all() == before

    def test_that_would_be_too_large_are_named_and_the_others_are_made(self, desk, files):
        vault = desk({})
        labels = ",".join(f"label{n}" for n in range(6000))
        path = files("x.vcf", card(FN="Ada", NICKNAME=labels) + card(FN="Bob", CATEGORIES=labels))
        rows = f"Name,Role\nCy,{'x' * 70_000}\nDee,Planner\n"
        out = vault.do("import", path, files("y.csv", rows), "--yes")
        assert "y.csv, row 2: no note can be made of it" in out
        assert "1 new person" in out
        assert [one.name for one in (vault.root / "Contacts").iterdir()] == ["Dee.md"]
        assert "Not usable (3):" in out


class TestKnownContacts:
    def test_gain_only_what_is_missing_line_by_line(self, desk, files):
        vault = desk({"Contacts/Gus Tremblay.md": GUS})
        vault.do("import", files("Connections.csv", LINKEDIN), "--yes", "--only", "name=gus")
        assert vault.text("Contacts/Gus Tremblay.md") == GUS.replace(
            "email: gus@acme.example\n",
            "email: gus@acme.example\nlinkedin: https://www.linkedin.com/in/gus\nconnected_on: 2024-11-01\n",
        )

    def test_fill_an_empty_property_where_it_stands(self, desk, files):
        vault = desk(
            {
                "Contacts/Gus.md": "---\ntype: contact\nemails: gus@acme.example\nmobile:\norg:\n---\n"
            }
        )
        vault.do(
            "import",
            files("g.vcf", card(FN="Gus", EMAIL="gus@acme.example", TEL="123", ORG="Acme")),
            "--yes",
        )
        assert vault.text("Contacts/Gus.md") == (
            '---\ntype: contact\nemails: gus@acme.example\nmobile: "123"\norg: Acme\n---\n'
        )

    def test_are_recognised_by_what_an_export_of_ours_calls_them(self, desk, files):
        vault = desk({"Contacts/Ada.md": "---\ntype: contact\n---\n"})
        exported = vault.do("export", "contacts")
        with_phone = exported.replace("END:VCARD", "TEL:+1 555 0100\r\nEND:VCARD")
        vault.do("import", files("back.vcf", with_phone), "--yes")
        assert "phone: +1 555 0100\n" in vault.text("Contacts/Ada.md")
        assert len(list((vault.root / "Contacts").iterdir())) == 1

    def test_with_the_same_address_and_another_name_are_only_possible(self, desk, files):
        family = "---\ntype: contact\nemail: family@home.example\n---\n"
        vault = desk({"Contacts/John Smith.md": family})
        out = vault.do(
            "import",
            files("x.csv", "Name,Email,Phone\nJane Smith,family@home.example,1234567\n"),
            "--yes",
        )
        assert "the same e-mail address, but another name: Contacts/John Smith.md" in out
        assert vault.text("Contacts/John Smith.md") == family

    def test_that_cannot_be_edited_safely_are_named_and_the_others_go_on(self, desk, files):
        odd = "---\ntype: contact\nuid: ann\ncompany:\n  name: nested\n---\n"
        vault = desk({"Contacts/Ann.md": odd})
        rows = card(FN="Ann", UID="ann", ORG="Acme", TITLE="Planner") + card(FN="Bob", ORG="Acme")
        out = vault.do("import", files("x.vcf", rows), "--yes")
        assert "company cannot be set: " in out
        assert vault.text("Contacts/Ann.md") == odd.replace("nested\n", "nested\nrole: Planner\n")
        assert (vault.root / "Contacts/Bob.md").exists()


class TestPossibleContacts:
    def test_become_notes_of_their_own_where_that_is_said(self, desk, files):
        vault = desk({"Contacts/Claire Dell.md": CLAIRE})
        path = files("Connections.csv", LINKEDIN)
        vault.do("import", path, "--yes", "--only", "name=claire", "--possible", "new")
        assert (vault.root / "Contacts/Claire Dell (Acme Inc.).md").exists()
        assert vault.run("import", path, "--yes", "--only", "name=claire").err.startswith(
            "There is nothing to write."
        )

    def test_fill_the_note_that_is_there_where_that_is_said_and_are_known_from_then_on(
        self, desk, files
    ):
        vault = desk({"Contacts/Ada.md": "---\ntype: contact\n---\n"})
        path = files("x.csv", "Name,Company\nAda,Acme\n")
        vault.do("import", path, "--yes", "--possible", "same")
        note = vault.text("Contacts/Ada.md")
        assert "company: Acme\n" in note
        assert "uid: urn:uuid:" in note
        out = vault.do("import", path, "--yes")
        assert "1 known (1 of them complete), 0 possibly known" in out
        assert vault.text("Contacts/Ada.md") == note

    def test_are_asked_about_at_a_terminal(self, desk, files):
        vault = desk({"Contacts/Claire Dell.md": CLAIRE})
        path = files("Connections.csv", LINKEDIN)
        with Terminal(vault.root, NOW, "import", path, "--only", "name=claire") as screen:
            screen.sees("the same name and company: Contacts/Claire Dell.md")
            screen.sees("[s]kip")
            screen.types("f\r")
            screen.sees("gains role, linkedin")
            screen.sees("Write 1 note?")
            screen.types("y\r")
            screen.sees("Filled in what was missing in 1 note.")
            assert screen.ends()[0] == 0
        assert "linkedin: https://www.linkedin.com/in/claire\n" in vault.text(
            "Contacts/Claire Dell.md"
        )

    def test_are_described_before_anybody_is_asked_and_the_rest_can_be_skipped(self, desk, files):
        rows = "".join(f"Ann Roe{n},ann{n}@x.example\n" for n in range(3))
        vault = desk({f"Contacts/Ann Roe{n}.md": CLAIRE for n in range(3)})
        with Terminal(vault.root, NOW, "import", files("x.csv", "Name,E-mail\n" + rows)) as screen:
            screen.sees("x.csv: table, columns known by their names, utf-8")
            screen.sees("1 of 3: Ann Roe0")
            screen.types("f\r")
            screen.sees("2 of 3: Ann Roe1")
            screen.types("r\r")
            screen.sees("Possibly known (2):")
            screen.sees("Write 1 note?")
            screen.types("n\r")
            assert screen.ends()[0] == 0

    def test_of_many_are_asked_about_only_by_wish(self, desk, files):
        rows = "".join(f"Ann Roe{n},ann{n}@x.example\n" for n in range(60))
        vault = desk({f"Contacts/Ann Roe{n}.md": CLAIRE for n in range(60)})
        with Terminal(vault.root, NOW, "import", files("x.csv", "Name,E-mail\n" + rows)) as screen:
            screen.sees("60 people may be known already. Decide about each now?")
            screen.types("\r")
            screen.sees("Possibly known (60):")
            assert screen.ends()[0] == 0

    def test_stay_as_they_are_where_nobody_agrees(self, desk, files):
        vault = desk({})
        with Terminal(vault.root, NOW, "import", files("Connections.csv", LINKEDIN)) as screen:
            screen.sees("Write 3 notes?")
            screen.types("n\r")
            screen.sees("Nothing was written.")
            assert screen.ends()[0] == 0
        assert not (vault.root / "Contacts").exists()


class TestTwice:
    @pytest.mark.parametrize("ending", [".vcf", ".csv"])
    def test_changes_nothing(self, desk, files, ending):
        people = [
            Person(name="Ada Lovelace", emails=("ada@x.example", "a@y.example"), company="Acme"),
            Person(name="Only A Name"),
            Person(name="Only A Name", company="Globex"),
            Person(name="Phone", phones=("123 456",), note="said: *this*\n\n- and <that>"),
            Person(name="O'Brien #1 / Co", linkedin="https://www.linkedin.com/in/ob"),
        ]
        text = vcard.dumps(people) if ending == ".vcf" else contact_csv.dumps(people)
        vault = desk({})
        path = files("people" + ending, text)
        vault.do("import", path, "--yes", "--possible", "new")
        before = vault.bytes_of_all()
        ran = vault.run("import", path, "--yes", "--possible", "new")
        assert ran.code == 0
        assert "0 new people, 5 known (5 of them complete), 0 possibly known" in ran.out
        assert len(list((vault.root / "Contacts").iterdir())) == 5
        assert vault.bytes_of_all() == before

    def test_after_a_kill_in_the_middle_makes_no_duplicate(self, desk, files):
        people = [Person(name=f"Person {n}", company="Acme") for n in range(12)]
        path = files("people.csv", contact_csv.dumps(people))
        vault = desk({})
        child = (
            "import os, sys\n"
            "from infoview_md.writeback import landing\n"
            "made = landing.create\n"
            "count = iter(range(99))\n"
            "def create(*words, **more):\n"
            "    if next(count) == int(sys.argv[1]): os._exit(9)\n"
            "    made(*words, **more)\n"
            "landing.create = create\n"
            "from infoview_md.cli import run\n"
            "sys.exit(run(sys.argv[2:]))\n"
        )
        for at in ("0", "5"):
            words = [
                sys.executable,
                "-c",
                child,
                at,
                "--vault",
                str(vault.root),
                "import",
                path,
                "--yes",
            ]
            ran = subprocess.run(
                words,
                cwd=Path(__file__).parents[2],
                env=os.environ,
                capture_output=True,
                check=False,
            )
            assert ran.returncode == 9, ran.stderr
        out = vault.do("import", path, "--yes")
        assert "7 new people, 5 known (5 of them complete)" in out
        names = {one.name for one in (vault.root / "Contacts").iterdir()}
        assert names == {f"Person {n}.md" for n in range(12)}

    def test_undo_takes_all_of_one_import_back(self, desk, files):
        vault = desk({"Contacts/Gus Tremblay.md": GUS})
        before = vault.bytes_of_all()
        vault.do("import", files("Connections.csv", LINKEDIN), "--yes")
        vault.do("undo")
        assert vault.bytes_of_all() == before


class TestChoosing:
    def test_only_takes_those_who_fit_without_regard_to_case_and_accents(self, desk, files):
        rows = "Name,Company,Location\nAda,Café Acme,Zürich\nBob,Acme,Bern\nCy,Globex,Zurich\n"
        vault = desk({})
        words = ("--only", "company=cafe", "--only", "company=globex", "--only", "location=zurich")
        out = vault.do("import", files("x.csv", rows), "--yes", *words)
        assert sorted(one.stem for one in (vault.root / "Contacts").iterdir()) == ["Ada", "Cy"]
        assert "1 left out by --only" in out

    def test_map_reads_a_table_of_anybody(self, desk, files):
        rows = "Kunde;Betrieb;Nr\nAda;Acme;7\n"
        vault = desk({})
        words = ("--map", "Kunde=name", "--map", "Betrieb=company", "--map", "Nr=ignore")
        vault.do("import", files("x.csv", rows), "--yes", *words)
        assert properties(vault.text("Contacts/Ada.md"))["company"] == "Acme"

    @pytest.mark.parametrize(
        ("words", "hint"),
        [
            (("--only", "shoe=1"), "company"),
            (("--only", "company"), "company=Acme"),
            (("--map", "Name"), "Column=property"),
            (("--map", "Nope=name"), "Its columns are"),
            (("--map", "Name=shoe"), "Use one of"),
        ],
    )
    def test_a_wrong_word_is_explained(self, desk, files, words, hint):
        ran = desk({}).run("import", files("x.csv", "Name,Company\nAda,Acme\n"), *words)
        assert ran.code == 2
        assert hint in ran.err


class TestFiles:
    def test_several_files_give_each_person_once(self, desk, files):
        one = files("a.csv", "Name,Email\nAda Lovelace,ada@x.example\n")
        two = files("b.vcf", card(FN="Ada Lovelace", EMAIL="ADA@x.example", ORG="Acme"))
        vault = desk({})
        vault.do("import", one, two, "--yes")
        assert properties(vault.text("Contacts/Ada Lovelace.md"))["company"] == "Acme"
        assert len(list((vault.root / "Contacts").iterdir())) == 1

    def test_the_zip_of_linkedin_is_read(self, desk, tmp_path):
        path = tmp_path / "Basic_LinkedInDataExport.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("Connections.csv", LINKEDIN)
        vault = desk({})
        vault.do("import", str(path), "--yes")
        assert (vault.root / "Contacts/Ada Lovelace.md").exists()

    def test_a_file_that_holds_no_contacts_is_refused_with_the_reason(self, desk, files):
        ran = desk({}).run("import", files("x.pdf", b"%PDF-1.7"), "--yes")
        assert ran.code == 5
        assert "this is a PDF" in ran.err

    def test_one_bad_file_does_not_silence_the_other(self, desk, files):
        vault = desk({})
        bad, good = files("x.pdf", b"%PDF-1.7"), files("a.csv", "Name,Email\nAda,a@x.example\n")
        out = vault.do("import", bad, good, "--yes")
        assert "x.pdf: this is a PDF" in out
        assert (vault.root / "Contacts/Ada.md").exists()

    @pytest.mark.parametrize("kind", ["missing", "folder", "loop", "pipe", "/dev/zero", "no\0name"])
    def test_a_path_that_is_no_file_is_named_at_once_and_the_others_are_read(
        self, desk, files, tmp_path, kind
    ):
        path = tmp_path / kind
        if kind == "folder":
            path.mkdir()
        elif kind == "loop":
            path.symlink_to(path)
        elif kind == "pipe":
            mkfifo = getattr(os, "mkfifo", None) or pytest.skip("there are no named pipes here")
            mkfifo(path)
        vault = desk({})
        ran = vault.run("import", str(path), "--yes")
        assert ran.code == 5
        assert "cannot be imported: it cannot be read (" in ran.err
        out = vault.do("import", str(path), files("a.csv", "Name\nAda\n"), "--yes")
        assert "Not usable (1):" in out
        assert "it cannot be read (" in out
        assert (vault.root / "Contacts/Ada.md").exists()

    def test_the_output_of_a_command_is_read_from_the_pipe_of_the_shell(self, desk):
        vault = desk({})
        reader, writer = os.pipe()
        if not Path(f"/dev/fd/{reader}").exists():
            pytest.skip("there is no /dev/fd here")
        os.write(writer, b"Name\nAda\n")
        os.close(writer)
        vault.do("import", f"/dev/fd/{reader}", "--yes")
        os.close(reader)
        assert (vault.root / "Contacts/Ada.md").exists()

    def test_several_that_cannot_be_imported_are_each_named(self, desk, files):
        ran = desk({}).run("import", files("x.pdf", b"%PDF"), files("x.png", b"\x89PNG"), "--yes")
        assert ran.code == 5
        assert "x.pdf cannot be imported: this is a PDF" in ran.err
        assert "\nx.png cannot be imported: this is a picture" in ran.err

    def test_two_of_one_name_are_told_apart(self, desk, files, tmp_path):
        one = files("a.csv", "Name\nAda\n,\n")
        other = tmp_path / "a.csv"
        other.write_text("Name,Role\n,x\n")
        out = desk({}).do("import", one, str(other), "--yes")
        assert f"{one}: table" in out
        assert f"{other}, row 2: the row names nobody" in out

    def test_no_file_is_a_question_of_usage(self, desk):
        assert desk({}).run("import").code == 2


class TestLists:
    def test_keep_everybody_in_one_table_beside_one_note(self, desk, files):
        vault = desk({})
        vault.do("import", files("Connections.csv", LINKEDIN), "--as-list", "--yes")
        found = contact_csv.loads(vault.text("Lists/LinkedIn connections.csv").encode()).people
        assert [one.name for one in found] == ["Ada Lovelace", "Gus Tremblay", "Claire Dell"]
        note = properties(vault.text("Lists/LinkedIn connections.md"))
        assert note == {
            "type": "list",
            "file": "[[LinkedIn connections.csv]]",
            "channel": "linkedin",
            "updated": "2026-11-22",
        }
        assert not (vault.root / "Contacts").exists()
        assert vault.do("check") == "No problems.\n"

    def test_may_stand_before_the_file(self, desk, files):
        vault = desk({})
        vault.do("import", "--yes", "--as-list", files("Connections.csv", LINKEDIN))
        assert (vault.root / "Lists/LinkedIn connections.csv").exists()

    def test_imported_again_change_nothing(self, desk, files):
        vault = desk({})
        path = files("Connections.csv", LINKEDIN)
        vault.do("import", path, "--as-list", "Mine", "--yes")
        before = vault.bytes_of_all()
        ran = vault.run("import", path, "--as-list", "Mine", "--yes")
        assert "3 as they were" in ran.out
        assert vault.bytes_of_all() == before

    def test_whose_note_a_kill_prevented_get_it_from_the_same_import_again(self, desk, files):
        vault = desk({})
        path = files("Connections.csv", LINKEDIN)
        vault.do("import", path, "--as-list", "--yes")
        before = vault.bytes_of_all()
        (vault.root / "Lists/LinkedIn connections.md").unlink()
        vault.do("import", path, "--as-list", "--yes")
        assert vault.bytes_of_all() == before

    def test_are_updated_by_a_newer_export_and_remember_where_people_worked(self, desk, files):
        vault = desk({})
        vault.do("import", files("Connections.csv", LINKEDIN), "--as-list", "--yes")
        newer = LINKEDIN.replace(
            'Analytical Engines Ltd.,"Planner, Senior"', "Globex,Director"
        ).replace(
            "Claire,Dell,https://www.linkedin.com/in/claire,,Acme Inc.,Director,1 Nov 2024\n",
            "Dan,Roe,https://www.linkedin.com/in/dan,,Acme,,2 Nov 2024\n",
        )
        out = vault.do("import", files("Connections.csv", newer), "--as-list", "--yes")
        assert "1 row added, 1 changed,\n  1 as they were, 1 not in the file and kept." in out
        found = {
            one.name: one
            for one in contact_csv.loads(
                vault.text("Lists/LinkedIn connections.csv").encode()
            ).people
        }
        assert len(found) == 4
        assert found["Ada Lovelace"].company == "Globex"
        assert found["Ada Lovelace"].note == "previously: Analytical Engines Ltd. · Planner, Senior"

    def test_are_found_by_search(self, desk, files):
        vault = desk({"Contacts/Bob.md": "---\ntype: contact\n---\nknows Lovelace\n"})
        vault.do("import", files("Connections.csv", LINKEDIN), "--as-list", "--yes")
        assert vault.do("search", "lovelace").splitlines() == [
            "Contacts/Bob.md:4: knows Lovelace",
            "Lists/LinkedIn connections.csv:2: Ada Lovelace, Ada, Lovelace, Analytical Engines Ltd., Planner, Senior, https://www.linkedin.com/in/ada, 2023-10-30",
        ]

    def test_give_notes_of_the_people_one_names(self, desk, files):
        vault = desk({})
        vault.do("import", files("Connections.csv", LINKEDIN), "--as-list", "--yes")
        vault.do("import", "--from-list", "linkedin", "ada", "Gus Tremblay", "--yes")
        assert sorted(one.stem for one in (vault.root / "Contacts").iterdir()) == [
            "Ada Lovelace",
            "Gus Tremblay",
        ]
        assert properties(vault.text("Contacts/Ada Lovelace.md"))["channel"] == "linkedin"
        ran = vault.run("import", "--from-list", "linkedin", "--only", "company=acme", "--yes")
        assert "1 new person, 1 known" in ran.out

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("--from-list", "linkedin", "l"), 3, "Ada Lovelace, Planner"),
            (("--from-list", "linkedin", "Zed"), 3, "There is no 'Zed' in the list"),
            (("--from-list", "nope", "Ada"), 3, "The lists are: LinkedIn connections"),
            (("--from-list", "linkedin"), 2, "Nobody is named"),
        ],
    )
    def test_explain_whom_they_do_not_know(self, desk, files, words, code, said):
        vault = desk({})
        vault.do("import", files("Connections.csv", LINKEDIN), "--as-list", "--yes")
        ran = vault.run("import", *words)
        assert ran.code == code
        assert said in ran.err

    @pytest.mark.parametrize(
        ("rows", "said", "only"),
        [
            (
                "Ben,Roe,{0},,Acme,Planner\nBen,Roe,{1},,Globex,Planner\n",
                "company",
                "company=Globex",
            ),
            ("Ben,Roe,{0},,Acme,Planner\nBen,Roe,{1},,Acme,Clerk\n", "role", "role=Clerk"),
            ("Ben,Roe,{0},,Acme,Clerk\nBen,Roe,{1},,Acme,Clerk\n", "linkedin", "linkedin=ben-two"),
            ("Ben,Roe,{0},,,Clerk\nBen,Roe,{1},,Acme,Clerk\n", "linkedin", "linkedin=ben-two"),
        ],
    )
    def test_name_a_property_that_tells_two_of_one_name_apart(self, desk, files, rows, said, only):
        header = "First Name,Last Name,URL,Email Address,Company,Position\n"
        pages = [f"https://www.linkedin.com/in/ben-{one}" for one in ("one", "two")]
        vault = desk({})
        vault.do("import", files("C.csv", header + rows.format(*pages)), "--as-list", "L", "--yes")
        ran = vault.run("import", "--from-list", "L", "Ben Roe")
        assert (ran.code, f'Say which with: --only "{said}=..."' in ran.err) == (3, True)
        assert (pages[1] in ran.err) == (said == "linkedin")
        vault.do("import", "--from-list", "L", "Ben Roe", "--only", only, "--yes")
        (note,) = (vault.root / "Contacts").iterdir()
        assert properties(note.read_text())["linkedin"] == pages[1]

    def test_of_another_form_are_left_alone(self, desk, files):
        vault = desk({})
        (vault.root / "Lists").mkdir()
        theirs = "Name,Company,My rating\nAda,Acme,5\n"
        (vault.root / "Lists/Mine.csv").write_text(theirs)
        ran = vault.run("import", files("C.csv", LINKEDIN), "--as-list", "Mine", "--yes")
        assert ran.code == 2
        assert "was left alone" in ran.err
        assert vault.text("Lists/Mine.csv") == theirs
