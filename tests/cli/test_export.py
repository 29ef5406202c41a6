"""`export`: contacts, interviews, follow-ups and the network for other programs; what is written where."""

import csv
import io
import json
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_md.exchange import contact_csv, vcard
from infoview_md.note.reading import read
from tests.commands import Desk, Git, _own_folders, desk, example  # noqa: F401 - fixtures
from tests.vaults import write

ADA = """\
---
type: contact
aliases: [Countess]
company: "[[Acme, Inc.]]"
role: "Planner; senior, \\\\ really"
email: [ada@acme.example, ada@home.example]
phone: "+44 20 7946 0958"
location: London, UK
linkedin: https://www.linkedin.com/in/ada
birthday: --12-10
tags: [maths]
channel: friend
asked: 2026-11-02
replied: 2026-11-03
---
# Ada
"""
BEN = "---\ntype: contact\nuid: ben-1\n---\n"
TALK = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-11-20T14:00
status: done
referrals: ["[[Ben]]", "[[Zed Ghost]]"]
opportunities: [Analyst at Acme]
---
## Notes

She told me much.
"""
NOTES = {"Contacts/Ada.md": ADA, "Contacts/Ben.md": BEN, "Interviews/Talk.md": TALK}
EXPORTS = [
    ("contacts", "vcard"),
    ("contacts", "vcard3"),
    ("contacts", "csv"),
    ("contacts", "json"),
    ("interviews", "ics"),
    ("interviews", "csv"),
    ("interviews", "json"),
    ("follow-ups", "ics"),
    ("follow-ups", "csv"),
    ("follow-ups", "json"),
    ("network", "json"),
]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(("what", "form"), EXPORTS)
def test_every_form_is_the_same_twice_and_from_hour_to_hour_and_says_nothing_else(desk, what, form):
    vault = desk(NOTES)
    first = vault.run("export", what, "--format", form)
    assert (first.code, first.err) == (0, "")
    assert first.out
    assert vault.run("export", what, "--format", form).out == first.out
    if (what, form) not in {("network", "json"), ("follow-ups", "json")}:  # which say as of when
        vault.now = vault.now.replace("T10", "T11")
        assert vault.run("export", what, "--format", form).out == first.out


@pytest.mark.parametrize(("what", "form"), EXPORTS)
def test_every_form_works_in_an_empty_vault(desk, what, form):
    ran = desk({}).run("export", what, "--format", form)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(("what", "form"), EXPORTS)
def test_a_broken_note_does_not_keep_the_others_from_the_export(desk, what, form):
    vault = desk({**NOTES, "Contacts/Zoe.md": "---\ntype: contact\nrole: x: y\n---\n"})
    ran = vault.run("export", what, "--format", form)
    assert ran.code == 0
    assert "Ada" in ran.out


# -- contacts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "version"), [("vcard", "4.0"), ("vcard3", "3.0")])
def test_a_card_says_what_the_note_says(desk, form, version):
    text = desk(NOTES).do("export", "contacts", "--format", form)
    assert text.count(f"VERSION:{version}\r\n") == 2
    ada, ben = vcard.loads(text.encode()).people
    assert (ada.name, ada.company, ada.role) == ("Ada", "Acme, Inc.", "Planner; senior, \\ really")
    assert ada.emails == ("ada@acme.example", "ada@home.example")
    assert (ada.phones, ada.location) == (("+44 20 7946 0958",), "London, UK")
    assert (ada.aliases, ada.categories) == (("Countess",), ("maths",))
    assert (ada.birthday, ada.linkedin) == ("--12-10", "https://www.linkedin.com/in/ada")
    assert ben.uid == "ben-1"
    read_by_another = [card.fn.value for card in vobject.readComponents(text)]
    assert read_by_another == ["Ada", "Ben"]


def test_the_uid_of_a_contact_stays_when_anything_in_the_note_changes(desk):
    vault = desk(NOTES)
    before = {one["name"]: one["uid"] for one in json.loads(exported(vault))}
    vault.do("set", "Ada", "company", "Globex")
    after = {one["name"]: one["uid"] for one in json.loads(exported(vault))}
    assert after == before
    assert after["Ada"].startswith("urn:uuid:")


def exported(vault, what="contacts"):
    return vault.do("export", what, "--format", "json")


def test_two_notes_with_one_uid_are_two_cards(desk):
    vault = desk({"Ben.md": BEN, "Copy of Ben.md": BEN})
    uids = [one["uid"] for one in json.loads(exported(vault))]
    assert len(set(uids)) == 2
    assert "ben-1" in uids


def test_uids_that_are_written_stay_when_the_note_is_renamed(desk):
    vault = desk(NOTES)
    before = json.loads(exported(vault))
    ran = vault.run("export", "contacts", "--format", "json", "--write-uids")
    assert ran.err == "Wrote a UID into 1 note.\n"
    assert json.loads(ran.out) == before
    uid = {one["name"]: one["uid"] for one in before}["Ada"]
    assert vault.text("Contacts/Ada.md") == ADA.replace("---\n# Ada", f"uid: {uid}\n---\n# Ada")
    (vault.root / "Contacts/Ada.md").rename(vault.root / "Contacts/Ada Byron.md")
    assert uid in exported(vault)
    assert vault.run("export", "contacts", "--write-uids").err == ""
    (vault.root / "Contacts/Ada Byron.md").rename(vault.root / "Contacts/Ada.md")
    vault.do("undo")
    assert vault.text("Contacts/Ada.md") == ADA


def test_a_note_that_cannot_take_its_uid_is_named_and_exported(desk):
    vault = desk({**NOTES, "Contacts/Zoe.md": "---\ntype: contact\nrole: x\nrole: y\n---\n"})
    (vault.root / "Contacts/Zoe.md").write_text("---\ntype: contact\nx: [\n---\n")
    ran = vault.run("export", "contacts", "--write-uids")
    assert ran.code == 0
    assert "Contacts/Zoe.md was left alone: " in ran.err
    assert "Wrote a UID into 1 note.\n" in ran.err
    assert "FN:Zoe\r\n" in ran.out


def test_our_own_export_is_known_again_when_it_is_imported(desk, tmp_path):
    vault = desk(NOTES)
    for form, name in (("vcard", "a.vcf"), ("vcard3", "b.vcf"), ("csv", "c.csv")):
        target = tmp_path / name
        vault.do("export", "contacts", "--format", form, "--output", str(target))
        before = vault.bytes_of_all()
        assert "2 known" in vault.do("import", str(target), "--dry-run").replace("  ", " "), form
        assert vault.bytes_of_all() == before


def test_a_table_does_not_run_in_a_spreadsheet_unless_that_is_asked_for(desk):
    evil = "---\ntype: contact\nrole: '=HYPERLINK(\"http://x\")'\nphone: '+44 1'\n---\n"
    vault = desk({"Ada.md": evil})
    (row,) = table(vault.do("export", "contacts", "--format", "csv"))
    assert row["Role"] == '\'=HYPERLINK("http://x")'
    assert row["Phone"] == "'+44 1"
    (row,) = table(vault.do("export", "contacts", "--format", "csv", "--raw"))
    assert (row["Role"], row["Phone"]) == ('=HYPERLINK("http://x")', "+44 1")
    for what in ("interviews", "follow-ups"):
        text = desk(
            {
                "=1+1.md": "---\ntype: contact\nasked: 2026-11-02\n---\n",
                "Talk.md": '---\ntype: interview\ncontact: "[[=1+1]]"\ndate: 2026-12-01\n---\n',
            }
        ).do("export", what, "--format", "csv")
        assert not [
            cell for row in table(text) for cell in row.values() if cell.startswith(("=", "+", "@"))
        ], what


_NASTY = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\x0b\x0c\x85\u2028\u2029;:,\\\"'^ =+-@#[]{}|>&*!%`~\ufeff\u202e🎉é"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=40,
)


def quoted(text: str) -> str:
    """Write a text for YAML, whatever is in it."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"'


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=st.fixed_dictionaries({"role": _NASTY, "company": _NASTY, "location": _NASTY}))
def test_no_value_of_a_note_can_add_to_a_card_a_row_or_a_table(tmp_path_factory, capsys, values):
    root = tmp_path_factory.mktemp("vault")
    (root / "infoview.toml").write_text('timezone = "UTC"\n')
    evil = {key: f"{text}\r\nEMAIL:evil@x.example\r\nEND:VCARD" for key, text in values.items()}
    lines = "".join(f"{key}: {quoted(text)}\n" for key, text in evil.items())
    vault = Desk(write(root, {"Ada.md": f"---\ntype: contact\n{lines}---\n"}), capsys)
    for form in ("vcard", "vcard3"):
        text = vault.do("export", "contacts", "--format", form)
        (person,) = vcard.loads(text.encode()).people
        assert (person.name, person.emails) == ("Ada", ())
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        (card,) = vobject.readComponents(text)
        assert "email" not in card.contents
    (row,) = table(vault.do("export", "contacts", "--format", "csv"))
    assert row["Email"] == ""
    (person,) = contact_csv.loads(vault.do("export", "contacts", "--format", "csv").encode()).people
    assert person.emails == ()
    found = json.loads(vault.do("export", "network"))
    assert len(found["contacts"]) == 1


