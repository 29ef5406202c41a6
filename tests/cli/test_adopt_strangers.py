"""Vaults as strangers keep them: right after `adopt`, report, show and why say what their notes say, and nothing absurd.

The forms are those that public vaults use most, each written here in full.
"""

import json
from pathlib import Path

import pytest

from infoview_md.cli import run
from tests.cli.test_adopt import Folder, folder, note  # noqa: F401 - fixture
from tests.commands import NOW, _own_folders  # noqa: F401 - fixture

PERSON = note("tags: [person]")


def stay(made: Folder) -> dict[str, tuple[str, str]]:
    """Give by contact until when to be in touch, and the reason."""
    rows = made.json("report")["follow_ups"]
    return {
        row["contact"]: (row["due"], row["reason"])
        for row in rows
        if row["kind"] == "stay_in_touch"
    }


def said(made: Folder, *words: str) -> str:
    code, out, err = made.run(*words, vault=True)
    assert code == 0, err
    return out


class TestLastContactAndCadence:
    @pytest.mark.parametrize(
        "name",
        [
            *("last_contact", "last_contacted", "last-contact", "lastContact", "Last Contact"),
            *("date_last_contacted", "last_interaction", "last_seen", "last_met", "last_touch"),
        ],
    )
    def test_the_last_contact_is_found_under_every_usual_name(self, folder, name):
        made = folder({"People/Ada.md": note(f"tags: [person]\n{name}: 2026-10-01\ncadence: 1m")})
        made.adopt()
        assert stay(made) == {
            "Ada": ("2026-11-01", "every 1m; last touchpoint 2026-10-01 (last contact)")
        }

    @pytest.mark.parametrize(
        ("line", "due"),
        [
            ("contact_frequency: monthly", "2026-11-01"),
            ("contactFrequency: Quarterly", "2027-01-01"),
            ("contact_interval_days: 45", "2026-11-15"),
            ("keep_in_touch_days: 30", "2026-10-31"),
            ('frequency: "Twice per Year"', "2027-04-01"),
            ("cadence: biweekly", "2026-10-15"),
            ("cadence: yearly", "2027-10-01"),
            ("check_in_frequency: every 2 weeks", "2026-10-15"),
            ("cadence: adhoc", None),
            ("cadence: none", None),
            ("cadence: Ad hoc", None),
        ],
    )
    def test_every_usual_cadence_is_understood(self, folder, line, due):
        made = folder({"People/Ada.md": note(f"tags: [person]\nlast_contact: 2026-10-01\n{line}")})
        made.adopt()
        assert {who: when for who, (when, _) in stay(made).items()} == ({"Ada": due} if due else {})
        assert made.json("check") == []

    @pytest.mark.parametrize(
        ("written", "due"),
        [
            ("2026-10-01", "2026-11-01"),
            ("'2026-10-01'", "2026-11-01"),
            ("2026-10-01 14:30", "2026-11-01"),
            ("2026-10-01T14:30:00", "2026-11-01"),
            ("2026-10-01T14:30:00+00:00", "2026-11-01"),
            ('"[[2026-10-01]]"', "2026-11-01"),
            ("[[2026-10-01]]", "2026-11-01"),
            ('"[[Daily/2026-10-01|Thursday]]"', "2026-11-01"),
            ("13/10/2026", "2026-11-13"),
            ("2026/10/1", "2026-11-01"),
            ("", None),
        ],
    )
    def test_every_usual_spelling_of_a_date_is_understood(self, folder, written, due):
        notes = {
            "People/Ada.md": note(f"tags: [person]\nlast_contact: {written}\ncadence: monthly")
        }
        made = folder(notes)
        made.adopt()
        assert {who: when for who, (when, _) in stay(made).items()} == ({"Ada": due} if due else {})

    @pytest.mark.parametrize("written", ["2026", "sometime in spring", '"{{date}}"'])
    def test_what_is_no_day_is_shown_as_unreadable_and_named_by_check(self, folder, written):
        made = folder(
            {
                "People/Ada.md": note(f"tags: [person]\nlast_contact: {written}\ncadence: monthly"),
                "People/Bob.md": note("tags: [person]\nlast_contact: 2026-10-01\ncadence: monthly"),
            }
        )
        out = made.adopt()
        assert ("1 cannot be read" in out) == ("{{" not in written)
        assert set(stay(made)) == {"Bob"}
        assert [row["note"] for row in made.json("check")] == ["People/Ada.md"]


