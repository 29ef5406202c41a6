"""The dashboard itself: a note with one block for each question of the morning."""

from typing import TYPE_CHECKING

from infoview_md import vault
from infoview_md.acting.act import Act
from infoview_md.dashboard.contents import Contents
from infoview_md.errors import UsageMistake
from infoview_md.note.edit import find_blocks, replace_block
from infoview_md.render.environment import shipped_text
from infoview_md.writeback import Creation, Work

if TYPE_CHECKING:
    from infoview_md.session import Session


def dashboard_path(session: "Session") -> str:
    """Give the path of the dashboard in the vault.  Raises `UsageMistake` for a setting that names no note in it."""
    named = session.config.dashboard.note.strip().replace("\\", "/").strip("/")
    parts = named.split("/")
    is_note = vault.is_note(parts[-1]) if named else False
    if not is_note or any(part in ("", ".", "..") for part in parts) or ":" in named:
        raise UsageMistake(
            f"{vault.CONFIG_NAME}: dashboard.note must be a note in the vault, and is {named!r}.",
            hint='Write it like "Dashboard.md".',
        )
    return named


def create_dashboard(session: "Session") -> Act | None:
    """Plan to make the dashboard, with its blocks filled; None where it is there already."""
    path = dashboard_path(session)
    if (session.root / path).exists():
        return None
    raw = filled(session, shipped_text("new/dashboard.md").encode(), path)
    return Act(
        work=Work(
            sentence=f"Made {path}.",
            subject=f"Make {path}",
            steps=(Creation(path=path, raw=raw),),
        )
    )


def filled(session: "Session", raw: bytes, path: str) -> bytes:
    """Fill the blocks of a note that is about to be made."""
    contents = Contents(session=session)
    for block in find_blocks(raw):
        content = contents.of(block.name, block.arguments, path)
        if content is not None:
            raw = replace_block(raw, name=block.name, arguments=block.arguments, content=content)
    return raw