def test_a_field_of_100_kilobytes_is_exported_whole_and_folded(desk):
    long = "🎉é🎉;,\\" * 8_000  # 104 kB; properties of more than 64,000 letters are not read
    vault = desk(
        {"Ada.md": f"---\ntype: contact\nrole: {json.dumps(long, ensure_ascii=False)}\n---\n"}
    )
    text = vault.do("export", "contacts")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (card,) = vobject.readComponents(text)
    assert card.title.value == long


# -- where it goes -------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_for_its_owner_only_and_replaced_by_the_next_export(desk, tmp_path):
    vault = desk(NOTES)
    target = tmp_path / "out.vcf"
    ran = vault.run("export", "contacts", "--output", str(target))
    assert (ran.out, ran.err) == ("", f"Wrote {target}.\n")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().decode() == vault.do("export", "contacts")
    (vault.root / "Contacts/Ben.md").unlink()
    vault.do("export", "contacts", "--output", str(target))
    assert b"FN:Ben" not in target.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.vcf", "vault"]


def test_a_dash_prints(desk, tmp_path, monkeypatch):
    vault = desk(NOTES)
    monkeypatch.chdir(tmp_path)
    for what in ("contacts", "interviews", "follow-ups", "network"):
        assert vault.do("export", what, "-o", "-") == vault.do("export", what)
    assert vault.do("warm", "Acme", "-o", "-") == vault.do("warm", "Acme")
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("name", ["Contacts/Ada.md", "infoview.toml", "New.md", "contacts/ADA.MD"])
def test_notes_and_settings_are_never_written_over(desk, name):
    vault = desk(NOTES)
    before = vault.bytes_of_all()
    for what in ("contacts", "interviews", "follow-ups", "network"):
        ran = vault.run("export", what, "--output", str(vault.root / name))
        assert (ran.code, ran.out) == (2, ""), ran
        assert "is one of your notes or settings" in ran.err
    ran = vault.run("export", "network", "--metadata", str(vault.root / name))
    assert ran.code == 2
    assert vault.bytes_of_all() == before