class TestTheNextContact:
    @pytest.mark.parametrize(
        "name",
        [
            *("next_followup", "next_follow_up", "follow_up_date", "next_contact", "next_touch"),
            *("nextFollowup", "Next Follow-up", "next_checkin"),
        ],
    )
    def test_its_day_is_owed(self, folder, name):
        made = folder(
            {"People/Ada.md": note(f"tags: [person]\nlast_contact: 2026-10-01\n{name}: 2026-11-25")}
        )
        made.adopt()
        assert stay(made) == {
            "Ada": (
                "2026-11-25",
                "meant to be in touch by 2026-11-25; last touchpoint 2026-10-01 (last contact)",
            )
        }
        assert "meant to be in touch by 2026-11-25" in said(made, "why", "Ada")

    def test_done_takes_it_off_the_report_and_it_comes_back_by_the_cadence(self, folder):
        made = folder(
            {
                "People/Ada.md": note(
                    "tags: [person]\nlast_contacted: 2026-10-01\nnext_followup: 2026-11-20\ncadence: weekly"
                )
            }
        )
        made.adopt()
        assert stay(made)["Ada"][0] == "2026-11-20"
        said(made, "done", "Ada", "stay_in_touch")
        assert stay(made)["Ada"][0] == "2026-11-29"

    def test_words_instead_of_a_day_are_not_taken_for_one(self, folder):
        made = folder(
            {"People/Ada.md": note("tags: [person]\nnext_step: send the deck\nfollow_up: call")}
        )
        out = made.adopt()
        assert "Not read: follow_up (1), next_step (1)" in out
        assert made.json("check") == []


LOGS = {
    "bold dates": "## Interactions\n\n- **2026-11-02** — coffee at the fair\n- **2026-10-02** — mail\n",
    "headings below a heading": "## Log\n\n### 2026-11-02 — coffee\nWe talked.\n\n### 2026-10-02 — mail\n",
    "dates with a colon": "## History\n\n- 2026-10-02: mail\n- 2026-11-02: coffee\n",
    "bare headings": "# Ada\n\n## 2026-11-02\n\nCoffee.\n\n## 2026-10-02\n\nMail.\n",
    "below the title": "# Ada\n\n- 2026-10-02 mail\n- 2026-11-02 coffee\n",
    "without any heading": "- [[2026-10-02]] mail\n- [[2026-11-02]] coffee\n",
    "years within the heading": "## Meetings\n\n### 2026\n\n- 2026-11-02 coffee\n- 2026-10-02 mail\n",
    "many headings": "".join(
        f"## Topic {n}\n\n- 2026-{n:02}-02 about it\n\n" for n in (1, 2, 3, 4, 5, 11)
    ),
}


