"""The lines of a vCard: unfolded, split into name, parameters and value, gathered card by card.

Written here because no Python library reads what address books write: vobject 0.9.9 fails on 83 of 410
real files and needs 22 seconds for a line of 174 bytes, icalendar refuses vCard 2.1 and vcard is a
validator.  Everything works on bytes, because old programs fold a line inside a letter, and takes time in
proportion to the file.  Source: RFC 6350, RFC 2426, vCard 2.1 of the Internet Mail Consortium.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

LONGEST_LINE: Final = 64 * 1024
MOST_LINES_OF_A_CARD: Final = 1_000
_LONGEST_HEAD: Final = 8 * 1024  # name and parameters; real ones have some hundred octets
# Never read: pictures, sounds, keys and the like, which are most of an address book's bytes.
SKIPPED: Final = frozenset(
    {"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-EVOLUTION-E-BOOK-DATA", "X-WAB-CERT"}
)

_ONLY_IN_A_CARD: Final = frozenset({"VERSION", "FN", "N"})
_PROPERTY = re.compile(rb"(?:[\w-]+\.)?([\w-]+)[ \t]*[;:]")
_BOUNDARY = re.compile(rb"(?:[\w-]+\.)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
# A card that was quoted in a mail or set in by an editor: every line begins as this one does.
_FIRST_BEGIN = re.compile(rb"^([ \t>]{0,40})BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_ENCODED_SPACE = re.compile(rb"[ \t]=[0-9A-Fa-f]{2}")
_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One property of a card: `name` in capitals, its parameters in capitals and lists, its raw value."""

    name: str
    value: bytes
    line: int
    group: str = ""
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[str]:
        """Return the values of TYPE in small letters, with those that vCard 2.1 writes bare."""
        return frozenset(one.strip().lower() for one in self.params.get("TYPE", ()))

    @property
    def preference(self) -> int:
        """Return 1 (first) to 100, where `TYPE=pref` is the first and no word the last."""
        if "pref" in self.types:
            return 1
        number = "".join(self.params.get("PREF", ()))
        return (
            int(number)
            if number.isascii() and number.isdigit() and len(number) <= len("100")
            else 100
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The lines of one card, its number in the file and its first line, both from 1.

    `fault` says which of its fences is missing; `skipped` names the lines that were not read.
    """

    number: int
    line: int
    lines: tuple[ContentLine, ...]
    fault: str
    skipped: tuple[str, ...]


@dataclass(slots=True)
class _Unfolding:
    """One logical line while its physical lines are being collected."""

    line: int
    name: str = ""
    boundary: str = ""
    is_quoted: bool = False
    breaks_softly: bool = False
    size: int = 0
    parts: list[bytes] = field(default_factory=list)

    def add(self, part: bytes) -> None:
        """Take one physical line, without the `=` by which a quoted-printable one goes on."""
        self.breaks_softly = self.is_quoted and part.rstrip().endswith(b"=")
        self.size += len(part)
        if self.size <= LONGEST_LINE and self.name not in SKIPPED:
            self.parts.append(part.rstrip()[:-1] if self.breaks_softly else part)

    def takes(self, following: bytes) -> bool:
        """Add the next physical line if it belongs to this one, and say whether it did.

        It does after a soft break, when it begins with white space, and when it cannot be a property:
        then somebody wrote a line break into a text without folding it.
        """
        if not following:
            self.breaks_softly = False
        elif self.boundary or _BOUNDARY.fullmatch(following):
            return False
        elif self.breaks_softly:
            self.add(following[1:] if _ENCODED_SPACE.match(following) else following)
        elif following[:1] in b" \t":
            self.add(following[1:])
        elif _PROPERTY.match(following):
            return False
        else:
            self.add((b"=0A" if self.is_quoted else b"\\n") + following)
        return True


def _begin(line: int, text: bytes) -> _Unfolding:
    found, boundary = _PROPERTY.match(text), _BOUNDARY.fullmatch(text)
    begun = _Unfolding(
        line=line,
        name=found[1].decode("ascii").upper() if found else "",
        boundary=boundary[1].decode("ascii").upper() if boundary else "",
        is_quoted=b"QUOTED-PRINTABLE" in text[: text.find(b":") + 1].upper(),
    )
    begun.add(text)
    return begun


def _physical_lines(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield line number and text, whatever ends the lines: CR LF, LF, CR, or CR CR LF."""
    raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    raw = raw.replace(b"\n\xef\xbb\xbf", b"\n")  # files that were put together keep their marks
    if (found := _FIRST_BEGIN.search(raw)) and found[1]:
        raw = (b"\n" + raw).replace(b"\n" + found[1], b"\n")[1:]
    return ((number, line.rstrip(b"\n")) for number, line in enumerate(BytesIO(raw), 1))


def _logical_lines(raw: bytes) -> Iterator[_Unfolding]:
    """Yield the unfolded lines of a file."""
    current: _Unfolding | None = None
    for number, text in _physical_lines(raw):
        if current is not None and current.takes(text):
            continue
        if current is not None:
            yield current
        current = _begin(number, text.lstrip())
    if current is not None:
        yield current


def _outside_quotes(text: str, mark: str) -> list[str]:
    """Split at the marks that are not between double quotes; the quotes go."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        return text.split(mark)
    parts: list[list[str]] = [[]]
    for at, piece in enumerate(pieces):
        first, *others = [piece] if at % 2 else piece.split(mark)
        parts[-1].append(first)
        parts.extend([other] for other in others)
    return ["".join(part) for part in parts]


def _colon(data: bytes) -> int:
    """Return where the value begins: the first colon outside double quotes."""
    at = 0
    pieces = data.split(b'"')
    for number, piece in enumerate(pieces):
        if number % 2 == 0 and (found := piece.find(b":")) >= 0:
            return at + found
        at += len(piece) + 1
    return data.find(b":")


def _parameters(parts: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the parameters; a bare word of vCard 2.1 is an encoding or a type."""
    params: dict[str, list[str]] = {}
    for part in parts:
        name, sign, value = part.partition("=")
        name = name.strip().upper()
        if not sign:
            name, value = ("ENCODING" if name in _ENCODINGS else "TYPE"), name
        params.setdefault(name, []).extend(value.split(","))
    return {name: tuple(values) for name, values in params.items()}


def _parsed(unfolded: _Unfolding) -> ContentLine | None:
    data = b"".join(unfolded.parts)
    colon = _colon(data)
    if not 0 <= colon <= _LONGEST_HEAD:
        return None
    head = data[:colon].decode("utf-8", "replace")
    name, *params = _outside_quotes(head, ";")
    group, _, name = name.strip().rpartition(".")
    return ContentLine(
        name=name.upper(),
        value=data[colon + 1 :],
        line=unfolded.line,
        group=group.lower(),
        params=_parameters(params) if params else {},
    )


@dataclass(slots=True)
class _Gathering:
    """A card while its lines are being collected."""

    number: int
    line: int
    lines: list[ContentLine] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    depth: int = 1
    last_name: str = ""
    rest_skipped: bool = False
    fault: str = ""

    @property
    def is_in_agent(self) -> bool:
        """Say whether a card that begins here is the AGENT of this one, not the next in the file."""
        return self.depth > 1 or self.last_name == "AGENT"

    def take(self, unfolded: _Unfolding) -> None:
        self.last_name = unfolded.name
        if self.depth > 1:
            return
        if len(self.lines) + len(self.skipped) >= MOST_LINES_OF_A_CARD:
            self.rest_skipped = True
        elif unfolded.name in SKIPPED or unfolded.name == "AGENT":
            self.skipped.append(unfolded.name)
        elif unfolded.size > LONGEST_LINE:
            self.skipped.append(f"line {unfolded.line} ({unfolded.name}), longer than 64 KiB")
        elif parsed := _parsed(unfolded):
            self.lines.append(parsed)
        else:
            self.skipped.append(f"line {unfolded.line}, which is no property")

    def card(self, *, fault: str = "") -> Card:
        """Return what was gathered, and which of its fences was missing."""
        return Card(
            number=self.number,
            line=self.line,
            lines=tuple(self.lines),
            fault=fault or self.fault,
            skipped=(
                *self.skipped,
                *([f"lines after the first {MOST_LINES_OF_A_CARD:,}"] if self.rest_skipped else []),
            ),
        )


def _opened(unfolded: _Unfolding, number: int) -> _Gathering | None:
    """Begin a card where no card is open: at BEGIN, or at a line that only a card has."""
    if unfolded.boundary == "BEGIN":
        return _Gathering(number=number, line=unfolded.line)
    if unfolded.name not in _ONLY_IN_A_CARD:
        return None
    gathering = _Gathering(number=number, line=unfolded.line, fault="BEGIN:VCARD")
    gathering.take(unfolded)
    return gathering


def cards(raw: bytes) -> Iterator[Card]:
    """Yield the cards of a file; an AGENT's card inside another is skipped, a missing fence is forgiven."""
    current: _Gathering | None = None
    number = 1
    for unfolded in _logical_lines(raw):
        if current is None:
            current = _opened(unfolded, number)
        elif unfolded.boundary == "BEGIN" and current.is_in_agent:
            current.depth += 1
        elif unfolded.boundary == "BEGIN":
            yield current.card(fault="END:VCARD")
            number += 1
            current = _opened(unfolded, number)
        elif unfolded.boundary == "END":
            current.depth -= 1
            if not current.depth:
                yield current.card()
                number += 1
                current = None
        else:
            current.take(unfolded)
    if current is not None:
        yield current.card(fault="END:VCARD")
