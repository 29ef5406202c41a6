"""The composition root: finds the vault, opens its index, knows the time, and hands them to the commands."""

import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from infoview_md import __version__, barrier, vault
from infoview_md.dates import Moment, from_datetime
from infoview_md.errors import Ambiguous, NotFound, StorageFailure
from infoview_md.index import database, meta

if TYPE_CHECKING:
    from infoview_md.config import Config
    from infoview_md.freshness import Look
    from infoview_md.network.model import Contact
    from infoview_md.network.network import Network
    from infoview_md.network.schema import Schema
    from infoview_md.sync import Progress, Setup, SyncResult

T = TypeVar("T")

_NO_VAULT = "There is no vault here: no infoview.toml in this folder or above it."
_HOW_TO_VAULT = (
    "Name the folder of your notes with --vault DIR or INFOVIEW_VAULT, make a new one with infoview-md init DIR, "
    "or set up notes that you keep already with infoview-md adopt DIR."
)


def find_vault(named: str | None) -> Path:
    """Give the vault: the one named, else INFOVIEW_VAULT, else the nearest folder above with an infoview.toml.

    A name is a folder, or a vault of that name that Obsidian knows.  Raises `NotFound`, `Ambiguous` for a name of
    several.
    """
    chosen = named or os.environ.get("INFOVIEW_VAULT", "")
    if chosen:
        folder = Path(chosen).expanduser()
        return vault.check_root(folder if folder.exists() else _known_to_obsidian(chosen, folder))
    found = vault.find_root(Path.cwd())
    if found is None:
        raise NotFound(_NO_VAULT, hint=_HOW_TO_VAULT)
    return found.resolve()


def _known_to_obsidian(name: str, folder: Path) -> Path:
    """Give the folder of the vault that Obsidian knows by a name; without one the folder that was meant."""
    if len(folder.parts) != 1:
        return folder
    from infoview_md.obsidian.registry import known_vaults, vaults_named

    found = vaults_named(name)
    if not found and (known := sorted(known_vaults())):
        raise NotFound(
            f"There is no folder {name} here, and Obsidian knows no vault of that name.",
            hint=f"Obsidian knows: {', '.join(known)}. Else name the folder of your notes: --vault DIR.",
        )
    if len(found) > 1:
        raise Ambiguous(
            f"Obsidian knows {len(found)} vaults called {name}.",
            candidates=[str(one) for one in found],
            hint="Name the folder: --vault DIR.",
        )
    return found[0] if found else folder


def vault_id(root: Path) -> str:
    """Give the name of a vault's private folders: of its real path and the file system it lies on.

    Raises `StorageFailure` where the vault went away.
    """
    try:
        held = root.stat()
    except OSError as error:
        raise StorageFailure(f"The vault {root} cannot be read: {error.strerror}.") from None
    named = os.fsencode(f"{root}\0{held.st_dev}:{held.st_ino}")
    return vault.content_digest(named)[:8].hex()


def cache_folder(root: Path) -> Path | None:
    """Give the folder of a vault's index, outside the vault; None where the user has no cache folder."""
    base = _cache_of_user()
    if base is None:
        return None
    folder = base / vault_id(root)
    return None if folder.is_relative_to(root) else folder


def _cache_of_user() -> Path | None:
    # platformdirs takes longer to load than a warm report has, so its plain answer on Linux is spelled out here.
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        chosen = os.environ.get("XDG_CACHE_HOME", "").strip()
        home = Path(chosen) if chosen.startswith("/") else Path("~/.cache").expanduser()
        return home / "infoview-md" if home.is_absolute() else None
    import platformdirs

    try:
        return platformdirs.user_cache_path("infoview-md", appauthor=False)
    except (OSError, RuntimeError):
        return None


def state_folder(root: Path) -> Path:
    """Give the folder of what must outlive a cache, such as the journal of writes."""
    import platformdirs

    return platformdirs.user_state_path("infoview-md", appauthor=False) / vault_id(root)