class TestDatedLines:
    @pytest.mark.parametrize("name", LOGS)
    def test_the_latest_is_the_last_touchpoint(self, folder, name):
        made = folder({"People/Ada.md": note("tags: [person]\ncadence: monthly", LOGS[name])})
        out = made.adopt()
        assert "dated lines, like 2026-" in " ".join(out.split())
        assert stay(made)["Ada"][0] == "2026-12-02"
        assert "2026-11-02" in said(made, "show", "Ada")

    def test_a_line_that_is_logged_goes_under_the_heading_that_is_there(self, folder):
        made = folder({"People/Ada.md": note("tags: [person]", LOGS["dates with a colon"])})
        made.adopt()
        said(made, "log", "Ada", "email: the deck")
        assert (
            (made.root / "People/Ada.md")
            .read_text()
            .endswith("- 2026-11-02: coffee\n- 2026-11-22: email: the deck\n")
        )

    def test_a_line_that_is_logged_where_any_heading_counts_gets_one_of_its_own(self, folder):
        made = folder({"People/Ada.md": note("tags: [person]", LOGS["without any heading"])})
        made.adopt()
        assert made.settings["headings"]["log"][-1] == "*"
        said(made, "log", "Ada", "email: the deck")
        assert (
            "## Log\n\n- 2026-11-22 email: the deck\n" in (made.root / "People/Ada.md").read_text()
        )

    def test_dates_in_the_notes_of_others_and_open_tasks_are_no_touchpoints(self, folder):
        made = folder(
            {
                "People/Ada.md": note(
                    "tags: [person]\ncadence: monthly", "- [ ] 2026-11-02 call\n"
                ),
                "Daily/D.md": "- 2026-11-02 met [[Ada]]\n",
            }
        )
        made.adopt()
        assert "headings" not in made.settings
        assert stay(made) == {}


def talk(people: str, date: str = "2026-11-20 14:00", more: str = "", body: str = "") -> str:
    return note(f"tags: [meeting]\ndate: {date}\n{people}\n{more}", body)


