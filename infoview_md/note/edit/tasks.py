"""Tick, untick and add tasks as the Tasks plugin and Dataview write them.

Source: the Tasks plugin reads its signs from the end of the line, writes the date of completion after
all others and before a block id; Obsidian counts every mark but a blank one as complete.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from infoview_md.errors import CannotEdit
from infoview_md.note.edit.body import (
    Body,
    Section,
    check_line,
    comparable,
    line_splice,
    prove_body,
    read_body,
    section_at_end,
)
from infoview_md.note.edit.frame import Splice, read_frame
from infoview_md.note.edit.items import first_item_splice, read_items
from infoview_md.note.edit.sections import heading_line
from infoview_md.note.scan import LONG

TaskStyle = Literal["emoji", "dataview"]

_TASK = re.compile(
    r"(?P<lead>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)(?P<mark>.)\](?:(?P<gap>[ \t]+)(?P<rest>.*))?\Z"
)
_BLOCK_ID = re.compile(r"[ \t]+\^[A-Za-z0-9-]+\Z")
_DAY = r"\ufe0f?[ \t]*\d{4}-\d{2}-\d{2}"
_SIGN = (
    rf"(?:[📅📆🗓⏳⌛🛫➕✅❌]{_DAY}"
    r"|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|🏁\ufe0f?[ \t]*\w+"
    r"|🆔\ufe0f?[ \t]*[\w-]+"
    r"|⛔\ufe0f?[ \t]*[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*"
    r"|🔁\ufe0f?[ \t]*[a-zA-Z0-9,!]+(?: [a-zA-Z0-9,!]+)*"
    r"|[\[(][\w-]+::[^\[\]()]*[\])])"
)
_ANY_SIGN = re.compile(rf"[ \t]*{_SIGN}")
_LAST_SIGN = re.compile(rf"(?:^|[ \t]+)(?:{_SIGN}|#[^\s#]+)\Z")
_FINAL_TAGS = re.compile(r"(?: #[^\s#]+)+\Z")
_CLOSED_ON = re.compile(rf"[ \t]*(?:[✅❌]{_DAY}|[\[(](?:completion|cancelled)::[^\[\]()]*[\])])\Z")
_REPEATS = re.compile(r"🔁|[\[(]repeat::")
_IS_DELETED = re.compile(r"🏁\ufe0f?[ \t]*delete|[\[(]onCompletion::[ \t]*delete", re.IGNORECASE)
_CLOSED_MARKS = frozenset("xX-")
_MAX_SIGNS = 50
_OPEN = 1  # the spelling of a task in which it does not matter whether it is closed


class Task(NamedTuple):
    """A task line: the index of its line, the offsets of its mark and of its visible end, and its text."""

    row: int
    mark_at: int
    end: int
    mark: str
    text: str

    @property
    def is_closed(self) -> bool:
        """Whether ticking it would add nothing: done or cancelled."""
        return self.mark in _CLOSED_MARKS


def tick_task(
    raw: bytes, *, line: int, text: str, done_on: str | None, style: TaskStyle = "emoji"
) -> bytes:
    """Close the task at a line (from 1), and note the day on which it was done.

    `text` is what stands behind the box, with or without its dates; where it is not at that line
    any more, the one task of the note with that text is taken.  `done_on` (YYYY-MM-DD) is written
    behind the other dates and before a block id; without it only the box changes.  The same bytes
    come back where the task is closed already.  Raises `CannotEdit` where no task or several fit,
    and where the task repeats: its next occurrence is the business of the Tasks plugin.
    """
    body = read_body(read_frame(raw))
    task = _find(body, line=line, text=text, is_closing=True)
    if task.is_closed:
        return raw
    _refuse_repeating(body, task)
    words, block_id = _without_block_id(task.text)
    closed = _without_closing_date(words)
    if done_on is not None:
        sign = f"✅ {done_on}" if style == "emoji" else f" [completion:: {done_on}]"
        closed = f"{closed} {sign}"
    return _marked(body, task, "x", closed + block_id)


def untick_task(raw: bytes, *, line: int, text: str) -> bytes:
    """Open a closed task again and take out the day on which it was closed.

    The task is found as by `tick_task`; the same bytes come back where it is open.
    """
    body = read_body(read_frame(raw))
    task = _find(body, line=line, text=text, is_closing=False)
    if task.mark == " ":
        return raw
    words, block_id = _without_block_id(task.text)
    return _marked(body, task, " ", _without_closing_date(words) + block_id)


def add_task(raw: bytes, *, heading: str, text: str) -> bytes:
    """Add an open task under the heading, which is made at the end of the note where it is missing.

    The bullet is that of the items there.  A task with that text, open or closed, is not added twice.
    """
    text = _task_text(check_line(text, what="task"))
    body = read_body(read_frame(raw))
    name = comparable(heading)
    section = body.section(name)
    if section is None:
        splice = section_at_end(body, heading_line(heading), "", f"- [ ] {text}")
        return prove_body(body, splice, line=1, holds=lambda new: _has(new, name, text))
    if _has(body, name, text):
        return raw
    line = body.number(section.heading.row)
    splice = _placed(body, section, f"[ ] {text}")
    return prove_body(body, splice, line=line, holds=lambda new: _has(new, name, text))


def read_tasks(body: Body, start: int, stop: int) -> Iterator[Task]:
    """Yield the tasks among the lines [start, stop)."""
    for index in range(start, stop):
        line = body.lines[index]
        if line.kind != "text" or line.end - line.start > LONG:
            continue
        words = body.text(index).rstrip(" \t")
        match = _TASK.match(words)
        if match is not None:
            end = line.start + len(words)
            yield Task(
                index, line.start + match.end("lead"), end, match["mark"], match["rest"] or ""
            )


def _has(body: Body, name: str, text: str) -> bool:
    section = body.section(name)
    tasks = read_tasks(body, section.start, section.stop) if section else ()
    return any(_spellings(task.text)[_OPEN] == _spellings(text)[_OPEN] for task in tasks)


def _placed(body: Body, section: Section, text: str) -> Splice:
    items = read_items(body, section.start, section.own_stop)
    if not items:
        return first_item_splice(body, section, f"- {text}")
    return line_splice(body, items[-1].stop, items[-1].beside(text, after=True))


def _find(body: Body, *, line: int, text: str, is_closing: bool) -> Task:
    """Return the task at the line if its text fits, else the one task of the note that fits."""
    wanted = _spellings(_task_text(text.strip()))
    tasks = list(read_tasks(body, 0, len(body.lines)))
    here = next((task for task in tasks if body.number(task.row) == line), None)
    here = here if here and _strictest([here], wanted) else None
    if here and here.is_closed != is_closing:
        return here
    found = _strictest(tasks, wanted)
    # Of several tasks with one text, those still to be changed are meant.
    due = [task for task in found if task.is_closed != is_closing]
    if here and not due:
        return here
    if here or len(due or found) > 1:
        raise _ambiguous(body, found)
    if not found:
        raise _not_found(text, line)
    return (due or found)[0]


def _strictest(tasks: list[Task], wanted: tuple[str, ...]) -> list[Task]:
    """Return the tasks whose text fits, by the first spelling in which any of them does."""
    for strictness, spelling in enumerate(wanted):
        found = [task for task in tasks if spelling == _spellings(task.text)[strictness]]
        if spelling and found:
            return found
    return []


def _spellings(text: str) -> tuple[str, ...]:
    """Return a task's text ever more bare: as it stands, not closed, without signs, without tags."""
    words = " ".join(text.split())
    open_words, block_id = _without_block_id(words)
    bare = " ".join(_ANY_SIGN.sub("", open_words).split())
    return words, _without_closing_date(open_words) + block_id, bare, _FINAL_TAGS.sub("", bare)


