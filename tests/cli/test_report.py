"""`infoview-md report`, end to end."""

import csv
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import infoview, owed
from tests.vaults import write

EXAMPLE = Path(__file__).parents[2] / "example_vault"

ADA = """
    ---
    type: contact
    company: Acme
    location: Portland, OR
    asked: 2026-11-10
    ---
    """
TALK = """
    ---
    type: interview
    contact: "[[Ben]]"
    date: 2026-11-20T14:00
    duration: 30
    status: done
    ---
    ## Notes
    A lot.
    """


@pytest.fixture
def vault(tmp_path):
    return write(
        tmp_path / "vault",
        {
            "infoview.toml": 'timezone = "UTC"',
            "People/Ada.md": ADA,
            "People/Ben.md": "---\ntype: contact\ncompany: Bolt\n---\n",
            "Talks/Ben.md.md": TALK,
        },
    )


def test_report_says_who_is_owed_what_and_how_late(vault):
    said = infoview("report", "--as-of", "2026-11-22", vault=vault)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "Overdue (3)"
    said_of_ben = (
        "Ben Send a thank-you 1 day late you talked on 2026-11-20 14:00; no thank-you is noted"
    )
    assert " ".join(lines[1].split()) == said_of_ben


def test_the_json_has_the_stable_fields(vault):
    said = infoview("report", "--as-of", "2026-11-22", "--format", "json", vault=vault)
    assert set(said.json) == {"as_of", "vault", "follow_ups", "problems"}
    [thanks] = [one for one in said.json["follow_ups"] if one["kind"] == "thank_you"]
    assert thanks == {
        "id": thanks["id"],
        "kind": "thank_you",
        "state": "overdue",
        "contact": "Ben",
        "note": "Talks/Ben.md.md",
        "line": 4,
        "opened": "2026-11-20T14:30",
        "due": "2026-11-21T14:30",
        "days_overdue": 1,
        "reason": "you talked on 2026-11-20 14:00; no thank-you is noted",
        "closed_by": "`thank_you_sent` on the interview",
        "action": "infoview-md done Ben thank_you",
    }


def test_commands_that_close_name_people_of_one_name_by_their_paths(tmp_path):
    asked = "---\ntype: contact\nasked: 2026-11-02\n---\n"
    talk = '---\ntype: interview\ncontact: "[[People/Ada]]"\ndate: 2026-11-20T10:00\nstatus: done\n---\n'
    root = write(
        tmp_path / "vault",
        {"People/Ada.md": asked, "Old/ada.md": asked, "People/Bo.md": asked, "Talk.md": talk},
    )
    said = infoview("report", "--as-of", "2026-11-22", "--format", "json", vault=root).out
    actions = {one["action"] for one in json.loads(said)["follow_ups"]}
    assert {
        "infoview-md nudged Old/ada",
        "infoview-md done People/Ada thank_you",
        "infoview-md nudged Bo",
    } <= actions
    for action in actions:
        ran = infoview(*shlex.split(action)[1:], "--dry-run", vault=root)
        assert ran.code != 3, (action, ran.err)


def test_a_report_of_the_past_shows_what_was_open_then(vault):
    def kinds(as_of):
        return [one["kind"] for one in owed(vault, as_of, "--contact", "ada")]

    assert kinds("2026-11-11") == ["nudge", "try_another"]
    assert kinds("2026-11-09") == []


def test_a_thank_you_is_overdue_only_after_its_minute(vault):
    states = {
        at: owed(vault, at, "--kind", "thank_you")
        for at in ("2026-11-21T14:30", "2026-11-21T14:31")
    }
    assert [rows[0]["state"] for rows in states.values()] == ["today", "overdue"]


def test_filters_narrow_the_report(vault):
    def names(*words):
        return {one["contact"] for one in owed(vault, "2026-11-22", *words)}

    assert names("--company", "acme") == {"Ada"}
    assert names("--location", "portland") == {"Ada"}
    assert names("--contact", "ben") == {"Ben"}
    assert names("--kind", "nudge", "--kind", "thank_you") == {"Ada", "Ben"}
    assert len(owed(vault, "2026-11-22", "--limit", "1")) == 1
    assert {one["state"] for one in owed(vault, "2026-11-22", "--overdue")} == {"overdue"}


def test_days_sets_how_far_ahead_people_look(vault):
    near = infoview("report", "--as-of", "2026-11-11", "--days", "3", vault=vault)
    far = infoview("report", "--as-of", "2026-11-11", "--days", "30", vault=vault)
    assert "the one reminder" not in near.out
    assert "3 more later" in near.out
    assert "the one reminder" in far.out