class TestMeetings:
    @pytest.mark.parametrize(
        ("people", "body"),
        [
            ('attendees:\n  - "[[Ada]]"\n  - "[[Bob]]"', ""),
            ("attendees: [Ada, Bob]", ""),
            ("attendees:\n  - Ada\n  - Bob", ""),
            ('attendees: "[[Ada]], [[Bob]]"', ""),
            ("attendees: [[Ada]], [[Bob]]", ""),
            ('people: ["[[People/Ada|Ada L.]]", "[[Bob]]"]', ""),
            ('participants: ["[[Ada]]", "[[Bob]]"]', ""),
            ("topics: x", "## Attendees\n\n- [[Ada]]\n- [[Bob]]\n"),
            ("topics: x", "## Participants\n\n[[Ada]], [[Bob]]\n"),
        ],
    )
    def test_each_form_of_a_list_of_attendees_names_them(self, folder, people, body):
        made = folder(
            {"People/Ada.md": PERSON, "People/Bob.md": PERSON, "M/M.md": talk(people, body=body)}
        )
        made.adopt()
        thanked = {who for kind, who, _ in made.owed() if kind == "thank_you"}
        broken = people == "attendees: [[Ada]], [[Bob]]"  # is no YAML at all, and check says so
        assert thanked == (set() if broken else {"Ada", "Bob"})
        assert bool(made.json("check")) == broken

    @pytest.mark.parametrize(
        ("written", "due"),
        [
            ("2026-11-20", "2026-11-21"),
            ("2026-11-20 14:00", "2026-11-21T14:20"),
            ("2026-11-20T14:00:00Z", "2026-11-21T14:20"),
            ("'2026-11-20'", "2026-11-21"),
            ('"[[2026-11-20]]"', "2026-11-21"),
            ("20/11/2026", "2026-11-21"),
        ],
    )
    def test_the_day_of_a_talk_in_every_usual_spelling(self, folder, written, due):
        made = folder(
            {
                "People/Ada.md": PERSON,
                "M/M.md": talk('attendees: ["[[Ada]]"]', date=written),
                "infoview.toml": 'timezone = "UTC"\n',
            }
        )
        made.adopt("--force")
        assert ("thank_you", "Ada", due) in made.owed()
        assert made.settings["timezone"] == "UTC"

    def test_a_link_without_quotes_is_shown_as_it_stands_in_the_note(self, folder):
        made = folder({"People/Ada.md": PERSON, "M/M.md": talk("people: [[Ada]]")})
        assert "contact from people  1  [[Ada]]" in made.adopt("--dry-run")

    def test_years_of_meetings_are_not_owed_a_thank_you(self, folder):
        notes = {f"People/P{n}.md": PERSON for n in range(9)}
        for n in range(120):
            day = f"20{20 + n % 6}-{1 + n % 12:02}-{1 + n % 28:02}"
            notes[f"Meetings/{day} {n}.md"] = talk(f'attendees: ["[[P{n % 9}]]"]', date=day)
        notes["Meetings/last.md"] = talk('attendees: ["[[P1]]"]', date="2026-11-19")
        made = folder(notes)
        out = made.adopt()
        assert "Counting begins on 2026-11-15 (`since`)" in out
        assert "up to 120 follow-ups would be owed, and will not be" in " ".join(out.split())
        assert "Staying in touch" not in out
        assert {(kind, who) for kind, who, _ in made.owed()} == {
            ("thank_you", "P1"),
            ("confirm_outcome", "P1"),
            ("write_up", "P1"),
        }

    def test_a_cadence_is_owed_whatever_day_counting_begins_and_that_is_said(self, folder):
        old = "tags: [person]\nlast_contacted: 2022-03-01\ncontact_frequency: monthly"
        made = folder(
            {
                "People/Ada.md": note(old),
                "M/M.md": talk('attendees: ["[[Bob]]"]', date="2022-03-01"),
            }
        )
        out = " ".join(made.adopt().split())
        assert "Counting begins on 2026-11-15" in out
        assert "Staying in touch is owed all the same" in out
        assert made.owed() == {("stay_in_touch", "Ada", "2022-04-01")}

    def test_who_wants_them_all_says_so(self, folder):
        notes = {
            f"M/{n}.md": talk('attendees: ["[[Ada]]"]', date=f"2025-01-{n:02}") for n in range(1, 9)
        }
        made = folder({"People/Ada.md": PERSON, **notes})
        made.adopt("--since", "-")
        assert "since" not in made.settings
        assert len([1 for kind, _, _ in made.owed() if kind == "thank_you"]) == 8

    def test_meetings_in_daily_notes_are_said_to_be_out_of_reach(self, folder):
        daily = {
            f"Daily/2026-11-{n:02}.md": f"## Meeting with [[Ada]]\n\n- talked {n}\n"
            for n in range(1, 8)
        }
        made = folder({"People/Ada.md": PERSON, **daily})
        out = " ".join(made.adopt().split())
        assert "7 notes of a day link your contacts (2026-11-01, 2026-11-02, 2026-11-03, …)" in out
        assert "it is no touchpoint" in out
        assert made.names("interviews") == []

    def test_gaps_and_words_that_are_not_understood_are_counted(self, folder):
        made = folder(
            {
                "People/Ada.md": PERSON,
                "M/A.md": talk('attendees: ["[[Ada]]"]', more="status: brilliant"),
                "M/B.md": note('tags: [meeting]\nattendees: ["[[Ada]]"]'),
                "M/C.md": note("tags: [meeting]\ndate: 2026-11-20"),
            }
        )
        out = " ".join(made.adopt().split())
        assert "Nothing is owed for 1 without a date and 1 that name nobody." in out
        assert "(1 cannot be read) brilliant" in out

    def test_a_daily_note_that_is_marked_as_a_meeting_is_one(self, folder):
        made = folder(
            {
                "People/Ada.md": PERSON,
                "Daily/2026-11-20.md": note(
                    'tags: [daily, meeting]\ndate: 2026-11-20\npeople: ["[[Ada]]"]'
                ),
            }
        )
        made.adopt()
        assert made.names("interviews") == ["2026-11-20"]


