"""vCards of any version and program to people, and people to vCards 4.0 or 3.0."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from infoview_md.exchange import assembly
from infoview_md.exchange.content_lines import Card, ContentLine, cards
from infoview_md.exchange.encodings import decode, guessed_codec
from infoview_md.exchange.records import Batch, Described, Person, Source, Unusable, refused
from infoview_md.exchange.strangers_text import excerpt, lines, one_line
from infoview_md.exchange.vcard_values import escape, fold, split_escaped, text_of, unescape

LARGEST: Final = 32 * 1024 * 1024
MOST_CARDS: Final = 50_000
MOST_LINES: Final = 1_000_000

Version = Literal["3.0", "4.0"]
Values = dict[str, list[str]]

_PLAIN: Final = {
    "FN": "name",
    "TITLE": "role",
    "NOTE": "note",
    "UID": "uid",
    "EMAIL": "emails",
    "TEL": "phones",
    "BDAY": "birthday",
    "URL": "urls",
    "X-LINKEDIN": "profile",
    "X-LINKEDIN-URL": "profile",
    "X-INFOVIEW-CONNECTED-ON": "connected_on",
}
_LISTS: Final = {"NICKNAME": "aliases", "CATEGORIES": "categories"}
_SOCIAL: Final = frozenset({"X-SOCIALPROFILE", "SOCIALPROFILE"})
# Nothing is lost with these: they describe the card, not the person, or were read with another line.
_SILENT: Final = frozenset(
    {"VERSION", "PRODID", "REV", "KIND", "X-ABLABEL", "X-ABSHOWAS", "PROFILE"}
)
_KINDS: Final = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
_NOT_A_VOICE: Final = frozenset({"fax", "pager", "modem", "bbs"})
_VOICE: Final = frozenset({"voice", "cell", "iphone"})


def _is_fax(line: ContentLine) -> bool:
    return line.name == "TEL" and bool(line.types & _NOT_A_VOICE) and not line.types & _VOICE


def _components(text: str) -> list[str]:
    """Return the parts of a structured value; several words of one part are joined by spaces."""
    parts = (split_escaped(part, ",") for part in split_escaped(text, ";"))
    return [" ".join(filter(None, map(one_line, map(unescape, part)))) for part in parts]


def _name(text: str, values: Values) -> str:
    properties = ("family", "given", "middle", "", "suffix")
    for name, part in zip(properties, _components(text), strict=False):
        if name and part:
            values.setdefault(name, []).append(part)
    return ""


def _organization(text: str, values: Values) -> str:
    """Take the first part, the company; name the departments that may follow."""
    first, *units = [*filter(None, map(one_line, map(unescape, split_escaped(text, ";")))), ""]
    values.setdefault("company", []).append(first)
    return "ORG (department)" if any(units) else ""


def _address(text: str, values: Values) -> str:
    """Take the place of the first address that names one, and name what is not taken: street and code, or all."""
    parts = [one_line(unescape(part)) for part in split_escaped(text, ";")]
    box, more, street, city, region, code, country = (*parts, *[""] * 7)[:7]
    if not (city or region or country):
        return "ADR (street and postal code)"
    if {"city", "region", "country"} & values.keys():
        return "ADR (another address)"
    values.update({"city": [city], "region": [region], "country": [country]})
    return "ADR (street and postal code)" if box or more or street or code else ""


_STRUCTURED: Final[dict[str, Callable[[str, Values], str]]] = {
    "N": _name,
    "ORG": _organization,
    "ADR": _address,
}


def _is_linkedin(line: ContentLine, text: str, labels: dict[str, str]) -> bool:
    services = {*line.types, labels.get(line.group, "")}
    services |= {one.lower() for one in line.params.get("SERVICE-TYPE", ())}
    if any("linkedin" in service for service in services):
        return True
    return line.name in _SOCIAL and "linkedin.com/" in text.lower()


def _take(line: ContentLine, text: str, values: Values, labels: dict[str, str]) -> str:
    """Put the value of one line where it belongs; return what of it is not imported, mostly nothing."""
    if reader := _STRUCTURED.get(line.name):
        return reader(text, values)
    if line.name in _LISTS:
        parts = map(unescape, split_escaped(text, ","))
        values.setdefault(_LISTS[line.name], []).extend(parts)
    elif line.name in {"URL", *_SOCIAL} and _is_linkedin(line, text, labels):
        user = "".join(line.params.get("X-USER", ())) or "".join(line.params.get("USERNAME", ()))
        values.setdefault("profile", []).extend([unescape(text), user])
        values.setdefault("urls", []).append(unescape(text))
    elif line.name in _PLAIN and not _is_fax(line):
        values.setdefault(_PLAIN[line.name], []).append(unescape(text))
    elif line.name == "ROLE":
        values.setdefault("duty", []).append(unescape(text))
    elif line.name not in _SILENT:
        return "TEL (fax or pager)" if line.name == "TEL" else line.name
    return ""


def _values(card: Card, texts: Sequence[tuple[ContentLine, str]]) -> tuple[Values, list[str]]:
    """Return the values of a card by property, and the names of what is not imported."""
    labels = {
        line.group: text.strip().lower()
        for line, text in texts
        if line.name == "X-ABLABEL" and line.group
    }
    values: Values = {}
    left_out = list(card.skipped)
    for line, text in sorted(texts, key=lambda pair: pair[0].preference):
        if text.strip(" ;") and (unused := _take(line, text, values, labels)):
            left_out.append(unused)
    names = values.get("name", [])
    values["aliases"] = [*values.get("aliases", []), *names[1:]]
    values.setdefault("role", []).extend(values.pop("duty", []))
    return values, left_out


def _reason(texts: Sequence[tuple[ContentLine, str]]) -> str:
    """Say why a card is not used although it is one, or nothing."""
    kinds = {text.strip().lower() for line, text in texts if line.name in _KINDS}
    if kinds == {"group"}:
        return "this card is a group of other cards, not a person"
    return ""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read of a file so far; `fallback` is the codec of values that are not UTF-8."""

    fallback: str
    people: list[Person] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    def card(self, card: Card) -> None:
        """Read one card into the people or the unusable."""
        texts = [(line, text_of(line, fallback=self.fallback)) for line in card.lines]
        self.versions.update(
            excerpt(text, length=8) for line, text in texts if line.name == "VERSION"
        )
        if card.fault:
            self.remarks.append(f"Card {card.number} (line {card.line}) has no {card.fault}.")
        values, left_out = _values(card, texts)
        source = Source(row=card.number, line=card.line)
        reason = _reason(texts)
        if not reason and (person := assembly.person(values, source=source)):
            self.people.append(person)
            self.left_out.update([*left_out, *assembly.unread(values)])
        else:
            self.unusable.append(
                Unusable(
                    row=card.number,
                    line=card.line,
                    reason=reason or "this card has no name, nickname, company, e-mail or phone",
                    excerpt=excerpt(next(iter(values.get("name", [])), "")),
                )
            )

    def described(self, encoding: str) -> Described:
        return Described(
            format="vCard",
            dialect=f"vCard {', '.join(sorted(self.versions)) or '(no version)'}",
            encoding=encoding,
            rows=len(self.people) + len(self.unusable),
            left_out=tuple(sorted(self.left_out.items())),
            remarks=tuple(self.remarks),
        )


