"""`draft` words a message from the notes and puts it where it is wanted; it never sends anything."""

import email
import io
import os
import shutil
import stat
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from infoview_md.exchange.mail import eml, mailto
from infoview_md.network.draft import KINDS
from tests.commands import _own_folders, desk, example  # noqa: F401 - fixtures
from tests.golden_files import check

EXAMPLES = {
    "intro": ("Dot Kwan", "Carmen Ibáñez"),
    "nudge": ("Wendell Pruitt", "Ruth Ellery"),
    "questions": ("Lena Whitcombe", "Desmond Achebe"),
    "confirm": ("Lena Whitcombe", "Hollis Grady"),
    "thank-you": ("Marcus Bell", "Gus Tremblay", "Hana Vogel"),
    "referral-intro": ("Ottilie Brand", "Priya Raghunathan"),
    "report-back": ("Rafael Nuñez", "Grace Adeyemi"),
    "stay-in-touch": ("Imani Castellanos", "Ben Achterberg"),
    "update": ("Grace Adeyemi", "Samir Haddad"),
    "landed": ("Rafael Nuñez",),
}
ADA = "---\ntype: contact\ncompany: Acme\nemail: ada@acme.example\nchannel: friend\n---\n# Ada\n"
SEARCH = (
    "---\ntype: search\ngoal: I explore floods\nfields: [flood risk]\nstarted: 2026-09-01\n---\n"
)
NAMED = '[coaching]\nname = "Tess"\nstory = "I taught science."\n'


@pytest.fixture
def ada(desk):
    return desk({"Contacts/Ada Obi.md": ADA, "Search.md": SEARCH}, config=NAMED)


def test_every_kind_has_an_example():
    assert tuple(EXAMPLES) == KINDS


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in EXAMPLES.items() for name in names]
)
def test_each_draft_of_the_example_and_what_is_said_beside_it(example, kind, name):
    more = ("--article", "https://news.example/floods") if kind == "stay-in-touch" else ()
    ran = example.run("draft", kind, name, *more)
    assert ran.code == 0
    check(f"drafts/{kind} {name}.txt", f"{ran.out}~~~ beside it\n{ran.err}")


def test_the_news_goes_to_every_helper_grouped_by_what_they_did(example):
    example.do("landed", "--company", "Harbor & Rye", "--new-email", "tess@rye.example")
    check("drafts/landed all.txt", example.do("draft", "landed", "--all"))


def test_a_draft_changes_nothing(example):
    before = example.bytes_of_all()
    example.do("draft", "intro", "Dot Kwan")
    assert example.bytes_of_all() == before


def test_a_missing_fact_is_named_beside_the_text_with_its_property_and_note(ada):
    (ada.root / "Contacts/Ada Obi.md").write_text(ADA.replace("company: Acme\n", ""))
    ran = ada.run("draft", "intro", "Ada")
    assert "Missing: Say where Ada works, in `company`. (Contacts/Ada Obi.md)" in ran.err
    assert "Missing" not in ran.out


@pytest.mark.parametrize(
    ("kind", "noted_by"),
    [
        ("intro", "asked"),
        ("nudge", "nudged"),
        ("thank-you", "done 'Ada Obi' thank_you"),
        ("landed", "done 'Ada Obi' announce"),
    ],
)
def test_the_command_that_notes_it_is_named(ada, kind, noted_by):
    err = ada.run("draft", kind, "Ada").err
    assert err.splitlines()[-1].startswith(f"Once it is sent: infoview-md {noted_by}")


@pytest.mark.parametrize(
    ("kind", "fact", "said"),
    [
        ("intro", "asked: 2026-11-02", "You asked Ada on 2026-11-02 already"),
        ("intro", 'referred_by: "[[Bo]]"', "draft referral-intro 'Ada Obi'"),
        ("intro", "declined: 2026-11-03", "Ada said no on 2026-11-03."),
        ("nudge", "nudged: 2026-11-04", "The one reminder went out on 2026-11-04 already."),
        ("nudge", "replied: 2026-11-05", "Ada answered on 2026-11-05."),
        ("update", "closed: true", "Ada is closed in your notes: nothing more is owed."),
        ("update", "snoozed_until: 2026-12-01", "everything for Ada waits until 2026-12-01."),
        ("landed", "told_landed: 2026-11-06", "Ada was told on 2026-11-06 already."),
    ],
)
def test_what_speaks_against_sending_it_is_said(ada, kind, fact, said):
    assert "Careful:" not in ada.run("draft", kind, "Ada").err
    (ada.root / "Contacts/Ada Obi.md").write_text(ADA.replace("channel", f"{fact}\nchannel"))
    assert said in ada.run("draft", kind, "Ada").err


