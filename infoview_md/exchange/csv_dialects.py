"""What the columns of contact tables are called, program by program; all of it is data.

Sources: the headers that LinkedIn, Google Contacts, Outlook (English and German), Thunderbird (English and
German) and Apple write, and common names in seven languages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_NUMBER = re.compile(r"\d+")
_NOT_A_LETTER = re.compile(r"[^a-z#]")


def column_key(name: str) -> str:
    """Return what is left of a column's name for comparing: its ASCII letters, and # for a number.

    Letters outside ASCII go, so that a name ruined by a wrong encoding is still the same name:
    `Telefon geschäftlich`, `Telefon gesch\ufffdftlich` and `Telefon geschÃ¤ftlich` are one.
    """
    return _NOT_A_LETTER.sub("", _NUMBER.sub("#", name.lower()))


# Property -> column names.  `?` behind a property: only where no other column gives it.  `@place` keeps the
# parts of one address together; `@#` takes the number from the column's name.
_NAMES: Final[Mapping[str, str]] = {
    "name": "Name|Full Name|Display Name|Contact Name|Contact|Person|FN|Formatted Name|Anzeigename|"
    "Vollständiger Name|Nom|Nom complet|Nombre|Nombre completo|Nome|Nome completo|Naam",
    "given": "First Name|First|Given Name|Given Names|Forename|Vorname|Prénom|Voornaam",
    "middle": "Middle Name|Additional Name|Weitere Vornamen|Weitere/r Vorname(n)|2. Vorname|Deuxième prénom",
    "family": "Last Name|Last|Family Name|Surname|Nachname|Familienname|Nom de famille|Apellido|Apellidos|"
    "Cognome|Achternaam|Sobrenome",
    "suffix": "Suffix|Name Suffix|Namenszusatz|Suffixe",
    "aliases": "Nickname|Nick Name|Nick|Alias|Aliases|Also Known As|Spitzname|Surnom|Apodo",
    "emails": "Adresse de messagerie|Courriel|Correo electrónico|Dirección de correo electrónico|Mail|"
    "Mail Address",
    "phones": "Tel|Tel. dienstlich|Tel. privat|Mobil-Tel.-Nr.|Handy|Cell|Téléphone|Téléphone mobile|"
    "Tél. mobile|Teléfono|Teléfono móvil|Telefono|Cellulare|Telefoon",
    "company": "Company|Company Name|Companies|Associated Company|Current Company|Organization|Organisation|Org|"
    "Employer|Organization Name|Organization # - Name|Firma|Unternehmen|Société|Entreprise|Empresa|Azienda|Bedrijf",
    "role": "Job Title|Position|Role|Current Position|Organization Title|Organization # - Title|"
    "Arbeitstitel|Berufsbezeichnung|Funktion|Fonction|Puesto|Cargo",
    "role?": "Title|Occupation|Profession|Beruf|Headline|Job",
    "city@work": "Business City|Work City|Dienstlich: Ort|Ort geschäftlich|Ville (bureau)",
    "region@work": "Business State|Work State|Work County|Bundesland geschäftlich|"
    "Region geschäftlich|Dienstlich: Bundesland",
    "country@work": "Business Country/Region|Business Country|Work Country|Land/Region geschäftlich|"
    "Land geschäftlich|Dienstlich: Land|Pays/Région (bureau)",
    "city@home": "Home City|Privat: Ort|Ort privat|Ville (domicile)",
    "region@home": "Home State|Home County|Bundesland/Kanton privat|Bundesland privat|Privat: Bundesland",
    "country@home": "Home Country/Region|Home Country|Land/Region privat|Land privat|Privat: Land",
    "city@other": "Other City|City|Town|Ort|Stadt|Wohnort|Ville|Ciudad",
    "region@other": "Other State|State|Region|Province|State/Province|Bundesland",
    "country@other": "Other Country/Region|Country|Country/Region|Land|Pays|País",
    "city@#": "Address # - City",
    "region@#": "Address # - Region|Address # - State",
    "country@#": "Address # - Country",
    "location": "Location|Place|Standort|Based in",
    "profile": "LinkedIn|LinkedIn URL|LinkedIn Profile|LinkedIn Profile URL|LinkedIn Profil|Profile URL|"
    "Public Profile URL|Profiles",
    "urls": "URL|URLs|Website|Websites|Web Site|Web Page|Web Page #|Webpage|Homepage|Home Page|Sites|"
    "Personal Web Page|Personal Website|Business Website|Website # - Value|Webseite|Webseite #|Page Web|Sitio web",
    "birthday": "Birthday|Birth Date|Birthdate|Date of Birth|DOB|BDay|Geburtstag|Geburtsdatum|"
    "Date de naissance|Anniversaire|Fecha de nacimiento|Cumpleaños",
    "birth_year": "Birth Year|Geburtsjahr",
    "birth_month": "Birth Month|Geburtsmonat",
    "connected_on": "Connected On|Connected|Date Connected|Connection Date",
    "uid": "UID|vCard UID",
    "note": "Notes|Note|Comments|Comment|Notizen|Bemerkungen|Remarques|Notas",
    "categories": "Categories|Category|Labels|Label|Group Membership|Groups|Group|Tags|Kategorien",
}

# Where no name fits: property, letters that must be in the key, letters that must not.
_PATTERNS: Final = (
    (
        "emails",
        ("email",),
        ("type", "label", "typ", "display", "anzeige", "name", "format", "optout", "status"),
    ),
    (
        "phones",
        ("phone",),
        ("type", "label", "fax", "pager", "assistant", "phonetic", "callback", "tty"),
    ),
    ("phones", ("mobil",), ("type", "label", "typ", "fax")),
    ("phones", ("telefon",), ("fax", "telefax", "assistent", "typ", "texttelefon", "rckmeldung")),
    ("profile", ("linkedin",), ("date", "headline", "status", "connect", "id")),
)

# Names that mean the whole name alone and its other half beside a first or last name.
_NAME_OR_HALF: Final = frozenset(map(column_key, ("Name", "Nom", "Nombre", "Nome", "Naam")))


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    return {
        column_key(name): prop for prop, several in names.items() for name in several.split("|")
    }


_PROPERTY_OF: Final = _keys(_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The table of one program and the columns by which it is known."""

    name: str
    signature: frozenset[str] = frozenset()