class TestWhatIsAPerson:
    @pytest.mark.parametrize(
        "mark",
        [
            *("type: person", "type: Person", 'type: "[[Person]]"', "type: [person]"),
            *('categories: "[[People]]"', 'categories:\n  - "[[People]]"', "category: People"),
            *("tags: person", "tags: [people]", "tags:\n  - contact", "tags: '#person'"),
            *("tags: person/friend", "tags: [type/person]", "tags: [People/Work]"),
        ],
    )
    def test_each_way_to_mark_one_counts_alone(self, folder, mark):
        made = folder({"Notes/Ada.md": note(mark), "Notes/Else.md": note("tags: [idea]")})
        made.adopt()
        assert made.names("contacts") == ["Ada"]

    def test_a_folder_around_people_and_other_things_does_not_count_as_a_whole(self, folder):
        notes = {f"CRM/People/P{n}.md": note("email: a@b.c") for n in range(4)}
        notes |= {f"CRM/Companies/C{n}.md": note("website: x.y") for n in range(4)}
        notes |= {f"CRM/Notes {n}.md": "plain\n" for n in range(4)}
        made = folder(notes)
        made.adopt()
        assert made.names("contacts") == ["P0", "P1", "P2", "P3"]
        assert "contact" not in made.settings

    def test_a_tag_on_people_and_companies_alike_marks_neither(self, folder):
        notes = {f"A/P{n}.md": note("tags: [crm, person]") for n in range(3)}
        notes |= {f"A/C{n}.md": note("type: company\ntags: [crm]") for n in range(3)}
        made = folder(notes)
        made.adopt()
        assert made.names("contacts") == ["P0", "P1", "P2"]


def test_a_report_without_any_contact_points_to_adopt(folder):
    made = folder({"Leute von mir/Ada.md": note("rolle: Ärztin"), "Tag.md": "Regen\n"})
    code, out, err = made.run("report", vault=True)
    assert code == 0
    assert "Nothing is owed" in out
    assert (
        f"None of the 2 notes here counts as a contact; to set up notes that you keep already: infoview-md adopt {made.root}"
        in " ".join(err.split())
    )


def test_a_report_of_an_empty_folder_points_to_init(folder):
    made = folder({})
    assert f"to begin: infoview-md init {made.root}" in made.run("report", vault=True)[2]


def test_a_report_with_contacts_and_nothing_owed_points_nowhere(folder):
    made = folder({"People/Ada.md": PERSON})
    assert made.run("report", vault=True)[2] == ""


def test_init_in_a_folder_of_notes_points_to_adopt_which_needs_no_force_then(folder, capsys):
    made = folder({"Leute von mir/Ada.md": note("mensch: ja")})
    code, out, _ = made.run("init")
    assert code == 0
    assert f"To say which notes are contacts: infoview-md adopt {made.root}" in out
    made.adopt("--contact-folder", "Leute von mir")
    assert made.names("contacts") == ["Ada"]


class TestOddVaults:
    def test_broken_notes_hide_none_of_the_others(self, folder):
        notes = {
            f"People/P{n}.md": note(f"tags: [person]\nlast_contact: 2026-10-0{n + 1}")
            for n in range(3)
        }
        notes |= {
            "People/Colon.md": note("tags: [person]\nname: a: b"),
            "People/Open.md": "---\ntags: [person]\n",
            "Handles.md": note("aliases:\n  - @ada"),
            "Form.md": note('tags: [person]\ndate: "{{date}}"\nx: <% tp.file.title %>'),
        }
        made = folder(notes)
        (made.root / "People/Wide.md").write_bytes("---\ntags: [person]\n---\n".encode("utf-16"))
        (made.root / "People/Latin.md").write_bytes(
            "---\ntags: [person]\norg: Müller\n---\n".encode("latin-1")
        )
        made.adopt()
        assert {"P0", "P1", "P2"} <= set(made.names("contacts"))

    def test_five_thousand_notes_are_counted(self, folder):
        notes = {
            f"People/P{n}.md": note(
                f"tags: [person]\nworks_at: Acme {n % 50}", "- 2026-01-02 met\n"
            )
            for n in range(2500)
        }
        notes |= {f"Other/N{n}.md": note("tags: [idea]", "words " * 50) for n in range(2500)}
        made = folder(notes)
        code, out, _ = made.run("adopt")
        assert code == 0
        assert "Of 5000 notes these would count" in out
        assert "Contacts: 2500 notes" in out
        assert "company from works_at" in out

    @pytest.mark.parametrize("columns", ["40", "60", "80"])
    def test_no_line_of_the_page_is_wider_than_the_terminal(self, folder, monkeypatch, columns):
        people = {
            f"A long folder/with people/Person with a long name {n}.md": note(
                f"type: person\nwhere_they_work_at_present: x\nworks_at: {'Acme & Sons of London ' * 4}\n"
                f"last_contacted: 2026-01-0{n + 1}\n" + "".join(f"prop_{m}: 1\n" for m in range(20))
            )
            for n in range(5)
        }
        made = folder({**people, "Daily/2026-11-01.md": "[[Person with a long name 1]] 日本語\n"})
        monkeypatch.setenv("COLUMNS", columns)
        _, out, _ = made.run("adopt")
        page = out.split("These settings")[0]
        wide = [line for line in page.splitlines() if len(line) > int(columns)]
        assert wide == []

    def test_control_characters_of_notes_do_not_reach_the_terminal(self, folder):
        made = folder(
            {"People/Ada.md": '---\ntags: [person]\norg: "\\e[31mred"\n"a\\eb": 1\n---\n'}
        )
        _, out, _ = made.run("adopt")
        assert "\x1b" not in out

    def test_a_folder_whose_name_is_no_text_is_in_no_way(self, folder):
        made = folder({"People/Ada.md": PERSON})
        odd = bytes(made.root / "Leute") + b"\xff"
        Path(odd.decode("utf-8", "surrogateescape")).mkdir()
        (Path(odd.decode("utf-8", "surrogateescape")) / "Bob.md").write_text(PERSON)
        code, out, _ = made.run("adopt")
        assert code == 0
        assert "Contacts: 1 note" in out