class Session:
    """One command at work on one vault.  Everything is opened when it is first needed, and no earlier.

    `asks_watcher` is False for the watcher itself, which has nobody to ask; `at` is the moment to take for the present
    one, where None asks the clock.
    """

    def __init__(
        self,
        *,
        root: Path,
        progress: "Callable[[], Progress | None] | None" = None,
        asks_watcher: bool = True,
        at: Moment | None = None,
    ) -> None:
        self.root = root
        self.progress = progress
        self.asks_watcher = asks_watcher
        self.at = at
        self.last_sync: SyncResult | None = None
        self._connection: sqlite3.Connection | None = None

    @cached_property
    def config(self) -> "Config":
        """The settings of the vault."""
        from infoview_md import config

        return config.load(self.root / config.FILE_NAME)

    @cached_property
    def now(self) -> Moment:
        """The current local time of the vault, read once."""
        if self.at is not None:
            return self.at
        name = self.basics["timezone"]
        if not name:
            return from_datetime(datetime.now())  # noqa: DTZ005 - the local time of this computer is meant
        from zoneinfo import ZoneInfo

        return from_datetime(datetime.now(ZoneInfo(name)).replace(tzinfo=None))

    @cached_property
    def schema(self) -> "Schema":
        """How this vault writes its facts."""
        from infoview_md.network.schema import schema_of

        config = self.config
        return schema_of(
            kinds={
                "contact": config.contact,
                "interview": config.interview,
                "search": config.search,
                "questions": config.questions,
            },
            properties=config.properties,
            headings=config.headings,
            policy=config.policy,
            calendar=config.calendar(),
            date_order=config.date_order,
            me=(config.coaching.name, *config.me),
        )

    @cached_property
    def setup(self) -> "Setup":
        """What the index of this vault is made from."""
        from infoview_md.network.followups import Rulebook
        from infoview_md.sync import Setup

        config = self.config
        return Setup(
            schema=self.schema,
            rules=Rulebook(
                policy=config.policy, calendar=config.calendar(), since=Moment(config.since)
            ),
            ignored=frozenset(one.strip("/").lower() for one in config.folders.ignore),
            fingerprint=self.fingerprint,
            essence=vault.content_digest(f"{self._maker}{config.read_by()}".encode()).hex(),
            basics={
                "timezone": config.timezone,
                "report_days": str(config.report_days),
                "birthday_days": str(config.policy.birthday_days),
            },
        )

    @cached_property
    def fingerprint(self) -> str:
        """What the index must have been made with: this program, these settings, this computer's time zone."""
        raw = vault.read(str(self.root), vault.CONFIG_NAME) or b""
        return vault.content_digest(self._maker.encode() + raw).hex()

    @cached_property
    def _maker(self) -> str:
        zone = os.environ.get("TZ", "") or os.path.realpath("/etc/localtime")
        return f"{__version__}\0{zone}\0"

    @cached_property
    def basics(self) -> dict[str, str]:
        """The few settings that a report needs, kept in the index so that the file need not be parsed."""
        known = meta.meta(self.connection)
        if known.get("fingerprint") == self.fingerprint:
            return {key: str(value) for key, value in known.items()}
        return dict(self.setup.basics)

    @property
    def connection(self) -> sqlite3.Connection:
        """The index as it is, without looking at the vault."""
        if self._connection is None:
            self._connection = database.open_at(cache_folder(self.root))
        return self._connection

    @cached_property
    def index(self) -> sqlite3.Connection:
        """The index, refreshed: every save made before the command started is in it."""
        try:
            self._refresh()
        except sqlite3.DatabaseError as error:
            self._make_index_anew(error)
        return self.connection

    def refresh(self) -> None:
        """Look at the vault again, after something was written into it."""
        for known in ("index", "network"):
            self.__dict__.pop(known, None)
        self.ask(lambda connection: connection)

    def _refresh(self) -> None:
        from infoview_md.freshness import compare, look_again

        known = meta.meta(self.connection)
        if known.get("fingerprint") == self.fingerprint:
            if self._is_vouched_for(str(known.get(barrier.MARK, ""))):
                return
            ignored = str(known.get("ignored", "")).split("\n")
            found = compare(self.connection, str(self.root), frozenset(ignored))
            if found:
                self.sync(look_again(found))
            return
        self.sync()

    def _is_vouched_for(self, mark: str) -> bool:
        """Tell whether a watcher says that every save made so far is in the index already."""
        folder = cache_folder(self.root) if mark and self.asks_watcher else None
        return folder is not None and barrier.vouched(
            str(folder), mark=mark, fingerprint=self.fingerprint
        )

    def sync(self, look: "Look | None" = None) -> "SyncResult":
        """Refresh the index from the vault, whatever it takes; `look` may look at less than the whole of it."""
        from infoview_md.freshness import compare
        from infoview_md.sync import sync

        self.last_sync = sync(
            self.connection,
            str(self.root),
            self.setup,
            progress=self.progress() if self.progress else None,
            look=look or compare,
        )
        return self.last_sync

    def _make_index_anew(self, error: sqlite3.DatabaseError) -> None:
        """Delete a broken index and build it again; one that others are writing is left to them.

        Where it cannot be built, or is in use for too long, it is built in memory for this one command.
        """
        folder = cache_folder(self.root)
        try:
            self.close()
            if database.is_busy(error):
                raise error
            if folder is not None:
                database.discard(folder)
            self.sync()
        except (sqlite3.Error, OSError):
            self.close()
            self._connection = database.in_memory()
            self.sync()

    def rebuild(self) -> "SyncResult":
        """Delete the index and make it again from the notes."""
        self.close()
        folder = cache_folder(self.root)
        if folder is not None:
            try:
                database.discard(folder)
            except OSError as error:
                raise StorageFailure(
                    f"The index in {folder} cannot be deleted: {error.strerror}."
                ) from None
        return self.sync()

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the refreshed index; one that proves broken is made anew and asked again."""
        try:
            return question(self.index)
        except sqlite3.DatabaseError as error:
            self._make_index_anew(error)
            return question(self.connection)

    def close(self) -> None:
        """Close the index."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @cached_property
    def network(self) -> "Network":
        """Every contact and interview of the vault, linked."""
        from infoview_md.sync.owing import whole_network

        return self.ask(whole_network)

    def resolve(self, name: str) -> str:
        """Give the key of the contact that a name means: a path, or `?name` for one without a note.

        A name is a path, a file name, an alias, an e-mail address or a unique beginning, without regard to case or
        accents.  Raises `NotFound` with the nearest names, or `Ambiguous` with the candidates.
        """
        from infoview_md.naming import resolve_contact

        return self.ask(lambda connection: resolve_contact(connection, name))

    def contact(self, name: str) -> "Contact":
        """Give the contact that a name means.  Raises as `resolve`."""
        return self.network.contacts[self.resolve(name)]

    def index_summary(self) -> dict[str, str | int]:
        """Say where the index is and what it counts."""
        from infoview_md.index import queries

        place = self.ask(queries.place) or "in memory (no cache folder can be written)"
        return {"vault": str(self.root), "index": place, **self.ask(queries.counts)}
