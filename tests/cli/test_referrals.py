"""`referrals` shows who led to whom, in every form."""

import json

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check

ANN = "---\ntype: contact\ncompany: Acme\n---\n"
BEN = '---\ntype: contact\nreferred_by: "[[Ann]]"\n---\n'
CY = '---\ntype: contact\nreferred_by: "[[Ben]]"\n---\n'
DEE = '---\ntype: contact\nreferred_by: "[[Ann]]"\n---\n'


@pytest.fixture
def four(desk):
    notes = {"Ann": ANN, "Ben": BEN, "Cy": CY, "Dee": DEE}
    return desk({f"Contacts/{name}.md": text for name, text in notes.items()})


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("tree", "tree.txt"),
        ("markdown", "tree.md"),
        ("mermaid", "tree.mmd"),
        ("canvas", "tree.canvas"),
    ],
)
def test_the_tree_of_the_example(example, form, name):
    check(f"referrals/{name}", example.do("referrals", "--format", form))


def test_one_person_is_shown_with_those_above_and_below(four):
    lines = four.do("referrals", "Ben").splitlines()
    assert [line.strip(" └├─│").partition(" ")[0].rstrip(":") for line in lines[:3]] == [
        "Ann",
        "Ben",
        "Cy",
    ]
    assert "Dee" not in four.do("referrals", "Ben")


def test_data_has_every_member_and_lead(four):
    found = json.loads(four.do("referrals", "--format", "json"))
    assert [one["name"] for one in found["members"]] == ["Ann", "Ben", "Cy", "Dee"]
    assert len(found["leads"]) == 3


def test_a_canvas_points_to_the_notes(four):
    found = json.loads(four.do("referrals", "--format", "canvas"))
    assert {one["file"] for one in found["nodes"]} == {
        f"Contacts/{n}.md" for n in ("Ann", "Ben", "Cy", "Dee")
    }


def test_a_canvas_can_be_written_into_the_vault(four):
    place = four.root / "Referrals.canvas"
    four.do("referrals", "--format", "canvas", "--output", str(place))
    assert json.loads(place.read_text())["edges"]


def test_a_vault_without_referrals_says_so(desk):
    said = desk({"Contacts/Ann.md": ANN}).do("referrals")
    assert said == "Nobody has led to anybody yet.\n"


def test_somebody_without_referrals_says_so(desk):
    at = desk({"Contacts/Ann.md": ANN, "Contacts/Ben.md": BEN, "Contacts/Eve.md": ANN})
    assert at.do("referrals", "Eve") == "Nobody has led to anybody yet.\n"


def test_a_stranger_s_name_cannot_paint_the_terminal(desk):
    evil = '---\ntype: contact\nreferred_by: "[[Ann]]"\ncompany: "x\\x1b[2Jy"\n---\n'
    at = desk({"Contacts/Ann.md": ANN, "Contacts/Ben.md": evil})
    assert "\x1b" not in at.do("referrals")
