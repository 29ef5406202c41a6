"""Let links lead to another note, in front matter and text, so that nothing but their targets changes.

Code keeps its letters, the words and the headings of a link stay, and a note whose change cannot be proved is refused.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from posixpath import relpath
from typing import Any
from urllib.parse import quote

from infoview_md.errors import CannotEdit
from infoview_md.note.edit import find_blocks, remove_from_list, replace_block, set_property
from infoview_md.note.edit.body import Body, read_body
from infoview_md.note.edit.frame import Frame, read_frame
from infoview_md.note.links import Link, link_spans, links_of, parse_link
from infoview_md.note.reading import read
from infoview_md.note.visible import without_code

_NOT_IN_KEYS = str.maketrans("", "", "-_ ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The file that a link shall lead to: its path in the vault, and the shortest text that means it.

    `is_relative` says that a Markdown link is to be written from the folder of its note, as it was before.
    """

    path: str
    shortest: str
    is_relative: bool = False


Goal = Callable[[Link], Target | None]
"""Gives where a link shall lead; None for one that stays as it is."""


def relink(
    raw: bytes,
    *,
    source: str,
    goal: Goal,
    there: Goal | None = None,
    plain_keys: Collection[str] = (),
) -> bytes:
    """Let links lead elsewhere; every other byte stays.

    `source` is the path of the note in which they stand afterwards; `there` gives the target of links that lead to it
    already, so that no list names one note twice; `plain_keys` are the properties, in small letters without `-`, `_`
    and blanks, in which a plain name is a link.  The same bytes come back where there is nothing to change.  Raises
    `CannotEdit` where the change cannot be proved.
    """
    work = _Relinking(source, goal)
    if there is not None:
        raw = work.without_twins(raw, there)
    raw = work.properties(raw, plain_keys)
    raw = work.generated(raw)
    return work.body(raw)


@dataclass(frozen=True, slots=True)
class _Relinking:
    source: str
    goal: Goal

    def without_twins(self, raw: bytes, there: Goal) -> bytes:
        """Take the links to change out of lists that lead there already."""
        if not read_frame(raw).has_front:
            return raw
        for key, value in read(raw).properties.items():
            items = value if isinstance(value, list) else []
            links = [
                (one, link) for one in items if isinstance(one, str) and (link := parse_link(one))
            ]
            if any(there(link) for _, link in links):
                for item, link in links:
                    raw = _taken_out(raw, key, item) if self.goal(link) else raw
        return raw

    def properties(self, raw: bytes, plain_keys: Collection[str]) -> bytes:
        """Change the links in front matter: in place where that can be proved, else property by property."""
        frame = read_frame(raw)
        if not frame.has_front:
            return raw
        old = read(raw).properties
        changed = next((one for one in self._spliced(frame) if self._is_proved(old, one)), raw)
        for key, value in read(changed).properties.items():
            wanted = self._value(value, is_link=key.lower().translate(_NOT_IN_KEYS) in plain_keys)
            if wanted != value:
                changed = set_property(changed, key, wanted, replace_collection=True)
        return changed

    def _spliced(self, frame: Frame) -> Iterator[bytes]:
        """Give the note with its links changed where they stand: as they are, and escaped for their quotation marks."""
        for line_of in (self.line, self._quoted_line):
            block = "\n".join(map(line_of, frame.block.split("\n")))
            text = frame.text[: frame.block_start] + block + frame.text[frame.block_end :]
            yield frame.encoded(text)

    def _quoted_line(self, line: str) -> str:
        """Change the links of a line of YAML for the quotation marks around them."""
        before = line.partition("[[")[0]
        if before.count("'") % 2:
            return replace(self, goal=_escaped(self.goal, "'", "''")).line(line)
        if before.count('"') % 2:
            return replace(self, goal=_escaped(self.goal, '"', '\\"')).line(line)
        return self.line(line)

    def _is_proved(self, old: dict[str, Any], changed: bytes) -> bool:
        """Show that both say the same but for the links that are meant."""
        new = read(changed).properties
        return old.keys() == new.keys() and all(
            self._is_expected(old[key], new[key]) for key in old
        )

    def _is_expected(self, old: Any, new: Any) -> bool:
        if isinstance(old, str) and isinstance(new, str):
            return new == self.line(old)
        if not isinstance(old, list) or not isinstance(new, list) or len(old) != len(new):
            return bool(old == new)
        if len(old) == 1 and isinstance(old[0], list):  # an unquoted link: [[A]]
            return _targets(old, self.goal) == _targets(new, lambda _: None)
        return all(self._is_expected(*pair) for pair in zip(old, new, strict=True))

    def _value(self, value: Any, *, is_link: bool) -> Any:
        """Give a value with its links changed, where a splice in the text would not do."""
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return [self._value(item, is_link=is_link) for item in value]
        if not isinstance(value, str):
            return value
        if is_link and value.strip() and "[" not in value:
            meant = [target for link in links_of(value) if (target := self.goal(link))]
            return f"[[{meant[0].shortest}]]" if meant else value
        return self.line(value)

    def generated(self, raw: bytes) -> bytes:
        """Change the links in managed blocks that nobody wrote in, and keep their digest true."""
        for block in find_blocks(raw):
            content = "\n".join(map(self.line, block.content.split("\n")))
            if block.is_untouched and not block.problems and content != block.content:
                raw = replace_block(
                    raw, name=block.name, arguments=block.arguments, content=content
                )
        return raw

    def body(self, raw: bytes) -> bytes:
        """Change the links in the text below the properties, but not in code or in comments of several lines."""
        body = read_body(read_frame(raw))
        text, parts, done = body.frame.text, [], 0
        for start, end in _visible(body, _generated_lines(raw)):
            line = self.line(text[start:end])
            if line != text[start:end]:
                parts += [text[done:start], line]
                done = end
        if not parts:
            return raw
        changed = body.frame.encoded("".join([*parts, text[done:]]))
        return _proved(body, changed)

    def line(self, line: str) -> str:
        """Give one line with its links changed."""
        if "[" not in line:
            return line
        for start, end, link in reversed(list(link_spans(without_code(line)))):
            if target := self.goal(link):
                line = line[:start] + self._written(line[start:end], link, target) + line[end:]
        return line

    def _written(self, old: str, link: Link, target: Target) -> str:
        """Give the text of one link to the new note: the form, the subpath and the words are those of the old one."""
        head, _, rest = old.partition("[")
        if rest.startswith("["):
            inner = rest[1:-2]
            marks = (place for mark in "#|" if (place := inner.find(mark)) >= 0)
            stop = min(marks, default=len(inner))
            tail = "\\" if inner[:stop].endswith("\\") else ""
            return f"{head}[[{target.shortest}{tail}{inner[stop:]}]]"
        return f"{head}[{self._markdown(rest, link, target)}"

    def _markdown(self, rest: str, link: Link, target: Target) -> str:
        words, opening, address = rest.partition("](")
        path = self._path(link, target)
        if address.startswith("<"):
            return f"{words}{opening}<{path}{address[_end_of(address, '#>') :]}"
        end = _end_of(address, "# )", opened="(")
        return f"{words}{opening}{quote(path, safe='/')}{address[end:]}"

    def _path(self, link: Link, target: Target) -> str:
        """Give the address of the file in the manner of the old one: relative, by its path, or by its name."""
        if target.is_relative or link.target.startswith(("./", "../")):
            return relpath(target.path, self.source.rpartition("/")[0] or ".")
        if "/" in link.target or "/" in target.shortest:
            return target.path
        return target.shortest + ".md"


