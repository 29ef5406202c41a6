"""Setting a vault up for Obsidian: property types, templates, views, a quiet look, a canvas, the dashboard.

Everything that is missing is made, settings are merged into, and nothing that is there is ever changed: running it
again does nothing.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from infoview_md import vault
from infoview_md.acting.act import Act
from infoview_md.dashboard.making import create_dashboard
from infoview_md.dates import instant
from infoview_md.errors import CannotEdit, UsageMistake
from infoview_md.obsidian.bases import THIS_NOTE, Wording, all_bases
from infoview_md.obsidian.merging import merged_snippets, merged_templates, merged_types
from infoview_md.obsidian.settings import USUAL_FOLDER, read_settings, settings_folder
from infoview_md.render.environment import shipped_text
from infoview_md.writeback import Creation, Edit, Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

_SNIPPET = "infoview"
_CANVAS = "Referrals.canvas"
_TEMPLATES = {"Contact.md": "new/contact-template.md", "Interview.md": "new/interview-template.md"}

Merge = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """What is still to be done: the act (None: nothing), what it makes, and what it had to leave alone."""

    act: Act | None
    made: tuple[str, ...]
    merged: tuple[str, ...]
    remarks: tuple[str, ...]


def equip(session: "Session", *, is_forced: bool = False) -> Outfit:
    """Plan to set a vault up for Obsidian.

    Raises `UsageMistake` where Obsidian has never opened the folder, unless `is_forced`.
    """
    folder = settings_folder(session.root)
    if folder is None and not is_forced:
        raise UsageMistake(
            f"Obsidian has not opened {session.root} yet: there is no {USUAL_FOLDER} folder in it.",
            hint="Open it in Obsidian as a vault first, or make the folder with --force.",
        )
    remarks: list[str] = _about_templates(session)
    steps = [*_settings(session, folder or USUAL_FOLDER, remarks), *_files(session)]
    dashboard = create_dashboard(session)
    steps += dashboard.work.steps if dashboard else ()
    made = tuple(one.path for one in steps if isinstance(one, Creation))
    merged = tuple(one.path for one in steps if isinstance(one, Edit))
    return Outfit(
        act=_act(steps, made, merged) if steps else None,
        made=made,
        merged=merged,
        remarks=tuple(remarks),
    )


def _act(steps: list[Step], made: tuple[str, ...], merged: tuple[str, ...]) -> Act:
    parts = [f"made {', '.join(made)}"] if made else []
    parts += [f"added to {', '.join(merged)}"] if merged else []
    sentence = f"Set the vault up for Obsidian: {'; '.join(parts)}."
    return Act(work=Work(sentence=sentence, subject="Set up Obsidian", steps=tuple(steps)))


def _settings(session: "Session", folder: str, remarks: list[str]) -> Iterator[Step]:
    """Merge into the settings; a file that is not what Obsidian writes is left alone and named."""
    templates = templates_folder(session)
    wanted: dict[str, Merge] = {
        "types.json": partial(merged_types, name_of=partial(property_name, session)),
        "appearance.json": partial(merged_snippets, snippet=_SNIPPET),
        "templates.json": partial(merged_templates, folder=templates),
    }
    for name, merge in wanted.items():
        path = f"{folder}/{name}"
        raw = vault.read(str(session.root), path)
        try:
            new = merge(raw or b"")
        except CannotEdit as error:
            remarks.append(f"{path}: {error.sentence} {error.hint}")
            continue
        if raw is None:
            yield Creation(path=path, raw=new)
        elif new != raw:
            yield Edit(path=path, change=merge)
    yield from _missing(
        session, f"{folder}/snippets/{_SNIPPET}.css", _shipped("obsidian/infoview.css")
    )


def _files(session: "Session") -> Iterator[Step]:
    """Make what lies beside the notes: templates, views, the canvas."""
    templates, views = templates_folder(session), views_folder(session)
    for name, shipped in _TEMPLATES.items():
        embed = f"\n![[{THIS_NOTE}#Interviews]]\n" if name == "Contact.md" else ""
        text = shipped_text(shipped).rstrip("\n") + "\n" + embed
        yield from _missing(session, f"{templates}/{name}", text.encode)
    for name, text in all_bases(_wording(session)).items():
        yield from _missing(session, f"{views}/{name}", text.encode)
    if not (session.root / views / _CANVAS).exists():
        drawn = _canvas(session)
        if drawn["nodes"]:
            yield Creation(path=f"{views}/{_CANVAS}", raw=canvas_text(drawn).encode())


def _shipped(name: str) -> Callable[[], bytes]:
    return lambda: shipped_text(name).encode()


def _missing(session: "Session", path: str, make: Callable[[], bytes]) -> Iterator[Step]:
    if not (session.root / path).exists():
        yield Creation(path=path, raw=make())


def templates_folder(session: "Session") -> str:
    """Give the folder that the Templates plugin uses, else the first one that is never read as notes."""
    named = read_settings(session.root, "templates.json").get("folder")
    if isinstance(named, str) and (folder := _inside(named)):
        return folder
    return next(iter(session.config.folders.ignore), "Templates")


def _about_templates(session: "Session") -> list[str]:
    """Say so where the templates would be read as notes."""
    folder = templates_folder(session)
    ignored = {one.strip("/").casefold() for one in session.config.folders.ignore}
    if folder.casefold() in ignored or folder.rsplit("/", 1)[-1].casefold() in ignored:
        return []
    return [
        f"The templates in {folder} are read as notes; add it to `ignore` under [folders] in {vault.CONFIG_NAME}."
    ]


def views_folder(session: "Session") -> str:
    """Give the folder for views.  Raises `UsageMistake` for a setting that leads out of the vault."""
    named = session.config.folders.views
    if not (folder := _inside(named)):
        raise UsageMistake(
            f"{vault.CONFIG_NAME}: folders.views must be a folder in the vault, and is {named!r}.",
            hint='Write it like "Views".',
        )
    return folder


def _inside(named: str) -> str:
    """Give a folder of the vault in its plain form; empty for one that is none."""
    folder = named.strip().replace("\\", "/").strip("/")
    is_fine = all(part not in ("", ".", "..") for part in folder.split("/")) and ":" not in folder
    return folder if is_fine and not folder.startswith(".") else ""


def property_name(session: "Session", canonical: str) -> str:
    """Give the name under which a vault keeps a property: the one it configured, else ours."""
    return next(iter(session.config.properties.get(canonical, ())), canonical)


def _wording(session: "Session") -> Wording:
    config = session.config
    templates = templates_folder(session)
    return Wording(
        contact=config.contact,
        interview=config.interview,
        name_of=partial(property_name, session),
        ignored=tuple(dict.fromkeys((templates, *config.folders.ignore))),
        policy=config.policy,
    )


def _canvas(session: "Session") -> dict[str, Any]:
    from infoview_md.network.referral_pictures import to_canvas
    from infoview_md.network.referrals import tree

    now = instant(session.now)
    return to_canvas(tree(session.network, now=now, rules=session.setup.rules))


def canvas_text(drawn: dict[str, Any]) -> str:
    """Write a canvas as Obsidian does: one node on a line, with tabs."""
    parts = []
    for name in ("nodes", "edges"):
        rows = ",\n".join(
            "\t\t" + json.dumps(one, ensure_ascii=False, separators=(",", ":"))
            for one in drawn[name]
        )
        parts.append(f'\t"{name}":[\n{rows}\n\t]')
    return "{\n" + ",\n".join(parts) + "\n}"
