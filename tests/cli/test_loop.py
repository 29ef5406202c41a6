"""The whole loop of README with one contact, from `new` to `landed`, on the days on which it happens."""

import re
import shlex
from pathlib import Path

from infoview_md.dates import Moment
from tests.commands import Desk, _own_folders, desk  # noqa: F401 - fixtures

README = Path(__file__).parents[2] / "README.md"

CONFIG = """
[coaching]
name = "Tess Marlowe"
story = "I taught science and now write lessons."
"""
SEARCH = """\
---
type: search
goal: I want to learn how towns prepare for floods
fields: [climate adaptation]
roles: [engagement manager]
started: 2026-11-01
---
"""
BANK = """\
---
type: questions
---
## Trends

- What changes in {{field}}?
- What does {{company}} find hard?

## Advice

- What would you do first in my place?
- Whom do you call when you are stuck?
- Which meeting is worth the train ticket?
"""


def kinds(at, **wanted):
    rows = at.owed("--days", "365")
    return [row["kind"] for row in rows if all(row[key] == said for key, said in wanted.items())]


def test_one_contact_from_new_to_landed(desk):  # noqa: PLR0915 - a story is told in one go
    at = desk({"Search.md": SEARCH, "Questions.md": BANK}, config=CONFIG, now="2026-11-02T09:00")

    def go_to(moment):
        at.now = Moment(moment)

    # Whom to ask, and the request.
    at.do("new", "contact", "Ann Okoye", "--company", "Acme", "--role", "Planner",
          "--email", "ann@acme.example", "--channel", "event", "--priority", "1")  # fmt: skip
    assert at.do("next").startswith("1. Ann Okoye, Planner, Acme")
    assert "Could you spare 15-20 minutes" in at.do("draft", "intro", "Ann")
    at.do("asked", "Ann")
    assert "Nobody is left to ask now" in at.do("next")
    assert set(kinds(at, contact="Ann Okoye")) == {"nudge", "try_another"}

    # No answer: the one reminder, then a yes.
    go_to("2026-11-12T09:00")
    assert "My note of" in at.do("draft", "nudge", "Ann")
    at.do("nudged", "Ann")
    go_to("2026-11-13T10:00")
    at.do("replied", "Ann")
    assert kinds(at, contact="Ann Okoye") == ["schedule"]

    # A time is agreed, confirmed and prepared.
    at.do("new", "interview", "Ann", "--date", "2026-11-19T14:00", "--duration", "30",
          "--mode", "video", "--location", "https://meet.example/ann")  # fmt: skip
    note = "Interviews/2026-11-19 Ann Okoye.md"
    assert "https://meet.example/ann" in at.do("draft", "confirm", "Ann")
    at.do("questions", "Ann", "--write")
    assert "What does Acme find hard?" in at.text(note)
    assert "1. " in at.do("draft", "questions", "Ann")
    at.do("done", "Ann", "send_questions")
    at.do("agenda", "Ann", "--write")
    assert "14:00-14:02 Opening and thanks" in at.text(note)
    at.do("done", "Ann", "prepare")
    assert not kinds(at, contact="Ann Okoye")
    assert "Ann Okoye" in at.do("agenda", "--day", "2026-11-19")

    # After it: what was said is written where it belongs, and the clock of the thank-you runs.
    go_to("2026-11-19T15:00")
    at.do("done", "Ann", "interview",
          "--opening", "a post in spring", "--referral", "Ben Lind",
          "--promise", "send her the lesson @ 2026-11-23", "--keep-in-touch",
          "--note", "The second meeting is the hard part.")  # fmt: skip
    assert {"thank_you", "promise", "stay_in_touch"} == set(kinds(at, contact="Ann Okoye"))
    assert "The second meeting is the hard part" in at.do("draft", "thank-you", "Ann")
    at.do("done", "Ann", "thank_you", "--via", "email")
    at.do("done", "Ann", "promise")

    # The referral: asked with her name, talked with, and she hears how it went.
    assert at.do("next").startswith("1. Ben Lind")
    assert "Ann Okoye named you" in at.do("draft", "referral-intro", "Ben")
    at.do("asked", "Ben")
    at.do("replied", "Ben")
    at.do("new", "interview", "Ben", "--date", "2026-11-20T10:00", "--mode", "phone")
    go_to("2026-11-20T11:00")
    at.do("done", "Ben", "interview", "--note", "Fire halls are where it is decided.")
    at.do("done", "Ben", "thank_you")
    assert kinds(at, kind="report_back") == ["report_back"]
    assert "talked with Ben Lind" in at.do("draft", "report-back", "Ann")
    at.do("done", "Ann", "report_back")
    assert "└─ Ben Lind: talked 2026-11-20" in at.do("referrals")

    # Staying in touch, and the numbers.
    go_to("2027-02-22T09:00")
    assert kinds(at, contact="Ann Okoye", state="overdue") == ["stay_in_touch"]
    draft = at.do("draft", "stay-in-touch", "Ann", "--article", "https://news.example/floods")
    assert "https://news.example/floods" in draft
    at.do("done", "Ann", "stay_in_touch", "--via", "email")
    assert "2 of 2" in at.do("stats")

    # Landing: everyone who helped hears it.
    go_to("2027-03-01T09:00")
    said = at.do(
        "landed", "--company", "Acme", "--role", "Engagement manager", "--on", "2027-02-26"
    )
    assert "2 people who helped are owed the news" in said
    assert at.do("draft", "landed", "--all").count("Subject: Good news: Acme") == 2
    at.do("done", "Ann", "announce")
    assert "1 of 2 who helped know where you landed." in at.do("report")
    at.do("done", "Ben", "announce")
    assert not kinds(at, kind="announce")
    assert at.do("next").startswith("Your search has landed")


def test_the_commands_of_the_readme_run_as_they_stand(tmp_path, capsys):
    story = README.read_text(encoding="utf-8").partition("## From first idea")[2]
    block = re.search(r"```sh\n(.*?)```", story, re.DOTALL)[1]
    days = {"done": "2026-12-01T15:00", "landed": "2027-02-01T09:00"}
    at = Desk(tmp_path / "vault", capsys, Moment("2026-11-23T09:00"))
    at.root.mkdir()
    at.do("init", str(at.root))
    for line in block.splitlines():
        program, *words = shlex.split(line, comments=True)
        assert program == "infoview-md"
        at.now = Moment(days.get(words[0], at.now))
        assert at.do(*words)
    assert "landed: 2027-02-01" in at.text("Search.md")
