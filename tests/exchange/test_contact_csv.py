"""Contact tables as programs export them and people save them again."""

import csv
import io
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.errors import UsageMistake
from infoview_md.exchange import contact_csv, csv_out
from infoview_md.exchange.records import Person

NOTES = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    "You will only see email addresses for connections who have allowed their connections to see or "
    'download their email address using this setting https://www.linkedin.com/psettings/privacy/email. "\r\n'
    "\r\n"
)
LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"


def read(text: str, *, encoding: str = "utf-8", **options):
    return contact_csv.loads(text.encode(encoding), **options)


def people(text: str, **options) -> tuple[Person, ...]:
    batch = read(text, **options)
    assert batch.unusable == ()
    return batch.people


def table(header: str, *rows: dict[str, str], delimiter: str = ",", ending: str = "\r\n") -> str:
    """Write rows under a header of many columns, each row by the names of its columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header.split(","), delimiter=delimiter, lineterminator=ending)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# LinkedIn


def test_linkedin_connections_below_the_notes_are_read():
    (ada,) = people(
        NOTES
        + LINKEDIN
        + 'Ada,Lovelace,https://www.linkedin.com/in/ada,,"Acme, Inc.",CTO,30 May 2024\r\n'
    )
    assert ada == Person(
        name="Ada Lovelace",
        given="Ada",
        family="Lovelace",
        company="Acme, Inc.",
        role="CTO",
        linkedin="https://www.linkedin.com/in/ada",
        connected_on=date(2024, 5, 30),
    )
    assert (ada.source.row, ada.source.line) == (5, 5)


@pytest.mark.parametrize(
    "preamble",
    [
        'Notes:\n"When exporting, some of the ""email"" addresses are missing\n\n',
        'Notes:\n"a lone quotation mark swallows the file of a naive reader\n\n',
        'Notes:\n  it said "missing", and then: First Name\n\n',
        "\n\n\n",
        "",
        "\ufeff",
        "sep=,\n",
    ],
)
def test_stray_quotes_above_the_header_swallow_nothing(preamble):
    assert [
        one.name for one in people(preamble + LINKEDIN + "Ada,Lovelace,,,,,\nBob,Lee,,,,,\n")
    ] == [
        "Ada Lovelace",
        "Bob Lee",
    ]


def test_the_header_of_before_2023_is_read():
    batch = read(
        'First Name,Last Name,Email Address,Company,Position,Connected On\nAda,L,a@x.org,Acme,CTO,"1/8/18, 6:14 PM"\n'
    )
    assert batch.described.dialect == "LinkedIn connections"
    assert batch.people[0].connected_on == date(2018, 1, 8)
    assert batch.people[0].emails == ("a@x.org",)


def test_a_file_saved_again_with_semicolons_other_dates_and_other_order_is_read():
    batch = read(
        "Company;Connected On;Last Name;First Name;Position;Email Address\nAcme;30-oct-09;Lovelace;Ada;CTO;\n"
    )
    assert (batch.described.dialect, batch.described.delimiter) == ("LinkedIn connections", ";")
    assert batch.people[0].connected_on == date(2009, 10, 30)
    assert batch.people[0].name == "Ada Lovelace"


def test_rows_with_nothing_but_a_date_are_named_and_empty_rows_counted():
    batch = read(NOTES + LINKEDIN + "Ada,L,,,,,\n,,,,,,12 Jan 2020\n,,,,,,\n\nBob,L,,,,,\n")
    assert [one.name for one in batch.people] == ["Ada L", "Bob L"]
    (unusable,) = batch.unusable
    assert (unusable.row, unusable.line) == (6, 6)
    assert "Connected On" in unusable.reason
    assert "12 Jan 2020" in unusable.excerpt
    assert (batch.described.rows, batch.described.empty_rows) == (3, 2)


def test_linkedins_imported_contacts_are_read():
    (ada,) = people(
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,FullName,Sites\n"
        'Android,Ada,Lovelace,Acme,CTO,"a@x.org,b@x.org",+44 20 555,,Ada Lovelace,\n'
    )
    assert (ada.company, ada.role) == ("Acme", "CTO")
    assert ada.emails == ("a@x.org", "b@x.org")


# Google

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Nickname,Birthday,Gender,"
    "Location,Occupation,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
    "E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - City,"
    "Address 1 - Region,Address 1 - Country,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title,Website 1 - Type,Website 1 - Value"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City,Website 1 - Value"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-8-sig"])
def test_google_contacts_of_before_2024_are_read(encoding):
    row = {
        "Name": "Ada King Lovelace",
        "Given Name": "Ada",
        "Family Name": "Lovelace",
        "Birthday": "--12-10",
        "Group Membership": "* myContacts ::: Mathematics ::: * starred",
        "E-mail 1 - Type": "* Work",
        "E-mail 1 - Value": "a@x.org ::: b@x.org",
        "E-mail 2 - Value": "c@x.org",
        "Phone 1 - Value": "+44 20 555 ::: +44 20 556",
        "Address 1 - City": "London",
        "Address 1 - Country": "GB",
        "Organization 1 - Name": "Müller",
        "Organization 1 - Title": "CTO",
        "Website 1 - Value": "http://www.linkedin.com/in/ada ::: https://ada.example.org",
    }
    batch = read(table(GOOGLE_OLD, row), encoding=encoding)
    assert batch.described.dialect == "Google Contacts (before 2024)"
    assert batch.people == (
        Person(
            name="Ada King Lovelace",
            given="Ada",
            family="Lovelace",
            birthday="--12-10",
            categories=("Mathematics",),
            emails=("a@x.org", "b@x.org", "c@x.org"),
            phones=("+44 20 555", "+44 20 556"),
            location="London, GB",
            company="Müller",
            role="CTO",
            linkedin="http://www.linkedin.com/in/ada",
            url="https://ada.example.org",
        ),
    )


def test_google_contacts_since_2024_are_read():
    row = {
        "First Name": "Ada",
        "Middle Name": "King",
        "Last Name": "Lovelace",
        "Name Prefix": "Dr.",
        "Nickname": "Countess",
        "Organization Name": "Acme",
        "Organization Title": "CTO",
        "Organization Department": "Research",
        "Birthday": "1985-04-12",
        "Notes": "two\nlines",
        "Labels": "* myContacts ::: Friends",
        "E-mail 1 - Value": "a@x.org",
        "Phone 1 - Value": "'+44 20 555",
        "Address 1 - City": "London",
    }
    batch = read(table(GOOGLE_NEW, row))
    (ada,) = batch.people
    assert batch.described.dialect == "Google Contacts"
    assert batch.described.left_out == (("Name Prefix", 1), ("Organization Department", 1))
    assert (ada.name, ada.aliases, ada.birthday) == (
        "Ada King Lovelace",
        ("Countess",),
        "1985-04-12",
    )
    assert (ada.note, ada.categories, ada.phones) == ("two\nlines", ("Friends",), ("+44 20 555",))


# Outlook

OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,"
    "Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,Other State,"
    "Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,"
    "Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,"
    "Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,"
    "Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,"
    "E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,"
    "Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,"
    "Notes,Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,"
    "Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page"
)
OUTLOOK_GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,"
    "Ort geschäftlich,Region geschäftlich,Land/Region geschäftlich,Ort privat,Fax geschäftlich,"
    "Telefon geschäftlich,Mobiltelefon,Geburtstag,Kategorien,E-Mail-Adresse,E-Mail-Typ,"
    "E-Mail: Angezeigter Name,E-Mail 2: Adresse,Notizen,Webseite"
)


def test_outlooks_92_columns_are_read():
    assert len(OUTLOOK.split(",")) == 92
    row = {
        "Title": "Dr.",
        "First Name": "Ada",
        "Last Name": "Lovelace",
        "Company": "Acme",
        "Job Title": "CTO",
        "Business City": "Portland",
        "Business State": "OR",
        "Home Country/Region": "Canada",
        "Business Fax": "555 9",
        "Business Phone": "555 1",
        "Mobile Phone": "555 2",
        "Birthday": "0/0/00",
        "Anniversary": "0/0/00",
        "Categories": "Friends;Work",
        "E-mail Address": "a@x.org",
        "E-mail Type": "SMTP",
        "E-mail Display Name": "Ada Lovelace (a@x.org)",
        "E-mail 2 Address": "/o=Exchange/ou=First/cn=ada",
        "Priority": "Normal",
    }
    batch = read(table(OUTLOOK, row))
    assert batch.described.dialect == "Outlook"
    assert batch.people == (
        Person(
            name="Ada Lovelace",
            given="Ada",
            family="Lovelace",
            company="Acme",
            role="CTO",
            location="Portland, OR",
            phones=("555 1", "555 2"),
            emails=("a@x.org",),
            categories=("Friends", "Work"),
        ),
    )


GERMAN_ROW = {
    "Anrede": "Herr",
    "Vorname": "Jörg",
    "Nachname": "Müller",
    "Firma": "Söhne GmbH",
    "Position": "Geschäftsführer",
    "Ort geschäftlich": "Köln",
    "Telefon geschäftlich": "+49 221 555",
    "Geburtstag": "5.4.1980",
    "E-Mail-Adresse": "joerg@x.de",
    "E-Mail 2: Adresse": "j@x.de",
}


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("cp1252", ","), ("utf-8-sig", ";"), ("utf-16", "\t")]
)
def test_german_outlook_is_read_in_its_windows_code_page(encoding, delimiter):
    batch = read(table(OUTLOOK_GERMAN, GERMAN_ROW, delimiter=delimiter), encoding=encoding)
    (joerg,) = batch.people
    assert batch.described.dialect == "Outlook (German)"
    assert batch.described.delimiter == delimiter
    assert (joerg.name, joerg.company, joerg.role) == (
        "Jörg Müller",
        "Söhne GmbH",
        "Geschäftsführer",
    )
    assert (joerg.location, joerg.birthday) == ("Köln", "1980-04-05")
    assert (joerg.emails, joerg.phones) == (("joerg@x.de", "j@x.de"), ("+49 221 555",))


def test_a_german_header_with_ruined_umlauts_is_still_known():
    ruined = (
        table(OUTLOOK_GERMAN, GERMAN_ROW).encode("ascii", "replace").decode().replace("?", "\ufffd")
    )
    (joerg,) = people(ruined)
    assert joerg.location == "K\ufffdln"
    assert joerg.phones == ("+49 221 555",)


@pytest.mark.parametrize("nothing", ["0.0.00", "0/0/00", "", "00.00.0000"])
def test_no_birthday_is_no_birthday(nothing):
    assert people(table(OUTLOOK_GERMAN, GERMAN_ROW | {"Geburtstag": nothing}))[0].birthday == ""


def test_one_day_after_the_twelfth_settles_the_order_of_all_dates():
    rows = [
        {"First Name": "A", "Birthday": "4/5/1980"},
        {"First Name": "B", "Birthday": "31/5/1980"},
    ]
    assert [one.birthday for one in people(table(OUTLOOK, *rows))] == ["1980-05-04", "1980-05-31"]
    assert [one.birthday for one in people(table(OUTLOOK, rows[0]))] == ["1980-04-05"]


def test_a_row_shorter_than_the_header_says_less_and_is_used():
    (ada,) = people(OUTLOOK + "\r\n" + '"","Ada","","Lovelace"\r\n')
    assert ada == Person(name="Ada Lovelace", given="Ada", family="Lovelace")


# Thunderbird, Apple, and anything else

THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,"
    "Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,"
    "Home ZipCode,Home Country,Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,"
    "Job Title,Department,Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,"
    "Custom 1,Custom 2,Custom 3,Custom 4,Notes"
)


@pytest.mark.parametrize(("year", "birthday"), [("1985", "1985-04-05"), ("", "--04-05")])
def test_thunderbird_is_read_with_its_birthday_in_three_columns(year, birthday):
    row = {
        "First Name": "Ada",
        "Last Name": "Lovelace",
        "Display Name": "Ada Lovelace, FRS",
        "Primary Email": "a@x.org",
        "Secondary Email": "b@x.org",
        "Fax Number": "9",
        "Mobile Number": "2",
        "Home City": "London",
        "Job Title": "CTO",
        "Organization": "Acme",
        "Birth Year": year,
        "Birth Month": "4",
        "Birth Day": "5",
    }
    batch = read(table(THUNDERBIRD, row))
    assert batch.described.dialect == "Thunderbird"
    (ada,) = batch.people
    assert (ada.name, ada.given, ada.birthday) == ("Ada Lovelace, FRS", "Ada", birthday)
    assert (ada.emails, ada.phones, ada.location) == (("a@x.org", "b@x.org"), ("2",), "London")


def test_german_thunderbird_is_read():
    (ada,) = people(
        "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Tel. dienstlich,"
        "Mobil-Tel.-Nr.,Privat: Ort,Arbeitstitel,Organisation,Geburtsjahr,Geburtsmonat,Geburtstag,Notizen\n"
        "Ada,L,Ada L,,a@x.org,,1,2,Köln,CTO,Acme,1985,4,5,gut\n"
    )
    assert (ada.birthday, ada.phones, ada.location, ada.role) == (
        "1985-04-05",
        ("1", "2"),
        "Köln",
        "CTO",
    )


def test_apple_columns_are_read():
    batch = read(
        "Name Prefix,Given Name,Family Name,Organization Name,Job Title,Email 1 - Value,Phone : iPhone\n"
        ",Ada,Lovelace,Acme,CTO,a@x.org,+44 20 555\n"
    )
    (ada,) = batch.people
    assert batch.described.dialect == "Apple"
    assert (ada.name, ada.company, ada.emails, ada.phones) == (
        "Ada Lovelace",
        "Acme",
        ("a@x.org",),
        ("+44 20 555",),
    )


@pytest.mark.parametrize(
    ("header", "row", "name", "family"),
    [
        ("Name,Email", "Ada Lovelace,a@x.org", "Ada Lovelace", ""),
        ("Name;Vorname;E-Mail", "Lovelace;Ada;a@x.org", "Ada Lovelace", "Lovelace"),
        ("Nombre,Apellidos,Correo electrónico", "Ada,Lovelace,a@x.org", "Ada Lovelace", "Lovelace"),
        ("Prénom;Nom;Adresse de messagerie", "Ada;Lovelace;a@x.org", "Ada Lovelace", "Lovelace"),
        ("full_name\temail_address", "Ada Lovelace\ta@x.org", "Ada Lovelace", ""),
        ("My people\n\nname|email", "Ada Lovelace|a@x.org", "Ada Lovelace", ""),
        ("Email", "a@x.org", "a@x.org", ""),
    ],
)
def test_any_table_with_names_that_are_known_is_read(header, row, name, family):
    (ada,) = people(f"{header}\n{row}\n")
    assert (ada.name, ada.family, ada.emails) == (name, family, ("a@x.org",))


def test_title_is_the_role_only_where_no_column_says_it_better():
    assert people("Name,Title\nAda,CTO\n")[0].role == "CTO"
    assert people("Name,Title,Job Title\nAda,Dr.,CTO\n")[0].role == "CTO"


def test_a_city_and_a_region_of_two_addresses_are_not_mixed():
    (ada,) = people("Name,Home State,Work City,Work Country\nAda,Oregon,Berlin,Germany\n")
    assert ada.location == "Berlin, Germany"


# Told by the user


def test_a_mapping_names_the_columns():
    (ada,) = people(
        "Kunde;Wo;Seit;Email\nAda;Köln;30 May 2024;a@x.org\n",
        mapping={"kunde": "name", "Wo ": "City", "Seit": "connected_on"},
    )
    assert (ada.name, ada.location, ada.connected_on) == ("Ada", "Köln", date(2024, 5, 30))
    assert ada.emails == ("a@x.org",)


def test_a_mapped_property_is_not_taken_from_another_column_too():
    text = "Company,Real employer,Name\nold,new,Ada\n"
    assert people(text, mapping={"Real employer": "company"})[0].company == "new"
    assert people(text, mapping={"Company": "ignore"})[0].company == ""


def test_a_mapped_location_is_not_overruled_by_a_city():
    assert (
        people("Name,City,Where\nAda,Bath,London\n", mapping={"Where": "location"})[0].location
        == "London"
    )


@pytest.mark.parametrize(
    ("cell", "profile"),
    [
        ("in/ada", "https://www.linkedin.com/in/ada"),
        ("ada-l", "https://www.linkedin.com/in/ada-l"),
        ("N/A", ""),
        ("Yes", ""),
    ],
)
def test_a_column_of_profiles_may_hold_only_their_last_word(cell, profile):
    assert people(f"Name,LinkedIn\nAda,{cell}\n")[0].linkedin == profile


def test_a_column_that_does_not_exist_is_the_callers_mistake():
    with pytest.raises(UsageMistake, match="no column “Firm”") as caught:
        read("Name,Email\nAda,a@x.org\n", mapping={"Firm": "company", "Name": "name"})
    assert "Name, Email" in caught.value.hint


def test_a_property_that_does_not_exist_is_the_callers_mistake():
    with pytest.raises(UsageMistake, match="“shoe size”") as caught:
        read("Name,Email\nAda,a@x.org\n", mapping={"Name": "shoe size"})
    assert "connected_on" in caught.value.hint


# Nothing is lost without a word


def test_a_quotation_mark_that_is_never_closed_costs_one_row():
    batch = read(LINKEDIN + 'Ada,"Love,,,Acme,,\nBob,Lee,,,Acme,,\nCy,"Doe",,,Acme,,\n')
    assert [one.name for one in batch.people] == ["Bob Lee", "Cy Doe"]
    (unusable,) = batch.unusable
    assert (unusable.row, unusable.line) == (2, 2)
    assert "never closed" in unusable.reason
    assert unusable.excerpt.startswith('Ada,"Love')


def test_rows_swallowed_between_two_stray_quotation_marks_are_found_again():
    batch = read(LINKEDIN + 'Ada,"Love,,,Acme,,\nBob,Lee,,,Acme,,\nCy,Doe",,,Acme,,\nDi,Fox,,,,,\n')
    assert [one.name for one in batch.people] == ["Bob Lee", 'Cy Doe"', "Di Fox"]
    assert [one.row for one in batch.unusable] == [2]


def test_a_row_of_several_lines_is_one_row_and_the_next_knows_its_line():
    batch = read('Name,Notes\nAda,"one, two\nthree, four\nfive"\nBob,x\n')
    assert [one.note for one in batch.people] == ["one, two\nthree, four\nfive", "x"]
    assert [(one.source.row, one.source.line) for one in batch.people] == [(2, 2), (3, 5)]


def test_quotation_marks_inside_a_cell_are_forgiven():
    (ada,) = people(LINKEDIN + '"Ada" King,"Lovelace",,,the "Acme" Co,,\n')
    assert (ada.name, ada.company) == ("Ada King Lovelace", 'the "Acme" Co')


def test_a_blank_behind_a_comma_does_not_tear_a_cell():
    (person,) = read('Name, Company, Email\nAda, "Acme, Inc.", a@x.org\n').people
    assert (person.company, person.emails) == ("Acme, Inc.", ("a@x.org",))


@pytest.mark.parametrize("labels", [("a, b",), ("a; b", "c"), ("a,b",), ("a", "b")])
def test_labels_that_have_a_comma_survive_a_round_trip(labels):
    ada = Person(name="Ada", categories=labels)
    assert people(contact_csv.dumps([ada])) == (ada,)


def test_a_form_of_address_is_no_role():
    header = "Title,First Name,Last Name,Company\n"
    found = read(header + "Mr.,Bob,Roe,Acme\nDr,Ada,Roe,Acme\nNurse,Cy,Roe,Acme\n").people
    assert [one.role for one in found] == ["", "", "Nurse"]


def test_the_line_by_which_excel_tells_the_delimiter_is_no_header():
    (person,) = read("sep=;\nName;Email\nAda;a@x.org\n").people
    assert (person.name, person.source.row) == ("Ada", 3)


def test_the_family_name_stands_first_where_it_does():
    header = "First Name,Last Name,Labels,E-mail 1 - Value\n"
    assert [one.name for one in read(header + "太郎,山本,,\n민수,김,,\nTaro,山本,,\n").people] == [
        "山本 太郎",
        "김 민수",
        "Taro 山本",
    ]


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at():
    batch = read(LINKEDIN + "Ada,Lovelace,,,Acme, Inc.,CTO,30 May 2024\nBob,Lee,,,,,,,\n")
    assert [one.name for one in batch.people] == ["Bob Lee"]
    assert "8 cells and the header 7" in batch.unusable[0].reason


def test_a_nul_refuses_the_row():
    batch = read("Name,Email\nA\0da,a@x.org\nBob,b@x.org\n")
    assert [one.name for one in batch.people] == ["Bob"]
    assert "NUL" in batch.unusable[0].reason


def test_a_cell_beyond_the_limit_of_the_csv_module_is_reported_with_its_line():
    batch = read("Name,Notes\nAda," + "x" * 140_000 + "\nBob,y\n")
    assert [one.name for one in batch.people] == ["Bob"]
    assert (batch.unusable[0].row, batch.unusable[0].line) == (2, 2)
    assert "131072" in batch.unusable[0].reason


@pytest.mark.parametrize("line", ["," * 2_000_000, '"' + "x\n" * 20_000 + "," * 2_000_000])
def test_a_line_of_megabytes_costs_only_its_row(line):
    batch = read(f"Name,Email\nAda,a@x.org\n{line}\nBob,b@x.org\n")
    assert [batch.people[0].name, batch.people[-1].name] == ["Ada", "Bob"]
    assert any("1 MiB" in unusable.reason for unusable in batch.unusable)


def test_a_file_over_the_limit_is_refused():
    assert "32 MiB" in contact_csv.loads(b"x" * (contact_csv.LARGEST + 1)).unusable[0].reason


def test_a_file_of_millions_of_lines_is_refused_at_once():
    batch = read("Name,Email\n" + "\n" * 2 * contact_csv.MOST_LINES)
    assert "lines" in batch.unusable[0].reason


def test_more_rows_than_the_limit_are_named():
    batch = read("Email\n" + "a@x.org\n" * (contact_csv.MOST_ROWS + 3))
    assert len(batch.people) == contact_csv.MOST_ROWS
    assert batch.unusable[0].row == contact_csv.MOST_ROWS + 2


@pytest.mark.parametrize("text", ["", "\n\n", "hello\nworld\n", "1,2,3\n4,5,6\n", "Notes:\n"])
def test_a_table_without_known_columns_is_refused_with_advice(text):
    batch = read(text)
    assert batch.people == ()
    assert batch.unusable[0].row == 0
    assert "--map" in batch.unusable[0].reason


def test_the_file_is_described_before_anything_is_written():
    batch = read(table(OUTLOOK_GERMAN, GERMAN_ROW, delimiter=";"), encoding="cp1252")
    assert (
        batch.described.sentence
        == "Outlook (German), cp1252 (guessed), divided by semicolons, 1 row"
    )
    assert ("Vorname", "given") in batch.described.columns
    assert batch.described.left_out == (("Anrede", 1),)


# What a stranger may try


def test_the_quote_that_guards_a_formula_and_the_wrapping_of_excel_come_off():
    (ada,) = people('Name,Phone,Notes\n\'=Ada,\'+44 20 555,"=""x"""\n')
    assert (ada.name, ada.phones, ada.note) == ("=Ada", ("+44 20 555",), "x")


