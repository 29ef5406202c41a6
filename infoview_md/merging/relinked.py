"""Every note of the vault that links to one note, and the edits that let it link to another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from infoview_md import vault
from infoview_md.errors import CannotEdit
from infoview_md.index import queries, relations
from infoview_md.network.schema import plain_name
from infoview_md.note.links import Link, name_key, resolve
from infoview_md.note.relinking import Means, Target, relink
from infoview_md.writeback import Edit

if TYPE_CHECKING:
    from infoview_md.session import Session

_LINKING: Final = ("contact", "referred_by", "referrals")
"""The properties in which a plain name is a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """The edits of the notes that link, and what is said of those that cannot be edited."""

    edits: tuple[Edit, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relinker:
    """Lets links that mean one note lead to another one."""

    old: str
    target: Target
    plain_keys: frozenset[str]
    find: Callable[[str], list[tuple[str, str]]]

    def change(self, source: str) -> Callable[[bytes], bytes]:
        """Give the edit of a note at a path."""
        return lambda raw: relink(
            raw,
            source=source,
            means=self.means(source),
            target=self.target,
            plain_keys=self.plain_keys,
        )

    def means(self, source: str) -> Means:
        """Tell of the links of one note which of them open the old one, as the index would."""
        wanted = name_key(_stem(self.old))

        def means(link: Link) -> bool:
            key = name_key(link.target.replace("\\", "/").rsplit("/", 1)[-1])
            if key != wanted:
                return False
            found = dict(self.find(key))
            answer = resolve(link.target, source=source, candidates=list(found))
            if answer.is_ambiguous:
                people = [one for one in answer.candidates if found.get(one) == "contact"]
                return people == [self.old] or (len(people) != 1 and answer.path == self.old)
            return answer.path == self.old

        return means


def relinker(session: "Session", old: str, new: str) -> Relinker:
    """Prepare to let links to the note `old` lead to the note `new`; both are there still."""
    find = session.ask(relations.all_candidates)
    others = [path for path, _ in find(name_key(_stem(new))) if path not in (old, new)]
    shortest = new.removesuffix(".md") if others else _stem(new)
    names = (plain_name(name) for one in _LINKING for name in session.schema.names[one])
    return Relinker(
        old=old,
        target=Target(path=new, shortest=shortest),
        plain_keys=frozenset(names),
        find=lambda key: list(find(key)),
    )


def relinked(session: "Session", work: Relinker, without: Iterable[str]) -> Relinked:
    """Look through every note of the vault; `without` are those that are changed otherwise."""
    edits, refused, left = [], list[str](), frozenset(without)
    for path, _, _ in session.ask(queries.notes):
        raw = b"" if path in left else vault.read(str(session.root), path) or b""
        if not _may_link(raw, _stem(work.old)):
            continue
        change = work.change(path)
        try:
            if change(raw) != raw:
                edits.append(Edit(path=path, change=change))
        except CannotEdit as refusal:
            refused.append(f"{path} may link to {work.old} and was left alone: {refusal.sentence}")
    return Relinked(edits=tuple(edits), refused=tuple(refused))


def _may_link(raw: bytes, stem: str) -> bool:
    """Tell quickly whether a note can hold a link to a name, however it is written."""
    text = raw.decode("utf-8", "replace")
    key = name_key(stem)
    plain = name_key(text) if not text.isascii() else text.lower()
    return key in plain or quote(key).lower() in plain or "%" in plain


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")
