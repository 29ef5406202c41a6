"""The bases have the documented structure, and what they show agrees with the report as far as a base can see.

They are computed by `tests/bases_language.py`, which knows no function that Obsidian's help does not document.
"""

import json
import random
import re
import string

import pytest
import yaml

from infoview_md.dates import Moment, add_business_days, add_days
from infoview_md.network.settings import CONTACT, INTERVIEW, Policy
from infoview_md.network.survey.habits import Habits, Marks
from infoview_md.obsidian.base_yaml import as_yaml
from infoview_md.obsidian.bases import LIMITS, Wording, all_bases
from infoview_md.obsidian.expressions import business_days_after
from tests.bases_language import Base, File, NotInTheLanguage, notes_of, parse
from tests.commands import NOW, _own_folders, desk, example  # noqa: F401 - fixtures

LINK_BREAKING = set("#^[]|:%")


def habits(**words):
    marks = {
        "contact": Marks(
            types=CONTACT.types,
            categories=CONTACT.categories,
            tags=CONTACT.tags,
            folders=CONTACT.folders,
        ),
        "interview": Marks(
            types=("interview",),
            categories=INTERVIEW.categories,
            tags=INTERVIEW.tags,
            folders=INTERVIEW.folders,
        ),
    }
    return Habits(**{"names": {}, "usual": {}, "marks": marks, **words})


def wording(**words):
    known = {"habits": habits(), "ignored": ("Templates",), "policy": Policy()}
    return Wording(**{**known, **words})


def expressions(base):
    """Give every expression of a base: filters and formulas."""
    yield from base["filters"]["and"]
    yield from base["formulas"].values()
    for view in base["views"]:
        yield from view["filters"]["and"]


@pytest.mark.parametrize("name", all_bases(wording()))
class TestStructure:
    def base(self, name):
        return yaml.safe_load(all_bases(wording())[name])

    def test_it_has_the_documented_keys_only(self, name):
        base = self.base(name)
        assert set(base) <= {"filters", "formulas", "properties", "summaries", "views"}
        for view in base["views"]:
            assert view["type"] in ("table", "cards", "list")
            assert set(view) <= {"type", "name", "filters", "groupBy", "order", "sort", "limit"}
            assert set(view["filters"]) == {"and"}
            for rule in view["sort"]:
                assert set(rule) == {"property", "direction"}
                assert rule["direction"] in ("ASC", "DESC")
            assert set(view.get("groupBy", {})) <= {"property", "direction"}

    def test_every_formula_and_filter_is_a_text(self, name):
        assert all(isinstance(one, str) and one for one in expressions(self.base(name)))

    def test_views_have_names_of_their_own_that_a_link_can_hold(self, name):
        names = [view["name"] for view in self.base(name)["views"]]
        assert len(set(names)) == len(names)
        assert not any(LINK_BREAKING & set(one) for one in names)

    def test_every_column_is_a_property_a_file_field_or_a_formula_of_the_base(self, name):
        base = self.base(name)
        for view in base["views"]:
            grouped = [view["groupBy"]["property"]] if "groupBy" in view else []
            columns = [*view["order"], *grouped, *(one["property"] for one in view["sort"])]
            for column in [*columns, *base["properties"]]:
                kind, _, rest = column.partition(".")
                assert kind in ("note", "file", "formula")
                if kind == "formula":
                    assert rest in base["formulas"]

    def test_every_formula_that_is_used_is_there_and_every_one_there_is_used(self, name):
        base = self.base(name)
        used = set(re.findall(r"formula\.(\w+)", json.dumps(base)))
        assert used == set(base["formulas"])

    def test_every_expression_is_in_the_language(self, name):
        for one in expressions(self.base(name)):
            parse(one)

    def test_a_note_without_properties_is_an_error_nowhere_and_in_no_view(self, name):
        base = Base(all_bases(wording())[name], now="2026-11-22T10:00")
        note = File("Else/Plain.md")
        for one in expressions(base.tree):
            base.value(one, note, File("Contacts/Ada.md"))
        assert all(
            base.shows(view["name"], [note], File("Contacts/Ada.md")) == []
            for view in base.tree["views"]
        )

    def test_a_base_never_lists_the_whole_vault(self, name):
        base = self.base(name)
        assert 'file.ext == "md"' in base["filters"]["and"]
        assert '!file.inFolder("Templates")' in base["filters"]["and"]
        for view in base["views"]:
            assert {"formula.is_contact", "formula.is_interview"} & set(view["filters"]["and"])

    def test_two_parsers_read_it_alike(self, name):
        import yaml_rs

        text = all_bases(wording())[name]
        assert yaml_rs.loads(text) == yaml.safe_load(text)


