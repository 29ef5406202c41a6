"""What stands behind the name of a block: `company="Acme" days=7 overdue`."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from infoview_md.answers import Wish
from infoview_md.dates import ALWAYS, Moment, to_date, when
from infoview_md.errors import UsageMistake
from infoview_md.network.kinds import KINDS

_ARGUMENT = re.compile(
    r"\s*(?P<name>[\w-]+)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|“(?P<curly>[^”]*)”|(?P<bare>[^\s\"'“]+)))?"
    r"(?=\s|$)"
)
_WISHES = ("company", "contact", "location", "kind", "days", "limit", "overdue")
KNOWN = {
    **dict.fromkeys(("overdue", "today", "week", "waiting", "report"), _WISHES),
    "interviews": ("days",),
    "done": ("days",),
    "agenda": ("contact",),
    "referrals": (),
    "stats": ("since",),
}
"""The blocks that there are, with what each understands."""
KEPT = frozenset({"draft"})
"""The blocks that a command writes when it is asked to, and nobody makes anew."""


def read_arguments(name: str, text: str) -> dict[str, str]:
    """Read the arguments of a block; one without a value is an empty text.

    Raises `UsageMistake` with the nearest name for a block or an argument that there is not.
    """
    if name not in KNOWN:
        raise UsageMistake(f"There is no block {name!r}.", hint=_nearest(name, KNOWN))
    found: dict[str, str] = {}
    place = 0
    while text[place:].strip():
        one = _ARGUMENT.match(text, place)
        if one is None:
            raise UsageMistake(
                f"{text[place:].strip()!r} of the block {name} cannot be read.",
                hint='Write it like company="Acme" days=7.',
            )
        if one["name"] not in KNOWN[name]:
            raise UsageMistake(
                f"The block {name} does not understand {one['name']!r}.",
                hint=_nearest(one["name"], KNOWN[name]),
            )
        values = (one["double"], one["single"], one["curly"], one["bare"])
        found[one["name"]] = next((value for value in values if value is not None), "")
        place = one.end()
    return found


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    return f"There are: {', '.join(sorted(known))}." if known else "It takes no arguments."


def wish_of(said: dict[str, str], *, days: int | None) -> Wish:
    """Give the wish that the arguments of a block are; `days` is how far ahead without a word.

    Raises `UsageMistake`.
    """
    kinds = tuple(said.get("kind", "").replace(",", " ").split())
    for kind in kinds:
        if kind not in KINDS:
            raise UsageMistake(
                f"{kind!r} is no kind of follow-up.", hint=_nearest(kind, list(KINDS))
            )
    return Wish(
        days=number(said, "days", days),
        kinds=kinds,
        contact=said.get("contact", ""),
        company=said.get("company", ""),
        location=said.get("location", ""),
        only_overdue="overdue" in said,
        limit=number(said, "limit", 0) or 0,
    )


def number(said: dict[str, str], name: str, default: int | None) -> int | None:
    """Give an argument that is a whole number.  Raises `UsageMistake`."""
    text = said.get(name)
    if text is None:
        return default
    if not text.isdecimal() or len(text) > 5:  # noqa: PLR2004 - more days than a life has
        raise UsageMistake(f"{name}={text} is not a whole number.", hint=f"Write it like {name}=7.")
    return int(text)


def since(said: dict[str, str], now: Moment) -> Moment | None:
    """Give the day of `since`; None where there is none.  Raises `UsageMistake`."""
    text = said.get("since", "")
    if not text:
        return None
    try:
        found = when(text, today=to_date(now))
    except ValueError as error:
        raise UsageMistake(f"{error}.", hint="Write it like since=2026-09-01.") from None
    return found if found > ALWAYS else None
