"""The zip that LinkedIn sends with one's data: its Connections.csv, read within bounds."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate  # noqa: N812 - zlib spells the name of its class in small letters

from infoview_md.exchange import contact_csv
from infoview_md.exchange.records import Batch, Described, refused

LARGEST: Final = 1024 * 1024 * 1024
_WANTED: Final = "connections.csv"
_ENCRYPTED: Final = 0x1
_DESCRIBED: Final = Described(format="zip")


def _connections(archive: ZipFile) -> ZipInfo | None:
    """Return the entry of that name, in whatever folder; the one nearest to the top if there are more."""
    found = [
        entry
        for entry in archive.infolist()
        if entry.filename.replace("\\", "/").rsplit("/", 1)[-1].lower() == _WANTED
        and not entry.filename.startswith("__MACOSX/")
    ]
    return min(found, key=lambda entry: entry.filename.count("/"), default=None)


def _extracted(archive: ZipFile, entry: ZipInfo) -> bytes | str:
    """Return the entry's bytes, or why it is not read; what its header claims about size is not trusted."""
    if entry.flag_bits & _ENCRYPTED:
        return "Connections.csv in the zip is protected by a password; unpack it first"
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return "Connections.csv in the zip is packed in an unusual way; unpack it first"
    with archive.open(entry) as stream:
        raw = stream.read(contact_csv.LARGEST + 1)
    if len(raw) > contact_csv.LARGEST:
        return "Connections.csv in the zip is larger than 32 MiB"
    return raw


def loads(raw: bytes, *, mapping: Mapping[str, str] | None = None) -> Batch:
    """Return the people of the Connections.csv in a zip; nothing is unpacked to a disk.

    A zip without one, damaged, protected or of an absurd size gives nobody and says so.
    """
    if len(raw) > LARGEST:
        return refused(
            _DESCRIBED, "the zip is larger than 1 GiB; unpack it and import Connections.csv"
        )
    try:
        with ZipFile(BytesIO(raw)) as archive:
            entry = _connections(archive)
            if entry is None:
                return refused(
                    _DESCRIBED,
                    "the zip holds no Connections.csv; ask LinkedIn for a copy of your data with "
                    "“Connections” ticked",
                )
            extracted = _extracted(archive, entry)
    except (BadZipFile, BadDeflate, EOFError, NotImplementedError, ValueError, OSError) as error:
        return refused(_DESCRIBED, f"the zip is damaged ({error}); download it again")
    if isinstance(extracted, str):
        return refused(_DESCRIBED, extracted)
    batch = contact_csv.loads(extracted, mapping=mapping)
    return replace(batch, described=replace(batch.described, format="zip"))
