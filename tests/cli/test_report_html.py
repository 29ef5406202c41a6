"""`report --format html`: one page, shown with `--open`."""

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures


@pytest.fixture
def opened(monkeypatch):
    urls = []
    monkeypatch.setattr("webbrowser.open", lambda url: urls.append(url) or True)
    return urls


def test_one_self_contained_file(example, tmp_path):
    example.do("report", "--format", "html", "--output", str(tmp_path / "r.html"))
    page = (tmp_path / "r.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert "Marcus Bell" in page
    assert "obsidian://open?vault=vault&amp;file=" in page


def test_it_looks_four_weeks_ahead(desk):
    note = "---\ntype: contact\nlast_contact: 2026-11-20\ncadence: 20d\n---\n"
    at = desk({"Contacts/Ada.md": note})
    assert "1 more later" not in at.do("report", "--format", "html")
    assert "1 more later" in at.do("report", "--format", "html", "--days", "7")


def test_it_is_shown_in_the_browser_from_a_private_file_outside_the_vault(example, opened):
    example.do("report", "--open")
    place = Path(unquote(urlsplit(opened[0]).path))
    assert place.read_text().startswith("<!DOCTYPE html>")
    assert not place.is_relative_to(example.root)
    if os.name == "posix":
        assert not stat.S_IMODE(place.parent.stat().st_mode) & 0o077


def test_it_is_kept_where_it_is_wanted(example, opened, tmp_path):
    example.do("report", "--open", "--output", str(tmp_path / "r.html"))
    assert opened == [(tmp_path / "r.html").as_uri()]


def test_without_a_browser_the_file_is_named(example, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    ran = example.run("report", "--open")
    assert ran.code == 0
    assert "Open this in one: file:///" in ran.err
    place = Path(unquote(urlsplit(ran.err.split()[-1]).path))
    assert place.name == "report.html"
    assert place.read_text().startswith("<!DOCTYPE html>")


def test_check_counts_for_a_page_too(example, tmp_path):
    assert example.run("report", "--format", "html", "--check", "-o", str(tmp_path / "r")).code == 1


def test_what_a_note_says_cannot_act(desk):
    evil = '---\ntype: contact\nasked: 2026-11-02\nlast_contact: 2026-11-20\ncompany: "</style><script>alert(1)</script>"\n---\n'
    page = desk({"Contacts/A <b>.md": evil}).do("report", "--format", "html")
    assert "<script" not in page
    assert "A <b>" not in page


@pytest.mark.skipif(os.name != "posix", reason="rights are other ones elsewhere")
def test_a_cache_that_cannot_be_written_does_not_keep_the_page_away(example, opened, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    example.do("report", "--open")
    assert Path(urlsplit(opened[0]).path).read_text().startswith("<!DOCTYPE html>")
