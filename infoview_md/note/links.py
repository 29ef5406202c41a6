"""Links between notes: what counts as one, what it points to, and which note Obsidian opens for it.

Source of the order in `resolve`: Obsidian 1.13 (exact path, the folder of the source, the shortest path).
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import join, normpath
from typing import Any, NamedTuple
from unicodedata import is_normalized, normalize
from urllib.parse import unquote

from infoview_md.note.visible import visible_lines, without_code

_WIKI = r"\[\[((?:[^\[\]\n]|\](?!\])|\[(?!\[))+?)\]\]"
_MARKDOWN = (
    r"\[([^\[\]\n]*)\]"
    r"\((?:<([^<>\n]*)>|([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*))(?:[ \t]+\"[^\"\n]*\")?\)"
)
_LINK = re.compile(f"!?(?:{_WIKI}|{_MARKDOWN})")
_ONE_LINK = re.compile(r"\[\[([^\[\]|#\n]+)\]\]")
"""What nearly every property with a link is: its name in brackets, and nothing else."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SEPARATOR = re.compile(r"[,;&\n]")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
_DEEPEST = 32


class Link(NamedTuple):
    """A link to a note.

    `target` is the path as written (NFC, without `.md`; percent signs of Markdown links are decoded), empty
    for a link into the same note; `subpath` is a heading, or a block behind `^`; `text` is what is shown.
    """

    target: str
    subpath: str = ""
    text: str = ""


class Resolution(NamedTuple):
    """The note that a link opens (`path`: None where there is none, or several equally good ones).

    `candidates` are the notes that fit; `is_ambiguous` says that nothing but its shorter path, if that,
    speaks for one of several.
    """

    path: str | None
    candidates: tuple[str, ...] = ()
    is_ambiguous: bool = False


def parse_link(value: str) -> Link | None:
    """Read a text that is one link and nothing else: `[[A]]`, `![[A#b|c]]`, `[c](A%20B.md)`; else None."""
    found = _LINK.fullmatch(value.strip())
    return _link(found) if found else None


def links_of(value: Any) -> list[Link]:
    """Give the links that the value of a property means, in their order.

    A text may hold one link, several, or a plain name, which is taken as a link to the note of that name;
    an unquoted `[[A]]`, which YAML reads as a list in a list, is the link it looks like.
    """
    if isinstance(value, str) and (single := _ONE_LINK.fullmatch(value)):
        return [Link(target=_target(single[1]))]
    return list(_links_of(value, 0))


def links_in(text: str) -> Iterator[tuple[int, Link]]:
    """Give the links in the text of a note with their lines, from 1; those in code and comments do not count."""
    if "[" not in text:
        return
    for number, line in enumerate(visible_lines(text, text.split("\n")), 1):
        if "[" in line:
            for found in _LINK.finditer(without_code(line)):
                if link := _link(found):
                    yield number, link


def link_spans(line: str) -> Iterator[tuple[int, int, Link]]:
    """Give where in one line of text each link stands, brackets included, and what it says."""
    if "[" in line:
        for found in _LINK.finditer(line):
            if link := _link(found):
                yield *found.span(), link


def name_key(name: str) -> str:
    """Give the form in which names of notes are compared: without case, `.md` and kinds of spaces."""
    if name.isascii():
        return name.lower().removesuffix(".md").strip()
    plain = normalize("NFC", name).translate(_SPACES).casefold().removesuffix(".md").strip()
    return plain if is_normalized("NFC", plain) else normalize("NFC", plain)


def resolve(link_target: str, *, source: str, candidates: Sequence[str]) -> Resolution:
    """Give the note that a link in `source` opens.

    `candidates` are the vault paths of the notes whose name has the same `name_key`.  The order is
    Obsidian's: the exact path from the vault's root, the folder of the source, the end of a path, the
    shortest path; `./` and `../` are exact.
    """
    target = link_target.strip().replace("\\", "/")
    if not target:
        return Resolution(path=source, candidates=(source,))
    folder = source.rpartition("/")[0]
    keyed = [(_path_key(path), path) for path in candidates]
    if target.startswith(("./", "../")):
        return _exact(normpath(join(folder, target)), keyed)
    if target.startswith("/"):
        return _exact(target.lstrip("/"), keyed)
    if len(keyed) == 1 and "/" not in target:
        return _shortest(_path_key(target), keyed)  # wherever the only one is
    exact = _exact(target, keyed)
    if exact.path is None and folder:
        exact = _exact(f"{folder}/{target}", keyed)
    return exact if exact.path is not None else _shortest(_path_key(target), keyed)


