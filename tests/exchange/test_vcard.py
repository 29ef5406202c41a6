"""vCards as address books write them, in; and vCards that other programs read, out."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.exchange import vcard
from infoview_md.exchange.records import Person, stable_uid


def read(*lines: str, ending: str = "\r\n", encoding: str = "utf-8"):
    return vcard.loads("".join(line + ending for line in lines).encode(encoding))


def one(*lines: str, version: str = "3.0", encoding: str = "utf-8") -> Person:
    batch = read("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", encoding=encoding)
    assert batch.unusable == ()
    (person,) = batch.people
    return person


# What the programs write


def test_a_card_of_version_4_is_read():
    ada = one(
        "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "NICKNAME:Countess,Ada L.",
        "ORG:Analytical Engines;Research",
        "TITLE:Programmer",
        "EMAIL;PREF=2:ada@home.org",
        "EMAIL;PREF=1:ada@work.org",
        "TEL;VALUE=uri;TYPE=cell:tel:+44-20-555-0100;ext=7",
        "ADR;TYPE=work:;;12 St James's Square;London;;SW1Y 4JH;United Kingdom",
        "URL:https://ada.example.org/",
        "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://www.linkedin.com/in/ada",
        "BDAY:18151210",
        "CATEGORIES:Mathematics,Friends",
        "NOTE:First line\\nSecond\\, with comma",
        version="4.0",
    )
    assert ada == Person(
        name="Ada Lovelace",
        given="Ada",
        family="Lovelace",
        aliases=("Countess", "Ada L."),
        emails=("ada@work.org", "ada@home.org"),
        phones=("+44-20-555-0100 ext. 7",),
        company="Analytical Engines",
        role="Programmer",
        location="London, United Kingdom",
        linkedin="https://www.linkedin.com/in/ada",
        url="https://ada.example.org/",
        birthday="1815-12-10",
        uid="urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        note="First line\nSecond, with comma",
        categories=("Mathematics", "Friends"),
    )


def test_quoted_printable_with_a_soft_break_inside_a_letter_is_one_name():
    person = one(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=",
        "ller;J=C3=B6rg",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=",
        "=BCller",
        "TEL;CELL:+49 30 123",
        version="2.1",
    )
    assert (person.name, person.given, person.family) == ("Jörg Müller", "Jörg", "Müller")
    assert person.phones == ("+49 30 123",)


def test_a_soft_break_that_is_also_folded_does_not_add_a_space():
    person = one("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Stra=C3=", " =9Fe", version="2.1")
    assert person.name == "Straße"


def test_a_soft_break_before_an_empty_line_does_not_swallow_the_next_property():
    person = one(
        "FN:Ada", "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=", "", "TEL:1", version="2.1"
    )
    assert person.note == "one\ntwo"
    assert person.phones == ("1",)


def test_a_soft_break_on_the_last_line_does_not_swallow_the_end():
    batch = read(
        "BEGIN:VCARD", "FN;QUOTED-PRINTABLE:Ada=", "END:VCARD", "BEGIN:VCARD", "FN:Bob", "END:VCARD"
    )
    assert [person.name for person in batch.people] == ["Ada", "Bob"]


def test_bare_encoding_words_of_version_2_are_understood():
    assert one("FN;QUOTED-PRINTABLE:Ren=C3=A9e", version="2.1").name == "Renée"


def test_lines_folded_inside_a_letter_are_joined_as_bytes():
    raw = "FN:Jörg Müller".encode()
    at = raw.index("ü".encode()) + 1
    raw = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + raw[:at] + b"\r\n " + raw[at:] + b"\r\nEND:VCARD\r\n"
    assert vcard.loads(raw).people[0].name == "Jörg Müller"


def test_groups_and_apple_labels_are_read():
    person = one(
        "FN:Ada",
        "item1.URL;type=pref:https\\://www.linkedin.com/in/ada",
        "item1.X-ABLabel:LinkedIn",
        "item2.URL:https://ada.example.org",
        "item2.X-ABLabel:_$!<HomePage>!$_",
        "item3.EMAIL;type=INTERNET:ada@example.org",
    )
    assert person.linkedin == "https://www.linkedin.com/in/ada"
    assert person.url == "https://ada.example.org"
    assert person.emails == ("ada@example.org",)


@pytest.mark.parametrize(
    "line",
    [
        "X-SOCIALPROFILE;type=linkedin;x-user=ada:http://www.linkedin.com/in/ada",
        "X-SOCIALPROFILE;type=linkedin;x-user=ada:x-apple:ada",
        "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.com/in/ada",
        "URL;TYPE=LinkedIn:www.linkedin.com/in/ada",
        "URL:linkedin.com/in/ada/",
        "X-LINKEDIN:ada",
    ],
)
def test_linkedin_is_found_wherever_programs_put_it(line):
    assert one("FN:Ada", line).linkedin.rstrip("/").endswith("linkedin.com/in/ada")


def test_a_profile_elsewhere_is_named_as_left_out():
    batch = read(
        "BEGIN:VCARD", "FN:Ada", "X-SOCIALPROFILE;TYPE=mastodon:https://m.example/@ada", "END:VCARD"
    )
    assert batch.people[0].linkedin == ""
    assert batch.described.left_out == (("X-SOCIALPROFILE", 1),)


@pytest.mark.parametrize("charset", ["ISO-8859-1", "Windows-1252", "latin1"])
def test_a_declared_charset_is_used(charset):
    assert (
        one(f"FN;CHARSET={charset}:Jörg Müller", version="2.1", encoding="cp1252").name
        == "Jörg Müller"
    )


def test_a_declared_charset_of_another_alphabet_is_used():
    assert (
        one("FN;CHARSET=SHIFT_JIS:山田太郎", version="2.1", encoding="shift_jis").name == "山田太郎"
    )


def test_utf8_that_was_declared_as_latin_is_read_as_utf8():
    assert one("FN;CHARSET=ISO-8859-1:Jörg Müller", version="2.1").name == "Jörg Müller"


def test_a_charset_that_does_not_exist_or_is_no_charset_does_no_harm():
    assert one("FN;CHARSET=KLINGON:Ada", version="2.1").name == "Ada"
    assert one("FN;CHARSET=unicode_escape:A\\x41", version="2.1").name == "A\\x41"


def test_undeclared_windows_text_is_read():
    assert one("FN:José Nuñez", encoding="cp1252").name == "José Nuñez"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_unicode_with_and_without_a_mark_is_read(encoding):
    assert one("FN:Jörg Müller", encoding=encoding).name == "Jörg Müller"


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\r\r\n"])
def test_every_line_ending_is_read(ending):
    batch = read("BEGIN:VCARD", "FN:Ada", "NOTE:one", " two", "END:VCARD", ending=ending)
    assert (batch.people[0].name, batch.people[0].note) == ("Ada", "onetwo")


def test_an_agent_inside_a_card_is_not_this_person():
    batch = read(
        "BEGIN:VCARD", "VERSION:2.1", "N:Lovelace;Ada", "AGENT:",
        "BEGIN:VCARD", "VERSION:2.1", "N:Babbage;Charles", "TEL:999", "END:VCARD",
        "TEL:1", "END:VCARD",
    )  # fmt: skip
    (ada,) = batch.people
    assert (ada.name, ada.phones) == ("Ada Lovelace", ("1",))
    assert batch.described.left_out == (("AGENT", 1),)


def test_pictures_are_skipped_however_they_are_folded():
    batch = read(
        "BEGIN:VCARD", "VERSION:2.1", "N:Lovelace;Ada",
        "PHOTO;JPEG;ENCODING=BASE64:", " /9j/4AAQ", " SkZJRg==", "",
        "TEL:1",
        "LOGO;ENCODING=BASE64:AAAA", "BBBB", "CCCC==",
        "TEL:2", "END:VCARD",
    )  # fmt: skip
    assert batch.people[0].phones == ("1", "2")
    assert batch.described.left_out == (("LOGO", 1), ("PHOTO", 1))


def test_a_card_without_fn_is_called_by_its_n():
    assert one("N:Lovelace;Ada;King;Countess;II").name == "Ada King Lovelace II"


def test_a_card_without_n_is_called_by_its_fn():
    assert one("FN:Ada Lovelace").name == "Ada Lovelace"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("NICKNAME:Countess", "Countess"),
        ("ORG:Acme;Sales", "Acme"),
        ("EMAIL:a@x.org", "a@x.org"),
        ("TEL:+1 555", "+1 555"),
    ],
)
def test_a_card_without_any_name_is_called_by_the_next_best(line, name):
    assert one(line).name == name


def test_a_card_without_a_version_is_read():
    batch = read("BEGIN:VCARD", "FN:Ada", "END:VCARD")
    assert batch.people[0].name == "Ada"
    assert batch.described.dialect == "vCard (no version)"


def test_small_letters_and_spaces_around_the_fences_are_read():
    batch = read(
        "begin:vcard ", "fn:Ada", "end:vcard", "", "  BEGIN : VCARD", "FN:Bob", "END:VCARD"
    )
    assert [person.name for person in batch.people] == ["Ada", "Bob"]


def test_a_text_in_base64_is_read_and_one_that_is_not_base64_is_left():
    assert one("FN:Ada", "NOTE;ENCODING=b:aGVsbG8=").note == "hello"
    assert one("FN:Ada", "NOTE;ENCODING=BASE64:hello").note == "hello"


def test_a_role_counts_where_no_title_says_it_better():
    assert one("FN:Ada", "ROLE:Programmer").role == "Programmer"
    assert one("FN:Ada", "ROLE:Programmer", "TITLE:CTO").role == "CTO"


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1985-04-12", "1985-04-12"),
        ("BDAY:19850412", "1985-04-12"),
        ("BDAY;VALUE=date:1985-04-12T00:00:00Z", "1985-04-12"),
        ("BDAY:--0405", "--04-05"),
        ("BDAY:--04-05", "--04-05"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-05", "--04-05"),
        ("BDAY;VALUE=date:1604-02-29", "--02-29"),
        ("BDAY;VALUE=text:circa 1800", ""),
        ("BDAY:1985-02-31", ""),
    ],
)
def test_birthdays_with_and_without_a_year(line, birthday):
    assert one("FN:Ada", line).birthday == birthday


def test_the_preferred_number_comes_first_and_a_fax_is_no_phone():
    batch = read(
        "BEGIN:VCARD", "FN:Ada", "TEL;HOME:1", "TEL;WORK;FAX:2", "TEL;type=CELL;type=pref:3",
        'TEL;TYPE="work,voice":4', "TEL;TYPE=home:0001", "END:VCARD",
    )  # fmt: skip
    assert batch.people[0].phones == ("3", "1", "4", "0001")
    assert batch.described.left_out == (("TEL (fax or pager)", 1),)


def test_the_same_number_and_address_written_twice_count_once():
    person = one("FN:Ada", "TEL:+44 20 555", "TEL:004420555", "EMAIL:A@x.org", "EMAIL:a@X.org")
    assert person.phones == ("+44 20 555",)
    assert person.emails == ("A@x.org",)


def test_an_invisible_mark_does_not_hide_what_divides_two_numbers():
    (ada,) = read("BEGIN:VCARD", "FN:Ada", "TEL:1 :\ufeff:: 2", "END:VCARD").people
    assert ada.phones == ("1", "2")


def test_an_address_with_only_a_street_is_no_place():
    person = one("FN:Ada", "ADR;HOME:;;1 Main St;;;;", "ADR;WORK:;;;Portland;OR;97201;")
    assert person.location == "Portland, OR"


def test_a_note_that_was_broken_without_folding_stays_one_note():
    person = one("FN:Ada", "NOTE:met at the fair", "she said: call me", "END of the story", "TEL:1")
    assert person.note == "met at the fair\nshe said: call me\nEND of the story"
    assert person.phones == ("1",)


# Nothing is lost without a word


def test_cards_that_name_nobody_are_named_with_their_number_and_line():
    batch = read(
        "BEGIN:VCARD", "FN:Ada", "END:VCARD", "BEGIN:VCARD", "VERSION:3.0", "NOTE:x", "END:VCARD"
    )
    (unusable,) = batch.unusable
    assert (unusable.row, unusable.line) == (2, 4)
    assert "no name" in unusable.reason
    assert batch.described.rows == 2


def test_a_group_of_cards_is_no_person():
    batch = read("BEGIN:VCARD", "FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group", "END:VCARD")
    assert batch.people == ()
    assert batch.unusable[0].excerpt == "Friends"
    assert "group" in batch.unusable[0].reason


def test_a_card_whose_end_is_missing_is_used_and_remarked():
    batch = read(
        "BEGIN:VCARD", "FN:Ada", "BEGIN:VCARD", "FN:Bob", "END:VCARD", "BEGIN:VCARD", "FN:Cy"
    )
    assert [person.name for person in batch.people] == ["Ada", "Bob", "Cy"]
    assert [person.source.row for person in batch.people] == [1, 2, 3]
    assert len(batch.described.remarks) == 2
    assert batch.described.remarks[0] == "Card 1 (line 1) has no END:VCARD."


def test_a_card_whose_begin_is_missing_is_used_and_remarked():
    batch = read(
        "VERSION:2.1",
        "FN:Ada",
        "END:VCARD",
        "FN:Bob",
        "TEL:1",
        "END:VCARD",
        "BEGIN:VCARD",
        "FN:Cy",
        "END:VCARD",
    )
    assert [person.name for person in batch.people] == ["Ada", "Bob", "Cy"]
    assert batch.people[1].phones == ("1",)
    assert batch.described.remarks == (
        "Card 1 (line 1) has no BEGIN:VCARD.",
        "Card 2 (line 4) has no BEGIN:VCARD.",
    )


def test_what_could_not_be_read_is_named():
    batch = read("BEGIN:VCARD", "FN:Ada", "BDAY:19723101", "TEL:at home", "EMAIL:none", "END:VCARD")
    assert batch.described.left_out == (
        ("birthday that is no date", 1),
        ("e-mail without an address", 1),
        ("phone without a number", 1),
    )


def test_one_value_that_cannot_be_read_is_named_though_another_can():
    batch = read(
        "BEGIN:VCARD",
        "FN:Ada",
        "TEL:+1 503",
        "TEL:ask Bob",
        "EMAIL:ada@x.org",
        "EMAIL:semicolon\\;@points.net",
        "URL:javascript:alert(1)",
        "END:VCARD",
    )
    assert batch.people[0].phones == ("+1 503",)
    assert batch.described.left_out == (
        ("address that is none of the web", 1),
        ("e-mail without an address", 1),
        ("phone without a number", 1),
    )


def test_a_second_company_role_or_address_is_kept_in_the_text():
    person = one(
        "FN:Ada",
        "ORG:Acme",
        "item1.ORG:Royal Society",
        "TITLE:Planner",
        "ROLE:Author",
        "URL:https://ada.example",
        "URL:https://blog.example",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/ada",
        "NOTE:Met in May.",
    )
    assert (person.company, person.role, person.url) == ("Acme", "Planner", "https://ada.example")
    assert person.note == "Met in May.\n\nAlso: Royal Society, Author, https://blog.example"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("ORG:Acme;Research", "ORG (department)"),
        ("ADR:;;12 Main St;Salem;OR;97301;USA", "ADR (street and postal code)"),
        ("ADR:;;12 Main St;;;;", "ADR (street and postal code)"),
        ("ANNIVERSARY:20200101", "ANNIVERSARY"),
    ],
)
def test_a_part_that_is_not_imported_is_named(line, named):
    batch = read("BEGIN:VCARD", "FN:Ada", line, "END:VCARD")
    assert batch.described.left_out == ((named, 1),)


def test_a_second_address_is_named():
    batch = read("BEGIN:VCARD", "FN:Ada", "ADR:;;;Salem;;;", "ADR:;;;Bern;;;", "END:VCARD")
    assert batch.people[0].location == "Salem"
    assert batch.described.left_out == (("ADR (another address)", 1),)


def test_the_label_that_google_gives_to_everybody_is_no_label():
    assert one("FN:Ada", "CATEGORIES:myContacts,Friends").categories == ("Friends",)


def test_a_person_on_linkedin_counts_before_a_company_there():
    person = one(
        "FN:Ada",
        "URL:https://www.linkedin.com/company/acme",
        "URL:https://www.linkedin.com/in/ada",
    )
    assert person.linkedin == "https://www.linkedin.com/in/ada"
    assert person.note == "Also: https://www.linkedin.com/company/acme"


def test_only_a_card_that_is_nothing_but_a_group_is_a_group():
    assert one("FN:Ada", "KIND:INDIVIDUAL", "KIND:GROUP").name == "Ada"


@pytest.mark.parametrize("before", ["  ", "\t", "> ", ">> "])
def test_cards_that_are_set_in_or_quoted_are_each_read(before):
    lines = []
    for name in ("Ada", "Bob"):
        lines += ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", "NOTE:one", "  two", "END:VCARD"]
    batch = vcard.loads("\n".join(["Here they are:", *(before + line for line in lines)]).encode())
    assert [(person.name, person.note) for person in batch.people] == [
        ("Ada", "one two"),
        ("Bob", "one two"),
    ]
    assert batch.described.remarks == ()


def test_files_that_were_put_together_with_their_marks_are_read():
    card = b"\xef\xbb\xbfBEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n"
    batch = vcard.loads(card + card.replace(b"Ada", b"Bob"))
    assert [person.name for person in batch.people] == ["Ada", "Bob"]
    assert batch.described.remarks == ()


def test_text_around_the_cards_is_not_taken_for_cards():
    batch = read(
        "Here they are:", "BEGIN:VCARD", "FN:Ada", "END:VCARD", "that was all", " END:VCARD"
    )
    assert [person.name for person in batch.people] == ["Ada"]
    assert batch.unusable == ()


@pytest.mark.parametrize(
    "raw", [b"", b"\0", b"hello", b"\xff\xfe", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"]
)
def test_a_file_without_a_card_is_refused_as_a_whole(raw):
    batch = vcard.loads(raw)
    assert batch.people == ()
    assert batch.unusable[0].row == 0


# What a stranger may try


def test_escaped_and_folded_lines_inside_a_note_stay_data():
    person = one("FN:Ada", "NOTE:hi\\nTEL:666\\nEND:VCARD\\nBEGIN:VCARD", " TEL:667", "TEL:1")
    assert person.phones == ("1",)
    assert person.note == "hi\nTEL:666\nEND:VCARD\nBEGIN:VCARDTEL:667"


def test_quoted_printable_line_breaks_stay_data():
    person = one("FN:Ada", "NOTE;ENCODING=QUOTED-PRINTABLE:hi=0D=0ATEL:666", version="2.1")
    assert person.phones == ()
    assert person.note == "hi\nTEL:666"


def test_control_and_directional_characters_are_stripped():
    person = one("FN:A\x1b[31m\x07\x00B\u202eC\u2028D\x9b", "NOTE:a\x00\x1b]0;x\x07b\tc")
    assert person.name == "A[31mBC D"
    assert person.note == "a]0;xb\tc"


def test_addresses_that_run_something_are_dropped():
    person = one(
        "FN:Ada",
        "URL:javascript:alert(1)",
        "URL;TYPE=linkedin:obsidian://open",
        "EMAIL:mailto:a@x.org",
    )
    assert (person.url, person.linkedin, person.emails) == ("", "", ("a@x.org",))


@pytest.mark.parametrize(
    "hostile",
    [
        "TEL;" + "TYPE=a;" * 5_000 + ":1",
        "TEL;" + 'TYPE="a;"' * 5_000,
        "TEL;X=" + '"' * 60_001 + ":1",
        "NOTE:" + "\\" * 60_000,
        "NOTE:" + " " * 60_000 + ":::" + " " * 3_000,
        "EMAIL:" + "a" * 60_000,
        "EMAIL:" + "@a." * 20_000,
        "URL:" + "a." * 30_000,
        "BDAY:" + "1-" * 30_000,
        "TEL:" + "1;" * 30_000,
        "ADR:" + ";" * 60_000,
        "FN;ENCODING=QUOTED-PRINTABLE:" + "=" * 60_000,
        "\r" * 60_000,
        "a-" * 30_000,
        "NICKNAME:" + ",:::" * 15_000,
    ],
)
def test_a_hostile_line_takes_time_in_proportion_to_its_length(hostile):
    begun = time.process_time()
    read("BEGIN:VCARD", "FN:Ada", hostile, "END:VCARD")
    assert time.process_time() - begun < 1


def test_the_line_that_hangs_other_parsers_is_read_at_once():
    line = "TEL;" + "TYPE=a;" * 24 + ":1"
    begun = time.process_time()
    assert one("FN:Ada", line).phones == ("1",)
    assert time.process_time() - begun < 0.1


def test_cards_nested_without_end_are_bounded():
    batch = vcard.loads(b"BEGIN:VCARD\r\nAGENT:\r\n" * 3_000)
    assert batch.people == ()
    assert batch.unusable


def test_a_line_over_64_kib_is_named_and_the_rest_of_the_card_is_used():
    batch = read("BEGIN:VCARD", "FN:Ada", "NOTE:" + "x" * 5_000_000, "TEL:1", "END:VCARD")
    assert batch.people[0].phones == ("1",)
    assert batch.people[0].note == ""
    assert batch.described.left_out == (("line 3 (NOTE), longer than 64 KiB", 1),)


def test_a_card_of_thousands_of_lines_is_cut_and_says_so():
    batch = read("BEGIN:VCARD", "FN:Ada", *["TEL:1"] * 2_000, "END:VCARD")
    assert batch.people[0].phones == ("1",)
    assert batch.described.left_out == (("lines after the first 1,000", 1),)


def test_a_file_of_millions_of_lines_is_refused_at_once():
    batch = vcard.loads(b"BEGIN:VCARD\nFN:Ada\n" + b"\n" * 2 * vcard.MOST_LINES)
    assert "lines" in batch.unusable[0].reason


def test_more_cards_than_the_limit_are_named():
    raw = "".join(
        f"BEGIN:VCARD\nFN:P{n}\nEND:VCARD\n" for n in range(vcard.MOST_CARDS + 5)
    ).encode()
    batch = vcard.loads(raw)
    assert len(batch.people) == vcard.MOST_CARDS
    assert batch.unusable[0].row == vcard.MOST_CARDS + 1
    assert "split the file" in batch.unusable[0].reason


def test_a_file_over_the_limit_is_refused():
    batch = vcard.loads(b"x" * (vcard.LARGEST + 1))
    assert "32 MiB" in batch.unusable[0].reason


@settings(deadline=None)
@given(raw=st.binary(max_size=400))
def test_no_bytes_crash_the_reader(raw):
    vcard.loads(raw)
    vcard.loads(b"BEGIN:VCARD\r\nFN:A\r\n" + raw + b"\r\nEND:VCARD\r\n")


_SCRAPS = st.sampled_from(
    ["BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "FN:Ada", "N:L;A", "AGENT:", " ", "\t=C3", "=C3=", "=",
     "NOTE;ENCODING=QUOTED-PRINTABLE:x=", 'TEL;TYPE="', "item1.URL:", "PHOTO;ENCODING=b:", "\\", "ORG:;;\\;", "é", "TEL:1", ":::"]
)  # fmt: skip


@settings(deadline=None)
@given(pieces=st.lists(st.tuples(_SCRAPS, st.sampled_from(["\r\n", "\n", "", "\r"])), max_size=40))
def test_any_pile_of_scraps_is_read_and_survives_a_round_trip(pieces):
    raw = "".join(scrap + ending for scrap, ending in pieces).encode()
    people = vcard.loads(raw).people
    for version in ("3.0", "4.0"):
        assert vcard.loads(vcard.dumps(people, version=version).encode()).people == people


# Out, and in again

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
_LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["FN", "N", "NICKNAME", "ORG", "TITLE", "EMAIL", "TEL", "ADR", "URL", "BDAY", "NOTE", "CATEGORIES",
             "UID", "X-SOCIALPROFILE;TYPE=linkedin", "X-INFOVIEW-CONNECTED-ON"]
        ),
        st.one_of(
            _WORDS,
            st.lists(_WORDS, min_size=2, max_size=7).map(";".join),
            st.emails(),
            st.dates().map(date.isoformat),
            st.from_regex(r"https?://(www\.linkedin\.com|x\.org)/[a-z;,/]{0,9}", fullmatch=True),
        ),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(lines=_LINES, version=st.sampled_from(["3.0", "4.0"]))
def test_what_was_read_is_written_and_read_again_as_the_same(lines, version):
    people = read("BEGIN:VCARD", *(f"{name}:{value}" for name, value in lines), "END:VCARD").people
    assert vcard.loads(vcard.dumps(people, version=version).encode()).people == people


ADA = Person(
    name="Ada; Lovelace, \\ née Byron",
    given="Ada",
    family="Love;lace",
    aliases=("Countess, of L.",),
    emails=("ada@example.org",),
    phones=("+44 20 555 0100",),
    company="Müller, Söhne; Co",
    role="Head of Engines",
    location="Portland, OR",
    linkedin="https://www.linkedin.com/in/ada",
    url="https://ada.example.org/a;b,c",
    birthday="--02-29",
    connected_on=date(2024, 5, 30),
    uid=stable_uid("People/Ada.md"),
    note="One\n\n  two ;,\\n three 🚀" + " long" * 40,
    categories=("a,b", "c"),
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_every_property_survives_a_round_trip(version):
    assert vcard.loads(vcard.dumps([ADA, ADA], version=version).encode()).people == (ADA, ADA)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_no_written_line_is_longer_than_75_octets_and_all_end_in_cr_lf(version):
    text = vcard.dumps([ADA], version=version)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_version_3_writes_a_birthday_without_a_year_as_apple_does():
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n" in vcard.dumps([ADA], version="3.0")
    assert "BDAY:--0229\r\n" in vcard.dumps([ADA])


def test_a_value_cannot_add_a_property():
    evil = Person(
        name="A\r\nTEL:666", note="b\rTEL:667\x0bTEL:668", company="c\u2028TEL:669\x85TEL:670"
    )
    (person,) = vcard.loads(vcard.dumps([evil]).encode()).people
    assert person.phones == ()


def test_the_same_words_give_the_same_uid_and_others_another():
    assert stable_uid("People/Ada.md") == stable_uid("People/Ada.md")
    assert stable_uid("a", "b") != stable_uid("ab")


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vobject_reads_what_we_write(version):
    vobject = pytest.importorskip("vobject")
    ada, _ = vobject.readComponents(vcard.dumps([ADA, ADA], version=version))
    assert ada.fn.value == ADA.name
    assert (ada.n.value.family, ada.n.value.given) == (ADA.family, ADA.given)
    assert ada.uid.value == ADA.uid
    assert ada.email.value == "ada@example.org"
    assert ada.tel.value == "+44 20 555 0100"
    assert ada.org.value == [ADA.company]
    assert ada.adr.value.city == "Portland"
    assert ada.note.value == ADA.note
