"""Maps, lists, texts and numbers as YAML that every parser reads alike: a text that is not plain is in quotes."""

import re
from collections.abc import Mapping, Sequence

Tree = Mapping[str, "Tree"] | Sequence["Tree"] | str | int

_PLAIN = r"(?:note|file|formula)\.\w+|table|cards|list|ASC|DESC"


def as_yaml(tree: Tree, indent: str = "") -> str:
    """Write a tree as YAML."""
    if isinstance(tree, Mapping):
        return "".join(
            f"{indent}{_key(key)}:{_below(value, indent)}" for key, value in tree.items()
        )
    if isinstance(tree, str | int):
        return f"{indent}{_scalar(tree)}\n"
    return "".join(f"{indent}- {as_yaml(item, indent + '  ').lstrip(' ')}" for item in tree)


def _below(value: Tree, indent: str) -> str:
    if isinstance(value, str | int):
        return f" {_scalar(value)}\n"
    return "\n" + as_yaml(value, indent + "  ")


def _key(key: str) -> str:
    return key if key.replace("_", "").replace(".", "").isalnum() else _scalar(key)


def _scalar(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    is_plain = value.isascii() and re.fullmatch(_PLAIN, value) is not None
    return value if is_plain else "'" + value.replace("'", "''") + "'"