def test_the_talk_of_a_day_can_be_meant(example):
    said = example.do("draft", "thank-you", "Claire", "--date", "2026-11-17")
    assert "Tuesday 17 November" in said
    ran = example.run("draft", "thank-you", "Claire", "--date", "2026-11-18")
    assert ran.code == 3


def test_only_the_subject(ada):
    assert ada.do("draft", "intro", "Ada", "--subject") == "Your work at Acme\n"


def test_a_link_opens_a_mail_program_with_all_of_it(ada):
    link = urlsplit(ada.do("draft", "intro", "Ada", "--mailto").strip())
    said = parse_qs(link.query, strict_parsing=True)
    text = ada.do("draft", "intro", "Ada").partition("\n\n")[2]
    assert (link.scheme, unquote(link.path)) == ("mailto", "ada@acme.example")
    assert said["subject"] == ["Your work at Acme"]
    assert said["body"][0].replace("\r\n", "\n") == text.rstrip("\n")


def test_a_mail_file_opens_as_a_draft(ada, tmp_path):
    place = tmp_path / "ada.eml"
    ada.do("draft", "intro", "Ada", "--eml", str(place))
    message = email.message_from_bytes(place.read_bytes(), policy=default)
    assert message["To"] == "Ada Obi <ada@acme.example>"
    assert message["Subject"] == "Your work at Acme"
    assert message["X-Unsent"] == "1"
    text = ada.do("draft", "intro", "Ada").partition("\n\n")[2]
    assert message.get_content().replace("\r\n", "\n") == text


