"""Small vaults for tests: notes are written as text, and the session is opened on a cache of the test."""

from pathlib import Path
from textwrap import dedent

from infoview_md.config import Config
from infoview_md.index import database
from infoview_md.network.followups import Rulebook
from infoview_md.network.schema import schema_of
from infoview_md.sync import Setup


def write(root: Path, notes: dict[str, str]) -> Path:
    """Write notes below a folder, each text without its common indentation."""
    for path, text in notes.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return root


def setup_of(config: Config | None = None, fingerprint: str = "test") -> Setup:
    """Give what an index is made from, by the defaults or by a configuration; the zone is UTC."""
    config = config or Config(timezone="UTC")
    calendar = config.calendar()
    schema = schema_of(
        kinds={
            "contact": config.contact,
            "interview": config.interview,
            "search": config.search,
            "questions": config.questions,
        },
        properties=config.properties,
        headings=config.headings,
        policy=config.policy,
        calendar=calendar,
        date_order=config.date_order,
    )
    return Setup(
        schema=schema,
        rules=Rulebook(policy=config.policy, calendar=calendar),
        ignored=frozenset(one.lower() for one in config.folders.ignore),
        fingerprint=fingerprint,
    )


def rebuilt(root: Path, setup: Setup) -> "database.sqlite3.Connection":
    """Give a fresh index of a vault, in memory."""
    from infoview_md.sync import sync

    connection = database.in_memory()
    sync(connection, str(root), setup)
    return connection