def test_a_link_to_a_note_is_no_way_around_that(desk, tmp_path):
    vault = desk(NOTES)
    (tmp_path / "out.vcf").symlink_to(vault.root / "Contacts/Ada.md")
    assert vault.run("export", "contacts", "-o", str(tmp_path / "out.vcf")).code == 2
    assert vault.text("Contacts/Ada.md") == ADA


@pytest.mark.parametrize(
    ("what", "form", "name"),
    [
        ("contacts", "vcard", "x.vcf"),
        ("contacts", "csv", "x.csv"),
        ("interviews", "ics", "x.ics"),
        ("network", "json", "x.json"),
        ("network", "sqlite", "x.db"),
    ],
)
def test_a_file_that_is_no_earlier_export_is_left_alone(desk, tmp_path, what, form, name):
    vault = desk(NOTES)
    target = tmp_path / name
    words = ("export", what, "--format", form, "--output", str(target))
    target.write_text("my thesis")
    ran = vault.run(*words)
    assert ran.code == 2
    assert "exists and is no earlier export of this kind" in ran.err
    assert target.read_text() == "my thesis"
    target.write_text("")
    vault.do(*words)
    vault.do(*words)


def test_a_link_is_followed_and_a_pipe_is_written_to(desk, tmp_path):
    vault = desk(NOTES)
    (tmp_path / "link.vcf").symlink_to(tmp_path / "real.vcf")
    vault.do("export", "contacts", "-o", str(tmp_path / "link.vcf"))
    assert (tmp_path / "link.vcf").is_symlink()
    assert (tmp_path / "real.vcf").read_bytes().startswith(b"BEGIN:VCARD")
    before = Path("/dev/null").stat().st_mode
    vault.do("export", "contacts", "-o", "/dev/null")
    vault.do("warm", "Acme", "-o", "/dev/null")
    assert Path("/dev/null").stat().st_mode == before


