"""Making a vault: folders, a documented infoview.toml, a search note, a question bank, templates, a first contact.

In a folder that holds notes already only infoview.toml is added.
"""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from infoview_md import vault
from infoview_md.config import Config
from infoview_md.errors import StorageFailure, UsageMistake
from infoview_md.network.settings import ACCEPTED_NAMES
from infoview_md.render.environment import shipped_text
from infoview_md.replace import create

_STARTERS = {
    "Search.md": "new/search.md",
    "Questions.md": "new/questions.md",
    "Contacts/Jane Example.md": "new/first-contact.md",
    "Templates/Contact.md": "new/contact-template.md",
    "Templates/Interview.md": "new/interview-template.md",
}
"""Note of a new vault -> the shipped text it is made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What is to be made: the vault, the text of each new file by its path, and whether it held notes before."""

    root: Path
    texts: Mapping[str, str]
    had_notes: bool


def is_vault(folder: Path) -> bool:
    """Tell whether a folder is a vault already: it has an infoview.toml."""
    return (folder / vault.CONFIG_NAME).exists()


def plan(folder: Path, today: str, *, has_templates: bool = True) -> Founding:
    """Say what makes a vault of a folder, which need not exist yet; nothing that is there is touched.

    Templates are left out where they will come with what Obsidian needs.

    Raises `UsageMistake` where it is a vault already.
    """
    if is_vault(folder):
        raise UsageMistake(
            f"{folder} is a vault already: it has an {vault.CONFIG_NAME}.",
            hint=f"See what it says: infoview-md --vault {shlex.quote(str(folder))} report",
        )
    had_notes = folder.is_dir() and _has_notes(folder.resolve())
    texts = {vault.CONFIG_NAME: documented_config()}
    if not had_notes:
        texts |= {
            path: shipped_text(name).replace("TODAY", today)
            for path, name in _STARTERS.items()
            if has_templates or not path.startswith("Templates/")
        }
    new = {path: text for path, text in texts.items() if not (folder / path).exists()}
    return Founding(root=folder, texts=new, had_notes=had_notes)


def found(planned: Founding) -> Path:
    """Make what was planned and give the real path of the vault.

    Raises `StorageFailure` where it cannot be written.
    """
    root = _folder(planned.root)
    # Its settings make it a vault, so they come last: what failed before can be tried again.
    for path in sorted(planned.texts, key=lambda one: one == vault.CONFIG_NAME):
        create(root, path, planned.texts[path].encode())
    interviews = root / Config().folders.interviews
    if not planned.had_notes and not interviews.exists():
        _folder(interviews)
    return root


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailure(f"The folder {folder} cannot be made: {error.strerror}.") from None
    return folder.resolve()


def _has_notes(root: Path) -> bool:
    return any(one.entries for one in vault.scan(str(root), frozenset()))


def documented_config() -> str:
    """Write an infoview.toml with every setting, its explanation and its default, all commented out."""
    lines = [
        "# Settings of infoview-md.  Every line that is commented out shows the default; remove the # to change it.",
        "",
        *_settings(Config(), prefix=""),
    ]
    for one in fields(Config):
        value = getattr(Config(), one.name)
        if one.name == "properties":
            lines += _properties()
        elif is_dataclass(value):
            about = (type(value).__doc__ or "").split("\n")[0]
            lines += ["", f"# {about}", f"# [{one.name}]", *_settings(value, prefix="")]
    return "\n".join(lines) + "\n"


def _settings(value: Any, *, prefix: str) -> Iterator[str]:
    for one in fields(value):
        default = getattr(value, one.name)
        if "doc" in one.metadata:
            yield f"# {prefix}{one.name} = {_toml(default)}  # {one.metadata['doc']}"


def _properties() -> list[str]:
    lines = [
        "",
        "# Other names that your notes use for a property; these are read besides it.",
        "# [properties]",
    ]
    return lines + [f"# {name} = {_toml(names)}" for name, names in ACCEPTED_NAMES.items()]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