_Keyed = Sequence[tuple[str, str]]
"""Paths, each behind the form in which it is compared."""


def _exact(target: str, keyed: _Keyed) -> Resolution:
    """Find a path; where only case tells several apart, the one that is written the same comes first."""
    wanted = _path_key(target)
    found = [path for key, path in keyed if key == wanted]
    found.sort(key=lambda path: (path.removesuffix(".md") != target, path))
    return Resolution(path=found[0] if found else None, candidates=tuple(found))


def _shortest(wanted: str, keyed: _Keyed) -> Resolution:
    ending = "/" + wanted
    fitting = (path for key, path in keyed if ("/" + key).endswith(ending))
    found = tuple(sorted(fitting, key=lambda path: (len(path), path)))
    if len(found) < 2:  # noqa: PLR2004 - two are a choice
        return Resolution(path=found[0] if found else None, candidates=found)
    is_tie = len(found[0]) == len(found[1])
    return Resolution(path=None if is_tie else found[0], candidates=found, is_ambiguous=True)


def _path_key(path: str) -> str:
    """Give the form in which paths are compared, as Obsidian normalises them."""
    key = name_key(path.replace("\\", "/"))
    while "//" in key:
        key = key.replace("//", "/")
    return key


def _link(found: re.Match[str]) -> Link | None:
    inner, text, bracketed, bare = found.groups()
    if inner is not None:
        return _wikilink(inner)
    address = bracketed if bracketed is not None else bare
    if not address or _SCHEME.match(address):
        return None
    path, _, subpath = address.partition("#")
    return Link(target=_target(unquote(path)), subpath=unquote(subpath), text=text)


def _wikilink(inner: str) -> Link:
    address, bar, text = inner.partition("|")
    if bar:
        address = address.removesuffix("\\")  # in a table the bar is written \|
    path, _, subpath = address.partition("#")
    return Link(target=_target(path), subpath=subpath.strip(), text=text.strip())


def _target(path: str) -> str:
    plain = path.strip()
    if not plain.isascii():
        plain = normalize("NFC", plain.translate(_SPACES)).strip()
    return plain[:-3] if plain[-3:].lower() == ".md" else plain


def _links_of(value: Any, depth: int) -> Iterator[Link]:
    if isinstance(value, str):
        yield from _links_of_text(value)
    elif isinstance(value, list) and depth < _DEEPEST:
        if len(value) == 1 and isinstance(value[0], list) and (inner := _unquoted(value[0])):
            yield _wikilink(inner)
            return
        for item in value:
            yield from _links_of(item, depth + 1)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Link(target=str(value))


def _unquoted(inner: list[Any]) -> str:
    """Give back what stood between the brackets of an unquoted link; empty where it was no link."""
    parts = []
    for item in inner:
        if isinstance(item, dict) and len(item) == 1:
            parts += [
                f"{key}: {said}" if said is not None else f"{key}:" for key, said in item.items()
            ]
        elif isinstance(item, list | dict) or item is None:
            return ""
        else:
            parts.append(str(item))
    return ", ".join(parts)


def _links_of_text(text: str) -> Iterator[Link]:
    if "[" not in text:
        if plain := _target(text):
            yield Link(target=plain)
        return
    found_links = [(found.span(), link) for found in _LINK.finditer(text) if (link := _link(found))]
    if not found_links and not _LINK.search(text) and (plain := _target(text)):
        yield Link(target=plain)
    place = 0
    for (start, end), link in found_links:
        yield from _names(text[place:start], after_link=place > 0, before_link=True)
        yield link
        place = end
    if found_links:
        yield from _names(text[place:], after_link=True, before_link=False)


def _names(text: str, *, after_link: bool, before_link: bool) -> Iterator[Link]:
    """Give the plain names that stand among links as items of their own: `[[A]], Bob Roe`."""
    pieces = _SEPARATOR.split(text)
    for piece in pieces[1 if after_link else 0 : len(pieces) - (1 if before_link else 0)]:
        if plain := _target(piece):
            yield Link(target=plain)