def test_json_of_show_knows_what_adopt_made_readable(folder):
    made = folder(
        {
            "People/Ada.md": note(
                'tags: [person]\norg: "[[Acme]]"\njob_title: Engineer\nlast_contacted: 2026-10-01\ncity: Portland'
            )
        }
    )
    made.adopt()
    known = json.dumps(made.json("list", "contacts"))
    assert all(word in known for word in ("Acme", "Engineer", "2026-10-01", "Portland"))


def test_every_property_that_the_rules_read_is_shown_as_read(folder):
    made = folder(
        {
            "Contacts/Ada.md": note(
                "type: contact\nreach_out_by: 2026-12-01\nclosed: false\nhobby: chess"
            ),
            "Dashboard.md": "<!-- infoview: overdue -->\n[[Ada]]\n<!-- /infoview -->\n",
        }
    )
    out = made.adopt()
    assert "Not read: hobby (1)" in out
    assert "reach_out_by  1  2026-12-01" in out
    assert "link your contacts" not in out


def test_a_new_note_speaks_the_words_of_the_others(folder):
    made = folder(
        {
            f"People/{name}.md": note(
                "tags: [person]\norg: Acme\njob_title: Engineer\nLocation: Rome"
            )
            for name in ("Ada", "Bob")
        }
    )
    made.adopt()
    assert made.settings["properties"] == {"company": ["org"], "role": ["job_title"]}
    said(made, "new", "contact", "Cy Doe", "--company", "Globex", "--role", "Nurse")
    text = (made.root / "People/Cy Doe.md").read_text()
    assert "org: Globex\n" in text
    assert "job_title: Nurse\n" in text


def test_a_usual_name_that_few_notes_use_is_left_as_it_is(folder):
    notes = {f"People/P{n}.md": note("tags: [person]\ncompany: Acme") for n in range(3)}
    made = folder({**notes, "People/Q.md": note("tags: [person]\norg: Globex")})
    made.adopt()
    assert "properties" not in made.settings


def test_it_is_the_same_twice(folder):
    made = folder({"People/Ada.md": note("tags: [person]\nworks_at: Acme", "- 2026-01-02 met\n")})
    made.adopt()
    before = made.files()
    code, out, _ = made.run("adopt", "--yes", "--force")
    assert code == 0
    assert "says all of that already" in out
    assert made.files() == before
    assert run(["undo", "--vault", str(made.root)], now=NOW) == 0
