"""What was found in a folder of notes, as text: what counts as what, and how properties are read."""

import textwrap
from collections.abc import Iterator, Sequence

from infoview_md.network.survey.counting import Counted, Reads, Way
from infoview_md.network.survey.findings import Findings, Touches
from infoview_md.render.text import for_terminal
from infoview_md.render.words import columns_of, count

_WAYS = {"types": "type", "categories": "category", "tags": "tag", "folders": "folder"}
_LEAST = 40
_SHOWN = 12
_STANDING = ("cadence", "next_contact")
"""Properties that ask to stay in touch, from whatever day on the rest is counted."""

_LONGEST_VALUE = 50


def as_text(found: Findings, *, width: int) -> str:
    """Show what some settings make of the notes, in lines of so many columns."""
    page = _Page(max(width, _LEAST))
    lines = [f"Of {count(found.notes, 'note')} these would count:"]
    for title, noun, counted in (
        ("Contacts", "contact", found.contacts),
        ("Interviews", "interview", found.interviews),
    ):
        lines += ["", f"{title}: {count(counted.number, 'note')}"]
        lines += page.rows([_way(one) for one in counted.ways[:_SHOWN]], indent="  ")
        lines += page.reads(counted, noun)
        lines += page.gaps(counted)
        if noun == "contact":
            lines += page.touches(found.touches)
    lines += page.elsewhere(found.touches)
    if found.since:
        lines += ["", *page.prose(_forgiven(found))]
    return "\n".join(lines) + "\n"


def _forgiven(found: Findings) -> str:
    what = "Nothing was due before then."
    if found.forgiven:
        what = f"Of older notes up to {count(found.forgiven, 'follow-up')} would be owed, and will not be."
    if any(one.canonical in _STANDING for one in found.contacts.reads):
        what += " Staying in touch is owed all the same: it counts from the last touchpoint."
    return f"Counting begins on {found.since} (`since`). {what}"


def _way(one: Way) -> list[str]:
    names = [path.rsplit("/", 1)[-1].removesuffix(".md") for path in one.examples]
    more = ", …" if one.number > len(names) else ""
    return [f"{_WAYS[one.field]} {one.value}", str(one.number), ", ".join(names) + more]


def _read(one: Reads) -> list[str]:
    name = one.canonical if one.canonical == one.name else f"{one.canonical} from {one.name}"
    wrong = f"({one.unreadable} cannot be read) " if one.unreadable else ""
    return [name, str(one.number), wrong + one.example[:_LONGEST_VALUE]]


class _Page:
    """Lines of a width."""

    def __init__(self, width: int) -> None:
        self._width = width

    def prose(self, text: str, indent: str = "") -> list[str]:
        """Break a sentence into lines; what is behind the first is set in."""
        return textwrap.wrap(
            for_terminal(text),
            self._width,
            initial_indent=indent,
            subsequent_indent=indent + "  ",
            break_on_hyphens=False,
        )

    def reads(self, counted: Counted, noun: str) -> Iterator[str]:
        """Show the properties that are read, and name those that are not."""
        read = [one for one in counted.reads if one.canonical]
        if read:
            yield f"  Read of each {noun}:"
            yield from self.rows([_read(one) for one in read], indent="    ")
        rest = [f"{one.name} ({one.number})" for one in counted.reads if not one.canonical]
        if rest:
            more = f" and {len(rest) - _SHOWN} more" if len(rest) > _SHOWN else ""
            yield from self.prose(f"Not read: {', '.join(rest[:_SHOWN])}{more}", "  ")

    def gaps(self, counted: Counted) -> Iterator[str]:
        """Say of how many interviews nothing can come."""
        parts = [f"{counted.undated} without a date"] if counted.undated else []
        parts += [f"{counted.nameless} that name nobody"] if counted.nameless else []
        if parts:
            yield from self.prose(f"Nothing is owed for {' and '.join(parts)}.", "  ")

    def touches(self, found: Touches) -> Iterator[str]:
        """Show which dated lines count as touchpoints."""
        if found.read:
            what = (
                f"Touchpoints in the text: {count(found.read, 'dated line')}, like {found.example}"
            )
            yield from self.prose(what[: 2 * self._width], "  ")
        if found.unread:
            where = ", ".join(one or "no heading" for one in found.headings)
            what = f"Not read: {count(found.unread, 'dated line')} under {where}"
            yield from self.prose(what, "  ")

    def elsewhere(self, found: Touches) -> Iterator[str]:
        """Say that a link in another note is no touchpoint."""
        if not found.linking:
            return
        names = [path.rsplit("/", 1)[-1].removesuffix(".md") for path in found.examples]
        more = ", …" if found.linking > len(names) else ""
        notes = count(found.linking, "note of a day", "notes of a day")
        verb = "links" if found.linking == 1 else "link"
        yield ""
        yield from self.prose(
            f"{notes} {verb} your contacts ({', '.join(names)}{more}). A link does not say that you talked, so it is"
            " no touchpoint: keep a line with the date in the contact's note, or a note for the interview."
        )

    def rows(self, rows: Sequence[Sequence[str]], indent: str) -> Iterator[str]:
        """Align the first column to the left and the number to the right, and cut the rest to the width."""
        clean = [[for_terminal(" ".join(cell.split())) for cell in row] for row in rows]
        widths = [max((columns_of(row[n]) for row in clean), default=0) for n in range(2)]
        for name, number, rest in clean:
            padded = name + " " * (widths[0] - columns_of(name))
            line = f"{indent}{padded}  {number:>{widths[1]}}"
            yield f"{line}  {_cut(rest, self._width - columns_of(line) - 2)}".rstrip()


def _cut(text: str, columns: int) -> str:
    """Give a text in so many columns; with an ellipsis where it is longer."""
    if columns_of(text) <= columns:
        return text
    while text and columns_of(text) >= columns:
        text = text[:-1]
    return f"{text.rstrip(' ,…')}…" if text else ""
