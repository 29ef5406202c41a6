"""The referral tree for a page: who led to whom, in the order of the tree."""

from itertools import pairwise

from infoview_md.dates import Moment
from infoview_md.network.referrals import Member, ReferralTree
from infoview_md.render import days
from infoview_md.render.obsidian import Home
from infoview_md.render.page_values import Branch
from infoview_md.render.text import on_one_line

_DEEPEST = 12
"""Referrals below this depth are drawn at it; more would leave no room for the names."""


MOST_SHOWN = 100
"""People of the tree on a page; a longer page is read by nobody."""


def branches(tree: ReferralTree | None, home: Home, as_of: Moment) -> tuple[Branch, ...]:
    """Give the members of a tree with how the levels begin and end around them."""
    members = tree.members[:MOST_SHOWN] if tree else ()
    depths = [min(one.depth, _DEEPEST) for one in members]
    steps = list(pairwise([*depths, 0]))
    return tuple(
        Branch(
            name=on_one_line(one.name),
            href=home.url(one.key) if one.has_note else "",
            label=on_one_line(_label(one)),
            state=one.state,
            on=days.with_friendly_days(one.on, as_of),
            openings=tuple(map(on_one_line, one.openings)),
            also_by=tuple(map(on_one_line, one.also_by)),
            has_below=below > here,
            closes=max(here - below, 0),
        )
        for one, (here, below) in zip(members, steps, strict=True)
    )


def more_branches(tree: ReferralTree | None) -> str:
    """Say how many of the tree are left out, and how to see them."""
    rest = len(tree.members) - MOST_SHOWN if tree else 0
    return f"And {rest} more; infoview-md referrals shows all." if rest > 0 else ""


def _label(member: Member) -> str:
    return ", ".join(filter(None, (member.role, member.company)))
