"""One contact as text: for people, as Markdown, as JSON."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from infoview_md.network.dossier import Dossier, Explained
from infoview_md.network.kinds import KINDS
from infoview_md.network.report import Owed
from infoview_md.render.report import JSON_FIELDS
from infoview_md.render.text import for_markdown, for_terminal
from infoview_md.render.words import lateness

Sections = Iterator[tuple[str, list[str]]]


def _sections(found: Dossier) -> Sections:
    """Give the headed lists that a person reads, empty ones left out."""
    yield "", [f"{name.replace('_', ' ').capitalize()}: {value}" for name, value in found.facts]
    yield "You owe", [_owed(row, found) for row in found.owed]
    yield "They owe you", [_owed(row, found) for row in found.owing]
    yield (
        "Coming",
        [f"{one.start.replace('T', ' ')}  interview  {one.path}" for one in found.coming],
    )
    yield "Referred to you by", list(found.referred_by)
    yield "Led you to", list(found.referred)
    yield (
        "History",
        [
            f"{one.at.replace('T', ' ')}  {one.what.replace('_', ' ')}  {one.note}"
            for one in found.history
        ],
    )


def _owed(row: Owed, found: Dossier) -> str:
    return f"{KINDS[row.kind].todo} ({lateness(row, found.as_of)}): {row.reason}"


def as_plain(found: Dossier) -> str:
    """Write a dossier as text."""
    where = found.contact.path or "no note yet"
    lines = [f"{for_terminal(found.contact.name)}  ({for_terminal(where)})"]
    for heading, items in _sections(found):
        if items:
            lines += ["", heading] if heading else []
            lines += [f"  {for_terminal(item)}" for item in items]
    return "\n".join(lines) + "\n"


def as_markdown(found: Dossier) -> str:
    """Write a dossier as Markdown."""
    return _markdown(found.contact.name, _sections(found), for_markdown)


def _markdown(title: str, sections: Sections, escape: Callable[[str], str]) -> str:
    lines = [f"# {escape(title)}", ""]
    for heading, items in sections:
        if items:
            lines += [f"## {heading}", ""] if heading else []
            lines += [*(f"- {escape(item)}" for item in items), ""]
    return "\n".join(lines)


def as_json(found: Dossier) -> str:
    """Write a dossier as JSON."""
    return json.dumps(_as_dict(found), ensure_ascii=False, indent=2) + "\n"


def _as_dict(found: Dossier) -> dict[str, Any]:
    return {
        "as_of": found.as_of,
        "name": found.contact.name,
        "note": found.contact.path,
        "facts": dict(found.facts),
        "owed": [_owed_dict(row) for row in found.owed],
        "owing": [_owed_dict(row) for row in found.owing],
        "coming": [{"date": one.start, "note": one.path} for one in found.coming],
        "referred_by": list(found.referred_by),
        "referred": list(found.referred),
        "history": [{"at": one.at, "what": one.what, "note": one.note} for one in found.history],
    }


def _owed_dict(row: Owed) -> dict[str, Any]:
    return {name: getattr(row, name) for name in JSON_FIELDS}


def why_as_plain(name: str, found: list[Explained]) -> str:
    """Write what each rule found, what is owed first."""
    lines = [for_terminal(name)]
    for one in sorted(found, key=lambda one: one.state not in ("overdue", "today", "upcoming")):
        due = f", due {one.due.replace('T', ' ')}" if one.due else ""
        lines.append(f"  {one.kind}: {one.state}{due}")
        lines.append(f"      found: {for_terminal(one.finding)}")
        lines.append(f"      rule:  owed when {one.rule}; closed by {KINDS[one.kind].closed_by}")
        if one.note:
            lines.append(f"      in:    {for_terminal(one.note)}:{one.line}")
    return "\n".join(lines) + "\n"


def why_as_json(name: str, found: list[Explained]) -> str:
    """Write what each rule found as JSON."""
    rows = [
        {
            "kind": one.kind,
            "state": one.state,
            "due": one.due,
            "finding": one.finding,
            "rule": one.rule,
            "closed_by": KINDS[one.kind].closed_by,
            "note": one.note,
            "line": one.line,
        }
        for one in found
    ]
    return json.dumps({"contact": name, "rules": rows}, ensure_ascii=False, indent=2) + "\n"