def test_the_overdue_base_says_what_it_cannot_see():
    text = all_bases(wording())["Overdue.base"]
    assert text.startswith("# ")
    assert all(f"# {line}\n" in text for line in LIMITS)


class TestWordsOfOtherVaults:
    def test_hostile_names_stay_texts(self):
        mark = 'a" || true || "'
        marks = {
            **habits().marks,
            "contact": Marks(tags=(mark,), categories=(mark,), folders=(mark,)),
        }
        made = all_bases(wording(habits=habits(marks=marks, usual={"company": mark})))
        for text in made.values():
            base = Base(text, now="2026-11-22T10:00")
            assert not base.value(base.tree["views"][0]["filters"]["and"][0], File("x.md"))
            for one in expressions(base.tree):
                parse(one)

    def test_a_name_that_is_no_plain_word_is_written_in_brackets(self):
        names = {"contact": ("with",), "last_contact": ("last-seen",), "company": ("Größe",)}
        text = all_bases(wording(habits=habits(names=names)))["This note.base"]
        assert 'note["with"]' in text
        assert 'note["last-seen"]' in text
        assert 'note["Größe"]' in text
        assert "note.with" not in "".join(expressions(yaml.safe_load(text)))

    @pytest.mark.parametrize(
        "text", ["yes", "12:30", "a: b", "#x", "it's", "- x", "{a}", "null", "1e3", "", "note.a b"]
    )
    def test_texts_stay_texts_in_yaml(self, text):
        tree = {"k": text, "l": [text, {"m": [text]}], "n": 3}
        assert yaml.safe_load(as_yaml(tree)) == tree

    @pytest.mark.parametrize("days", range(9))
    def test_business_days_are_counted_as_the_rules_count_them(self, days):
        base = Base(all_bases(wording())["Overdue.base"], now="2026-11-22T10:00")
        for shift in range(14):
            asked = add_days(Moment("2026-11-02"), shift)
            note = File("a.md", {"type": "contact", "asked": asked})
            due = base.value(business_days_after("formula.asked_day", days), note)
            monday = base.value('(number(date("2024-01-01"))) / 86400000', note)
            expected = add_business_days(asked, days, frozenset())
            assert (due + monday) * 86400000 == base.value(f'number(date("{expected}"))', note)


# -- what they show, and what the report says

STATUS = [
    "",
    "done",
    "Done",
    "completed",
    "scheduled",
    "Confirmed",
    "proposed",
    "cancelled",
    "canceled",
    "no-show",
]
SENT = ["", "", "2026-11-01", "true", "yes", "no", "false", "TBD"]
DAYS = [f"2026-{month}-{day:02}" for month in (10, 11) for day in range(1, 31)] + ["2026-12-01"]
NEAR = ["2026-11-21", "2026-11-22", "2026-11-23"] * 5


def talk(chance):
    day = chance.choice([*DAYS, *NEAR])
    time = chance.choice(["", "", f"T{chance.randrange(24):02}:{chance.choice(['00', '30'])}"])
    rows = {
        "type": "interview",
        "contact": f'"[[{chance.choice("ABCDE")}]]"',
        "date": day + (time if time != "T00:00" else ""),
        "duration": chance.choice(["", "15", "90", "600"]),
        "status": chance.choice(STATUS),
        "thank_you_sent": chance.choice(SENT),
        "questions_sent": chance.choice(SENT),
    }
    return note(rows)


def person(chance):
    rows = {
        "type": "contact",
        "asked": chance.choice(["", "", "true", *DAYS[:51]]),
        "nudged": chance.choice(["", "", "", *SENT]),
        "replied": chance.choice(["", "", "", *SENT]),
        "declined": chance.choice(["", "", "", *SENT]),
        "closed": chance.choice(["", "", "", "true", "false"]),
        "reach_out_by": chance.choice(["", *DAYS]),
        "snoozed_until": chance.choice(["", "", "2026-11-21", "2026-11-22", "2026-12-24"]),
    }
    return note(rows)


def note(rows):
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in rows.items() if value) + "---\n"


