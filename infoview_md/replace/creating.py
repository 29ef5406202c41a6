"""Creating a note that does not exist yet: wholly or not at all, and never over another file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infoview_md.errors import CannotEdit
from infoview_md.replace.failures import explaining, unconfirmed
from infoview_md.replace.folder import Folder, inside, opened
from infoview_md.replace.naming import find_twin, folded_name, part_name
from infoview_md.replace.reading import MAX_BYTES, too_large
from infoview_md.replace.recovery import tidy
from infoview_md.replace.storing import write_file


class Neighbours:
    """The names in each folder, listed once for many new notes, and again where somebody else changed the folder.

    Listing a folder for each of its new notes takes time in proportion to the square of their number.
    """

    def __init__(self) -> None:
        self._seen: dict[Path, tuple[int, dict[str, str]]] = {}

    def beside(self, folder: Folder) -> dict[str, str]:
        """Give the names in the folder by their form without case."""
        changed_at = folder.changed_at()
        seen_at, names = self._seen.get(folder.path, (None, {}))
        if seen_at != changed_at:
            names = {folded_name(name): name for name in folder.names()}
            self._seen[folder.path] = changed_at, names
        return names

    def add(self, folder: Folder, name: str) -> None:
        """Remember a name that was just made."""
        names = self._seen[folder.path][1]
        names[folded_name(name)] = name
        self._seen[folder.path] = folder.changed_at(), names


def create(root: Path, path: str, raw: bytes, *, neighbours: Neighbours | None = None) -> None:
    """Create a note that does not exist yet, with the folders on the way, wholly or not at all.

    Whoever creates many gives the same `neighbours` each time.  Never overwrites.  Raises CannotEdit (`exists`)
    when the name is taken, also by a name that differs by case or by the form of accents only, because other
    systems cannot keep both; UsageMistake for a path that leads out of the vault; StorageFailure for a full,
    read-only or failing disk.
    """
    if len(raw) > MAX_BYTES:
        raise too_large(path)
    real = inside(root, path)
    if os.path.lexists(Path(root, path)):
        raise _taken(path)
    with explaining(path), _folders_made(root, real.parent, path) as made:
        with opened(root, real.parent) as folder:
            _create_in(folder, real.name, path, raw, neighbours or Neighbours())
            made.append(real)
        _flush_names(root, made, path)


def _create_in(folder: Folder, name: str, path: str, raw: bytes, neighbours: Neighbours) -> None:
    twin = neighbours.beside(folder).get(folded_name(name))
    _refuse_twin(name, [twin] if twin else [], path)
    part = part_name()
    try:
        write_file(folder, part, raw, mode=0o666)
        folder.move_to_free(part, name)
    except FileExistsError as error:
        raise _taken(path) from error
    finally:
        tidy(folder, part)
    neighbours.add(folder, name)


@contextmanager
def _folders_made(root: Path, real: Path, path: str) -> Iterator[list[Path]]:
    """Make the missing folders down to `real`, and remove them again if the block fails."""
    made: list[Path] = []
    try:
        for folder in _missing(root, real):
            _refuse_twin(folder.name, (step.name for step in folder.parent.iterdir()), path)
            with suppress(FileExistsError):
                folder.mkdir()
                made.append(folder)
        yield made
    except BaseException:
        with suppress(OSError):
            for folder in reversed(made):
                folder.rmdir()
        raise


def _missing(root: Path, real: Path) -> list[Path]:
    real_root = root.resolve()
    steps = [real, *real.parents]
    inner = steps[: steps.index(real_root)]
    return [step for step in reversed(inner) if not os.path.lexists(step)]


def _flush_names(root: Path, made: list[Path], path: str) -> None:
    try:
        for item in made:
            with opened(root, item.parent) as folder:
                folder.flush()
    except OSError as error:
        raise unconfirmed(error, path) from error


def _refuse_twin(name: str, others: Iterator[str] | list[str], path: str) -> None:
    twin = find_twin(name, others)
    if twin is not None:
        raise CannotEdit(
            f"{path} was not created, because {twin} is there and many systems take {twin} and {name}"
            " for the same name; use that one, or choose another name.",
            code="exists",
        )


def _taken(path: str) -> CannotEdit:
    return CannotEdit(
        f"{path} exists already and was left alone; choose another name.", code="exists"
    )
