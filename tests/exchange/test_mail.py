"""A message as a link and as a mail file: all of it comes through, and nothing in it can add anything."""

import email
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.exchange.mail import address_of, eml, mailto, on_one_line

HEADERS = {
    "To",
    "Subject",
    "X-Unsent",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
}
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def opened(raw):
    return email.message_from_bytes(raw, policy=default)


@settings(max_examples=150, deadline=None)
@given(ANY, ANY, ANY, ANY)
def test_any_text_gives_a_mail_file_with_our_headers_only(to, name, subject, text):
    message = opened(eml(to=to, name=name, subject=subject, text=text))
    assert set(message.keys()) <= HEADERS
    assert not message.is_multipart()


@settings(max_examples=150, deadline=None)
@given(ANY, ANY, ANY)
def test_any_text_gives_a_link_that_says_the_same(to, subject, text):
    link = urlsplit(mailto(to=to, subject=subject, text=text))
    said = parse_qs(link.query, keep_blank_values=True)
    assert link.scheme == "mailto"
    assert unquote(link.path) == on_one_line(to)
    assert said.get("subject", [""]) == [on_one_line(subject)]
    assert said.get("body", [""])[0].replace("\r\n", "\n") == text.rstrip("\n").replace(
        "\r\n", "\n"
    )
    assert set(said) <= {"subject", "body"}


def test_names_and_subjects_of_every_language_come_through():
    raw = eml(to="zoe@x.example", name="Zoë O'Dell, Jr.", subject="Grüße 你好", text="Ça va?\n")
    message = opened(raw)
    assert raw.isascii()
    assert message["To"].addresses[0].display_name == "Zoë O'Dell, Jr."
    assert message["Subject"] == "Grüße 你好"
    assert message.get_content().replace("\r\n", "\n") == "Ça va?\n"


def test_what_is_no_address_is_none():
    for text in ("", "ring her", "a@b@c", "a b@c.example", "@x", "a@"):
        assert address_of("Ada", text) is None, text


def test_a_long_subject_is_folded_and_comes_back_whole():
    subject = "word " * 60
    assert opened(eml(to="a@b.example", name="Ada", subject=subject, text="x"))["Subject"] == (
        subject.strip()
    )