def test_a_number_that_a_spreadsheet_ruined_is_not_imported():
    assert people("Name,Phone\nAda,4.9301E+11\n")[0].phones == ()


def test_control_characters_are_stripped():
    (ada,) = people("Name,Notes\nA\x1b[31m\x07d\u202ea,x\x00\n".replace("\x00", "\x01"))
    assert (ada.name, ada.note) == ("A[31mda", "x")


@pytest.mark.parametrize(
    "body",
    [
        '"' * 60_001,
        '"a\n' * 20_000,
        'x,"\n' * 20_000,
        "a\n" * 40_000,
        "\0" * 40_000,
        ",\n" * 40_000,
        "\r" * 40_000,
    ],
)
def test_a_hostile_table_takes_time_in_proportion_to_its_size(body):
    begun = time.process_time()
    batch = read("Name,Email\n" + body)
    assert time.process_time() - begun < 5
    assert batch.described.rows == len(batch.people) + len(batch.unusable)


@settings(deadline=None)
@given(raw=st.binary(max_size=300))
def test_no_bytes_crash_the_reader(raw):
    contact_csv.loads(raw)
    contact_csv.loads(b"Name,Email,Birthday\n" + raw)


_CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@settings(deadline=None)
@given(
    rows=st.lists(st.lists(_CELL, min_size=1, max_size=6), max_size=8),
    delimiter=st.sampled_from(",;\t"),
)
def test_every_row_is_a_person_or_named_or_empty(rows, delimiter):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["Name", "Email", "Phone", "Company", "Birthday", "Notes"])
    writer.writerows(rows)
    batch = read(text.getvalue())
    assert len(batch.people) + len(batch.unusable) + batch.described.empty_rows == len(rows)
    assert batch.described.rows == len(batch.people) + len(batch.unusable)


