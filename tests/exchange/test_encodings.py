"""Bytes of unknown programs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.exchange.encodings import codec_named, decode

GERMAN = "Vorname;Nachname\nJörg;Müller\n"
RUSSIAN = "Имя;Фамилия\n" + "Мария;Сидорова\nИван;Петров\nОльга;Кузнецова\n" * 8
POLISH = "Imię;Nazwisko\n" + "Łukasz;Wójcik\nMałgorzata;Świątek\nZbigniew;Żółć\n" * 12
JAPANESE = "名前;会社\n" + "山田太郎;株式会社リクルート\n鈴木一郎;トヨタ自動車\n" * 8


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (POLISH, "cp1250"),
        (JAPANESE, "shift_jis"),
        ("", "utf-8"),
    ],
)
def test_the_text_is_found_in_every_encoding(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_a_guess_is_called_a_guess():
    assert decode(GERMAN.encode("cp1252")).label == "cp1252 (guessed)"
    assert decode(GERMAN.encode()).label == "utf-8"


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else():
    decoded = decode("Jörg Müller Zoë Ångström".encode() + b"\xff")
    assert decoded.text == "Jörg Müller Zoë Ångström\ufffd"
    assert decoded.label == "utf-8 (guessed)"


@pytest.mark.parametrize(
    "charset", ["rot13", "base64", "unicode_escape", "idna", "utf-7", "\0", "klingon", "zlib"]
)
def test_only_codecs_of_text_are_believed(charset):
    assert codec_named(charset) == ""


@settings(deadline=None)
@given(raw=st.binary(max_size=200))
def test_every_byte_string_is_some_text(raw):
    assert isinstance(decode(raw).text, str)
