"""Real clients read the exports: khal, todoman, calcurse, khard and datasette, each run as its user would."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.commands import Desk, _own_folders, desk, example  # noqa: F401 - fixtures

ZONE = "America/New_York"
ADA = '---\ntype: contact\ncompany: "Acme; Sons, Inc."\nemail: ada@acme.example\nphone: "+44 20 7946 0958"\n---\n'
ZOE = "---\ntype: contact\ncompany: Zürich & Söhne 🎉\n---\n"


def talk(who: str, **properties: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in properties.items())
    return f'---\ntype: interview\ncontact: "[[{who}]]"\n{lines}---\n'


NOTES = {
    "Ada Lovelace.md": ADA,
    "Zoë Möller.md": ZOE,
    "One.md": talk("Ada Lovelace", date="2026-12-01T14:00", duration="30", location="'5, Road; X'"),
    "Two.md": talk("Zoë Möller", date="2026-12-02"),
    "Off.md": talk("Zoë Möller", date="2026-12-03T10:00", status="cancelled"),
    "Done.md": talk("Ada Lovelace", date="2026-11-20T14:00", status="done"),
}


def program(name: str) -> str:
    """Give a program of this environment or of the system; without one the test is skipped."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def vault(desk, tmp_path):
    """A vault in New York, whose exports stand beside it."""
    made = desk(NOTES)
    (made.root / "infoview.toml").write_text(f'timezone = "{ZONE}"\n')
    return made


@pytest.fixture
def use(tmp_path):
    """Run a client in its own home."""

    def run(name: str, *words: str) -> str:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        ran = subprocess.run(
            [program(name), *words],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "LANG": "C.UTF-8",
                "TZ": ZONE,
            },
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )
        assert ran.returncode == 0, (ran.stdout, ran.stderr)
        assert "Traceback" not in ran.stderr
        return ran.stdout

    return run


def written(path: Path, text: str) -> str:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text)
    return str(path)


# -- khal ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def khal(use, tmp_path):
    config = written(
        tmp_path / "khal.conf",
        f"""\
[calendars]
[[iv]]
path = {tmp_path}/cal
[locale]
local_timezone = {ZONE}
default_timezone = {ZONE}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {tmp_path}/khal.db
""",
    )
    (tmp_path / "cal").mkdir()
    return lambda *words: use("khal", "-c", config, *words)


FORMAT = "{start-long}|{end-long}|{title}|{location}|{status}|{alarm-symbol}"


def test_khal_shows_the_interviews_of_a_folder(vault, khal, tmp_path):
    vault.do("export", "interviews", "-o", f"{tmp_path}/cal/")
    said = khal("list", "--format", FORMAT, "--day-format", "", "2026-12-01", "3d")
    ada = "2026-12-01 14:00|2026-12-01 14:30|Interview with Ada Lovelace (Acme; Sons, Inc.)|5, Road; X"
    assert [line.strip() for line in said.splitlines() if line.strip()] == [
        f"{ada}|CONFIRMED | ⏰",
        "2026-12-02|2026-12-02|Interview with Zoë Möller (Zürich & Söhne 🎉)||CONFIRMED |",
        "2026-12-03 10:00|2026-12-03 10:20|Interview with Zoë Möller (Zürich & Söhne 🎉)||CANCELLED |",
    ]


def test_khal_imports_the_one_file_and_importing_a_newer_one_updates(vault, khal, tmp_path):
    target = str(tmp_path / "all.ics")
    for day in ("2026-12-01", "2026-12-08"):
        vault.do("set", "One", "date", f"{day}T14:00")
        vault.do("export", "interviews", "-o", target)
        khal("import", "--batch", target)
        said = khal("list", "--format", FORMAT, "--day-format", "", "2026-12-01", "30d")
        dates = [line.split("|")[0] for line in said.splitlines() if "Ada Lovelace" in line]
        assert dates == [f"{day} 14:00"]


def test_khal_shows_follow_ups_as_days_and_drops_what_is_done(vault, khal, tmp_path):
    def shown() -> str:
        vault.do("export", "follow-ups", "--as", "events", "-o", f"{tmp_path}/cal/")
        return khal("list", "--format", "{title}|{status}", "2026-11-21", "1d")

    assert "Ada Lovelace: Send a thank-you|CONFIRMED" in shown()
    vault.do("done", "Ada Lovelace", "thank_you")
    assert "Ada Lovelace: Send a thank-you|CANCELLED" in shown()


# -- todoman -------------------------------------------------------------------------------------------------------


@pytest.fixture
def todo(use, tmp_path):
    config = written(
        tmp_path / "todo.py",
        f'path = "{tmp_path}/tasks"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
        f'cache_path = "{tmp_path}/todo.db"\n',
    )
    return lambda *words: json.loads(use("todo", "-c", config, "--porcelain", *words))