def _dialect(name: str, signature: str) -> Dialect:
    return Dialect(name=name, signature=frozenset(map(column_key, signature.split("|"))))


# The first whose signature is among the columns is taken.
DIALECTS: Final = (
    _dialect(
        "infoview-md", "Name|Given Name|Family Name|Aliases|Role|LinkedIn|Connected On|UID|Tags"
    ),
    _dialect("LinkedIn connections", "First Name|Last Name|Company|Position|Connected On"),
    _dialect("LinkedIn imported contacts", "FirstName|LastName|Companies|Emails|PhoneNumbers"),
    _dialect("Google Contacts (before 2024)", "Name|Given Name|Family Name|Group Membership"),
    _dialect("Google Contacts", "First Name|Last Name|Labels|Organization Name"),
    _dialect("Google Contacts", "First Name|Last Name|Labels|E-mail 1 - Value"),
    _dialect("Thunderbird", "First Name|Display Name|Primary Email"),
    _dialect("Thunderbird (German)", "Vorname|Anzeigename|Primäre E-Mail-Adresse"),
    _dialect("Outlook (German)", "Vorname|Nachname|Firma|E-Mail-Adresse"),
    _dialect("Outlook", "First Name|Last Name|E-mail Address|Business Phone"),
    _dialect("Apple", "Given Name|Family Name|Organization Name"),
)
GENERIC: Final = Dialect(name="table, columns known by their names")


def dialect_of(keys: frozenset[str]) -> Dialect:
    """Return the program that writes these columns, or the generic dialect."""
    return next((one for one in DIALECTS if one.signature <= keys), GENERIC)


def _by_pattern(key: str) -> str:
    for prop, needed, unwanted in _PATTERNS:
        if all(part in key for part in needed) and not any(part in key for part in unwanted):
            return prop
    return ""


def property_of(column: str) -> str:
    """Return the property that a column gives, or nothing; `city@2`, `role?` as in the table above."""
    key = column_key(column)
    prop = _PROPERTY_OF.get(key) or _by_pattern(key)
    number = _NUMBER.search(column)
    return prop.replace("#", number[0] if number else "") if prop.endswith("@#") else prop


def properties_of(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the property of each column, those that depend on their neighbours settled.

    `Name` beside `Vorname` is the last name; `Birth Day` beside `Birth Month` is a day of the month;
    `Title` is the role only where no column says it better (beside `Job Title` it is `Dr.`).
    """
    found = [property_of(column) for column in columns]
    halves = {"given", "family"} & set(found)
    other_half = {"given": "family", "family": "given"}[halves.pop()] if len(halves) == 1 else ""
    settled = []
    for column, prop in zip(columns, found, strict=True):
        if prop == "name" and other_half and column_key(column) in _NAME_OR_HALF:
            settled.append(other_half)
        elif prop == "birthday" and "birth_month" in found:
            settled.append("birth_day")
        elif prop.endswith("?"):
            settled.append("" if prop[:-1] in found else prop[:-1])
        else:
            settled.append(prop)
    return tuple(settled)