def _task_text(text: str) -> str:
    match = _TASK.match(text)
    return (match["rest"] or "").strip() if match else text


def _without_block_id(text: str) -> tuple[str, str]:
    match = _BLOCK_ID.search(text)
    return (text[: match.start()], match[0]) if match else (text, "")


def _without_closing_date(text: str) -> str:
    """Take the last date of completion or cancelling out; other signs may stand behind it."""
    kept = ""
    words = text
    for _ in range(_MAX_SIGNS):
        closed = _CLOSED_ON.search(words)
        if closed:
            return words[: closed.start()] + kept
        sign = _LAST_SIGN.search(words)
        if sign is None or sign.start() == len(words):
            break
        kept = words[sign.start() :] + kept
        words = words[: sign.start()]
    return text


def _refuse_repeating(body: Body, task: Task) -> None:
    if _REPEATS.search(task.text) or _IS_DELETED.search(task.text):
        raise CannotEdit(
            "This task repeats, or goes away when it is done.",
            code="recurring-task",
            line=body.number(task.row),
            hint="Tick it in Obsidian, so that the Tasks plugin does the rest.",
        )


def _marked(body: Body, task: Task, mark: str, text: str) -> bytes:
    splice = Splice(
        start=task.mark_at,
        end=task.end,
        insert=mark + body.frame.text[task.mark_at + 1 : task.end - len(task.text)] + text,
    )

    def holds(new: Body) -> bool:
        found = next(read_tasks(new, task.row, task.row + 1), None)
        return found is not None and (found.mark, found.text) == (mark, text)

    return prove_body(body, splice, line=body.number(task.row), holds=holds)


def _not_found(text: str, line: int) -> CannotEdit:
    return CannotEdit(
        f"There is no task “{text[:60]}” in this note.",
        code="task-not-found",
        line=line,
        hint="The note may have changed; ask for the report again.",
    )


def _ambiguous(body: Body, tasks: list[Task]) -> CannotEdit:
    numbers = [body.number(task.row) for task in tasks]
    return CannotEdit(
        f"The task stands at several lines: {', '.join(map(str, numbers))}.",
        code="task-ambiguous",
        line=numbers[0],
        hint="Make their texts different, or tick the right one by hand.",
    )
