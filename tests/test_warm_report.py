"""What a report of an unchanged vault loads: every module costs about a millisecond, and a report is asked often."""

import os
import subprocess
import sys

import pytest

REPORT = """
import sys
from infoview_md.cli import run
code = run(["--vault", sys.argv[1], "report", *sys.argv[2:]])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
HEAVY = {
    "dataclasses",
    "dateutil",
    "frontmatter",
    "hashlib",
    "jinja2",
    "json",
    "platformdirs",
    "rich",
    "subprocess",
    "tempfile",
    "tomllib",
    "watchdog",
    "yaml",
    "yaml_rs",
    "zoneinfo",
    "infoview_md.config",
    "infoview_md.network.facts",
    "infoview_md.network.followups",
    "infoview_md.network.model",
    "infoview_md.network.network",
    "infoview_md.note",
    "infoview_md.sync",
}
"""Modules that a report of an unchanged vault can do without."""

ADA = """---
type: contact
asked: 2026-11-02
birthday: 1980-11-24
company: Acme
---
## Tasks

- [ ] send the article 📅 2026-11-20
"""


@pytest.fixture
def vault(tmp_path):
    root = tmp_path / "vault"
    (root / "Contacts").mkdir(parents=True)
    (root / "infoview.toml").touch()
    (root / "Contacts" / "Ada.md").write_text(ADA, encoding="utf-8")
    return root


def report(vault, *arguments):
    environment = {**os.environ, "XDG_CACHE_HOME": str(vault.parent / "cache")}
    command = [sys.executable, "-c", REPORT, str(vault), "--as-of", "2026-11-22", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_report_of_an_unchanged_vault_loads_no_more_than_it_needs(vault, form):
    first = report(vault, "--format", form)
    assert "infoview_md.sync" in first.stderr.split()
    again = report(vault, "--format", form)
    assert again.stdout == first.stdout
    assert "Ada" in again.stdout
    assert not HEAVY & set(again.stderr.split())