# Out, and in again

ADA = Person(
    name='=Ada, the "first"',
    given="'=Ada",
    family="-Lovelace",
    aliases=("Countess", "+A"),
    emails=("a@x.org", "b@x.org"),
    phones=("+44 20 555", "+44 20 556"),
    company="Müller; Söhne",
    role="@home",
    location="Portland, OR",
    linkedin="https://www.linkedin.com/in/ada",
    url="https://ada.example.org/?a=1,2",
    birthday="--02-29",
    connected_on=date(2024, 5, 30),
    uid="urn:uuid:1",
    note="one\n\n=two",
    categories=("Maths", "=x"),
)


@pytest.mark.parametrize("raw", [False, True])
def test_every_property_survives_a_round_trip(raw):
    ada = ADA if not raw else replace(ADA, given="Ada")
    batch = read(contact_csv.dumps([ada, ada], raw=raw))
    assert batch.people == (ada, ada)
    assert batch.described.dialect == "infoview-md"
    assert all(prop for _, prop in batch.described.columns)


@settings(deadline=None)
@given(
    name=_CELL,
    company=_CELL,
    note=_CELL,
    phones=st.lists(st.from_regex(r"[+'=]{0,2}[0-9 ]{1,9}", fullmatch=True), max_size=3),
)
def test_what_was_read_is_written_and_read_again_as_the_same(name, company, note, phones):
    text = csv_out.dumps(
        ["Name", "Company", "Notes", "Phone"], [[name, company, note, ";".join(phones)]]
    )
    once = read(text).people
    assert read(contact_csv.dumps(once)).people == once
