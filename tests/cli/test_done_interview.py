"""`done NAME interview` writes down what came of a talk, each where it belongs, as one step."""

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures

ADA = "---\ntype: contact\ncompany: Acme\n---\n# Ada\n\n## Log\n"
TALK = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-11-20T15:00
duration: 30
---
## Notes

## Next steps
"""


@pytest.fixture
def ada(desk):
    return desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})


def test_each_fact_is_written_where_it_belongs(ada):
    said = ada.do(
        "done",
        "Ada",
        "interview",
        "--opening",
        "a post in spring",
        "--opening",
        "a contract",
        "--referral",
        "Ben Lind",
        "--promise",
        "send her the talk @ 2026-11-27",
        "--keep-in-touch",
        "--note",
        "Floods are a meeting problem.",
    )
    assert said.startswith(
        "Noted the interview with Ada on 2026-11-20, with 2 openings, 1 referral, 1 promise,"
        " your notes and keeping in touch (quarterly)."
    )
    talk = ada.text("Interviews/Talk.md")
    assert "status: done\n" in talk
    assert "opportunities:\n  - a post in spring\n  - a contract\n" in talk
    assert 'referrals:\n  - "[[Ben Lind]]"\n' in talk
    assert "- [ ] send her the talk 📅 2026-11-27" in talk
    assert "## Notes\n\nFloods are a meeting problem.\n" in talk or "## Notes\nFloods" in talk
    assert "cadence: quarterly\n" in ada.text("Contacts/Ada.md")
    assert 'referred_by: "[[Ada]]"' in ada.text("Contacts/Ben Lind.md")


def test_one_undo_takes_all_of_it_back(ada):
    before = ada.bytes_of_all()
    ada.do("done", "Ada", "interview", "--referral", "Ben Lind", "--cadence", "30d")
    ada.do("undo")
    assert ada.bytes_of_all() == before


def test_the_thank_you_is_owed_a_day_after_the_end(ada):
    ada.do("done", "Ada", "interview", "--note", "Much.")
    thanks = [row for row in ada.owed() if row["kind"] == "thank_you"]
    assert [row["due"] for row in thanks] == ["2026-11-21T15:30"]


def test_the_promise_and_the_referral_are_owed(ada):
    ada.do(
        "done", "Ada", "interview", "--referral", "Ben Lind", "--promise", "send it @ 2026-11-27"
    )
    owed = {(row["kind"], row["contact"]) for row in ada.owed()}
    assert {("promise", "Ada"), ("reach_out", "Ben Lind")} <= owed


def test_saying_it_twice_writes_it_once(ada):
    words = ("done", "Ada", "interview", "--opening", "a post", "--promise", "send it @ 2026-11-27")
    ada.do(*words)
    before = ada.bytes_of_all()
    assert ada.do(*words).startswith("That is in your notes already")
    assert ada.bytes_of_all() == before


def test_a_talk_that_was_missed(ada):
    said = ada.do("done", "Ada", "interview", "--status", "no_show")
    assert said.startswith("Noted the interview with Ada on 2026-11-20 as no show.")
    assert "status: no_show" in ada.text("Interviews/Talk.md")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--promise", "send it"), "has no day"),
        (("--cadence", "now and then"), "now and then"),
        (("--on", "2026-11-01"), "no interview with Ada on 2026-11-01"),
    ],
)
def test_what_cannot_be_written_writes_nothing(ada, words, said):
    before = ada.bytes_of_all()
    ran = ada.run("done", "Ada", "interview", "--opening", "x", *words)
    assert ran.code in (2, 3)
    assert said in ran.err
    assert ada.bytes_of_all() == before


def test_these_options_belong_to_an_interview(ada):
    ran = ada.run("done", "Ada", "confirm_outcome", "--opening", "x")
    assert ran.code == 2
    assert "infoview-md done NAME interview" in ran.err


def test_the_last_talk_of_the_example_is_meant(example):
    said = example.do("done", "Joanna", "interview", "--opening", "a post in spring")
    assert "on 2026-11-12" in said
