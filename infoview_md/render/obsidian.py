"""Links that open a note in Obsidian, from outside of it."""

from typing import NamedTuple
from urllib.parse import quote


class Home(NamedTuple):
    """The vault that Obsidian knows, and the folder of our notes within it; an empty folder: they are the same."""

    vault: str
    folder: str = ""

    def url(self, note: str) -> str:
        """Give the link that opens a note of ours in Obsidian; empty where vault or note is unknown."""
        inside = f"{self.folder}/{note}" if self.folder and note else note
        return obsidian_url(self.vault, inside)


def vault_name(folder: str) -> str:
    """Give the name by which Obsidian knows a vault: that of its folder."""
    return folder.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def obsidian_url(vault: str, note: str) -> str:
    """Give the link that opens a note in Obsidian; empty where vault or note is unknown.

    Everything is percent-encoded, a slash too: Obsidian takes `+` for a plus and not for a blank.
    """
    if not vault or not note:
        return ""
    name, file = (quote(one, safe="", errors="surrogateescape") for one in (vault, _known_as(note)))
    return f"obsidian://open?vault={name}&file={file}"


def _known_as(path: str) -> str:
    """Give a path as Obsidian knows it: composed characters, and plain blanks for those that do not break."""
    if path.isascii():
        return path
    from unicodedata import normalize

    return normalize("NFC", path).replace("\u00a0", " ").replace("\u202f", " ")
