"""`warm COMPANY...`: whom you know at a company, surely or perhaps, who was there, and who could introduce."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from infoview_md.exchange import contact_csv, warmth
from infoview_md.exchange.records import Person
from tests.commands import NOW, _own_folders, desk  # noqa: F401 - fixtures
from tests.terminal import Terminal


def contact(**properties: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in properties.items())
    return f"---\ntype: contact\n{lines}---\n"


NOTES = {
    "Contacts/Ada.md": contact(company="ACME, Inc.", channel="friend", role="Planner"),
    "Contacts/Bea.md": contact(
        company="Globex", past_companies="[Acmé GmbH]", asked="2026-11-01", replied="2026-11-03"
    ),
    "Contacts/Cy.md": contact(company="Acme Labs"),
    "Contacts/Dee.md": contact(company='"[[The Acme Co.]]"', referred_by='"[[Hal]]"'),
    "Contacts/Eve.md": contact(company="Acmeology"),
    "Contacts/Hal.md": contact(company="Initech", asked="2026-10-01", replied="2026-10-02"),
    "Interviews/Talk.md": '---\ntype: interview\ncontact: "[[Bea]]"\ndate: 2026-11-10\nstatus: done\n---\n',
}


def warm(vault, *words: str) -> list[dict]:
    return json.loads(vault.do("warm", *words, "--format", "json"))


def fits(found: dict) -> dict[str, str]:
    return {one["name"]: one["fit"] for one in found["people"]}


def listed(vault, *people: Person) -> None:
    folder = vault.root / "Lists"
    folder.mkdir(exist_ok=True)
    (folder / "LinkedIn.csv").write_text(contact_csv.dumps(people), newline="")
    (folder / "LinkedIn.md").write_text("---\ntype: list\n---\n")


def test_strict_matches_come_first_former_ones_next_and_loose_ones_apart(desk):
    assert (
        desk(NOTES).do("warm", "acme")
        == """\
acme
  Work there
    Name  Role     Company       How near               Where
    Ada   Planner  ACME, Inc.    friend, not asked yet  Contacts/Ada.md
    Dee            The Acme Co.  not asked yet          Contacts/Dee.md
  Worked there
    Name  Role  Company  How near           Where
    Bea         Globex   talked 2026-11-10  Contacts/Bea.md
  Perhaps: the name of the company only looks alike
    Name  Role  Company    How near       Where
    Cy          Acme Labs  not asked yet  Contacts/Cy.md
  Could introduce you
    Name  To            Because            How near
    Bea   people there  worked there       talked 2026-11-10
    Hal   Dee           named them to you  replied 2026-10-02
    Ada   people there  works there        friend, not asked yet
