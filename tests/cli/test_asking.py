"""What a person is asked at a terminal: what came of a talk, and whether a vault's own templates may be used."""

import pytest

from tests.commands import NOW, _own_folders, desk  # noqa: F401 - fixtures
from tests.terminal import Terminal

ADA = "---\ntype: contact\ncompany: Acme\n---\n# Ada\n"
TALK = '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-11-20T15:00\n---\n## Notes\n\n## Next steps\n'
OWN = "Subject: Mine\n\nHello {{ person.first_name }}"


@pytest.fixture
def ada(desk):
    return desk({"Contacts/Ada.md": ADA, "Interviews/Talk.md": TALK})


def test_after_a_talk_each_thing_is_asked_for(ada):
    screen = Terminal(ada.root, NOW, "done", "Ada", "interview")
    for question, answers in (
        ("Openings they mentioned", ("a post in spring", "")),
        ("Whom they named", ("Ben Lind", "")),
        ("What you promised", ("send it @ 2026-11-27", "")),
        ("What you heard", ("Much.", "")),
    ):
        screen.sees(question)
        for answer in answers:
            screen.sees(":")
            screen.types(f"{answer}\n")
    screen.sees("May you keep in touch?")
    screen.types("y\n")
    screen.sees("How often [quarterly]")
    screen.types("\n")
    code, said = screen.ends()
    assert code == 0
    assert "1 opening, 1 referral, 1 promise, your notes and keeping in touch (quarterly)" in said
    talk = ada.text("Interviews/Talk.md")
    assert "a post in spring" in talk
    assert "- [ ] send it 📅 2026-11-27" in talk
    assert "cadence: quarterly" in ada.text("Contacts/Ada.md")
    assert 'referred_by: "[[Ada]]"' in ada.text("Contacts/Ben Lind.md")


def test_what_was_said_by_options_is_not_asked_again(ada):
    screen = Terminal(ada.root, NOW, "done", "Ada", "interview", "--opening", "a post")
    code, said = screen.ends()
    assert code == 0
    assert "with 1 opening." in said


def test_a_vault_s_own_template_is_used_after_a_yes_and_not_asked_about_again(ada):
    place = ada.root / "infoview-templates/drafts/intro.txt.j2"
    place.parent.mkdir(parents=True)
    place.write_text(OWN)
    screen = Terminal(ada.root, NOW, "draft", "intro", "Ada")
    screen.sees("drafts/intro.txt.j2")
    screen.sees("Did you write them, or trust who did?")
    screen.types("y\n")
    assert "Hello Ada" in screen.ends()[1]
    assert "Hello Ada" in Terminal(ada.root, NOW, "draft", "intro", "Ada").ends()[1]


def test_a_no_is_kept_too(ada):
    place = ada.root / "infoview-templates/drafts/intro.txt.j2"
    place.parent.mkdir(parents=True)
    place.write_text(OWN)
    screen = Terminal(ada.root, NOW, "draft", "intro", "Ada")
    screen.sees("trust who did?")
    screen.types("n\n")
    assert "Could you spare" in screen.ends()[1]
    said = Terminal(ada.root, NOW, "draft", "intro", "Ada").ends()[1]
    assert "trust who did" not in said
    assert "Could you spare" in said
    assert "refused" in ada.do("templates", "list")
