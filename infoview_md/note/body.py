"""The body of a note -> its sections, its tasks and the dated items of its log, found in one pass.

Source of the forms: the Tasks and Dataview plugins of Obsidian, and the log lines of public vaults.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from infoview_md.note.reading import Defect
from infoview_md.note.task_text import BLOCK_ID, is_day, understood
from infoview_md.note.visible import underlines_of, visible_lines

LOG_HEADINGS = ("log",)

ANYWHERE = "*"
"""The name of a heading that stands for all of them, and for the text without one."""

ITEM_ID = "iv-"
"""So begin the block ids of lines that show a follow-up once more; such a line is no promise of its own."""

_MARKS = frozenset("#-*+> \t=0123456789")
_MAX_LEVEL = 6
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_LONGEST_HEADING = 60
_LONGEST_KEY = 200
_AROUND_WORDS = re.compile(r"^[\W_]+|[\W_]+$")
_TASK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[(.)\](?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[(.)\][ \t]+)?(.*)")

_WAITING = re.compile(r"(?<![\w/#&])#waiting(?![\w-])", re.IGNORECASE)
_DATED = re.compile(
    r"[*_`~=(]*(?:\[\[(?:[^\[\]|#]*/)?|\[)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?!\d)"
    r"(?:[T ][ ]*([0-9]{1,2}:[0-9]{2})(?::\d{2})?(?![\d:]))?"
    r"(?:\|[^\[\]]*)?[*_`~=)\]]*\s*[:—–|,;-]*(?:[*_]+(?=\s|$))?\s*"
)
_NEARLY_DATED = re.compile(r"[*_`~=(\[]*(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?![\d.])")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_KIND = re.compile(r"[*_]*([^\W\d_][\w/&-]*)[*_]*:[*_]*(?:\s+|$)")

_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|<%[^%]*%>")
_NOTHING = re.compile(r"(?:[>\s\v*+-]|\d{1,9}[.)]|\[.?\])*$|\s*#{1,6}(?:\s|$)|\s*>\s*\[![\w-]+\]")
_LONGEST_EMPTY = 500


class Section(NamedTuple):
    """A heading and its text: all lines up to the next heading of the same or a higher level."""

    heading: str
    level: int
    line: int
    text: str


class Task(NamedTuple):
    """A task of a note; `line` is that of the file, from 1, and dates are ISO days or empty.

    `text` is the description without box, dates and signs; `section` the nearest heading above it.
    `block_id` is what stands behind a final `^`, `task_id` what stands behind 🆔.
    """

    text: str
    line: int
    is_done: bool
    due: str = ""
    done_on: str = ""
    created_on: str = ""
    is_waiting: bool = False
    section: str = ""
    block_id: str = ""
    task_id: str = ""


class LogItem(NamedTuple):
    """A dated item of a log; `on` is `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, `kind` in lower case or empty."""

    on: str
    kind: str
    text: str
    line: int


@dataclass(
    frozen=True, kw_only=True
)  # without slots: the sections are kept once they were asked for
class Body:
    """What a body holds, each in the order of the text.

    `headings` are (level from 1 to 6, text, its line from 0 in the body, the line below it); `first_line` is
    the line of the file where the body begins.
    """

    text: str = ""
    first_line: int = 1
    headings: tuple[tuple[int, str, int, int], ...] = ()
    tasks: tuple[Task, ...] = ()
    log: tuple[LogItem, ...] = ()
    defects: tuple[Defect, ...] = ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections; a section inside another one is listed and is part of the other's text."""
        lines = self.text.split("\n")
        found, ends = [], [len(lines)] * (_MAX_LEVEL + 1)
        for level, heading, place, below in reversed(self.headings):
            text = "\n".join(lines[below : ends[level]])
            line = self.first_line + place
            found.append(Section(heading=heading, level=level, line=line, text=text))
            ends[level:] = [place] * (_MAX_LEVEL + 1 - level)
        return tuple(reversed(found))


def sections(body: str, body_line: int) -> list[Section]:
    """Give the sections of a body that begins at line `body_line` of its file."""
    return list(outline(body, body_line).sections)


def tasks(body: str, body_line: int) -> list[Task]:
    """Give the tasks of a body that begins at line `body_line` of its file."""
    return list(outline(body, body_line).tasks)


def log_items(body: str, body_line: int, headings: Sequence[str] = LOG_HEADINGS) -> list[LogItem]:
    """Give the dated items below the headings of that name, of any level."""
    return list(outline(body, body_line, log_headings=headings).log)


def outline(body: str, body_line: int, *, log_headings: Sequence[str] = LOG_HEADINGS) -> Body:
    """Find sections, tasks and log items; `body_line` is the line of the file where the body begins.

    Nothing in code blocks and comments counts.  Where `ANYWHERE` is one of the log's headings, every heading and every
    list item that begins with a date is an item of the log.
    """
    if not body:
        return Body()
    if "infoview:" in body:
        from infoview_md.note.repeated import without_repeated  # most notes have no such block

        body = without_repeated(body)
    found = _Outliner(body_line, _keys(tuple(log_headings)))
    lines = body.split("\n")
    found.look_at(visible_lines(body, lines), underlines_of(body))
    return Body(
        text=body,
        first_line=body_line,
        headings=tuple(found.heads),
        tasks=tuple(found.tasks),
        log=tuple(found.log),
        defects=tuple(found.defects),
    )


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """Give the form in which headings are compared: `📞 Log:` is a `log`."""
    return _AROUND_WORDS.sub("", heading[:_LONGEST_KEY].casefold())


def is_empty_section(text: str) -> bool:
    """Tell whether nobody wrote anything here yet.

    Headings, comments, the marks of managed blocks, empty list items, rules and the placeholders of
    templates are not writing.
    """
    for line in visible_lines(text, text.split("\n"), hide_code=False):
        if len(line) > _LONGEST_EMPTY:
            return False
        rest = _PLACEHOLDER.sub("", line) if "{" in line or "%" in line else line
        if not _NOTHING.match(rest):
            return False
    return True


@lru_cache(maxsize=16)
def _keys(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(ANYWHERE if one == ANYWHERE else heading_key(one) for one in headings)


class _Outliner:
    """What one pass over the lines of a body has found so far."""

    __slots__ = (
        "defects",
        "first",
        "heading",
        "heads",
        "is_anywhere",
        "log",
        "log_keys",
        "log_level",
        "tasks",
    )

    def __init__(self, body_line: int, log_keys: frozenset[str]) -> None:
        self.first = body_line
        self.log_keys = log_keys
        self.is_anywhere = ANYWHERE in log_keys
        self.log_level = 0
        self.heading = ""
        self.heads: list[tuple[int, str, int, int]] = []
        self.tasks: list[Task] = []
        self.log: list[LogItem] = []
        self.defects: list[Defect] = []

    def look_at(self, lines: list[str], underlines: frozenset[int]) -> None:
        for number, line in enumerate(lines):
            first = line[:1]
            if first not in _MARKS:
                continue
            if first in "# " and (found := _HEADING.match(line)):
                self._head(len(found[1]), found[2] or "", number, number + 1)
                continue
            if underlines and number in underlines and _is_title(lines[number - 1].strip()):
                self._head(1 + (first == "-"), lines[number - 1], number - 1, number + 1)
                continue
            if "[" in line and (found := _TASK.match(line)):
                self._task(found[1], found[2], number)
            if self.log_level or self.is_anywhere:
                self._item(line, number)

    def _head(self, level: int, rest: str, number: int, below: int) -> None:
        heading = rest.strip()
        if heading[-1:] == "#":
            heading = _without_closing_marks(heading)
        self.heading = heading
        self.heads.append((level, heading, number, below))
        if self.log_level and level > self.log_level:
            self._log_text(heading, number)
        else:
            self.log_level = level if heading_key(heading) in self.log_keys else 0
            if self.is_anywhere:
                self._log_text(heading, number)

    def _task(self, mark: str, written: str | None, number: int) -> None:
        if not written or written.isspace():
            return
        said = understood(written)
        if said.block_id.startswith(ITEM_ID):
            return
        self.tasks.append(
            Task(
                text=said.text,
                line=self.first + number,
                is_done=not mark.isspace(),
                due=said.due,
                done_on=said.done,
                created_on=said.created,
                is_waiting="#" in written and _WAITING.search(written) is not None,
                section=self.heading,
                block_id=said.block_id,
                task_id=said.task_id,
            )
        )
        if said.wrong:
            self._complain(number, said.wrong, "so this task goes without it")

    def _item(self, line: str, number: int) -> None:
        found = _ITEM.match(line)
        if found and not (found[1] and found[1].isspace()):  # an open task is not yet an exchange
            self._log_text(found[2], number)

    def _log_text(self, text: str, number: int) -> None:
        dated = _DATED.match(text)
        if dated is None or not is_day(dated[1]):
            # Outside of a log `3/4 of them` is no date that went wrong.
            if self.log_level and (near := _NEARLY_DATED.match(text)):
                self._complain(number, near[1], "so this item of the log does not count")
            return
        rest = text[dated.end() :]
        if "^" in rest:
            rest = BLOCK_ID.sub("", rest)
        kind = _KIND.match(rest) if ":" in rest else None
        self.log.append(
            LogItem(
                on=_moment(dated[1], dated[2]),
                kind=kind[1].lower() if kind else "",
                text=(rest[kind.end() :] if kind else rest).strip(),
                line=self.first + number,
            )
        )

    def _complain(self, number: int, wrong: str, consequence: str) -> None:
        is_iso = _ISO.fullmatch(wrong) is not None
        what = f"There is no day {wrong}" if is_iso else f"`{wrong}` is not written as YYYY-MM-DD"
        self.defects.append(
            Defect(
                line=self.first + number,
                property="",
                message=f"{what}, {consequence}.",
                hint="Write the date with year, month and day, for example 2026-11-25.",
            )
        )


def _without_closing_marks(heading: str) -> str:
    """Take the # off that may close a heading, but not that of C#."""
    words = heading.rstrip("#")
    return words.rstrip() if not words or words[-1] in " \t" else heading


def _is_title(text: str) -> bool:
    """Tell whether a text above a line of dashes is meant as a heading.

    Obsidian takes any text there for one; a sentence was rather meant to stand above a rule.
    """
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in ".,;:!?"


def _moment(day: str, time: str | None) -> str:
    hour, _, minute = (time or "").partition(":")
    if not minute or int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004 - the last of each
        return day
    return f"{day}T{hour:0>2}:{minute}"
