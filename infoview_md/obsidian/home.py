"""Which vault of Obsidian a folder of notes lies in: people keep their search in a folder of a larger vault."""

from pathlib import Path

from infoview_md.obsidian.registry import is_folder, registered
from infoview_md.obsidian.settings import USUAL_FOLDER, settings_folder
from infoview_md.render.obsidian import Home


def home_of(root: Path) -> Home:
    """Find the nearest vault at a folder or above it that Obsidian has in its list, else one that it has opened.

    Where two vaults of the list have one name, the vault is called by its id.  A folder that Obsidian never saw is
    taken for what becomes its vault.
    """
    place = root.absolute()
    known = [one for one in registered() if _is_within(place, _real(one.path))]
    if not known:
        opened = _opened(place)
        return Home(opened.name, _below(place, opened))
    nearest = max(known, key=lambda one: len(_real(one.path).parts))
    same = {_real(one.path) for one in registered() if _is_named(one.path, nearest.path.name)}
    vault = nearest.path.name if len(same) == 1 else nearest.id
    return Home(vault, _below(place, _real(nearest.path)))


def _opened(place: Path) -> Path:
    if settings_folder(place) is None:
        for above in place.parents:
            if above.name and is_folder(above / USUAL_FOLDER) and _is_within(place, above):
                return above
    return place


def _is_named(path: Path, name: str) -> bool:
    return path.name.casefold() == name.casefold()


def _is_within(place: Path, vault: Path) -> bool:
    """Tell whether Obsidian sees a folder as part of a vault: nothing on the way to it is hidden."""
    if not place.is_relative_to(vault):
        return False
    return not any(part.startswith(".") for part in place.relative_to(vault).parts)


def _below(place: Path, vault: Path) -> str:
    return "" if place == vault else place.relative_to(vault).as_posix()


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path