def test_check_exits_with_1_when_something_is_overdue(vault):
    assert infoview("report", "--as-of", "2026-11-22", "--check", vault=vault).code == 1
    assert infoview("report", "--as-of", "2026-11-11", "--check", vault=vault).code == 0


def test_an_empty_report_is_good_news_and_says_what_comes_next(vault):
    (vault / "Talks" / "Ben.md.md").unlink()
    said = infoview("report", "--as-of", "2026-11-11", "--days", "0", vault=vault)
    assert (
        said.out == "Nothing is owed to anybody. Next: ask somebody else there – Ada, in 2 days.\n"
    )


def test_vault_may_stand_before_and_behind_the_command_and_come_from_the_environment(
    vault, monkeypatch
):
    behind = infoview("report", "--vault", str(vault), "--as-of", "2026-11-22")
    monkeypatch.setenv("INFOVIEW_VAULT", str(vault))
    by_environment = infoview("report", "--as-of", "2026-11-22")
    monkeypatch.delenv("INFOVIEW_VAULT")
    monkeypatch.chdir(vault / "People")
    from_below = infoview("report", "--as-of", "2026-11-22")
    before = infoview("report", "--as-of", "2026-11-22", vault=vault)
    assert before.out == behind.out == by_environment.out == from_below.out != ""


def test_no_vault_is_one_sentence_and_exit_code_3(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = infoview("report")
    assert said.code == 3
    assert said.out == ""
    assert "--vault DIR" in said.err
    assert infoview("report", vault=tmp_path / "nowhere").code == 3


def test_csv_and_markdown_and_output(vault, tmp_path):
    rows = list(
        csv.DictReader(
            io.StringIO(
                infoview("report", "--as-of", "2026-11-22", "--format", "csv", vault=vault).out
            )
        )
    )
    assert {row["contact"] for row in rows} == {"Ada", "Ben"}
    markdown = infoview("report", "--as-of", "2026-11-22", "--format", "markdown", vault=vault).out
    assert "- [[Ben]]: Send a thank-you (1 day late)" in markdown
    target = tmp_path / "out.json"
    said = infoview("report", "--format", "json", "--output", str(target), vault=vault)
    assert (said.code, said.out) == (0, "")
    assert "follow_ups" in json.loads(target.read_text())


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--format", "markdown", "-o"),
        ("stats", "-o"),
        ("list", "contacts", "-o"),
        ("draft", "intro", "Ben", "--eml"),
    ],
)
@pytest.mark.parametrize("name", ["People/Ada.md", "infoview.toml"])
def test_no_answer_is_written_over_a_note_or_the_settings(vault, words, name):
    before = (vault / name).read_bytes()
    said = infoview(*words, str(vault / name), vault=vault)
    assert (said.code, said.out) == (2, "")
    assert "one of your notes or settings" in said.err
    assert (vault / name).read_bytes() == before


def test_a_broken_note_is_mentioned_and_the_others_count(vault):
    (vault / "People" / "Cy.md").write_text("---\ntype: contact\nrole: a: b\n---\n")
    said = infoview("report", "--as-of", "2026-11-22", vault=vault)
    assert "Ben" in said.out
    assert said.err == "1 note has problems and may be missing here; see: infoview-md check\n"


def test_a_date_that_is_none_is_a_usage_error(vault):
    said = infoview("report", "--as-of", "someday", vault=vault)
    assert said.code == 2
    assert "someday" in said.err
    assert "Traceback" not in said.err


def test_an_unknown_setting_names_the_nearest(vault):
    (vault / "infoview.toml").write_text("[policy]\nnudge_busines_days = 3\n")
    said = infoview("report", vault=vault)
    assert said.code == 2
    assert "policy.nudge_business_days" in said.err


def test_a_setting_changes_the_due_moment_at_once(vault):
    (vault / "infoview.toml").write_text(
        'timezone = "UTC"\nholidays = ["2026-11-11"]\n[policy]\nnudge_business_days = 3\n'
    )
    [nudge] = [one for one in owed(vault, "2026-11-12") if one["kind"] == "nudge"]
    assert nudge["due"] == "2026-11-16"


@pytest.mark.parametrize("damage", ["delete", "garbage", "empty", "other", "truncated", "older"])
def test_a_lost_or_broken_index_is_not_noticed(vault, damage):
    before = infoview("report", "--as-of", "2026-11-22", vault=vault).out
    [index] = Path(os.environ["XDG_CACHE_HOME"]).rglob("index.db")
    if damage == "delete":
        shutil.rmtree(index.parent)
    elif damage == "garbage":
        index.write_bytes(b"not a database" * 999)
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "truncated":
        index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])
    else:
        import sqlite3

        with sqlite3.connect(index) as connection:
            connection.execute(
                "PRAGMA user_version=999" if damage == "older" else "PRAGMA application_id=1"
            )
        connection.close()
    said = infoview("report", "--as-of", "2026-11-22", vault=vault)
    assert (said.code, said.out, said.err) == (0, before, "")