def _octets(raw: bytes) -> tuple[bytes, str, str]:
    """Return the file as UTF-8 or one-byte text, the shown encoding, and the codec of odd values."""
    decoded = decode(raw)
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        return decoded.text.encode("utf-8", "replace"), decoded.label, "utf-8"
    fallback = guessed_codec(raw) if decoded.is_guess else "cp1252"
    return raw.removeprefix(b"\xef\xbb\xbf"), decoded.label, fallback


def loads(raw: bytes) -> Batch:
    """Return the people of a vCard file: versions 2.1, 3.0 and 4.0, as programs write them.

    Every card is in `people` or, with its number and the reason, in `unusable`.  Files over 32 MiB are
    refused, cards after the 10,000th and lines over 64 KiB are named and left out.
    """
    if len(raw) > LARGEST:
        return refused(
            Described(format="vCard"),
            "the file is larger than 32 MiB; export it in parts, or without pictures",
        )
    octets, encoding, fallback = _octets(raw)
    if octets.count(b"\n") + octets.count(b"\r") > 2 * MOST_LINES:
        return refused(Described(format="vCard"), f"the file has more than {MOST_LINES:,} lines")
    reading = _Reading(fallback=fallback)
    for card in cards(octets):
        if card.number > MOST_CARDS:
            reason = (
                f"only the first {MOST_CARDS:,} cards are read; split the file and import the rest"
            )
            reading.unusable.append(Unusable(row=card.number, line=card.line, reason=reason))
            break
        reading.card(card)
    described = reading.described(encoding)
    if not described.rows:
        return refused(described, "no vCard was found: no line says BEGIN:VCARD")
    return Batch(
        people=tuple(reading.people), unusable=tuple(reading.unusable), described=described
    )


