"""The referral tree as a canvas of Obsidian, and a canvas that is there brought up to date without moving anything.

Source of the form: JSON Canvas 1.0.  Keys that the form does not know are kept, as it asks for.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from infoview_md.network.referral_pictures import COLOURS
from infoview_md.obsidian.merging import read_object, unexpected

Box = dict[str, Any]

_OURS = re.compile(r"(to ask|asked|replied|declined|planned|talked)(?: \d{4}-\d{2}-\d{2})?")
_GAP = 40


def canvas_text(drawn: Mapping[str, Any]) -> str:
    """Write a canvas as Obsidian does: one node on a line, with tabs."""
    parts = []
    for name, value in drawn.items():
        if name in ("nodes", "edges"):
            rows = ",\n".join(f"\t\t{_compact(one)}" for one in value)
            parts.append(f'\t"{name}":[\n{rows}\n\t]' if rows else f'\t"{name}":[]')
        else:
            parts.append(f"\t{json.dumps(name, ensure_ascii=False)}:{_compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def merged_canvas(raw: bytes, drawn: Mapping[str, Any], name: str) -> bytes:
    """Add to a canvas who is new in the tree, and say on the arrows what has come of it since.

    Nothing is moved, taken away or coloured anew that the user changed; the same bytes come back where nothing is new.
    A person is known by the note that a card shows, which Obsidian keeps right when the note is renamed.  Raises
    `CannotEdit` where the file is no canvas.
    """
    known = read_object(raw, name)
    nodes, edges = known.setdefault("nodes", []), known.setdefault("edges", [])
    if not _are_boxes(nodes) or not _are_boxes(edges):
        raise unexpected(name)
    meant = _same(nodes, drawn["nodes"])
    changed = _recoloured(nodes, edges, drawn, meant)
    for node in drawn["nodes"]:
        if node["id"] not in meant:
            nodes.append({**node, "y": _free_row(node, nodes)})
            changed = True
    changed = _with_arrows(edges, drawn["edges"], meant) or changed
    return canvas_text(known).encode() if changed else raw


def _are_boxes(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and isinstance(one.get("id"), str) for one in value
    )


def _same(nodes: Iterable[Box], drawn: Iterable[Box]) -> dict[str, str]:
    """Give for each drawn node that is there already the id it has there."""
    by_file: dict[str, str] = {}
    for node in nodes:
        if isinstance(file := node.get("file"), str):
            by_file.setdefault(file, node["id"])
    ids = {node["id"] for node in nodes}
    found: dict[str, str] = {
        one["id"]: by_file.get(one.get("file", "")) or one["id"] for one in drawn
    }
    return {mine: theirs for mine, theirs in found.items() if theirs in ids}


def _recoloured(
    nodes: Iterable[Box], edges: Iterable[Box], drawn: Mapping[str, Any], meant: Mapping[str, str]
) -> bool:
    """Colour those anew whose state changed, where the colour was that of the state before."""
    labels = {one.get("toNode"): one.get("label") for one in edges}
    new_labels = {one["toNode"]: one["label"] for one in drawn["edges"]}
    theirs = {node["id"]: node for node in nodes}
    changed = False
    for one in drawn["nodes"]:
        node = theirs.get(meant.get(one["id"], ""))
        label = labels.get(node["id"]) if node else None
        if node is None or not isinstance(label, str) or label == new_labels.get(one["id"]):
            continue
        if _OURS.fullmatch(label) and node.get("color") == colour_of(label):
            _set(node, "color", one.get("color"))
            changed = True
    return changed


def colour_of(label: str) -> str | None:
    """Give the colour of a state, as the label of an arrow says it."""
    return next((one for state, one in COLOURS.items() if label.startswith(state)), None)


def _set(box: Box, key: str, value: Any) -> None:
    if value is None:
        box.pop(key, None)
    else:
        box[key] = value


def _free_row(node: Box, nodes: Iterable[Box]) -> int:
    """Give the first place below its own where a new card lies on no other."""
    y = int(node["y"])
    taken = sorted((one for one in nodes if _is_beside(node, one)), key=lambda one: float(one["y"]))
    for one in taken:
        if one["y"] < y + node["height"] and y < one["y"] + one["height"]:
            y = int(one["y"] + one["height"]) + _GAP
    return y


def _is_beside(node: Box, other: Box) -> bool:
    """Tell whether another card is in the same columns; a group is a frame, and cards lie in it."""
    numbers = [other.get(key) for key in ("x", "y", "width", "height")]
    if other.get("type") == "group" or not all(isinstance(one, int | float) for one in numbers):
        return False
    return bool(other["x"] < node["x"] + node["width"] and node["x"] < other["x"] + other["width"])


def _with_arrows(edges: list[Box], drawn: Iterable[Box], meant: Mapping[str, str]) -> bool:
    there = {(one.get("fromNode"), one.get("toNode")): one for one in edges}
    changed = False
    for edge in drawn:
        by, to = (meant.get(edge[end], edge[end]) for end in ("fromNode", "toNode"))
        known = there.get((by, to))
        if known is None:
            edges.append({**edge, "fromNode": by, "toNode": to})
            changed = True
        elif known.get("label") != edge["label"] and _OURS.fullmatch(str(known.get("label"))):
            known["label"] = edge["label"]
            changed = True
    return changed
