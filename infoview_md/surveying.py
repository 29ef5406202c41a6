"""Reading every note of a folder for what it says of itself: marks, properties, people, dated lines, tasks, links."""

import re
from collections.abc import Iterator
from pathlib import Path

from infoview_md import vault
from infoview_md.config import Config
from infoview_md.network.facts import attendees_in, name_of
from infoview_md.network.survey.seen import DatedLine, Seen
from infoview_md.note.body import ANYWHERE, Body, outline
from infoview_md.note.reading import Reading, read

_MAY_BE_DATED = re.compile(
    r"^[ \t>]*(?:#{1,6}|[-*+]|\d+[.)])[ \t]+\W*\d{4}-\d\d-\d\d", re.MULTILINE
)
_LINKED = re.compile(r"\[\[([^\[\]|#\n]+)")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def survey(root: Path, config: Config) -> tuple[Seen, ...]:
    """Read every note of a folder that may hold one.  Raises `StorageFailure` where the folder cannot be read."""
    ignored = {one.strip("/").lower() for one in config.folders.ignore}
    headings = frozenset(one.casefold() for one in config.headings.attendees)
    return tuple(_seen(root, path, headings) for path in _paths(root, ignored))


def _paths(root: Path, ignored: set[str]) -> Iterator[str]:
    found = [
        f"{folder.path}/{entry[0]}" if folder.path else entry[0]
        for folder in vault.scan(str(root), ignored)
        for entry in folder.entries
        if entry[1] != vault.MISNAMED
    ]
    return iter(sorted(found))


def _seen(root: Path, path: str, headings: frozenset[str]) -> Seen:
    reading = read(vault.read(str(root), path) or b"")
    text = reading.body
    body = outline(text, reading.body_line, log_headings=(ANYWHERE,)) if _is_rich(text) else Body()
    return Seen(
        path=path,
        properties=reading.properties,
        attendees=_attendees(reading, headings),
        lines=tuple(_lines(body, name_of(path))),
        due=tuple(one.due for one in body.tasks if one.due and not one.is_done),
        linked=_linked(text),
        is_template=reading.is_template,
    )


def _linked(text: str) -> frozenset[str]:
    """Give the names that a text links; a dashboard of this program links everybody and says nothing by it."""
    if "<!-- infoview:" in text:
        return frozenset()
    return frozenset(one.strip().rsplit("/", 1)[-1] for one in _LINKED.findall(text))


def _is_rich(text: str) -> bool:
    """Tell whether a body may hold a dated line or an open task; most do not, and are not taken apart."""
    return "[ ]" in text or _MAY_BE_DATED.search(text) is not None


def _attendees(reading: Reading, headings: frozenset[str]) -> tuple[str, ...]:
    if not any(one in reading.body.casefold() for one in headings):
        return ()
    return attendees_in(outline(reading.body, reading.body_line), headings)


def _lines(body: Body, name: str) -> Iterator[DatedLine]:
    for item in body.log:
        under = _above(body, item.line - body.first_line)
        named = [
            heading
            for place, level, heading in under
            if not _ISO_DAY.search(heading)
            and not (level == 1 and _is_title(place, heading, body, name))
        ]
        yield DatedLine(
            on=item.on[:10],
            text=item.text,
            under=tuple(heading for _, _, heading in under),
            heading=named[0] if named else "",
        )


def _above(body: Body, row: int) -> list[tuple[int, int, str]]:
    """Give the place, the level and the text of the headings above a line of a body, the outermost first."""
    found: list[tuple[int, int, str]] = []
    level = next((one[0] for one in body.headings if one[2] == row), 7)
    for one, text, place, _ in reversed(body.headings):
        if place < row and one < level:
            found.insert(0, (place, one, text))
            level = one
    return found


def _is_title(place: int, heading: str, body: Body, name: str) -> bool:
    return heading.casefold() == name.casefold() or place == body.headings[0][2]
