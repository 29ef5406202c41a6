"""Every note of the vault that links to one note, and the edits that let it link to another."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from infoview_md import vault
from infoview_md.errors import CannotEdit
from infoview_md.exchange import canvas
from infoview_md.index import queries, relations
from infoview_md.network.schema import plain_name
from infoview_md.note.links import Link, Resolution, name_key, resolve
from infoview_md.note.reading import read
from infoview_md.note.relinking import Goal, Target, relink
from infoview_md.writeback import Edit

if TYPE_CHECKING:
    from infoview_md.session import Session

_LINKING: Final = ("contact", "referred_by", "referrals")
"""The properties in which a plain name is a link."""
_BY_HAND: Final = ".base"
_DEFINITION: Final = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*(?:<([^<>\n]+)>|(\S+))", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """The edits of the files that link, and what is said of those that could not be edited."""

    edits: tuple[Edit, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinker:
    """Lets links that mean one note lead to another one."""

    old: str
    new: str
    shortest: str
    plain_keys: frozenset[str]
    find: Callable[[str], list[tuple[str, str]]]
    exists: Callable[[str], bool]
    parts: set[str] = field(default_factory=set)
    """The headings and blocks of the old note that were linked to; it grows while links are changed."""

    def change(self, source: str) -> Callable[[bytes], bytes]:
        """Give the edit of a note at a path."""
        return lambda raw: relink(
            raw,
            source=source,
            goal=self.goal(source),
            there=self.there(source),
            plain_keys=self.plain_keys,
        )

    def moved(self, raw: bytes) -> bytes:
        """Give the old note as it must be written to stand in the new one: its links lead where they led."""
        return relink(raw, source=self.new, goal=self._moved, plain_keys=self.plain_keys)

    def goal(self, source: str) -> Goal:
        """Give where the links of one note are to lead: those that open the old note, to the new one."""

        def goal(link: Link) -> Target | None:
            if not self.leads(link, source, self.old):
                return None
            self.parts.add(link.subpath)
            return self._target(source, link)

        return goal

    def there(self, source: str) -> Goal:
        """Tell of the links of one note which of them open the new note already."""

        def there(link: Link) -> Target | None:
            return self._target(source, link) if self.leads(link, source, self.new) else None

        return there

    def leads(self, link: Link, source: str, to: str) -> bool:
        """Tell whether a link opens a note, as the index would."""
        if _key(link.target) != name_key(_stem(to)):
            return False
        answer = self._answer(link, source)
        if answer.is_ambiguous:
            found = dict(self.find(_key(link.target)))
            people = [one for one in answer.candidates if found.get(one) == "contact"]
            return people == [to] or (len(people) != 1 and answer.path == to)
        return answer.path == to

    def _answer(self, link: Link, source: str) -> Resolution:
        found = [path for path, _ in self.find(_key(link.target))]
        return resolve(link.target, source=source, candidates=found)

    def _target(self, source: str, link: Link) -> Target:
        return Target(
            path=self.new,
            shortest=self.shortest,
            is_relative=_joined(source, link.target) == _plain(self.old),
        )

    def _moved(self, link: Link) -> Target | None:
        """Give where a link of the old note must lead in the folder of the new one; None where it does by itself."""
        if not link.target:
            self.parts.add(link.subpath)
            return None
        if self.leads(link, self.old, self.old):
            self.parts.add(link.subpath)
            return Target(path=self.new, shortest=self.shortest, is_relative=False)
        path = self._answer(link, self.old).path
        if path is not None:
            is_same = self._answer(link, self.new).path == path
            shortest = path.removesuffix(".md")
        else:
            path = shortest = _joined(self.old, link.target)
            is_same = not self.exists(path) or _joined(self.new, link.target) == path
        return None if is_same else Target(path=path, shortest=shortest, is_relative=True)


def relinker(session: "Session", old: str, new: str) -> Relinker:
    """Prepare to let links to the note `old` lead to the note `new`; both are there still."""
    find = session.ask(relations.all_candidates)
    others = [path for path, _ in find(name_key(_stem(new))) if path not in (old, new)]
    names = (plain_name(name) for one in _LINKING for name in session.schema.names[one])
    return Relinker(
        old=old,
        new=new,
        shortest=_plain(new) if others else _stem(new),
        plain_keys=frozenset(names),
        find=lambda key: list(find(key)),
        exists=lambda path: vault.has(str(session.root), path),
    )


def relinked(session: "Session", work: Relinker, without: Iterable[str]) -> Relinked:
    """Look through every note and every canvas of the vault; `without` are those that are changed otherwise."""
    edits, refused = [], list[str]()
    for path, change in _changes(session, work, frozenset(without)):
        raw = vault.read(str(session.root), path) or b""
        if not _may_link(raw, _stem(work.old)):
            continue
        try:
            if change(raw) != raw:
                edits.append(Edit(path=path, change=change))
        except CannotEdit as refusal:
            refused.append(f"{path} may link to {work.old} and was left alone: {refusal.sentence}")
        else:
            refused += _unread(path, raw, work)
            refused += _defined(path, raw, work)
    said = (*refused, *_ignored(session, work), *_by_hand(session, work))
    return Relinked(edits=tuple(edits), refused=said)


def _changes(
    session: "Session", work: Relinker, without: frozenset[str]
) -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    for path, _, _ in session.ask(queries.notes):
        if path not in without:
            yield path, work.change(path)
    for path in vault.files(str(session.root), session.setup.ignored, canvas.ENDING):
        yield (
            path,
            lambda raw, path=path: canvas.relink(  # type: ignore[misc]  # a default binds the path
                raw, old=work.old, new=work.new, text=work.change(path)
            ),
        )


def _unread(path: str, raw: bytes, work: Relinker) -> Iterator[str]:
    """Say so where properties that nobody can read may link to the old note."""
    if path.endswith(canvas.ENDING) or b"---" not in raw[:6]:
        return
    reading = read(raw)
    if (
        reading.front_matter
        and not reading.properties
        and _may_link(reading.front_matter.encode(), _stem(work.old))
    ):
        yield f"{path}: its properties cannot be read and name {_stem(work.old)}; change them by hand."


def _defined(path: str, raw: bytes, work: Relinker) -> Iterator[str]:
    """Say so where the address of a link stands apart from the link: `[1]: Contacts/Ada%20Byron.md`."""
    if b"]:" not in raw or path.endswith(canvas.ENDING):
        return
    for found in _DEFINITION.finditer(raw.decode("utf-8", "replace")):
        link = Link(target=unquote(found[1] or found[2]).partition("#")[0])
        if work.leads(link, path, work.old):
            yield f"{path} gives the address of {work.old} apart from its link; change it by hand."
            return


def _ignored(session: "Session", work: Relinker) -> Iterator[str]:
    """Name the notes that link from folders that the settings leave alone."""
    known = {path for path, _, _ in session.ask(queries.notes)}
    for path in vault.files(str(session.root), frozenset(), ".md"):
        raw = b"" if path in known else vault.read(str(session.root), path) or b""
        if _may_link(raw, _stem(work.old)) and _would_change(raw, work.change(path)):
            yield f"{path} links to {work.old} and is in a folder to ignore; change it by hand."


def _would_change(raw: bytes, change: Callable[[bytes], bytes]) -> bool:
    try:
        return change(raw) != raw
    except CannotEdit:
        return True


def _by_hand(session: "Session", work: Relinker) -> Iterator[str]:
    for path in vault.files(str(session.root), session.setup.ignored, _BY_HAND):
        if _may_link(vault.read(str(session.root), path) or b"", _stem(work.old)):
            yield f"{path} names {_stem(work.old)} and was left alone; change it by hand."


def _may_link(raw: bytes, stem: str) -> bool:
    """Tell quickly whether a file can hold a link to a name, however it is written."""
    text = raw.decode("utf-8", "replace")
    key = name_key(stem)
    plain = name_key(text) if not text.isascii() else text.lower()
    return key in plain or quote(key).lower() in plain or "%" in plain or "\\u" in plain


def _joined(source: str, target: str) -> str:
    return normpath(join(source.rpartition("/")[0], target))


def _key(target: str) -> str:
    return name_key(target.replace("\\", "/").rsplit("/", 1)[-1])


def _plain(path: str) -> str:
    return path.removesuffix(".md")


def _stem(path: str) -> str:
    return _plain(path.rsplit("/", 1)[-1])
