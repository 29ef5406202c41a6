"""The tree of who led to whom, whole or from one person on, in every form."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from infoview_md.network.context import as_context
from infoview_md.network.referral_pictures import lines, page, to_canvas, to_mermaid
from infoview_md.network.referrals import Member, ReferralTree, tree
from infoview_md.render.environment import NO_OVERRIDES, render
from infoview_md.render.text import on_one_line
from infoview_md.render.words import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infoview_md.session import Session


def referral_tree(session: "Session", name: str = "") -> ReferralTree:
    """Draw up the referrals of the vault, or those that go through one contact.  Raises as `resolve`."""
    whole = tree(session.network, now=session.now, rules=session.setup.rules)
    if not name:
        return whole
    return _part(whole, session.resolve(name), session.contact(name).name)


def _part(whole: ReferralTree, key: str, name: str) -> ReferralTree:
    """Keep one person, those who led there, and those below."""
    by_key = {one.key: one for one in whole.members}
    above: list[str] = []
    at = by_key[key].referrer if key in by_key else ""
    while at:
        above.append(at)
        at = by_key[at].referrer
    below: set[str] = {key}
    for one in whole.members:  # everyone stands below the one who led to them
        if one.referrer in below:
            below.add(one.key)
    kept = below | set(above)
    members: tuple[Member, ...] = tuple(one for one in whole.members if one.key in kept)
    names = {one.name for one in members}
    return replace(
        whole,
        members=members,
        leads=tuple(one for one in whole.leads if one.by in kept and one.to in kept),
        owed=tuple(one for one in whole.owed if one.to in names),
        yields=tuple(one for one in whole.yields if one.name in names),
        alone=(name,) if name in whole.alone else (),
    )


def as_plain(found: ReferralTree) -> str:
    """Write the tree, the words back that are owed, and what each root has brought."""
    if not found.members:
        return "Nobody has led to anybody yet.\n" + _alone(found)
    blocks = ["\n".join(on_one_line_kept(line) for line in lines(found)) + "\n"]
    if found.owed:
        rows = [
            f"  {on_one_line(one.to)}, by {one.due}: {on_one_line(one.reason)}"
            for one in found.owed
        ]
        blocks.append("A word back is owed\n" + "\n".join(rows) + "\n")
    if found.yields:
        blocks.append(_yields(found))
    blocks += [_alone(found)] if found.alone else []
    return "\n".join(blocks)


def on_one_line_kept(line: str) -> str:
    """Make a line of the tree harmless; its indentation stays."""
    bare = line.lstrip(" │├└─")
    return line[: len(line) - len(bare)] + on_one_line(bare)


def _yields(found: ReferralTree) -> str:
    wide = max(columns_of(on_one_line(one.name)) for one in found.yields)
    rows = [
        f"  {on_one_line(one.name)}{' ' * (wide - columns_of(on_one_line(one.name)))}"
        f"  {one.people:6}  {one.asked:5}  {one.talked:6}  {one.openings:8}"
        for one in found.yields
    ]
    head = f"  {'':{wide}}  {'people':>6}  {'asked':>5}  {'talked':>6}  {'openings':>8}"
    return "\n".join(["What each has brought", head, *rows]) + "\n"


def _alone(found: ReferralTree) -> str:
    if not found.alone:
        return ""
    return f"Talked with, and led to nobody yet: {on_one_line(', '.join(found.alone))}.\n"


def as_markdown(found: ReferralTree, overrides: "Mapping[str, str]" = NO_OVERRIDES) -> str:
    """Write the tree as Markdown with a Mermaid drawing."""
    return render("referrals.md.j2", as_context(page(found)), overrides=overrides)


def as_mermaid(found: ReferralTree) -> str:
    """Draw the tree as Mermaid, without a fence."""
    return to_mermaid(found)


def as_json(found: ReferralTree) -> str:
    """Give the tree as JSON."""
    return json.dumps(as_context(found), ensure_ascii=False, indent=2) + "\n"


def as_canvas(found: ReferralTree) -> str:
    """Draw the tree as JSON Canvas."""
    return json.dumps(to_canvas(found), ensure_ascii=False, indent=1) + "\n"
