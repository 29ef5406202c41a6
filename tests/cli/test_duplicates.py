"""`check --duplicates`: who may have two notes, why, and the command that makes one of them."""

import json
import shlex

from tests.commands import _own_folders, desk  # noqa: F401 - fixtures

NOTES = {
    "Contacts/Bob Smith.md": "---\ntype: contact\nemail: bob@x.example\ncompany: Acme\n---\n",
    "Contacts/Robert Smith.md": "---\ntype: contact\nmail: BOB@x.example\n---\n",
    "Contacts/Zoë Li.md": "---\ntype: contact\n---\n",
    "Old/Li, Zoe.md": "---\ntype: contact\n---\n",
    "Contacts/Ada.md": "---\ntype: contact\n---\n",
}


def test_certain_and_possible_pairs_are_shown_apart_with_the_command(desk):
    vault = desk(NOTES)
    assert vault.do("check", "--duplicates") == (
        "One person (1)\n"
        "  Contacts/Bob Smith.md and Contacts/Robert Smith.md:"
        " the same e-mail address, a similar name\n"
        "      infoview-md merge 'Contacts/Bob Smith.md' 'Contacts/Robert Smith.md'\n"
        "\n"
        "Perhaps one person (1)\n"
        "  Contacts/Zoë Li.md and Old/Li, Zoe.md: the same name\n"
        "      infoview-md merge 'Contacts/Zoë Li.md' 'Old/Li, Zoe.md'\n"
    )


def test_the_commands_do_what_they_say_until_nothing_is_left(desk):
    vault = desk(NOTES)
    for pair in json.loads(vault.do("check", "--duplicates", "--format", "json")):
        vault.do(*shlex.split(pair["action"])[1:])
    assert vault.do("check", "--duplicates") == "No contact seems to have two notes.\n"
    assert vault.do("check", "--duplicates", "--format", "json") == "[]\n"


def test_programs_get_what_is_certain_and_why(desk):
    found = json.loads(desk(NOTES).do("check", "--duplicates", "--format", "json"))
    assert found[0] == {
        "first": "Contacts/Bob Smith.md",
        "second": "Contacts/Robert Smith.md",
        "certain": True,
        "reasons": ["the same e-mail address", "a similar name"],
        "action": "infoview-md merge 'Contacts/Bob Smith.md' 'Contacts/Robert Smith.md'",
    }
    assert [one["certain"] for one in found] == [True, False]


def test_a_hook_can_ask_for_an_exit_code(desk):
    vault = desk(NOTES)
    assert vault.run("check", "--duplicates", "--check").code == 1
    assert vault.run("check", "--duplicates").code == 0
    (vault.root / "Contacts/Robert Smith.md").unlink()
    (vault.root / "Old/Li, Zoe.md").unlink()
    assert vault.run("check", "--duplicates", "--check").code == 0


def test_an_empty_vault_and_a_broken_note_are_no_obstacle(desk):
    vault = desk({"Contacts/Ada.md": "---\ntype: contact\nrole: x: y\n---\n"})
    ran = vault.run("check", "--duplicates")
    assert (ran.code, ran.out) == (0, "No contact seems to have two notes.\n")


def test_names_cannot_paint_on_the_terminal(desk):
    notes = {
        f"Contacts/{name}.md": "---\ntype: contact\nuid: x\n---\n"
        for name in ("A\x1b[31mda", "Bea")
    }
    said = desk(notes).do("check", "--duplicates")
    assert "\x1b" not in said
