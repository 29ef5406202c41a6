"""`stats` shows the search in numbers, in every form."""

import json

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check


@pytest.mark.parametrize(
    ("form", "name"), [("table", "stats.txt"), ("markdown", "stats.md"), ("json", "stats.json")]
)
def test_the_numbers_of_the_example(example, form, name):
    check(f"stats/{name}", example.do("stats", "--format", form))


def test_a_page(example, tmp_path):
    example.do("stats", "--format", "html", "--output", str(tmp_path / "s.html"))
    page = (tmp_path / "s.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "<svg" in page
    assert "<script" not in page


def test_only_what_happened_since_a_day_is_counted(example):
    assert example.do("stats", "--since", "2026-11-20") != example.do("stats")


def test_it_answers_as_of_another_moment(example):
    assert "Everything until Sunday, 1 November 2026" in example.do(
        "stats", "--as-of", "2026-11-01"
    )


def test_an_empty_vault_has_numbers_too(desk):
    assert desk({}).run("stats").code == 0


def test_the_page_is_opened(example, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    example.do("stats", "--open")
    assert opened[0].startswith("file://")


def test_a_day_to_come_is_nothing_to_count_from(desk):
    ran = desk({}).run("stats", "--since", "2027-01-01")
    assert ran.code == 2
    assert "lies after" in ran.err
    assert desk({}).run("stats", "--since", "2027-01-01", "--as-of", "2027-02-01").code == 0


@pytest.mark.parametrize("written", ["three", "-1", "2.5", "9" * 5000, "[2, 3]", "1000"])
def test_a_target_that_is_no_number_is_a_problem_and_no_target(desk, written):
    at = desk({"S.md": f"---\ntype: search\nstarted: 2026-01-01\nweekly_target: {written}\n---\n"})
    assert json.loads(at.do("stats", "--format", "json"))["weekly_target"] == 0
    assert "talks" in at.run("check").out


@pytest.mark.parametrize("written", ["2", '"2"', "2.0"])
def test_a_target_is_a_number_however_it_is_written(desk, written):
    at = desk({"S.md": f"---\ntype: search\nstarted: 2026-01-01\nweekly_target: {written}\n---\n"})
    assert json.loads(at.do("stats", "--format", "json"))["weekly_target"] == 2


@pytest.mark.parametrize("form", ["table", "markdown", "json", "html"])
@pytest.mark.parametrize(
    "notes",
    [
        {},
        {"A.md": "---\ntype: contact\n---\n"},
        {"A.md": "---\ntype: contact\nasked: 2026-11-20\nreplied: 2026-11-01\n---\n"},
        {"A.md": "---\ntype: contact\nasked: 9999-12-31\nreplied: 0001-01-02\n---\n"},
        {"A.md": "---\ntype: contact\nasked: 0001-01-02\n---\n"},
        {"I.md": "---\ntype: interview\ndate: 2020-01-01\n---\n"},
        {"I.md": '---\ntype: interview\ncontact: "[[Ghost]]"\ndate: 2020-01-01\n---\n'},
        {"B.md": "---\ntype: contact\nasked: [1, 2]\nchannel: {a: b}\n---\n"},
    ],
    ids=range(8),
)
def test_every_form_of_little_and_odd_is_said(desk, notes, form):
    ran = desk(notes).run("stats", "--format", form)
    assert ran.code == 0
    assert ran.out
    assert "Traceback" not in ran.err