def test_todoman_lists_what_is_owed_and_sees_it_closed(vault, todo, tmp_path):
    def export() -> None:
        vault.do("export", "follow-ups", "-o", f"{tmp_path}/tasks/")

    def open_ones() -> dict[str, int]:
        return {one["summary"]: one["due"] for one in todo("list")}

    export()
    found = open_ones()
    a_day_later = datetime(2026, 11, 21, 14, 20, tzinfo=ZoneInfo(ZONE))
    assert found["Ada Lovelace: Send a thank-you"] == a_day_later.timestamp()
    vault.do("done", "Ada Lovelace", "thank_you")
    export()
    assert "Ada Lovelace: Send a thank-you" not in open_ones()
    done = {one["summary"]: one for one in todo("list", "--status", "COMPLETED")}
    assert done["Ada Lovelace: Send a thank-you"]["percent"] == 100


# -- calcurse ------------------------------------------------------------------------------------------------------


@pytest.fixture
def calcurse(use, tmp_path):
    (tmp_path / "calcurse").mkdir()
    return lambda *words: use("calcurse", "-D", str(tmp_path / "calcurse"), *words)


def test_calcurse_imports_interviews_and_tasks(vault, calcurse, tmp_path):
    for what in ("interviews", "follow-ups"):
        target = str(tmp_path / f"{what}.ics")
        vault.do("export", what, "-o", target)
        said = calcurse("-q", "-i", target)
        assert "0 skipped" in said or "skipped" not in said
    shown = calcurse("-Q", "--from", "12/01/2026", "--days", "2")
    assert "14:00 -> 14:30" in shown
    assert "Interview with Ada Lovelace (Acme; Sons, Inc.)" in shown
    assert "Interview with Zoë Möller" in shown
    assert "Ada Lovelace: Send a thank-you" in calcurse("-t")


# -- khard ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def khard(use, tmp_path):
    config = written(
        tmp_path / "khard.conf",
        f"[addressbooks]\n[[iv]]\npath = {tmp_path}/cards\n[general]\ndefault_action = list\n",
    )
    return lambda *words: use("khard", "-c", config, *words)


@pytest.mark.parametrize("form", ["vcard", "vcard3"])
def test_khard_lists_the_contacts(vault, khard, tmp_path, form):
    vault.do("export", "contacts", "--format", form, "-o", f"{tmp_path}/cards/")
    said = khard("list", "--parsable", "--fields", "name,organisations,uid")
    uids = {
        one["name"]: one["uid"]
        for one in json.loads(vault.do("export", "contacts", "--format", "json"))
    }
    rows = dict(line.split("\t", 1) for line in said.splitlines())
    assert rows.keys() == uids.keys()
    assert all(rows[name].endswith(uid) for name, uid in uids.items())
    assert "Acme; Sons, Inc." in rows["Ada Lovelace"]
    assert khard("email", "--parsable", "ada").splitlines()[-1].startswith("ada@acme.example\t")
    assert "+44 20 7946 0958" in khard("phone", "--parsable", "ada")


# -- datasette -----------------------------------------------------------------------------------------------------


@pytest.fixture
def served(example: Desk, use, tmp_path):
    """Ask datasette for pages of the example vault, without a network."""
    database, metadata = str(tmp_path / "network.db"), str(tmp_path / "metadata.json")
    example.do("export", "network", "--format", "sqlite", "-o", database, "--metadata", metadata)
    return lambda path: use("datasette", database, "--metadata", metadata, "--get", path)


def test_datasette_shows_tables_with_descriptions_labels_and_search(served):
    page = served("/network/contacts")
    assert "People: those with a note, and those who are only named in other notes." in page
    assert "how far it came: to ask, asked, replied, declined, planned, talked" in page
    rows = json.loads(served("/network/contacts.json?_shape=array&_search=copperline&_labels=on"))
    assert {"Hollis Grady", "Paul Okonski"} <= {one["name"] for one in rows}
    assert {one["company_id"]["label"] for one in rows} == {"Copperline Science Center"}
    facets = json.loads(served("/network/contacts.json?_facet=state&_size=0"))
    assert "talked" in {one["value"] for one in facets["facet_results"]["state"]["results"]}


def test_datasette_follows_the_references(served):
    rows = json.loads(served("/network/interview_contacts.json?_shape=array&_labels=on"))
    assert {"Hollis Grady", "Paul Okonski"} <= {one["contact_id"]["label"] for one in rows}
    assert all(one["interview_id"]["label"].startswith("Interviews/") for one in rows)
