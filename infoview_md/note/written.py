"""Where each property of a block of front matter stands, and how its value was written.

What YAML makes of a value is not always what the writer meant: `0176123456` is a number without its zero.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from infoview_md.note.yaml_fallback import Tree

_NOT_A_PLAIN_KEY = frozenset(["", *" \t#-\"'"])
"""What a line begins with that no key does, an empty one with nothing."""
_COMMENT = re.compile(r"(?:^|\s)#.*")


def lines_of(block: str, properties: dict[str, Any], *, first: int = 0) -> dict[str, int]:
    """Give the line of each property, where that of the block is `first`; of one written twice, the last.

    Keys are found by their looks, and the slower reader is asked unless exactly the properties were found.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(block.split("\n"), first):
        if line[:1] not in _NOT_A_PLAIN_KEY and (end := line.find(":")) >= 0:
            found[line[:end].rstrip()] = number
    if list(found) == list(properties):
        return found
    tree = _tree(block) if properties else None
    if tree is None:
        return {key: found.get(key, first) for key in properties}
    return {key: line + first for key, line in tree.lines.items()}


def source_of(block: str, properties: dict[str, Any], key: str) -> str | None:
    """Give a single value as it was written; None for a list, a mapping, or a property that is not there."""
    value = properties.get(key)
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict) or key not in properties:
        return None
    line = block.split("\n")[lines_of(block, properties)[key]]
    plain = _COMMENT.sub("", line.partition(":")[2]).strip()
    if _fallback().core_value(plain) == value:
        return plain
    written = _as_written(block).get(key, "")
    return written if isinstance(written, str) else None


def sources_of(block: str, properties: dict[str, Any], key: str) -> list[str]:
    """Give the single values of a property as they were written: its one value, or those of its list."""
    found = properties.get(key)
    if not isinstance(found, list):
        return [one] if (one := source_of(block, properties, key)) else []
    if all(isinstance(item, str) for item in found):
        return list(found)
    written = _as_written(block).get(key, found)
    return [str(item) for item in written if item and not isinstance(item, list | dict)]


def _as_written(block: str) -> dict[str, Any]:
    """Give the properties with each value as it was written; none where only yaml-rs can read the block."""
    tree = _tree(block, resolve=str)
    return tree.value if tree else {}


def _tree(block: str, **how: Any) -> "Tree | None":
    fallback = _fallback()
    try:
        tree: Tree = fallback.compose(fallback.without_tabs(block), **how)
    except fallback.Unreadable:
        return None
    return tree


@cache
def _fallback() -> "ModuleType":
    """Import on first use, like the parser itself."""
    from infoview_md.note import yaml_fallback

    return yaml_fallback