def test_without_a_cache_folder_the_answer_is_the_same(vault, monkeypatch):
    before = infoview("report", "--as-of", "2026-11-22", vault=vault).out
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert infoview("report", "--as-of", "2026-11-22", vault=vault).out == before


def test_the_index_is_private_and_outside_the_vault(vault):
    infoview("report", vault=vault)
    [index] = Path(os.environ["XDG_CACHE_HOME"]).rglob("index.db")
    assert index.stat().st_mode & 0o777 == 0o600
    assert index.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(one.name for one in vault.rglob("*.db*")) == []


def test_two_processes_at_once_both_answer(vault):
    command = [
        sys.executable,
        "-m",
        "infoview_md",
        "--vault",
        str(vault),
        "report",
        "--as-of",
        "2026-11-22",
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    answers = {one.communicate(timeout=60) for one in running}
    assert len(answers) == 1
    assert b"Send a thank-you" in answers.pop()[0]


def test_terminal_escapes_in_names_are_shown_and_never_run(tmp_path):
    note = tmp_path / "People" / "Eve\x1b[31m.md"
    note.parent.mkdir()
    note.write_text('---\ntype: contact\nasked: 2026-11-02\ncompany: "A\\e]0;x\\a"\n---\n')
    for form in ("table", "markdown"):
        assert (
            "\x1b"
            not in infoview("report", "--as-of", "2026-11-22", "--format", form, vault=tmp_path).out
        )


EXPECTED = """
    reach_out|Ottilie Brand|2026-11-17|overdue
    reach_out|Priya Raghunathan|2026-11-24|upcoming
    reach_out|Carmen Ibáñez|2026-12-01|upcoming
    try_another|Ruth Ellery|2026-11-20|overdue
    nudge|Wendell Pruitt|2026-11-18|overdue
    nudge|Ruth Ellery|2026-11-26|upcoming
    schedule|Mei-Ling Torres|2026-11-23|upcoming
    send_questions|Lena Whitcombe|2026-11-21|overdue
    prepare|Lena Whitcombe|2026-11-22|today
    prepare|Desmond Achebe|2026-11-23|upcoming
    confirm_outcome|Gus Tremblay|2026-11-21|overdue
    thank_you|Zoë Fairweather|2026-11-21T11:45|overdue
    thank_you|Marcus Bell|2026-11-21T11:45|overdue
    thank_you|Gus Tremblay|2026-11-21T16:20|overdue
    thank_you|Hana Vogel|2026-11-22T10:00|today
    write_up|Claire O'Dell|2026-11-18|overdue
    write_up|Gus Tremblay|2026-11-21|overdue
    report_back|Rafael Nuñez|2026-11-15|overdue
    report_back|Grace Adeyemi|2026-11-24|upcoming
    stay_in_touch|Imani Castellanos|2026-11-22|today
    stay_in_touch|Ben Achterberg|2026-11-30|upcoming
    promise|Joanna Lindqvist|2026-11-19|overdue
    promise|Grace Adeyemi|2026-11-22|today
    promise|Samir Haddad|2026-11-25|upcoming
    waiting|Imani Castellanos|2026-11-24|upcoming
    announce|Paul Okonski|2026-05-25|overdue
    birthday|Ben Achterberg|2026-11-27|upcoming
    """


def test_the_example_vault_shows_every_rule_with_its_due_moment():
    rows = owed(EXAMPLE, "2026-11-22")
    found = {f"{one['kind']}|{one['contact']}|{one['due']}|{one['state']}" for one in rows}
    assert found == {line.strip() for line in EXPECTED.split("\n") if line.strip()}


def test_the_example_vault_has_no_problems():
    said = infoview("check", "--check", vault=EXAMPLE)
    assert (said.code, said.out) == (0, "No problems.\n")


def test_reading_commands_leave_every_byte_and_time_of_a_vault_alone(tmp_path):
    vault = tmp_path / "vault"
    shutil.copytree(EXAMPLE, vault)

    def state():
        return {
            path: (
                path.stat().st_mtime_ns,
                path.stat().st_ino,
                path.read_bytes() if path.is_file() else b"",
            )
            for path in vault.rglob("*")
        }

    before = state()
    for words in (
        ["report"],
        ["check"],
        ["list", "contacts"],
        ["show", "grace"],
        ["why", "gus"],
        ["search", "river"],
        ["index"],
    ):
        assert infoview(*words, vault=vault).code == 0
    assert state() == before