def _place(location: str) -> str:
    """Return a location as ADR, city first; what is not city, region and country stays together."""
    parts = location.split(", ")
    if len(parts) > len(("city", "region", "country")) or not all(parts):
        parts = [location]
    city, region, country = (*map(escape, parts), "", "")[:3]
    return f";;;{city};{region};;{country}"


def _born(person: Person, version: Version) -> tuple[str, str]:
    """Return BDAY; vCard 3.0 knows none without a year, so there it is written as Apple writes it."""
    yearless = person.birthday.startswith("--")
    if version == "4.0":
        return "BDAY", ("--" if yearless else "") + person.birthday.replace("-", "")
    if yearless:
        return "BDAY;X-APPLE-OMIT-YEAR=1604", f"1604-{person.birthday.removeprefix('--')}"
    return "BDAY", person.birthday


def _address_of(url: str) -> str:
    return one_line(url).replace("\\", "\\\\")


def _listed(values: Iterable[str]) -> str:
    return ",".join(escape(one_line(value)) for value in values)


def _properties(person: Person, version: Version) -> Iterator[tuple[str, str]]:
    """Yield name and written value of every property, known or not."""
    family, given = escape(one_line(person.family)), escape(one_line(person.given))
    yield "UID", escape(one_line(person.uid))
    yield "FN", escape(one_line(person.name))
    yield "N", f"{family};{given};;;"
    yield "NICKNAME", _listed(person.aliases)
    yield "ORG", escape(one_line(person.company))
    yield "TITLE", escape(one_line(person.role))
    yield from (("EMAIL", escape(one_line(email))) for email in person.emails)
    yield from (("TEL", escape(one_line(phone))) for phone in person.phones)
    yield "ADR", _place(one_line(person.location)) if person.location else ""
    yield "X-SOCIALPROFILE;TYPE=linkedin", _address_of(person.linkedin)
    yield "URL", _address_of(person.url)
    yield _born(person, version)
    yield "CATEGORIES", _listed(person.categories)
    yield "NOTE", escape(lines(person.note))
    connected_on = person.connected_on
    yield "X-INFOVIEW-CONNECTED-ON", connected_on.isoformat() if connected_on else ""


def _card(person: Person, version: Version) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    for name, value in _properties(person, version):
        if value:
            yield from fold(f"{name}:{value}")
    yield "END:VCARD"


def dumps(people: Iterable[Person], *, version: Version = "4.0") -> str:
    """Return the people as one vCard file, its lines ended by CR LF and folded at 75 octets.

    A UID is written where the person has one; readers need it to update instead of adding, so give one
    (`records.stable_uid`).  `loads` gives the same people back.
    """
    return "".join(f"{line}\r\n" for person in people for line in _card(person, version))