@pytest.mark.parametrize(
    "evil", ["a@b.example\r\nBcc: all@x.example", "a@b.example\nX: y", "a@b, c@d", "<a@b>", "\x00"]
)
def test_nothing_in_a_note_can_add_a_header(evil):
    raw = eml(to=evil, name=f"Ada\r\nBcc: {evil}", subject=f"Hi\r\nBcc: {evil}", text="Hello\n")
    message = email.message_from_bytes(raw, policy=default)
    assert set(message.keys()) <= {
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    link = mailto(to=f"{evil}?bcc=x", subject=f"a&bcc={evil}", text="x")
    assert set(parse_qs(urlsplit(link).query)) == {"subject", "body"}
    assert "\n" not in link


def test_an_address_that_is_none_is_left_out_of_the_mail_file():
    assert b"To:" not in eml(to="ring her", name="Ada", subject="Hi", text="Hello\n")


def test_the_news_becomes_one_mail_file_for_each_helper(example, tmp_path):
    example.do("landed", "--company", "Harbor & Rye")
    example.do("draft", "landed", "--all", "--eml", str(tmp_path / "mails"))
    names = {one.stem for one in (tmp_path / "mails").iterdir()}
    assert {"Rafael Nuñez", "Claire O'Dell"} <= names
    assert len(names) == example.do("draft", "landed", "--all").count("Subject: ")


def test_a_text_file(ada, tmp_path):
    ada.do("draft", "intro", "Ada", "--to-file", str(tmp_path / "a.txt"))
    assert (tmp_path / "a.txt").read_text() == ada.do("draft", "intro", "Ada")


class TestIntoTheNote:
    def test_it_stands_under_drafts_as_a_block_that_undo_takes_back(self, ada):
        said = ada.do("draft", "intro", "Ada", "--write")
        assert said == "Wrote the intro draft for Ada Obi under Drafts.\n"
        text = ada.text("Contacts/Ada Obi.md")
        assert text.startswith(ADA)
        assert "## Drafts" in text
        assert "```text\nSubject: Your work at Acme\n\nHi Ada,\n" in text
        ada.do("undo")
        assert ada.text("Contacts/Ada Obi.md") == ADA

    def test_written_again_it_takes_the_place_of_the_old_one_but_other_kinds_stay(self, ada):
        ada.do("draft", "intro", "Ada", "--write")
        ada.do("draft", "stay-in-touch", "Ada", "--write")
        (ada.root / "infoview.toml").write_text(
            'timezone = "UTC"\n' + NAMED.replace("Tess", "Theresa")
        )
        ada.do("draft", "intro", "Ada", "--write")
        text = ada.text("Contacts/Ada Obi.md")
        assert text.count("<!-- infoview: draft kind=intro") == 1
        assert text.count("<!-- infoview: draft kind=stay-in-touch") == 1
        assert "Theresa" in text

    def test_a_draft_that_was_changed_by_hand_is_left_alone(self, ada):
        ada.do("draft", "intro", "Ada", "--write")
        place = ada.root / "Contacts/Ada Obi.md"
        place.write_text(place.read_text().replace("Hi Ada", "Dearest Ada"))
        before = place.read_bytes()
        (ada.root / "infoview.toml").write_text('timezone = "UTC"\n')
        ran = ada.run("draft", "intro", "Ada", "--write")
        assert ran.code == 4
        assert place.read_bytes() == before

    def test_a_dry_run_shows_the_diff(self, ada):
        before = ada.bytes_of_all()
        assert "+## Drafts" in ada.do("draft", "intro", "Ada", "--write", "--dry-run")
        assert ada.bytes_of_all() == before

    def test_text_of_others_cannot_end_the_block(self, desk):
        evil = 'role: "```\\n<!-- /infoview --> <% x %>"'
        note = f'---\ntype: contact\n{evil}\ncompany: "``` <!-- /infoview -->"\n---\n'
        at = desk({"Contacts/Eve.md": note})
        at.do("draft", "intro", "Eve", "--write")
        at.do("draft", "intro", "Eve", "--write")
        body = at.text("Contacts/Eve.md").partition("\n---\n")[2]
        assert body.count("<!-- /infoview -->") == 1
        assert body.count("```") == 2

    def test_somebody_without_a_note_is_told_how_to_get_one(self, example):
        ran = example.run("draft", "referral-intro", "Priya Raghunathan", "--write")
        assert ran.code == 3
        assert "infoview-md new contact" in ran.err


class TestTheClipboard:
    @pytest.fixture
    def tool(self, tmp_path, monkeypatch):
        """A clipboard tool that keeps what it is given in a file."""
        folder = tmp_path / "bin"
        folder.mkdir()
        place = tmp_path / "clipboard"
        script = folder / "xclip"
        script.write_text(f'#!/bin/sh\n{shutil.which("cat")} > "{place}"\n')
        script.chmod(script.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.setenv("DISPLAY", ":7")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        return place

    @pytest.mark.skipif(os.name != "posix", reason="the tool of this test is a shell script")
    def test_it_gets_the_text_and_the_subject_is_said(self, ada, tool):
        text = ada.do("draft", "intro", "Ada").partition("\n\n")[2]
        said = ada.do("draft", "intro", "Ada", "--copy")
        assert said == "Copied the text. Subject: Your work at Acme\n"
        assert tool.read_text() == text

    @pytest.mark.skipif(os.name != "posix", reason="the tool of this test is a shell script")
    def test_or_the_subject_alone(self, ada, tool):
        ada.do("draft", "intro", "Ada", "--copy", "--subject")
        assert tool.read_text() == "Your work at Acme"

    def test_without_a_tool_it_says_what_to_do(self, ada, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        ran = ada.run("draft", "intro", "Ada", "--copy")
        assert ran.code == 5
        assert "--to-file" in ran.err


class TestAdviceOnATextOfOnesOwn:
    def test_faults_are_named_with_their_line(self, ada, tmp_path):
        mine = tmp_path / "mine.txt"
        mine.write_text("Dear Ada,\n\nI am looking for a job. Please find attached my résumé.\n")
        said = ada.do("draft", "--check", str(mine))
        assert "line 3: “job”" in said or "line 3:" in said
        assert "question" in said

    def test_a_good_text_is_told_so(self, ada, tmp_path):
        met = ADA.replace("friend", "event")
        (ada.root / "Contacts/Ada Obi.md").write_text(f"{met}## Log\n- 2026-11-06 met: at lunch\n")
        ada.do("draft", "intro", "Ada", "--to-file", str(tmp_path / "a.txt"))
        said = ada.do("draft", "intro", "--check", str(tmp_path / "a.txt"))
        assert said == "Nothing to improve by the rules for a message of kind intro.\n"

    def test_a_text_can_be_typed_in_any_bytes(self, ada, monkeypatch):
        raw = io.BytesIO(b"Dear Ada,\n\nI need a job \xff\xfe.\n")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(raw, encoding="ascii"))
        assert "job" in ada.do("draft", "--check", "-")

    def test_a_file_that_is_not_there(self, ada):
        assert ada.run("draft", "--check", "nowhere.txt").code == 3

    def test_a_limit_is_a_setting(self, ada, tmp_path):
        ada.do("draft", "intro", "Ada", "--to-file", str(tmp_path / "a.txt"))
        config = ada.root / "infoview.toml"
        config.write_text('timezone = "UTC"\n[coaching]\nintro_words = 10\n')
        assert "up to 10" in ada.do("draft", "--check", str(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draft",), "What kind of message?"),
        (("draft", "intro"), "Whom is it for?"),
        (("draft", "poem", "Ada"), "no kind of draft"),
        (("draft", "intro", "Ada", "--all"), "--all is for"),
        (("draft", "landed", "--all"), "has not landed"),
    ],
)
def test_what_cannot_be_meant_is_said(ada, words, said):
    ran = ada.run(*words)
    assert ran.code == 2
    assert said in ran.err
