"""`list`, `show`, `why`, `search`, `check`, `index` and the names that all of them take, end to end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import infoview
from tests.vaults import write

EXAMPLE = Path(__file__).parents[2] / "example_vault"

NOTES = {
    "infoview.toml": 'timezone = "UTC"',
    "People/Jane Doe.md": """
        ---
        type: contact
        aliases: [Janie]
        company: Acme
        location: Washington, DC
        email: jane@acme.example
        asked: 2026-11-02
        replied: 2026-11-04
        ---
        Knows about rivers.
        """,
    "People/Zoë Faure.md": "---\ntype: contact\ncompany: Acme\nlocation: Lyon\n---\nRivers and bridges.\n",
    "People/John Roe.md": "---\ntype: contact\ncompany: Bolt\nreferred_by: Jane Doe\n---\n",
    "Talks/One.md": """
        ---
        type: interview
        contact: "[[Jane Doe]]"
        date: 2026-11-10
        status: done
        thank_you_sent: 2026-11-11
        referrals: ["[[John Roe]]"]
        ---
        - [ ] she sends the list #waiting 📅 2026-11-30
        """,
}


@pytest.fixture
def vault(tmp_path):
    return write(tmp_path, NOTES)


def test_contacts_are_listed_with_their_last_touchpoint(vault):
    rows = infoview("list", "contacts", "--format", "json", vault=vault).json
    assert [(row["name"], row["last_contact"], row["interviews"]) for row in rows] == [
        ("Jane Doe", "2026-11-11", 1),
        ("John Roe", "", 0),
        ("Zoë Faure", "", 0),
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--location", "washington"], ["Jane Doe"]),
        (["--company", "acme"], ["Jane Doe", "Zoë Faure"]),
        (["--not-asked"], ["John Roe", "Zoë Faure"]),
        (["--talked"], ["Jane Doe"]),
        (["--company", "none"], []),
    ],
)
def test_contacts_are_filtered(vault, words, names):
    rows = infoview("list", "contacts", "--format", "json", *words, vault=vault).json
    assert [row["name"] for row in rows] == names


def test_lists_come_in_every_form(vault):
    for what in ("contacts", "interviews", "companies"):
        table = infoview("list", what, vault=vault).out
        markdown = infoview("list", what, "--format", "markdown", vault=vault).out
        assert "Jane Doe" in table
        assert markdown.startswith("| ")
        assert "Jane Doe" in infoview("list", what, "--format", "csv", vault=vault).out


def test_companies_count_who_is_known_asked_and_talked_to(vault):
    [acme, bolt] = infoview("list", "companies", "--format", "json", vault=vault).json
    assert (acme["company"], acme["contacts"], acme["asked"], acme["talked"]) == ("Acme", 2, 1, 1)
    assert bolt["company"] == "Bolt"


def test_interviews_are_filtered_by_contact_status_and_date(vault):
    def dates(*words):
        return [
            row["date"]
            for row in infoview("list", "interviews", "--format", "json", *words, vault=vault).json
        ]

    assert dates() == dates("--contact", "jane") == dates("--status", "done") == ["2026-11-10"]
    assert dates("--from", "2026-11-11") == dates("--contact", "zoe") == []


def test_show_tells_facts_history_and_what_is_owed_both_ways(vault):
    out = infoview("show", "jane", vault=vault).out
    assert out.startswith("Jane Doe  (People/Jane Doe.md)\n")
    assert "Company: Acme" in out
    owes = out.index("They owe you")
    assert "she sends the list" in out[owes:]
    assert "John Roe" in out[out.index("Led you to") :]
    found = infoview("show", "jane", "--format", "json", vault=vault).json
    assert [one["what"] for one in found["history"]] == [
        "thank_you_sent",
        "interview",
        "replied",
        "asked",
    ]


def test_why_explains_every_rule(vault):
    rules = infoview("why", "john", "--format", "json", vault=vault).json["rules"]
    assert len({one["kind"] for one in rules}) == 15
    [found] = [one for one in rules if one["kind"] == "reach_out"]
    assert "Jane Doe named them on 2026-11-10" in found["finding"]
    assert (found["due"], found["note"], found["line"]) == ("2026-11-13", "Talks/One.md", 7)


@pytest.mark.parametrize(
    "name",
    ["Jane Doe", "jane doe", "JANIE", "jane@acme.example", "People/Jane Doe.md", "Jan", "doe"],
)
def test_a_contact_is_found_by_any_of_its_names(vault, name):
    assert infoview("show", name, vault=vault).out.startswith("Jane Doe ")


def test_accents_do_not_matter(vault):
    assert infoview("show", "zoe faure", vault=vault).out.startswith("Zoë Faure ")


def test_a_miss_suggests_the_nearest_name(vault):
    said = infoview("show", "Jane Dow", vault=vault)
    assert said.code == 3
    assert "Did you mean Jane Doe?" in said.err


def test_an_ambiguous_name_lists_the_candidates(vault):
    said = infoview("show", "J", vault=vault)
    assert said.code == 3
    assert "  People/Jane Doe\n  People/John Roe\n" in said.err


def test_search_ranks_notes_and_gives_the_line(vault):
    said = infoview("search", "RIVER", vault=vault)
    assert said.out.splitlines() == [
        "People/Zoë Faure.md:6: Rivers and bridges.",
        "People/Jane Doe.md:10: Knows about rivers.",
    ] or set(said.out.splitlines()) == {
        "People/Zoë Faure.md:6: Rivers and bridges.",
        "People/Jane Doe.md:10: Knows about rivers.",
    }
    (vault / "People" / "Zoë Faure.md").write_text("---\ntype: contact\n---\nOnly lakes.\n")
    assert (
        infoview("search", "river", vault=vault).out
        == "People/Jane Doe.md:10: Knows about rivers.\n"
    )
    assert infoview("search", "zoe", vault=vault).out.startswith("People/Zoë Faure.md:")


def test_search_takes_quotes_and_operators_as_text(vault):
    for text in ('"', "a AND", "NEAR(", "*", "-x", "col:x"):
        said = infoview("search", "--", text, vault=vault)
        assert (said.code, "Traceback" in said.err) == (0, False)


def test_check_says_where_what_and_what_to_do(vault):
    write(
        vault,
        {
            "People/Bad.md": "---\ntype: contact\nasked: 5/12/2025\n---\n",
            "Talks/Two.md": '---\ntype: interview\ncontact: "[[Nobody]]"\ndate: 2026-11-01\n---\n',
            "Talks/Three.md": "---\ntype: interview\ncontact: Twin\ndate: 2026-11-01\n---\n",
            "A/Twin.md": "---\ntype: contact\n---\n",
            "B/Twin.md": "---\ntype: contact\n---\n",
        },
    )
    out = infoview("check", vault=vault).out
    assert "People/Bad.md:3: asked: '5/12/2025' may mean 2025-05-12 or 2025-12-05" in out
    assert "Talks/Two.md:3: contact: There is no note 'Nobody'." in out
    assert "Talks/Three.md:3: contact: 'Twin' may mean 2 notes: A/Twin, B/Twin." in out
    assert infoview("check", "--check", vault=vault).code == 1
    problems = infoview("check", "--format", "json", vault=vault).json
    assert {"note", "line", "property", "message", "hint"} == set(problems[0])
    assert all(one["hint"] for one in problems)


def test_index_says_where_it_is_and_counts(vault):
    found = infoview("index", "--rebuild", "--format", "json", vault=vault).json
    assert found["index"].endswith("index.db")
    assert (found["notes"], found["contact"], found["interview"]) == (4, 3, 1)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_of_the_shell(shell):
    assert "_INFOVIEW_MD_COMPLETE" in infoview("completion", shell).out


def test_contact_names_are_completed(vault):
    infoview("report", vault=vault)
    words = {"COMP_WORDS": f"infoview-md --vault {vault} show Ja", "COMP_CWORD": "4"}
    said = subprocess.run(
        [sys.executable, "-c", "from infoview_md.cli import main; main(prog_name='infoview-md')"],
        env={**os.environ, **words, "_INFOVIEW_MD_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout == "plain,Jane Doe\n"


def test_every_command_has_help_with_a_sentence():
    from infoview_md.cli.commands import COMMANDS

    for name, row in COMMANDS.items():
        said = infoview(name, "--help")
        assert said.code == 0, name
        assert "Usage: infoview-md" in said.out
        assert (
            row.summary in infoview("--help").out.replace("\n" + " " * 14, " ")
            or row.summary.split()[0] in said.out
        )


def test_an_unknown_command_suggests_the_nearest():
    said = infoview("reprot")
    assert said.code == 2
    assert "Did you mean report?" in said.err


def test_a_contact_with_one_placeholder_left_still_counts_and_is_named(vault):
    write(
        vault,
        {"People/New.md": '---\ntype: contact\nasked: 2026-11-02\nbirthday: "{{date}}"\n---\n'},
    )
    rows = infoview("list", "contacts", "--asked", "--format", "json", vault=vault).json
    assert "New" in [row["name"] for row in rows]
    assert "People/New.md" in infoview("check", vault=vault).out


def test_a_template_of_an_interview_is_one_problem_not_one_for_each_missing_fact(vault):
    write(
        vault,
        {"Notes/Tpl.md": '---\ntype: interview\ncontact:\ndate: "{{date}}"\n---\n'},
    )
    out = infoview("check", vault=vault).out
    assert [line for line in out.splitlines() if line.startswith("Notes/Tpl.md")] == [
        "Notes/Tpl.md:4: date: This looks like a template: its properties hold the placeholder {{date}}."
    ]


def test_an_alias_that_yaml_reads_as_true_is_shown_as_it_was_written(vault):
    write(vault, {"Contacts/Tru Rue.md": "---\ntype: contact\naliases: [true]\n---\n"})
    assert "Aliases: true" in infoview("show", "Tru Rue", vault=vault).out
