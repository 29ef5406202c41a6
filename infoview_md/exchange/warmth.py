"""Who of all the people known works at a company, worked there, or could introduce somebody there.

Names of companies match strictly (legal forms and spelling aside); what matches only loosely is kept apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from infoview_md.exchange.company_names import company_key, loosely_match

Fit = Literal["works there", "worked there", "may work there"]
Standing = Literal["talked", "planned", "replied", "asked", "declined", "to ask", "listed"]

_NEARNESS: Final[dict[Standing, int]] = {
    "talked": 0,
    "planned": 1,
    "replied": 2,
    "asked": 4,
    "to ask": 5,
    "listed": 6,
    "declined": 7,
}
_CLOSE: Final = frozenset({"friend", "family", "alumni"})
_CLOSE_AS: Final = 3
"""A friend whom one never asked stands between those who answered and those who did not."""
_SCHOOLS: Final = ("school/", "university/", "college/", "uni/", "alumni/")
_MOST_INTRODUCERS: Final = 12


@dataclass(frozen=True, kw_only=True)
class Acquaintance:
    """Somebody known: a contact (`key` is the path of the note) or a person of a list.

    `since` is the day of the standing; `referrers` are the names of those who led to them; `place` is the note, or the
    list with its line.
    """

    key: str
    name: str
    place: str
    company: str = ""
    role: str = ""
    past_companies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    channel: str = ""
    standing: Standing = "to ask"
    since: str = ""
    referrers: tuple[str, ...] = ()

    @property
    def nearness(self) -> int:
        """Give how near somebody is, 0 the nearest."""
        rank = _NEARNESS[self.standing]
        return min(rank, _CLOSE_AS) if self.channel in _CLOSE else rank

    @property
    def could_introduce(self) -> bool:
        """Tell whether one may ask them a favour: they answered, are close, or were met."""
        return self.nearness <= _CLOSE_AS

    @cached_property
    def marks(self) -> frozenset[tuple[str, str]]:
        """What one may have in common with others: employers present and past, schools."""
        companies = {("company", key) for one in self.employers if (key := company_key(one))}
        tags = (tag.lstrip("#").casefold() for tag in self.tags)
        return frozenset(companies | {("school", tag) for tag in tags if tag.startswith(_SCHOOLS)})

    @property
    def employers(self) -> tuple[str, ...]:
        """Give the present and the past companies."""
        return (self.company, *self.past_companies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A person at a company, and how well the name of the company fits."""

    fit: Fit
    who: Acquaintance


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducer:
    """Somebody who could introduce one at a company: why, and to whom (empty: to people there)."""

    who: Acquaintance
    reason: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmth:
    """What one company is like from here: its people, the nearest first, and who could introduce.

    `more` counts those who could introduce too and are farther away than the `introducers`.
    """

    company: str
    ways: tuple[Way, ...]
    introducers: tuple[Introducer, ...]
    more: int = 0


def warmth_of(company: str, names: Iterable[str], everybody: Sequence[Acquaintance]) -> Warmth:
    """Look a company up; `names` are other names of it, such as the aliases of its note."""
    known = {key for one in (company, *names) if (key := company_key(one))}
    ways = sorted(
        (Way(fit=fit, who=one) for one in everybody if (fit := _fit(one, known, company))),
        key=lambda way: (
            _FITS.index(way.fit),
            way.who.nearness,
            way.who.name.casefold(),
            way.who.key,
        ),
    )
    sure = [way for way in ways if way.fit != "may work there"]
    found = _nearest_first(_introducers(sure, everybody, known))
    near = found[:_MOST_INTRODUCERS]
    return Warmth(
        company=company, ways=tuple(ways), introducers=tuple(near), more=len(found) - len(near)
    )


_FITS: Final[tuple[Fit, ...]] = ("works there", "worked there", "may work there")


def _fit(one: Acquaintance, known: set[str], company: str) -> Fit | None:
    if one.company and company_key(one.company) in known:
        return "works there"
    if any(company_key(past) in known for past in one.past_companies if past):
        return "worked there"
    if one.company and loosely_match(one.company, company):
        return "may work there"
    return None


def _introducers(
    ways: Sequence[Way], everybody: Sequence[Acquaintance], known: set[str]
) -> Iterator[Introducer]:
    by_name = {one.name: one for one in everybody if one.standing != "listed"}
    there = {way.who.key for way in ways}
    for way in ways:
        if way.who.could_introduce:
            yield Introducer(who=way.who, reason=way.fit)
        for name in way.who.referrers:
            if name in by_name and by_name[name].key not in there:
                yield Introducer(who=by_name[name], reason="named them to you", to=way.who.name)
    with_mark = _by_mark(ways, known)
    for one in everybody:
        if one.could_introduce and one.key not in there:
            for mark in sorted(one.marks & with_mark.keys()):
                yield from _sharing(one, mark, with_mark[mark])


def _by_mark(ways: Iterable[Way], known: set[str]) -> dict[tuple[str, str], list[Way]]:
    """Sort people by what they may have in common with others; the company itself is nothing in common."""
    found: dict[tuple[str, str], list[Way]] = defaultdict(list)
    for way in ways:
        for mark in way.who.marks:
            if mark[1] not in known:
                found[mark].append(way)
    return found


def _sharing(one: Acquaintance, mark: tuple[str, str], ways: Iterable[Way]) -> Iterator[Introducer]:
    """Say what somebody shares with people of a company."""
    kind, word = mark
    what = f"shares {word.partition('/')[2]}" if kind == "school" else f"shares {word}"
    return (Introducer(who=one, reason=what, to=way.who.name) for way in ways)


def _nearest_first(found: Iterable[Introducer]) -> list[Introducer]:
    """Give each person once with the first reason, the nearest first."""
    kept: dict[tuple[str, str], Introducer] = {}
    for one in found:
        kept.setdefault((one.who.key, one.to), one)
    return sorted(
        kept.values(), key=lambda one: (one.who.nearness, one.who.name.casefold(), one.to)
    )
