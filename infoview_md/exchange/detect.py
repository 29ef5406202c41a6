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
_NOT_A_LIST: Final = (
    (b"\xd0\xcf\x11\xe0", "this is an old Excel or Outlook file; save or export it as CSV"),
    (b"SQLite format 3", "this is a database; export its contacts as vCard or CSV"),
    (b"!BDN", "this is an Outlook data file; export its contacts as CSV"),
    (b"%PDF", "this is a PDF; export the contacts as vCard or CSV"),
    (b"\x1f\x8b", "this is a gzip file; unpack it first"),
    (b"begin:vcalendar", "this is a calendar, it holds no contacts"),
    (b"<!doctype html", "this is a web page; export the contacts as vCard or CSV"),
    (b"<html", "this is a web page; export the contacts as vCard or CSV"),
)
_EXCEL: Final = "this is an Excel workbook; save it as “CSV UTF-8” and import that"


def _read(name: str, raw: bytes, mapping: Mapping[str, str] | None) -> Batch:
    head = raw[:_HEAD].replace(b"\0", b"")
    if raw.startswith(b"PK\x03\x04"):
        if b"xl/" in head or b"[Content_Types].xml" in head:
            return refused(Described(format="Excel"), _EXCEL)
        from infoview_md.exchange import linkedin_zip

        return linkedin_zip.loads(raw, mapping=mapping)
    for beginning, reason in _NOT_A_LIST:
        if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower().startswith(beginning.lower()):
            return refused(Described(format="unknown"), reason)
    if _CARD.search(head) or name.lower().endswith((".vcf", ".vcard")):
        return vcard.loads(raw)
    return contact_csv.loads(raw, mapping=mapping)


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
