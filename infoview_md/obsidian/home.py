"""Which vault of Obsidian a folder of notes lies in: people keep their search in a folder of a larger vault."""

from pathlib import Path

from infoview_md.obsidian.settings import USUAL_FOLDER, settings_folder
from infoview_md.render.obsidian import Home, vault_name


def home_of(root: Path) -> Home:
    """Find the vault: the folder itself, else the nearest one above that Obsidian keeps its settings in.

    Where Obsidian was never there, the folder is taken for what becomes its vault.
    """
    place = root.absolute()
    if settings_folder(place) is None:
        for above in place.parents:
            if above != above.parent and _is_vault(above):
                return Home(vault_name(str(above)), place.relative_to(above).as_posix())
    return Home(vault_name(str(place)))


def _is_vault(folder: Path) -> bool:
    try:
        return (folder / USUAL_FOLDER).is_dir()
    except OSError:
        return False
