"""A vault's own templates: found without following a link, and used once the user has said that they may be.

A vault can come from somebody else, and its templates with it.  The answer is kept beside the journal, never in
the vault, and holds for a text: one that changes is asked about again.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_md import vault
from infoview_md.errors import StorageFailure, UsageMistake
from infoview_md.render.environment import LARGEST_TEMPLATE
from infoview_md.session import state_folder

if TYPE_CHECKING:
    from infoview_md.session import Session

_ANSWERS = "templates.json"
_SUFFIX = ".j2"
_MOST = 200
_DEEPEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The templates of a vault: those that may be used, those that may not, and those nobody was asked about."""

    allowed: Mapping[str, str]
    refused: tuple[str, ...]
    unknown: Mapping[str, str]


def folder_of(session: "Session") -> str:
    """Give the folder of a vault's own templates, relative to the vault.  Raises `UsageMistake` for one outside."""
    named = session.config.folders.templates.strip().replace("\\", "/").strip("/")
    parts = named.split("/")
    if not named or ".." in parts or ":" in named:
        raise UsageMistake(
            f"{vault.CONFIG_NAME}: folders.templates must be a folder in the vault, and is {named!r}.",
            hint='Write it like "infoview-templates".',
        )
    return named


def own_templates(session: "Session") -> Own:
    """Read the templates of a vault and what was said about them.

    Raises `UsageMistake` for one that is too large or no text.
    """
    texts = dict(_texts(session.root, folder_of(session)))
    answers = _answers(session)
    said = {name: answers.get(_digest(name, text)) for name, text in texts.items()}
    return Own(
        allowed={name: text for name, text in texts.items() if said[name] is True},
        refused=tuple(name for name in texts if said[name] is False),
        unknown={name: text for name, text in texts.items() if said[name] is None},
    )


def answer(session: "Session", texts: Mapping[str, str], *, is_yes: bool) -> None:
    """Keep whether these templates may be used.  Raises `StorageFailure`."""
    answers = _answers(session) | {_digest(name, text): is_yes for name, text in texts.items()}
    place = _place(session)
    fresh = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(answers, indent=0, sort_keys=True), encoding="utf-8")
        fresh.replace(place)
    except OSError as error:
        raise StorageFailure(f"{place} cannot be written: {error.strerror}.") from None


def _place(session: "Session") -> Path:
    return state_folder(session.root) / _ANSWERS


def _answers(session: "Session") -> dict[str, bool]:
    with suppress(OSError, ValueError):
        known = json.loads(_place(session).read_text(encoding="utf-8"))
        if isinstance(known, dict):
            return {str(key): value for key, value in known.items() if isinstance(value, bool)}
    return {}


def _digest(name: str, text: str) -> str:
    return vault.content_digest(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hex()


def _texts(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    for name in sorted(_names(root, folder))[:_MOST]:
        yield name, _text(root, f"{folder}/{name}")


def _names(root: Path, folder: str) -> Iterator[str]:
    """Give the names of the templates below a folder; nothing behind a link counts."""
    place = root / folder
    if os.path.realpath(place) != str(place):
        return
    pending = [("", 0)]
    while pending:
        inner, depth = pending.pop()
        for one in _listed(place / inner):
            name = f"{inner}/{one.name}" if inner else one.name
            if one.is_dir(follow_symlinks=False) and depth < _DEEPEST:
                pending.append((name, depth + 1))
            elif one.is_file(follow_symlinks=False) and name.endswith(_SUFFIX):
                yield name


def _listed(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return [one for one in found if not one.name.startswith(".")]
    except OSError:
        return []


def _text(root: Path, path: str) -> str:
    raw = b"" if _is_large(root / path) else vault.read(str(root), path)
    if raw is None:
        raise StorageFailure(f"Your template {path} cannot be read.")
    if not raw and _is_large(root / path):
        raise UsageMistake(
            f"Your template {path} is larger than {LARGEST_TEMPLATE // 1024} KiB.",
            hint="Make it shorter, or move it out of the folder.",
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageMistake(f"Your template {path} is not UTF-8 text.") from None


def _is_large(path: Path) -> bool:
    try:
        return path.lstat().st_size > LARGEST_TEMPLATE
    except OSError:
        return False
