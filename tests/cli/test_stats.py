"""`stats` shows the search in numbers, in every form."""

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
