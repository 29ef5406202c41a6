"""The zip that LinkedIn sends with one's data: its Connections.csv, read within bounds."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate  # noqa: N812 - zlib spells the name of its class in small letters

from infoview_md.exchange import contact_csv
from infoview_md.exchange.records import Batch, Described, refused
from infoview_md.exchange.strangers_text import one_line

LARGEST: Final = 1024 * 1024 * 1024
_WANTED: Final = "connections.csv"
_NAMED: Final = 5
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


def _names(archive: ZipFile) -> list[str]:
    """Return the names of the files in the zip, without their folders."""
    paths = [entry.filename.replace("\\", "/") for entry in archive.infolist()]
    names = {
        one_line(path.rpartition("/")[2]) for path in paths if not path.startswith("__MACOSX/")
    }
    return sorted(filter(None, names))


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _others(archive: ZipFile, entry: ZipInfo) -> list[str]:
    """Return a sentence that names what else is in the zip and is not read, such as messages and invitations."""
    taken = entry.filename.replace("\\", "/").rsplit("/", 1)[-1]
    others = [name for name in _names(archive) if name != taken]
    return [f"Of the zip only {one_line(taken)} was read, not {_listed(others)}."] if others else []


def _without_connections(archive: ZipFile) -> str:
    found = [name for name in _names(archive) if name.lower().endswith((".vcf", ".csv"))]
    if found:
        return f"the zip holds no Connections.csv; unpack it and import what you want of: {_listed(found)}"
    return (
        "the zip holds no Connections.csv; ask LinkedIn for a copy of your data with "
        "“Connections” ticked"
    )


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
                return refused(_DESCRIBED, _without_connections(archive))
            others = _others(archive, entry)
            extracted = _extracted(archive, entry)
    except (BadZipFile, BadDeflate, EOFError, NotImplementedError, ValueError, OSError) as error:
        return refused(_DESCRIBED, f"the zip is damaged ({error}); download it again")
    if isinstance(extracted, str):
        return refused(_DESCRIBED, extracted)
    batch = contact_csv.loads(extracted, mapping=mapping)
    remarks = (*batch.described.remarks, *others)
    return replace(batch, described=replace(batch.described, format="zip", remarks=remarks))
