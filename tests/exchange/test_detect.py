"""The right reader for a file, and LinkedIn's zip."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_md.exchange import contact_csv, detect, linkedin_zip

CARD = b"BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n"
TABLE = (
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,L,,,,,30 May 2024\n"
)


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, raw in entries:
            archive.writestr(name, raw)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.vcf", CARD),
        ("a.txt", b"\n\n" + CARD),
        ("a.csv", CARD),
        ("a.vcf", CARD.decode().encode("utf-16")),
        ("a.vcf", b"\xef\xbb\xbf" + CARD.lower().replace(b"fn:ada", b"FN:Ada")),
        ("a.csv", TABLE),
        ("a.vcf.txt", TABLE),
        ("a.csv", TABLE.decode().encode("utf-16")),
        ("Basic_LinkedInDataExport.zip", zipped(("Connections.csv", TABLE))),
    ],
)
def test_the_content_decides_which_reader_reads(name, raw):
    batch = detect.loads(name, raw)
    assert [one.given or one.name for one in batch.people] == ["Ada"]
    assert batch.people[0].source.file == name


def test_the_name_of_the_file_is_in_what_could_not_be_used():
    assert detect.loads("empty.vcf", b"").unusable[0].file == "empty.vcf"


def test_a_mapping_reaches_the_table():
    batch = detect.loads("a.csv", b"Kunde,Wo\nAda,Berlin\n", {"Kunde": "name", "Wo": "location"})
    assert (batch.people[0].name, batch.people[0].location) == ("Ada", "Berlin")


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        (zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"")), "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "as CSV"),
        (b"BEGIN:VCALENDAR\r\n", "calendar"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b'{"contacts": []}', "JSON"),
        (b'["vcard", []]', "JSON"),
        (b'<?xml version="1.0"?><vcards/>', "XML"),
        ("\ufeff<html>".encode("utf-16-le"), "web page"),
        (b"dn: cn=Ada,mail=ada@x.org\n", "LDIF"),
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n", "the file is empty"),
        (
            zipped(
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                method=zipfile.ZIP_STORED,
            ),
            "OpenDocument",
        ),
        (zipped(("Profile.csv", b"")), "holds no Connections.csv; unpack it"),
        (zipped(("Takeout/Contacts/All.vcf", b"")), "import what you want of: All.vcf"),
        (zipped(("Readme.txt", b"")), "ask LinkedIn"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_no_contact_list_is_refused_with_advice(raw, advice):
    batch = detect.loads("contacts", raw)
    assert batch.people == ()
    assert advice in batch.unusable[0].reason


# The zip


@pytest.mark.parametrize(
    "name",
    ["Connections.csv", "export/Connections.csv", "../../Connections.csv", "a\\CONNECTIONS.CSV"],
)
def test_the_folder_of_the_entry_does_not_matter(name):
    assert linkedin_zip.loads(zipped(("Messages.csv", b"x"), (name, TABLE))).people


def test_the_entry_nearest_to_the_top_is_taken():
    batch = linkedin_zip.loads(
        zipped(
            ("a/b/Connections.csv", b""),
            ("__MACOSX/Connections.csv", b"x"),
            ("a/Connections.csv", TABLE),
        )
    )
    assert len(batch.people) == 1
    assert batch.described.format == "zip"
    assert batch.described.dialect == "LinkedIn connections"


def test_what_else_is_in_the_zip_is_said():
    batch = linkedin_zip.loads(
        zipped(
            ("Invitations.csv", b"x"),
            ("Connections.csv", TABLE),
            ("jobs/", b""),
            ("jobs/Saved\x1b[31m Jobs.csv", b"x"),
            ("messages.csv", b"x"),
        )
    )
    assert batch.described.remarks == (
        "Of the zip only Connections.csv was read, not Invitations.csv, Saved[31m Jobs.csv, messages.csv.",
    )
    many = [(f"{n}.csv", b"") for n in range(9)]
    (remark,) = linkedin_zip.loads(zipped(("Connections.csv", TABLE), *many)).described.remarks
    assert remark.endswith("not 0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 4 more.")


def test_a_zip_bomb_is_not_unpacked():
    bomb = zipped(("Connections.csv", b"\0" * (contact_csv.LARGEST + 1)))
    assert len(bomb) < 100_000
    assert "larger than 32 MiB" in linkedin_zip.loads(bomb).unusable[0].reason


def test_a_size_that_the_zip_only_claims_is_not_believed():
    raw = zipped(("Connections.csv", TABLE))
    claimed = len(TABLE).to_bytes(4, "little")
    batch = linkedin_zip.loads(raw.replace(claimed, (5).to_bytes(4, "little")))
    assert batch.people or "damaged" in batch.unusable[0].reason


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(method):
    raw = zipped(("Connections.csv", TABLE), method=method)
    assert "unusual" in linkedin_zip.loads(raw).unusable[0].reason


def test_a_zip_with_a_password_is_refused():
    raw = bytearray(zipped(("Connections.csv", TABLE)))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in linkedin_zip.loads(bytes(raw)).unusable[0].reason


@settings(deadline=None)
@given(at=st.integers(min_value=0, max_value=10**6), byte=st.integers(min_value=0, max_value=255))
def test_no_damage_to_the_zip_crashes_the_reader(at, byte):
    raw = bytearray(zipped(("Connections.csv", TABLE)))
    raw[at % len(raw)] = byte
    detect.loads("a.zip", bytes(raw))


@settings(deadline=None)
@given(name=st.text(max_size=20), raw=st.binary(max_size=200))
def test_any_file_gives_a_batch(name, raw):
    batch = detect.loads(name, raw)
    assert batch.people or batch.unusable or batch.described.empty_rows or batch.described.rows == 0
