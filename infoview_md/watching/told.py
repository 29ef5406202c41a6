"""What the user was told already: kept outside the vault, so that a restart neither repeats nor forgets anything."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from infoview_md.dates import Moment
from infoview_md.network.followup import NoMoment

FILE_NAME = "reminded.json"
_KEPT = 500
"""So many of the last things are remembered: enough for a clock that is set back, or a watcher that was killed."""


@dataclass(slots=True)
class Told:
    """Until when everything was told (empty: never), and what it was; local times of the vault."""

    until: Moment = NoMoment
    keys: dict[str, None] = field(default_factory=dict)

    def add(self, keys: tuple[str, ...]) -> None:
        """Remember that these were told."""
        for key in keys:
            self.keys.pop(key, None)
            self.keys[key] = None
        while len(self.keys) > _KEPT:
            del self.keys[next(iter(self.keys))]


def load(folder: Path) -> Told:
    """Read what was told; a file that is missing or damaged counts as nothing."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        known = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        until, keys = known["until"], known["told"]
        if isinstance(until, str) and len(until) == len("2026-11-24T14:00"):
            return Told(until=Moment(until), keys=dict.fromkeys(map(str, keys)))
    return Told()


def save(folder: Path, told: Told) -> None:
    """Keep what was told; where nothing can be written, it is remembered for as long as the watcher runs."""
    place = folder / FILE_NAME
    fresh = place.with_name(f"{FILE_NAME}.{os.getpid()}.tmp")
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_text(
            json.dumps({"until": told.until, "told": list(told.keys)}), encoding="utf-8"
        )
        fresh.chmod(0o600)
        fresh.replace(place)
