"""`templates` shows and copies; a vault's own are used once the user has said so, and never from outside of it."""

import os

import pytest

from infoview_md.render.environment import LARGEST_TEMPLATE, template_names
from infoview_md.render.html import CONTEXTS
from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures

INTRO = "drafts/intro.txt.j2"
OWN = "infoview-templates/drafts/intro.txt.j2"
ADA = "---\ntype: contact\ncompany: Acme\n---\n"


@pytest.fixture
def ada(desk):
    return desk({"Contacts/Ada.md": ADA})


def put(at, text, path=OWN):
    place = at.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


def test_all_are_listed(ada):
    assert ada.do("templates", "list").split() == sorted(template_names())


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_each_is_shown_with_what_it_is_given(ada, name):
    assert ada.do("templates", "show", name)
    said = ada.do("templates", "show", name, "--context")
    for field, meaning in CONTEXTS[name]:
        assert field in said
        assert meaning in said


def test_a_name_that_is_none_gets_the_nearest(ada):
    ran = ada.run("templates", "show", "drafts/into.txt.j2")
    assert ran.code == 3
    assert INTRO in ran.err


def test_a_copy_is_used_at_once_and_marked_as_yours(ada):
    said = ada.do("templates", "copy", INTRO)
    assert said == f"Copied {INTRO} to {OWN}; edit it there.\n"
    assert f"{INTRO}" in ada.do("templates", "list")
    assert any(
        line.split() == [INTRO, "yours"] for line in ada.do("templates", "list").splitlines()
    )
    ran = ada.run("draft", "intro", "Ada")
    assert ran.code == 0
    assert "nobody has allowed" not in ran.err


def test_a_copy_never_takes_the_place_of_another(ada):
    put(ada, "Mine")
    assert ada.run("templates", "copy", INTRO).code == 4
    assert (ada.root / OWN).read_text() == "Mine"


def test_undo_takes_a_copy_back(ada):
    ada.do("templates", "copy", INTRO)
    ada.do("undo")
    assert not (ada.root / OWN).exists()


class TestTrust:
    def test_an_unknown_one_is_not_used_and_that_is_said(self, ada):
        put(ada, "Subject: Mine\n\nHello {{ person.first_name }}")
        ran = ada.run("draft", "intro", "Ada")
        assert "Hello Ada" not in ran.out
        assert f"nobody has allowed yet ({INTRO})" in ran.err

    def test_trust_is_kept_for_the_text_and_asked_again_for_another(self, ada):
        place = put(ada, "Subject: Mine\n\nHello {{ person.first_name }}")
        assert "Hello Ada" in ada.do("draft", "intro", "Ada", "--trust")
        assert "Hello Ada" in ada.do("draft", "intro", "Ada")
        place.write_text("Subject: Mine\n\nGoodbye")
        assert "Goodbye" not in ada.do("draft", "intro", "Ada")

    def test_the_answer_is_not_kept_in_the_vault(self, ada):
        put(ada, "Subject: Mine\n\nHello")
        before = ada.bytes_of_all()
        ada.do("draft", "intro", "Ada", "--trust")
        assert ada.bytes_of_all() == before


class TestWhatIsNeverRead:
    @pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
    @pytest.mark.parametrize("what", ["file", "folder", "root"])
    def test_nothing_behind_a_link(self, ada, tmp_path, what):
        outside = tmp_path / "outside"
        (outside / "drafts").mkdir(parents=True)
        (outside / "drafts/intro.txt.j2").write_text("Subject: Secret\n\nSecret")
        own = ada.root / "infoview-templates"
        if what == "root":
            own.symlink_to(outside)
        elif what == "folder":
            own.mkdir()
            (own / "drafts").symlink_to(outside / "drafts")
        else:
            (own / "drafts").mkdir(parents=True)
            (own / "drafts/intro.txt.j2").symlink_to(outside / "drafts/intro.txt.j2")
        assert "Secret" not in ada.do("draft", "intro", "Ada", "--trust")

    @pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "a/../../b", ""])
    def test_no_folder_outside_the_vault(self, ada, folder):
        config = ada.root / "infoview.toml"
        config.write_text(f'timezone = "UTC"\n[folders]\ntemplates = "{folder}"\n')
        ran = ada.run("draft", "intro", "Ada")
        assert ran.code == (0 if folder == "/etc" else 2)  # a slash in front means the vault

    def test_a_file_that_is_too_large(self, ada):
        put(ada, "x" * (LARGEST_TEMPLATE + 1))
        ran = ada.run("draft", "intro", "Ada", "--trust")
        assert ran.code == 2
        assert "larger than 64 KiB" in ran.err

    def test_a_file_that_is_no_text(self, ada):
        put(ada, "").write_bytes(b"\xff\xfe\x00")
        assert ada.run("draft", "intro", "Ada", "--trust").code == 2


class TestABrokenOne:
    def test_is_reported_with_its_file_and_line(self, ada):
        put(ada, "Subject: Hi\n\n{{ person.nickname }}")
        ran = ada.run("draft", "intro", "Ada", "--trust")
        assert ran.code == 2
        assert f"Your template {INTRO}, line 3" in ran.err
        assert f"infoview-md templates show {INTRO}" in ran.err

    def test_cannot_reach_what_is_no_data(self, ada):
        put(ada, "Subject: Hi\n\n{{ person.__class__.__mro__ }}")
        assert ada.run("draft", "intro", "Ada", "--trust").code == 2

    def test_ends_in_time(self, ada):
        put(
            ada,
            "Subject: Hi\n\n{% for a in range(900) %}{% for b in range(900) %}{% for c in range(900) %}{% endfor %}{% endfor %}{% endfor %}",
        )
        assert ada.run("draft", "intro", "Ada", "--trust").code == 2
