"""The referral tree as text lines, Mermaid, JSON Canvas and plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from infoview_md.network.desk import meaning
from infoview_md.network.referrals import Member, ReferralTree

_WIDTH, _HEIGHT = 280, 100
_ACROSS, _DOWN = _WIDTH + 140, _HEIGHT + 40
_ID_BYTES = 8  # sixteen hexadecimal digits, as Obsidian writes them

COLOURS = {"talked": "4", "planned": "5", "replied": "3", "asked": "2", "declined": "1"}
"""State -> preset colour of JSON Canvas 1.0; the label of the arrow says it in words."""

_MERMAID_CLASSES = {
    "talked": "fill:#d9f2d9,stroke:#2e7d32,color:#111",
    "planned": "fill:#d7effa,stroke:#0277bd,color:#111",
    "replied": "fill:#fdf3c4,stroke:#8d6e00,color:#111",
    "asked": "fill:#fde3c8,stroke:#b35c00,color:#111",
    "declined": "fill:#f6d5d5,stroke:#b71c1c,color:#111",
    "to ask": "fill:#eeeeee,stroke:#616161,color:#111",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """The tree with its drawings, for a page."""

    tree: ReferralTree = field(metadata=meaning("the people, what is owed, the yields"))
    lines: tuple[str, ...] = field(metadata=meaning("the tree drawn as lines of text"))
    mermaid: str = field(metadata=meaning("the tree as a Mermaid flowchart, escaped"))


def page(tree: ReferralTree) -> ReferralPage:
    """Draw the tree for a page."""
    return ReferralPage(tree=tree, lines=lines(tree), mermaid=to_mermaid(tree))


def outcome(member: Member) -> str:
    """Say what came of somebody, in one phrase."""
    words = f"{member.state} {member.on}".rstrip()
    if member.openings:
        words += f"; openings: {', '.join(member.openings)}"
    return words


def lines(tree: ReferralTree) -> tuple[str, ...]:
    """Draw the tree as lines of text."""
    last = _is_last(tree.members)
    open_above: list[bool] = []
    drawn = []
    for member, is_last in zip(tree.members, last, strict=True):
        del open_above[max(0, member.depth - 1) :]
        branch = "" if member.depth == 0 else "└─ " if is_last else "├─ "
        stem = "".join("│  " if is_open else "   " for is_open in open_above)
        if member.depth:
            open_above.append(not is_last)
        drawn.append(f"{stem}{branch}{_line(member)}")
    return tuple(drawn)


def _line(member: Member) -> str:
    where = f" ({member.company})" if member.company else ""
    others = f"; also by {', '.join(member.also_by)}" if member.also_by else ""
    return f"{member.name}{where}: {outcome(member)}{others}"


def _is_last(members: Sequence[Member]) -> list[bool]:
    """Tell for each member whether it is the last of its siblings."""
    found = []
    seen: set[str] = set()
    for member in reversed(members):
        found.append(member.referrer not in seen)
        seen.add(member.referrer)
    return found[::-1]


def to_mermaid(tree: ReferralTree) -> str:
    """Draw the tree as a Mermaid flowchart, without the fence; valid in Obsidian and on git hosts."""
    names = {member.key: f"p{number}" for number, member in enumerate(tree.members)}
    drawn = ["flowchart LR"]
    for member in tree.members:
        style = member.state.replace(" ", "_")
        drawn.append(f'    {names[member.key]}["{_label(member)}"]:::{style}')
    drawn += [f"    {names[one.by]} --> {names[one.to]}" for one in tree.leads]
    used = {member.state for member in tree.members}
    drawn += [
        f"    classDef {state.replace(' ', '_')} {style}"
        for state, style in _MERMAID_CLASSES.items()
        if state in used
    ]
    return "\n".join(drawn) + "\n"


def _label(member: Member) -> str:
    parts = (member.name, member.company, f"{member.state} {member.on}".rstrip())
    return "<br>".join(escaped(part) for part in parts if part)


def escaped(text: str) -> str:
    """Write a text for a quoted Mermaid label: what is neither letter, number nor plain mark, by its number."""
    kept = " .,-()'"
    return "".join(
        char if char.isalnum() or char in kept else f"#{ord(char)};"
        for char in " ".join(text.split())
    )


def to_canvas(tree: ReferralTree) -> dict[str, Any]:
    """Draw the tree as JSON Canvas 1.0: notes as files, people without a note as text, arrows with what came of it."""
    rows = _rows(tree.members)
    nodes = [_node(member, rows[member.key]) for member in tree.members]
    by_key = {member.key: member for member in tree.members}
    edges = [_edge(one.by, by_key[one.to]) for one in tree.leads]
    return {"nodes": nodes, "edges": edges}


def _rows(members: Sequence[Member]) -> dict[str, float]:
    """Give each leaf a row of its own, and the others the middle of those below them."""
    below: dict[str, list[float]] = {}
    rows: dict[str, float] = {}
    leaf = sum(1 for _ in _leaves(members))
    for member in reversed(members):
        spans = below.pop(member.key, None)
        if spans is None:
            leaf -= 1
            rows[member.key] = float(leaf)
        else:
            rows[member.key] = (min(spans) + max(spans)) / 2
        below.setdefault(member.referrer, []).append(rows[member.key])
    return rows


def _leaves(members: Sequence[Member]) -> Iterator[Member]:
    inner = {member.referrer for member in members}
    return (member for member in members if member.key not in inner)


def _node(member: Member, row: float) -> dict[str, Any]:
    node: dict[str, Any] = {"id": mark(member.key)}
    if member.has_note:
        node |= {"type": "file", "file": member.key}
    else:
        node |= {"type": "text", "text": member.name}
    node |= {
        "x": member.depth * _ACROSS,
        "y": round(row * _DOWN),
        "width": _WIDTH,
        "height": _HEIGHT,
    }
    if colour := COLOURS.get(member.state):
        node["color"] = colour
    return node


def _edge(by: str, to: Member) -> dict[str, Any]:
    return {
        "id": mark(by, to.key),
        "fromNode": mark(by),
        "fromSide": "right",
        "toNode": mark(to.key),
        "toSide": "left",
        "label": f"{to.state} {to.on}".rstrip(),
    }


def mark(*parts: str) -> str:
    """Give the id of a node or an arrow: sixteen hexadecimal digits that stay while it is the same one."""
    return blake2b("\0".join(parts).encode(), digest_size=_ID_BYTES).hexdigest()
