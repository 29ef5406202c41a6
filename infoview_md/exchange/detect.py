"""Which format a file has, by what is in it; its name only breaks a tie."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from infoview_md.exchange import contact_csv, vcard
from infoview_md.exchange.records import Batch, Described, refused
from infoview_md.exchange.strangers_text import one_line

_HEAD: Final = 4096
_CARD: Final = re.compile(rb"(?im)^\W{0,8}BEGIN[ \t]*:[ \t]*VCARD")
# What people take for a contact list and what to do about it, by the first bytes.
_BLANK: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_EXPORT: Final = "export the contacts as vCard or CSV"
_NOT_A_LIST: Final = (
    (b"\xd0\xcf\x11\xe0", "this is an old Excel or Outlook file; save or export it as CSV"),
    (b"SQLite format 3", "this is a database; export its contacts as vCard or CSV"),
    (b"!BDN", "this is an Outlook data file; export its contacts as CSV"),
    (b"%PDF", f"this is a PDF; {_EXPORT}"),
    (b"\x1f\x8b", "this is a gzip file; unpack it first"),
    (b"7z\xbc\xaf", "this is a 7z archive; unpack it first"),
    (b"Rar!", "this is a RAR archive; unpack it first"),
    (b"BZh", "this is a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "this is an xz file; unpack it first"),
    (b"\x89PNG", f"this is a picture; {_EXPORT}"),
    (b"\xff\xd8\xff", f"this is a picture; {_EXPORT}"),
    (b"GIF8", f"this is a picture; {_EXPORT}"),
    (b"RIFF", f"this is a picture or a sound; {_EXPORT}"),
)
_NOT_A_LIST_AS_TEXT: Final = (
    (b"begin:vcalendar", "this is a calendar, it holds no contacts"),
    (b"<!doctype html", f"this is a web page; {_EXPORT}"),
    (b"<html", f"this is a web page; {_EXPORT}"),
    (b"<?xml", f"this is XML; {_EXPORT}"),
    (b"{", f"this is JSON; {_EXPORT}"),
    (b"[", f"this is JSON; {_EXPORT}"),
    (b"dn:", f"this is LDIF; {_EXPORT}"),
    (b"version: 1", f"this is LDIF; {_EXPORT}"),
)
_PICTURES_OF_PHONES: Final = (b"ftypheic", b"ftypmif1", b"ftypisom", b"ftypmp42", b"ftypqt  ")
_EXCEL: Final = "this is an Excel workbook; save it as “CSV UTF-8” and import that"
_OPEN_DOCUMENT: Final = "this is an OpenDocument file; save it as CSV and import that"


def _read(name: str, raw: bytes, mapping: Mapping[str, str] | None) -> Batch:
    head = raw[:_HEAD].replace(b"\0", b"")
    if raw.startswith(b"PK\x03\x04"):
        return _read_zip(raw, head, mapping)
    if reason := _no_list(raw, head):
        return refused(Described(format="unknown"), reason)
    if _CARD.search(head) or name.lower().endswith((".vcf", ".vcard")):
        return vcard.loads(raw)
    return contact_csv.loads(raw, mapping=mapping)


def _read_zip(raw: bytes, head: bytes, mapping: Mapping[str, str] | None) -> Batch:
    if b"xl/" in head or b"[Content_Types].xml" in head:
        return refused(Described(format="Excel"), _EXCEL)
    if b"application/vnd.oasis.opendocument" in head:
        return refused(Described(format="OpenDocument"), _OPEN_DOCUMENT)
    from infoview_md.exchange import linkedin_zip

    return linkedin_zip.loads(raw, mapping=mapping)


def _no_list(raw: bytes, head: bytes) -> str:
    """Say what a file is that holds no contacts, or holds them in a form that is not read."""
    text = head.lstrip(_BLANK).lower()
    if not raw.strip(_BLANK + b"\0"):
        return "the file is empty"
    if raw[4:12] in _PICTURES_OF_PHONES:
        return f"this is a picture or a film; {_EXPORT}"
    found = [reason for beginning, reason in _NOT_A_LIST if raw.startswith(beginning)]
    found += [reason for beginning, reason in _NOT_A_LIST_AS_TEXT if text.startswith(beginning)]
    return found[0] if found else ""


def loads(name: str, raw: bytes, mapping: Mapping[str, str] | None = None) -> Batch:
    """Return the people of a vCard file, a table or LinkedIn's zip; `name` is put into every record.

    `mapping` says for a table what its columns hold (see `contact_csv.loads`).
    """
    batch = _read(name, raw, mapping)
    file = one_line(name)
    return Batch(
        people=tuple(
            replace(person, source=replace(person.source, file=file)) for person in batch.people
        ),
        unusable=tuple(replace(unusable, file=file) for unusable in batch.unusable),
        described=batch.described,
    )