"""
    )


def test_programs_get_the_same_with_every_reason(desk):
    (found,) = warm(desk(NOTES), "acme")
    assert list(found) == ["company", "people", "introducers", "more_introducers"]
    assert found["people"][2] == {
        "fit": "worked there",
        "name": "Bea",
        "role": "",
        "company": "Globex",
        "past_companies": ["Acmé GmbH"],
        "standing": "talked",
        "since": "2026-11-10",
        "channel": "",
        "place": "Contacts/Bea.md",
    }
    assert {key: found["introducers"][1][key] for key in ("name", "to", "reason")} == {
        "name": "Hal",
        "to": "Dee",
        "reason": "named them to you",
    }


@pytest.mark.parametrize(
    "key",
    ["past_companies", "previously", "Previous Employers", "former_company", "former-companies"],
)
def test_former_companies_are_found_under_the_names_that_people_use(desk, key):
    (found,) = warm(desk({"Ada.md": contact(**{key: "[Initech, Acme Ltd]"})}), "Acme")
    assert fits(found) == {"Ada": "worked there"}


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("Müller & Söhne GmbH", "muller and sohne"),
        ("AT&T", "at & t"),
        ("J.P. Morgan", "JP Morgan"),
        ("The Walt Disney Company", "walt disney"),
    ],
)
def test_spellings_of_one_company_match_strictly(desk, held, asked):
    (found,) = warm(desk({"Ada.md": contact(company=f'"{held}"')}), asked)
    assert fits(found) == {"Ada": "works there"}


@pytest.mark.parametrize(
    ("held", "fit"),
    [
        ("Google Cloud", "may work there"),
        ("Google DeepMind", "may work there"),
        ("Googol", None),
        ("Goo", None),
    ],
)
def test_a_subsidiary_is_never_a_strict_match(desk, held, fit):
    (found,) = warm(desk({"Ada.md": contact(company=held)}), "Google")
    assert fits(found).get("Ada") == fit


def test_people_of_lists_are_found_and_not_twice_where_they_have_notes(desk):
    vault = desk(NOTES)
    listed(
        vault,
        Person(
            name="Zed Zon", company="Acme Inc", role="Boss", linkedin="https://linkedin.com/in/z"
        ),
        Person(name="Ada", company="Acme"),
        Person(name="Yve Yo", company="Globex", note="previously: Acme · Intern"),
        Person(name="Xan Xi", company="Initech"),
    )
    (found,) = warm(vault, "Acme")
    people = {one["name"]: (one["fit"], one["standing"], one["place"]) for one in found["people"]}
    assert people["Zed Zon"] == ("works there", "listed", "Lists/LinkedIn.csv:2")
    assert people["Yve Yo"][0] == "worked there"
    assert people["Ada"][2] == "Contacts/Ada.md"
    assert "Xan Xi" not in people
    assert len(found["people"]) == 6


def test_a_person_of_a_list_is_known_by_the_name_of_a_note_that_was_merged(desk):
    vault = desk({"Ada.md": contact(company="Acme"), "Ada Byron.md": contact(company="ACME Inc")})
    listed(vault, Person(name="Ada Byron", company="Acme, Inc."))
    vault.do("merge", "Ada", "Ada Byron")
    (found,) = warm(vault, "Acme")
    assert list(fits(found)) == ["Ada"]


def test_a_name_in_another_company_note_counts(desk):
    vault = desk(
        {
            "Companies/Acme.md": "---\ntype: company\naliases: [Wile E. Supplies]\n---\n",
            "Ada.md": contact(company="Wile E. Supplies Ltd."),
        }
    )
    for name in ("Acme", "ACME Inc.", "wile e supplies"):
        (found,) = warm(vault, name)
        assert fits(found) == {"Ada": "works there"}


def test_several_companies_are_answered_in_their_order_and_each_once(desk):
    found = warm(desk(NOTES), "Globex", "Acme", "GLOBEX Inc.", "Nowhere")
    assert [one["company"] for one in found] == ["Globex", "Acme", "Nowhere"]
    assert [len(one["people"]) for one in found] == [1, 4, 0]


def test_targets_are_the_companies_of_the_search_and_those_with_notes(desk):
    vault = desk(
        {
            **NOTES,
            "Search.md": '---\ntype: search\nstarted: 2026-10-01\ncompanies: [Acme, "[[Globex]]"]\n---\n',
            "Companies/Initech.md": "---\ntype: company\n---\n",
            "Companies/Globex.md": "---\ntype: company\n---\n",
        }
    )
    found = warm(vault, "--targets")
    assert [one["company"] for one in found] == ["Acme", "Globex", "Initech"]
    assert warm(vault, "Hooli", "--targets")[0]["company"] == "Hooli"


@pytest.mark.parametrize("words", [(), ("",), ("--targets",), ("...",)])
def test_without_a_company_it_says_how_to_name_one(desk, words):
    ran = desk(NOTES).run("warm", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "infoview-md warm Acme" in ran.err


def test_where_nobody_is_known_it_says_what_to_do_next(desk):
    assert desk(NOTES).do("warm", "Hooli") == (
        "Hooli\n"
        "  Nobody you know, in notes or lists, works or worked there.\n"
        "  Bring in your connections: infoview-md import Connections.csv --as-list\n"
        "  Or ask in your next conversation whom they know there: infoview-md next\n"
    )
    assert warm(desk({}), "Hooli")[0]["people"] == []


@pytest.mark.parametrize("width", [60, 80, 120])
def test_on_a_terminal_every_line_fits(desk, width):
    vault = desk(
        {
            **NOTES,
            "Contacts/People of Acme/Maximiliane von und zu Hohenberg.md": contact(
                company="The Acme International Holding Company GmbH & Co. KG",
                role="Senior vice president of everything and more",
                channel="alumni",
            ),
        }
    )
    with Terminal(
        vault.root, NOW, "warm", "Acme", "Hooli", COLUMNS=str(width), NO_COLOR="1"
    ) as terminal:
        code, said = terminal.ends()
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said.replace("\r", ""))
    lines = [line.rstrip() for line in plain.splitlines()]
    assert max(map(len, lines)) <= width
    assert any("Maximiliane" in line for line in lines)
    assert any("friend, not asked" in line for line in lines)


def test_names_cannot_paint_on_the_terminal_or_run_in_a_spreadsheet(desk):
    vault = desk({"=1+1.md": contact(company='"Acme"', role='"\\e[31mred"')})
    assert "\x1b" not in vault.do("warm", "Acme")
    (row,) = csv.DictReader(io.StringIO(vault.do("warm", "Acme", "--format", "csv"), newline=""))
    assert row["name"] == "'=1+1"


def test_markdown_has_a_section_for_each_company(desk):
    said = desk(NOTES).do("warm", "Acme", "Hooli", "--format", "markdown")
    assert said.startswith("## Acme\n\n### Work there\n\n| Name | Role |")
    assert said.endswith("## Hooli\n\nNobody you know, in notes or lists, works or worked there.\n")


def test_an_answer_can_be_written_to_a_file(desk, tmp_path):
    target = tmp_path / "warm.json"
    ran = desk(NOTES).run("warm", "Acme", "--format", "json", "-o", str(target))
    assert (ran.out, ran.err) == ("", f"Wrote {target}.\n")
    assert json.loads(target.read_text())[0]["company"] == "Acme"


def test_a_broken_list_does_not_keep_the_others_from_the_answer(desk):
    vault = desk(NOTES)
    listed(vault, Person(name="Zed Zon", company="Acme Inc"))
    (vault.root / "Lists/Other.csv").write_bytes(b'"\xff\x00,broken\n')
    (found,) = warm(vault, "Acme")
    assert "Zed Zon" in fits(found)


def test_who_shares_an_employer_is_found_without_comparing_everybody(desk, monkeypatch):
    looked = []
    really = warmth._sharing
    monkeypatch.setattr(warmth, "_sharing", lambda *given: looked.append(given) or really(*given))
    people = [
        warmth.Acquaintance(
            key=str(n),
            name=f"P{n}",
            place="",
            company="Acme" if n % 2 else f"Other{n}",
            past_companies=("Initech",) if n < 4 else (f"Past{n}",),
            channel="friend",
        )
        for n in range(4_000)
    ]
    found = warmth.warmth_of("Acme", (), people)
    assert len(looked) == 2
    assert len(found.introducers) == 12
    assert found.more == 2_000 + 4 - 12


def test_the_example_vault_has_warm_ways(capsys):
    from tests.commands import EXAMPLE, Desk

    (found,) = warm(Desk(Path(EXAMPLE), capsys), "Copperline Science Center")
    assert len(found["people"]) >= 2