@pytest.mark.parametrize(
    ("output", "says"),
    [("missing/folder/x.vcf", "No such file or directory"), ("x" * 300, "File name too long")],
)
def test_a_place_that_cannot_be_written_is_said(desk, tmp_path, output, says):
    ran = desk(NOTES).run("export", "contacts", "-o", str(tmp_path / output))
    assert ran.code == 5
    assert says in ran.err


def test_a_full_disk_leaves_the_earlier_export_as_it_is(desk, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        vault = desk(NOTES)
        vault.do("export", "contacts", "-o", str(disk / "x.vcf"))
        before = (disk / "x.vcf").read_bytes()
        notes = {f"P{n}.md": f"---\ntype: contact\nrole: {'x' * 2000}\n---\n" for n in range(40)}
        write(vault.root, notes)
        for words in (
            ("contacts", "-o", str(disk / "x.vcf")),
            ("network", "--format", "sqlite", "-o", str(disk / "x.db")),
        ):
            ran = vault.run("export", *words)
            assert (ran.code, ran.out) == (5, ""), ran
            assert "cannot be written" in ran.err
        assert (disk / "x.vcf").read_bytes() == before
        assert [one.name for one in disk.iterdir()] == ["x.vcf"]
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_reader_that_stops_early_is_no_error(desk):
    vault = desk({f"P{n}.md": "---\ntype: contact\n---\n" for n in range(1500)})
    words = [sys.executable, "-m", "infoview_md", "--vault", str(vault.root), "export", "network"]
    with subprocess.Popen(
        words, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout.read(10) == b'{\n  "compa'
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_folder_gets_one_file_for_each_and_keeps_what_is_not_ours(desk, tmp_path):
    vault = desk(NOTES)
    folder = tmp_path / "all"
    for what in ("contacts", "interviews", "follow-ups"):
        vault.do("export", what, "-o", f"{folder}/")
    (folder / "mine.ics").write_text("BEGIN:VCALENDAR")
    (folder / "mine.vcf").write_text("BEGIN:VCARD")
    files = {one.name for one in folder.iterdir()}
    counted = {
        kind: sum(kind in one for one in files) for kind in ("contact", "interview", "follow-up")
    }
    assert counted["contact"] == 2
    assert counted["interview"] == 1
    assert counted["follow-up"] > 2
    ran = vault.run("export", "contacts", "-o", str(folder))
    assert ran.err == f"{folder}: 2 files, 0 written, 0 removed.\n"
    (vault.root / "Contacts/Ben.md").unlink()
    ran = vault.run("export", "contacts", "-o", str(folder))
    assert ran.err == f"{folder}: 1 file, 0 written, 1 removed.\n"
    left = {one.name for one in folder.iterdir()}
    assert {"mine.ics", "mine.vcf"} < left
    assert sum("follow-up" in one for one in left) == counted["follow-up"]


def test_exports_work_where_the_vault_is_a_git_repository_with_commits(desk):
    vault = desk(NOTES, config="[git]\ncommit = true\n")
    git = Git(vault.root).start()
    vault.do("export", "contacts")
    assert git.subjects() == ["start"]
    vault.do("export", "interviews", "--write-uids")
    assert git.subjects() == ["Keep the UIDs of 1 note", "start"]
    assert read((vault.root / "Interviews/Talk.md").read_bytes()).properties["uid"]


# -- the network ---------------------------------------------------------------------------------------------------


def test_the_network_is_one_object_with_every_table(desk):
    found = json.loads(desk(NOTES).do("export", "network"))
    assert list(found) == [
        "companies",
        "contacts",
        "interviews",
        "interview_contacts",
        "opportunities",
        "referrals",
        "follow_ups",
        "touchpoints",
        "listed_people",
        "about",
    ]
    names = {one["id"]: one["name"] for one in found["contacts"]}
    assert set(names.values()) == {"Ada", "Ben", "Zed Ghost"}
    ada = next(one for one in found["contacts"] if one["name"] == "Ada")
    assert (ada["emails"], ada["tags"], ada["state"]) == (
        ["ada@acme.example", "ada@home.example"],
        ["maths"],
        "talked",
    )
    assert {
        (names[one["by_contact_id"]], names[one["contact_id"]]) for one in found["referrals"]
    } == {
        ("Ada", "Ben"),
        ("Ada", "Zed Ghost"),
    }
    assert found["opportunities"] == [{"id": 1, "interview_id": 1, "text": "Analyst at Acme"}]
    assert found["about"]["as_of"] == "2026-11-22T10:00"


def test_the_database_says_the_same_and_its_references_hold(example, tmp_path):
    target = tmp_path / "network.db"
    example.do("export", "network", "--format", "sqlite", "-o", str(target))
    said = json.loads(example.do("export", "network"))
    connection = sqlite3.connect(target)
    connection.row_factory = sqlite3.Row
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, rows in said.items():
            if name == "about":
                continue
            held = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608
            for row in held:
                for key in {"emails", "phones", "tags", "aliases"} & row.keys():
                    row[key] = json.loads(row[key])
            assert held == rows, name
        references = {
            (name, row["table"])
            for name in said
            for row in connection.execute(f"PRAGMA foreign_key_list({name})")
        }
        assert ("contacts", "companies") in references
        assert ("interview_contacts", "interviews") in references
        assert ("follow_ups", "contacts") in references
        (found,) = connection.execute(
            "SELECT contacts.name FROM contacts_fts JOIN contacts ON contacts.id = contacts_fts.rowid"
            " WHERE contacts_fts MATCH 'copperline' AND contacts.role LIKE '%lead%'"
        ).fetchall()
        assert found[0] == "Hollis Grady"
    finally:
        connection.close()


def test_the_database_is_the_same_bytes_twice(desk, tmp_path):
    vault = desk(NOTES)
    for name in ("a.db", "b.db", "a.db"):
        vault.do("export", "network", "--format", "sqlite", "-o", str(tmp_path / name))
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_every_table_and_every_column_is_described_and_nothing_else(desk, tmp_path):
    vault = desk(NOTES)
    words = ("--metadata", str(tmp_path / "m.json"), "--format", "sqlite")
    vault.do("export", "network", *words, "-o", str(tmp_path / "n.db"))
    tables = json.loads((tmp_path / "m.json").read_text())["databases"]["n"]["tables"]
    connection = sqlite3.connect(tmp_path / "n.db")
    try:
        assert set(tables) == set(json.loads(vault.do("export", "network")))
        for name, said in tables.items():
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            assert said["description"].endswith(".")
            assert set(said["columns"]) | {"id"} == columns | {"id"}, name
            assert {*said.get("facets", []), said.get("label_column", "id")} <= columns | {"id"}
    finally:
        connection.close()


def test_a_database_needs_a_file(desk):
    for more in ((), ("-o", "-")):
        ran = desk(NOTES).run("export", "network", "--format", "sqlite", *more)
        assert ran.code == 2
        assert "Name it, for example: --output network.db" in ran.err


def test_people_of_lists_are_in_the_network(desk, tmp_path):
    vault = desk(NOTES)
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Zed,Zon,https://www.linkedin.com/in/zed,,Globex,Boss,30 Oct 2023\n"
    )
    vault.do("import", str(tmp_path / "Connections.csv"), "--as-list", "--yes")
    (row,) = json.loads(vault.do("export", "network"))["listed_people"]
    assert (row["name"], row["company"], row["connected_on"]) == ("Zed Zon", "Globex", "2023-10-30")
    (place,) = vault.root.rglob("*.csv")
    place.write_text(place.read_text().replace(",", ";"))  # as a spreadsheet in Europe saves it
    (again,) = json.loads(vault.do("export", "network"))["listed_people"]
    assert again == row


def test_a_cell_that_is_json_stays_json_where_it_has_no_values(desk):
    (contact,) = json.loads(desk({"Ada.md": "---\ntype: contact\n---\n"}).do("export", "network"))[
        "contacts"
    ]
    assert contact["emails"] == []
    assert contact["company_id"] is None
    assert contact["note"] == "Ada.md"