def random_vault(seed):
    """People who are asked and never talked with, and people who are only talked with: what each base can see."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    notes = {f"Contacts/{name}.md": "---\ntype: contact\n---\n" for name in "ABCDE"}
    notes |= {f"Contacts/P{number}.md": person(chance) for number in range(40)}
    return notes | {f"Interviews/T{number}.md": talk(chance) for number in range(60)}


VIEWS = {
    "Thank-yous not sent": "thank_you",
    "Did it take place": "confirm_outcome",
    "Questions not sent": "send_questions",
    "No answer": "nudge",
    "Not asked yet": "reach_out",
}


def overdue(made):
    """Give by kind the notes about which the report says that something is overdue."""
    found = {kind: set() for kind in VIEWS.values()}
    for row in made.owed():
        if row["state"] == "overdue" and row["kind"] in found:
            found[row["kind"]].add(row["note"])
    notes = {one.path: one for one in notes_of(made.root)}
    # An interview that says nothing is told from one that is written up by its text alone.
    found["confirm_outcome"] = {
        one for one in found["confirm_outcome"] if notes[one].value("status")
    }
    return found


def shown(made, zone="UTC"):
    base = Base(made.text("Views/Overdue.base"), now=made.now, zone=zone)
    notes = notes_of(made.root)
    return {kind: set(base.shows(view, notes)) for view, kind in VIEWS.items()}


OTHER_POLICY = """[policy]
thank_you_hours = 36
nudge_business_days = 3
send_questions_days = 5
confirm_outcome_days = 3
interview_minutes = 45
"""


class TestAgreement:
    @pytest.mark.parametrize("seed", range(6))
    @pytest.mark.parametrize(
        "config",
        [
            "",
            "since = 2026-11-10\n",
            OTHER_POLICY,
        ],
    )
    def test_what_is_overdue_is_what_the_report_says(self, desk, seed, config):
        made = desk(random_vault(seed), config=config)
        made.do("obsidian", "install", "--force")
        assert shown(made) == overdue(made)
        kinds = {kind for kind, notes in overdue(made).items() if notes}
        assert len(kinds) >= 3  # otherwise nothing was compared

    @pytest.mark.parametrize("now", ["2026-10-25T01:30", "2026-10-26T13:10", "2026-03-29T12:00"])
    def test_it_agrees_where_the_clocks_change(self, desk, now):
        notes = {f"Contacts/{name}.md": "---\ntype: contact\n---\n" for name in "ABCDE"}
        for hour in range(24):
            for day in ("2026-10-24", "2026-10-25", "2026-03-28", "2026-03-27"):
                rows = {"type": "interview", "contact": '"[[A]]"', "date": f"{day}T{hour:02}:15"}
                notes[f"Interviews/{day} {hour}.md"] = note(rows)
        made = desk(notes, now=now)
        (made.root / "infoview.toml").write_text('timezone = "Europe/Berlin"\n')
        made.do("obsidian", "install", "--force")
        assert shown(made, "Europe/Berlin")["thank_you"] == overdue(made)["thank_you"] != set()

    def test_of_the_example_vault_nothing_that_is_overdue_and_in_reach_is_missing(self, example):
        example.do("obsidian", "install", "--force")
        seen, owed = shown(example), overdue(example)
        assert owed["thank_you"]
        kinds = ("thank_you", "nudge", "confirm_outcome", "send_questions")
        assert all(seen[kind] >= owed[kind] for kind in kinds)

    def test_contacts_and_interviews_are_told_as_the_report_tells_them(self, desk):
        marks = [
            "",
            "type: contact",
            "type: Person",
            "type: interview",
            "type: Coffee Chat",
            "type: company",
        ]
        marks += [
            "type: [person]",
            'type: "[[Person]]"',
            "tags: [person]",
            "tags: [type/person]",
            "tags: [x, coffee-chat]",
        ]
        marks += [
            "tags: person/friend",
            'categories: ["[[People]]"]',
            "categories: [people]",
            "category: Interviews",
        ]
        marks += [
            "type: contact\ntags: [interview]",
            "type: search\ntags: [person]",
            "type: company\ntags: [person]",
        ]
        marks += ["type: book", "tags: [idea]"]
        places = [
            "",
            "People/",
            "Contacts/",
            "03 X/people/",
            "Interviews/",
            "People/Interviews/",
            "Else/",
        ]
        notes = {
            f"{place}{letter}{number}.md": f"---\n{mark}\nx: 1\n---\n"
            for (number, mark), letter in zip(
                enumerate(marks), string.ascii_lowercase, strict=False
            )
            for place in places
        }
        notes |= {f"{place}{name}.md": "x\n" for place in places[1:] for name in ("README", "Home")}
        notes |= {"People/People.md": "x\n", "Templates/Contact.md": "---\ntype: contact\n---\n"}
        made = desk(notes)
        made.do("obsidian", "install", "--force")
        base = Base(made.text("Views/This note.base"), now=NOW)
        for kind in ("contact", "interview"):
            listed = json.loads(made.do("list", f"{kind}s", "--format", "json"))
            seen = {
                one.path
                for one in notes_of(made.root)
                if base.value(f"formula.is_{kind}", one) and not one.path.startswith("Templates/")
            }
            assert seen == {row["note"] for row in listed}


class TestOtherViews:
    def base(self, made, name):
        return Base(made.text(f"Views/{name}.base"), now=made.now)

    def test_interviews_are_coming_or_held(self, desk):
        made = desk(random_vault(1))
        made.do("obsidian", "install", "--force")
        base, notes = self.base(made, "Interviews"), notes_of(made.root)
        rows = json.loads(made.do("list", "interviews", "--format", "json"))
        # A talk that its note calls done, and that has not been yet, is neither.
        early = {
            row["note"]
            for row in rows
            if row["status"] == "done" and row["date"].replace(" ", "T") > NOW
        }
        by_status = {row["note"]: row["status"] for row in rows if row["note"] not in early}
        coming, held = set(base.shows("Coming", notes)), set(base.shows("Held", notes))
        assert held == {path for path, status in by_status.items() if status == "done"}
        assert coming.isdisjoint(held | early)
        assert coming <= {
            path for path, status in by_status.items() if status in ("scheduled", "proposed")
        }

    def test_a_talk_without_a_day_is_among_the_coming_ones(self, desk):
        made = desk(
            {"I/T.md": note({"type": "interview", "contact": '"[[Ada]]"', "status": "proposed"})}
        )
        made.do("obsidian", "install", "--force")
        base = self.base(made, "Interviews")
        (one,) = notes_of(made.root / "I")
        assert base.shows("Coming", [one]) == ["T.md"]
        assert base.cells("Coming", one) == {"formula.when": ""}
        assert base.value("formula.week", one) == "no date yet"

    @pytest.mark.parametrize(
        "attendees",
        [
            'contact: "[[Ada]]"',
            'contact: ["[[Bob]]", "[[People/Ada|A.]]"]',
            "attendees: [Ada, Bob]",
            'people: "[[Bob]], [[Ada]]"',
            "with: ada",
        ],
    )
    def test_the_note_of_a_contact_shows_its_interviews(self, desk, attendees):
        made = desk(
            {
                "People/Ada.md": "---\ntype: contact\n---\n",
                "I/With.md": f"---\ntype: interview\n{attendees}\ndate: 2026-11-20\n---\n",
                "I/Without.md": note(
                    {"type": "interview", "contact": '"[[Cy]]"', "date": "2026-11-20"}
                ),
            }
        )
        made.do("obsidian", "install", "--force")
        base, notes = self.base(made, "This note"), notes_of(made.root)
        ada = next(one for one in notes if one.path == "People/Ada.md")
        assert base.shows("Interviews", notes, ada) == ["I/With.md"]

    @pytest.mark.parametrize("company", ['"[[Acme]]"', "Acme", '["[[Acme]]", "[[Other]]"]', "acme"])
    def test_the_note_of_a_company_shows_its_people(self, desk, company):
        made = desk(
            {
                "Acme.md": "---\ntype: company\n---\n",
                "People/Ada.md": f"---\ntype: contact\ncompany: {company}\n---\n",
                "People/Bob.md": "---\ntype: contact\n---\n",
            }
        )
        made.do("obsidian", "install", "--force")
        base, notes = self.base(made, "This note"), notes_of(made.root)
        acme = next(one for one in notes if one.path == "Acme.md")
        assert base.shows("People here", notes, acme) == ["People/Ada.md"]

    def test_the_note_of_a_contact_shows_whom_they_named(self, desk):
        made = desk(
            {
                "People/Ada.md": "---\ntype: contact\n---\n",
                "People/Bob.md": note({"type": "contact", "referred_by": '"[[Ada]]"'}),
                "People/Cy.md": note({"type": "contact", "introduced_by": '"[[Ada]]"'}),
            }
        )
        made.do("obsidian", "install", "--force")
        base, notes = self.base(made, "This note"), notes_of(made.root)
        ada = next(one for one in notes if one.path == "People/Ada.md")
        assert base.shows("Named by this person", notes, ada) == ["People/Bob.md", "People/Cy.md"]

    def test_columns_show_the_property_that_the_notes_have(self, desk):
        made = desk(
            {
                "People/Ada.md": "---\ntags: [person]\nOrg: Acme\nlast contact: 2026-11-01\n---\n",
                "People/Bob.md": "---\ntags: [person]\norg: Acme\n---\n",
            }
        )
        made.do("obsidian", "install", "--force")
        base = self.base(made, "Contacts by company")
        view = base.tree["views"][0]
        assert view["groupBy"]["property"].lower() == "note.org"
        ada = next(one for one in notes_of(made.root) if one.path == "People/Ada.md")
        assert base.cells("By company", ada)["formula.heard"] == "at 2026-11-01 00:00:00"

    def test_of_several_names_in_use_each_note_shows_its_own(self, desk):
        made = desk(
            {
                "People/Ada.md": "---\ntags: [person]\norg: Acme\n---\n",
                "People/Bob.md": "---\ntags: [person]\ncompany: Globex\n---\n",
            }
        )
        made.do("obsidian", "install", "--force")
        base = self.base(made, "Contacts by company")
        assert base.tree["views"][0]["groupBy"]["property"] == "formula.company"
        values = [base.value("formula.company", one) for one in notes_of(made.root / "People")]
        assert values == ["Acme", "Globex"]

    def test_the_settings_name_a_property_that_no_note_has_yet(self, desk):
        made = desk({}, config='[properties]\ncompany = ["org"]\n')
        made.do("obsidian", "install", "--force")
        view = self.base(made, "Contacts by company").tree["views"][0]
        assert view["groupBy"]["property"] == "note.org"

    def test_after_adopt_the_views_show_the_notes_of_the_vault_by_its_own_words(self, desk):
        people = {
            f"Leute/{name}.md": f"---\ntags: [crm]\nfirma: Acme\nzuletzt: 2026-11-0{n}\n---\n"
            for n, name in enumerate(("Ada", "Bob", "Cy"), 1)
        }
        talk = '---\ntags: [treffen]\ndatum: 2026-11-19\nteilnehmer: ["[[Ada]]", "[[Bob]]"]\n---\n'
        made = desk({**people, "Treffen/T.md": talk, "Leute/README.md": "x\n"})
        made.do("adopt", "--yes", "--force", "--property", "last_contact=zuletzt")
        made.do("obsidian", "install", "--force")
        base, notes = self.base(made, "Contacts by company"), notes_of(made.root)
        assert base.shows("By company", notes) == sorted(people)
        assert base.tree["views"][0]["groupBy"]["property"] == "note.firma"
        assert base.cells("By company", next(one for one in notes if "Ada" in one.path))[
            "formula.heard"
        ].startswith("at 2026-11-01")
        assert shown(made)["thank_you"] == overdue(made)["thank_you"] == {"Treffen/T.md"}
        ada = next(one for one in notes if "Ada" in one.path)
        assert self.base(made, "This note").shows("Interviews", notes, ada) == ["Treffen/T.md"]

    def test_a_time_in_a_property_of_its_own_counts(self, desk):
        rows = {
            "type": "interview",
            "contact": '"[[Ada]]"',
            "date": "2026-11-21",
            "time": '"09:00"',
        }
        made = desk({"I/T.md": note(rows), "I/U.md": note({**rows, "time": ""})})
        made.do("obsidian", "install", "--force")
        made.now = Moment("2026-11-22T09:21")
        assert shown(made)["thank_you"] == overdue(made)["thank_you"] == {"I/T.md"}


@pytest.mark.parametrize(
    "expression",
    [
        "note.a.round()",
        '(date("2026-01-02") - date("2026-01-01")).round()',
        "5.floor()",
        "note.a +",
        "nonsense(1)",
        'note.a["b',
        "formula.loop",
    ],
)
def test_the_language_refuses_what_obsidian_would_refuse(expression):
    base = Base("formulas:\n  loop: formula.loop\nfilters: {}\nviews: []\n", now="2026-11-22T10:00")
    with pytest.raises((NotInTheLanguage, RecursionError)):
        base.value(expression, File("a.md"))
