"""Setting a vault up for Obsidian: property types, templates, views, a quiet look, a canvas, the dashboard.

Everything that is missing is made, settings are merged into, and nothing that is there is ever changed: running it
again does nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from infoview_md import vault
from infoview_md.acting.act import Act
from infoview_md.dashboard.making import create_dashboard
from infoview_md.dates import instant
from infoview_md.errors import CannotEdit, UsageMistake
from infoview_md.founding import documented_config
from infoview_md.network.model import NoteKind
from infoview_md.network.survey.habits import Habits, habits_of
from infoview_md.network.survey.seen import Seen
from infoview_md.obsidian.bases import THIS_NOTE, Wording, all_bases
from infoview_md.obsidian.canvas import canvas_text, merged_canvas
from infoview_md.obsidian.merging import merged_snippets, merged_templates, merged_types
from infoview_md.obsidian.note_templates import as_template
from infoview_md.obsidian.property_types import types_for
from infoview_md.obsidian.settings import USUAL_FOLDER, read_list, read_settings, settings_folder
from infoview_md.render.environment import shipped_text
from infoview_md.settings_file import with_settings
from infoview_md.surveying import survey
from infoview_md.writeback import Creation, Edit, Step, Work

if TYPE_CHECKING:
    from infoview_md.session import Session

_SNIPPET = "infoview"
_CANVAS = "Referrals.canvas"
_TEMPLATES: dict[str, tuple[str, NoteKind]] = {
    "Contact.md": ("new/contact-template.md", "contact"),
    "Interview.md": ("new/interview-template.md", "interview"),
}
_PLUGINS = {"templates": "Templates", "bases": "Bases", "canvas": "Canvas"}

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
    outfitter = _Outfitter(session, folder or USUAL_FOLDER)
    steps = list(outfitter.steps())
    made = tuple(one.path for one in steps if isinstance(one, Creation))
    merged = tuple(one.path for one in steps if isinstance(one, Edit))
    return Outfit(
        act=_act(steps, made, merged) if steps else None,
        made=made,
        merged=merged,
        remarks=tuple(outfitter.remarks),
    )


def _act(steps: list[Step], made: tuple[str, ...], merged: tuple[str, ...]) -> Act:
    parts = [f"made {', '.join(made)}"] if made else []
    parts += [f"added to {', '.join(merged)}"] if merged else []
    sentence = f"Set the vault up for Obsidian: {'; '.join(parts)}."
    return Act(work=Work(sentence=sentence, subject="Set up Obsidian", steps=tuple(steps)))


class _Outfitter:
    """One plan in the making: what there is of a vault, and the remarks on what is left alone."""

    def __init__(self, session: "Session", folder: str) -> None:
        self.session = session
        self.folder = folder
        self.remarks: list[str] = []

    def steps(self) -> Iterator[Step]:
        """Give every step that is still to be done."""
        self._mention_plugins()
        yield from self._settings()
        yield from self._ignoring()
        yield from self._files()
        yield from self._canvas()
        dashboard = create_dashboard(self.session)
        yield from dashboard.work.steps if dashboard else ()

    @cached_property
    def notes(self) -> tuple[Seen, ...]:
        """Every note of the vault as it was read."""
        return survey(self.session.root, self.session.config)

    @cached_property
    def habits(self) -> Habits:
        """How the vault writes."""
        config = self.session.config
        kinds: dict[NoteKind, Any] = {
            "contact": config.contact,
            "interview": config.interview,
            "search": config.search,
        }
        return habits_of(self.notes, self.session.schema, configured=config.properties, kinds=kinds)

    @cached_property
    def templates(self) -> str:
        """The folder that the Templates plugin uses, else the first one that is never read as notes."""
        named = read_settings(self.session.root, "templates.json").get("folder")
        if isinstance(named, str) and (folder := _inside(named)):
            return folder
        usual = (_inside(one) for one in self.session.config.folders.ignore)
        return next(filter(None, usual), "Templates")

    def _mention_plugins(self) -> None:
        """Name the core plugins that are switched off, without which some of this shows nothing."""
        known = read_settings(self.session.root, "core-plugins.json")
        off = [title for name, title in _PLUGINS.items() if known.get(name) is False]
        older = read_list(self.session.root, "core-plugins.json")
        off += [title for name, title in _PLUGINS.items() if older and name not in older]
        if off:
            self.remarks.append(
                f"Switched off in Obsidian: {', '.join(off)}; switch on in Settings, Core plugins."
            )

    def _settings(self) -> Iterator[Step]:
        """Merge into the settings; a file that is not what Obsidian writes is left alone and named."""
        types, left = types_for(self.habits, self.notes)
        wanted: dict[str, Merge] = {
            "types.json": partial(merged_types, wanted=types),
            "appearance.json": partial(merged_snippets, snippet=_SNIPPET),
            "templates.json": partial(merged_templates, folder=self.templates),
        }
        for name, merge in wanted.items():
            steps = list(self._merged(f"{self.folder}/{name}", merge))
            if steps and left and name == "types.json":
                self.remarks.append(
                    f"Your notes use {', '.join(left)} in more ways than one; Obsidian goes on guessing the type."
                )
            yield from steps
        css = shipped_text("obsidian/infoview.css").encode()
        yield from self._missing(f"{self.folder}/snippets/{_SNIPPET}.css", css)

    def _merged(self, path: str, merge: Merge) -> Iterator[Step]:
        raw = vault.read(str(self.session.root), path)
        if raw is None and self._is_there(path):
            self.remarks.append(f"{path} is a link or cannot be read, so it was left alone.")
            return
        try:
            new = merge(raw or b"")
        except CannotEdit as error:
            self.remarks.append(f"{path}: {error.sentence} {error.hint}")
            return
        if raw is None:
            yield Creation(path=path, raw=new)
        elif new != raw:
            yield Edit(path=path, change=merge)

    def _ignoring(self) -> Iterator[Step]:
        """See to it that templates are not read as notes."""
        ignored = self.session.config.folders.ignore
        names = {one.strip("/").casefold() for one in ignored}
        folder = self.templates.casefold()
        ways = {*folder.split("/"), *_folders_above(folder), folder}
        if ways & names:
            return
        wanted = {("folders", "ignore"): (*ignored, self.templates)}
        path = vault.CONFIG_NAME
        try:
            raw = vault.read(str(self.session.root), path)
            new = with_settings(raw or documented_config().encode(), wanted)
        except CannotEdit as error:
            self.remarks.append(
                f"The templates in {self.templates} would be read as notes. {error.hint}"
            )
            return
        if raw is None:
            yield Creation(path=path, raw=new)
        else:
            yield Edit(path=path, change=partial(with_settings, settings=wanted))

    def _files(self) -> Iterator[Step]:
        """Make what lies beside the notes: templates and views."""
        views, types = views_folder(self.session), types_for(self.habits, self.notes)[0]
        has_times = types.get(self.habits.name("date")) != "date"
        for name, (shipped, kind) in _TEMPLATES.items():
            text = as_template(shipped_text(shipped), kind, self.habits, has_times=has_times)
            embed = f"\n![[{THIS_NOTE}#Interviews]]\n" if kind == "contact" else ""
            yield from self._missing(
                f"{self.templates}/{name}", (text.rstrip("\n") + "\n" + embed).encode()
            )
        for name, text in all_bases(self._wording()).items():
            yield from self._missing(f"{views}/{name}", text.encode())

    def _missing(self, path: str, raw: bytes) -> Iterator[Step]:
        if not self._is_there(path):
            yield Creation(path=path, raw=raw)

    def _is_there(self, path: str) -> bool:
        place = self.session.root / path
        return place.exists() or place.is_symlink()

    def _wording(self) -> Wording:
        config = self.session.config
        ignored = dict.fromkeys((self.templates, *config.folders.ignore))
        return Wording(
            habits=self.habits,
            ignored=tuple(_paths_of(ignored, self.session)),
            policy=config.policy,
            since=config.since,
        )

    def _canvas(self) -> Iterator[Step]:
        """Draw the referrals, or add to the canvas what is new."""
        from infoview_md.network.referral_pictures import to_canvas
        from infoview_md.network.referrals import tree

        session, path = self.session, f"{views_folder(self.session)}/{_CANVAS}"
        drawn = to_canvas(
            tree(session.network, now=instant(session.now), rules=session.setup.rules)
        )
        if not drawn["nodes"]:
            return
        if self._is_there(path):
            yield from self._merged(path, partial(merged_canvas, drawn=drawn, name=_CANVAS))
        else:
            yield Creation(path=path, raw=canvas_text(drawn).encode())


def _folders_above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _paths_of(ignored: Iterable[str], session: "Session") -> Iterator[str]:
    """Give the folders of the vault that are never read: a name means a folder of that name anywhere."""
    names = {one.strip("/").casefold(): one for one in ignored}
    for folder in vault.folders(str(session.root)):
        ways = {folder.casefold(), folder.rsplit("/", 1)[-1].casefold()}
        if ways & names.keys():
            yield folder
    yield from (one.strip("/") for one in ignored if not (session.root / one).is_dir())


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
