"""What the documents promise is there: commands, blocks with their arguments, keys of the JSON, settings, links."""

import json
import re
from pathlib import Path

import pytest

from infoview_md.cli.commands import COMMANDS
from infoview_md.dashboard.arguments import KNOWN
from infoview_md.network.settings import ACCEPTED_NAMES
from tests.cli.command import infoview

PROJECT = Path(__file__).parents[1]
DOCUMENTS = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(PROJECT.glob("docs/*.md"))]
NUMBERS = (PROJECT / "docs/in-and-out.md").read_text()
EDITOR = (PROJECT / "docs/beside-your-editor.md").read_text()
NOTES = (PROJECT / "docs/notes-and-rules.md").read_text()


def keys_of(value):
    """Give every key in a piece of JSON."""
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in keys_of(one)}
    if isinstance(value, list):
        return {key for one in value for key in keys_of(one)}
    return set()


def test_the_readme_names_every_command():
    readme = (PROJECT / "README.md").read_text()
    assert [name for name in COMMANDS if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("block", KNOWN)
def test_every_block_is_described_with_its_arguments(block):
    (row,) = [
        line
        for line in EDITOR.splitlines()
        if line.startswith("|") and f"`{block}`" in line.split("|")[1]
    ]
    assert set(re.findall(r"`(\w+)`", row.split("|")[3])) == set(KNOWN[block])


def test_every_key_of_the_numbers_is_described():
    said = infoview(
        "stats", "--as-of", "2026-11-22", "--format", "json", vault=PROJECT / "example_vault"
    )
    found = keys_of(json.loads(said.out))
    described = set(re.findall(r'"(\w+)"', NUMBERS))
    assert found - described == set()


def test_every_property_is_described():
    assert [name for name in ACCEPTED_NAMES if f"`{name}`" not in NOTES] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text())
    assert [one for one in targets if not (document.parent / one).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_commands_in_documents_are_commands(document):
    named = re.findall(
        r"(?:^|`)infoview-md (?:--vault \S+ )?([a-z]+)\b", document.read_text(), re.MULTILINE
    )
    assert sorted(set(named) - set(COMMANDS)) == []
