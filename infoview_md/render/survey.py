"""What was found in a folder of notes, as text: what counts as what, and how properties are read."""

from collections.abc import Iterator, Sequence

from infoview_md.network.survey.counting import Counted, Reads, Way
from infoview_md.render.text import for_terminal
from infoview_md.render.words import columns_of, count

_WAYS = {"types": "type", "categories": "category", "tags": "tag", "folders": "folder"}
_LONGEST = 40
_SHOWN = 12


def as_text(contacts: Counted, interviews: Counted, notes: int) -> str:
    """Show what some settings make of the notes."""
    lines = [f"Of {count(notes, 'note')} these would count:"]
    for title, noun, found in (
        ("Contacts", "contact", contacts),
        ("Interviews", "interview", interviews),
    ):
        lines += ["", f"{title}: {count(found.number, 'note')}"]
        lines += _columns([_way(one) for one in found.ways[:_SHOWN]])
        lines += _reads(found.reads, noun)
    return "\n".join(lines) + "\n"


def _way(one: Way) -> list[str]:
    return [f"{_WAYS[one.field]} {one.value}", str(one.number), ", ".join(one.examples)]


def _reads(rows: Sequence[Reads], noun: str) -> Iterator[str]:
    read = [one for one in rows if one.canonical]
    if read:
        yield f"  Read of each {noun}:"
        yield from _columns([_read(one) for one in read], indent="    ")
    rest = [f"{one.name} ({one.number})" for one in rows if not one.canonical]
    if rest:
        more = f" and {len(rest) - _SHOWN} more" if len(rest) > _SHOWN else ""
        yield f"  Not read: {for_terminal(', '.join(rest[:_SHOWN]))}{more}"


def _read(one: Reads) -> list[str]:
    name = one.canonical if one.canonical == one.name else f"{one.canonical} from {one.name}"
    wrong = f"{one.unreadable} cannot be read" if one.unreadable else ""
    shown = one.example if len(one.example) <= _LONGEST else f"{one.example[:_LONGEST]}…"
    return [name, str(one.number), f"{shown}  ({wrong})" if wrong else shown]


def _columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> Iterator[str]:
    """Align the first column to the left and the number to the right."""
    clean = [[for_terminal(" ".join(cell.split())) for cell in row] for row in rows]
    widths = [max((columns_of(row[n]) for row in clean), default=0) for n in range(2)]
    for name, number, rest in clean:
        padded = name + " " * (widths[0] - columns_of(name))
        yield f"{indent}{padded}  {number:>{widths[1]}}  {rest}".rstrip()
