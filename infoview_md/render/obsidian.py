"""Links that open a note in Obsidian, from outside of it."""

from urllib.parse import quote


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