def _taken_out(raw: bytes, key: str, item: str) -> bytes:
    try:
        return remove_from_list(raw, key, item)
    except CannotEdit:
        return raw  # two links to one note do no harm


def _targets(value: Any, goal: Goal) -> list[tuple[str, str, str]]:
    return [
        (target.shortest if (target := goal(link)) else link.target, link.subpath, link.text)
        for link in links_of(value)
    ]


def _escaped(goal: Goal, mark: str, written: str) -> Goal:
    def escaped(link: Link) -> Target | None:
        target = goal(link)
        if target is None:
            return None
        path, shortest = (text.replace(mark, written) for text in (target.path, target.shortest))
        return replace(target, path=path, shortest=shortest)

    return escaped


def _end_of(address: str, marks: str, opened: str = "") -> int:
    """Give where the path of a Markdown address ends; brackets inside it belong to it."""
    depth = 0
    for place, letter in enumerate(address):
        if letter == opened:
            depth += 1
        elif letter in marks and not (letter == ")" and depth):
            return place
        elif letter == ")":
            depth -= 1
    return len(address)


def _generated_lines(raw: bytes) -> frozenset[int]:
    return frozenset(
        number
        for block in find_blocks(raw)
        if block.is_untouched
        for number in range(block.first_line, block.last_line + 1)
    )


def _visible(body: Body, without: Collection[int]) -> Iterator[tuple[int, int]]:
    for index, line in enumerate(body.lines):
        if line.kind == "text" and body.number(index) not in without:
            yield line.start, line.end


def _proved(body: Body, changed: bytes) -> bytes:
    """Give the changed note, after showing that its properties and the kinds of all lines are as they were."""
    frame = read_frame(changed)
    new = read_body(frame)
    is_same = _head(frame) == _head(body.frame) and [line[3:] for line in new.lines] == [
        line[3:] for line in body.lines
    ]
    if not is_same:
        raise CannotEdit(
            "The change of a link could not be shown to leave the rest of the note as it is.",
            code="not-proved",
            hint="Change the link by hand.",
        )
    return changed


def _head(frame: Frame) -> str:
    return frame.text[: frame.body_start]
