"""The referral tree for a page: who led to whom, nested."""

from typing import Any

from infoview_md.dates import Moment
from infoview_md.network.referrals import Member, ReferralTree
from infoview_md.render import days
from infoview_md.render.obsidian import obsidian_url
from infoview_md.render.text import on_one_line

_DEEPEST = 24
"""Referrals below this depth are drawn at it; browsers stop at some hundred elements within each other."""


def branches(tree: ReferralTree | None, vault: str, as_of: Moment) -> list[dict[str, Any]]:
    """Nest the members of a tree, which come in its order and each with its depth."""
    top: list[dict[str, Any]] = []
    levels = [top]
    for member in tree.members if tree else ():
        depth = min(member.depth, _DEEPEST)
        del levels[depth + 1 :]
        branch = _branch(member, vault, as_of)
        levels[-1].append(branch)
        levels.append(branch["children"])
    return top


def _branch(member: Member, vault: str, as_of: Moment) -> dict[str, Any]:
    return {
        "name": on_one_line(member.name),
        "href": obsidian_url(vault, member.key) if member.has_note else "",
        "label": on_one_line(", ".join(filter(None, (member.role, member.company)))),
        "state": member.state,
        "on": days.with_friendly_days(member.on, as_of),
        "openings": [on_one_line(one) for one in member.openings],
        "also_by": [on_one_line(one) for one in member.also_by],
        "children": [],
    }
